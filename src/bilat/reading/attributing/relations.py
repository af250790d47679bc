"""Attributions by two readers: the grammar over the parse, and the trained encoder. One table of weights decides.

Each candidate of the grammar is paired with what the encoder found around the same reporting word (`pairing`). Whether
there is an attribution (`decisions`), and which spans its source, cue and content have (`spans`, `spanfeatures`), is
decided by weights (``weights/merge.json``, made by packbuild/reading/train_merge.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bilat.reading.attributing.attribution import PLAIN, PLAINLY_SAID, Attribution, is_speech
from bilat.reading.attributing.decisions import decision_features
from bilat.reading.attributing.pairing import PARTS, Pair, Part, frame_of, head_place, pairs
from bilat.reading.attributing.spanfeatures import Setting, choices
from bilat.reading.models.encoder import Relation
from bilat.reading.models.linear import weighed
from bilat.reading.parsing.tokens import Tokens
from bilat.reading.segment import Segmented

if TYPE_CHECKING:
    from bilat.reading.parsing.nlp import Piece

__all__ = ["attributions_of", "settings"]

Span = tuple[int, int]
#: Characters within which another cue may bear on an attribution.
_AROUND = 300


def attributions_of(
    text: str, segmented: Segmented, parsed: Sequence[Piece], relations: Iterable[Relation]
) -> list[Attribution]:
    """Return the attributions that both readers together make likely, in the order of their cues."""
    rated, doubted = [], []
    for setting, piece in settings(text, segmented, parsed, relations):
        score = weighed("merge", decision_features(setting))
        if score <= 0 and _plain(setting.pair):
            score = 0.01  # "according to A" needs no weighing
        if score > 0:
            rated.append((score, _chosen(setting, piece)))
        elif setting.pair.rule is not None and setting.pair.rule.lemma in PLAINLY_SAID:
            doubted.append(setting.pair.rule)
    # "X, B said, according to A": what A passes on is said by B, which the weights often give to A alone.
    passed_on = [a.content for _, a in rated if a.frame == "according"]
    for rule in doubted:
        start, end = rule.cue[0]
        if rule.source and any(low <= start and end <= high for spans in passed_on for low, high in spans):
            rated.append((0.0, rule))
    rated.sort(key=lambda r: -r[0])
    kept: list[Attribution] = []
    taken: set[int] = set()
    for _, attribution in rated:
        cue = range(*attribution.cue[0])
        if attribution.content and taken.isdisjoint(cue):
            taken.update(cue)
            kept.append(attribution)
    return kept


def settings(
    text: str, segmented: Segmented, parsed: Sequence[Piece], relations: Iterable[Relation]
) -> list[tuple[Setting, Piece]]:
    """Return every pair of the two readers with what stands around it, and the piece it stands in."""
    tokens: dict[int, Tokens] = {}
    out = []
    every = sorted(pairs(text, segmented, parsed, relations), key=lambda found: found[0].seen("cue")[0])
    cues = [pair.seen("cue")[0][0] for pair, _ in every]
    # What the grammar alone rates low is left out.
    likely = [bool(pair.seen("content")) and (pair.read is not None or pair.points > 0) for pair, _ in every]
    for i, (pair, number) in enumerate(every):
        if number not in tokens:
            tokens[number] = Tokens(parsed[number])
        low, high = bisect_left(cues, cues[i] - _AROUND), bisect_right(cues, cues[i] + _AROUND)
        others = tuple(every[k][0] for k in range(low, high) if k != i and likely[k])
        out.append((Setting(text, segmented, tokens[number], pair, others), parsed[number]))
    return out


def _plain(pair: Pair) -> bool:
    """Say whether the grammar knows by itself: "according to A", ", replied Hadrian Voss"."""
    return pair.rule is not None and (pair.rule.frame == "according" or pair.points >= PLAIN)


def _passes_on(setting: Setting) -> bool:
    """Say whether "X, according to A, B reported" is read: B passes on the whole, A's name too."""
    rule = setting.pair.rule
    return (
        rule is not None
        and rule.frame == "left"
        and len(rule.content) == 1
        and ", according to " in setting.text[slice(*rule.content[0])]
    )


def _chosen(setting: Setting, piece: Piece) -> Attribution:
    pair = setting.pair
    parts = {part: _spans(setting, part) for part in PARTS}
    first = pair.rule or pair.read
    assert first is not None
    frame = first.frame
    if parts["content"] != first.content:
        frame = frame_of(setting.text, setting.segmented, parts["cue"][0], parts["content"], first.lemma)
    read = pair.read
    if read is not None and read.speech and not is_speech(first.lemma, frame):
        low, high = read.content[0][0], read.content[-1][1]
        # "urged the alliance to act" is said, also where only "to act" is kept as its content.
        if all(low <= a and b <= high for a, b in parts["content"]):
            frame = read.frame
    for known in (pair.rule, pair.read):
        if known is not None and parts["source"] == known.source:
            head = known.head
            break
    else:
        head = head_place(piece, parts["source"])
    return Attribution(
        parts["source"],
        parts["cue"],
        parts["content"],
        is_speech(first.lemma, frame),
        frame,
        first.lemma,
        head,
    )


def _spans(setting: Setting, part: Part) -> list[Span]:
    """Return the spans of a part that the weights prefer."""
    pair = setting.pair
    rule, read = pair.spans(part, "rule"), pair.spans(part, "read")
    if _plain(pair) or (part == "content" and _passes_on(setting)):
        return rule or read
    if part != "cue" and (pair.relation is None or pair.read is None):
        return rule
    found = choices(setting, part)
    if not found:
        return read or rule
    return list(max(found, key=lambda choice: weighed("merge", choice[1], part))[0])
