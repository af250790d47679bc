"""Closer to one than to another, the strongest partner (`closeness.comparison`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import ClosenessComparison, Proposition
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.exchange.growth import Flow
from bilat.reading.claims.language import quantities
from bilat.reading.claims.sentence.marked import Marked

__all__ = [
    "OTHERS",
    "POWERS",
    "above_all",
    "against",
    "dimension_of",
    "of_no_member",
    "pairs_of_trade",
    "strongest",
    "votes_like",
]

_DIMENSIONS = (
    (r"voting|votes?\b|\bUN record", "votes"),
    (r"trade|economic(?:ally)?|commercial", "trade"),
    (r"arms (?:trade|sales)|arms ties", "arms"),
    (r"treaty|alliance obligations", "obligations"),
    (
        r"joint (?:military )?exercises|military(?:-to-military)? cooperation|defen[cs]e cooperation",
        "cooperation",
    ),
)


_OPPOSITE: dict[Flow, Flow] = {"exports": "imports", "imports": "exports", "total": "total"}


def dimension_of(words: str) -> str | None:
    """Return the dimension that words name, if they name one."""
    return next(
        (d for pattern, d in _DIMENSIONS if re.search(rf"\b(?:{pattern})\b", words, re.IGNORECASE)), None
    )


_PARTNER = r"(?:(?:strategic|diplomatic|political|military|security|foreign|international|regional|economic|voting) )?(?:partner|ally|friend|supporter|backer|patron)"


#: Where those who side with somebody vote with them.
_HALL = re.compile(r"\b(?:General )?Assembly\b|\bUN\b|\bvot(?:es?|ed|ing)\b|\broll[- ]calls?\b")


def against(m: Marked) -> Iterator[Draft]:
    """Find "closer to B than to C"."""
    for pattern, near in (
        (
            r"(?:<be|stand|lean|remain|move|seem|vote|have|tilt|grow|become>(?: \w+ly| still| now| much| far| somewhat| even)* )?(?:closer|nearer|more (?:closely )?(?:aligned|sympathetic|loyal|friendly|allied|attached)|friendlier|warmer) (?:\w+ )?(?:to|with|towards?) {A:b} (?:\w+ )?than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:to |with |towards? )?{A:c}",
            True,
        ),
        (
            r"(?:<be|stand|remain>(?: \w+ly| still| now| much| far| even)* )?(?:farther|further|more distant|less (?:close|closely aligned|aligned)|more hostile)(?: away)? (?:from|to|with|towards?) {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:from |to |with |towards? )?{A:c}",
            False,
        ),
        (
            r"<have|enjoy|maintain|share>(?: \w+ly| much| far)* (?:closer|stronger|better|deeper|warmer|tighter|friendlier|more in common|more)(?: \w+){0,2} with {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:with )?{A:c}",
            True,
        ),
        (
            r"<have|enjoy>(?: \w+ly| much| far)* (?:worse|weaker|looser|colder|less in common|fewer)(?: \w+){0,2} with {A:b} than (?:with )?{A:c}",
            False,
        ),
        (
            r"<lean|tilt|tend|gravitate> (?:more )?(?:towards?|to) {A:b} (?:\w+ )?(?:rather |more )?than (?:towards? |to )?{A:c}",
            True,
        ),
        (
            rf"<be|remain|become>(?: \w+ly| still| now| much| far)* (?:an? |the |‹\d+› )?(?:(?:much|far) )?(?:closer|better|stronger|more (?:important|valuable|reliable|trusted)|firmer) {_PARTNER} (?:of|to|for) {{A:b}} than (?:it (?:is|was) )?(?:of |to |for )?{{A:c}}",
            True,
        ),
        (
            r"<align|side> (?:itself )?(?:more (?:closely |often )?)?with {A:b} (?:more )?(?:\w+ )?(?:rather )?than (?:with )?{A:c}",
            True,
        ),
        (
            r"<trade|do|conduct>(?: \w+)?(?: business)? more (?:business |trade )?(?:with|to) {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:with |to )?{A:c}",
            True,
        ),
        (r"<trade> less with {A:b} than (?:with )?{A:c}", False),
        (
            r"<export|sell|send|ship> more (?:(?:goods|of its exports|of its goods|products) )?to {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:to )?{A:c}",
            True,
        ),
        (
            r"<import|buy|get> more (?:(?:goods|of its imports|products|from) )*(?:from )?{A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:from )?{A:c}",
            True,
        ),
        (
            r"<buy|import|receive|get|purchase|acquire> (?:many |far )?more (?:of its )?(?:arms|weapons|weaponry|military equipment) from {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:from )?{A:c}",
            True,
        ),
        (
            r"<buy|import|receive|get|purchase|acquire> (?:many |far )?(?:fewer|less) (?:of its )?(?:arms|weapons|weaponry|military equipment) from {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:from )?{A:c}",
            False,
        ),
        (
            r"<sell|supply|export|send|deliver|ship|provide> (?:many |far )?(?:fewer|less) (?:arms|weapons|weaponry) to {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:to )?{A:c}",
            False,
        ),
        (
            r"<sell|supply|export|send|deliver|ship|provide> (?:many |far )?more (?:arms|weapons|weaponry) to {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:to )?{A:c}",
            True,
        ),
    ):
        for hit in m.hits(pattern):
            match, group = hit.match, hit.group
            if not group.real or group.subject is None:
                continue
            # "Closer to B than C was" sets C's tie to B beside A's.
            turned = re.match(r" (?:is|was|are|were|does|did|do|has|had)\b", m.text[match.end() :])
            subject = m.subject(group)
            b, others = m.one(match["b"], without=subject), m.codes(match["c"], without=subject)
            others = tuple(dict.fromkeys((*others, *m.listed_on(match.end()))))
            if b is None or not others or (turned and len(others) > 1):
                continue
            words = match.group(0).lower()
            dimension = dimension_of(words) or m.dimension
            flow: Flow = "total"
            if re.match(
                r"(?:export|sell|send|ship|suppl|deliver|provid|import|buy|get|trade|bought|sold|sent|got|receiv|purchas|acquir)",
                words,
            ):
                dimension = "arms" if re.search(r"\b(?:arms|weapon|military equipment)", words) else "trade"
                flow = (
                    "exports"
                    if re.match(r"(?:export|sell|sold|send|sent|ship|suppl|deliver|provid)", words)
                    else "imports"
                    if re.match(r"(?:import|buy|bought|get|got|receiv|purchas|acquir)", words)
                    else "total"
                )
            if words.startswith("vot") or (words.startswith("sid") and m.search(_HALL)):
                dimension = "votes"
            window = m.window(group.start, match.end())
            if turned:
                flow = _OPPOSITE[flow]
            # closer "than to C or D" is closer than to each of them
            for one, c in ((x, c) for x in subject for c in others):
                a, first = (b, one) if turned else (one, b)
                yield Draft(
                    ClosenessComparison(
                        a=a,
                        b=first,
                        versus=c,
                        direction="closer" if near else "farther",
                        dimension=dimension,
                        flow=flow,
                        negated=hit.negated,
                        **times(window),
                    ),
                    group.start,
                    match.end(),
                    f"comparison: {words}",
                )


def of_no_member(m: Marked, claim: Proposition, how_many: str) -> ClosenessComparison | None:
    """Return what "no member traded more with B than C" says: among the members C is B's first."""
    if not isinstance(claim, ClosenessComparison) or claim.versus is None or how_many != "none":
        return None
    slot = next((n for n, s in enumerate(m.slots) if s.codes == (claim.versus,)), None)
    if claim.a not in (m.slots[n].codes[0] for n in m.members) or f"than ⟨{slot}⟩" not in m.text:
        return None
    return claim.model_copy(
        update={
            "a": claim.b,
            "b": claim.versus,
            "versus": None,
            "among": (claim.a,),
            "flow": _OPPOSITE[claim.flow],
        }
    )


#: Those with whom "any other" compares: all, or the great powers.
OTHERS = re.compile(
    r"\bany(?: other)?(?:(?P<powers> (?:great|major|big|permanent) (?:powers?|members?))| (?:one|country|state|nation|government|partner|capital|member(?: state)?)\b|(?=\W*$|[,;.]| (?:in|at|on|since|during|between)\b))"
)
POWERS = ("USA", "RUS", "CHN", "GBR", "FRA")


def above_all(m: Marked) -> Iterator[Draft]:
    """Find "closer to B than to any other state"."""
    for hit in m.hits(
        r"<be|stand|lean|remain|move|become|grow>(?: \w+ly| still| now| much| far| even)* (?:closer|nearer|more (?:closely )?(?:aligned|attached|allied)|friendlier)(?: \w+)? (?:to|with|towards?) {A:b} than (?:(?:it|they|⟨\d{1,3}⟩) (?:is|are|was|were|does|do|did|has|had) )?(?:to |with |towards? )?any\b"
    ):
        a, b = m.subject(hit.group), m.one(hit.match["b"])
        others = OTHERS.search(m.text, hit.match.end() - 3)
        if len(a) == 1 and b and hit.group.real and others:
            yield Draft(
                ClosenessComparison(
                    a=a[0],
                    b=b,
                    dimension=dimension_of(hit.match.group(0)) or m.dimension,
                    negated=hit.negated,
                    among=POWERS if others["powers"] else (),
                    **times(m.window(hit.group.start, hit.match.end())),
                ),
                hit.group.start,
                hit.match.end(),
                "closer to one than to any other",
            )


_BEST = r"(?:(?:single )?(?:strongest|closest|most important|most valuable|most valued|most trusted|most reliable|main|biggest|top|staunchest|principal|chief|greatest|most powerful|primary|foremost|number[- ]one|best|firmest|oldest and closest|most steadfast|most significant|leading|key))"
_NOT_OTHER = r"(?! (?:in trade|country for))"


def votes_like(m: Marked) -> Iterator[Draft]:
    """Find "A's votes are closer to B's than to C's"."""
    for match in m.finds(
        r"{P:a} (?P<w>(?:UN )?(?:voting(?: record| pattern)?|votes|positions?|foreign policy|interests))(?: (?:in|at|on) [^.;,]{1,25}?)? (?:<be|resemble>|are|is)(?: much| far| generally| \w+ly)* (?P<deg>closer|more similar|nearer|farther|further|less similar) (?:to|from) (?:that of |those of )?{P:b} than (?:(?:to|from) )?(?:that of |those of )?{P:c}"
    ):
        a = m.one(match["a"])
        without = (a,) if a else ()
        b, c = m.one(match["b"], without=without), m.one(match["c"], without=without)
        if a and b and c and not m.group(match.start()).modal:
            near = match["deg"].lower() in ("closer", "more similar", "nearer")
            yield Draft(
                ClosenessComparison(
                    a=a,
                    b=b,
                    versus=c,
                    direction="closer" if near else "farther",
                    dimension="votes" if "vot" in match["w"].lower() else None,
                    negated=" not " in match.group(0),
                    **times(m.window(match.start(), match.end())),
                ),
                match.start(),
                match.end(),
                "votes like one more than like another",
            )


def pairs_of_trade(m: Marked) -> Iterator[Draft]:
    """Find "A-B trade exceeded A-C trade"."""
    for match in m.finds(
        r"(?:trade|commerce|business) with {A:b} (?:<be|matter|count>) (?:far |much )?(?:larger|greater|bigger|more|worth more|more important)(?: (?:to|for) {A:a})(?: in \d{4})? than (?:trade |that |commerce |business )?with {A:c}"
    ):
        a, b, c = (m.one(match[x]) for x in "abc")
        if a and b and c and not m.group(match.start()).modal:
            window = m.window(match.start(), match.end())
            yield Draft(
                ClosenessComparison(a=a, b=b, versus=c, dimension="trade", **times(window)),
                match.start(),
                match.end(),
                "more trade with one than with another",
            )
            return
    for hit in m.hits(
        r"<matter|count|weigh> (?:far |much )?more (?:than {A:c} )?(?:to|for|with) {A:a}(?: than {A:d})? as an? (?:trading|trade|commercial) partner"
    ):
        ahead, a = m.subject(hit.group), m.one(hit.match["a"])
        c = m.one(hit.match["c"] or hit.match["d"])
        if a and c and len(ahead) == 1 and hit.group.real:
            yield Draft(
                ClosenessComparison(
                    a=a,
                    b=ahead[0],
                    versus=c,
                    dimension="trade",
                    negated=hit.negated,
                    **times(m.window(hit.group.start, hit.match.end())),
                ),
                hit.group.start,
                hit.match.end(),
                "matters more as a partner than another",
            )
            return
    for hit in m.hits(
        r"<be|come|stand|rank|lie> (?P<way>ahead of|behind) {A:c} (?:among|as one of|in the list of) {P:a} (?P<w>(?:(?:trading|trade) partners|suppliers of (?:goods|imports)|import suppliers|suppliers|sources of imports|export markets|customers|buyers|markets))"
    ):
        ahead, a, c = m.subject(hit.group), m.one(hit.match["a"]), m.one(hit.match["c"])
        if a and c and len(ahead) == 1 and hit.group.real and not re.search(r"\b(?:arms|weapons)\b", m.text):
            word = hit.match["w"]
            yield Draft(
                ClosenessComparison(
                    a=a,
                    b=ahead[0],
                    versus=c,
                    direction="closer" if hit.match["way"] == "ahead of" else "farther",
                    dimension="trade",
                    flow="imports"
                    if re.search(r"suppl|source", word)
                    else "total"
                    if "partner" in word
                    else "exports",
                    negated=hit.negated,
                    **times(m.window(hit.group.start, hit.match.end())),
                ),
                hit.group.start,
                hit.match.end(),
                "ahead of another among its partners",
            )
            return
    more = r"(?:<exceed|surpass|overtake>|<be> (?:worth )?(?:larger|greater|bigger|more|higher) than)"
    for pattern in (
        rf"‹(?P<p>\d{{1,3}})› (?:trade|commerce){{T}} {more} ‹(?P<q>\d{{1,3}})› (?:trade|commerce)",
        rf"(?:trade|commerce) between {{A:p}}{{T}} {more} (?:trade |that )between {{A:q}}",
    ):
        for match in m.finds(pattern):
            first, second = m.codes(match["p"]), m.codes(match["q"])
            shared = [c for c in first if c in second]
            if len(first) == 2 and len(second) == 2 and len(shared) == 1 and not m.group(match.start()).modal:
                a = shared[0]
                b, c = (next(x for x in pair if x != a) for pair in (first, second))
                yield Draft(
                    ClosenessComparison(
                        a=a, b=b, versus=c, dimension="trade", **times(m.window(match.start(), match.end()))
                    ),
                    match.start(),
                    match.end(),
                    "more trade with one than with another",
                )


def strongest(m: Marked) -> Iterator[Draft]:
    """Find "A's strongest partner is B", "B is A's closest ally"."""
    among = r"(?: (?:in|among|within|of) (?P<among>(?:the )?⟨\d{1,3}⟩|[^.;,⟨]{3,40}))?"
    for match in m.finds(
        rf"{{P:a}} {_BEST} {_PARTNER}{among}{{T}} (?:<be|remain|become>|has been|had been)(?: (?P<neg>not|never|no longer))?(?: still| now| currently| today| undoubtedly| \w+ly)* {{A:b}}"
    ):
        a = m.one(match["a"])
        b = m.one(match["b"], without=(a,) if a else ())
        if a is None:
            a = m.one(match["a"], without=(b,) if b else ())
        if a and b and a != b and not m.group(match.start()).modal:
            yield from _best(m, a, b, match.start(), match.end(), bool(match["neg"]), match["among"])
    for pattern in (
        rf"<be|remain|become|see>(?: still| now| currently| today| by far| also| undoubtedly| \w+ly)* (?:the )?{{P:a}} (?:by far )?{_BEST} {_PARTNER}{_NOT_OTHER}{among}",
        rf"<be|remain|become>(?: still| now| currently| today| by far| also| \w+ly)* (?:the )?{_BEST} {_PARTNER} (?:of|to|for) {{A:a}}{among}",
        rf"<have>(?: no)? (?:a )?(?P<none>)(?:closer|stronger|better|more important) {_PARTNER} than {{A:b}}",
    ):
        for hit in m.hits(pattern):
            group = hit.group
            if not group.real or group.subject is None:
                continue
            subject = m.subject(group)
            if "none" in hit.match.groupdict():
                b = m.one(hit.match["b"], without=subject)
                if b and len(subject) == 1 and " no " in hit.match.group(0):
                    yield from _best(m, subject[0], b, group.start, hit.match.end(), False, None)
                continue
            a = m.one(hit.match["a"], without=subject)
            if a and len(subject) == 1 and a != subject[0]:
                yield from _best(
                    m,
                    a,
                    subject[0],
                    group.start,
                    hit.match.end(),
                    hit.negated,
                    hit.match.groupdict().get("among"),
                )


def _best(
    m: Marked, a: str, b: str, start: int, end: int, negated: bool, among: str | None
) -> Iterator[Draft]:
    group: tuple[str, ...] = ()
    if among:
        slot = re.search(r"⟨(\d{1,3})⟩", among)
        group = m.codes(slot[1]) if slot else ()
        if not slot and quantities.regional(f" in {among}"):
            where = quantities.region(f" in {among}")
            if where is None:
                return  # "closest ally in the Levant": first among some, whom no ranking of all partners tells
            group = (where,)
    window = m.window(start, end)
    yield Draft(
        ClosenessComparison(
            a=a,
            b=b,
            among=group,
            dimension=dimension_of(m.text[start : m.clause_end(end)]) or m.dimension,
            negated=negated,
            **m.rank(start, end),
            **times(window),
        ),
        start,
        end,
        "strongest partner",
    )
