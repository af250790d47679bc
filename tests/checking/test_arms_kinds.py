"""Deliveries of one kind of weapon, of a state that the source lacks, and ranks within a region."""

from __future__ import annotations

from datetime import date

import pytest

import bilat
from bilat.checking.context import Bench
from bilat.checking.deliveries import rankings, with_left_out
from bilat.ledger.ledger import load
from bilat.measures.weapons import KINDS, described, named
from bilat.record.record import PACK, Record

ON = date(2019, 1, 1)


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("China sold arms to Saudi Arabia.", "supported"),
        ("China sold submarines to Saudi Arabia.", "contradicted"),
        ("China has never sold submarines to Saudi Arabia.", "supported"),
        ("The Soviet Union sold submarines to Egypt in the 1960s.", "supported"),
        ("Germany supplied submarines to Israel in 1999.", "supported"),
        ("Egypt received tanks and aircraft from the United States during the 1980s.", "supported"),
        # a model says more than its kind, and rifles are in no register of major weapons
        ("The United States sold F-16 fighters to Pakistan in the 1980s.", "unmeasurable"),
        ("Norway sold rifles to Paraguay in 1995.", "unmeasurable"),
        # other arms may have gone on
        ("Russia stopped selling missiles to Iran in 2010.", "unmeasurable"),
    ],
)
def test_kinds_of_weapon(claim, outcome):
    assert bilat.ask(claim, on=ON).outcome == outcome


def test_words_and_descriptions_meet():
    for words, description in (
        ("fighter jets", "FGA aircraft"),
        ("attack helicopters", "combat helicopter"),
        ("drones", "armed UAV"),
        ("warships", "frigate"),
        ("artillery", "towed gun"),
    ):
        assert (named(words) or 0) & described(description), words
    assert not (named("tanks") or 0) & described("tank turret")
    assert not (named("aircraft") or 0) & described("anti-aircraft gun")
    assert len(set(KINDS)) == len(KINDS) < 63


@pytest.mark.parametrize(
    ("claim", "on", "outcome"),
    [
        ("West Germany sold arms to Turkey in the 1970s.", ON, "supported"),
        ("Germany has never sold arms to Argentina.", ON, "contradicted"),
        ("West Germany is Argentina's largest arms supplier.", date(1985, 1, 1), "supported"),
        # first by the deliveries, and behind West Germany by the register
        ("France was Argentina's largest arms supplier between 1980 and 1984.", ON, "unmeasurable"),
        ("The United States supplied most of West Germany's arms in the 1960s.", ON, "supported"),
        ("The United States supplies more than half of Norway's arms.", date(1985, 1, 1), "supported"),
    ],
)
def test_a_state_that_the_deliveries_lack_is_read_in_the_register(claim, on, outcome):
    assert bilat.ask(claim, on=on).outcome == outcome


def test_shares_with_the_one_left_out_add_up():
    bench = Bench(Record(PACK, None), load(), ON)
    found = rankings(bench, 160, 1980, 1984, inward=True)
    fuller = with_left_out(bench, 160, found, inward=True)
    assert fuller is not None
    assert fuller.code == 260
    assert sum(v for _c, v in fuller.rankings[0].shares) == pytest.approx(
        fuller.share + (1 - fuller.share) * sum(v for _c, v in found[0].shares), abs=1e-6
    )


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("China was Brazil's largest trading partner in Asia in 2013.", "supported"),
        ("Japan was Brazil's largest trading partner in Asia in 2013.", "contradicted"),
        ("Algeria was Russia's biggest arms customer in Africa in 2013.", "supported"),
        ("Egypt was Russia's biggest arms customer in Africa in 2013.", "contradicted"),
        (
            "The United States traded more with Canada in 2005 than with any country in Latin America.",
            "supported",
        ),
        # the Levant is no region whose states are counted
        ("Syria was Russia's largest trading partner in the Levant in 2005.", "unmeasurable"),
    ],
)
def test_ranks_within_a_region(claim, outcome):
    assert bilat.ask(claim, on=ON).outcome == outcome


def test_all_members_may_have_most_of_something_from_another_group():
    assert (
        bilat.ask("All GCC states buy most of their weapons from Western suppliers.", on=ON).outcome
        == "supported"
    )
    assert (
        bilat.ask("All GCC states buy most of their weapons from BRICS members.", on=ON).outcome
        == "contradicted"
    )
