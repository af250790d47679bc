"""Kills `bilat data import` and the building of the pack at random moments, and looks at what is left.

``python -m benchmarks.crash DIR [KILLS]``: DIR holds data files of two states of the world to go between (two
sub-folders), or any data files (then the first import and the second differ by one file). After every kill the store
must verify without a fault and answer as before or as after the import; the next import must succeed.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KILLS = 200


def main() -> None:
    """Run the trials and print what was found."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    data, kills = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else KILLS
    with tempfile.TemporaryDirectory() as scratch:
        found = trials(data, kills, Path(scratch))
    print(
        f"{kills} kills: {found['old']} left the old state, {found['new']} the new, {found['half']} neither"
    )
    print(f"one import takes {found['seconds']:.1f} s; kills fell evenly over it")
    sys.exit(1 if found["half"] else 0)


def trials(data: Path, kills: int, scratch: Path) -> dict[str, float]:
    """Import part of the files, then kill the import of all of them again and again."""
    files = sorted(p for p in data.rglob("*") if p.is_file())
    part = scratch / "part"
    part.mkdir()
    for path in files[: max(1, len(files) - 1)]:
        shutil.copy(path, part / path.name)
    home = scratch / "home"
    _import(part, home)
    old = _state(home)
    trial = scratch / "trial"
    shutil.copytree(home, trial)
    begun = time.monotonic()
    _import(data, trial)
    seconds = time.monotonic() - begun
    new = _state(trial)
    if old == new:
        sys.exit("Both imports give the same state: nothing can be told apart.")
    chance = random.Random(0)
    found: dict[str, float] = {"old": 0, "new": 0, "half": 0, "seconds": seconds}
    for number in range(kills):
        shutil.rmtree(trial)
        shutil.copytree(home, trial)
        process = subprocess.Popen(
            _command("data", "import", str(data), "--quiet"),
            env=_env(trial),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0, 1.1 * seconds))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        state = _state(trial)
        kind = "old" if state == old else "new" if state == new else "half"
        found[kind] += 1
        if kind == "half":
            print(f"kill {number}: {state}", flush=True)
    _import(data, trial)
    if _state(trial) != new:
        sys.exit("The import after the last kill does not give the new state.")
    return found


def _state(home: Path) -> tuple[str, str]:
    """Return what the store says of itself: whether it verifies, and what it holds."""
    said = [
        subprocess.run(_command("data", *line), env=_env(home), capture_output=True, text=True, check=False)
        for line in (("verify",), ("vintages", "--json"))
    ]
    held = "\n".join(line for line in said[1].stdout.splitlines() if '"hash"' in line)
    return f"{said[0].returncode} {said[0].stdout.strip().partition(',')[2]}", held


def _import(folder: Path, home: Path) -> None:
    subprocess.run(
        _command("data", "import", str(folder), "--quiet"),
        env=_env(home),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _command(*args: str) -> list[str]:
    return [sys.executable, "-m", "bilat", *args]


def _env(home: Path) -> dict[str, str]:
    return {**os.environ, "BILAT_HOME": str(home)}


if __name__ == "__main__":
    main()
