"""Many articles: streams of them, parts read by several processes, tables that a kill cannot halve."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilat.corpus.articles import Article, Collection, collect, is_collection
    from bilat.corpus.part import Settings
    from bilat.corpus.running import Summary, run

__all__ = ["Article", "Collection", "Settings", "Summary", "collect", "is_collection", "run"]

_HOMES = {
    "Article": "articles",
    "Collection": "articles",
    "collect": "articles",
    "is_collection": "articles",
    "Settings": "part",
    "Summary": "running",
    "run": "running",
}


def __getattr__(name: str) -> Any:
    """Load a part on first use."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"bilat.corpus.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'bilat.corpus' has no attribute {name!r}")
