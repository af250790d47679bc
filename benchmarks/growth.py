"""How cost grows with states and years: ``python -m benchmarks.growth DATA``.

Each cell is a process of its own on the votes of the unvotes package (see `benchmarks.similarity`), cut or copied: half the
sessions, all, and twice as many; half the states, all, and twice as many (the copies vote like their originals, under other names).
Pairs grow with the square of states, so four times the work for twice the states is what to expect; twice for
twice the years. Processor seconds are given beside wall time. Nothing here is an assertion.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import numpy as np

from bilat.measures.jointvotes import Votes

_STATES, _YEARS = (0.5, 1.0, 2.0), (0.5, 1.0, 2.0)
#: Sweeps of the ideal-point sampler that are timed after one that compiles.
_SWEEPS = 10


def scaled(votes: Votes, states: float, years: float) -> Votes:
    """Return the votes of a part or a multiple of the states and sessions."""
    keep = np.ones(len(votes.vote), bool)
    session = votes.session[votes.rollcall]
    if states < 1:
        keep &= votes.state < np.quantile(np.unique(votes.state), states)
    if years < 1:
        known = np.unique(votes.session)
        keep &= session <= known[int(len(known) * years) - 1]
    state, rollcall, vote = votes.state[keep], votes.rollcall[keep], votes.vote[keep]
    session_of, year_of = votes.session, votes.year
    for _ in range(int(states) - 1):
        state = np.concatenate([state, state + votes.state.max() + 1]).astype(np.int32)
        rollcall, vote = np.tile(rollcall, 2), np.tile(vote, 2)
    for _ in range(int(years) - 1):
        rollcall = np.concatenate([rollcall, rollcall + len(session_of)]).astype(np.int32)
        state, vote = np.tile(state, 2), np.tile(vote, 2)
        session_of = np.concatenate([session_of, session_of + session_of.max()]).astype(np.int16)
        year_of = np.concatenate([year_of, year_of + (year_of.max() - year_of.min() + 1)]).astype(np.int16)
    return Votes(state=state, rollcall=rollcall, vote=vote, session=session_of, year=year_of)


def _similarity(votes: Votes) -> str:
    from bilat.measures.similarity import similarity

    found = similarity(votes, by="session")
    return f"{int((found.n > 0).sum()):,} dyad-sessions"


def _idealpoints(votes: Votes) -> str:
    from bilat.measures.idealpoints import sample
    from bilat.measures.idealpoints.data import make_items

    # any number stands for a state: what is timed does not depend on which
    session = votes.session[votes.rollcall]
    items = make_items(votes.state + 1, session, votes.rollcall, votes.vote)
    sample(items, prior="published", chains=1, warmup=1, draws=8)  # compiles
    began = time.process_time()
    sample(items, prior="published", chains=1, warmup=2, draws=_SWEEPS - 2)
    return f"{len(items.vote):,} votes used, {(time.process_time() - began) / _SWEEPS:.3f} s a sweep"


_WHAT = {"similarity": _similarity, "idealpoints": _idealpoints}


def _one(data: Path, cell: str) -> None:
    from benchmarks.similarity import read

    what, states, years = cell.split(":")
    votes = scaled(read(data), float(states), float(years))
    began, cpu = time.perf_counter(), time.process_time()
    said = _WHAT[what](votes)
    print(
        f"{len(votes.vote):,} votes; {said}; {time.perf_counter() - began:.2f} s computing, "
        f"{time.process_time() - cpu:.2f} s of processor time"
    )


def main() -> None:
    """Run every cell as a process and print one line for each."""
    if len(sys.argv) == 4 and sys.argv[2] == "--one":
        return _one(Path(sys.argv[1]), sys.argv[3])
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(
            "usage: python -m benchmarks.growth DATA\nDATA is a folder with the votes of the unvotes package."
        )
    from benchmarks.running import machine, run

    print(f"{machine()}; load before {os.getloadavg()[0]:.2f}\n")
    print("| what | states | years | whole process, s | peak MB | |\n|---|---|---|---|---|---|")
    cells = [(s, 1.0) for s in _STATES] + [(1.0, y) for y in _YEARS if y != 1.0]
    for what in _WHAT:
        for states, years in cells:
            command = [sys.executable, "-m", "benchmarks.growth", sys.argv[1], "--one"]
            taken = run([*command, f"{what}:{states}:{years}"], 1)
            print(
                f"| {what} | x {states:g} | x {years:g} | {taken.seconds:.2f} | {taken.peak_mb:.0f} | {taken.said} |",
                flush=True,
            )
    return None


if __name__ == "__main__":
    main()
