"""Whole sentences, from words to verdict, where tense or date decides."""

import pytest

import bilat


@pytest.mark.parametrize(
    ("sentence", "on", "outcome"),
    [
        ("Iraq and Iran are at war", "1984-06-01", "supported"),
        ("Iraq and Iran are at war", "2023-01-01", "contradicted"),
        ("Iraq and Iran fought a war", "2023-01-01", "supported"),
        ("France and Germany are at peace", "2015-01-01", "supported"),
        ("Russia and Ukraine are at war", "2023-06-01", "supported"),
        ("Finland is a member of NATO", "2022-01-01", "contradicted"),
        ("Finland is a member of NATO", "2024-01-01", "supported"),
    ],
)
def test_the_day_spoken_from_decides(sentence, on, outcome):
    assert bilat.ask(sentence, on=on).outcome == outcome


def test_what_was_not_yet_known_is_not_denied():
    """Asked from 2024 as of 2022: Finland may have joined in between."""
    assert (
        bilat.ask("Finland is a member of NATO", on="2024-01-01", as_of="2022-01-01").outcome
        == "unmeasurable"
    )


@pytest.mark.parametrize(
    ("sentence", "on", "as_of", "then"),
    [
        ("Russia and China have no defence pact", "2023-01-01", "1995-01-01", "supported"),
        ("Russia and China have a mutual defence pact", "2000-01-01", "1960-01-01", "contradicted"),
        ("Iraq and Iran are at war", "2000-01-01", "1985-06-01", "contradicted"),
        ("The United States has sanctions on Iraq", "2022-01-01", "1995-01-01", None),
    ],
)
def test_old_knowledge_is_not_carried_forward(sentence, on, as_of, then):
    """A treaty, war or regime that stood on the last day known may have ended since."""
    assert bilat.ask(sentence, on=on, as_of=as_of).outcome == "unmeasurable"
    if then:
        assert bilat.ask(sentence, on=on).outcome == then


def test_early_votes_of_china_are_said_to_be_nanjings():
    for sentence in (
        "China voted with the United States in most UN votes of 1946 to 1949.",
        "China voted with the United States more often than with Russia between 1946 and 1949.",
    ):
        found = bilat.ask(sentence, on="2018-05-01")
        assert any("Nanjing" in line for line in found.coverage)
    later = bilat.ask("China voted with Russia in most UN votes of 2000 to 2010.", on="2018-05-01")
    assert not any("Nanjing" in line for line in later.coverage)


def test_sanctions_whose_type_is_not_coded_do_not_contradict_an_embargo():
    # the yearly episodes say that there were sanctions, not of which type
    found = bilat.ask("Uganda was under a US trade embargo in 1978.", on="1980-05-01")
    assert found.outcome == "unmeasurable"
    assert "without their type" in found.summary


def test_what_has_not_happened_since_a_year_is_asked_from_the_next():
    assert (
        bilat.ask("Ecuador and Peru have not been at war since 1995.", on="2008-05-01").outcome == "supported"
    )
    assert bilat.ask("Ecuador and Peru have been at war since 1995.", on="2008-05-01").outcome == "supported"
    assert (
        bilat.ask("Ecuador and Peru have not been at war since 1994.", on="2008-05-01").outcome
        == "contradicted"
    )


def test_who_backs_another_is_in_no_dispute_over_territory():
    assert (
        bilat.ask("Algeria has a territorial dispute with Morocco.", on="2016-05-01").outcome
        == "contradicted"
    )
    assert (
        bilat.ask("Morocco and Mauritania disputed territory in 1970.", on="1980-05-01").outcome
        == "supported"
    )
