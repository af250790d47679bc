"""Allies, pacts, non-alignment: the obligation ladder on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilat.checking.context import Bench
from bilat.checking.obligations import (
    Standing,
    bound_since,
    partners_by_rung,
    rung_name,
    rung_on,
    rungs_by_year,
)
from bilat.checking.outcome import Finding, combine, negate
from bilat.checking.rows import fact_row, measure_row
from bilat.checking.spans import throughout
from bilat.checking.words import list_words, plural, year_spans
from bilat.dates import FIRST_DAY
from bilat.measures import access
from bilat.propositions import Obligation
from bilat.types import Evidence, Verdict

if TYPE_CHECKING:
    from bilat.ledger import Treaty

__all__ = ["judge_obligation"]

#: Lowest and highest rung that a word claims.
_RANGE: dict[str, tuple[int, int]] = {
    "alliance": (3, 3),
    "defence": (3, 3),
    "neutrality": (2, 3),
    "nonaggression": (2, 3),
    "consultation": (1, 3),
    # Short of a defence pact, yet more than nothing.
    "quasi-alliance": (1, 2),
    "none": (0, 0),
}


def judge_obligation(claim: Obligation, bench: Bench) -> Verdict:
    """Judge what binds two states, or one state to anyone, on the day the claim is about."""
    day = _day(claim, bench)
    if claim.b is None:
        return negate(_with_anyone(claim, bench, day), claim.negated)
    a, b = bench.name(claim.a), bench.name(claim.b)
    sides_a, sides_b = bench.members(claim.a, day), bench.members(claim.b, day)
    standings = {(x, y): rung_on(bench, x, y, day) for x in sides_a for y in sides_b if x != y}
    best_pair = max(
        standings, key=lambda p: -1 if standings[p].rung is None else standings[p].rung or 0, default=None
    )
    if best_pair is None:
        return Verdict("unmeasurable", f"{a} and {b} are the same on that day.", as_of=bench.as_of)
    best = standings[best_pair]
    rows = _rows(best.treaties, best_pair, bench, day)
    rows += [
        measure_row(o, f"Obligation of {holder} towards {other} by ATOP in {o.year}.")
        for o, holder, other in zip(best.observations, (a, b), (b, a), strict=False)
        if not bench.is_group(claim.a) and not bench.is_group(claim.b)
    ]
    coverage = (best.reason,) if best.reason else ()
    if best.rung is None:
        return Verdict(
            "unmeasurable",
            f"No treaty between {a} and {b} is known to be in force on {day:%d %B %Y}, and the record does not "
            f"cover that year in full. {best.reason}",
            tuple(rows),
            coverage,
            bench.as_of,
        )
    low, high = _RANGE[claim.level]
    finding: Finding = "supports" if low <= best.rung <= high else "contradicts"
    if finding == "contradicts" and day < FIRST_DAY:
        finding = "unknown"  # a treaty of before the record, which none of its tables would show
        coverage = (*coverage, f"The record begins in {FIRST_DAY.year}.")
    if best.rung < low and best.reason and not any(len(t.parties) == 2 for t in best.treaties):
        # Past the coverage of ATOP a treaty of many parties does not show that the two have none of their own.
        finding = "unknown"
    if (
        finding == "supports"
        and claim.negated
        and claim.since is None
        and claim.until == day.year
        and _ended_within(claim, bench, day, low)
    ):
        # "Lapsed in 1980": years of ATOP tell that it stood on some day of that year, not on its last.
        finding = "contradicts"
    if finding == "supports" and not _of_the_kind(claim.level, best):
        finding = "uncertain"
    finding, stretch = _over_years(claim, bench, day, finding)
    names = list_words(t.name for t in best.treaties[:3])
    summary = (
        f"On {day:%d %B %Y} the highest obligation between {a} and {b} was {rung_name(best.rung)}"
        f"{f' ({names})' if names else ''}{stretch}. "
        f"The claim needs {_needs(claim.level)}; a treaty of another rung in force that day would change the verdict."
    )
    if claim.only and finding == "supports":
        finding, more = _only(claim, bench, day)
        summary = f"{summary} {more}"
    return negate(Verdict(combine([finding]), summary, tuple(rows), coverage, bench.as_of), claim.negated)


def _only(claim: Obligation, bench: Bench, day: date) -> tuple[Finding, str]:
    """Say whether A had a defence pact with anyone but B on the day."""
    assert claim.b is not None
    covers = bench.record.coverage("obligations_year").provenance
    year = min(day.year, covers.covers_to)
    found = access.partners(bench.record, "obligation", bench.code(claim.a, year), year)
    by_atop = {bench.record_name(p.code, year) for p in found if p.value >= 3}
    others = {bench.name(iso, day) for iso in partners_by_rung(bench, claim.a, day, 3)}
    mine = {bench.name(claim.b, day), bench.record_name(bench.code(claim.b, year), year)}
    others = (others | by_atop if year == day.year else others) - mine
    who = bench.name(claim.a)
    if others:
        return "contradicts", f"But {who} had defence pacts with {list_words(sorted(others)[:4])} too."
    # a pact that ATOP had in its last year, and the ledger has not, may stand still
    return ("unknown" if by_atop - mine else "supports"), f"No other defence pact of {who} is known."


def _over_years(claim: Obligation, bench: Bench, day: date, finding: Finding) -> tuple[Finding, str]:
    """Hold a claim about a stretch of years to each of them; its denial, to none of them."""
    until = day.year
    if (
        claim.since is None
        or claim.dated
        or claim.since >= until
        or finding == "unknown"
        or claim.b is None
        or bench.is_group(claim.a)
        or bench.is_group(claim.b)
    ):
        return finding, ""
    low, high = _RANGE[claim.level]
    rungs = rungs_by_year(bench, claim.a, claim.b, claim.since, until)
    each: dict[int, Finding] = {
        year: "unknown" if year not in rungs else "supports" if low <= rungs[year] <= high else "contradicts"
        for year in range(claim.since, until)
    } | {until: finding}
    if claim.negated:
        # "none since 1980": what ended in that year ended
        held = tuple(year for year, found in each.items() if found == "supports" and year > claim.since)
        return (
            ("supports", f"; it was {_needs(claim.level)} in {year_spans(held)}") if held else (finding, "")
        )
    if finding != "supports":
        return finding, ""
    over, against = throughout(each, claim.since)
    unknown = [year for year, found in each.items() if found == "unknown"]
    if against:
        return over, f", but not in {year_spans(against)}"
    return over, f"; for {year_spans(unknown)} it is not known" if unknown else ""


def _day(claim: Obligation, bench: Bench) -> date:
    if claim.dated:
        return claim.dated
    if claim.until and claim.until < bench.on.year:
        return date(claim.until, 12, 31)
    if claim.since and not claim.until and claim.since < bench.on.year:
        return bench.on
    return bench.on


def _of_the_kind(level: str, standing: Standing) -> bool:
    """Say whether a higher rung holds what is claimed, or a treaty in force is known to.

    Nearly every defence pact also forbids attack and nine in ten provide for consultation; of the pacts of nonaggression few
    do so, and hardly any pact of another kind is one of neutrality.
    """
    if (level, standing.rung) not in (("consultation", 2), ("neutrality", 2), ("neutrality", 3)):
        return True
    return any(level in t.kinds for t in standing.treaties)


def _ended_within(claim: Obligation, bench: Bench, day: date, low: int) -> bool:
    """Say whether only the year's code has a pact in force at its end, and the next year has none."""
    assert claim.b is not None
    if bench.is_group(claim.a) or bench.is_group(claim.b) or day.month != 12:
        return False
    standing, after = (
        rung_on(bench, claim.a, claim.b, day),
        rung_on(bench, claim.a, claim.b, date(day.year + 1, 12, 31)),
    )
    return not any(t.rung >= low for t in standing.treaties) and after.rung is not None and after.rung < low


def _needs(level: str) -> str:
    low, high = _RANGE[level]
    if level == "quasi-alliance":
        return "more than nothing and less than a defence pact"
    return rung_name(low) if low == high else f"at least {rung_name(low)}"


def _rows(treaties: tuple[Treaty, ...], pair: tuple[str, str], bench: Bench, day: date) -> list[Evidence]:
    return [
        fact_row(
            "obligations",
            "obligation",
            t.rung,
            bound_since(t, *pair, day),
            t.ended,
            day,
            f"{t.name}: {rung_name(t.rung)}.{f' {t.note}' if t.note else ''}",
            t.citation,
        )
        for t in treaties[:6]
    ]


def _with_anyone(claim: Obligation, bench: Bench, day: date) -> Verdict:
    """Judge "is non-aligned" or "has allies": defence pacts with anyone on the day."""
    who = bench.name(claim.a)
    if day > bench.horizon:
        return Verdict(
            "unmeasurable",
            f"What {who} owed to anyone is known only up to {bench.horizon:%d %B %Y}, and the claim is about "
            f"{day:%d %B %Y}. It is not carried forward.",
            as_of=bench.as_of,
        )
    pacts = partners_by_rung(bench, claim.a, day, 3)
    covers = bench.record.coverage("obligations_year").provenance
    year = min(day.year, covers.covers_to)
    code = bench.code(claim.a, year)
    owed = {p.code: p for p in access.partners(bench.record, "obligation", code, year) if p.value >= 3}
    # An ally may owe without being owed: Japan is defended by the United States and need not defend them.
    owing = {p.code: p for p in access.partners(bench.record, "obligation", code, year, "in") if p.value >= 3}
    by_atop = list((owing | owed).values())
    rows: list[Evidence] = []
    for other, treaties in list(pacts.items())[:6]:
        rows += _rows(treaties[:1], (claim.a, other), bench, day)
    for partner in by_atop[:6]:
        pair = (code, partner.code) if partner.code in owed else (partner.code, code)
        rows.append(measure_row(access.observe(bench.record, "obligation", *pair, year)))
    names = [bench.name(iso) for iso in pacts]
    # Past the coverage of ATOP only a treaty of the ledger tells of a day: what ATOP had last may have lapsed, and
    # that neither has a pact does not show that there is none, as between two states.
    past = day.year > covers.covers_to
    count = len(pacts) if past else max(len(pacts), len(by_atop))
    said = (
        f"On {day:%d %B %Y} the ledger holds defence pacts of {who} with {plural(len(pacts), 'state')}"
        f"{f' ({list_words(names[:5])})' if names else ''}; by ATOP it had {plural(len(by_atop), 'defence partner')} in {year}."
    )
    if past and not count:
        outcome = combine(["unknown"])
        said += f" Whether it has made a defence pact since, or let one lapse, no source here tells: ATOP ends in {covers.covers_to}."
    elif claim.level == "none":
        if count == 0:
            outcome = combine(["supports"])
        elif count <= 2 and not claim.strict:
            outcome = "mixed"
        else:
            outcome = combine(["contradicts"])
        said += (
            " Having no allies is read as having no pact that obliges either side to defend the other: one such pact contradicts it."
            if claim.strict
            else " Non-alignment is read as having no pact of defence; one or two such pacts make the verdict mixed, more contradict it."
        )
    else:
        outcome = combine(["supports" if count else "contradicts"])
        said += " The claim is read as having a pact of defence with somebody."
    coverage = (
        (f"ATOP ends in {covers.covers_to}; after it only the ledger's treaties are known.",) if past else ()
    )
    return Verdict(outcome, said, tuple(rows), coverage, bench.as_of)
