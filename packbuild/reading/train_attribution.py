"""Train the weights that say which candidates are attributions, on PolNeAR articles (train).

Run: python packbuild/reading/train_attribution.py SHARED/text/attribution/polnear_train.jsonl
Writes src/bilat/reading/weights/attribution.json: logistic regression, L2, rare features dropped.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from linear import fit_logistic, write_weights

from bilat.reading.attributing.attribution import features, quoted_tokens
from bilat.reading.attributing.candidates import candidates
from bilat.reading.parsing.nlp import parse
from bilat.reading.segment import segment

OUT = Path(__file__).parents[2] / "src/bilat/reading/weights/attribution.json"
#: Log-odds below this are not attributions; chosen on the training articles' last tenth for F1 of the cue.
THRESHOLDS = np.linspace(-1.5, 0.5, 21)


def examples(path: Path) -> list[tuple[int, list[str], bool]]:
    """Return (article, features, is an attribution) of every candidate."""
    out = []
    for n, line in enumerate(path.open(encoding="utf-8")):
        article = json.loads(line)
        text = article["text"]
        gold = [tuple(c) for a in article["attributions"] for c in a["cue"]]
        segmented = segment(text)
        for piece in parse(text, segmented):
            quoted = quoted_tokens(piece, segmented)
            for sentence in piece.doc.sents:
                for c in candidates(sentence, quoted):
                    if not c.content:
                        continue
                    at = piece.offset + c.head.idx
                    out.append((n, features(c, quoted), any(s <= at < e for s, e in gold)))
    return out


def main(path: Path) -> None:
    """Train and write."""
    data = examples(path)
    counts = Counter(f for _, names, _ in data for f in names)
    vocabulary = {f: i for i, f in enumerate(sorted(f for f, c in counts.items() if c >= 8))}
    held = {n for n, _, _ in data if n % 10 == 9}
    weights = fit_logistic([(f, y) for n, f, y in data if n not in held], vocabulary, l2=2.0)
    scores = np.array(
        [sum(weights[vocabulary[x]] for x in f if x in vocabulary) for n, f, _ in data if n in held]
    )
    truth = np.array([y for n, _, y in data if n in held])
    best, at = max(
        (2 * (truth & (scores > t)).sum() / max(1, truth.sum() + (scores > t).sum()), t) for t in THRESHOLDS
    )
    print(f"{len(data)} candidates, held-out F1 of candidates {best:.3f} at {at:.2f}")
    weights = fit_logistic([(f, y) for _, f, y in data], vocabulary, l2=2.0)
    weights[vocabulary["bias"]] -= at
    write_weights(OUT, vocabulary, weights, "PolNeAR train (840 articles)", smallest=0.02)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
