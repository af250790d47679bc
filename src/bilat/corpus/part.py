"""One part of a corpus run: some articles read (and judged), their tables written whole or not at all."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat.corpus.articles import Article
from bilat.corpus.tables import TABLES, write_tables
from bilat.errors import BilatError
from bilat.files import written_whole

if TYPE_CHECKING:
    from bilat.checking.result import Report
    from bilat.reading import Document

__all__ = ["Settings", "begun", "done_marker", "read_article", "work"]

_SUM = {"articles": 0, "failures": 0, "claims": 0, "statements": 0, "words": 0}


@dataclass(frozen=True, slots=True)
class Settings:
    """What is done with every article.

    Attributes
    ----------
    judged
        Claims are judged by the record (``check``) and not only typed (``read``).
    on
        The day spoken from, for articles that name none.
    seconds
        How long one article may take.
    """

    judged: bool
    on: date | None = None
    as_of: date | None = None
    seconds: float = 60.0

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, for the run's manifest."""
        return {
            "judged": self.judged,
            "on": self.on.isoformat() if self.on else None,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "seconds": self.seconds,
        }


class _TooLongError(Exception):
    """An article took longer than it may."""


def done_marker(out: Path, part: int) -> Path:
    """Return the file that says a part is whole: written last."""
    return out / "done" / f"{part:06d}.json"


def work(
    out: Path, part: int, articles: Sequence[Article], settings: Settings, lost: frozenset[int] = frozenset()
) -> dict[str, int]:
    """Read one part and write its tables; returns what was counted.

    A file beside the part says which article is being read, so that one that takes the whole process with it
    can be named.

    Parameters
    ----------
    lost
        Positions of articles that killed an earlier attempt: they go to the failures unread.
    """
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    current = current_file(out, part)
    current.parent.mkdir(parents=True, exist_ok=True)
    counted = dict(_SUM)
    with current.open("w") as note:
        for position, article in enumerate(articles):
            note.seek(0)
            note.write(f"{position:09d}")
            note.flush()
            if position in lost:
                rows["failures"].append(
                    _failure(article, "ReaderDied", "Reading it ended the process.", "Look at it by itself.")
                )
            else:
                _one(article, settings, rows, counted)
    write_tables(out, part, rows)
    counted |= {table: len(rows[table]) for table in TABLES}
    marker = done_marker(out, part)
    marker.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(marker) as draft:
        draft.write_text(json.dumps({"part": part, **counted}), encoding="utf-8")
    for note_file in (current, _begun_file(out, part)):
        with suppress(OSError):
            note_file.unlink()
    return counted


def current_file(out: Path, part: int) -> Path:
    """Return the file that names the article being read in a part."""
    return out / "work" / f"{part:06d}.now"


def begun(out: Path, part: int) -> int:
    """Note that a part is begun, and return how often it has been, with this time; forgotten once it is whole."""
    path = _begun_file(out, part)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as note:
        note.write(b".")
        return note.tell()


def _begun_file(out: Path, part: int) -> Path:
    return out / "work" / f"{part:06d}.begun"


def _one(
    article: Article, settings: Settings, rows: dict[str, list[dict[str, Any]]], counted: dict[str, int]
) -> None:
    began = time.monotonic()
    try:
        with _limit(settings.seconds):
            document, report = read_article(article, settings)
    except BilatError as exc:
        rows["failures"].append(_failure(article, type(exc).__name__, exc.message, exc.hint))
    except _TooLongError:
        message = f"It took more than {settings.seconds:g} seconds."
        rows["failures"].append(
            _failure(article, "TooLong", message, "Raise --seconds, or look at it by itself.")
        )
    except (Exception, RecursionError, MemoryError) as exc:  # noqa: BLE001  a bug must not stop a million articles; it is kept
        message = f"Internal error: {type(exc).__name__}: {str(exc)[:300]}."
        rows["failures"].append(
            _failure(article, "InternalError", message, "This is a bug: please report it.")
        )
    else:
        counted["words"] += document.words
        _add(article, document, report, time.monotonic() - began, rows)


def read_article(article: Article, settings: Settings) -> tuple[Document, Report | None]:
    """Read one article, and judge its claims where `settings` say so.

    The day spoken from is the collection's own for the article, else the page's, else that of `settings`, else today.

    Raises
    ------
    InputError
        If there is nothing to read in it.
    """
    from bilat.reading.document import read_page

    page = article.page()
    document = read_page(page, article.date or page.date or settings.on, article.outlet)
    if not settings.judged:
        return document, None
    from bilat.checking.asking import check_document
    from bilat.checking.opened import opened

    record, ledger = opened(settings.as_of)
    on = document.date or settings.on or date.today()
    return document, check_document(document, record, ledger, on, settings.as_of)


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Stop an article that takes too long; only the main thread of a process can be stopped so."""
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_number: int, _frame: Any) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _failure(article: Article, error: str, message: str, hint: str | None) -> dict[str, Any]:
    return {"article": article.key, "id": article.id, "error": error, "message": message, "hint": hint}


def _add(
    article: Article,
    document: Document,
    report: Report | None,
    seconds: float,
    rows: dict[str, list[dict[str, Any]]],
) -> None:
    """Append one article's rows. Texts go out as read; numbers as they are."""
    from bilat.report.as_json import evidence_json

    claims = report.claims if report else document.propositions
    rows["articles"].append(
        {
            "article": article.key, "id": article.id, "title": document.title, "outlet": document.outlet,
            "date": document.date, "author": document.author, "words": document.words,
            "statements": len(document.statements), "claims": len(claims),
            "seconds": round(seconds, 4), "notes": list(document.notes),
        }
    )  # fmt: skip
    for number, said in enumerate(document.statements, 1):
        rows["statements"].append(
            {
                "article": article.key, "n": number, **_speaker(said), "cue": said.cue, "mode": said.mode,
                "certainty": said.certainty, "start": said.span[0], "end": said.span[1], "text": said.text,
            }
        )  # fmt: skip
    for claim in claims:
        row = {
            "article": article.key, "claim": claim.id, "outlet": document.outlet, "date": document.date,
            **_speaker(claim.statement), "sentence": claim.sentence, "start": claim.span[0], "end": claim.span[1],
            "kind": claim.proposition.kind, "proposition": claim.proposition.model_dump_json(),
            "certainty": claim.statement.certainty if claim.statement else None,
        }  # fmt: skip
        verdict = getattr(claim, "verdict", None)
        if verdict is not None:
            row |= {
                "verdict": verdict.outcome, "summary": verdict.summary, "probability": verdict.probability,
                "evidence": json.dumps([evidence_json(e) for e in verdict.evidence], ensure_ascii=False),
            }  # fmt: skip
        rows["claims"].append(row)


def _speaker(said: Any) -> dict[str, Any]:
    who = said.speaker if said else None
    return {
        "speaker": who.name if who else None,
        "role": who.role if who else None,
        "organisation": who.organisation if who else None,
        "outlet_chain": list(said.outlet_chain) if said else [],
    }
