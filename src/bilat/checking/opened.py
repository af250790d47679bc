"""Record and ledger, opened once for each day and state of the store, so that later questions are warm."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilat.ledger import Ledger
    from bilat.record import Record

__all__ = ["opened"]

#: The present record and those of two earlier days, each a hundred megabytes: a reader goes back and forth.
_MOST = 3
_kept: dict[object, tuple[Record, Ledger]] = {}
_opening = Lock()


def opened(as_of: date | None = None) -> tuple[Record, Ledger]:
    """Return record and ledger as known by a day; the last few are kept.

    Examples
    --------
    >>> record, ledger = opened()
    >>> record is opened()[0]
    True
    """
    from bilat import ledger as ledger_room
    from bilat.record import open_record, store_key

    key = (store_key(), as_of)
    # the web app asks from several threads
    with _opening:
        if key not in _kept:
            ledger = ledger_room.load()
            while len(_kept) >= _MOST:
                del _kept[next(iter(_kept))]
            _kept[key] = (open_record(as_of=as_of), ledger.known_by(as_of) if as_of else ledger)
        _kept[key] = _kept.pop(key)  # the one asked for longest ago goes first
        return _kept[key]
