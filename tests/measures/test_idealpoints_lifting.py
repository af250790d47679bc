"""Levels of single sessions in the published sampler: the move against its conditional on a grid, and chains that meet."""

import numpy as np
import pytest
from scipy.special import ndtr

from bilat.errors import InputError
from bilat.measures.idealpoints import fit, make_items, sample
from bilat.measures.idealpoints.blocks import blocks
from bilat.measures.idealpoints.data import design
from bilat.measures.idealpoints.diagnostics import effective_size
from bilat.measures.idealpoints.lifting import Lifts, draw_lifts, lifts, no_lifts
from bilat.measures.idealpoints.likelihood import TAIL
from bilat.measures.idealpoints.normal import seed_state
from bilat.measures.idealpoints.published import sweep_published
from bilat.measures.idealpoints.starts import first_guess, spread_out
from bilat.measures.idealpoints.state import begin

STATES = 12


def assembly(rng, shared, own=6, sessions=2, states=STATES):
    """Votes of states that stand anywhere on items of one session, and on some of all sessions."""
    rows, theta = [], rng.normal(size=(sessions, states))
    for t in range(sessions):
        for v in range(shared + own):
            beta, cut = rng.normal(), np.sort(rng.normal(size=2))
            z = beta * theta[t] + rng.normal(size=states)
            number = v if v < shared else 100 * (t + 1) + v
            rows += [(100 + i, t + 1, number, 1 + (z[i] > cut[0]) + (z[i] > cut[1])) for i in range(states)]
    return make_items(*np.array(rows).T)


def chain(items, rng):
    plan = design(items, 0.5)
    beta, cut = (
        rng.normal(size=len(items.rollcall)),
        np.sort(rng.normal(size=(len(items.rollcall), 2)), axis=1),
    )
    state = begin(plan, rng.normal(size=len(items)), np.column_stack([beta, cut]), seed_state(7, 0))
    return plan, state._replace(centre=rng.normal(size=len(items)))


def only(all_of, t):
    """The t-th session that can be moved, alone."""

    def cut(start, what):
        part = what[start[t] : start[t + 1]]
        return np.array([0, len(part)]), part

    return Lifts(*cut(all_of.row_start, all_of.row), *cut(all_of.item_start, all_of.item),
                 *cut(all_of.cell_start, all_of.cell), all_of.cell_item, all_of.part[t : t + 1])  # fmt: skip


@pytest.mark.parametrize("shared", [0, 2])
def test_a_session_s_level_has_its_conditional(shared):
    """Mean and spread of 40,000 steps, against votes, prior and walls added up on a grid without any of the module's code."""
    rng = np.random.default_rng(3)
    items = assembly(rng, shared)
    plan, state = chain(items, rng)
    state.items[-1, 1:] = 6.2, 6.7  # an item near the wall
    state.items[-1, 0] = 1.0
    every = lifts(plan)
    assert len(every.part) == 2
    assert (every.part == 1).all() if shared == 0 else (every.part < 1).all()
    second = only(every, 1)
    rows = np.flatnonzero(items.session == 2)
    one, before, at = state.theta.copy(), state.items.copy(), state.theta[rows].copy()
    lag, variance = state.centre[plan.before[rows]], plan.variance[rows]
    grid = np.linspace(-4, 4, 4001)
    log = -0.5 * ((at[:, None] + grid - lag[:, None]) ** 2 / variance[:, None]).sum(0)
    single = np.array(
        [len(np.unique(items.session[items.row[items.item == j]])) == 1 for j in range(len(before))]
    )
    for row, j, vote in zip(items.row, items.item, items.vote, strict=True):
        if items.session[row] == 2:
            beta, g1, g2 = before[j]
            by = beta * grid if single[j] else 0.0
            mu = beta * (one[row] + grid)
            p1, p2 = ndtr(g1 + by - mu), ndtr(g2 + by - mu)
            log += np.log(np.array([p1, p2 - p1, 1 - p2])[vote - 1])
    for j in np.flatnonzero(single):
        if items.session[items.row[items.item == j]][0] == 2:
            moved = before[j, 1:, None] + before[j, 0] * grid
            log[(np.abs(moved) >= 7).any(0)] = -np.inf
    density = np.exp(log - log.max())
    density /= density.sum()
    mean = grid @ density
    spread = np.sqrt((grid - mean) ** 2 @ density)
    drawn = np.empty(40_000)
    for n in range(len(drawn)):
        draw_lifts(second, plan, state, TAIL)
        drawn[n] = state.theta[rows[0]] - at[0]
    assert drawn.mean() == pytest.approx(mean, abs=0.05 * spread)
    assert drawn.std() == pytest.approx(spread, rel=0.03)
    assert np.mean(drawn < mean) == pytest.approx(density[grid < mean].sum(), abs=0.02)
    # what moves, moves together; the rest stays
    np.testing.assert_allclose(state.theta[rows] - at, drawn[-1], atol=1e-9)
    first = np.flatnonzero(items.session == 1)
    np.testing.assert_array_equal(state.theta[first], one[first])
    held = np.array([j for j in range(len(before)) if not single[j]], int)
    np.testing.assert_array_equal(state.items[held], before[held])


def test_sessions_that_shared_items_hold_are_left_out():
    rng = np.random.default_rng(4)
    plan = design(assembly(rng, shared=40), 0.5)
    assert len(lifts(plan).part) == 0
    assert len(no_lifts().part) == 0


def test_levels_mix_where_nothing_is_shared():
    """How far one session's level is above the next one's: the published steps crawl along it, the move does not."""
    rng = np.random.default_rng(5)
    states, rows = 20, []
    theta = rng.normal(size=states)
    for t in range(3):
        for v in range(20):
            beta, cut = rng.normal(), np.sort(rng.normal(size=2))
            z = beta * theta + rng.normal(size=states)
            rows += [
                (100 + i, t + 1, 100 * t + v, 1 + (z[i] > cut[0]) + (z[i] > cut[1])) for i in range(states)
            ]
    items = make_items(*np.array(rows).T)
    plan = design(items, 0.5)
    laid = blocks(plan)
    sizes = {}
    for name, moved in (("plain", no_lifts()), ("lifted", lifts(plan))):
        chains = []
        for seed in range(2):
            start, of = spread_out(first_guess(items), items, seed, 0)
            state, draws = begin(plan, start, of, seed_state(seed, 0)), np.zeros((1500, len(items)))
            sweep_published(plan, laid, state, moved, TAIL, draws, True)
            level = [draws[300:, items.session == t].mean(1) for t in (1, 2, 3)]
            chains.append(np.column_stack([level[0] - level[1], level[1] - level[2]]))
        sizes[name] = effective_size(np.array(chains))
    assert (sizes["lifted"] > 3 * sizes["plain"]).all(), sizes


def test_the_option_reaches_the_sampler():
    items = assembly(np.random.default_rng(6), shared=0)
    plain, lifted = (sample(items, warmup=5, draws=10, seed=1, lift=lift) for lift in (False, True))
    assert plain.accepted[2] == 0 < lifted.accepted[2]  # of the levels that were offered
    assert lifted.settings["lift"] is True
    assert "lift" not in plain.settings


def test_only_the_published_sampler_is_lifted():
    with pytest.raises(InputError, match="Levels cannot be lifted with the prior 'smoother'"):
        fit(None, None, None, prior="smoother", lift=True)
