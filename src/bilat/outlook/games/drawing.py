"""Drawing the values of a scenario: measures from the record with their uncertainty, and stated distributions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.errors import UnknownNameError
from bilat.measures.access import latest_year, observe
from bilat.measures.catalogue import MEASURES
from bilat.outlook.games.faults import ScenarioError
from bilat.outlook.games.model import Draw, Scenario, Value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record
    from bilat.states import State

__all__ = ["Sourced", "central", "compute", "roles", "sample", "source_values"]

_Z90 = 3.2897  # width of a central 90% interval in standard deviations


@dataclass(frozen=True, slots=True)
class Sourced:
    """Where a random value comes from.

    ``text`` says it for people; ``year`` is that of the measure; ``known`` is false where a prior stands in.
    """

    name: str
    draw: Draw
    within: tuple[float, float] | None
    text: str
    measure: str | None = None
    year: int | None = None
    value: float | None = None
    known: bool = True


def roles(scenario: Scenario, on: date, changed: Mapping[str, str]) -> dict[str, State]:
    """Return the state of each role on a day, some roles given to other states.

    Raises
    ------
    ScenarioError
        For an unknown role or state, and where two roles fall to one state.
    """
    for role in changed:
        if role not in scenario.states:
            raise UnknownNameError("role", role, scenario.states)
    found: dict[str, State] = {}
    for role, name in (scenario.states | dict(changed)).items():
        try:
            found[role] = states.get(name, on)
        except UnknownNameError as exc:
            raise ScenarioError(f"states.{role}", exc.message, exc.hint) from None
        twin = next((r for r, s in found.items() if r != role and s.code == found[role].code), None)
        if twin is not None:
            raise ScenarioError(
                f"states.{role}",
                f"{found[role].name} already plays {twin}.",
                "Each role needs its own state.",
            )
    return found


def source_values(
    scenario: Scenario, record: Record, on: date, cast: Mapping[str, State]
) -> dict[str, Sourced]:
    """Look every value that is not an expression up.

    Raises
    ------
    ScenarioError
        If a measure is not known for the states and day, and no prior is stated.
    """
    out = {}
    for value in scenario.values.values():
        if value.measure is not None:
            out[value.name] = _measured(value, record, on, cast)
        elif value.draw is not None:
            out[value.name] = Sourced(value.name, value.draw, value.within, value.why or "stated in the file")
    return out


def _measured(value: Value, record: Record, on: date, cast: Mapping[str, State]) -> Sourced:
    assert value.measure is not None
    m = MEASURES[value.measure]
    who = [cast[role] for role in value.of]
    year = latest_year(record, value.measure, on)
    label = f"{m.label}, {' and '.join(s.name for s in who)}"
    known: float | None = None
    sd, reason = 0.0, f"{m.label} is not in the record by {on}"
    if year is not None and m.tie == "state":
        known = _of_state(record, m.table, m.column, who[0].code, year)
        reason = f"{m.label} of {who[0].name} is not known for {year}"
    elif year is not None:
        seen = observe(record, value.measure, who[0].code, who[1].code, year)
        known, reason = seen.value, (seen.reason or "not known").rstrip(".")
        if seen.low is not None and seen.high is not None:
            sd = (seen.high - seen.low) / _Z90
    if known is None:
        if value.prior is None:
            raise ScenarioError(
                f"values.{value.name}.measure",
                f"{label} is not known on {on}: {reason}.",
                "State a prior = { normal = [mean, sd] } for it, or choose another day or state.",
            )
        text = f"{label}: not known ({reason}); the stated prior stands in"
        return Sourced(value.name, value.prior, value.within, text, value.measure, year, None, False)
    sd = value.sd if value.sd is not None else sd
    bounds = value.within or (
        -np.inf if m.low is None else float(m.low),
        np.inf if m.high is None else float(m.high),
    )
    stale = f", the last year known by {on}" if year is not None and year < on.year - 2 else ""
    text = f"{label} {known:.3g} in {year}{stale}; {record.coverage(m.table).provenance.source}"
    return Sourced(value.name, Draw("normal", (known, sd)), bounds, text, value.measure, year, known)


def _of_state(record: Record, table: str, column: str, code: int, year: int) -> float | None:
    rows = (record.column(table, "code") == code) & (record.column(table, "year") == year)
    values = record.column(table, column)[rows]
    return float(values[0]) if len(values) and not np.isnan(values[0]) else None


def sample(
    draw: Draw, rng: np.random.Generator, n: int, within: tuple[float, float] | None = None
) -> NDArray[np.float64]:
    """Draw `n` numbers; those outside `within` are set to its ends."""
    q = draw.numbers
    if draw.name == "fixed":
        out = np.full(n, q[0])
    elif draw.name == "normal":
        out = rng.normal(q[0], q[1], n)
    elif draw.name == "uniform":
        out = rng.uniform(q[0], q[1], n)
    elif draw.name == "loguniform":
        out = np.exp(rng.uniform(np.log(q[0]), np.log(q[1]), n))
    elif draw.name == "triangular":
        out = rng.triangular(q[0], q[1], q[2], n)
    else:
        out = rng.beta(q[0], q[1], n)
    return np.clip(out, *within) if within is not None else out


def central(drawn: Mapping[str, NDArray[np.float64]]) -> dict[str, float]:
    """Return the median of each drawn value."""
    return {name: float(np.median(x)) for name, x in drawn.items()}


def compute(scenario: Scenario, drawn: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Add the values that are expressions of others.

    Raises
    ------
    ScenarioError
        If one is not a finite number in some draw.
    """
    n = len(next(iter(drawn.values()))) if drawn else 1
    values = {name: np.asarray(x, float) for name, x in drawn.items()}
    for value in scenario.values.values():
        if value.expression is None:
            continue
        found = np.broadcast_to(value.expression.evaluate(values), (n,))
        _finite(found, f"values.{value.name}.expression")
        values[value.name] = np.clip(found, *value.within) if value.within else found
    return values


def _finite(values: NDArray[np.float64], path: str) -> None:
    wrong = int((~np.isfinite(values)).sum())
    if wrong:
        raise ScenarioError(
            path,
            f"It is not a finite number in {wrong} of {len(values)} draws.",
            "Look for a division by 0, the log or root of a negative number, a power too large.",
        )
