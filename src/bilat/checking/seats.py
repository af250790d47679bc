"""Whose seat a vote was: China's at the United Nations was held by the Republic of China until 25 October 1971."""

from __future__ import annotations

from datetime import date

__all__ = ["seat_note"]

_CHINA = 710
_PRC_SEATED = date(1971, 10, 25)
_TO_TAIPEI = date(1949, 12, 7)


def seat_note(code: int, on: date) -> str:
    """Return what must be said of a vote by this code on a day; mostly nothing.

    Examples
    --------
    >>> seat_note(710, date(1960, 1, 1))
    "China's seat was held by the Republic of China (Taipei) until 25 October 1971: the vote is not Beijing's."
    >>> seat_note(710, date(2014, 3, 27))
    ''
    """
    if code != _CHINA or on >= _PRC_SEATED:
        return ""
    capital = "Nanjing" if on < _TO_TAIPEI else "Taipei"
    return (
        f"China's seat was held by the Republic of China ({capital}) until 25 October 1971: "
        "the vote is not Beijing's."
    )
