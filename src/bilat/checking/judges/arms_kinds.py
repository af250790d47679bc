"""Deliveries of one kind of weapon: "sold submarines to", where the record of all deliveries says too little."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bilat.checking.words import year_spans
from bilat.measures.weapons import MODEL, named
from bilat.types import Evidence

if TYPE_CHECKING:
    import pyarrow as pa

    from bilat.checking.context import Bench

__all__ = ["OfKind", "sent"]

_TABLE = "arms_kinds_year"


@dataclass(frozen=True)
class OfKind:
    """The years in which weapons of a kind were delivered; ``None`` where the record does not tell kinds apart."""

    years: list[int] | None
    row: Evidence | None = None


def sent(bench: Bench, weapons: str, pairs: list[tuple[int, int]]) -> OfKind:
    """Return the years in which weapons of all the kinds named were delivered, by any of the pairs of codes.

    A model ("F-16s") says more than its kind, and small arms and ammunition are in no register of major weapons: of
    those, and of what is named beside them, nothing is known, unless another kind named did not come at all.
    """
    record = bench.record
    model = MODEL.search(weapons)
    orders = record.tidy("arms_orders") if model and "arms_orders" in record.tidy_tables else None
    if model and orders is not None:
        return _of_model(orders, model.group(0), pairs)
    each = [named(words) for words in weapons.split(" and ")]
    counted = [k for k in each if k]
    if not counted or _TABLE not in record.tables:
        return OfKind(None)
    column = partial(record.column, _TABLE)
    mine = np.zeros(len(column("year")), dtype=bool)
    for supplier, recipient in pairs:
        mine |= (column("source") == supplier) & (column("target") == recipient)
    kinds, when = column("kinds")[mine], column("year")[mine]
    years = sorted({int(y) for y in when[(kinds & counted[0]) != 0]})
    lacking = not years
    for more in counted[1:]:
        theirs = {int(y) for y in when[(kinds & more) != 0]}
        lacking |= not theirs
        years = sorted({*years, *theirs})
    if lacking:
        years = []
    elif len(counted) < len(each):
        return OfKind(None)
    known = record.coverage(_TABLE).provenance
    row = Evidence(
        dimension="arms",
        measure=f"deliveries of {weapons}",
        value=len(years),
        year=max(years, default=known.covers_to),
        source=known.source,
        version=known.version,
        covers=(known.covers_from, known.covers_to),
        text=f"From the first to the last delivery of orders of {weapons}: {year_spans(years) if years else 'none'}.",
        citation=known.citation,
    )
    return OfKind(years, row)


def _of_model(orders: pa.Table, model: str, pairs: list[tuple[int, int]]) -> OfKind:
    """Look for a model among the orders of an imported register; one that is not found may have another name there."""
    wanted = _letters(model)
    rows = orders.select(
        ["supplier", "recipient", "designation", "first_delivery", "last_delivery"]
    ).to_pylist()
    years: set[int] = set()
    for row in rows:
        ours = (row["supplier"], row["recipient"]) in pairs and row["first_delivery"] is not None
        if ours and _letters(row["designation"] or "").startswith(wanted):
            years |= set(range(int(row["first_delivery"]), int(row["last_delivery"]) + 1))
    return OfKind(sorted(years)) if years else OfKind(None)


def _letters(model: str) -> str:
    return re.sub(r"[^a-z0-9]", "", model.lower().removesuffix("s"))
