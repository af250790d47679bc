"""Rows of a file as they stand, and their columns as numbers, dates and texts, with what was wrong in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.sources.base import Problem, list_problems

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["Loaded"]

_LARGEST = 2.0**53  # beyond it, neighbouring whole numbers are one and the same float


@dataclass
class Loaded:
    """A file's rows as they stand, each with its line.

    Attributes
    ----------
    name
        File name (and member of the archive).
    table
        The rows; every column of a text file is a string column.
    lines : (rows,) int
        Line of each row in a text file (1 is the header), row number (1 is the first) otherwise.
    problems
        Rows that could not be read, and those that `flag` was told of.
    bad : (rows,) bool
        Rows that were flagged.
    """

    name: str
    table: pa.Table
    lines: NDArray[Any]
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unread = len(self.problems)
        self.bad = np.zeros(self.table.num_rows, dtype=bool)
        self._names = {c.strip().lower(): c for c in self.table.column_names}

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def has(self, column: str) -> bool:
        """Say whether the file has `column` (case ignored)."""
        return column.lower() in self._names

    def raw(self, column: str) -> pa.ChunkedArray:
        """Return a column as it stands; ``KeyError`` if the file has none of that name (case ignored)."""
        return self.table.column(self._names[column.lower()])

    def flag(self, mask: NDArray[Any], message: str) -> None:
        """Record the rows in `mask` as problems and mark them `bad`."""
        if mask.any():
            self.problems += list_problems(self.name, self.lines, mask, message)
            self.bad |= mask

    def note(self, mask: NDArray[Any], message: str) -> None:
        """Record the rows in `mask` as corrected; they stay in use."""
        self.problems += list_problems(self.name, self.lines, mask, message)

    def texts(self, column: str, nulls: Sequence[str] = ("",)) -> NDArray[Any]:
        """Return (rows,) stripped strings; ``None`` for null and for the values in `nulls`."""
        import pyarrow as pa
        import pyarrow.compute as pc

        values = self.raw(column)
        if pa.types.is_dictionary(values.type):
            values = values.cast(values.type.value_type)
        values = pc.utf8_trim_whitespace(values.cast(pa.string()))
        empty = pc.is_in(values, value_set=pa.array(list(nulls), pa.string()))
        return np.asarray(pc.if_else(empty, None, values).to_numpy(zero_copy_only=False))

    def numbers(
        self, column: str, nulls: Sequence[str] = ("", "NA", ".", "NaN", "nan")
    ) -> NDArray[np.float64]:
        """Return (rows,) float64; NaN for null. Text that is no number is flagged."""
        import pyarrow as pa

        values = self.raw(column)
        kind = values.type
        if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind):
            array = values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
            return self._finite(column, np.array(array, dtype=np.float64))
        texts = self.texts(column, nulls)
        out = np.full(len(texts), np.nan)
        wrong = np.zeros(len(texts), dtype=bool)
        seen: dict[str, float | None] = {}
        for i, text in enumerate(texts):
            if text is None:
                continue
            if text not in seen:
                try:
                    seen[text] = float(text)
                except ValueError:
                    seen[text] = None
            value = seen[text]
            if value is None:
                wrong[i] = True
            else:
                out[i] = value
        self.flag(wrong, f"column {column}: not a number")
        return self._finite(column, out)

    def _finite(self, column: str, numbers: NDArray[np.float64]) -> NDArray[np.float64]:
        """Flag what no integer can hold, infinity too: a cast would make another number of it in silence."""
        beyond = np.abs(numbers) > _LARGEST
        if beyond.any():
            self.flag(beyond, f"column {column}: not a number of a possible size")
            numbers[beyond] = np.nan
        return numbers

    def dates(self, column: str, *formats: str) -> NDArray[np.datetime64]:
        """Return (rows,) datetime64[D]; NaT for null. Text in none of `formats` (default ISO) is flagged."""
        import pyarrow as pa

        values = self.raw(column)
        if pa.types.is_date(values.type) or pa.types.is_timestamp(values.type):
            return np.asarray(values.cast(pa.date32()).to_numpy(zero_copy_only=False), dtype="datetime64[D]")
        texts = self.texts(column, ("", "NA"))
        out = np.full(len(texts), np.datetime64("NaT", "D"))
        wrong = np.zeros(len(texts), dtype=bool)
        seen: dict[str, date | None] = {}
        for i, text in enumerate(texts):
            if text is None:
                continue
            if text not in seen:
                seen[text] = _date(text, formats or ("%Y-%m-%d",))
            day = seen[text]
            if day is None:
                wrong[i] = True
            else:
                out[i] = np.datetime64(day, "D")
        self.flag(wrong, f"column {column}: not a date")
        return out


def _date(text: str, formats: Sequence[str]) -> date | None:
    for form in formats:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
