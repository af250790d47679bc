"""Two dimensions: derivatives, calibration by simulation, recovery and coverage after turning, faces."""

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

import bilat
from bilat.cli import cli
from bilat.errors import CoverageError, InputError
from bilat.measures.idealpoints import fit, ideal_points, make_items, write
from bilat.measures.idealpoints.data import Items, design
from bilat.measures.idealpoints.items import CUT_PRECISION
from bilat.measures.idealpoints.likelihood import TAIL
from bilat.measures.idealpoints.normal import seed_state
from bilat.measures.idealpoints.plane import sample_plane
from bilat.measures.idealpoints.plane.items import item_derivatives, item_log
from bilat.measures.idealpoints.plane.levels import _apply, look
from bilat.measures.idealpoints.plane.points import hold, moments, point_derivatives, push
from bilat.measures.idealpoints.plane.state import MOVES, begin
from bilat.measures.idealpoints.plane.sweeping import sweep_plane
from bilat.measures.idealpoints.plane.turning import residual_axis, sign, turn
from bilat.measures.idealpoints.plane.twisting import draw_twists, twist, twist_curvature, twist_look
from bilat.measures.idealpoints.smoother import STEP_SCALE, STEP_SHAPE

STATES, SESSIONS, ITEMS, BRIDGES = 10, 4, 8, 2


def assembly(rng):
    """Draw from the prior and the model: items, ideal points (T, S, 2), discriminations and cutpoints, step."""
    count = SESSIONS * ITEMS + BRIDGES
    where = [np.r_[:BRIDGES, BRIDGES + t * ITEMS : BRIDGES + (t + 1) * ITEMS] for t in range(SESSIONS)]
    row = np.repeat(np.arange(STATES * SESSIONS), ITEMS + BRIDGES)
    item = np.concatenate([np.tile(where[t], STATES) for t in range(SESSIONS)])
    step = np.sqrt(0.25 * STEP_SCALE / rng.gamma(STEP_SHAPE))  # equal numbers of votes: half of 0.5
    theta = np.empty((SESSIONS, STATES, 2))
    theta[0] = rng.normal(size=(STATES, 2))
    for t in range(1, SESSIONS):
        theta[t] = theta[t - 1] + rng.normal(0, step, (STATES, 2))
    true = np.empty((count, 4))
    true[:, :2] = rng.normal(size=(count, 2))
    true[:, 2:] = np.sort(rng.normal(0, CUT_PRECISION**-0.5, (count, 2)), axis=1)
    flat = theta.reshape(-1, 2)
    z = (true[item, :2] * flat[row]).sum(1) + rng.normal(size=len(row))
    vote = 1 + (z > true[item, 2]).astype(np.int8) + (z > true[item, 3])
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
    return items, flat, true, step


def chain(items, rng, seed=0):
    plan, count = design(items, 0.5), len(items.rollcall)
    start = np.column_stack([rng.normal(size=(count, 2)), np.full(count, -1.0), np.full(count, 1.0)])
    return plan, begin(plan, rng.normal(size=(len(items), 2)), start, seed_state(seed, 0))


# --- derivatives, which make proposals good; exactness is the calibration's business


def test_slopes_are_those_of_the_density():
    rng = np.random.default_rng(3)
    items, *_ = assembly(rng)
    plan, state = chain(items, rng)
    weight, small = 0.5 * len(items), 1e-3

    def density(c, to, by):
        theta, of = np.empty_like(state.theta), np.empty_like(state.items)
        jacobian = _apply(to, by, c, plan, state, theta, of)
        slope, bends = np.empty(SESSIONS), np.empty(len(plan.cell_session))
        total = look(to, by, plan, state.variance, theta, of, TAIL, weight, slope, bends) + jacobian
        alone = sum(item_log(j, plan, theta, of[j], TAIL) for j in range(BRIDGES, len(of)))
        prior = -0.5 * ((of[BRIDGES:, :2] ** 2).sum() + (of[BRIDGES:, 2:] ** 2).sum() * CUT_PRECISION)
        return total, slope, alone - prior

    for to, by in MOVES:
        _, slope, votes = density(np.zeros(SESSIONS), to, by)
        for t in range(SESSIONS):
            step = np.eye(SESSIONS)[t] * small
            up, down = density(step, to, by)[0], density(-step, to, by)[0]
            assert slope[t] == pytest.approx((up - down) / (2 * small), abs=0.02, rel=1e-3)
        # votes on items of one session do not feel the move
        assert density(rng.normal(0, 0.3, SESSIONS), to, by)[2] == pytest.approx(votes, abs=1e-6)
    x, slope, bend = state.items[1].copy(), np.empty(4), np.zeros((4, 4))
    item_derivatives(1, plan, state.theta, x, TAIL, slope, bend)
    found = np.empty(5)
    point_derivatives(3, 0.3, 0.2, plan, state.items, TAIL, found)
    for n in range(4):
        step = np.eye(4)[n] * small
        up, down = (item_log(1, plan, state.theta, x + s, TAIL) for s in (step, -step))
        assert slope[n] == pytest.approx((up - down) / (2 * small), abs=0.01)
        one, two, scratch = np.empty(4), np.empty(4), np.zeros((4, 4))
        item_derivatives(1, plan, state.theta, x + step, TAIL, one, scratch)
        item_derivatives(1, plan, state.theta, x - step, TAIL, two, scratch)
        assert bend[n, : n + 1] == pytest.approx(-(one - two)[: n + 1] / (2 * small), abs=0.05)
    scratch = np.empty(5)
    for n in range(2):
        u, v = np.eye(2)[n] * small
        up = point_derivatives(3, 0.3 + u, 0.2 + v, plan, state.items, TAIL, scratch)
        down = point_derivatives(3, 0.3 - u, 0.2 - v, plan, state.items, TAIL, scratch)
        assert found[n] == pytest.approx((up - down) / (2 * small), abs=0.01)
        moved = [state.theta.copy() for _ in range(2)]
        moved[0][3, n] += small
        moved[1][3, n] -= small
        up, down = (hold(moments(m), len(m), weight) for m in moved)
        pushed = push(*state.theta[3], moments(state.theta), len(state.theta), weight)[n]
        assert pushed == pytest.approx(-(up - down) / (2 * small), abs=1e-4)


def test_slope_and_curvature_of_turns_are_those_of_the_density():
    rng = np.random.default_rng(4)
    items, points, true, _ = assembly(rng)
    plan, state = chain(items, rng)
    state.theta[:], state.items[:] = points, true
    weight, small = 0.5 * len(items), 1e-3

    def density(c, weight=weight):
        theta, of = np.empty_like(state.theta), np.empty_like(state.items)
        twist(c, plan, state, theta, of)
        slope, bends = np.empty(SESSIONS), np.empty(len(plan.cell_session))
        total = twist_look(plan, state.variance, theta, of, TAIL, weight, slope, bends)
        return total, slope, sum(item_log(j, plan, theta, of[j], TAIL) for j in range(BRIDGES, len(of)))

    here, slope, votes = density(np.zeros(SESSIONS))
    curvature, found = np.empty((SESSIONS, SESSIONS)), np.empty((SESSIONS, SESSIONS))
    twist_curvature(plan, state, TAIL, 0.0, curvature)
    for t in range(SESSIONS):
        step = np.eye(SESSIONS)[t] * small
        assert slope[t] == pytest.approx(
            (density(step)[0] - density(-step)[0]) / (2 * small), abs=0.02, rel=1e-3
        )
        found[t] = (density(-step, 0.0)[1] - density(step, 0.0)[1]) / (2 * small)
    # two terms of bridging votes are left out: near enough to propose by
    walk = curvature - 0.1 * np.eye(SESSIONS)
    assert np.corrcoef(found.ravel(), walk.ravel())[0, 1] > 0.95
    # items of one session and their prior do not feel it; turning everything alike is felt by nothing
    assert density(rng.normal(0, 1, SESSIONS))[2] == pytest.approx(votes, abs=1e-6)
    assert density(np.full(SESSIONS, 2.2))[0] == pytest.approx(here, abs=1e-6)


def test_a_twisted_chain_turns_back():
    """Sessions turned against one another by up to a right angle and more: turns alone bring them back, in few sweeps."""
    rng = np.random.default_rng(6)
    items, theta, true, _ = assembly(rng)
    plan, state = chain(items, rng)
    state.theta[:], state.items[:] = theta, true

    def density():
        slope, bends = np.empty(SESSIONS), np.empty(len(plan.cell_session))
        return twist_look(plan, state.variance, state.theta, state.items, TAIL, 0.0, slope, bends)

    straight, points, of = density(), np.empty_like(theta), np.empty_like(true)
    twist(np.linspace(0, 2, SESSIONS), plan, state, points, of)
    state.theta[:], state.items[:] = points, of
    assert density() < straight - 30
    for _ in range(40):
        factor = np.empty((SESSIONS, SESSIONS))
        twist_curvature(plan, state, TAIL, 0.0, factor)
        draw_twists(16, plan, state, TAIL, 0.0, np.linalg.cholesky(factor))
    assert density() > straight - 8


def test_the_second_axis_to_start_from_has_one_direction_in_all_sessions():
    """Though in a time between nothing is left after the first, so that those sessions know no direction."""
    rng = np.random.default_rng(8)
    states, sessions, per = 40, 9, 12
    place = rng.normal(size=(states, 2))
    place -= place.mean(0)
    beta = rng.normal(size=(sessions * per, 2)) * [1.0, 0.8]
    beta[3 * per : 6 * per, 1] = 0.0
    code = np.tile(np.arange(1, states + 1), sessions).astype(np.int16)
    row, item = (x.ravel() for x in np.meshgrid(np.arange(states), np.arange(sessions * per), indexing="ij"))
    z = (place[row] * beta[item]).sum(1) + 0.5 * rng.normal(size=len(row))
    when = item // per
    line, second = np.tile(place[:, 0], sessions), np.tile(place[:, 1], sessions)
    axis, load = residual_axis(
        (when * states + row).astype(np.int32), item.astype(np.int32), (2 + np.sign(np.round(z))).astype(np.int8), line, code
    )  # fmt: skip
    by_session = [
        np.corrcoef(a, b)[0, 1]
        for a, b in zip(axis.reshape(sessions, -1), second.reshape(sessions, -1), strict=True)
    ]
    assert abs(np.sum(np.sign(by_session))) == sessions
    assert min(map(abs, by_session)) > 0.8
    assert abs(np.corrcoef(load, beta[:, 1])[0, 1]) > 0.8


# --- calibration: quantities that no turning of the axes changes


def ranks(seed, worlds_draws=39):
    """Rank the truth among draws: two distances, what states lean to on two items, two sizes, a cutpoint, the step."""
    rng = np.random.default_rng([seed, 9])
    items, theta, true, step = assembly(rng)
    plan, state = chain(items, rng, seed)
    out = np.empty((25, len(theta) + len(true), 2))
    for _ in range(5):
        sweep_plane(plan, state, MOVES, TAIL, 0.0, out, False)

    def look_at(theta, of, step):
        last = theta[-STATES:]
        return np.array([
            np.hypot(*(theta[0] - theta[-1])),
            np.hypot(*(last[2] - last[5])),
            of[-1, :2] @ last[0],
            of[0, :2] @ theta[1],
            np.hypot(*last.mean(0)),
            np.log(np.linalg.det(np.cov(theta.T))),
            of[-2, 2],
            step,
        ])  # fmt: skip

    draws = []
    for _ in range(worlds_draws):
        sweep_plane(plan, state, MOVES, TAIL, 0.0, out[:10], True)
        draws.append(look_at(state.theta, state.items, np.sqrt(state.variance[-1])))
    return (np.array(draws) < look_at(theta, true, step)).sum(0)


@pytest.mark.parametrize("worlds", [40, pytest.param(120, marks=pytest.mark.long)])
def test_ranks_are_uniform_in_two_dimensions(worlds):
    bins, draws = 8, 39
    found = np.array([ranks(seed, draws) for seed in range(worlds)])
    expected = worlds / bins
    for column in found.T:
        counts = np.bincount(column * bins // (draws + 1), minlength=bins)
        statistic = ((counts - expected) ** 2 / expected).sum()
        # eight quantities: a chance of 1 in 250 that a right sampler fails with some other seed
        assert chi2.sf(statistic, bins - 1) > 0.0005, counts


# --- the whole, on the reported directions


def simulate(seed, states=40, sessions=6, items=40, bridges=6):
    """Draw votes of an assembly whose second dimension is the weaker one; items and the true points (S, 2)."""
    rng = np.random.default_rng(seed)
    codes = np.concatenate([[2, 365, 750, 140], 100 + np.arange(states - 4)])
    theta = np.empty((sessions, states, 2))
    theta[0] = rng.normal(size=(states, 2))
    theta[0, :2, 0], theta[0, 2:4, 1] = (1.5, -1.5), 1.5
    for t in range(1, sessions):
        theta[t] = theta[t - 1] + rng.normal(0, 0.2, (states, 2))

    def new():
        return rng.normal(size=2) * [1, 0.6], np.sort(rng.normal(0, 1.2, 2))

    shared, out = [new() for _ in range(bridges)], []
    for t in range(sessions):
        for v in range(items + bridges):
            beta, cut = shared[v] if v < bridges else new()
            z = theta[t] @ beta + rng.normal(size=states)
            name = v if v < bridges else 1000 * (t + 1) + v
            for i in np.flatnonzero(rng.random(states) > 0.1):
                out.append((codes[i], t + 1, name, 1 + (z[i] > cut[0]) + (z[i] > cut[1])))
    made = make_items(*np.array(out).T)
    place = {int(c): i for i, c in enumerate(codes)}
    true = [theta[s - 1, place[int(c)]] for c, s in zip(made.code, made.session, strict=True)]
    return made, np.array(true)


@pytest.fixture(scope="module")
def worlds():
    out = []
    for seed in range(3):
        items, true = simulate(seed)
        points = sample_plane(items, warmup=250, draws=300, thin=1, seed=1)
        out.append((items, true, points))
    return out


def test_both_dimensions_recover_and_cover(worlds):
    """The truth is turned as draws are, along the mean of the first dimension; then intervals hold it as often as they say."""
    inside = []
    for items, true, points in worlds:
        assert points.converged, points.summary()
        turned, _ = turn(true, points.mean)
        turned[:, 1] *= sign(turned[:, 1], items.code)
        for found, truth in ((points, turned[:, 0]), (points.second, turned[:, 1])):
            assert np.corrcoef(found.mean, truth)[0, 1] > 0.95
            inside.append(((found.q05 <= truth) & (truth <= found.q95)).mean())
    assert 0.86 < np.mean(inside) < 0.95
    assert min(inside) > 0.8


def test_second_dimension_is_what_the_first_is_not(worlds):
    items, _, points = worlds[0]
    assert abs(np.corrcoef(points.mean, points.second.mean)[0, 1]) < 0.05
    assert points.settings["r_with_one_dimension"] > 0.98
    assert points.second.mean[np.isin(items.code, (750, 140))].mean() > 0
    assert points.mean[items.code == 2].mean() > points.mean[items.code == 365].mean()
    assert points.discrimination.shape == (len(items.rollcall), 2)
    only = points.only(points.session == 3)
    assert len(only.second) == len(only) == (points.session == 3).sum()


@given(
    st.integers(0, 2**31),
    st.lists(st.floats(-3, 3), min_size=4, max_size=4),
    st.lists(st.floats(-5, 5), min_size=2, max_size=2),
)
def test_axes_of_a_chain_do_not_matter(seed, entries, shift):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(30, 2))
    line = x[:, 0] + 0.3 * rng.normal(size=30)
    by = np.array(entries).reshape(2, 2)
    if abs(np.linalg.det(by)) < 0.05:
        by = by + 4 * np.eye(2)
    if abs(np.linalg.det(by)) < 0.05:
        return
    one, to = turn(x, line)
    other, _ = turn(x @ by + np.array(shift), line)
    assert np.allclose(one[:, 0], other[:, 0], atol=1e-6)
    assert np.allclose(np.abs(one[:, 1]), np.abs(other[:, 1]), atol=1e-6)
    # discriminations turn with the points: what a state leans to on an item stays, up to the centre
    beta = rng.normal(size=2)
    assert np.allclose((x - x.mean(0)) @ beta, one @ (np.linalg.inv(to) @ beta), atol=1e-8)


# --- tables and faces


def test_two_dimensions_go_out_and_come_back(worlds, tmp_path):
    points = worlds[0][2]
    file = tmp_path / "two.parquet"
    write(points, file)
    table = ideal_points(file=file, prior="smoother", dimensions=2)
    assert table.columns[-4:] == ["value2", "sd2", "low2", "high2"]
    assert np.allclose(table.to_arrow().column("value2").to_numpy(), points.second.mean, atol=6e-4)
    assert "second dimension: R-hat" in table.provenance["value2"].version
    assert ideal_points(file=file).columns[-1] == "high2"


def test_two_dimensions_are_of_the_two_sided_walk(worlds):
    with pytest.raises(InputError, match="one dimension; two are of the two-sided walk"):
        bilat.ideal_points(dimensions=2)
    with pytest.raises(InputError, match="3 dimensions"):
        fit(None, None, None, prior="smoother", dimensions=3)
    with pytest.raises(CoverageError, match="no ideal points") as caught:
        bilat.ideal_points(prior="smoother", dimensions=2)
    assert "--prior smoother --dimensions 2" in caught.value.hint
    with pytest.raises(InputError, match="0 chains"):
        sample_plane(worlds[0][0], chains=0)
    result = CliRunner().invoke(cli, ["ideal-points", "--dimensions", "2"])
    assert "two-sided walk" in str(result.exception)
