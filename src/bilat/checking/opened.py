"""Record and ledger, opened once for each day and state of the store, so that later questions are warm."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilat.ledger import Ledger
    from bilat.record import Record

__all__ = ["opened"]

_kept: dict[object, tuple[Record, Ledger]] = {}


def opened(as_of: date | None = None) -> tuple[Record, Ledger]:
    """Return record and ledger as known by a day; the last pair is kept until the store changes.

    Examples
    --------
    >>> record, ledger = opened()
    >>> record is opened()[0]
    True
    """
    from bilat import ledger as ledger_room
    from bilat.record import open_record, store_key

    key = (store_key(), as_of)
    if key not in _kept:
        ledger = ledger_room.load()
        _kept.clear()
        _kept[key] = (open_record(as_of=as_of), ledger.known_by(as_of) if as_of else ledger)
    return _kept[key]
