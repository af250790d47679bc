"""Claims about a stretch of years: what must hold in which of them."""

from __future__ import annotations

from collections.abc import Mapping

from bilat.checking.outcome import Finding

__all__ = ["throughout"]


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
