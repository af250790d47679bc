"""Disputes, rivalries, claims and wars: coverage without false zeros; against pandas on the research data."""

import numpy as np
import pytest

from bilat.measures.build._dyads import MissingDatasetError
from bilat.measures.build.conflict import (
    BUILDERS,
    NEEDS,
    build_claims_year,
    build_disputes_mid_year,
    build_disputes_year,
    build_rivalry_year,
    build_tables,
    build_wars_year,
)
from bilat.record.schema import MEASURE
from bilat.sources import source
from bilat.sources.base import conform


def cells(built, value):
    return {(r["code_a"], r["code_b"], r["year"]): r[value] for r in built.table.to_pylist()}


def rows_of(name, columns, *rows, dataset):
    return {name: conform(name, {c: [r[i] for r in rows] for i, c in enumerate(columns)}, dataset=dataset)}


def disputes(*rows, dataset="gml"):
    names = ("dispute", "code_a", "code_b", "year", "onset", "hostility", "fatality")
    return rows_of("disputes", names, *rows, dataset=dataset)


def test_declares():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)


def test_several_disputes_in_a_year():
    built = build_disputes_year(
        disputes(
            (1, 2, 365, 1962, False, 4, 0),
            (2, 2, 365, 1962, True, 3, 1),
            (3, 2, 710, 1962, False, 4, None),
            (4, 2, 710, 1962, False, 3, 2),
            (5, 2, 40, 1962, False, 5, 6),
            (6, 2, 40, 1962, False, 3, None),
        )
    )
    assert cells(built, "hostility") == {(2, 40, 1962): 5, (2, 365, 1962): 4, (2, 710, 1962): 4}
    assert cells(built, "onset") == {(2, 40, 1962): 0, (2, 365, 1962): 1, (2, 710, 1962): 0}
    # a toll that is not known may be the highest, unless another is at the top of the scale
    assert cells(built, "fatality") == {(2, 40, 1962): 6, (2, 365, 1962): 1, (2, 710, 1962): None}
    assert set(cells(built, "disputes").values()) == {2}
    assert built.covers == (1816, 2010)


def test_gml_and_mid_are_two_tables():
    table = disputes((1, 2, 365, 1962, True, 4, 0), dataset="cow_mid")
    with pytest.raises(MissingDatasetError, match="gml"):
        build_disputes_year(table)
    assert build_disputes_mid_year(table).covers == (1816, 2014)
    assert set(build_tables(table)) == {"disputes_mid_year"}


def rivalries(*rows, dataset):
    return rows_of("rivalries", ("code_a", "code_b", "start", "end"), *rows, dataset=dataset)


def test_rivalries_are_clipped_to_the_coverage_and_to_the_states():
    table = rivalries(
        (2, 710, 1996, 2020), (200, 220, 1494, 1716), (255, 365, 1939, 1950), dataset="rivalries_tss"
    )
    built = build_rivalry_year(table)
    found = cells(built, "rivalry")
    assert {y for a, b, y in found if (a, b) == (2, 710)} == set(range(1996, 2021))
    assert {y for a, b, y in found if (a, b) == (255, 365)} == set(range(1939, 1946))  # no Germany after 1945
    assert (200, 220, 1716) not in found
    assert built.covers == (1816, 2020)
    assert "Thompson, Sakuwa" in built.note


def test_the_other_list_of_rivalries_ends_earlier():
    built = build_rivalry_year(rivalries((2, 710, 1996, 2010), dataset="rivalries_td"))
    assert built.covers == (1816, 2010)
    assert built.datasets == ("rivalries_td",)


def test_a_claim_without_an_end_makes_the_number_unknown():
    built = build_claims_year(
        rows_of(
            "claims",
            ("claim", "challenger", "target", "start", "end"),
            (1, 750, 710, 2010, 2012),
            (2, 710, 750, 2011, None),
            (3, 816, 710, 2015, 2017),
            dataset="icow",
        )
    )
    found = cells(built, "claims")
    assert found[710, 750, 2010] == 1
    assert found[710, 750, 2011] == 2  # both known to stand when the second begins
    assert found[710, 750, 2012] is None
    assert found[710, 750, 2017] is None
    assert found[710, 816, 2017] == 1
    assert built.covers == (1816, 2017)


def wars(dataset, *rows):
    names = ("war", "code_a", "code_b", "year", "intensity", "type")
    return conform("wars", {c: [r[i] for r in rows] for i, c in enumerate(names)}, dataset=dataset)


def test_wars_of_both_sources_and_their_coverage():
    import pyarrow as pa

    cow = wars("cow_war_inter", (1, 2, 645, 2003, 2, "interstate"), (2, 255, 365, 1941, 2, "interstate"))
    ucdp = wars(
        "ucdp_acd",
        (9, 2, 645, 2003, 2, "interstate"),
        (10, 365, 369, 2022, 2, "interstate"),
        (11, 620, 625, 2019, 1, "internationalised"),
        (12, 2, 710, 1950, 2, "supporters"),
    )
    both = build_wars_year({"wars": pa.concat_tables([cow, ucdp])})
    assert set(cells(both, "war")) == {(2, 645, 2003), (255, 365, 1941), (365, 369, 2022)}
    assert both.covers == (1816, 2024)
    assert build_wars_year({"wars": ucdp}).covers == (1946, 2024)
    assert build_wars_year({"wars": cow}).covers == (1816, 2007)  # silence after 2007 is not peace
    assert build_wars_year({"wars": cow}, since=1946).covers == (1946, 2007)


@pytest.fixture(scope="module")
def built(shared):
    folder = shared / "data" / "disputes"
    import pyarrow as pa

    tidy = {}
    for name, files in {
        "gml": ["gml_dirdisp"],
        "cow_mid": ["cow_mid_dirdisps"],
        "rivalries_tss": ["tss_rivalries"],
        "rivalries_td": ["td_rivalries"],
        "icow": ["icow_territorial_claims_v101_ext2017", "icow_ext2017_claim_dyad_year_cooley"],
        "cow_war_inter": ["cow_war_inter"],
        "ucdp_acd": ["ucdp_acd"],
    }.items():
        for key, table in source(name).read([folder / f"{f}.parquet" for f in files]).tables.items():
            tidy.setdefault(key, []).append(table)
    tidy = {k: pa.concat_tables(v) for k, v in tidy.items()}
    return tidy, build_tables(tidy)


def test_research_data_disputes_against_pandas(built, shared):
    import pandas as pd

    raw = pd.read_parquet(shared / "data" / "disputes" / "gml_dirdisp.parquet")
    raw = raw[(raw.ccode1 < raw.ccode2) & (raw.year >= 1946)]
    counts = raw.groupby(["ccode1", "ccode2", "year"]).agg(
        n=("dispnum", "nunique"), onset=("midonset", "max")
    )
    table = built[1]["disputes_year"].table.to_pandas()
    table = table[table.year >= 1946].set_index(["code_a", "code_b", "year"])
    shared_rows = table.index.intersection(counts.index)
    assert len(shared_rows) == len(table)
    # a few rows are of states that were not in the system in the year
    assert len(counts) - len(table) <= 20
    assert (table.disputes == counts.loc[table.index].n).all()
    assert (table.onset == counts.loc[table.index].onset).all()


def test_research_data_gml_and_mid_agree_mostly(built):
    gml, mid = (built[1][n].table.to_pandas() for n in ("disputes_year", "disputes_mid_year"))
    both = gml.merge(mid, on=["code_a", "code_b", "year"], how="outer", indicator=True)
    both = both[both.year.between(1946, 2010)]
    shares = both._merge.value_counts(normalize=True)
    assert shares["both"] > 0.85
    met = both[both._merge == "both"]
    assert (met.hostility_x == met.hostility_y).mean() > 0.9


def test_research_data_landmarks(built):
    tables = built[1]
    disputes_ = cells(tables["disputes_year"], "hostility")
    assert disputes_[710, 816, 1979] == 5
    assert disputes_[365, 710, 1969] == 4
    assert (2, 365, 1962) in disputes_
    assert disputes_[2, 365, 1962] == 4
    claims = cells(tables["claims_year"], "claims")
    assert claims[710, 750, 2017] == 3
    assert claims[710, 816, 2017] == 2
    assert claims[371, 373, 2010] is None
    war = cells(tables["wars_year"], "war")
    assert {(710, 816, 1979), (365, 369, 2022), (2, 645, 2003), (2, 710, 1951)} <= set(war)
    assert (365, 710, 1969) in war  # the Ussuri clashes: an armed conflict by UCDP's rule of 25 deaths
    assert (365, 710, 1979) not in war
    rivals = cells(tables["rivalry_year"], "rivalry")
    assert (365, 369, 2020) in rivals
    assert (365, 710, 2000) not in rivals
    assert tables["rivalry_year"].datasets == ("rivalries_tss",)


def test_research_data_claims_against_the_claim_dyad_years(built):
    """Others made pair-years of the same claims: where ours are known, nearly all are theirs."""
    theirs = built[0]["claims"].to_pandas()
    theirs = theirs[theirs.dataset == "icow_years"]
    pairs = set()
    for r in theirs.itertuples():
        pairs |= {(r.challenger, r.target, y) for y in range(int(r.start), int(r.end) + 1)}
    ours = {k for k, v in cells(built[1]["claims_year"], "claims").items() if v is not None and k[2] >= 1990}
    late = {k for k in pairs if k[2] >= 1990}
    assert len(ours & late) / len(ours | late) > 0.75


def test_research_data_rivalries_against_spans(built):
    spans = built[0]["rivalries"].to_pandas()
    spans = spans[spans.dataset == "rivalries_tss"]
    table = built[1]["rivalry_year"].table.to_pandas()
    for year in (1950, 1985, 2020):
        active = spans[(spans.start <= year) & (spans.end >= year)]
        mine = table[table.year == year]
        assert len(mine) <= len(active)
        assert len(active) - len(mine) <= 3  # states not in the system that year
    assert np.all(table.rivalry == 1)
