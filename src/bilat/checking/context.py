"""What a judge needs to know besides the proposition: the record, the ledger, the day spoken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from bilat import states
from bilat.checking.regions import BLOCKS, states_of
from bilat.errors import UnknownNameError

if TYPE_CHECKING:
    from bilat.ledger import Ledger
    from bilat.record import Record
    from bilat.states import State

__all__ = ["Bench"]


@dataclass(frozen=True)
class Bench:
    """The bench a judge sits on.

    Attributes
    ----------
    record, ledger
        What may be known (both already cut to what was known by ``as_of``).
    on
        The day spoken from: "now" in the claim means this day.
    as_of
        The day up to which facts count; ``None`` for all.
    """

    record: Record
    ledger: Ledger
    on: date
    as_of: date | None = None

    @property
    def horizon(self) -> date:
        """The last day of which anything is known: the day spoken from, or ``as_of`` where that is earlier."""
        return self.on if self.as_of is None else min(self.on, self.as_of)

    def state(self, iso3: str) -> State:
        """Return the state named `iso3` on the day spoken from."""
        return states.get(iso3, self.on)

    def code(self, iso3: str, year: int | None = None) -> int:
        """Return the COW code of `iso3`, in `year` where the letters have had several bearers (Germany)."""
        if year is not None and year != self.on.year:
            found = states.code_of_iso3(iso3, year)
            if found is not None:
                return found
        return self.state(iso3).code

    def codes(self, iso3: str, since: int, until: int) -> list[int]:
        """Return every COW code that `iso3` had between two years, latest first.

        Germany is 260 until 1990 and 255 after; a long window must read both.
        """
        return list(_codes(iso3, since, until)) or [self.code(iso3)]

    def name(self, actor: str, on: date | int | None = None) -> str:
        """Return a name to write in a sentence: a state's name on the day, or the group's own."""
        if self.is_group(actor):
            return actor
        try:
            state = states.get(actor, self.on)
        except UnknownNameError:
            # an organisation that the ledger does not follow keeps its own name
            return actor
        return states.name(state.code, on if on is not None else self.on)

    def is_group(self, actor: str) -> bool:
        """Say whether `actor` is an organisation or group of the ledger, or a region, rather than a state."""
        return actor in self.ledger.organisation_keys or actor in BLOCKS

    def members(self, actor: str, on: date | None = None) -> tuple[str, ...]:
        """Return the members of a group on a day, or the state itself."""
        if not self.is_group(actor):
            return (actor,)
        if actor in BLOCKS:
            return states_of(actor, (on or self.on).year)
        return self.ledger.organisation(actor).members_on(on or self.on)

    def record_name(self, code: int, year: int) -> str:
        """Return the name of a COW code in a year, for rows about third states."""
        return states.name(code, year)


# a claim asks for the codes of its two states for every dimension that it is judged by
@lru_cache(maxsize=4096)
def _codes(iso3: str, since: int, until: int) -> tuple[int, ...]:
    found = (states.code_of_iso3(iso3, year) for year in range(until, since - 1, -1))
    return tuple(dict.fromkeys(code for code in found if code is not None))
