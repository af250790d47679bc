"""What speaks for there being an attribution at all: features that the weights of ``weights/merge.json`` are over."""

from __future__ import annotations

import math

from bilat.reading.attributing.pairing import PARTS, Pair
from bilat.reading.attributing.spanfeatures import Features, Setting
from bilat.reading.parsing.tokens import Tokens

__all__ = ["decision_features"]

#: Dependents of the cue's head that count with their word.
_SMALL = frozenset({"aux", "neg", "prep", "advmod", "prt", "mark"})


def decision_features(setting: Setting) -> Features:
    """Return the features that say whether there is an attribution."""
    pair, tokens = setting.pair, setting.tokens
    lemma, frame = pair.lemma, pair.frame
    on: Features = dict.fromkeys(_of_readers(pair), 1.0)
    if pair.relation is not None and pair.read is not None:
        on["o"] = on[f"o|{frame}"] = max(-1.5, min(1.5, pair.relation.score / 4))
    elif pair.relation is not None:
        on["emptycon"] = 1
    if pair.rule is not None:
        on["p"] = max(-2.0, min(2.0, pair.points / 4))
    cue = setting.cue
    on[f"l={lemma}"] = on[f"lf={lemma}|{frame}"] = 1
    on[f"cue={setting.text[slice(*cue)].lower()[:40]}"] = 1
    head = tokens.head_of_cue(cue)
    if head is not None:
        _of_head(on, tokens, head, lemma, frame)
    _of_parts(on, setting)
    quoted = any(q.start < cue[0] < q.end for q in setting.quotes(*cue))
    on[f"inq={quoted}"] = on[f"inq={quoted}|{frame}"] = on[f"inq={quoted}|{lemma}"] = 1
    number = setting.segmented.sentence_at(cue[0])
    if number is not None:
        on[f"sent={min(3, number)}"] = 1
        on[f"end={setting.text[setting.segmented.sentences[number][1] - 1]}"] = 1
    if pair.relation is not None:
        on["mxs"] = max((row[1] for row in pair.relation.logs), default=-9.0) / 5
        on["mxc"] = max((row[2] for row in pair.relation.logs), default=-9.0) / 5
    return {f"d:{name}": value for name, value in on.items()}


def _step(value: float, width: float, low: int, high: int) -> int:
    return max(low, min(high, math.floor(value / width)))


def _of_readers(pair: Pair) -> list[str]:
    """Return how sure both readers are, and where they agree."""
    odds = _step(pair.relation.score, 0.7, -6, 9) if pair.relation is not None and pair.read else -9
    points = _step(pair.points, 0.7, -6, 7) if pair.rule is not None else -9
    frame = pair.rule.frame if pair.rule is not None else "-"
    out = [
        "bias",
        f"o={odds}",
        f"p={points}",
        f"op={odds // 2}|{points // 2}",
        f"f={frame}",
        f"fo={frame}|{odds // 3}",
    ]
    out += [f"o>{k}" for k in range(-6, odds + 1)] + [f"p>{k}" for k in range(-6, points + 1)]
    for part in PARTS:
        a, b = pair.spans(part, "rule"), pair.spans(part, "read")
        out.append(
            f"{part}={'same' if a == b and a else 'both' if a and b else 'rule' if a else 'read' if b else '-'}"
        )
    return out


def _of_head(on: Features, tokens: Tokens, head: int, lemma: str, frame: str) -> None:
    """Count the reporting word, its neighbours and what hangs on it."""
    many = len(tokens.starts)
    tag, dep = tokens.tag[head], tokens.dep[head]
    on[f"t={tag}"] = on[f"d={dep}"] = on[f"td={tag}|{dep}"] = on[f"lt={lemma}|{tag}"] = 1
    above = tokens.head[head]
    on[f"hp={tokens.low[above] if above != head else '^'}"] = 1
    below = [
        i
        for i in range(max(0, head - 12), min(many, head + 30))
        if tokens.head[i] == head and i != head and not tokens.mark[i]
    ]
    on["kids=" + " ".join(tokens.dep[i] for i in below)[:60]] = 1
    for i in below:
        kind, word, pos = tokens.dep[i], tokens.low[i], tokens.pos[i]
        on[f"k={kind}"] = 1
        if kind in _SMALL:
            on[f"kw={word}"] = 1
        if kind in ("prep", "dobj", "prt"):
            on[f"kl={pos if kind == 'dobj' else word}|{lemma}"] = 1
        if kind in ("nsubj", "nsubjpass"):
            on[f"sub={pos}"] = on[f"subw={word}"] = on[f"subl={pos}|{lemma}"] = 1
            on[f"sube={tokens.entity[i]}"] = on[f"subel={tokens.entity[i]}|{frame}"] = 1
    for j, name in ((head - 2, "p2"), (head - 1, "p1"), (head + 1, "n1"), (head + 2, "n2")):
        word = tokens.low[j] if 0 <= j < many else "^"
        on[f"{name}={word}"] = 1
        if name == "n1":
            on[f"n1l={word}|{lemma}"] = 1


def _of_parts(on: Features, setting: Setting) -> None:
    """Count the first and last words of the source, and the first of the content, as first seen."""
    tokens, lemma = setting.tokens, setting.pair.lemma
    source, content = setting.pair.seen("source"), setting.pair.seen("content")
    if source:
        low, high = tokens.within(source[0])
        if high > low:
            on[f"s0={tokens.low[low]}"] = on[f"s1={tokens.low[high - 1]}"] = 1
            on[f"slen={min(6, high - low)}"] = 1
    else:
        on["nosrc"] = on[f"nosrc|{lemma}"] = 1
    if content:
        low, high = tokens.at(content[0][0]), tokens.at(content[-1][1])
        if high > low:
            size = min(6, int(math.log2(1 + high - low)))
            on[f"c0={tokens.low[low]}"] = on[f"c0l={tokens.low[low]}|{lemma}"] = 1
            on[f"clen={size}"] = on[f"clen={size}|{setting.pair.frame}"] = 1
            on[f"cpos={tokens.pos[low]}"] = 1
