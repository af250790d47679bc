"""Deliveries of arms by pair and year, from any list of (supplier, recipient, year, amount)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.sources._fields import look_up
from bilat.sources._sipri import ALIASES, is_no_state
from bilat.sources.base import Problem, conform

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.sources.loaded import Loaded

__all__ = ["deliveries", "partners_of"]


def partners_of(
    loaded: Loaded, column: str, years: NDArray[Any]
) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """Return (rows,) COW codes, 0 for rebels, organisations and unknown partners, and which rows those are.

    A partner that is no state keeps its row: what it supplied is part of what the recipient got. Such rows
    are reported once a name. Unknown names are flagged.
    """
    values = loaded.texts(column)
    codes, which, distinct = look_up(values, "name", years, ALIASES)
    others = np.array([is_no_state(str(v)) for v in distinct], dtype=bool)
    nonstate = (which >= 0) & (others[which] if len(others) else np.zeros(len(which), dtype=bool))
    codes[nonstate] = 0
    loaded.flag((which < 0) & ~loaded.bad, f"column {column}: no name")
    unknown = (codes == 0) & ~nonstate & (which >= 0)
    for i in np.unique(which[unknown]):
        loaded.flag(unknown & (which == i) & ~loaded.bad, f"column {column}: unknown state {distinct[i]!r}")
    for i in np.unique(which[nonstate & ~loaded.bad]):
        rows = nonstate & (which == i) & ~loaded.bad
        loaded.problems.append(
            Problem(
                loaded.name,
                int(loaded.lines[int(np.argmax(rows))]),
                f"column {column}: {distinct[i]!r} is no state; {int(rows.sum()):,} rows count in totals only",
            )
        )
    return codes, nonstate


def deliveries(
    supplier: NDArray[Any],
    recipient: NDArray[Any],
    year: NDArray[Any],
    tiv: NDArray[Any],
    *,
    dataset: str,
    approximate: bool,
) -> pa.Table:
    """Sum deliveries by pair and year; code 0 (no state) becomes null; rows with no state at all go.

    Successors that share a code (the Soviet Union and Russia) are added up.
    """
    import pyarrow as pa

    some = (supplier > 0) | (recipient > 0)
    keys = np.stack([supplier[some], recipient[some], year[some]]).astype(np.int64)
    distinct, inverse = np.unique(keys, axis=1, return_inverse=True)
    total = np.bincount(inverse.ravel(), weights=tiv[some], minlength=distinct.shape[1])
    return conform(
        "arms_deliveries",
        {
            "supplier": pa.array(distinct[0], mask=distinct[0] == 0),
            "recipient": pa.array(distinct[1], mask=distinct[1] == 0),
            "year": distinct[2],
            "tiv": total,
            "approximate": np.full(len(total), approximate),
        },
        dataset=dataset,
    )
