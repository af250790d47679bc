"""State effects and network positions of the validation: recovered where they are known, and never from later years."""

import numpy as np
import pytest
from benchmarks.validation.network import FORMS, additive, changes, features, latent, third_parties
from benchmarks.validation.network_report import chosen_form
from hypothesis import given
from hypothesis import strategies as st

from bilat.measures.index.inputs import Pairs


def _pairs(states, years):
    a, b = np.triu_indices(states, 1)
    index = np.full((states, states), -1)
    index[a, b] = index[b, a] = np.arange(len(a))
    return Pairs(a, b, index, np.ones((years, len(a)), bool))


@given(st.integers(0, 10_000), st.floats(0.0, 0.3))
def test_state_effects_are_recovered_with_gaps(seed, gaps):
    rng = np.random.default_rng(seed)
    a = rng.normal(size=12)
    y = 0.7 + a[:, None] + a[None, :]
    hidden = np.triu(rng.random(y.shape) < gaps, 1)
    y[hidden | hidden.T] = np.nan
    np.fill_diagonal(y, np.nan)
    mean, effects = additive(y)
    assert effects.sum() == pytest.approx(0, abs=1e-9)
    fitted = mean + effects[:, None] + effects[None, :]
    assert np.allclose(fitted[~np.isnan(y)], y[~np.isnan(y)], atol=0.02)


def test_latent_positions_find_two_camps():
    side = np.repeat([1.0, -1.0], 10)
    y = np.outer(side, side) + np.random.default_rng(1).normal(0, 0.1, (20, 20))
    y = (y + y.T) / 2
    np.fill_diagonal(y, np.nan)
    y[0, 1] = y[1, 0] = y[0, 15] = y[15, 0] = np.nan
    fit = latent(y, 1)
    # ties nobody has seen are told from the camps
    assert fit[0, 1] > 0.7
    assert fit[0, 15] < -0.7


def test_third_parties_tell_friends_of_friends():
    side = np.repeat([1.0, -1.0], 5)
    y = np.outer(side, side)
    np.fill_diagonal(y, np.nan)
    distance, product = third_parties(y)
    assert distance[0, 1] == pytest.approx(0)
    assert distance[0, 9] == pytest.approx(2)
    assert product[0, 1] == pytest.approx(1)
    assert product[0, 9] == pytest.approx(-1)


def test_features_of_a_year_know_nothing_later():
    rng = np.random.default_rng(3)
    pairs = _pairs(7, 8)
    names = ("alignment", "alignment_without_conflict", "positions", "commitment", "hostility")
    found = {n: rng.normal(size=pairs.alive.shape) for n in names}
    found["positions"][2, :4] = np.nan
    before = features(found, pairs)
    for values in found.values():
        values[5:] = rng.normal(size=values[5:].shape)
    after = features(found, pairs)
    assert set(before) == set(after)
    for name in before:
        assert np.array_equal(before[name][:5], after[name][:5], equal_nan=True), name
    assert not np.array_equal(before["latent of alignment"][5:], after["latent of alignment"][5:])
    wanted = {n for names in FORMS.values() for n in names}
    assert wanted <= {*before, *found}


def test_change_is_zero_where_nothing_was_known():
    values = np.array([[np.nan], [1.0], [3.0]])
    assert changes(values, 1).ravel().tolist() == [0.0, 0.0, 2.0]


def test_forms_are_chosen_on_the_strong_base():
    chosen = {(b, r, n): 0.0 for b in ("strong", "plain") for r in (True, False) for n in FORMS}
    chosen["plain", True, "index and network"] = 0.9
    chosen["strong", False, "index and state effects"] = 0.2
    chosen["strong", True, "factors and change"] = 0.3
    assert chosen_form(chosen, "headline") == "index and state effects"
    assert chosen_form(chosen, "all") == "factors and change"
    assert chosen_form(chosen, "without").startswith("without conflict")
