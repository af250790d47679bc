"""Train the certainty weights on the UW sentences (train); report MAE and r on another split.

Run: python packbuild/reading/train_certainty.py SHARED/text/certainty

A sum of weights is a mean; what the annotators' scores are nearest to in absolute terms is a median. So two rising maps are fitted
on scores of sentences that were not trained on: ``alone`` for the linear model, on cross-validated scores of all; ``joined`` for
its average with the encoder's, on every tenth sentence, which the encoder never saw.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from linear import fit_ridge, matrix, write_weights
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, eye_array, hstack, vstack

from bilat.reading.deeds.certainty import certainty_features, head_of
from bilat.reading.models.encoder import mark, share
from bilat.reading.parsing.nlp import pipeline

OUT = Path(__file__).parents[2] / "src/bilat/reading/weights/certainty.json"


def examples(path: Path) -> tuple[list[list[str]], np.ndarray]:
    """Return features and labels of every marked event."""
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    rows, labels = [], []
    for record, doc in zip(records, pipeline().pipe(r["text"] for r in records), strict=True):
        words = record["text"].split(" ")
        starts = np.cumsum([0] + [len(w) + 1 for w in words])
        for target in record["targets"]:
            i, j = target["span1"]
            head = head_of(doc, int(starts[i]), int(starts[j]) - 1)
            rows.append(certainty_features(head) if head is not None else ["bias"])
            labels.append(target["label"])
    return rows, np.array(labels)


def encoded(path: Path, every: int, which: int) -> dict[int, float]:
    """Return the encoder's scores of the events of some sentences, by the number of the event."""
    out: dict[int, float] = {}
    number = 0
    for i, line in enumerate(path.open(encoding="utf-8")):
        record = json.loads(line)
        starts = np.cumsum([0] + [len(w) + 1 for w in record["text"].split(" ")])
        for target in record["targets"]:
            first, last = target["span1"]
            if i % every == which:
                span = int(starts[first]), int(starts[last]) - 1
                out[number] = 3 * float(mark(record["text"], [span], "sure")[0])
            number += 1
    return out


def fit_map(x: np.ndarray, y: np.ndarray, knots: np.ndarray) -> np.ndarray:
    """Return the heights at `knots` of the rising line of straight pieces that brings `x` nearest to `y`, in absolute terms."""
    at = np.clip(np.searchsorted(knots, x) - 1, 0, len(knots) - 2)
    part = np.clip((x - knots[at]) / (knots[at + 1] - knots[at]), 0, 1)
    rows = np.arange(len(x))
    weights = csr_matrix(
        (np.r_[1 - part, part], (np.r_[rows, rows], np.r_[at, at + 1])), shape=(len(x), len(knots))
    )
    rising = csr_matrix(np.eye(len(knots) - 1, len(knots)) - np.eye(len(knots) - 1, len(knots), k=1))
    away = eye_array(len(x))
    limits = vstack(
        [
            hstack([weights, -away]),
            hstack([-weights, -away]),
            hstack([rising, csr_matrix((len(knots) - 1, len(x)))]),
        ]
    )
    found = linprog(
        np.r_[np.zeros(len(knots)), np.full(len(x), 1 / len(x))],
        A_ub=limits,
        b_ub=np.r_[y, -y, np.zeros(len(knots) - 1)],
        bounds=[(-3, 3)] * len(knots) + [(0, None)] * len(x),
        method="highs",
    )
    return found.x[: len(knots)].round(2)


#: Fewer knots where there are fewer sentences.
ALONE = np.array([-3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3])
JOINED = np.array([-3, -1.5, -0.5, 0.5, 1.5, 2.5, 3])


def _told(name: str, guess: np.ndarray, truth: np.ndarray) -> None:
    print(
        f"{name}: MAE {np.abs(guess - truth).mean():.3f} r {np.corrcoef(guess, truth)[0, 1]:.3f} n {len(truth)}"
    )


def main(folder: Path) -> None:
    """Train, report, write."""
    rows, y = examples(folder / "uw_train.jsonl")
    dev, truth = examples(folder / "uw_dev.jsonl")
    counts = Counter(f for names in rows for f in set(names))
    best: tuple[float, int, float, np.ndarray] = (np.inf, 0, 0.0, np.zeros(0))
    for least, l2 in ((3, 4.0), (3, 8.0), (5, 8.0), (3, 12.0)):
        vocabulary = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= least))}
        fold = np.arange(len(rows)) % 5
        out = np.zeros(len(rows))
        for k in range(5):
            chosen = [i for i in range(len(rows)) if fold[i] != k]
            w = fit_ridge([rows[i] for i in chosen], y[chosen], vocabulary, l2)
            held = np.flatnonzero(fold == k)
            out[held] = matrix([rows[i] for i in held], vocabulary) @ w
        out = out.clip(-3, 3)
        best = min(best, (float(np.abs(out - y).mean()), least, l2, out), key=lambda b: b[:3])
        print(f"least {least} l2 {l2}: cv MAE {np.abs(out - y).mean():.3f} r {np.corrcoef(out, y)[0, 1]:.3f}")
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= best[1]))}
    w = fit_ridge(rows, y, vocabulary, best[2])
    out = best[3]
    alone = fit_map(out, y, ALONE)
    held = encoded(folder / "uw_train.jsonl", 10, 9)
    chosen = np.array(sorted(held))
    weight = share("certainty")
    both = (out[chosen] + weight * np.array([held[i] for i in chosen])) / (1 + weight)
    joined = fit_map(both, y[chosen], JOINED)
    guess = (matrix(dev, vocabulary) @ w).clip(-3, 3)
    _told("dev, linear as it is", guess, truth)
    _told("dev, fast", np.interp(guess, ALONE, alone), truth)
    read = encoded(folder / "uw_dev.jsonl", 1, 0)
    joint = (guess + weight * np.array([read[i] for i in range(len(truth))])) / (1 + weight)
    _told("dev, accurate as it is", joint, truth)
    _told("dev, accurate", np.interp(joint, JOINED, joined), truth)
    maps = {"alone": [ALONE.tolist(), alone.tolist()], "joined": [JOINED.tolist(), joined.tolist()]}
    write_weights(OUT, vocabulary, w, "UW factuality, train", smallest=0.02, maps=maps)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
