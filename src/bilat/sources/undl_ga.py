"""The UN Library's General Assembly voting file: adopted resolutions with a recorded vote, to the present."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bilat.sources._undl import HOLDS, read_library
from bilat.sources.base import Reading, Source

ID = "undl_ga"


def _read(paths: Sequence[Path]) -> Reading:
    return read_library(ID, "GA", paths)


SOURCE = Source(
    id=ID,
    title="UN Library, General Assembly voting data",
    url="https://digitallibrary.un.org/record/4060887",
    homepage="https://digitallibrary.un.org/record/4060887",
    downloads=("https://digitallibrary.un.org/record/4060887/files/2026_02_06_ga_voting.csv",),
    files=("*_ga_voting.csv", "ga_voting.csv"),
    signatures=(
        frozenset(
            {"undl_id", "ms_code", "ms_vote", "date", "session", "resolution", "committee_report", "title"}
        ),
    ),
    version="2026-02-06",
    covers=(1946, 2025),
    licence=HOLDS,
    citation="United Nations Dag Hammarskjöld Library, General Assembly Voting Data, United Nations.",
    reader=_read,
    tables=("votes", "rollcalls"),
    note=(
        "Adopted resolutions only; no votes on paragraphs and none that failed. Republished several times a year "
        "under a new dated name. Fills January to October 2022 and the time after June 2024."
    ),
)
