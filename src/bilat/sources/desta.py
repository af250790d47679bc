"""Trade agreements (DESTA): which agreement binds which pair, from when, until when, 1948-2021.

Two files: the dyadic list of treaties (base treaties, accessions, consolidated texts), and the dyadic withdrawals,
which end them. Without the second every agreement counts as still in force, and the reading says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources._common import expect, names_to_codes, not_needed, version_in, whole_years
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

ID = "desta"
FIRST, LAST = 1948, 2021
TERRITORIES = frozenset(
    {
        "Cook Islands",
        "Faroe Islands",
        "Greenland",
        "Hong Kong",
        "Hong Kong SAR China",
        "Macao",
        "Macao SAR China",
        "Macau",
        "Montserrat",
        "Niue",
        "Western Sahara",
        "British Virgin Islands",
        "New Caledonia",
        "French Polynesia",
        "Gibraltar",
        "Guernsey",
        "Jersey",
        "Isle of Man",
    }
)
ALIASES = {
    "Congo - Brazzaville": 484,
    "Congo - Kinshasa": 490,
    "Micronesia (Federated States of)": 987,
    "Myanmar (Burma)": 775,
    "Palestinian Territories": 667,
    "Timor-Leste": 860,
}
_KEY = ("country1", "country2", "base_treaty", "name", "entry_type", "year", "entryforceyear")


def _read(paths: Sequence[Path]) -> Reading:
    treaties = [p for p in paths if "withdrawal" not in p.name.lower() and "in_force" not in p.name.lower()]
    treaties = [p for p in treaties if set(_KEY) <= {c.lower() for c in columns_of(p)}]
    exits = [p for p in paths if "withdrawal" in p.name.lower()]
    if not treaties:
        raise SourceError(
            f"{', '.join(p.name for p in paths)}: no dyadic list of treaties; expected columns {', '.join(_KEY)}.",
            "Give desta_list_of_treaties_02_03_dyads.csv (and desta_dyadic_withdrawal_02_03.csv).",
        )
    loaded = read_table(treaties[-1])
    rows = len(loaded) + loaded.unread
    columns = _treaties(loaded)
    ends = np.full(len(columns["year"]), np.nan)
    problems = loaded.problems
    if exits:
        gone = read_table(exits[-1])
        rows += len(gone) + gone.unread
        ends = _ends(columns, gone)
        problems += gone.problems
    else:
        problems.append(
            Problem(
                treaties[-1].name,
                None,
                "no withdrawals (desta_dyadic_withdrawal_*.csv) given: agreements count as in force to the end",
            )
        )
    table = conform("trade_agreements", columns | {"ends": ends}, dataset=ID)
    used = (treaties[-1], exits[-1] if exits else None)
    problems += not_needed(paths, used, "not read: the dyadic list of treaties says it")
    name = treaties[-1].name
    version = version_in(name, r"_0?(\d+)_0?(\d+)[_.]") or version_in(name, r"_v(\d)(\d)_")
    last = int(columns["year"].max()) if len(columns["year"]) else LAST
    return Reading({"trade_agreements": table}, problems, rows, version, (FIRST, last))


def _treaties(loaded: Loaded) -> dict[str, Any]:
    expect(loaded, *_KEY)
    one = names_to_codes(loaded, "country1", ALIASES, TERRITORIES)
    two = names_to_codes(loaded, "country2", ALIASES, TERRITORIES)
    year = whole_years(loaded, "year", FIRST - 10, 2100)
    force = loaded.numbers("entryforceyear")
    loaded.flag((force < year) & (force < 1900) & ~loaded.bad, "column entryforceyear: not a year")
    number = loaded.numbers("base_treaty")
    loaded.flag(np.isnan(number) & ~loaded.bad, "column base_treaty: no treaty number")
    loaded.flag((one == two) & ~loaded.bad, "an agreement of a state with itself")
    a, b = np.minimum(one, two), np.maximum(one, two)
    kind, name = loaded.texts("entry_type"), loaded.texts("name")
    key = np.stack([a, b, np.nan_to_num(number).astype(np.int64), year], axis=1)
    _, text = np.unique(np.array([f"{k}|{n}" for k, n in zip(kind, name, strict=True)]), return_inverse=True)
    _, first = np.unique(np.column_stack([key, text]), axis=0, return_index=True)
    again = np.ones(len(loaded), dtype=bool)
    again[first] = False
    loaded.flag(again & ~loaded.bad, "the pair was listed before under this agreement")
    good = ~loaded.bad
    return {
        "agreement": number[good],
        "name": name[good],
        "code_a": a[good],
        "code_b": b[good],
        "year": year[good],
        "in_force": force[good],
        "type": kind[good],
    }


def _ends(columns: dict[str, Any], loaded: Loaded) -> Any:
    """Return the last year in force: the year before a withdrawal from the base treaty, NaN where none."""
    expect(loaded, "country1", "country2", "base_treaty", "year")
    one = names_to_codes(loaded, "country1", ALIASES, TERRITORIES)
    two = names_to_codes(loaded, "country2", ALIASES, TERRITORIES)
    year = whole_years(loaded, "year", FIRST, 2100)
    treaty = loaded.numbers("base_treaty")
    loaded.flag(np.isnan(treaty) & ~loaded.bad, "column base_treaty: no treaty number")
    left: dict[tuple[int, int, int], list[int]] = {}
    rows: dict[tuple[int, int, int], int] = {}
    for i in np.flatnonzero(~loaded.bad):
        key = (int(min(one[i], two[i])), int(max(one[i], two[i])), int(treaty[i]))
        left.setdefault(key, []).append(int(year[i]))
        rows.setdefault(key, int(i))
    out = np.full(len(columns["year"]), np.nan)
    met = set()
    pairs = zip(columns["code_a"], columns["code_b"], columns["agreement"], columns["year"], strict=True)
    for j, (a, b, number, signed) in enumerate(pairs):
        key = (int(a), int(b), int(number))
        # a withdrawal ends what was signed before it, not a later return
        after = [y for y in left.get(key, ()) if y > signed]
        if after:
            out[j] = min(after) - 1
            met.add(key)
    idle = np.zeros(len(loaded), dtype=bool)
    idle[[rows[k] for k in left.keys() - met]] = True
    loaded.note(idle, "withdrawal from an agreement that the list of treaties does not have between the two")
    return out


SOURCE = Source(
    id=ID,
    title="Design of Trade Agreements (DESTA)",
    url="https://www.designoftradeagreements.org/downloads/",
    homepage="https://www.designoftradeagreements.org",
    downloads=(
        "https://www.designoftradeagreements.org/media/filer_public/6a/45/"
        "6a454835-eef1-44c4-8af2-5557a9552167/desta_list_of_treaties_02_03_dyads.csv",
        "https://www.designoftradeagreements.org/media/filer_public/38/c6/"
        "38c6e92f-a513-443e-8907-77b570fd2973/desta_dyadic_withdrawal_02_03.csv",
    ),
    files=(
        "desta_list_of_treaties_*dyads*.csv",
        "desta_dyadic_withdrawal_*.csv",
        "desta_v21_treaty_dyads.parquet",
        "desta_v21_in_force_fta_dyad_year.parquet",
    ),
    signatures=(frozenset({"country1", "country2", "base_treaty", "entry_type", "entryforceyear"}),),
    version="2.1",
    covers=(FIRST, LAST),
    licence="CC0",
    citation="Dür, Baccini & Elsig 2014, Review of International Organizations 9(3): 353-375.",
    reader=_read,
    tables=("trade_agreements",),
    note="All agreements with trade concessions, partial ones too. States under their present names: West Germany, "
    "North Yemen and Czechoslovakia are put back by date when measures are made. Later versions (2.3) read the same "
    "way. Hash recorded at first fetch.",
)
