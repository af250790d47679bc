"""Scenario files: who plays, what they may do, what they know, what they gain; read from TOML.

Everything in the file is checked before anything is computed. A fault names its path in the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bilat.errors import InputError, UnknownNameError
from bilat.measures.catalogue import MEASURES
from bilat.outlook.games import fields
from bilat.outlook.games.expression import Expression, ExpressionError, parse
from bilat.outlook.games.faults import ScenarioError, unknown
from bilat.outlook.games.model import CHANCE, DISTRIBUTIONS, RATIONALITY, Draw, Move, Scenario, Value

__all__ = ["SCENARIOS", "load", "read", "shipped"]

#: The folder of the scenarios that come with bilat.
SCENARIOS = Path(__file__).resolve().parent / "scenarios"
MAX_BYTES = 65_536
_MOST_ACTIONS = 8


def shipped() -> tuple[str, ...]:
    """Return the names of the scenarios that come with bilat.

    Examples
    --------
    >>> "invasion" in shipped()
    True
    """
    return tuple(sorted(p.stem for p in SCENARIOS.glob("*.toml")))


def load(name: str | Path) -> Scenario:
    """Load a scenario by its shipped name or from a file.

    Raises
    ------
    ScenarioError
        With the path to the fault.
    InputError
        If there is no such file, or it is too large or not TOML.
    """
    text = str(name)
    if text in shipped():
        path = SCENARIOS / f"{text}.toml"
    elif text.endswith(".toml") or "/" in text or "\\" in text:
        path = Path(text)
    else:
        raise UnknownNameError("scenario", text, shipped(), None)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path} is larger than {MAX_BYTES} bytes.", "A scenario is a small file.")
        source = path.read_text(encoding="utf-8")
    except OSError as exc:
        raise InputError(
            f"Cannot read {path}: {exc.strerror or exc}.", f"Shipped scenarios: {', '.join(shipped())}."
        ) from exc
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from None
    return read(source, path.stem)


def read(source: str, name: str = "scenario") -> Scenario:
    """Read and check a scenario from text.

    Raises
    ------
    ScenarioError
        With the path to the fault.
    """
    if len(source) > MAX_BYTES:
        raise InputError(
            f"The scenario is longer than {MAX_BYTES} characters.", "A scenario is a small file."
        )
    try:
        raw = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as exc:
        raise InputError(
            f"{name} is not TOML: {str(exc) or 'nested too deeply'}.", "See docs/scenarios.md for an example."
        ) from None
    return _scenario(raw, name)


def _scenario(raw: Mapping[str, Any], name: str) -> Scenario:
    fields.only(
        raw, "", ("title", "about", "first", "states", "players", "values", "moves", "outcomes", "solve")
    )
    states = _states(raw)
    players = _players(raw, states)
    values = _values(fields.section(raw, "values", needed=False), states)
    raw_moves, raw_outcomes = fields.section(raw, "moves"), fields.section(raw, "outcomes")
    for both in raw_moves.keys() & raw_outcomes.keys():
        raise ScenarioError(f"outcomes.{both}", "A move has the same name.", "Rename one of them.")
    moves = {k: _move(k, v, players, raw_moves, raw_outcomes, values) for k, v in raw_moves.items()}
    outcomes = {k: _outcome(k, v, players, values) for k, v in raw_outcomes.items()}
    first = raw.get("first", next(iter(moves)))
    if not isinstance(first, str) or first not in moves:
        raise unknown("first", "move", first, moves)
    _check_paths(moves, outcomes, first)
    _check_information(moves)
    solve = fields.section(raw, "solve", needed=False)
    fields.only(solve, "solve", ("rationality",))
    rationality = (
        _draw(solve["rationality"], "solve.rationality", "solve.rationality") if solve else RATIONALITY
    )
    if min(rationality.numbers) < 0 or (rationality.name == "normal" and rationality.numbers[0] <= 0):
        raise ScenarioError("solve.rationality", "The weight of payoffs cannot be negative.", "Use 1 to 10.")
    about, title = fields.text(raw, "about", ""), fields.text(raw, "title", name)
    return Scenario(name, title, about, states, players, values, moves, outcomes, first, rationality)


def _states(raw: Mapping[str, Any]) -> dict[str, str]:
    states = {}
    for role, state in fields.section(raw, "states").items():
        fields.identifier(f"states.{role}", role)
        if not isinstance(state, str) or not 1 <= len(state) <= 100:
            raise ScenarioError(f"states.{role}", "A state's name is expected.", f'Write {role} = "Russia".')
        states[role] = state
    return states


def _players(raw: Mapping[str, Any], states: Mapping[str, str]) -> tuple[str, ...]:
    players = fields.names(raw.get("players"), "players", 1, fields.MOST["players"])
    for i, player in enumerate(players):
        if player not in states:
            raise unknown(f"players[{i}]", "role", player, states)
    return players


def _values(section: Mapping[str, Any], states: Mapping[str, str]) -> dict[str, Value]:
    found = {name: _one_value(name, raw, states) for name, raw in section.items()}
    done: dict[str, Value] = {}
    for name in found:
        _place(name, found, done, ())
    return done


def _place(name: str, found: Mapping[str, Value], done: dict[str, Value], under: tuple[str, ...]) -> None:
    """Put a value after those it rests on."""
    if name in done:
        return
    path = f"values.{name}.expression"
    if name in under:
        raise ScenarioError(path, f"It rests on itself: {' -> '.join((*under, name))}.", "Break the circle.")
    value = found[name]
    for other in value.expression.names if value.expression else ():
        if other not in found:
            raise unknown(path, "value", other, found)
        _place(other, found, done, (*under, name))
    done[name] = value


def _one_value(name: str, raw: Any, states: Mapping[str, str]) -> Value:
    path = f"values.{name}"
    fields.identifier(path, name)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return Value(name, "", draw=Draw("fixed", (fields.number(raw, path),)))
    table = fields.table(raw, path)
    allowed = ("measure", "of", "prior", "sd", "expression", "within", "why", *DISTRIBUTIONS)
    fields.only(table, path, allowed)
    ways = [k for k in table if k in ("measure", "expression", *DISTRIBUTIONS)]
    if len(ways) != 1:
        raise ScenarioError(
            path,
            f"It is given in {len(ways)} ways ({', '.join(ways) or 'none'}); exactly one is expected.",
            f"Use one of measure, expression, {', '.join(DISTRIBUTIONS)}.",
        )
    why = fields.text(table, "why", "", path)
    within = None
    if "within" in table:
        low, high = fields.numbers(table["within"], f"{path}.within", 2)
        if low >= high:
            raise ScenarioError(f"{path}.within", "The lower bound is not below the upper one.")
        within = (low, high)
    if ways == ["measure"]:
        return _measured(name, table, path, states, why, within)
    for key in ("of", "prior", "sd"):
        if key in table:
            raise ScenarioError(f"{path}.{key}", "Only a value with a measure has one.", f"Remove {key}.")
    if ways == ["expression"]:
        return Value(
            name, why, expression=_expression(table["expression"], f"{path}.expression"), within=within
        )
    return Value(name, why, draw=_draw({ways[0]: table[ways[0]]}, path, path), within=within)


def _measured(
    name: str,
    table: Mapping[str, Any],
    path: str,
    states: Mapping[str, str],
    why: str,
    within: tuple[float, float] | None,
) -> Value:
    measure = table["measure"]
    if not isinstance(measure, str) or measure not in MEASURES:
        raise unknown(f"{path}.measure", "measure", measure, MEASURES)
    wants = 1 if MEASURES[measure].tie == "state" else 2
    of = fields.names(table.get("of"), f"{path}.of", wants, wants)
    for i, role in enumerate(of):
        if role not in states:
            raise unknown(f"{path}.of[{i}]", "role", role, states)
    if len(set(of)) != len(of):
        raise ScenarioError(f"{path}.of", "The two roles are the same.", "Name two different ones.")
    prior = _draw(table["prior"], f"{path}.prior", f"{path}.prior") if "prior" in table else None
    sd = fields.number(table["sd"], f"{path}.sd") if "sd" in table else None
    if sd is not None and sd < 0:
        raise ScenarioError(f"{path}.sd", "A standard deviation cannot be negative.")
    return Value(name, why, measure=measure, of=of, prior=prior, sd=sd, within=within)


def _draw(raw: Any, path: str, fault: str) -> Draw:
    table = fields.table(raw, path)
    if len(table) != 1:
        raise ScenarioError(fault, "One distribution is expected.", f"Use one of {', '.join(DISTRIBUTIONS)}.")
    name, numbers = next(iter(table.items()))
    if name not in DISTRIBUTIONS:
        raise unknown(fault, "distribution", name, DISTRIBUTIONS)
    where = f"{path}.{name}"
    labels = DISTRIBUTIONS[name]
    listed = [numbers] if name == "fixed" and not isinstance(numbers, list) else numbers
    values = fields.numbers(listed, where, len(labels), ", ".join(labels))
    wrong = {
        "normal": "The standard deviation cannot be negative." if values[-1] < 0 else "",
        "uniform": "The lower end is above the upper one." if values[0] > values[-1] else "",
        "loguniform": "0 < low <= high is expected." if not 0 < values[0] <= values[-1] else "",
        "triangular": "low <= mode <= high, low < high is expected."
        if list(values) != sorted(values) or values[0] == values[-1]
        else "",
        "beta": "Both numbers must be above 0." if min(values) <= 0 else "",
    }.get(name)
    if wrong:
        raise ScenarioError(where, wrong, f"It takes {', '.join(labels)}.")
    return Draw(name, values)


def _move(
    name: str,
    raw: Any,
    players: tuple[str, ...],
    moves: Mapping[str, Any],
    outcomes: Mapping[str, Any],
    values: Mapping[str, Value],
) -> Move:
    path = f"moves.{name}"
    fields.identifier(path, name)
    table = fields.table(raw, path)
    fields.only(table, path, ("player", "actions", "then", "unseen", "information", "probabilities"))
    player = table.get("player")
    if player != CHANCE and player not in players:
        raise unknown(f"{path}.player", "player", player, (*players, CHANCE))
    actions = fields.names(table.get("actions"), f"{path}.actions", 1, _MOST_ACTIONS)
    if len(set(actions)) != len(actions):
        raise ScenarioError(f"{path}.actions", "An action is listed twice.")
    then = fields.names(table.get("then"), f"{path}.then", len(actions), len(actions))
    for i, target in enumerate(then):
        if target not in moves and target not in outcomes:
            raise unknown(f"{path}.then[{i}]", "move or outcome", target, (*moves, *outcomes))
    unseen = fields.names(table.get("unseen", []), f"{path}.unseen", 0, fields.MOST["moves"])
    for i, other in enumerate(unseen):
        if other not in moves:
            raise unknown(f"{path}.unseen[{i}]", "move", other, moves)
    chances: tuple[Expression, ...] = ()
    if player == CHANCE:
        listed = table.get("probabilities")
        if not isinstance(listed, list) or len(listed) != len(actions):
            raise ScenarioError(
                f"{path}.probabilities",
                f"A list of {len(actions)} probabilities is expected.",
                "One per action.",
            )
        chances = tuple(
            _known(_expression(p, f"{path}.probabilities[{i}]"), f"{path}.probabilities[{i}]", values)
            for i, p in enumerate(listed)
        )
    elif "probabilities" in table:
        raise ScenarioError(
            f"{path}.probabilities", "Only moves of chance have probabilities.", "Remove them."
        )
    label = table.get("information", name)
    if not isinstance(label, str) or not 1 <= len(label) <= 60:
        raise ScenarioError(f"{path}.information", "A name of at most 60 characters is expected.")
    return Move(name, str(player), actions, then, unseen, label, chances)


def _outcome(
    name: str, raw: Any, players: tuple[str, ...], values: Mapping[str, Value]
) -> dict[str, Expression]:
    path = f"outcomes.{name}"
    fields.identifier(path, name)
    table = fields.table(raw, path)
    for player in table:
        if player not in players:
            raise unknown(f"{path}.{player}", "player", player, players)
    payoffs = {}
    for player in players:
        where = f"{path}.{player}"
        if player not in table:
            raise ScenarioError(where, "The payoff is missing.", f'Write {player} = "0" if it gains nothing.')
        payoffs[player] = _known(_expression(table[player], where), where, values)
    return payoffs


def _check_paths(moves: Mapping[str, Move], outcomes: Mapping[str, Any], first: str) -> None:
    """Fail on circles and on moves and outcomes that nothing leads to."""
    finished: set[str] = set()
    reached: set[str] = {first}

    def follow(name: str, under: tuple[str, ...]) -> None:
        for i, target in enumerate(moves[name].then):
            reached.add(target)
            if target not in moves:
                continue
            if target in (*under, name):
                circle = (*under, name)[(*under, name).index(target) :]
                raise ScenarioError(
                    f"moves.{name}.then[{i}]",
                    f"It leads back to itself: {' -> '.join((*circle, target))}.",
                    "A game ends; give a second round moves of its own.",
                )
            if target not in finished:
                follow(target, (*under, name))
        finished.add(name)

    follow(first, ())
    for where, names in (("moves", moves), ("outcomes", outcomes)):
        for name in names:
            if name not in reached:
                raise ScenarioError(f"{where}.{name}", "Nothing leads to it.", f"Start is {first!r}.")


def _check_information(moves: Mapping[str, Move]) -> None:
    """Fail where moves that are to look alike differ in what the player can see of them."""
    first: dict[str, Move] = {}
    for move in moves.values():
        twin = first.setdefault(move.information, move)
        for what in ("player", "actions", "unseen"):
            if getattr(move, what) != getattr(twin, what):
                raise ScenarioError(
                    f"moves.{move.name}.information",
                    f"It shares {move.information!r} with {twin.name}, and they differ in {what}.",
                    "Moves that look alike have the same player, actions and unseen.",
                )


def _known(expression: Expression, path: str, values: Mapping[str, Value]) -> Expression:
    for name in expression.names:
        if name not in values:
            raise unknown(path, "value", name, values)
    return expression


def _expression(raw: Any, path: str) -> Expression:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return parse(f"({fields.number(raw, path)!r})")
    if not isinstance(raw, str):
        raise ScenarioError(path, "An expression is expected.", 'Write it in quotes: "gain - cost".')
    try:
        return parse(raw)
    except ExpressionError as exc:
        raise ScenarioError(path, exc.message, exc.hint) from None
