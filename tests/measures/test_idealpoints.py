"""Ideal points: recovery and coverage on simulated votes, what is left out, tables and faces."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet
import pytest
from click.testing import CliRunner

import bilat
from bilat.cli import cli
from bilat.errors import CoverageError, InputError, StoreError, UnknownNameError
from bilat.measures.idealpoints import driving, fit, ideal_points, make_items, prepare, sample, write
from bilat.measures.idealpoints.data import design, link

WEST, EAST = 2, 365


def simulate(states=40, sessions=6, items=25, bridges=4, seed=0):
    """Draw votes from the two-sided model itself: state, session, item, vote, and the true ideal points."""
    rng = np.random.default_rng(seed)
    codes = np.concatenate([[WEST, EAST], 100 + np.arange(states - 2)])
    theta = np.empty((sessions, states))
    theta[0] = rng.normal(size=states)
    theta[0, :2] = 1.5, -1.5
    for t in range(1, sessions):
        theta[t] = theta[t - 1] + rng.normal(0, 0.5, states)
    shared = [(rng.normal(), np.sort(rng.normal(0, 1.2, 2))) for _ in range(bridges)]
    out = []
    for t in range(sessions):
        for v in range(items + bridges):
            beta, cut = shared[v] if v < bridges else (rng.normal(), np.sort(rng.normal(0, 1.2, 2)))
            z = beta * theta[t] + rng.normal(size=states)
            name = v if v < bridges else 1000 * (t + 1) + v
            here = rng.random(states) > 0.1
            for i in np.flatnonzero(here):
                out.append((codes[i], t + 1, name, 1 + (z[i] > cut[0]) + (z[i] > cut[1])))
    code, session, item, vote = np.array(out).T
    return (
        code,
        session,
        item,
        vote,
        dict(zip([(c, t + 1) for t in range(sessions) for c in codes], theta.ravel(), strict=True)),
    )


@pytest.fixture(scope="module")
def world():
    code, session, item, vote, truth = simulate()
    items = make_items(code, session, item, vote)
    true = np.array([truth[int(c), int(s)] for c, s in zip(items.code, items.session, strict=True)])
    return items, (true - true.mean()) / true.std()


# --- the whole


def test_smoother_recovers_and_covers(world):
    """Intervals of the two-sided model hold the truth about as often as they say."""
    items, true = world
    points = sample(items, prior="smoother", warmup=300, draws=700, seed=2)
    assert np.corrcoef(points.mean, true)[0, 1] > 0.95
    inside = (points.q05 <= true) & (true <= points.q95)
    assert 0.84 < inside.mean() < 0.96
    assert np.abs((points.mean - true) / points.sd).mean() == pytest.approx(0.8, abs=0.15)


def test_published_recovers(world):
    items, true = world
    points = sample(items, warmup=300, draws=500, seed=2)
    assert np.corrcoef(points.mean, true)[0, 1] > 0.93
    assert points.mean[points.code == WEST].mean() > points.mean[points.code == EAST].mean()
    assert points.mean.mean() == pytest.approx(0, abs=1e-4)
    assert len(points) == len(items)
    assert (points.q05 < points.mean).all() and (points.mean < points.q95).all()


def test_two_chains_do_not_repeat_each_other_and_a_seed_repeats_itself(world):
    items, _ = world
    one, again = (sample(items, warmup=20, draws=30, seed=3) for _ in range(2))
    other = sample(items, warmup=20, draws=30, seed=4)
    assert np.array_equal(one.mean, again.mean)
    assert not np.array_equal(one.mean, other.mean)
    assert not one.converged  # 30 draws cannot tell
    apart = replace(one, rhat=np.where(one.session == one.session.min(), 1.5, 1.0))
    assert apart.apart == [int(one.session.min())]
    assert f"; apart in most of session {one.session.min()}" in apart.summary()
    assert "apart in most" not in replace(one, rhat=np.ones(len(one))).summary()
    assert "NOT converged" in one.summary()


@pytest.mark.parametrize("prior", ["published", "smoother"])
def test_an_interrupted_run_goes_on_as_if_nothing_had_been(world, tmp_path, monkeypatch, prior):
    items, _ = world
    monkeypatch.setattr(driving, "_SAVE_EVERY_S", 0.0)
    whole = sample(items, prior=prior, warmup=50, draws=75, seed=6)
    file = tmp_path / "run.npz"

    def stop(done, _total):
        if done == 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sample(items, prior=prior, warmup=50, draws=75, seed=6, checkpoint=file, progress=stop)
    assert file.is_file()
    went_on = []
    rest = sample(
        items,
        prior=prior,
        warmup=50,
        draws=75,
        seed=6,
        checkpoint=file,
        progress=lambda d, _t: went_on.append(d),
    )
    assert went_on[0] == 100  # the block that was cut off is done again, those before are not
    assert np.array_equal(whole.mean, rest.mean)
    assert np.array_equal(whole.sd, rest.sd)
    assert not file.exists()


def test_a_saved_run_of_other_settings_is_refused(world, tmp_path, monkeypatch):
    items, _ = world
    monkeypatch.setattr(driving, "_SAVE_EVERY_S", 0.0)
    file = tmp_path / "run.npz"

    def stop(done, _total):
        if done == 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sample(items, warmup=50, draws=75, seed=6, checkpoint=file, progress=stop)
    with pytest.raises(StoreError, match="other settings"):
        sample(items, warmup=50, draws=75, seed=7, checkpoint=file)
    file.write_bytes(b"not a saved run")
    with pytest.raises(StoreError, match="Cannot read"):
        sample(items, warmup=50, draws=75, seed=6, checkpoint=file)


# --- data


def _tables(rows, rolls, links=()):
    votes = pa.table(dict(zip(("rollcall", "code", "vote"), map(list, zip(*rows, strict=True)), strict=True)))
    names = ("rollcall", "date", "session", "kind", "important", "issues")
    rollcalls = pa.table(dict(zip(names, map(list, zip(*rolls, strict=True)), strict=True)))
    repeats = pa.table({"rollcall": [a for a, _ in links], "repeats": [b for _, b in links]})
    return votes, repeats, rollcalls


def _day(text):
    return np.datetime64(text).item()


def test_what_is_left_out():
    rolls = [
        (1, _day("1950-11-01"), 5, "paragraph", False, 1),  # early: counts
        (2, _day("1995-11-01"), 50, "paragraph", False, 1),  # late paragraph
        (3, _day("1964-12-01"), 19, "resolution", False, 1),  # session 19
        (4, _day("1995-11-01"), 50, "resolution", True, 1),
        (5, _day("1995-11-02"), 50, "resolution", None, None),  # unanimous
        (6, _day("1993-11-02"), 48, "resolution", False, 2),
        (7, _day("1996-11-02"), 51, "resolution", False, 8),  # unanimous by itself, not with 4
    ]
    rows = [(r, c, v) for r in (1, 2, 3, 4, 6) for c, v in ((2, 1), (365, 3), (511, 1), (560, 2))]
    rows += [(5, 2, 1), (5, 365, 1), (7, 2, 1), (7, 365, 1), (4, 20, 8)]
    votes, links, rollcalls = _tables(rows, rolls, [(7, 4)])
    items = prepare(votes, links, rollcalls)
    assert items.rollcall.tolist() == [1, 4, 6]
    assert set(items.code.tolist()) == {2, 365, 560}
    assert 48 not in items.session[items.code == 560].tolist()
    assert 20 not in items.code.tolist()  # absent is missing
    assert 51 in items.session.tolist()
    assert len(items.vote) == 3 + 3 + 2 + 2
    assert items.n.sum() == len(items.vote)
    assert prepare(votes, None, rollcalls).rollcall.tolist() == [1, 4, 6]
    assert 51 not in prepare(votes, None, rollcalls).session.tolist()
    assert items.first_year[50] == 1995


def test_issues_choose_their_votes():
    rolls = [
        (k, _day("1999-11-01"), 54, "resolution", k == 1, m) for k, m in ((1, 1), (2, 1), (3, 2), (4, 3))
    ]
    rows = [(r, c, v) for r in (1, 2, 3, 4) for c, v in ((2, 1), (365, 3), (20, 2))]
    votes, links, rollcalls = _tables(rows, rolls)
    assert prepare(votes, links, rollcalls, "me").rollcall.tolist() == [1, 2, 4]
    assert prepare(votes, links, rollcalls, "nonukes").rollcall.tolist() == [1, 2]
    with pytest.raises(InputError, match="at least two states and two roll calls"):
        prepare(votes, links, rollcalls, "important")
    with pytest.raises(UnknownNameError, match="middle"):
        prepare(votes, links, rollcalls, "middle")


def test_too_little_to_estimate():
    votes, links, rollcalls = _tables([(1, 2, 1)], [(1, _day("1999-11-01"), 54, "resolution", False, 0)])
    with pytest.raises(InputError, match="Too few votes"):
        fit(votes, links, rollcalls)
    with pytest.raises(InputError, match="no column 'session'"):
        fit(votes, links, rollcalls.drop_columns("session"))


def test_bad_options(world):
    with pytest.raises(InputError, match="Unknown prior"):
        sample(world[0], prior="flat")
    with pytest.raises(InputError, match="0 chains"):
        sample(world[0], chains=0)


def test_repeats_chain_and_the_earliest_wins():
    assert link(np.array([9, 7, 5, 3, 8]), np.array([7, 9, 9]), np.array([5, 7, 3])).tolist() == [
        3,
        5,
        5,
        3,
        8,
    ]


def test_steps_follow_the_share_of_votes():
    code = np.array([2] * 6 + [20] * 6)
    session = np.array([1, 1, 3, 3, 3, 3] * 2)
    item = np.array([1, 2, 3, 4, 5, 6] * 2)
    vote = np.array([1] * 6 + [3] * 6)
    plan = design(make_items(code, session, item, vote), 0.5)
    # session 3 has 4 of the 6 votes, and leans on 1 across the gap; session 1 leans on 3
    assert plan.before.tolist() == [-1, -1, 0, 1]
    assert plan.after.tolist() == [2, 3, -1, -1]
    assert np.allclose(plan.variance, [0.5 / 3, 0.5 / 3, 1 / 3, 1 / 3])


def test_smaller_steps_where_they_are_asked_for(world):
    items, _ = world
    usual, calm = (sample(items, warmup=60, draws=60, smooth=s) for s in (0.5, 0.02))
    chain = np.lexsort((items.session, items.code))
    same = items.code[chain][1:] == items.code[chain][:-1]
    far, near = (np.diff(p.mean[chain])[same].std() for p in (usual, calm))
    assert near < 0.7 * far
    assert calm.settings["smooth"] == 0.02 and "smooth" not in usual.settings
    for smooth, prior in ((0.1, "smoother"), (0.0, "published"), (float("nan"), "published")):
        with pytest.raises(InputError, match="largest variance"):
            sample(items, smooth=smooth, prior=prior)


# --- tables and faces


def test_table_goes_out_and_comes_back(world, tmp_path):
    items, _ = world
    points = sample(items, warmup=20, draws=30, seed=1)
    file = tmp_path / "ideal_points.parquet"
    assert write(points, file) == file.stat().st_size < 500_000
    table = ideal_points(file=file)
    assert table.columns == ["iso3", "code", "session", "year", "value", "sd", "low", "high"]
    assert np.allclose(table.to_arrow().column("value").to_numpy(), points.mean, atol=6e-4)
    assert table.to_arrow().column("iso3")[0].as_py() == "USA"
    assert table.to_arrow().column("year").null_count == len(items)  # the simulated sessions have no year
    assert "5% quantile" in table.labels["low"]
    file.write_bytes(b"PAR1 not")
    with pytest.raises(StoreError, match="Cannot read"):
        ideal_points(file=file)


@pytest.mark.parametrize("issue", ["me", "nu", "di", "hr", "co", "ec"])
def test_issues_are_bundled(issue):
    table = bilat.ideal_points(issue).to_arrow()
    value, session = table.column("value").to_numpy(), table.column("session").to_numpy()
    code = table.column("code").to_numpy()
    assert abs(value.mean()) < 0.01 and abs(value.std() - 1) < 0.1
    late = session == 74
    assert value[late & (code == 2)] > np.quantile(value[late], 0.9)  # the United States at one end


def test_asking_before_estimating():
    with pytest.raises(CoverageError, match="no ideal points of the issue 'important'"):
        bilat.ideal_points("important")
    with pytest.raises(UnknownNameError):
        bilat.ideal_points("peace")
    result = CliRunner().invoke(cli, ["ideal-points", "--issue", "important", "--estimate", "--quiet"])
    assert isinstance(result.exception, CoverageError)
    assert "bilat data import" in result.exception.hint


# --- what is bundled


@pytest.mark.parametrize("prior", ["published", "smoother"])
def test_what_is_bundled_is_whole(prior):
    """All votes to the last session, without importing anything."""
    table = bilat.ideal_points(prior=prior).to_arrow()
    session, value, low, high = (table.column(c).to_numpy() for c in ("session", "value", "low", "high"))
    assert set(session.tolist()) == set(range(1, 79)) - {19}
    assert ((low <= value) & (value <= high)).all()
    assert abs(value.mean()) < 0.01
    assert 0.95 < value.std() < 1.01
    us, russia = (value[table.column("code").to_numpy() == code] for code in (WEST, EAST))
    assert us.mean() > 1.5 > 0 > russia.mean()


def test_what_is_bundled_says_how_far_to_trust_it():
    for prior in ("published", "smoother"):
        table = bilat.ideal_points(prior=prior)
        assert "R-hat" in table.provenance["value"].version
    assert "; converged" in table.provenance["value"].version
    # the source's sampler has not met in the early sessions, and says so
    assert "; NOT converged" in bilat.ideal_points().provenance["value"].version


def test_priors_by_name():
    with pytest.raises(InputError, match="Unknown prior 'flat'"):
        bilat.ideal_points(prior="flat")
    result = CliRunner().invoke(cli, ["ideal-points", "--prior", "smoother"])
    assert result.exit_code == 0
    assert result.output.splitlines()[0].replace('"', "") == "iso3,code,session,year,value,sd,low,high"
