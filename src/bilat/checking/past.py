"""What is said of a time gone by that is not named: it holds if it ever did, up to the day spoken from.

"Iran was an ally of the United States" is no claim about today. Of reported speech the same words may be ("he said that Iran
was an ally"): there the two readings must agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bilat.checking.outcome import negate
from bilat.dates import FIRST_DAY
from bilat.propositions import Arms, Membership, Obligation
from bilat.types import Outcome, Verdict

if TYPE_CHECKING:
    from bilat.checking.context import Bench
    from bilat.propositions import Proposition

__all__ = ["judge_past"]

_TURNED: dict[Outcome, Outcome] = {"supported": "contradicted", "contradicted": "supported"}


def judge_past(claim: Proposition, bench: Bench, judge: Callable[[Any, Bench], Verdict]) -> Verdict | None:
    """Judge a claim of a time gone by; ``None`` where it is not one.

    That it was ever so is the denial of "never", which every judge asks of all the years it has. A denial in the past tense
    holds where it never was so; where it was, only of states or bodies that are gone is all their time meant.
    """
    if claim.past is None:
        return None
    said = claim.model_copy(update={"past": None, "negated": False})
    if claim.negated and len(getattr(claim, "states", getattr(claim, "recipients", ()))) > 1:
        said = said.model_copy(
            update={"quantifier": "some"}
        )  # denied of each: one of them is enough against it
    ever = _ever(said, bench, judge)
    if claim.past == "reported" or ever.outcome != "supported":
        now = judge(said, bench)
        if ever.outcome == "unmeasurable" and now.outcome == "supported":
            ever = now  # it is so on the day; before it, nobody knows
        elif claim.past == "reported" and now.outcome != ever.outcome:
            return replace(
                now,
                outcome="unmeasurable",
                summary=f"{now.summary} In reported speech the past tense may be of that day or of an earlier one, "
                f"and the two differ. Of an earlier one: {ever.summary}",
                probability=None,
            )
    if claim.negated and ever.outcome == "supported" and not _plain(claim, bench, judge):
        return replace(
            ever,
            outcome="unmeasurable",
            summary=f"{ever.summary} The claim denies it of a time that it does not name.",
        )
    return negate(ever, claim.negated)


def _ever(said: Proposition, bench: Bench, judge: Callable[[Any, Bench], Verdict]) -> Verdict:
    if isinstance(said, Membership):
        return judge(said.model_copy(update={"past": "once"}), bench)
    one = isinstance(said, Obligation) and (
        said.b is None or bench.is_group(said.a) or bench.is_group(said.b)
    )
    if one:
        # with a group, or with anyone: asked of the day alone
        found = judge(said, bench)
        return (
            found
            if found.outcome == "supported"
            else replace(found, outcome="unmeasurable", probability=None)
        )
    never = judge(said.model_copy(update={"negated": True, "since": FIRST_DAY.year - 1}), bench)
    summary = never.summary.removeprefix("The claim is a denial. ")
    if isinstance(said, Obligation) and never.outcome == "supported":
        summary += " Nor was it in any other year that the record has."
    return replace(
        never,
        outcome=_TURNED.get(never.outcome, never.outcome),
        summary=summary,
        probability=None if never.probability is None else 1 - never.probability,
    )


def _plain(claim: Proposition, bench: Bench, judge: Callable[[Any, Bench], Verdict]) -> bool:
    """Say whether a denial can mean no other time: of a state or a body that is gone, or of arms that still came lately."""
    if claim.until is not None:
        return True
    if isinstance(claim, Membership):
        return not bench.ledger.organisation(claim.organisation).members_on(bench.on)
    lately = claim.model_copy(update={"past": None, "negated": False})
    return isinstance(claim, Arms) and judge(lately, bench).outcome == "supported"
