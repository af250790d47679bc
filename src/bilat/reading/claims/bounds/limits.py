"""Wordings at which reading stops: what would be read of them is less, or other, than they say."""

from __future__ import annotations

import re

__all__ = [
    "ALL_BUT",
    "BEYOND",
    "CLAIM_WORDS",
    "EXCEPT",
    "LED_BY",
    "LEFT_OUT",
    "MULTIPLE",
    "ONLY_THOUGHT",
    "SOME_PART",
    "TAKEN_BACK",
    "THOSE_THEN",
]

#: What may come about, or not, has not.
ONLY_THOUGHT = re.compile(
    r"\b(?:is|are|was|were|remains?|looks?|seems?|appears?) (?:\w+ )?(?:un|im)?(?:likely|probable|possible|thinkable|conceivable|inevitable|avoidable|imminent)\b"
)
EXCEPT = re.compile(
    r"\b(?:no|not|none|nobody|never|nothing)\b[^.;]{0,120}\b(?:but|except(?: for)?|other than|besides|apart from|save(?: for)?|bar|aside from) [⟨‹]"
)
#: "All but A did it": A did not, and of who did no kind says so.
ALL_BUT = re.compile(
    r"\b(?:all|every(?:one|body)?|each(?! other))(?: of)?(?: (?:the|its|their|those|these|other|‹\d{1,3}›|[⟨‹]\d{1,3}[⟩›](?:'s?)?|\w+ern|\w+an|\w+ese|\w+ish|Gulf|Arab|permanent|member))*"
    r"(?: (?:states?|countr(?:y|ies)|nations?|members?|member[- ]states?|neighbou?rs?|governments?|powers?|monarch(?:y|ies)|all(?:y|ies)|part(?:y|ies)|delegations?|of them))?"
    r",? (?:but|except(?: for)?|save(?: for)?|bar|barring|other than|apart from|aside from)(?: the)? ⟨",
    re.IGNORECASE,
)
#: "A aside, all BRICS did it": of the group without A, which no kind has.
LEFT_OUT = re.compile(
    r"\b(?:apart from|aside from|except(?:ing)?(?: for)?|save(?: for)?|bar|barring|excluding|not counting|other than|but not|with the (?:sole |single |notable |only )?exceptions? of)(?: the)? ⟨\d{1,3}⟩"
    r"|⟨\d{1,3}⟩ (?:aside|apart|excepted|excluded)\b|^\W*(?:in \d{4},? )?⟨\d{1,3}⟩ but(?: the)? ⟨\d{1,3}⟩",
    re.IGNORECASE,
)
#: One amount as so many times another with a third state: no kind has that, and less than it would be read.
MULTIPLE = re.compile(
    r"\b(?:twice|double|triple|half|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) times)"
    r"(?: as (?:much|many|large|big|high|great)\b[^.;]*? as [^.;]*?⟨| (?:more|larger|bigger|greater)\b[^.;]*? than [^.;]*?⟨| (?:that|those|its|the|their|‹\d+›)(?: \w+){0,2} (?:with|to|from) ⟨)"
)
#: One amount beside that of another time: no kind has that for arms, and that some were sold would be read.
THOSE_THEN = re.compile(
    r"\b(?:twice|double|triple|half|times|more|less|fewer|larger|smaller|higher|lower|greater|above|below|over|under|third|quarter|equal to|as \w+ as)\b[^.;⟨]{0,25}\b(?:those|that|the (?:level|volume|amount|figure|value)s?|what they (?:were|had been)) (?:in|of|during|for|between|delivered|over)\b"
)
#: A clause that leads up to the claim of the sentence.
LED_BY = re.compile(
    r"^\W*(?:When|While|Although|Though|Whereas|Even though|Just as|Much as) [^,;]*⟨[^,;]*, (?=[^,;]*[⟨‹])"
)
#: What is told only to be taken back, and what was done while something else was, told in passing.
TAKEN_BACK = re.compile(
    r"[;,:—–] [^;]*\b(?:the (?:reverse|opposite|contrary) (?:is|was|holds|held)\b|(?:say|says|said|show|shows|showed|suggest|suggests|tell|tells|prove|proves) (?:the (?:reverse|opposite|contrary)|otherwise|something else)\b|(?:did|does|do|was|is|had|has) (?:no such thing|nothing of the (?:kind|sort))\b)"
    r"|\bwhile (?:being |still |itself |also )?(?:allied|bound|tied|supplying|arming|trading|selling|sanctioning|at (?:war|peace|odds))\b[^;.]*⟨"
)
#: A part of a group that no word for how many stands for.
SOME_PART = re.compile(
    r"\b(?:[Hh]alf|(?:[Aa]|[Oo]ne) (?:third|quarter|fifth)|[Tt]wo thirds|[Tt]hree quarters)(?: of)? (?:the |all |all the )?(?:(?:members?|member states|states|countries) of (?:the )?[⟨‹]|[⟨‹]\d{1,3}[⟩›](?:'s?)? (?:members?|member states|states|countries)\b)"
)
#: Words of what the kinds claim.
CLAIM_WORDS = re.compile(
    r"\b(?:members?(?:hip)?|sanction\w*|embargo\w*|vot(?:ed|es|e)|abstain\w*|veto\w*|treat(?:y|ies)|pacts?|allies|ally|allied|alliances?|wars?|rivals?|rivalry|arms|weapons|trad(?:e|ed|es|ing)|exports?|imports?|belong\w*|dispute[ds]?|fought)\b"
)

_PART = r"(?:structures?|command|wing|market|jurisdiction|court|mechanism|committee|assembly|parliament|programme|scheme|mission|force)"
#: What the words are, and the kinds of claim that must not be read beside them.
BEYOND: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
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
