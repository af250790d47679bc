"""Which measure faces show as alignment, by which they group states, and the few that may be chosen instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilat.errors import UnknownNameError
from bilat.measures.catalogue import MEASURES, Measure

if TYPE_CHECKING:
    from bilat.record import Record

__all__ = ["ALIGNMENT", "GROUPING", "choices", "chosen_measure"]

#: Undirected measures by which pairs may be followed and states ranked, the one shown unless asked otherwise first.
ALIGNMENT: tuple[str, ...] = (
    "alignment",
    "alignment_without_conflict",
    "positions",
    "kappa_linear",
    "agreement",
    "s",
    "pi_linear",
    "membership_kappa",
)
#: Those with a largest value, which makes them distances: states may be mapped and grouped by them.
GROUPING: tuple[str, ...] = ("kappa_linear", "agreement", "s", "pi_linear", "membership_kappa")


def choices(record: Record, among: tuple[str, ...] = ALIGNMENT) -> tuple[Measure, ...]:
    """Return the measures among those named that the record holds."""
    return tuple(MEASURES[c] for c in among if MEASURES[c].table in record.tables)


def chosen_measure(name: str | None, record: Record, among: tuple[str, ...] = ALIGNMENT) -> Measure:
    """Return the measure asked for, or the first that is here.

    Raises
    ------
    UnknownNameError
        If it is not among those named, or not in the record.

    Examples
    --------
    >>> from bilat.record import open_record
    >>> chosen_measure(None, open_record()).name
    'alignment'
    """
    known = {m.name: m for m in choices(record, among)}
    wanted = name or next(iter(known), among[0])
    if wanted not in known:
        raise UnknownNameError(
            "measure of alignment", wanted, known, f"Alignment can be shown by {', '.join(known)}."
        )
    return known[wanted]
