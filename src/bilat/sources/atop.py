"""ATOP: what alliance treaties oblige their members to do, 1815-2018.

Two of its files are read: the directed dyad-years (``atop5_1ddyr``), where each row says what state A owes
state B in the year, and the members (``atop5_1m``), one row a member, treaty and phase. Where only the
members are given the dyad-years are made from them, and the reading says so: a treaty that binds a member
towards some partners only (0.13% of the dyad-years, all but one before 1946) then binds it towards all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources._common import (
    assemble,
    cow_codes,
    expect,
    named,
    not_needed,
    parts,
    whole_years,
    with_columns,
)
from bilat.sources.base import Problem, Reading, Source, conform, first_of
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

ID = "atop"
FIRST, LAST = 1815, 2018
_KINDS = {
    "defence": "defense",
    "offence": "offense",
    "neutrality": "neutral",
    "nonaggression": "nonagg",
    "consultation": "consul",
}


def _read(paths: Sequence[Path]) -> Reading:
    archive = next((p for p in reversed(paths) if p.suffix.lower() == ".zip"), None)
    dyads = with_columns(
        paths, {"stateA", "stateB", "year", "defense"}, {"ccode1", "ccode2", "year", "atop_defense"}
    )
    members = with_columns(paths, {"atopid", "member", "yrent", "yrexit"})
    tables: dict[str, pa.Table] = {}
    problems: list[Problem] = []
    rows = 0
    if dyads or archive:
        years = read_table(dyads) if dyads else _member_of(archive, "*ddyr.csv")
        tables["alliance_years"] = _years(years)
        problems += years.problems
        rows += len(years) + years.unread
    if members or archive:
        people = read_table(members) if members else _member_of(archive, "atop*m.csv")
        tables["alliance_members"] = _members(people)
        problems += people.problems
        rows += len(people) + people.unread
    if not tables:
        raise SourceError(
            f"{', '.join(p.name for p in paths)}: neither directed dyad-years (columns stateA, stateB, year, "
            "defense) nor members (atopid, member, yrent, yrexit) of ATOP.",
            "Give atop5_1ddyr.csv and atop5_1m.csv, or the zip that holds them.",
        )
    if "alliance_years" not in tables:
        tables["alliance_years"] = dyad_years(tables["alliance_members"])
        problems.append(
            Problem(
                members.name if members else "",
                None,
                "no directed dyad-years (atop5_1ddyr.csv) given: made from the members; "
                "obligations towards some partners only are taken as towards all",
            )
        )
    why = "not read: the dyad-years and members of ATOP say it all"
    problems += not_needed(paths, (dyads, members, archive), why)
    return Reading(tables, problems, rows)


def _member_of(archive: Path | None, pattern: str) -> Loaded:
    assert archive is not None
    return read_table(archive, member=pattern)


def _flags(loaded: Loaded, prefix: str) -> dict[str, NDArray[np.bool_]]:
    out = {}
    for kind, short in _KINDS.items():
        column = named(loaded, prefix + short, short)
        values = loaded.numbers(column)
        loaded.flag(~np.isin(values, (0, 1)) & ~loaded.bad, f"column {column}: not 0 or 1")
        out[kind] = values == 1
    return out


def _years(loaded: Loaded) -> pa.Table:
    a, b = named(loaded, "stateA", "ccode1"), named(loaded, "stateB", "ccode2")
    expect(loaded, a, b, "year")
    source, target = cow_codes(loaded, a), cow_codes(loaded, b)
    year = whole_years(loaded, "year", FIRST, 2100)
    loaded.flag((source == target) & ~loaded.bad, "a state has no treaty with itself")
    flags = _flags(loaded, "atop_")
    loaded.flag(~loaded.bad & ~first_of(source, target, year), "the dyad-year was listed before")
    good = ~loaded.bad
    return conform(
        "alliance_years",
        {"source": source[good], "target": target[good], "year": year[good]}
        | {k: v[good] for k, v in flags.items()},
        dataset=ID,
    )


def _members(loaded: Loaded) -> pa.Table:
    expect(loaded, "atopid", "member", "phase", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit")
    code = cow_codes(loaded, "member")
    treaty, phase = loaded.numbers("atopid"), loaded.numbers("phase")
    loaded.flag((np.isnan(treaty) | np.isnan(phase)) & ~loaded.bad, "no treaty or phase number")
    whole_years(loaded, "yrent", FIRST, 2100)
    begin, end = parts(loaded, "yrent", "moent", "dayent"), parts(loaded, "yrexit", "moexit", "dayexit")
    entered, left = assemble(*begin), assemble(*end, last=True)
    loaded.flag((left < entered) & ~loaded.bad, "the member left before it entered")
    loaded.note(np.isnan(begin[2]) & ~loaded.bad, "day of entry unknown: taken as the first of the month")
    unknown = np.isnan(end[2]) & ~np.isnan(end[0])
    loaded.note(unknown & ~loaded.bad, "day of exit unknown: taken as the last of the month")
    flags = _flags(loaded, "")
    loaded.flag(
        ~loaded.bad & ~first_of(np.nan_to_num(treaty), np.nan_to_num(phase), code, entered),
        "the member was listed before",
    )
    good = ~loaded.bad
    columns: dict[str, Any] = {
        "treaty": treaty[good],
        "phase": phase[good],
        "code": code[good],
        "entered": entered[good],
        "left": left[good],
    }
    return conform("alliance_members", columns | {k: v[good] for k, v in flags.items()}, dataset=ID)


def dyad_years(members: pa.Table, last: int = LAST) -> pa.Table:
    """Make directed dyad-years of members: each owes its own obligations to every other member of the phase.

    Parameters
    ----------
    members
        A tidy ``alliance_members`` table of one dataset.
    last
        Year to which treaties still in effect are followed.

    Returns
    -------
    pa.Table
        A tidy ``alliance_years`` table; a year counts if both were members on any day of it.
    """
    import pyarrow.compute as pc

    if not members.num_rows:
        return conform("alliance_years", {k: [] for k in ("source", "target", "year")})
    begin = pc.year(members.column("entered")).to_numpy()
    end = pc.fill_null(pc.year(members.column("left")), last).to_numpy()
    spans = np.maximum(end - begin + 1, 0)
    row = np.repeat(np.arange(members.num_rows), spans)
    year = np.repeat(begin, spans) + (np.arange(len(row)) - np.repeat(np.cumsum(spans) - spans, spans))
    treaty, phase = (members.column(c).to_numpy().astype(np.int64) for c in ("treaty", "phase"))
    group = (treaty[row] * 16 + phase[row]) * 4096 + year
    order = np.argsort(group, kind="stable")
    row, year, group = row[order], year[order], group[order]
    first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    size = np.diff(np.r_[first, len(group)])
    # every member of a group against every member: row i repeated, its partners counted up
    mine = np.repeat(np.arange(len(group)), np.repeat(size, size))
    theirs = np.repeat(np.repeat(first, size), np.repeat(size, size)) + (
        np.arange(len(mine))
        - np.repeat(np.cumsum(np.repeat(size, size)) - np.repeat(size, size), np.repeat(size, size))
    )
    code = members.column("code").to_numpy().astype(np.int64)
    source, target = code[row[mine]], code[row[theirs]]
    apart = source != target
    mine, source, target = mine[apart], source[apart], target[apart]
    key = (source * 4096 + target) * 4096 + year[mine]
    distinct, where = np.unique(key, return_inverse=True)
    columns: dict[str, Any] = {
        "source": distinct // (4096 * 4096),
        "target": distinct // 4096 % 4096,
        "year": distinct % 4096,
    }
    for kind in _KINDS:
        flag = members.column(kind).to_numpy(zero_copy_only=False)[row[mine]].astype(bool)
        columns[kind] = np.bincount(where, weights=flag, minlength=len(distinct)) > 0
    return conform("alliance_years", columns, dataset=members.column("dataset")[0].as_py())


SOURCE = Source(
    id=ID,
    title="Alliance Treaty Obligations and Provisions (ATOP)",
    url="https://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip",
    homepage="https://www.atopdata.org/data.html",
    downloads=("https://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip",),
    files=(
        "atop_5.1*csv*.zip",
        "atop5_1ddyr*.*",
        "atop5_1m.*",
        "atop5_1*.csv",
        "atop_alliance.parquet",
        "atop51_*.parquet",
    ),
    signatures=(
        frozenset({"stateA", "stateB", "year", "defense", "offense", "neutral", "nonagg", "consul"}),
        frozenset({"ccode1", "ccode2", "year", "atop_defense", "atop_offense", "atop_consul"}),
        frozenset({"atopid", "member", "phase", "yrent", "yrexit", "defense", "consul"}),
    ),
    version="5.1",
    covers=(FIRST, LAST),
    licence="free for research, with citation; not to be redistributed",
    citation=(
        "Leeds, Ritter, Mitchell & Long 2002, Alliance Treaty Obligations and Provisions, 1815-1944, "
        "International Interactions 28(3): 237-260."
    ),
    reader=_read,
    tables=("alliance_members", "alliance_years"),
    note="Ends in 2018: treaties in force later, and their absence, are unknown to it. "
    "Hash recorded at first fetch.",
)
