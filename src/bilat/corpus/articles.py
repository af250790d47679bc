"""Articles from anywhere, as a stream: folders, globs, JSON lines, web archives, Parquet.

A stream never holds more than one article, one web record or one batch of rows. What cannot be an article
(a line that is no JSON, a record without text) still comes out, with the fault in it, so that it can be counted.
"""

from __future__ import annotations

import glob
import gzip
import json
import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from bilat.errors import BilatError, InputError, did_you_mean

if TYPE_CHECKING:
    from bilat.reading.pages.page import Page

__all__ = ["Article", "Collection", "collect", "is_collection"]

#: Endings of one article a file.
SINGLE = (".txt", ".html", ".htm", ".xhtml", ".md", ".markdown", ".eml", ".pdf")
#: Endings of many articles a file.
LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
ARCHIVES = (".warc", ".warc.gz")
TABLES = (".parquet",)

_TEXT_COLUMNS = ("text", "content", "body", "article", "html", "maintext", "full_text")
_OUTLET_COLUMNS = ("outlet", "source", "publisher", "sitename", "domain")
_DATE_COLUMNS = ("date", "published", "date_publish", "publish_date", "published_at")
_ID_COLUMNS = ("id", "article", "url", "uri")
_LONGEST_LINE = 12_000_000
_LARGEST_RECORD = 10_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it came, unread.

    Attributes
    ----------
    key
        Where it stands in its source: the file, and ``#`` with the line, record or row.
    data
        A path to read, bytes with their content type, or text.
    fault
        Why there is nothing to read, or ``None``.
    """

    key: str
    data: Path | bytes | str
    id: str | None = None
    date: date | None = None
    outlet: str | None = None
    content_type: str | None = None
    url: str | None = None
    fault: str | None = None

    def page(self) -> Page:
        """Return the clean text, with what the page says of itself.

        Raises
        ------
        InputError
            If there is nothing to read in it.
        """
        from bilat.reading.pages.page import clean, load

        if self.fault:
            raise InputError(
                self.fault, "Mend the article where it lies and run it again; the others are kept."
            )
        if isinstance(self.data, Path):
            return load(self.data)
        return clean(self.data, url=self.url, content_type=self.content_type)


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of files with articles, in a fixed order.

    Attributes
    ----------
    files
        Sorted by name, so that a second run meets the same articles in the same order.
    text_column
        Column (of Parquet) or field (of JSON lines) that holds the text; found by name if ``None``.
    """

    root: Path
    files: tuple[Path, ...]
    text_column: str | None = None

    def fingerprint(self) -> list[list[Any]]:
        """Return name, size and time of change of every file: a second run must see the same."""
        stats = ((path, path.stat()) for path in self.files)
        return [[self._name(path), stat.st_size, stat.st_mtime_ns] for path, stat in stats]

    def count(self) -> int | None:
        """Return how many articles there are where that is quick to tell, else ``None``."""
        total = 0
        for path in self.files:
            kind = _kind(path)
            if kind == "archive" or path.name.endswith(".gz"):
                return None
            if kind == "table":
                total += _rows_of(path)
            elif kind == "lines":
                try:
                    with path.open("rb") as stream:
                        total += sum(b.count(b"\n") for b in iter(lambda s=stream: s.read(1 << 20), b""))  # type: ignore[misc]
                except OSError:
                    total += 1  # it comes out as one article with the fault in it
            else:
                total += 1
        return total

    def __iter__(self) -> Iterator[Article]:
        """Yield every article, in order."""
        for path in self.files:
            name = self._name(path)
            kind = _kind(path)
            if kind == "lines":
                yield from _lines(path, name, self.text_column)
            elif kind == "archive":
                yield from _archive(path, name)
            elif kind == "table":
                yield from _table(path, name, self.text_column)
            else:
                yield Article(name, path)

    def _name(self, path: Path) -> str:
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def collect(source: str | Path, text_column: str | None = None) -> Collection:
    """Find the articles that `source` names: a folder (with its subfolders), a glob, or one file of many.

    Links to folders are not followed.

    Raises
    ------
    InputError
        If there is no such thing, or nothing in it has a known ending.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("China abstained.")
    >>> [article.key for article in collect(folder)]
    ['a.txt']
    """
    text = str(source)
    root = Path(text)
    known = f"Known endings: {', '.join(SINGLE + LINES + ARCHIVES + TABLES)}."
    if root.is_dir():
        files = sorted(
            Path(folder) / name
            for folder, _inside, names in os.walk(root, followlinks=False)
            for name in names
            if _kind(Path(name))
        )
    elif root.is_file():
        files, root = [root], root.parent
        if not _kind(files[0]):
            raise InputError(f"{files[0].name} is not a collection of articles.", known)
    elif re.search(r"[*?\[]", text):
        files = sorted(
            p
            for name in glob.iglob(text, recursive=True)  # noqa: PTH207  the pattern may start anywhere
            if (p := Path(name)).is_file() and _kind(p)
        )
        root = Path(re.split(r"[*?\[]", text)[0])
        root = root if root.is_dir() else root.parent
    else:
        near = (
            did_you_mean(root.name, [p.name for p in root.parent.iterdir()]) if root.parent.is_dir() else []
        )
        hint = (
            f"Did you mean {', '.join(near)}?"
            if near
            else "Give a folder, a glob in quotes, or a file of articles."
        )
        raise InputError(f"There is no file or folder {text!r}.", hint)
    if not files:
        raise InputError(f"No articles were found in {text!r}.", known)
    return Collection(root, tuple(files), text_column)


def is_collection(source: str) -> bool:
    """Say whether `source` names many articles: a folder, a glob, or a file that holds many."""
    if "://" in source or not source.strip():
        return False  # an address may hold ? and [; nothing is not this folder
    path = Path(source)
    try:
        if path.is_file() and _kind(path) in (None, "single"):
            return False  # and so may the name of a file
        folder = path.is_dir()
    except (OSError, ValueError):
        return False  # no name at all: the reader of one article says so
    return folder or _kind(path) in ("lines", "archive", "table") or bool(re.search(r"[*?\[]", source))


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    for kind, endings in (("lines", LINES), ("archive", ARCHIVES), ("table", TABLES), ("single", SINGLE)):
        if name.endswith(endings):
            return kind
    return None


def _open(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _lines(path: Path, name: str, text_column: str | None) -> Iterator[Article]:
    """Yield one JSON object a line: its text, and id, date, outlet where they have one of the usual names."""
    number = 0
    try:
        with _open(path) as stream:
            while line := stream.readline(_LONGEST_LINE):
                number += 1
                key = f"{name}#{number}"
                if not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
                    yield Article(key, "", fault=f"The line is longer than {_LONGEST_LINE:,} bytes.")
                    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                        pass
                    continue
                if not line.strip():
                    continue
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as exc:
                    yield Article(key, "", fault=f"The line is not JSON: {str(exc)[:200]}.")
                    continue
                yield _row(key, row, text_column)
    except (OSError, EOFError, zlib.error) as exc:
        yield Article(f"{name}#{number + 1}", "", fault=f"The file breaks off: {exc}.")


def _row(key: str, row: Any, text_column: str | None) -> Article:
    if not isinstance(row, dict):
        return Article(key, "", fault="The line is JSON, but no object with a text.")
    column = text_column or next((c for c in _TEXT_COLUMNS if isinstance(row.get(c), str)), None)
    text = row.get(column) if column else None
    identity = next((str(row[c]) for c in _ID_COLUMNS if row.get(c) not in (None, "")), None)
    if not isinstance(text, str) or not text.strip():
        wanted = f"field {text_column!r}" if text_column else f"field named {', '.join(_TEXT_COLUMNS[:4])}"
        return Article(key, "", id=identity, fault=f"There is no {wanted} with a text.")
    outlet = next((str(row[c]) for c in _OUTLET_COLUMNS if isinstance(row.get(c), str) and row[c]), None)
    said = next((row[c] for c in _DATE_COLUMNS if row.get(c)), None)
    try:
        day = said if type(said) is date else date.fromisoformat(str(said)[:10]) if said is not None else None
    except ValueError:
        return Article(key, "", id=identity, fault=f"The date {str(said)[:40]!r} is not YYYY-MM-DD.")
    return Article(key, text, id=identity, date=day, outlet=outlet)


def _archive(path: Path, name: str) -> Iterator[Article]:
    """Yield the pages in a web archive: responses that hold HTML or text."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = records = 0
    try:
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.format != "warc":
                    break  # the library takes any line of five words for a record of the older format
                records += 1
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
                if kind not in ("text/html", "application/xhtml+xml", "text/plain"):
                    continue
                number += 1
                key = f"{name}#{number}"
                url = record.rec_headers.get_header("WARC-Target-URI")
                status = record.http_headers.get_statuscode()
                body = record.content_stream().read(_LARGEST_RECORD + 1)
                fault = None
                if len(body) > _LARGEST_RECORD:
                    fault = f"The page is larger than {_LARGEST_RECORD:,} bytes."
                elif status != "200":
                    fault = f"The page was answered with status {status}."
                elif getattr(record.raw_stream, "limit", 0) > 0:
                    # warcio ends quietly where a file was cut; the bytes it still waits for tell.
                    fault = "The archive breaks off inside this page."
                full = record.http_headers.get_header("Content-Type")
                yield Article(key, b"" if fault else body, id=url, content_type=full, url=url, fault=fault)
    except (
        ArchiveLoadFailed,
        AttributeError,
        EOFError,
        LookupError,
        OSError,
        TypeError,
        ValueError,
        zlib.error,
    ) as exc:
        # warcio raises nearly anything on records that break the format
        yield Article(f"{name}#{number + 1}", b"", fault=f"The archive breaks off: {str(exc)[:200]}.")
        return
    if not records:
        yield Article(f"{name}#1", b"", fault="The file holds no record of a web archive.")


def _rows_of(path: Path) -> int:
    """Return how many rows a Parquet file says it has; one that cannot be read comes out as one article with the fault in it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.lib.ArrowException, OSError):
        return 1


def _table(path: Path, name: str, text_column: str | None) -> Iterator[Article]:
    """Yield the rows of a Parquet file, some at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        columns = file.schema_arrow.names
        text = text_column or next((c for c in _TEXT_COLUMNS if c in columns), None)
        if text is None or text not in columns:
            raise InputError(
                f"{name} has no column {text_column or 'with the text'!r}.",
                f"It has {', '.join(columns[:20])}; name one with --text-column.",
            )
        wanted = [c for c in columns if c == text or c in _OUTLET_COLUMNS + _DATE_COLUMNS + _ID_COLUMNS]
        number = 0
        for batch in file.iter_batches(batch_size=64, columns=wanted):
            batch.validate(full=True)  # a broken file may point outside itself
            for row in batch.to_pylist():
                number += 1
                yield _row(f"{name}#{number}", row, text)
    except (pa.lib.ArrowException, OSError) as exc:
        yield Article(f"{name}#1", "", fault=f"The Parquet file cannot be read: {str(exc)[:200]}.")
    except BilatError as exc:
        yield Article(f"{name}#1", "", fault=str(exc))
