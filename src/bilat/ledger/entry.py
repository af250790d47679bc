"""An entry of a ledger file, read key by key: wrong types, strange codes, dates out of order and unknown keys are refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from bilat import states
from bilat.errors import SourceError

__all__ = ["BODIES", "Entry", "twice"]

#: Bodies that are members of organisations without being states.
BODIES: frozenset[str] = frozenset({"EU", "AU"})

_ISO3 = re.compile(r"[A-Z]{3}")

T = TypeVar("T")


class Entry:
    """One table of a ledger file, read key by key; `close` refuses what was not asked for."""

    def __init__(self, raw: dict[str, Any], place: str) -> None:
        self._raw = raw
        self._asked: set[str] = set()
        self.place = place

    def fault(self, message: str) -> SourceError:
        """Return the error to raise for this entry."""
        return SourceError(f"{self.place}: {message}", "Correct the entry; docs/ledger.md has the form.")

    def get(self, key: str, kind: type[T]) -> T | None:
        """Return a value of the right type, or ``None`` where the key is not there."""
        self._asked.add(key)
        value = self._raw.get(key)
        if value is None:
            return None
        # bool is an int, and a date-time is a date: neither is what was meant.
        if type(value) is not kind:
            raise self.fault(f"{key} wants {kind.__name__}, got {type(value).__name__} {value!r}.")
        return value

    def need(self, key: str, kind: type[T]) -> T:
        """Return a value that must be there and, if text, must not be empty."""
        value = self.get(key, kind)
        if value is None or (isinstance(value, str) and not value.strip()):
            raise self.fault(f"{key} is missing.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings; empty where the key is not there."""
        values = self.get(key, list) or []
        if not all(isinstance(v, str) and v.strip() for v in values):
            raise self.fault(f"{key} wants a list of non-empty strings.")
        return tuple(values)

    def states(self, key: str, bodies: bool = False) -> tuple[str, ...]:
        """Return ISO3 codes written in one string with blanks between; with `bodies`, EU and AU too."""
        codes = tuple((self.get(key, str) or "").split())
        for code in codes:
            if not (_ISO3.fullmatch(code) or (bodies and code in BODIES)):
                raise self.fault(f"{key} holds {code!r}, which is not an ISO3 code.")
            if code not in BODIES and states.code_of_iso3(code) is None:
                raise self.fault(f"{key} holds {code!r}, which is no state's code in bilat.states.")
        again = twice(codes)
        if again:
            raise self.fault(f"{key} names {', '.join(again)} twice.")
        return codes

    def entries(self, key: str) -> list[Entry]:
        """Return the sub-tables under `key`."""
        return [
            Entry(raw, f"{self.place}, {key} {n}") for n, raw in enumerate(self.get(key, list) or [], start=1)
        ]

    def span(self, start: str, end: str) -> tuple[date, date | None]:
        """Return two dates in order; the second may be missing."""
        first, last = self.need(start, date), self.get(end, date)
        if last is not None and last < first:
            raise self.fault(f"{end} {last} lies before {start} {first}.")
        return first, last

    def close(self) -> None:
        """Refuse keys that no field asked for: a misspelt key must not vanish."""
        unknown = sorted(set(self._raw) - self._asked)
        if unknown:
            raise self.fault(f"unknown key {', '.join(unknown)}; known are {', '.join(sorted(self._asked))}.")


def twice(values: Iterable[str]) -> list[str]:
    """Return what stands more than once, sorted."""
    seen: set[str] = set()
    return sorted({v for v in values if v in seen or seen.add(v)})  # type: ignore[func-returns-value]
