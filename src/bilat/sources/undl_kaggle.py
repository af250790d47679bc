"""An older copy of the UN Library's resolutions of both bodies, to December 2021: symbols, titles, votes by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources._undl import HOLDS, plain_title
from bilat.sources._votes import count_rollcalls, letters_to_votes, symbol_of, votes_table, years_of
from bilat.sources.base import Problem, Reading, Source, conform, to_codes
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

if TYPE_CHECKING:
    import pyarrow as pa

ID = "undl_kaggle"
#: Slips of the file: a vote letter run into the name, letters lost or doubled.
_ALIASES = {
    "AY DENMARK": 390,
    "AY SWEDEN": 380,
    "AY UNION OF SOUTH AFRICA": 560,
    "Aa UNITED STATES": 2,
    "BOLIVIA (PLUNATIONAL STATE OF)": 145,
    "BOLIVIA (PLURINATIOANL STATE OF)": 145,
    "TKAZAKHSTAN": 705,
    "CHILEs": 155,
}


def _read(paths: Sequence[Path]) -> Reading:
    import pyarrow as pa

    lists = [p for p in paths if "council" in {c.lower() for c in columns_of(p)}]
    if not lists:
        raise SourceError(
            "The votes came without the list of resolutions, which has dates and titles.",
            "Import it together with the votes.",
        )
    rolls = read_table(lists[-1])
    ids = np.nan_to_num(rolls.numbers("token")).astype(np.int64)
    dates = rolls.dates("Date")
    body = np.array([_BODY.get(str(t), "") for t in rolls.texts("Council")], object)
    rolls.flag((ids == 0) | np.isnat(dates) | (body == ""), "no number, date or body")
    problems: list[Problem] = []
    rows = len(rolls) + rolls.unread
    cast: list[pa.Table] = []
    day = dict(zip(ids[~rolls.bad].tolist(), years_of(dates[~rolls.bad]).tolist(), strict=True))
    for path in paths:
        if path in lists:
            continue
        loaded = read_table(path)
        cast.append(_votes(loaded, day))
        problems += loaded.problems
        rows += len(loaded) + loaded.unread
    columns: dict[str, Any] = {
        "rollcall": ids,
        "body": body,
        "date": dates,
        "symbol": np.array([symbol_of(t) for t in rolls.texts("Resolution")], object),
        "kind": np.full(len(rolls), "resolution"),
        "title": np.array([plain_title(t) for t in rolls.texts("Title")], object),
        "adopted": np.full(len(rolls), True),
    }
    tables: dict[str, pa.Table] = {}
    if cast:
        tables["votes"] = pa.concat_tables(cast).sort_by(
            [("dataset", "ascending"), ("rollcall", "ascending"), ("code", "ascending")]
        )
        counts = count_rollcalls(tables["votes"])
        place = np.searchsorted(counts["rollcall"], ids).clip(max=len(counts["rollcall"]) - 1)
        found = counts["rollcall"][place] == ids
        for name in ("yes", "no", "abstain", "absent"):
            columns[name] = np.where(found, counts[name][place], np.nan)
    good = ~rolls.bad
    tables["rollcalls"] = conform("rollcalls", {k: v[good] for k, v in columns.items()}, dataset=ID)
    return Reading(tables, rolls.problems + problems, rows)


_BODY = {"General Assembly": "GA", "Security Council": "SC"}


def _votes(loaded: Loaded, years: dict[int, int]) -> pa.Table:
    rollcall = np.nan_to_num(loaded.numbers("token")).astype(np.int64)
    year = np.array([years.get(r, 0) for r in rollcall.tolist()], dtype=np.int64)
    loaded.flag(year == 0, "resolution is not in the list of resolutions")
    vote = letters_to_votes(loaded, "vote")
    code = to_codes(loaded.texts("country"), "name", year, loaded=loaded, aliases=_ALIASES)
    return votes_table(ID, rollcall, code, vote, loaded)


SOURCE = Source(
    id=ID,
    title="UN Library resolutions of both bodies to 2021 (older copy)",
    url="https://digitallibrary.un.org/search?cc=Voting+Data",
    homepage="https://digitallibrary.un.org",
    files=("undl_kaggle_*.parquet",),
    signatures=(
        frozenset({"token", "date", "resolution", "country", "vote"}),
        frozenset({"council", "date", "title", "resolution", "token", "link"}),
    ),
    version="December 2021",
    covers=(1946, 2021),
    licence=HOLDS,
    citation="United Nations Dag Hammarskjöld Library, UN Digital Library voting records.",
    reader=_read,
    tables=("votes", "rollcalls"),
    note="Adopted resolutions only. Used for symbols and titles; its votes are not added to the base.",
)
