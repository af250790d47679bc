"""Scenario games solved and played; against pygambit and an independent solver."""

import json
import math
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner
from made_scenarios import DAY, HIDDEN, SMALL

from bilat.cli.outlook_scenario import scenario as command
from bilat.errors import InputError, UnknownNameError
from bilat.outlook.games import ScenarioError, load, play, read, shipped
from bilat.outlook.games.sensitivity import first_order
from bilat.outlook.games.solve import backward, by_gambit, reach
from bilat.outlook.games.tree import unfold
from bilat.record import open_record


@pytest.fixture(scope="module")
def record():
    return open_record(as_of=DAY)


# solving


def independent(sc, payoffs, d):
    """Subgame-perfect choices of one draw by plain recursion over the file's moves."""
    picks = {}

    def worth(name):
        if name in sc.outcomes:
            return payoffs[name][:, d]
        move = sc.moves[name]
        ahead = [worth(t) for t in move.then]
        k = sc.players.index(move.player)
        best = max(range(len(ahead)), key=lambda i: ahead[i][k])
        picks[name] = best
        return ahead[best]

    worth(sc.first)
    return picks


def random_payoffs(sc, n, seed=0):
    rng = np.random.default_rng(seed)
    return {o: rng.normal(size=(len(sc.players), n)) for o in sc.outcomes}


@pytest.mark.parametrize("name", ["small", "invasion"])
def test_backward_induction_agrees_with_plain_recursion_and_pygambit(name):
    sc = read(SMALL) if name == "small" else load(name)
    tree = unfold(sc)
    payoffs = random_payoffs(sc, 40)
    ours = backward(tree, sc.players, payoffs, {}, None)
    for d in range(40):
        picks = independent(sc, payoffs, d)
        for k, s in enumerate(tree.infosets):
            assert ours.choices[k][:, d].argmax() == picks[s.move]
    weight = np.random.default_rng(1).uniform(0.5, 6, 10)
    few = {o: p[:, :10] for o, p in payoffs.items()}
    import bilat.outlook.games.solve as solving

    everything = [n.infoset < 0 for n in tree.nodes]  # leave it all to pygambit
    original, solving._open = solving._open, lambda _tree: everything
    try:
        theirs = by_gambit(tree, sc.players, few, {}, weight)
        limit = by_gambit(tree, sc.players, few, {}, None)
    finally:
        solving._open = original
    logit = backward(tree, sc.players, few, {}, weight)
    for k in range(len(tree.infosets)):
        np.testing.assert_allclose(logit.choices[k], theirs.choices[k], atol=1e-6)
    # on the path that is played the limit of the logit branch is the subgame-perfect play
    ours_reach = reach(tree, backward(tree, sc.players, few, {}, None))
    np.testing.assert_allclose(reach(tree, limit), ours_reach, atol=2e-3)


def test_hidden_move_has_the_mixed_equilibrium():
    sc = read(HIDDEN)
    tree = unfold(sc)
    assert not tree.perfect
    payoffs = {
        o: np.array([[float(e.evaluate({"x": np.array(1.0)}))] for e in ps.values()])
        for o, ps in sc.outcomes.items()
    }
    found = by_gambit(tree, sc.players, payoffs, {}, None)
    # b is indifferent if a plays heads with 1/2; a is if b guesses heads with q: -2q + (1-q) = q - (1-q)
    assert found.choices[0][0, 0] == pytest.approx(0.5, abs=1e-3)
    assert found.choices[1][0, 0] == pytest.approx(0.4, abs=1e-3)


def test_quantal_response_of_a_hidden_move_is_a_fixed_point():
    sc = read(HIDDEN)
    tree = unfold(sc)
    rng = np.random.default_rng(3)
    payoffs = random_payoffs(sc, 5, 3)
    weight = rng.uniform(0.5, 3, 5)
    found = by_gambit(tree, sc.players, payoffs, {}, weight)
    for d in range(5):
        p, q = found.choices[0][0, d], found.choices[1][0, d]
        u = {o: payoffs[o][:, d] for o in payoffs}
        go = q * u["match_h"][0] + (1 - q) * u["miss_h"][0] - q * u["miss_t"][0] - (1 - q) * u["match_t"][0]
        say = p * u["match_h"][1] + (1 - p) * u["miss_t"][1] - p * u["miss_h"][1] - (1 - p) * u["match_t"][1]
        assert p == pytest.approx(1 / (1 + math.exp(-weight[d] * go)), abs=1e-6)
        assert q == pytest.approx(1 / (1 + math.exp(-weight[d] * say)), abs=1e-6)


def test_first_order_share_of_a_linear_model():
    rng = np.random.default_rng(0)
    x, y, z = rng.normal(size=(3, 40_000))
    total = 4 + 1 + 0.25
    target = 2 * x + y + 0.5 * z
    for got, wanted in ((x, 4), (y, 1), (z, 0.25)):
        assert first_order(got, target) == pytest.approx(wanted / total, abs=0.01)
    assert first_order(rng.normal(size=40_000), target) < 0.005


# playing


@pytest.mark.parametrize("name", shipped())
def test_shipped_scenarios_play(name, record):
    found = play(load(name), record, DAY, draws=40)
    assert sum(e.logit for e in found.endings) == pytest.approx(1)
    assert sum(e.best for e in found.endings) == pytest.approx(1)
    for choice in found.choices:
        assert sum(a.best for a in choice.actions) == pytest.approx(1)
        assert sum(a.logit for a in choice.actions) == pytest.approx(1)
        assert all(0 <= a.low <= a.high <= 1 for a in choice.actions)
    assert {s.year for s in found.sourced if s.year} and max(s.year for s in found.sourced if s.year) <= 2021
    assert found == play(load(name), record, DAY, draws=40)


def test_small_game_has_the_shares_of_its_distribution(record):
    found = play(read(SMALL), record, DAY, draws=4000)
    reply = found.choices[1]
    assert reply.actions[0].best == pytest.approx(0.5, abs=0.03)  # b hits if x > 0.5, x uniform on 0-1
    assert found.choices[0].actions[0].best == pytest.approx(0.5, abs=0.03)
    flip = reply.flips[0]
    assert flip.value == "x"
    assert flip.at == pytest.approx(0.5, abs=0.01)
    assert reply.drivers[0].value == "x"
    assert (
        reply.drivers[0].direction > 0 if reply.drivers[0].action == "hit" else reply.drivers[0].direction < 0
    )


def test_unknown_measure_needs_a_prior_and_is_never_zero(record):
    text = SMALL.replace("uniform = [0, 1]", 'measure = "trade_dots"\nof = ["a", "b"]')
    with pytest.raises(ScenarioError, match=r"values\.x\.measure"):
        read(text)
    text = SMALL.replace('b = "China"', 'b = "Kosovo"').replace(
        "uniform = [0, 1]", 'measure = "kappa"\nof = ["a", "b"]'
    )
    with pytest.raises(ScenarioError, match="is not known") as caught:
        play(read(text), record, DAY)
    assert caught.value.path == "values.x.measure"
    with_prior = text.replace('of = ["a", "b"]', 'of = ["a", "b"]\nprior = { normal = [0.3, 0.1] }')
    found = play(read(with_prior), record, DAY)
    assert found.sourced[0].known is False
    assert found.sourced[0].draw.numbers == (0.3, 0.1)
    assert any("prior" in n for n in found.notes)


def test_nothing_after_the_day_is_looked_at():
    text = SMALL.replace("uniform = [0, 1]", 'measure = "kappa"\nof = ["a", "b"]')
    whole = play(read(text), open_record(), date(1990, 6, 1))
    cut = play(read(text), open_record(as_of=date(1990, 6, 1)), date(1990, 6, 1))
    assert whole.sourced[0].year == 1989
    assert whole.choices == cut.choices


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('b = "x - 0.5"', 'b = "1 / (x - x)"', "not a finite number"),
        ('b = "x - 0.5"', 'b = "log(-1)"', "not a finite number"),
        ('b = "x - 0.5"', 'b = "9999999 * x"', "at most 1e"),
        ('b = "x - 0.5"', 'b = "10 ^ 900"', "not a finite number"),
    ],
)
def test_payoffs_that_make_no_sense(old, new, words, record):
    with pytest.raises(ScenarioError, match=words) as caught:
        play(read(SMALL.replace(old, new)), record, DAY)
    assert caught.value.path == "outcomes.war.b"


def test_player_without_a_stake_is_refused(record):
    text = SMALL.replace("b = 1", "b = 0").replace('b = "x - 0.5"', "b = 0")
    with pytest.raises(ScenarioError, match="gains the same"):
        play(read(text), record, DAY)


@pytest.mark.parametrize("p", ['["x", "x"]', '["2 * x", "1 - 2 * x"]', '["x / 0", "1"]'])
def test_probabilities_that_make_no_sense(p, record):
    text = SMALL.replace('player = "b"', f'player = "chance"\nprobabilities = {p}')
    with pytest.raises(ScenarioError) as caught:
        play(read(text), record, DAY)
    assert caught.value.path == "moves.reply.probabilities"


def test_unknown_states_and_roles(record):
    with pytest.raises(ScenarioError, match=r"states\.b"):
        play(read(SMALL.replace('"China"', '"Atlantis"')), record, DAY)
    with pytest.raises(UnknownNameError, match="role"):
        play(read(SMALL), record, DAY, cast={"c": "India"})
    with pytest.raises(ScenarioError, match="already plays"):
        play(read(SMALL), record, DAY, cast={"b": "Russia"})
    with pytest.raises(InputError, match="draws"):
        play(read(SMALL), record, DAY, draws=10**9)


def test_tree_of_chance_and_ties(record):
    text = SMALL.replace('player = "b"', 'player = "chance"\nprobabilities = ["0.25", "0.75"]')
    text = text.replace('a = "-1"', 'a = "-3"')  # going is worth -3/4 + 3/4 = 0, as staying
    found = play(read(text), record, DAY, draws=30)
    assert found.choices[0].ties == 30
    assert found.choices[0].actions[0].best == 0.5
    assert {e.name: e.best for e in found.endings}["won"] == pytest.approx(0.375)


def test_command(tmp_path):
    run = CliRunner()
    listed = run.invoke(command, ["--json"])
    assert [r["name"] for r in json.loads(listed.output)] == list(shipped())
    path = tmp_path / "s.toml"
    path.write_text(SMALL)
    out = run.invoke(
        command, [str(path), "--on", "2022-02-08", "--draws", "50", "--json"], catch_exceptions=False
    )
    data = json.loads(out.output)
    assert data["states"] == {"a": "RUS", "b": "CHN"}
    assert sum(o["quantal_response"] for o in data["outcomes"]) == pytest.approx(1)
    shown = run.invoke(command, [str(path), "--on", "2022-02-08", "--draws", "50", "--state", "b=India"])
    assert "b: India" in shown.output
    assert isinstance(run.invoke(command, ["invasoin"]).exception, UnknownNameError)
    assert isinstance(run.invoke(command, [str(path), "--state", "b"]).exception, InputError)
    assert isinstance(run.invoke(command, [str(tmp_path / "no.toml")]).exception, InputError)


def test_documented_example_plays(record):
    from pathlib import Path

    text = (Path(__file__).resolve().parents[2] / "docs" / "scenarios.md").read_text()
    example = text.split("```toml")[1].split("```")[0]
    found = play(read(example), open_record(as_of=date(1990, 7, 1)), date(1990, 7, 1), draws=100)
    assert [c.player for c in found.choices] == ["attacker", "ally"]
    assert [c.move for c in found.choices] == ["attack", "help"]
