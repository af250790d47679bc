"""Closer than ever, drifting apart, closer to one than to another (`closeness.*`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import ClosenessSuperlative, ClosenessTrend
from bilat.reading.claims.alignment import peaks, two_times
from bilat.reading.claims.alignment.comparison import (
    above_all,
    against,
    dimension_of,
    pairs_of_trade,
    strongest,
    votes_like,
)
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find", "pair_of"]

_GATE = re.compile(
    r"\bclos(?:e|er|est|ely)\b|relation|\bties\b|partner|\bally\b|\bfriend|apart\b|\baway from|drift|distanc|\blow(?:est)?\b|align|estrang|\bworse|\bbetter\b|hostile|rapprochement|converg|diverg|\bmore\b|\bless\b|\bf[au]rther\b|hostil|friend|strain|tens(?:e|ion)|\bwarm|\bcool|tilt|pivot|\brift\b|frost|lean|coz[iy]|exceed|surpass|gravitat|bond|\btowards?\b|near|peak|bottom|least|most|highest|greatest|zenith|nadir|m(?:ax|in)imum|agreement|coincidence|\bas in \d",
    re.IGNORECASE,
)
_REL = r"(?:(?:\w+ )?(?:relations(?:hip)?s?|ties|links|bonds?|partnership|friendship|alliance|cooperation|alignment|voting agreement|rapport|entente))"
_NEAR = r"(?:closer|warmer|friendlier|stronger|better|tighter|more (?:closely )?aligned|more cordial|deeper|healthier|more intimate|more united)"
_FAR = r"(?:farther|further|more distant|colder|cooler|worse|more hostile|weaker|lower|more strained|frostier|tenser|more tense|icier|less (?:closely )?(?:close|aligned|allied|friendly|cordial|warm|intimate|united)|more estranged|more divided|more at odds|rockier)"
_THAN = r"than (?:(?:⟨\d+⟩|they|it|relations|ties)(?: have| has| had| were| was)? (?:been )?)?(?:ever|at any(?: other)? (?:time|point|moment|stage)|any ?time|in any|in \d{4}\b|in (?:the )?(?:\w+ ){0,3}(?:years|decades)|(?:⟨\d+⟩|they|it) (?:have |has |had )?(?:ever )?(?:been|were)|before|since|for (?:\w+ ){0,2}(?:years|decades))"
_LOW = r"(?:(?:(?:the|their|its|‹\d+›|an?|a new) )?(?:(?:all-time|historic(?:al)?|record|post-(?:Cold War|war)|\w+-year|new|absolute|\w+) )*(?:lowest(?: (?:point|ebb|level|state|levels))?|worst(?: (?:point|level|state|shape|crisis))?|low(?: point)?|nadir|ebb|bottom|coldest(?: point)?|frostiest(?: point)?|tensest(?: point)?|most (?:strained|tense|hostile|difficult)(?: (?:point|level))?))"
_HIGH = r"(?:(?:(?:the|their|its|‹\d+›|an?|a new) )?(?:(?:all-time|historic(?:al)?|record|\w+-year|new|absolute|\w+) )*(?:highest(?: (?:point|level|state))?|best(?: (?:point|level|state|shape|period))?|high(?: point)?|peak|zenith|apex|closest(?: (?:point|level))?|warmest(?: (?:point|level))?|strongest(?: (?:point|level))?))"
_REACH = r"<be|reach|hit|sink|fall|plunge|drop|descend|stand|plummet|rise|enter|slump|become|slide|go|climb|remain>"


def find(m: Marked) -> Iterator[Draft]:
    """Find closeness claims: comparisons first, then superlatives, then trends; one reading a pair."""
    if not m.search(_GATE):
        return
    taken: list[tuple[int, int]] = []
    one: tuple[int, int] | None = None
    for family in (
        peaks.find,
        two_times.find,
        against,
        above_all,
        votes_like,
        pairs_of_trade,
        strongest,
        _more_than_ever,
        _superlative,
        _trend,
    ):
        for draft in family(m):
            # one wording may be of several pairs: "closer to B than to C or D"
            if (draft.start, draft.end) == one or all(draft.end <= s or draft.start >= e for s, e in taken):
                yield draft
                one = (draft.start, draft.end)
                taken.append(one)
                if family in (peaks.find, two_times.find, _superlative, _trend):
                    break
        one = None


def pair_of(m: Marked, start: int) -> tuple[int, tuple[str, ...]] | None:
    """Return the pair whose relations are spoken of just before `start`: "relations between A and B", "A-B ties"."""
    left = m.text[m.clause_start(start) : start]
    base = m.clause_start(start)
    best: tuple[int, tuple[str, ...]] | None = None
    for pattern in (
        rf"{_REL} (?:between |of )(?:⟨(\d{{1,3}})⟩)",
        rf"[‹⟨](\d{{1,3}})[›⟩](?:'s?)? {_REL} (?:with|to|towards?) ⟨(\d{{1,3}})⟩",
        rf"[‹⟨](\d{{1,3}})[›⟩](?:'s?)? {_REL}",
        r"⟨(\d{1,3})⟩(?: is| are)?$",
    ):
        for match in re.finditer(pattern, left, re.IGNORECASE):
            numbers = [g for g in match.groups() if g]
            first = m.codes(numbers[0])
            codes = list(first)
            for n in numbers[1:]:
                codes += [c for c in m.codes(n, without=first) if c not in codes]
            if len(codes) >= 2 and (best is None or match.end() > best[0]):
                best = (base + match.start(), tuple(codes))
        if best:
            return best
    if (
        re.search(r"\b(?:relations|ties|the relationship)\b", left)
        and m.ctx.pair
        and not re.search(r"[⟨‹]", left)
    ):
        return base, m.ctx.pair
    return None


def _pair(m: Marked, start: int, after: int) -> tuple[int, tuple[str, ...], bool] | None:
    """Return start, pair and negation for a predicate at `start`."""
    group = m.group(start)
    if not group.real:
        return None
    if group.subject is not None:
        subject = m.subject(group)
        if len(subject) >= 2:
            return group.start, subject[:2], group.negated
        partner = re.match(
            r"[^.;⟨]{0,25}? ?(?:to|with|from|and) ⟨(\d{1,3})⟩", m.text[after : m.clause_end(after)]
        )
        if partner and subject:
            other = m.codes(partner[1], without=subject)
            if other:
                return group.start, (subject[0], other[0]), group.negated
    found = pair_of(m, group.start)
    if found:
        return found[0], found[1], group.negated
    return None


Direction = Literal["closest", "farthest"]
Way = Literal["closer", "apart"]


def _superlative(m: Marked) -> Iterator[Draft]:
    rules: tuple[tuple[str, Direction, bool], ...] = (
        (
            rf"(?:<be|become|grow|get|stand|move>(?: \w+ly| now| today| even| much)* )?{_NEAR}(?: together| to each other| (?:to|with) {{A:b}})?(?: now| today)? ?[^.;⟨]{{0,25}}?{_THAN}",
            "closest",
            False,
        ),
        (
            rf"(?:<be|become|grow|get|stand>(?: \w+ly| now| today| even| much)* )?{_FAR}(?: apart| away)?(?: from each other| (?:from|with|to|towards?) {{A:b}})?(?: now| today)? ?[^.;⟨]{{0,25}}?{_THAN}",
            "farthest",
            False,
        ),
        (
            r"(?<=[\w⟩] )(?:been|be|were|was|are|is|seen|stood|grown|become|felt) (?:so |this |as |quite so |more |any )*(?:close|closer|warm|warmer|strong|stronger|good|better|tight|tighter|friendly|friendlier|cordial|aligned|deep|deeper)\b(?: together| aligned| to {A:b})?",
            "closest",
            True,
        ),
        (
            r"(?<=[\w⟩] )(?:been|be|were|was|are|is|seen|stood|grown|become) (?:so |this |as |quite so |more |any )*(?:bad|worse|low|lower|cold|colder|tense|strained|poor|distant|hostile|far apart|farther apart|further apart|weak|weaker|frosty|estranged)\b(?: from {A:b})?",
            "farthest",
            True,
        ),
        (
            rf"{_REACH} (?:down |to |at |in |by far |now |currently |perhaps |arguably )*{_LOW}(?= |$|\.|,)",
            "farthest",
            False,
        ),
        (
            rf"{_REACH} (?:up |to |at |in |by far |now |currently |perhaps |arguably )*{_HIGH}(?= |$|\.|,)",
            "closest",
            False,
        ),
        (
            r"<be|become> (?:the )?(?:closest|most aligned|tightest) (?:they|it|the two|⟨\d+⟩) (?:have|has|had)(?: ever)? been",
            "closest",
            False,
        ),
        (
            r"<be|become> (?:the )?(?:farthest apart|furthest apart|most distant|most estranged) (?:they|it|the two|⟨\d+⟩) (?:have|has|had)(?: ever)? been",
            "farthest",
            False,
        ),
        (rf"<see> (?P<x>)(?:the |their )?(?:closest|best|warmest) {_REL}", "closest", False),
    )
    for pattern, direction, never in rules:
        for hit in m.hits(pattern):
            match = hit.match
            head = match.group(0)
            if re.match(r"closer|warmer|better|stronger", head, re.IGNORECASE) and not re.search(
                r"[⟩›]|\w+ (?:is|are|was|were|been|now|become|grown|brought|drawn|moved)(?: \w+)? $|relations|ties",
                m.text[: match.start()][-60:],
            ):
                continue
            found = _pair(
                m,
                match.start(),
                match.end()
                if "{A:b}" not in pattern or not match.groupdict().get("b")
                else match.start("b") - 2,
            )
            other = match.groupdict().get("b")
            if other:
                subject = m.subject(m.group(match.start()))
                right = m.codes(other, without=subject)
                if subject and right:
                    group = m.group(match.start())
                    found = (group.start, (subject[0], right[0]), group.negated) if group.real else None
            if found is None:
                continue
            start, pair, negated = found
            negated = negated != (hit.negated != hit.group.negated)
            window = m.window(start, match.end())
            if never:
                if not negated:
                    continue
                negated = False
                if not (
                    re.search(r"\bnever\b", m.text[start : match.start()], re.IGNORECASE)
                    or window.since
                    or window.ever
                ):
                    continue
            elif not (
                window.since
                or window.until
                or window.ever
                or "than" in head
                or re.search(r"all-time|historic|record|ever", head + m.text[match.end() : match.end() + 25])
            ):
                continue
            dimension = dimension_of(m.text[m.clause_start(start) : match.end()]) or m.dimension
            if two_times.then(m, match, window):
                # "Closer than they were in the 1990s" compares with one period: a trend since then.
                yield Draft(
                    ClosenessTrend(
                        a=pair[0],
                        b=pair[1],
                        direction="closer" if direction == "closest" else "apart",
                        dimension=dimension,
                        negated=negated,
                        since=window.since,
                        until=two_times.now(m, match, window),
                    ),
                    start,
                    m.clause_end(match.end()),
                    "closer or farther than in a period of the past",
                )
                continue
            fields = times(window, dated=True)
            if (
                re.search(r"\b(?:now|today|currently)\b", head)
                and window.since == window.until
                and window.since is not None
            ):
                fields = {"since": None, "until": None, "dated": None}
            before = next((w for w in m.windows if w.since is not None and w.until is None), None)
            if before is not None and fields["since"] == fields["until"]:
                fields["since"] = before.since
            elif fields["since"] is not None and fields["since"] == fields["until"]:
                # "were at their lowest point in 1962": that year stands against all the years before.
                fields["since"] = None
            a, b = pair[0], pair[1]
            yield Draft(
                ClosenessSuperlative(
                    a=a, b=b, direction=direction, dimension=dimension, negated=negated, **fields
                ),
                start,
                m.clause_end(match.end()),
                f"superlative of closeness: {head.strip()}",
            )


_MORE = (
    (
        r"<hold|conduct|stage> more (?:joint )?(?:\w+ )?(?:exercises|drills|manoeuvres) (?:together )?(?:now )?than (?:ever|at any)",
        "cooperation",
    ),
    (
        r"<vote> (?:together|alike|the same way|in agreement) more (?:often |frequently )?(?:now |today )?than (?:ever|at any)",
        "votes",
    ),
    (r"<trade> (?:with each other )?more (?:with each other )?(?:now |today )?than (?:ever|at any)", "trade"),
)


def _more_than_ever(m: Marked) -> Iterator[Draft]:
    """Find "vote together more often than ever", "hold more exercises than ever"."""
    for pattern, dimension in _MORE:
        for hit in m.hits(pattern):
            subject = m.subject(hit.group)
            if len(subject) == 2 and hit.group.real:
                window = m.window(hit.group.start, hit.match.end())
                yield Draft(
                    ClosenessSuperlative(
                        a=subject[0],
                        b=subject[1],
                        dimension=dimension,
                        negated=hit.negated,
                        since=window.since if window.until is None else None,
                        until=window.until,
                    ),
                    hit.group.start,
                    m.clause_end(hit.match.end()),
                    f"more than ever: {dimension}",
                )


_CLOSER_VERBS = (
    r"<draw|grow|get|move|come|inch|edge|become|bring|push|drive>(?: \w+ly| ever| much| steadily| gradually| even| still| somewhat)* (?:closer|nearer|more (?:closely )?aligned|friendlier)(?: (?:together|and closer))?(?: (?:to|with) {A:b})?",
    r"<warm|cozy|gravitate|tilt|lean|pivot|turn|move|shift|drift>(?: \w+ly)*(?: up)? (?:towards?|to|closer to) {A:b}",
    r"<converge|reconcile>(?: with {A:b})?\b",
    r"<deepen|strengthen|improve|tighten|expand|boost|mend|repair|warm|intensify|upgrade|consolidate|rebuild|enhance|solidify>(?: \w+ly)* (?:its |their |‹\d+› |the )?(?:\w+ ){0,2}?(?:relations(?:hip)?|ties|links|partnership|cooperation|bonds?|alignment)(?: with {A:b})?",
)
_APART_VERBS = (
    r"<drift|grow|move|pull|fall|drive|push|slide|come|draw>(?: \w+ly| ever| much| steadily| gradually| even| further| farther)* (?:further |farther )?(?:apart|asunder)",
    r"<drift|move|turn|pull|pivot|tilt|shift|distance|slide|break>(?: itself| themselves)?(?: \w+ly| further| farther)* away from {A:b}",
    r"<distance>(?: itself| themselves) from {A:b}",
    r"<diverge|estrange|split>(?: from {A:b})?\b",
    r"<become|grow>(?: \w+ly| ever| more)* (?:estranged|distant|alienated|divided|hostile)(?: (?:from|to|towards) {A:b})?",
    r"<downgrade|weaken|sour|strain|scale>(?: back)? (?:its |their |‹\d+› |the )?(?:\w+ ){0,2}?(?:relations(?:hip)?|ties|links|partnership|cooperation)(?: with {A:b})?",
)
_REL_UP = r"<improve|increase|rise|deepen|strengthen|warm|thaw|blossom|flourish|grow|tighten|normalise|normalize|expand|intensify|rebound|recover|mature>(?: up)?(?: \w+ly| closer| warmer| stronger| deeper)*\b(?! apart| cold| worse)"
_REL_DOWN = r"<worsen|decrease|drop|diminish|deteriorate|sour|cool|fray|decline|weaken|chill|suffer|degrade|crumble|freeze|unravel|collapse|slump|fall|sink|nosedive>(?: \w+ly| apart)*\b|<grow|get|become|turn> (?:\w+ly |more )?(?:worse|colder|cooler|tense|strained|cold|frosty|hostile|sour|cool|chillier)\b"


def _trend(m: Marked) -> Iterator[Draft]:
    verbs: tuple[tuple[tuple[str, ...], Way], ...] = ((_CLOSER_VERBS, "closer"), (_APART_VERBS, "apart"))
    for patterns, direction in verbs:
        for pattern in patterns:
            for hit in m.hits(pattern):
                match, group = hit.match, hit.group
                if not group.real:
                    continue
                subject = m.subject(group)
                number = match.groupdict().get("b")
                right = m.codes(number, without=subject) if number else ()
                if right and subject:
                    a, b = subject[0], right[0]
                    start = group.start
                elif len(subject) >= 2:
                    a, b = subject[0], subject[1]
                    start = group.start
                else:
                    found = pair_of(m, group.start)
                    if found is None:
                        continue
                    start, (a, b) = found[0], found[1][:2]
                yield _trend_draft(m, a, b, direction, start, match.end(), hit.negated)
    moods: tuple[tuple[str, Way], ...] = ((_REL_UP, "closer"), (_REL_DOWN, "apart"))
    for pattern, direction in moods:
        for match in m.finds(pattern):
            group = m.group(match.start())
            if not group.real or group.subject is not None:
                continue
            found = pair_of(m, group.start)
            lead = m.text[found[0] : group.start] if found else ""
            if (
                found
                and re.search(rf"{_REL}", lead, re.IGNORECASE)
                and not re.search(r"\btrade\b(?! (?:ties|relations|links))", lead)
            ):
                yield _trend_draft(
                    m, found[1][0], found[1][1], direction, found[0], match.end(), group.negated
                )
    for match in m.finds(
        r"‹(?P<two>\d{1,3})› (?:(?:UN|⟨\d+⟩) )?(?:votes|voting(?: records?| patterns?)?|positions|foreign polic(?:y|ies)) (?:have |has |had )?(?:not )?(?P<v><diverge|converge|part|draw|grow|move|drift>(?: \w+ly)?(?: (?:apart|closer|together|nearer|away))?)"
    ):
        pair = m.codes(match["two"])
        group = m.group(match.start("v"))
        if len(pair) == 2 and group.modal is None:
            up = bool(re.search(r"converg|closer|together|nearer", match["v"], re.IGNORECASE))
            draft = _trend_draft(
                m, pair[0], pair[1], "closer" if up else "apart", match.start(), match.end(), group.negated
            )
            yield draft
    for match in m.finds(
        r"{P:a} (?:(?:UN|⟨\d+⟩) )?(?:votes|voting(?: record| pattern)?|positions|foreign policy) (?:have |has |had )?(?:not )?(?P<v><diverge|converge|part>)(?: \w+ly)? (?:from|with) {P:b}"
    ):
        ours = m.codes(match["a"])
        theirs = m.codes(match["b"], without=ours)
        group = m.group(match.start("v"))
        if len(ours) == 1 and len(theirs) == 1 and group.modal is None:
            up = match["v"].lower().startswith("converg")
            yield _trend_draft(
                m, ours[0], theirs[0], "closer" if up else "apart", match.start(), match.end(), group.negated
            )
    for match in m.finds(
        rf"(?P<w>rapprochement|reconciliation|thaw|warming|rift|split|estrangement|deterioration|worsening|cooling|improvement)(?: (?:in|of) {_REL})? (?:between|of) {{A:a}}"
    ):
        codes = m.codes(match["a"])
        if len(codes) == 2 and not m.group(match.start()).open and not m.group(match.start()).modal:
            up = match["w"].lower() in ("rapprochement", "reconciliation", "thaw", "warming", "improvement")
            yield _trend_draft(
                m, codes[0], codes[1], "closer" if up else "apart", match.start(), match.end(), False
            )


def _trend_draft(m: Marked, a: str, b: str, direction: Way, start: int, end: int, negated: bool) -> Draft:
    window = m.window(start, end)
    dimension = dimension_of(m.text[start:end]) or m.dimension
    fields = times(window)
    if (
        window.since is not None
        and window.since == window.until
        and re.search(
            rf"\b(?:since|after|following)\b[^,.;]{{0,60}}\b{window.since}\b", m.text, re.IGNORECASE
        )
    ):
        # "After the fall of communism in 1989": from then on.
        fields = {"since": window.since, "until": None, "dated": None}
    return Draft(
        ClosenessTrend(a=a, b=b, direction=direction, dimension=dimension, negated=negated, **fields),
        start,
        m.clause_end(end),
        f"trend: {direction}",
    )
