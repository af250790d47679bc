"""Train the weights that join the grammar and the encoder, on the PolNeAR train articles the encoder never saw.

Run: python packbuild/reading/train_merge.py SHARED/text/attribution/polnear_train.jsonl
Writes src/bilat/reading/weights/merge.json. The articles are every tenth (the encoder's held-out ones).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from linear import fit_logistic, write_weights

from bilat.reading.encoder import encode
from bilat.reading.nlp import parse
from bilat.reading.relations import PARTS, choice_features, decision_features, pairs
from bilat.reading.segment import segment

OUT = Path(__file__).parents[2] / "src/bilat/reading/weights/merge.json"
Row = tuple[list[str], bool]


def examples(path: Path) -> tuple[list[Row], list[Row]]:
    """Return decisions (is it an attribution?) and choices (are the grammar's spans the right ones?)."""
    decisions, choices = [], []
    for n, line in enumerate(path.open(encoding="utf-8")):
        if n % 10 != 9:
            continue
        article = json.loads(line)
        text = article["text"]
        segmented = segment(text)
        relations = [r for reading in encode(text, segmented) for r in reading.relations]
        gold = [
            {part: [tuple(s) for s in a[part]] for part in PARTS} for a in article["attributions"] if a["cue"]
        ]
        for pair in pairs(text, segmented, parse(text, segmented), relations):
            mine = pair.spans("cue", "rule") + pair.spans("cue", "read")
            near = [g for g in gold if any(s < e2 and s2 < e for s, e in mine for s2, e2 in g["cue"])]
            decisions.append((decision_features(pair), bool(near)))
            if not near or pair.rule is None or pair.read is None:
                continue
            for part in PARTS:
                a, b = pair.spans(part, "rule"), pair.spans(part, "read")
                right = [any(x == g[part] for g in near) for x in (a, b)]
                if a and b and right[0] != right[1]:
                    choices.append((choice_features(pair, part), right[0]))
    return decisions, choices


def main(path: Path) -> None:
    """Train and write; the threshold of the decision is the one with the best F1 in five folds."""
    decisions, choices = examples(path)
    for name, rows in (("decisions", decisions), ("choices", choices)):
        out = cross_validated(rows)
        truth = np.array([y for _, y in rows])
        print(
            f"{name}: {len(rows)}, {truth.mean():.3f} true, five-fold accuracy {((out > 0) == truth).mean():.3f}"
        )
    out = cross_validated(decisions)
    truth = np.array([y for _, y in decisions])
    best, at = max(
        (2 * (truth & (out > t)).sum() / max(1, truth.sum() + (out > t).sum()), t)
        for t in np.linspace(-1.5, 0.5, 21)
    )
    print(f"five-fold F1 of decisions {best:.3f} at {at:.2f}")
    decided, chosen = vocabulary(decisions), vocabulary(choices)
    w = fit_logistic(decisions, decided, l2=2.0)
    w[decided["bias"]] -= at
    v = fit_logistic(choices, chosen, l2=2.0)
    both = {**decided, **{name: len(decided) + i for name, i in chosen.items()}}
    write_weights(OUT, both, np.concatenate([w, v]), "PolNeAR train, every tenth article", smallest=0.01)


def vocabulary(rows: list[Row]) -> dict[str, int]:
    """Return the features seen at least five times."""
    counts = Counter(f for names, _ in rows for f in set(names))
    return {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= 5))}


def cross_validated(rows: list[Row]) -> np.ndarray:
    """Return scores of every row by weights fitted on the other folds (blocks, so that articles stay together)."""
    out = np.zeros(len(rows))
    fold = np.arange(len(rows)) * 5 // len(rows)
    for k in range(5):
        kept = [r for r, f in zip(rows, fold, strict=True) if f != k]
        names = vocabulary(kept)
        w = fit_logistic(kept, names, l2=2.0)
        for i in np.flatnonzero(fold == k):
            out[i] = sum(w[names[f]] for f in set(rows[i][0]) if f in names)
    return out


if __name__ == "__main__":
    main(Path(sys.argv[1]))
