"""Parts of a sentence that are counted off: ranks, years, and how each of several states voted (see `ellipsis`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.sentence.actors import Slot
from bilat.reading.claims.sentence.listed import quarters, voted
from bilat.reading.claims.sentence.pieces import ACTOR, NEGATIVE, SUPERLATIVE, Found, Piece, as_said

__all__ = [
    "FIRST",
    "every_year",
    "only_more",
    "only_of",
    "placed",
    "ranked",
    "returned",
    "rolled",
    "turned",
    "years",
]

_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_RANKED = re.compile(
    rf"^(?P<s>{ACTOR}) (?P<v>[^.;]{{2,140}}?),? (?:and|with|while|but) (?P<x>{ACTOR}) (?:is |was |as )?(?:[⟨‹]\d{{1,3}}[⟩›](?:'s)? |the |a distant |only )?(?P<n>{_NTH})(?:[- ]{SUPERLATIVE}| place)?(?: one)?$"
)
#: "A is B's largest partner, C second and D third".
_PLACE = rf"(?P<x>{ACTOR}) (?:is |was |came |in )?(?:[⟨‹]\d{{1,3}}[⟩›](?:'s)? |its |the |a distant )?(?P<n>{_NTH})(?:[- ]{SUPERLATIVE}| place)?"
_ONE_PLACE = re.compile(_PLACE)
_PLACED = re.compile(
    rf"^(?P<s>{ACTOR}) (?P<v>[^.;,]{{2,140}}?)(?P<rest>(?:(?:,? and|,? with|, followed by|,) {re.sub(r'[?]P<[a-z]>', '?:', _PLACE)})+)$"
)
_CHOICE = r"(?:voted (?:yes|no|for|against|in favou?r)|abstained|was (?:for|against|in favou?r)|for|against|in favou?r|said (?:yes|no))(?: it)?"
_ROLL = re.compile(
    rf"^(?:On|In (?:the|a|its) (?:vote|ballot|division|roll call) on|Over) (?P<o>[^,⟨‹]+?),? (?P<list>{ACTOR} {_CHOICE}(?:(?:, and|, while|, but|,| and| while| but|;) {ACTOR} {_CHOICE})+)$"
)
_CHOSE = re.compile(rf"(?P<s>{ACTOR}) (?P<c>{_CHOICE})")
_EVERY_YEAR = re.compile(
    r"^(?P<v>.*?)(?P<t>\b(?:(?P<in>[Ii]n) )?(?:[Ee]very|[Ee]ach)(?: single)? year (?:(?:from|between|of) (?P<a>\d{4})(?: to | and | through |[-–])(?P<b>\d{4})|(?:of|in|during|throughout) the (?P<d>\d{3})0s))(?P<rest>.*)$"
)
#: "Was a member in 1950 but no longer in 1970", "which did in 1960, no longer did so in 2010".
_SO = r"(?: (?:did|does|do|had|has|was|were|is|are))?(?: (?:so|one|the case|true))?"
_NO_LONGER = re.compile(
    rf"^(?P<s>{ACTOR})(?P<w>, (?:which|who))? (?P<v>[^;]+?) (?P<t>(?:in|by|during) \d{{4}})(?(w),),?(?: (?:but|and|though))?(?: (?:was|were|is|are|had|did))? no longer{_SO} (?P<u>(?:in|by) \d{{4}})$"
)
#: "Only A trades more with B than C": A comes first, and C second.
_ONLY_MORE = re.compile(
    rf"^(?P<lead>(?:In|Between|From|During) [^⟨‹,]{{2,40}},? )?(?:[Oo]nly|[Jj]ust) (?P<x>{ACTOR}) (?P<v>[^⟨‹;]{{2,40}}? more [^;]*? than )(?P<a>{ACTOR})(?: (?:did|does|has))?(?P<rest>[^⟨‹;]*)$"
)
#: "Of the G, only A joined", "none of the G but A joined", "only A of the G joined".
_ONLY_OF = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?P<lead>(?:In|By|During|Since) [^⟨‹,]{{2,40}}, )?(?:[Oo]f|[Aa]mong|[Aa]mongst|[Oo]ut of) (?:the |all )?(?:\w+ )?(?P<g>{ACTOR})(?:'s? members| members| states| countries)?,? (?:only|just) (?P<x>{ACTOR}) (?P<v>[^;]+)$",
        rf"^(?P<lead>(?:In|By|During|Since) [^⟨‹,]{{2,40}}, )?(?:[Oo]nly|[Jj]ust) (?P<x>{ACTOR}),? (?:of|among|amongst|out of) (?:the |all )?(?:\w+ )?(?P<g>{ACTOR})(?: members| states| countries)?,? (?P<v>(?!and\b|with\b)[^;]+)$",
        rf"^(?P<lead>(?:In|By|During|Since) [^⟨‹,]{{2,40}}, )?(?:[Nn]one of|[Nn]o|[Nn]obody in|[Nn]o member of) (?:the )?(?P<g>{ACTOR})(?: members| member| states?| countr(?:y|ies))? (?:but|except|other than|apart from|save) (?:for )?(?P<x>{ACTOR}) (?P<v>[^;]+)$",
        rf"^(?P<lead>(?:In|By|During|Since) [^⟨‹,]{{2,40}}, )?(?:[Nn]one of|[Nn]o|[Nn]obody in|[Nn]o member of) (?:the )?(?P<g>{ACTOR})(?: members| member| states?| countr(?:y|ies))? (?P<v>[^;]+?),? (?:but|except|other than|apart from|save) (?:for )?(?P<x>{ACTOR})$",
    )
)
#: What is done by each to the other, and has a direction.
_EACH_OTHER = re.compile(
    rf"^(?P<lead>(?:In|During|By|Since|Between|From) [^⟨‹,]{{2,40}}, )?(?P<g>{ACTOR}) (?P<v>(?:both |mutually |also )?[^⟨‹;,]*?\b(?:sanction|embargo|arms\b|weapons\b|export|import|boycott|invad|attack|armed\b)[^⟨‹;,]*?)(?:each other|one another)(?P<rest>(?! ?'s)[^⟨‹;]*)$"
)
_BEGAN = r"(?:began|started|broke out|emerged|arose|dates? (?:from|back to)|dated (?:from|back to)|commenced)"
_OVER = r"(?:ended|came to an end|was (?:over|ended|resolved|settled|concluded)|finished|ceased|stopped|terminated)"
_CONTENTION = r"(?:[Tt]he )?(?:[\w-]+ ){0,2}?(?P<k>rivalry|territorial (?:dispute|claims?)|border dispute|boundary dispute|war)"
#: When a contention began or ended.
_TURNED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^{_CONTENTION} (?:between|of) (?P<g>{ACTOR}) (?:(?P<on>{_BEGAN})|{_OVER})(?: only)?(?: in)? (?P<y>\d{{4}})$",
        rf"^(?P<g>{ACTOR}) (?:ceased|stopped|quit) (?:to be|being) (?:[\w-]+ )?(?P<k>rivals) (?:in|after) (?P<y>\d{{4}})(?P<on>)?$",
        rf"^(?P<g>{ACTOR}) (?:settled|resolved|ended|buried) (?:their|‹\d+›) (?:[\w-]+ )?(?P<k>territorial|border|boundary)(?: and \w+)? (?:disputes?|claims?|differences) in (?P<y>\d{{4}})(?P<on>)?$",
        rf"^(?P<g>{ACTOR}) (?P<on>became|turned into) (?:[\w-]+ )?(?P<k>rivals) in (?P<y>\d{{4}})$",
    )
)
_COUNTS = ("", "one", "two", "three", "four", "five")
_YEARS = re.compile(
    r"^(?P<v>(?:In )?[^;]+?)(?P<in> (?:in|during)) (?P<years>\d{4}(?:,(?: again)?(?: in| during)? \d{4})*,? and(?: again)?(?: in| during)? \d{4})(?P<rest>[^;]*)$"
)


def ranked(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A is B's largest supplier, and C its second-largest"."""
    m = text.match(_RANKED)
    best = re.search(rf"\b{SUPERLATIVE}\b", m["v"]) if m else None
    if m is None or best is None:
        return []
    at = m.start("v") + best.start()
    first: list[Piece] = [(0, m.end("v"))]
    return as_said(first, [m.span("x"), (m.end("s"), at), m.span("n"), "-", (at, m.end("v"))])


def placed(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A is B's largest supplier, C second and D third"."""
    m = text.match(_PLACED)
    best = re.search(rf"\b{SUPERLATIVE}\b", m["v"]) if m else None
    if m is None or best is None:
        return []
    at, parts = m.start("v") + best.start(), [[(0, m.end("v"))]]
    for each in _ONE_PLACE.finditer(text.text, m.start("rest")):
        parts.append([each.span("x"), (m.end("s"), at), each.span("n"), "-", (at, m.end("v"))])  # type: ignore[list-item]
    return as_said(*parts)


def rolled(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "on X, A voted yes, B abstained and C voted no"."""
    m = text.match(_ROLL)
    if m is None:
        return []
    out: list[list[Piece]] = []
    for each in _CHOSE.finditer(text.text, m.start("list")):
        choice = each["c"].removesuffix(" it")
        said = " abstained on " if choice == "abstained" else " voted against " if re.search(r"\b(?:no|against)$", choice) else " voted for "  # fmt: skip
        out.append([each.span("s"), said, m.span("o")])
    return as_said(*out)


def years(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "in 1965 and 1971"."""
    m = text.match(_YEARS)
    if m is None:
        return []
    out: list[list[Piece]] = []
    for year in re.finditer(r"\d{4}", m["years"]):
        start, end = (m.start("years") + at for at in year.span())
        out.append([m.span("v"), m.span("in"), " ", (start, end), m.span("rest")])
    return as_said(*out)


def only_of(text: Sieved, slots: Sequence[Slot]) -> Found:
    """Read "of the G, only A did": A did, and of the others none, or of the group no more than were named."""
    m = next((found for pattern in _ONLY_OF if (found := text.match(pattern))), None)
    if m is None or NEGATIVE.search(m["v"]):
        return []
    group, named = (slots[int(m[g][1:-1])].codes for g in ("g", "x"))
    if not group or not named or len(named) >= len(_COUNTS):
        return []
    lead: list[Piece] = [m.span("lead")] if m["lead"] else []
    verb: list[Piece] = [" ", m.span("v")]
    out: Found = [([*lead, m.span("x"), *verb], False, False)]
    if len(group) == 1:
        out.append(([*lead, f"Exactly {_COUNTS[len(named)]} of ", m.span("g"), *verb], False, False))
        return out
    for other in (c for c in group if c not in named):
        alone = next((n for n, s in enumerate(slots) if s.codes == (other,)), None)
        if alone is None:
            return []
        out.append(([*lead, f"⟨{alone}⟩", *verb], True, False))
    return out if len(out) > 1 else []


def returned(text: Sieved, slots: Sequence[Slot]) -> Found:
    """Read "A and B sanctioned each other": A did B, and B did A."""
    m = text.match(_EACH_OTHER)
    codes = slots[int(m["g"][1:-1])].codes if m else ()
    alone = [next((n for n, s in enumerate(slots) if s.codes == (c,)), None) for c in codes]
    if m is None or len(codes) != 2 or None in alone or text.search(NEGATIVE):
        return []
    lead: list[Piece] = [m.span("lead")] if m["lead"] else []
    a, b = (f"⟨{n}⟩" for n in alone)
    return as_said(*([*lead, x, " ", m.span("v"), y, m.span("rest")] for x, y in ((a, b), (b, a))))


def turned(text: Sieved, slots: Sequence[Slot]) -> Found:
    """Read "the rivalry of A and B ended in 1975": it stood then, and no longer the year after."""
    m = next((found for pattern in _TURNED if (found := text.match(pattern))), None)
    if m is None or len(slots[int(m["g"][1:-1])].codes) != 2:
        return []
    words = "were at war" if m["k"] == "war" else "were rivals" if m["k"].startswith("rival") else "had a territorial dispute"  # fmt: skip
    beside = int(m["y"]) + (-1 if m["on"] else 1)
    head: list[Piece] = [m.span("g"), f" {words} in "]
    return [([*head, m.span("y")], False, False), ([*head, str(beside)], True, False)]


def every_year(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "in every year from 2012 to 2018"."""
    m = text.match(_EVERY_YEAR)
    if m is None or text.search(NEGATIVE):
        return []
    first, last = (int(m["d"]) * 10, int(m["d"]) * 10 + 9) if m["d"] else (int(m["a"]), int(m["b"]))
    if not 0 < last - first < 16:
        return []
    out: list[list[Piece]] = []
    for year in range(first, last + 1):
        out.append([m.span("v"), m.span("in") if m["in"] else "in", f" {year}", m.span("rest")])
    return as_said(*out)


def no_longer(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "was a member in 1950 but no longer in 1970"."""
    m = text.match(_NO_LONGER)
    if m is None or NEGATIVE.search(m["v"]):
        return []
    head: list[Piece] = [m.span("s"), " ", m.span("v"), " "]
    return [([*head, m.span("t")], False, False), ([*head, m.span("u")], True, False)]


def only_more(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "only A trades more with B than C"."""
    m = text.match(_ONLY_MORE)
    if m is None:
        return []
    lead: list[Piece] = [m.span("lead")] if m["lead"] else []
    more: list[Piece] = [" ", m.span("v")]
    return as_said(
        [*lead, "No country", *more, m.span("x"), m.span("rest")],
        [*lead, "Just one country", *more, m.span("a"), m.span("rest")],
    )


#: What is tried before a sentence is parted at its conjunctions.
FIRST: tuple[Callable[[Sieved, Sequence[Slot]], Found], ...] = (
    every_year,
    no_longer,
    only_more,
    only_of,
    returned,
    turned,
    rolled,
    voted,
    quarters,
)
