"""Reading: words a second of raw spaCy, fast and accurate mode, over texts in which no sentence comes twice.

python -m benchmarks.reading [ARTICLES.jsonl] [--words 60000] [--workers 2]

ARTICLES.jsonl holds a text a line under "text"; without it, articles are composed from templates, names and numbers (no sentence
twice). Each of the three runs in processes of its own, as many as workers, each on its share of the articles; the processor's
seconds are of all of them together, and memory is the largest of one. Raw spaCy is the same model as it loads, without our parts.
As in a long run, the parser's loops are compiled before the clock starts; --short leaves them as a process of few articles has them.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import sys
import time
from pathlib import Path

from benchmarks.running import machine

_STATES = [
    "Norway", "Chile", "Kenya", "Vietnam", "Poland", "Qatar", "Ghana", "Peru", "Japan", "Malta", "Oman", "Latvia", "Cuba",
    "Nepal", "Finland", "Tunisia", "Canada", "Serbia", "Laos", "Mexico",
]  # fmt: skip
_FIRST = [
    "Ada",
    "Boris",
    "Chloe",
    "Dmitri",
    "Elin",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jonas",
    "Kemal",
    "Lena",
]
_LAST = [
    "Quill",
    "Voss",
    "Okafor",
    "Lindqvist",
    "Marsh",
    "Petrov",
    "Sato",
    "Weber",
    "Haddad",
    "Rossi",
    "Novak",
]
_THINGS = [
    "harbour",
    "railway",
    "dam",
    "pipeline",
    "border post",
    "archive",
    "market",
    "airfield",
    "bridge",
    "mill",
]
_SAID = [
    "{p}, an adviser to the ministry, said that {a} would rebuild the {t} within {n} months.",
    "“We have {n} reasons to doubt {a},” {p} told reporters beside the {t} on day {k}.",
    "According to {p}, {a} and {b} have quarrelled over the {t} {n} times since 19{m}.",
    "{a} voted with {b} in {n} of {k} roll calls, {p} noted in a study of the {t}.",
    "{p} denied that {a} had sold {n} patrol boats to {b} for the {t}.",
]
_TOLD = [
    "{a} signed a trade agreement with {b} worth {n} million crowns in 19{m}, beside the {t}.",
    "The {t} has stood empty for {n} years, and weeds have grown over {k} of its windows.",
    "{a} sent {n} soldiers to the {t} after the floods of 19{m}.",
    "Farmers near the {t} counted {n} dead trees and {k} fallen fences after the storm.",
    "It was built in 19{m} by {k} workers, {n} of whom never saw the {t} again.",
    "In the evening, {n} lamps were lit along the {t}, and children threw {k} paper boats into the water.",
    "{p} was born in 19{m} in a village of {n} houses, a day's walk from the {t}.",
]


def composed(words: int, seed: int = 4) -> list[str]:
    """Return articles of some 600 words, until there are so many words; no sentence comes twice."""
    dice = random.Random(seed)
    seen: set[str] = set()
    out: list[str] = []
    while words > 0:
        lines: list[str] = []
        while sum(len(line.split()) for line in lines) < 600:
            a, b = dice.sample(_STATES, 2)
            told = dice.choice(_SAID if dice.random() < 0.4 else _TOLD)
            line = told.format(
                a=a, b=b, p=f"{dice.choice(_FIRST)} {dice.choice(_LAST)}", t=dice.choice(_THINGS),
                n=dice.randint(2, 99), k=dice.randint(100, 999), m=dice.randint(10, 99),
            )  # fmt: skip
            if line not in seen:
                seen.add(line)
                lines.append(line)
        out.append("\n\n".join(" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3)))
        words -= len(out[-1].split())
    return out


def given(path: Path, words: int) -> list[str]:
    """Return texts of a file until there are so many words."""
    out: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if words <= 0:
                break
            out.append(json.loads(line)["text"])
            words -= len(out[-1].split())
    return out


def _work(what: str, texts: list[str], many: bool, ready: object, report: object) -> None:
    """Load, wait for the others, read; report processor seconds, and memory at a fifth of the way and at the end."""
    import spacy

    from bilat.reading import read
    from bilat.reading.parsing.nlp import expect_many, pipeline

    if many:
        expect_many()
    raw = spacy.load(f"{pipeline().meta['lang']}_{pipeline().meta['name']}") if what == "spacy" else None

    def one(text: str) -> None:
        if raw is not None:
            for _ in raw.pipe([text]):
                pass
        else:
            read(text, mode=what)

    one(texts[0][:2000])
    ready.wait()  # type: ignore[attr-defined]
    began = time.process_time()
    early = 0.0
    for number, text in enumerate(texts):
        one(text)
        if number == len(texts) // 5:
            early = _peak()
    report.put((time.process_time() - began, early, _peak()))  # type: ignore[attr-defined]


def _load() -> str:
    """Return how many processes wanted a processor in the last minute, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not told"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1 << 20 if sys.platform == "darwin" else 1 << 10
    )


def measure(what: str, texts: list[str], workers: int, many: bool) -> str:
    """Return a row of the table: wall and processor time, and memory."""
    context = multiprocessing.get_context("spawn")
    ready, report = context.Barrier(workers + 1), context.Queue()
    parts = [texts[k::workers] for k in range(workers)]
    processes = [context.Process(target=_work, args=(what, part, many, ready, report)) for part in parts]
    for process in processes:
        process.start()
    ready.wait()
    began = time.monotonic()
    found = [report.get() for _ in processes]
    wall = time.monotonic() - began
    for process in processes:
        process.join()
    words = sum(len(t.split()) for t in texts)
    cpu = sum(f[0] for f in found)
    early, late = max(f[1] for f in found), max(f[2] for f in found)
    return f"| {what} | {words / wall:,.0f} | {words / cpu:,.0f} | {wall:.1f} | {cpu:.1f} | {early:.0f} | {late:.0f} |"


def main() -> None:
    """Print a row for raw spaCy, fast and accurate mode."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--short", action="store_true")
    args = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"  # a process a core: threads inside them would only fight
    texts = given(args.articles, args.words) if args.articles else composed(args.words)
    words = sum(len(t.split()) for t in texts)
    print(
        f"{machine()}; {len(texts)} texts, {words:,} words, {args.workers} processes; load before {_load()}"
    )
    print("| | words/s, wall | words/s of processor | wall s | processor s | MB at a fifth | MB at the end |")
    print("|---|---|---|---|---|---|---|")
    for what in ("spacy", "fast", "accurate"):
        print(measure(what, texts, args.workers, not args.short), flush=True)
    print(f"load after {_load()}")


if __name__ == "__main__":
    main()
