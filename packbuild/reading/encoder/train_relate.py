"""Train the tagger around cues anew, on the vectors that the shipped encoder gives; the encoder stays as it is.

Run with an interpreter that has torch, onnx and bilat's own requirements (torch is never needed at run time):

    PYTHONPATH=src python packbuild/reading/encoder/train_relate.py SHARED/text/attribution/polnear_train.jsonl

Writes src/bilat/reading/weights/encoder/relate.onnx and its SHA-256 and run into card.json. Every tenth article (those with
index 9 modulo 10) is held out, as it is in `train`. Two cues in five are those that the encoder finds, the others the
annotators': at run time the tagger sees the encoder's. Afterwards `packbuild/reading/train_merge.py` must be run.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from data import IGNORED, around_cues
from export import OUT, write_relate
from model import WIDTH, Relate
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_
from train import spans

SEED = 11
#: Passes over the cues, cues in a step, learning rate, dropout, and the share of cues that are the encoder's.
PASSES, STEP, RATE, DROP, FOUND = 1.5, 32, 1.5e-3, 0.05, 0.4


@dataclass(slots=True)
class Cue:
    """The vectors of a window, a cue of the annotators', the encoder's cue that meets it, and the tags around it."""

    vectors: np.ndarray
    told: tuple[int, int]
    found: tuple[int, int]
    tags: list[int]


def batch_of(
    cues: list[Cue], found: list[bool]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return vectors, padding, cue masks and tags, padded to the longest window."""
    longest = max(len(c.tags) for c in cues)
    vectors = np.zeros((len(cues), longest, WIDTH), np.float32)
    pad = np.ones((len(cues), longest), bool)
    mask = np.zeros((len(cues), longest), np.int64)
    tags = np.full((len(cues), longest), IGNORED, np.int64)
    for row, (cue, own) in enumerate(zip(cues, found, strict=True)):
        n = len(cue.tags)
        vectors[row, :n], pad[row, :n], tags[row, :n] = cue.vectors, False, cue.tags
        mask[row, slice(*(cue.found if own else cue.told))] = 1
    return torch.from_numpy(vectors), torch.from_numpy(pad), torch.from_numpy(mask), torch.from_numpy(tags)


def batches(cues: list[Cue], rng: random.Random) -> Iterator[list[Cue]]:
    """Yield batches of windows of about the same length, for ever."""
    while True:
        order = cues[:]
        rng.shuffle(order)
        pool = []
        for low in range(0, len(order), 1024):
            part = sorted(order[low : low + 1024], key=lambda c: len(c.tags))
            pool += [part[i : i + STEP] for i in range(0, len(part), STEP)]
        rng.shuffle(pool)
        yield from pool


@torch.no_grad()
def held_out(net: Relate, cues: list[Cue], found: bool) -> str:
    """Return the mean loss of a word, and the F1 of exact sources and contents by the likeliest tag of each word."""
    net.eval()
    loss, words, counts = 0.0, 0, np.zeros((2, 2))
    for low in range(0, len(cues), 64):
        part = cues[low : low + 64]
        vectors, pad, mask, tags = batch_of(part, [found] * len(part))
        scores = net(vectors, pad, mask)
        loss += functional.cross_entropy(
            scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORED, reduction="sum"
        ).item()
        words += int((tags != IGNORED).sum())
        for got, gold in zip(scores.argmax(-1).tolist(), tags.tolist(), strict=True):
            for k, kinds in enumerate(((1, 2), (3, 4))):
                a, b = spans(got, gold, kinds), spans(gold, gold, kinds)
                counts[k] += 2 * bool(b and a == b), bool(a) + bool(b)
    net.train()
    f1 = counts[:, 0] / counts[:, 1].clip(1)
    return f"loss {loss / words:.4f} source {f1[0]:.3f} content {f1[1]:.3f}"


def main() -> None:
    """Read, train, report on the articles held out, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--passes", type=float, default=PASSES)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    rng = random.Random(SEED)
    every = [(n, Cue(v, told, found, tags)) for n, v, told, found, tags in around_cues(args.polnear)]
    cues = [c for n, c in every if n % 10 != 9]
    held = [c for n, c in every if n % 10 == 9]
    net = Relate(DROP)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    steps = int(args.passes * len(cues) / STEP)
    print(f"{len(cues)} cues, {len(held)} held out, {steps} steps", flush=True)
    for step, part in zip(range(steps), batches(cues, rng), strict=False):
        done = step / steps
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, done / 0.05 + 0.02) * max(0.02, 1 - done)
        vectors, pad, mask, tags = batch_of(part, [rng.random() < FOUND for _ in part])
        scores = net(vectors, pad, mask)
        loss = functional.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORED)
        optimiser.zero_grad()
        loss.backward()
        clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
    print("held out, annotators' cues:", held_out(net, held, False))
    print("held out, the encoder's cues:", held_out(net, held, True))
    net.eval()
    write_relate(net)
    card = json.loads((OUT / "card.json").read_text(encoding="utf-8"))
    card["relate"] = {"seed": SEED, "steps": steps}
    card["sha256"]["relate.onnx"] = hashlib.sha256((OUT / "relate.onnx").read_bytes()).hexdigest()
    (OUT / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
