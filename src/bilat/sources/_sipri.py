"""Names as SIPRI writes them: states, and those it marks as none."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ALIASES", "is_no_state"]

ALIASES: Mapping[str, int] = {
    "Yemen Arab Republic (North Yemen)": 678,
    "East Germany (GDR)": 265,
    "Soviet Union": 365,
    "Viet Nam": 816,
    "UAE": 696,
    "DR Congo": 490,
    "Congo": 484,
    "eSwatini": 572,
    "Bosnia-Herzegovina": 346,
    "Saint Vincent": 57,
    "Micronesia": 987,
}
# entities without a state of their own in the record; rebels carry *, organisations **
_OTHERS = frozenset(
    {
        "Aruba",
        "Biafra",
        "Katanga",
        "Libya GNC",
        "Northern Cyprus",
        "Western Sahara",
        "unknown supplier(s)",
        "unknown recipient(s)",
    }
)
_LOWER = frozenset(n.lower() for n in _OTHERS)


def is_no_state(name: str) -> bool:
    """Say whether SIPRI's `name` is a rebel group, an organisation, a territory or unknown.

    Examples
    --------
    >>> is_no_state("Viet Cong (South Vietnam)*"), is_no_state("Unknown supplier(s)"), is_no_state("China")
    (True, True, False)
    """
    return name.endswith("*") or name.lower() in _LOWER
