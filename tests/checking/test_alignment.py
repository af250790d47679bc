"""Claims about closeness rest on the alignment index: its range decides, dimensions are shown beside it."""

import pytest

import bilat
from bilat.checking.alignment import overall


def of(sentence, on):
    verdict = bilat.ask(sentence, on=on)
    rows = [e for e in verdict.evidence if e.measure == "alignment"]
    return verdict, rows


def test_a_superlative_rests_on_the_index_and_says_its_range():
    verdict, rows = of("India and Pakistan are closer than at any time since 1950", "2000-06-01")
    assert verdict.outcome == "contradicted"
    assert verdict.probability < 0.1
    assert rows[0].rank > 1
    assert "over 13 specifications" in rows[0].text
    assert {"positions", "commitment", "hostility"} <= {e.measure for e in verdict.evidence}
    assert any("of its weight rests on inputs known" in c for c in verdict.coverage)


def test_a_year_that_cannot_be_told_from_its_neighbours_leaves_the_index_undecided():
    verdict, rows = of("Russia and China are closer than at any time since 1952", "2022-02-08")
    assert verdict.outcome == "mixed"
    assert 0.03 < verdict.probability < 0.5
    assert rows[0].year == 2021
    assert any(e.measure == "commitment" and "1952" in e.text for e in verdict.evidence)


def test_a_comparison_takes_joint_draws_of_both_pairs():
    verdict, rows = of("Russia is closer to China than to the United States", "2020-01-01")
    assert verdict.probability > 0.99
    assert rows[0].value > rows[1].value


def test_a_trend_takes_the_slope_of_the_draws():
    verdict, _ = of("Russia and China have been drifting apart since 1996", "2014-01-01")
    assert verdict.probability < 0.1


def test_a_claim_about_votes_is_not_judged_on_the_index():
    _, rows = of("Russia and China vote more alike than at any time since 1972", "2022-02-08")
    assert rows == []


def test_without_an_index_the_dimensions_judge(tmp_path):
    # before the index begins there is none for the pair
    _, rows = of("Russia and China are closer than at any time since 1945", "1946-06-01")
    assert rows == []


@pytest.mark.parametrize(
    ("dimensions", "index", "outcome"),
    [
        (["contradicts", "uncertain"], "uncertain", "mixed"),
        (["contradicts"], "supports", "mixed"),
        (["uncertain", "unknown"], "supports", "supported"),
        (["uncertain", "contradicts"], "contradicts", "contradicted"),
        (["supports"], "contradicts", "mixed"),
        (["unknown"], "uncertain", "unmeasurable"),
        (["unknown"], "unknown", "unmeasurable"),
    ],
)
def test_how_index_and_dimensions_are_combined(dimensions, index, outcome):
    assert overall(dimensions, index) == outcome
