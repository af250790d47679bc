"""Votes told in other ways are judged by the roll call that is meant."""

from __future__ import annotations

from datetime import date

import pytest

import bilat

ON = date(2023, 5, 1)


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        # alike is not enough where it is said how
        ("India voted with China for A/RES/68/262.", "contradicted"),
        ("India voted the same way as China on A/RES/68/262.", "supported"),
        ("Russia was not the only BRICS member to vote against A/RES/68/262.", "contradicted"),
        ("Cuba was not the only state to vote against A/RES/68/262.", "supported"),
        # exceptions, which must be some
        ("Russia aside, all the BRICS abstained on A/RES/68/262.", "supported"),
        ("India aside, all the BRICS abstained on A/RES/68/262.", "contradicted"),
        # the result of the roll call
        ("Only five countries opposed A/RES/ES-11/1 on Ukraine.", "supported"),
        ("Only nine countries opposed A/RES/ES-11/1 on Ukraine.", "contradicted"),
        ("More than 140 states voted for A/RES/ES-11/1 on Ukraine.", "supported"),
        ("More than 150 states voted for A/RES/ES-11/1 on Ukraine.", "contradicted"),
        # a month that is not that of the vote
        ("Poland voted against the January 1980 resolution on Afghanistan.", "supported"),
        ("Poland voted against the June 1980 resolution on Afghanistan.", "unmeasurable"),
        ("At least 30 states abstained on A/RES/ES-11/1.", "supported"),
        ("No more than 20 states abstained on A/RES/ES-11/1.", "contradicted"),
        ("Only 11 states voted against A/RES/68/262, Cuba among them.", "supported"),
        ("Only 4 states voted against A/RES/68/262, Cuba among them.", "contradicted"),
        # a part of a resolution by its letter
        ("Iran voted against resolution 67/234 B.", "supported"),
        # bounds on how many members of a group
        ("At most one BRICS member voted against A/RES/68/262.", "supported"),
        ("Fewer than two BRICS members voted against A/RES/68/262.", "supported"),
        ("No more than three BRICS members abstained on A/RES/68/262.", "contradicted"),
        ("Of the BRICS, at least four members abstained on A/RES/68/262.", "supported"),
        ("All members of the BRICS at the time abstained on A/RES/68/262.", "contradicted"),
        # by the month, by the side, by what was let pass
        (
            "Iran abstained when the Assembly, in November 1983, deplored the armed intervention in Grenada.",
            "contradicted",
        ),
        ("France was on the losing side of the vote on the Chagos Islands in May 2019.", "contradicted"),
        ("Hungary was on the losing side of the vote on the Chagos Islands in May 2019.", "supported"),
        ("France backed Britain on the Chagos Islands in the 2019 vote.", "contradicted"),
        (
            "Russia let the Security Council authorise the no-fly zone over Libya in March 2011 by abstaining.",
            "supported",
        ),
        # many drafts came to nothing, and no day is told
        ("France voted against the draft resolution on the Iraq war.", "unmeasurable"),
        # vetoes for the first time in years, and bounds of counts
        ("In 1997 China used its veto for the first time since 1972.", "supported"),
        ("In 1999 China used its veto for the first time since 1972.", "contradicted"),
        ("The United States cast more than 40 Security Council vetoes in the 1980s.", "supported"),
        ("The United States cast more than 41 Security Council vetoes in the 1980s.", "unmeasurable"),
        ("Russia cast fewer Security Council vetoes than France between 1999 and 2007.", "contradicted"),
    ],
)
def test_votes_told(claim, outcome):
    assert bilat.ask(claim, on=ON).outcome == outcome


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        # other lists count each admission of those years, ours those put together
        ("The Soviet Union cast 80 vetoes between 1946 and 1955.", "unmeasurable"),
        ("The Soviet Union cast 150 vetoes between 1946 and 1955.", "contradicted"),
        ("China's veto of 1997 was its first since 1972.", "supported"),
        ("China's veto of 1999 was its first since 1972.", "contradicted"),
        ("The United States used its veto for the first time in 1970.", "supported"),
        ("The United States used its veto for the first time in 1972.", "contradicted"),
    ],
)
def test_vetoes_of_early_years_and_first_ones(claim, outcome):
    assert bilat.ask(claim, on=ON).outcome == outcome
