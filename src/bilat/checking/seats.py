"""Whose seat a vote was: China's at the United Nations was held by the Republic of China until 25 October 1971."""

from __future__ import annotations

from datetime import date

__all__ = ["seat_note", "seats_over"]

_CHINA = 710
_PRC_SEATED = date(1971, 10, 25)
_TO_TAIPEI = date(1949, 12, 7)
_LAST_NANJING = 1949


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


def seats_over(states: tuple[str, ...], since: int) -> tuple[str, ...]:
    """Return what must be said of China's votes over a window that begins in the years before 1950.

    The voting data have the seat under China's number to 1949 and under Taiwan's after that, so that a window that begins
    before 1950 counts votes of the government in Nanjing.

    Examples
    --------
    >>> seats_over(("CHN", "USA"), 1946)
    ("China's votes of 1946-1949 are those of the Republic of China's government (Nanjing), not of Beijing.",)
    >>> seats_over(("CHN", "USA"), 1971), seats_over(("RUS", "USA"), 1946)
    ((), ())
    """
    if "CHN" not in states or since > _LAST_NANJING:
        return ()
    return (
        f"China's votes of {max(since, 1946)}-{_LAST_NANJING} are those of the Republic of China's government (Nanjing), "
        "not of Beijing.",
    )
