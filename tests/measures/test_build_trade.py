"""Trade shares: missing stays missing; against pandas on the research data."""

import numpy as np
import pytest

from bilat.measures.build._dyads import MissingDatasetError
from bilat.measures.build.trade import (
    BUILDERS,
    NEEDS,
    breaks,
    build_tables,
    build_trade_dots_year,
    build_trade_itpde_year,
    build_trade_year,
)
from bilat.record.schema import MEASURE
from bilat.sources import source
from bilat.sources.base import conform


def tidy(*rows, dataset="cow_trade"):
    """Rows of (exporter, importer, year, amount), and month where there is a fifth."""
    names = ("exporter", "importer", "year", "usd_m", "month")[: len(rows[0])]
    columns = {n: [r[i] for r in rows] for i, n in enumerate(names)}
    return {"trade_flows": conform("trade_flows", columns, dataset=dataset)}


def cells(built):
    return {(r["source"], r["target"], r["year"]): r for r in built.table.to_pylist()}


def test_declares():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)


def test_shares_by_hand():
    built = build_trade_year(
        tidy((2, 20, 2000, 30.0), (20, 2, 2000, 10.0), (2, 710, 2000, 50.0), (710, 2, 2000, 10.0))
    )
    got = cells(built)
    assert got[2, 20, 2000]["share"] == pytest.approx(0.4)
    assert got[2, 20, 2000]["export_share"] == pytest.approx(30 / 80)
    assert got[2, 20, 2000]["import_share"] == pytest.approx(0.5)
    assert got[20, 2, 2000]["share"] == 1.0
    assert built.covers == (2000, 2000)


def test_missing_is_not_zero():
    got = cells(
        build_trade_year(
            tidy((2, 20, 2000, 30.0), (20, 2, 2000, None), (2, 710, 2000, 10.0), (710, 2, 2000, 0.0))
        )
    )
    assert np.isnan(got[2, 20, 2000]["share"])
    assert np.isnan(got[2, 20, 2000]["import_share"])
    assert np.isnan(got[2, 20, 2000]["index"])
    assert got[2, 20, 2000]["export_share"] == pytest.approx(0.75)
    assert got[2, 710, 2000]["share"] == pytest.approx(0.25)
    # no imports at all: no share of them, but the pair's total is known
    assert np.isnan(got[2, 710, 2000]["import_share"])
    none = cells(build_trade_year(tidy((2, 20, 2000, None), (20, 2, 2000, None), (2, 710, 2000, 1.0))))
    assert (2, 20, 2000) not in none


def test_the_index_has_the_pairs_own_mean():
    rows = [(2, 20, y, a) for y, a in ((2000, 10.0), (2001, 30.0))]
    rows += [(20, 2, y, a) for y, a in ((2000, 10.0), (2001, 30.0))]
    got = cells(build_trade_year(tidy(*rows)))
    assert (got[2, 20, 2000]["index"], got[2, 20, 2001]["index"]) == (50.0, 150.0)
    assert got[20, 2, 2001]["index"] == 150.0
    late = cells(build_trade_year(tidy(*rows), since=2001))
    assert set(late) == {(2, 20, 2001), (20, 2, 2001)}
    assert late[2, 20, 2001]["index"] == 100.0


def test_tables_are_never_joined():
    tables = tidy((2, 20, 2000, 30.0), (20, 2, 2000, 1.0))
    with pytest.raises(MissingDatasetError, match="itpde"):
        build_trade_itpde_year(tables)
    assert set(build_tables(tables)) == {"trade_year"}
    baci = tidy((2, 20, 2022, 30.0), (20, 2, 2022, 1.0), dataset="baci")
    assert set(build_tables(baci)) == {"trade_baci_year"}


def flows(**series):
    """Say which years of each named series from 2001 on break it; all run between the same two states unless named apart."""
    found = {}
    for number, (name, amounts) in enumerate(series.items()):
        n = len(amounts)
        sides = np.full(n, 2), np.full(n, 20 + number)
        hit = breaks(*sides, np.arange(2001, 2001 + n), np.array(amounts, dtype=float))
        found[name] = (2001 + np.flatnonzero(hit)).tolist()
    return found


def test_a_flow_that_leaps_out_of_its_series_is_left_out():
    found = flows(
        hole=[900, 880, 20, 910],
        spike=[100, 110, 9000, 120],
        last=[900, 950, 40],
        collapse=[900, 50, 40, 30],
        small=[9, 0.1, 10],
        steady=[100, 150, 230, 400],
        unknown_beside=[np.nan, 900, np.nan, 20],
        none=[900, 0, 950],
    )
    assert found["hole"] == [2003] and found["spike"] == [2003] and found["none"] == [2002]
    assert found["last"] == [2003]  # nothing after it says that trade came back, so it is not known
    assert found["collapse"] == [
        2001
    ]  # the year before a lasting fall stands alone: it is that one which breaks
    assert found["small"] == found["steady"] == found["unknown_beside"] == []


def test_a_broken_flow_is_unknown_in_the_table_and_not_in_other_sources():
    rows = [(a, b, y, 1000.0) for a, b in ((2, 20), (20, 2)) for y in (2001, 2002, 2003)]
    rows = [(a, b, y, 3.0 if (a, y) == (2, 2002) else usd) for a, b, y, usd in rows]
    table = cells(build_trade_itpde_year(tidy(*rows, dataset="itpde")))
    assert np.isnan(table[2, 20, 2002]["share"]) and table[2, 20, 2003]["share"] == 1.0
    assert cells(build_trade_year(tidy(*rows)))[2, 20, 2002]["share"] == 1.0


def test_only_whole_years_of_months():
    rows = [(a, b, 2019, 1.0, m) for a, b in ((2, 20), (20, 2)) for m in range(1, 13)]
    rows += [(2, 710, 2019, 1.0, m) for m in range(1, 12)]  # a month short
    rows += [(2, 20, 2020, 1.0, m) for m in range(1, 10)]
    built = build_trade_dots_year(tidy(*rows, dataset="imf_dots"))
    got = cells(built)
    assert set(got) == {(2, 20, 2019), (20, 2, 2019)}
    assert built.covers == (2019, 2019)
    assert built.codes == {2, 20}
    with pytest.raises(MissingDatasetError, match="imf_dots"):
        build_trade_dots_year(tidy(*rows[-9:], dataset="imf_dots"))


def test_small_shares_are_never_rounded_to_nothing():
    rows = [(2, 20, 2000, 1e9), (20, 2, 2000, 1e9), (2, 710, 2000, 1e-3), (710, 2, 2000, 1e-3)]
    got = cells(build_trade_year(tidy(*rows)))
    assert 0 < got[2, 710, 2000]["share"] < 1e-10


def test_research_data_cow(shared):
    import pandas as pd

    path = shared / "data" / "trade" / "cow_trade_v4_ddy_1920_2014.parquet"
    built = build_trade_year(source("cow_trade").read([path]).tables, since=1946)
    table = built.table.to_pandas().set_index(["source", "target", "year"])
    assert built.covers == (1946, 2014)
    raw = pd.read_parquet(path)
    raw = raw[raw.year == 2014]
    # every pair stands twice: as first state, flow1 is what it imports and flow2 what it exports
    own = raw[raw.ccode1 == 2]
    with_china = own[own.ccode2 == 710].iloc[0]
    expected = (with_china.flow1 + with_china.flow2) / (own.flow1.sum() + own.flow2.sum())
    got = table.loc[(2, 710, 2014)]
    assert got["share"] == pytest.approx(expected, rel=5e-4)
    assert got.import_share == pytest.approx(with_china.flow1 / own.flow1.sum(), rel=5e-4)
    assert 0.15 < got["share"] < 0.18
    canada = table.loc[(2, 20, 2014)]["share"]
    assert canada > 0.15  # the two largest partners
    known = table["share"].dropna()
    assert known.between(0, 1).all()
    # shares of one state add up to at most 1 (partners with one flow missing have none)
    sums = known.groupby(level=["source", "year"]).sum()
    assert sums.max() < 1.001


def test_research_data_itpde_and_dots(shared):
    import pandas as pd

    folder = shared / "data" / "trade"
    path = folder / "itpde_v1_total_trade_dyad_year_2000_2016.parquet"
    built = build_trade_itpde_year(source("itpde").read([path]).tables)
    assert built.covers == (2000, 2016)
    raw = pd.read_parquet(path)
    raw = raw[(raw.year == 2010) & (raw.exporter != raw.importer)]
    raw = raw[((raw.exp_cow > 0) | (raw.exporter == "PSE")) & ((raw.imp_cow > 0) | (raw.importer == "PSE"))]
    out, back = raw[raw.exporter == "RUS"], raw[raw.importer == "RUS"]
    expected = (out[out.importer == "CHN"].value.sum() + back[back.exporter == "CHN"].value.sum()) / (
        out.value.sum() + back.value.sum()
    )
    table = built.table.to_pandas().set_index(["source", "target", "year"])
    assert table.loc[(365, 710, 2010)]["share"] == pytest.approx(expected, rel=5e-4)

    path = folder / "imf_dots_monthly_15_countries_201101_202009.parquet"
    dots = build_trade_dots_year(source("imf_dots").read([path]).tables)
    assert dots.covers == (2011, 2019)
    assert len(dots.codes) == 15
    raw = pd.read_parquet(path)
    raw = raw[(raw.year == 2019) & (raw.type == "import")]
    us, into = raw[raw.countrySource == "United States"], raw[raw.countryTarget == "United States"]
    china = us[us.countryTarget == "China"].value.sum() + into[into.countrySource == "China"].value.sum()
    expected = china / (us.value.sum() + into.value.sum())
    table = dots.table.to_pandas().set_index(["source", "target", "year"])
    assert table.loc[(2, 710, 2019)]["share"] == pytest.approx(expected, rel=5e-4)
