"""Ideal points of all votes for the bundled pack, with either prior: some minutes on two cores."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bilat.measures.idealpoints import fit, write
from bilat.measures.idealpoints.gathering import gather
from bilat.measures.idealpoints.table import file_name

#: Sweeps thrown away and kept in each of two chains.
SWEEPS: dict[str, tuple[int, int]] = {"published": (400, 1200), "smoother": (200, 600)}


def add_ideal_points(tidy: Mapping[str, Any], out: Path, say: Callable[[str], None]) -> None:
    """Estimate from tidy tables and write one file for each prior into `out`."""
    votes, links, rollcalls = gather(tidy)
    for prior, (warmup, draws) in SWEEPS.items():
        points = fit(votes, links, rollcalls, prior=prior, warmup=warmup, draws=draws, seed=1)  # type: ignore[arg-type]
        size = write(points, out / file_name(None, prior))
        say(f"ideal points, {prior}: {size / 1e6:.2f} MB, {points.seconds:.0f} s; {points.summary()}")
