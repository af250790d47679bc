"""Scores against hand computation and the forms others publish (scipy, statsmodels)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat.outlook import scoring
from bilat.outlook.intervals import dirichlet, reference_class
from bilat.outlook.types import Case


def test_brier_by_hand():
    # (0.7-1)^2 + 0.2^2 + 0.1^2 = 0.14; (0.7)^2 + 0.2^2 + (0.1-1)^2 = 1.34; certain and right 0, certain and wrong 2
    p = [[0.7, 0.2, 0.1], [0.7, 0.2, 0.1], [1, 0, 0], [1, 0, 0]]
    assert scoring.brier(p, [0, 2, 0, 1]) == pytest.approx([0.14, 1.34, 0, 2])


def test_two_outcomes_are_twice_the_usual_brier():
    rng = np.random.default_rng(3)
    p, y = rng.uniform(size=50), rng.integers(0, 2, 50)
    usual = ((p - y) ** 2).mean()  # as in sklearn's brier_score_loss
    assert scoring.brier(np.column_stack([1 - p, p]), y).mean() == pytest.approx(2 * usual)


def test_log_score_is_the_multinomial_likelihood():
    from scipy.stats import multinomial

    p, y = np.array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8]]), np.array([1, 2])
    expected = [-multinomial.logpmf(np.eye(3)[k], 1, row) for row, k in zip(p, y, strict=True)]
    assert scoring.log_score(p, y) == pytest.approx(expected)


def test_log_score_is_that_of_statsmodels():
    import statsmodels.api as sm

    rng = np.random.default_rng(5)
    x = rng.normal(size=300)
    y = np.argmax(np.column_stack([np.zeros(300), x, -x]) + rng.gumbel(size=(300, 3)), axis=1)
    fit = sm.MNLogit(y, sm.add_constant(x)).fit(disp=0)
    assert scoring.log_score(fit.predict(), y).sum() == pytest.approx(-fit.llf)


def test_ranked_probability_by_hand():
    # cumulative .2, .5 against 0, 0 (third seen): (.04 + .25) / 2
    assert scoring.ranked_probability([[0.2, 0.3, 0.5]], [2]) == pytest.approx([0.145])
    # far misses cost more than near ones, which Brier does not see
    p = [[0.8, 0.1, 0.1]]
    assert scoring.ranked_probability(p, [1]) < scoring.ranked_probability(p, [2])
    assert scoring.brier(p, [1]) == pytest.approx(scoring.brier(p, [2]))


def test_calibration_and_ece_by_hand():
    p = [[0.85, 0.15]] * 10
    y = [0] * 7 + [1] * 3
    curve = scoring.calibration(p, y)
    assert [(b.n, round(b.forecast, 2), b.observed) for b in curve] == [(10, 0.15, 0.3), (10, 0.85, 0.7)]
    assert scoring.ece(p, y) == pytest.approx(0.15)


def test_ece_of_true_probabilities_is_small():
    rng = np.random.default_rng(7)
    p = rng.dirichlet([1, 1, 1], 40_000)
    y = (rng.uniform(size=(40_000, 1)) > p.cumsum(1)).sum(1)
    assert scoring.ece(p, y) < 0.01


def test_skill():
    assert scoring.skill([0.1, 0.3], [0.4, 0.4]) == pytest.approx(0.5)
    assert scoring.skill([0.4], [0.4]) == 0


def test_bootstrap_draws_groups_not_rows():
    # 20 groups of 50 equal rows: by row the interval would be about seven times narrower
    rng = np.random.default_rng(11)
    level = rng.normal(size=20)
    scores, group = np.repeat(level, 50), np.repeat(np.arange(20), 50)
    low, high = scoring.mean_interval(scores, group, draws=4000)
    expected = 2 * 1.645 * level.std() / np.sqrt(20)
    assert high - low == pytest.approx(expected, rel=0.1)
    by_row = scoring.mean_interval(scores, np.arange(1000), draws=4000)
    assert by_row[1] - by_row[0] < (high - low) / 5


def test_one_group_has_no_interval():
    assert all(np.isnan(scoring.mean_interval([1, 2], [0, 0])))


@pytest.mark.parametrize("p", [[[0.5, 0.6]], [[1.2, -0.2]], [0.5, 0.5]])
def test_what_is_no_distribution_is_refused(p):
    with pytest.raises(ValueError, match=r"distribution|must be"):
        scoring.brier(p, [0])


@given(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), st.integers(0, 2))
def test_the_truth_scores_best_in_expectation(weights, _k):
    """Proper scores: over outcomes drawn from p, no other forecast does better than p."""
    p = np.array(weights) / sum(weights)
    other = np.array([0.2, 0.5, 0.3])
    for score in (scoring.brier, scoring.log_score, scoring.ranked_probability):
        own = sum(p[k] * score([p], [k])[0] for k in range(3))
        theirs = sum(p[k] * score([other], [k])[0] for k in range(3))
        assert own <= theirs + 1e-9


def test_dirichlet_is_the_beta_of_each_outcome():
    from scipy.stats import beta

    means, bounds = dirichlet({"yes": 3, "no": 1})
    assert means["yes"] == pytest.approx(3.5 / 5)
    assert bounds["yes"] == pytest.approx((beta.ppf(0.05, 3.5, 1.5), beta.ppf(0.95, 3.5, 1.5)))


def test_a_reference_class_counts_every_outcome():
    from datetime import date

    cases = [Case("a", date(1990, 1, 1), "yes"), Case("b", date(1995, 1, 1), "yes")]
    found = reference_class("n", "d", ("yes", "abstain", "no"), cases, shown=1)
    assert found.counts == {"yes": 2, "abstain": 0, "no": 0}
    assert found.total == 2
    assert [c.name for c in found.cases] == ["b"]
    assert sum(found.probabilities.values()) == pytest.approx(1)
