"""One process of the fuzzing: runs batches of cases, notes what it runs, and keeps what fails.

``python -m benchmarks.fuzz.child OUT SEED SECONDS TARGET...``; its parent kills it if a case never ends.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import logging
import os
import random
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from benchmarks.fuzz.targets import Target, targets

__all__ = ["from_json", "to_json"]

#: What one case may take: processor seconds, and growth of the resident memory in bytes.
SLOWEST, LARGEST = 5.0, 1 << 30
#: A PDF is read in a process of its own with 20 s of processor time: by design it may take longer.
_SLOWEST_PDF = 21.0
_BATCH = 40


class _TooSlowError(BaseException):
    """The case is over its time. No `Exception`, so that nothing in between takes it for a fault of the input."""


def to_json(case: dict[str, Any]) -> str:
    """Return a case as JSON; bytes become ``{"base64": ...}``."""
    return json.dumps(case, default=lambda b: {"base64": base64.b64encode(b).decode()}, indent=1)


def from_json(text: str) -> dict[str, Any]:
    """Return the case of `to_json`."""
    raw = json.loads(text)
    return {k: base64.b64decode(v["base64"]) if isinstance(v, dict) else v for k, v in raw.items()}


def _memory() -> tuple[int, int]:
    """Return resident memory now, and its peak since `_reset_peak`, in bytes."""
    found = {}
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(("VmRSS:", "VmHWM:")):
                found[line[:5]] = int(line.split()[1]) * 1024
    return found.get("VmRSS", 0), found.get("VmHWM", 0)


def _reset_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _processor() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _ring(_number: int, _frame: Any) -> None:
    raise _TooSlowError


class Batch:
    """Runs the cases of one target and counts."""

    def __init__(self, target: Target, out: Path) -> None:
        self.target, self.out = target, out
        self.cases = self.refused = 0
        self.slowest = self.largest = 0.0

    def one(self, case: dict[str, Any]) -> None:
        """Run one case; whatever goes wrong is kept, nothing is raised."""
        from bilat.errors import BilatError

        self.cases += 1
        (self.out / "now.json").write_text(json.dumps({"target": self.target.name, "case": to_json(case)}))
        limit = _SLOWEST_PDF if self.target.name == "pdf" else SLOWEST
        _reset_peak()
        before, began = _memory()[0], _processor()
        signal.setitimer(signal.ITIMER_PROF, limit)
        wrong = ""
        try:
            self.target.run(case)
        except BilatError as exc:
            self.refused += 1
            wrong = "" if exc.message else "an error without a message"
        except _TooSlowError:
            wrong = traceback.format_exc()
        except (SystemExit, Exception):  # noqa: BLE001  anything else is what is looked for
            wrong = traceback.format_exc()
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        taken, grown = _processor() - began, _memory()[1] - before
        self.slowest, self.largest = max(self.slowest, taken), max(self.largest, grown)
        if not wrong and taken > limit:
            wrong = f"{taken:.1f} s of processor time"
        if not wrong and grown > LARGEST:
            wrong = f"{grown:,} bytes of memory"
        if wrong:
            self.keep(case, wrong)

    def keep(self, case: dict[str, Any], wrong: str) -> None:
        """Write the case and what it did, one of each kind of fault."""
        lines = [x.strip() for x in wrong.splitlines() if x.strip()]
        places = [x for x in lines if x.startswith("File") and "/benchmarks/" not in x]
        key = hashlib.sha256("".join([*places[-2:], lines[-1].split(":")[0]]).encode()).hexdigest()[:10]
        place = self.out / "found" / self.target.name.replace(":", "-")
        place.mkdir(parents=True, exist_ok=True)
        if not (place / f"{key}.json").exists():
            (place / f"{key}.json").write_text(to_json(case))
            (place / f"{key}.txt").write_text(wrong)


def main() -> None:
    """Run the targets in turn until the time is over."""
    out, seed, budget, names = Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:]
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGPROF, _ring)
    every = targets(out / "seeds")
    chance = random.Random(seed)
    for name in names:  # what is loaded at the first use is no part of a case
        with contextlib.suppress(Exception):
            every[name].run(_first(every[name]))
    began = _processor()
    while _processor() - began < budget:
        for name in names:
            batch, start = Batch(every[name], out), _processor()
            _examples(batch, chance.randrange(1 << 30), _BATCH if name != "pdf" else 6)
            line = {"target": name, "cases": batch.cases, "refused": batch.refused, "seconds": _processor() - start,
                    "slowest": batch.slowest, "largest": batch.largest, "at": time.time()}  # fmt: skip
            with (out / "stats.jsonl").open("a") as stats:
                stats.write(json.dumps(line) + "\n")
            if _processor() - began > budget:
                break


def _first(target: Target) -> dict[str, Any]:
    found: list[dict[str, Any]] = []

    @settings(
        max_examples=1,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(target.cases)
    def once(case: dict[str, Any]) -> None:
        found.append(case)

    once()
    return found[0]


def _examples(batch: Batch, number: int, count: int) -> None:
    @seeded(number)
    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(batch.target.cases)
    def many(case: dict[str, Any]) -> None:
        batch.one(case)

    many()


if __name__ == "__main__":
    main()
