"""Scores to labels: likeliest tags, runs of them, log-odds, and the small heads; pure functions on arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

__all__ = ["best_paths", "log_odds", "runs", "two_layers"]


def log_odds(scores: np.ndarray) -> np.ndarray:
    """Return the log-odds (n, length, 5) of neither, source, content, and of a source or a content that begins here."""
    import numpy as np

    p = np.exp(scores - scores.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    columns = [p[..., 0], p[..., 1] + p[..., 2], p[..., 3] + p[..., 4], p[..., 1], p[..., 3]]
    joined = np.stack(columns, axis=-1)
    joined = np.clip(joined, 1e-4, 1 - 1e-4)
    out: np.ndarray = np.log(joined / (1 - joined)).round(2)
    return out


def best_paths(scores: Sequence[np.ndarray], transitions: np.ndarray) -> list[np.ndarray]:
    """Return the likeliest tags (length) for each of some scores (length, tags), by Viterbi."""
    import numpy as np

    if not scores:
        return []
    n, tags = len(scores), len(transitions)
    lengths = np.array([len(each) for each in scores])
    longest = int(lengths.max())
    logs = np.zeros((n, longest, tags))
    for row, each in enumerate(scores):
        top = each.max(axis=-1, keepdims=True)
        logs[row, : len(each)] = each - top - np.log(np.exp(each - top).sum(axis=-1, keepdims=True))
    # Beyond its own length each path stays where it is.
    back = np.broadcast_to(np.arange(tags), (n, longest, tags)).copy()
    total = logs[:, 0] + transitions[0]
    for i in range(1, longest):
        ways = total[:, :, None] + transitions[None]
        live = (i < lengths)[:, None]
        back[:, i] = np.where(live, ways.argmax(axis=1), back[:, i])
        total = np.where(live, ways.max(axis=1) + logs[:, i], total)
    out = np.zeros((n, longest), dtype=np.int64)
    out[:, -1] = total.argmax(axis=1)
    rows = np.arange(n)
    for i in range(longest - 1, 0, -1):
        out[:, i - 1] = back[rows, i, out[:, i]]
    return [path[:length] for path, length in zip(out, lengths, strict=True)]


def runs(labels: np.ndarray, at: np.ndarray, begin: int) -> list[tuple[int, int]]:
    """Return (first, last) framed pieces of every run of a kind; `at` are the pieces that open a word."""
    out: list[tuple[int, int]] = []
    start = last = None
    for i in at.tolist():
        label = int(labels[i])
        if start is not None and label != begin + 1:
            out.append((start, last or start))
            start = None
        if label == begin or (label == begin + 1 and start is None):
            start = i
        last = i
    if start is not None:
        out.append((start, last or start))
    return out


def two_layers(heads: dict[str, np.ndarray], name: str, x: np.ndarray) -> np.ndarray:
    """Return what a head of two layers makes of the rows of `x`."""
    hidden = x @ heads[f"{name}.w1"].T + heads[f"{name}.b1"]
    hidden = hidden * 0.5 * (1 + _erf(hidden / math.sqrt(2)))
    out: np.ndarray = hidden @ heads[f"{name}.w2"].T + heads[f"{name}.b2"]
    return out


def _erf(x: np.ndarray) -> np.ndarray:
    """Error function to 1.5e-7 (Abramowitz & Stegun 7.1.26)."""
    import numpy as np

    t = 1 / (1 + 0.3275911 * np.abs(x))
    series = ((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592
    out: np.ndarray = np.sign(x) * (1 - series * t * np.exp(-x * x))
    return out
