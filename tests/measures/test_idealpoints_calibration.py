"""Simulation-based calibration of the two-sided model (Talts et al. 2018): ranks of the truth among draws are uniform.

Assemblies are drawn from the prior itself and from the model, unanimous votes and all; the chain is then run on each.
The model does not know left from right, so every quantity is turned by the sign of one state's ideal point.
"""

import numpy as np
import pytest
from scipy.stats import chi2

from bilat.measures.idealpoints.data import Items, design
from bilat.measures.idealpoints.items import CUT_PRECISION
from bilat.measures.idealpoints.likelihood import TAIL
from bilat.measures.idealpoints.normal import seed_state
from bilat.measures.idealpoints.smoother import STEP_SCALE, STEP_SHAPE, sweep_smoother
from bilat.measures.idealpoints.state import begin

STATES, SESSIONS, ITEMS, BRIDGES = 10, 4, 8, 2
DRAWS, BINS = 39, 8


def assembly(rng):
    """Draw ideal points, items and votes: items, and the true ideal points, discriminations, step."""
    count = SESSIONS * ITEMS + BRIDGES
    where = [np.r_[:BRIDGES, BRIDGES + t * ITEMS : BRIDGES + (t + 1) * ITEMS] for t in range(SESSIONS)]
    row = np.repeat(np.arange(STATES * SESSIONS), ITEMS + BRIDGES)
    item = np.concatenate([np.tile(where[t], STATES) for t in range(SESSIONS)])
    step = np.sqrt(0.25 * STEP_SCALE / rng.gamma(STEP_SHAPE))  # equal numbers of votes: half of 0.5
    theta = np.empty((SESSIONS, STATES))
    theta[0] = rng.normal(size=STATES)
    for t in range(1, SESSIONS):
        theta[t] = theta[t - 1] + rng.normal(0, step, STATES)
    beta = rng.normal(size=count)
    cut = np.sort(rng.normal(0, CUT_PRECISION**-0.5, (count, 2)), axis=1)
    z = beta[item] * theta.ravel()[row] + rng.normal(size=len(row))
    vote = 1 + (z > cut[item, 0]).astype(np.int8) + (z > cut[item, 1])
    items = Items(
        code=np.tile(np.arange(1, STATES + 1), SESSIONS).astype(np.int16),
        session=np.repeat(np.arange(1, SESSIONS + 1), STATES).astype(np.int16),
        n=np.bincount(row).astype(np.int32),
        row=row.astype(np.int32),
        item=item.astype(np.int32),
        vote=vote.astype(np.int8),
        rollcall=np.arange(count),
        first_year={},
    )
    return items, theta.ravel(), beta, step


def ranks(seed):
    """Rank the truth among draws in one assembly: two ideal points, a distance, a discrimination, a level, two spreads."""
    rng = np.random.default_rng([seed, 5])
    items, theta, beta, step = assembly(rng)
    plan = design(items, 0.5)
    start = np.column_stack([rng.normal(size=len(beta)), np.full(len(beta), -1.0), np.full(len(beta), 1.0)])
    state = begin(plan, rng.normal(size=len(theta)), start, seed_state(seed, 0))
    out = np.empty((25, len(theta)))
    for _ in range(5):
        sweep_smoother(plan, state, TAIL, 0.0, out, False)

    def look(theta, beta, step):
        sign = np.sign(theta[0])
        return np.array(
            [
                sign * theta[3],
                sign * theta[-1],
                abs(theta[5] - theta[-5]),
                sign * beta[-1],
                sign * theta[-STATES:].mean(),
                np.log(theta.std()),
                step,
            ]
        )

    draws = []
    for _ in range(DRAWS):
        sweep_smoother(plan, state, TAIL, 0.0, out[:10], True)
        draws.append(look(state.theta, state.items[:, 0], np.sqrt(state.variance[-1])))
    return (np.array(draws) < look(theta, beta, step)).sum(0)


@pytest.mark.parametrize("worlds", [40, pytest.param(120, marks=pytest.mark.long)])
def test_ranks_are_uniform(worlds):
    found = np.array([ranks(seed) for seed in range(worlds)])
    expected = worlds / BINS
    for column in found.T:
        counts = np.bincount(column * BINS // (DRAWS + 1), minlength=BINS)
        statistic = ((counts - expected) ** 2 / expected).sum()
        # seven quantities: a chance of 1 in 300 that a right sampler fails with some other seed
        assert chi2.sf(statistic, BINS - 1) > 0.0005, counts
