"""Family: what the members of an organisation do together: join sanctions, supply arms."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat import ledger, states
from bilat.errors import CoverageError, InputError
from bilat.outlook import skill
from bilat.outlook.dyadic.lookup import lookup_of
from bilat.outlook.grouped import OUTCOMES, SPAN, Occasions, arming, codes_on, joining, level, nearness
from bilat.outlook.intervals import dirichlet
from bilat.outlook.types import Case, Forecast, Known, Question, ReferenceClass, Resolution, Rule
from bilat.outlook.votes.asking import condition_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.asked import Asked
    from bilat.outlook.families.base import Progress

__all__ = ["FAMILY", "Groups"]

_NOT = re.compile(r"\b(?:not|never|no)\b|n't\b|\brefus|\bstop|\bend\b", re.IGNORECASE)
_MEASURE = {"joins": "sanctions", "arms": "arms_delivered"}
#: Organisations whose past the backtest scores.
_SCORED = ("EU", "NATO", "G7")
_PRIOR = 3.0
_BASE, _MODEL = "all occasions", "occasions alike"


class Groups:
    """Family `groups`."""

    id = "groups"
    title = "Organisations: members that join sanctions or supply arms"
    asks = "whether most, some or none of an organisation's members will join sanctions against a state, or supply it with arms."
    reference_class = (
        "Sanctions: years since the organisation was founded in which some state newly sanctioned a target, by how many of the "
        "members of that year that could join did. Arms: every state outside it and year, by how many of its members of that "
        "year delivered arms in the three years from then."
    )
    model = (
        "The occasions alike: with the same lead (sanctions); with as many members delivering in the three years before (arms); "
        "shrunk by three cases to all occasions. It answers only if that beats them in the backtest."
    )
    resolved_by = (
        "The Global Sanctions Data Base, and SIPRI's deliveries, over the members of the day asked, in the years of the window, "
        "while they cover them."
    )
    examples = (
        "Will the EU sanction Saudi Arabia?",
        "If the United States sanctions Iran, will the G7 join the sanctions?",
        "Will NATO members arm Ukraine?",
    )

    kind_names = ("joins", "arms")

    def frame(self, asked: Asked) -> Question | None:
        """Make a question whose doer is an organisation."""
        if asked.group is None:
            return None
        acts = asked.outcome.acts
        what = "joins" if "sanction" in acts else "arms" if "arms" in acts else None
        if what is None or "vote" in acts:
            raise InputError(
                f"{asked.group} acts through its members; over members bilat answers only whether they join sanctions or supply "
                "arms.",
                "Ask about one member, for instance “Will Germany ...”: the families support, votes, alliances and disputes are "
                "about states.",
            )
        lead, target = _lead_and_target(asked, what)
        members = _able(asked, what, lead, target)
        end = asked.horizon or date(asked.on.year + SPAN[what] - 1, 12, 31)
        names = ", ".join(members)
        did = f"sanctions {target}" if what == "joins" else f"delivers arms to {target}"
        rule = Rule(
            f"members: {what}",
            f"Of the {len(members)} members of {asked.group} on {asked.on} that could ({names}), how many have a year of "
            f"{asked.on.year}-{end.year} in which one {did}: more than half, fewer, or none. {self.resolved_by}",
        )
        refuses = bool(_NOT.search(asked.outcome.text))
        foreseen = OUTCOMES[2:] if refuses else OUTCOMES[:1] if what == "joins" else OUTCOMES[:2]
        details: dict[str, Any] = {
            "kind": what,
            "group": asked.group,
            "members": members,
            "lead": lead,
            "target": target,
        }
        given = condition_of(asked)
        return Question(
            self.id, asked.text, None, target, OUTCOMES, asked.on, end, rule, foreseen, given, details
        )

    def base_rate(self, question: Question, known: Known) -> ReferenceClass:
        """Count all occasions whose windows had closed before the year of the question."""
        return self._class(question, _past(question, known), None)

    def answer(self, question: Question, known: Known) -> Forecast:
        """Answer with the occasions alike where the backtest shows skill, else with all."""
        kind = question.details["kind"]
        past = _past(question, known)
        base = self._class(question, past, None)
        like = past.take(_alike(question, past, known))
        alike = self._class(question, like, base)
        scores = skill.load(self.id)
        skilled = scores is not None and scores.skilled(kind)
        chosen = alike if skilled else base
        near = nearness(past, _code(question, "lead"), _code(question, "target"))
        order = np.lexsort((-past.year, -near))[:5]
        notes = [
            "One case is one occasion, whatever the number of members: they act together, so their number adds no certainty."
        ]
        if kind == "arms":
            notes.append(
                "The record holds major arms only, by year of delivery; what is given secretly is not in it."
            )
        return Forecast(
            question,
            chosen.probabilities,
            chosen.intervals,
            (base, alike),
            tuple(_case(question, past, int(i), int(near[i])) for i in order),
            "model" if skilled else "base rate",
            skill.statement(scores, kind),
            tuple(notes),
        )

    def _class(self, question: Question, found: Occasions, wider: ReferenceClass | None) -> ReferenceClass:
        d = question.details
        counts = {o: float((found.outcome == i).sum()) for i, o in enumerate(OUTCOMES)}
        prior = None if wider is None else {o: max(_PRIOR * wider.probabilities[o], 1e-3) for o in OUTCOMES}
        means, bounds = dirichlet(counts, prior)
        if d["kind"] == "arms" and len(np.unique(found.year)) >= 5:
            bounds = _by_year(found)
            bounds = {o: (min(low, means[o]), max(high, means[o])) for o, (low, high) in bounds.items()}
        near = nearness(found, _code(question, "lead"), _code(question, "target"))
        order = np.lexsort((-found.year, -near))[:12]
        what = "new sanctions" if d["kind"] == "joins" else "arms in three years"
        if wider is None:
            name, text = f"{d['group']} and {what}: all occasions", self.reference_class
        elif d["kind"] == "joins":
            name = f"{d['group']} and new sanctions led by {d['lead']}"
            text = f"Those in which {d['lead']} led, shrunk by three cases to all occasions."
        else:
            name = f"{d['group']} and arms: as many members delivering before"
            text = "Those in which as many members (most, some, none) had delivered in the three years before, shrunk likewise."
        cases = tuple(_case(question, found, int(i), int(near[i])) for i in order)
        return ReferenceClass(name, text, counts, means, bounds, cases, len(found))

    def resolve(self, question: Question, known: Known) -> Resolution | None:
        """Count the members that did it, once the record covers the window, or most have."""
        d = question.details
        look = lookup_of(known.record)
        day = question.asked_on
        members = np.array([states.get(m, day).code for m in d["members"]], np.int64)
        target = np.full(len(members), states.get(d["target"], day).code)
        did, whole, last = np.zeros(len(members), bool), True, day.year
        for year in range(day.year, question.horizon.year + 1):
            value = look.at(_MEASURE[d["kind"]], members, target, np.full(len(members), year))
            whole &= not np.isnan(value).any()
            if (value > 0).any():
                last = year
            did |= value > 0
        outcome = OUTCOMES[int(level(np.array([did.sum()]), np.array([len(members)]))[0])]
        if not whole and outcome != OUTCOMES[0]:
            return None
        when = last if outcome == OUTCOMES[0] else question.horizon.year
        named = ", ".join(m for m, yes in zip(d["members"], did, strict=True) if yes) or "none"
        return Resolution(
            outcome,
            date(when, 12, 31),
            f"{int(did.sum())} of {len(members)} members: {named}. {question.rule.text}",
        )

    def backtest(self, known: Known, progress: Progress) -> skill.Scores:
        """Score all occasions against those alike and the majority, for the European Union, NATO and the G7."""
        look = lookup_of(known.record)
        lines: list[skill.Line] = []
        for kind, build in (("joins", joining), ("arms", arming)):
            parts: dict[str, list[NDArray[np.float64]]] = {}
            y, group, whose = [], [], []
            for n, name in enumerate(_SCORED):
                progress(f"{kind}: {name}")
                found = build(look, name, look.covers(_MEASURE[kind])[1] + 1)
                methods, kept = _rolled(kind, found)
                for method, p in methods.items():
                    parts.setdefault(method, []).append(p[kept])
                y.append(found.outcome[kept])
                group.append(found.year[kept] * 10 + (n if kind == "joins" else 0))
                whose.append(np.full(int(kept.sum()), n))
            p_all = {m: np.concatenate(v) for m, v in parts.items()}
            seen, groups, who = (np.concatenate(v) for v in (y, group, whose))
            lines += skill.score_methods(p_all, seen, groups, _BASE, split=kind, ordered=True)
            decade = groups // 100 * 10
            splits = {f"{kind}, {name}": who == n for n, name in enumerate(_SCORED)}
            splits |= {f"{kind}, {d}s": decade == d for d in np.unique(decade)}
            for split, inside in splits.items():
                some = {m: p[inside] for m, p in p_all.items()}
                lines += skill.score_methods(
                    some, seen[inside], groups[inside], _BASE, split=split, ordered=True, draws=300
                )
        able = skill.Scores(self.id, "", "year", _BASE, _MODEL, tuple(lines))
        by = ", ".join(f"{k} with {_MODEL if able.skilled(k) else _BASE}" for k in SPAN)
        return skill.Scores(
            self.id,
            "Rolling origin by year for the European Union (before 1993 its Communities), NATO and the G7: each occasion is "
            "forecast from those whose windows had closed before its year. Three ordered outcomes: most, some, none of the "
            "members. Nothing was tuned; the three cases to which classes are shrunk were fixed beforehand. Intervals draw "
            "whole years (of one organisation, for sanctions).",
            "year",
            _BASE,
            _MODEL,
            tuple(lines),
            (),
            (f"Answers {by}.",),
        )


def _rolled(kind: str, found: Occasions) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.bool_]]:
    """Forecast each occasion from those closed before its year; kept are those with ten or more to go by."""
    k = len(OUTCOMES)
    seen = np.eye(k)[found.outcome]
    feature = found.lead if kind == "joins" else found.before
    p = {
        m: np.full((len(found), k), 1 / k)
        for m in (_BASE, "always the majority", "rule: same target", _MODEL)
    }
    kept = np.zeros(len(found), bool)
    for year in np.unique(found.year):
        now = np.flatnonzero(found.year == year)
        before = found.year + SPAN[kind] <= year
        if before.sum() < 10:
            continue
        kept[now] = True
        total = seen[before].sum(axis=0)
        base = (total + 0.5) / (total + 0.5).sum()
        p[_BASE][now] = base
        certain = np.full(k, 1e-3)
        certain[int(base.argmax())] = 1 - 1e-3 * (k - 1)
        p["always the majority"][now] = certain
        for method, by in (("rule: same target", found.target), (_MODEL, feature)):
            for value in np.unique(by[now]):
                own = seen[before & (by == value)].sum(axis=0)
                p[method][now[by[now] == value]] = (own + _PRIOR * base) / (own.sum() + _PRIOR)
    return p, kept


def _by_year(found: Occasions) -> dict[str, tuple[float, float]]:
    """Return 90% bounds from drawing whole years: windows of neighbouring years overlap, states of a year hang together."""
    years, back = np.unique(found.year, return_inverse=True)
    seen = np.eye(len(OUTCOMES))[found.outcome]
    sums = np.stack([np.bincount(back, weights=seen[:, i]) for i in range(len(OUTCOMES))], axis=1)
    drawn = np.random.default_rng(1).multinomial(len(years), np.full(len(years), 1 / len(years)), 1000) @ sums
    low, high = np.quantile(drawn / drawn.sum(axis=1, keepdims=True), [0.05, 0.95], axis=0)
    return {o: (float(low[i]), float(high[i])) for i, o in enumerate(OUTCOMES)}


def _past(question: Question, known: Known) -> Occasions:
    d = question.details
    build = joining if d["kind"] == "joins" else arming
    found = build(lookup_of(known.record), d["group"], question.asked_on.year)
    if not len(found):
        raise CoverageError(
            f"No occasion of the class had closed for {d['group']} before {question.asked_on.year}.",
            "Ask on a later day, or about a state.",
        )
    return found


def _alike(question: Question, past: Occasions, known: Known) -> NDArray[np.bool_]:
    d = question.details
    if d["kind"] == "joins":
        return np.asarray(past.lead == _code(question, "lead"))
    return np.asarray(past.before == _before(lookup_of(known.record), question))


def _before(look: Any, question: Question) -> int:
    day = question.asked_on
    members = np.array(codes_on(question.details["group"], day), np.int64)
    target = np.full(len(members), _code(question, "target"))
    gave = np.zeros(len(members), bool)
    for year in range(day.year - SPAN["arms"], day.year):
        gave |= look.at("arms_delivered", members, target, np.full(len(members), year)) > 0
    return int(level(np.array([gave.sum()]), np.array([len(members)]))[0])


def _code(question: Question, name: str) -> int:
    iso3 = question.details[name]
    return states.get(iso3, question.asked_on).code if iso3 else 0


def _case(question: Question, found: Occasions, i: int, near: int) -> Case:
    year = int(found.year[i])
    d = question.details
    target = states.name(int(found.target[i]), year)
    if d["kind"] == "joins":
        lead = states.name(int(found.lead[i]), year)
        name = f"{d['group']} beside {lead} against {target}, {year}"
    else:
        name = f"{d['group']} arming {target}, {year}-{year + SPAN['arms'] - 1}"
    note = f"{found.did[i]} of {found.able[i]} members"
    return Case(name, date(year, 1, 1), OUTCOMES[int(found.outcome[i])], note, round(near / 7, 3))


def _lead_and_target(asked: Asked, what: str) -> tuple[str | None, str]:
    """Return who leads the sanctions (none for arms), and the state sanctioned or armed."""
    out, given = asked.outcome, asked.condition
    if what == "arms":
        if not out.states:
            raise InputError(
                "The question names nobody to be armed.", "Write: Will NATO members arm Ukraine?"
            )
        return None, out.states[0]
    if out.states:
        target = out.states[-1]
    elif given is not None and given.states:
        target = given.states[-1] if "sanction" in given.acts else given.states[0]
    else:
        raise InputError("The question names no target of sanctions.", "Write: Will the EU sanction Turkey?")
    lead = "USA"
    if given is not None and "sanction" in given.acts and len(given.states) > 1:
        lead = given.states[0]
    elif len(out.states) > 1:
        lead = out.states[0]
    return (None if lead == target else lead), target


def _able(asked: Asked, what: str, lead: str | None, target: str) -> list[str]:
    """Return the members of the day that could do it.

    Raises
    ------
    InputError
        If there are fewer than two.
    """
    group = ledger.load().organisation(asked.group or "")
    everybody = group.members_on(asked.on)
    if target in everybody:
        raise InputError(
            f"{target} is itself a member of {asked.group} on {asked.on}: the classes are of states outside it.",
            "Ask about a state outside, or about one member's conduct.",
        )
    members = [m for m in everybody if m not in (lead, target)]
    if len(members) < 2:
        raise InputError(
            f"{group.name} had no members on {asked.on} that could.", "Ask on a day on which it existed."
        )
    look = lookup_of(Known.at(asked.on).record)
    year = min(asked.on.year - 1, look.covers(_MEASURE[what])[1])
    if what == "arms":
        if asked.on.year - 1 > year:
            raise CoverageError(
                f"Deliveries are known to {year}, so what {asked.group} supplies now is not.",
                f"Ask on a day to {year + 1}.",
            )
        return members
    codes = np.array([states.get(m, asked.on).code for m in members])
    at = np.full(len(codes), states.get(target, asked.on).code)
    sends = look.at("sanctions", codes, at, np.full(len(codes), year)) > 0
    free = [m for m, yes in zip(members, sends, strict=True) if not yes]
    if len(free) < 2:
        raise InputError(
            f"{len(members) - len(free)} of {len(members)} members of {asked.group} sanctioned {target} already in {year}, so "
            "they cannot join.",
            "Ask about a state that is not sanctioned, or on an earlier day.",
        )
    return free


FAMILY = Groups()
