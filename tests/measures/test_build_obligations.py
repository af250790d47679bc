"""The ladder of obligations: by hand, against ATOP's two paths, and against COW."""

import numpy as np
import pytest

from bilat.errors import SourceError
from bilat.measures.build.obligations import BUILDERS, NEEDS, build_obligations_year, rungs
from bilat.record.schema import MEASURE, TIDY
from bilat.sources import source
from bilat.sources.base import conform

KINDS = ("defence", "offence", "neutrality", "nonaggression", "consultation")


def years(rows, dataset="atop"):
    """Rows of (source, target, year, kinds as letters d o n p c)."""
    columns = {"source": [r[0] for r in rows], "target": [r[1] for r in rows], "year": [r[2] for r in rows]}
    columns |= {k: [letter in r[3] for r in rows] for k, letter in zip(KINDS, "donpc", strict=True)}
    return conform("alliance_years", columns, dataset=dataset)


def built(*rows, **kwargs):
    return build_obligations_year({"alliance_years": years(rows, **kwargs)})


def cells(result):
    return {(r["source"], r["target"], r["year"]): r for r in result.table.to_pylist()}


def test_modules_declare_what_they_need():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)
    assert all(t in TIDY for wants in NEEDS.values() for t in wants)


@pytest.mark.parametrize(
    ("kinds", "rung"), [("d", 3), ("o", 3), ("n", 2), ("p", 2), ("c", 1), ("dnpc", 3), ("pc", 2)]
)
def test_rungs(kinds, rung):
    assert cells(built((2, 20, 1950, kinds)))[2, 20, 1950]["rung"] == rung


def test_rungs_of_nothing():
    none = np.zeros(1, dtype=bool)
    assert rungs(none, none, none, none, none).tolist() == [0]


def test_directed_ties_stay_directed():
    # a guarantee: 200 owes 220 defence, 220 owes 200 consultation, 255 nothing
    result = built((200, 220, 1930, "dc"), (220, 200, 1930, "c"), (255, 200, 1930, ""), (255, 220, 1930, "p"))
    got = {k: v["rung"] for k, v in cells(result).items()}
    assert got == {(200, 220, 1930): 3, (220, 200, 1930): 1, (255, 220, 1930): 2}


def test_states_outside_the_system_have_no_row():
    # Monaco joined the COW system in 1993, West Germany in 1955
    result = built((220, 221, 1990, "d"), (220, 221, 1995, "d"), (260, 220, 1954, "d"), (260, 220, 1955, "d"))
    assert set(cells(result)) == {(220, 221, 1995), (260, 220, 1955)}


def test_coverage_is_that_of_the_rows_and_never_before_the_system():
    result = built((200, 220, 1815, "d"), (200, 220, 2018, "d"))
    assert result.covers == (1816, 2018)
    assert result.codes is None
    assert build_obligations_year(
        {"alliance_years": years([(2, 20, 1940, "d"), (2, 20, 1950, "d")])}, since=1946
    ).covers == (
        1946,
        1950,
    )


def test_atop_is_preferred_and_cow_is_the_fallback():
    import pyarrow as pa

    both = pa.concat_tables(
        [years([(2, 20, 1950, "d")]), years([(2, 40, 1950, "d")], dataset="cow_alliances")]
    )
    result = build_obligations_year({"alliance_years": both})
    assert result.datasets == ("atop",)
    assert set(cells(result)) == {(2, 20, 1950)}
    assert built((2, 40, 1950, "d"), dataset="cow_alliances").datasets == ("cow_alliances",)


def test_no_rows_is_an_error_not_an_empty_world():
    with pytest.raises((SourceError, ValueError)):
        built()


@pytest.fixture(scope="module")
def atop(shared):
    folder = shared / "data" / "alliances"
    return source("atop").read([folder / "atop_alliance.parquet", folder / "atop51_member.parquet"]).tables


def test_known_pairs(atop):
    result = build_obligations_year(atop, since=1946)
    assert result.covers == (1946, 2018)
    table = result.table.to_pandas().set_index(["source", "target", "year"]).rung
    russia, china = table.loc[365, 710], table.loc[710, 365]
    assert (russia.loc[1950:1979] == 3).all()  # the pact of 1950
    assert not set(russia.index) & set(range(1981, 1992))
    assert (russia.loc[1992:] == 2).all()
    assert russia.equals(china)
    taiwan = table.loc[2, 713]
    assert (taiwan.index.min(), taiwan.index.max()) == (1954, 1980)
    assert table.loc[2, 200, 2018] == 3
    # ATOP takes the Helsinki act, and the Treaty of Amity of ASEAN with those who joined it, as promises of
    # nonaggression among all their members: a rung 2 that says little
    assert table.loc[2, 365, 1990] == table.loc[2, 365, 2018] == table.loc[2, 710, 2018] == 2
    assert (2, 365, 1960) not in table.index
    assert (2, 710, 2008) not in table.index


def test_two_paths_from_the_same_treaties_agree(atop):
    """ATOP's own dyad-years, and dyad-years made from its members and phases."""
    from bilat.sources.atop import dyad_years

    theirs = build_obligations_year(atop).table.to_pandas()
    ours = build_obligations_year({"alliance_years": dyad_years(atop["alliance_members"])}).table.to_pandas()
    key = ["source", "target", "year"]
    joined = theirs.merge(ours, on=key, how="outer", suffixes=("", "_members"), indicator=True)
    differ = joined[(joined._merge != "both") | (joined.rung != joined.rung_members)]
    # treaties that bind a member towards some partners only: guarantees such as Locarno's, nearly all before 1946
    assert 0 < len(differ) / len(joined) < 0.0015
    # and, in 1990 and 1992, states and their successors who never were members at the same time
    late = differ[differ.year >= 1946]
    assert set(late.year) <= {1956, 1990, 1992}
    assert len(late) <= 15


def test_against_cow_alliances(atop, shared):
    """Another project, other rules of inclusion: defence pacts of ATOP and COW mostly coincide."""
    cow = source("cow_alliances").read([shared / "data" / "raw" / "version4.1_csv.zip"]).tables
    theirs = build_obligations_year(cow).table.to_pandas()
    ours = build_obligations_year(atop).table.to_pandas()
    key = ["source", "target", "year"]
    a = {tuple(r) for r in ours[(ours.rung == 3) & ours.year.between(1950, 2012)][key].to_numpy()}
    b = {tuple(r) for r in theirs[(theirs.rung == 3) & theirs.year.between(1950, 2012)][key].to_numpy()}
    assert len(a & b) / len(a | b) > 0.75
