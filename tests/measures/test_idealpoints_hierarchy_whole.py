"""All issues together, as a whole: recovery and coverage, what thin issues borrow, tables and faces."""

import numpy as np
import pyarrow as pa
import pytest
from click.testing import CliRunner

import bilat
from bilat.cli import cli
from bilat.errors import ConvergenceError, CoverageError, InputError, UnknownNameError
from bilat.measures.idealpoints import ideal_points, make_items, sample
from bilat.measures.idealpoints.data import ISSUES
from bilat.measures.idealpoints.hierarchy import issue_masks, sample_hierarchy
from bilat.measures.idealpoints.hierarchy.cells import NAMES, lay_out
from bilat.measures.idealpoints.hierarchy.running import hierarchy_starts
from bilat.measures.idealpoints.running import estimate
from bilat.measures.idealpoints.starts import first_guess, spread_out

HR = ISSUES["hr"][0]
_SCALES = {"me": 0.6, "nu": 0.3, "di": 0.0, "hr": 0.5, "co": 0.3, "ec": 0.6}


def simulate(seed, states=40, sessions=6, per=8, thin=3, bridges=6):
    """Draw votes of general points and deviations; the nuclear issue is thin. Items, masks, the truth by key."""
    rng = np.random.default_rng(seed)
    codes = np.concatenate([[2, 365], 100 + np.arange(states - 2)])
    theta = np.empty((sessions, states))
    theta[0] = rng.normal(size=states)
    theta[0, :2] = 1.8, -1.8
    for t in range(1, sessions):
        theta[t] = theta[t - 1] + rng.normal(0, 0.15, states)
    dev = {}
    for k, scale in _SCALES.items():
        dev[k] = np.empty((sessions, states))
        dev[k][0] = rng.normal(0, scale, states)
        for t in range(1, sessions):
            dev[k][t] = 0.8 * dev[k][t - 1] + rng.normal(0, 0.6 * scale, states)

    def new():
        return rng.normal(), np.sort(rng.normal(0, 1.2, 2))

    shared, out, masks = [new() for _ in range(bridges)], [], {}
    for t in range(sessions):
        name = 1000 * (t + 1)
        for issues in ((), *((k,) for k in _SCALES), ("me", "hr")):
            for v in range(thin if issues == ("nu",) else per):
                bridge = not issues and v < bridges
                beta, cut = shared[v] if bridge else new()
                number = v if bridge else name
                name += 1
                masks[number] = sum(ISSUES[k][0] for k in issues)
                x = theta[t] + sum(dev[k][t] for k in issues) / max(len(issues), 1)
                z = beta * x + rng.normal(size=states)
                for i in np.flatnonzero(rng.random(states) > 0.1):
                    out.append((codes[i], t + 1, number, 1 + (z[i] > cut[0]) + (z[i] > cut[1])))
    items = make_items(*np.array(out).T)
    place = {int(c): i for i, c in enumerate(codes)}
    general = np.array([theta[s - 1, place[int(c)]] for c, s in zip(items.code, items.session, strict=True)])
    middle, size = general.mean(), general.std()

    def truth(points, issue):
        here = [(s - 1, place[int(c)]) for c, s in zip(points.code, points.session, strict=True)]
        return (np.array([theta[k] + (dev[issue][k] if issue else 0) for k in here]) - middle) / size

    truth.spread = size
    return items, np.array([masks[int(r)] for r in items.rollcall]), truth


@pytest.fixture(scope="module")
def worlds():
    out = []
    for seed in range(2):
        items, masks, truth = simulate(seed)
        out.append((items, masks, truth, sample_hierarchy(items, masks, warmup=200, draws=400, thin=1)))
    return out


def test_chains_start_on_the_scale_they_are_held_to(worlds):
    """And the votes are as likely as at the points they were moved from."""
    items, masks, *_ = worlds[0]
    plan, cells = lay_out(items, masks, 0.5)
    state = hierarchy_starts(items, plan, cells, 1, 1)[0]
    assert state.theta.mean() == pytest.approx(0, abs=1e-9)
    assert state.theta.std() == pytest.approx(1)
    theta, start = spread_out(first_guess(items), items, 1, 0)
    z = start[items.item, 0] * theta[items.row] - start[items.item, 1]
    now = state.items[items.item, 0] * state.theta[items.row] - state.items[items.item, 1]
    assert np.allclose(z, now)  # without deviations a state-session stands where its own cell does


def test_issues_and_general_points_recover_and_cover(worlds):
    inside = []
    for _, _, truth, found in worlds:
        assert np.median(found.general.rhat) < 1.03
        for issue in (None, *found.issues):
            points, true = found.of(issue), truth(found.of(issue), issue)
            assert np.corrcoef(points.mean, true)[0, 1] > 0.89, issue
            inside.append(((points.q05 <= true) & (true <= points.q95)).mean())
    assert 0.87 < np.mean(inside) < 0.95
    assert min(inside) > 0.8


def test_scales_are_learnt(worlds):
    """The issue without deviations has the smallest scale, the wide ones are told from it, and bands hold the truth."""
    held = []
    for _, _, truth, found in worlds:
        means = {k: v[0] for k, v in found.scale.items()}
        assert min(means, key=means.__getitem__) == "di"
        for wide in ("me", "ec", "hr"):
            assert found.scale[wide][1] > found.scale["di"][0]
        for k, (_, low, high) in found.scale.items():
            size = _SCALES[k] / truth.spread
            held.append(low < size < high or size == 0)
        assert all(0 <= low <= mean <= high <= 1 for mean, low, high in found.persistence.values())
    assert np.mean(held) >= 0.5  # of twelve; 20 of 24 in four assemblies, nominally 90%


def test_a_thin_issue_borrows(worlds):
    """The issue with three items a session: together nearer to the truth than by itself."""
    items, masks, truth, found = worlds[0]
    own = (masks[items.item] & ISSUES["nu"][0]) != 0
    alone = sample(
        make_items(items.code[items.row][own], items.session[items.row][own], items.item[own], items.vote[own]),
        prior="smoother", warmup=200, draws=400,
    )  # fmt: skip
    together = found.of("nu")
    at = {k: n for n, k in enumerate(zip(together.code.tolist(), together.session.tolist(), strict=True))}
    rows = [at[k] for k in zip(alone.code.tolist(), alone.session.tolist(), strict=True)]
    true = truth(together, "nu")
    r_alone = np.corrcoef(alone.mean, true[rows])[0, 1]
    r_together = np.corrcoef(together.mean[rows], true[rows])[0, 1]
    assert r_together > r_alone + 0.05


# --- data and faces


class _Record:
    """Stands in for the record: tidy tables of a small assembly."""

    def __init__(self, items, masks):
        day = np.datetime64("1990-11-01").item()
        when = {int(r): int(s) for r, s in zip(items.item, items.session[items.row], strict=True)}
        self.tables = {
            "votes": pa.table({
                "dataset": ["unvotes"] * len(items.vote),
                "rollcall": items.rollcall[items.item],
                "code": items.code[items.row].astype(np.int64),
                "vote": items.vote.astype(np.int64),
            }),
            "rollcalls": pa.table({
                "dataset": ["unvotes"] * len(items.rollcall),
                "rollcall": items.rollcall,
                "date": [day] * len(items.rollcall),
                "session": [when[n] + 20 for n in range(len(items.rollcall))],
                "kind": ["resolution"] * len(items.rollcall),
                "important": [False] * len(items.rollcall),
                "issues": [int(m) if m else None for m in masks],
            }),
            "rollcall_repeats": pa.table({"rollcall": pa.array([], pa.int64()), "repeats": pa.array([], pa.int64())}),
        }  # fmt: skip

    def tidy(self, name):
        return self.tables[name]


def test_all_issues_are_left_in_the_store(worlds, tmp_path):
    items, masks, *_ = worlds[0]
    record = _Record(items, masks)
    try:
        estimate(record, "hr", folder=tmp_path, prior="hierarchy", warmup=30, draws=20, thin=1)
    except ConvergenceError as exc:
        # so few draws need not have met; the tables are there all the same
        assert "NOT converged" in str(exc)
    names = {f.name for f in tmp_path.iterdir()}
    assert names == {
        "ideal_points_hierarchy.parquet",
        *(f"ideal_points_{k}_hierarchy.parquet" for k in NAMES),
    }
    table = ideal_points("hr", file=tmp_path / "ideal_points_hr_hierarchy.parquet", prior="hierarchy")
    assert "'scale': " in table.provenance["value"].version
    assert len(table.to_arrow()) == len(np.unique(items.row[(masks[items.item] & HR) != 0]))


def test_issues_come_from_the_roll_call():
    rolls = pa.table({"rollcall": [1, 2, 3], "issues": pa.array([9, None, 64], pa.int64())})
    items = make_items(
        np.array([2, 20] * 3), np.ones(6, int), np.array([1, 1, 2, 2, 3, 3]), np.array([1, 3] * 3)
    )
    # 64 is no issue that is estimated
    assert issue_masks(items, rolls).tolist() == [9, 0, 0]
    with pytest.raises(InputError, match="0 of 3 items have an issue"):
        sample_hierarchy(items, np.zeros(3, np.int64))
    with pytest.raises(InputError, match="0 chains"):
        sample_hierarchy(items, np.array([9, 0, 0]), chains=0)


def test_points_of_an_issue_count_its_own_votes(worlds):
    items, masks, _, found = worlds[0]
    points = found.of("hr")
    assert points.votes == points.n.sum() == int(((masks[items.item] & HR) != 0).sum())
    assert points.items == int(((masks & HR) != 0).sum())
    with pytest.raises(UnknownNameError):
        found.of("peace")


def test_hierarchy_by_name():
    with pytest.raises(InputError, match="estimates together"):
        bilat.ideal_points("important", prior="hierarchy")
    with pytest.raises(CoverageError) as caught:
        bilat.ideal_points("hr", prior="hierarchy")
    assert "--issue hr --prior hierarchy" in caught.value.hint
    result = CliRunner().invoke(cli, ["ideal-points", "--prior", "hierarchy", "--dimensions", "2"])
    assert "two are of the two-sided walk" in str(result.exception)
