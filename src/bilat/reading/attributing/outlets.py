"""Through which outlets a statement came: "the Elbe Courier reported", "Interfax quoted Lavrov as saying"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bilat.reading.attributing.attribution import Attribution
from bilat.reading.attributing.cues import is_outlet
from bilat.reading.segment import Segmented

__all__ = ["OutletChains", "is_of_outlet", "passes_on", "told_through"]

Span = tuple[int, int]

#: An outlet named in one of the first paragraphs frames the whole article.
_LEAD = 3
_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b", re.IGNORECASE)
#: What stands behind "quoted": who is quoted, and the words that open what was said.
_AS_SAYING = re.compile(
    r"(?P<who>[^;:“”\"\n]{2,120}?),? (?P<cue>as (?:having )?(?:saying|said|telling|told|warning|warned|writing|written|arguing|argued|adding|claiming|claimed|declaring|declared|insisting|predicting)"
    r"(?: (?!that\b|he\b|she\b|it\b|they\b)(?:him|her|them|us|reporters|journalists|(?:the )?(?:\w+ )?(?:agency|paper|newspaper|parliament|council|television|radio)))?)(?: that)? (?=\S)"
)


def _named(text: str, a: Attribution) -> str:
    start, end = a.source[0]
    return text[start:end].split(",")[0].strip()


def is_of_outlet(text: str, a: Attribution) -> bool:
    """Say whether the source is an outlet itself; "figures compiled by the Ledger" are not."""
    if not a.source:
        return False
    name = _named(text, a)
    return is_outlet(name) and (name[0].isupper() or name.startswith("the "))


def told_through(text: str, a: Attribution) -> Attribution | None:
    """Return what another is quoted as saying: Lavrov's words in "Interfax quoted Lavrov as saying that ...".

    Examples
    --------
    >>> text = "Interfax quoted Lavrov as saying that Norway had left."
    >>> outer = Attribution([(0, 8)], [(9, 15)], [(16, len(text) - 1)])
    >>> inner = told_through(text, outer)
    >>> [text[s:e] for s, e in (*inner.source, *inner.cue, *inner.content)]
    ['Lavrov', 'as saying', 'Norway had left']
    """
    if not a.source or not _QUOTES.search(text, *a.cue[0]) or a.content[0][0] < a.cue[0][1]:
        return None
    start, end = a.content[0]
    found = _AS_SAYING.match(text, start, end)
    if found is None:
        return None
    content = [(found.end(), end), *a.content[1:]]
    return Attribution([found.span("who")], [found.span("cue")], content, head=None)


def passes_on(outer: Attribution, inner: Attribution) -> bool:
    """Say whether the outlet's content holds the other's cue, is its content, or the apposition to its source."""
    if any(s <= inner.cue[0][0] < e for s, e in outer.content) or set(outer.content) & set(inner.content):
        return True
    return any(s < outer.content[0][0] <= e + len(", ") for s, e in inner.source)


@dataclass(slots=True)
class OutletChains:
    """Outlets that pass statements on.

    An outlet named in the first paragraphs frames the whole article; a later one its own paragraph; one that quotes somebody,
    only what it quotes.
    """

    text: str
    segmented: Segmented
    outlets: Sequence[Attribution]
    whole: list[str] = field(default_factory=list)
    local: dict[int, list[str]] = field(default_factory=dict)
    quoted: list[tuple[Span, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for a in self.outlets:
            name = re.sub(r"^the\s+", "", _named(self.text, a))
            paragraph = self.segmented.paragraph_at(a.cue[0][0])
            if told_through(self.text, a):
                self.quoted.append(((a.content[0][0], a.content[-1][1]), name))
            elif paragraph is not None and paragraph < _LEAD:
                self.whole.append(name)
            elif paragraph is not None:
                self.local.setdefault(paragraph, []).append(name)

    def at(self, offset: int) -> tuple[str, ...]:
        """Return the outlets through which what is said at `offset` came, the outermost first."""
        paragraph = self.segmented.paragraph_at(offset)
        own = self.local.get(paragraph, []) if paragraph is not None else []
        quoted = [name for (start, end), name in self.quoted if start <= offset < end]
        return tuple(dict.fromkeys([*self.whole, *own, *quoted]))
