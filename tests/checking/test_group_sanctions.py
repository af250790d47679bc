"""Sanctions of a union are those of its members; a year that is not coded yet says nothing."""

import pytest

import bilat
from bilat.reading.claims import propositions
from bilat.reading.context import Context


@pytest.mark.parametrize(
    ("sentence", "on", "outcome"),
    [
        ("The EU imposed sanctions on Yugoslavia in 1991.", "1996-05-01", "supported"),
        ("The EU imposed sanctions on India in 2005.", "2010-05-01", "contradicted"),
        ("The African Union imposed sanctions on Madagascar in 2010.", "2010-05-01", "unmeasurable"),
        ("Kenya imposed sanctions on Chile in 2010.", "2010-05-01", "unmeasurable"),
        ("Kenya imposed sanctions on Chile in 2005.", "2010-05-01", "contradicted"),
        ("Brazil is under UN sanctions.", "2018-03-01", "contradicted"),
        ("Iran was never subject to UN sanctions before 2006.", "2018-03-01", "supported"),
        ("Libya was under UN sanctions in 1995.", "2018-03-01", "supported"),
        ("The UN sanctioned Peru in 2090.", "2095-03-01", "unmeasurable"),
        ("NATO imposed sanctions on Cuba in 1999.", "2010-05-01", "unmeasurable"),
    ],
)
def test_unions_and_years_not_coded_yet(sentence, on, outcome):
    assert bilat.ask(sentence, on=on).outcome == outcome


@pytest.mark.parametrize(
    ("sentence", "on", "outcome"),
    [
        ("The UN lifted its sanctions on Libya in 2003.", "2018-03-01", "supported"),
        ("The United States lifted sanctions on Myanmar in 2016.", "2018-03-01", "supported"),
        ("American sanctions on Cuba were lifted in 2015.", "2018-03-01", "contradicted"),
        ("The United States has not lifted sanctions on Cuba.", "2018-03-01", "supported"),
        # there were none to lift
        ("Brazil lifted its sanctions on Argentina in 2015.", "2018-03-01", "contradicted"),
        ("Norway has lifted sanctions against Peru.", "2018-03-01", "contradicted"),
        # one embargo ended, the other did not
        ("American sanctions on Vietnam were lifted in 1994.", "2018-03-01", "mixed"),
        # whether they went on is coded the year after
        ("The United States lifted sanctions on Myanmar in 2016.", "2016-12-01", "unmeasurable"),
    ],
)
def test_lifting_asks_that_there_were_some(sentence, on, outcome):
    assert bilat.ask(sentence, on=on).outcome == outcome


def test_a_supposed_drift_is_not_claimed():
    found = propositions("Turkey could leave NATO if relations with Washington worsen.", Context())
    assert [t.proposition.kind for t in found] == ["forecast"]
