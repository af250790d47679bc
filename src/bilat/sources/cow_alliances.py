"""Correlates of War formal alliances, version 4.1: a cross-check of ATOP, to 2012.

Its directed dyad-years are preferred; from undirected ones (``by_dyad_yearly``) both directions are made, and
the reading says so. COW codes no offence (unknown here), and its entente is a promise to consult.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources._common import assemble, cow_codes, expect, not_needed, parts, whole_years, with_columns
from bilat.sources.base import Problem, Reading, Source, conform, first_of
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

ID = "cow_alliances"
FIRST, LAST = 1816, 2012
_KINDS = {
    "defence": "defense",
    "neutrality": "neutrality",
    "nonaggression": "nonaggression",
    "consultation": "entente",
}


def _read(paths: Sequence[Path]) -> Reading:
    archive = next((p for p in reversed(paths) if p.suffix.lower() == ".zip"), None)
    yearly = [p for p in paths if with_columns([p], {"version4id", "ccode1", "ccode2", "year", "entente"})]
    given = next(
        (p for p in reversed(yearly) if "directed" in p.name.lower()), yearly[-1] if yearly else None
    )
    members = with_columns(paths, {"version4id", "ccode", "mem_st_year", "entente"})
    tables: dict[str, pa.Table] = {}
    loads: list[Loaded] = []
    notes: list[Problem] = []
    if given or archive:
        loads.append(read_table(given) if given else _inside(archive, "*by_directed_yearly.csv"))
        tables["alliance_years"], mirrored = _years(loads[-1])
        if mirrored:
            notes.append(
                Problem(
                    loads[-1].name,
                    None,
                    "undirected file: treaties that bind one side only are given to both; "
                    "the directed file (alliance_v4.1_by_directed_yearly.csv) tells them apart",
                )
            )
    if members or archive:
        loads.append(read_table(members) if members else _inside(archive, "*by_member.csv"))
        tables["alliance_members"] = _members(loads[-1])
    if not tables:
        raise SourceError(
            f"{', '.join(p.name for p in paths)}: neither yearly dyads (columns version4id, ccode1, "
            "ccode2, year, entente) nor members (version4id, ccode, mem_st_year, entente) of COW alliances.",
            "Give version4.1_csv.zip, or alliance_v4.1_by_directed_yearly.csv and alliance_v4.1_by_member.csv.",
        )
    notes += not_needed(
        paths, (archive, given, members), "not read: another file of this data set says the same"
    )
    problems = [p for loaded in loads for p in loaded.problems] + notes
    return Reading(tables, problems, sum(len(loaded) + loaded.unread for loaded in loads))


def _inside(archive: Path | None, pattern: str) -> Loaded:
    assert archive is not None
    return read_table(archive, member=pattern)


def _flags(loaded: Loaded) -> dict[str, NDArray[np.float64]]:
    """Return 1, 0 or NaN (left open by the coders) per kind."""
    out = {}
    for kind, column in _KINDS.items():
        values = loaded.numbers(column)
        loaded.flag(
            ~(np.isin(values, (0, 1)) | np.isnan(values)) & ~loaded.bad, f"column {column}: not 0 or 1"
        )
        out[kind] = values
    return out


def _years(loaded: Loaded) -> tuple[pa.Table, bool]:
    """Return the table, and whether the file was undirected and had to be mirrored."""
    expect(loaded, "ccode1", "ccode2", "year", *_KINDS.values())
    a, b = cow_codes(loaded, "ccode1"), cow_codes(loaded, "ccode2")
    year = whole_years(loaded, "year", FIRST, 2100)
    loaded.flag((a == b) & ~loaded.bad, "a state has no treaty with itself")
    flags = _flags(loaded)
    good = ~loaded.bad
    source, target, when = a[good], b[good], year[good]
    # a directed file has every tie both ways
    forth = (source.astype(np.int64) * 4096 + target) * 4096 + when
    back = (target.astype(np.int64) * 4096 + source) * 4096 + when
    mirror = not np.isin(forth, back).any()
    if mirror:
        source, target, when = np.r_[source, target], np.r_[target, source], np.r_[when, when]
    # several treaties in one dyad-year: it is bound if any binds; open only if none is known to bind
    key = (source.astype(np.int64) * 4096 + target) * 4096 + when
    distinct, first, where = np.unique(key, return_index=True, return_inverse=True)
    columns: dict[str, Any] = {"source": source[first], "target": target[first], "year": when[first]}
    for kind, values in flags.items():
        v = np.r_[values[good], values[good]] if mirror else values[good]
        yes = np.bincount(where, weights=v == 1, minlength=len(distinct)) > 0
        no = np.bincount(where, weights=v == 0, minlength=len(distinct)) > 0
        columns[kind] = _truth(yes, no)
    return conform("alliance_years", columns, dataset=ID), mirror


def _truth(yes: NDArray[np.bool_], no: NDArray[np.bool_]) -> NDArray[Any]:
    """Return True, False, or None where neither is known."""
    out = np.full(len(yes), None, dtype=object)
    out[no] = False
    out[yes] = True
    return out


def _members(loaded: Loaded) -> pa.Table:
    expect(loaded, "version4id", "ccode", "mem_st_year", "mem_end_year", *_KINDS.values())
    code = cow_codes(loaded, "ccode")
    treaty = loaded.numbers("version4id")
    loaded.flag(np.isnan(treaty) & ~loaded.bad, "no treaty number")
    whole_years(loaded, "mem_st_year", FIRST, 2100)
    entered = assemble(*parts(loaded, "mem_st_year", "mem_st_month", "mem_st_day"))
    left = assemble(*parts(loaded, "mem_end_year", "mem_end_month", "mem_end_day"), last=True)
    loaded.flag((left < entered) & ~loaded.bad, "the member left before it entered")
    flags = _flags(loaded)
    loaded.flag(~loaded.bad & ~first_of(np.nan_to_num(treaty), code, entered), "the member was listed before")
    good = ~loaded.bad
    columns: dict[str, Any] = {
        "treaty": treaty[good],
        "phase": np.zeros(int(good.sum()), dtype=np.int16),
        "code": code[good],
        "entered": entered[good],
        "left": left[good],
    }
    for kind, values in flags.items():
        columns[kind] = _truth(values[good] == 1, values[good] == 0)
    return conform("alliance_members", columns, dataset=ID)


SOURCE = Source(
    id=ID,
    title="Correlates of War formal alliances",
    url="https://correlatesofwar.org/wp-content/uploads/version4.1_csv.zip",
    homepage="https://correlatesofwar.org/data-sets/formal-alliances/",
    downloads=("https://correlatesofwar.org/wp-content/uploads/version4.1_csv.zip",),
    files=("version4.1_csv.zip", "alliance_v4.1_by_*.csv", "cow_alliance_v41_*.parquet"),
    signatures=(
        frozenset({"version4id", "ccode1", "ccode2", "year", "defense", "entente"}),
        frozenset({"version4id", "ccode", "mem_st_year", "mem_end_year", "ss_type"}),
    ),
    version="4.1",
    covers=(FIRST, LAST),
    licence="free for research, with citation (Correlates of War terms)",
    citation="Gibler 2009, International Military Alliances, 1648-2008 (CQ Press); version 4.1.",
    reader=_read,
    tables=("alliance_members", "alliance_years"),
    note="The undirected yearly file has 45 rows with year 0, left out with their lines. "
    "Hash recorded at first fetch.",
)
