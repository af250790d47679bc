"""All nine vote measures for all pairs of states in all sessions: ``python -m benchmarks.similarity DATA``.

DATA is a folder that holds `unvotes_dgrtwo_votes_1946_2019.parquet` and `unvotes_dgrtwo_roll_calls.parquet`
(870,109 votes). The whole process is what counts: start, imports, reading, computing.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

_BEGAN = time.perf_counter()

import numpy as np  # noqa: E402

from bilat.measures.jointvotes import Votes  # noqa: E402
from bilat.measures.similarity import similarity  # noqa: E402

VOTES, ROLLCALLS = "unvotes_dgrtwo_votes_1946_2019.parquet", "unvotes_dgrtwo_roll_calls.parquet"
_CHOICE = {"yes": 1, "abstain": 2, "no": 3}


def read(data: Path) -> Votes:
    """Read the votes; the state is the country's name, since some have no code."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from benchmarks.running import find

    def flat(column: pa.ChunkedArray) -> np.ndarray:
        # through DLPack: ChunkedArray.to_numpy imports pandas
        return np.concatenate([np.from_dlpack(c) for c in column.chunks])

    def indices(column: pa.ChunkedArray) -> np.ndarray:
        return np.concatenate([np.from_dlpack(c.indices) for c in column.chunks])

    votes = pq.ParquetFile(find(data, VOTES)).read(columns=["rcid", "country", "vote"]).unify_dictionaries()
    calls = pq.ParquetFile(find(data, ROLLCALLS)).read(columns=["rcid", "session", "date"])
    ids = flat(calls.column("rcid"))
    place = np.zeros(int(ids.max()) + 1, dtype=np.int32)
    place[ids] = np.arange(len(ids), dtype=np.int32)
    words = votes.column("vote").chunk(0).dictionary.to_pylist()
    choice = np.array([_CHOICE[w] for w in words], dtype=np.int8)
    days = np.concatenate([np.from_dlpack(c.view(pa.int32())) for c in calls.column("date").chunks])
    return Votes(
        state=indices(votes.column("country")).astype(np.int32),
        rollcall=place[flat(votes.column("rcid"))],
        vote=choice[indices(votes.column("vote"))],
        session=flat(calls.column("session")).astype(np.int16),
        year=(days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970).astype(np.int16),
    )


def main() -> None:
    """Read, compute, say what it took."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(
            f"usage: python -m benchmarks.similarity DATA\nDATA is a folder with {VOTES} and {ROLLCALLS}."
        )
    imported = time.perf_counter()
    votes = read(Path(sys.argv[1]))
    read_at = time.perf_counter()
    found = similarity(votes, by="session")
    done = time.perf_counter()
    print(
        f"{len(votes.vote):,} votes, {int((found.n > 0).sum()):,} dyad-sessions, 9 measures: "
        f"imports {imported - _BEGAN:.3f} s, reading {read_at - imported:.3f} s, computing {done - read_at:.3f} s"
    )


if __name__ == "__main__":
    main()
