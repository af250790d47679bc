"""How verdicts speak: short plain phrases, one way of saying each thing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["list_words", "ordinal", "percent", "plural", "span", "year_spans"]


def list_words(items: Iterable[str], conjunction: str = "and") -> str:
    """Join words as prose.

    Examples
    --------
    >>> list_words(["votes", "arms", "trade"])
    'votes, arms and trade'
    """
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def ordinal(n: int) -> str:
    """Write a rank.

    Examples
    --------
    >>> ordinal(1), ordinal(2), ordinal(11), ordinal(23)
    ('1st', '2nd', '11th', '23rd')
    """
    suffix = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def percent(share: float) -> str:
    """Write a share in per cent: one decimal below 10%, none above.

    Examples
    --------
    >>> percent(0.0412), percent(0.8)
    ('4.1%', '80%')
    """
    value = 100 * share
    return f"{value:.1f}%" if 0 < value < 10 else f"{value:.0f}%"


def plural(n: int, word: str, many: str | None = None) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> plural(1, "year"), plural(3, "year")
    ('1 year', '3 years')
    """
    return f"{n} {word if n == 1 else many or word + 's'}"


def span(since: int, until: int) -> str:
    """Write a window of years.

    Examples
    --------
    >>> span(1971, 1971), span(2012, 2022)
    ('1971', '2012-2022')
    """
    return str(since) if since == until else f"{since}-{until}"


def year_spans(years: Sequence[int]) -> str:
    """Write a set of years as spans.

    Examples
    --------
    >>> year_spans([1952, 1953, 1954, 1960])
    '1952-1954, 1960'
    """
    spans: list[list[int]] = []
    for year in sorted(set(years)):
        if spans and year == spans[-1][1] + 1:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)
