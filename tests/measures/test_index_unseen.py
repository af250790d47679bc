"""How far inputs wander once their source has ended: against closed forms, and on histories whose wandering is known."""

import numpy as np
import pytest

from bilat.measures.index.inputs import FACTORS, one_pair, read_inputs
from bilat.measures.index.live import VOTES, effects_of
from bilat.measures.index.parameters import WEIGHTS, load
from bilat.measures.index.posterior import bands, posterior
from bilat.measures.index.statespace import Model
from bilat.measures.index.unseen import after_end, grown, paths, rates, since_known, variance
from bilat.record import open_record

T = 60
PHI = np.array([0.97, 0.9])
WEIGHT = np.array([0.7, 0.3])


def model(scale2):
    return Model(
        np.array([[0.5], [0.4]]),
        np.array([[0.99], *PHI[:, None]]),
        np.array([[0.0009], *scale2]),
        np.full((3, 1), 1e6),
        np.ones((3, 1)),
    )


def simulate(m, rng, n=1500, together=0.0):
    """Histories of n pairs; `together` is the correlation of the two inputs' own innovations."""
    both = np.linalg.cholesky(np.array([[1.0, together], [together, 1.0]]))
    states = rng.standard_normal((T, 3, n)) * np.sqrt(m.scale2)
    own = np.einsum("ij,tjn->tin", both, rng.standard_normal((T, 2, n)))
    states[:, 1:] = own * np.sqrt(m.scale2[1:])
    states[0] = rng.standard_normal((3, n))
    for t in range(1, T):
        states[t] += m.phi * states[t - 1]
    noise2 = np.full((T, 2, n), 0.0025)
    y = m.loading * states[:, :1] + states[:, 1:] + rng.standard_normal((T, 2, n)) * 0.05
    return y, noise2


def test_years_unseen_are_counted_from_what_was_known():
    y = np.array([np.nan, 1.0, np.nan, 2.0, np.nan, np.nan])[:, None, None]
    assert since_known(y)[:, 0, 0].tolist() == [0, 0, 1, 0, 1, 2]
    assert after_end(y)[:, 0, 0].tolist() == [0, 0, 0, 0, 1, 2]
    assert not after_end(np.full((4, 1, 1), np.nan)).any()


def test_nothing_is_added_where_the_model_is_right():
    rng = np.random.default_rng(1)
    m = model(np.array([[0.02], [0.05]]))
    y, noise2 = simulate(m, rng)
    assert (rates(y, noise2, m, WEIGHT) < 0.05 * m.scale2[1:, 0]).all()


def test_what_the_model_lacks_is_found():
    rng = np.random.default_rng(2)
    true = np.array([[0.06], [0.05]])
    y, noise2 = simulate(model(true), rng)
    said = model(np.array([[0.02], [0.05]]))
    found = rates(y, noise2, said, WEIGHT)
    assert found[0] == pytest.approx(0.04, rel=0.15)
    assert found[1] < 0.005


def test_inputs_that_go_together_wander_farther():
    rng = np.random.default_rng(3)
    m, said = model(np.array([[0.06], [0.06]])), model(np.array([[0.02], [0.02]]))
    alone = rates(*simulate(m, rng), said, WEIGHT)
    together = rates(*simulate(m, rng, together=0.8), said, WEIGHT)
    w = WEIGHT**2
    # variance of the weighted sum: both variances, and twice their covariance
    lacks = w @ np.full(2, 0.04) + 2 * np.prod(WEIGHT) * 0.8 * 0.06
    assert w @ together == pytest.approx(lacks, rel=0.15)
    assert w @ alone == pytest.approx(w @ np.full(2, 0.04), rel=0.15)


def test_paths_have_the_variance_that_bands_are_given():
    y = np.ones((T, 2))
    y[40:, 0] = y[50:, 1] = np.nan
    rate = np.array([0.04, 0.1])
    drawn = paths(y, rate, PHI, 20_000, seed=5)
    assert not drawn[:40].any()
    assert not drawn[:50, 1].any()
    want = variance(after_end(y[:, :, None]), rate, PHI, WEIGHT)[:, 0]
    got = np.einsum("k,tkn->tn", WEIGHT, drawn).var(axis=1)
    np.testing.assert_allclose(got, want, rtol=0.06)
    # an AR(1) that starts from 0, summed by hand
    assert want[42] == pytest.approx(0.49 * 0.04 * (1 + 0.97**2 + 0.97**4))
    assert grown(np.array([0.9]), np.array([3]))[0] == pytest.approx(1 + 0.81 + 0.6561)


def test_bands_and_draws_of_a_pair_widen_alike_when_sources_end():
    record = open_record()
    inputs = {v: read_inputs(record, one_pair(365, 710), v) for v in VOTES}
    effects, p = effects_of(record), load()
    still = type(p)(**(p.__dict__ | {"unseen": dict.fromkeys(p.unseen, 0.0)}))
    wide, narrow = (bands(inputs["kappa_linear"], effects["kappa_linear"], q) for q in (p, still))
    for name in wide:
        np.testing.assert_array_equal(wide[name].value, narrow[name].value)
        np.testing.assert_array_equal(wide[name].filtered, narrow[name].filtered)
    y = np.stack([inputs["kappa_linear"].values[n] for n in FACTORS["commitment"]], axis=1)
    added = wide["commitment"].sd ** 2 - narrow["commitment"].sd ** 2
    rate, phi = p.wandering("commitment")
    weights = np.array([WEIGHTS[n] for n in FACTORS["commitment"]])
    alive = ~np.isnan(added[:, 0])
    np.testing.assert_allclose(added[alive], variance(after_end(y), rate, phi, weights)[alive], atol=1e-12)
    assert added[-1, 0] > 0.02
    drawn = [posterior(inputs, effects, q, draws=120).draws for q in (p, still)]
    spread = [np.ptp(np.quantile(d["commitment"]["base"][-1], [0.1, 0.9])) for d in drawn]
    assert spread[0] > 1.15 * spread[1]
    # what ended is taken as it last was, for certain
    np.testing.assert_array_equal(
        drawn[0]["commitment"]["carried forward"], drawn[1]["commitment"]["carried forward"]
    )
