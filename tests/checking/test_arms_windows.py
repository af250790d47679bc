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


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        # by the pack's list of years: to Iran 1950-1979 and 1984-1986; to India every year of the nineties
        ("The United States stopped selling weapons to Iran in 1980.", "supported"),
        ("The United States has stopped selling weapons to Iran.", "supported"),
        ("Russia stopped selling weapons to India in 1995.", "contradicted"),
        ("Russia has not stopped selling weapons to India.", "supported"),
        ("Russia has stopped selling weapons to India.", "unmeasurable"),  # it may have done so this year
        ("Iceland has stopped selling weapons to Bhutan.", "unmeasurable"),  # it never did
    ],
)
def test_a_stop_is_judged_by_what_came_before_and_after(claim, outcome):
    assert bilat.ask(claim, on=date(2019, 3, 3)).outcome == outcome


def test_suppliers_named_in_one_breath_have_their_share_together():
    together = bilat.ask(
        "Greece bought most of its weapons from the United States and Germany.", on=date(2019, 3, 3)
    )
    alone = bilat.ask("Greece bought most of its weapons from the United States.", on=date(2019, 3, 3))
    assert (together.outcome, alone.outcome) == ("supported", "contradicted")
    parts = [row.value for row in together.evidence if row.measure == "arms_share"]
    assert len(parts) == 2 and 0.5 < sum(parts) <= 1
