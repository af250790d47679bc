"""Train the event weights on the PLOVER sentences (train); report five-fold macro-F1 of roots and quads.

Run: python packbuild/reading/train_events.py SHARED/text/events
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from encoder.data import CLASSES, unmarked
from linear import fit_softmax, matrix

from bilat.reading.deeds.doing import event_features
from bilat.reading.deeds.events import QUADS
from bilat.reading.parsing.nlp import pipeline

OUT = Path(__file__).parents[2] / "src/bilat/reading/weights/events.json"


def examples(path: Path) -> tuple[list[list[str]], np.ndarray, np.ndarray, np.ndarray]:
    """Return features, roots, quads and the sentence each row comes from."""
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    rows = []
    for record in records:
        plain, source, target = unmarked(record)
        rows.append(event_features(pipeline()(plain), source, target))
    roots = np.array([CLASSES.index(r["gold_root"]) for r in records])
    quads = np.array([r["gold_quad"] for r in records])
    groups = [re.sub(r"\W+", "", r["text"]) for r in records]
    return rows, roots, quads, np.unique(groups, return_inverse=True)[1]


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    """Return the mean F1 over the classes of `truth`."""
    scores = []
    for c in np.unique(truth):
        right = ((truth == c) & (guess == c)).sum()
        scores.append(2 * right / max(1, (truth == c).sum() + (guess == c).sum()))
    return float(np.mean(scores))


def main(folder: Path) -> None:
    """Train, report, write."""
    rows, roots, quads, groups = examples(folder / "plv_train.jsonl")
    fold = np.random.default_rng(3).permutation(groups.max() + 1)[groups] % 5
    quad_of = np.array([QUADS[c] for c in CLASSES])
    best = (0.0, 0, 0.0)
    for least, l2 in ((2, 0.5), (2, 1.0), (2, 2.0)):
        out = np.zeros(len(rows), dtype=int)
        for k in range(5):
            kept, held = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
            counts = Counter(f for i in kept for f in set(rows[i]))
            vocabulary = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= least))}
            w = fit_softmax([rows[i] for i in kept], roots[kept], len(CLASSES), vocabulary, l2)
            out[held] = np.argmax(matrix([rows[i] for i in held], vocabulary) @ w, axis=1)
        score = macro_f1(roots, out)
        print(
            f"least {least} l2 {l2}: five-fold macro-F1 roots {score:.3f} quads {macro_f1(quads, quad_of[out]):.3f}"
        )
        best = max(best, (score, least, l2))
    _, least, l2 = best
    counts = Counter(f for names in rows for f in set(names))
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= least))}
    w = fit_softmax(rows, roots, len(CLASSES), vocabulary, l2)
    kept = {
        f: [round(float(v), 2) for v in w[i]] for f, i in vocabulary.items() if np.abs(w[i]).max() >= 0.08
    }
    body = {"trained_on": "PLOVER sentences, train", "classes": CLASSES, "weights": kept}
    OUT.write_text(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(kept)} features, {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
