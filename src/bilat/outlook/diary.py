"""The diary: every forecast asked or read, kept so that nobody can forget one, and scored when it comes out.

One JSON object a line in ``BILAT_HOME/outlook/diary.jsonl``, only ever appended to. Each line carries the hash of
the line before it and its own, so that a changed, removed or inserted line breaks the chain; ``head.json`` beside it
says how long the chain is, so that cutting off its end shows too. A line that a kill left half written has no line
break yet: it never counted, and the next writer removes it.

The chain shows tampering by accident or by hand; whoever rewrites the whole file and its head can still do so. Keep
the last hash (``bilat outlook ledger --verify`` prints it) elsewhere if that matters.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from bilat.errors import StoreError
from bilat.files import held
from bilat.record.store import Store, as_store_error
from bilat.shown import Shown

__all__ = ["Check", "Diary", "Line"]

_FIRST = "0" * 64
_WAIT = 30.0
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the diary.

    Attributes
    ----------
    seq
        Its number, from 1.
    at
        Moment it was written (UTC, ISO 8601).
    kind
        ``forecast``, or ``resolution`` of an earlier line.
    entry
        What it says.
    previous, hash
        Hash of the line before, and of this one (SHA-256).
    """

    seq: int
    at: str
    kind: Literal["forecast", "resolution"]
    entry: Mapping[str, Any]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Check(Shown):
    """What `Diary.verify` found: ``faults`` is empty where the chain holds."""

    lines: int
    head: str
    faults: tuple[str, ...]
    torn: bool

    @property
    def holds(self) -> bool:
        """Say whether the chain is whole."""
        return not self.faults


class Diary:
    """The diary of one store.

    Parameters
    ----------
    home
        The store; ``BILAT_HOME`` or the platform's folder by default. It need not exist.
    """

    def __init__(self, home: Path | None = None) -> None:
        self.folder = Store(home).home / "outlook"
        self.path = self.folder / "diary.jsonl"
        self.head_file = self.folder / "head.json"

    def lines(self) -> list[Line]:
        """Return every line.

        Raises
        ------
        StoreError
            If the chain is broken: nothing is read from a diary that was changed.
        """
        raw, _torn = self._raw()
        found, faults = _walk(raw)
        if faults:
            raise StoreError(
                f"The diary {self.path} was changed or damaged: {faults[0]}",
                "`bilat outlook ledger --verify` lists every fault; put back a copy, or move the file away to start anew.",
            )
        return found

    def append(
        self, kind: Literal["forecast", "resolution"], entries: Sequence[Mapping[str, Any]]
    ) -> list[Line]:
        """Add entries; a forecast that is there already, word for word, is not added again.

        Raises
        ------
        StoreError
            If the diary cannot be written, or its chain is broken.
        """
        if not entries:
            return []
        with self._writing():
            raw, torn = self._raw()
            lines = self.lines()
            if torn:
                # a kill left half a line: it never counted
                os.truncate(self.path, sum(len(r) + 1 for r in raw))
            known = {_key(x.entry) for x in lines if x.kind == kind}
            new: list[Line] = []
            last = lines[-1] if lines else None
            for given in entries:
                entry = json.loads(json.dumps(given, allow_nan=False))  # as it will be read back
                key = _key(entry)
                if key in known:
                    continue
                known.add(key)
                at = datetime.now(UTC).isoformat(timespec="seconds")
                last = _sealed(last.seq + 1 if last else 1, at, kind, entry, last.hash if last else _FIRST)
                new.append(last)
            self._write(new)
            return new

    def _write(self, new: Sequence[Line]) -> None:
        if not new:
            return
        if self._head() is None and new[0].seq == 1:
            # so that a kill before the first head leaves a diary that can be judged
            self._write_head(0, _FIRST)
        data = "".join(json.dumps(_plain(x), ensure_ascii=False) + "\n" for x in new).encode()
        try:
            handle = os.open(
                self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644
            )
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(handle, view) :]
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as exc:
            raise as_store_error(exc, "write", self.path) from exc
        self._write_head(new[-1].seq, new[-1].hash)

    def _write_head(self, lines: int, digest: str) -> None:
        text = json.dumps({"lines": lines, "hash": digest}) + "\n"
        Store(self.folder).write_file(self.head_file, text)

    def verify(self) -> Check:
        """Walk the whole chain and compare it with its head."""
        raw, torn = self._raw()
        lines, faults = _walk(raw)
        head = self._head()
        if head is not None and not faults:
            count, digest = head
            if len(lines) < count:
                faults.append(f"The last {count - len(lines)} lines are gone: the head counts {count}.")
            elif count and lines[count - 1].hash != digest:
                faults.append(f"Line {count} is not the one that the head knows.")
        elif head is None and lines:
            faults.append("The head file is gone: whether lines were cut off at the end cannot be told.")
        return Check(len(raw), lines[-1].hash if lines else _FIRST, tuple(faults), torn)

    def _head(self) -> tuple[int, str] | None:
        try:
            data = json.loads(self.head_file.read_text(encoding="utf-8"))
            return int(data["lines"]), str(data["hash"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _raw(self) -> tuple[list[bytes], bool]:
        """Return the whole lines, and whether half a line follows them."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return [], False
        except OSError as exc:
            raise as_store_error(exc, "read", self.path) from exc
        parts = data.split(b"\n")
        return parts[:-1], bool(parts[-1])

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the diary's own lock: an import that holds the store's must not stop a question."""
        with held(
            self.folder / "lock",
            str(self.path),
            wait=_WAIT,
            refused=lambda exc: as_store_error(exc, "write", self.folder),
        ):
            yield


def _walk(raw: Sequence[bytes]) -> tuple[list[Line], list[str]]:
    """Return the lines up to the first fault, and the faults."""
    lines: list[Line] = []
    faults: list[str] = []
    previous = _FIRST
    for number, data in enumerate(raw, 1):
        line = _parse(data)
        if line is None:
            faults.append(f"Line {number} is not a line of the diary.")
            break
        sealed = _sealed(line.seq, line.at, line.kind, line.entry, line.previous)
        if line.seq != number:
            faults.append(f"Line {number} says that it is line {line.seq}: a line was removed or put in.")
        elif line.previous != previous:
            faults.append(
                f"Line {number} does not follow line {number - 1}: one of them was changed or replaced."
            )
        elif line.hash != sealed.hash:
            faults.append(f"Line {number} was changed: its hash does not fit what it says.")
        if faults:
            break
        lines.append(line)
        previous = line.hash
    return lines, faults


def _parse(data: bytes) -> Line | None:
    if len(data) > _LONGEST:
        return None
    try:
        found = json.loads(data)
        if found["kind"] not in ("forecast", "resolution") or not isinstance(found["entry"], dict):
            return None
        return Line(
            int(found["seq"]),
            str(found["at"]),
            found["kind"],
            found["entry"],
            str(found["previous"]),
            str(found["hash"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _plain(line: Line) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "at": line.at,
        "kind": line.kind,
        "entry": line.entry,
        "previous": line.previous,
        "hash": line.hash,
    }


def _sealed(
    seq: int, at: str, kind: Literal["forecast", "resolution"], entry: Mapping[str, Any], previous: str
) -> Line:
    body = {"seq": seq, "at": at, "kind": kind, "entry": entry, "previous": previous}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Line(seq, at, kind, entry, previous, hashlib.sha256(text.encode()).hexdigest())


def _key(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)
