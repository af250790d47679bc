"""Ideal points beside pscl and MCMCpack: ``python -m benchmarks.irt DATA``.

The last sessions of the votes of the unvotes package, as few as each peer can bear. pscl's model is static: the last session, 1,000 iterations.
MCMCpack builds its data vote by vote in R, so that its time grows with the square of the votes before it makes a
single draw: two sessions, 40 + 80 iterations. Ours gets two sessions and ten, 100 + 200 sweeps of the published sampler in two
chains. r is with the published ideal points, within sessions, median. Whole processes; a peer that is not installed is
named. Ours is compiled by a run before. Nothing here is an assertion.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

_HERE = Path(__file__).resolve().parent
_WARMUP, _DRAWS = 100, 200


def _write_votes(data: Path, sessions: int, target: Path) -> None:
    """Write the last sessions' votes as they go into the published model, for every program alike."""
    from benchmarks.idealpoints import read

    items = read(data)
    session = items.session[items.row]
    last = session > session.max() - sessions
    rows = np.stack([session, items.item, items.code[items.row], items.vote], 1)[last]
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["session", "rollcall", "state", "vote"])
        writer.writerows(rows.tolist())


def _ours(votes: Path, target: Path) -> None:
    from bilat.measures.idealpoints import sample
    from bilat.measures.idealpoints.data import make_items

    session, rollcall, state, vote = np.loadtxt(votes, delimiter=",", skiprows=1, dtype=np.int64).T
    found = sample(make_items(state, session, rollcall, vote), warmup=_WARMUP, draws=_DRAWS)
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["state", "session", "value"])
        writer.writerows(zip(found.code.tolist(), found.session.tolist(), found.mean.tolist(), strict=True))
    print(f"{len(vote)} votes, {len(found)} state-sessions")


def _agreement(data: Path, target: Path) -> str:
    """Return the median correlation within sessions with the published estimates; the sign is nobody's."""
    import pyarrow.parquet as pq

    from benchmarks.running import find

    table = pq.read_table(find(data, "bsv_idealpoints_all_apr2020.parquet"))
    columns = [table.column(c).to_pylist() for c in ("ccode", "session", "IdealPoint")]
    published = {(int(c), int(s)): v for c, s, v in zip(*columns, strict=True)}
    by_session: dict[int, list[tuple[float, float]]] = {}
    with target.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (int(row["state"]), int(row["session"]))
            if key in published:
                by_session.setdefault(key[1], []).append((float(row["value"]), published[key]))
    r = [abs(np.corrcoef(np.array(pairs).T)[0, 1]) for pairs in by_session.values()]
    return f"{np.median(r):.4f} ({len(r)} sessions)"


def _has(package: str) -> bool:
    if shutil.which("Rscript") is None:
        return False
    return (
        subprocess.run(["Rscript", "-e", f"library({package})"], capture_output=True, check=False).returncode
        == 0
    )


def main() -> None:
    """Run each program once and print one table."""
    if len(sys.argv) == 5 and sys.argv[2] == "--one":
        return _ours(Path(sys.argv[3]), Path(sys.argv[4]))
    if len(sys.argv) == 5 and sys.argv[2] == "--write":
        return _write_votes(Path(sys.argv[1]), int(sys.argv[4]), Path(sys.argv[3]))
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(
            "usage: python -m benchmarks.irt DATA\nDATA has the votes of the unvotes package and bsv_matches.csv."
        )
    from benchmarks.running import machine, run

    data = Path(sys.argv[1])
    print(f"{machine()}; load before {os.getloadavg()[0]:.2f}\n")
    print(
        "| who | model | sessions | seconds | processor s | peak MB | r with the published, by session, median | |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as scratch:
        votes, out = Path(scratch) / "votes.csv", Path(scratch) / "out.csv"
        ours, rscript = (
            [sys.executable, "-m", "benchmarks.irt", str(data), "--one"],
            ["Rscript", str(_HERE / "irt.R")],
        )
        runs = (
            ("bilat", "dynamic, ordinal", 2, ours, True),
            ("bilat", "dynamic, ordinal", 10, ours, True),
            ("pscl::ideal", "static, binary", 1, [*rscript, "pscl"], _has("pscl")),
            ("MCMCpack::MCMCdynamicIRT1d", "dynamic, binary", 2, [*rscript, "mcmcpack"], _has("MCMCpack")),
        )
        # in processes of their own: what this one holds would count as the peak of every program it starts
        write = [sys.executable, "-m", "benchmarks.irt", str(data), "--write"]
        run([*write, str(votes), "2"], 1)
        run([*ours, str(votes), str(out)], 1)  # compiles
        for who, model, sessions, command, there in runs:
            if not there:
                print(f"| {who} | {model} | {sessions} | not run: not installed in R here | | | | |")
                continue
            run([*write, str(votes), str(sessions)], 1)
            taken = run([*command, str(votes), str(out)], 1)
            said = taken.said.splitlines()[-1]  # pscl announces itself first
            print(
                f"| {who} | {model} | {sessions} | {taken.seconds:.1f} | {taken.cpu:.1f} | {taken.peak_mb:.0f} "
                f"| {_agreement(data, out)} | {said} |",
                flush=True,
            )
    return None


if __name__ == "__main__":
    main()
