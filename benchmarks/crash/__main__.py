"""Kills what writes, hundreds of times, and looks at what is left: the old state or the new one, never half.

``python -m benchmarks.crash [--kills N] [--only WORD]``. Everything is made here: a small store, a server on
loopback, a dozen articles. Each trial starts from a copy of the old state, runs the work in a process of its own (forked,
so that hundreds cost little), and ends it with SIGKILL: every other time after a random while, else at a random one of
all calls that Python makes during the work, however short the moment. What is left must be the old state or the new
one as its own check sees it, and the work done again must give the new state.

Then the same work under a disk too small for it (limits of growing size on a file), and by two processes at once.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.crash.killing import REFUSED, count_calls, dying, forked, limited, together
from benchmarks.crash.works import Work, served, works


def main() -> None:
    """Run the trials and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    print("| work | kills | left old | left new | left between | neither | done before the kill | calls |")
    print("|---|---|---|---|---|---|---|---|")
    failed = False
    with tempfile.TemporaryDirectory() as scratch, served(Path(scratch)) as url:
        wanted = [w for w in works(Path(scratch), url) if given.only in w.name]
        for work in wanted:
            failed |= not _kill(work, given.kills, Path(scratch))
        print(
            "\n| work | too little room | refused in words | old kept | done | two at once |\n|---|---|---|---|---|---|"
        )
        for work in wanted:
            failed |= not _small_and_shared(work, Path(scratch))
    sys.exit(1 if failed else 0)


def _kill(work: Work, kills: int, scratch: Path) -> bool:
    old, trial = scratch / f"{work.name}-old", scratch / f"{work.name}-trial"
    work.prepare(old)
    assert work.state(old) == "old", work.state(old)
    calls = _fresh(old, trial) and count_calls(lambda: work.run(trial))
    began = time.monotonic()
    _fresh(old, trial)
    assert forked(lambda: work.run(trial)) == 0, f"{work.name} does not work"
    seconds = time.monotonic() - began
    assert work.state(trial) == "new", work.state(trial)
    chance, seen, ended = random.Random(1), Counter[str](), 0
    for number in range(kills):
        _fresh(old, trial)
        if number % 2:
            code = forked(lambda: work.run(trial), after=chance.uniform(0, 1.1 * seconds))
        else:
            at = chance.randrange(1, calls)
            code = forked(lambda at=at: dying(lambda: work.run(trial), at))  # type: ignore[misc]
        ended += code == 0
        state = work.state(trial)
        kind = state if state in ("old", "new") or state.startswith("between") else "neither"
        if kind == "neither":
            print(f"{work.name}, trial {number}: {state}", flush=True)
        seen[kind.partition(" ")[0]] += 1
        again = forked(lambda: work.run(trial))
        if again or work.state(trial) != "new":
            print(
                f"{work.name}, trial {number}: run again it ends with {again}, {work.state(trial)}",
                flush=True,
            )
            seen["neither"] += 1
    print(
        f"| {work.name} | {kills} | {seen['old']} | {seen['new']} | {seen['between']} | {seen['neither']} | {ended} | {calls:,} |",
        flush=True,
    )
    return not seen["neither"]


def _small_and_shared(work: Work, scratch: Path) -> bool:
    """Let no file grow over a limit that rises step by step; then let two processes do the work at once."""
    old, trial = scratch / f"{work.name}-old", scratch / f"{work.name}-trial"
    largest = max(
        (p.stat().st_size for p in trial.rglob("*") if p.is_file()), default=0
    )  # of the new state that the last trial left
    counted: Counter[str] = Counter()
    for step in range(24):
        limit = int(largest * 1.05 * step / 23)
        _fresh(old, trial)
        code = forked(lambda limit=limit: limited(lambda: work.run(trial), limit))  # type: ignore[misc]
        state = work.state(trial)
        counted["refused" if code == REFUSED else "done" if code == 0 else "bug"] += 1
        counted["kept"] += code == REFUSED and (state == "old" or state.startswith("between"))
        if code not in (0, REFUSED) or (code == 0) != (state == "new"):
            counted["bug"] += 1
            print(f"{work.name}, files of at most {limit:,} bytes: ends with {code}, {state}", flush=True)
    both = Counter[str]()
    for _ in range(10):
        _fresh(old, trial)
        codes = together(lambda: work.run(trial))
        state = work.state(trial)
        good = state == "new" and set(codes) <= {0, REFUSED} and 0 in codes
        both["good" if good else "bad"] += 1
        if not good:
            print(f"{work.name}, two at once: end with {codes}, {state}", flush=True)
    said = "whole, 10 of 10" if not both["bad"] else f"{both['bad']} of 10 not whole"
    print(
        f"| {work.name} | 24 limits | {counted['refused']} | {counted['kept']} | {counted['done']} | {said} |",
        flush=True,
    )
    return not counted["bug"] and not both["bad"]


def _fresh(old: Path, trial: Path) -> bool:
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(old, trial)
    return True


if __name__ == "__main__":
    main()
