"""What a text must hold for a pattern to match at all: most patterns need not be tried on most sentences.

From the parsed pattern come sets of runs of letters, of each of which one stands in every text that it matches. One pass over a
text, by an automaton of the runs of all patterns, tells which it holds. A pattern without such runs is always tried.

Texts and runs are compared in small letters, with a space for every mark and every letter beyond ASCII; so a space stands wherever
a word begins or ends.

To parse all patterns takes half a second, and which runs are rare must be counted: ``letters.json`` holds what came of it (made by
packbuild/reading/letters.py). It is keyed by the pattern itself: a new or changed one is not in it, is worked out when first used,
and its runs are looked for one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from importlib import resources
from itertools import product
from typing import Any, NamedTuple

__all__ = [
    "LONGEST",
    "Needs",
    "Sieve",
    "Sieved",
    "key",
    "needs",
    "needs_of",
    "plainly",
    "runs_in",
    "worked_out",
]


class Needs(NamedTuple):
    """Sets of runs; a text that matches holds one of each. ``late`` ones are not in the automaton."""

    sets: tuple[frozenset[str], ...]
    late: bool = False


#: A longer run is cut: it rules out hardly more.
LONGEST = 10
#: A larger set of alternatives rules out too little.
_MOST = 600
#: So many sets of a pattern that is not kept are asked for, the rarest first.
_SETS = 3
#: So many strings a part of a pattern is spelt out in; one that has more is looked into.
_SPELT = 200
#: Where case is ignored these match "s", "k" and "i".
_ODD = (("ſ", "s"), ("\u212a", "k"), ("ı", "i"), ("İ", "i"))
#: Small letters, digits, and marks that tell something; all others are as good as a space.
_PLAIN = bytes(
    ord(c) if (c := chr(code).lower()).isascii() and (c.isalnum() or c in "_/%") else 32
    for code in range(256)
)
#: Between a letter and what is none, or the other way.
_EDGE = "\0"


def plainly(text: str) -> str:
    """Return a text as runs are looked for in it.

    Examples
    --------
    >>> plainly("France’s vote, on A/RES/3")
    ' france s vote  on a / res / 3 '
    """
    for odd, letter in _ODD if not text.isascii() else ():
        if odd in text:
            text = text.replace(odd, letter)
    plain = text.encode("ascii", "replace").translate(_PLAIN)
    return f" {plain.replace(b'/', b' / ').replace(b'%', b' % ').decode('ascii')} "


def runs_in(text: str) -> set[str]:
    """Return the runs of kept patterns that a text holds."""
    return {run for _end, run in _automaton().iter(plainly(text))}


@lru_cache(maxsize=4096)
def needs(pattern: str, flags: int = 0) -> Needs:
    r"""Return the sets of runs of letters, of each of which every match of a regular expression holds one.

    Examples
    --------
    >>> [sorted(each) for each in needs(r"[Vv]eto(?:es)? (?:it|them)\b").sets]
    [['veto it ', 'veto them ', 'vetoes it ', 'vetoes the']]
    """
    kept = _kept().get(key(pattern, flags))
    if kept is not None:
        return Needs(tuple(frozenset(each) for each in kept))
    return Needs(tuple(worked_out(pattern, flags)[:_SETS]), late=True)


@lru_cache(maxsize=1)
def _kept() -> dict[str, list[list[str]]]:
    """Return the kept sets of patterns by the patterns' keys."""
    file = resources.files(__package__) / "letters.json"
    if not file.is_file():
        return {}
    table = json.loads(file.read_text(encoding="utf-8"))
    return {k: [each.split("|") for each in sets] for k, sets in table.items()}


@lru_cache(maxsize=1)
def _automaton() -> Any:
    from ahocorasick import Automaton

    found = Automaton()
    found.add_word(_EDGE, _EDGE)  # in no text: an automaton of nothing cannot be asked
    for run in {run for sets in _kept().values() for each in sets for run in each}:
        found.add_word(run, run)
    found.make_automaton()
    return found


def key(pattern: str, flags: int) -> str:
    """Return the key under which the sets of a pattern are kept."""
    return blake2b(f"{flags}:{pattern}".encode(), digest_size=8).hexdigest()


#: By the object: the hash of a pattern is taken anew each time, over all of its code.
_KNOWN: dict[int, tuple[re.Pattern[str], Needs]] = {}


def needs_of(pattern: re.Pattern[str]) -> Needs:
    """Return what `needs` does, for a compiled pattern."""
    known = _KNOWN.get(id(pattern))
    if known is None or known[0] is not pattern:
        if len(_KNOWN) > 4096:
            _KNOWN.clear()
        known = _KNOWN[id(pattern)] = (pattern, needs(pattern.pattern, pattern.flags))
    return known[1]


class Sieved:
    """A text on which a pattern is tried only where the text holds runs that it needs; the runs are looked for once.

    Examples
    --------
    >>> found = Sieved("France sold arms").search(re.compile("s[eo]lls?|sold"))
    >>> found is not None, Sieved("It rained").may_hold(needs("s[eo]lls?|sold"))
    (True, False)
    """

    __slots__ = ("_held", "text")

    def __init__(self, text: str, held: set[str] | None = None) -> None:
        self.text = text
        #: ``None`` until it is asked for; what a longer text holds will do.
        self._held = held

    @classmethod
    def of(cls, text: Sieved | str) -> Sieved:
        """Return a text to be sieved, or as it is if it is one."""
        return cls(text) if isinstance(text, str) else text

    def part(self, start: int, end: int) -> Sieved:
        """Return a part of the text that begins and ends between words; what the whole holds does for it too.

        Where a part cuts a word, a word begins or ends that is none in the whole: its runs are looked for by themselves.
        """
        cuts = any(
            0 < at < len(self.text) and _of_word(self.text[at - 1]) and _of_word(self.text[at])
            for at in (start, end)
        )
        return Sieved(self.text[start:end], None if cuts else self.held)

    @property
    def held(self) -> set[str]:
        """The runs of kept patterns that the text holds."""
        if self._held is None:
            self._held = runs_in(self.text)
        return self._held

    def may_hold(self, wanted: Needs) -> bool:
        """Say whether a pattern that needs such runs may match."""
        sets, late = wanted
        if late:
            plain = plainly(self.text)
            return all(any(run in plain for run in each) for each in sets)
        held = self._held
        if held is None:
            held = self.held
        for each in sets:  # noqa: SIM110 - this runs two hundred times a sentence
            if each.isdisjoint(held):
                return False
        return True

    def allows(self, pattern: re.Pattern[str]) -> bool:
        """Say whether a pattern may match: `may_hold` of `needs_of`, in one step, as it is asked a hundred times a sentence."""
        known = _KNOWN.get(id(pattern))
        wanted = known[1] if known is not None and known[0] is pattern else needs_of(pattern)
        if wanted.late:
            return self.may_hold(wanted)
        held = self._held
        if held is None:
            held = self.held
        for each in wanted.sets:  # noqa: SIM110 - a generator would cost more than all of it
            if each.isdisjoint(held):
                return False
        return True

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find the first place of a pattern."""
        return pattern.search(self.text) if self.allows(pattern) else None

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern at the start."""
        return pattern.match(self.text) if self.allows(pattern) else None

    def each(self, pattern: re.Pattern[str]) -> Iterable[re.Match[str]]:
        """Find all places of a pattern."""
        return pattern.finditer(self.text) if self.allows(pattern) else ()


class Sieve:
    """Which of many patterns may match a text: found from the runs that it holds, not by asking every pattern."""

    def __init__(self, wanted: Sequence[Needs]) -> None:
        self._wanted = wanted
        self._always = [i for i, each in enumerate(wanted) if not each.sets]
        self._late = [i for i, each in enumerate(wanted) if each.sets and each.late]
        # by the runs of the first set, which lets the fewest texts through
        self._by: dict[str, list[int]] = {}
        for i, each in enumerate(wanted):
            for run in each.sets[0] if each.sets and not each.late else ():
                self._by.setdefault(run, []).append(i)
        self._runs = frozenset(self._by)

    def may(self, text: Sieved) -> list[int]:
        """Return the numbers of the patterns that may match a text, in order."""
        held = text.held
        found = {i for run in self._runs & held for i in self._by[run]}
        left = [i for i in found if not any(each.isdisjoint(held) for each in self._wanted[i].sets[1:])]
        return sorted([*self._always, *left, *(i for i in self._late if text.may_hold(self._wanted[i]))])


# ------------------------------------------------------------------------------------ from a pattern


def worked_out(pattern: str, flags: int) -> list[frozenset[str]]:
    """Return every set of runs that a pattern needs, those first that look rarest."""
    try:
        from re import _parser  # type: ignore[attr-defined]
    except ImportError:  # pragma: no cover - a Python whose re is built in another way
        return []
    found = {each for each in _sets(list(_parser.parse(pattern, flags)), [""]) if len(each) <= _MOST}
    return sorted(found, key=lambda each: (sum(4.0 ** -len(run) for run in each), sorted(each)))


def _sets(items: list[Any], runs: list[str]) -> Iterator[frozenset[str]]:
    """Yield sets that the parts of a pattern need that must match one after another, after one of some runs."""
    for at, (operation, value) in enumerate(items):
        name = str(operation)
        if name in ("SUBPATTERN", "ATOMIC_GROUP"):
            inner = value[-1] if name == "SUBPATTERN" else value
            yield from _sets([*inner, *items[at + 1 :]], runs)
            return
        if name == "ASSERT":
            yield from _sets(list(value[1]), [""])
        if name in ("ASSERT", "ASSERT_NOT"):
            continue  # takes up no letter
        spelt = _strings([(operation, value)])
        if spelt is not None and len(spelt) * len(runs) <= _SPELT:
            runs = list(dict.fromkeys(_joined(a, b) for a, b in product(runs, spelt)))
            if all(len(run) >= LONGEST for run in runs):
                yield from _of_runs(runs)
                runs = [""]
            continue
        if spelt is not None:
            yield from _of_runs(runs)
            runs = spelt
            continue
        if name == "BRANCH":
            branches = [sorted(_sets(list(branch), runs), key=_weight) for branch in value[1]]
            for sets in zip(*branches, strict=False):
                yield from _telling(frozenset().union(*sets))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] >= 1:
            yield from _sets(list(value[2]), runs)
        else:
            yield from _of_runs(runs)
        runs = [""]
    yield from _of_runs(runs)


def _weight(runs: Iterable[str]) -> float:
    return sum(4.0 ** -len(run) for run in runs)


def _joined(start: str, more: str) -> str:
    return start if len(start) >= LONGEST else start + more


def _strings(items: Any) -> list[str] | None:
    """Return the few strings that some parts of a pattern match; ``None`` if they are not letters alone, or many."""
    out = [""]
    for operation, value in items:
        name = str(operation)
        each: list[str] | None = None
        if name in ("ASSERT", "ASSERT_NOT"):
            return None
        if name == "AT":
            each = [_EDGE if str(value) == "AT_BOUNDARY" else ""]
        elif name == "LITERAL":
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
        out = list(dict.fromkeys(_joined(a, b) for a, b in product(out, dict.fromkeys(each))))
        if len(out) > _SPELT:
            return None
    return out


def _letter(code: int) -> list[str] | None:
    letter = chr(code)
    return None if any(letter == odd for odd, _ in _ODD) else [letter.lower() if code < 128 else letter]


def _of_runs(runs: list[str]) -> Iterator[frozenset[str]]:
    """Yield what alternative runs of letters need, as they stand in a plain text."""
    yield from _telling({_edged(run)[:LONGEST] for run in runs})


def _telling(runs: set[str] | frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield the runs if each says something, without those that hold another."""
    if all(len(run) >= 3 or len(run.strip()) == 2 for run in runs):
        yield frozenset(
            run for run in runs if not any(other in run for other in runs if len(other) < len(run))
        )


def _edged(run: str) -> str:
    """Return a run as it stands in a plain text, with a space where a word must begin or end."""
    bare = run.replace(_EDGE, "")
    before = " " if run.startswith(_EDGE) and _of_word(bare[:1]) else ""
    after = " " if run.endswith(_EDGE) and _of_word(bare[-1:]) else ""
    return before + plainly(bare)[1:-1] + after


def _of_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
