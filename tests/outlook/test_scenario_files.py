"""Scenario files and the expressions in them: faults are named by their path, nothing crashes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_scenarios import SMALL

from bilat.errors import BilatError, InputError
from bilat.outlook.games import ScenarioError, read
from bilat.outlook.games.expression import ExpressionError, parse
from bilat.outlook.games.scenario import SCENARIOS
from bilat.outlook.games.tree import unfold

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
