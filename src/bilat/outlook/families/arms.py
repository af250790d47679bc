"""Family: arms supply that continues, stops or starts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import CoverageError, InputError
from bilat.outlook.dyadic.family import PairFamily, make_question
from bilat.outlook.dyadic.kinds import Kind, Rows, above, bands, region, within
from bilat.outlook.dyadic.lookup import Lookup, lookup_of, pairs_of
from bilat.outlook.types import Condition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.asked import Asked
    from bilat.outlook.types import Question

__all__ = ["FAMILY"]

_SOURCE = "SIPRI, deliveries of major conventional arms by year."
_RECENT, _SILENT = 3, 5


def _delivered(look: Lookup, a: NDArray[Any], b: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
    return look.at("arms_delivered", a, b, year)


def _rows(active: bool) -> Any:
    def build(look: Lookup, first: int, last: int, horizon: int, focus: tuple[int, ...]) -> Rows:
        # a share over five years needs five years of the record
        a, b, year = pairs_of(max(first, look.covers("arms_share")[0] + _SILENT), last, True, focus)
        supplier = look.state_total("arms_export_share", a, year - 1) > 0
        a, b, year = a[supplier], b[supplier], year[supplier]
        recent = look.years_with("arms_delivered", a, b, year - 1, _RECENT)
        silent = look.years_with("arms_delivered", a, b, year - 1, _SILENT) == 0
        keep = recent > 0 if active else silent
        a, b, year = a[keep], b[keep], year[keep]
        y, whole, decided = within(lambda k: _delivered(look, a, b, year + k), year, horizon)
        return Rows(np.stack([a, b], axis=1), year, y, whole, decided, year, _features(look, a, b, year - 1))

    return build


def _features(
    look: Lookup, a: NDArray[Any], b: NDArray[Any], t: NDArray[Any]
) -> dict[str, NDArray[np.float64]]:
    def rung(x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.float64]:
        return look.either("obligation", x, y, np.minimum(t, look.covers("obligation")[1]))

    return {
        "share of the recipient": look.at("arms_share", a, b, t),
        "share of the supplier": np.sqrt(look.at("arms_export_share", a, b, t)),
        "years of the last five": look.years_with("arms_delivered", a, b, t, 5),
        "delivered last year": look.at("arms_delivered", a, b, t),
        "ever before": above(_ever(look, a, b, t)),
        "customers": np.log1p(look.state_total("arms_export_share", a, t)),
        "suppliers": np.log1p(_suppliers(look, b, t)),
        "rung": rung(a, b),
        "kappa": look.at("kappa", a, b, t),
        "sanctions": above(look.at("sanctions", a, b, t)),
        "disputes of ten years": np.log1p(look.years_with("dispute", a, b, t, 10)),
        "trade": np.log1p(100 * look.at("trade_share", b, a, t)),
        "supplier's power": np.log(np.maximum(look.at("cinc", a, a, t), 1e-6)),
        "recipient's power": np.log(np.maximum(look.at("cinc", b, b, t), 1e-6)),
        "recipient at war": above(look.state_total("war", b, t)),
        "one region": (region(a) == region(b)).astype(float),
    }


def _ever(look: Lookup, a: NDArray[Any], b: NDArray[Any], t: NDArray[Any]) -> NDArray[np.float64]:
    """Return in how many of 15 years there was a delivery, as far back as the source goes."""
    n = np.sum([look.at("arms_delivered", a, b, t - k) > 0 for k in range(15)], axis=0).astype(float)
    return np.where(t <= look.covers("arms_share")[1], n, np.nan)


def _suppliers(look: Lookup, code: NDArray[Any], year: NDArray[Any]) -> NDArray[np.float64]:
    return look.state_total("arms_share", code, year, received=True)


_RULES = {
    "rule: years of the last five": lambda f: np.nan_to_num(f["years of the last five"], nan=6).astype(
        np.int64
    ),
    "rule: bands of kappa": lambda f: bands(f["kappa"], 0.0, 0.3, 0.6),
    "rule: delivered within 15 years": lambda f: np.nan_to_num(f["ever before"], nan=2).astype(np.int64),
}
_ALL = (
    "share of the recipient",
    "share of the supplier",
    "years of the last five",
    "delivered last year",
    "ever before",
    "customers",
    "suppliers",
    "rung",
    "kappa",
    "sanctions",
    "disputes of ten years",
    "trade",
    "supplier's power",
    "recipient's power",
    "recipient at war",
    "one region",
    "recent rate",
)

KINDS = (
    Kind(
        "continues",
        "continues",
        "stops",
        "Directed pairs (supplier, recipient) with a delivery in one of the three years before.",
        f"Any delivery in a year of the window. {_SOURCE}",
        3,
        _rows(True),
        _ALL,
        _RULES,
        "{0} arming {1}",
        "arms_share",
        True,
    ),
    Kind(
        "starts",
        "starts",
        "does not start",
        "Directed pairs without a delivery in the five years before, the supplier having delivered to somebody in "
        "the five years to the year before.",
        f"Any delivery in a year of the window. {_SOURCE}",
        3,
        _rows(False),
        _ALL,
        _RULES,
        "{0} not arming {1}",
        "arms_share",
        True,
    ),
)

_STOP = re.compile(
    r"\b(?:stop|halt|cut|end(?:s|ed)?\b|suspend|ceas|withh|refus|embargo|cancel|freez)", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:not|never|no longer)\b|n't\b", re.IGNORECASE)


def _frame(asked: Asked, family: PairFamily) -> Question | None:
    out = asked.outcome
    if "arms" not in out.acts or out.acts & {"vote", "sanction"} or asked.actor is None:
        return None
    if asked.target is None:
        raise InputError(
            "The question about arms names one state.",
            "Name supplier and recipient: “Will Russia arm Vietnam?”",
        )
    recipient = next((s for s in out.states if s != asked.actor), asked.target)
    from bilat import states
    from bilat.outlook.types import Known

    a, b = (states.get(s, asked.on).code for s in (asked.actor, recipient))
    record = Known.at(asked.on).record
    look = lookup_of(record)
    one = (np.array([a]), np.array([b]), np.array([asked.on.year - 1]))
    recent = look.years_with("arms_delivered", *one, _RECENT)[0]
    if np.isnan(recent):
        first, last = look.covers("arms_delivered")
        if last < first + _SILENT:
            raise CoverageError(
                f"Deliveries are known from {first} on: {asked.on} lies too early for this family.",
                f"Ask on a day from {first + _SILENT + 1} on.",
            )
        raise CoverageError(
            f"Deliveries are known for {first}-{last}, so whether {asked.actor} arms {recipient} now is not.",
            f"Ask on a day from {first + _SILENT + 1} to {last + 1}.",
        )
    active = recent > 0
    if not active and look.years_with("arms_delivered", *one, _SILENT)[0] > 0:
        raise InputError(
            "The last delivery was four or five years ago: neither a going supply nor a new one.",
            "The classes are supplies of the last three years, and none in five.",
        )
    kind = family.kind("continues" if active else "starts")
    stops = bool(_STOP.search(out.text)) ^ bool(_NOT.search(out.text))
    given = None
    if asked.condition is not None:
        named = (*asked.condition.states, None, None)
        act = next((x for x in ("force", "sanction") if x in asked.condition.acts), "other")
        given = Condition(asked.condition.text, act, named[0], named[1])
    return make_question(asked, family, kind, (asked.actor, recipient), kind.no if stops else kind.yes, given)


FAMILY = PairFamily(
    "arms",
    "Arms supply continues, stops, starts",
    "whether a state will go on, stop or start supplying arms to another",
    "directed pairs and years from 1955 of suppliers of major arms: with a delivery in the last three years (continues), "
    "with none in five (starts)",
    "ridge logistic regression on shares, past deliveries, customers, obligations, votes, sanctions, disputes, trade, power, "
    "war, region and the rate of the last years, fitted on windows closed before the question",
    "the measure of deliveries (SIPRI) in the years of the window, while the source covers them",
    (
        "Will Russia keep selling arms to Vietnam?",
        "Will the United States stop arms supplies to Saudi Arabia?",
        "If Russia invades Ukraine, will China sell weapons to Russia?",
    ),
    KINDS,
    _frame,
    ("Small arms and secret supplies are not in the record.",),
)
