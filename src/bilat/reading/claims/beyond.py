"""Wordings that say more than any kind of claim holds: what is read of them beside it would be another claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.dates import FIRST_DAY
from bilat.propositions import ClosenessComparison, Vote
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.marked import Marked
from bilat.reading.claims.quantities import UP_OR_DOWN

__all__ = ["clause", "compared", "ever", "within"]

_PART = r"(?:structures?|command|wing|market|jurisdiction|court|mechanism|committee|assembly|parliament|programme|scheme|mission|force)"
#: What the words are, and the kinds of claim that must not be read beside them.
_BEYOND: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    # who began a war; that there was one is less
    (
        re.compile(
            r"\b(?:initiat|start|began\b|begun\b|begin|provok|launch|unleash|instigat|trigger)\w*(?: and \w+)? (?:(?:a|an|the|its|their|that|this|\w+|[⟨‹]\d{1,3}[⟩›](?:'s)?) ){0,4}(?:war|dispute|conflict|clash(?:es)?|hostilities)\b"
        ),
        ("dispute",),
    ),
    # those of whom something else is said first: "most of the countries that A armed"
    (
        re.compile(
            r"^\W*(?:In [^,]{2,30}, )?(?:All|Most|Many|Some|Several|Half|None|Few|Two|Three|Four|Five|(?:More|Fewer|Less) than half)(?: of)? (?:the )?(?:countries|states|nations|governments|partners|customers|suppliers|allies|members)(?: of ⟨\d{1,3}⟩)? (?:that|which|who|whom|to which|with which|whose|on which|[a-z]+ed by)\b"
        ),
        (
            "arms",
            "trade",
            "sanction",
            "obligation",
            "dispute",
            "membership",
            "closeness.comparison",
            "vote.share",
        ),
    ),
    # closeness on one matter, and on one beside another: shares of it are kept, and no index of it
    (
        re.compile(
            r"\b(?:on|over|in) (?:the )?(?:(?:questions?|matters?|issues?|votes|resolutions) (?:of|on|about) )?(?:human rights|disarmament|arms control|nuclear (?:\w+ )?(?:questions|issues|matters|weapons|resolutions|votes|disarmament)"
            r"|(?:de)?coloni[sz]\w+|colonial(?:ism)?|economic (?:questions|issues|matters|resolutions|votes)|(?:Middle East|Middle Eastern|Palestinian) (?:questions|issues|matters|resolutions|votes)|development (?:questions|issues|matters|resolutions|votes))\b"
        ),
        ("closeness.comparison", "closeness.trend", "closeness.superlative"),
    ),
    (re.compile(r"\b(?:more|less) (?:often|frequently) than on\b"), ("vote.share",)),
    # how leaders, peoples and clubs get on, which is not how states do
    (
        re.compile(
            r"\b(?:personal|rapport|chemistry|(?:leaders|presidents|prime ministers|kings|monarchs|peoples|citizens|diplomats|generals|tourists|fans|businesses|companies|churches|families|cultures|languages|cuisines) of)\b"
        ),
        ("closeness.comparison", "closeness.trend", "closeness.superlative"),
    ),
    # a clause after a colon that goes on about it at a time of its own
    (
        re.compile(r": (?:in|by|since|from|until|as of) (?:\w+ )?\d{4},? (?:it|they|⟨)"),
        ("membership", "obligation", "sanction", "dispute"),
    ),
    # how fast beside something else, and that two did so in one year that is not named
    (
        re.compile(r"\b(?:faster|quicker|slower|more (?:quickly|rapidly|slowly|sharply|steeply)) than\b"),
        ("trade", "arms"),
    ),
    (
        re.compile(r"\bin the (?:very )?same (?:year|month|week|decade)(?! as|,? (?:in )?\d{4})\b"),
        ("membership", "obligation", "sanction", "event"),
    ),
    # for how long something was, with no year of it
    (
        re.compile(
            r"\b(?:was|were|had been|belonged|stood|stayed|remained)\b(?![^.;]*\b(?:is|are|has|have)\b)(?![^.;]*\b\d{4}\b)[^.;]*? for (?:(?:more|less) than |over |nearly |almost |about |at least |some |only )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|many|\w+teen|\w+ty|\d{1,2}) (?:years|decades|months|weeks|days|generations)\b"
        ),
        ("sanction", "dispute", "obligation", "membership"),
    ),
    # how often A votes with B beside how often all others do
    (
        re.compile(
            r"\b(?:more|less) (?:(?:often|frequently) )?than (?:almost |nearly |virtually )?(?:any\w*|every\w*|all|most(?! of)|the other)\b"
        ),
        ("vote.share",),
    ),
    # a part of an organisation, which is left or joined without leaving or joining the whole
    (
        re.compile(
            rf"\b(?:left|leaves?|leaving|quit|enter\w*|joins?|joined|rejoin\w*|withdr\w+) (?:from )?(?:(?:the )?(?:[\w-]+ ){{0,3}}?{_PART} of (?:the )?⟨|⟨\d{{1,3}}⟩(?:'s?)? (?:[\w-]+ ){{0,2}}?{_PART}\b)"
            r"|\b(?:left|leaves?|leaving|quit|enter\w*|joins?|joined|rejoin\w*|withdr\w+) (?:from )?⟨\d{1,3}⟩'s (?!ranks\b|fold\b|club\b|camp\b|family\b)"
        ),
        ("membership",),
    ),
    # how many times a state sat in it, each of a time of its own
    (re.compile(r"\b(?:twice|thrice|(?:two|three|four|five|six|seven|eight|\d+) times)\b"), ("membership",)),
    # what never was but for once
    (
        re.compile(
            r"\b(?:never|not|no)\b[^.;]{0,80}?,? (?:apart from|aside from|except(?: for)?|other than|save(?: for)?|bar|barring) (?!⟨)"
        ),
        ("arms", "trade", "sanction", "obligation", "dispute", "membership", "vote.share"),
    ),
    # who sells the most arms of a group's members, not to them
    (
        re.compile(
            r"[⟨‹]\d{1,3}[⟩›](?:'s?)? (?:[\w-]+ ){0,3}?(?:arms|weapons|defen[cs]e) (?:exporters?|sellers?)\b(?! to\b)"
        ),
        ("arms",),
    ),
    # a war that a state kept out of
    (
        re.compile(
            r"\b(?:refus|declin|hesitat|reluct|unwilling|opted not)\w* to (?:join|enter|take part in|fight|wage|declare)\b"
        ),
        ("dispute",),
    ),
    # what A sells B against what it buys from it
    (
        re.compile(
            r"\b(?:export|import|sell|sold|buy|bought|ship)\w* (?:more|less) [^.;]{0,30}?than (?:(?:it|they|⟨\d{1,3}⟩|‹\d{1,3}›) )?(?:export|import|sell|sold|buy|bought|ship|receiv|got)"
        ),
        ("trade", "closeness.comparison"),
    ),
    # no more than a pact of one kind
    (
        re.compile(
            r"\b(?:only|merely|just|nothing (?:more than|but)|no more than|at most) (?:bound |linked |tied )?(?:by |through )?(?:an? )?(?:[\w-]+ ){0,3}(?:pacts?|treat(?:y|ies)|agreements?|clauses?|obligations?)\b(?! (?:all(?:y|ies)|partners?)\b)|\b(?:pacts?|treat(?:y|ies)|agreements?|obligations?) (?:only|alone)\b"
        ),
        ("obligation",),
    ),
    # what was only said, or only stood in the way of somebody's wish
    (
        re.compile(
            r"\b(?:rumou?red|suspected|alleged|accused|falsely (?:said|claimed|reported)) (?:to|of)\b"
        ),
        ("membership", "sanction", "obligation", "arms", "trade", "dispute", "vote", "event"),
    ),
    (
        re.compile(
            r"\b(?:oppos|support|back|favou?r|welcom|block|prevent|resist|envisag|discuss|propos|reject|veto|object\w* to|against)\w* (?:the )?(?:idea of )?[⟨‹]\d{1,3}[⟩›](?:'s?)? (?:join|leav|enter|exit|quitt|rejoin|withdraw)ing\b"
        ),
        ("membership",),
    ),
    # how seldom is no never, and that there was some is less
    (
        re.compile(
            r"\b(?:rarely|seldom|hardly ever|scarcely ever|occasionally|sometimes|from time to time)\b"
        ),
        ("sanction", "dispute", "arms", "trade", "obligation", "membership"),
    ),
    # more often than before is no share
    (
        re.compile(
            r"\b(?:more|less) (?:often|frequently)\b[^.;]*\bthan (?:before|earlier|previously|in the past|beforehand|hitherto)\b"
        ),
        ("vote.share",),
    ),
    # what sanctions did; that there were some is less
    (
        re.compile(
            r"\b(?:sanctions|embargo(?:es)?) (?:\w+ly )?(?:on|against)?(?: [⟨‹]\d{1,3}[⟩›])?(?: (?:has|have|had|did|do|does|not|never|\w+ly))* ?(?:hurt|harm|fail|work|backfir|succeed|achiev|depriv|starv|impoverish|ruin|devastat|weaken|strengthen|damag|benefit|help|cost|kill|punish)\w*\b"
        ),
        ("sanction",),
    ),
    # who was the first or the last to do it; that they did is less
    (
        re.compile(
            r"\b(?:first|last|latest|newest|earliest|second|third|fourth|most recent) (?:[\w-]+ ){0,3}?(?:countr(?:y|ies)|states?|nations?|members?|governments?|powers?)(?: in [^,;.⟨]{3,25})? (?:ever )?(?:to|that|which) (?:have )?[a-z]"
        ),
        ("membership", "sanction", "obligation", "event", "arms"),
    ),
    # what one let, or wanted, another do
    (
        re.compile(
            r"\b(?:let|allow|permit|help|enabl|urg|want|expect|invit|encourag|push|persuad|press)\w* ⟨\d{1,3}⟩ (?:to )?(?:join|enter|leave|quit|accede to|withdraw from|become)\b"
        ),
        ("membership",),
    ),
    # the year than which in none they agreed less: no share
    (
        re.compile(
            r"\b(?:never|not once|in no year)\b[^.;]*\b(?:more|fewer|less|higher|lower|so (?:few|little|often|many)|as (?:few|little|often|many))\b[^.;]*\b(?:than|as) (?:they (?:did|had) )?(?:in|during)\b"
        ),
        ("vote.share",),
    ),
    # how many shots or dead there were; that there was fighting is less
    (
        re.compile(
            r"\b(?:[Ee]xactly|[Pp]recisely|[Aa]bout|[Mm]ore than|[Oo]ver|[Ss]ome|[Aa]t least|[Nn]early)? ?(?:\d[\d,.]*|[a-z]+(?:teen|ty)|(?:a )?(?:hundred|thousand|dozen)s?)(?: \w+)? (?:shots|shells|rounds|soldiers|troops|casualties|deaths|dead|civilians|killed|wounded|prisoners|tanks|incidents)\b"
        ),
        ("dispute",),
    ),
    # who won a war, and how long it or a pact lasted
    (
        re.compile(r"\b(?:won|lost|wins|loses|defeated|beat|vanquished|victorious|victory|was beaten)\b"),
        ("dispute",),
    ),
    (
        re.compile(
            r"\b(?:lasted|dragged on|went on)(?: for)? (?:\w+ ){0,2}(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|\d+) (?:years|months|weeks|days|decades)\b"
        ),
        ("dispute", "obligation", "sanction", "membership"),
    ),
    # what nearly came about, or was of interest, did not come about
    (
        re.compile(
            r"\b(?:nearly|almost|all but) (?:left|quit|joined|rejoined|signed|withdrew|pulled|invaded|attacked|imposed|broke|became|concluded|formed|entered|declared|went|annexed|sanctioned|vetoed|fought|cut|severed|bought|sold)\b"
            r"|\binterest(?:ed)? in (?:\w+ly )?\w+ing\b"
        ),
        ("membership", "sanction", "obligation", "arms", "trade", "dispute", "vote", "event"),
    ),
    # whom the writer means is not said
    (
        re.compile(r"\b(?:with|to|from|than|like|against|towards?) (?:us|me|you)\b"),
        ("trade", "arms", "vote.share", "closeness.comparison", "closeness.trend", "closeness.superlative"),
    ),
    # wars with others, who are not named: no war between those who are
    (
        re.compile(
            r"\b(?:wars?|conflicts?|clash(?:es|ed)?|disputes?|fought|fighting|battles?|quarrels?|hostilities|odds)(?: [\w-]+){0,3}? (?:with|against) (?!each other|one another)(?:[\w‹›'-]+ ){0,4}?(?:neighbou?rs?|rebels?|powers|states|countries|nations|insurgen\w+|militants|guerrillas|separatists|groups|rivals|tribes|enem\w+|armies|militias|pirates|others|everyone|everybody)\b(?! ⟨)"
        ),
        ("dispute",),
    ),
    # "both have fought wars: A with B, C with D"
    (
        re.compile(
            r"\b(?:wars|disputes|conflicts|clashes|quarrels)(?: [\w-]+){0,4}: ⟨\d{1,3}⟩ (?:with|against)\b"
        ),
        ("dispute",),
    ),
    # which of two came first; that both came is less
    (
        re.compile(
            r"\b(?:earlier|later|sooner|longer|faster|quicker|slower) than (?:the )?⟨|\b(?:before|after|ahead of) (?:the )?⟨\d{1,3}⟩(?: (?:did|had|was|were|joined|left))?(?=\W*$)"
            r"|\b(?:years?|months?|days?|weeks?|decades?|long|shortly|soon|well) (?:before|after) (?:the )?⟨"
        ),
        ("membership", "sanction", "obligation", "arms", "trade", "dispute"),
    ),
    # each year of many, of which one would be judged
    (
        re.compile(r"\b(?:every|each)(?: single)? (?:year|month|day)(?:,? (?:since|after|from)\b|(?=\W*$))"),
        ("arms", "trade", "vote.share", "closeness.comparison"),
    ),
)
#: How deliveries grew, or how many more there were than at another time; that there were some is less.
_MORE_ARMS = re.compile(
    rf"\b(?:arms|weapons?|military)(?: \w+)? (?:deliver(?:y|ies)|sales|exports|imports|shipments|purchases|transfers|supplies|trade)\b[^.;]{{0,80}}?{UP_OR_DOWN}"
    r"|\b(?:arms|weapons?|military)(?: \w+)? (?:deliver(?:y|ies)|sales|exports|imports|shipments|purchases|transfers|supplies)\b[^.;]{0,60}?\b(?:larger|greater|bigger|higher|smaller|lower|more|less|fewer)\b[^.;]{0,40}? than\b"
    r"|\b(?:more|fewer|less) (?:\w+ )?(?:arms|weapons)\b[^.;]{0,60}?\bthan (?:it had |they had |it did )?(?:in|during|between|over|from) (?:the )?\d{4}",
    re.IGNORECASE,
)
#: The first but for one.
_BUT_ONE = re.compile(
    r"\bthan (?:(?:with|to|from|by) )?(?:any|all|every)[^.;⟨‹]*\b(?:except|but|other than|apart from|aside from|save|bar|besides)(?: for)? ⟨"
)
#: One of several, and it is not said which.
_ONE_OF = re.compile(
    r"\b(?:[Oo]nly|[Jj]ust|[Ee]xactly|[Pp]recisely|[Aa]t (?:least|most)) one (?:of (?:⟨|the two\b(?!, ⟨))|or (?:the )?other)|\b[Oo]ne(?: of [^.;]{2,40}?)?,? (?:but|and) (?:not both|only one)\b|\b[Ee]ither ⟨"
)
#: A time that the calendar of `eras` does not have: the day spoken from must not be put for it.
_SOME_TIME = re.compile(
    r"\b(?:during|throughout|amid|at the (?:time|height|outset) of|in the (?:days|age|time|times|era|wake|aftermath) of)(?: [^\d,.;¤]{0,40}?\b(?:era|period|years|age|days|times?|rule|reign|regime|dictatorship|junta|monarchy|occupation|presidency|premiership|chancellorship"
    r"|administration|government|crisis|[Ww]ars?|conflict|revolution|uprising|dynasty|mandate|embargo|transition|thaw|boom|depression|recession|blockade|siege|shock)\b| [A-Z][\w'-]+)"
    r"|\b(?:before|prior to|until|ahead of|on the eve of) (?:the |its |their |‹\d+› )?[^\d,.;¤]{0,40}?\b(?:[Ww]ar|[Rr]evolution|[Cc]risis|[Ii]ndependence|[Cc]oup|[Rr]eunification|[Uu]nification|[Pp]artition|[Cc]ollapse|[Ff]all)\b"
    r"|\bin the (?:[\w-]+ ){1,3}(?:era|period|age)\b"
    r"|\bin the (?:[\w-]+ ){0,3}(?:years|decades?|months) (?:before|after|following|preceding|leading up to|that followed|to|until)\b"
    r"|\bunder (?:the |its |a )?(?:[\w-]+ )?(?:junta|dictatorship|monarchy|empire|apartheid|communism|military rule|colonial rule|colonels|generals|one-party rule|white[- ]minority rule)\b"
)
_TIMELESS = ("vote", "event", "stance", "pledge", "forecast")
_TOGETHER = re.compile(r"\b(?:together|combined|jointly|between them|taken together|collectively|in total)\b")
#: What is denied of another in the same breath, where nothing was read that denies it.
_BUT_NOT = re.compile(
    r"\b(?:but|and|though) (?:not|never) (?:(?:with|to|from|in|of|against|for|on|by|over) )?⟨\d{1,3}⟩"
)
#: More than several others have in all: each of them would be compared.
_THAN_SEVERAL = re.compile(
    r"\bthan (?:\w+ ){0,2}?[⟨‹][^.;]{2,60}? (?:together|combined|put together|taken together)\b|\bthan (?:(?:to|from|with) )?(?:both|all) (?:of )?(?:them|the (?:others|two|rest))? ?(?:together|combined)\b"
)
#: "All NATO members but Turkey": the members of whom it is said are others than those of the group.
_BUT = re.compile(
    r"\b(?:except|excepting|apart from|aside from|other than|save|bar|barring|but|excluding|with the exception of)(?: for)? ⟨\d{1,3}⟩|⟨\d{1,3}⟩ aside\b|\b(?:leaving|setting|putting) (?:aside ⟨|⟨\d{1,3}⟩ aside)",
    re.IGNORECASE,
)


_BUT_ALSO = re.compile(r",? (?:but|and) also (?:to|from|with|by|against) [⟨‹]")


def within(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a sentence without those that its words go beyond."""
    out = list(drafts)
    if not out:
        return out
    for pattern, kinds in _BEYOND:
        if m.search(pattern):
            out = [
                d
                for d in out
                if d.proposition.kind not in kinds
                or getattr(d.proposition, "relation", "") == "surplus"
                or not pattern.search(clause(m, d))
            ]
    if m.search(_BUT_ALSO):
        out = [d for d in out if d.proposition.kind != "triadic"]  # the second third is told in another way
    if m.search(_MORE_ARMS):
        out = [
            d
            for d in out
            if getattr(d.proposition, "relation", "") != "supplies"
            or d.proposition.negated
            or not _MORE_ARMS.search(clause(m, d))
        ]
    if any(d.proposition.kind == "trade" for d in out) and m.search(_TOGETHER):
        # what two partners have together is the share of neither
        shares = [d for d in out if getattr(d.proposition, "relation", "") == "share"]
        if len([d for d in shares if d.proposition.kind == "trade"]) > 1:
            out = [d for d in out if d not in shares]
    # the sum may stand in another part of the sentence than its first member
    if _THAN_SEVERAL.search(m.whole or m.text):
        out = [
            d
            for d in out
            if d.proposition.kind not in ("closeness.comparison", "trade", "arms", "vote.share")
        ]
    if m.search(_BUT_NOT) and not any(d.proposition.negated for d in out):
        out = [d for d in out if d.proposition.kind in _TIMELESS]
    if m.members and m.search(_BUT):
        return [d for d in out if getattr(d.proposition, "besides", ())]
    if m.search(_BUT_ONE):
        out = [
            d
            for d in out
            if d.proposition.kind not in ("closeness.comparison", "vote.share", "trade", "arms")
        ]
    if m.search(_ONE_OF):
        out = [
            d for d in out if d.proposition.negated or d.proposition.kind in ("stance", "pledge", "forecast")
        ]
    if m.search(_SOME_TIME):
        out = [d for d in out if d.proposition.kind in _TIMELESS or _timed(d)]
    if alternatives := _alternatives(m):
        out = [d for d in out if not _one_of(d, alternatives)]
    return [d for d in out if not _of_itself(d)]


def _timed(draft: Draft) -> bool:
    claim = draft.proposition
    return (claim.since, claim.until, claim.dated) != (None, None, None)


def _alternatives(m: Marked) -> set[str]:
    """Return the actors of lists joined by "or": of whom a claim holds is not said."""
    return {c for s in m.slots if s.joined == "or" for c in s.codes} if " or " in m.source else set()


def _one_of(draft: Draft, alternatives: set[str]) -> bool:
    """Say whether a draft claims of each of several what is said of one; a denial, or being closer than to any, holds of each."""
    claim = draft.proposition
    if (
        claim.negated
        or claim.quantifier == "none"
        or claim.kind in ("stance", "pledge", "forecast", "closeness.comparison")
        or (isinstance(claim, Vote) and claim.choice.startswith("not"))
    ):
        return False
    named = (
        x for v in claim.model_dump(exclude={"kind"}).values() for x in (v if isinstance(v, tuple) else (v,))
    )
    return any(isinstance(x, str) and x in alternatives for x in named)


#: One thing set beside another: that there is the one is less than is said.
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|bigger|larger|greater|smaller|better|worse|higher|lower|heavier|stronger|weaker|closer|nearer|farther|further|busier)\b[^.;]*?\bthan (?:what )?(?:(?:the|to|from|with|of|by|for|on|against|any|anyone|in|during|that|those|it|they|did|does|had|exported|imported|sold|bought|[⟨‹]\d{1,3}[⟩›]) ){0,4}[⟨‹]",
    re.IGNORECASE,
)
_PLAIN = ("supplies", "trades")


def compared(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out that there was trade, arms, a pact or a war where the sentence sets it beside another's."""
    if not drafts or not m.search(_COMPARED):
        return list(drafts)
    return [
        d
        for d in drafts
        if not (
            getattr(d.proposition, "relation", "") in _PLAIN
            or d.proposition.kind in ("obligation", "dispute", "sanction", "membership")
        )
        or not _COMPARED.search(clause(m, d))
    ]


#: "Never" looks back to where the record begins, not only to the last years.
_NEVER = re.compile(r"\b(?:never|at no (?:time|point)|not once|not ever)\b", re.IGNORECASE)
_KINDS = ("dispute", "arms", "sanction", "obligation", "vote.share")


def ever(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Let what is denied of all time be asked of all the years that the record has."""
    if not m.search(_NEVER):
        return list(drafts)
    out = []
    for draft in drafts:
        claim = draft.proposition
        if (
            claim.kind in _KINDS
            and claim.negated
            and (claim.since, claim.until, claim.dated) == (None, None, None)
        ):
            draft = replace(draft, proposition=claim.model_copy(update={"since": FIRST_DAY.year - 1}))
        out.append(draft)
    return out


_MORE = re.compile(r"[,;] (?:and|but|while|whereas|though|although|which|who)\b")


def clause(m: Marked, draft: Draft) -> str:
    """Return the clause that a draft was read in, without a further one that is joined to it."""
    more = _MORE.search(m.text, draft.end)
    end = m.clause_end(draft.end)
    return m.text[m.clause_start(draft.start) : min(end, more.start()) if more else end]


def _of_itself(draft: Draft) -> bool:
    """Say whether a comparison sets a state beside itself: its two flows are compared, which no kind holds."""
    claim = draft.proposition
    return isinstance(claim, ClosenessComparison) and claim.versus is not None and claim.versus == claim.b
