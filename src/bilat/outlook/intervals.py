"""Counts to probabilities with intervals: Dirichlet with Jeffreys' prior, or shrunk to a wider class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bilat.outlook.types import Case, ReferenceClass

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["dirichlet", "reference_class"]

_LOW, _HIGH = 0.05, 0.95


def dirichlet(
    counts: Mapping[str, float], prior: Mapping[str, float] | None = None
) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Return the posterior mean and 90% interval of each outcome's probability.

    Parameters
    ----------
    counts
        Cases by outcome, weighted or not.
    prior
        Pseudo-counts by outcome; Jeffreys' 1/2 each by default. Where an outcome has less than 1/k of k (Perks 1947), the
        interval is that of 1/k: what was never seen is rare, and how rare is not known to the last digit.

    Examples
    --------
    >>> means, bounds = dirichlet({"yes": 0, "abstain": 4, "no": 0})
    >>> round(means["abstain"], 3), [round(b, 2) for b in bounds["abstain"]]
    (0.818, [0.51, 0.99])
    >>> means, bounds = dirichlet({"yes": 20.0, "no": 0.0}, {"yes": 3.0, "no": 0.0})
    >>> means["yes"], [round(b, 2) for b in bounds["yes"]]
    (1.0, [0.92, 1.0])
    """
    from scipy.special import betaincinv

    alpha = {o: n + (0.5 if prior is None else prior[o]) for o, n in counts.items()}
    total = sum(alpha.values())
    means = {o: float(a / total) for o, a in alpha.items()}
    least = {o: n + 1.0 / len(counts) for o, n in counts.items()}
    wide = {o: max(a, least[o]) for o, a in alpha.items()}
    total = sum(wide.values())
    bounds = {
        o: (
            min(float(betaincinv(a, total - a, _LOW)), means[o]),
            max(float(betaincinv(a, total - a, _HIGH)), means[o]),
        )
        for o, a in wide.items()
    }
    return means, bounds


def reference_class(
    name: str,
    definition: str,
    outcomes: Sequence[str],
    cases: Iterable[Case],
    *,
    shown: int = 20,
    prior: Mapping[str, float] | None = None,
    weight: float | None = None,
) -> ReferenceClass:
    """Count cases into a reference class; the latest `shown` are kept for people.

    Examples
    --------
    >>> from datetime import date
    >>> c = reference_class("a", "b", ("yes", "no"), [Case("x", date(2000, 1, 1), "yes")])
    >>> c.counts, c.total
    ({'yes': 1.0, 'no': 0.0}, 1)
    """
    rows = sorted(cases, key=lambda c: c.date, reverse=True)
    counts = {o: float(sum(c.outcome == o for c in rows)) for o in outcomes}
    means, bounds = dirichlet(counts, prior)
    return ReferenceClass(name, definition, counts, means, bounds, tuple(rows[:shown]), len(rows), weight)
