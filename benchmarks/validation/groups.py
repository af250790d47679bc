"""Known groups, and agreement with measures that others published."""

from __future__ import annotations

from datetime import date

import numpy as np
from scipy.stats import spearmanr

from benchmarks.validation.data import Panel
from bilat import ledger, states
from bilat.measures import access
from bilat.record import open_record

__all__ = ["against_published", "known_groups"]


def known_groups() -> list[tuple[str, float, float, int]]:
    """Return (what, median of the index, share of it above the median of all pairs, pairs)."""
    record, book = open_record(), ledger.load()

    def codes(name: str, year: int) -> set[int]:
        members = book.organisation(name).members_on(date(year, 6, 30))
        return {c for m in members if (c := states.code_of_iso3(m, year)) is not None}

    out = []
    for label, year, one, two in (
        ("NATO, among themselves", 1975, "NATO", "NATO"),
        ("Warsaw Pact, among themselves", 1975, "Warsaw Pact", "Warsaw Pact"),
        ("NATO with Warsaw Pact", 1975, "NATO", "Warsaw Pact"),
        ("European Union, among themselves", 2010, "European Union", "European Union"),
    ):
        section = access.cross_section(record, "alignment", year)
        a, b = codes(one, year), codes(two, year)
        first, second = np.isin(section.a, list(a)), np.isin(section.b, list(b))
        other = np.isin(section.a, list(b)) & np.isin(section.b, list(a))
        values = section.values[(first & second) | other]
        out.append((f"{label}, {year}", float(np.median(values)),
                    float((values > np.median(section.values)).mean()), len(values)))  # fmt: skip
    return out


def against_published(panel: Panel) -> list[tuple[str, str, float, int]]:
    """Return rank correlations of the index and its factors with published measures, pairs and years pooled."""
    out = []
    for published, sign in (("ideal-point distance", -1), ("alliance S", 1)):
        for name in ("positions", "commitment", "alignment"):
            x, y = panel.x[name], sign * panel.x[published]
            ok = ~np.isnan(x) & ~np.isnan(y)
            out.append((name, published, float(spearmanr(x[ok], y[ok]).statistic), int(ok.sum())))
    return out
