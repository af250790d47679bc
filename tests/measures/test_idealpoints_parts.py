"""Parts of the ideal-point samplers against independent computations."""

import os

import numpy as np
import pytest
from scipy.special import log_ndtr
from scipy.stats import norm, truncnorm

from bilat.measures.idealpoints.blocks import LANES, blocks
from bilat.measures.idealpoints.compiling import forget_stale
from bilat.measures.idealpoints.data import design, make_items
from bilat.measures.idealpoints.diagnostics import effective_size, split_rhat
from bilat.measures.idealpoints.items import CUT_PRECISION, draw_items, item_derivatives
from bilat.measures.idealpoints.latent import draw_z, log_ratio, mend_far, probabilities
from bilat.measures.idealpoints.likelihood import TAIL, abstention, tail
from bilat.measures.idealpoints.normal import exponential_below, normal, quantile, seed_state
from bilat.measures.idealpoints.points import draw_points, hold, point_derivatives
from bilat.measures.idealpoints.published import step_cutpoints
from bilat.measures.idealpoints.single import cdf32, exp32, fill, log32, quantile32
from bilat.measures.idealpoints.state import begin


@pytest.mark.parametrize(
    ("mu", "vote", "g1", "g2"),
    [
        (0, 1, 1, 2),
        (7, 1, 1, 2),
        (0, 2, -0.2, 0.3),
        (2, 2, -0.5, -0.3),
        (-6, 2, 1, 1.5),
        (9, 2, 0, 1),
        (-6, 3, 0, 1),
    ],
)
def test_latent_is_a_truncated_normal(mu, vote, g1, g2):
    n = 20_000
    votes, theta = np.full(n, vote, np.float32), np.full(n, mu, np.float32)
    parameters = (np.float32(1), np.float32(g1), np.float32(g2))
    p, left, z = np.empty((3, n), np.float32)
    u = np.random.default_rng(5).random(n, np.float32) * np.float32(0.999999) + np.float32(3e-8)
    probabilities(votes, np.arange(n if vote == 2 else 0), theta, *parameters, p, left)
    square, cross, far = draw_z(votes, theta, *parameters, p, left, u, z)
    if far:
        assert far == n
        cross += mend_far(votes, theta, *parameters, z, seed_state(5, 0))
    assert square == pytest.approx(n * mu * mu, rel=1e-3)
    assert cross == pytest.approx(float(mu * z.sum(dtype=float)), rel=1e-3, abs=1e-3)
    low, high = {1: (-np.inf, g1), 2: (g1, g2), 3: (g2, np.inf)}[vote]
    exact = truncnorm(low - mu, high - mu, mu, 1)
    assert low - 1e-6 <= z.min() and z.max() <= high + 1e-6
    share = norm.cdf(high - mu) - norm.cdf(low - mu)
    assert p[0] == pytest.approx(share if low < mu else norm.sf(low - mu) - norm.sf(high - mu), rel=1e-4)
    assert z.mean(dtype=float) == pytest.approx(exact.mean(), abs=5 * exact.std() / np.sqrt(len(z)))
    assert z.std() == pytest.approx(exact.std(), rel=0.03)


def test_normal_functions():
    p = norm.cdf(np.linspace(-8, 8, 400))
    assert np.allclose([quantile(v) for v in p], norm.ppf(p), rtol=2e-9, atol=2e-9)
    state = seed_state(1, 1)
    draws = np.array([normal(state) for _ in range(40_000)])
    assert abs(draws.mean()) < 0.02
    assert draws.std() == pytest.approx(1, abs=0.02)
    below = np.array([exponential_below(-6.0, 0.4, state) for _ in range(5_000)])
    assert below.mean() == pytest.approx(truncnorm(-6.4, -6).mean(), abs=0.006)


def test_single_precision_functions():
    x = np.linspace(-12.4, 8, 999, dtype=np.float32)
    assert np.allclose([cdf32(v) for v in x], norm.cdf(x.astype(float)), rtol=2e-5, atol=0)
    near = x[x > -4]
    assert np.allclose([cdf32(v) for v in near], norm.cdf(near.astype(float)), rtol=3e-6, atol=0)
    e = np.linspace(-86, 0, 999, dtype=np.float32)
    assert np.allclose([exp32(v) for v in e], np.exp(e.astype(float)), rtol=1e-6, atol=0)
    positive = np.exp(np.linspace(-80, 5, 999)).astype(np.float32)
    assert np.allclose([log32(v) for v in positive], np.log(positive.astype(float)), rtol=3e-7, atol=1e-7)
    p = norm.cdf(np.linspace(-5.9, 5, 999)).astype(np.float32)
    assert np.allclose([quantile32(v) for v in p], norm.ppf(p.astype(float)), rtol=5e-6, atol=2e-6)


def test_many_generators_are_even_and_independent():
    words = np.random.default_rng(3).integers(0, 2**32, (4, 160), dtype=np.uint64).astype(np.uint32)
    before = words.copy()
    drawn = np.empty((500, 160), np.float32)
    for row in drawn:
        fill(*words, row)
    assert drawn.min() > 0 and drawn.max() < 1
    assert np.abs(np.histogram(drawn, 64, (0, 1))[0] / 1250 - 1).max() < 0.12
    # neighbours among the generators, and draws one after another
    for one, other in ((drawn[:, 1:], drawn[:, :-1]), (drawn[1:], drawn[:-1])):
        assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.015

    def step(a, b, c, d):  # as published by Blackman & Vigna
        out = (a + d) & 0xFFFFFFFF
        t = (b << 9) & 0xFFFFFFFF
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= t
        return out, (a, b, c, ((d << 11) | (d >> 21)) & 0xFFFFFFFF)

    state = tuple(int(w) for w in before[:, 7])
    for row in drawn[:20]:
        out, state = step(*state)
        assert row[7] == np.float32(((out >> 8) + 0.5) / 2**24)


def test_blocks_hold_every_vote_once():
    rng = np.random.default_rng(8)
    sessions, states, calls = 3, 21, 12
    session, state, call = (
        a.ravel() for a in np.meshgrid(*(range(1, n + 1) for n in (sessions, states, calls)))
    )
    keep = rng.random(session.size) < 0.8
    # roll call 1 comes back in every session; the others are each session's own
    call = np.where(call == 1, 1, 100 * session + call)
    made = make_items(state[keep], session[keep], call[keep], rng.integers(1, 4, keep.sum()))
    plan = design(made, 0.5)
    laid = blocks(plan)
    back = []
    for v in range(len(plan.item_start) - 1):
        for c in range(laid.item_start[v], laid.item_start[v + 1]):
            one = laid.session_start[laid.session[c]]
            n = laid.session_start[laid.session[c] + 1] - one
            assert n % LANES == 0
            votes = laid.vote[laid.start[c] : laid.start[c] + n]
            assert (
                np.flatnonzero(votes == 2) == laid.abstain[laid.abstain_start[c] : laid.abstain_start[c + 1]]
            ).all()
            back += [(v, int(one + k), int(votes[k])) for k in np.flatnonzero(votes)]
    item = np.repeat(np.arange(len(plan.item_start) - 1), np.diff(plan.item_start))
    there = zip(item.tolist(), laid.place[plan.item_row].tolist(), plan.item_vote.tolist(), strict=True)
    assert sorted(back) == sorted(there)
    assert len(laid.item_start) - 1 < len(laid.session)


def test_likelihood_ratio_of_a_block():
    rng = np.random.default_rng(2)
    theta, vote = rng.normal(size=32).astype(np.float32), rng.integers(0, 4, 32).astype(np.float32)
    p = []
    for g1, g2 in ((-0.3, 0.5), (-0.25, 0.45)):
        out, low = np.empty((2, 32), np.float32)
        probabilities(
            vote, np.flatnonzero(vote == 2), theta, np.float32(0.8), np.float32(g1), np.float32(g2), out, low
        )
        cut = np.array([-np.inf, g1, g2, np.inf])
        k = vote.astype(int)
        mu = 0.8 * theta.astype(float)
        exact = norm.cdf(cut[k] - mu) - norm.cdf(cut[np.maximum(k - 1, 0)] - mu)
        p.append((out, np.where(k > 0, exact, 1.0)))
        assert np.allclose(out, p[-1][1], rtol=1e-4)
    assert log_ratio(p[1][0], p[0][0]) == pytest.approx(np.log(p[1][1] / p[0][1]).sum(), abs=1e-4)


def _ballots(seed, kinds):
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=70)
    z = 1.2 * theta + rng.normal(size=70)
    vote = (1 + (z > 0.3) + (z > 1)).astype(np.int8)
    keep = np.isin(vote, kinds)
    return theta[keep][:25], vote[keep][:25]


def _one_item(theta, vote, copies=1):
    """Items with these votes, by states with these ideal points: design and state of a chain."""
    n = len(theta)
    items = make_items(
        np.tile(np.arange(1, n + 1), copies + 1),
        np.ones(n * (copies + 1), int),
        np.repeat(np.arange(copies + 1), n),
        np.concatenate([np.tile(vote, copies), 1 + 2 * (np.arange(n) % 2)]),
    )
    plan = design(items, 0.5)
    start = np.tile([1.0, 0.0, 1.0], (copies + 1, 1))
    return plan, begin(plan, theta, start, seed_state(2, 0))


def _log_posterior(theta, vote, beta, g1, g2, precision):
    mu = np.multiply.outer(beta, theta) if np.ndim(beta) else beta * theta
    prior = np.asarray(beta) ** 2 + precision * (np.asarray(g1) ** 2 + np.asarray(g2) ** 2)
    g1, g2 = np.asarray(g1)[..., None], np.asarray(g2)[..., None]
    low, high = np.where(g1 > mu, mu - g2, g1 - mu), np.where(g1 > mu, mu - g1, g2 - mu)
    between = log_ndtr(high) + np.log(-np.expm1(log_ndtr(low) - log_ndtr(high)))
    by_vote = np.where(vote == 1, log_ndtr(g1 - mu), np.where(vote == 3, log_ndtr(mu - g2), between))
    return by_vote.sum(-1) - 0.5 * prior


def _bends(f, x, e=1e-4):
    unit = np.eye(len(x))
    slope = [(f(x + e * u) - f(x - e * u)) / (2 * e) for u in unit]
    bend = [
        -(f(x + e * (u + w)) - f(x + e * (u - w)) - f(x - e * (u - w)) + f(x - e * (u + w))) / (4 * e * e)
        for n, u in enumerate(unit)
        for w in unit[n:]
    ]
    return slope, bend


def test_probabilities_of_votes():
    x = np.linspace(-35, 9, 999)
    found = np.array([tail(v, TAIL) for v in x])
    hazard = np.exp(norm.logpdf(x) - log_ndtr(x))
    assert np.allclose(found[:, 0], log_ndtr(x), rtol=1e-6, atol=2e-7)
    assert np.allclose(found[:, 1], hazard, rtol=2e-4, atol=1e-6)
    assert np.allclose(found[:, 2], hazard * (hazard + x), rtol=2e-3, atol=2e-4)
    for a, b in ((-0.3, 0.4), (1.0, 1.02), (-6.0, -5.9), (4.0, 7.0), (-9.0, -2.0)):
        exact = np.log(norm.cdf(-a) - norm.cdf(-b)) if a > 0 else np.log(norm.cdf(b) - norm.cdf(a))
        log, low, high = abstention(a, b, TAIL)
        assert log == pytest.approx(exact, abs=2e-5)
        assert low == pytest.approx(norm.pdf(a) / np.exp(exact), rel=1e-3)
        assert high == pytest.approx(norm.pdf(b) / np.exp(exact), rel=1e-3)


@pytest.mark.parametrize(
    ("a", "b"),
    [(-60.0, -41.0), (-40.02, -39.99), (41.0, 60.0), (300.0, 300.02), (-45.0, -37.9), (1e5, 1e5 + 0.01)],
)
def test_probabilities_of_abstentions_beyond_the_table(a, b):
    """Where both ends lay beyond it, probability was none and curvature infinite: chains of the hierarchy ran away."""
    near, far = (b, a) if b < 0 else (-a, -b)
    exact = log_ndtr(near) + np.log(-np.expm1(log_ndtr(far) - log_ndtr(near)))
    log, low, high = abstention(a, b, TAIL)
    assert log == pytest.approx(exact, rel=1e-8)
    if abs(a) < 1e4:  # differences of larger ones have no digits left
        assert low == pytest.approx(np.exp(norm.logpdf(a) - exact), rel=1e-4, abs=1e-8)
        assert high == pytest.approx(np.exp(norm.logpdf(b) - exact), rel=1e-4, abs=1e-8)
    # an abstention so far out pulls like the nearer cutpoint alone: its curvature is nearly 1
    assert low * (low - a) + high * (high + b) - 2 * low * high == pytest.approx(1, abs=2e-3)


def test_compiled_code_does_not_outlive_its_source(tmp_path):
    def put(name, when):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path, (when, when))

    for name in ("__pycache__/caller", "one/__pycache__/caller", "two/__pycache__/caller"):
        put(f"{name}.nbi", 200)
        put(f"{name}.nbc", 200)
    put("callee.py", 100)
    put("one/own.py", 300)  # newer: of no matter to what is above and beside
    assert forget_stale(tmp_path) == 1
    assert not (tmp_path / "one/__pycache__/caller.nbi").exists()
    put("callee.py", 300)  # what is below may call it
    assert forget_stale(tmp_path) == 2
    assert len(list(tmp_path.rglob("*.nbc"))) == 3
    assert forget_stale(tmp_path) == 0


@pytest.mark.parametrize("at", [(1.0, 0.3, 0.9), (-0.5, 0.1, 0.13), (2.0, -1.0, 2.5)])
def test_derivatives_of_an_item(at):
    theta, vote = _ballots(3, (1, 2, 3))
    plan, state = _one_item(theta, vote)
    x, g, h = np.array(at), np.empty(3), np.empty(6)
    value = item_derivatives(0, plan, state.theta, x, CUT_PRECISION, TAIL, g, h)

    def f(y):
        return float(_log_posterior(theta, vote, *y, CUT_PRECISION))

    slope, bend = _bends(f, x)
    assert value == pytest.approx(f(x), abs=1e-4)
    assert np.allclose(g, slope, rtol=1e-3, atol=2e-3)
    assert np.allclose(h, bend, rtol=2e-3, atol=1e-2)


@pytest.mark.parametrize("precision", [CUT_PRECISION, 0.0])
@pytest.mark.parametrize("kinds", [(1, 2, 3), (1, 3), (1, 2), (2, 3)])
def test_items_are_drawn_from_their_posterior(kinds, precision):
    """Against sums over a grid, for each pattern of votes that an item can have and for both priors."""
    theta, vote = _ballots(1, kinds)
    plan, state = _one_item(theta, vote, copies=400)  # the same item many times over
    kept = []
    for k in range(150):
        draw_items(plan, state, precision, TAIL)
        if k >= 30:
            kept.append(state.items[:400].copy())
    drawn = np.concatenate(kept)
    assert (drawn[:, 1] <= drawn[:, 2]).all()
    reach = 6.95 if precision == 0 else 16.0
    assert precision or (np.abs(drawn[:, 1:]) < 7).all()
    # past 7 nothing but the prior bends: a coarser grid will do there
    grid = np.linspace(-reach, reach, 120 if precision == 0 else 170)
    b, g1, g2 = np.meshgrid(np.linspace(-2.5, 5, 31), grid, grid, indexing="ij")
    ordered = g1 < g2
    b, g1, g2 = b[ordered], g1[ordered], g2[ordered]
    log = np.concatenate(
        [
            _log_posterior(theta, vote, *part, precision)
            for part in zip(*(np.array_split(a, 60) for a in (b, g1, g2)), strict=True)
        ]
    )
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    for k, exact in enumerate((b, g1, g2)):
        mean = (weight * exact).sum()
        sd = np.sqrt((weight * exact**2).sum() - mean**2)
        assert drawn[:, k].mean() == pytest.approx(mean, abs=0.1)  # the grid is 0.1 to 0.2 wide
        assert drawn[:, k].std() == pytest.approx(sd, rel=0.08)


def test_cutpoints_of_the_source_s_step_are_drawn_from_their_conditional(kinds=(1, 2, 3)):
    theta, vote = _ballots(1, kinds)
    plan, state = _one_item(theta, vote)
    laid = blocks(plan)
    points = np.zeros(laid.session_start[-1], np.float32)
    points[laid.place] = state.theta
    room = np.empty((6, laid.longest), np.float32)
    seen = []
    for _ in range(60_000):  # a small step: many are needed to go round
        step_cutpoints(0, laid, state, points, room)
        seen.append(state.items[0].copy())
    drawn = np.array(seen[2_000:])
    assert (drawn[:, 0] == 1.0).all()
    grid = np.linspace(-3, 4, 350)
    g1, g2 = np.meshgrid(grid, grid, indexing="ij")
    g1, g2 = g1[g1 < g2], g2[g1 < g2]
    log = _log_posterior(theta, vote, np.ones(len(g1)), g1, g2, 0.0)
    weight = np.exp(log - log.max()) / np.exp(log - log.max()).sum()
    for k, exact in ((1, g1), (2, g2)):
        mean = (weight * exact).sum()
        assert drawn[:, k].mean() == pytest.approx(mean, abs=0.05)
        assert drawn[:, k].std() == pytest.approx(np.sqrt((weight * exact**2).sum() - mean**2), rel=0.1)


def test_ideal_points_are_drawn_from_their_posterior():
    """One state among fixed items, against a grid; all others' votes are the same, so they are the sample."""
    rng = np.random.default_rng(7)
    items, states = 12, 300
    beta, cut = rng.normal(size=items), np.sort(rng.normal(0, 1, (items, 2)), axis=1)
    vote = rng.integers(1, 4, items)
    made = make_items(
        np.repeat(np.arange(1, states + 2), items),
        np.ones((states + 1) * items, int),
        np.tile(np.arange(items), states + 1),
        np.concatenate(
            [np.tile(vote, states), vote % 3 + 1]
        ),  # the last state keeps items from being unanimous
    )
    plan = design(made, 0.5)
    parameters = np.column_stack([beta, cut])
    state = begin(plan, rng.normal(size=states + 1), parameters, seed_state(1, 0))
    kept = []
    for k in range(90):
        draw_points(plan, state, TAIL, 0.0)
        if k >= 40:
            kept.append(state.theta[:-1].copy())
    drawn = np.concatenate(kept)
    grid = np.linspace(-4, 4, 1601)
    log = np.array([point_derivatives(0, x, plan, parameters, TAIL)[0] for x in grid]) - 0.5 * grid**2
    exact = sum(_log_posterior(np.array([1.0]), np.array([v]), grid * b, *c, 0.0) + 0.5 * (grid * b) ** 2
                for v, b, c in zip(vote, beta, cut, strict=True)) - 0.5 * grid**2  # fmt: skip
    assert np.allclose(log, exact, atol=1e-3)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    mean = (weight * grid).sum()
    assert drawn.mean() == pytest.approx(mean, abs=0.02)
    assert drawn.std() == pytest.approx(np.sqrt((weight * (grid - mean) ** 2).sum()), rel=0.03)


def test_mean_and_spread_are_held():
    assert hold(0.0, 10.0, 10, 1e6) == 0.0
    assert hold(0.01, 10.0, 10, 1e6) == pytest.approx(-0.5, rel=1e-3)
    assert hold(3.0, 70.0, 10, 0.0) == 0.0


def test_diagnostics_agree_with_arviz():
    arviz = pytest.importorskip("arviz")
    rng = np.random.default_rng(4)
    draws = np.zeros((2, 600, 5))
    noise = rng.normal(size=draws.shape)
    for t in range(1, 600):
        draws[:, t] = np.array([0, 0.5, 0.9, -0.4, 0.97]) * draws[:, t - 1] + noise[:, t]
    draws[1, :, 4] += 2
    rhat, size = split_rhat(draws), effective_size(draws)
    for k in range(5):
        assert rhat[k] == pytest.approx(float(arviz.rhat(draws[:, :, k], method="split")), rel=1e-6)
        # ArviZ adds one more term to the sum at the cut
        assert size[k] == pytest.approx(float(arviz.ess(draws[:, :, k], method="mean")), rel=0.1)
    assert rhat[4] > 1.05
