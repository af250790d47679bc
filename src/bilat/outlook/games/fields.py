"""Reading single fields of a scenario file: each is of the right kind, or the fault names its path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bilat.outlook.games.faults import ScenarioError, unknown

__all__ = ["MOST", "identifier", "names", "number", "numbers", "only", "section", "table", "text"]

#: How many entries each table of the file may have.
MOST = {"states": 20, "players": 6, "values": 80, "moves": 60, "outcomes": 60}
MAX_NUMBER = 1e6
_KEPT = ("and", "or", "not", "chance")  # words of the language


def section(raw: Mapping[str, Any], name: str, needed: bool = True) -> Mapping[str, Any]:
    """Return a table of the file's top level; empty if it may be and is missing."""
    if name not in raw and not needed:
        return {}
    section = raw.get(name)
    if not isinstance(section, dict) or (needed and not section):
        raise ScenarioError(name, f"A table [{name}] is expected.", "See docs/scenarios.md.")
    if len(section) > MOST.get(name, 10):
        raise ScenarioError(name, f"It has {len(section)} entries; at most {MOST.get(name, 10)} are read.")
    return section


def table(raw: Any, path: str) -> Mapping[str, Any]:
    """Return what must be a table."""
    if not isinstance(raw, dict):
        raise ScenarioError(path, "A table is expected.", "See docs/scenarios.md.")
    return raw


def only(table: Mapping[str, Any], path: str, allowed: tuple[str, ...]) -> None:
    """Refuse keys that are not known, with the nearest that are."""
    for key in table:
        if key not in allowed:
            raise unknown(f"{path}.{key}" if path else key, "key", key, allowed)


def names(raw: Any, path: str, least: int, most: int) -> tuple[str, ...]:
    """Return a list of names of the right length."""
    span = f"{least}" if least == most else f"{least} to {most}"
    if not isinstance(raw, list) or not least <= len(raw) <= most:
        count = f"{len(raw)} are given" if isinstance(raw, list) else "none is given"
        raise ScenarioError(path, f"A list of {span} names is expected; {count}.")
    for i, item in enumerate(raw):
        if not isinstance(item, str) or not 1 <= len(item) <= 60:
            raise ScenarioError(f"{path}[{i}]", "A name of at most 60 characters is expected.")
    return tuple(raw)


def identifier(path: str, name: str) -> None:
    """Refuse what expressions and moves cannot be named."""
    if not (name.isidentifier() and name.isascii() and len(name) <= 60) or name in _KEPT:
        raise ScenarioError(path, f"{name!r} cannot be a name.", "Use letters, digits and underscores.")


def number(raw: Any, path: str) -> float:
    """Return a finite number of sensible size."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float)) or not abs(raw) <= MAX_NUMBER:
        raise ScenarioError(path, "A finite number of at most a million is expected.")
    return float(raw)


def numbers(raw: Any, path: str, count: int, labels: str = "low, high") -> tuple[float, ...]:
    """Return so many numbers."""
    if not isinstance(raw, list) or len(raw) != count:
        raise ScenarioError(path, f"A list of {count} numbers is expected ({labels}).")
    return tuple(number(x, f"{path}[{i}]") for i, x in enumerate(raw))


def text(table: Mapping[str, Any], key: str, otherwise: str, path: str = "") -> str:
    """Return a text for people."""
    raw = table.get(key, otherwise)
    if not isinstance(raw, str) or len(raw) > 2000:
        raise ScenarioError(f"{path}.{key}".lstrip("."), "A text is expected.")
    return raw
