"""``python -m benchmarks DATA``: ours beside the peers, whole processes on this machine, in one run.

DATA is a folder that holds the votes of the unvotes package (see `benchmarks.similarity`). Peers that are not
installed are named with the reason. Medians of three runs; nothing here is an assertion.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.running import Taken, machine, run, versions

_HERE = Path(__file__).resolve().parent
_RUNS = 3


def _row(what: str, who: str, taken: Taken | None, reason: str = "") -> None:
    if taken is None:
        print(f"| {what} | {who} | not run: {reason} | |")
    else:
        print(f"| {what} | {who} | {taken.seconds:.2f} | {taken.peak_mb:.0f} |", flush=True)


def _data_table() -> str:
    """Return why R's data.table cannot run here, or nothing."""
    if shutil.which("Rscript") is None:
        return "R is not installed"
    found = subprocess.run(["Rscript", "-e", "library(data.table)"], capture_output=True, check=False)
    return "" if found.returncode == 0 else "R has no data.table"


def _votes_csv(data: Path, target: Path) -> None:
    """Write the votes as the R script reads them."""
    import pyarrow as pa
    import pyarrow.csv as pc

    from benchmarks.similarity import read

    votes = read(data)
    columns = {
        "rcid": votes.rollcall,
        "session": votes.session[votes.rollcall],
        "state": votes.state,
        "vote": votes.vote,
    }
    pc.write_csv(pa.table(columns), str(target))


def _with_data_table(data: Path) -> Taken:
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "votes.csv"
        _votes_csv(data, target)
        return run(["Rscript", str(_HERE / "similarity.R"), str(target)], 1)


def main() -> None:
    """Run every benchmark and print one table."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python -m benchmarks DATA\nDATA is a folder with the votes of the unvotes package.")
    data = sys.argv[1]
    print(f"{machine()}; {versions('numpy', 'pyarrow', 'pandas')}; medians of {_RUNS} runs\n")
    print("| what | who | seconds | peak MB |\n|---|---|---|---|")
    similarity = "nine vote measures, all dyad-sessions 1946-2019 (870,109 votes)"
    _row(similarity, "bilat", run([sys.executable, "-m", "benchmarks.similarity", data], _RUNS))
    _row(similarity, "pandas", run([sys.executable, "-m", "benchmarks.similarity_pandas", data], _RUNS))
    missing = _data_table()
    taken = None if missing else _with_data_table(Path(data))
    _row("agreement and S, all dyad-sessions", "data.table", taken, missing)
    panel = "directed dyad-years 1946-2010: obligations, disputes, capabilities, rivalries (1,444,998 rows)"
    _row(panel, "bilat", run([sys.executable, "-m", "benchmarks.panel_ours"], _RUNS))
    _row(panel, "pandas", run([sys.executable, "-m", "benchmarks.panel_pandas"], _RUNS))


if __name__ == "__main__":
    main()
