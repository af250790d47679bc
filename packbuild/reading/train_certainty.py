"""Train the certainty weights on the UW sentences (train); report MAE and r on another split.

Run: python packbuild/reading/train_certainty.py SHARED/text/certainty
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from linear import fit_ridge, matrix, write_weights

from bilat.reading.certainty import certainty_features, head_of
from bilat.reading.nlp import pipeline

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


def main(folder: Path) -> None:
    """Train, report, write."""
    rows, y = examples(folder / "uw_train.jsonl")
    dev, truth = examples(folder / "uw_dev.jsonl")
    counts = Counter(f for names in rows for f in set(names))
    best = (np.inf, 0, 0.0)
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
        best = min(best, (float(np.abs(out - y).mean()), least, l2))
        print(f"least {least} l2 {l2}: cv MAE {np.abs(out - y).mean():.3f} r {np.corrcoef(out, y)[0, 1]:.3f}")
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= best[1]))}
    w = fit_ridge(rows, y, vocabulary, best[2])
    guess = (matrix(dev, vocabulary) @ w).clip(-3, 3)
    print(
        f"dev: MAE {np.abs(guess - truth).mean():.3f}  r {np.corrcoef(guess, truth)[0, 1]:.3f}  n {len(truth)}"
    )
    write_weights(OUT, vocabulary, w, "UW factuality, train", smallest=0.02)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
