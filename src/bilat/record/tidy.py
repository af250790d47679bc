"""Tidy tables of the vintages in use, cut to what was dated by a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bilat.errors import StoreError, UnknownNameError
from bilat.record.schema import TIDY, key_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["cut", "read_tidy", "union"]

#: The column that dates a row, the first that a table has: a fact counts from then on.
_BEGINS = ("date", "signed", "entered", "begun", "start", "begin", "ordered", "year")
#: Columns that say when something ended; an end after the day is not known yet.
_ENDS = ("left", "ended", "end", "ends", "last_delivery")


def union(name: str, files: Sequence[Path]) -> pa.Table:
    """Read a tidy table from the files of several vintages, sorted by its key."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = []
    for path in files:
        try:
            parts.append(pq.read_table(path).cast(TIDY[name]))
        except (OSError, pa.ArrowException) as exc:
            raise StoreError(
                f"Cannot read {path}: {exc}.", "Run `bilat data verify`, and import again what it names."
            ) from exc
    if len(parts) == 1:
        return parts[0]  # a vintage is sorted
    key = key_of(TIDY[name])
    if key[0] == "dataset":
        # each part is one data set and sorted: in the order of their names they are sorted together
        parts.sort(key=lambda t: t.column("dataset")[0].as_py() if t.num_rows else "")
        return pa.concat_tables(parts).combine_chunks()
    return pa.concat_tables(parts).sort_by([(k, "ascending") for k in key])


def read_tidy(name: str, files: Mapping[str, Sequence[Path]], as_of: date | None) -> pa.Table | None:
    """Return a tidy table as of a day, or ``None`` if no vintage has it."""
    if name not in TIDY:
        raise UnknownNameError("tidy table", name, TIDY)
    if name not in files:
        return None
    table = union(name, files[name])
    if as_of is None:
        return table
    if name == "votes" and "rollcalls" in files:
        # votes have no date of their own
        rolls = cut("rollcalls", union("rollcalls", files["rollcalls"]), as_of)
        return table.join(
            rolls.select(["dataset", "rollcall"]), ["dataset", "rollcall"], join_type="left semi"
        ).sort_by([(k, "ascending") for k in key_of(TIDY[name])])
    return cut(name, table, as_of)


def cut(name: str, table: pa.Table, as_of: date) -> pa.Table:
    """Leave out what begins after `as_of` and forget ends that lie after it.

    A row of a year (and month) counts once that has ended; a span that is dated by years counts from its first
    year on. Rows without a date stay.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from bilat.record.record import last_complete_year

    begins = next((c for c in _BEGINS if c in table.column_names), None)
    if begins is not None:
        values = table.column(begins)
        if pa.types.is_date(values.type):
            late = pc.greater(values, pa.scalar(as_of, values.type))
        elif begins == "year" and "month" in table.column_names:
            ended = pc.add(pc.multiply(values.cast(pa.int32()), 12), pc.fill_null(table.column("month"), 12))
            late = pc.greater_equal(ended, as_of.year * 12 + as_of.month)
        elif begins == "year":
            late = pc.greater(values, last_complete_year(as_of))
        else:
            late = pc.greater(values, as_of.year)
        table = table.filter(pc.invert(pc.fill_null(late, False)))
    for column in _ENDS:
        if column in table.column_names:
            values = table.column(column)
            limit = pa.scalar(as_of if pa.types.is_date(values.type) else as_of.year, values.type)
            later = pc.fill_null(pc.greater(values, limit), False)
            place = table.column_names.index(column)
            table = table.set_column(
                place, table.schema.field(column), pc.if_else(later, pa.scalar(None, values.type), values)
            )
    return table
