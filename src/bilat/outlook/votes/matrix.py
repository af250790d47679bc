"""Votes of the General Assembly as one array: roll calls by states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import CoverageError
from bilat.outlook.votes import titles as words

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = ["ABSENT", "Matrix", "cached", "from_record", "from_tables"]

#: Code of a member that did not vote.
ABSENT = 8


@dataclass(frozen=True)
class Matrix:
    """Whole resolutions put to a recorded vote, in the order of their days.

    Attributes
    ----------
    ids, dates, years : (rollcalls,)
        Number, day, calendar year.
    symbols, titles : (rollcalls,)
        As the record has them (objects; ``""`` where unknown); `plain` is the normalised title.
    issues : (rollcalls,)
        Bit mask of the six issues: as coded, or by the words of the title where nobody coded it.
    codes : (states,)
        COW codes, ascending.
    votes : (rollcalls, states)
        1 yes, 2 abstain, 3 no, 8 absent, 0 not a member or not recorded.
    """

    ids: NDArray[np.int64]
    dates: NDArray[np.datetime64]
    years: NDArray[np.int64]
    symbols: NDArray[np.object_]
    titles: NDArray[np.object_]
    plain: NDArray[np.object_]
    issues: NDArray[np.int64]
    codes: NDArray[np.int64]
    votes: NDArray[np.int8]

    def before(self, year: int) -> Matrix:
        """Return the roll calls of the years before `year`."""
        return self.rows(self.years < year)

    def rows(self, keep: NDArray[np.bool_] | NDArray[np.intp]) -> Matrix:
        """Return some roll calls, all states."""
        return Matrix(
            self.ids[keep],
            self.dates[keep],
            self.years[keep],
            self.symbols[keep],
            self.titles[keep],
            self.plain[keep],
            self.issues[keep],
            self.codes,
            self.votes[keep],
        )

    def column(self, code: int) -> int | None:
        """Return the column of a state, ``None`` if it never voted."""
        place = int(np.searchsorted(self.codes, code))
        return place if place < len(self.codes) and self.codes[place] == code else None


def from_record(record: Record) -> Matrix:
    """Make the array from the imported record.

    Raises
    ------
    CoverageError
        If no votes with titles were imported.
    """
    from bilat.record.rollcalls import merged_votes

    votes, rollcalls = record.tidy("votes"), record.tidy("rollcalls")
    if votes is None or rollcalls is None:
        raise CoverageError(
            "Single votes are not in the bundled pack.",
            "Import them: `bilat data get unvotes` and the UN votes, or `bilat data import DIR`.",
        )
    return from_tables(*merged_votes({"votes": votes, "rollcalls": rollcalls}))


def cached(record: Record) -> Matrix | None:
    """Return the array of the imported votes, cut to the record's day; ``None`` where none were imported.

    It is made once for a choice of vintages and kept in the store, since merging the sources takes some seconds.
    """
    if not {"votes", "rollcalls"} <= set(record.tidy_tables):
        return None
    from bilat.record import store_key

    matrix = _stored(store_key())
    return matrix if record.as_of is None else matrix.rows(matrix.dates <= np.datetime64(record.as_of))


@lru_cache(maxsize=1)
def _stored(key: tuple[str, int, int]) -> Matrix:
    import hashlib
    import os
    from contextlib import suppress
    from pathlib import Path

    from bilat.record import open_record

    name = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
    path = Path(key[0]) / "outlook" / f"votes-{name}.npz"
    names = tuple(Matrix.__dataclass_fields__)
    text = ("symbols", "titles", "plain")
    with suppress(OSError, ValueError, KeyError), np.load(path, allow_pickle=False) as held:
        return Matrix(**{n: held[n].astype(object) if n in text else held[n] for n in names})
    matrix = from_record(open_record())
    with suppress(OSError):
        # a store that cannot be written only costs the time again
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob("votes-*.npz"):
            old.unlink()
        draft = path.with_suffix(f".{os.getpid()}.part")
        arrays = {n: getattr(matrix, n) for n in names}
        with draft.open("wb") as handle:
            np.savez_compressed(handle, **{n: a.astype(str) if n in text else a for n, a in arrays.items()})
        draft.replace(path)
    return matrix


def from_tables(votes: pa.Table, rollcalls: pa.Table) -> Matrix:
    """Make the array from merged votes and roll calls (`bilat.record.rollcalls.merged_votes`)."""
    whole = rollcalls.column("whole").to_numpy(zero_copy_only=False).astype(bool)
    title = np.array([t or "" for t in rollcalls.column("title").to_pylist()], object)
    dates = rollcalls.column("date").to_numpy(zero_copy_only=False).astype("datetime64[D]")
    ids = rollcalls.column("rollcall").to_numpy().astype(np.int64)
    order = np.lexsort((ids, dates))
    order = order[(whole & (title != ""))[order]]
    coded = rollcalls.column("issues").to_pylist()
    symbol = np.array([s or "" for s in rollcalls.column("symbol").to_pylist()], object)[order]
    title = title[order]
    issues = np.array(
        [words.issues_of(t) if coded[i] is None else coded[i] for i, t in zip(order, title, strict=True)],
        np.int64,
    )
    number = votes.column("rollcall").to_numpy().astype(np.int64)
    code = votes.column("code").to_numpy().astype(np.int64)
    codes = np.unique(code)
    by_id = np.argsort(ids[order])
    place = np.searchsorted(ids[order][by_id], number).clip(max=max(len(order) - 1, 0))
    known = ids[order][by_id][place] == number
    array = np.zeros((len(order), len(codes)), np.int8)
    array[by_id[place[known]], np.searchsorted(codes, code[known])] = votes.column("vote").to_numpy()[known]
    dates = dates[order]
    return Matrix(
        ids[order],
        dates,
        dates.astype("datetime64[Y]").astype(np.int64) + 1970,
        symbol,
        title,
        np.array([words.normalise(t) for t in title], object),
        issues,
        codes,
        array,
    )
