"""The state-space model against an independent computation, and on simulated histories whose truth is known.

The golden is the conditional of one big normal vector: every year and input of a pair at once, from the covariances of
the AR(1)s, with no recursion in it.
"""

import numpy as np
import pytest

from bilat.measures.index.statespace import Model, draw, expected_weights, filtered, run, smoothed

T, K = 25, 3
D = K + 1


def model(nu=3.0):
    return Model(
        np.array([[0.8], [0.5], [0.3]]),
        np.array([[0.95], [0.9], [0.8], [0.99]]),
        np.array([[0.05], [0.1], [0.02], [0.2]]),
        np.full((D, 1), nu),
        np.array([[1.0], [0.7], [1.5], [0.5]]),
    )


def simulate(m, n, rng, normal=False):
    eta = rng.standard_normal((T, D, n)) if normal else rng.standard_t(m.nu[:, 0][None, :, None], (T, D, n))
    states = eta * np.sqrt(m.scale2)
    states[0] = rng.standard_normal((D, n)) * np.sqrt(m.start2)
    for t in range(1, T):
        states[t] += m.phi * states[t - 1]
    noise2 = np.full((T, K, n), 0.05)
    y = m.loading * states[:, :1] + states[:, 1:] + rng.standard_normal((T, K, n)) * np.sqrt(noise2)
    return states, y, noise2


def covariance(phi, scale2, start2):
    variance = np.empty(T)
    variance[0] = start2
    for t in range(1, T):
        variance[t] = phi**2 * variance[t - 1] + scale2
    i, j = np.indices((T, T))
    return variance[np.minimum(i, j)] * phi ** np.abs(i - j)


def dense(y, noise2, m, combine, upto=None):
    """Return mean and variance of combine'state by one solve; only inputs up to a year if asked for."""
    parts = [covariance(m.phi[i, 0], m.scale2[i, 0], m.start2[i, 0]) for i in range(D)]
    load = m.loading[:, 0]
    whole = np.kron(np.outer(load, load), parts[0])
    for k in range(K):
        whole[k * T : (k + 1) * T, k * T : (k + 1) * T] += parts[k + 1]
    whole += np.diag(noise2.T.ravel())
    cross = np.hstack([combine[0] * load[k] * parts[0] + combine[k + 1] * parts[k + 1] for k in range(K)])
    prior = combine[0] ** 2 * parts[0] + sum(combine[k + 1] ** 2 * parts[k + 1] for k in range(K))
    flat = y.T.ravel()
    seen = ~np.isnan(flat)
    if upto is not None:
        seen &= np.tile(np.arange(T) <= upto, K)
    solved = np.linalg.solve(whole[np.ix_(seen, seen)], np.c_[flat[seen], cross[:, seen].T])
    return cross[:, seen] @ solved[:, 0], np.diag(prior - cross[:, seen] @ solved[:, 1:])


def with_gaps(y, rng):
    y = y.copy()
    y[rng.random(y.shape) < 0.3] = np.nan
    y[15:, 1] = np.nan
    y[:8, 0] = np.nan
    return y


def test_smoother_and_filter_equal_one_big_conditional():
    rng = np.random.default_rng(1)
    m = model()
    _, y, noise2 = simulate(m, 5, rng)
    y = with_gaps(y, rng)
    combine = np.array([0.7, 1.0, -0.5, 0.2])
    done = run(y, noise2, m)
    mean, variance = smoothed(done, m, combine[:, None])
    now, now_variance = filtered(done, combine[:, None])
    for i in range(5):
        want = dense(y[:, :, i], noise2[:, :, i], m, combine)
        np.testing.assert_allclose(mean[:, i], want[0], atol=1e-10)
        np.testing.assert_allclose(variance[:, i], want[1], atol=1e-10)
        for t in (0, 9, T - 1):
            then = dense(y[:, :, i], noise2[:, :, i], m, combine, upto=t)
            assert now[t, i] == pytest.approx(then[0][t], abs=1e-10)
            assert now_variance[t, i] == pytest.approx(then[1][t], abs=1e-10)


def test_draws_have_the_mean_and_variance_of_the_conditional_when_innovations_are_normal():
    rng = np.random.default_rng(2)
    m = model(nu=1e6)
    _, y, noise2 = simulate(m, 1, rng, normal=True)
    y = with_gaps(y, rng)
    n = 4000
    states, _ = draw(np.repeat(y, n, axis=2), np.repeat(noise2, n, axis=2), m, rng, sweeps=1)
    combine = np.array([1.0, 0.0, 1.0, 0.0])
    values = np.einsum("d,tdn->tn", combine, states)
    mean, variance = dense(y[:, :, 0], noise2[:, :, 0], m, combine)
    np.testing.assert_allclose(values.mean(axis=1), mean, atol=5 * np.sqrt(variance.max() / n))
    np.testing.assert_allclose(values.var(axis=1), variance, rtol=0.15)


def test_bands_of_draws_cover_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(3)
    m = model(nu=2.5)
    truth, y, noise2 = simulate(m, 150, rng)
    y = with_gaps(y, rng)
    chains = 40
    states, _ = draw(np.repeat(y, chains, axis=2), np.repeat(noise2, chains, axis=2), m, rng, sweeps=6)
    common = states[:, 0].reshape(T, 150, chains)
    low, high = np.quantile(common, [0.05, 0.95], axis=2)
    covered = ((truth[:, 0] >= low) & (truth[:, 0] <= high)).mean()
    # 40 draws make a 90% band cover about 88%; the years of a history are not independent
    assert 0.83 < covered < 0.93


def test_probability_of_the_maximum_is_calibrated():
    rng = np.random.default_rng(4)
    m = model(nu=2.5)
    truth, y, noise2 = simulate(m, 300, rng)
    y[22:, :2] = np.nan  # the late years are thin
    chains = 60
    states, _ = draw(np.repeat(y, chains, axis=2), np.repeat(noise2, chains, axis=2), m, rng, sweeps=6)
    total = (m.loading[0] * states[:, 0] + states[:, 1]).reshape(T, 300, chains)[15:]
    true = (m.loading[0] * truth[:, 0] + truth[:, 1])[15:]
    p = (total.argmax(axis=0) == 9).mean(axis=1)
    happened = true.argmax(axis=0) == 9
    assert p.mean() == pytest.approx(happened.mean(), abs=0.06)
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 1.01)):
        chosen = (p >= low) & (p < high)
        assert chosen.sum() >= 20
        error = 3 * np.sqrt(0.2 / chosen.sum())
        assert p[chosen].mean() == pytest.approx(happened[chosen].mean(), abs=error)


def test_a_break_gets_a_small_weight_and_does_not_leak():
    m = model(nu=2.0)
    y = np.zeros((T, K, 1))
    y[12:] = 5.0
    noise2 = np.full(y.shape, 0.01)
    weights = expected_weights(y, noise2, m, rounds=4)
    combine = np.concatenate([[m.loading[1, 0]], [0, 1, 0]])[:, None]
    robust = smoothed(run(y, noise2, m, weights), m, combine)[0][:, 0]
    plain = smoothed(run(y, noise2, m), m, combine)[0][:, 0]
    assert weights[12].min() < 0.1 < weights[5].min()
    assert abs(robust[11]) <= abs(plain[11])
    assert robust[12] - robust[11] > 4.5


def test_fewer_inputs_make_wider_bands():
    rng = np.random.default_rng(5)
    m = model()
    _, y, noise2 = simulate(m, 20, rng)
    combine = np.ones((D, 1))
    full = smoothed(run(y, noise2, m), m, combine)[1]
    less = y.copy()
    less[10:, 0] = np.nan
    thin = smoothed(run(less, noise2, m), m, combine)[1]
    assert (thin >= full - 1e-12).all()
    assert (thin[10:] > full[10:]).all()


def test_pairs_do_not_touch_each_other():
    rng = np.random.default_rng(6)
    m = model()
    _, y, noise2 = simulate(m, 6, rng)
    y[:, 0, 3] = np.nan
    combine = np.ones((D, 1))
    together = smoothed(run(y, noise2, m), m, combine)
    for i in range(6):
        alone = smoothed(run(y[..., i : i + 1], noise2[..., i : i + 1], m), m, combine)
        np.testing.assert_allclose(together[0][:, i], alone[0][:, 0], atol=1e-12)
        np.testing.assert_allclose(together[1][:, i], alone[1][:, 0], atol=1e-12)
