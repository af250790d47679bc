"""Sanctions in force: by hand, and against pandas on the research data."""

import pytest

from bilat.measures.build.sanctions import BUILDERS, NEEDS, TYPES, build_sanctions_year, build_tables
from bilat.record.schema import MEASURE
from bilat.sources import source
from bilat.sources.base import conform


def tidy(*rows, dataset="gsdb"):
    """Rows of (case, sender, target, begin, end, kinds)."""
    columns = {n: [r[i] for r in rows] for i, n in enumerate(("case", "sender", "target", "begin", "end"))}
    columns |= {t: [t in r[5] for r in rows] for t in TYPES}
    return {"sanction_cases": conform("sanction_cases", columns, dataset=dataset)}


def cells(built):
    return {(r["source"], r["target"], r["year"]): r for r in built.table.to_pylist()}


def test_declares():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)


def test_cases_overlap_and_are_directed():
    built = build_sanctions_year(
        tidy(
            (1, 2, 645, 1990, 1991, {"trade"}),
            (2, 2, 645, 1991, 1992, {"trade", "travel"}),
            (3, 645, 2, 1992, 1992, {"other"}),
        )
    )
    got = cells(built)
    assert {k: r["types"] for k, r in got.items()} == {
        (2, 645, 1990): 1,
        (2, 645, 1991): 2,
        (2, 645, 1992): 2,
        (645, 2, 1992): 1,
    }
    assert (got[2, 645, 1990]["travel"], got[2, 645, 1991]["travel"]) == (False, True)
    assert built.covers == (1950, 2022)
    assert build_sanctions_year(tidy((1, 2, 645, 1990, 1991, {"trade"})), since=1991).covers == (1991, 2022)


def test_states_must_exist():
    got = cells(build_sanctions_year(tidy((1, 2, 626, 2009, 2012, {"arms"}))))
    assert min(y for *_, y in got) == 2011  # South Sudan


def test_ties_is_not_the_base():
    assert build_tables(tidy((1, 2, 645, 1990, 1991, {"trade"}), dataset="ties")) == {}


@pytest.fixture(scope="module")
def built(shared):
    reading = source("gsdb").read([shared / "data" / "sanctions" / "gsdb_v3_cases.parquet"])
    return build_sanctions_year(reading.tables)


def test_research_data_russia_and_iraq(built):
    table = built.table.to_pandas()

    def senders(target, year):
        return set(table[(table.target == target) & (table.year == year)].source)

    on_russia = senders(365, 2014)
    assert {2, 20, 200, 220, 255, 740, 900, 385} <= on_russia
    assert 710 not in on_russia
    assert len(senders(365, 2013)) == 0
    # the United Nations' on Iraq bind every member from August 1990 and are nobody's own
    assert 2 in senders(645, 1990)
    assert not {365, 710} & senders(645, 1990)
    assert table.year.max() == 2022


def test_an_unlisted_side_makes_pairs_unknown_not_zero():
    columns = {
        "case": [1, 2],
        "sender": [-1, 2],
        "target": [437, 437],
        "begin": [2005, 2005],
        "end": [2006, 2005],
    }
    columns |= {"group": ["Kimberly Process Participants", None]} | {t: [True, True] for t in TYPES}
    got = cells(build_sanctions_year({"sanction_cases": conform("sanction_cases", columns, dataset="gsdb")}))
    assert got[2, 437, 2005]["types"] == len(TYPES)  # a case of its own is known
    assert got[2, 437, 2006]["types"] is None and got[200, 437, 2005]["types"] is None
    assert (200, 2, 2005) not in got


def test_united_nations_sanctions_are_not_a_members_own():
    columns = {"case": [1], "sender": [750], "target": [645], "begin": [1991], "end": [1992], "group": ["UN"]}
    columns |= {t: [True] for t in TYPES}
    assert not cells(
        build_sanctions_year({"sanction_cases": conform("sanction_cases", columns, dataset="gsdb")})
    )


def test_research_data_single_senders_against_pandas(built, shared):
    import pandas as pd

    raw = pd.read_parquet(shared / "data" / "sanctions" / "gsdb_v3_cases.parquet")
    us = raw[raw.sanctioning_state.str.contains(r"(?:^|, )United States(?:,|$)")]
    cuba = us[us.sanctioned_state == "Cuba"]
    expected = {y for r in cuba.itertuples() for y in range(r.begin, r.end + 1)}
    table = built.table.to_pandas()
    mine = table[(table.source == 2) & (table.target == 40)]
    assert expected <= set(mine.year)
    row = mine[mine.year == 1965].iloc[0]
    kinds = cuba[(cuba.begin <= 1965) & (cuba.end >= 1965)]
    for kind in TYPES:
        assert row[kind] >= bool(kinds[kind].max())
    known = mine.dropna(subset=["types"])
    assert (known.types == known[list(TYPES)].sum(axis=1)).all()
