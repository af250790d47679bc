"""What one side sold the other is not what the two traded: growth of exports is judged on exports."""

import numpy as np
import pytest

import bilat
from bilat.measures.trade_series import trade_series
from bilat.record import open_record


@pytest.fixture(autouse=True)
def _pack(tmp_path, monkeypatch):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))


def test_exports_and_imports_add_up_to_trade():
    whole, out, into = (trade_series(open_record(), 651, 325, f)[0] for f in ("total", "exports", "imports"))
    years = [y for y in out.years if into.index_at(int(y)) is not None and out.index_at(int(y)) is not None]
    assert len(years) > 30
    added = np.array([out.index_at(int(y)) + into.index_at(int(y)) for y in years])
    assert np.allclose(added, [whole.index_at(int(y)) for y in years], rtol=0.02)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        # trade of Egypt and Italy rose a little, as exports fell by a third and imports more than doubled
        ("Trade between Egypt and Italy fell between 1989 and 1999.", "contradicted"),
        ("Egypt exported less to Italy in 1999 than in 1989.", "supported"),
        ("Egypt's exports to Italy rose between 1989 and 1999.", "contradicted"),
        ("Egypt's imports from Italy more than doubled between 1989 and 1999.", "supported"),
    ],
)
def test_growth_is_of_the_flow_named(text, outcome):
    assert bilat.ask(text, on="2024-06-01").outcome == outcome


def test_a_record_within_rounding_is_left_open():
    verdict = bilat.ask("Trade between Sweden and Brazil reached a record high in 1989.", on="2024-06-01")
    assert verdict.outcome == "unmeasurable"


def test_counted_votes_that_lean_the_other_way_leave_a_trend_open():
    said = "Uruguay and Sweden moved closer together in UN voting between 1966 and 1986."
    assert bilat.ask(said, on="2024-06-01").outcome == "unmeasurable"
