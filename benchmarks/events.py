"""Event files at size: rows in ICEWS's published format, generated, aggregated out of core.

python -m benchmarks.events [ROWS]     ten million by default: 1.2 GB of text in a temporary folder
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bilat.eventdata import FORMATS


def generate(path: Path, rows: int, seed: int = 1) -> None:
    """Write so many rows: 180 states, 20 years, a tenth of them repeated events, some without a state."""
    from bilat import states

    dice = np.random.default_rng(seed)
    names = np.array([*[states.name(int(code), 2005) for code in states.system(2005)][:180], "", "Nowhere"])
    codes = np.array(["010", "036", "042", "0811", "112", "138", "145", "173", "190", "20"])
    columns = FORMATS["icews"].columns
    with path.open("w", encoding="latin-1", errors="replace") as stream:
        stream.write("\t".join(columns) + "\n")
        for start in range(0, rows, 500_000):
            n = min(500_000, rows - start)
            identity = dice.integers(0, int(rows * 0.95), n)
            day = (np.datetime64("2000-01-01") + dice.integers(0, 7305, n)).astype(str)
            source, target = names[dice.zipf(1.3, n) % len(names)], names[dice.integers(0, len(names), n)]
            code, intensity = codes[dice.integers(0, len(codes), n)], dice.integers(-100, 101, n) / 10
            for i, d, s, t, c, x in zip(identity, day, source, target, code, intensity, strict=True):
                stream.write(
                    f"{i}\t{d}\tGovernment\tGovernment\t{s}\tMake statement\t{c}\t{x}\tMinistry\tMinistry\t{t}\t1\t2\tWire\t\t\t\t\t\t\n"
                )


def main() -> None:
    """Generate, aggregate in a process of its own, print seconds and peak memory."""
    from benchmarks.running import machine, run

    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.tab"
        began = time.monotonic()
        generate(path, rows)
        print(
            f"generated {rows:,} rows, {path.stat().st_size / 1e9:.2f} GB, in {time.monotonic() - began:.0f} s"
        )
        taken = run(
            [
                sys.executable,
                "-m",
                "bilat",
                "data",
                "events",
                str(path),
                "--out",
                f"{folder}/series.parquet",
                "--quiet",
            ],
            repeats=1,
        )
        print(taken.said)
        print(f"{taken.seconds:.1f} s, {taken.peak_mb:.0f} MB ({machine()})")


if __name__ == "__main__":
    main()
