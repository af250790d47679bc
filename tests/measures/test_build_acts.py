"""How states act: every count against its own coverage, and against pandas on the research data."""

import numpy as np
import pyarrow as pa
import pytest

from bilat.measures.build.acts import BUILDERS, NEEDS, build_acts_state_year, build_tables
from bilat.record.schema import MEASURE
from bilat.sources import source
from bilat.sources._arms import deliveries
from bilat.sources.base import conform


def table(name, dataset, **columns):
    return conform(name, columns, dataset=dataset)


@pytest.fixture
def tidy():
    flags = {
        k: [k == "defence"] * 2 for k in ("defence", "offence", "neutrality", "nonaggression", "consultation")
    }
    return {
        "alliance_years": table(
            "alliance_years", "atop", source=[2, 2], target=[20, 200], year=[2010, 2010], **flags
        ),
        "arms_deliveries": deliveries(
            *[np.array(x) for x in ([2, 2, 2], [20, 200, 20], [2010, 2010, 2008], [1.0, 2.0, 3.0])],
            dataset="sipri_tiv",
            approximate=False,
        ),
        "disputes": table(
            "disputes",
            "gml",
            dispute=[1, 1, 2],
            code_a=[2, 2, 2],
            code_b=[645, 630, 40],
            year=[2010, 2010, 2010],
            onset=[True, True, False],
            hostility=[4, 3, 3],
            fatality=[0, 0, 0],
            initiator=[2, 2, 2],
        ),
        "wars": table(
            "wars",
            "ucdp_acd",
            war=[1, 1],
            code_a=[2, 2],
            code_b=[645, 630],
            year=[2010, 2010],
            intensity=[2, 2],
            type=["interstate"] * 2,
        ),
        "sanction_cases": table(
            "sanction_cases",
            "gsdb",
            case=[1, 2, 3],
            sender=[2, 2, 20],
            target=[40, 645, 2],
            group=[None, "UN", None],
            begin=[2000, 2000, 2010],
            end=[2022, 2022, 2010],
            trade=[True, True, True],
        ),
    }


def rows(built):
    return {(r["code"], r["year"]): r for r in built.table.to_pylist()}


def test_declares():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)


def test_counts(tidy):
    got = rows(build_acts_state_year(tidy, since=2005))
    act = got[2, 2010]
    assert (act["obligations"], act["arms_recipients"]) == (2, 2)
    assert (act["disputes"], act["disputes_begun"]) == (2, 1)  # one dispute with two opponents is one
    assert act["wars"] == 2
    assert act["sanctions_sent"] == 1  # the United Nations' do not count
    assert act["sanctions_faced"] == 1
    assert got[710, 2010]["disputes"] == 0
    assert got[645, 2010]["sanctions_faced"] == 0


def test_outside_its_coverage_a_count_is_unknown(tidy):
    built = build_acts_state_year(tidy, since=2005)
    got = rows(built)
    assert got[2, 2011]["disputes"] is None  # GML ends in 2010
    assert got[2, 2022]["sanctions_sent"] == 1
    assert got[2, 2023]["sanctions_sent"] is None
    assert got[2, 2024]["wars"] == 0
    assert (626, 2010) not in got  # South Sudan is not there yet
    assert built.covers == (2005, 2024)


def test_all_sources_or_none(tidy):
    assert set(build_tables(tidy)) == {"acts_state_year"}
    tidy["disputes"] = tidy["disputes"].set_column(0, "dataset", pa.array(["cow_mid"] * 3))
    assert build_tables(tidy) == {}


def test_research_data(shared):
    import pandas as pd

    data = shared / "data"
    files = {
        "atop": ["alliances/atop51_member"],
        "sipri_tiv": ["arms/sipri_tiv_dyad_year_1950_2021_360info"],
        "gml": ["disputes/gml_dirdisp"],
        "cow_war_inter": ["disputes/cow_war_inter"],
        "ucdp_acd": ["disputes/ucdp_acd"],
        "gsdb": ["sanctions/gsdb_v3_cases"],
    }
    tidy = {}
    for name, paths in files.items():
        for key, found in source(name).read([data / f"{p}.parquet" for p in paths]).tables.items():
            tidy.setdefault(key, []).append(found)
    built = build_acts_state_year({k: pa.concat_tables(v) for k, v in tidy.items()}, since=1946)
    got = rows(built)

    raw = pd.read_parquet(data / "disputes" / "gml_dirdisp.parquet")
    russian = raw[(raw.ccode1 == 365) & (raw.year == 2008)]
    assert got[365, 2008]["disputes"] == russian.dispnum.nunique()
    begun = russian[(russian.midonset == 1) & (russian.sidea1 == 1) & (russian.orig1 == 1)]
    assert got[365, 2008]["disputes_begun"] == begun.dispnum.nunique()

    tiv = pd.read_parquet(data / "arms" / "sipri_tiv_dyad_year_1950_2021_360info.parquet")
    sold = tiv[(tiv.supplier == "China") & (tiv.year == 2015)]
    rebels = sold.recipient.str.contains(r"\*|nknown|Libya GNC")
    assert got[710, 2015]["arms_recipients"] == sold[~rebels].recipient.nunique()
    assert got[710, 2022]["arms_recipients"] is None
    assert built.covers == (1946, 2024)
