"""Counts of events of a directed pair by month, made by DuckDB out of core.

The four classes stay apart, each source stays a series of its own: media sources differ in what they see, and a sum
over two of them measures neither. A pair-month without a row has no event *in this file*, which is no statement
about the world; `Made.months` says which months the files cover at all.
"""

from __future__ import annotations

import gzip
import re
import tempfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat.errors import InputError, SourceError, StoreError, UnknownNameError
from bilat.eventdata.formats import FORMATS, EventFormat, format_of

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["COLUMNS", "Made", "make_series", "write_series"]

#: Columns of a series, in order.
COLUMNS = (
    "code_source", "code_target", "iso3_source", "iso3_target", "year", "month", "n", "verbal_cooperation",
    "material_cooperation", "verbal_conflict", "material_conflict", "intensity", "source",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A series and an account of every row that did not get into it.

    Attributes
    ----------
    table
        The series, one row a directed pair and month with at least one event; ``COLUMNS``.
    months
        First and last month with any event, as (year, month).
    rows
        Rows of the files.
    left_out
        Reason to number of rows: together with the events counted they add up to `rows`.
    unknown_names
        Names of states that are not known, most frequent first, with their rows.
    """

    table: pa.Table
    format: EventFormat
    months: tuple[tuple[int, int], tuple[int, int]] | None
    rows: int
    left_out: dict[str, int]
    unknown_names: tuple[tuple[str, int], ...]


def make_series(
    files: Sequence[Path],
    form: str | None = None,
    *,
    memory: str = "1500MB",
    threads: int = 2,
    progress: Callable[[str], None] | None = None,
) -> Made:
    """Aggregate event files of one format to directed pair-months.

    Parameters
    ----------
    files
        Tab-separated text as published, also gzipped. All of one format.
    form
        Key of `FORMATS`; told from the first line if ``None``.
    memory, threads
        What DuckDB may use; what does not fit goes to a temporary folder.

    Raises
    ------
    InputError
        If a file is not there, or they are of different formats.
    SourceError
        If no row can be used.

    Notes
    -----
    An event that stands in the files more than once (same identity) counts once. Events within one state, without a
    known state on both sides, without a day or without a class are left out and counted.
    """
    import duckdb

    tell = progress or (lambda _message: None)
    if not files:
        raise InputError("No event file was given.", "Give one or more files as published.")
    known = _one_format(files, form)
    with tempfile.TemporaryDirectory(prefix="bilat-events-") as spill:
        base = duckdb.connect(":memory:")
        try:
            base.execute("SET memory_limit = ?", [_size(memory)])
            base.execute("SET threads = ?", [threads])
            base.execute("SET temp_directory = ?", [spill])
            base.execute("SET preserve_insertion_order = false")
            tell("reading")
            rows, rejected = _load(base, files, known)
            tell(f"{rows:,} rows; naming states")
            unknown = _name_states(base, known)
            tell("counting")
            left_out = _account(base, known, rejected)
            table = _aggregate(base, known)
            (span,) = base.execute("SELECT min(day), max(day) FROM good").fetchall()
        except duckdb.OutOfMemoryException as exc:
            raise StoreError("The event files need more memory than allowed.", "Raise --memory.") from exc
        except duckdb.IOException as exc:
            raise StoreError(
                f"The event files cannot be read: {_first_line(exc)}", "Check files and disk."
            ) from exc
        except duckdb.Error as exc:
            raise SourceError(
                f"The files cannot be read as {known.title}: {_first_line(exc)}", "Give files as published."
            ) from exc
        finally:
            base.close()
    if table.num_rows == 0:
        raise SourceError(
            f"No row of {rows:,} can be used as {known.title}.",
            "; ".join(f"{reason}: {count:,}" for reason, count in left_out.items() if count) or None,
        )
    months = ((span[0].year, span[0].month), (span[1].year, span[1].month)) if span[0] else None
    return Made(table, known, months, rows, left_out, unknown)


def _one_format(files: Sequence[Path], form: str | None) -> EventFormat:
    if form is not None and form not in FORMATS:
        raise UnknownNameError("event format", form, FORMATS)
    found: dict[str, Path] = {}
    for path in files:
        if not path.is_file():
            raise InputError(f"There is no file {str(path)!r}.", "Check the path.")
        if form is None:
            found.setdefault(format_of("\t".join(_first_cells(path))).key, path)
    if form is not None:
        return FORMATS[form]
    if len(found) > 1:
        raise InputError(
            f"The files are of different formats: {', '.join(f'{p.name} is {k}' for k, p in found.items())}.",
            "Make one series for each source.",
        )
    return FORMATS[next(iter(found))]


def _first_cells(path: Path) -> list[str]:
    """Return the cells of the first line."""
    try:
        with gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb") as stream:
            line = stream.readline(100_000)
    except (OSError, EOFError, zlib.error) as exc:
        raise InputError(f"{path.name} cannot be read: {exc}.", "Unpack archives first.") from exc
    return line.decode("utf-8-sig", "replace").rstrip("\r\n").split("\t")


def _load(base: duckdb.DuckDBPyConnection, files: Sequence[Path], known: EventFormat) -> tuple[int, int]:
    """Read the columns that count into a table; return rows read and rows whose cells do not fit."""
    base.execute(
        "CREATE TEMP TABLE raw (id VARCHAR, day DATE, source VARCHAR, target VARCHAR, quad TINYINT, intensity DOUBLE)"
    )
    rejected = 0
    for path in files:
        cells = _first_cells(path)
        names = [cell.strip() for cell in cells] if known.header else list(known.columns)
        missing = sorted(set(known.columns) - set(names)) if known.header else []
        if missing or len(cells) < len(names):
            raise InputError(
                f"{path.name} is not {known.title}: {', '.join(missing[:5]) or 'columns'} missing.",
                "Give files as published, or another format.",
            )
        # Cells are named by their place: no word of a file is ever part of the query.
        columns = ", ".join(f"'c{k}': 'VARCHAR'" for k in range(len(cells)))
        wanted = ", ".join(f'c{names.index(name)} AS "{name}"' for name in dict.fromkeys(known.columns))
        base.execute(
            f"""INSERT INTO raw
            SELECT {known.identity}, {known.day}, nullif(trim({known.source}), ''), nullif(trim({known.target}), ''),
                   {known.quad}, {known.intensity}
            FROM (SELECT {wanted} FROM read_csv(?, delim = '\t', quote = '', escape = '', auto_detect = false,
                  header = {str(known.header).lower()}, columns = {{{columns}}}, null_padding = true, ignore_errors = true,
                  store_rejects = true, strict_mode = false, max_line_size = 4000000, encoding = '{known.encoding}'))""",  # noqa: S608
            [str(path)],
        )
        rejected += _scalar(base, "SELECT count(DISTINCT (file_id, line)) FROM reject_errors")
        base.execute("DROP TABLE IF EXISTS reject_errors")
        base.execute("DROP TABLE IF EXISTS reject_scans")
    return _scalar(base, "SELECT count(*) FROM raw") + rejected, rejected


def _name_states(base: duckdb.DuckDBPyConnection, known: EventFormat) -> tuple[tuple[str, int], ...]:
    """Make the table of names: what each name of the files means in each year."""
    import pyarrow as pa

    pairs = base.execute(
        """SELECT name, year, sum(rows)::BIGINT FROM (
             SELECT source AS name, year(day) AS year, count(*) AS rows FROM raw GROUP BY ALL
             UNION ALL SELECT target, year(day), count(*) FROM raw GROUP BY ALL)
           WHERE name IS NOT NULL AND year IS NOT NULL GROUP BY ALL"""
    ).fetchall()
    codes = {(name, year): _code(name, year, known.names) for name, year, _rows in pairs}
    missing: dict[str, int] = {}
    for name, year, rows in pairs:
        if codes[name, year] is None:
            missing[name] = missing.get(name, 0) + rows
    table = pa.table(
        {
            "name": pa.array([name for name, _year in codes], pa.string()),
            "year": pa.array([year for _name, year in codes], pa.int64()),
            "code": pa.array(list(codes.values()), pa.int16()),
        }
    )
    base.register("names_in", table)
    base.execute("CREATE TEMP TABLE names AS SELECT * FROM names_in WHERE code IS NOT NULL")
    base.unregister("names_in")
    return tuple(sorted(missing.items(), key=lambda item: (-item[1], item[0])))


#: CAMEO codes of states that are not ISO3.
_CAMEO_CODES = {"ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "KSV": "XKX", "WSB": "PSE", "GZS": "PSE"}


def _code(name: str, year: int, kind: str) -> int | None:
    from bilat.states import code_of_iso3, code_of_name, is_member

    if not 1800 <= year <= 2100 or len(name) > 100:
        return None
    if kind == "iso3":
        return code_of_iso3(_CAMEO_CODES.get(name, name), year)
    if kind == "cow":
        # Some files write 365.0; anything else that is no number is no state.
        number = re.fullmatch(r"(\d{1,3})(?:\.0)?", name)
        code = int(number.group(1)) if number else None
        return code if code is not None and is_member(code, year) else None
    return code_of_name(name, year)


def _account(base: duckdb.DuckDBPyConnection, known: EventFormat, rejected: int) -> dict[str, int]:
    """Make the table of usable events and say why every other row is not in it."""
    base.execute(
        """CREATE TEMP TABLE named AS
        SELECT r.id, r.day, s.code AS source, t.code AS target, r.quad, r.intensity,
               CASE WHEN r.id IS NULL THEN 'no identity'
                    WHEN r.day IS NULL THEN 'no day'
                    WHEN year(r.day) NOT BETWEEN $low AND $high THEN 'a day outside the source''s years'
                    WHEN r.source IS NULL OR r.target IS NULL THEN 'no state on one side'
                    WHEN s.code IS NULL OR t.code IS NULL THEN 'a name that is no known state in that year'
                    WHEN s.code = t.code THEN 'within one state'
                    WHEN r.quad IS NULL OR r.quad NOT BETWEEN 1 AND 4 THEN 'no class'
               END AS fault
        FROM raw r
        LEFT JOIN names s ON s.name = r.source AND s.year = year(r.day)
        LEFT JOIN names t ON t.name = r.target AND t.year = year(r.day)""",
        {"low": known.covers[0], "high": known.covers[1]},
    )
    base.execute("DROP TABLE raw")
    faults = dict(
        base.execute(
            "SELECT fault, count(*) FROM named WHERE fault IS NOT NULL GROUP BY fault ORDER BY 2 DESC"
        ).fetchall()
    )
    usable = _scalar(base, "SELECT count(*) FROM named WHERE fault IS NULL")
    base.execute(
        """CREATE TEMP TABLE good AS
        SELECT id, any_value(day) AS day, any_value(source) AS source, any_value(target) AS target,
               any_value(quad) AS quad, any_value(intensity) AS intensity
        FROM (SELECT * FROM named WHERE fault IS NULL ORDER BY id, day, source, target, quad, intensity) GROUP BY id"""
        if _scalar(base, "SELECT count(*) - count(DISTINCT id) FROM named WHERE fault IS NULL")
        else "CREATE TEMP TABLE good AS SELECT * EXCLUDE (fault) FROM named WHERE fault IS NULL"
    )
    base.execute("DROP TABLE named")
    repeated = usable - _scalar(base, "SELECT count(*) FROM good")
    counted = {str(reason): int(count) for reason, count in faults.items()}
    if repeated:
        counted["the same event again"] = repeated
    if rejected:
        counted["a line whose cells do not fit"] = rejected
    return counted


def _aggregate(base: duckdb.DuckDBPyConnection, known: EventFormat) -> pa.Table:
    import pyarrow as pa

    from bilat.states import iso3_array

    found = base.sql(
        """SELECT source::SMALLINT AS code_source, target::SMALLINT AS code_target, year(day)::SMALLINT AS year,
             month(day)::TINYINT AS month, count(*)::INTEGER AS n,
             count(*) FILTER (quad = 1)::INTEGER AS verbal_cooperation,
             count(*) FILTER (quad = 2)::INTEGER AS material_cooperation,
             count(*) FILTER (quad = 3)::INTEGER AS verbal_conflict,
             count(*) FILTER (quad = 4)::INTEGER AS material_conflict,
             avg(intensity) AS intensity
           FROM good GROUP BY ALL ORDER BY code_source, code_target, year, month"""
    ).to_arrow_table()
    years = found["year"].to_numpy()
    extra = {
        "iso3_source": pa.array(iso3_array(found["code_source"].to_numpy(), years), pa.string()),
        "iso3_target": pa.array(iso3_array(found["code_target"].to_numpy(), years), pa.string()),
        "source": pa.array([known.key] * found.num_rows, pa.string()),
    }
    columns: dict[str, Any] = {
        name: found[name] if name in found.column_names else extra[name] for name in COLUMNS
    }
    return pa.table(columns)


def _scalar(base: duckdb.DuckDBPyConnection, query: str) -> int:
    # All rows, not the first: a half-read result blocks the connection.
    (value,) = base.execute(query).fetchall()[0]
    return int(value or 0)


def _size(memory: str) -> str:
    if not re.fullmatch(r"\d{1,6}\s?(?:MB|GB|MiB|GiB)", memory.strip()):
        raise InputError(f"{memory!r} is no amount of memory.", "Write it like 1500MB or 2GB.")
    return memory.strip()


def _first_line(exc: Exception) -> str:
    return str(exc).splitlines()[0][:300] if str(exc) else type(exc).__name__


def write_series(made: Made, path: Path) -> None:
    """Write a series as CSV, Parquet or Stata, by the ending of `path`, whole or not at all.

    Raises
    ------
    InputError
        For another ending.
    StoreError
        If it cannot be written.
    """
    from bilat.measures.table import Table

    Table(made.table, {}, {}).write(path)
