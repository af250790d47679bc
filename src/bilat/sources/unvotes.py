"""The `unvotes` release of General Assembly votes: titles, symbols, important votes, sessions, issues."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources._votes import ISSUES, count_rollcalls, symbol_of, votes_table, years_of
from bilat.sources.base import Problem, Reading, Source, conform, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

ID = "unvotes"
_WORDS = {"yes": 1, "abstain": 2, "no": 3}


def _read(paths: Sequence[Path]) -> Reading:
    parts: dict[str, Loaded] = {}
    for path in paths:
        have = {c.lower() for c in columns_of(path)}
        part = "votes" if "vote" in have else "issues" if "issue" in have else "rollcalls"
        parts[part] = read_table(path)
    if "rollcalls" not in parts:
        raise SourceError(
            "The votes came without the roll calls, which have the dates.",
            "Import the roll calls of `unvotes` together with its votes.",
        )
    rolls = parts["rollcalls"]
    ids = np.nan_to_num(rolls.numbers("rcid")).astype(np.int64)
    dates = rolls.dates("date")
    rolls.flag(np.isnat(dates) | (ids == 0), "no date or no roll-call number")
    columns: dict[str, Any] = {
        "rollcall": ids,
        "body": np.full(len(rolls), "GA"),
        "date": dates,
        "session": rolls.numbers("session"),
        "symbol": np.array([symbol_of(t) for t in rolls.texts("unres", ("", "NA"))], object),
        "title": _titles(rolls),
        "kind": _kinds(rolls),
        "important": _flag(rolls, "importantvote"),
    }
    tables = {}
    if "votes" in parts:
        votes = parts["votes"]
        rollcall = np.nan_to_num(votes.numbers("rcid")).astype(np.int64)
        day = dict(zip(ids.tolist(), years_of(dates).tolist(), strict=True))
        year = np.array([day.get(r, 0) for r in rollcall.tolist()], dtype=np.int64)
        votes.flag(year == 0, "roll call is not in the list of roll calls")
        words = votes.texts("vote")
        vote = np.fromiter((_WORDS.get(str(w), 0) for w in words), np.int8, len(words))
        votes.flag(vote == 0, "vote is not yes, abstain or no")
        code = to_codes(votes.raw("country"), "name", year, loaded=votes)
        tables["votes"] = votes_table(ID, rollcall, code, vote, votes)
        counts = count_rollcalls(tables["votes"])
        place = np.searchsorted(counts["rollcall"], ids).clip(max=len(counts["rollcall"]) - 1)
        found = counts["rollcall"][place] == ids
        for name in ("yes", "no", "abstain"):
            columns[name] = np.where(found, counts[name][place], np.nan)
    if "issues" in parts:
        columns["issues"] = _issues(parts["issues"], ids)
    good = ~rolls.bad
    tables["rollcalls"] = conform("rollcalls", {k: v[good] for k, v in columns.items()}, dataset=ID)
    problems: list[Problem] = [p for part in parts.values() for p in part.problems]
    return Reading(tables, problems, sum(len(p) + p.unread for p in parts.values()))


def _titles(rolls: Loaded) -> np.ndarray:
    short, long = rolls.texts("short", ("", "NA")), rolls.texts("descr", ("", "NA"))
    return np.array([s if s is not None else d for s, d in zip(short, long, strict=True)], object)


def _flag(rolls: Loaded, column: str) -> np.ndarray:
    values = rolls.numbers(column)
    out = np.full(len(values), None, object)
    out[~np.isnan(values)] = values[~np.isnan(values)] == 1
    return out


def _kinds(rolls: Loaded) -> np.ndarray:
    kinds = np.full(len(rolls), "resolution", object)
    kinds[rolls.numbers("para") == 1] = "paragraph"
    kinds[rolls.numbers("amend") == 1] = "amendment"
    return kinds


def _issues(loaded: Loaded, rollcalls: np.ndarray) -> np.ndarray:
    ids = np.nan_to_num(loaded.numbers("rcid")).astype(np.int64).tolist()
    masks: dict[int, int] = {}
    unknown = np.zeros(len(loaded), bool)
    for i, (rcid, name) in enumerate(zip(ids, loaded.texts("short_name"), strict=True)):
        if name in ISSUES:
            masks[rcid] = masks.get(rcid, 0) | 1 << ISSUES.index(name)
        else:
            unknown[i] = True
    loaded.flag(unknown, "unknown issue")
    # a roll call without a row was looked at and has none of the six issues
    return np.array([masks.get(r, 0) for r in rollcalls.tolist()], dtype=np.int64)


SOURCE = Source(
    id=ID,
    title="unvotes: General Assembly votes with titles and issues",
    url="https://github.com/dgrtwo/unvotes",
    homepage="https://cran.r-project.org/package=unvotes",
    files=(
        "unvotes_dgrtwo_*.parquet",
        "un_votes.csv",
        "un_roll_calls.csv",
        "un_roll_call_issues.csv",
    ),
    signatures=(
        frozenset({"rcid", "country", "country_code", "vote"}),
        frozenset({"rcid", "session", "importantvote", "date", "unres", "amend", "para"}),
        frozenset({"rcid", "short_name", "issue"}),
    ),
    version="0.3.0",
    covers=(1946, 2019),
    licence="MIT (package); data Voeten, cite",
    citation="Robinson & Goguen-Compagnoni 2021, unvotes; Voeten, UN General Assembly Voting Data.",
    reader=_read,
    tables=("votes", "rollcalls"),
    note="Symbols (`unres`), titles and important votes; flags of paragraphs are blank for 1985 to 1996.",
)
