"""UN General Assembly roll calls by ISO3 code, with absences and paragraph votes, and their issues."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.errors import SourceError
from bilat.sources._votes import (
    ABSENT,
    ISO3_AT_UN,
    count_rollcalls,
    issue_mask,
    votes_table,
    years_of,
)
from bilat.sources.base import Problem, Reading, Source, conform, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

ID = "unga_iso3"


def _read(paths: Sequence[Path]) -> Reading:
    votes_file = [p for p in paths if "vote" in {c.lower() for c in columns_of(p)}]
    issue_file = [p for p in paths if p not in votes_file]
    if not votes_file:
        raise SourceError(
            "The roll calls came without the votes.", "Import both files of this data set together."
        )
    loaded = read_table(votes_file[-1])
    rollcall = np.nan_to_num(loaded.numbers("rcid")).astype(np.int64)
    dates = loaded.dates("date")
    loaded.flag(np.isnat(dates) | (rollcall == 0), "no date or no roll-call number")
    ids, back = np.unique(rollcall, return_inverse=True)
    day = dates.astype("datetime64[D]").astype(np.int64)
    low, high = np.full(len(ids), np.iinfo(np.int64).max), np.full(len(ids), np.iinfo(np.int64).min)
    np.minimum.at(low, back, day)
    np.maximum.at(high, back, day)
    # four numbers were used again in 2023 and the two roll calls' rows crossed: which vote is whose is lost
    loaded.flag(
        (low != high)[back], "roll-call number used for two roll calls; its rows cannot be told apart"
    )
    vote = np.nan_to_num(loaded.numbers("vote"))
    loaded.flag(~np.isin(vote, (1, 2, 3, ABSENT)), "vote is not 1, 2, 3 or 8")
    code = to_codes(loaded.raw("iso3"), "iso3", years_of(dates), loaded=loaded, aliases=ISO3_AT_UN)
    votes = votes_table(ID, rollcall, code, vote.astype(np.int8), loaded)
    counts = count_rollcalls(votes)
    first = np.unique(rollcall, return_index=True)[1][np.isin(ids, counts["rollcall"])]
    columns = dict(counts) | {
        "body": np.full(len(first), "GA"),
        "date": dates[first],
        "kind": np.full(len(first), None, object),
    }
    problems = list(loaded.problems)
    rows = len(loaded) + loaded.unread
    if issue_file:
        issues = read_table(issue_file[-1])
        columns["issues"] = _issues(issues, counts["rollcall"])
        problems += issues.problems
        rows += len(issues) + issues.unread
    else:
        problems.append(Problem(votes_file[-1].name, None, "no file of issues beside it: issues are unknown"))
    tables = {"votes": votes, "rollcalls": conform("rollcalls", columns, dataset=ID)}
    return Reading(tables, problems, rows)


def _issues(loaded: Loaded, rollcalls: np.ndarray) -> np.ndarray:
    mask, coded = issue_mask(loaded)
    ids = np.nan_to_num(loaded.numbers("rcid")).astype(np.int64)
    known = dict(zip(ids[coded].tolist(), mask[coded].tolist(), strict=True))
    return np.array([known.get(r, np.nan) for r in rollcalls.tolist()], float)


SOURCE = Source(
    id=ID,
    title="UN General Assembly roll calls (Voeten), by ISO3 code, with absences and issues",
    url="https://doi.org/10.7910/DVN/LEJUQZ",
    homepage="https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/LEJUQZ",
    files=("unga_votes_voeten_*iso3*.parquet", "unga_rollcalls_voeten_*issues*.parquet"),
    signatures=(
        frozenset({"rcid", "date", "iso3", "vote"}),
        frozenset({"rcid", "date", "me", "nu", "di", "hr", "co", "ec"}),
    ),
    version="1946 to June 2024",
    covers=(1946, 2023),
    licence="research use with citation (Harvard Dataverse, its own terms)",
    citation=(
        "Bailey, Strezhnev & Voeten 2017, Journal of Conflict Resolution 61(2): 430-456; "
        "Voeten, UN General Assembly Voting Data."
    ),
    reader=_read,
    tables=("votes", "rollcalls"),
    note=(
        "Has absences and, from 1997, 415 votes on paragraphs and amendments. Folds Yugoslavia into Serbia and has "
        "neither East Germany nor Czechoslovakia: whole resolutions are taken from the COW file."
    ),
)
