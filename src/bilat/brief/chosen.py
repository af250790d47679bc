"""Which measure faces show as alignment, and the few that may be chosen instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilat.errors import UnknownNameError
from bilat.measures.catalogue import MEASURES, Measure

if TYPE_CHECKING:
    from bilat.record import Record

__all__ = ["ALIGNMENT", "CHOICES", "alignment_measure", "choices"]

#: The measure shown as alignment where none is asked for.
ALIGNMENT = "kappa_linear"

#: Undirected measures by which states may be ranked, mapped and grouped, best first.
CHOICES: tuple[str, ...] = ("kappa_linear", "agreement", "s", "pi_linear", "membership_kappa")


def choices(record: Record) -> tuple[Measure, ...]:
    """Return the measures of alignment that the record holds."""
    return tuple(MEASURES[c] for c in CHOICES if MEASURES[c].table in record.tables)


def alignment_measure(name: str | None, record: Record) -> Measure:
    """Return the measure asked for, or the default.

    Raises
    ------
    UnknownNameError
        If it is not one of `CHOICES`, or not in the record.

    Examples
    --------
    >>> from bilat.record import open_record
    >>> alignment_measure(None, open_record()).name
    'kappa_linear'
    """
    known = {m.name: m for m in choices(record)}
    wanted = name or ALIGNMENT
    if wanted not in known:
        raise UnknownNameError(
            "measure of alignment", wanted, known, f"Alignment can be shown by {', '.join(known)}."
        )
    return known[wanted]
