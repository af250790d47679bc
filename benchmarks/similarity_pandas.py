"""The same nine measures in pandas: a self-join of each session's votes, counted, then vectorised formulas."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.running import find
from benchmarks.similarity import ROLLCALLS, VOTES


def measures(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the nine measures of a frame with one row a pair and the columns 11, 12, ... 33."""
    n = cells.sum(axis=1)
    out = {}
    row = {i: cells[[10 * i + j for j in (1, 2, 3)]].sum(axis=1) for i in (1, 2, 3)}
    column = {j: cells[[10 * i + j for i in (1, 2, 3)]].sum(axis=1) for j in (1, 2, 3)}
    pooled = {i: (row[i] + column[i]) / 2 for i in (1, 2, 3)}
    weights = {"": lambda d: float(d > 0), "_linear": lambda d: d / 2, "_quadratic": lambda d: d * d / 4}
    for name, weight in weights.items():
        w = {(i, j): weight(abs(i - j)) for i in (1, 2, 3) for j in (1, 2, 3) if i != j}
        observed = sum(w[ij] * cells[10 * ij[0] + ij[1]] for ij in w) / n
        out[{"": "agreement", "_linear": "s", "_quadratic": "s2"}[name]] = (
            1 - (1 if name == "" else 2) * observed
        )
        for kind, one, two in (("kappa", row, column), ("pi", pooled, pooled)):
            out[kind + name] = 1 - observed / (sum(w[ij] * one[ij[0]] * two[ij[1]] for ij in w) / n**2)
    return pd.DataFrame(out)


def session(votes: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of all pairs of one session."""
    pairs = votes.merge(votes, on="rcid", suffixes=("_a", "_b"))
    pairs = pairs[pairs["state_a"] < pairs["state_b"]]
    key = (
        (pairs["state_a"].astype("int64") * 1000 + pairs["state_b"]) * 100
        + 10 * pairs["vote_a"]
        + pairs["vote_b"]
    )
    counts = key.value_counts(sort=False)
    counts.index = pd.MultiIndex.from_arrays([counts.index // 100, counts.index % 100])
    wanted = [10 * i + j for i in (1, 2, 3) for j in (1, 2, 3)]
    return measures(counts.unstack(fill_value=0).reindex(columns=wanted, fill_value=0))


def main() -> None:
    """Read, join session by session, measure."""
    data = Path(sys.argv[1])
    votes = pd.read_parquet(find(data, VOTES), columns=["rcid", "country", "vote"])
    calls = pd.read_parquet(find(data, ROLLCALLS), columns=["rcid", "session"])
    votes = votes.merge(calls, on="rcid")
    votes["state"] = votes["country"].astype("category").cat.codes.astype("int16")
    votes["vote"] = votes["vote"].astype(str).map({"yes": 1, "abstain": 2, "no": 3}).astype("int8")
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = [session(g[["rcid", "state", "vote"]]) for _, g in votes.groupby("session")]
    found = pd.concat(parts)
    print(f"{len(votes):,} votes, {len(found):,} dyad-sessions, {found.shape[1]} measures")


if __name__ == "__main__":
    main()
