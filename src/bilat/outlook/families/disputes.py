"""Family: militarised disputes that begin, that become wars, that others join."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import InputError
from bilat.outlook.dyadic.family import PairFamily, make_question
from bilat.outlook.dyadic.kinds import Kind, Rows, above, bands, region, within
from bilat.outlook.dyadic.lookup import Lookup, pairs_of
from bilat.outlook.types import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.asked import Asked
    from bilat.outlook.types import Question

__all__ = ["FAMILY"]

_SOURCE = "Militarised interstate disputes (GML 2.2.1), to 2010."
_WAR = 5


def _onsets(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    a, b, year = pairs_of(first, last, False, focus)
    y, whole, decided = within(lambda k: look.at("dispute_onset", a, b, year + k), year, horizon)
    return Rows(np.stack([a, b], axis=1), year, y, whole, decided, year, _features(look, a, b, year - 1))


def _escalations(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    a, b, year = pairs_of(first, last, False, focus)
    begun = (look.at("dispute_onset", a, b, year) > 0) & ~(_fought(look, a, b, year - 1) > 0)
    return _wars(look, a[begun], b[begun], year[begun], horizon)


def _fought(look: Lookup, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
    """Return whether two states fought: by the dispute's level, or by the lists of wars and armed conflicts."""
    level, war = look.at("dispute", a, b, year), look.at("war", a, b, year)
    yes = (level == _WAR) | (war > 0)
    return np.where(yes, 1.0, np.where(np.isnan(level) | np.isnan(war), np.nan, 0.0))


def _supposed_escalation(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    return _wars(look, *pairs_of(first, last, False, focus), horizon)


def _wars(look: Lookup, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any], horizon: int) -> Rows:
    y, whole, decided = within(lambda k: _fought(look, a, b, year + k), year, horizon)
    return Rows(np.stack([a, b], axis=1), year, y, whole, decided, year, _features(look, a, b, year - 1))


def _joins(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    a, b, year = pairs_of(first, last, True, ())
    begun = look.at("dispute_onset", a, b, year) > 0
    return _thirds(look, a[begun], b[begun], year[begun], horizon, focus)


def _supposed_join(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
    c, a, b = (np.array([x]) for x in focus)
    return _third_rows(look, a, b, c, np.array([first]), horizon)


def _thirds(
    look: Lookup, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any], horizon: int, focus: tuple[int, ...]
) -> Rows:
    """Cross pairs in dispute with every third state tied to one of them by treaty, or a great power."""
    from bilat import states

    parts = []
    for t in np.unique(year):
        at = np.flatnonzero(year == t)
        system = states.system(int(t)).astype(np.int64)
        power = look.at("cinc", system, system, np.full(len(system), t - 1))
        great = system[np.nan_to_num(power) >= np.sort(np.nan_to_num(power))[-5]]
        i, j = np.meshgrid(at, np.arange(len(system)), indexing="ij")
        one, two, c = a[i.ravel()], b[i.ravel()], system[j.ravel()]
        ok = (c != one) & (c != two)
        if focus:
            ok &= np.isin(one, focus) | np.isin(two, focus) | np.isin(c, focus)
        one, two, c = one[ok], two[ok], c[ok]
        when = np.full(len(c), t - 1)
        tied = (look.at("obligation", c, one, when) > 0) | (look.at("obligation", c, two, when) > 0)
        tied |= np.isin(c, great)
        parts.append(np.stack([one[tied], two[tied], c[tied], when[tied] + 1]))
    if not parts:
        parts = [np.zeros((4, 0), np.int64)]
    one, two, c, when = np.concatenate(parts, axis=1)
    free = look.at("dispute", c, two, when - 1) == 0
    return _third_rows(look, one[free], two[free], c[free], when[free], horizon)


def _third_rows(
    look: Lookup, a: NDArray[Any], b: NDArray[Any], c: NDArray[Any], year: NDArray[Any], horizon: int
) -> Rows:
    y, whole, decided = within(lambda k: look.at("dispute_onset", c, b, year + k), year, horizon)
    t = year - 1
    features = {
        "obligation to the friend": look.at("obligation", c, a, np.minimum(t, look.covers("obligation")[1])),
        "obligation to the foe": look.at("obligation", c, b, np.minimum(t, look.covers("obligation")[1])),
        "kappa with the friend": look.at("kappa", c, a, t),
        "kappa with the foe": look.at("kappa", c, b, t),
        "disputes with the foe": np.log1p(look.years_with("dispute", c, b, t, 10)),
        "disputes with the friend": np.log1p(look.years_with("dispute", c, a, t, 10)),
        "power": np.log(np.maximum(look.at("cinc", c, c, t), 1e-6)),
        "foe's power": np.log(np.maximum(look.at("cinc", b, b, t), 1e-6)),
        "region of the foe": (region(c) == region(b)).astype(float),
        "claims against the foe": look.at("territorial_claim", c, b, t),
    }
    group = year * 1_000_000 + np.minimum(a, b) * 1000 + np.maximum(a, b)  # one dispute, its third states
    return Rows(np.stack([c, a, b], axis=1), year, y, whole, decided, group, features)


def _features(
    look: Lookup, a: NDArray[Any], b: NDArray[Any], t: NDArray[Any]
) -> dict[str, NDArray[np.float64]]:
    cinc = [np.log(np.maximum(look.at("cinc", c, c, t), 1e-6)) for c in (a, b)]
    ten = look.years_with("dispute", a, b, t, 10)
    return {
        "disputes of ten years": np.log1p(ten),
        "dispute last year": above(look.at("dispute", a, b, t)),
        "worst of five years": np.fmax.reduce([look.at("dispute", a, b, t - k) for k in range(5)]),
        "claims": look.at("territorial_claim", a, b, t),
        "kappa": look.at("kappa", a, b, t),
        "rung": look.either("obligation", a, b, np.minimum(t, look.covers("obligation")[1])),
        "trade": np.log1p(100 * look.either("trade_share", a, b, t)),
        "memberships": look.at("membership_kappa", a, b, t),
        "larger power": np.maximum(*cinc),
        "smaller power": np.minimum(*cinc),
        "one region": (region(a) == region(b)).astype(float),
        "disputes of the two": np.log1p(
            look.state_total("dispute", a, t) + look.state_total("dispute", b, t)
        ),
    }


_PAIR = (
    "disputes of ten years",
    "dispute last year",
    "worst of five years",
    "claims",
    "kappa",
    "rung",
    "trade",
    "memberships",
    "larger power",
    "smaller power",
    "one region",
    "disputes of the two",
    "recent rate",
)
_PAST = {
    "rule: disputes of ten years": lambda f: np.nan_to_num(
        np.minimum(np.rint(np.expm1(f["disputes of ten years"])), 5), nan=6
    ).astype(np.int64),
    "rule: bands of kappa": lambda f: bands(f["kappa"], 0.0, 0.3, 0.6),
}

KINDS = (
    Kind(
        "onset",
        "a dispute begins",
        "none begins",
        "Every pair of states in the system, one case a year.",
        f"The onset of a militarised dispute between the two in a year of the window. {_SOURCE}",
        1,
        _onsets,
        _PAIR,
        _PAST,
        "{0} and {1}",
        "dispute",
        False,
        by_year=True,
    ),
    Kind(
        "escalates",
        "comes to war",
        "no war",
        "Pairs between which a militarised dispute began in the year, and which had not fought each other the year before.",
        f"Hostility level 5 between the two, or an interstate war or armed conflict (COW, UCDP: 25 battle deaths a year), in that "
        f"year or the next. {_SOURCE}",
        2,
        _escalations,
        _PAIR,
        _PAST,
        "{0} and {1} in dispute",
        "dispute",
        False,
        _supposed_escalation,
    ),
    Kind(
        "joins",
        "joins",
        "stays out",
        "Third states tied by treaty to one of two states between which a dispute began in the year, and the five largest "
        "powers, without a dispute with the foe the year before; one case a third state and side.",
        f"The onset of a dispute of the third state with the foe in that year or the next. {_SOURCE}",
        2,
        _joins,
        (
            "obligation to the friend",
            "obligation to the foe",
            "kappa with the friend",
            "kappa with the foe",
            "disputes with the foe",
            "disputes with the friend",
            "power",
            "foe's power",
            "region of the foe",
            "claims against the foe",
            "recent rate",
        ),
        {
            "rule: obligation to the friend": lambda f: np.nan_to_num(
                f["obligation to the friend"], nan=4
            ).astype(np.int64),
            "rule: disputes with the foe": lambda f: np.nan_to_num(
                above(f["disputes with the foe"]), nan=2
            ).astype(np.int64),
        },
        "{0} beside {1} against {2}",
        "dispute",
        True,
        _supposed_join,
    ),
)

_ESCALATE = re.compile(r"\b(?:escalat|become|turn into|lead to|war\b)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no)\b|n't\b|\bstay(?:s)? out|\bremain(?:s)? neutral", re.IGNORECASE)


def _frame(asked: Asked, family: PairFamily) -> Question | None:
    out, given = asked.outcome, asked.condition
    if out.acts & {"vote", "sanction", "arms", "trade", "alliance"}:
        return None
    fight = given is not None and bool(given.acts & {"force", "dispute"})
    if (
        not out.states
        and fight
        and given is not None
        and len(given.states) == 2
        and _ESCALATE.search(out.text)
    ):
        # "If India and Pakistan clash, will their dispute escalate?"
        asked = replace(asked, actor=given.states[0], target=given.states[1])
    if asked.actor is None:
        return None
    condition = None
    if given is not None:
        named = (*given.states, None, None)
        condition = Condition(given.text, "force" if fight else "other", named[0], named[1])
    foreseen_no = bool(_NOT.search(out.text))
    if "join" in out.acts and fight and given is not None and len(given.states) > 1:
        one, two = given.states[:2]
        friend, foe = (two, one) if two in out.states else (one, two)
        if re.search(r"\bagainst\b", out.text) and len(out.states) > 1:
            foe = out.states[-1]
            friend = one if foe == two else two
        if asked.actor in (one, two):
            return None
        kind = family.kind("joins")
        who: tuple[str, ...] = (asked.actor, friend, foe)
    elif out.acts & {"dispute", "force"}:
        if asked.target is None:
            raise InputError(
                "The question about a dispute names one state.", "Name both: “Will India and Pakistan clash?”"
            )
        pair = {asked.actor, asked.target}
        same = given is not None and fight and pair == set(given.states[:2])
        kind = family.kind("escalates" if same and _ESCALATE.search(out.text) else "onset")
        who = (asked.actor, asked.target)
    else:
        return None
    return make_question(asked, family, kind, who, kind.no if foreseen_no else kind.yes, condition)


FAMILY = PairFamily(
    "disputes",
    "Disputes that begin, become wars, are joined",
    "whether a militarised dispute or clash between two states will begin, become a war, or be joined by a third state",
    "pairs and years since 1950 (onset), pairs in a new dispute (escalates), third states tied to one side and the great "
    "powers (joins)",
    "ridge logistic regression on past disputes, claims, votes, obligations, trade, memberships, power, region and the rate "
    "of the last years, fitted on windows closed before the question",
    "militarised disputes (GML) in the years of the window, while the source covers them",
    (
        "Will India and Pakistan clash?",
        "If India and Pakistan clash, will their dispute escalate to war?",
        "If China and Vietnam clash, will Russia join against China?",
    ),
    KINDS,
    _frame,
    ("Strategic rivalries are left out of the model: they are coded in hindsight.",),
)
