"""USITC International Trade and Production Database for Estimation (ITPD-E), release 1."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.sources._fields import TERRITORIES, codes_of, expect, left_out, repeated, whole
from bilat.sources._stream import sum_by
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

ID = "itpde"
_OFFICIAL = ("exporter_iso3", "importer_iso3", "year", "trade")
_SUMMED = ("exporter", "importer", "year", "value")
_ALIASES = {"SCG": 345, "YUG": 345, "SER": 345, "ROM": 360, "ZAR": 490, "TMP": 860, "SUD": 625, "BUR": 775}


def _read(paths: Sequence[Path]) -> Reading:
    path = paths[-1]
    problems: list[Problem] = []
    if {c.lower() for c in columns_of(path)} >= set(_OFFICIAL):
        # the release has tens of millions of rows, one an industry: summed while they stream by
        loaded, problems, rows = sum_by(path, _OFFICIAL[:3], "trade")
        origin, target, value, scale = "exporter_iso3", "importer_iso3", "trade", 1.0
    else:
        loaded = read_table(path, columns=_SUMMED)
        expect(loaded, _SUMMED, SOURCE.title)
        rows = len(loaded) + loaded.unread
        origin, target, value, scale = "exporter", "importer", "value", 1e-6
    return _flows(loaded, origin, target, value, scale, problems, rows)


def _flows(
    loaded: Loaded, origin: str, target: str, value: str, scale: float, problems: list[Problem], rows: int
) -> Reading:
    year = whole(loaded, "year", 1900)
    usd = loaded.numbers(value)
    loaded.flag(~((usd >= 0) & np.isfinite(usd)) & ~loaded.bad, f"column {value}: expected an amount")
    sides = [
        codes_of(
            loaded,
            column,
            "iso3",
            year,
            aliases=_ALIASES,
            known_nonstates=lambda v: v.upper() in TERRITORIES,
        )
        for column in (origin, target)
    ]
    exporter, importer = sides
    left_out(loaded, exporter == importer, "trade of a state with itself (production for home use)")
    loaded.flag(repeated(exporter, importer, year) & ~loaded.bad, "repeats a pair and year")
    ok = ~loaded.bad
    table = conform(
        "trade_flows",
        {"exporter": exporter[ok], "importer": importer[ok], "year": year[ok], "usd_m": usd[ok] * scale},
        dataset=ID,
    )
    return Reading({"trade_flows": table}, problems + list(loaded.problems), rows)


SOURCE = Source(
    id=ID,
    title="ITPD-E release 1 (USITC)",
    url="https://www.usitc.gov/data/gravity/itpde.htm",
    homepage="https://www.usitc.gov/data/gravity/itpde.htm",
    files=("ITPD_E_R0*.csv", "ITPD_E_R0*.zip", "itpde_v1_total_trade_dyad_year_*.parquet"),
    signatures=(frozenset(_OFFICIAL) | {"industry_id"}, frozenset(_SUMMED) | {"exp_cow", "imp_cow"}),
    version="R01",
    covers=(2000, 2016),
    licence="public domain (work of the United States government); cite",
    citation=(
        "Borchert, Larch, Shikher & Yotov 2021, The International Trade and Production Database for "
        "Estimation (ITPD-E), International Economics 166:140-166"
    ),
    tables=("trade_flows",),
    reader=_read,
    together=False,
    note=(
        "Goods and services together; the official file is in millions of dollars, the tidy one in dollars. "
        "A pair without a row is not known to have traded nothing."
    ),
)
