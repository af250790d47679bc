"""Cooperation short of alliance: joint exercises, defence cooperation agreements, trade agreements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build._years import distinct, extent, in_system, spread, with_successors, years_of
from bilat.measures.build.base import Builder, Built, measure_table

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = [
    "BUILDERS",
    "NEEDS",
    "build_defence_cooperation_year",
    "build_exercises_year",
    "build_trade_agreements_year",
]

_EXERCISES_FROM = 1980
_NO_END = 9999


def build_exercises_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``exercises_year``: joint exercises begun in the year in which both took part."""
    table = tidy["exercises"]
    year = years_of(table, "year")
    first, last = extent("exercises", year, _EXERCISES_FROM, since)
    code = table.column("code").to_numpy().astype(np.int64)
    number = table.column("exercise").to_numpy()
    here = in_system(code, year)
    parts: list[NDArray[np.int64]] = []
    for y in range(first, last + 1):
        rows = np.flatnonzero((year == y) & here)
        codes, i = np.unique(code[rows], return_inverse=True)
        numbers, j = np.unique(number[rows], return_inverse=True)
        took = np.zeros((len(codes), len(numbers)), dtype=np.float32)
        took[i, j] = 1.0
        together = np.triu(took @ took.T, 1)
        a, b = np.nonzero(together)
        parts.append(
            np.column_stack([codes[a], codes[b], np.full(len(a), y), together[a, b].astype(np.int64)])
        )
    out = np.concatenate(parts) if parts else np.zeros((0, 4), dtype=np.int64)
    columns = {"code_a": out[:, 0], "code_b": out[:, 1], "year": out[:, 2], "exercises": out[:, 3]}
    note = "From press reports; exercises of closed states, and small ones, are likely missed."
    return Built(measure_table("exercises_year", columns), ("mme",), (first, last), None, note)


def build_defence_cooperation_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``defence_cooperation_year``: bilateral defence cooperation agreements in force in the year."""
    table = tidy["defence_agreements"]
    first, last = extent("defence_agreements", years_of(table, "signed"), since)
    a, b, year, _ = _in_force(table, first, last)
    (a, b, year), count = distinct(a, b, year)
    columns = {"code_a": a, "code_b": b, "year": year, "agreements": count}
    note = (
        "Agreements signed before the first year are not in the source, so early years count too few. Where "
        "entry into force is unknown, the year of signature is taken; ends are the authors' estimates."
    )
    return Built(measure_table("defence_cooperation_year", columns), ("dcad",), (first, last), None, note)


def build_trade_agreements_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``trade_agreements_year``: 1 if any trade agreement is in force between the two in the year."""
    table = tidy["trade_agreements"]
    first, last = extent("trade_agreements", years_of(table, "year"), since)
    a, b, year, _ = _in_force(table, first, last)
    (a, b, year), _ = distinct(a, b, year)
    columns = {"code_a": a, "code_b": b, "year": year, "in_force": np.ones(len(a), dtype=np.int8)}
    note = "Any agreement with trade concessions, partial ones and customs unions too, from its entry into force."
    if table.column("ends").null_count == table.num_rows:
        note += " Withdrawals are not in the file: agreements count as in force to the last year."
    return Built(measure_table("trade_agreements_year", columns), ("desta",), (first, last), None, note)


def _in_force(table: pa.Table, first: int, last: int) -> tuple[NDArray[np.int64], ...]:
    """Return pairs, years and agreements in force, for agreements with ``in_force`` and ``ends``."""
    begin, end = years_of(table, "in_force"), years_of(table, "ends")
    end = np.where(end < 0, _NO_END, end)
    # no year of entry into force: signed, not (yet) in force
    row, year = spread(np.where(begin < 0, _NO_END, np.maximum(begin, first)), np.minimum(end, last))
    a, b = (table.column(c).to_numpy().astype(np.int64)[row] for c in ("code_a", "code_b"))
    return with_successors(a, b, year, table.column("agreement").to_numpy().astype(np.int64)[row])


NEEDS: dict[str, tuple[str, ...]] = {
    "exercises_year": ("exercises",),
    "defence_cooperation_year": ("defence_agreements",),
    "trade_agreements_year": ("trade_agreements",),
}
BUILDERS: dict[str, Builder] = {
    "exercises_year": build_exercises_year,
    "defence_cooperation_year": build_defence_cooperation_year,
    "trade_agreements_year": build_trade_agreements_year,
}
