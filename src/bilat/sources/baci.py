"""CEPII BACI: reconciled trade of goods between all countries, 1995 to the year before last."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

import numpy as np

from bilat.errors import SourceError
from bilat.sources._fields import TERRITORIES, codes_of, expect, left_out
from bilat.sources._stream import sum_by
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.tables import read_table

ID = "baci"
_COUNTRIES = ("country_code", "country_iso3")
# CEPII's own numbers: 490 is "Other Asia, not elsewhere specified", which in practice is Taiwan
_TAIWAN = "490"
# customs unions and leftovers that CEPII gives letters of their own
_NONSTATES = TERRITORIES | {"ZA1", "R20", "S19"}


def _read(paths: Sequence[Path]) -> Reading:
    import pyarrow as pa

    lists = [p for p in paths if fnmatch(p.name.lower(), "country_codes*.csv")]
    flows = [p for p in paths if p not in lists]
    if not lists or not flows:
        raise SourceError(
            "BACI needs its yearly files and its country list together.",
            "Put BACI_HS*_Y*_V*.csv and country_codes_V*.csv of one release in the folder.",
        )
    names, problems = _countries(lists[-1])
    years: dict[int, Path] = {}
    tables, rows = [], 0
    for path in sorted(flows):
        loaded, found, count = sum_by(path, ("t", "i", "j"), "v")
        problems += found
        rows += count
        years_here = set(loaded.numbers("t").tolist())
        for year in years_here:
            if not (year == year and 1900 < year < 2100):
                raise SourceError(
                    f"{path.name}: column t has {year!r}; expected a year.",
                    "Give the yearly files as CEPII publishes them.",
                )
            if years.setdefault(int(year), path) != path:
                raise SourceError(
                    f"{path.name} and {years[int(year)].name} both give {int(year)}.",
                    "Keep the files of one revision of the Harmonised System only.",
                )
        letters = {c: [names.get(v or "", v) for v in loaded.texts(c)] for c in ("i", "j")}
        for column in ("i", "j"):
            position = loaded.table.schema.get_field_index(column)
            loaded.table = loaded.table.set_column(position, column, pa.array(letters[column], pa.string()))
        year = loaded.numbers("t").astype(np.int64)
        sides = [
            codes_of(loaded, c, "iso3", year, known_nonstates=lambda v: v in _NONSTATES) for c in ("i", "j")
        ]
        left_out(loaded, sides[0] == sides[1], "trade of a state with itself")
        problems += loaded.problems
        ok = ~loaded.bad
        tables.append((sides[0][ok], sides[1][ok], year[ok], loaded.numbers("v")[ok] / 1000.0))
    exporter, importer, year, usd = (np.concatenate(c) for c in zip(*tables, strict=True))
    table = conform(
        "trade_flows",
        {"exporter": exporter, "importer": importer, "year": year, "usd_m": usd},
        dataset=ID,
    )
    return Reading({"trade_flows": table}, problems, rows)


def _countries(path: Path) -> tuple[dict[str, str], list[Problem]]:
    loaded = read_table(path)
    expect(loaded, _COUNTRIES, "the country list of BACI")
    numbers, letters = loaded.texts("country_code"), loaded.texts("country_iso3")
    loaded.flag(np.array([n is None for n in numbers], dtype=bool), "no country code")
    out = {n: a for n, a in zip(numbers, letters, strict=True) if n is not None and a not in (None, "N/A")}
    out[_TAIWAN] = "TWN"
    return out, list(loaded.problems)


SOURCE = Source(
    id=ID,
    title="BACI (CEPII)",
    url="https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    homepage="https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    files=("BACI_HS*_Y*_V*.csv", "country_codes_V*.csv"),
    signatures=(frozenset("tijkvq"),),
    version="202501",
    covers=(1995, 2023),
    licence="Etalab Open Licence 2.0; cite",
    citation=(
        "Gaulier & Zignago 2010, BACI: International Trade Database at the Product-Level, "
        "CEPII Working Paper 2010-23"
    ),
    tables=("trade_flows",),
    reader=_read,
    note=(
        "Goods, thousands of current dollars, both partners' reports reconciled; only flows above zero are "
        "listed. The files of one HS revision cover its own years. Numbers are CEPII's: 490 is Taiwan. The "
        "whole release is several gigabytes and is read in blocks."
    ),
)
