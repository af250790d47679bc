"""What is said of one state alone, of several at once, or inside a denial."""

from datetime import date

import pytest

import bilat
from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2023, 5, 1)


def _found(sentence):
    return [t.proposition for t in propositions(sentence, Context(on=ON))]


@pytest.mark.parametrize(
    ("sentence", "only", "within"),
    [
        ("Cuba was the only country to vote against A/RES/68/262.", ("CUB",), None),
        ("Cuba was alone in Latin America in voting against A/RES/68/262.", ("CUB",), "Latin America"),
        ("Chad and Mali were the only African states to abstain on A/RES/68/262.", ("TCD", "MLI"), "Africa"),
        ("Only Cuba voted against A/RES/68/262.", ("CUB",), None),
        ("Chad abstained on A/RES/68/262.", (), None),
    ],
)
def test_who_is_said_to_be_alone(sentence, only, within):
    for claim in _found(sentence):
        assert (claim.only, claim.within) == (only, within)


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Eritrea was the only African state to vote against A/RES/ES-11/1.", "supported"),
        ("Eritrea was the only state to vote against A/RES/ES-11/1.", "contradicted"),
        ("Eritrea was the only state with a long coast to vote against A/RES/ES-11/1.", "unmeasurable"),
    ],
)
def test_whether_it_was_alone(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


def test_of_other_kinds_nobody_is_known_to_be_alone():
    assert _found("Peru is the only country that sells weapons to Chile.") == []


def test_a_denial_of_two_claims_says_of_neither_that_it_is_false():
    assert _found("It is not true that Cuba and Chad abstained on A/RES/68/262.") == []
    (one,) = _found("It is not true that Cuba did not abstain on A/RES/68/262.")
    assert not one.negated


def test_what_could_have_been_done_is_not_claimed():
    (one,) = _found("Russia could have vetoed S/RES/1973 but abstained.")
    assert one.choice == "abstain"


def test_a_possible_war_is_not_claimed():
    assert _found("War between Chad and Libya cannot be ruled out.") == []
