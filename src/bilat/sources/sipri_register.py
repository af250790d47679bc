"""SIPRI trade register: orders of arms; deliveries spread evenly over the delivery years (approximate)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.errors import SourceError
from bilat.sources._arms import deliveries, partners_of
from bilat.sources._fields import expect, repeated, whole
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import columns_of, read_table

ID = "sipri_register"
_SPREAD = ("supplier", "recipient", "year", "tiv")
# tidy name -> as published
_COLUMNS = {
    "recipient": "Recipient",
    "supplier": "Supplier",
    "order_year": "Year of order",
    "designation": "Weapon designation",
    "description": "Weapon description",
    "number_delivered": "Number delivered",
    "delivery_years": "Year(s) of delivery",
    "tiv_delivered": "SIPRI TIV of delivered weapons",
}
_YEARS = re.compile(r"^\d{4}(\s*;\s*\d{4})*$")


def _read(paths: Sequence[Path]) -> Reading:
    orders = [p for p in paths if _header(columns_of(p))]
    spread = [p for p in paths if set(_SPREAD) <= set(columns_of(p)) and p not in orders]
    if not orders and not spread:
        raise SourceError(
            f"{', '.join(p.name for p in paths)}: this does not look like {SOURCE.title}.",
            f"Expected the columns {', '.join(_COLUMNS.values())}, or {', '.join(_SPREAD)}.",
        )
    # the register gives the same spread, so a file of dyad-years counts only where there is no register
    return _register(orders[-1]) if orders else _dyad_years(spread[-1])


def _header(columns: Sequence[str]) -> bool:
    have = {c.strip() for c in columns}
    return set(_COLUMNS) <= have or set(_COLUMNS.values()) <= have


def _register(path: Path) -> Reading:
    names = {c.strip() for c in columns_of(path)}
    named = {k: k if set(_COLUMNS) <= names else v for k, v in _COLUMNS.items()}
    loaded = read_table(path, columns=list(named.values()))
    expect(loaded, list(named.values()), SOURCE.title)
    # the export splits a record over two lines where a comment holds a line break: such halves have no
    # recipient, or a number where a state should be
    ordered = whole(loaded, named["order_year"], 1900)
    tiv = loaded.numbers(named["tiv_delivered"])
    loaded.flag(~((tiv >= 0) & np.isfinite(tiv)) & ~loaded.bad, "no volume of delivered weapons")
    span = loaded.texts(named["delivery_years"])
    odd = np.array([s is not None and not _YEARS.match(s) for s in span], dtype=bool)
    loaded.flag(odd & ~loaded.bad, "delivery years are not a list of years")
    supplier, _ = partners_of(loaded, named["supplier"], ordered)
    recipient, _ = partners_of(loaded, named["recipient"], ordered)
    number = loaded.numbers(named["number_delivered"])
    undated = ~loaded.bad & np.array([s is None for s in span], dtype=bool)
    loaded.note(undated & (tiv > 0), "delivered, but without a year; not in the dyad-years")
    first, last, rows, years, parts = _spread(span, tiv, loaded.bad)
    # the state of the day of delivery, not of the order: Soviet orders delivered by Russia share its code,
    # but Germany before and after unification does not
    problems = list(loaded.problems)
    later = Loaded(loaded.name, loaded.table.take(rows), loaded.lines[rows])
    sides = [partners_of(later, named[c], years)[0] for c in ("supplier", "recipient")]
    problems += [p for p in later.problems if "count in totals" not in p.message]
    table = deliveries(
        sides[0][~later.bad],
        sides[1][~later.bad],
        years[~later.bad],
        parts[~later.bad],
        dataset=ID,
        approximate=True,
    )
    ok = ~loaded.bad & (supplier > 0) & (recipient > 0)
    orders = conform(
        "arms_orders",
        {
            "supplier": supplier[ok],
            "recipient": recipient[ok],
            "ordered": ordered[ok],
            "designation": loaded.texts(named["designation"])[ok],
            "description": loaded.texts(named["description"])[ok],
            "number_delivered": number[ok],
            "first_delivery": first[ok],
            "last_delivery": last[ok],
            "tiv_delivered": tiv[ok],
        },
        dataset=ID,
        unique=False,  # several orders of a year are several rows
    )
    tables = {"arms_orders": orders, "arms_deliveries": table}
    return Reading(tables, problems, len(loaded) + loaded.unread)


def _spread(span: Any, tiv: Any, bad: Any) -> tuple[Any, Any, Any, Any, Any]:
    """Spread each order evenly over its delivery years.

    Returns
    -------
    first, last : (orders,) float
        First and last year of delivery; NaN where none.
    row, year, part : (deliveries,)
        The order, the year, the volume.
    """
    lists = [
        [] if s is None or skip else [int(y) for y in s.split(";")] for s, skip in zip(span, bad, strict=True)
    ]
    counts = np.array([len(x) for x in lists], dtype=np.int64)
    row = np.repeat(np.arange(len(lists)), counts)
    year = np.array([y for x in lists for y in x], dtype=np.int64)
    first = np.array([min(x) if x else np.nan for x in lists])
    last = np.array([max(x) if x else np.nan for x in lists])
    return first, last, row, year, tiv[row] / counts[row]


def _dyad_years(path: Path) -> Reading:
    loaded = read_table(path, columns=_SPREAD)
    expect(loaded, _SPREAD, SOURCE.title)
    year = whole(loaded, "year", 1900)
    tiv = loaded.numbers("tiv")
    loaded.flag(~((tiv >= 0) & np.isfinite(tiv)) & ~loaded.bad, "column tiv: expected an amount")
    supplier, _ = partners_of(loaded, "supplier", year)
    recipient, _ = partners_of(loaded, "recipient", year)
    names = [np.unique(loaded.texts(c).astype(str), return_inverse=True)[1] for c in _SPREAD[:2]]
    loaded.flag(repeated(names[0], names[1], year) & ~loaded.bad, "repeats a pair and year")
    ok = ~loaded.bad
    table = deliveries(supplier[ok], recipient[ok], year[ok], tiv[ok], dataset=ID, approximate=True)
    problems: list[Problem] = list(loaded.problems)
    return Reading({"arms_deliveries": table}, problems, len(loaded) + loaded.unread)


SOURCE = Source(
    id=ID,
    title="SIPRI Arms Transfers Database (trade register)",
    url="https://armstransfers.sipri.org/ArmsTransfer/TransferRegister",
    homepage="https://www.sipri.org/databases/armstransfers",
    files=(
        "sipri_trade_register*.csv",
        "sipri_trade_register*.parquet",
        "trade-register*.csv",
        "sipri_tiv_dyad_year_approx_from_register_*.parquet",
    ),
    signatures=(frozenset(_COLUMNS.values()), frozenset(_COLUMNS)),
    version="March 2025 release",
    covers=(1950, 2024),
    licence="SIPRI terms: non-commercial use with attribution",
    citation="SIPRI Arms Transfers Database, Stockholm International Peace Research Institute",
    tables=("arms_orders", "arms_deliveries"),
    reader=_read,
    note=(
        "The register gives the years of delivery of an order but not how much came in each: deliveries by "
        "year are an even split, an approximation that can be far off in a single year and is fair over five."
    ),
)
