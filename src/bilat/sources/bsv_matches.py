"""Resolutions repeated across sessions: the bridges of the ideal-point model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources.base import Reading, Source, conform, first_of
from bilat.sources.tables import read_table

ID = "bsv_matches"


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1])
    one, two = loaded.numbers("rcid1"), loaded.numbers("rcid2")
    loaded.flag(np.isnan(one) | np.isnan(two), "a roll call has no number")
    earlier, later = np.fmin(one, two), np.fmax(one, two)
    loaded.flag(earlier == later, "a roll call cannot repeat itself")
    loaded.flag(~loaded.bad & ~first_of(later, earlier), "the pair was listed before")
    good = ~loaded.bad
    table = conform("rollcall_repeats", {"rollcall": later[good], "repeats": earlier[good]}, dataset=ID)
    return Reading({"rollcall_repeats": table}, loaded.problems, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="General Assembly resolutions repeated across sessions",
    url="https://doi.org/10.7910/DVN/LEJUQZ",
    homepage="https://dataverse.harvard.edu/dataset.xhtml?persistentId=doi:10.7910/DVN/LEJUQZ",
    files=("bsv_matches.csv",),
    signatures=(frozenset({"rcid1", "rcid2"}),),
    version="April 2020",
    covers=(1946, 2019),
    licence="research use with citation",
    citation="Bailey, Strezhnev & Voeten 2017, Journal of Conflict Resolution 61(2): 430-456.",
    reader=_read,
    tables=("rollcall_repeats",),
    together=False,
    note="Roll calls by `rcid`, as in unga_iso3 and unvotes.",
)
