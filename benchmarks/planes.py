"""What a second dimension adds: votes left out at random, predicted from one dimension and from two; and what loads on it.

``python -m benchmarks.planes DATA [--quick]``

DATA is a folder of the votes: those of the unvotes package with `bsv_matches.csv`, and `unga_cow` for sessions after 74.
One vote in twenty is left out, never the last of a state-session or an item, nor where an item would be unanimous. All of a draw's parameters predict it
together; probabilities are averaged over draws, not parameters. Nothing here is an assertion.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bilat.measures.idealpoints import IdealPoints, Items, prepare
from bilat.measures.idealpoints.data import ISSUES, design

_SHARE, _LEAST = 0.05, 10
#: Sweeps thrown away, sweeps in which draws are taken, sweeps for each.
_LENGTHS, _QUICK = (200, 300, 5), (60, 60, 5)


def read(data: Path) -> tuple[Items, dict[int, int]]:
    """Return all items, and the issues (bits) of each roll call."""
    from bilat.measures.idealpoints.gathering import gather
    from bilat.record.imports import import_folder
    from bilat.record.opening import builder_inputs
    from bilat.record.store import Store

    with tempfile.TemporaryDirectory() as home:
        import_folder(data, Path(home), lambda _: None)
        store = Store(Path(home))
        tidy, _ = builder_inputs(store, store.pointer().current())
        votes, links, rolls = gather(tidy)
        items = prepare(votes, links, rolls)
        flags = zip(rolls.column("rollcall").to_pylist(), rolls.column("issues").to_pylist(), strict=True)
        return items, {int(r): int(f) for r, f in flags if f is not None}


def split(items: Items, seed: int = 1) -> tuple[Items, np.ndarray]:
    """Return the votes to fit on, and which of all are left out."""
    out = np.random.default_rng(seed).random(len(items.vote)) < _SHARE
    rows = np.bincount(items.row[~out], minlength=len(items))
    count = np.bincount(items.item[~out], minlength=len(items.rollcall))
    out &= (rows[items.row] >= _LEAST) & (count[items.item] >= _LEAST)
    seen = np.zeros((len(items.rollcall), 4), bool)
    seen[items.item[~out], items.vote[~out]] = True
    out &= (seen.sum(1) > 1)[items.item]  # an item must stay divided
    rest = replace(
        items,
        row=items.row[~out],
        item=items.item[~out],
        vote=items.vote[~out],
        n=np.bincount(items.row[~out], minlength=len(items)).astype(np.int32),
    )
    return rest, out


def chance(mean: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Return the probabilities of yes, abstain, no: (votes, 3)."""
    from scipy.special import ndtr

    below, above = ndtr(low - mean), ndtr(high - mean)
    return np.stack([below, above - below, 1 - above], 1)


def predicted(items: Items, left: np.ndarray, draws: Iterator[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Average the probabilities of votes left out over draws of (theta (S, D), items (J, D + 2))."""
    row, item = items.row[left], items.item[left]
    total, count = np.zeros((len(row), 3)), 0
    for theta, of in draws:
        mean = (theta[row] * of[item, :-2]).sum(1)
        total += chance(mean, of[item, -2], of[item, -1])
        count += 1
    return total / count


def one_dimension(rest: Items, lengths: tuple[int, int, int]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Draw from the two-sided walk on the line, two chains."""
    from bilat.measures.idealpoints.running import SMOOTH, _run, _starts

    plan = design(rest, SMOOTH)
    for state in _starts(rest, plan, "smoother", 1, 2, False):
        step = partial(_run, plan, None, state, prior="smoother", held=True)
        for _ in range(0, lengths[0], 20):
            step(size=20, keep=False)
        for _ in range(0, lengths[1], lengths[2]):
            step(size=lengths[2], keep=True)
            yield state.theta[:, None], state.items


def two_dimensions(rest: Items, lengths: tuple[int, int, int]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Draw from the walk in the plane, two chains."""
    from bilat.measures.idealpoints.plane.running import plane_starts, plane_step
    from bilat.measures.idealpoints.running import SMOOTH

    plan = design(rest, SMOOTH)
    for state in plane_starts(rest, plan, 1, 2):
        step = partial(plane_step, plan, state)
        for _ in range(0, lengths[0], 20):
            step(size=20, keep=False)
        for _ in range(0, lengths[1], lengths[2]):
            step(size=lengths[2], keep=True)
            yield state.theta, state.items


def score(items: Items, left: np.ndarray, p: np.ndarray) -> str:
    """Say how well votes left out were foretold."""
    vote = items.vote[left].astype(int) - 1
    given = np.maximum(p[np.arange(len(vote)), vote], 1e-12)
    right = p.argmax(1) == vote
    return f"log score {np.log(given).mean():.4f} a vote, right {right.mean():.2%}, of votes that are not yes {right[vote > 0].mean():.2%}"


def shares(items: Items, rest: Items, left: np.ndarray) -> np.ndarray:
    """Foretell every vote by how all others voted on the item."""
    counts = np.stack([np.bincount(rest.item, rest.vote == k, len(rest.rollcall)) for k in (1, 2, 3)], 1)
    part: np.ndarray = ((counts + 1 / 3) / (counts.sum(1, keepdims=True) + 1))[items.item[left]]
    return part


def loading(points: IdealPoints, items: Items, flags: dict[int, int]) -> list[str]:
    """Say by issue how much items discriminate on each dimension, and who is at the ends of the second."""
    found = points.discrimination
    second = points.second
    if found is None or second is None:
        raise ValueError("These ideal points have one dimension.")
    square = found**2
    lines = []
    names: dict[str, Any] = {"all": None, **{k: v[0] for k, v in ISSUES.items()}, "none": 0}
    of = np.array([flags.get(int(r), -1) for r in items.rollcall])
    for name, bit in names.items():
        at = np.ones(len(of), bool) if bit is None else (of == 0 if bit == 0 else (of >= 0) & (of & bit != 0))
        part = square[at, 1] / square[at].sum(1)
        lines.append(
            f"{name:5} {at.sum():5} items: root mean square {np.sqrt(square[at, 0].mean()):.2f} / "
            f"{np.sqrt(square[at, 1].mean()):.2f}; second the larger in {np.mean(part > 0.5):.0%}; "
            f"share of the second, mean {part.mean():.2f}"
        )
    for first, last in ((1, 10), (11, 25), (26, 45), (46, 60), (61, 78)):
        at = (points.session >= first) & (points.session <= last)
        states = np.unique(points.code[at])
        mean = np.array([second.mean[at & (points.code == c)].mean() for c in states])
        size = np.array([(at & (points.code == c)).sum() for c in states])
        order = np.argsort(mean)
        order = order[size[order] >= 0.6 * size.max()]
        lines.append(
            f"sessions {first}-{last}: low {_names(states[order[:10]])}; high {_names(states[order[-10:]])}"
        )
    return lines


def _names(codes: np.ndarray) -> str:
    from bilat.states import iso3_array

    return " ".join(iso3_array(codes, np.full(len(codes), 1985)).tolist())


def main() -> None:
    """Left-out votes first, then the whole."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python -m benchmarks.planes DATA [--quick]")
    lengths = _QUICK if "--quick" in sys.argv else _LENGTHS
    items, flags = read(Path(sys.argv[1]))
    print(
        f"{len(items.vote):,} votes, {len(items.rollcall):,} items, {len(items):,} state-sessions", flush=True
    )
    rest, left = split(items)
    print(
        f"left out {left.sum():,}: by the item's shares {score(items, left, shares(items, rest, left))}",
        flush=True,
    )
    for name, draw in (("one dimension", one_dimension), ("two dimensions", two_dimensions)):
        began = time.process_time()
        p = predicted(items, left, draw(rest, lengths))
        print(
            f"{name}: {score(items, left, p)}; {time.process_time() - began:.0f} s of processor time, two chains",
            flush=True,
        )
    from bilat.measures.idealpoints.plane import sample_plane

    began = time.process_time()
    short = {"warmup": lengths[0], "draws": lengths[1]} if "--quick" in sys.argv else {}
    points = sample_plane(items, **short)
    print(
        f"{points.summary()}; {time.process_time() - began:.0f} s of processor time; {points.settings}",
        flush=True,
    )
    for line in loading(points, items, flags):
        print(line, flush=True)


if __name__ == "__main__":
    main()
