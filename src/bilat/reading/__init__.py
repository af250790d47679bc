"""From a page to typed propositions: clean text, who says what, and what it claims about states."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bilat.reading.attributing.attribution import Attribution, attributions
    from bilat.reading.context import Context
    from bilat.reading.deeds.certainty import certainty
    from bilat.reading.document import Document, Found, read
    from bilat.reading.pages.page import Page, clean, load

__all__ = [
    "Attribution",
    "Context",
    "Document",
    "Found",
    "Page",
    "attributions",
    "certainty",
    "clean",
    "load",
    "read",
    "read_source",
]

_HOMES = {
    "Attribution": "attributing.attribution",
    "attributions": "attributing.attribution",
    "certainty": "deeds.certainty",
    "Context": "context",
    "Document": "document",
    "Found": "document",
    "read": "document",
    "Page": "pages.page",
    "clean": "pages.page",
    "load": "pages.page",
}


def __getattr__(name: str) -> Any:
    """Load a part on first use."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"bilat.reading.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'bilat.reading' has no attribute {name!r}")


def read_source(
    source: str | Path,
    date: date | None = None,
    outlet: str | None = None,
    *,
    mode: str | None = None,
    from_source: bool = False,
    allow_loopback: bool = False,
) -> Document:
    """Read an article from its text, a path, a URL, or standard input (``"-"``).

    Parameters
    ----------
    mode
        ``accurate`` or ``fast``; see `bilat.reading.document.read`.
    from_source
        `source` is surely no text: a missing file is an error.

    Raises
    ------
    InputError
        If there is no such file, or no text in it.
    FetchError
        If a URL is refused or cannot be fetched.
    """
    from bilat.reading.document import read_page
    from bilat.reading.pages.page import clean, load, names_a_source

    named = from_source or names_a_source(source)
    page = load(source, allow_loopback=allow_loopback) if named else clean(str(source))
    return read_page(page, date, outlet, mode)
