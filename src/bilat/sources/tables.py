"""Reading a file of rows within bounds: CSV, TSV, Parquet, Stata, or a zip that holds one of them."""

from __future__ import annotations

import codecs
import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources.base import MAX_LISTED, Problem
from bilat.sources.loaded import Loaded

if TYPE_CHECKING:
    import pyarrow as pa

try:
    from lzma import LZMAError
except ImportError:  # a Python without it: zipfile then refuses such members by itself
    LZMAError = zlib.error  # type: ignore[misc,assignment]

__all__ = ["BROKEN_ZIP", "MAX_BYTES", "MAX_ROWS", "columns_of", "read_table"]

#: What `zipfile` raises on archives that break the format.
BROKEN_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    zlib.error,
    LZMAError,
)
#: Largest file, and largest member of an archive once unpacked, that is read.
MAX_BYTES = 1_500_000_000
#: Most rows that are read.
MAX_ROWS = 60_000_000
_MAX_RATIO = 400  # an honest CSV shrinks 10 to 50 times
_SUFFIXES = (".csv", ".tsv", ".tab", ".txt", ".parquet", ".dta")


def read_table(
    path: Path,
    *,
    columns: Sequence[str] | None = None,
    delimiter: str | None = None,
    skip: int = 0,
    encoding: str | None = None,
    member: str = "*",
) -> Loaded:
    """Read a CSV, TSV, Parquet or Stata file, or the one in a zip.

    Parameters
    ----------
    path
        The file.
    columns
        Only these (case as in the file); those that the file has not are left out.
    delimiter
        Of a text file; found from the header where not given.
    skip
        Lines before the header.
    encoding
        Of a text file; UTF-8 (with or without mark) where it decodes, Windows-1252 otherwise.
    member
        Pattern of the member's name, where a zip holds several tables.

    Raises
    ------
    SourceError
        If the file is too large, binary, ragged throughout, or not readable.
    """
    path = Path(path)
    try:
        size = path.stat().st_size
    except OSError as exc:
        raise SourceError(
            f"Cannot read {path.name}: {exc.strerror}.", "Check that the file is there and may be read."
        ) from exc
    if size == 0:
        raise SourceError(f"{path.name} is empty.", "Get the file again.")
    if size > MAX_BYTES:
        raise SourceError(
            f"{path.name} has {size:,} bytes; at most {MAX_BYTES:,} are read.",
            "Split it, or keep the columns that are needed.",
        )
    name, suffix = path.name, path.suffix.lower()
    try:
        if suffix == ".zip":
            name, data = _from_zip(path, member)
            suffix = Path(name).suffix.lower()
            name = f"{path.name}/{name}"
        elif suffix == ".parquet":
            return _parquet(path, path.name, columns)
        else:
            data = path.read_bytes()
    except OSError as exc:
        raise SourceError(
            f"Cannot read {path.name}: {exc}.", "Get the file again; it may have been cut off or changed."
        ) from exc
    if suffix == ".parquet":
        return _parquet(io.BytesIO(data), name, columns)
    if suffix == ".dta":
        return _stata(data, name, columns)
    return _text(data, name, columns, delimiter, skip, encoding)


def columns_of(path: Path) -> list[str]:
    """Return the column names of a file, cheaply; empty where it is no table."""
    path = Path(path)
    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            import pyarrow.parquet as pq

            return list(pq.read_schema(path).names)
        if suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                info = _member(archive, path.name, "*")
                with archive.open(info) as handle:
                    head = handle.read(65536)
            if not info.filename.lower().endswith((".csv", ".tsv", ".tab", ".txt")):
                return []
        elif suffix == ".dta":
            import pandas as pd

            with pd.read_stata(path, iterator=True) as reader:
                return list(reader.variable_labels())
        elif suffix in (".csv", ".tsv", ".tab", ".txt"):
            with path.open("rb") as handle:
                head = handle.read(65536)
        else:
            return []
    except (OSError, ValueError, KeyError, RuntimeError, struct.error, *BROKEN_ZIP, SourceError):
        return []
    if b"\0" in head:
        return []
    import csv

    first = head.decode("utf-8-sig", errors="replace").splitlines()
    if not first:
        return []
    try:
        return [c.strip() for c in next(csv.reader([first[0]], delimiter=_delimiter(first[0])))]
    except (csv.Error, StopIteration):
        return []


def _member(archive: zipfile.ZipFile, name: str, pattern: str) -> zipfile.ZipInfo:
    tables = [
        i
        for i in archive.infolist()
        if not i.is_dir()
        and not i.filename.startswith("__MACOSX")
        and i.filename.lower().endswith(_SUFFIXES)
        and fnmatch(Path(i.filename).name.lower(), pattern.lower())
    ]
    if len(tables) != 1:
        found = ", ".join(i.filename for i in tables[:5]) or "none"
        raise SourceError(
            f"{name}: expected one table matching {pattern!r} in the archive; found {found}.",
            "Give the archive as published, or the table in it alone.",
        )
    info = tables[0]
    if info.flag_bits & 1:
        raise SourceError(
            f"{name}: the archive is encrypted.", "Unpack it with its password, and import the file."
        )
    if info.file_size > MAX_BYTES or info.file_size > _MAX_RATIO * max(info.compress_size, 1024):
        raise SourceError(
            f"{name}: {info.filename} would unpack from {info.compress_size:,} to {info.file_size:,} bytes; "
            "refused.",
            "Unpack it yourself if you trust it, and import the file.",
        )
    return info


def _from_zip(path: Path, pattern: str) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            info = _member(archive, path.name, pattern)
            # the header may lie about the size: never read more than it says
            with archive.open(info) as handle:
                data = handle.read(info.file_size + 1)
    except BROKEN_ZIP as exc:
        raise SourceError(
            f"{path.name} is not a readable zip archive: {exc}.", "Get the file again."
        ) from exc
    if len(data) > info.file_size:
        raise SourceError(
            f"{path.name}: {info.filename} is larger than its header says; refused.",
            "Get the archive again from its publisher.",
        )
    return info.filename, data


def _parquet(where: Path | io.BytesIO, name: str, columns: Sequence[str] | None) -> Loaded:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(where)
        meta = file.metadata
        size = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
        if meta.num_rows > MAX_ROWS or size > MAX_BYTES:
            raise SourceError(
                f"{name} has {meta.num_rows:,} rows and {size:,} bytes unpacked; too large.",
                "Split it, or keep the columns that are needed.",
            )
        wanted = None if columns is None else [c for c in columns if c in file.schema_arrow.names]
        table = file.read(columns=wanted)
        table.validate(full=True)  # a broken file may point outside itself
    except (pa.lib.ArrowException, OSError) as exc:
        raise SourceError(f"{name} is not a readable Parquet file: {exc}.", "Get the file again.") from exc
    return Loaded(name, table, np.arange(1, table.num_rows + 1))


def _stata(data: bytes, name: str, columns: Sequence[str] | None) -> Loaded:
    import pandas as pd
    import pyarrow as pa

    try:
        frame = pd.read_stata(io.BytesIO(data), convert_categoricals=False)
    except (ValueError, KeyError, IndexError, OverflowError, MemoryError, struct.error) as exc:
        raise SourceError(f"{name} is not a readable Stata file: {exc}.", "Get the file again.") from exc
    if columns is not None:
        frame = frame[[c for c in columns if c in frame.columns]]
    table = pa.Table.from_pandas(frame, preserve_index=False)
    return Loaded(name, table, np.arange(1, table.num_rows + 1))


def _delimiter(header: str) -> str:
    return max(",\t;|", key=header.count)


def _encoding(data: bytes) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), 1 << 24):
            decoder.decode(data[start : start + (1 << 24)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _text(
    data: bytes,
    name: str,
    columns: Sequence[str] | None,
    delimiter: str | None,
    skip: int,
    encoding: str | None,
) -> Loaded:
    import csv as stdcsv

    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    if b"\0" in data[:65536]:
        raise SourceError(
            f"{name} is binary, not text.", "Expected CSV, TSV, Parquet, Stata or a zip of one."
        )
    encoding = encoding or _encoding(data)
    header = data[:65536].decode(encoding, errors="replace").lstrip("\ufeff").splitlines()[skip : skip + 1]
    if not header or not header[0].strip():
        raise SourceError(
            f"{name} has no header line.",
            "The first line must name the columns: get the file again as published.",
        )
    mark = delimiter or _delimiter(header[0])
    names = next(stdcsv.reader([header[0]], delimiter=mark))
    wanted = [c for c in names if columns is None or c.strip() in columns]
    skipped: list[tuple[int, int, int]] = []

    def ragged(row: Any) -> str:
        skipped.append((row.number - 1, row.actual_columns, row.text.rstrip("\r\n").count("\n")))
        return "skip"

    def parse(include: list[str]) -> pa.Table:
        skipped.clear()
        return csv.read_csv(
            io.BytesIO(data),
            read_options=csv.ReadOptions(
                use_threads=False,  # only then does Arrow know the number of a ragged row
                encoding=encoding,
                skip_rows=skip,
                block_size=1 << 24,
            ),
            parse_options=csv.ParseOptions(
                delimiter=mark, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=ragged
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                include_columns=include,
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )

    try:
        table = parse(wanted)
        if table.num_rows > MAX_ROWS:
            raise SourceError(
                f"{name} has {table.num_rows:,} rows; at most {MAX_ROWS:,} are read.", "Split it by year."
            )
        # values that hold line breaks shift the lines below them: then every column must be counted
        simple = data.rstrip(b"\r\n").count(b"\n") == skip + table.num_rows + len(skipped)
        whole = table if simple or len(wanted) == len(names) else parse(names)
    except (pa.ArrowInvalid, pa.ArrowKeyError, UnicodeError) as exc:
        raise SourceError(f"{name} is not a readable table: {exc}.", "Get the file again.") from exc
    breaks = np.zeros(table.num_rows + len(skipped) + 1, dtype=np.int64)  # by record; 0 is the header
    good = np.ones(len(breaks), dtype=bool)
    good[0] = False
    for record, _, inside in skipped:
        good[record] = False
        breaks[record] = inside
    blank = np.ones(table.num_rows, dtype=bool)
    for column in whole.columns:
        blank &= column.is_null().to_numpy()
        if not simple:
            breaks[good] += pc.fill_null(pc.count_substring(column, "\n"), 0).to_numpy()
    line = 1 + skip + np.arange(len(breaks)) + np.concatenate([[0], np.cumsum(breaks)[:-1]])
    problems = [
        Problem(name, int(line[record]), f"row has {found} values, the header {len(names)}")
        for record, found, _ in skipped[:MAX_LISTED]
    ]
    if len(skipped) > MAX_LISTED:
        problems.append(
            Problem(name, None, f"{len(skipped) - MAX_LISTED} more rows have a wrong number of values")
        )
    if len(wanted) == len(names) and blank.any():
        return Loaded(name, table.filter(pa.array(~blank)), line[good][~blank], problems)
    return Loaded(name, table, line[good], problems)
