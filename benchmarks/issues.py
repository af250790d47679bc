"""What issues gain from one another: votes left out at random, predicted by each issue alone, by all votes, by the hierarchy.

``python -m benchmarks.issues DATA``

The same votes are left out as in `benchmarks.planes`. A vote on an item of two issues is predicted, and counted, under
each. Of thin state-sessions (fewer than ten votes on the issue to fit on) there is a figure of its own. One chain each.
Nothing here is an assertion.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.planes import chance, read, split
from bilat.measures.idealpoints.data import ISSUES, Items, design, make_items
from bilat.measures.idealpoints.running import SMOOTH, _run, _starts

#: Sweeps thrown away, sweeps in which draws are taken, sweeps for each.
_LENGTHS = (120, 160, 4)
_THIN = 10


def by_the_walk(rest: Items, row: np.ndarray, item: np.ndarray) -> np.ndarray:
    """Foretell votes of state-sessions `row` on `item` by the two-sided walk of one chain: (votes, 3)."""
    plan = design(rest, SMOOTH)
    state = _starts(rest, plan, "smoother", 1, 1, False)[0]
    step = partial(_run, plan, None, state, prior="smoother", held=True)
    for _ in range(0, _LENGTHS[0], 20):
        step(size=20, keep=False)
    total, count = np.zeros((len(row), 3)), 0
    for _ in range(0, _LENGTHS[1], _LENGTHS[2]):
        step(size=_LENGTHS[2], keep=True)
        beta, low, high = state.items[item].T
        total += chance(beta * state.theta[row], low, high)
        count += 1
    return total / count


def by_the_hierarchy(rest: Items, masks: np.ndarray, row: np.ndarray, item: np.ndarray) -> np.ndarray:
    """Foretell votes by general points and the deviations of all issues of the item; one not seen there is 0."""
    from bilat.measures.idealpoints.hierarchy.cells import NAMES, lay_out
    from bilat.measures.idealpoints.hierarchy.running import hierarchy_starts, hierarchy_step

    plan, cells = lay_out(rest, masks, SMOOTH)
    state = hierarchy_starts(rest, plan, cells, 1, 1)[0]
    step = partial(hierarchy_step, plan, cells, state)
    place = np.full((len(rest), len(NAMES)), -1)
    place[cells.row, cells.issue] = np.arange(len(cells.issue))
    of = np.stack([(masks[item] & ISSUES[n][0]) != 0 for n in NAMES], 1)
    share = of / np.maximum(of.sum(1, keepdims=True), 1)
    at = place[row]
    for _ in range(0, _LENGTHS[0], 20):
        step(size=20, keep=False)
    total, count = np.zeros((len(row), 3)), 0
    for _ in range(0, _LENGTHS[1], _LENGTHS[2]):
        step(size=_LENGTHS[2], keep=True)
        away = (np.where(at >= 0, state.value[at], 0.0) * share).sum(1)
        beta, low, high = state.items[item].T
        total += chance(beta * (state.theta[row] + away), low, high)
        count += 1
    print("scale", dict(zip(NAMES, state.scale.round(3).tolist(), strict=True)), flush=True)
    print("persistence", dict(zip(NAMES, state.persistence.round(3).tolist(), strict=True)), flush=True)
    return total / count


def alone(items: Items, rest: Items, own: np.ndarray, row: np.ndarray, item: np.ndarray) -> np.ndarray:
    """Foretell votes of one issue by a walk on its votes only; NaN where the issue alone has no such state-session or item."""
    when = rest.session[rest.row]
    part = make_items(
        rest.code[rest.row][own], when[own], rest.rollcall[rest.item][own], rest.vote[own], rest.first_year
    )
    key = {k: n for n, k in enumerate(zip(part.code.tolist(), part.session.tolist(), strict=True))}
    number = {int(r): n for n, r in enumerate(part.rollcall)}
    here = [key.get(k, -1) for k in zip(items.code[row].tolist(), items.session[row].tolist(), strict=True)]
    there = [number.get(int(r), -1) for r in items.rollcall[item]]
    a, b = np.array(here), np.array(there)
    p = by_the_walk(part, np.maximum(a, 0), np.maximum(b, 0))
    return np.where(((a >= 0) & (b >= 0))[:, None], p, np.nan)


def main() -> None:
    """Print the log score a vote by issue, of all votes left out and of those in thin state-sessions."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python -m benchmarks.issues DATA")
    items, flags = read(Path(sys.argv[1]))
    known = sum(bit for bit, _, _ in ISSUES.values())
    masks = np.array([flags.get(int(r), 0) & known for r in items.rollcall])
    rest, left = split(items)
    rest = replace(rest, rollcall=items.rollcall)
    row, item, vote = items.row[left], items.item[left], items.vote[left].astype(int) - 1
    at = np.arange(len(row))
    scores: dict[str, np.ndarray] = {}
    began = time.process_time()
    for name, make in (
        ("all votes together, one line", lambda: by_the_walk(rest, row, item)),
        ("hierarchy", lambda: by_the_hierarchy(rest, masks, row, item)),
    ):
        scores[name] = np.log(np.maximum(make()[at, vote], 1e-12))
        print(
            f"{name}: {scores[name].mean():.4f} over {len(row):,}; {time.process_time() - began:.0f} s",
            flush=True,
        )
    for name, (bit, _, _) in ISSUES.items():
        of = np.flatnonzero((masks[item] & bit) != 0)
        own = (masks[rest.item] & bit) != 0
        p = alone(items, rest, own, row[of], item[of])
        ok = ~np.isnan(p[:, 0])
        of, p = of[ok], p[ok]
        mine = np.log(np.maximum(p[np.arange(len(of)), vote[of]], 1e-12))
        few = np.bincount(rest.row[own], minlength=len(items))[row[of]] < _THIN
        for label, rows in (("all", np.ones(len(of), bool)), ("thin", few)):
            others = "; ".join(f"{k} {v[of][rows].mean():.4f}" for k, v in scores.items())
            print(
                f"{name}, {label}: {rows.sum():,} votes; alone {mine[rows].mean():.4f}; {others}", flush=True
            )
    print(f"{time.process_time() - began:.0f} s of processor time", flush=True)


if __name__ == "__main__":
    main()
