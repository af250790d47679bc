"""``python -m benchmarks.claims_batch [N]``: how many varied claims a second ``bilat ask --file`` answers.

Claims are made from wordings of every kind, over 60 states and days from 1955 to 2024, with a fixed seed: no two lines are
alike. The whole command is timed, start of the processes included, and its CPU seconds over all processes are given.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

_STATES = [
    "China",
    "Russia",
    "India",
    "Japan",
    "Germany",
    "France",
    "Britain",
    "Italy",
    "Spain",
    "Portugal",
    "Poland",
    "Hungary",
    "Romania",
    "Bulgaria",
    "Greece",
    "Turkey",
    "Egypt",
    "Israel",
    "Iran",
    "Iraq",
    "Syria",
    "Jordan",
    "Lebanon",
    "Kuwait",
    "Qatar",
    "Pakistan",
    "Afghanistan",
    "Bangladesh",
    "Nepal",
    "Vietnam",
    "Thailand",
    "Indonesia",
    "Malaysia",
    "Singapore",
    "Australia",
    "Canada",
    "Mexico",
    "Cuba",
    "Brazil",
    "Argentina",
    "Chile",
    "Peru",
    "Colombia",
    "Venezuela",
    "Bolivia",
    "Ecuador",
    "Nigeria",
    "Ghana",
    "Senegal",
    "Ethiopia",
    "Kenya",
    "Tanzania",
    "Angola",
    "Morocco",
    "Algeria",
    "Tunisia",
    "Libya",
    "Sweden",
    "Norway",
    "Finland",
]
_ORGANISATIONS = (
    "NATO",
    "OPEC",
    "ASEAN",
    "the African Union",
    "the Arab League",
    "the OECD",
    "the WTO",
    "BRICS",
)
_SYMBOLS = (
    "A/RES/68/262",
    "A/RES/3379(XXX)",
    "A/RES/61/174",
    "A/RES/50/245",
    "A/RES/58/157",
    "A/RES/61/66",
)
#: Wordings by kind; {a}, {b}, {c} are states, {y} and {z} years of the time, {n} a percentage.
WORDINGS: dict[str, tuple[str, ...]] = {
    "closeness.superlative": (
        "In their UN votes {a} and {b} are closer than at any time since {y}.",
        "{a} and {b} are farther apart than ever.",
    ),
    "closeness.trend": (
        "In UN votes {a} and {b} have drifted apart since {y}.",
        "{a} and {b} are drawing closer.",
    ),
    "closeness.comparison": (
        "{a} voted with {b} more often than with {c} between {y} and {z}.",
        "{a} traded more with {b} than with {c} in {y}.",
    ),
    "obligation": (
        "{a} has a defence pact with {b}.",
        "{a} and {b} were allies in {y}.",
        "{a} has no military allies.",
    ),
    "vote": ("{a} abstained on {s}.", "{a} voted against {s}.", "{a} and {b} cast the same vote on {s}."),
    "vote.share": (
        "{a} voted with {b} more than {n}% of the time between {y} and {z}.",
        "Between {y} and {z} {a} and {b} voted alike on fewer than {n} per cent of roll calls.",
    ),
    "arms": (
        "{a} sold arms to {b} between {y} and {z}.",
        "{a} was {b}'s largest arms supplier between {y} and {z}.",
        "More than {n}% of the arms {b} received between {y} and {z} came from {a}.",
    ),
    "trade": (
        "{a} was {b}'s largest trading partner in {y}.",
        "Trade between {a} and {b} doubled between {y} and {z}.",
        "{a} accounted for more than {n}% of {b}'s trade in {y}.",
    ),
    "dispute": (
        "{a} and {b} have a territorial dispute.",
        "{a} and {b} fought a war in {y}.",
        "{a} and {b} have been rivals since {y}.",
    ),
    "sanction": (
        "{a} imposed sanctions on {b} in {y}.",
        "{b} was under sanctions by {a} between {y} and {z}.",
    ),
    "membership": (
        "{a} is a member of {o}.",
        "{a} and {b} both belonged to {o} in {y}.",
        "{a} joined {o} in {y}.",
    ),
    "triadic": ("{a} sells arms to {b}, which has a territorial dispute with {c}.",),
    "event": ("{a} invaded {b} in {y}.", "The president of {a} visited {b} in {y}."),
    "stance": ("{a} wants {b} to leave {o}.", "It is not in the interest of {a} to quarrel with {b}."),
    "pledge": ("{a} pledged to support {b} against {c}.",),
    "forecast": ("{a} will join {o} within ten years.", "{a} would support {b} in a war with {c}."),
}


def claims(count: int, seed: int = 1) -> list[dict[str, str]]:
    """Make so many different claims, the kinds in turn.

    Examples
    --------
    >>> made = claims(32)
    >>> len({c["text"] + c["date"] for c in made}), made == claims(32)
    (32, True)
    """
    rng = random.Random(seed)
    kinds = list(WORDINGS)
    out: list[dict[str, str]] = []
    seen: set[tuple[str, str]] = set()
    while len(out) < count:
        a, b, c = rng.sample(_STATES, 3)
        year = rng.randint(1955, 2024)
        z = rng.randint(1951, year - 1)
        y = rng.randint(1947, z - 1)
        text = rng.choice(WORDINGS[kinds[len(out) % len(kinds)]]).format(
            a=a,
            b=b,
            c=c,
            y=y,
            z=z,
            n=rng.randint(2, 19) * 5,
            s=rng.choice(_SYMBOLS),
            o=rng.choice(_ORGANISATIONS),
        )
        date = f"{year}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        if (text, date) not in seen:
            seen.add((text, date))
            out.append({"id": str(len(out) + 1), "text": text, "date": date})
    return out


def main(arguments: Sequence[str]) -> None:
    """Time the command on a file of generated claims and print the rate."""
    count = int(arguments[0]) if arguments else 10_000
    made = claims(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.jsonl"
        path.write_text("\n".join(json.dumps(c) for c in made) + "\n", encoding="utf-8")
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "bilat", "ask", "--file", str(path), "--jsonl"],
            check=True,
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == [c["id"] for c in made]
    typed = Counter(a.get("kind") for a in answers)
    print(f"{count} claims, {os.cpu_count()} processors: {seconds:.1f} s, {count / seconds:.0f} a second;")
    print(f"CPU {used.ru_utime + used.ru_stime:.1f} s over all processes.")
    print("By kind:", dict(typed))
    print("By verdict:", dict(Counter(a.get("verdict") for a in answers)))


if __name__ == "__main__":
    main(sys.argv[1:])
