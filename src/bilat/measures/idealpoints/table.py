"""The table of ideal points: making it, writing it, reading it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import CoverageError, InputError, StoreError
from bilat.measures.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

    from bilat.measures.idealpoints.running import IdealPoints

__all__ = ["COLUMNS", "PRIORS", "SECOND", "file_name", "ideal_points", "to_table", "write"]

#: Columns of every table of ideal points.
COLUMNS = ("iso3", "code", "session", "year", "value", "sd", "low", "high")
#: What a table of two dimensions has besides.
SECOND = ("value2", "sd2", "low2", "high2")
PRIORS = ("published", "smoother", "hierarchy")
_LIMIT_BYTES = 500_000
#: Far finer than the posterior is known, and it lets the file shrink.
_DECIMALS = 3
_LABELS = {
    "iso3": "ISO3 code of the state in that year",
    "code": "Correlates of War number",
    "session": "session of the General Assembly",
    "year": "year in which most of the session's roll calls fell",
    "value": "ideal point: posterior mean",
    "sd": "posterior standard deviation",
    "low": "5% quantile",
    "high": "95% quantile",
    "value2": "second dimension: posterior mean",
    "sd2": "second dimension: posterior standard deviation",
    "low2": "second dimension: 5% quantile",
    "high2": "second dimension: 95% quantile",
}
_CITATION = (
    "Bailey, Strezhnev & Voeten 2017, Estimating Dynamic State Preferences from United Nations Voting Data, "
    "Journal of Conflict Resolution 61(2): 430-456; estimated by bilat."
)


def to_table(points: IdealPoints) -> pa.Table:
    """Return the posterior as a table with the columns of `COLUMNS`, of two dimensions also `SECOND`.

    Sorted by session and code. Its metadata say how it was made. A session whose year is not known has a null year and ISO3 of no year.
    """
    import pyarrow as pa

    from bilat.states import iso3_array

    known = points.year > 0
    years = np.where(known, points.year, date.today().year)
    said = {
        "bilat.settings": repr(points.settings),
        "bilat.diagnostics": points.summary(),
        "bilat.votes": f"{points.votes} votes on {points.items} items",
    }

    def short(values: np.ndarray) -> pa.Array:
        return pa.array(np.round(values, _DECIMALS).astype(np.float32))

    columns = {
        "iso3": pa.array(iso3_array(points.code, years).tolist(), pa.string()),
        "code": pa.array(points.code, pa.int16()),
        "session": pa.array(points.session, pa.int16()),
        "year": pa.array(points.year, pa.int16(), mask=~known),
        "value": short(points.mean),
        "sd": short(points.sd),
        "low": short(points.q05),
        "high": short(points.q95),
    }
    if points.second is not None:
        two = points.second
        columns |= dict(zip(SECOND, map(short, (two.mean, two.sd, two.q05, two.q95)), strict=True))
    return pa.table(columns).replace_schema_metadata(said)


def write(points: IdealPoints, path: Path) -> int:
    """Write the table of a fit as Parquet and return its size in bytes; whole or not at all.

    Raises
    ------
    InputError
        If the file would be larger than a pack allows (0.5 MB).
    StoreError
        If it cannot be written.
    """
    import pyarrow.parquet as pq

    draft = path.with_name(f".{path.name}.part")
    try:
        pq.write_table(
            to_table(points),
            draft,
            compression="zstd",
            compression_level=19,
            use_dictionary=True,
        )
        size = draft.stat().st_size
        if size > _LIMIT_BYTES:
            draft.unlink()
            raise InputError(
                f"{path.name} would take {size:,} bytes; a pack file may take {_LIMIT_BYTES:,}.",
                "Leave out issues or sessions.",
            )
        draft.replace(path)
    except OSError as exc:
        draft.unlink(missing_ok=True)
        raise StoreError(f"Cannot write {path}: {exc.strerror}.", "Check the folder and the disk.") from exc
    return size


def ideal_points(
    issue: str | None = None, prior: str = "published", file: Path | None = None, *, dimensions: int = 1
) -> Table:
    """Read ideal points of state-sessions.

    Parameters
    ----------
    issue
        ``None`` for all votes, or an issue (``me``, ``nu``, ``di``, ``hr``, ``co``, ``ec``, ``important``,
        ``nonukes``) that was estimated before.
    prior
        ``"published"`` or ``"smoother"``: all votes are in the pack with either; or ``"hierarchy"``, once estimated.
    file
        The file; by default the one that ``bilat ideal-points --estimate`` left in the store, else the pack's.
    dimensions
        1, or 2 for what was estimated in two dimensions: `SECOND` besides.

    Raises
    ------
    CoverageError
        If they were not estimated yet.
    """
    import pyarrow as pa

    from bilat.record.arrays import as_array, read_file
    from bilat.types import Provenance

    path = file or place(issue, prior, dimensions)
    wanted = COLUMNS if dimensions == 1 else (*COLUMNS, *SECOND)
    if not path.is_file():
        raise CoverageError(
            f"There are no ideal points{f' of the issue {issue!r}' if issue else ''} here yet.",
            "Import the votes (`bilat data import DIR`) and run `bilat ideal-points --estimate`"
            f"{f' --issue {issue}' if issue else ''}{f' --prior {prior}' if prior != PRIORS[0] else ''}"
            f"{' --dimensions 2' if dimensions == 2 else ''}.",
        )
    try:
        data = read_file(path)
        missing = [c for c in wanted if c not in data.column_names]
    except (OSError, pa.ArrowException) as exc:
        raise StoreError(f"Cannot read {path}: {exc}.", "Remove it and estimate again.") from exc
    if missing:
        raise StoreError(f"{path} has no column {missing[0]!r}.", "Remove it and estimate again.")
    sessions = as_array(data.column("session"))
    said = data.schema.metadata or {}
    provenance = Provenance(
        source="ideal points of states, estimated from General Assembly votes",
        version="; ".join(said.get(key, b"").decode() for key in (b"bilat.settings", b"bilat.diagnostics")),
        retrieved=None,
        covers_from=int(sessions.min()),
        covers_to=int(sessions.max()),
        citation=_CITATION,
        licence="own estimates",
    )
    return Table(data, dict.fromkeys(wanted[4:], provenance), {c: _LABELS[c] for c in wanted})


def file_name(issue: str | None, prior: str = "published", dimensions: int = 1) -> str:
    """Return the name of the file of an issue, a prior and a number of dimensions.

    Raises
    ------
    UnknownNameError
        For a name that is no issue.
    InputError
        For a name that is no prior, or two dimensions of one that has one.

    Examples
    --------
    >>> file_name("me"), file_name(None, "smoother", 2)
    ('ideal_points_me.parquet', 'ideal_points_smoother_2d.parquet')
    """
    from bilat.measures.idealpoints.data import check_issue, check_model

    check_issue(issue)
    if prior not in PRIORS:
        raise InputError(f"Unknown prior {prior!r}.", f"Use {', '.join(PRIORS[:-1])} or {PRIORS[-1]}.")
    check_model(prior, dimensions, issue)
    parts = ["ideal_points", *([issue] if issue else []), *([prior] if prior != PRIORS[0] else [])]
    parts += ["2d"] if dimensions == 2 else []
    return "_".join(parts) + ".parquet"


def place(issue: str | None, prior: str = "published", dimensions: int = 1) -> Path:
    """Return where ideal points of an issue are kept: the store's file if it is there, else the pack's."""
    from bilat.record.record import PACK

    name = file_name(issue, prior, dimensions)
    own = store_folder() / name
    return own if own.is_file() or not (PACK / name).is_file() else PACK / name


def store_folder() -> Path:
    """Return the folder of own estimates in the store."""
    from bilat.record.store import Store

    return Store().home / "ideal_points"
