"""Names of people by their shape: capitalised words in a row that are no state, no organisation and no post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bilat.reading.attributing.posts import POST, QUALIFIERS
from bilat.reading.segment import OPENING_WORDS

__all__ = ["TITLED", "TITLES", "names_by_shape", "opening_name"]

Span = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RUN = re.compile(r"\b[A-Z][\w'’-]*\.?(?: [A-Z][\w'’-]*\.?(?=\W|$))*")
TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|lady|gen|general|adm|admiral|col|colonel|lt|capt|captain|"
    r"sen|senator|rep|representative|gov|governor|rev)\.?\s+)+",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Lady|Gen|Adm|Col|Sen|Rep|Gov|President|Minister)\.? $"
)
#: What a body that is no person is called; not every word of government will do: Theresa May, John Major.
_BODIES = frozenset(
    [
        "Nations",
        "Union",
        "Council",
        "Bank",
        "Court",
        "Ministry",
        "Department",
        "Commission",
        "Committee",
        "Assembly",
        "Parliament",
        "Party",
        "Agency",
        "Congress",
        "Army",
        "Navy",
        "House",
        "Senate",
        "Organization",
        "Organisation",
        "Administration",
        "Authority",
        "Corps",
        "Cabinet",
        "Vatican",
        "Holy",
    ]
)
#: Words that open a sentence or qualify a name, and are capitalised there; those that open one anywhere are in `segment`.
_LEFT_OFF = _words(
    """see among several other others another nearly only even just every each few more most like unlike despite during under over between
    because until where which today yesterday tomorrow three four five six seven eight nine ten people officials asked late early
    monday tuesday wednesday thursday friday saturday sunday
    republican republicans democrat democrats democratic conservative labour liberal socialist tory"""
)


#: "Ada Quill, another fellow at the institute, ...": a name at the head of a sentence with its post behind it.
_OPENS = re.compile(
    r"\W{0,2}(?P<name>[A-Z][\w'’-]+(?: (?:[A-Z][\w'’.-]*|al|bin|de|van|von))+), (?P<post>(?:an?|the|another|who|whose|its|his|her|their|former|now)\b[^,;:.]{3,90})[,:]"
)


def opening_name(text: str, start: int, end: int, on: date | None = None) -> Span | None:
    """Return the name that opens a sentence, if a post stands behind it and it looks like a person's.

    Examples
    --------
    >>> text = "Ada Quill, another fellow at the institute, disagreed."
    >>> opening_name(text, 0, len(text))
    (0, 9)
    """
    found = _OPENS.match(text, start, end)
    if found is None or not POST.search(found["post"]):
        return None
    span = found.span("name")
    return span if span in names_by_shape(text, *span, on) else None


def names_by_shape(text: str, start: int, end: int, on: date | None = None) -> Iterator[Span]:
    """Yield what looks like people's names in a stretch of text: capitalised words in a row, no state, no organisation.

    Titles, posts and the small words that open a sentence are left off.

    Examples
    --------
    >>> text = "But President Ada Quill of Norway left the United Nations, Mr Berg said."
    >>> [text[s:e] for s, e in names_by_shape(text, 0, len(text))]
    ['Ada Quill', 'Berg']
    >>> text = "Several times Oregon Sen. Ada Quill answered the Courier's Bo Berg."
    >>> [text[s:e] for s, e in names_by_shape(text, 0, len(text))]
    ['Ada Quill', 'Bo Berg']
    """
    day = date.today() if on is None else on
    for run in _RUN.finditer(text, start, end):
        found = _name_in(run.group(), on, day)
        if found is not None:
            yield run.start() + found[0], run.start() + found[1]


# An article names the same few people again and again. What is a state up to today is asked anew each day.
@lru_cache(maxsize=4096)
def _name_in(run: str, on: date | None, _day: date) -> Span | None:
    """Return where the name of a person stands in capitalised words in a row; ``None`` if there is none."""
    heads = _heads()
    parts = [(m.start(), m.group()) for m in re.finditer(r"\S+", run)]
    posts = [i for i, (_, w) in enumerate(parts[:-1]) if POST.fullmatch(w)]
    parts = parts[posts[-1] + 1 :] if posts else parts
    # "Florida Sen. Ada Quill", "the Courier's Ada Quill": the name is what follows.
    ends = [i for i, (_, w) in enumerate(parts[:-1]) if TITLES.match(w + " ") or w.endswith(("'s", "’s"))]
    parts = parts[ends[-1] + 1 :] if ends else parts
    while parts and (
        parts[0][1].lower() in OPENING_WORDS
        or parts[0][1].lower() in _LEFT_OFF
        or TITLES.match(parts[0][1] + " ")
        or QUALIFIERS.match(parts[0][1] + " ")
    ):
        parts.pop(0)
    if (
        not parts
        or len(parts) > 4
        or any(w.rstrip(".") in heads or (w.isupper() and len(w.rstrip(".")) > 1) for _, w in parts)
        or len(parts[-1][1].rstrip(".")) == 1
    ):
        return None
    low, high = parts[0][0], parts[-1][0] + len(re.sub(r"[’']s$|[.,]$", "", parts[-1][1]))
    return None if _means_a_state(run[low:high], on) else (low, high)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """Return the words of which one in a name makes it a body's."""
    from bilat.states.lexicon import words

    return words().organisations | _BODIES


def _means_a_state(name: str, on: date | None) -> bool:
    """Say whether a name by itself means a state, other than by its leader; on a day, or on any up to today."""
    from bilat.states.scanning import mentions

    return any(m.how != "leader" for m in mentions(name, on))
