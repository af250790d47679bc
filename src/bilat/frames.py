"""Data frames of other libraries: columns out as plain values, columns put on, the frame's own kind kept.

pandas and polars are never imported here: a frame that is given has imported its library already.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat.errors import InputError, did_you_mean

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["put_on", "read_frame", "values_of"]

#: What takes part: anything else is refused with this.
_KINDS = (
    "Give a pandas or polars data frame, a pyarrow table, or anything that hands over Arrow data "
    "(__arrow_c_stream__: DuckDB relations, bilat's own tables)."
)


def values_of(frame: Any, *columns: str | None) -> list[list[Any] | None]:
    """Return columns of a frame as lists of plain values, ``None`` for a column that is not asked for.

    Raises
    ------
    InputError
        If it is no frame, or has no such column, or two of that name.
    """
    have = _columns(frame)
    found: list[list[Any] | None] = []
    for column in columns:
        if column is None:
            found.append(None)
            continue
        if have.count(column) != 1:
            near = did_you_mean(column, [str(c) for c in have])
            raise InputError(
                f"The frame has {'two columns' if column in have else 'no column'} {column!r}.",
                f"Did you mean {', '.join(near)}?" if near else f"It has {', '.join(map(str, have[:20]))}.",
            )
        found.append(_plain(frame, column))
    return found


def _kind(frame: Any) -> str:
    for library, name in (("pandas", "DataFrame"), ("polars", "DataFrame"), ("pyarrow", "Table")):
        known = sys.modules.get(library)
        if known is not None and isinstance(frame, getattr(known, name)):
            return library
    if hasattr(frame, "__arrow_c_stream__"):
        return "arrow"
    polars = sys.modules.get("polars")
    if polars is not None and isinstance(frame, polars.LazyFrame):
        raise InputError("The frame is lazy: it has no rows yet.", "Give frame.collect().")
    raise InputError(f"A {type(frame).__name__} is not a data frame.", _KINDS)


def _columns(frame: Any) -> list[Any]:
    kind = _kind(frame)
    if kind in ("pandas", "polars"):
        return list(frame.columns)
    return list(_arrow(frame).column_names)


def _arrow(frame: Any) -> pa.Table:
    import pyarrow as pa

    return frame if isinstance(frame, pa.Table) else pa.table(frame)


def _plain(frame: Any, column: str) -> list[Any]:
    kind = _kind(frame)
    if kind == "pandas":
        # NA of pandas equals nothing, itself neither: None is what everything else understands
        series = frame[column]
        missing = series.isna().tolist()
        return [None if gone else value for value, gone in zip(series.tolist(), missing, strict=True)]
    if kind == "polars":
        return list(frame.get_column(column).to_list())
    return list(_arrow(frame).column(column).to_pylist())


def put_on(frame: Any, columns: dict[str, Sequence[Any]], sources: dict[str, str] | None = None) -> Any:
    """Return the frame with columns put on at its end; the frame given is not changed.

    Numbers become doubles, texts strings; an unknown number is null (in pandas NaN), a text without words null.

    Parameters
    ----------
    columns
        Name to values: arrays of numbers with NaN where unknown, or lists of texts and ``None``.
    sources
        Name to the source behind it: kept in ``attrs["bilat"]`` by pandas, in the field's metadata by Arrow.

    Raises
    ------
    InputError
        If the frame has a column of one of the names already.
    """
    taken = [name for name in columns if name in _columns(frame)]
    if taken:
        raise InputError(
            f"The frame has a column {taken[0]!r} already.",
            'Rename or drop it, or give prefix="bilat_" for the new columns.',
        )
    kind = _kind(frame)
    if kind == "pandas":
        return _on_pandas(frame, columns, sources or {})
    arrays = {name: _array(values) for name, values in columns.items()}
    if kind == "polars":
        import polars

        return frame.with_columns([polars.Series(name, polars.from_arrow(a)) for name, a in arrays.items()])
    import pyarrow as pa

    table = _arrow(frame)
    for name, array in arrays.items():
        said = {"bilat.source": sources[name]} if sources and name in sources else None
        table = table.append_column(pa.field(name, array.type, metadata=said), array)
    return table


def _on_pandas(frame: Any, columns: dict[str, Sequence[Any]], sources: dict[str, str]) -> Any:
    import pandas as pd

    made = {
        name: pd.Series(values, index=frame.index, dtype="float64" if _number(values) else "object")
        for name, values in columns.items()
    }
    out = pd.concat([frame, pd.DataFrame(made, index=frame.index)], axis=1)
    out.attrs = {**frame.attrs, "bilat": {**frame.attrs.get("bilat", {}), **sources}}
    return out


def _number(values: Sequence[Any]) -> bool:
    return hasattr(values, "dtype")


def _array(values: Sequence[Any]) -> pa.Array:
    import pyarrow as pa

    if _number(values):
        return pa.array(values, pa.float64(), from_pandas=True)
    return pa.array(values, pa.string())


def read_frame(path: str, *, typed: bool = True) -> pa.Table:
    """Read a table of somebody's own: CSV (comma, semicolon or tab), Parquet or Stata.

    Parameters
    ----------
    typed
        Numbers of a CSV become numbers; otherwise its cells stay the texts that they are.

    Raises
    ------
    InputError
        If it is none of them, or damaged.
    """
    import pyarrow as pa

    place = Path(path)
    readers = {".csv": _csv, ".tsv": _csv, ".txt": _csv, ".parquet": _parquet, ".dta": _stata}
    reader = readers.get(place.suffix.lower())
    if reader is None:
        raise InputError(
            f"{place.name} is no table that bilat reads.", "Give a .csv, .tsv, .parquet or .dta file."
        )
    try:
        return reader(place, typed)
    except (OSError, ValueError, pa.ArrowException) as exc:
        raise InputError(
            f"{place.name} cannot be read as {place.suffix}: {str(exc)[:200]}.",
            "A CSV must be UTF-8, with one line of column names, and as many cells in every line.",
        ) from exc


def _csv(path: Path, typed: bool) -> pa.Table:
    import csv

    import pyarrow as pa
    import pyarrow.csv as pc

    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
    delimiter = max(",;\t", key=first.count)
    names = next(csv.reader([first], delimiter=delimiter), [])
    if len(set(names)) < len(names):
        raise ValueError("two columns have the same name")
    kept = {} if typed else dict.fromkeys(names, pa.string())
    table = pc.read_csv(
        path,
        parse_options=pc.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pc.ConvertOptions(column_types=kept, strings_can_be_null=True, null_values=[""]),
    )
    for i, field in enumerate(table.schema):
        if pa.types.is_floating(field.type):  # "nan" in a cell is no number either
            known = [None if v is None or v != v else v for v in table.column(i).to_pylist()]
            table = table.set_column(i, field.name, pa.array(known, field.type))
    return table


def _parquet(path: Path, typed: bool) -> pa.Table:
    from bilat.record.arrays import read_file

    return read_file(path)


def _stata(path: Path, typed: bool) -> pa.Table:
    import pandas as pd
    import pyarrow as pa

    return pa.Table.from_pandas(pd.read_stata(path, convert_categoricals=False), preserve_index=False)
