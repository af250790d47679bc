"""Rows of evidence, made from observations and from facts of the ledger."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilat.measures.catalogue import measure as measure_of
from bilat.types import Evidence

if TYPE_CHECKING:
    from bilat.types import Observation, Provenance

__all__ = ["LEDGER_SOURCE", "fact_row", "measure_row"]

#: What evidence rows name as their source when the fact stands in the hand-written ledger.
LEDGER_SOURCE = "bilat ledger"


def measure_row(
    observation: Observation, text: str = "", rank: int | None = None, of: int | None = None
) -> Evidence:
    """Return one observed value as a row of evidence; an unknown value says why in ``text``."""
    prov: Provenance = observation.provenance
    said = text
    if observation.value is None and observation.reason:
        said = f"{text} {observation.reason}".strip()
    return Evidence(
        dimension=observation.dimension,
        measure=observation.measure,
        value=observation.value,
        low=observation.low,
        high=observation.high,
        year=observation.year,
        rank=rank,
        of=of,
        source=prov.source,
        version=prov.version,
        covers=(prov.covers_from, prov.covers_to),
        text=said or f"{measure_of(observation.measure).label}, {observation.year}",
        citation=prov.citation,
    )


def fact_row(
    dimension: str,
    measure: str,
    value: float | str | None,
    begun: date,
    ended: date | None,
    on: date,
    text: str,
    citation: str,
) -> Evidence:
    """Return a dated fact of the ledger as a row of evidence.

    ``covers`` runs from the year the fact began to the year it ended, or to the day spoken from.
    """
    return Evidence(
        dimension=dimension,
        measure=measure,
        value=value,
        year=begun.year,
        source=LEDGER_SOURCE,
        version=citation,
        covers=(begun.year, max(begun.year, (ended or on).year)),
        text=text,
        citation=citation,
    )
