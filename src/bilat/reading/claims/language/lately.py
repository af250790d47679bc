"""Days told from the day spoken: "on Saturday", "yesterday", "three weeks ago", "last month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = ["day_told"]

_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_NUMBERS = {
    w: n
    for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)
} | {"a": 1}
_DAYS = {"day": 1, "week": 7, "month": 30, "fortnight": 14}
_WEEKDAY = re.compile(rf"\b(?P<which>next |last )?(?P<day>{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_AGO = re.compile(
    rf"\b(?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}}) (?P<unit>day|week|month|fortnight)s? (?:ago|earlier)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:(?P<today>today|tonight|this (?:morning|afternoon|evening|week|month))|(?P<yesterday>yesterday|last night)|last (?P<unit>week|month))\b",
    re.IGNORECASE,
)  # fmt: skip


def day_told(text: str, on: date) -> date | None:
    """Return the day that words told on a day mean, to the nearness of the words; ``None`` if they tell none.

    A weekday is the last one before, or the day spoken from itself.

    Examples
    --------
    >>> day_told("attacked on Saturday", date(1973, 10, 9))
    datetime.date(1973, 10, 6)
    >>> day_told("recalled its ambassador last week", date(2021, 8, 10))
    datetime.date(2021, 8, 3)
    >>> day_told("will meet next Monday", date(2021, 8, 10)) is None
    True
    """
    weekday = _WEEKDAY.search(text)
    if weekday and (weekday["which"] or "").lower() != "next ":
        back = (on.weekday() - _WEEKDAYS[weekday["day"].lower()]) % 7
        return on - timedelta(days=back or (7 if weekday["which"] else 0))
    ago = _AGO.search(text)
    if ago:
        count = int(ago["n"]) if ago["n"].isdecimal() else _NUMBERS[ago["n"].lower()]
        return on - timedelta(days=count * _DAYS[ago["unit"].lower()])
    near = _NEAR.search(text)
    if near:
        return on - timedelta(
            days=0 if near["today"] else 1 if near["yesterday"] else _DAYS[near["unit"].lower()]
        )
    return None
