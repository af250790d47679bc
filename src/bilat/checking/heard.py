"""What was read about pairs of states: statements of checked articles, kept a while, on disk only where that is asked.

A bounded list of newest statements. With a file (``statements.jsonl`` in the store's folder, one JSON object a line)
it outlives the program; the file is written whole, by one process at a time, and its oldest lines go first.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat import states
from bilat.errors import BilatError
from bilat.files import held, written_whole

if TYPE_CHECKING:
    from bilat.checking.result import Claim, Report

__all__ = ["Heard", "Said", "file_of", "statements_of"]

#: How many statements are kept.
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Said:
    """One statement about states: who said it, where, when, and how it was judged.

    ``states`` are the ISO3 codes it is about; ``day`` is the day it was spoken from.
    """

    states: tuple[str, ...]
    sentence: str
    speaker: str
    outlet: str
    title: str
    day: date
    kind: str
    outcome: str
    summary: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self) | {"states": list(self.states), "day": self.day.isoformat()}

    @classmethod
    def of(cls, row: dict[str, Any]) -> Said:
        """Read it back.

        Raises
        ------
        KeyError, TypeError, ValueError
            If it is no statement.
        """
        made = {k: row[k] for k in cls.__dataclass_fields__}
        return cls(**{**made, "states": tuple(row["states"]), "day": date.fromisoformat(row["day"])})


def _actors(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _actors(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _actors(one)


def _states_of(claim: Claim) -> tuple[str, ...]:
    found = []
    for word in _actors(claim.proposition.model_dump(exclude={"kind"})):
        if len(word) == 3 and word.isupper():
            with suppress(BilatError):
                found.append(states.get(word).iso3)
    return tuple(dict.fromkeys(found))


def statements_of(report: Report) -> list[Said]:
    """Return the statements of a checked article that are about two states or more.

    Examples
    --------
    >>> from bilat import api
    >>> said = statements_of(api.check_text("China is a partner of Russia, said Ann. India sells arms to Armenia."))
    >>> [s.states for s in said if s.kind == "arms"]
    [('IND', 'ARM')]
    """
    a = report.article
    found = []
    for claim in report.claims:
        about = _states_of(claim)
        if len(about) < 2:
            continue
        said = claim.statement
        named = (said.speaker.name, said.speaker.role) if said and said.speaker else ()
        who = ", ".join(dict.fromkeys(x for x in named if x))
        found.append(
            Said(
                about,
                claim.sentence[:600],
                who[:120],
                (a.outlet or "")[:120],
                (a.title or "")[:200],
                report.on,
                claim.kind,
                claim.verdict.outcome,
                claim.verdict.summary[:600],
            )
        )
    return found


def file_of(home: Path | None = None) -> Path:
    """Return the file in the store's folder."""
    from bilat.record.store import Store

    return Store(home).home / "statements.jsonl"


class Heard:
    """The statements, newest last.

    Parameters
    ----------
    file
        Where they are kept; ``None`` for this program's life only.
    """

    def __init__(self, file: Path | None = None, most: int = MOST) -> None:
        self._lock = threading.Lock()
        self._file = file
        self._said: deque[Said] = deque(_read(file) if file else (), maxlen=most)
        self._stamps: dict[frozenset[str], int] = {}

    def add(self, statements: Iterable[Said]) -> int:
        """Keep statements that are new; return how many were.

        Raises
        ------
        StoreError
            If the file cannot be written; they are kept in memory all the same.
        """
        with self._lock:
            have = set(self._said)
            fresh = [s for s in dict.fromkeys(statements) if s not in have]
            self._said.extend(fresh)
            for s in fresh:
                for pair in _pairs(s.states):
                    self._stamps[pair] = self._stamps.get(pair, 0) + 1
            if len(self._stamps) > 4 * (self._said.maxlen or MOST):
                self._stamps.clear()
        if fresh and self._file is not None:
            _write(self._file, fresh, self._said.maxlen or MOST)
        return len(fresh)

    def about(self, a: str, b: str, until: date | None = None, most: int = 12) -> list[Said]:
        """Return the newest statements about two states (ISO3), spoken by a day."""
        with self._lock:
            found = [
                s for s in self._said if a in s.states and b in s.states and (until is None or s.day <= until)
            ]
        return sorted(found, key=lambda s: s.day, reverse=True)[:most]

    def stamp(self, a: str, b: str) -> int:
        """Return what changes when a statement about the two is added."""
        return self._stamps.get(frozenset((a, b)), 0)

    def latest(self, most: int = 8) -> list[Said]:
        """Return the newest statements, the newest first."""
        with self._lock:
            return list(self._said)[: -most - 1 : -1]


def _pairs(codes: tuple[str, ...]) -> list[frozenset[str]]:
    return [frozenset((a, b)) for i, a in enumerate(codes) for b in codes[i + 1 :]]


def _read(file: Path) -> list[Said]:
    """Read a file of statements; a line that is none is passed over."""
    found = []
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    for line in lines:
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            found.append(Said.of(json.loads(line)))
    return found


def _write(file: Path, fresh: list[Said], most: int) -> None:
    with held(file.with_name("statements.lock"), str(file), wait=5.0):
        kept = [*dict.fromkeys([*_read(file), *fresh])][-most:]
        with written_whole(file) as draft:
            draft.write_text(
                "".join(json.dumps(s.to_dict(), ensure_ascii=False) + "\n" for s in kept), encoding="utf-8"
            )
