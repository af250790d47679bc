"""The UN Library's voting files: one row a member and resolution, the same columns for both bodies.

Columns as published: undl_id, ms_code, ms_name, ms_vote (Y, N, A, X), date, session, resolution, draft,
committee_report, meeting, title (Assembly) or description (Council), agenda_title, subjects, vote_note, total_yes,
total_no, total_abstentions, total_non_voting, total_ms, undl_link; the Council's file adds permanent_member and
modality. Only adopted resolutions with a recorded vote are in the Assembly's file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.sources._votes import (
    ISO3_AT_UN,
    count_rollcalls,
    letters_to_votes,
    one_date_each,
    symbol_of,
    votes_table,
    years_of,
)
from bilat.sources.base import Problem, Reading, conform, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["HOLDS", "plain_title", "read_library"]

#: Terms of the UN Library.
HOLDS = "UN Digital Library: non-commercial use with attribution"
_COLUMNS = (
    *("undl_id", "ms_code", "ms_name", "ms_vote", "date", "session", "resolution", "title", "description"),
    *("modality", "total_yes", "total_no", "total_abstentions", "total_non_voting"),
)
_TAIL = re.compile(r"\s*(?::\s*)?\bresolution\s*/\s*adopted\b.*$", re.IGNORECASE)

#: More digits than a count, a session or a year ever has.
_DIGITS = 15


def plain_title(title: str | None) -> str | None:
    """Leave the Library's catalogue suffix off a title.

    Examples
    --------
    >>> plain_title("Law of the sea : resolution / adopted by the General Assembly")
    'Law of the sea'
    """
    if not title:
        return None
    return _TAIL.sub("", title.strip()) or title.strip()


def read_library(dataset: str, body: str, paths: Sequence[Path]) -> Reading:
    """Read the newest of the Library's voting files of one body.

    The files are republished with their date in the name (``2026_02_06_ga_voting.csv``); each is whole, so that
    only the last by that date counts.
    """
    *older, path = sorted(paths, key=lambda p: _dated(p.name))
    loaded = read_table(path, columns=_COLUMNS)
    ids = loaded.numbers("undl_id")
    loaded.flag(np.isnan(ids), "no undl_id")
    rollcall = np.nan_to_num(ids).astype(np.int64)
    dates = loaded.dates("date", "%Y-%m-%d", "%Y/%m/%d")
    loaded.flag(np.isnat(dates), "no date")
    votes_cast = letters_to_votes(loaded, "ms_vote")
    unreadable = loaded.bad.copy()
    day = dates.copy()
    day[~unreadable] = one_date_each(_part(loaded, ~unreadable), rollcall[~unreadable], dates[~unreadable])
    moved = (day != dates) & ~unreadable
    loaded.flag(moved, "date is not that of the other rows of its resolution")
    year = np.where(
        np.isnat(dates), 0, years_of(np.where(np.isnat(dates), np.datetime64("1970-01-01"), dates))
    )
    code = to_codes(loaded.raw("ms_code"), "iso3", year, aliases=ISO3_AT_UN)
    by_name = np.flatnonzero(code == 0)
    if len(by_name):
        code[by_name] = to_codes(loaded.texts("ms_name")[by_name], "name", year[by_name])
    loaded.flag((code == 0) & ~unreadable, "state unknown by code and by name")
    silent = np.zeros(len(loaded), bool)
    if loaded.has("modality"):
        # adopted without a vote: the file lists every member as not voting, and nobody voted
        silent = np.array([str(t).lower().startswith("without") for t in loaded.texts("modality")], bool)
    problems = list(loaded.problems)
    loaded.problems.clear()
    loaded.bad |= silent
    votes = votes_table(dataset, rollcall, code, votes_cast, loaded)
    counts = count_rollcalls(votes)
    good = np.flatnonzero(~loaded.bad)
    first = good[np.unique(rollcall[good], return_index=True)[1]]
    loaded.note(
        _miscounted(loaded, counts, first), "total of the file differs from its rows for this resolution"
    )
    texts = loaded.texts("title" if loaded.has("title") else "description")
    columns: dict[str, Any] = dict(counts) | {
        "body": np.full(len(first), body),
        "date": day[first],
        "symbol": np.array([symbol_of(t) for t in loaded.texts("resolution")[first]], object),
        "kind": np.full(len(first), "resolution"),
        "title": np.array([plain_title(t) for t in texts[first]], object),
        "adopted": np.full(len(first), True),
    }
    if loaded.has("session"):
        columns["session"] = _sessions(loaded.texts("session")[first])
    problems += loaded.problems
    problems += [
        Problem(p.name, None, f"{path.name} is newer and whole; this one was not read") for p in older
    ]
    tables = {"votes": votes, "rollcalls": conform("rollcalls", columns, dataset=dataset)}
    return Reading(tables, problems, len(loaded) + loaded.unread)


def _dated(name: str) -> tuple[int, ...]:
    found = re.match(r"(\d{4})_(\d{1,2})_(\d{1,2})_", name)
    return tuple(int(g) for g in found.groups()) if found else (0,)


def _part(loaded: Loaded, mask: NDArray[np.bool_]) -> Loaded:
    import pyarrow as pa

    return Loaded(loaded.name, loaded.table.filter(pa.array(mask)), loaded.lines[mask])


def _sessions(texts: NDArray[Any]) -> NDArray[np.float64]:
    """Regular sessions by number; special and emergency sessions (``11emsp``) have none of their own."""
    return np.array([_whole(t) for t in texts])


def _whole(text: str | None) -> float:
    """Return a number of decimal digits, few enough to be one; else NaN."""
    return float(text) if text is not None and text.isdecimal() and len(text) <= _DIGITS else np.nan


def _miscounted(loaded: Loaded, counts: dict[str, NDArray[Any]], first: NDArray[Any]) -> NDArray[np.bool_]:
    out = np.zeros(len(loaded), bool)
    for name, column in (("yes", "total_yes"), ("no", "total_no"), ("abstain", "total_abstentions")):
        if loaded.has(column):
            said = _quiet_numbers(loaded, column)[first]
            out[first[~np.isnan(said) & (said != counts[name])]] = True
    return out


def _quiet_numbers(loaded: Loaded, column: str) -> NDArray[np.float64]:
    return np.array([_whole(t) for t in loaded.texts(column)])
