"""Many checked articles in one table: who claimed what, how often it held, and who contradicts whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.checking.result import Claim, Report

__all__ = ["ClaimTally", "Merged", "Row", "tally"]

_FIRM = ("supported", "contradicted")
#: What claims can be grouped by.
GROUPS = ("outlet", "speaker", "kind", "dimension")


@dataclass(frozen=True, slots=True)
class Row:
    """One group of claims: how many came out which way; ``held`` is the share supported of the firm ones."""

    by: str
    name: str
    claims: int
    supported: int
    contradicted: int
    mixed: int
    unmeasurable: int
    forecast: int

    @property
    def held(self) -> float | None:
        """Share supported among supported and contradicted; ``None`` where none is firm."""
        firm = self.supported + self.contradicted
        return self.supported / firm if firm else None


@dataclass(frozen=True, slots=True)
class Merged:
    """One claim that stands in one article or more: the same proposition, whatever the words."""

    sentence: str
    kind: str
    outcome: str
    articles: tuple[str, ...]
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimTally(Shown):
    """The tables over all articles.

    Attributes
    ----------
    rows
        By outlet, speaker, kind and dimension, the most claims first.
    merged
        Every distinct claim, the one in most articles first.
    contradictions
        Pairs of claims of which one is the denial of the other.
    articles, left_out
        How many articles were counted, and how many could not be read.
    """

    rows: tuple[Row, ...]
    merged: tuple[Merged, ...]
    contradictions: tuple[tuple[Merged, Merged], ...]
    articles: int
    left_out: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Return the tables as plain data."""

        def one(m: Merged) -> dict[str, Any]:
            return {
                "sentence": m.sentence,
                "kind": m.kind,
                "verdict": m.outcome,
                "articles": list(m.articles),
                "speakers": list(m.speakers),
            }

        return {
            "articles": self.articles,
            "left_out": self.left_out,
            "rows": [
                {f: getattr(r, f) for f in ("by", "name", "claims", *_OUTCOMES)} | {"held": r.held}
                for r in self.rows
            ],
            "claims": [one(m) for m in self.merged],
            "contradictions": [[one(a), one(b)] for a, b in self.contradictions],
        }


_OUTCOMES = ("supported", "contradicted", "mixed", "unmeasurable", "forecast")


def tally(reports: Iterable[Report]) -> ClaimTally:
    """Count the claims of checked articles and set those that contradict each other side by side.

    Examples
    --------
    >>> import bilat
    >>> one = bilat.check("India abstained on A/RES/68/262.", date="2015-01-01", outlet="A Paper")
    >>> two = bilat.check("India did not abstain on A/RES/68/262.", date="2015-01-01", outlet="B Paper")
    >>> found = tally([one, two])
    >>> [(r.name, r.held) for r in found.rows if r.by == "outlet"], len(found.contradictions)
    ([('A Paper', 1.0), ('B Paper', 0.0)], 1)
    """
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    same: dict[str, list[tuple[Claim, Report]]] = defaultdict(list)
    articles = 0
    for report in reports:
        articles += 1
        for claim in report.claims:
            for by, name in _groups(claim, report):
                counts[by, name][claim.verdict.outcome] += 1
            # What "now" means differs by the day spoken from: only claims of one day are one claim.
            key = f"{report.on} {claim.proposition.model_dump_json()}"
            same[key].append((claim, report))
    merged = {key: _merged(found) for key, found in same.items()}
    rows = [Row(by, name, sum(c.values()), *(c[o] for o in _OUTCOMES)) for (by, name), c in counts.items()]
    rows.sort(key=lambda r: (GROUPS.index(r.by), -r.claims, r.name))
    return ClaimTally(
        tuple(rows),
        tuple(sorted(merged.values(), key=lambda m: (-len(m.articles), m.sentence))),
        tuple(_contradictions(same, merged)),
        articles,
    )


def _groups(claim: Claim, report: Report) -> list[tuple[str, str]]:
    speaker = claim.statement.speaker if claim.statement else None
    return [
        ("outlet", report.article.outlet or "no outlet named"),
        ("speaker", speaker.name if speaker else "the article itself"),
        ("kind", claim.kind),
        *(("dimension", d) for d in dict.fromkeys(row.dimension for row in claim.evidence)),
    ]


def _merged(found: Sequence[tuple[Claim, Report]]) -> Merged:
    claim = found[0][0]
    titles = (r.article.title or r.article.outlet or "untitled" for _c, r in found)
    speakers = (
        c.statement.speaker.name if c.statement and c.statement.speaker else "the article itself"
        for c, _r in found
    )
    return Merged(
        claim.sentence,
        claim.kind,
        claim.verdict.outcome,
        tuple(dict.fromkeys(titles)),
        tuple(dict.fromkeys(speakers)),
    )


def _contradictions(
    same: dict[str, list[tuple[Claim, Report]]], merged: dict[str, Merged]
) -> Iterable[tuple[Merged, Merged]]:
    """Yield pairs of which one denies the other, each pair once."""
    for key, found in same.items():
        claim, report = found[0]
        if claim.proposition.negated:
            continue
        denial = claim.proposition.model_copy(update={"negated": True})
        other = f"{report.on} {denial.model_dump_json()}"
        if other in merged:
            yield merged[key], merged[other]
