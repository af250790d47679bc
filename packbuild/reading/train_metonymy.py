"""Train the metonymy weights on ReLocaR (train); report ten-fold cross-validated accuracy.

Run: python packbuild/reading/train_metonymy.py SHARED/text/actors
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from linear import fit_logistic, matrix, write_weights

from bilat.reading.deeds.certainty import head_of
from bilat.reading.deeds.metonymy import metonymy_features
from bilat.reading.parsing.nlp import pipeline

OUT = Path(__file__).parents[2] / "src/bilat/reading/weights/metonymy.json"


def relocar(path: Path) -> tuple[list[list[str]], np.ndarray]:
    """Return features and labels (1 metonymic) of ReLocaR."""
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    rows = []
    for record, doc in zip(records, pipeline().pipe(r["text"] for r in records), strict=True):
        head = head_of(doc, record["start"], record["end"])
        rows.append(metonymy_features(head) if head is not None else ["bias"])
    return rows, np.array([r["reading"] == "metonymic" for r in records])


def conll(path: Path) -> tuple[list[list[str]], np.ndarray]:
    """Return the same for the CoNLL names, which come as tokens."""
    records = [json.loads(line) for line in path.open(encoding="utf-8")]
    texts = [" ".join(r["tokens"]) for r in records]
    rows, labels = [], []
    for record, doc in zip(records, pipeline().pipe(texts), strict=True):
        first, last = record["pos"][0], record["pos"][-1]
        starts = np.cumsum([0] + [len(w) + 1 for w in record["tokens"]])
        head = head_of(doc, int(starts[first]), int(starts[min(last, len(starts) - 1)]) - 1)
        if head is not None:
            rows.append(metonymy_features(head))
            labels.append(bool(record["metonymic"]))
    return rows, np.array(labels)


def main(folder: Path) -> None:
    """Train, report, write."""
    rows, y = relocar(folder / "relocar_train.jsonl")
    more, y_more = conll(folder / "conll_train.jsonl")
    best = (0.0, 0, 0.0, 0)
    fold = np.random.default_rng(7).permutation(len(rows)) % 10
    # How often each ReLocaR name counts beside a CoNLL name; 0: without CoNLL.
    for least, l2, times in ((2, 2.0, 0), (2, 4.0, 0), (2, 4.0, 2), (2, 4.0, 3)):
        right = 0
        for k in range(10):
            kept = [i for i in range(len(rows)) if fold[i] != k]
            train = [(rows[i], bool(y[i])) for i in kept] * max(1, times)
            if times:
                train += [(f, bool(v)) for f, v in zip(more, y_more, strict=True)]
            counts = Counter(f for names, _ in train for f in set(names))
            vocabulary = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= least))}
            w = fit_logistic(train, vocabulary, l2)
            held = np.flatnonzero(fold == k)
            right += int(((matrix([rows[i] for i in held], vocabulary) @ w > 0) == y[held]).sum())
        print(f"least {least} l2 {l2} ReLocaR times {times}: ten-fold accuracy {right / len(rows):.3f}")
        best = max(best, (right / len(rows), least, l2, times))
    _, least, l2, times = best
    train = [(f, bool(v)) for f, v in zip(rows, y, strict=True)] * max(1, times)
    if times:
        train += [(f, bool(v)) for f, v in zip(more, y_more, strict=True)]
    counts = Counter(f for names, _ in train for f in set(names))
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= least))}
    write_weights(
        OUT,
        vocabulary,
        fit_logistic(train, vocabulary, l2),
        "ReLocaR train" + (" and CoNLL" if times else ""),
        0.04,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
