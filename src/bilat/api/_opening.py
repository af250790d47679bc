"""What the functions of the Python face share: days as they are given, and the record opened for them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilat.dates import day

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.ledger import Ledger
    from bilat.record import Record

__all__ = ["Day", "bench_of", "opened_record", "today"]

#: A day: a date, ``YYYY-MM-DD``, or nothing.
Day = date | str | None


def opened_record(as_of: Day) -> tuple[Record, Ledger]:
    """Return the record and the ledger as of a day; kept open between calls."""
    from bilat.checking.opened import opened

    return opened(day(as_of))


def bench_of(on: Day, as_of: Day) -> Bench:
    """Return what judges and briefs work with, on the day spoken from."""
    from bilat.checking.context import Bench

    record, ledger = opened_record(as_of)
    return Bench(record, ledger, day(on) or today(), day(as_of))


def today() -> date:
    """Return today: the day spoken from where none is given."""
    return date.today()
