"""What addresses ask for, read and checked once for pages, figures and JSON."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query

from bilat.dates import day_in_record
from bilat.errors import InputError
from bilat.web.figures import Asked

__all__ = ["AsOf", "Group", "Measure", "On", "Year", "asked", "group_of"]

_MOST_IN_GROUP = 60

On = Annotated[
    str | None, Query(max_length=10, description="The day spoken from, YYYY-MM-DD; today by default.")
]
AsOf = Annotated[str | None, Query(max_length=10, description="Use only what was known by this day.")]
Measure = Annotated[str | None, Query(max_length=40, description="The measure shown as alignment.")]
Year = Annotated[
    int | None, Query(ge=1946, le=2100, description="The year; the last complete one by default.")
]
Group = Annotated[str | None, Query(max_length=600, description="States of a group of your own, by commas.")]


def _day(value: str | None) -> date | None:
    return day_in_record(value) if value else None


def group_of(value: str | None) -> tuple[str, ...]:
    """Return the states of a group as typed.

    Raises
    ------
    InputError
        For more states than a group may have.
    """
    found = tuple(x.strip() for x in (value or "").split(",") if x.strip())
    if len(found) > _MOST_IN_GROUP:
        raise InputError(f"A group of {len(found)} states is too large.", f"Give at most {_MOST_IN_GROUP}.")
    return found


def asked(
    a: str = "",
    b: str = "",
    on: str | None = None,
    as_of: str | None = None,
    measure: str | None = None,
    year: int | None = None,
    group: str | None = None,
    of: str = "",
    narrow: bool = False,
) -> Asked:
    """Return what an address asks for, dates and names checked.

    Raises
    ------
    InputError
        For a day that is none, or outside the record.
    """
    return Asked(a, b, _day(on), _day(as_of), measure or None, year, group_of(group), of, narrow)
