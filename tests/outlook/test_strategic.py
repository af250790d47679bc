"""Strategic estimation: gradients, simulated data with known parameters, closed forms, the Leblang layout."""

import numpy as np
import pytest
import statsmodels.api as sm

from bilat.errors import InputError, SourceError
from bilat.outlook.strategic import ChainGame, estimate, probabilities, simulate
from bilat.outlook.strategic.game import log_likelihood
from bilat.outlook.strategic.leblang import COLUMNS, leblang_game, load_leblang

TWO = {(0, 0): ("x",), (0, 1): ("constant",), (0, 2): ("constant", "w"), (1, 2): ("constant", "v")}
THREE = {
    (0, 0): ("x",),
    (0, 2): ("constant",),
    (0, 3): ("w",),
    (1, 1): ("v",),
    (1, 3): ("constant", "w"),
    (2, 3): ("constant", "x"),
}
MODELS = [
    (2, TWO, "logit", "agent"),
    (2, TWO, "probit", "agent"),
    (2, TWO, "probit", "private"),
    (3, THREE, "logit", "agent"),
    (3, THREE, "probit", "agent"),
    (3, THREE, "probit", "private"),
]


def data(n, seed=0):
    rng = np.random.default_rng(seed)
    return {name: rng.normal(size=n) for name in "xvw"}


@pytest.mark.parametrize(("players", "terms", "link", "errors"), MODELS)
def test_gradient_agrees_with_finite_differences(players, terms, link, errors):
    game = ChainGame(players, terms, link, errors)
    columns = data(200)
    x = game.design(columns)
    rng = np.random.default_rng(2)
    theta = rng.normal(size=len(game.parameters))
    y = simulate(game, theta, x)
    _value, slope = log_likelihood(game, theta, x, y)
    for k in range(len(theta)):
        step = np.zeros(len(theta))
        step[k] = 1e-6
        up, down = (log_likelihood(game, theta + s, x, y, slopes=False)[0] for s in (step, -step))
        np.testing.assert_allclose(slope[:, k], (up - down) / 2e-6, rtol=2e-4, atol=2e-6)


@pytest.mark.parametrize(("players", "terms", "link", "errors"), MODELS)
def test_likelihood_is_that_of_the_probabilities(players, terms, link, errors):
    game = ChainGame(players, terms, link, errors)
    x = game.design(data(100))
    theta = np.random.default_rng(3).normal(size=len(game.parameters))
    p = probabilities(game, theta, x)
    np.testing.assert_allclose(p.sum(axis=1), 1)
    for outcome in range(players + 1):
        y = np.full(100, outcome)
        np.testing.assert_allclose(log_likelihood(game, theta, x, y)[0], np.log(p[:, outcome]), rtol=1e-9)


@pytest.mark.parametrize("errors", ["agent", "private"])
def test_probabilities_are_those_of_players_acting_on_their_shocks(errors):
    """Play the three-player game with drawn errors, each player choosing by its own payoffs."""
    game = ChainGame(3, THREE, "probit", errors)
    x = game.design({"x": np.array([0.4]), "v": np.array([-0.3]), "w": np.array([0.7])})
    theta = np.array([0.5, 0.3, 0.8, -0.4, 0.2, 0.6, -0.2, 0.9])
    wanted = probabilities(game, theta, x)[0]
    u = np.zeros((3, 4))
    for (k, j), at in game.slices.items():
        u[k, j] = x[k, j][0] @ theta[at]
    rng = np.random.default_rng(1)
    n = 400_000
    stop = np.zeros((3, n), bool)
    later = [1.0]  # P(outcome j | reached), from the last player back
    go = np.zeros(3)
    for k in (2, 1, 0):
        ahead = {}
        path = 1.0
        for j in range(k + 1, 4):
            ahead[j] = path if j == 3 else path * (1 - go[j])
            path *= 1.0 if j == 3 else go[j]
        if errors == "agent":
            on = sum(ahead[j] * u[k, j] for j in ahead) + rng.normal(size=n)
            off = u[k, k] + rng.normal(size=n)
        else:
            on = sum(ahead[j] * (u[k, j] + rng.normal(size=n)) for j in ahead)
            off = u[k, k] + rng.normal(size=n)
        stop[k] = off > on
        go[k] = 1 - stop[k].mean()
    found = np.array([1 - go[0], go[0] * (1 - go[1]), go[0] * go[1] * (1 - go[2]), go.prod()])
    assert later
    np.testing.assert_allclose(found, wanted, atol=0.005)


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_one_player_is_an_ordinary_regression(link):
    columns = data(3000, 4)
    game = ChainGame(1, {(0, 1): ("constant", "x", "v")}, link)
    y = simulate(game, [0.3, 1.0, -0.5], game.design(columns), 5)
    found = estimate(game, columns, y)
    design = sm.add_constant(np.stack([columns["x"], columns["v"]], axis=1))
    theirs = (sm.Logit if link == "logit" else sm.Probit)(y, design).fit(disp=0)
    # two actions, each with an error of variance 1: the probit's scale is the root of 2
    scale = 1 if link == "logit" else np.sqrt(2)
    np.testing.assert_allclose(found.values, theirs.params * scale, atol=1e-4)
    np.testing.assert_allclose(found.errors, theirs.bse * scale, rtol=1e-3)
    assert found.log_likelihood == pytest.approx(theirs.llf, abs=1e-6)


def test_player_who_does_not_look_ahead_leaves_two_regressions():
    """With the first player's utility 0 after going on, the two choices are separate logits."""
    columns = data(4000, 6)
    game = ChainGame(2, {(0, 0): ("constant", "x"), (1, 2): ("constant", "v")}, "logit")
    y = simulate(game, [0.2, 0.8, -0.3, 1.1], game.design(columns), 7)
    found = estimate(game, columns, y)
    first = sm.Logit(y > 0, sm.add_constant(-columns["x"])).fit(disp=0)
    second = sm.Logit(y[y > 0] == 2, sm.add_constant(columns["v"][y > 0])).fit(disp=0)
    np.testing.assert_allclose(found.values, [-first.params[0], first.params[1], *second.params], atol=1e-4)
    assert found.log_likelihood == pytest.approx(first.llf + second.llf, abs=1e-6)


@pytest.mark.parametrize(("players", "terms", "link", "errors"), [MODELS[0], MODELS[2], MODELS[4]])
def test_bias_and_coverage_over_replications(players, terms, link, errors):
    game = ChainGame(players, terms, link, errors)
    theta = np.array(
        [0.8, -0.4, 0.5, 0.7, 0.2, 0.9] if players == 2 else [0.8, 0.4, 0.9, 0.7, 0.3, 0.8, 0.2, 0.9]
    )
    inside, values = [], []
    for r in range(60):
        columns = data(1500, 100 + r)
        y = simulate(game, theta, game.design(columns), 500 + r)
        found = estimate(game, columns, y, covariance="opg" if r % 2 else "hessian")
        values.append(found.values)
        inside.append(np.abs(found.values - theta) < 1.96 * found.errors)
    mean, spread = np.mean(values, axis=0), np.std(values, axis=0) / np.sqrt(60)
    # small-sample bias of a nonlinear model is of order 1/n: allow a twentieth besides the simulation's own noise
    assert (np.abs(mean - theta) < 3 * spread + 0.05).all()
    # 95% intervals; over all parameters the share inside has a standard error of about 0.012
    assert 0.92 < np.mean(inside) < 0.98


def test_three_covariances_agree_on_a_true_model():
    game = ChainGame(2, TWO, "logit")
    columns = data(20_000, 9)
    y = simulate(game, [0.8, -0.4, 0.5, 0.7, 0.2, 0.9], game.design(columns), 10)
    errors = [estimate(game, columns, y, covariance=c).errors for c in ("hessian", "opg", "sandwich")]
    np.testing.assert_allclose(errors[1], errors[0], rtol=0.1)
    np.testing.assert_allclose(errors[2], errors[0], rtol=0.1)


def test_what_cannot_be_identified_is_refused():
    with pytest.raises(InputError, match="cannot be identified"):
        ChainGame(2, {(0, 0): ("x",), (0, 1): ("x",), (0, 2): ("x",), (1, 2): ("constant",)})
    with pytest.raises(InputError, match="no regressors"):
        ChainGame(2, {(0, 0): ("x",)})
    with pytest.raises(InputError, match="Player 1 has no utility"):
        ChainGame(2, {(0, 0): ("x",), (1, 0): ("x",)})
    with pytest.raises(InputError, match="probit"):
        ChainGame(2, TWO, "logit", "private")
    game = ChainGame(2, {(0, 0): ("x", "y"), (1, 2): ("constant",)}, "logit")
    x = data(500)["x"]
    outcome = np.arange(500) % 3
    with pytest.raises(InputError, match="told apart"):
        estimate(game, {"x": x, "y": 2 * x}, outcome)
    with pytest.raises(InputError, match="never comes about"):
        estimate(game, {"x": x, "y": x**2}, np.minimum(outcome, 1))
    with pytest.raises(InputError, match="unknown or infinite"):
        estimate(game, {"x": np.where(x > 2, np.nan, x), "y": x}, outcome)
    with pytest.raises(InputError, match="No column"):
        estimate(game, {"x": x}, outcome)


def made_file(path, n=3000):
    rng = np.random.default_rng(11)
    columns = {c: rng.normal(size=n) for c in COLUMNS}
    game = leblang_game()
    theta = rng.normal(scale=0.5, size=len(game.parameters))
    y = simulate(game, theta, game.design(columns), 12)
    names = np.array(["no attack", "devaluation", "defense"])[y]
    lines = [",".join(["outcome", *COLUMNS])]
    lines += [",".join([names[i], *(repr(float(columns[c][i])) for c in COLUMNS)]) for i in range(n)]
    path.write_text("\n".join(lines))
    return columns, y, theta


def test_leblang_layout_is_read_and_estimated(tmp_path):
    columns, y, theta = made_file(tmp_path / "l.csv")
    got, outcome = load_leblang(tmp_path / "l.csv")
    np.testing.assert_array_equal(outcome, y)
    np.testing.assert_allclose(got["overval"], columns["overval"])
    found = estimate(leblang_game(), got, outcome)
    assert found.n == 3000
    assert np.mean(np.abs(found.values - theta) < 2.58 * found.errors) > 0.85
    assert found.log_likelihood > found.null


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("overval", "oval", "lacks overval"), ("\ndevaluation", "\ndevalued", "devalued"), ("\nno attack,", "\nno attack,x", "not a number")],
)  # fmt: skip
def test_damaged_leblang_files_say_where(tmp_path, old, new, words):
    path = tmp_path / "l.csv"
    made_file(path, 200)
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(SourceError, match=words):
        load_leblang(path)
    with pytest.raises(InputError, match="no readable file"):
        load_leblang(tmp_path / "none.csv")
