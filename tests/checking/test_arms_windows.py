"""Deliveries over long windows: every five years of them count, and windows that disagree decide nothing."""

from __future__ import annotations

from datetime import date

import pytest

import bilat
from bilat.checking.context import Bench
from bilat.checking.deliveries import rankings
from bilat.ledger.ledger import load
from bilat.measures import access
from bilat.record.record import PACK, Record


@pytest.mark.parametrize(
    ("since", "until", "ends"),
    [
        (2010, 2010, [2010]),
        (2006, 2010, [2010]),
        (2000, 2010, [2010, 2005]),
        (1995, 2012, [2012, 2007, 2002]),
    ],
)
def test_a_long_window_is_read_five_years_at_a_time(since, until, ends):
    record = Record(PACK, None)
    found = rankings(Bench(record, load(), date(2015, 1, 1)), 666, since, until, inward=False)
    expected = [
        [p.code for p in access.partners(record, "arms_export_share", 666, end, "out") if p.value > 0]
        for end in ends
    ]
    assert [[code for code, _share in ranking.shares] for ranking in found] == expected
    assert [(ranking.since, ranking.until) for ranking in found] == [(end - 4, end) for end in ends]


def test_windows_that_disagree_decide_nothing():
    claim = "Israel supplied more weapons to Turkey than to India in 2000-2010."
    assert bilat.ask(claim, on=date(2015, 1, 1)).outcome != "supported"
    claim = "Russia supplied more weapons to India than to Brazil in 2000-2010."
    assert bilat.ask(claim, on=date(2015, 1, 1)).outcome == "supported"


def test_a_figure_names_the_years_it_is_of():
    # the pack holds shares of five years: a figure of 2008-2012 is not one of 1995-2012
    verdict = bilat.ask(
        "Russia was India's largest arms supplier between 1995 and 2012.", on=date(2015, 1, 1)
    )
    assert verdict.outcome == "supported"
    assert "of the deliveries in 2008-2012, 1st in 2003-2007, 1st in 1998-2002" in verdict.summary
    assert all("1995-2012" not in str(row) for row in verdict.evidence)
