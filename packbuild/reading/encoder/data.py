"""Training examples for the encoder: word pieces with labels, from the annotated texts."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bilat.reading.deeds.events import QUADS
from bilat.reading.models.decoding import runs
from bilat.reading.models.encoder import loaded
from bilat.reading.models.pieces import Window, cut, windows
from bilat.reading.segment import segment

CLASSES = sorted(QUADS)
IGNORED = -100
#: Share of the windows without any attribution that is kept.
_EMPTY = 0.3


@dataclass(slots=True)
class Example:
    """Pieces of one window (framed), and whatever labels its task has.

    ``cues``: (first, last + 1, labels) of every cue; ``marks``: spans of pieces the small heads look at.
    """

    ids: list[int]
    kinds: list[int]
    cue_labels: list[int] = field(default_factory=list)
    cues: list[tuple[int, int, list[int]]] = field(default_factory=list)
    marks: list[tuple[int, ...]] = field(default_factory=list)
    targets: list[float] = field(default_factory=list)
    group: int = 0


def framed(window: Window) -> list[int]:
    """Return the ids between the two pieces that frame a text."""
    return [101, *window.ids, 102]


def within(window: Window, start: int, end: int) -> tuple[int, int] | None:
    """Return the framed pieces inside characters `start` to `end`."""
    inside = [
        i for i, (a, b) in enumerate(zip(window.starts, window.ends, strict=True)) if a < end and b > start
    ]
    return (inside[0] + 1, inside[-1] + 2) if inside else None


def attribution(path: Path, longest: int, keep_empty: bool = False) -> list[Example]:
    """Return the windows of annotated articles; ``group`` is the article's number."""
    out = []
    rng = random.Random(5)
    for number, line in enumerate(path.open(encoding="utf-8")):
        article = json.loads(line)
        for window in windows(article["text"], segment(article["text"]), longest):
            example = _window(window, article["attributions"])
            example.group = number
            if example.cues or keep_empty or rng.random() < _EMPTY:
                out.append(example)
    return out


def around_cues(
    path: Path,
) -> Iterator[tuple[int, np.ndarray, tuple[int, int], tuple[int, int], list[int]]]:
    """Yield each annotated cue of each article: the article's number, its window's vectors, cue, the encoder's, tags.

    The vectors are the shipped encoder's, as 16-bit floats; where it finds no cue there, its cue is the annotators'.
    """
    bias = float(loaded().card["cue_bias"])
    for number, line in enumerate(path.open(encoding="utf-8")):
        article = json.loads(line)
        for window in windows(article["text"], segment(article["text"])):
            example = _window(window, article["attributions"])
            if not example.cues:
                continue
            ids = np.array([example.ids])
            vectors, cues, _ = loaded().encoder.run(None, {"ids": ids, "kinds": np.zeros_like(ids)})
            cues[0, :, 0] -= bias
            opens = np.flatnonzero(np.array([False, *window.first, False]))
            seen = runs(cues[0].argmax(axis=1), opens, 1)
            for first, end, tags in example.cues:
                near = [(a, b + 1) for a, b in seen if a < end and first < b + 1]
                told = first, end
                yield number, vectors[0].astype(np.float16), told, near[0] if near else told, tags


def _window(window: Window, attributions: list[dict[str, Any]]) -> Example:
    size = len(window.ids) + 2
    low, high = window.span
    blank = [IGNORED] + [0 if f else IGNORED for f in window.first] + [IGNORED]
    cue_labels = list(blank)
    cues = []
    for a in attributions:
        if not a["cue"] or not (low <= a["cue"][0][0] < high):
            continue
        cue = within(window, *a["cue"][0])
        if cue is None or any(cue_labels[i] > 0 for i in range(*cue)):
            continue
        _write(cue_labels, cue, 1)
        labels = list(blank)
        for part, kind in (("content", 3), ("source", 1)):
            for start, end in a[part]:
                found = within(window, start, end)
                if found:
                    _write(labels, found, kind)
        cues.append((*cue, labels))
    return Example(framed(window), [0] * size, cue_labels, cues)


def _write(labels: list[int], span: tuple[int, int], begin: int) -> None:
    value = begin
    for i in range(*span):
        if labels[i] != IGNORED:
            labels[i] = value
            value = begin + 1


def certainty(path: Path) -> list[Example]:
    """Return the UW sentences; targets are a third of the labels."""
    out = []
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        words = record["text"].split(" ")
        starts = np.cumsum([0] + [len(w) + 1 for w in words])
        window = cut(record["text"], [(0, len(record["text"]))])[0]
        window = Window(window.ids[:126], window.starts[:126], window.ends[:126], window.first[:126])
        example = Example(framed(window), [0] * (len(window.ids) + 2))
        for target in record["targets"]:
            i, j = target["span1"]
            found = within(window, int(starts[i]), int(starts[j]) - 1) or (0, 1)
            example.marks.append(found)
            example.targets.append(target["label"] / 3)
        out.append(example)
    return out


def around(
    text: str, spans: list[tuple[int, int]], kinds: list[int], longest: int = 94
) -> tuple[Window, list[int], list[tuple[int, int]]]:
    """Return the window around marked spans, the kind of every framed piece, and where the spans are."""
    window = cut(text, [(0, len(text))])[0]
    if len(window.ids) > longest:
        found = within(window, min(s for s, _ in spans), max(e for _, e in spans)) or (0, 1)
        first = max(0, min((found[0] + found[1]) // 2 - longest // 2, len(window.ids) - longest))
        part = slice(first, first + longest)
        window = Window(window.ids[part], window.starts[part], window.ends[part], window.first[part])
    places = [within(window, *s) or (0, 1) for s in spans]
    types = [0] * (len(window.ids) + 2)
    for place, kind in zip(places, kinds, strict=True):
        for i in range(*place):
            types[i] = kind
    return window, types, places


def metonymy(folder: Path) -> tuple[list[Example], list[Example]]:
    """Return the ReLocaR and the CoNLL names; a target is 1 where metonymic."""
    relocar, conll = [], []
    for line in (folder / "relocar_train.jsonl").open(encoding="utf-8"):
        r = json.loads(line)
        window, types, places = around(r["text"], [(r["start"], r["end"])], [3])
        relocar.append(
            Example(framed(window), types, marks=[places[0]], targets=[float(r["reading"] == "metonymic")])
        )
    for line in (folder / "conll_train.jsonl").open(encoding="utf-8"):
        r = json.loads(line)
        starts = np.cumsum([0] + [len(w) + 1 for w in r["tokens"]])
        first, last = r["pos"][0], min(r["pos"][-1], len(starts) - 1)
        text = " ".join(r["tokens"])
        window, types, places = around(text, [(int(starts[first]), int(starts[last]) - 1)], [3])
        conll.append(Example(framed(window), types, marks=[places[0]], targets=[float(r["metonymic"])]))
    return relocar, conll


def unmarked(record: dict[str, Any]) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """Return the plain sentence of a PLOVER record, and where its source and target are."""
    spans: dict[str, tuple[int, int]] = {}
    plain = ""
    for part in re.split(r"(</?[st]>)", record["marked"]):
        found = re.fullmatch(r"<(/?)([st])>", part)
        if found is None:
            plain += part
        elif found.group(1):
            spans[found.group(2)] = (spans[found.group(2)][0], len(plain))
        else:
            spans[found.group(2)] = (len(plain), len(plain))
    for mark, word in (("s", record["source"]), ("t", record["target"])):
        if mark not in spans or spans[mark][0] == spans[mark][1]:  # a few are marked in part only
            at = max(0, plain.find(word))
            spans[mark] = (at, at + len(word))
    return plain, spans["s"], spans["t"]


def events(path: Path) -> list[Example]:
    """Return the PLOVER sentences; ``group`` is the same for equal sentences."""
    out = []
    groups: dict[str, int] = {}
    for line in path.open(encoding="utf-8"):
        record = json.loads(line)
        text, source, target = unmarked(record)
        window, types, places = around(text, [source, target], [1, 2])
        group = groups.setdefault(re.sub(r"\W+", "", record["text"]), len(groups))
        marks = [(*places[0], *places[1])]
        out.append(
            Example(
                framed(window), types, marks=marks, targets=[CLASSES.index(record["gold_root"])], group=group
            )
        )
    return out


def transitions(examples: list[Example]) -> list[list[float]]:
    """Return log P(tag | tag before) / P(tag) of the five tags around cues, over pieces that open a word.

    The tagger's scores hold the tags' shares already, hence the division. One is added to each count; an inner tag
    after another kind is as good as ruled out.
    """
    counts = np.ones((5, 5))
    for e in examples:
        for _, _, labels in e.cues:
            kept = [x for x in labels if x != IGNORED]
            for a, b in zip(kept, kept[1:], strict=False):
                counts[a, b] += 1
    out = np.log(counts / counts.sum(1, keepdims=True)) - np.log(counts.sum(0) / counts.sum())
    for inner in (2, 4):
        for before in range(5):
            if before not in (inner, inner - 1):
                out[before, inner] = -16
    return np.round(out, 3).tolist()
