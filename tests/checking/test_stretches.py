"""Claims about a stretch of years, and figures that are set side by side only in one source and one year."""

from datetime import date

import pytest

from bilat import ledger, record
from bilat.checking import judge
from bilat.propositions import parse


@pytest.fixture(scope="module")
def bench():
    return record.Record(), ledger.load()


def _judge(bench, on, **fields):
    return judge(parse(fields), *bench, date.fromisoformat(on))


def _compared(bench, on, a, b, versus, **more):
    fields = {"kind": "closeness.comparison", "a": a, "b": b, "versus": versus, "direction": "closer"}
    return _judge(bench, on, **fields, dimension="trade", **more)


def test_trade_with_two_is_compared_in_one_source_and_one_year(bench):
    """China and Japan are in the file of fifteen states, Vietnam is not: its figures end earlier."""
    both_in = _compared(bench, "2019-08-02", "KOR", "CHN", "JPN")
    assert {row.year for row in both_in.evidence} == {2018}
    assert "among the states that the source covers" in both_in.summary
    one_in = _compared(bench, "2019-08-02", "KOR", "CHN", "VNM")
    assert {row.year for row in one_in.evidence} == {2016}
    assert len({row.source for row in one_in.evidence}) == 1 and "among" not in one_in.summary


def test_a_flow_that_its_source_breaks_is_not_compared(bench):
    """Thailand's trade with Vietnam falls to a fifteenth in the last year of the source: 2015 is the last known."""
    found = _compared(bench, "2017-06-01", "VNM", "RUS", "THA")
    assert {row.year for row in found.evidence} == {2015} and found.outcome != "supported"


@pytest.mark.parametrize(
    ("outcome", "fields"),
    [
        # a pact of 1954 that ended in 1980; NATO and its successors of 1955 for Germany
        ("contradicted", {"kind": "obligation", "a": "USA", "b": "TWN", "level": "defence", "since": 1955, "until": 1990}),
        ("supported", {"kind": "obligation", "a": "USA", "b": "TWN", "level": "defence", "since": 1956, "until": 1978}),
        ("supported", {"kind": "obligation", "a": "FRA", "b": "ITA", "level": "defence", "since": 1950}),
        ("contradicted", {"kind": "obligation", "a": "USA", "b": "ESP", "level": "defence", "since": 1960}),
        ("contradicted", {"kind": "obligation", "a": "USA", "b": "TWN", "level": "defence", "since": 1960, "negated": True}),
        # China passed the United States among Brazil's partners in 2009
        ("contradicted", {"kind": "trade", "a": "BRA", "b": "CHN", "relation": "largest partner", "since": 2000}),
        ("supported", {"kind": "trade", "a": "BRA", "b": "CHN", "relation": "largest partner", "since": 2009}),
        ("supported", {"kind": "trade", "a": "BRA", "b": "USA", "relation": "largest partner", "since": 1990, "until": 1999}),
        ("contradicted", {"kind": "trade", "a": "BRA", "b": "CHN", "relation": "largest partner", "since": 1990, "until": 1999}),
    ],
)  # fmt: skip
def test_a_stretch_of_years_is_held_to_all_of_them(bench, outcome, fields):
    assert _judge(bench, "2015-06-01", **fields).outcome == outcome


def test_a_share_over_years_is_their_mean(bench):
    fields = {
        "kind": "trade",
        "a": "AUS",
        "b": "JPN",
        "relation": "share",
        "flow": "exports",
        "since": 1970,
        "until": 1980,
    }
    found = _judge(bench, "2015-06-01", **fields, share=0.34, comparator="about")
    assert found.outcome == "supported" and "on average over 1970-1980" in found.summary
    # its last year alone would have said so
    assert _judge(bench, "2015-06-01", **fields, share=0.26, comparator="about").outcome == "contradicted"


def test_a_rivalry_that_is_coded_only_later_is_left_open(bench):
    fields = {"kind": "dispute", "relation": "rivalry", "a": "GBR", "b": "ARG", "until": 2000}
    assert _judge(bench, "2015-06-01", **fields, since=1950).outcome == "unmeasurable"
    assert _judge(bench, "2015-06-01", **fields, since=1966).outcome == "supported"


def test_years_outside_a_source_are_not_taken_for_years_that_hold(bench):
    """Trade of 1950 on needs the source that has it; where no source has the first years, what holds later is not enough."""
    fields = {"kind": "trade", "a": "AUS", "b": "GBR", "relation": "largest partner", "flow": "exports"}
    found = _judge(bench, "2017-06-01", **fields, since=1950, until=1959)
    assert found.outcome == "supported" and {row.year for row in found.evidence} == {1950, 1959}
    # the United States' partners are known from 1946 in one source, from 2000 in the one that ends later
    since = {"kind": "trade", "a": "USA", "b": "CAN", "relation": "largest partner"}
    assert _judge(bench, "2017-06-01", **since, since=1950).outcome != "supported"
    assert min(row.year for row in _judge(bench, "2015-06-01", **since, since=1950).evidence) == 1950


def test_trade_with_two_is_compared_in_every_year_of_a_stretch(bench):
    """China passed the United States among Brazil's partners in 2009."""
    assert _compared(bench, "2015-06-01", "BRA", "CHN", "USA", since=2000).outcome == "contradicted"
    since = _compared(bench, "2015-06-01", "BRA", "CHN", "USA", since=2009)
    assert since.outcome == "supported" and "2009-2014, the mean of its years" in since.summary
    assert _compared(bench, "2015-06-01", "BRA", "USA", "CHN", since=1990, until=1999).outcome == "supported"
