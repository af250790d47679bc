"""Claims about members of a group: "most NATO members sanctioned", "none of the BRICS", "at least three Gulf states".

The members on the day of the claim are judged one by one by the judge of the kind; how many of them it holds for decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from bilat.checking.context import Bench
from bilat.checking.outcome import Finding, combine, negate
from bilat.checking.words import list_words
from bilat.errors import CoverageError, InputError, UnknownNameError
from bilat.propositions import Arms, Proposition, Quantifier
from bilat.types import Evidence, Outcome, Verdict

__all__ = ["enough", "group_of", "judge_members"]

#: Fields of propositions that hold an actor, the one a quantifier belongs to first.
_ACTORS = (
    "states",
    "supplier",
    "recipients",
    "sender",
    "target",
    "source",
    "state",
    "a",
    "b",
    "versus",
    "to",
)
_ROWS = 12
_SAID: dict[Quantifier, str] = {
    "all": "all of them",
    "most": "more than half of them",
    "some": "at least one of them",
    "none": "none of them",
    "few": "fewer than half of them",
    "not all": "not all of them",
    "at least": "at least {} of them",
    "at most": "at most {} of them",
    "exactly": "exactly {} of them",
}


def group_of(proposition: Proposition, bench: Bench) -> tuple[str, str] | None:
    """Return the field that names a group, and the group; ``None`` where every actor is a state."""
    for name in _ACTORS:
        value = getattr(proposition, name, None)
        for actor in value if isinstance(value, tuple) else (value,):
            if actor is not None and bench.is_group(actor):
                return name, actor
    return None


def enough(quantifier: Quantifier, number: int | None, yes: int, unknown: int, n: int) -> Finding:
    """Say whether the quantifier holds, whatever the unknown ones turn out to be.

    Parameters
    ----------
    yes, unknown, n
        Members for whom the claim holds, of whom it is not known, and all.

    Examples
    --------
    >>> enough("most", None, 16, 0, 30), enough("most", None, 14, 3, 30), enough("exactly", 2, 2, 0, 5)
    ('supports', 'unknown', 'supports')
    """
    low, high = yes, yes + unknown
    wanted = number or 1
    surely, surely_not = {
        "all": (low == n, high < n),
        "most": (2 * low > n, 2 * high <= n),
        "some": (low >= 1, high == 0),
        "none": (high == 0, low >= 1),
        "few": (2 * high < n, 2 * low >= n),
        "not all": (high < n, low == n),
        "at least": (low >= wanted, high < wanted),
        "at most": (high <= wanted, low > wanted),
        "exactly": (low == high == wanted, low > wanted or high < wanted),
    }[quantifier]
    return "supports" if surely else "contradicts" if surely_not else "unknown"


def judge_members(
    proposition: Proposition, bench: Bench, judge: Callable[[Any, Bench], Verdict]
) -> Verdict | None:
    """Judge a claim about a group member by member; ``None`` where no actor of it is a group with members."""
    found = group_of(proposition, bench)
    if found is None:
        return None
    field, group = found
    if isinstance(proposition, Arms) and proposition.quantifier and "share" in proposition.relation:
        # "all Gulf states buy most of their arms from the West": the members are those who buy
        field, group = next((("recipients", r) for r in proposition.recipients if bench.is_group(r)), found)
    day = proposition.dated or _day(proposition, bench)
    others = {x for name in _ACTORS if name != field for x in _actors(getattr(proposition, name, None))}
    members = [m for m in bench.members(group, day) if m not in others]
    if not members:
        return None
    quantifier: Quantifier = proposition.quantifier or "most"
    plain = {"quantifier": None, "members": None, "negated": False}
    by_outcome: dict[Outcome, list[str]] = {}
    rows: list[Evidence] = []
    coverage: list[str] = []
    for member in members:
        value = getattr(proposition, field)
        put = tuple(member if x == group else x for x in value) if isinstance(value, tuple) else member
        one = proposition.model_copy(update=plain | {field: put})
        try:
            verdict = judge(one, bench)
        except (CoverageError, InputError, UnknownNameError) as exc:
            verdict = Verdict("unmeasurable", exc.message)
        by_outcome.setdefault(verdict.outcome, []).append(bench.name(member, day))
        rows += verdict.evidence[:1]
        coverage += [line for line in verdict.coverage if line not in coverage]
    yes, no = by_outcome.get("supported", []), by_outcome.get("contradicted", [])
    finding = enough(
        quantifier, proposition.members, len(yes), len(members) - len(yes) - len(no), len(members)
    )
    said = _SAID[quantifier].format(proposition.members)
    summary = (
        f"Of {len(members)} members of {group} on {day:%d %B %Y} it holds for {_count(yes)}, not for {_count(no)}"
        + (f", and cannot be told for {rest}" if (rest := len(members) - len(yes) - len(no)) else "")
        + f"; claimed of {said}. Members of another day, or another reading of how many, could change it."
    )
    verdict = Verdict(combine([finding]), summary, tuple(rows[:_ROWS]), tuple(coverage[:4]), bench.as_of)
    return negate(verdict, proposition.negated)


def _count(names: Sequence[str]) -> str:
    return f"{len(names)} ({list_words(names)})" if 0 < len(names) <= 6 else str(len(names))


def _actors(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


def _day(proposition: Proposition, bench: Bench) -> date:
    """Return the day whose members count: the end of the window, or the day spoken from."""
    until = proposition.until
    return date(until, 12, 31) if until is not None and until < bench.on.year else bench.on
