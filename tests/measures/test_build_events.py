"""Events: two scales, two tables; part years left out."""

import numpy as np
import pytest

from bilat.measures.build._dyads import MissingDatasetError
from bilat.measures.build.events import (
    BUILDERS,
    NEEDS,
    build_events_gdelt_year,
    build_events_icews_year,
)
from bilat.record.schema import MEASURE
from bilat.sources import source
from bilat.sources.base import conform


def counts(*rows):
    names = (
        "source",
        "target",
        "year",
        "verbal_cooperation",
        "material_cooperation",
        "verbal_conflict",
        "material_conflict",
    )
    return {
        "event_counts": conform(
            "event_counts", {n: [r[i] for r in rows] for i, n in enumerate(names)}, dataset="icews"
        )
    }


def tone(*rows):
    names = ("code_a", "code_b", "year", "month", "score", "days", "negative_days")
    return {
        "event_tone": conform(
            "event_tone", {n: [r[i] for r in rows] for i, n in enumerate(names)}, dataset="gdelt"
        )
    }


def test_declares():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)


def test_icews_shares_are_directed_and_unknown_without_events():
    built = build_events_icews_year(
        counts((2, 630, 2010, 3, 1, 2, 2), (630, 2, 2010, 1, 0, 3, 0), (2, 20, 2011, 0, 0, 0, 0))
    )
    rows = {
        (r["source"], r["target"], r["year"]): (r["cooperation"], r["n"]) for r in built.table.to_pylist()
    }
    assert rows == {(2, 630, 2010): (0.5, 8), (630, 2, 2010): (0.25, 4)}
    assert built.codes == {2, 20, 630}
    assert built.covers == (2010, 2011)


def test_gdelt_is_a_mean_over_days_of_whole_years():
    whole = [(2, 365, 2018, m, -6.0, 2, 1) for m in range(1, 12)] + [(2, 20, 2018, 12, 4.0, 4, 0)]
    built = build_events_gdelt_year(tone(*whole, (2, 365, 2019, 1, 9.0, 1, 0)))
    rows = {(r["code_a"], r["code_b"], r["year"]): (r["tone"], r["days"]) for r in built.table.to_pylist()}
    assert rows == {(2, 365, 2018): (-3.0, 22), (2, 20, 2018): (1.0, 4)}
    assert built.covers == (2018, 2018)
    with pytest.raises(MissingDatasetError, match="whole year"):
        build_events_gdelt_year(tone((2, 365, 2019, 1, 9.0, 1, 0)))


def test_research_data(shared):
    import pandas as pd

    folder = shared / "data" / "events"
    path = folder / "icews_dyad_year_quadcounts_2002_2014_netify.parquet"
    icews = build_events_icews_year(source("icews").read([path]).tables)
    raw = pd.read_parquet(path)
    row = raw[(raw.i_iso3c == "USA") & (raw.j_iso3c == "IRN") & (raw.year == 2010)].iloc[0]
    table = icews.table.to_pandas().set_index(["source", "target", "year"])
    n = row.verbCoop + row.matlCoop + row.verbConf + row.matlConf
    assert table.loc[(2, 630, 2010)].n == n
    assert table.loc[(2, 630, 2010)].cooperation == pytest.approx((row.verbCoop + row.matlCoop) / n, rel=1e-3)
    assert table.loc[(2, 630, 2010)].cooperation != table.loc[(630, 2, 2010)].cooperation
    assert len(icews.codes) == 152
    assert icews.covers == (2002, 2014)

    path = folder / "gdelt_undirected_dyad_month_201801_202402_gzemo.parquet"
    gdelt = build_events_gdelt_year(source("gdelt").read([path]).tables)
    raw = pd.read_parquet(path)
    pair = raw[
        raw.iso3_a.isin(["RUS", "UKR"]) & raw.iso3_b.isin(["RUS", "UKR"]) & (raw.yyyymm // 100 == 2022)
    ]
    table = gdelt.table.to_pandas().set_index(["code_a", "code_b", "year"])
    expected = pair.score_sum.sum() / pair.days_with_events.sum()
    assert table.loc[(365, 369, 2022)].tone == pytest.approx(expected, rel=1e-3)
    assert table.loc[(365, 369, 2022)].tone < 0 < table.loc[(2, 200, 2022)].tone
    assert gdelt.covers == (2018, 2023)  # 2024 has two months
    assert np.all(table.days > 0)
