"""Word pieces of a text for the encoder: windows of whole sentences, each piece with its place in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilat.reading.segment import Segmented

__all__ = ["Window", "cut", "normalise", "tokenizer", "windows"]

Span = tuple[int, int]

#: Pieces of a window, without the two that frame it.
LONGEST = 94
_FIRST, _LAST = 101, 102
#: Marks that mean the same; each replacement is as long as what it replaces, so that offsets stay.
_LETTERS = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("’‘‛", "'"), **dict.fromkeys("—–―", "-")}
)
_TOKENS = (
    ("``", '" '),
    ("''", '" '),
    ("-LRB-", "(    "),
    ("-RRB-", ")    "),
    ("-LSB-", "[    "),
    ("-RSB-", "]    "),
)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of some whole sentences. ``first`` marks the pieces that open a word."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    first: list[bool]

    @property
    def span(self) -> Span:
        """The characters covered."""
        return (self.starts[0], self.ends[-1]) if self.ids else (0, 0)


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    """Return the tokenizer, loaded on the first call."""
    from tokenizers import Tokenizer

    file = resources.files("bilat.reading") / "weights" / "encoder" / "pieces.json"
    loaded = Tokenizer.from_str(file.read_text(encoding="utf-8"))
    loaded.no_padding()
    loaded.no_truncation()
    return loaded


def normalise(text: str) -> str:
    r"""Write quotation marks, dashes and treebank brackets in one way, without moving a character.

    Examples
    --------
    >>> normalise("“Yes,” it’s")
    '"Yes," it\'s'
    """
    out = text.translate(_LETTERS)
    for old, new in _TOKENS:
        if old in out:
            out = out.replace(old, new)
    return out


def cut(text: str, spans: Sequence[Span]) -> list[Window]:
    """Return the pieces of each span of `text`."""
    found = tokenizer().encode_batch([normalise(text[s:e]) for s, e in spans], add_special_tokens=False)
    out = []
    for encoded, (start, _) in zip(found, spans, strict=True):
        starts = [start + a for a, _ in encoded.offsets]
        ends = [start + b for _, b in encoded.offsets]
        first = [not piece.startswith("##") for piece in encoded.tokens]
        out.append(Window(encoded.ids, starts, ends, first))
    return out


def windows(text: str, segmented: Segmented, longest: int = LONGEST) -> list[Window]:
    """Pack whole paragraphs into windows of at most `longest` pieces; split only what is longer itself."""
    out: list[Window] = []
    current = Window([], [], [], [])
    by_paragraph: list[list[Window]] = []
    last = None
    for (start, _), window in zip(segmented.sentences, cut(text, segmented.sentences), strict=True):
        here = segmented.paragraph_at(start)
        if here is None or here != last:
            by_paragraph.append([])
        last = here
        by_paragraph[-1] += _chunks(window, longest)
    for group in by_paragraph:
        total = sum(len(w.ids) for w in group)
        if current.ids and len(current.ids) + total > longest:
            out.append(current)
            current = Window([], [], [], [])
        for window in group:
            if current.ids and len(current.ids) + len(window.ids) > longest:
                out.append(current)
                current = Window([], [], [], [])
            current = _joined(current, window)
    if current.ids:
        out.append(current)
    return out


def _chunks(window: Window, longest: int) -> list[Window]:
    return [
        Window(
            window.ids[i : i + longest],
            window.starts[i : i + longest],
            window.ends[i : i + longest],
            window.first[i : i + longest],
        )
        for i in range(0, len(window.ids), longest)
    ]


def _joined(a: Window, b: Window) -> Window:
    return Window(a.ids + b.ids, a.starts + b.starts, a.ends + b.ends, a.first + b.first)
