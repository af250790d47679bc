"""Vetoes in the Security Council: one row a veto and permanent member."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources.base import Reading, Source, conform
from bilat.sources.tables import read_table

ID = "unsc_vetoes"
_PERMANENT = {
    "USSR": 365,
    "RUSSIA": 365,
    "RUSSIAN FEDERATION": 365,
    "USA": 2,
    "US": 2,
    "UNITED STATES": 2,
    "UK": 200,
    "UNITED KINGDOM": 200,
    "FRANCE": 220,
    "CHINA": 710,
}
#: Before that day the seat of China was held from Taipei.
_SEAT = np.datetime64("1971-10-25")


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1])
    dates = loaded.dates("date", "%m/%d/%Y", "%Y-%m-%d")
    loaded.flag(np.isnat(dates), "no date")
    draft, topic, meeting = (loaded.texts(c) for c in ("draft", "agenda_item", "meeting_record"))
    members = [loaded.texts(f"member_veto{i}", ("", "NA")) for i in (1, 2, 3)]
    unknown = np.zeros(len(loaded), bool)
    seen: dict[tuple[object, ...], int] = {}
    rows: list[tuple[object, ...]] = []
    for i in range(len(loaded)):
        names = [m[i] for m in members if m[i] is not None]
        if not names or any(n.upper() not in _PERMANENT for n in names):
            unknown[i] = True
        if np.isnat(dates[i]):
            continue
        # several votes of one meeting share its record where the draft has no symbol of its own
        paper = draft[i] or meeting[i] or "unknown"
        count = seen[dates[i], paper] = seen.get((dates[i], paper), 0) + 1
        label = paper if count == 1 else f"{paper} ({count})"
        for name in names:
            code = _PERMANENT.get(name.upper(), 0)
            if code == 710 and dates[i] < _SEAT:
                code = 713
            if code:
                rows.append((dates[i], label, code, topic[i], meeting[i]))
    loaded.flag(unknown, "vetoing member is none of the five permanent ones")
    columns = {
        name: np.array([r[k] for r in rows], dtype="datetime64[D]" if k == 0 else object)
        for k, name in enumerate(("date", "draft", "code", "topic", "meeting"))
    }
    table = conform("vetoes", columns, dataset=ID)
    return Reading({"vetoes": table}, loaded.problems, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="Vetoes in the UN Security Council",
    url="https://research.un.org/en/docs/sc/quick",
    homepage="https://research.un.org/en/docs/sc/quick",
    files=("unsc_vetoes_*.parquet", "unsc_vetoes*.csv"),
    signatures=(frozenset({"date", "draft", "meeting_record", "member_veto1", "member_veto2"}),),
    version="September 2022",
    covers=(1946, 2021),
    licence="compiled from UN documents; attribution to the UN Library",
    citation="United Nations Dag Hammarskjöld Library, Security Council Veto List.",
    reader=_read,
    tables=("vetoes",),
    together=False,
    note="China's vetoes before 25 October 1971 were cast from Taipei (COW 713). 2022 is covered to September.",
)
