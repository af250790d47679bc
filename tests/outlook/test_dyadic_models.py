"""Models over pairs and years: what is fitted on what, rolled methods, the logit."""

import numpy as np
import pytest
import statsmodels.api as sm

from bilat.outlook import skill
from bilat.outlook.dyadic.backtesting import BASE, MODEL, add_recent_rate, closed, origins, recent_rate, roll
from bilat.outlook.dyadic.kinds import Kind, Rows, within
from bilat.outlook.dyadic.logit import Logit, fit


def made_rows(n_years=30, per_year=40, seed=0, horizon=2):
    rng = np.random.default_rng(seed)
    year = np.repeat(np.arange(1960, 1960 + n_years), per_year)
    x = rng.normal(size=len(year))
    y = (rng.uniform(size=len(year)) < 1 / (1 + np.exp(-(1.5 * x - 1)))).astype(np.int64)
    who = np.stack([np.arange(len(year)) % 900 + 2, np.full(len(year), 950)], axis=1)
    return Rows(who, year, y, np.ones(len(year), bool), year + horizon - 1, year, {"x": x})


def made_kind(rows, horizon=2):
    return Kind(
        "made", "yes", "no", "made up", "made up", horizon, lambda *_a: rows, ("x", "recent rate"),
        {"rule: sign": lambda f: (f["x"] > 0).astype(np.int64)}, "{0} and {1}", "war", False,
    )  # fmt: skip


def test_forecasts_do_not_hang_on_windows_that_were_open():
    rows = made_rows()
    kind = made_kind(rows)
    add_recent_rate(rows, 2)
    before = roll(kind, rows, lambda _t: None)
    turned = made_rows()
    late = turned.year > 1978  # a window from 1979 on closes in 1980 at the earliest
    turned.y[late] = 1 - turned.y[late]
    add_recent_rate(turned, 2)
    after = roll(made_kind(turned), turned, lambda _t: None)
    same = before.rows.year <= 1980
    for name in before.methods:
        np.testing.assert_array_equal(before.methods[name][same], after.methods[name][same], err_msg=name)
        if name != "always the majority":
            assert (before.methods[name][~same] != after.methods[name][~same]).any()


def test_rolled_methods_are_what_they_say():
    rows = made_rows()
    add_recent_rate(rows, 2)
    rolled = roll(made_kind(rows), rows, lambda _t: None, since=1975)
    now = rolled.rows.year == 1980
    train = closed(rows, 2, 1980)
    assert rows.year[train].max() == 1978
    assert rolled.methods[BASE][now][0] == pytest.approx((rows.y[train].sum() + 0.5) / (train.sum() + 1))
    positive = rows.features["x"] > 0
    base = rolled.methods[BASE][now][0]
    wanted = (rows.y[train & positive].sum() + base) / ((train & positive).sum() + 1)
    got = rolled.methods["rule: sign"][now][rolled.rows.features["x"][now] > 0]
    assert got == pytest.approx(wanted)
    own = fit(
        ("x", "recent rate"), rows.matrix(("x", "recent rate"))[train], rows.y[train], rows.group[train]
    )
    np.testing.assert_allclose(
        rolled.methods[MODEL][now], own.predict(rolled.rows.matrix(("x", "recent rate"))[now])
    )
    # a good model of a strong signal has skill
    lines = skill.score_methods(
        {m: np.stack([p, 1 - p], axis=1) for m, p in rolled.methods.items()},
        1 - rolled.rows.y,
        rolled.rows.group,
        BASE,
    )
    assert next(x for x in lines if x.method == MODEL).low > 0.1


def test_recent_rate_counts_closed_windows_only():
    counts = [(y, y - 1999, 10) for y in range(2000, 2010)]
    # in 2008 with a horizon of 3 the last closed window is that of 2005: 2001-2005
    yes, n = sum(c[1] for c in counts[1:6]), 50
    assert recent_rate(counts, 2008, 3) == pytest.approx(np.log((yes + 0.5) / (n - yes + 0.5)))
    assert np.isnan(recent_rate(counts, 1999, 3))


def test_window_that_is_still_open_is_not_counted():
    values = [np.array([0.0, 0, 1, np.nan]), np.array([np.nan, 0, np.nan, 1])]
    y, whole, decided = within(lambda k: values[k], np.array([2000, 2000, 2000, 2000]), 2)
    assert y.tolist() == [-1, 0, 1, 1]
    assert whole.tolist() == [False, True, False, False]
    assert decided.tolist() == [2001, 2001, 2000, 2001]


def test_the_model_of_an_origin_knows_closed_windows_only():
    rows = made_rows()
    add_recent_rate(rows, 2)
    for origin, model in origins(made_kind(rows), rows).items():
        late = rows.year + 2 > origin
        rows.y[late] = 1 - rows.y[late]
        train = closed(rows, 2, origin)
        again = fit(model.names, rows.matrix(model.names)[train], rows.y[train], rows.group[train])
        np.testing.assert_array_equal(again.weights, model.weights)
        rows.y[late] = 1 - rows.y[late]


# the logit


def test_logit_is_the_textbook_one_without_ridge_or_gaps():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(20_000, 3))
    y = (rng.uniform(size=20_000) < 1 / (1 + np.exp(-(x @ [1.0, -0.5, 0.2] - 0.5)))).astype(int)
    ours = fit(("a", "b", "c"), x, y, np.arange(20_000))
    theirs = sm.Logit(y, sm.add_constant(x)).fit(disp=0)
    np.testing.assert_allclose(ours.weights[1:] / ours.scale, theirs.params[1:], rtol=2e-3, atol=2e-3)
    np.testing.assert_allclose(ours.predict(x), theirs.predict(sm.add_constant(x)), atol=2e-3)
    # every row its own group: the robust errors of the textbook
    robust = sm.Logit(y, sm.add_constant(x)).fit(disp=0, cov_type="HC0")
    np.testing.assert_allclose(np.sqrt(np.diag(ours.covariance))[1:] / ours.scale, robust.bse[1:], rtol=0.01)


def test_logit_with_rare_outcomes_converges_and_keeps_the_level():
    rng = np.random.default_rng(2)
    x = rng.normal(size=(200_000, 2))
    y = (rng.uniform(size=200_000) < 1 / (1 + np.exp(-(x @ [1.0, 0.0] - 6)))).astype(int)
    model = fit(("a", "b"), x, y, np.arange(200_000) // 1000, most=20_000)
    assert model.predict(x).mean() == pytest.approx(y.mean(), rel=0.1)
    assert model.weights[1] / model.scale[0] == pytest.approx(1, abs=0.15)


def test_unknown_features_have_their_own_weight():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(5000, 1))
    y = (rng.uniform(size=5000) < 0.2).astype(int)
    gone = rng.uniform(size=5000) < 0.3
    x[gone] = np.nan
    y[gone] = rng.uniform(size=gone.sum()) < 0.8
    model = fit(("a",), x, y, np.arange(5000))
    low, high = model.interval(np.array([[np.nan]]))
    assert low[0] < model.predict(np.array([[np.nan]]))[0] < high[0]
    assert model.predict(np.array([[np.nan]]))[0] == pytest.approx(0.8, abs=0.04)
    assert model.predict(np.array([[0.0]]))[0] == pytest.approx(0.2, abs=0.04)
    again = Logit.from_dict(model.to_dict())
    np.testing.assert_allclose(again.predict(x), model.predict(x), atol=1e-4)
    assert fit(("a",), x[:12], np.zeros(12, int), np.arange(12)) is None
