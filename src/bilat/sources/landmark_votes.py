"""Two landmark votes by hand: A/RES/68/262 (Crimea, 2014) and A/RES/ES-11/1 (Ukraine, 2022)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._votes import count_rollcalls, letters_to_votes, votes_table, years_of
from bilat.sources.base import Reading, Source, conform, to_codes
from bilat.sources.tables import read_table

ID = "landmark_votes"
_KNOWN = {
    "68/262": (1, np.datetime64("2014-03-27"), "A/RES/68/262", "Territorial integrity of Ukraine", 68.0),
    "ES-11/1": (2, np.datetime64("2022-03-02"), "A/RES/ES-11/1", "Aggression against Ukraine", np.nan),
}
_ALIASES = {
    "Central African Rep.": 482,
    "Dem. Rep. Congo": 490,
    "S. Sudan": 626,
    "Bosnia and Herz.": 346,
}


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1])
    names = loaded.texts("resolution")
    rollcall = np.array([_KNOWN[n][0] if n in _KNOWN else 0 for n in names])
    loaded.flag(rollcall == 0, f"resolution is none of {', '.join(_KNOWN)}")
    vote = letters_to_votes(loaded, "vote")
    dates = np.array([_KNOWN[n][1] if n in _KNOWN else np.datetime64("2014-03-27") for n in names])
    code = to_codes(loaded.texts("country"), "name", years_of(dates), loaded=loaded, aliases=_ALIASES)
    votes = votes_table(ID, rollcall, code, vote, loaded)
    counts = count_rollcalls(votes)
    facts = [f for f in _KNOWN.values() if f[0] in counts["rollcall"]]
    columns = dict(counts) | {
        "body": np.full(len(facts), "GA"),
        "date": np.array([f[1] for f in facts]),
        "symbol": np.array([f[2] for f in facts], object),
        "title": np.array([f[3] for f in facts], object),
        "session": np.array([f[4] for f in facts]),
        "kind": np.full(len(facts), "resolution"),
        "adopted": np.full(len(facts), True),
    }
    tables = {"votes": votes, "rollcalls": conform("rollcalls", columns, dataset=ID)}
    return Reading(tables, loaded.problems, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Two General Assembly votes on Ukraine, coded by hand",
    url="https://digitallibrary.un.org/record/767883",
    homepage="https://digitallibrary.un.org",
    files=("unga_68_262_and_es11_1_handcoded.parquet",),
    signatures=(frozenset({"resolution", "country", "vote"}),),
    version="2022",
    covers=(2014, 2022),
    licence="facts of the public record; cite the UN documents",
    citation="A/RES/68/262 (A/68/PV.80); A/RES/ES-11/1 (A/ES-11/PV.5).",
    reader=_read,
    tables=("votes", "rollcalls"),
    together=False,
    note="For looking these two up. Not merged into the yearly measures: two votes picked by hand are no sample.",
)
