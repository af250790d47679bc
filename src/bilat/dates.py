"""Days as users write them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime

from bilat.errors import InputError

__all__ = ["FIRST_DAY", "MONTHS", "day", "day_in_record"]

#: The record starts with the United Nations' first votes.
FIRST_DAY = date(1946, 1, 1)
_NAMES = "january february march april may june july august september october november december"
#: English names of the months in lower case, to their numbers.
MONTHS = {name: number for number, name in enumerate(_NAMES.split(), start=1)}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # other ISO forms differ between versions of Python


def day(value: date | str | None) -> date | None:
    """Return a day from ``YYYY-MM-DD`` (or a date, or ``None``).

    Raises
    ------
    InputError
        If it is not a day of the calendar.

    Examples
    --------
    >>> day("2022-02-08")
    datetime.date(2022, 2, 8)
    """
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        with suppress(ValueError):  # such as 2022-02-30
            return date.fromisoformat(found.group())
    raise InputError(f"{value!r:.60} is not a day.", "Write it as YYYY-MM-DD, for example 2022-02-08.")


def day_in_record(value: date | str | None) -> date | None:
    """Return a day on which the record can be asked: from 1946 to today.

    Raises
    ------
    InputError
        If it lies before 1946 or in the future.
    """
    found = day(value)
    if found is None:
        return None
    if found < FIRST_DAY:
        raise InputError(
            f"{found} lies before the record, which starts on {FIRST_DAY}.", "Give a day from 1946 on."
        )
    if found > date.today():
        raise InputError(
            f"{found} lies in the future.", "bilat judges what has happened; give today or an earlier day."
        )
    return found
