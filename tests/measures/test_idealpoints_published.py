"""Ideal points against the published estimates, briefly.

Agreement over whole chains is a benchmark (`benchmarks/idealpoints.py`), not a test: it takes minutes. Here a short run
has to be near.
"""

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest

from bilat.measures.idealpoints import make_items, prepare, sample


@pytest.fixture(scope="module")
def assembly(shared):
    from bilat.sources import SOURCES

    folder = shared / "data" / "un_votes"
    read = SOURCES["unvotes"].reader(
        [folder / "unvotes_dgrtwo_votes_1946_2019.parquet", folder / "unvotes_dgrtwo_roll_calls.parquet"]
    )
    links = SOURCES["bsv_matches"].reader([folder / "bsv_matches.csv"]).tables["rollcall_repeats"]
    return prepare(read.tables["votes"], links, read.tables["rollcalls"])


def _published(shared):
    table = pa.parquet.read_table(shared / "data" / "benchmarks" / "bsv_idealpoints_all_apr2020.parquet")
    names = zip(table.column("ccode").to_pylist(), table.column("session").to_pylist(), strict=True)
    values = zip(table.column("IdealPoint").to_pylist(), table.column("NVotes").to_pylist(), strict=True)
    # Germany in session 45 straddles unification; the source calls it 260, the state system 255
    return {
        (255 if (c, s) == (260, 45) else int(c), int(s)): v for (c, s), v in zip(names, values, strict=True)
    }


@pytest.mark.shared
def test_items_and_votes_are_those_of_the_source(assembly, shared):
    assert (len(assembly), len(assembly.rollcall), len(assembly.vote)) == (10_469, 4_784, 797_473)
    theirs = _published(shared)
    mine = {
        (int(c), int(s)): int(n) for c, s, n in zip(assembly.code, assembly.session, assembly.n, strict=True)
    }
    assert mine == {key: int(n) for key, (_, n) in theirs.items()}


@pytest.mark.shared
def test_published_nuclear_points_are_of_smaller_steps(shared):
    """With the paper's 0.5 the distance to the published nuclear file stays; with 0.1 it is that of the other issues."""
    from bilat.sources import SOURCES

    folder = shared / "data" / "un_votes"
    names = ("unvotes_dgrtwo_votes_1946_2019", "unvotes_dgrtwo_roll_calls", "unvotes_dgrtwo_issues")
    read = SOURCES["unvotes"].reader([folder / f"{n}.parquet" for n in names])
    links = SOURCES["bsv_matches"].reader([folder / "bsv_matches.csv"]).tables["rollcall_repeats"]
    items = prepare(read.tables["votes"], links, read.tables["rollcalls"], "nu")
    table = pa.parquet.read_table(shared / "data" / "benchmarks" / "bsv_idealpoints_nuclear_apr2020.parquet")
    names = ("ccode", "session", "IdealPointNuclear", "Q5%Nuclear", "Q95%Nuclear")
    theirs = {
        (int(c), int(s)): (value, (high - low) / 3.2897)
        for c, s, value, low, high in zip(*(table.column(n).to_pylist() for n in names), strict=True)
    }
    r, ratio = {}, {}
    for smooth in (0.5, 0.1):
        points = sample(items, warmup=300, draws=400, smooth=smooth)
        here = [(int(c), int(s)) for c, s in zip(points.code, points.session, strict=True)]
        known = np.array([k in theirs for k in here])
        assert known.sum() > 7_190
        value, sd = np.array([theirs[k] for k in here if k in theirs]).T
        r[smooth] = np.corrcoef(points.mean[known], value)[0, 1]
        ratio[smooth] = points.sd[known].mean() / sd.mean()
    # chains this short are on their way still; whole ones reach .999 (docs/ideal-points.md)
    assert r[0.1] > 0.985 > r[0.5] + 0.005, r
    assert ratio[0.5] > 1.2 > 1.1 > ratio[0.1] > 0.85, ratio


@pytest.mark.shared
def test_late_sessions_are_near_the_published_ones(assembly, shared):
    """Ten sessions by themselves, briefly: the scale is their own, so each session is compared by correlation."""
    late = (assembly.session[assembly.row] >= 60) & (assembly.session[assembly.row] < 70)
    part = make_items(
        assembly.code[assembly.row][late],
        assembly.session[assembly.row][late],
        assembly.item[late],
        assembly.vote[late],
    )
    points = sample(part, warmup=80, draws=120, seed=1)
    theirs = _published(shared)
    other = np.array([theirs[int(c), int(s)][0] for c, s in zip(points.code, points.session, strict=True)])
    for session in range(61, 70):
        at = points.session == session
        assert np.corrcoef(points.mean[at], other[at])[0, 1] > 0.985
