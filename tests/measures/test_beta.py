"""Quantiles worked out one by one against those of scipy."""

import numpy as np
import pytest
from scipy import special

from bilat.measures import beta


@pytest.fixture(autouse=True)
def one_by_one(monkeypatch):
    monkeypatch.setattr(beta, "_scipy", lambda _numbers: False)


@pytest.mark.parametrize("q", [0.0, 0.001, 0.05, 0.5, 0.95, 1.0])
def test_quantiles_are_those_of_scipy(q):
    # shares of votes, of nothing, of everything, of hundreds of thousands of cases; curves without a top
    a = np.array([1 / 3, 60.3, 150.3, 0.5, 400.5, 35.5, 0.05, 3.0, 0.5, 1.0])
    b = np.array([80.7, 40.7, 2 / 3, 150.5, 39688.0, 4e5, 4.0, 0.05, 0.5, 1.0])
    np.testing.assert_allclose(beta.betaincinv(a, b, q), special.betaincinv(a, b, q), rtol=2e-10)


def test_shapes_broadcast_and_what_has_no_quantile_is_unknown():
    assert beta.betaincinv([[1.0], [2.0]], 3.0, [0.1, 0.2, 0.3]).shape == (2, 3)
    assert np.isnan(beta.betaincinv([0.0, -1.0, np.nan, 1.0], 1.0, [0.5, 0.5, 0.5, 2.0])).all()


@pytest.mark.parametrize(
    ("df", "t"), [(1, 1.0), (3, -1.5), (40, -2.2), (70, 9.0), (70, -9.0), (5, 0.0), (8, 1e9)]
)
def test_student_is_that_of_scipy(df, t):
    assert beta.stdtr(df, t) == pytest.approx(special.stdtr(df, t), rel=1e-12)


def test_the_logistic_curve_is_that_of_scipy():
    x = np.array([-800.0, -30.0, -1.0, 0.0, 2.0, 30.0, 900.0])
    np.testing.assert_allclose(beta.expit(x), special.expit(x), rtol=1e-15)
