"""Family: alliances formed, made stronger, ended; partnerships that do not survive a war."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import InputError
from bilat.outlook.dyadic.family import PairFamily, make_question
from bilat.outlook.dyadic.kinds import Kind, Rows, above, bands, region, within
from bilat.outlook.dyadic.lookup import Lookup, lookup_of, pairs_of
from bilat.outlook.types import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.asked import Asked
    from bilat.outlook.types import Question

__all__ = ["FAMILY"]

_SOURCE = "ATOP, as `obligation`: 0 none, 1 consultation, 2 nonaggression or neutrality, 3 defence; the stronger direction."


def _rung(look: Lookup, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
    return look.either("obligation", a, b, year)


def _rows(which: str) -> Any:
    def build(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
        a, b, year = pairs_of(first, last, False, focus)
        before = _last_rung(look, a, b, year - 1)
        at_risk = {"formed": before == 0, "upgraded": (before > 0) & (before < 3)}.get(which, before > 0)
        a, b, year, before = a[at_risk], b[at_risk], year[at_risk], before[at_risk]
        if which == "broken after a war":
            fresh = _new_war(look, a, year) | _new_war(look, b, year)
            a, b, year, before = a[fresh], b[fresh], year[fresh], before[fresh]
        if which == "formed":
            y, whole, decided = within(lambda k: _rung(look, a, b, year + k), year, horizon)
        elif which == "upgraded":
            y, whole, decided = within(lambda k: _rung(look, a, b, year + k) - before, year, horizon)
        elif which == "abrogated":
            y, whole, decided = within(lambda k: _gone(_rung(look, a, b, year + k)), year, horizon)
        else:  # a treaty counts in the year of the war even if it ends in it: look at the years after
            y, whole, decided = within(
                lambda k: _gone(_rung(look, a, b, year + 1 + k)), year + 1, max(horizon - 1, 1)
            )
        return Rows(
            np.stack([a, b], axis=1), year, y, whole, decided, year, _features(look, a, b, year - 1, before)
        )

    return build


def _last_rung(look: Lookup, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
    """Return the rung of the year, or where the source has ended, of its last year: treaties outlast data sets."""
    return _rung(look, a, b, np.minimum(year, look.covers("obligation")[1]))


def _gone(rung: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isnan(rung), np.nan, (rung == 0).astype(float))


def _new_war(look: Lookup, code: NDArray[Any], year: NDArray[Any]) -> NDArray[np.bool_]:
    """Return whether a state went to war in the year, having been at peace the year before."""
    return np.asarray(
        (look.state_total("war", code, year) > 0) & (look.state_total("war", code, year - 1) == 0)
    )


def _features(
    look: Lookup, a: NDArray[Any], b: NDArray[Any], t: NDArray[Any], rung: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    known = np.minimum(t, look.covers("obligation")[1])
    allies = [np.log1p(look.state_total("obligation", c, known)) for c in (a, b)]
    cinc = [np.log(np.maximum(look.at("cinc", c, c, t), 1e-6)) for c in (a, b)]
    return {
        "rung": rung,
        "kappa": look.at("kappa", a, b, t),
        "memberships": look.at("membership_kappa", a, b, t),
        "trade": np.log1p(100 * look.either("trade_share", a, b, t)),
        "defence cooperation": np.minimum(look.at("defence_cooperation", a, b, t), 3),
        "disputes of ten years": np.log1p(look.years_with("dispute", a, b, t, 10)),
        "claims": look.at("territorial_claim", a, b, t),
        "larger power": np.maximum(*cinc),
        "smaller power": np.minimum(*cinc),
        "allies": np.maximum(*allies),
        "fewer allies": np.minimum(*allies),
        "one region": (region(a) == region(b)).astype(float),
        "at war": above(look.state_total("war", a, t) + look.state_total("war", b, t)),
    }


_RULES = {
    "rule: bands of kappa": lambda f: bands(f["kappa"], 0.0, 0.3, 0.6),
    "rule: one region": lambda f: f["one region"].astype(np.int64),
}
_ALL = (
    "kappa",
    "memberships",
    "trade",
    "defence cooperation",
    "disputes of ten years",
    "claims",
    "larger power",
    "smaller power",
    "allies",
    "fewer allies",
    "one region",
    "at war",
    "recent rate",
)

KINDS = (
    Kind(
        "formed",
        "alliance formed",
        "none formed",
        "Pairs of states in the system since 1950 without any treaty obligation the year before; one case a pair and year.",
        f"Any obligation of rung 1 or more in a year of the window. {_SOURCE}",
        3,
        _rows("formed"),
        _ALL,
        _RULES,
        "{0} and {1} without obligations",
        "obligation",
        False,
    ),
    Kind(
        "upgraded",
        "upgraded",
        "not upgraded",
        "Pairs bound by consultation, nonaggression or neutrality the year before, not by defence.",
        f"A higher rung than the year before in a year of the window. {_SOURCE}",
        3,
        _rows("upgraded"),
        ("rung", *_ALL),
        _RULES,
        "{0} and {1} below a defence pact",
        "obligation",
        False,
    ),
    Kind(
        "abrogated",
        "ended",
        "kept",
        "Pairs with any treaty obligation the year before.",
        f"No obligation left in a year of the window (a treaty counts in the year it ends). {_SOURCE}",
        3,
        _rows("abrogated"),
        ("rung", *_ALL),
        {**_RULES, "rule: rung": lambda f: f["rung"].astype(np.int64)},
        "{0} and {1} allied",
        "obligation",
        False,
    ),
    Kind(
        "broken after a war",
        "ended",
        "kept",
        "Pairs with any treaty obligation the year before, one of which went to war in the year (interstate, any side) "
        "after a year without.",
        f"No obligation left in one of the three years after that of the war. {_SOURCE}",
        4,
        _rows("broken after a war"),
        ("rung", "kappa", "memberships", "trade", "larger power", "one region", "recent rate"),
        {"rule: rung": lambda f: f["rung"].astype(np.int64)},
        "{0} and {1} allied, one of them newly at war",
        "obligation",
        False,
        _rows("supposed war"),
    ),
)

_END = re.compile(
    r"\b(?:abrogat|end(?:s|ed)?\b|break|broken|leav|left|withdraw|denounc|renounc|cut|dissol|terminat|surviv|abandon|quit)",
    re.IGNORECASE,
)
_MORE = re.compile(r"\b(?:upgrad|deepen|strengthen|rais)", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no longer|n't)\b|n't\b|\bsurviv|\bkeep", re.IGNORECASE)


def _rung_on(asked: Asked, one: str, two: str) -> float:
    from bilat import states
    from bilat.outlook.types import Known

    record = Known.at(asked.on).record
    a, b = (np.array([states.get(s, asked.on).code]) for s in (one, two))
    return float(_last_rung(lookup_of(record), a, b, np.array([asked.on.year - 1]))[0])


def _frame(asked: Asked, family: PairFamily) -> Question | None:
    acts = asked.outcome.acts
    if "alliance" not in acts or acts & {"vote", "sanction", "arms"} or asked.actor is None:
        return None
    if asked.target is None:
        raise InputError(
            "The question about an alliance names one state.",
            "Name both: “Will Japan and India form an alliance?”",
        )
    text = asked.outcome.text
    war = asked.condition is not None and bool(asked.condition.acts & {"force", "dispute"})
    ends = bool(_END.search(text))
    name = (
        "broken after a war"
        if ends and war
        else "abrogated"
        if ends
        else "upgraded"
        if _MORE.search(text)
        else "formed"
    )
    rung = _rung_on(asked, asked.actor, asked.target)
    if name in ("formed", "upgraded"):
        if rung == 3:
            raise InputError(
                f"{asked.actor} and {asked.target} are bound by a defence pact already.",
                "Ask whether it will end.",
            )
        name = "upgraded" if rung > 0 else "formed"  # a new treaty of allies is a step up
    elif rung == 0:
        raise InputError(
            f"{asked.actor} and {asked.target} have no treaty obligations that could end.",
            "ATOP counts treaties of defence, neutrality, nonaggression and consultation, to 2018.",
        )
    kind = family.kind(name)
    foreseen = kind.no if _NOT.search(text) else kind.yes
    given = None
    if asked.condition is not None:
        doer = asked.condition.states[0] if asked.condition.states else None
        at = asked.condition.states[1] if len(asked.condition.states) > 1 else None
        given = Condition(asked.condition.text, "force" if war else "other", doer, at)
    return make_question(asked, family, kind, (asked.actor, asked.target), foreseen, given)


FAMILY = PairFamily(
    "alliances",
    "Alliances formed, made stronger, ended",
    "whether two states will form an alliance, strengthen one or end it, also after a war",
    "pairs of states and years since 1950: without obligations (formed), below defence (upgraded), with any (ended), with "
    "any and newly at war (broken after a war)",
    "ridge logistic regression on votes, memberships, trade, defence cooperation, disputes, claims, power, allies, region "
    "and the rate of the last years, fitted on windows closed before the question",
    "the measure `obligation` (ATOP) in the years of the window, while the source covers them",
    (
        "Will Japan and India form an alliance?",
        "Will Pakistan end its alliance with China?",
        "If Russia invades Ukraine, will China break its partnership with Russia?",
    ),
    KINDS,
    _frame,
    (
        "Multilateral treaties make many pairs at once: cases of one year hang together.",
        "After the last year of ATOP (2018) the obligations of that year are carried forward.",
    ),
)
