"""Scenario games: files, expressions, solving; against pygambit and an independent solver."""

import json
import math
import time
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.cli.outlook_scenario import scenario as command
from bilat.errors import BilatError, InputError, UnknownNameError
from bilat.outlook.games import ScenarioError, load, play, read, shipped
from bilat.outlook.games.expression import ExpressionError, parse
from bilat.outlook.games.scenario import SCENARIOS
from bilat.outlook.games.sensitivity import first_order
from bilat.outlook.games.solve import backward, by_gambit, reach
from bilat.outlook.games.tree import unfold
from bilat.record import open_record

DAY = date(2022, 2, 8)

SMALL = """
title = "t"
players = ["a", "b"]
[states]
a = "Russia"
b = "China"
[values.x]
uniform = [0, 1]
[moves.act]
player = "a"
actions = ["go", "stay"]
then = ["reply", "rest"]
[moves.reply]
player = "b"
actions = ["hit", "yield"]
then = ["war", "won"]
[outcomes.rest]
a = 0
b = 1
[outcomes.war]
a = "-1"
b = "x - 0.5"
[outcomes.won]
a = 1
b = 0
"""

HIDDEN = """
players = ["a", "b"]
[states]
a = "Russia"
b = "China"
[values.x]
fixed = 1
[moves.left]
player = "a"
actions = ["heads", "tails"]
then = ["guess_h", "guess_t"]
[moves.guess_h]
player = "b"
information = "guess"
unseen = ["left"]
actions = ["heads", "tails"]
then = ["match_h", "miss_h"]
[moves.guess_t]
player = "b"
information = "guess"
unseen = ["left"]
actions = ["heads", "tails"]
then = ["miss_t", "match_t"]
[outcomes.match_h]
a = "-2*x"
b = 1
[outcomes.miss_h]
a = 1
b = -1
[outcomes.miss_t]
a = 1
b = -1
[outcomes.match_t]
a = -1
b = 1
"""


@pytest.fixture(scope="module")
def record():
    return open_record(as_of=DAY)


# expressions


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("-2 ^ 2", -4),
        ("2 ^ 3 ^ 2", 512),
        ("2 ** -1", 0.5),
        ("8 / 4 / 2", 1),
        ("1 - 2 - 3", -4),
        ("not 1 > 2 and 3 >= 3", 1),
        ("1 < 2 or 0 / 0", 1),
        ("when(x > 1, 10, 20)", 10),
        ("clip(x, 0, 1) + max(1, 5, 3) - min(2, 4) + abs(-1)", 5),
        ("sqrt(16) + log(exp(2)) + logistic(0)", 6.5),
        ("1.5e2 + .5", 150.5),
    ],
)
def test_expression_has_the_value_of_ordinary_mathematics(text, value):
    assert float(parse(text).evaluate({"x": np.array(2.0)})) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["", "1 +", "(1", "1)", "a b", "__import__('os')", "a.b", "a[0]", "lambda: 1", "x = 1", "'a'", "f()", "mux(1, 2)",
     "clip(1)", "max(1)", "1 2", "*1", "and", "(" * 200 + "1" + ")" * 200, "1+" * 300 + "1", "-" * 149 + "1", "𝟙"],
)  # fmt: skip
def test_malformed_expressions_are_refused(text):
    with pytest.raises(ExpressionError):
        parse(text)


def test_unknown_function_suggests():
    with pytest.raises(ExpressionError, match="logistic"):
        parse("logistc(1)")


numbers = st.floats(0.1, 5).map(lambda x: f"{x:.3f}")
terms = st.recursive(
    numbers | st.sampled_from(["x", "y"]),
    lambda inner: st.tuples(inner, st.sampled_from([" + ", " - ", " * ", " / "]), inner).map(
        lambda t: f"({t[0]}{t[1]}{t[2]})"
    ),
    max_leaves=12,
)


@given(terms)
@settings(max_examples=100, deadline=None)
def test_arithmetic_agrees_with_python(text):
    values = {"x": 1.7, "y": 0.3}
    try:
        wanted = eval(text, {"__builtins__": {}}, values)
    except ZeroDivisionError:
        return
    found = float(parse(text).evaluate({k: np.array(v) for k, v in values.items()}))
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12)


@given(st.text(alphabet="x1+-*/^()<>=!,. andormixbs", max_size=60))
@settings(max_examples=300, deadline=500)
def test_any_text_is_parsed_or_refused(text):
    try:
        found = parse(text)
    except ExpressionError:
        return
    with np.errstate(all="ignore"):
        try:
            found.evaluate(dict.fromkeys(found.names, np.array(1.0)))
        except ExpressionError:
            pytest.fail("a parsed expression with all names known must have a value")


# files


def faulty(old, new, text=SMALL):
    assert old in text
    with pytest.raises(ScenarioError) as caught:
        read(text.replace(old, new, 1))
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        ('then = ["war", "won"]', 'then = ["war", "wom"]', "moves.reply.then[1]", "Did you mean won"),
        ('then = ["war", "won"]', 'then = ["war", "act"]', "moves.reply.then[1]", "act -> reply -> act"),
        ('then = ["reply", "rest"]', 'then = ["act", "rest"]', "moves.act.then[0]", "act -> act"),
        ('then = ["war", "won"]', 'then = ["war"]', "moves.reply.then", "2 names"),
        ('player = "b"', 'player = "c"', "moves.reply.player", "player"),
        ('b = "x - 0.5"', 'b = "y - 0.5"', "outcomes.war.b", "'y'"),
        ('b = "x - 0.5"', 'b = "x - "', "outcomes.war.b", "breaks off"),
        ('b = "x - 0.5"', "", "outcomes.war.b", "missing"),
        ("uniform = [0, 1]", "uniform = [1, 0]", "values.x.uniform", "above"),
        ("uniform = [0, 1]", "uniform = [0, inf]", "values.x.uniform[1]", "finite"),
        ("uniform = [0, 1]", "uniform = [0]", "values.x.uniform", "2 numbers"),
        ("uniform = [0, 1]", "unifrom = [0, 1]", "values.x.unifrom", "Did you mean uniform"),
        ("uniform = [0, 1]", 'expression = "x + 1"', "values.x.expression", "x -> x"),
        ("uniform = [0, 1]", 'measure = "kapa"\nof = ["a", "b"]', "values.x.measure", "Did you mean kappa"),
        ("uniform = [0, 1]", 'measure = "kappa"\nof = ["a", "c"]', "values.x.of[1]", "role"),
        ("uniform = [0, 1]", 'measure = "kappa"\nof = ["a"]', "values.x.of", "2 names"),
        ("uniform = [0, 1]", "", "values.x", "0 ways"),
        ('players = ["a", "b"]', 'players = ["a", "z"]', "players[1]", "role"),
        ('players = ["a", "b"]', 'players = ["a", "b"]\nfirst = "acct"', "first", "Did you mean act"),
        ('players = ["a", "b"]', 'players = ["a", "b"]\nsolver = 1', "solver", "Did you mean solve"),
        ("[moves.act]", "[moves.war]", "outcomes.war", "same name"),
        ("[outcomes.rest]", "[outcomes.idle]\na = 0\nb = 0\n[outcomes.rest]", "outcomes.idle", "Nothing leads"),
        ("[values.x]", "[values.and]", "values.and", "cannot be a name"),
    ],
)  # fmt: skip
def test_fault_names_its_path(old, new, path, words):
    fault = faulty(old, new)
    assert fault.path == path
    assert words in str(fault)


def test_fault_of_values_resting_on_each_other():
    text = SMALL.replace("uniform = [0, 1]", 'expression = "y"\n[values.y]\nexpression = "x"')
    with pytest.raises(ScenarioError, match="x -> y -> x"):
        read(text)


def test_forgetful_player_is_refused():
    # a moves, then again without knowing what it did itself
    text = SMALL.replace('player = "b"\nactions', 'player = "a"\nunseen = ["act"]\nactions')
    text = text.replace('then = ["reply", "rest"]', 'then = ["reply", "reply"]').replace(
        "[outcomes.rest]\na = 0\nb = 1\n", ""
    )
    with pytest.raises(ScenarioError, match="forget") as caught:
        unfold(read(text))
    assert caught.value.path == "moves.reply.unseen"


@pytest.mark.parametrize(
    "text", ["", "[", "a = ", "x = " + "[" * 5000, "players = 3", "[states]\na = 1", "\x00"]
)
def test_what_is_no_scenario_is_refused(text):
    with pytest.raises(InputError):
        read(text)


def test_games_that_grow_too_large_are_refused():
    moves = "".join(
        f'[moves.m{i}]\nplayer = "a"\nactions = ["p", "q", "r"]\nthen = {[f"m{i + 1}"] * 3 if i < 9 else ["e"] * 3}\n'
        for i in range(10)
    )
    text = 'players = ["a"]\n[states]\na = "Russia"\n' + moves + "[outcomes.e]\na = 0\n"
    with pytest.raises(ScenarioError, match="2000 points"):
        unfold(read(text))


@given(st.data())
@settings(max_examples=150, deadline=2000)
def test_damaged_files_never_crash(data):
    lines = (SCENARIOS / "evasion.toml").read_text().splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        i = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from(["drop", "twice", "cut", "swap", "noise"]))
        if how == "drop":
            lines[i] = ""
        elif how == "twice":
            lines.insert(i, lines[i])
        elif how == "cut":
            lines[i] = lines[i][: data.draw(st.integers(0, max(0, len(lines[i]))))]
        elif how == "swap":
            j = data.draw(st.integers(0, len(lines) - 1))
            lines[i], lines[j] = lines[j], lines[i]
        else:
            lines[i] += data.draw(st.text(alphabet='"[]{}=,.x1-\n', max_size=5))
    try:
        unfold(read("\n".join(lines)))
    except BilatError:
        pass


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
    began = time.perf_counter()
    found = play(load(name), record, DAY, draws=40)
    assert time.perf_counter() - began < 30
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
