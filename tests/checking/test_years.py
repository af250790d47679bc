"""One year against the others, attacks that the coded disputes rule out, and sizes of organisations."""

import pytest

import bilat


@pytest.fixture(autouse=True)
def _pack(tmp_path, monkeypatch):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))


def _outcome(text):
    return bilat.ask(text, on="2024-05-01").outcome


def test_a_year_and_its_neighbour_are_told_apart_by_counted_votes():
    claim = "Of all the years of the 1980s, it was in {} that Iran voted least often with the United States."
    assert _outcome(claim.format(1988)) == "supported"
    assert {_outcome(claim.format(y)) for y in (1981, 1984, 1987, 1989)} == {"contradicted"}


def test_the_other_end_of_the_scale_is_another_claim():
    most = "Turkey voted with the United States more often in 1951 than in any other year of the 1950s."
    assert _outcome(most) == "supported"
    assert _outcome(most.replace("more often", "less often")) == "contradicted"


def test_a_peak_is_not_carried_beyond_the_record():
    # a year beyond the day has no votes yet
    assert _outcome("Mexico and Peru agreed most in the UN in 2050.") == "unmeasurable"


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("Iraq invaded Kuwait in 1990.", "supported"),
        ("Iraq invaded Kuwait in 1988.", "contradicted"),
        ("Kuwait invaded Iraq in August 1990.", "contradicted"),
        ("Iraq invaded Kuwait in 2019.", "unmeasurable"),
        ("Britain and France attacked Egypt in 1954.", "contradicted"),
    ],
)
def test_attacks_of_another_year_or_the_other_way_round(claim, outcome):
    assert _outcome(claim) == outcome


@pytest.mark.parametrize(("n", "outcome"), [(15, "contradicted"), (16, "supported"), (17, "contradicted")])
def test_sizes(n, outcome):
    assert _outcome(f"NATO had {n} members in 1985.") == outcome


def test_closer_in_a_past_year_is_judged_on_the_index_of_that_year():
    verdict = bilat.ask("Pakistan was closer to China than to India in 1985.", on="2024-05-01")
    assert "in 1985, P(closer)" in verdict.summary
