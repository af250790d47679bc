"""Defence cooperation agreements (DCAD): bilateral agreements signed 1980-2010."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._common import assemble, cow_codes, expect, find, not_needed, parts, whole_years
from bilat.sources.base import Reading, Source, conform, first_of
from bilat.sources.tables import read_table

ID = "dcad"
FIRST, LAST = 1980, 2010


def _read(paths: Sequence[Path]) -> Reading:
    path = find(paths, ".zip", "main") or paths[-1]
    loaded = read_table(path, member="*main.csv") if path.suffix.lower() == ".zip" else read_table(path)
    expect(loaded, "DCAid", "ccode1", "ccode2", "signYear", "EIFYear", "endYearEstimate", "type")
    one, two = cow_codes(loaded, "ccode1"), cow_codes(loaded, "ccode2")
    loaded.flag((one == two) & ~loaded.bad, "an agreement of a state with itself")
    whole_years(loaded, "signYear", FIRST, 2100)
    texts = loaded.texts("DCAid", ("", "NA"))
    numbers = np.array([_number(t) for t in texts], dtype=np.int64)
    loaded.flag((numbers == 0) & ~loaded.bad, "column DCAid: no agreement number")
    loaded.flag(~loaded.bad & ~first_of(numbers), "the agreement was listed before")
    sign = parts(loaded, "signYear", "signMonth", "signDay")
    force, last = parts(loaded, "EIFYear", "endYearEstimate")
    early = force < sign[0]
    loaded.note(early & ~loaded.bad, "in force before it was signed: taken as in force when signed")
    ended = np.where(last >= LAST, np.nan, last)  # 2010 is where the coders stopped, not an end
    loaded.flag((ended < sign[0]) & ~loaded.bad, "ended before it was signed")
    good = ~loaded.bad
    table = conform(
        "defence_agreements",
        {
            "agreement": numbers[good],
            "code_a": np.minimum(one, two)[good],
            "code_b": np.maximum(one, two)[good],
            "signed": assemble(*sign)[good],
            "in_force": np.where(early | np.isnan(force), sign[0], force)[good],
            "ends": ended[good],
            "type": loaded.texts("type")[good],
        },
        dataset=ID,
    )
    problems = loaded.problems + not_needed(paths, (path,), "not read: the list of agreements says the same")
    return Reading({"defence_agreements": table}, problems, len(loaded) + loaded.unread)


def _number(text: str | None) -> int:
    tail = (text or "").rpartition("-")[2]
    return int(tail) if tail.isdecimal() else 0


SOURCE = Source(
    id=ID,
    title="Defence Cooperation Agreement Dataset (DCAD)",
    url="https://correlatesofwar.org/wp-content/uploads/kinne_dca.zip",
    homepage="https://correlatesofwar.org/data-sets/defense-cooperation-agreement-dataset/",
    downloads=("https://correlatesofwar.org/wp-content/uploads/kinne_dca.zip",),
    files=("kinne_dca.zip", "DCAD-v1*.csv", "dcad_main.csv", "dcad_v1_main.parquet"),
    signatures=(frozenset({"DCAid", "ccode1", "ccode2", "signYear", "EIFYear", "endYearEstimate"}),),
    version="1.0",
    covers=(FIRST, LAST),
    licence="free for research, with citation",
    citation=(
        "Kinne 2020, The Defense Cooperation Agreement Dataset (DCAD), "
        "Journal of Conflict Resolution 64(4): 729-755."
    ),
    reader=_read,
    tables=("defence_agreements",),
    note="Agreements signed before 1980 are not in it, so the first years count too few. Entry into force is known "
    "for 45%; the others are taken as in force when signed. Ends are the authors' estimate. "
    "Hash recorded at first fetch.",
)
