"""The small language of payoffs: numbers, names of values, arithmetic, comparisons, a few functions.

A scenario file comes from anywhere, so its expressions are never handed to Python. They are cut into tokens, read by a
Pratt parser of bounded size and depth, and evaluated over arrays of draws.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import InputError, did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FUNCTIONS", "Expression", "ExpressionError", "parse"]

MAX_CHARACTERS = 400
MAX_TOKENS = 150
MAX_DEPTH = 30

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<mark>\*\*|<=|>=|==|!=|[-+*/^()<>,]))",
    re.ASCII,
)


class ExpressionError(InputError):
    """An expression cannot be read or has no value; ``at`` is the character it failed at."""

    def __init__(self, message: str, hint: str | None = None, at: int = 0) -> None:
        self.at = at
        super().__init__(message, hint)


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of an expression: a number, a name, or an operation on other parts."""

    op: str
    parts: tuple[_Node, ...] = ()
    name: str = ""
    number: float = 0.0


def _logistic(x: Any) -> Any:
    from scipy.special import expit

    return expit(x)


#: Function to (number of arguments, what it does); -1 means two or more.
FUNCTIONS: dict[str, tuple[int, Callable[..., Any]]] = {
    "abs": (1, np.abs),
    "clip": (3, lambda x, low, high: np.minimum(np.maximum(x, low), high)),
    "exp": (1, np.exp),
    "log": (1, np.log),
    "logistic": (1, _logistic),
    "max": (-1, lambda *xs: np.maximum.reduce(np.broadcast_arrays(*xs))),
    "min": (-1, lambda *xs: np.minimum.reduce(np.broadcast_arrays(*xs))),
    "sqrt": (1, np.sqrt),
    "when": (3, lambda c, yes, no: np.where(np.asarray(c) != 0, yes, no)),
}

_OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
    "<": lambda x, y: np.asarray(x < y, float),
    "<=": lambda x, y: np.asarray(x <= y, float),
    ">": lambda x, y: np.asarray(x > y, float),
    ">=": lambda x, y: np.asarray(x >= y, float),
    "==": lambda x, y: np.asarray(x == y, float),
    "!=": lambda x, y: np.asarray(x != y, float),
    "and": lambda x, y: np.asarray((x != 0) & (y != 0), float),
    "or": lambda x, y: np.asarray((x != 0) | (y != 0), float),
    "not": lambda x: np.asarray(np.equal(x, 0), float),
    "negative": np.negative,
}

# How tightly each binary operator binds; a power binds to the right.
_BINDS = {"or": 1, "and": 2, **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), 4)}
_BINDS |= {"+": 5, "-": 5, "*": 6, "/": 6, "^": 8}
_NOT, _SIGN = 3, 7


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed expression.

    Attributes
    ----------
    text
        As written.
    names
        The values it uses, in alphabetical order.
    """

    text: str
    names: tuple[str, ...]
    _root: _Node

    def evaluate(self, values: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """Return the value for every draw.

        Parameters
        ----------
        values
            Name to array; all of one length, or single numbers.

        Raises
        ------
        ExpressionError
            If a name has no value.

        Examples
        --------
        >>> parse("2 * x - 1").evaluate({"x": np.array([0.0, 1.0])}).tolist()
        [-1.0, 1.0]
        """
        with np.errstate(all="ignore"):
            return np.asarray(_value(self._root, values), dtype=np.float64)


def parse(text: str) -> Expression:
    """Read an expression.

    Raises
    ------
    ExpressionError
        If it is malformed, too long or nested too deeply, with the character it failed at.

    Examples
    --------
    >>> parse("gain - cost * (1 - alignment)").names
    ('alignment', 'cost', 'gain')
    """
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(
            f"The expression has {len(text)} characters; at most {MAX_CHARACTERS} are read.",
            "Give parts of it names under [values].",
        )
    parser = _Parser(_tokens(text), len(text))
    root = parser.read(0, 0)
    parser.finish()
    return Expression(text, tuple(sorted(parser.names)), root)


def _tokens(text: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise ExpressionError(
                f"Unexpected character {text[at]!r} at {at + 1}.",
                "Numbers, names, + - * / ^ ( ) , and comparisons can be used.",
                at,
            )
        start = match.start(match.lastgroup)
        found.append((match.lastgroup, match[match.lastgroup].replace("**", "^"), start))
        at = match.end()
        if len(found) > MAX_TOKENS:
            raise ExpressionError(
                f"The expression has more than {MAX_TOKENS} parts.", "Give parts of it names under [values]."
            )
    if not found:
        raise ExpressionError("The expression is empty.", "Write a number or a name of [values].")
    return found


class _Parser:
    def __init__(self, tokens: list[tuple[str, str, int]], end: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._end = end
        self.names: set[str] = set()

    def _peek(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _next(self) -> tuple[str, str, int]:
        if self._at >= len(self._tokens):
            raise ExpressionError("The expression breaks off.", "Something is missing at its end.", self._end)
        self._at += 1
        return self._tokens[self._at - 1]

    def finish(self) -> None:
        if self._at < len(self._tokens):
            _kind, text, at = self._tokens[self._at]
            raise ExpressionError(
                f"Unexpected {text!r} at {at + 1}.", "An operator is missing before it, or a bracket.", at
            )

    def _expect(self, mark: str) -> None:
        _kind, text, at = self._next()
        if text != mark:
            raise ExpressionError(f"Expected {mark!r} at {at + 1}, found {text!r}.", None, at)

    def read(self, binding: int, depth: int) -> _Node:
        if depth > MAX_DEPTH:
            raise ExpressionError(
                f"The expression is nested more than {MAX_DEPTH} deep.",
                "Give parts of it names under [values].",
            )
        left = self._first(depth)
        while (mark := self._peek()) in _BINDS and _BINDS[mark] > binding:
            self._next()
            # a power is right associative: 2 ^ 3 ^ 2 is 2 ^ 9
            right = self.read(_BINDS[mark] - (mark == "^"), depth + 1)
            left = _Node(mark, (left, right))
        return left

    def _first(self, depth: int) -> _Node:
        kind, text, at = self._next()
        if kind == "number":
            return _Node("number", number=float(text))
        if text in ("-", "+"):
            inner = self.read(_SIGN, depth + 1)
            return _Node("negative", (inner,)) if text == "-" else inner
        if text == "not":
            return _Node("not", (self.read(_NOT, depth + 1),))
        if text == "(":
            inner = self.read(0, depth + 1)
            self._expect(")")
            return inner
        if kind == "name" and text not in _BINDS:
            return self._call(text, at, depth) if self._peek() == "(" else self._name(text)
        raise ExpressionError(f"Unexpected {text!r} at {at + 1}.", "A number or a name is expected here.", at)

    def _name(self, text: str) -> _Node:
        self.names.add(text)
        return _Node("name", name=text)

    def _call(self, name: str, at: int, depth: int) -> _Node:
        if name not in FUNCTIONS:
            near = did_you_mean(name, FUNCTIONS)
            hint = f"Did you mean {', '.join(near)}?" if near else f"There are {', '.join(FUNCTIONS)}."
            raise ExpressionError(f"Unknown function {name!r}.", hint, at)
        self._expect("(")
        parts = [self.read(0, depth + 1)]
        while self._peek() == ",":
            self._next()
            parts.append(self.read(0, depth + 1))
        self._expect(")")
        wants = FUNCTIONS[name][0]
        if len(parts) != wants and not (wants < 0 and len(parts) >= 2):
            count = "two or more arguments" if wants < 0 else f"{wants} argument{'s' * (wants > 1)}"
            raise ExpressionError(f"{name} takes {count}, not {len(parts)}.", None, at)
        return _Node(name, tuple(parts))


def _value(node: _Node, values: Mapping[str, NDArray[np.float64]]) -> Any:
    if node.op == "number":
        return np.float64(node.number)
    if node.op == "name":
        if node.name not in values:
            near = did_you_mean(node.name, values)
            raise ExpressionError(
                f"Unknown value {node.name!r}.", f"Did you mean {', '.join(near)}?" if near else None
            )
        return values[node.name]
    work = _OPERATIONS.get(node.op) or FUNCTIONS[node.op][1]
    return work(*(_value(part, values) for part in node.parts))
