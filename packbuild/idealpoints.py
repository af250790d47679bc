"""Ideal points for the bundled pack: all votes with either prior, issues as in the source; some ten minutes on two cores."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bilat.measures.idealpoints import fit, write
from bilat.measures.idealpoints.gathering import gather
from bilat.measures.idealpoints.running import Prior
from bilat.measures.idealpoints.table import file_name

#: What is estimated; the two-sided walk has the lengths of `running.LENGTHS`.
RUNS: tuple[tuple[str | None, Prior], ...] = (
    (None, "published"),
    (None, "smoother"),
    *((issue, "published") for issue in ("me", "nu", "di", "hr", "co", "ec")),
)
#: Of the published sampler: sweeps thrown away, draws kept, sweeps for each draw; of all votes, and of an issue.
ALL_LENGTHS, ISSUE_LENGTHS = (3000, 2000, 6), (2000, 2000, 3)


def add_ideal_points(tidy: Mapping[str, Any], out: Path, say: Callable[[str], None]) -> None:
    """Estimate from tidy tables and write one file for each run into `out`."""
    votes, links, rollcalls = gather(tidy)
    for issue, prior in RUNS:
        named = zip(("warmup", "draws", "thin"), ISSUE_LENGTHS if issue else ALL_LENGTHS, strict=True)
        lengths = dict(named) if prior == "published" else {}
        points = fit(votes, links, rollcalls, issue=issue, prior=prior, seed=1, **lengths)
        size = write(points, out / file_name(issue, prior))
        say(
            f"ideal points, {issue or 'all votes'}, {prior}: {size / 1e6:.2f} MB, {points.seconds:.0f} s; {points.summary()}"
        )
