"""The compiled filter and sampler against the array steps of `statespace`."""

import numpy as np
import pytest

from bilat.measures.index import compiled, posterior
from bilat.measures.index.inputs import FACTORS
from bilat.measures.index.parameters import load
from bilat.measures.index.posterior import Drawn, Posterior
from bilat.measures.index.probabilities import p_closer
from bilat.measures.index.sampler import sample
from bilat.measures.index.single import settled, trajectories
from bilat.measures.index.statespace import Model, Series, draw, expected_weights, filtered, run, smoothed

T, K = 30, 3


@pytest.fixture(autouse=True, params=["compiled", "arrays"])
def way(request, monkeypatch):
    """Every test runs both ways."""
    monkeypatch.setattr(compiled, "_asked", compiled._PAIRS if request.param == "compiled" else 0)


COMBINE = np.array([[0.7], [1.0], [-0.5], [0.2]])


def model(nu=3.0):
    return Model(
        np.array([[0.8], [0.5], [0.3]]),
        np.array([[0.95], [0.9], [0.8], [0.99]]),
        np.array([[0.05], [0.1], [0.02], [0.2]]),
        np.full((K + 1, 1), nu),
        np.array([[1.0], [0.7], [1.5], [0.5]]),
    )


def history(n, seed=1):
    rng = np.random.default_rng(seed)
    y = rng.standard_normal((T, K, n)).cumsum(axis=0) / 4
    y[15:] += 2.0  # a break
    y[rng.random(y.shape) < 0.3] = np.nan
    y[20:, 1] = np.nan
    return y, np.full(y.shape, 0.05)


@pytest.mark.parametrize("rounds", [0, 2])
def test_one_by_one_is_all_at_once(rounds):
    (y, noise2), m = history(4), model()
    (found,) = trajectories([Series(y, noise2, m)], [COMBINE], rounds)
    (weights,) = settled([Series(y, noise2, m)], rounds)
    want = expected_weights(y, noise2, m, rounds) if rounds else np.ones_like(weights)
    np.testing.assert_allclose(weights, want, rtol=1e-9)
    after = smoothed(run(y, noise2, m, want), m, COMBINE)
    before = filtered(run(y, noise2, m), COMBINE)
    np.testing.assert_allclose(found, [*after, *before], atol=1e-9)


def test_factors_with_more_and_fewer_inputs_are_done_together_as_alone():
    (y, noise2), m = history(2), model()
    fewer = Series(y[:, :1, :1], noise2[:, :1, :1], Model(m.loading[:1], *(x[:2] for x in (m.phi, m.scale2, m.nu, m.start2))))  # fmt: skip
    series, combine = [Series(y, noise2, m), fewer], [COMBINE, COMBINE[:2]]
    for together, s, c in zip(trajectories(series, combine, 2), series, combine, strict=True):
        np.testing.assert_allclose(together, trajectories([s], [c], 2)[0], rtol=1e-12, atol=1e-14)
    for together, s in zip(settled(series, 3), series, strict=True):
        np.testing.assert_allclose(together, settled([s], 3)[0], rtol=1e-12)


def test_draws_with_normal_innovations_have_the_mean_and_variance_of_the_smoother():
    (y, noise2), m = history(1), model(nu=1e4)
    states = sample(y, noise2, m, draws=4000, sweeps=1)
    mean, variance = smoothed(run(y, noise2, m), m, COMBINE)
    values = np.einsum("d,stdn->tn", COMBINE[:, 0], states)
    np.testing.assert_allclose(values.mean(axis=1), mean[:, 0], atol=5 * np.sqrt(variance.max() / 4000))
    np.testing.assert_allclose(values.var(axis=1), variance[:, 0], rtol=0.15)


def test_draws_with_breaks_are_those_of_the_array_sampler():
    (y, noise2), m = history(1, seed=2), model(nu=2.5)
    n = 1500
    compiled = np.einsum("d,stdn->tn", COMBINE[:, 0], sample(y, noise2, m, draws=n, sweeps=10))
    states, _ = draw(np.repeat(y, n, axis=2), np.repeat(noise2, n, axis=2), m, np.random.default_rng(5), 20)
    plain = np.einsum("d,tdn->tn", COMBINE[:, 0], states)
    error = np.sqrt((compiled.var(axis=1) + plain.var(axis=1)) / n)
    assert (np.abs(compiled.mean(axis=1) - plain.mean(axis=1)) < 5 * error).all()
    np.testing.assert_allclose(compiled.std(axis=1), plain.std(axis=1), rtol=0.2)


def test_both_ways_give_the_same_numbers(monkeypatch):
    # a column with what others lack, one with normal innovations, one that shows nothing for years
    (y, noise2), m = history(3, seed=4), model()
    y[:6, :, 1] = np.nan
    m = Model(*(np.repeat(x, 3, axis=1) for x in (m.loading, m.phi, m.scale2, m.nu, m.start2)))
    m.nu[:, 2] = 1e4
    found = []
    for asked in (0, compiled._PAIRS):
        monkeypatch.setattr(compiled, "_asked", asked)
        found.append(sample(y, noise2, m, draws=20, sweeps=3, dtype=np.float64))
    np.testing.assert_allclose(found[0], found[1], rtol=1e-9, atol=1e-10)
    assert found[0].std() > 0.1


def test_single_precision_changes_no_draw_that_matters(way):
    (y, noise2), m = history(2, seed=4), model()
    m = Model(*(np.repeat(x, 2, axis=1) for x in (m.loading, m.phi, m.scale2, m.nu, m.start2)))
    single, double = (sample(y, noise2, m, draws=40, sweeps=3, dtype=t) for t in (np.float32, np.float64))
    # the noise of an input has a standard deviation of 0.2
    assert np.abs(single - double).max() < 1e-3
    a, b = (x.argmax(axis=1) for x in (single, double))
    assert (a == b).mean() > 0.99


@pytest.mark.parametrize("factor", FACTORS)
def test_what_states_show_is_the_same_both_ways(monkeypatch, factor):
    rng, k = np.random.default_rng(6), len(FACTORS[factor])
    states = 2 * rng.standard_normal((2, T, k + 1, 24)).astype(np.float32)
    y = rng.standard_normal((T, k, 2))
    y[20:, 0] = y[25:] = np.nan  # seen no more: they wander
    p, found = load(), []
    for asked in (0, compiled._PAIRS):
        monkeypatch.setattr(compiled, "_asked", asked)
        rate, phi = p.wandering(factor)
        rates, weights = np.stack([rate, 4 * rate, rate]), np.stack([p.weights(factor)] * 2 + [np.ones(k)])
        found.append(posterior._shown(states, [0, 1, 1], y, (rates, phi), p, factor, weights, 0))
    np.testing.assert_allclose(found[0], found[1], atol=1e-5)
    assert found[0].std() > 0.1


def test_specifications_of_one_column_share_their_random_numbers():
    (y, noise2), m = history(1), model()
    twice = sample(
        np.repeat(y, 2, axis=2),
        np.repeat(noise2, 2, axis=2),
        Model(*(np.repeat(x, 2, axis=1) for x in (m.loading, m.phi, m.scale2, m.nu, m.start2))),
        draws=24,
        sweeps=3,
    )
    np.testing.assert_array_equal(twice[0], twice[1])
    np.testing.assert_array_equal(twice[:1], sample(y, noise2, m, draws=24, sweeps=3))


def test_draws_from_the_same_numbers_are_not_set_side_by_side():
    # every draw of the one is its twin and a little more: alike but independent, it is closer half of the time
    rng = np.random.default_rng(3)
    values = rng.standard_normal((1, 400))
    years, alive = np.array([2000]), np.array([True])
    one = Posterior(years, alive, {"alignment": Drawn(values[None] + 1e-6, {"base": 0})})
    other = Posterior(years, alive, {"alignment": Drawn(values[None], {"base": 0})})
    assert p_closer(one, other, 2000).value == pytest.approx(0.5, abs=0.01)
