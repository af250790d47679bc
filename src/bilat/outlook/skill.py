"""The skill of each family, as its backtest measured it: files written by `bilat outlook backtest`, never by hand.

`Scores` is what a backtest returns; it is kept as ``skill/FAMILY.json`` beside this module, and answers quote it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import StoreError
from bilat.outlook import scoring
from bilat.shown import Shown

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = ["FOLDER", "Line", "Scores", "load", "save", "score_methods", "statement"]

FOLDER = Path(__file__).parent / "skill"


@dataclass(frozen=True, slots=True)
class Line:
    """The scores of one method on one split.

    Attributes
    ----------
    split, method
        E.g. ``"all"``, ``"new titles"``, ``"2005-2014"``; and ``"base rate"``, ``"majority"``, a rule, ``"model"``.
    n, groups
        Rows, and the roll calls or episodes they belong to.
    brier, log
        Mean multi-class Brier (0-2) and log score.
    rps
        Mean ranked probability score, ``None`` for unordered outcomes.
    ece
        Expected calibration error over all outcomes.
    skill, low, high
        1 - Brier / Brier of the base rate on the same rows, with its 90% bootstrap interval over groups.
    """

    split: str
    method: str
    n: int
    groups: int
    brier: float
    log: float
    rps: float | None
    ece: float
    skill: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Scores(Shown):
    """A family's backtest.

    Attributes
    ----------
    family
        Its id.
    design
        What was forecast from what, which years, what was tuned where: one paragraph for people.
    group
        What hangs together: "roll call", "episode".
    base, model
        Names of the methods that answer as base rate and as model (``model`` is ``""`` where there is none).
    lines
        Every method on every split; the split ``"all"`` decides whether the model answers.
    curve
        Calibration of the answering method: (forecast, observed, n).
    notes
        What should be known when reading the figures.
    """

    family: str
    design: str
    group: str
    base: str
    model: str
    lines: tuple[Line, ...]
    curve: tuple[tuple[float, float, int], ...] = ()
    notes: tuple[str, ...] = ()

    def line(self, method: str, split: str = "all") -> Line | None:
        """Return the scores of a method on a split, if it was scored there."""
        return next((x for x in self.lines if x.method == method and x.split == split), None)

    def headline(self) -> tuple[tuple[Line, Line], ...]:
        """Return base and model on all questions; where kinds were scored apart only, on each kind."""
        kinds = dict.fromkeys(x.split for x in self.lines if ", " not in x.split)
        found = [
            (self.line(self.base, k), self.line(self.model, k))
            for k in (["all"] if "all" in kinds else kinds)
        ]
        return tuple((base, model) for base, model in found if base and model)

    def skilled(self, split: str = "all") -> bool:
        """Say whether the model beats the base rate: the interval of its skill lies above 0."""
        found = self.line(self.model, split) if self.model else None
        return found is not None and found.low is not None and found.low > 0

    def beats(self, method: str, split: str) -> bool:
        """Say whether a method surely beats the base rate on a split that was scored."""
        found = self.line(method, split)
        return found is not None and found.low is not None and found.low > 0

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return asdict(self)


def score_methods(
    methods: Mapping[str, ArrayLike],
    y: ArrayLike,
    group: ArrayLike,
    base: str,
    *,
    split: str = "all",
    ordered: bool = False,
    draws: int = 1000,
) -> list[Line]:
    """Score every method on the same rows against the method named `base`.

    Parameters
    ----------
    methods
        Name to (n, k) probabilities.
    y, group
        (n,) index of the outcome; (n,) roll call or episode.
    """
    seen, groups = np.asarray(y), np.asarray(group)
    reference = scoring.brier(methods[base], seen)
    out = []
    for name, p in methods.items():
        own = scoring.brier(p, seen)
        low, high = (
            scoring.skill_interval(own, reference, groups, draws) if name != base else (math.nan, math.nan)
        )
        out.append(
            Line(
                split,
                name,
                len(seen),
                len(np.unique(groups)),
                round(float(own.mean()), 4),
                round(float(scoring.log_score(p, seen).mean()), 4),
                round(float(scoring.ranked_probability(p, seen).mean()), 4) if ordered else None,
                round(scoring.ece(p, seen), 4),
                round(scoring.skill(own, reference), 4) if name != base else None,
                None if math.isnan(low) else round(low, 4),
                None if math.isnan(high) else round(high, 4),
            )
        )
    return out


def save(scores: Scores, folder: Path = FOLDER) -> Path:
    """Write a family's scores beside the package's others."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{scores.family}.json"
    path.write_text(json.dumps(scores.to_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    load.cache_clear()
    return path


@cache
def load(family: str, folder: Path = FOLDER) -> Scores | None:
    """Return a family's scores, or ``None`` if no backtest was kept."""
    path = folder / f"{family}.json"
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        data["lines"] = tuple(Line(**line) for line in data["lines"])
        data["curve"] = tuple((f, o, n) for f, o, n in data["curve"])
        data["notes"] = tuple(data["notes"])
        return Scores(**data)
    except (ValueError, KeyError, TypeError) as exc:
        raise StoreError(
            f"The skill file {path} is damaged: {exc}.", "Run `bilat outlook backtest` again."
        ) from exc


def statement(scores: Scores | None, split: str = "all", caveats: Sequence[str] = ()) -> str:
    """Say in words what the backtest showed, for the foot of an answer."""
    if scores is None:
        return " ".join(("No backtest of this family was kept: the base rate answers.", *caveats))
    base = scores.line(scores.base, split)
    own = scores.line(scores.model, split) if scores.model else None
    if base is None:
        return " ".join(("The backtest has no figures for this kind of question.", *caveats))
    where = "" if split == "all" else f" ({split})"
    groups = f"{base.groups} {scores.group}s"
    if own is None or own.skill is None:
        text = f"Backtest{where}: Brier {base.brier:.3f} for the base rate over {groups}; there is no model."
    elif scores.skilled(split):
        text = (
            f"Backtest{where}: Brier {own.brier:.3f} against {base.brier:.3f} for the base rate over {groups}; "
            f"skill {own.skill:.2f} (90% {own.low:.2f} to {own.high:.2f})."
        )
    else:
        span = "" if own.low is None else f" (90% {own.low:.2f} to {own.high:.2f})"
        text = (
            f"Backtest{where}: the model's skill over the base rate is {own.skill:.2f}{span} on {groups}, "
            "not surely above 0: the base rate answers."
        )
    return " ".join((text, *caveats))
