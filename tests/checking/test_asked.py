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
