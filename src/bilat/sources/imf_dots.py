"""IMF Direction of Trade Statistics: monthly trade of goods as the reporters give it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bilat.errors import SourceError
from bilat.sources._fields import codes_of, expect, left_out, repeated, whole
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

ID = "imf_dots"
_TIDY = ("countrySource", "countryTarget", "value", "type", "year", "month")
_WIDE = ("Country Name", "Indicator Code", "Counterpart Country Name")
_MONTH = re.compile(r"^(\d{4})M(\d{1,2})$")
_INDICATORS = {"TXG_FOB_USD": "export", "TMG_CIF_USD": "import"}
#: The tidy file of 15 reporters is published as covering months up to this one.
_LAST_TIDY = (2020, 9)


def _read(paths: Sequence[Path]) -> Reading:
    path = paths[-1]
    wide = {c.lower() for c in columns_of(path)} >= {c.lower() for c in _WIDE}
    loaded, rows = _melted(path) if wide else _tidy(path)
    year = whole(loaded, "year", 1948)
    month = whole(loaded, "month", 1, 12)
    value = loaded.numbers("value")
    loaded.flag(~((value >= 0) & np.isfinite(value)) & ~loaded.bad, "column value: expected an amount")
    kinds = loaded.texts("type")
    imports = kinds == "import"
    loaded.flag(~np.isin(kinds.astype(str), ["export", "import"]) & ~loaded.bad, "neither export nor import")
    if not wide:
        late = (year > _LAST_TIDY[0]) | ((year == _LAST_TIDY[0]) & (month > _LAST_TIDY[1]))
        left_out(loaded, late, "after September 2020, where this file says it ends")
    reporter = codes_of(loaded, "countrySource", "name", year, known_nonstates=_is_area)
    partner = codes_of(loaded, "countryTarget", "name", year, known_nonstates=_is_area)
    left_out(loaded, reporter == partner, "trade of a state with itself")
    loaded.flag(
        repeated(reporter, partner, year, month, imports.astype(int)) & ~loaded.bad,
        "repeats a reporter, partner, month and direction",
    )
    ok = np.flatnonzero(~loaded.bad)
    exporter = np.where(imports, partner, reporter)[ok]
    importer = np.where(imports, reporter, partner)[ok]
    # two reports of one flow: the importer's counts, as in COW; the exporter's where there is none
    order = np.lexsort((~imports[ok], month[ok], year[ok], importer, exporter))
    first = ~repeated(exporter[order], importer[order], year[ok][order], month[ok][order])
    take = order[first]
    table = conform(
        "trade_flows",
        {
            "exporter": exporter[take],
            "importer": importer[take],
            "year": year[ok][take],
            "month": month[ok][take],
            "usd_m": value[ok][take],
        },
        dataset=ID,
    )
    return Reading({"trade_flows": table}, list(loaded.problems), rows)


def _is_area(name: str) -> bool:
    return name in _AREAS or "n.i.e." in name or "not specified" in name.lower()


_AREA_NAMES = """
World|Africa|Asia|Europe|Middle East|Western Hemisphere|European Union|Euro Area|Export earnings: fuel
Advanced Economies|Emerging and Developing Economies|Emerging and Developing Asia|Sub-Saharan Africa
Special Categories|Other Countries not included elsewhere|China, P.R.: Hong Kong|China, P.R.: Macao|Hong Kong
Macao|Aruba|Bermuda|Gibraltar|Greenland|Faroe Islands|French Polynesia|New Caledonia|Falkland Islands|Guam
Netherlands Antilles|Anguilla|Montserrat|American Samoa|Curaçao|Sint Maarten
"""
_AREAS = frozenset(n for line in _AREA_NAMES.split("\n") for n in line.split("|") if n)


# names of the IMF that are not "name, form of state"
_NAMES = {
    "China, P.R.: Mainland": "China",
    "Central African Rep.": "Central African Republic",
    "Congo, Dem. Rep. of the": "Democratic Republic of the Congo",
    "Congo, Rep. of": "Republic of the Congo",
    "Korea, Dem. People's Rep. of": "North Korea",
    "Korea, Rep. of": "South Korea",
    "Lao People's Dem. Rep.": "Laos",
    "Slovak Rep.": "Slovakia",
    "Syrian Arab Rep.": "Syria",
    "Taiwan Province of China": "Taiwan",
}


def _plain(name: str) -> str:
    """Take the form of state off: ``Poland, Rep. of`` is Poland. Areas such as ``Hong Kong`` stay as they are."""
    if name in _NAMES:
        return _NAMES[name]
    return name if _is_area(name) or name.startswith("China") else name.split(",")[0].strip()


def _tidy(path: Path) -> tuple[Loaded, int]:
    loaded = read_table(path, columns=_TIDY)
    expect(loaded, _TIDY, SOURCE.title)
    return loaded, len(loaded) + loaded.unread


def _melted(path: Path) -> tuple[Loaded, int]:
    """Turn the bulk file (a row a series, a column a month, dollars) into rows in millions."""
    import pyarrow as pa

    loaded = read_table(path)
    months = [(c, m) for c in loaded.table.column_names if (m := _MONTH.match(c.strip()))]
    if not months:
        raise SourceError(f"{path.name} has no monthly columns.", "Expected columns such as 2019M1.")
    codes = loaded.texts("Indicator Code")
    wanted = np.isin(codes.astype(str), list(_INDICATORS))
    if loaded.has("Attribute"):
        wanted &= loaded.texts("Attribute").astype(str) == "Value"
    # other indicators and the rows of status marks are not trade
    rows_read = len(loaded) + loaded.unread
    unread = loaded.problems
    rows = np.flatnonzero(wanted)
    loaded = Loaded(loaded.name, loaded.table.take(rows), loaded.lines[rows])
    codes = codes[rows]
    names = [
        np.array([None if n is None else _plain(n) for n in loaded.texts(c)], dtype=object)
        for c in ("Country Name", "Counterpart Country Name")
    ]
    kind = np.array([_INDICATORS.get(c or "", "") for c in codes], dtype=object)
    parts: list[tuple[np.ndarray, ...]] = []
    for column, match in months:
        value = loaded.numbers(column) / 1e6
        rows = np.flatnonzero(~np.isnan(value))
        parts.append(
            (
                rows,
                value[rows],
                np.full(len(rows), int(match[1])),
                np.full(len(rows), int(match[2])),
            )
        )
    row, value, year, month = (np.concatenate(p) for p in zip(*parts, strict=True))
    columns = (names[0][row], names[1][row], value, kind[row], year, month)
    table = pa.table([pa.array(c) for c in columns], names=list(_TIDY))
    problems: list[Problem] = unread + loaded.problems
    return Loaded(loaded.name, table, loaded.lines[row], problems), rows_read


SOURCE = Source(
    id=ID,
    title="IMF Direction of Trade Statistics",
    url="https://data.imf.org/?sk=9d6028d4-f14a-464c-a2f2-59b2cd424b85",
    homepage="https://data.imf.org/en/datasets/IMF.STA:IMTS",
    files=("DOT_*timeSeries*.csv", "DOT_*timeSeries*.zip", "imf_dots_monthly_*.parquet"),
    signatures=(frozenset(_TIDY), frozenset(_WIDE)),
    version="monthly, 15 reporters, to September 2020",
    covers=(2011, 2019),
    licence="IMF terms: free with attribution, not for resale",
    citation="International Monetary Fund, Direction of Trade Statistics",
    tables=("trade_flows",),
    reader=_read,
    together=False,
    note=(
        "Goods, monthly. The tidy file has 15 large economies among themselves, January 2011 to September "
        "2020; 2020 is incomplete, so whole years end in 2019. The importer's report (CIF) is used, the "
        "exporter's (FOB) where there is none. The IMF has since renamed the data set to International Trade "
        "in Goods (by partner country)."
    ),
)
