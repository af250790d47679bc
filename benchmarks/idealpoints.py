"""Ideal points of all sessions beside the published ones.

``python -m benchmarks.idealpoints DATA [--long] [--smoother] [SEED ...]``

DATA is a folder that holds the votes and roll calls of the unvotes package, `bsv_matches.csv`, and
`bsv_idealpoints_all_apr2020.parquet`. The whole process is what counts for the first seed; later seeds are compiled
already. The number of sweeps is fixed beforehand and nothing is stopped by how well it agrees. Processor time is given beside
wall time: on a machine that others use, only the former means much. Nothing here is an assertion.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

_BEGAN = time.perf_counter()

import numpy as np  # noqa: E402

from bilat.measures.idealpoints import IdealPoints, Items, prepare, sample  # noqa: E402
from bilat.measures.idealpoints.running import Prior  # noqa: E402

#: Sweeps thrown away, draws, sweeps for each: what fits into a minute, and what the bundled estimates had.
_SHORT, _LONG = (1500, 1167, 3), (3000, 2000, 6)
#: From the width of a 90% interval to a standard deviation.
_WIDTH = 3.2897
#: Sessions before the first repeated resolution: nothing ties their level to that of later ones.
_UNTIED = 5


def read(data: Path) -> Items:
    """Read votes, roll calls and repeats, and make items of them."""
    from benchmarks.running import find
    from bilat.sources import SOURCES

    found = SOURCES["unvotes"].reader(
        [
            find(data, "unvotes_dgrtwo_votes_1946_2019.parquet"),
            find(data, "unvotes_dgrtwo_roll_calls.parquet"),
        ]
    )
    links = SOURCES["bsv_matches"].reader([find(data, "bsv_matches.csv")])
    return prepare(found.tables["votes"], links.tables["rollcall_repeats"], found.tables["rollcalls"])


def published(data: Path, points: IdealPoints) -> np.ndarray:
    """Return published value, 5% and 95% quantile of each state-session: (3, state-sessions)."""
    import pyarrow.parquet as pq

    from benchmarks.running import find

    table = pq.read_table(find(data, "bsv_idealpoints_all_apr2020.parquet"))
    columns = [table.column(c).to_pylist() for c in ("ccode", "session", "IdealPoint", "Q5%", "Q95%")]
    by_key = {}
    for code, session, *values in zip(*columns, strict=True):
        # Germany in session 45 straddles unification: 260 there, 255 here
        by_key[255 if (code, session) == (260, 45) else int(code), int(session)] = values
    keys = zip(points.code.tolist(), points.session.tolist(), strict=True)
    return np.array([by_key[key] for key in keys]).T


def compare(points: IdealPoints, theirs: np.ndarray) -> str:
    """Say how far the estimates are from the published ones."""
    value, low, high = theirs
    sessions = np.unique(points.session)
    by_session = [
        float(np.corrcoef(points.mean[points.session == s], value[points.session == s])[0, 1])
        for s in sessions
    ]
    late = points.session > _UNTIED
    inside = (low <= points.mean) & (points.mean <= high)
    sd, their_sd = (points.q95 - points.q05) / _WIDTH, (high - low) / _WIDTH
    return (
        f"r {np.corrcoef(points.mean, value)[0, 1]:.5f} "
        f"(after session {_UNTIED}: {np.corrcoef(points.mean[late], value[late])[0, 1]:.5f}); "
        f"by session median {np.median(by_session):.5f}, least {min(by_session):.4f} "
        f"(session {sessions[int(np.argmin(by_session))]}); "
        f"SD r {np.corrcoef(sd, their_sd)[0, 1]:.4f}, ratio {sd.mean() / their_sd.mean():.3f}; "
        f"inside the published band {inside.mean():.2%} (after session {_UNTIED}: {inside[late].mean():.2%}); "
        f"session 1 mean {points.mean[points.session == 1].mean():.2f}, "
        f"published {value[points.session == 1].mean():.2f}"
    )


def main() -> None:
    """Fit once for each seed and compare."""
    if len(sys.argv) < 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python -m benchmarks.idealpoints DATA [--long] [--smoother] [SEED ...]")
    from benchmarks.running import machine

    data = Path(sys.argv[1])
    load = os.getloadavg()[0]
    items = read(data)
    print(f"{machine()}; load before {load:.2f}")
    print(
        f"{len(items.vote):,} votes, {len(items.rollcall):,} items, {len(items):,} state-sessions", flush=True
    )
    warmup, draws, thin = _LONG if "--long" in sys.argv else _SHORT
    prior: Prior = "smoother" if "--smoother" in sys.argv else "published"
    for n, seed in enumerate([int(s) for s in sys.argv[2:] if not s.startswith("--")] or [1]):
        cpu = time.process_time()
        points = sample(items, prior=prior, warmup=warmup, draws=draws, thin=thin, seed=seed)
        cpu = time.process_time() - cpu
        whole = f", whole process {time.perf_counter() - _BEGAN:.1f} s" if n == 0 else ""
        print(
            f"{prior}, seed {seed}: 2 chains of {warmup} + {draws * thin} sweeps in {points.seconds:.1f} s{whole}; "
            f"{cpu / 2:.1f} s of processor time for each chain"
        )
        print(f"  {points.summary()}")
        print(f"  {compare(points, published(data, points))}", flush=True)
    print(
        f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, load after {os.getloadavg()[0]:.2f}"
    )


if __name__ == "__main__":
    main()
