"""S of alliance portfolios, against the published values (ATOP 5.1, squared distances, valued obligations)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bilat import states
from bilat.measures.alliance import alliance_matrix, alliance_rank, alliance_similarity


def by_hand(x, squared):
    n = len(x)
    out = np.empty((n, n))
    for i in range(n):
        for j in range(n):
            d = np.abs(x[i] - x[j])
            out[i, j] = 1 - 2 * ((d**2).sum() / (9 * n) if squared else d.sum() / (3 * n))
    return out


matrices = st.integers(1, 7).flatmap(
    lambda n: arrays(np.float64, (n, n), elements=st.integers(0, 3).map(float))
)


@given(matrices, st.booleans())
def test_equals_the_definition(x, squared):
    np.testing.assert_allclose(alliance_similarity(x, squared=squared), by_hand(x, squared), atol=1e-12)


@given(matrices)
def test_symmetric_bounded_and_one_with_oneself(x):
    s = alliance_similarity(x)
    assert np.allclose(s, s.T)
    assert np.allclose(np.diagonal(s), 1)
    assert (s <= 1 + 1e-12).all()
    assert (s >= -1 - 1e-12).all()


def test_bad_matrices():
    with pytest.raises(ValueError, match="square"):
        alliance_similarity(np.zeros((2, 3)))
    with pytest.raises(ValueError, match="0 to 3"):
        alliance_similarity(np.full((2, 2), 4.0))


def test_matrix_leaves_out_others_and_fills_the_diagonal():
    codes = np.array([2, 20, 200])
    m = alliance_matrix(codes, np.array([2, 2, 710]), np.array([20, 999, 2]), [1, 3, 3])
    assert m.tolist() == [[3, 1, 0], [0, 3, 0], [0, 0, 3]]


def test_rank_is_that_of_the_literature_not_of_our_ladder():
    yes, no = [True], [False]
    assert alliance_rank(no, yes, no, no, no).tolist() == [3]
    assert alliance_rank(no, no, no, yes, yes).tolist() == [2]  # consultation above nonaggression
    assert alliance_rank(no, no, no, yes, no).tolist() == [1]
    assert alliance_rank(no, no, no, no, no).tolist() == [0]


@pytest.mark.parametrize("year", [1816, 1870, 1914, 1938, 1955, 1990, 1991, 2010, 2014])
def test_published_s(shared, year):
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from bilat.sources import source

    table = (
        source("atop")
        .read([shared / "data" / "alliances" / "atop_alliance.parquet"])
        .tables["alliance_years"]
    )
    rows = table.filter(pc.equal(table.column("year"), year))
    col = {c: rows.column(c).to_numpy(zero_copy_only=False) for c in rows.column_names}
    kinds = ("defence", "offence", "neutrality", "nonaggression", "consultation")
    codes = states.system(year)
    s = alliance_similarity(
        alliance_matrix(codes, col["source"], col["target"], alliance_rank(*(col[k] for k in kinds)))
    )
    file = shared / "data" / "benchmarks" / "fpsim_sallyvs_atop51_1816_2018.parquet"
    published = pq.read_table(file, filters=[("year", "=", year)]).to_pandas()
    assert len(published) == len(codes) ** 2
    i, j = (np.searchsorted(codes, published[c]) for c in ("ccode1", "ccode2"))
    known = published.sallyvs.notna().to_numpy()
    assert known.mean() > 0.9  # they leave a few pairs open in years when states came or went
    gap = np.abs(s[i, j] - published.sallyvs.to_numpy())[known]
    assert gap.max() < 1e-6  # theirs are single precision


def test_from_a_record(tmp_path, shared):
    """The same from a folder of measure tables, and no answer outside their coverage."""
    from bilat.errors import CoverageError
    from bilat.measures.alliance import alliance_s
    from bilat.measures.build import build_all
    from bilat.record.record import Record
    from bilat.sources import source
    from bilat.types import Provenance

    atop = source("atop")
    tidy = atop.read([shared / "data" / "alliances" / "atop_alliance.parquet"]).tables
    meta = {"atop": Provenance(atop.title, atop.version, None, *atop.covers, atop.citation, atop.licence)}
    build_all(tidy, meta, tmp_path, since=1946, only=("obligations_year",))
    record = Record(tmp_path)
    codes, s = alliance_s(record, 1950)
    us, uk, ussr = (int(np.searchsorted(codes, c)) for c in (2, 200, 365))
    assert s[us, uk] > s[us, ussr]
    with pytest.raises(CoverageError, match="2018"):
        alliance_s(record, 2019)
