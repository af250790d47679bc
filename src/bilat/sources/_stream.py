"""Summing a text file that is too large to hold: read in blocks, summed by key, bad rows with their lines."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources.base import MAX_LISTED, Problem
from bilat.sources.loaded import Loaded
from bilat.sources.tables import BROKEN_ZIP

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["sum_by"]

#: Most bytes of one file that are streamed (ITPD-E release 2 has about 8 GB).
MAX_STREAMED = 20_000_000_000
_NUMBER = r"^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$"


class _Bounded:
    """A reader that stops a file which unpacks to more than it may."""

    def __init__(self, handle: IO[bytes], name: str, limit: int) -> None:
        self._handle, self._name, self._left = handle, name, limit
        self.closed = False

    def read(self, size: int = -1) -> bytes:
        data = self._handle.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise SourceError(
                f"{self._name} is larger than {MAX_STREAMED:,} bytes; refused.",
                "Split it by year, or keep the columns that are needed.",
            )
        return data

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def writable(self) -> bool:
        return False

    def close(self) -> None:
        self.closed = True


@contextmanager
def _opened(path: Path, member: str) -> Iterator[tuple[str, Any]]:
    if path.suffix.lower() != ".zip":
        with path.open("rb") as handle:
            yield path.name, _Bounded(handle, path.name, MAX_STREAMED)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            inside = [i for i in archive.infolist() if fnmatch(Path(i.filename).name.lower(), member.lower())]
            if len(inside) != 1:
                raise SourceError(
                    f"{path.name}: expected one {member} in the archive; found {len(inside)}.",
                    "Give the archive as published, or the file in it alone.",
                )
            with archive.open(inside[0]) as handle:
                name = f"{path.name}/{inside[0].filename}"
                yield name, _Bounded(handle, name, MAX_STREAMED)
    except BROKEN_ZIP as exc:
        raise SourceError(
            f"{path.name} is not a readable zip archive: {exc}.", "Get the file again."
        ) from exc


def sum_by(
    path: Path, keys: Sequence[str], value: str, member: str = "*.csv"
) -> tuple[Loaded, list[Problem], int]:
    """Sum a column of a CSV file by key columns.

    Returns
    -------
    loaded
        One row a key, with the keys (text) and the sum; `lines` are the first line of each key.
    problems
        Rows whose value is no amount, or with a wrong number of columns; with their lines.
    rows
        Rows read.

    Raises
    ------
    SourceError
        If the file is no such table, or too large.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    from pyarrow import csv

    problems: list[Problem] = []
    ragged: list[int] = []

    def note(row: Any) -> str:
        ragged.append(row.number or 0)
        return "skip"

    rows = 0
    bad = 0
    parts: list[pa.Table] = []
    with _opened(Path(path), member) as (name, handle):
        try:
            reader = csv.open_csv(
                pa.PythonFile(handle, mode="r"),
                read_options=csv.ReadOptions(use_threads=False, block_size=1 << 24),
                parse_options=csv.ParseOptions(invalid_row_handler=note),
                convert_options=csv.ConvertOptions(
                    include_columns=[*keys, value],
                    column_types=dict.fromkeys([*keys, value], pa.string()),
                    strings_can_be_null=True,
                ),
            )
            for batch in reader:
                block = pa.Table.from_batches([batch])
                # ragged rows that were skipped so far shift the lines of all that follow
                lines = np.arange(rows, rows + block.num_rows) + 2
                for number in sorted(ragged):
                    lines[np.searchsorted(lines, number) :] += 1
                rows += block.num_rows
                block = block.append_column("line", pa.array(lines))
                fits = pc.fill_null(pc.match_substring_regex(block.column(value), _NUMBER), False)
                wrong = lines[~np.asarray(fits.to_numpy(zero_copy_only=False), dtype=bool)]
                bad += len(wrong)
                problems += [
                    Problem(name, int(line), f"column {value}: expected an amount")
                    for line in wrong[: max(0, MAX_LISTED - len(problems))]
                ]
                block = block.filter(fits)
                amounts = pc.cast(pc.utf8_trim_whitespace(block.column(value)), pa.float64())
                block = block.set_column(block.schema.get_field_index(value), value, amounts)
                parts.append(_grouped(block, keys, value))
                if len(parts) > 64:
                    parts = [_grouped(pa.concat_tables(parts), keys, value)]
        except (pa.ArrowInvalid, pa.ArrowKeyError, UnicodeError, OSError) as exc:
            raise SourceError(
                f"{name} is not a readable table: {exc}.", f"Expected {[*keys, value]}."
            ) from exc
    if bad > MAX_LISTED:
        problems.append(
            Problem(name, None, f"column {value}: {bad - MAX_LISTED:,} more rows without an amount")
        )
    problems += [Problem(name, line, "row has a wrong number of values") for line in ragged[:MAX_LISTED]]
    if len(ragged) > MAX_LISTED:
        problems.append(Problem(name, None, f"{len(ragged) - MAX_LISTED:,} more rows of a wrong length"))
    if not parts:
        raise SourceError(f"{name} has no rows.", "Get the file again; it may have been cut off.")
    table = _grouped(pa.concat_tables(parts), keys, value)
    return Loaded(name, table, table.column("line").to_numpy()), problems, rows + len(ragged)


def _grouped(table: pa.Table, keys: Sequence[str], value: str) -> pa.Table:
    out = table.group_by(list(keys), use_threads=False).aggregate([(value, "sum"), ("line", "min")])
    return out.rename_columns([c.removesuffix("_sum").removesuffix("_min") for c in out.column_names])
