"""What every source module shares: the description of a data set, bounded reading, checks with line numbers.

A source module describes one data set and turns its official file, or the tidy Parquet of the same data, into
the tidy tables of `bilat.record.schema`::

    SOURCE = Source(id="gml_mid", title=..., files=("gml-mida-*.csv",), signatures=(frozenset({...}),),
                    tables=("disputes",), reader=read, ...)

Files are hostile until proven otherwise: sizes are bounded before and while they are read, archives are never
unpacked to disk, nothing is evaluated. A row that cannot be used becomes a `Problem` with its line; no row
disappears in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from bilat.errors import SourceError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.sources.loaded import Loaded

__all__ = ["MAX_LISTED", "Problem", "Reading", "Source", "conform", "first_of", "list_problems", "to_codes"]

#: Rows with the same fault that are listed one by one; the rest are counted in one line.
MAX_LISTED = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """A row (or a file, when `line` is ``None``) that could not be used, or was used with a correction."""

    file: str
    line: int | None
    message: str

    def __str__(self) -> str:
        """Return ``file:line: message``."""
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


@dataclass(slots=True)
class Reading:
    """What a source module read.

    Attributes
    ----------
    tables
        Tidy tables by name, with the schema of `bilat.record.schema.TIDY`, sorted by key (see `conform`).
    problems
        Every row that was left out or corrected.
    rows_read
        Rows of the files, good and bad.
    version, covers
        Of these files, where they tell and it may differ from what the `Source` states.
    """

    tables: dict[str, pa.Table]
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    version: str | None = None
    covers: tuple[int, int] | None = None


@dataclass(frozen=True)
class Source:
    """One data set: what it is, where it is, how it is read.

    Attributes
    ----------
    id
        Short name, unique; also the value of the ``dataset`` column.
    title, version, covers, licence, citation, homepage
        For people and for provenance. `covers` is the first and last year (inclusive) of the version named.
    url
        Official address, of the file or of the page that offers it.
    files
        Patterns of the official file names (`fnmatch`, case ignored).
    reader
        Reads the files; called through `read`.
    tables
        Tidy tables it fills.
    signatures
        Sets of column names; a file that has all the columns of one of them is recognised. Make them
        specific: the most specific source wins.
    downloads
        Direct addresses for ``bilat data get``; empty where the publisher wants a person to click.
    known_hashes
        File name to SHA-256 (hex) where the publisher's file never changes.
    together
        Whether several files of the data set are read in one go (``True``) or only the newest counts.
    note
        What a user must know.
    """

    id: str
    title: str
    url: str
    files: tuple[str, ...]
    version: str
    covers: tuple[int, int]
    licence: str
    citation: str
    reader: Callable[[Sequence[Path]], Reading]
    tables: tuple[str, ...]
    signatures: tuple[frozenset[str], ...] = ()
    homepage: str = ""
    note: str = ""
    downloads: tuple[str, ...] = ()
    known_hashes: Mapping[str, str] = field(default_factory=dict)
    together: bool = True

    def name_matches(self, path: Path) -> bool:
        """Say whether the file name is one of the official ones."""
        return any(fnmatch(path.name.lower(), pattern.lower()) for pattern in self.files)

    def fit(self, columns: Sequence[str]) -> int:
        """Return the size of the largest signature that `columns` contain; 0 if none."""
        have = {c.strip().lower() for c in columns}
        return max((len(s) for s in self.signatures if {c.lower() for c in s} <= have), default=0)

    def read(self, paths: Sequence[Path]) -> Reading:
        """Read official files, or the Parquet of the same data.

        Raises
        ------
        SourceError
            If a file cannot be read as this data set at all.
        """
        if not paths:
            raise SourceError(f"No file to read for {self.id}.", f"Expected one of: {', '.join(self.files)}.")
        try:
            reading = self.reader([Path(p) for p in paths])
        except KeyError as exc:
            raise SourceError(
                f"{', '.join(Path(p).name for p in paths)}: column {exc} is missing; "
                f"this does not look like {self.title}.",
                f"Get the file from {self.homepage or self.url}.",
            ) from exc
        except (ArithmeticError, LookupError, NotImplementedError, TypeError, ValueError) as exc:
            # A reader met something that its own checks let through: one bad file must not stop the others.
            raise SourceError(
                f"{', '.join(Path(p).name for p in paths)} cannot be read as {self.title} "
                f"({type(exc).__name__}: {str(exc)[:200]}).",
                f"Get the file again from {self.homepage or self.url}; if it is whole, its format may have changed.",
            ) from exc
        stray = set(reading.tables) - set(self.tables)
        if stray:
            raise SourceError(
                f"Source {self.id} filled tables it does not declare: {sorted(stray)}.",
                "This is a fault of the source module: name them in `tables`.",
            )
        return reading


def list_problems(file: str, lines: NDArray[Any], bad: NDArray[Any], message: str) -> list[Problem]:
    """Return one problem a bad row, at most `MAX_LISTED` of them and then one that counts the rest.

    Parameters
    ----------
    file
        Name of the file.
    lines : (rows,) int
        Line of each row.
    bad : (rows,) bool
        Which rows are bad.
    message
        What is wrong with them.
    """
    where = np.flatnonzero(bad)
    out = [Problem(file, int(lines[i]), message) for i in where[:MAX_LISTED]]
    if len(where) > MAX_LISTED:
        out.append(Problem(file, None, f"{message} (and {len(where) - MAX_LISTED:,} more such rows)"))
    return out


def to_codes(
    values: NDArray[Any] | Sequence[Any] | pa.ChunkedArray,
    kind: Literal["cow", "iso3", "gw", "name"],
    years: NDArray[Any] | int | None = None,
    *,
    loaded: Loaded | None = None,
    ignore: frozenset[str] = frozenset(),
    aliases: Mapping[str, int] = MappingProxyType({}),
) -> NDArray[np.int16]:
    """Look states up: each distinct (value, year) once, through `bilat.states`.

    Parameters
    ----------
    values : (rows,)
        COW numbers, ISO3 codes, Gleditsch-Ward numbers or names; ``None`` and NaN are unknown.
    kind
        What they are.
    years : (rows,) int or int, optional
        Year of each row (0 where unknown): codes and names change hands.
    loaded
        Where given, unknown values are recorded there as problems with their lines.
    ignore
        Values that are known not to be states (``"World"``): unknown, but no problem.
    aliases
        Spellings of this source that the table of states should not know, to COW codes.

    Returns
    -------
    (rows,) int16
        COW codes; 0 where unknown.
    """
    from bilat import states
    from bilat.errors import UnknownNameError

    def look_up(value: Any, year: int | None) -> int:
        if kind in ("cow", "gw"):
            try:
                number = int(value)
            except (TypeError, ValueError, OverflowError):
                return 0
            if kind == "gw":
                return states.code_of_gw(number, year) or 0
            try:
                return int(states.get(number).code)
            except UnknownNameError:
                return 0
        text = str(value).strip()
        if text in aliases:
            return aliases[text]
        if kind == "iso3":
            return states.code_of_iso3(text.upper(), year) or 0
        return states.code_of_name(text, year) or 0

    import pyarrow as pa

    array = values if isinstance(values, pa.ChunkedArray | pa.Array) else pa.array(values, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    distinct = encoded.dictionary.to_pylist()
    index = encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    when = np.zeros(len(index), np.int64)
    if years is not None:
        when = np.broadcast_to(np.asarray(years), index.shape).astype(np.int64)
        when = np.where((when >= 0) & (when < 10_000), when, 0)  # or it would spill over into the index
    pairs, back = np.unique(index * 10_000 + when, return_inverse=True)
    codes = np.zeros(len(pairs), dtype=np.int16)
    for i, pair in enumerate(pairs.tolist()):
        which, year = divmod(pair, 10_000)
        if which >= 0:
            codes[i] = look_up(distinct[which], year or None)
    out: NDArray[np.int16] = codes[back]
    if loaded is not None:
        unknown = out == 0
        for which in np.unique(index[unknown]).tolist():
            value = distinct[which] if which >= 0 else None
            if str(value).strip() not in ignore:
                loaded.flag(unknown & (index == which), f"unknown state {value!r}")
    return out


def first_of(*columns: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark the first row of each distinct combination of `columns` (all of one length).

    Examples
    --------
    >>> first_of(np.array([1, 1, 2]), np.array([5, 5, 5])).tolist()
    [True, False, True]
    """
    seen: set[tuple[Any, ...]] = set()
    out = np.zeros(len(columns[0]), dtype=bool)
    for i, row in enumerate(zip(*(c.tolist() for c in columns), strict=True)):
        if row not in seen:
            seen.add(row)
            out[i] = True
    return out


_STATE_COLUMNS = ("code", "code_a", "code_b", "source", "target", "exporter", "importer", "sender")


def conform(name: str, columns: Mapping[str, Any], *, dataset: str = "", unique: bool = True) -> pa.Table:
    """Make a tidy table: schema columns in order, cast, checked, sorted by key.

    Parameters
    ----------
    name
        Name of the tidy table.
    columns
        Column name to array (NumPy or Arrow). NaN and ``None`` become null. Columns of the schema that are
        not given become null; a column that the schema has not is a mistake.
    dataset
        Value of the ``dataset`` column, if the table has one.
    unique
        Whether two rows with one key are an error.

    Raises
    ------
    SourceError
        If a value does not fit its column, a state is unknown (0 or null) or a key occurs twice.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from bilat.record.schema import TIDY, key_of

    schema = TIDY[name]
    stray = set(columns) - set(schema.names)
    if stray:
        raise SourceError(
            f"Table {name} has no column {', '.join(sorted(stray))}.",
            "This is a fault of the source module: its columns are those of `bilat.record.schema`.",
        )
    rows = len(next(iter(columns.values()))) if columns else 0
    arrays = []
    for fld in schema:
        if fld.name in columns:
            arrays.append(_cast(columns[fld.name], fld, name))
        elif fld.name == "dataset":
            arrays.append(pa.array([dataset] * rows, fld.type))
        else:
            arrays.append(pa.nulls(rows, fld.type))
    table = pa.Table.from_arrays(arrays, schema=schema)
    for column in _STATE_COLUMNS:
        if column in schema.names:
            values = table.column(column)
            if values.null_count or pc.any(pc.equal(values, 0)).as_py():
                raise SourceError(
                    f"Table {name}, column {column}: a row has no state.",
                    "This is a fault of the source module: flag such rows before.",
                )
    key = [k for k in key_of(schema) if k in schema.names]
    table = table.sort_by([(k, "ascending") for k in key]).combine_chunks()
    if unique and rows > 1:
        groups = table.group_by(key).aggregate([([], "count_all")])
        if groups.num_rows < rows:
            twice = groups.filter(pc.greater(groups.column("count_all"), 1)).slice(0, 3).to_pylist()
            raise SourceError(
                f"Table {name}: {rows - groups.num_rows} rows repeat a key, e.g. {twice}.",
                "This is a fault of the source module: flag repeated rows before.",
            )
    return table


def _cast(values: Any, fld: pa.Field, table: str) -> pa.Array:
    import pyarrow as pa

    try:
        if isinstance(values, pa.ChunkedArray):
            values = values.combine_chunks()
        if not isinstance(values, pa.Array):
            array = np.asarray(values)
            if array.dtype.kind == "f":
                # NaN is "not known"; whole numbers carried as floats become integers exactly or fail
                values = pa.array(array, mask=np.isnan(array))
            else:
                values = pa.array(array, from_pandas=True)
        if pa.types.is_null(values.type):
            return pa.nulls(len(values), fld.type)
        return values.cast(fld.type, safe=not pa.types.is_floating(fld.type))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as exc:
        raise SourceError(
            f"Table {table}, column {fld.name}: {exc}",
            "This is a fault of the source module: flag such values before.",
        ) from exc
