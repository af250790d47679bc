"""The UN Library's Security Council voting file: adopted resolutions, to the present."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bilat.sources._undl import HOLDS, read_library
from bilat.sources.base import Reading, Source

ID = "undl_sc"


def _read(paths: Sequence[Path]) -> Reading:
    return read_library(ID, "SC", paths)


SOURCE = Source(
    id=ID,
    title="UN Library, Security Council voting data",
    url="https://digitallibrary.un.org/record/4055387",
    homepage="https://digitallibrary.un.org/record/4055387",
    downloads=("https://digitallibrary.un.org/record/4055387/files/2026_02_06_sc_voting.csv",),
    files=("*_sc_voting.csv", "sc_voting.csv"),
    signatures=(
        frozenset({"undl_id", "ms_code", "ms_vote", "date", "resolution", "permanent_member", "description"}),
    ),
    version="2026-02-06",
    covers=(1946, 2025),
    licence=HOLDS,
    citation="United Nations Dag Hammarskjöld Library, Security Council Voting Data, United Nations.",
    reader=_read,
    tables=("votes", "rollcalls"),
    note="Adopted resolutions only: vetoed drafts are in the list of vetoes.",
)
