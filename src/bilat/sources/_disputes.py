"""Militarised disputes by pair and year, from directed dyadic dispute-years or from participants."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.sources._fields import codes_of, expect, flag_self, repeated, whole
from bilat.sources.base import Problem, Reading, conform
from bilat.sources.tables import columns_of, read_table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.sources.loaded import Loaded

__all__ = [
    "PARTICIPANTS",
    "directed_columns",
    "from_directed",
    "from_participants",
    "opponents",
    "pair_hostility",
    "read_directed",
]

#: Columns of the participant files (MIDB, gml-midb).
PARTICIPANTS = (
    "dispnum",
    "ccode",
    "styear",
    "endyear",
    "sidea",
    "fatality",
    "hostlev",
    "orig",
)


def directed_columns(onset: str) -> tuple[str, ...]:
    """Return the columns of a file of directed dyadic dispute-years; `onset` is what it calls the onset."""
    sides = [f"{c}{k}" for c in ("sidea", "fatality", "hostlev", "orig") for k in (1, 2)]
    return ("dispnum", "ccode1", "ccode2", "year", onset, *sides)


def read_directed(paths: Sequence[Path], onsets: tuple[str, str], title: str, dataset: str) -> Reading | None:
    """Read a file of directed pairs and years: one of every dispute if there is one, else of one dispute a pair and year.

    Parameters
    ----------
    onsets
        The columns that tell the full file from the one that was cut.

    Returns
    -------
    Reading or None
        ``None`` where no file is of either form.
    """
    named = {p: set(columns_of(p)) for p in paths}
    for onset in onsets:
        for path in reversed(paths):
            if onset in named[path]:
                loaded = read_table(path, columns=directed_columns(onset))
                expect(loaded, directed_columns(onset), title)
                table = from_directed(loaded, onset, dataset)
                problems = list(loaded.problems)
                if onset == onsets[1]:
                    said = "has one dispute a pair and year; further ones are not in it"
                    problems.append(Problem(loaded.name, None, said))
                return Reading({"disputes": table}, problems, len(loaded) + loaded.unread)
    return None


def from_directed(loaded: Loaded, onset: str, dataset: str) -> pa.Table:
    """Fold directed dyadic dispute-years into one row a dispute, pair and year.

    The hostility and fatalities are those of the two states of the pair, not of the whole dispute: in a war of
    many, two allies' small opponents may never have met.
    """
    dispute = whole(loaded, "dispnum", 1, 2**31 - 1)
    year = whole(loaded, "year", 1816)
    one, two = (codes_of(loaded, f"ccode{k}", "cow") for k in (1, 2))
    flag_self(loaded, one, two)
    began = whole(loaded, onset, 0, 1)
    side = [whole(loaded, f"sidea{k}", 0, 1) for k in (1, 2)]
    hostility = [whole(loaded, f"hostlev{k}", 1, 5, missing=(-9, 0)) for k in (1, 2)]
    fatality = [whole(loaded, f"fatality{k}", 0, 6, missing=(-9,)) for k in (1, 2)]
    origin = [whole(loaded, f"orig{k}", 0, 1, missing=(-9,)) for k in (1, 2)]
    loaded.flag((hostility[0] < 1) & (hostility[1] < 1) & ~loaded.bad, "no hostility level on either side")
    loaded.flag(repeated(dispute, one, two, year) & ~loaded.bad, "repeats a dispute, pair and year")
    ok = ~loaded.bad
    swap = (one > two)[ok]

    def sides(values: list[NDArray[Any]]) -> tuple[NDArray[Any], NDArray[Any]]:
        return np.where(swap, values[1][ok], values[0][ok]), np.where(swap, values[0][ok], values[1][ok])

    a, b = sides([one, two])
    rows = {
        "dispute": dispute[ok],
        "code_a": a,
        "code_b": b,
        "year": year[ok],
        "onset": began[ok],
        "side": sides(side),
        "hostility": sides(hostility),
        "fatality": sides(fatality),
        "origin": sides(origin),
    }
    return _fold(rows, dataset)


def pair_hostility(one: NDArray[Any], two: NDArray[Any]) -> NDArray[np.int64]:
    """Return the hostility between two states from the levels each reached in the dispute.

    The higher of the two; but 5 (war) takes two. A level is a state's highest in the whole dispute: in 1962 the
    United States reached 5 in Indochina and the Soviet Union 3, and they were not at war with each other.

    Examples
    --------
    >>> pair_hostility(np.array([5, 5, 1]), np.array([5, 3, 4])).tolist()
    [5, 4, 4]
    """
    high, low = np.maximum(one, two), np.minimum(one, two)
    return np.where((high == 5) & (low < 5), 4, high).astype(np.int64)


def _fold(rows: dict[str, Any], dataset: str) -> pa.Table:
    """Keep one of the two mirror rows of each dispute, pair and year."""
    import pyarrow as pa

    keep = ~repeated(rows["dispute"], rows["code_a"], rows["code_b"], rows["year"])
    hostility = np.stack(rows["hostility"])[:, keep]
    fatality = np.stack(rows["fatality"])[:, keep]
    a, b = rows["code_a"][keep], rows["code_b"][keep]
    begun = [(s[keep] == 1) & (o[keep] == 1) for s, o in zip(rows["side"], rows["origin"], strict=True)]
    initiator = np.where(begun[0] & ~begun[1], a, np.where(begun[1] & ~begun[0], b, 0))
    unknown = (fatality < 0).any(axis=0)
    return conform(
        "disputes",
        {
            "dispute": rows["dispute"][keep],
            "code_a": a,
            "code_b": b,
            "year": rows["year"][keep],
            "onset": rows["onset"][keep] == 1,
            "hostility": pair_hostility(hostility[0], hostility[1]),
            "hostility_a": pa.array(hostility[0], mask=hostility[0] < 1),
            "hostility_b": pa.array(hostility[1], mask=hostility[1] < 1),
            "fatality": pa.array(fatality.max(axis=0), mask=unknown),
            "initiator": pa.array(initiator, mask=initiator == 0),
        },
        dataset=dataset,
    )


def from_participants(loaded: Loaded, dataset: str) -> pa.Table:
    """Pair every participant of side A with every participant of side B whose years overlap.

    This is what the participant files can say: in disputes of many states it names some pairs that never
    confronted each other, which the dyadic files leave out.
    """
    dispute = whole(loaded, "dispnum", 1, 2**31 - 1)
    code = codes_of(loaded, "ccode", "cow")
    start = whole(loaded, "styear", 1816)
    end = whole(loaded, "endyear", 1816)
    side = whole(loaded, "sidea", 0, 1)
    hostility = whole(loaded, "hostlev", 1, 5, missing=(-9, 0))
    fatality = whole(loaded, "fatality", 0, 6, missing=(-9,))
    origin = whole(loaded, "orig", 0, 1, missing=(-9,))
    loaded.flag((end < start) & ~loaded.bad, "ends before it starts")
    ok = np.flatnonzero(~loaded.bad)
    i, j, year = opponents(dispute[ok], side[ok] == 1, side[ok] == 0, start[ok], end[ok])
    i, j = ok[i], ok[j]
    differ = code[i] != code[j]
    i, j, year = i[differ], j[differ], year[differ]
    i, j = np.where(code[i] < code[j], i, j), np.where(code[i] < code[j], j, i)
    # a state that leaves and comes back has two spells: the onset is the first of the pair's
    order = np.lexsort((year, code[j], code[i], dispute[i]))
    i, j, year = i[order], j[order], year[order]
    rows = {
        "dispute": dispute[i],
        "code_a": code[i],
        "code_b": code[j],
        "year": year,
        "onset": (~repeated(dispute[i], code[i], code[j])).astype(np.int64),
        "side": (side[i], side[j]),
        "hostility": (hostility[i], hostility[j]),
        "fatality": (fatality[i], fatality[j]),
        "origin": (origin[i], origin[j]),
    }
    known = np.maximum(*rows["hostility"]) >= 1
    rows = {k: tuple(x[known] for x in v) if isinstance(v, tuple) else v[known] for k, v in rows.items()}
    return _fold(rows, dataset)


def opponents(
    group: NDArray[Any],
    first: NDArray[np.bool_],
    second: NDArray[np.bool_],
    start: NDArray[Any],
    end: NDArray[Any],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Pair participants on opposite sides, one row a year in which both took part.

    Parameters
    ----------
    group : (n,) int
        The war or dispute.
    first, second : (n,) bool
        Who stands on which side.
    start, end : (n,) int
        Years of taking part, inclusive.

    Returns
    -------
    i, j, year : (rows,) int
        Participant of the first side, of the second side, year.
    """
    import pyarrow as pa

    table = pa.table({"group": group, "row": np.arange(len(group))})
    a, b = table.filter(pa.array(first)), table.filter(pa.array(second))
    joined = a.join(b, "group", join_type="inner", right_suffix="_b")
    joined = joined.sort_by([("row", "ascending"), ("row_b", "ascending")])
    i, j = joined.column("row").to_numpy(), joined.column("row_b").to_numpy()
    begin, finish = np.maximum(start[i], start[j]), np.minimum(end[i], end[j])
    length = np.maximum(finish - begin + 1, 0)
    row = np.repeat(np.arange(len(i)), length)
    year = begin[row] + np.arange(len(row)) - np.repeat(np.cumsum(length) - length, length)
    return i[row], j[row], year
