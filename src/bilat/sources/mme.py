"""Multinational military exercises (MME): who took part in which exercise, 1980-2010."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.sources._common import assemble, expect, find, leave_out, not_needed, parts, whole_years
from bilat.sources.base import Reading, Source, conform, first_of, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

ID = "mme"
FIRST, LAST = 1980, 2010
#: Participants that are no states of their own.
NOT_STATES = frozenset(
    {
        "-9",
        "NATO",
        "Baltic States",
        "Hong Kong SAR China",
        "Macao SAR China",
        "New Caledonia",
        "Netherlands Antilles",
        "Bermuda",
    }
)
_ALIASES = {"st. christopher": 60, "St. Kitts & Nevis": 60, "São Tomé & Príncipe": 403}


def _read(paths: Sequence[Path]) -> Reading:
    path = find(paths, "multinational", "mme_long", "long") or paths[-1]
    loaded = read_table(path)
    expect(loaded, "MMEID", "Ex_Name", "gwcode", "country", "year", "s.year", "e.year")
    number = np.array([_number(t) for t in loaded.texts("MMEID")], dtype=np.int64)
    loaded.flag(number == 0, "column MMEID: no exercise number")
    year = whole_years(loaded, "s.year", FIRST - 1, 2100)
    code = _states(loaded, year)
    other = loaded.numbers("year") != year
    loaded.note(
        other & ~loaded.bad, "listed under another year than the one it began in: counted once, there"
    )
    # the same participant twice (ships of one navy, an exercise over the turn of the year) took part once
    again = ~loaded.bad & ~first_of(number, code)
    loaded.note(again, "participant listed before in this exercise: counted once")
    keep = ~loaded.bad & ~again
    columns: dict[str, Any] = {
        "exercise": number[keep],
        "name": loaded.texts("Ex_Name", ("", "-9", "NA"))[keep],
        "code": code[keep],
        "year": year[keep],
        "begun": assemble(*_day(loaded, "s"))[keep],
        "ended": assemble(*_day(loaded, "e"), last=True)[keep],
    }
    table = conform("exercises", columns, dataset=ID)
    problems = loaded.problems + not_needed(
        paths, (path,), "not read: pairs are counted from the participants"
    )
    return Reading({"exercises": table}, problems, len(loaded) + loaded.unread)


def _number(text: str | None) -> int:
    digits = (text or "").lower().removeprefix("mme")
    return int(digits) if digits.isdecimal() else 0


def _states(loaded: Loaded, year: NDArray[np.int64]) -> NDArray[np.int16]:
    """Return COW codes by Gleditsch-Ward number, by name where that has none (small islands).

    The numbers were made from names by a tool that gives Vietnam the number of South Vietnam (817): after 1975
    the name decides.
    """
    numbers = loaded.numbers("gwcode")
    gone = (numbers == 817) & (year > 1975)
    loaded.note(gone & ~loaded.bad, "Vietnam under the number of South Vietnam: taken as Vietnam")
    numbers = np.where(gone, 816, numbers)
    code = to_codes(numbers, "gw", year)
    rest = (code == 0) & ~loaded.bad
    names = loaded.texts("country")
    code[rest] = to_codes(
        np.where(np.isin(names[rest], list(NOT_STATES)), None, names[rest]),
        "name",
        year[rest],
        aliases=_ALIASES,
    )
    lost = (code == 0) & ~loaded.bad
    for name in dict.fromkeys(names[lost].tolist()):
        mine = lost & np.fromiter((n == name for n in names), dtype=bool, count=len(names))
        if name is None or name in NOT_STATES:
            leave_out(loaded, mine, f"participant {name!r} is no state of its own")
        else:
            loaded.flag(mine, f"unknown participant {name!r}")
    return code


def _day(loaded: Loaded, side: str) -> tuple[NDArray[np.float64], ...]:
    y, m = parts(loaded, f"{side}.year", f"{side}.month")
    texts = loaded.texts(f"{side}.day")
    day = np.array([float(t) if t is not None and t.isdecimal() else np.nan for t in texts])
    return y, m, day


SOURCE = Source(
    id=ID,
    title="Multinational Military Exercises (MME)",
    url="https://www.vitodorazio.com/data.html",
    homepage="https://meflynn.github.io/troopdata/articles/exercise-vignette.html",
    files=(
        "mme_long*.csv",
        "multinational_military_exercises*.csv",
        "mme_v7_multinational*.parquet",
        "mme_v7_joint*.parquet",
    ),
    signatures=(frozenset({"MMEID", "Ex_Name", "gwcode", "country", "s.year", "e.year"}),),
    version="7",
    covers=(FIRST, LAST),
    licence="free for research, with citation",
    citation="D'Orazio & Galambos 2021, Multinational Military Exercises, 1980-2010 (data set).",
    reader=_read,
    tables=("exercises",),
    note="Read in the long form (a row per participant and exercise) that the troopdata package publishes. "
    "From the press, so small exercises of closed states are likely missed. Hash recorded at first fetch.",
)
