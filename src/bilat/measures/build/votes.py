"""Vote tables: joint counts of every pair by year and session, by issue, and how each state votes.

All pairs of a year at once by matrix products: with X_k the roll calls x states matrix of votes k, the pairs'
counts of (i, j) are the products of X_i transposed and X_j.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.measures.build.base import Built, measure_table
from bilat.measures.joint import CELLS

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["ISSUE_BITS", "NEEDS", "build_tables", "joint_counts"]

#: Bit of each issue in ``rollcalls.issues``.
ISSUE_BITS: dict[str, int] = {"me": 1, "nu": 2, "di": 4, "hr": 8, "co": 16, "ec": 32}

_LONELY = 3
_YES, _ABSTAIN, _NO, _ABSENT = 1, 2, 3, 8

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


def joint_counts(
    row: NDArray[np.int64], column: NDArray[np.int64], vote: NDArray[np.int64], rows: int, columns: int
) -> NDArray[np.float32]:
    """Return the joint counts of all pairs of states over some roll calls.

    Parameters
    ----------
    row, column, vote
        Roll call and state (numbered from 0) and vote (1, 2, 3) of every vote cast, each shape (votes,).

    Returns
    -------
    ndarray
        Shape (states, states, 3, 3): entry [a, b, i, j] counts roll calls on which a voted i + 1 and b j + 1.

    Examples
    --------
    >>> c = joint_counts(np.array([0, 0]), np.array([0, 1]), np.array([1, 3]), 1, 2)
    >>> float(c[0, 1, 0, 2])
    1.0
    """
    hot = np.zeros((3, rows, columns), dtype=np.float32)
    hot[vote - 1, row, column] = 1
    flat = hot.transpose(1, 0, 2).reshape(rows, 3 * columns)
    product = flat.T @ flat
    return product.reshape(3, columns, 3, columns).transpose(1, 3, 0, 2)


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


def _groups(group: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield each group (not -1) with the positions of its roll calls."""
    for value in np.unique(group):
        if value >= 0:
            yield int(value), np.flatnonzero(group == value)


def _block(
    cast: _Cast, rows: NDArray[np.intp], total: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]] | None:
    """Return the states that voted on some roll calls, and their joint counts."""
    place = np.full(total, -1)
    place[rows] = np.arange(len(rows))
    mine = (place[cast.row] >= 0) & (cast.vote <= _NO)
    if not mine.any():
        return None
    codes, column = np.unique(cast.code[mine], return_inverse=True)
    return codes, joint_counts(place[cast.row[mine]], column, cast.vote[mine], len(rows), len(codes))


def _pairs(name: str, key: str, cast: _Cast, group: NDArray[np.int64]) -> pa.Table:
    parts: dict[str, list[NDArray[Any]]] = {c: [] for c in ("code_a", "code_b", key, *CELLS)}
    for value, rows in _groups(group):
        block = _block(cast, rows, len(group))
        if block is None:
            continue
        codes, counts = block
        i, j = np.triu_indices(len(codes), 1)
        cells = counts[i, j].reshape(-1, 9)
        met = cells.sum(axis=1) > 0
        parts["code_a"].append(codes[i[met]].astype(np.int16))
        parts["code_b"].append(codes[j[met]].astype(np.int16))
        parts[key].append(np.full(int(met.sum()), value, dtype=np.int16))
        for k, cell in enumerate(CELLS):
            parts[cell].append(cells[met, k].astype(np.uint16))
    return measure_table(
        name, {k: np.concatenate(v) if v else np.zeros(0, np.int16) for k, v in parts.items()}
    )


def _by_issue(cast: _Cast, year: NDArray[np.int64], issues: NDArray[np.int64]) -> pa.Table:
    columns = [f"{i}_{c}" for i in ISSUE_BITS for c in ("n", "same", "opposed")]
    parts: dict[str, list[NDArray[Any]]] = {c: [] for c in ("code_a", "code_b", "year", *columns)}
    for value, rows in _groups(np.where(issues > 0, year, -1)):
        codes = np.unique(cast.code[np.isin(cast.row, rows) & (cast.vote <= _NO)])
        size = len(codes)
        i, j = np.triu_indices(size, 1)
        found = np.zeros((len(i), len(columns)), dtype=np.uint16)
        for k, bit in enumerate(ISSUE_BITS.values()):
            block = _block(cast, rows[(issues[rows] & bit) > 0], len(year))
            if block is None:
                continue
            at = np.full(size, -1)
            at[np.searchsorted(codes, block[0])] = np.arange(len(block[0]))
            both = (at[i] >= 0) & (at[j] >= 0)
            counts = block[1][at[i[both]], at[j[both]]]
            found[both, 3 * k] = counts.sum(axis=(1, 2))
            found[both, 3 * k + 1] = np.trace(counts, axis1=1, axis2=2)
            found[both, 3 * k + 2] = counts[:, 0, 2] + counts[:, 2, 0]
        met = found[:, ::3].sum(axis=1) > 0
        parts["code_a"].append(codes[i[met]].astype(np.int16))
        parts["code_b"].append(codes[j[met]].astype(np.int16))
        parts["year"].append(np.full(int(met.sum()), value, dtype=np.int16))
        for k, column in enumerate(columns):
            parts[column].append(found[met, k])
    return measure_table(
        "votes_issue_year", {k: np.concatenate(v) if v else np.zeros(0, np.int16) for k, v in parts.items()}
    )


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
    key = code * 10_000 + year[row]
    keys, index = np.unique(key, return_inverse=True)
    columns: dict[str, Any] = {"code": keys // 10_000, "year": keys % 10_000}
    columns |= {name: np.bincount(index[hit], minlength=len(keys)) for name, hit in counts.items()}
    vetoes = tidy["vetoes"]
    veto_year = (
        vetoes.column("date").to_numpy(zero_copy_only=False).astype("datetime64[Y]").astype(int) + 1970
    )
    cast_by = vetoes.column("code").to_numpy().astype(np.int64) * 10_000 + veto_year
    columns["vetoes"] = np.array([int((cast_by == k).sum()) for k in keys], dtype=np.int64)
    return measure_table("votes_state_year", columns)
