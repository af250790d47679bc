"""What a text must hold for a pattern to match at all: most patterns need not be tried on most sentences.

From the parsed pattern come sets of three letters, of each of which one stands in every text that it matches; a sentence's
runs of three letters are cut once. A pattern without such letters is always tried.

To parse them all takes half a second, so ``letters.json`` holds what came of it (made by packbuild/reading/letters.py). It is keyed
by the pattern itself: a new or changed one is not in it, and is worked out when first used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from itertools import product
from typing import Any

__all__ = ["Needs", "Sieve", "grams", "key", "needs", "needs_of", "worked_out"]

#: Sets of runs of three characters; a text that matches holds one of each.
Needs = tuple[frozenset[str], ...]
_LENGTH = 3
#: A larger set of alternatives rules out too little.
_MOST = 80
#: So many sets of a pattern are kept, the smallest first.
_SETS = 3
#: So many strings a part of a pattern is spelt out in; one that has more is looked into.
_SPELT = 64
#: The marks of actors are letters like any other; beyond them and ASCII, small and capital letters are no pairs.
_MARKS = frozenset("⟨⟩‹›¤")
#: Where case is ignored these match "s", "k" and "i".
_ODD = str.maketrans({"ſ": "s", "\u212a": "k", "ı": "i", "İ": "i"})


def grams(text: str) -> set[str]:
    """Return every run of three characters of a text in small letters.

    Examples
    --------
    >>> sorted(grams("Oslo"))
    ['osl', 'slo']
    """
    low = text.lower() if text.isascii() else text.translate(_ODD).lower()
    return {low[i : i + _LENGTH] for i in range(len(low) - _LENGTH + 1)}


@lru_cache(maxsize=4096)
def needs(pattern: str, flags: int = 0) -> Needs:
    """Return the sets of runs of three characters, of each of which every match of a regular expression holds one.

    Examples
    --------
    >>> [sorted(each) for each in needs("[Vv]eto(?:es)? (?:it|them)")]
    [['vet'], ['eto', 'hem', 'oes']]
    """
    kept = _kept().get(key(pattern, flags))
    if kept is None:
        return worked_out(pattern, flags)
    return tuple(frozenset(each[i : i + _LENGTH] for i in range(0, len(each), _LENGTH)) for each in kept)


@lru_cache(maxsize=1)
def _kept() -> dict[str, list[str]]:
    """Return the kept sets of patterns, each a string of its runs one after another, by the patterns' keys."""
    file = resources.files("bilat.reading.claims") / "letters.json"
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def key(pattern: str, flags: int) -> str:
    """Return the key under which the sets of a pattern are kept."""
    return blake2b(f"{flags}:{pattern}".encode(), digest_size=8).hexdigest()


def worked_out(pattern: str, flags: int) -> Needs:
    """Return what `needs` does, from the pattern alone."""
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # pragma: no cover - a Python whose re is built in another way
        return ()
    found = {each for each in _sets(_parser.parse(pattern, flags)) if len(each) <= _MOST}
    return tuple(sorted(found, key=lambda each: (len(each), sorted(each)))[:_SETS])


_KNOWN: dict[int, tuple[re.Pattern[str], Needs]] = {}


def needs_of(pattern: re.Pattern[str]) -> Needs:
    """Return what `needs` does, for a compiled pattern."""
    # By the object: the hash of a pattern is taken anew each time, over all of its code.
    known = _KNOWN.get(id(pattern))
    if known is None or known[0] is not pattern:
        if len(_KNOWN) > 4096:
            _KNOWN.clear()
        known = _KNOWN[id(pattern)] = (pattern, needs(pattern.pattern, pattern.flags))
    return known[1]


class Sieve:
    """Which of many patterns may match a text: found from the letters that it holds, not by asking every pattern.

    Examples
    --------
    >>> Sieve([needs("vetoed it"), needs("sold (?:it|them)"), needs("[a-z]+")]).may(grams("France vetoed it"))
    [0, 2]
    """

    def __init__(self, wanted: Sequence[Needs]) -> None:
        self._wanted = wanted
        self._always = [i for i, each in enumerate(wanted) if not each]
        # by the runs of the smallest set, which comes first and lets the fewest texts through
        self._by: dict[str, list[int]] = {}
        for i, each in enumerate(wanted):
            for run in each[0] if each else ():
                self._by.setdefault(run, []).append(i)
        self._runs = frozenset(self._by)

    def may(self, held: set[str]) -> list[int]:
        """Return the numbers of the patterns that may match a text that holds these runs, in order."""
        found = {i for run in self._runs & held for i in self._by[run]}
        left = [i for i in found if not any(each.isdisjoint(held) for each in self._wanted[i][1:])]
        return sorted([*self._always, *left])


def _sets(items: Any) -> Iterator[frozenset[str]]:
    """Yield sets that the parts of a pattern need that must match one after another."""
    runs = [""]
    for operation, value in items:
        name = str(operation)
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue  # takes up no letter
        spelt = _strings([(operation, value)])
        if spelt is not None and len(spelt) * len(runs) <= _SPELT:
            runs = list(dict.fromkeys(a + b for a, b in product(runs, spelt)))
            continue
        yield from _of_runs(runs)
        runs = [""] if spelt is None or len(spelt) > _SPELT else spelt
        if spelt is not None:
            continue
        if name == "SUBPATTERN":
            yield from _sets(value[-1])
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
            yield from _sets(value[2])
        elif name == "ATOMIC_GROUP":
            yield from _sets(value)
        elif name == "BRANCH":
            each = [sorted(_sets(branch), key=len) for branch in value[1]]
            for sets in zip(*each, strict=False):
                yield frozenset().union(*sets)
    yield from _of_runs(runs)


def _strings(items: Any) -> list[str] | None:
    """Return the few strings that some parts of a pattern match; ``None`` if they are not letters alone, or many."""
    out = [""]
    for operation, value in items:
        name = str(operation)
        each: list[str] | None = None
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        if name == "LITERAL":
            each = _letter(value)
        elif name == "IN":
            letters = [_letter(v) if str(o) == "LITERAL" else None for o, v in value]
            each = [x for found in letters if found for x in found] if all(letters) else None
        elif name == "SUBPATTERN":
            each = _strings(value[-1])
        elif name == "BRANCH":
            branches = [_strings(branch) for branch in value[1]]
            each = (
                [x for b in branches if b is not None for x in b]
                if all(b is not None for b in branches)
                else None
            )
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and value[0] == 0 and value[1] == 1:
            inner = _strings(value[2])
            each = None if inner is None else ["", *inner]
        if each is None:
            return None
        out = list(dict.fromkeys(a + b for a, b in product(out, dict.fromkeys(each))))
        if len(out) > _SPELT:
            return None
    return out


def _letter(code: int) -> list[str] | None:
    letter = chr(code)
    return [letter.lower()] if code < 128 or letter in _MARKS else None


def _of_runs(runs: list[str]) -> Iterator[frozenset[str]]:
    """Yield what alternative runs of letters need: the first and the last three of each."""
    if all(len(run) >= _LENGTH for run in runs):
        for wanted in (0, -1):
            out = set()
            for run in runs:
                parts = [run[i : i + _LENGTH] for i in range(len(run) - _LENGTH + 1)]
                # Fewer other words hold a run without spaces.
                out.add(([p for p in parts if " " not in p] or parts)[wanted])
            yield frozenset(out)
