"""What a text must hold for a pattern to match at all: most patterns need not be tried on most sentences.

From the parsed pattern come three letters, one of which stands in every text that it matches; a sentence's runs of three
letters are cut once. A pattern without such letters is always tried.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from bilat.reading.claims.grammar import compile_pattern

__all__ = ["grams", "needed"]

_LENGTH = 3
#: A larger set of alternatives rules out too little.
_MOST = 150


def grams(text: str) -> frozenset[str]:
    """Return every run of three characters of a text in small letters.

    Examples
    --------
    >>> sorted(grams("Oslo"))
    ['osl', 'slo']
    """
    # The long s and the Kelvin sign match "s" and "k" where case is ignored.
    low = text.lower().replace("ſ", "s")
    return frozenset(map("".join, zip(low, low[1:], low[2:], strict=False)))


@lru_cache(maxsize=4096)
def needed(pattern: str) -> frozenset[str] | None:
    """Return runs of three characters, one of which every match of a pattern holds; ``None`` if there are none.

    Examples
    --------
    >>> sorted(needed("<veto> (?:it|them)"))
    ['vet']
    """
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # pragma: no cover - a Python whose re is built in another way
        return None
    found = _of(_parser.parse(compile_pattern(pattern).pattern, re.IGNORECASE))
    return found if found and len(found) <= _MOST else None


def _of(items: Any) -> frozenset[str] | None:
    """Return the smallest set that one of the parts that must match needs."""
    best: frozenset[str] | None = None
    run = ""
    for operation, value in [*items, ("END", None)]:
        name = str(operation)
        if name == "LITERAL" and value < 128:
            run += chr(value).lower()
            continue
        best, run = _better(best, _gram(run)), ""
        if name == "SUBPATTERN":
            best = _better(best, _of(value[-1]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
            best = _better(best, _of(value[2]))
        elif name == "ATOMIC_GROUP":
            best = _better(best, _of(value))
        elif name == "BRANCH":
            each = [_of(branch) for branch in value[1]]
            if all(each):
                best = _better(best, frozenset().union(*(e for e in each if e)))
    return best


def _gram(run: str) -> frozenset[str] | None:
    """Return the part of a run of letters that the fewest other words hold: its start, without spaces."""
    parts = [run[i : i + _LENGTH] for i in range(len(run) - _LENGTH + 1)]
    parts = [p for p in parts if " " not in p] or parts
    return frozenset({parts[0]}) if parts else None


def _better(a: frozenset[str] | None, b: frozenset[str] | None) -> frozenset[str] | None:
    if not a or not b:
        return a or b
    return min(a, b, key=len)
