"""First votes on a use of force, forecast from the episodes before: few, so that little can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import CoverageError
from bilat.outlook.dyadic.kinds import REGIONS, region
from bilat.outlook.skill import Line, Scores, score_methods
from bilat.outlook.votes.condemnations import episodes
from bilat.outlook.votes.pooling import KEYS, VOTES, EpisodeRows, ledger_rows, pooled, stacked
from bilat.outlook.votes.wars import score_joins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.families.base import Progress
    from bilat.outlook.types import Known

__all__ = ["backtest_force"]

#: The split "all" ends here: the votes of 2022 and later decide nothing about how a question of 2022 is answered.
_UNTIL = 2021
#: Episodes that must lie before the first that is scored.
_FIRST = 3
_BASE, _POOL = "all states, first votes", "pool"


def backtest_force(known: Known, progress: Progress) -> Scores:
    """Score the competing classes and their pool over the episodes, each from those before it."""
    rolls = {r.id: r for r in known.ledger.rollcalls}
    past = sorted(
        ((e, rolls[e.rollcall]) for e in episodes() if e.rollcall in rolls), key=lambda pair: pair[1].date
    )
    progress("first votes on uses of force")
    rows = ledger_rows(past, known, _imported(known, [r.symbol for _, r in past]))
    lines: list[Line] = []
    for split, since, until in (
        ("all", 0, _UNTIL),
        ("since 1992", 1992, _UNTIL),
        ("after 2021", _UNTIL + 1, 9999),
    ):
        scored = [(i, r) for i, r in enumerate(rows) if i >= _FIRST and since <= r.year <= until]
        if scored:
            lines += _score(split, scored, rows)
    scored = [(i, r) for i, r in enumerate(rows) if i >= _FIRST and r.year <= _UNTIL]
    for decade in sorted({r.year // 10 * 10 for _i, r in scored}):
        lines += _score(f"{decade}s", [(i, r) for i, r in scored if r.year // 10 * 10 == decade], rows)
    for n, (_limit, place) in enumerate(REGIONS):
        inside = [(i, r.take(region(r.code) == n)) for i, r in scored]
        lines += _score(place, [(i, r) for i, r in inside if len(r.y)], rows)
    progress("who joined the ledger's wars")
    lines += score_joins(known)
    names = ", ".join(r.name for r in rows[_FIRST:] if r.year <= _UNTIL)
    return Scores(
        "support",
        f"Rolling origin over the Assembly's first votes on a use of force to {_UNTIL} ({names}): each is forecast from the "
        "episodes, condemnations and votes before it; weights of the pool are fitted on the episodes before it. Four "
        "outcomes: yes, abstain, no, absent. States are those whose vote is recorded; an episode weighs by its states.",
        "episode",
        _BASE,
        _POOL,
        tuple(lines),
        _curve(rows),
        notes=(
            "The votes of 2022 and 2023 are a split of their own: they had no part in how a question asked before them is "
            "answered.",
            "“joins” is apart: third states at the ledger's wars, each war forecast from those before it, joining the side of the user "
            "of force, of its target, or neither; its base rate is all states at all wars.",
            "A class without a case for a state falls back on the base rate in its own line.",
            "The estimator of the weights was corrected once, after the case of February 2022 had been looked at: its first "
            "form let votes for which no other class had a case speak for the base class (pool there: abstain 0.31, no 0.13; "
            "since: abstain 0.49, no 0.24). Nothing else was changed after that look.",
        ),
    )


def _curve(rows: Sequence[EpisodeRows]) -> tuple[tuple[float, float, int], ...]:
    """Return the calibration of the pool over the episodes that decide."""
    from bilat.outlook.scoring import calibration

    some = [(i, r) for i, r in enumerate(rows) if i >= _FIRST and r.year <= _UNTIL]
    if not some:
        return ()
    p = np.concatenate([pooled(r.p, stacked(rows[:i])) for i, r in some])
    y = np.concatenate([r.y for _, r in some])
    return tuple((round(b.forecast, 4), round(b.observed, 4), b.n) for b in calibration(p, y))


def _imported(known: Known, symbols: Sequence[str]) -> dict[str, dict[str, str]] | None:
    """Return the full votes by symbol and ISO3 where they were imported."""
    from bilat import states
    from bilat.outlook.votes.matrix import ABSENT, from_record

    try:
        matrix = from_record(known.record)
    except CoverageError:
        return None
    words = {1: "yes", 2: "abstain", 3: "no", ABSENT: "absent"}
    out: dict[str, dict[str, str]] = {}
    for symbol in symbols:
        at = np.flatnonzero(matrix.symbols == symbol)
        if len(at) == 1:
            year = int(matrix.years[at[0]])
            out[symbol] = {
                states.iso3(int(c), year): words[int(v)]
                for c, v in zip(matrix.codes, matrix.votes[at[0]], strict=True)
                if int(v) in words
            }
    return out


def _score(split: str, scored: Sequence[tuple[int, EpisodeRows]], rows: Sequence[EpisodeRows]) -> list[Line]:
    methods: dict[str, list[NDArray[np.float64]]] = {}

    def add(name: str, p: NDArray[np.float64]) -> None:
        methods.setdefault(name, []).append(p)

    for i, row in scored:
        base = row.p[:, 0]
        add(_BASE, base)
        certain = np.full_like(base, 1e-3)
        certain[:, int(base[0].argmax())] = 1 - 3e-3
        add("always the majority", certain)
        for k, key in enumerate(KEYS[1:], 1):
            add(key, np.where(np.isnan(row.p[:, k]), base, row.p[:, k]))
        add(_POOL, pooled(row.p, stacked(rows[:i])))
    y = np.concatenate([r.y for _, r in scored])
    group = np.concatenate([np.full(len(r.y), i) for i, r in scored])
    assert max(y) < len(VOTES)
    return score_methods({k: np.concatenate(v) for k, v in methods.items()}, y, group, _BASE, split=split)
