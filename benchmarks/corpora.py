"""Reading many articles: what a second worker brings, and what it takes as the collection grows.

::

    python -m benchmarks.corpora                     1 and 2 workers, quiet machine wanted: some minutes
    python -m benchmarks.corpora growth 1000 10000   seconds, memory and bytes at each size, one worker
    python -m benchmarks.corpora write FILE COUNT    only the articles, as JSON lines

``--fast`` reads with the rules alone, ``--check`` also judges every claim, ``--workers N`` is for ``growth``,
``--articles N`` for the comparison of workers, and ``--short`` makes notes of a paragraph or two. The articles are made up
here from sentences with changing states, people, years and figures: no two are the same, they run from about 30 to 900
words (370 on average; notes 75), and one in fifty cannot be read.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.running import machine

_FIRST = [
    "Ada",
    "Bela",
    "Coro",
    "Dane",
    "Edda",
    "Falk",
    "Gita",
    "Hanno",
    "Ilse",
    "Joris",
    "Kaia",
    "Levin",
    "Mara",
    "Nils",
    "Oda",
    "Pell",
    "Quirin",
    "Rhea",
    "Sven",
    "Tilda",
    "Ulla",
    "Vito",
    "Wanda",
    "Yara",
    "Zeno",
]
_LAST = [
    "Ashgrove",
    "Brennequist",
    "Calloway",
    "Dornfeld",
    "Estrada",
    "Fenwick",
    "Grimaldi",
    "Holloway",
    "Ilversen",
    "Jarvis",
    "Kestrel",
    "Lindqvist",
    "Marchetti",
    "Nordahl",
    "Okonjo",
    "Prendergast",
    "Quill",
    "Rostov",
    "Sandoval",
    "Tavastrand",
    "Ullmann",
    "Voss",
    "Westerby",
    "Yilmaz",
    "Zauner",
]
_ROLES = (
    "an analyst at the Kelpie Institute",
    "a senior fellow at the Zembla Centre for Strategic Studies",
    "who teaches diplomacy at Strelsau",
    "a former ambassador",
    "spokeswoman for the foreign ministry of {A}",
    "an economist at the Harbour Bank",
)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_CLAIMS = (
    "{A} abstained on the resolution on {T}.",
    "{A} voted against the resolution on {T}, and {B} voted in favour of it.",
    "{A} is a member of {O}.",
    "{A} and {B} are both members of {O}, but {C} is not.",
    "{A} joined {O} in {Y}.",
    "{A} is {B}'s largest arms supplier.",
    "{A} sells arms to {B} and to {C}.",
    "{A} is {B}'s largest trading partner.",
    "Trade between {A} and {B} grew by {P} percent between {Y} and {Z}.",
    "{A} and {B} have a defence pact.",
    "{A} and {B} signed a treaty of friendship in {Y}.",
    "{A} imposed sanctions on {B} over {T} in {Y}.",
    "{A} has a territorial dispute with {B}.",
    "{A} and {B} fought a war in {Y}.",
    "{A} is closer to {B} than to {C}.",
    "{A} and {B} are closer today than at any point in the past {N} years.",
    "Since {Y}, {A} has voted with {B} in more than {P} percent of all roll calls.",
    "{A} will not send arms to {B} this year.",
    "If {A} attacked {B}, {C} would support it.",
    "{A} accused {B} of breaking the agreement of {Y}.",
    "{A} recalled its ambassador from {B} on {M} {D}.",
    "{A} and {B} held joint military exercises in {M} {Y}.",
)
_FILLERS = (
    "The talks in the capital went on until after midnight and ended without a paper.",
    "Officials declined to say what had been offered, or by whom.",
    "Prices of bread and diesel rose by {P} percent over the year, the statistical office reported.",
    "The delegation of {A} left by the side door.",
    "Markets in {A} opened {N} points lower and recovered by noon.",
    "A ferry service that had stopped in {Y} was to start again in {M}.",
    "Schools in the border district stayed closed for {N} days.",
    "The minister had been in office for only {N} months.",
    "Nobody in the hall remembered a session as long as this one.",
    "Rain delayed the ceremony by an hour.",
    "The two sides are to meet again in {M}, in a third country.",
    "A spokesman for {A} did not answer questions.",
    "Farmers have asked for help since the harvest of {Y} failed.",
    "The port handles about {P} ships a week.",
)
_SAID = (
    "“{S}” said {W}, {R}.",
    "{S} That is the view of {W}, {R}.",
    "According to {W}, {R}, {s}",
    "{W}, {R}, said that {s}",
    "“{S}” {w} added.",
)
_ORGS = (
    "NATO",
    "the European Union",
    "the Shanghai Cooperation Organisation",
    "ASEAN",
    "the African Union",
    "the G20",
)
_TOPICS = (
    "Ukraine",
    "Crimea",
    "Palestine",
    "nuclear disarmament",
    "human rights in Iran",
    "the embargo against Cuba",
    "Syria",
)
_OUTLETS = ("Elbe Courier", "Kelpie Review", "Northgate Post", "The Harbour Post")


def article(number: int, names: list[str], longest: int = 14) -> dict[str, str]:
    """Make up article `number`: always the same one."""
    dice = Random(number)
    cast = dice.sample(names, 5)
    people = [f"{dice.choice(_FIRST)} {dice.choice(_LAST)}" for _ in range(3)]

    def fill(pattern: str) -> str:
        a, b, c = dice.sample(cast, 3)
        year = dice.randint(1955, 2019)
        return pattern.format(
            A=a, B=b, C=c, O=dice.choice(_ORGS), T=dice.choice(_TOPICS), Y=year, Z=year + dice.randint(1, 4),
            P=dice.randint(2, 90), N=dice.randint(2, 60), M=dice.choice(_MONTHS), D=dice.randint(1, 28),
        )  # fmt: skip

    def sentence() -> str:
        if dice.random() < 0.45:
            return fill(dice.choice(_FILLERS))
        claim = fill(dice.choice(_CLAIMS))
        if dice.random() < 0.5:
            return claim
        who = dice.choice(people)
        return dice.choice(_SAID).format(
            S=claim[:-1] + ",", s=claim, W=who, w=who.split()[1], R=fill(dice.choice(_ROLES))
        )

    paragraphs = [
        " ".join(sentence() for _ in range(dice.randint(2, 5)))
        for _ in range(dice.randint(min(2, longest - 1), longest))
    ]
    day = f"{dice.randint(2012, 2022)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    text = "\n\n".join([f"{cast[0]} and {cast[1]}: report {number}", *paragraphs])
    return {
        "id": f"g{number}",
        "date": day,
        "outlet": dice.choice(_OUTLETS),
        "text": "" if number % 50 == 49 else text,
    }


def write(path: Path, count: int, longest: int = 14) -> int:
    """Write so many articles as JSON lines; returns their words."""
    from bilat import states

    names = [states.name(int(code), 2015) for code in states.system(2015)]
    words = 0
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            made = article(number, names, longest)
            words += len(made["text"].split())
            stream.write(json.dumps(made, ensure_ascii=False) + "\n")
    return words


@dataclass(frozen=True)
class Took:
    """What a run took: wall and processor seconds, those of its busiest process, the memory of all, bytes written."""

    seconds: float
    cpu: float
    busiest: float
    early_mb: float
    peak_mb: float
    written: int
    said: str


def read(path: Path, out: Path, workers: int, fast: bool, judged: bool) -> Took:
    """Run the command in a process of its own and watch the memory of it and its children."""
    command = [sys.executable, "-m", "bilat", "check" if judged else "read", str(path), "--out", str(out)]
    command += ["--workers", str(workers), "--quiet"]
    env = {**os.environ, "BILAT_READING": "fast" if fast else "accurate"}
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        seen: list[tuple[int, float]] = []  # parts done, megabytes
        stop = threading.Event()
        busy: dict[int, float] = {}
        watcher = threading.Thread(target=_watch, args=(process.pid, out, seen, busy, stop), daemon=True)
        watcher.start()
        assert process.stdout is not None
        said = process.stdout.read().strip()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        stop.set()
        watcher.join()
    seconds = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed with {process.returncode}")
    total = max((parts for parts, _ in seen), default=0)
    early = max((mb for parts, mb in seen if parts <= max(2, total // 10)), default=0.0)
    peak = max((mb for _, mb in seen), default=0.0)
    written = sum(p.stat().st_size for p in out.rglob("*") if p.is_file())
    busiest = max(busy.values(), default=0.0)
    return Took(seconds, usage.ru_utime + usage.ru_stime, busiest, early, peak, written, said)


def _watch(
    root: int, out: Path, seen: list[tuple[int, float]], busy: dict[int, float], stop: threading.Event
) -> None:
    while not stop.wait(1.0):
        parts = len(list((out / "done").glob("*.json"))) if (out / "done").is_dir() else 0
        family = _family(root)
        seen.append((parts, sum(_resident(pid) for pid in family) / 1e6))
        busy |= {pid: _spent(pid) for pid in family}


def _spent(pid: int) -> float:
    """Return the processor seconds of a process so far (Linux; elsewhere 0)."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _family(root: int) -> list[int]:
    """Return a process and its descendants (Linux; elsewhere the process alone)."""
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                queue += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue
    return found


def _resident(pid: int) -> int:
    """Return proportional memory in bytes: a page shared by two counts half for each."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def efficiency(count: int, longest: int, fast: bool, judged: bool) -> None:
    """Compare one worker with two, twice each in turn; the better run of each counts.

    The time from the first part done onwards would flatter us: starting and loading are in these seconds. Where other programs
    hold the cores, the clock tells of them; the processor seconds of the busiest process are what the run would have waited for.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        words = write(path, count, longest)
        best: dict[int, Took] = {}
        for turn in range(2):
            for workers in (1, 2):
                took = read(path, Path(folder) / f"out-{turn}-{workers}", workers, fast, judged)
                print(
                    f"{workers} workers: {took.seconds:.1f} s wall, {took.cpu:.1f} s processor, "
                    f"{took.busiest:.1f} s the busiest process",
                    flush=True,
                )
                if workers not in best or took.seconds < best[workers].seconds:
                    best[workers] = took
    one, two = best[1], best[2]
    print(
        f"{count:,} articles, {words:,} words, {'fast' if fast else 'accurate'}, {'check' if judged else 'read'}"
    )
    print(f"efficiency of two workers: {one.seconds / (2 * two.seconds):.3f} by the clock, ", end="")
    print(f"{one.busiest / (2 * two.busiest):.3f} by the busiest process ({machine()})")


def growth(sizes: list[int], longest: int, workers: int, fast: bool, judged: bool) -> None:
    """Print one row a size."""
    print(
        f"{machine()}; {'fast' if fast else 'accurate'}, {'check' if judged else 'read'}, {workers} workers\n"
    )
    print(
        "| articles | words | text MB | wall s | processor s | ms an article | early MB | peak MB | written MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.jsonl"
            words = write(path, count, longest)
            took = read(path, Path(folder) / "out", workers, fast, judged)
            print(
                f"| {count:,} | {words:,} | {path.stat().st_size / 1e6:.1f} | {took.seconds:.0f} | {took.cpu:.0f} | "
                f"{1000 * took.cpu / count:.1f} | {took.early_mb:.0f} | {took.peak_mb:.0f} | {took.written / 1e6:.1f} |"
            )
            print(f"  {took.said}", file=sys.stderr, flush=True)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.corpora",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", nargs="*", default=["efficiency"])
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--articles", type=int, default=300)
    given = parser.parse_args()
    what, *rest = given.what
    longest = 2 if given.short else 14
    if what == "efficiency":
        efficiency(given.articles, longest, given.fast, given.check)
    elif what == "growth" and rest:
        growth([int(size) for size in rest], longest, given.workers, given.fast, given.check)
    elif what == "write" and len(rest) == 2:
        print(f"{write(Path(rest[0]), int(rest[1]), longest):,} words")
    else:
        parser.error("give nothing, growth SIZE..., or write FILE COUNT")


if __name__ == "__main__":
    main()
