"""Reader of the case files: one sentence a line, with what it must give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

__all__ = ["Case", "load", "mismatch"]

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """A sentence, the day spoken from, and the expected propositions as partial mappings."""

    line: int
    sentence: str
    on: date
    expected: tuple[dict[str, str], ...]


def load(name: str) -> list[Case]:
    """Read a case file; a line that is no case, comment or ``on DATE`` is an error."""
    cases = []
    on = date(2024, 6, 1)
    for number, raw in enumerate((_HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith(("#", "`")):
            continue
        if line.startswith("on "):
            on = date.fromisoformat(line[3:])
            continue
        sentence, sep, wanted = line.partition(" => ")
        assert sep, f"{name}:{number} is no case: {line}"
        cases.append(
            Case(
                number, sentence, on, tuple(_expected(part) for part in wanted.split(" | ") if part != "none")
            )
        )
    return cases


def _expected(text: str) -> dict[str, str]:
    kind, *fields = text.split()
    out = {"kind": kind}
    for field in fields:
        key, contains, value = re.fullmatch(r"(\w+)(~?)=(.*)", field).groups()  # type: ignore[union-attr]
        out[key + contains] = (
            value.replace("+", " ") if not (key == "relation" and "+" not in value) else value
        )
    return out


def _same(value: Any, wanted: str) -> bool:
    if isinstance(value, tuple):
        return sorted(value) == sorted(x for x in wanted.split(",") if x)
    if value is None:
        return wanted == "None"
    if isinstance(value, bool):
        return value == (wanted == "yes")
    if isinstance(value, float):
        return abs(value - float(wanted)) < 0.006
    return str(value) == wanted


def _fits(found: dict[str, Any], wanted: dict[str, str]) -> bool:
    if found["negated"] != (wanted.get("negated") == "yes") or found["kind"] != wanted["kind"]:
        return False
    for key, value in wanted.items():
        if key in ("negated", "kind"):
            continue
        if key.endswith("~"):
            if value.lower() not in str(found.get(key[:-1]) or "").lower():
                return False
        elif key in ("a", "b") and wanted["kind"] in _MUTUAL:
            continue
        elif not _same(found.get(key), value):
            return False
    if wanted["kind"] in _MUTUAL and "a" in wanted:
        return {str(found["a"]), str(found["b"])} == {wanted["a"], wanted.get("b", str(found["b"]))}
    return True


_MUTUAL = {"closeness.superlative", "closeness.trend", "dispute", "vote.share"}


def mismatch(case: Case, found: list[dict[str, Any]]) -> str:
    """Return what is wrong, or an empty string: each expectation met by one finding, and none left over."""
    left = list(found)
    for wanted in case.expected:
        hit = next((f for f in left if _fits(f, wanted)), None)
        if hit is None:
            return f"missing {wanted}; found {[_short(f) for f in found]}"
        left.remove(hit)
    return f"too much: {[_short(f) for f in left]}" if left else ""


def _short(found: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in found.items() if v not in (None, False, (), "")}
