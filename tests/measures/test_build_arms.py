"""Arms shares: by hand, and against pandas on the research data."""

import numpy as np
import pytest

from bilat.measures.build._dyads import MissingDatasetError
from bilat.measures.build.arms import (
    BUILDERS,
    NEEDS,
    build_arms_approx_year,
    build_arms_kinds_year,
    build_arms_year,
    build_tables,
)
from bilat.measures.weapons import KINDS
from bilat.record.schema import MEASURE
from bilat.sources import source
from bilat.sources._arms import deliveries
from bilat.sources.base import conform


def tidy(*rows, dataset="sipri_tiv"):
    """Rows of (supplier, recipient, year, tiv); 0 is no state."""
    columns = [np.array([r[i] for r in rows]) for i in range(4)]
    return {"arms_deliveries": deliveries(*columns, dataset=dataset, approximate=dataset != "sipri_tiv")}


def cells(built):
    return {(r["source"], r["target"], r["year"]): r for r in built.table.to_pylist()}


def test_declares():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)


def test_a_share_is_of_five_years_and_of_all_suppliers():
    built = build_arms_year(
        tidy((365, 750, 2000, 60.0), (2, 750, 2003, 20.0), (0, 750, 2003, 20.0), (365, 710, 2005, 20.0))
    )
    got = cells(built)
    assert got[365, 750, 2000]["share_recipient"] == 1.0
    assert got[365, 750, 2003]["share_recipient"] == pytest.approx(0.6)  # the unknown supplier counts
    assert got[365, 750, 2003]["delivered"] is False
    assert got[2, 750, 2003]["share_recipient"] == pytest.approx(0.2)
    assert (365, 750, 2005) not in got  # the window has passed
    assert got[365, 750, 2004]["share_supplier"] == 1.0
    assert got[365, 710, 2005]["share_supplier"] == 1.0
    assert all(s > 0 and t > 0 for s, t, _ in got)
    assert built.covers == (2000, 2005)
    assert built.datasets == ("sipri_tiv",)


def test_deliveries_too_small_to_count_have_no_share():
    got = cells(build_arms_year(tidy((365, 750, 2000, 0.0))))
    assert got[365, 750, 2000]["delivered"] is True
    assert np.isnan(got[365, 750, 2000]["share_recipient"])


def test_a_share_does_not_outlive_the_states():
    got = cells(build_arms_year(tidy((2, 817, 1974, 5.0), (2, 732, 1980, 5.0))))
    assert max(y for _, t, y in got if t == 817) <= 1975  # South Vietnam


def test_the_two_sources_are_two_tables():
    both = tidy((365, 750, 2000, 6.0))
    with pytest.raises(MissingDatasetError, match="sipri_register"):
        build_arms_approx_year(both)
    assert set(build_tables(both)) == {"arms_year"}
    assert build_arms_approx_year(tidy((365, 750, 2000, 6.0), dataset="sipri_register")).table.num_rows == 1


def test_kinds_count_from_the_first_delivery_to_the_last_and_go_to_the_state_of_the_year():
    orders = conform(
        "arms_orders",
        {
            "supplier": [260, 260, 2],
            "recipient": [640, 640, 640],
            "ordered": [1988, 1988, 1990],
            "designation": ["Type-209", "Leopard-1", "spares"],
            "description": ["submarine", "tank", "ship nuclear reactor"],
            "number_delivered": [2.0, 10.0, 1.0],
            "first_delivery": [1989.0, 1991.0, 1991.0],
            "last_delivery": [1991.0, 1991.0, 1991.0],
            "tiv_delivered": [10.0, 5.0, 1.0],
        },
        dataset="sipri_register",
        unique=False,
    )
    built = build_arms_kinds_year({"arms_orders": orders})
    got = {(r["source"], r["year"]): r["kinds"] for r in built.table.to_pylist()}
    assert set(got) == {(260, 1989), (255, 1990), (255, 1991)}  # united in October 1990
    names = {k: [n for i, n in enumerate(KINDS) if v >> i & 1] for k, v in got.items()}
    assert names[260, 1989] == ["submarines", "warships"]
    assert {"submarines", "tanks"} <= set(names[255, 1991])


def test_since_keeps_the_windows_before_it():
    rows = ((365, 750, 1998, 60.0), (2, 750, 2000, 40.0))
    got = cells(build_arms_year(tidy(*rows), since=2000))
    assert min(y for *_, y in got) == 2000
    assert got[365, 750, 2000]["share_recipient"] == pytest.approx(0.6)


@pytest.fixture(scope="module")
def arms(shared):
    folder = shared / "data" / "arms"
    tiv = source("sipri_tiv").read([folder / "sipri_tiv_dyad_year_1950_2021_360info.parquet"])
    register = source("sipri_register").read([folder / "sipri_trade_register.parquet"])
    return (
        build_arms_year(tiv.tables),
        build_arms_approx_year(register.tables),
        folder / "sipri_tiv_dyad_year_1950_2021_360info.parquet",
    )


def test_research_data_against_pandas(arms):
    import pandas as pd

    built, _, path = arms
    raw = pd.read_parquet(path)
    raw = raw[raw.year.between(2017, 2021)]
    got = cells(built)
    for name, code in (("India", 750), ("Viet Nam", 816)):
        bought = raw[raw.recipient == name]
        russian = bought[bought.supplier.isin(["Russia", "Soviet Union"])].value.sum()
        expected = russian / bought.value.sum()
        assert got[365, code, 2021]["share_recipient"] == pytest.approx(expected, rel=5e-4)
        sold = raw[raw.supplier == "Russia"]
        assert got[365, code, 2021]["share_supplier"] == pytest.approx(
            sold[sold.recipient == name].value.sum() / sold.value.sum(), rel=5e-4
        )
    assert 0.44 < got[365, 750, 2021]["share_recipient"] < 0.48
    assert 0.53 < got[365, 816, 2021]["share_recipient"] < 0.58


def test_china_armed_itself_in_moscow_in_the_fifties(arms):
    table = arms[0].table.to_pandas()
    fifties = table[(table.target == 710) & (table.year < 1960)]
    assert set(fifties.source) == {365}
    assert (fifties.share_recipient == 1).all()
    assert len(fifties) == 10


def test_coverage_ends_with_each_source(arms):
    assert arms[0].covers == (1950, 2021)
    assert arms[1].covers == (1950, 2024)
    assert "approximation" in arms[1].note


def test_the_approximation_is_close_over_five_years(arms):
    exact, approx = (b.table.to_pandas() for b in arms[:2])
    both = exact.merge(approx, on=["source", "target", "year"], how="outer", suffixes=("", "_a"))
    both = both[both.year <= 2021].fillna({"share_recipient": 0, "share_recipient_a": 0})
    assert both.share_recipient.corr(both.share_recipient_a) > 0.92
    assert (both.share_recipient - both.share_recipient_a).abs().median() < 0.02
