"""How often two states vote together (`vote.share`), and with whom more often."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import ClosenessComparison, VoteShare
from bilat.reading.claims.alignment.comparison import OTHERS, POWERS
from bilat.reading.claims.drafts import Draft, times, unordered_pairs
from bilat.reading.claims.language import quantities
from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.language.symbols import TOGETHER, symbol_in
from bilat.reading.claims.language.verbs import VerbGroup
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["elsewhere", "find", "issue_of"]

_RATE_PATTERNS = (
    rf"<vote>(?: \w+ly)? {TOGETHER}",
    r"<vote>(?: \w+ly)? (?P<against>against|differently from|opposite(?: to)?) {A:b}",
    rf"<side|align|agree|coincide|concur>(?: itself)?(?: \w+ly)? {TOGETHER}",
    r"<disagree|clash|differ|diverge>(?P<apart>)(?: \w+ly)? (?:with|from) {A:b}",
    r"<cast|take>(?: \w+ly)? (?:the same|identical|matching) (?:votes?|positions?|sides?) (?:as|to|with) {A:b}",
    r"<match|mirror|echo|follow|share> {P:b} (?:votes?|voting(?: record)?|positions?)\b",
    r"<cast>(?P<apart>)(?: \w+ly)? (?:different|opposite|opposing) votes? (?:to|from|than|as) {A:b}",
    r"<share> (?:the same|a) (?:vote|position|voting record)(?:s)? (?:with|as) {A:b}",
)
_RATE_PAIRS = (
    r"<vote>(?: \w+ly)? (?:together|alike|identically|the same way|in the same way|in unison|in lockstep|as one|in step)",
    r"<vote>(?P<apart>)(?: \w+ly)? (?:differently|on opposite sides|against each other|apart)",
    r"<agree|coincide|concur>\b",
    r"<disagree|clash|differ|diverge>(?P<apart>)\b",
    r"<cast> (?:the same|identical|matching) votes?",
    r"<cast>(?P<apart>) (?:different|opposite|opposing|conflicting) votes?",
    r"<be> on the same side",
    r"<be>(?P<apart>) on opposite sides",
)
_RATE_NOUN = (
    r"(?:voting|vote) (?:coincidence|agreement|alignment|overlap|similarity)(?: rate)?(?: (?:of|between) {A:s}(?: (?:with|and) {A:b})?)?",
    r"{P:s} (?:voting|vote) (?:coincidence|agreement|alignment|overlap)(?: rate)? with {A:b}",
    r"<match> (?:that|those) of {A:b}",
    r"{P:s} (?:UN )?votes? (?:(?:at|in) [^.;,⟨]{1,25}? )?<coincide|match|overlap|agree|be>(?: the same as| identical to| in line)?(?: with)? (?:those of |that of )?{P:b}",
)
_CONTEXT = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|roll[- ]calls?|General Assembly|resolutions?\b|\bUN\b|\bU\.N\.|\bballots\b|\bof the time\b|\brates? of agreement\b|\bagreement (?:rate|score)s?\b|\b(?:agreed?|sided?) with\b[^.;]*\bmore (?:often|frequently) than\b",
    re.IGNORECASE,
)
_ISSUES = (
    (r"Middle East(?:ern)?|Palestin\w+|‹PSE›|Arab-Israeli|Israel-related", "me"),
    (r"nuclear", "nu"),
    (r"disarmament|arms control", "di"),
    (r"human[- ]rights?", "hr"),
    (r"coloniali[sz]m|decoloni[sz]ation|colonial", "co"),
    (r"economic|development", "ec"),
)


#: Where else states vote: how often they do so alike there is in no source.
_OTHER_BODY = re.compile(
    r"\b(?:EU|European|Union's|NATO|North Atlantic|OAS|OSCE|Commonwealth|Human Rights|Security|Trusteeship|Economic and Social) Council\b|\bCouncil of (?:Ministers|Europe)\b"
    r"|\b(?:European Parliament|League of Nations|Organi[sz]ation of (?:American States|African Unity)|African Union|Arab League|Non-Aligned Movement|International Labou?r Organi[sz]ation|World Health (?:Assembly|Organi[sz]ation))\b|\b(?:IMF|IAEA|World Bank|UNESCO|ILO|WHO|WTO|IWC|Whaling Commission)\b|\b(?:closed|secret|private) (?:sessions?|meetings?|ballots?)\b|[Bb]ehind closed doors|\b(?:summits?|conferences?|congress(?:es)?) (?:of|in|at|held)\b|\b(?:at|in) the (?:[A-Z][\w-]+ )+(?:summit|conference|congress)\b"
)


def elsewhere(source: Sieved | str) -> bool:
    """Say whether a sentence is of votes in another body than the General Assembly, whose roll calls alone are all known.

    Examples
    --------
    >>> elsewhere("In the Whaling Commission they agreed on 99% of ballots"), elsewhere("They agree at the UN")
    (True, False)
    """
    source = Sieved.of(source)
    return source.search(_OTHER_BODY) is not None and "General Assembly" not in source.text


def find(m: Marked) -> Iterator[Draft]:
    """Find voting shares; nothing when one resolution is meant."""
    if not m.first.search(_CONTEXT):
        return
    if elsewhere(m.first):
        return
    compared = _more_often(m)
    if compared is not None:
        yield compared
        return
    for pattern in _RATE_PATTERNS:
        for hit in m.hits(pattern):
            if hit.group.subject is None or not hit.group.real:
                continue
            others = tuple(c for c in m.codes(hit.match["b"]) if c not in ("UN", "UNSC"))
            if not others:
                # "against Security Council resolution 2334": the organ is no voter.
                continue
            for a, b in unordered_pairs(m.subject(hit.group), others):
                draft = _share(
                    m, a, b, hit.match, hit.group, bool({"against", "apart"} & set(hit.match.re.groupindex))
                )
                if draft is not None:
                    yield draft
                    yield from _with_another(m, a, draft)
                    continue
            if others:
                return
    for pattern in _RATE_PAIRS:
        for hit in m.hits(pattern):
            subject = m.subject(hit.group)
            if len(subject) >= 2 and hit.group.real:
                for a, b in unordered_pairs(subject):
                    draft = _share(m, a, b, hit.match, hit.group, "apart" in hit.match.re.groupindex)
                    if draft is not None:
                        yield draft
                return
    for pattern in _RATE_NOUN:
        for match in m.finds(pattern):
            found = [c for name in ("s", "b") for c in m.codes(match.groupdict().get(name))]
            if len(found) < 2:
                own = re.search(r"[⟨‹](\d{1,3})[⟩›](?:'s?)? (?:\w+ ){0,2}$", m.text[: match.start()])
                with_ = re.match(r" with ⟨(\d{1,3})⟩", m.text[match.end() :])
                found = [
                    c for n in (own[1] if own else None, with_[1] if with_ else None) for c in m.codes(n)
                ]
            if len(found) == 2 and quantities.frequency(
                m.text[m.clause_start(match.start()) : m.clause_end(match.end())]
            ):
                draft = _share(m, found[0], found[1], match, VerbGroup(match.start()), False)
                if draft is not None:
                    yield draft
                return


#: "With B in three quarters of votes, and with C in a third".
_AND_WITH = re.compile(
    r",? (?:and|but|while) (?:only |just |barely )?(?:with|like|alongside) ⟨(?P<n>\d{1,3})⟩ (?P<q>(?:only |just |barely )?(?:in|on|about|some) [^;,]{2,60})"
)


def _with_another(m: Marked, a: str, first: Draft) -> Iterator[Draft]:
    """Read what is added of another: the same state, and the same time."""
    more = _AND_WITH.search(m.text)
    quantity = quantities.frequency(more["q"]) if more else None
    other = m.one(more["n"]) if more else None
    claim = first.proposition
    if more is None or quantity is None or other is None or not isinstance(claim, VoteShare):
        return
    if other not in (claim.a, claim.b):
        put = {"a": a, "b": other, "share": quantity.value, "comparator": quantity.comparator}
        yield Draft(claim.model_copy(update=put), more.start(), more.end(), "how often with another")


#: "Twice as often as with C", "more often than with us".
_BESIDE = re.compile(
    r"\b(?:(?:twice|thrice|half|\w+ times) as (?:often|much|frequently)|as (?:often|frequently)) as\b|\b(?:more|less) (?:often|frequently) than (?!not\b|half|in |\d|one |two |three |a )",
    re.IGNORECASE,
)


def beside(m: Marked) -> bool:
    """Say whether a sentence only says how often beside another: no share, and no vote on a resolution either."""
    return m.search(_BESIDE) is not None


def _share(m: Marked, a: str, b: str, match: re.Match[str], group: VerbGroup, apart: bool) -> Draft | None:
    """Make the share, if the clause says how often; one named resolution makes it a vote instead."""
    start, end = m.clause_start(group.start), m.clause_end(match.end())
    clause = m.text[start:end]
    if _BESIDE.search(clause):
        return None  # how often beside another: no share of its own is said
    lead = m.text[: group.start]
    quantity = quantities.frequency(clause) or quantities.frequency(lead)
    rest = m.text[match.end() : end]
    verb = match.group(0).lower()
    single = re.search(
        r"\b(?:on|for|against|over) (?:the|a|an|this|that|‹)[^.;]{0,60}\b(?:resolution|draft|vote|status|admission|partition)\b(?!s)",
        rest,
    ) or symbol_in(rest)
    if single and (quantity is None or re.search(r"\bthe resolution|\ba resolution|\bthe vote\b", rest)):
        return None
    if quantity is None:
        if re.search(
            r"\bon (?:all|both|each)(?: of)?(?: the| these| those)? (?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
            rest,
        ):
            return None  # "on all six resolutions": on a few, which is no share of all
        if apart and re.match(r" (?:on|over)\b", rest):
            return None  # "voted against B on Grenada": on one matter, once
        if not verb.startswith("vot") and "cast" not in verb and "match" not in verb:
            return None
        if re.match(r" (?:on|over|about) (?=[A-Z⟨‹])", rest) and issue_of(m.source) is None:
            return None  # "voted with B on Jerusalem": on one matter, of which the shares are not kept
        if re.search(r"\bon (?:the|a|an) \w+", rest) or m.window(group.start, match.end(), inside=True).dated:
            return None
        quantity = quantities.Quantity(0.5, "more than", 0, 0)
    share, comparator = quantity.value, quantity.comparator
    if apart or (
        group.negated
        and re.search(r"\b(?:do|does|did|has|have|had) not\b", m.text[group.start : match.start()])
        and "never" not in clause
    ):
        flipped = {
            "more than": "less than",
            "less than": "more than",
            "at least": "at most",
            "at most": "at least",
        }
        if not apart and comparator in flipped and share != 0.5 and quantities.in_figures(clause):
            return None  # "did not vote with B on more than a fifth": of those, or not of so many?
        share, comparator = round(1 - share, 3), flipped.get(comparator, comparator)  # type: ignore[assignment]
    issue = issue_of(m.source)
    if issue is None and _ON_A_MATTER.search(m.text, match.start()):
        return None  # "has always voted with B on Israel": of one matter, of which the shares are not kept
    window = m.window(group.start, match.end())
    # "Never on more than 30%" is a denial; "never voted together" alone says how often.
    said = quantities.in_figures(clause) or _PART_OF_VOTES.search(clause) is not None
    never = said and re.search(r"\b(?:[Nn]ever|[Aa]t no time)\b", clause) is not None
    proposition = VoteShare(
        a=a, b=b, share=share, comparator=comparator, issue=issue, negated=never, **times(window)
    )
    return Draft(
        proposition,
        min(group.start, match.start()),
        end,
        f"how often they vote together: {comparator} {share:.0%}",
    )


_ON_A_MATTER = re.compile(
    r" (?:on|over|about) (?:the )?(?:[⟨‹]|(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|UN|General|Assembly|Security)\b)[A-Z][a-z])"
)
_PART_OF_VOTES = re.compile(
    r"\b(?:on|in) (?:most|the majority|a majority|half|a third|two thirds|a quarter|three quarters)\b"
)


def issue_of(source: str) -> str | None:
    """Return the issue that a sentence about many votes names.

    Examples
    --------
    >>> issue_of("On nuclear weapons they voted alike"), issue_of("They voted alike")
    ('nu', None)
    """
    return next((code for words, code in _ISSUES if re.search(rf"\b(?:{words})\b", source)), None)


def _more_often(m: Marked) -> Draft | None:
    """Find "votes with B more often than with C"."""
    patterns = (
        r"<vote|side>(?: \w+ly)? (?P<deg>more|less)(?: \w+)? (?:with|like) {A:b} than (?:it (?:does|did) )?(?:with |like )?{A:c}",
        rf"<vote|side|agree>(?: \w+ly)? {TOGETHER}[^.;⟨]{{0,40}}? (?P<deg>more|less)(?: often| frequently)? than (?:(?:it|[⟨‹]\d{{1,3}}[⟩›]) (?:does |did |votes |voted |sides |sided |has |had ))?(?:with |like )?{{A:c}}",
    )
    most = rf"<vote|side|agree>(?: \w+ly)? (?:more (?:often|frequently) {TOGETHER}|{TOGETHER.replace('{A:b}', '{A:d}')}[^.;⟨]{{0,40}}? more (?:often|frequently)) than (?:it (?:does|did) )?(?:with )?any(?: other)?(?: \w+)?"
    for hit in m.hits(most):
        a, b = m.subject(hit.group), m.one(hit.match["b"] or hit.match["d"])
        if len(a) == 1 and b and hit.group.real:
            others = OTHERS.search(m.text, hit.match.start())
            if others is None:
                continue  # "than with any other Arab state": among whom is not known
            window = m.window(hit.group.start, hit.match.end())
            claim = ClosenessComparison(
                a=a[0],
                b=b,
                dimension="votes",
                negated=hit.negated,
                among=POWERS if others["powers"] else (),
                **times(window),
            )
            return Draft(
                claim, hit.group.start, hit.match.end(), "votes with one more often than with any other"
            )
    for pattern in patterns:
        for hit in m.hits(pattern):
            a, b, c = m.subject(hit.group), m.one(hit.match["b"]), m.one(hit.match["c"])
            if len(a) == 1 and b and c and c not in (a[0], b) and hit.group.real:
                direction = "closer" if hit.match["deg"].lower() == "more" else "farther"
                window = m.window(hit.group.start, hit.match.end())
                # "votes with B more often than C does": C's votes with B are what A's are set beside
                does = re.match(r" (?:does|do|did|has|have)\b", m.text[hit.match.end() :])
                proposition = ClosenessComparison(
                    a=b if does else a[0],
                    b=a[0] if does else b,
                    versus=c,
                    direction=direction,
                    dimension="votes",
                    negated=hit.negated,
                    **times(window),
                )
                return Draft(
                    proposition,
                    hit.group.start,
                    hit.match.end(),
                    "votes with one more often than with another",
                )
    return None
