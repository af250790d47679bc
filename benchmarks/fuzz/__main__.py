"""``python -m benchmarks.fuzz OUT [--hours H] [--only WORD]``: hostile inputs for every reader, for as long as you like.

Every target of `benchmarks.fuzz.targets` is run in turn, in processes of their own, for H hours of processor time (1 by
default). A case fails if it raises anything but bilat's own errors, takes more than 5 s of processor time, or lets the
memory grow by more than 1 GB. One case of each kind of fault is kept in OUT/found, as JSON, with its traceback;
``python -m benchmarks.fuzz OUT --again FILE...`` runs kept cases again. The state is in OUT: a second run adds to it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.fuzz.seeds import gather

_TICKS = os.sysconf("SC_CLK_TCK")
#: Processor seconds of one process, and how long (processor, wall) it may stay on one case before it is killed.
_SLICE, _STUCK, _STILL = 60.0, 40.0, 900.0
_NAMES = ("html", "mail", "plain", "pdf", "bytes", "reader-fast", "reader-accurate", "check", "claims", "ask", "dates", "states",
          "scenario", "address", "jsonl", "warc", "parquet", "diary", "events")  # fmt: skip


def main() -> None:
    """Fuzz, then say what was run and what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("--hours", type=float, default=1.0)
    asked.add_argument("--only", default="")
    asked.add_argument("--seed", type=int, default=None)
    asked.add_argument("--again", nargs="*", type=Path)
    given = asked.parse_args()
    out: Path = given.out
    if given.again is not None:
        sys.exit(_again(given.again))
    out.mkdir(parents=True, exist_ok=True)
    if not (out / "seeds").is_dir():
        gather(out / "seeds")
    chance = random.Random(given.seed)
    left = given.hours * 3600 - (_spent(out) if not given.only else 0.0)
    while left > 0:
        for names in _groups(given.only):
            before = _spent(out)
            _run(out, chance.randrange(1 << 30), min(_SLICE, left), names)
            left -= max(_spent(out) - before, 1.0)
            if left <= 0:
                break
    print(report(out))


def _groups(only: str) -> list[list[str]]:
    from bilat.sources import sources

    listed = [f"source:{name}" for name in sources()]
    random.shuffle(listed)
    groups = [list(_NAMES[:5]), listed[:21], list(_NAMES[5:10]), listed[21:], list(_NAMES[10:])]
    kept = [[n for n in group if only in n] for group in groups]
    return [group for group in kept if group]


def _run(out: Path, seed: int, seconds: float, names: list[str]) -> None:
    """Run one process and watch it; a case on which it stays is kept, and the process killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.fuzz.child", str(out), str(seed), str(seconds), *names],
        env={**os.environ, "BILAT_HOME": str(out / "home"), "OMP_NUM_THREADS": "1"},
    )
    now, mark, since = out / "now.json", 0.0, (0.0, time.monotonic())
    while child.poll() is None:
        time.sleep(1)
        changed = now.stat().st_mtime if now.exists() else 0.0
        spent = _processor(child.pid)
        if changed != mark:
            mark, since = changed, (spent, time.monotonic())
        elif mark and (spent - since[0] > _STUCK or time.monotonic() - since[1] > _STILL):
            child.kill()
    if child.returncode:
        kept = json.loads(now.read_text())
        place = out / "found" / kept["target"].replace(":", "-")
        place.mkdir(parents=True, exist_ok=True)
        (place / f"died-{seed}.json").write_text(kept["case"])
        (place / f"died-{seed}.txt").write_text(f"The process ended with {child.returncode}.")


def _processor(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS


def _lines(out: Path) -> list[dict[str, float]]:
    stats = out / "stats.jsonl"
    return [json.loads(x) for x in stats.read_text().splitlines()] if stats.exists() else []


def _spent(out: Path) -> float:
    return sum(line["seconds"] for line in _lines(out))


def report(out: Path) -> str:
    """Return what was run, as a table, and where the faults are."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0, 0.0, 0.0])
    for line in _lines(out):
        row = sums[str(line["target"])]
        row[0], row[1], row[2] = row[0] + line["cases"], row[1] + line["refused"], row[2] + line["seconds"]
        row[3], row[4] = max(row[3], line["slowest"]), max(row[4], line["largest"])
    said = [
        "| target | cases | refused | processor s | slowest s | most memory MB |",
        "|---|---|---|---|---|---|",
    ]
    said += [
        f"| {name} | {r[0]:,.0f} | {r[1]:,.0f} | {r[2]:,.0f} | {r[3]:.1f} | {r[4] / 1e6:.0f} |"
        for name, r in sorted(sums.items())
    ]
    total = [sum(r[i] for r in sums.values()) for i in range(3)]
    said.append(f"| all | {total[0]:,.0f} | {total[1]:,.0f} | {total[2]:,.0f} | | |")
    found = sorted(str(p.relative_to(out)) for p in (out / "found").rglob("*.json"))
    return "\n".join(
        [
            *said,
            "",
            f"{total[2] / 3600:.2f} hours of processor time; {len(found)} kinds of fault kept.",
            *found,
        ]
    )


def _again(files: list[Path]) -> int:
    """Run kept cases again; the folder's name is the target's."""
    from benchmarks.fuzz.child import from_json
    from benchmarks.fuzz.targets import runner
    from bilat.errors import BilatError

    for path in files:
        name = path.parent.name.replace("source-", "source:")
        print(path, flush=True)
        began = time.process_time()
        try:
            runner(name)(from_json(path.read_text()))
        except BilatError as exc:
            print(f"  refused: {exc}")
        print(f"  {time.process_time() - began:.1f} s of processor time")
    return 0


if __name__ == "__main__":
    main()
