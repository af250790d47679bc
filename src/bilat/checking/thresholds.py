"""The numbers verdicts turn on, each with its reason. docs/checking.md prints this table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["THRESHOLDS", "Threshold", "lag", "threshold"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold: its value, its unit, and why it is so."""

    name: str
    value: float
    unit: str
    reason: str


_ALL = (
    Threshold(
        "supported_at",
        0.90,
        "probability",
        "A verdict is firm only when the measure's own uncertainty leaves one chance in ten at most.",
    ),
    Threshold("contradicted_at", 0.10, "probability", "The mirror of supported_at."),
    Threshold(
        "share_about",
        0.05,
        "share",
        "'About 30%' is right within five points: people round to the nearest ten.",
    ),
    Threshold(
        "share_about_small",
        0.25,
        "ratio",
        "A small share is right within a quarter of itself: five points would make 3% right for 8%.",
    ),
    Threshold(
        "growth_about",
        0.15,
        "ratio",
        "'Doubled' is right from a factor of 1.7 to 2.3: trade statistics of two reporters differ by as much.",
    ),
    Threshold(
        "fresh",
        1,
        "years",
        "A claim about now is judged only on figures at most this much older than the last complete year; "
        "older ones are shown 'as of' and do not count. A claim that names past years is judged only on figures that reach them.",
    ),
    Threshold(
        "recent",
        5,
        "years",
        "'In recent years' and 'sells arms' mean the last five: arms contracts are delivered over about that long.",
    ),
    Threshold(
        "ceased",
        3,
        "years",
        "'Has stopped arming', with no year: no delivery in the last three covered years; the stop may be a recent one.",
    ),
    Threshold(
        "lately",
        2,
        "years",
        "'The resolution condemning the invasion', with no name in it, is one of the last two years if one fits.",
    ),
    Threshold(
        "recent_disputes",
        10,
        "years",
        "'Have territorial disputes in recent years' looks back ten, since claims are listed by year in force.",
    ),
    Threshold(
        "most_years",
        0.67,
        "share",
        "'In the 1990s' asks that a rank or share held in two thirds of the known years; a third of them or fewer contradict it.",
    ),
    Threshold(
        "many_years",
        10,
        "years",
        "'Since 1990' asks for every year; of at least so many, a single one that goes against it leaves the verdict open.",
    ),
    Threshold(
        "rollcall_score",
        0.55,
        "score",
        "Words must fit a roll call at least this well to name it: below it, one common word would do.",
    ),
    Threshold(
        "candidate_score", 0.80, "ratio", "A roll call this close to the best match is named as a candidate."
    ),
)

#: Name to threshold.
THRESHOLDS: dict[str, Threshold] = {t.name: t for t in _ALL}


def threshold(name: str) -> float:
    """Return the value of a threshold.

    Examples
    --------
    >>> threshold("supported_at")
    0.9
    """
    return THRESHOLDS[name].value


def lag(until: int | None, on: date) -> int:
    """Return by how many years figures may end before the years asked about.

    Examples
    --------
    >>> lag(None, date(2024, 5, 1)), lag(2024, date(2024, 5, 1)), lag(2022, date(2024, 5, 1))
    (1, 1, 0)
    """
    return int(threshold("fresh")) if until in (None, on.year) else 0
