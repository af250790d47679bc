"""Sources: one module per data set, each with a `SOURCE`; `recognise` says whose a file is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bilat.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bilat.sources.base import Source

__all__ = ["SOURCES", "recognise", "source", "sources"]

if TYPE_CHECKING:
    SOURCES: Mapping[str, Source]


@cache
def sources() -> Mapping[str, Source]:
    """Return every source by id, in the order of the registry (modules are imported on first use)."""
    from bilat.sources.registry import MODULES

    found: dict[str, Source] = {}
    for name in MODULES:
        item: Source = import_module(f"bilat.sources.{name}").SOURCE
        if item.id in found:
            raise ValueError(f"Two sources are called {item.id!r}.")
        found[item.id] = item
    return MappingProxyType(found)


def __getattr__(name: str) -> Mapping[str, Source]:
    if name == "SOURCES":
        return sources()
    raise AttributeError(f"module 'bilat.sources' has no attribute {name!r}")


def source(id: str) -> Source:  # noqa: A002 - the word the whole project uses
    """Look a source up by id.

    Raises
    ------
    UnknownNameError
        With the nearest ids.
    """
    try:
        return sources()[id]
    except KeyError:
        raise UnknownNameError("source", id, sources(), otherwise="`bilat data list` shows them.") from None


def recognise(path: Path, columns: Sequence[str] | None = None) -> Source | None:
    """Say whose file `path` is: by its name, else by its columns (the most specific source wins)."""
    from bilat.sources.tables import columns_of

    by_name = [s for s in sources().values() if s.name_matches(path)]
    if len(by_name) == 1:
        return by_name[0]
    have = columns_of(path) if columns is None else list(columns)
    fits = sorted(((s.fit(have), s) for s in by_name or sources().values()), key=lambda p: p[0], reverse=True)
    if fits and fits[0][0] > 0 and (len(fits) == 1 or fits[0][0] > fits[1][0]):
        return fits[0][1]
    return by_name[0] if by_name else None
