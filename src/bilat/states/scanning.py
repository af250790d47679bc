"""Every mention of a state in a text.

One pass over the capitalised words: the longest form that starts there wins, a blocking phrase ("South China Sea")
counts as a form, and what stands before and after decides whether a state is meant at all. Time is linear in the
text; no pattern backtracks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bilat.states.lexicon import How, Lexicon, Sense, lexicon, words
from bilat.states.lookup import state_on
from bilat.states.surroundings import american_text, means_state
from bilat.states.table import State

__all__ = ["Mention", "mentions", "scan"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that means a state.

    Attributes
    ----------
    start, end
        Offsets of the characters into the text given; a possessive ``'s`` is left out.
    text
        The characters.
    state
        The state as of the day asked about.
    how
        What the words are: ``name``, ``alias``, ``demonym``, ``capital``, ``seat`` (a palace, a ministry, a
        parliament) or ``leader``.
    """

    start: int
    end: int
    text: str
    state: State
    how: How


GEORGIA = 372

#: Words, and numbers such as the "10" of Downing Street; "eSwatini" is the one name that starts low.
_WORD = re.compile(r"(?<![^\W_])(?:[A-Z0-9À-ÖØ-ÞĀ-Žḁ-ỿ]|eS)[^\W_]*")
_SPACES = str.maketrans("\n\r\t\u00a0\u2019\u2018\u2013\u2011\u2010", "    ''---")


def flatten(text: str) -> str:
    """Return `text` with one kind of space, apostrophe and hyphen, character for character."""
    return text.translate(_SPACES) if not text.isascii() else text.replace("\n", " ").replace("\t", " ")


def _longest(text: str, start: int, word: str, lex: Lexicon) -> str | None:
    for form in lex.first.get(word, ()):
        if text.startswith(form, start):
            end = start + len(form)
            after = text[end : end + 1]
            if not (after.isalnum() or after == "_" or after == "$"):
                return form
    return None


def scan(flat: str, on: date | None) -> Iterator[tuple[int, int, Sense]]:
    """Yield the place and sense of every form in a flattened text, before its surroundings are weighed."""
    lex, prefixes = lexicon(), words().prefixes
    first = lex.first
    done = 0
    for match in _WORD.finditer(flat):
        word = match[0]
        start = match.start()
        if start < done:
            continue
        if word in prefixes and flat[match.end() : match.end() + 1] == "-":
            follows = _WORD.match(flat, match.end() + 1)
            form = follows and _longest(flat, follows.start(), follows[0], lex)
            longer = len(_longest(flat, start, word, lex) or "") > len(word)
            if form and not longer and any(s.how == "demonym" for s in lex.forms[form]):
                yield start, match.end(), Sense(prefixes[word], "demonym", None, strict=False)
                done = match.end()
                continue
        if word not in first:
            continue
        form = _longest(flat, start, word, lex)
        if form is None:
            continue
        done = start + len(form)
        sense = lex.meaning(form, on)
        if sense is not None:
            yield start, done, sense


def mentions(text: str, on: date | None = None) -> list[Mention]:
    """Return the mentions of states in `text`, in order, none within another.

    Parameters
    ----------
    text
        Any text; its size is not limited, and time grows with it in a straight line.
    on
        The day the text was written; today if not given. It tells whose leader, capital and name is meant.

    Examples
    --------
    >>> [(m.text, m.state.iso3, m.how) for m in mentions("Sino-Russian talks in the Kremlin worry the US, not us.")]
    [('Sino', 'CHN', 'demonym'), ('Russian', 'RUS', 'demonym'), ('Kremlin', 'RUS', 'seat'), ('US', 'USA', 'alias')]
    >>> mentions("Michael Jordan ate Brazil nuts by the South China Sea.")
    []
    """
    flat = flatten(text)
    day = on or date.today()
    found: list[tuple[int, int, Sense]] = []
    full: set[str] = set()
    others: set[str] = set()
    for start, end, sense in scan(flat, on):
        name = flat[start:end]
        meant = means_state(flat, start, end, sense)
        if meant:
            found.append((start, end, sense))
        if sense.how == "leader":
            # Who is called by another first name somewhere ("Julián Castro") is "Mr Castro" elsewhere.
            if not meant:
                others.add(name)
            elif " " in name:
                full.add(name.rpartition(" ")[2])
    others -= full
    american = any(flat.startswith("Georgia", start) for start, _, _ in found) and american_text(flat)
    return [
        Mention(start, end, text[start:end], state_on(sense.code, day), sense.how)
        for start, end, sense in found
        if not (sense.how == "leader" and flat[start:end] in others)
        and not (american and sense.code == GEORGIA)
    ]
