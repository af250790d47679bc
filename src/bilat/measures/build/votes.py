"""Vote tables: joint counts of every pair by year and session, by issue, and how each state votes.

All pairs of a period at once, by `bilat.measures.jointvotes.joint_cells`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.measures.build.base import Built, measure_table
from bilat.measures.jointvotes import CELLS, Votes, joint_cells

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["ISSUE_BITS", "NEEDS", "build_tables"]

#: Bit of each issue in ``rollcalls.issues``.
ISSUE_BITS: dict[str, int] = {"me": 1, "nu": 2, "di": 4, "hr": 8, "co": 16, "ec": 32}

_LONELY = 3
_YES, _ABSTAIN, _NO, _ABSENT = 1, 2, 3, 8
_CODE, _YEAR = 1_000, 10_000  # a code has three digits, a year four

NEEDS: dict[str, tuple[str, ...]] = {
    "votes_year": ("votes", "rollcalls"),
    "votes_session": ("votes", "rollcalls"),
    "votes_paragraphs_year": ("votes", "rollcalls"),
    "votes_issue_year": ("votes", "rollcalls"),
    "votes_state_year": ("votes", "rollcalls", "vetoes"),
}


@dataclass(frozen=True)
class _Cast:
    """Votes as arrays, one entry a vote: position of its roll call, state, vote."""

    row: NDArray[np.int64]
    code: NDArray[np.int64]
    vote: NDArray[np.int64]


def build_tables(tidy: Mapping[str, pa.Table]) -> dict[str, Built]:
    """Build every vote table from the merged roll calls, which are worked out once."""
    from bilat.errors import SourceError
    from bilat.record.rollcalls import merged_votes

    try:
        votes, rollcalls = merged_votes(tidy)
    except SourceError:
        # votes of the Security Council alone, or hand-picked ones: nothing for these tables to say
        return {}
    order = np.argsort(rollcalls.column("rollcall").to_numpy(), kind="stable")
    rolls = {
        n: rollcalls.column(n).to_numpy(zero_copy_only=False)[order]
        for n in ("rollcall", "date", "session", "issues", "whole", "origin")
    }
    year = rolls["date"].astype("datetime64[Y]").astype(int) + 1970
    whole = rolls["whole"].astype(bool)
    cast = _Cast(
        np.searchsorted(rolls["rollcall"], votes.column("rollcall").to_numpy()),
        votes.column("code").to_numpy().astype(np.int64),
        votes.column("vote").to_numpy().astype(np.int64),
    )
    origins = tuple(dict.fromkeys(str(o) for o in rolls["origin"]))
    covers, note = _coverage(rolls["date"][whole], year[whole])
    sessions = np.array([-1 if s is None or s != s else int(s) for s in rolls["session"]])
    issues = np.array([-1 if i is None or i != i else int(i) for i in rolls["issues"]])
    coded = year[(issues >= 0) & whole]
    issue_covers = (int(coded.min()), min(int(coded.max()), covers[1])) if len(coded) else covers
    first_session = int(sessions[sessions > 0].min(initial=1000))
    last_session = int(sessions[sessions > 0].max(initial=0))
    tables = {
        "votes_year": (_pairs("votes_year", "year", cast, np.where(whole, year, -1)), covers, note),
        "votes_session": (
            _pairs("votes_session", "session", cast, np.where(whole, sessions, -1)),
            (first_session, last_session),
            "covers counts sessions of the Assembly, not years",
        ),
        "votes_paragraphs_year": (
            _pairs("votes_paragraphs_year", "year", cast, np.where(whole, -1, year)),
            covers,
            "votes on paragraphs and amendments after 1989; earlier ones are among the whole resolutions",
        ),
        "votes_issue_year": (_by_issue(cast, year, np.where(whole, issues, -1)), issue_covers, note),
    }
    if "vetoes" in tidy:
        tables["votes_state_year"] = (_states(cast, year, whole, tidy), covers, note)
    if last_session == 0:
        del tables["votes_session"]  # emergency sessions only: they have no number in the series
    return {name: Built(table, origins, span, None, said) for name, (table, span, said) in tables.items()}


def _coverage(dates: NDArray[Any], years: NDArray[np.int64]) -> tuple[tuple[int, int], str]:
    """Return the years that are covered and what is thin within them.

    The Assembly votes mostly in December: a year whose last roll call is earlier is not complete.
    """
    last = int(years.max())
    if dates.max() < np.datetime64(f"{last}-12-01"):
        last -= 1
    first = int(years.min())
    count = np.bincount(years - first, minlength=last - first + 1)[: last - first + 1]
    month = dates.astype("datetime64[M]").astype(int) % 12
    thin = [
        int(y)
        for y in range(max(first, 1990), last + 1)
        if count[y - first] and not (month[years == y] < 10).any()
    ]
    note = "roll calls of the calendar year, whole resolutions"
    if thin:
        note += f"; only those from November on are recorded in {', '.join(map(str, thin))}"
    return (first, last), note


def _cells(
    cast: _Cast, group: NDArray[np.int64]
) -> tuple[NDArray[np.int16], NDArray[np.int16], NDArray[np.int16], NDArray[np.uint16]]:
    """Return codes of pairs (a < b), group and joint counts, shape (9, rows); roll calls of group -1 are left out."""
    mine = (group[cast.row] >= 0) & (cast.vote <= _NO)
    codes, state = np.unique(cast.code[mine], return_inverse=True)
    period = np.maximum(group, 0)
    a, b, label, cells = joint_cells(Votes(state, cast.row[mine], cast.vote[mine], period, period), "year")
    return codes[a].astype(np.int16), codes[b].astype(np.int16), label, cells


def _pairs(name: str, key: str, cast: _Cast, group: NDArray[np.int64]) -> pa.Table:
    a, b, label, cells = _cells(cast, group)
    return measure_table(name, {"code_a": a, "code_b": b, key: label, **dict(zip(CELLS, cells, strict=True))})


def _by_issue(cast: _Cast, year: NDArray[np.int64], issues: NDArray[np.int64]) -> pa.Table:
    found = {
        issue: _cells(cast, np.where((issues > 0) & ((issues & bit) > 0), year, -1))
        for issue, bit in ISSUE_BITS.items()
    }
    numbers = {
        issue: (a.astype(np.int64) * _CODE + b) * _YEAR + label for issue, (a, b, label, _) in found.items()
    }
    keys = np.unique(np.concatenate(list(numbers.values())))
    columns: dict[str, Any] = {
        "code_a": keys // (_CODE * _YEAR),
        "code_b": keys // _YEAR % _CODE,
        "year": keys % _YEAR,
    }
    for issue, (_a, _b, _year, cells) in found.items():
        c = dict(zip(CELLS, cells, strict=True))
        kept = {
            "n": cells.sum(axis=0),
            "same": c["c11"] + c["c22"] + c["c33"],
            "opposed": c["c13"] + c["c31"],
        }
        at = np.searchsorted(keys, numbers[issue])
        for name, values in kept.items():
            column = np.zeros(len(keys), dtype=np.uint16)
            column[at] = values
            columns[f"{issue}_{name}"] = column
    return measure_table("votes_issue_year", columns)


def _states(
    cast: _Cast, year: NDArray[np.int64], whole: NDArray[np.bool_], tidy: Mapping[str, pa.Table]
) -> pa.Table:
    """Count how each state votes: with the majority or not, alone or not, and its vetoes."""
    mine = whole[cast.row]
    row, code, vote = cast.row[mine], cast.code[mine], cast.vote[mine]
    tally = np.zeros((len(year), 4), dtype=np.int64)
    for k, choice in enumerate((_YES, _ABSTAIN, _NO)):
        tally[:, k] = np.bincount(row[vote == choice], minlength=len(year))
    majority = tally[:, :3].argmax(axis=1) + 1
    voted = vote <= _NO
    group_size = tally[row, np.minimum(vote, _NO) - 1]
    counts = {
        "n": voted,
        "yes": vote == _YES,
        "abstain": vote == _ABSTAIN,
        "no": vote == _NO,
        "absent": vote == _ABSENT,
        "dissent": voted & (vote != majority[row]),
        "lonely": voted & (vote != _YES) & (group_size <= _LONELY),
    }
    key = code * _YEAR + year[row]
    keys, index = np.unique(key, return_inverse=True)
    columns: dict[str, Any] = {"code": keys // _YEAR, "year": keys % _YEAR}
    columns |= {name: np.bincount(index[hit], minlength=len(keys)) for name, hit in counts.items()}
    vetoes = tidy["vetoes"]
    veto_year = (
        vetoes.column("date").to_numpy(zero_copy_only=False).astype("datetime64[Y]").astype(int) + 1970
    )
    cast_by = vetoes.column("code").to_numpy().astype(np.int64) * _YEAR + veto_year
    columns["vetoes"] = np.array([int((cast_by == k).sum()) for k in keys], dtype=np.int64)
    return measure_table("votes_state_year", columns)
