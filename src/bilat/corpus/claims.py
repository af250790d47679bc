"""Many claims of one sentence each: answered in their order, by several processes where there are many.

A line that cannot be judged is answered with an error in the shape that every command uses, and does not stop the others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import chain, islice
from typing import Any

from bilat.dates import day
from bilat.errors import BilatError, InputError

__all__ = ["answer_lines"]

#: Fewer lines than this are done before a second process has opened the record.
MANY = 500
_CHUNK = 50
_LINE_LIMIT = 20_000
_SHAPE = 'Write {"id": "1", "text": "...", "date": "YYYY-MM-DD"}.'

Numbered = tuple[int, str]


def answer_lines(
    lines: Iterable[Numbered], on: date | None, as_of: date | None, processes: int | None = None
) -> Iterator[dict[str, Any]]:
    """Answer claims, one a line; blank lines are left out.

    Parameters
    ----------
    lines
        Number and text of each line: JSON with ``text`` and, as wanted, ``id`` and ``date``; or the claim itself.
    on
        The day spoken from where a line has no date; today by default.
    as_of
        Only what was known by this day counts.
    processes
        How many processes may work; as many as there are processors by default. Few lines are answered in this one.

    Yields
    ------
    dict
        The JSON object of each answer, in the order of the lines.

    Examples
    --------
    >>> [a["verdict"] for a in answer_lines([(1, "Finland is a member of NATO")], date(2024, 1, 1), None)]
    ['supported']
    """
    stream = (pair for pair in lines if pair[1].strip())
    first = list(islice(stream, MANY))
    wanted = processes or _processors()
    if len(first) < MANY or wanted < 2:
        for number, line in chain(first, stream):
            yield _answer(number, line, on, as_of)
        return
    from bilat.corpus.running import worker_pool

    with worker_pool(wanted) as workers:
        yield from _spread(workers, chain(first, stream), on, as_of, wanted)


def _spread(
    workers: ProcessPoolExecutor, lines: Iterator[Numbered], on: date | None, as_of: date | None, count: int
) -> Iterator[dict[str, Any]]:
    """Keep a few chunks ahead of what is read, so that a long stream is never held whole."""
    waiting = [
        workers.submit(_answer_chunk, chunk, on, as_of)
        for chunk in islice(iter(lambda: list(islice(lines, _CHUNK)), []), 3 * count)
    ]
    while waiting:
        yield from waiting.pop(0).result()
        chunk = list(islice(lines, _CHUNK))
        if chunk:
            waiting.append(workers.submit(_answer_chunk, chunk, on, as_of))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _answer_chunk(chunk: list[Numbered], on: date | None, as_of: date | None) -> list[dict[str, Any]]:
    return [_answer(number, line, on, as_of) for number, line in chunk]


def _answer(number: int, line: str, on: date | None, as_of: date | None) -> dict[str, Any]:
    from bilat.api import ask_claims
    from bilat.checking.asking import merge
    from bilat.report.as_json import answer_json

    identity = str(number)
    try:
        item = _item(line, number)
        identity = str(item.get("id", number))
        text, spoken = _claim(item, number)
        claims = ask_claims(text, spoken or on, as_of=as_of)
        return answer_json(identity, claims, merge(claims, as_of, text))
    except BilatError as exc:
        return {"id": identity, "error": type(exc).__name__, "message": exc.message, "hint": exc.hint or ""}


def _item(line: str, number: int) -> dict[str, Any]:
    """Return a line as an object: JSON, or the claim itself."""
    if len(line) > _LINE_LIMIT:
        raise InputError(
            f"Line {number} is longer than {_LINE_LIMIT} characters.", "A claim is one sentence."
        )
    if not line.lstrip().startswith("{"):
        return {"text": line.strip()}
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise InputError(f"Line {number} is not JSON: {exc}.", _SHAPE) from None
    return item if isinstance(item, dict) else {"text": item}


def _claim(item: dict[str, Any], number: int) -> tuple[str, date | None]:
    """Return the text and the day of a line."""
    text = item.get("text")
    if not isinstance(text, str):
        raise InputError(f"Line {number} has no text, or its text is no string.", _SHAPE)
    # a line may be spoken from any day: what the record does not reach is answered as unmeasurable
    return text, day(item.get("date"))
