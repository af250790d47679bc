"""UN General Assembly roll calls by COW code: the base table of votes.

Reads Voeten's ``UNVotes*.csv`` as published, and the tidy Parquet of the whole resolutions by COW code and date.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.sources._votes import (
    ABSENT,
    count_rollcalls,
    issue_mask,
    one_date_each,
    symbol_of,
    votes_table,
    years_of,
)
from bilat.sources.base import Problem, Reading, Source, conform, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

ID = "unga_cow"


def _read(paths: Sequence[Path]) -> Reading:
    path = paths[-1]
    loaded = read_table(path)
    ids = loaded.numbers("resid" if loaded.has("resid") else "rcid")
    loaded.flag(np.isnan(ids), "no roll-call number")
    dates = loaded.dates("date")
    loaded.flag(np.isnat(dates), "no date")
    vote = np.nan_to_num(loaded.numbers("vote"))
    # 9: not a member at the time; such rows say nothing
    idle = vote == 9
    loaded.flag(~np.isin(vote, (1, 2, 3, ABSENT, 9)), "vote is not 1, 2, 3, 8 or 9")
    rollcall = np.nan_to_num(ids).astype(np.int64)
    day = one_date_each(loaded, rollcall, dates)
    code = to_codes(loaded.numbers("ccode"), "cow", loaded=loaded)
    problems = list(loaded.problems)
    loaded.problems.clear()
    loaded.bad |= idle
    votes = votes_table(ID, rollcall, code, vote.astype(np.int8), loaded)
    problems += loaded.problems
    counts = count_rollcalls(votes)
    good = np.flatnonzero(~loaded.bad)
    first = good[np.unique(rollcall[good], return_index=True)[1]]
    columns: dict[str, Any] = dict(counts)
    if not (vote == ABSENT).any():
        del columns["absent"]  # this file does not record absences: unknown, not none
    columns |= {
        "body": np.full(len(first), "GA"),
        "date": day[first],
        "session": counts["rollcall"] // 1000
        if loaded.has("resid")
        else np.where(years_of(day[first]) > 0, _column(loaded, "session")[first], np.nan),
        "kind": _kinds(loaded)[first],
    }
    if loaded.has("unres"):
        columns["symbol"] = np.array([symbol_of(t) for t in loaded.texts("unres", ("", "NA"))[first]], object)
    for name in ("descr", "short"):
        if loaded.has(name):
            columns["title"] = loaded.texts(name, ("", "NA"))[first]
    if all(loaded.has(c) for c in ("me", "nu", "di", "hr", "co", "ec")):
        mask, coded = issue_mask(loaded)
        columns["issues"] = np.where(coded, mask.astype(float), np.nan)[first]
    if loaded.has("importantvote"):
        important = _column(loaded, "importantvote")[first]
        columns["important"] = [None if v != v else v == 1 for v in important.tolist()]
    tables = {"votes": votes, "rollcalls": conform("rollcalls", columns, dataset=ID)}
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    return Reading(tables, problems + extra, len(loaded) + loaded.unread)


def _column(loaded: Loaded, name: str) -> np.ndarray:
    return loaded.numbers(name) if loaded.has(name) else np.full(len(loaded), np.nan)


def _kinds(loaded: Loaded) -> np.ndarray:
    kinds = np.full(len(loaded), "resolution", object)
    kinds[_column(loaded, "para") == 1] = "paragraph"
    kinds[_column(loaded, "amend") == 1] = "amendment"
    return kinds


SOURCE = Source(
    id=ID,
    title="UN General Assembly roll calls (Voeten), by COW code",
    url="https://doi.org/10.7910/DVN/LEJUQZ",
    homepage="https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/LEJUQZ",
    files=("unvotes*.csv", "unvotes*.tab", "unga_votes_voeten_cow_*.parquet"),
    signatures=(
        frozenset({"resid", "ccode", "date", "year", "vote"}),
        frozenset({"rcid", "ccode", "vote", "session", "date", "unres"}),
    ),
    version="1946 to June 2024",
    covers=(1946, 2023),
    licence="research use with citation (Harvard Dataverse, its own terms)",
    citation=(
        "Bailey, Strezhnev & Voeten 2017, Estimating Dynamic State Preferences from United Nations Voting Data, "
        "Journal of Conflict Resolution 61(2): 430-456; Voeten, UN General Assembly Voting Data."
    ),
    reader=_read,
    tables=("votes", "rollcalls"),
    together=False,
    note=(
        "Whole resolutions; before 1990 also votes on paragraphs and amendments. No absences in the COW file. "
        "No votes January to October 2022 and none from March to November 2021; the last session's `year` is "
        "wrong, `date` is used."
    ),
)
