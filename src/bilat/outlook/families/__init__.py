"""The families of questions, loaded when they are first needed. `MODULES` is the one list."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from bilat.errors import UnknownNameError

if TYPE_CHECKING:
    from bilat.outlook.families.base import Family

__all__ = ["MODULES", "families", "family"]

#: Modules with a ``FAMILY``, the narrower before the wider: the first that frames a question answers it.
MODULES: tuple[str, ...] = (
    "groups",
    "council",
    "support",
    "votes",
    "sanctions",
    "arms",
    "alliances",
    "disputes",
)


@cache
def families() -> tuple[Family, ...]:
    """Return every family, in the order in which they are asked."""
    return tuple(importlib.import_module(f"bilat.outlook.families.{name}").FAMILY for name in MODULES)


def family(name: str) -> Family:
    """Return the family of that id.

    Raises
    ------
    UnknownNameError
        With the nearest ids.
    """
    for found in families():
        if found.id == name:
            return found
    raise UnknownNameError("family of questions", name, [f.id for f in families()])
