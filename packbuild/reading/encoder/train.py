"""Fine-tune MiniLM on attribution, certainty, metonymy and event types together.

Run with an interpreter that has torch and safetensors (never needed at run time):

    PYTHONPATH=src python packbuild/reading/encoder/train.py MINILM_FOLDER SHARED/text OUT --steps 1000

Splits: every tenth PolNeAR train article, a seventh of ReLocaR and of the PLOVER sentences (by sentence) and every
tenth UW train sentence are held out; the development sets are only scored at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import data
import numpy as np
import torch
from data import IGNORED, Example
from model import MARKED, Model, span_mean
from torch.nn import functional

SEED = 11
#: How often each task's batch comes.
SHARES = {"attribution": 0.70, "certainty": 0.10, "relocar": 0.06, "conll": 0.05, "events": 0.09}


def padded(batch: list[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and kinds, padded to the longest of the batch."""
    length = -(-max(len(e.ids) for e in batch) // 8) * 8
    ids = torch.tensor([e.ids + [0] * (length - len(e.ids)) for e in batch])
    kinds = torch.tensor([e.kinds + [0] * (length - len(e.ids)) for e in batch])
    return ids, kinds


def batches(examples: list[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield batches of about `pieces` pieces, of examples of about the same length, for ever."""
    while True:
        order = examples[:]
        rng.shuffle(order)
        pool: list[list[Example]] = []
        for i in range(0, len(order), 256):
            part = sorted(order[i : i + 256], key=lambda e: len(e.ids))
            batch: list[Example] = []
            for e in part:
                if batch and len(e.ids) * (len(batch) + 1) > pieces:
                    pool.append(batch)
                    batch = []
                batch.append(e)
            if batch:
                pool.append(batch)
        rng.shuffle(pool)
        yield from pool


def attribution_loss(model: Model, batch: list[Example], rng: random.Random) -> torch.Tensor:
    """Loss of the cue tags and of the tags around up to three cues of each window."""
    ids, kinds = padded(batch)
    vectors, cue_scores = model.encoder(ids, kinds)
    length = ids.shape[1]
    gold = torch.tensor([e.cue_labels + [IGNORED] * (length - len(e.ids)) for e in batch])
    loss = (
        functional.cross_entropy(cue_scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORED) * 4
    )
    rows, cue, tags = relations(batch, length, rng, 3)
    if len(rows):
        scores = model.relate(vectors[rows], (ids == 0)[rows], cue)
        loss = (
            loss
            + functional.cross_entropy(scores.float().flatten(0, 1), tags.flatten(), ignore_index=IGNORED) * 2
        )
    return loss


def relations(
    batch: list[Example], length: int, rng: random.Random | None, most: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return rows, cue masks and tags of the cues of a batch."""
    rows, masks, tags = [], [], []
    for i, e in enumerate(batch):
        chosen = e.cues if rng is None or len(e.cues) <= most else rng.sample(e.cues, most)
        for a, b, labels in chosen:
            rows.append(i)
            masks.append([int(a <= k < b) for k in range(length)])
            tags.append(labels + [IGNORED] * (length - len(labels)))
    return torch.tensor(rows), torch.tensor(masks), torch.tensor(tags)


def marked_vectors(model: Model, batch: list[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return vectors, the row of every mark, and the marks."""
    vectors, _ = model.encoder(*padded(batch))
    rows = torch.tensor([i for i, e in enumerate(batch) for _ in e.marks])
    marks = torch.tensor([m for e in batch for m in e.marks])
    return vectors, rows, marks


def scores(model: Model, task: str, batch: list[Example]) -> torch.Tensor:
    """Return the head's scores for every mark of a batch."""
    vectors, rows, marks = marked_vectors(model, batch)
    first = span_mean(vectors, rows, marks[:, 0], marks[:, 1])
    if task == "certainty":
        return model.sure(first).float().squeeze(-1)
    if task in ("relocar", "conll"):
        return model.place(torch.cat([first, vectors[rows, 0]], -1)).float()[:, 0 if task == "relocar" else 1]
    second = span_mean(vectors, rows, marks[:, 2], marks[:, 3])
    return model.event(torch.cat([first, second, vectors[rows, 0]], -1)).float()


def loss_of(model: Model, task: str, batch: list[Example], rng: random.Random) -> torch.Tensor:
    """Return the loss of one batch of one task."""
    if task == "attribution":
        return attribution_loss(model, batch, rng)
    out = scores(model, task, batch)
    truth = torch.tensor([t for e in batch for t in e.targets])
    if task == "certainty":
        return functional.smooth_l1_loss(out, truth, beta=0.1) * 3
    if task in ("relocar", "conll"):
        return functional.binary_cross_entropy_with_logits(out, truth)
    return functional.cross_entropy(out, truth.long(), label_smoothing=0.05)


@torch.no_grad()
def held_out(model: Model, held: dict[str, list[Example]]) -> str:
    """Return one line of figures on held-out examples."""
    model.eval()
    parts = []
    for task, examples in held.items():
        got, truth = [], []
        for i in range(0, len(examples), 16):
            batch = examples[i : i + 16]
            if task == "attribution":
                ids, kinds = padded(batch)
                _, cue_scores = model.encoder(ids, kinds)
                for e, row in zip(batch, cue_scores.argmax(-1).tolist(), strict=True):
                    got.append(set(spans(row, e.cue_labels, (1, 2))))
                    truth.append(set(spans(e.cue_labels, e.cue_labels, (1, 2))))
            else:
                got += scores(model, task, batch).tolist()
                truth += [t for e in batch for t in e.targets]
        if task == "attribution":
            hits = sum(len(a & b) for a, b in zip(got, truth, strict=True))
            total = sum(len(a) + len(b) for a, b in zip(got, truth, strict=True))
            parts.append(f"cue F1 {2 * hits / max(1, total):.3f}")
            parts.append(relation_f1(model, examples))
        elif task == "certainty":
            a, b = np.array(got) * 3, np.array(truth) * 3
            parts.append(f"certainty MAE {np.abs(a - b).mean():.3f} r {np.corrcoef(a, b)[0, 1]:.3f}")
        elif task in ("relocar", "conll"):
            parts.append(f"{task} {np.mean((np.array(got) > 0) == (np.array(truth) > 0.5)):.3f}")
        else:
            parts.append(f"events {np.mean(np.argmax(got, 1) == np.array(truth)):.3f}")
    model.train()
    return "  ".join(parts)


def relation_f1(model: Model, examples: list[Example]) -> str:
    """Exact F1 of source and content around gold cues."""
    counts = np.zeros((2, 2))
    for i in range(0, len(examples), 16):
        batch = [e for e in examples[i : i + 16] if e.cues]
        if not batch:
            continue
        ids, kinds = padded(batch)
        vectors, _ = model.encoder(ids, kinds)
        rows, cue, tags = relations(batch, ids.shape[1], None, 0)
        out = model.relate(vectors[rows], (ids == 0)[rows], cue).argmax(-1).tolist()
        for got, gold in zip(out, tags.tolist(), strict=True):
            for k, pair in enumerate(((1, 2), (3, 4))):
                a, b = spans(got, gold, pair), spans(gold, gold, pair)
                counts[k] += 2 * bool(b and a == b), bool(a) + bool(b)
    f1 = counts[:, 0] / counts[:, 1].clip(1)
    return f"given cues: source {f1[0]:.3f} content {f1[1]:.3f}"


def spans(row: list[int], mask: list[int], pair: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the spans that BIO labels make, skipping pieces that open no word."""
    out, start, last = [], None, 0
    for i, m in enumerate(mask):
        if m == IGNORED:
            continue
        if start is not None and row[i] != pair[1]:
            out.append((start, last))
            start = None
        if row[i] == pair[0] or (row[i] == pair[1] and start is None):
            start = i
        last = i
    if start is not None:
        out.append((start, last))
    return out


def main() -> None:
    """Train; write a checkpoint every 100 steps; report the held-out figures at the end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minilm", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=0, help="0: as many as fit into the minutes")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--resume", type=Path, help="a model.pt to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the learning rates")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pieces", type=int, default=900)
    parser.add_argument(
        "--half", action="store_true", help="train in bfloat16: only where the processor has it"
    )
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    args.out.mkdir(exist_ok=True, parents=True)
    train, held = examples(args.text)
    print({k: len(v) for k, v in train.items()}, {k: len(v) for k, v in held.items()}, flush=True)
    model = Model(30522)
    model.encoder.load_minilm(args.minilm / "model.safetensors")
    if args.resume:
        model.load_state_dict(torch.load(args.resume, weights_only=True))
    if args.half:
        model.bfloat16()
    model.encoder.plain.requires_grad_(False)
    for part in [
        model.encoder.words,
        model.encoder.places,
        model.encoder.norm,
        *model.encoder.layers[:MARKED],
    ]:
        part.requires_grad_(False)
    masters = Masters(model)
    streams = {task: batches(examples, args.pieces, rng) for task, examples in train.items()}
    began, step, sums, done = time.time(), 0, {}, 0.0
    while done < 1:
        task = rng.choices(list(SHARES), list(SHARES.values()))[0]
        loss = loss_of(model, task, next(streams[task]), rng)
        loss.backward()
        masters.step(args.rate * min(1.0, done / 0.06 + 0.02) * max(0.02, 1 - done))
        sums.setdefault(task, []).append(loss.item())
        step += 1
        done = step / args.steps if args.steps else (time.time() - began) / 60 / args.minutes
        if step % 25 == 0:
            line = "  ".join(f"{k} {np.mean(v):.3f}" for k, v in sorted(sums.items()))
            print(f"{step} {time.time() - began:.0f}s {done:.2f}  {line}", flush=True)
            sums = {}
        if step % 100 == 0 or done >= 1:
            torch.save(masters.state(), args.out / "model.pt")
    print("held out:", held_out(model, held), flush=True)
    run = {
        "seed": args.seed,
        "steps": step,
        "frozen": MARKED,
        "transitions": data.transitions(train["attribution"]),
    }
    (args.out / "run.json").write_text(json.dumps(run))


class Masters:
    """The optimiser keeps and moves single-precision copies of the weights, which may be bfloat16."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
        self.copies = [torch.nn.Parameter(p.detach().float()) for _, p in self.named]
        body = [c for (n, _), c in zip(self.named, self.copies, strict=True) if _is_body(n)]
        heads = [c for (n, _), c in zip(self.named, self.copies, strict=True) if not _is_body(n)]
        self.groups = [{"params": body, "lr": 3e-4}, {"params": heads, "lr": 1e-3}]
        self.optimiser = torch.optim.AdamW(self.groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)

    def step(self, factor: float) -> None:
        """Move the weights, with the learning rates times `factor`."""
        for (_, p), c in zip(self.named, self.copies, strict=True):
            c.grad = p.grad.float() if p.grad is not None else None
            p.grad = None
        torch.nn.utils.clip_grad_norm_(self.copies, 1.0)
        for group, rate in zip(self.optimiser.param_groups, (3e-4, 1e-3), strict=True):
            group["lr"] = rate * factor
        self.optimiser.step()
        with torch.no_grad():
            for (_, p), c in zip(self.named, self.copies, strict=True):
                p.copy_(c)

    def state(self) -> dict[str, torch.Tensor]:
        """Return all weights in single precision."""
        full = {n: p.float() for n, p in self.model.state_dict().items()}
        return full | {n: c.detach() for (n, _), c in zip(self.named, self.copies, strict=True)}


def _is_body(name: str) -> bool:
    return name.startswith("encoder.layers")


def examples(text: Path) -> tuple[dict[str, list[Example]], dict[str, list[Example]]]:
    """Return training and held-out examples of every task."""
    polnear = text / "attribution" / "polnear_train.jsonl"
    wide, narrow = data.attribution(polnear, 94), data.attribution(polnear, 48)
    uw = data.certainty(text / "certainty" / "uw_train.jsonl")
    relocar, conll = data.metonymy(text / "actors")
    plover = data.events(text / "events" / "plv_train.jsonl")
    train = {
        "attribution": [e for e in wide if e.group % 10 != 9] + [e for e in narrow if e.group % 10 != 9][::4],
        "certainty": [e for i, e in enumerate(uw) if i % 10 != 9],
        "relocar": [e for i, e in enumerate(relocar) if i % 7 != 6],
        "conll": conll,
        "events": [e for e in plover if e.group % 7 != 6],
    }
    held = {
        "attribution": [e for e in data.attribution(polnear, 94, keep_empty=True) if e.group % 10 == 9],
        "certainty": [e for i, e in enumerate(uw) if i % 10 == 9],
        "relocar": [e for i, e in enumerate(relocar) if i % 7 == 6],
        "events": [e for e in plover if e.group % 7 == 6],
    }
    return train, held


if __name__ == "__main__":
    main()
