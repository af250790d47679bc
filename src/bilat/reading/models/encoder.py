"""The trained encoder: who says what, how sure, place or government, which event; on the CPU, without a network.

One small transformer (six layers, 8-bit weights) reads windows of a text; small heads read its vectors. The weights
lie in ``weights/encoder`` and are made by ``packbuild/reading/encoder``; the card is docs/reading-model.md. Each window is
read by itself, so what is found in it does not depend on its neighbours. Without the weights, or in fast mode, the rules
and linear models of the modules around this one are all there is.
"""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from bilat.errors import InputError
from bilat.reading.models.decoding import best_paths, log_odds, runs, two_layers
from bilat.reading.models.pieces import LONGEST, Window, cut, windows

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import numpy as np

    from bilat.reading.segment import Segmented

__all__ = [
    "Encoded",
    "Mode",
    "Reading",
    "Relation",
    "encode",
    "load",
    "loaded",
    "mark",
    "mode_of",
    "share",
    "unavailable",
]

Mode = Literal["accurate", "fast"]
Span = tuple[int, int]
#: Windows whose tags are chosen together.
_TOGETHER = 64
_FILES = ("encoder.onnx", "relate.onnx", "heads.npz", "pieces.json")


@dataclass(frozen=True, slots=True)
class Relation:
    """One possible cue with its source and content, as character spans; ``score`` is the cue's log-odds.

    ``logs`` has a row for each word of the window, from the character in ``starts`` to the one in ``ends``: the log-odds
    that the word is in the source, and that it is in the content; the first column is the log-odds of neither, the last two
    those of a source and of a content that begins with the word.
    """

    cue: Span
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    logs: tuple[tuple[float, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the encoder found in one window: relations, and how sure each piece is (-3 to 3)."""

    window: Window
    relations: tuple[Relation, ...]
    sure: tuple[float, ...]


def mode_of(asked: str | None = None) -> Mode:
    """Return the mode to read in: as asked, else as ``BILAT_READING`` says, else accurate where the weights are there.

    Raises
    ------
    InputError
        If the mode is neither ``accurate`` nor ``fast``.

    Examples
    --------
    >>> mode_of("fast")
    'fast'
    """
    wanted = asked or os.environ.get("BILAT_READING") or "accurate"
    if wanted not in ("accurate", "fast"):
        raise InputError(
            f"There is no reading mode {wanted!r}.", "Use 'accurate' or 'fast' (also in BILAT_READING)."
        )
    return "fast" if wanted == "fast" or unavailable() is not None else "accurate"


@lru_cache(maxsize=1)
def unavailable() -> str | None:
    """Return why the trained encoder cannot be used; ``None`` when it can."""
    try:
        loaded()
    except (OSError, ValueError, KeyError, ImportError) as err:
        return f"the trained encoder cannot be used ({err}); read in fast mode"
    return None


@dataclass(frozen=True, slots=True)
class _Loaded:
    encoder: Any
    relate: Any
    heads: dict[str, np.ndarray]
    card: dict[str, Any]


@lru_cache(maxsize=1)
def loaded() -> _Loaded:
    """Load the weights that ship with bilat, once."""
    return load(resources.files("bilat.reading") / "weights" / "encoder")


def load(folder: Traversable) -> _Loaded:
    """Load weights; refuse files that are not the ones the card names.

    Raises
    ------
    ValueError
        If a file is missing, or is not the one the card names.
    """
    card_file = folder / "card.json"
    if not card_file.is_file():
        raise ValueError("weights/encoder/card.json is missing")
    card = json.loads(card_file.read_text(encoding="utf-8"))
    bodies = {}
    for name in _FILES:
        if not (folder / name).is_file():
            raise ValueError(f"weights/encoder/{name} is missing")
        bodies[name] = (folder / name).read_bytes()
        if hashlib.sha256(bodies[name]).hexdigest() != card["sha256"][name]:
            raise ValueError(f"weights/encoder/{name} is damaged: its SHA-256 is not the card's")
    import io

    import numpy as np
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3

    def session(name: str) -> Any:
        return ort.InferenceSession(bodies[name], options, providers=["CPUExecutionProvider"])

    with np.load(io.BytesIO(bodies["heads.npz"]), allow_pickle=False) as stored:
        heads = {name: stored[name].astype(np.float32) for name in stored.files}
    return _Loaded(session("encoder.onnx"), session("relate.onnx"), heads, card)


def share(task: str) -> float:
    """Return the weight of the encoder's score beside the linear model's (1): chosen on held-out training data."""
    return float(loaded().card["shares"][task])


def encode(text: str, segmented: Segmented, threads: int = 2) -> Iterator[Reading]:
    """Read `text` window by window, in order; memory does not grow with the text.

    Parameters
    ----------
    threads
        Windows read at the same time.
    """
    loaded()
    found = windows(text, segmented)
    if threads < 2 or len(found) < 2:
        for low in range(0, len(found), _TOGETHER):
            yield from _decoded(list(map(_scored, found[low : low + _TOGETHER])))
        return
    with ThreadPoolExecutor(threads) as pool:
        for low in range(0, len(found), _TOGETHER):
            yield from _decoded(list(pool.map(_scored, found[low : low + _TOGETHER])))


class Encoded:
    """A text that is being read by the encoder in another thread; what was found is there when asked for."""

    def __init__(self, future: Future[list[Reading]]) -> None:
        self._future = future
        self._starts: array[int] = array("q")
        self._values: array[float] = array("f")

    @classmethod
    def start(cls, text: str, segmented: Segmented) -> Encoded:
        """Begin to read `text`."""
        loaded()
        pool = ThreadPoolExecutor(1)
        future = pool.submit(lambda: list(encode(text, segmented, threads=1)))
        pool.shutdown(wait=False)
        return cls(future)

    @property
    def relations(self) -> list[Relation]:
        """All relations, in the order of the text."""
        return [r for reading in self._future.result() for r in reading.relations]

    def sure(self, offset: int) -> float | None:
        """Return the certainty (-3 to 3) of the piece at a character; ``None`` where no window holds it."""
        if not self._starts:
            for reading in self._future.result():
                self._starts.extend(reading.window.starts)
                self._values.extend(reading.sure)
        at = bisect_right(self._starts, offset) - 1
        return float(self._values[at]) if at >= 0 else None


def _vectors(window: Window, kinds: Sequence[int] | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return vectors, cue scores and certainty of the framed pieces of a window."""
    import numpy as np

    ids = np.array([[101, *window.ids, 102]], dtype=np.int64)
    kind = np.zeros_like(ids) if kinds is None else np.array([kinds], dtype=np.int64)
    vectors, cues, sure = loaded().encoder.run(None, {"ids": ids, "kinds": kind})
    return vectors[0], cues[0], sure[0]


@dataclass(frozen=True, slots=True)
class _Scored:
    """What the nets say of one window: its cues as runs of pieces, and the tags around each of the pieces that open a word."""

    window: Window
    #: Framed pieces that open a word.
    at: np.ndarray
    cues: list[tuple[int, int]]
    odds: list[float]
    tags: np.ndarray
    #: How far above none the best tag of every framed piece is.
    strength: np.ndarray
    certainty: np.ndarray


def _scored(window: Window) -> _Scored:
    import numpy as np

    vectors, scores, certainty = _vectors(window)
    at = np.flatnonzero(np.array([False, *window.first, False]))
    odds = scores.copy()
    odds[:, 0] -= float(loaded().card["cue_bias"])
    cues = runs(np.argmax(odds, axis=1), at, 1)
    tags = np.zeros((0, len(vectors), 5), dtype=np.float32)
    if cues:
        mask = np.zeros((len(cues), len(vectors)), dtype=np.int64)
        for row, (a, b) in enumerate(cues):
            mask[row, a : b + 1] = 1
        around = vectors[None].repeat(len(cues), 0)
        tags = loaded().relate.run(None, {"vectors": around, "cue": mask})[0]
    sure_of = [float(scores[a, 1:].max() - scores[a, 0]) for a, _ in cues]
    return _Scored(window, at, cues, sure_of, tags[:, at], tags.max(axis=2) - tags[:, :, 0], certainty)


def _decoded(every: list[_Scored]) -> Iterator[Reading]:
    """Yield what was read in some windows; the likeliest tags of all their cues are found in one go."""
    import numpy as np

    card = loaded().card
    transitions = np.array(card["transitions"]) * float(card["smoothing"])
    best = best_paths([tags for one in every for tags in one.tags], transitions)
    row = 0
    for one in every:
        window, at = one.window, one.at
        starts = tuple(window.starts[i - 1] for i in at.tolist())
        ends = tuple(_chars(window, (i, i))[1] for i in at.tolist()) if one.cues else ()
        odds_of = log_odds(one.tags)
        relations = []
        for k, cue in enumerate(one.cues):
            labels = np.zeros(len(window.ids) + 2, dtype=np.int64)
            labels[at] = best[row]
            row += 1
            source = runs(labels, at, 1)
            if len(source) > 1:  # a source is in one piece: keep the surest
                strength = one.strength[k]
                source = [max(source, key=lambda s: float(strength[s[0] : s[1] + 1].mean()))]
            relations.append(
                Relation(
                    _chars(window, cue),
                    tuple(_chars(window, s) for s in source),
                    tuple(_chars(window, s) for s in runs(labels, at, 3)),
                    one.odds[k],
                    starts,
                    ends,
                    tuple(map(tuple, odds_of[k].tolist())),
                )
            )
        sure = np.clip(one.certainty[1:-1] * 3, -3, 3)
        yield Reading(window, tuple(relations), tuple(round(float(x), 3) for x in sure))


def _chars(window: Window, run: tuple[int, int]) -> Span:
    """Return the characters of a run of framed pieces, to the end of its last word."""
    low, high = run[0] - 1, run[1] - 1
    while high + 1 < len(window.ids) and not window.first[high + 1]:
        high += 1
    return window.starts[low], window.ends[high]


def mark(text: str, spans: Sequence[Span], task: Literal["sure", "place", "event"]) -> np.ndarray:
    """Return a head's scores for marked spans of a short text.

    Parameters
    ----------
    spans
        One span; two for ``event``: source and target.
    task
        ``sure``: certainty / 3; ``place``: log-odds of metonymic; ``event``: a score for each root, sorted by name.
    """
    import numpy as np

    window = _around(cut(text, [(0, len(text))])[0], spans)
    places = [_inside(window, s) for s in spans]
    kinds = [0] * (len(window.ids) + 2)
    if task != "sure":
        for place, kind in zip(places, (3,) if task == "place" else (1, 2), strict=True):
            for i in range(*place):
                kinds[i] = kind
    vectors, _, _ = _vectors(window, kinds)
    parts = [vectors[a:b].mean(axis=0) for a, b in places]
    if task != "sure":
        parts.append(vectors[0])
    scores: np.ndarray = two_layers(loaded().heads, task, np.concatenate(parts)[None])[0]
    return scores


def _around(window: Window, spans: Sequence[Span]) -> Window:
    if len(window.ids) <= LONGEST:
        return window
    low = _inside(window, min(spans))[0]
    high = _inside(window, max(spans))[1]
    first = max(0, min((low + high) // 2 - LONGEST // 2, len(window.ids) - LONGEST))
    part = slice(first, first + LONGEST)
    return Window(window.ids[part], window.starts[part], window.ends[part], window.first[part])


def _inside(window: Window, span: Span) -> tuple[int, int]:
    inside = [
        i
        for i, (a, b) in enumerate(zip(window.starts, window.ends, strict=True))
        if a < span[1] and b > span[0]
    ]
    return (inside[0] + 1, inside[-1] + 2) if inside else (0, 1)
