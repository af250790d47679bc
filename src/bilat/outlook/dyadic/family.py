"""A family of questions over pairs and years: what its kinds share, from the base rate to the backtest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.errors import CoverageError
from bilat.outlook import skill
from bilat.outlook.dyadic import fitted
from bilat.outlook.dyadic.backtesting import (
    BASE,
    MODEL,
    add_recent_rate,
    lines_of,
    origins,
    recent_rate,
    roll,
    yearly_counts,
)
from bilat.outlook.dyadic.histories import history
from bilat.outlook.dyadic.kinds import Kind, Rows, row_in, rows_of
from bilat.outlook.dyadic.lookup import Lookup, Only, lookup_of
from bilat.outlook.intervals import dirichlet, reference_class
from bilat.outlook.types import Case, Forecast, Question, ReferenceClass, Resolution, Rule

if TYPE_CHECKING:
    from bilat.outlook.asked import Asked
    from bilat.outlook.dyadic.logit import Logit
    from bilat.outlook.types import Condition, Known

__all__ = ["PairFamily", "make_question"]

_SIMILAR, _LISTED, _BACK = 5, 12, 40
#: Years that the last known value of a feature is carried forward where its source has ended.
_CARRIED = 15


@dataclass(frozen=True, eq=False)
class _Past:
    """Past cases of an answer, and where a model places them: its reference class and its similar cases both look."""

    rows: Rows

    @cached_property
    def keys(self) -> np.ndarray:
        """A number for who is in each case."""
        who = self.rows.who
        return np.asarray(who @ (1000 ** np.arange(who.shape[1])))

    @cached_property
    def _placed(self) -> dict[int, np.ndarray]:
        return {}

    def placed(self, model: Logit) -> np.ndarray:
        """Return the cases in a model's own units, (n, k)."""
        if id(model) not in self._placed:
            self.rows.features.setdefault("recent rate", np.full(len(self.rows), np.nan))
            self._placed[id(model)] = model.place(self.rows.matrix(model.names))
        return self._placed[id(model)]


@dataclass(frozen=True)
class PairFamily:
    """A family whose kinds are `Kind` s; ``framing`` makes its questions, ``measured`` what else its backtest measures."""

    id: str
    title: str
    asks: str
    reference_class: str
    model: str
    resolved_by: str
    examples: tuple[str, ...]
    kinds: tuple[Kind, ...]
    framing: Callable[[Asked, PairFamily], Question | None]
    notes: tuple[str, ...] = ()
    measured: Callable[[Lookup, Callable[[str], None]], tuple[str, ...]] | None = None

    @property
    def kind_names(self) -> tuple[str, ...]:
        """Names of its kinds: each has its own line in the backtest, which decides whether its model answers."""
        return tuple(k.name for k in self.kinds)

    def kind(self, name: str) -> Kind:
        """Return one of its kinds."""
        return next(k for k in self.kinds if k.name == name)

    def frame(self, asked: Asked) -> Question | None:
        """Make a question, or return ``None`` where it is not of this family."""
        return self.framing(asked, self)

    def base_rate(self, question: Question, known: Known) -> ReferenceClass:
        """Count the windows that had closed before the year of the question."""
        return self._base(question, known, _Past(self._focus(question, known)), None)

    def answer(self, question: Question, known: Known) -> Forecast:
        """Answer: base rate, the model's adjustment where the backtest shows skill, the most similar past cases."""
        kind = self.kind(question.details["kind"])
        year, h = question.asked_on.year, _years(question)
        past = _Past(self._focus(question, known))
        own = self._row(question, known)
        kept = fitted.load(self.id).get(kind.name)
        scores = skill.load(self.id)
        found = kept.model(year) if kept is not None else None
        base = self._base(question, known, past, found[1] if found else None, own)
        notes = _for_kind(self.notes, kind, self.kind_names)
        if question.condition is not None and kind.suppose is None:
            notes.append(
                "No class holds the condition: this is the answer without it, and it is resolved whether or not the "
                "condition comes about."
            )
        p, bounds = base.probabilities[kind.yes], base.intervals[kind.yes]
        method = BASE
        if found is not None and kept is not None and scores is not None and scores.skilled(kind.name):
            origin, model = found
            own.features["recent rate"] = np.array([recent_rate(list(kept.counts), year, kind.horizon)])
            carried = self._carry(question, known, own, model.names, list(kept.counts))
            x = own.matrix(model.names)
            low, high = model.interval(x)
            p, bounds, method = float(model.predict(x)[0]), (float(low[0]), float(high[0])), MODEL
            notes.append(f"The model was fitted on windows closed before {origin}: {_pushes(model, x)}.")
            if carried:
                said = ", ".join(f"{n} (as for {t})" for n, t in sorted(carried.items()))
                notes.append(
                    f"The source had ended before the day; the last known value is carried forward: {said}."
                )
            unknown = sorted(n for n in model.names if np.isnan(own.features[n][0]))
            if unknown:
                notes.append(f"Not known on the day: {', '.join(unknown)}.")
        if h != kind.horizon:
            p, *bounds_ = (_stretched(q, h / kind.horizon) for q in (p, *bounds))
            bounds = (bounds_[0], bounds_[1])
            notes.append(
                f"Counted and fitted for {kind.horizon} years; turned into {h} at a constant yearly chance."
            )
        found_by_backtest = [n for n in (scores.notes if scores else ()) if n not in self.notes]
        notes += [n.split(": ", 1)[1] for n in found_by_backtest if n.startswith(f"{kind.name}: ")]
        ends = _source_ends(kind.measure)
        if ends < question.horizon.year:
            notes.append(
                f"The source that resolves it ends in {ends}: it stays open until a later version is imported."
            )
        return Forecast(
            question,
            {kind.yes: p, kind.no: 1 - p},
            {kind.yes: bounds, kind.no: (1 - bounds[1], 1 - bounds[0])},
            (base,),
            self._similar(kind, past, own, found[1] if found else None),
            "model" if method == MODEL else "base rate",
            skill.statement(scores, kind.name),
            tuple(notes),
        )

    def resolve(self, question: Question, known: Known) -> Resolution | None:
        """Look the outcome up in the record, once it covers what decides it."""
        kind = self.kind(question.details["kind"])
        who = tuple(states.get(i, question.asked_on).code for i in question.details["who"])
        # by the record, not by supposition: where the condition never came about, it stays open
        rows = rows_of(kind, lookup_of(known.record), question.asked_on.year, _years(question), who, False)
        if rows is None or rows.y[0] < 0:
            return None
        outcome = kind.yes if rows.y[0] == 1 else kind.no
        return Resolution(
            outcome, date(int(rows.decided[0]), 12, 31), f"{kind.case(rows, 0)}: {outcome}. {kind.rule}"
        )

    def backtest(self, known: Known, progress: Callable[[str], None]) -> skill.Scores:
        """Score every kind with rolling origin; keeps the scores, counts and models that answers use."""
        scores = self.scored(lookup_of(known.record), progress, keep=True)
        skill.save(scores)
        return scores

    def scored(
        self, lookup: Lookup, progress: Callable[[str], None], keep: bool = False, since: int = 1950
    ) -> skill.Scores:
        """Score every kind on a record; with ``keep``, write what answers need."""
        lines: list[skill.Line] = []
        kept: dict[str, fitted.Fitted] = {}
        pooled: dict[str, list[np.ndarray]] = {BASE: [], MODEL: [], "y": [], "group": []}
        for n, kind in enumerate(self.kinds):
            rows = kind.build(lookup, since, _last(kind, lookup), kind.horizon, ())
            if not rows.whole.any():
                raise CoverageError(f"The record has no closed case of {kind.name}.", "Import its source.")
            counts = add_recent_rate(rows, kind.horizon)
            rolled = roll(kind, rows, progress)
            lines += lines_of(rolled)
            kept[kind.name] = fitted.Fitted(kind.horizon, tuple(counts), origins(kind, rows))
            for name in (BASE, MODEL):
                pooled[name].append(rolled.methods.get(name, rolled.methods[BASE]))
            pooled["y"].append(1 - rolled.rows.y)
            pooled["group"].append(rolled.rows.group + 10_000_000 * n)
        joined = {k: np.concatenate(v) for k, v in pooled.items()}
        both = {m: np.stack([joined[m], 1 - joined[m]], axis=1) for m in (BASE, MODEL)}
        lines = skill.score_methods(both, joined["y"], joined["group"], BASE) + lines
        from bilat.outlook.scoring import calibration

        curve = tuple((b.forecast, b.observed, b.n) for b in calibration(both[MODEL], joined["y"]))
        if keep:
            fitted.save(self.id, kept)
        found = self.measured(lookup, progress) if self.measured else ()
        able = skill.Scores(self.id, _DESIGN, "group", BASE, MODEL, tuple(lines))
        by = ", ".join(f"{k.name} with the {MODEL if able.skilled(k.name) else BASE}" for k in self.kinds)
        return skill.Scores(
            self.id,
            _DESIGN,
            "group",
            BASE,
            MODEL,
            tuple(lines),
            curve,
            (_POOLED, f"Answers {by}.", *found, *self.notes),
        )

    def _base(
        self, question: Question, known: Known, past: _Past, model: Logit | None, own: Rows | None = None
    ) -> ReferenceClass:
        kind = self.kind(question.details["kind"])
        kept = fitted.load(self.id).get(kind.name)
        year = question.asked_on.year
        if kept is not None:
            counts = kept.before(year)
        else:  # no backtest was kept: count the record itself
            rows = kind.build(lookup_of(known.record), 1950, year - kind.horizon, kind.horizon, ())
            counts = [c for c in yearly_counts(rows) if c[0] + kind.horizon <= year]
        yes, n = sum(c[1] for c in counts), sum(c[2] for c in counts)
        if not n:
            raise CoverageError(
                f"No window of the class “{kind.name}” had closed before {year}.", "Ask on a later day."
            )
        tally = {kind.yes: float(yes), kind.no: float(n - yes)}
        means, bounds = dirichlet(tally)
        if len(counts) >= 5:
            low, high = _by_years(tuple(counts))
            bounds = {kind.yes: (low, high), kind.no: (1 - high, 1 - low)}
        cases = self._cases(kind, past, own, model, _LISTED)
        listed = reference_class(kind.name, kind.definition, kind.outcomes, cases, shown=_LISTED)
        return replace(listed, counts=tally, probabilities=means, intervals=bounds, total=n)

    def _focus(self, question: Question, known: Known) -> Rows:
        """Return past cases in which a state of the question took part, windows closed."""
        kind = self.kind(question.details["kind"])
        who = tuple(states.get(i, question.asked_on).code for i in question.details["who"])
        year = question.asked_on.year
        first, last = max(1950, year - _BACK), year - kind.horizon
        if kind.by_year:
            return history(kind, known.record, first, last, who)
        rows = kind.build(lookup_of(known.record), first, last, kind.horizon, who)
        same = rows.who == np.array(who)  # in the same part: a third state is like third states
        alike = same.any(axis=1) if kind.ordered else np.ones(len(rows), bool)
        return rows.take(rows.whole & alike)

    def _row(self, question: Question, known: Known) -> Rows:
        kind = self.kind(question.details["kind"])
        who = tuple(states.get(i, question.asked_on).code for i in question.details["who"])
        rows = rows_of(kind, lookup_of(known.record), question.asked_on.year, kind.horizon, who)
        if rows is None:
            names = [states.name(c, question.asked_on) for c in who]
            raise CoverageError(
                f"{kind.sentence.format(*names)} is no case of the class on {question.asked_on}: {kind.definition}",
                "Ask about states of that class, or on another day.",
            )
        return rows

    def _carry(
        self,
        question: Question,
        known: Known,
        own: Rows,
        names: tuple[str, ...],
        counts: list[tuple[int, int, int]],
    ) -> dict[str, int]:
        """Fill features that are unknown on the day with their last known value; return the year each is of.

        Where a source has ended the model must not take "unknown" for what it was when fitted: a mark of pairs on which
        little was ever reported.
        """
        kind = self.kind(question.details["kind"])
        who = tuple(states.get(i, question.asked_on).code for i in question.details["who"])
        look, year = lookup_of(known.record), question.asked_on.year
        carried: dict[str, int] = {}
        gaps = [n for n in names if np.isnan(own.features[n][0])]
        if gaps and kind.suppose is None:  # all years at once
            before = kind.build(look, year - _CARRIED, year - 1, kind.horizon, Only(who))
        for back in range(1, _CARRIED + 1):
            gaps = [n for n in gaps if np.isnan(own.features[n][0])]
            if not gaps:
                break
            if kind.suppose is None:
                rows = row_in(kind, before.take(before.year == year - back), who)
            else:
                rows = rows_of(kind, look, year - back, kind.horizon, who)
            for name in gaps:
                value = float("nan")
                if name == "recent rate":
                    value = recent_rate(counts, year - back, kind.horizon)
                elif rows is not None:
                    value = float(rows.features[name][0])
                if not np.isnan(value):
                    own.features[name] = np.array([value])
                    carried[name] = year - back
        return carried

    def _similar(self, kind: Kind, past: _Past, own: Rows, model: Logit | None) -> tuple[Case, ...]:
        return tuple(self._cases(kind, past, own, model, _SIMILAR))

    def _cases(self, kind: Kind, past: _Past, own: Rows | None, model: Logit | None, most: int) -> list[Case]:
        rows = past.rows
        if not len(rows):
            return []
        if own is None or model is None:
            order = np.lexsort((-rows.year, -rows.y))[:most]  # what came about, the latest first
            near = np.full(len(rows), np.nan)
        else:
            own.features.setdefault("recent rate", np.full(len(own), np.nan))
            gap = model.distance(past.placed(model), own.matrix(model.names)[0])
            near = np.exp(-gap)
            # one case a pair: the years of one pair resemble each other most
            ranked = np.lexsort((-rows.year, gap))
            _ids, first = np.unique(past.keys[ranked], return_index=True)
            order = ranked[np.sort(first)][:most]
        return [
            Case(
                kind.case(rows, i),
                date(int(rows.year[i]), 1, 1),
                kind.yes if rows.y[i] == 1 else kind.no,
                similarity=None if np.isnan(near[i]) else round(float(near[i]), 3),
            )
            for i in map(int, order)
        ]


_DESIGN = (
    "Rolling origin by year: each year is forecast from windows that had closed before it and features of the year "
    "before; the model (ridge logistic regression, penalty 1 fixed beforehand) is fitted anew each year. Nothing was "
    "tuned on these scores. Intervals draw whole groups (years, or episodes)."
)
_POOLED = "The line “all” pools the kinds; the line of each kind decides whether its model answers."


def make_question(
    asked: Asked,
    family: PairFamily,
    kind: Kind,
    who: tuple[str, ...],
    foreseen: str,
    condition: Condition | None,
) -> Question:
    """Make the question of a kind; ``who`` in the order of the kind's rows, the horizon the kind's own if none is stated."""
    end = asked.horizon or date(asked.on.year + kind.horizon - 1, 12, 31)
    text = f"{kind.rule} Years {asked.on.year} to {end.year}."
    return Question(
        family.id,
        asked.text,
        asked.actor,
        asked.target,
        kind.outcomes,
        asked.on,
        end,
        Rule(kind.name, text),
        (foreseen,),
        condition,
        {"kind": kind.name, "who": who},
    )


def _years(question: Question) -> int:
    return question.horizon.year - question.asked_on.year + 1


def _last(kind: Kind, lookup: Lookup) -> int:
    """Return the last year any table covers; rows beyond their own coverage have no known outcome."""
    return max(
        lookup.record.coverage(t).provenance.covers_to for t in lookup.record.tables if "session" not in t
    )


def _for_kind(notes: tuple[str, ...], kind: Kind, names: tuple[str, ...]) -> list[str]:
    """Return a family's notes that hold for a kind: those headed by no kind's name, and those headed by its own."""
    out = []
    for note in notes:
        head, _colon, rest = note.partition(": ")
        if head not in names:
            out.append(note)
        elif head == kind.name:
            out.append(rest)
    return out


def _source_ends(name: str) -> int:
    """Return the last year of a measure in the record at hand, whatever the day of the question."""
    from bilat.record import store_key

    return _ends(name, store_key())


@lru_cache(maxsize=32)
def _ends(name: str, store: tuple[str, int, int]) -> int:
    from bilat.record import open_record

    return lookup_of(open_record()).covers(name)[1]


def _stretched(p: float, ratio: float) -> float:
    return float(1 - (1 - min(p, 1 - 1e-12)) ** ratio)


# many questions are about the same class in the same year, and its counts are all that this depends on
@lru_cache(maxsize=256)
def _by_years(counts: tuple[tuple[int, int, int], ...]) -> tuple[float, float]:
    """Return 90% bounds from drawing whole years: cases of one year hang together."""
    yes, n = np.array([c[1] for c in counts], float), np.array([c[2] for c in counts], float)
    drawn = np.random.default_rng(1).multinomial(len(n), np.full(len(n), 1 / len(n)), size=1000)
    low, high = np.quantile((drawn @ yes + 0.5) / (drawn @ n + 1), [0.05, 0.95])
    return float(low), float(high)


def _pushes(model: Logit, x: np.ndarray) -> str:
    """Say which features move the answer most, on the log-odds."""
    d = model.design(x)[0]
    parts = [
        (float(d[k + 1] * model.weights[k + 1]), name, float(x[0, k])) for k, name in enumerate(model.names)
    ]
    top = sorted((p for p in parts if not np.isnan(p[2])), key=lambda p: -abs(p[0]))[:4]
    return "; ".join(f"{name} {value:.3g} moves the log-odds by {push:+.2f}" for push, name, value in top)
