"""Slopes and rank correlations against SciPy's, which bilat does not load for them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bilat.measures.trend import rank_correlation, ranks, slope

VALUES = st.lists(st.floats(-100, 100).map(lambda v: round(v, 3)), min_size=4, max_size=60)


def by_scipy(x, y):
    fit = stats.linregress(x, y)
    residual = y - (fit.intercept + fit.slope * x)
    squares = float((residual**2).sum())
    rho = float(np.clip((residual[1:] * residual[:-1]).sum() / squares, 0, 0.9)) if squares > 0 else 0.0
    error = fit.stderr * np.sqrt((1 + rho) / (1 - rho))
    return fit.slope, stats.t.cdf(fit.slope / error, len(x) - 2)


@settings(deadline=None)
@given(VALUES)
def test_a_slope_and_its_probability_are_scipys(values):
    y = np.array(values)
    x = np.arange(len(y), dtype=float)
    fit = stats.linregress(x, y)
    if np.ptp(y) == 0 or not fit.stderr or abs(fit.rvalue) > 0.9999:
        return  # nearly without residuals: their autocorrelation is that of rounding
    line, p = slope(x, y)
    expected, expected_p = by_scipy(x, y)
    assert line == pytest.approx(expected, abs=1e-9)
    assert p == pytest.approx(expected_p, abs=1e-6)


@pytest.mark.parametrize(("step", "p"), [(1.0, 1.0), (-2.0, 0.0), (0.0, 0.5)])
def test_a_line_without_error_is_certain(step, p):
    x = np.array([1.0, 2.0])
    assert slope(x, step * x) == (step, p)


@settings(deadline=None)
@given(st.lists(st.integers(-5, 5), min_size=1, max_size=40))
def test_ranks_are_scipys(values):
    np.testing.assert_array_equal(ranks(np.array(values, float)), stats.rankdata(values))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=40))
def test_rank_correlation_is_scipys(pairs):
    x, y = np.array(pairs, float).T
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        assert np.isnan(rank_correlation(x, y))
        return
    assert rank_correlation(x, y) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)
