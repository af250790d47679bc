"""Two pairs set side by side, balances of trade, third states that are not named, and wars that were none."""

from datetime import date

import numpy as np
import pytest

from bilat import ledger, record
from bilat.checking import judge
from bilat.measures.trade_series import trade_series
from bilat.propositions import parse

ON = date(2016, 1, 1)


@pytest.fixture(scope="module")
def bench():
    return record.Record(), ledger.load()


def _judge(bench, **fields):
    return judge(parse(fields), *bench, ON).outcome


PAIRS = {"kind": "closeness.comparison", "since": 2000, "until": 2009}


@pytest.mark.parametrize("dimension", ["votes", "trade", None])
def test_pairs_turn_with_their_places_and_with_the_direction(bench, dimension):
    one = PAIRS | {"a": "FRA", "b": "DEU", "versus": "TUR", "beside": "ISR", "dimension": dimension}
    two = PAIRS | {"a": "TUR", "b": "ISR", "versus": "FRA", "beside": "DEU", "dimension": dimension}
    assert _judge(bench, **one) == "supported"
    assert _judge(bench, **two) == "contradicted"
    assert _judge(bench, **one, direction="farther") == "contradicted"
    assert _judge(bench, **two, negated=True) == "supported"


def test_trade_of_pairs_is_that_of_three_where_they_share_a_state(bench):
    for b, c in (("JPN", "DEU"), ("DEU", "JPN")):
        year = {"since": 2005, "until": 2005, "dimension": "trade"}
        three = {"kind": "closeness.comparison", "a": "CHN", "b": b, "versus": c} | year
        four = {"kind": "closeness.comparison", "a": "CHN", "b": b, "versus": c, "beside": "CHN"} | year
        assert _judge(bench, **three) == _judge(bench, **four)


def test_pairs_outside_coverage_are_unmeasurable(bench):
    late = {"kind": "closeness.comparison", "a": "FRA", "b": "DEU", "versus": "TUR", "beside": "ISR"}
    assert judge(parse(late | {"dimension": "votes"}), *bench, date(2030, 1, 1)).outcome == "unmeasurable"
    assert _judge(bench, **late, dimension="trade", since=1850, until=1850) == "unmeasurable"


def test_what_one_side_sold_is_what_the_other_bought():
    """The balance is worked out from one side's shares; from the other side's it must be the same turned round."""
    here = record.Record()
    for a, b, year in ((2, 740, 1985), (710, 2, 2010), (255, 365, 2010), (140, 710, 2011), (200, 220, 1970)):
        one = next(s for s in trade_series(here, a, b) if s.table == "trade_year").balance(year)
        two = next(s for s in trade_series(here, b, a) if s.table == "trade_year").balance(year)
        assert one is not None and two is not None
        assert np.isclose(one[0] / one[1], two[1] / two[0], rtol=0.02)
        share = next(s for s in trade_series(here, a, b) if s.table == "trade_year").share_at(year)
        assert np.isclose(sum(one), share, atol=2e-3)


def test_balances(bench):
    surplus = {"kind": "trade", "relation": "surplus"}
    assert _judge(bench, **surplus, a="JPN", b="USA", since=1985, until=1985) == "supported"
    assert _judge(bench, **surplus, a="USA", b="JPN", since=1985, until=1985) == "contradicted"
    assert _judge(bench, **surplus, a="CHN", b="EU", since=2005, until=2010) == "supported"
    assert _judge(bench, **surplus, a="EU", b="CHN", since=2005, until=2010) == "contradicted"
    assert _judge(bench, **surplus, a="JPN", b="USA", since=1860, until=1860) == "unmeasurable"


def test_clashes_are_no_wars(bench):
    """Of armed conflict between 25 and a thousand deaths a year nothing is said of war, either way."""
    for negated in (False, True):
        war = {"kind": "dispute", "relation": "war", "negated": negated}
        assert _judge(bench, **war, a="IND", b="PAK", since=1990, until=1990) == "unmeasurable"
        assert _judge(bench, **war, a="THA", b="LAO", since=1987, until=1987) == "unmeasurable"
    assert (
        _judge(bench, kind="dispute", relation="war", a="IND", b="PAK", since=1999, until=1999) == "supported"
    )


def test_a_third_state_is_looked_for_in_the_years_asked_about(bench):
    arms = {"kind": "triadic", "tie": "arms"}
    assert _judge(bench, **arms, a="RUS", b="ISR", other="rivalry", since=1970, until=1979) == "supported"
    assert _judge(bench, **arms, a="NOR", b="CHE", other="war", since=1970, until=1979) == "contradicted"
    assert _judge(bench, **arms, a="RUS", b="ISR", other="rivalry", since=1930, until=1935) == "unmeasurable"


def test_arms_of_ten_years_are_those_of_their_halves_weighted(bench):
    """How much a state got in five years as a multiple of five others follows from shares: the same both ways round."""
    from bilat.checking.context import Bench
    from bilat.checking.deliveries import grown_by, rankings

    here = record.Record()
    for code, first, last in ((350, 2004, 2009), (140, 1974, 1979), (750, 2004, 2009), (651, 1974, 1979)):
        grown = grown_by(here, code, first, last, inward=True)
        assert grown is not None and 0.05 < grown < 20
        (whole,) = rankings(Bench(here, ledger.load(), ON, None), code, first - 4, last, inward=True)
        early, late = (
            {
                c: s
                for r in rankings(Bench(here, ledger.load(), ON, None), code, y - 4, y, inward=True)
                for c, s in r.shares
            }
            for y in (first, last)
        )
        assert np.isclose(sum(s for _c, s in whole.shares), 1, atol=0.02)
        for supplier, share in whole.shares[:5]:
            low, high = sorted((early.get(supplier, 0.0), late.get(supplier, 0.0)))
            assert low - 1e-6 <= share <= high + 1e-6
    assert grown_by(here, 350, 1900, 1905, inward=True) is None


def test_growth_of_deliveries_is_that_of_the_raw_file(bench, shared):
    import pandas as pd

    from bilat.checking.deliveries import grown_by

    raw = pd.read_parquet(shared / "data/arms/sipri_tiv_dyad_year_1950_2021_360info.parquet")
    raw = raw[raw.supplier_cown.notna() & raw.recipient_cown.notna()]
    here = record.Record()
    for code, first in ((350, 2004), (140, 1974), (750, 1999), (651, 1979), (670, 2009), (640, 1989)):
        mine = raw[raw.recipient_cown == code].groupby("year").value.sum()
        sums = [mine[(mine.index > y - 5) & (mine.index <= y)].sum() for y in (first, first + 5)]
        assert np.isclose(grown_by(here, code, first, first + 5, inward=True), sums[1] / sums[0], rtol=0.05)


def test_who_of_a_group_sells_the_most(bench):
    first = {
        "kind": "closeness.comparison",
        "dimension": "trade",
        "since": 2010,
        "until": 2010,
        "flow": "imports",
    }
    assert _judge(bench, **first, a="CHN", b="DEU", among=["EU"]) == "supported"
    assert _judge(bench, **first, a="CHN", b="FRA", among=["EU"]) == "contradicted"


def test_regions(bench):
    none = {"kind": "arms", "recipients": ["ZAF"], "quantifier": "none", "since": 1980, "until": 1989}
    assert _judge(bench, **none, supplier="South America") in ("supported", "unmeasurable", "contradicted")
    votes = {"kind": "vote", "resolution": "68/262", "symbol": "A/RES/68/262", "choice": "no"}
    assert _judge(bench, **votes, state="South America", quantifier="none") == "contradicted"
    assert _judge(bench, **votes, state="Europe", quantifier="most") == "contradicted"


def test_a_year_that_has_not_come_is_no_superlative(bench):
    peak = {"kind": "closeness.superlative", "a": "CHN", "b": "PRK", "direction": "farthest"}
    assert _judge(bench, **peak, until=2035) == "unmeasurable"
    assert _judge(bench, **peak, year=2035, dimension="votes") == "unmeasurable"
