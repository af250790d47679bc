"""Claims about a stretch of years: what must hold in which of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bilat.checking.outcome import Finding
from bilat.checking.thresholds import threshold

__all__ = ["as_far_as_known", "mostly", "throughout"]


def throughout(found: Mapping[int, Finding], first: int) -> tuple[Finding, tuple[int, ...]]:
    """Say whether what was found year by year holds for all of a stretch that begins in `first`.

    One year without it contradicts; if that is only the first (a treaty signed in it that enters into force in the next), it is
    uncertain. A year that nobody knows leaves what else holds unknown.

    Returns
    -------
    finding, years
        The years are those that go against it.

    Examples
    --------
    >>> throughout({1950: "supports", 1951: "supports"}, 1950)
    ('supports', ())
    >>> throughout({1950: "contradicts", 1951: "supports"}, 1950)
    ('uncertain', (1950,))
    >>> throughout({1950: "contradicts", 1951: "contradicts", 1952: "supports"}, 1950)
    ('contradicts', (1950, 1951))
    >>> throughout({1950: "unknown", 1951: "supports"}, 1950)
    ('unknown', ())
    """
    against = tuple(year for year, finding in found.items() if finding == "contradicts")
    if against:
        return ("uncertain" if against == (first,) and len(found) > 1 else "contradicts"), against
    if "unknown" in found.values():
        return "unknown", ()
    return ("uncertain" if "uncertain" in found.values() else "supports"), ()


def mostly(holds: Mapping[int, bool], until: int | None) -> Finding:
    """Say whether enough years hold: all since a year (``until`` is none), two thirds of a closed stretch.

    Of many years since, a single one against leaves it uncertain; so does a closed stretch of which between a third and two thirds hold.

    Examples
    --------
    >>> mostly({1990: True, 1991: True, 1992: False}, None), mostly({1990: True, 1991: True, 1992: True, 1993: False}, 1993)
    ('contradicts', 'supports')
    """
    if until is None:
        found: dict[int, Finding] = {y: "supports" if one else "contradicts" for y, one in holds.items()}
        finding, against = throughout(found, min(holds))
        return "uncertain" if len(against) == 1 and len(holds) >= threshold("many_years") else finding
    part, most = sum(holds.values()) / len(holds), threshold("most_years")
    return "supports" if part >= most else "contradicts" if part <= 1 - most else "uncertain"


def as_far_as_known(finding: Finding, years: Collection[int], since: int, until: int | None) -> Finding:
    """Leave open what was found in too few known years: all since a year must be, and most of a closed stretch.

    Examples
    --------
    >>> as_far_as_known("supports", [2000, 2001], 1990, None), as_far_as_known("supports", [1990, 1992], 1990, 1992)
    ('unknown', 'unknown')
    """
    whole = (until or max(years)) - since + 1
    enough = len(years) == whole if until is None else len(years) >= threshold("most_years") * whole
    return finding if enough else "unknown"
