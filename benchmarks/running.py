"""Running a program as a whole process and saying what it took."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Taken", "find", "machine", "run", "versions"]

_LIMIT_S = 900


@dataclass(frozen=True)
class Taken:
    """What a program took: medians over its runs; `cpu` is its processor time."""

    seconds: float
    peak_mb: float
    runs: int
    said: str
    cpu: float


def run(command: Sequence[str], repeats: int = 5, env: Mapping[str, str | None] | None = None) -> Taken:
    """Run a command `repeats` times; wall and processor time and peak resident memory of the whole process, medians.

    Parameters
    ----------
    env
        Variables to set, or to unset where ``None``.
    """
    variables = dict(os.environ)
    for name, value in (env or {}).items():
        if value is None:
            variables.pop(name, None)
        else:
            variables[name] = value
    seconds, peaks, cpu, said = [], [], [], ""
    for _ in range(repeats):
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables) as process:
            assert process.stdout is not None
            said = process.stdout.read()
            _pid, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds.append(time.perf_counter() - began)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} failed with {process.returncode}")
        if seconds[-1] > _LIMIT_S:
            raise RuntimeError(f"{' '.join(command)} took over {_LIMIT_S} s")
        cpu.append(usage.ru_utime + usage.ru_stime)
        peaks.append(usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10))
    return Taken(
        statistics.median(seconds), statistics.median(peaks), repeats, said.strip(), statistics.median(cpu)
    )


def find(data: Path, name: str) -> Path:
    """Return the file of that name anywhere below a folder."""
    found = sorted(data.rglob(name))
    if not found:
        sys.exit(f"{name} is not below {data}.")
    return found[0]


def machine() -> str:
    """Return processor, cores, system and Python in one line."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [x for x in cpuinfo.read_text(encoding="utf-8").splitlines() if x.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def versions(*packages: str) -> str:
    """Return packages with their versions."""
    return ", ".join(f"{p} {importlib.metadata.version(p)}" for p in packages)
