"""What goes into the diary, and what comes out: forecasts asked and read, their resolution, the scores of who made them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bilat.outlook.diary import Diary, Line
from bilat.outlook.types import Known, Question
from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.checking.result import Report
    from bilat.outlook.types import Forecast

__all__ = [
    "Kept",
    "Tally",
    "as_csv",
    "entry_of",
    "entry_read",
    "keep_read",
    "kept",
    "settle",
    "stated_probability",
    "tally",
]

#: Who answers when bilat does.
SELF = "bilat"
_FLOOR = 1e-6
_LEAST, _MOST = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Kept(Shown):
    """A forecast of the diary with its resolution and score, if it has come out.

    Attributes
    ----------
    seq, at
        Line number and moment of writing.
    who, outlet, how
        ``bilat`` or the speaker; the article's outlet; ``asked`` or ``read``.
    question
        As `Question.to_dict`.
    probabilities
        By outcome; of a speaker only of what was foreseen: ``foreseen`` and ``otherwise``.
    outcome, resolved, evidence
        How it came out, the day it was known, the row that says so; ``None`` while open.
    brier, log
        Brier score (0-2) and log score; ``None`` while open.
    """

    seq: int
    at: str
    who: str
    outlet: str | None
    how: str
    question: Mapping[str, Any]
    probabilities: Mapping[str, float]
    outcome: str | None = None
    resolved: str | None = None
    evidence: str | None = None
    brier: float | None = None
    log: float | None = None

    @property
    def hindsight(self) -> bool:
        """Whether it was written after the day that it is asked on: then it foretold nothing."""
        return self.at[:10] > str(self.question["asked_on"])

    @property
    def came_true(self) -> bool | None:
        """Whether what the sentence foresaw came about; ``None`` while open or where it foresees nothing."""
        asked = self.question["asked"]
        return None if self.outcome is None or not asked else self.outcome in asked

    def to_dict(self) -> dict[str, Any]:
        """Return one flat row for CSV and JSON."""
        q = self.question
        return {
            "seq": self.seq,
            "at": self.at,
            "who": self.who,
            "outlet": self.outlet,
            "how": self.how,
            "hindsight": self.hindsight,
            "family": q["family"],
            "text": q["text"],
            "asked_on": q["asked_on"],
            "horizon": q["horizon"],
            "actor": q["actor"],
            "target": q["target"],
            "foreseen": list(q["asked"]),
            "probabilities": dict(self.probabilities),
            "rule": q["rule"]["text"],
            "outcome": self.outcome,
            "resolved": self.resolved,
            "evidence": self.evidence,
            "came_true": self.came_true,
            "brier": self.brier,
            "log": self.log,
        }


@dataclass(frozen=True, slots=True)
class Tally(Shown):
    """Forecasts and mean scores of one speaker, outlet and family; those written afterwards apart."""

    who: str
    outlet: str | None
    family: str
    hindsight: bool
    forecasts: int
    resolved: int
    brier: float | None
    log: float | None


def stated_probability(certainty: float) -> float:
    """Return the probability that a statement of that certainty (-3 to 3) is taken to give, 0.05 to 0.95.

    A convention, not an estimate: -3 surely not, 0 even, 3 surely so.

    Examples
    --------
    >>> stated_probability(3), stated_probability(0)
    (0.95, 0.5)
    """
    return min(max(0.5 + 0.15 * certainty, _LEAST), _MOST)


def entry_of(forecast: Forecast, *, outlet: str | None = None, how: str = "asked") -> dict[str, Any]:
    """Return what the diary keeps of bilat's own answer."""
    return {
        "who": SELF,
        "outlet": outlet,
        "how": how,
        "question": forecast.question.to_dict(),
        "probabilities": {k: round(float(v), 6) for k, v in forecast.probabilities.items()},
        "method": forecast.method,
        "classes": [
            {"name": c.name, "counts": dict(c.counts), "total": c.total, "weight": c.weight}
            for c in forecast.classes
        ],
    }


def entry_read(question: Question, who: str, outlet: str | None, certainty: float) -> dict[str, Any]:
    """Return what the diary keeps of a forecast that somebody made in an article."""
    p = round(stated_probability(certainty), 6)
    return {
        "who": who,
        "outlet": outlet,
        "how": "read",
        "question": question.to_dict(),
        "probabilities": {"foreseen": p, "otherwise": round(1 - p, 6)},
        "method": "stated",
        "classes": [],
    }


def keep_read(report: Report, diary: Diary) -> int:
    """Keep the forecasts of a checked article, the speaker's and bilat's own; return how many lines were added.

    A forecast that no family answers has nothing to be resolved by, so it is not kept.
    """
    from bilat.errors import BilatError
    from bilat.outlook.answering import answered, frame_proposition
    from bilat.propositions import Forecast as Foreseen

    entries: list[dict[str, Any]] = []
    outlet = report.article.outlet
    for claim in report.claims:
        if not isinstance(claim.proposition, Foreseen) or not claim.verdict.evidence:
            continue
        try:
            question = frame_proposition(claim.proposition, report.on)
            answer = answered(question, report.on)
        except BilatError:
            continue
        said = claim.statement
        if question.asked:
            speaker = said.speaker.name if said and said.speaker else outlet or "the text"
            entries.append(entry_read(question, speaker, outlet, said.certainty if said else 0.0))
        entries.append(entry_of(answer, outlet=outlet, how="read"))
    return len(diary.append("forecast", entries))


def kept(lines: Iterable[Line]) -> list[Kept]:
    """Join forecasts with their resolutions and score them."""
    lines = list(lines)
    results: dict[int, Mapping[str, Any]] = {x.entry["of"]: x.entry for x in lines if x.kind == "resolution"}
    out = []
    for line in lines:
        if line.kind != "forecast":
            continue
        e, result = line.entry, results.get(line.seq)
        scores = _scores(e, result["outcome"]) if result else (None, None)
        out.append(
            Kept(
                line.seq,
                line.at,
                e["who"],
                e["outlet"],
                e["how"],
                e["question"],
                e["probabilities"],
                result["outcome"] if result else None,
                result["date"] if result else None,
                result["evidence"] if result else None,
                *scores,
            )
        )
    return out


def _scores(entry: Mapping[str, Any], outcome: str) -> tuple[float, float]:
    p: Mapping[str, float] = entry["probabilities"]
    came = outcome if outcome in p else ("foreseen" if outcome in entry["question"]["asked"] else "otherwise")
    brier = sum((value - (name == came)) ** 2 for name, value in p.items())
    return round(brier, 6), round(-math.log(max(p[came], _FLOOR)), 6)


def settle(diary: Diary, known: Known) -> int:
    """Resolve what has come out by what is known; return how many were."""
    from bilat.outlook.families import families

    by_id = {f.id: f for f in families()}
    new = []
    for item in kept(diary.lines()):
        if item.outcome is not None or item.question["family"] not in by_id:
            continue
        question = Question.from_dict(item.question)
        found = by_id[question.family].resolve(question, known)
        if found is not None:
            new.append(
                {
                    "of": item.seq,
                    "outcome": found.outcome,
                    "date": found.date.isoformat(),
                    "evidence": found.evidence,
                }
            )
    return len(diary.append("resolution", new))


def tally(items: Sequence[Kept]) -> list[Tally]:
    """Score by speaker, outlet and family, most forecasts first."""
    groups: dict[tuple[str, str | None, str, bool], list[Kept]] = {}
    for item in items:
        key = (item.who, item.outlet, item.question["family"], item.hindsight)
        groups.setdefault(key, []).append(item)
    out = []
    for (who, outlet, family, hindsight), rows in groups.items():
        brier = [r.brier for r in rows if r.brier is not None]
        log = [r.log for r in rows if r.log is not None]
        out.append(
            Tally(
                who,
                outlet,
                family,
                hindsight,
                len(rows),
                len(brier),
                sum(brier) / len(brier) if brier else None,
                sum(log) / len(log) if log else None,
            )
        )
    return sorted(out, key=lambda t: (-t.forecasts, t.who, t.outlet or "", t.family))


def as_csv(items: Sequence[Kept]) -> str:
    """Return the forecasts as CSV, one a row; a cell that a spreadsheet would take for a formula is quoted."""
    import csv
    import io
    import json

    out = io.StringIO()
    rows = [item.to_dict() for item in items]
    names = list(rows[0]) if rows else ["seq", "at", "who"]
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    for row in rows:
        cells = {
            k: json.dumps(v, ensure_ascii=False) if isinstance(v, dict | list) else v for k, v in row.items()
        }
        writer.writerow(
            {k: f"'{v}" if isinstance(v, str) and v[:1] in "=+-@\t\r" else v for k, v in cells.items()}
        )
    return out.getvalue()
