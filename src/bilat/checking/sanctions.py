"""Sanctions of one side against another on a day: the ledger's regimes, then the yearly episodes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilat.checking.rows import fact_row, measure_row
from bilat.checking.words import list_words, year_spans
from bilat.measures import access

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.checking.outcome import Finding
    from bilat.ledger import Regime
    from bilat.types import Evidence

__all__ = ["regimes_between", "sanctions_between"]


_WORLD = ("UN", "UNSC")
#: Types that the ledger gives for every resolution of the Council.
_KINDS = ("financial", "travel", "trade")


def regimes_between(bench: Bench, sender: str, target: str) -> list[Regime]:
    """Return every regime of the ledger by `sender` (or a group it belonged to) against `target`."""
    found = []
    for regime in bench.ledger.regimes:
        if target != regime.target and target not in bench.members(regime.target, regime.start):
            continue
        for actor in regime.senders:
            # Members carry out the sanctions of their union; those of the UN bind everyone and are nobody's own.
            follows = actor not in _WORLD and sender not in regime.without
            if actor == sender or (follows and sender in bench.members(actor, regime.start)):
                found.append(regime)
                break
    return found


def sanctions_between(
    bench: Bench,
    sender: str,
    target: str,
    on: date,
    since: int | None = None,
    kind: str = "any",
    issue: str | None = None,
) -> tuple[Finding, str, list[Evidence]]:
    """Say whether `sender` had sanctions on `target` in force on a day, or at any time since a year.

    Returns
    -------
    tuple
        The finding, the words for it, the rows behind it.
    """
    if (on if since is None else date(since, 1, 1)) > bench.horizon:
        return "unknown", f"sanctions are known only up to {bench.horizon:%d %B %Y}", []
    first = since if since is not None else on.year
    regimes = [
        r
        for r in regimes_between(bench, sender, target)
        if r.start <= on
        and (r.end is None or (r.end >= on if since is None else r.end.year >= first))
        and (kind == "any" or kind in r.types)
    ]
    if issue and regimes:
        words = {w.lower() for w in issue.split() if len(w) > 3}
        named = [r for r in regimes if words & set(f"{r.issue} {r.name}".lower().replace(",", " ").split())]
        regimes = named or regimes
    rows: list[Evidence] = [
        fact_row(
            "sanctions",
            "sanctions regime",
            ", ".join(r.types),
            r.start,
            r.end,
            on,
            f"{r.name} ({r.issue}).",
            r.citation,
        )
        for r in regimes
    ]
    last = access.latest_year(bench.record, "sanctions", on)
    coded: list[int] = []
    name = "sanctions"
    known = False
    if not bench.is_group(sender) and not bench.is_group(target):
        for year in range(
            first if since is not None else (last or on.year), min(on.year, last or on.year) + 1
        ):
            observed = access.observe(
                bench.record, name, bench.code(sender, year), bench.code(target, year), year
            )
            if observed.value is not None:
                known = True
                if observed.value > 0:
                    coded.append(year)
                    if year == coded[-1] and len(coded) == 1:
                        rows.append(measure_row(observed, f"Sanctions coded in {year}."))
    if sender in _WORLD and not bench.is_group(target) and not regimes:
        every = regimes_between(bench, sender, target)
        listed = max((r.start.year for r in bench.ledger.regimes if sender in r.senders), default=0)
        if on.year <= listed and not any(
            r.start <= on and (r.end is None or r.end.year >= first) for r in every
        ):
            # they are few, and the ledger has them all
            return (
                "contradicts",
                f"no sanctions of {sender} on it are among those of the ledger, to {listed}",
                rows,
            )
        in_force = [r for r in every if r.start <= on and (r.end is None or r.end.year >= first)]
        if in_force and kind in _KINDS and on.year <= listed:
            others = list_words(r.name for r in in_force[:3])
            return (
                "contradicts",
                f"of the sanctions of {sender} on it none was of the type claimed ({kind}): {others}",
                rows,
            )
    if (
        bench.is_group(sender)
        and sender not in _WORLD
        and not bench.is_group(target)
        and not regimes
        and last
    ):
        found = _of_members(
            bench, sender, target, range(first if since is not None else last, min(on.year, last) + 1)
        )
        if found and kind == "any":
            years = year_spans(found)
            return "supports", f"sanctions of most members of {sender} are coded in {years}", rows
        if found == [] and last >= on.year - 1 and first <= last:
            return "contradicts", f"no member of {sender} has sanctions on it coded to {last}", rows
    if regimes or (coded and kind == "any"):
        what = list_words(r.name for r in regimes[:3]) or f"episodes coded from {coded[0]} to {coded[-1]}"
        return "supports", f"sanctions by {bench.name(sender)}: {what}", rows
    if coded:
        return (
            "unknown",
            f"sanctions of {bench.name(sender)} on it are coded in {year_spans(coded)}, without their type: whether they were of the type claimed ({kind}) is not said",
            rows,
        )
    # a year that is not coded yet says nothing
    if known and last is not None and last >= on.year - 1 and (since is None or since <= last):
        return "contradicts", f"no sanctions of {bench.name(sender)} on it are coded to {last}", rows
    return (
        "unknown",
        f"no sanctions of {bench.name(sender)} on it are known; episodes are coded to {last}",
        rows,
    )


def _of_members(bench: Bench, group: str, target: str, years: range) -> list[int] | None:
    """Return the years in which half or more of a group's members had sanctions coded; ``None`` where some had.

    Episodes of a union are coded for its members, so that what most of them did is taken for the union's own.
    """
    found: list[int] = []
    some = False
    for year in years:
        members = [m for m in bench.members(group, date(year, 12, 31)) if m != target]
        values = [
            access.observe(
                bench.record, "sanctions", bench.code(m, year), bench.code(target, year), year
            ).value
            for m in members
        ]
        yes = sum(bool(v) for v in values)
        some = some or yes > 0
        if values and 2 * yes >= len(values):
            found.append(year)  # whatever the few did that no source codes
        elif not values or any(v is None for v in values):
            return None
    return found if found or not some else None
