"""Joint exercises are judged by the counts of them, and left open where those say nothing."""

import pytest

import bilat
from bilat.checking.by_hand import by_hand


@pytest.mark.parametrize(
    ("sentence", "on", "outcome"),
    [
        ("Spanish and French troops exercised together in 1995.", "2012-05-01", "supported"),
        ("France took part in a joint exercise with Spain in 1995.", "2012-05-01", "supported"),
        ("Spain and France held no joint exercises in 1995.", "2012-05-01", "contradicted"),
        ("Norway and Iran held joint exercises in 1995.", "2012-05-01", "contradicted"),
        ("Norway and Iran held joint naval exercises in the 1990s.", "2012-05-01", "contradicted"),
        ("There were no joint exercises between Norway and Iran in 1995.", "2012-05-01", "supported"),
        # of which arm, on which day, how many: not in the count
        ("Spain and France held joint naval exercises in 1995.", "2012-05-01", "unmeasurable"),
        ("Spain and France held joint exercises in March 1995.", "2012-05-01", "unmeasurable"),
        ("Spain and France held their first joint exercise in 1995.", "2012-05-01", "unmeasurable"),
        ("In 1995, for the first time, Spain and France held joint exercises.", "2012-05-01", "unmeasurable"),
        ("Spain and France had not yet held a joint exercise in 1999.", "2012-05-01", "contradicted"),
        # none in a year alone between years with some: likely missed
        ("Norway and Britain held joint exercises in 1995.", "2012-05-01", "unmeasurable"),
        ("Norway and Britain held no joint exercises in 1995.", "2012-05-01", "unmeasurable"),
        ("Norway and Britain held joint exercises between 1994 and 1995.", "2012-05-01", "supported"),
        # years that the count does not cover
        ("Norway and Iran held joint exercises in 1970.", "2012-05-01", "unmeasurable"),
        ("Norway and Iran held joint exercises in 2018.", "2020-05-01", "unmeasurable"),
        ("Norway and Iran have never held joint exercises.", "2012-05-01", "unmeasurable"),
        ("Norway and Britain held joint exercises.", "2020-05-01", "supported"),
        ("Most NATO members held joint exercises with Norway in 2002.", "2012-05-01", "supported"),
        ("No NATO member held joint exercises with Iran in 1995.", "2012-05-01", "supported"),
        ("NATO and Norway held joint exercises in 1995.", "2012-05-01", "unmeasurable"),
        # a dated one of the ledger says more than the count
        ("China and Russia held joint exercises in August 2005.", "2012-05-01", "supported"),
    ],
)
def test_exercises_by_their_counts(sentence, on, outcome):
    assert bilat.ask(sentence, on=on).outcome == outcome


def test_the_rows_name_the_source_and_how_to_look_it_up():
    verdict = bilat.ask("Norway and Iran held joint exercises in 1995.", on="2012-05-01")
    assert {row.measure for row in verdict.evidence} == {"exercises"}
    assert "press" in verdict.summary
    assert "exercises" in by_hand(verdict)[0]
