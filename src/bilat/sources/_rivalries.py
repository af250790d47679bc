"""Rivalries as spans of years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.sources._fields import codes_of, flag_self, repeated, whole
from bilat.sources.base import conform

if TYPE_CHECKING:
    import pyarrow as pa

    from bilat.sources.loaded import Loaded

__all__ = ["spans"]

# states that were gone before the system of states begins; their rivalries are history, not record
_GONE = frozenset({324})


def spans(loaded: Loaded, start: str, end: str, names: Any, types: Any, dataset: str) -> pa.Table:
    """Make the table of rivalries from columns ``ccode1``, ``ccode2`` and the two years."""
    first, last = whole(loaded, start), whole(loaded, end)
    sides = [
        codes_of(loaded, f"ccode{k}", "cow", known_nonstates=lambda v: int(float(v)) in _GONE) for k in (1, 2)
    ]
    flag_self(loaded, *sides)
    loaded.flag((last < first) & ~loaded.bad, "ends before it starts")
    a, b = np.minimum(*sides), np.maximum(*sides)
    loaded.flag(repeated(a, b, first) & ~loaded.bad, "repeats a pair and first year")
    ok = ~loaded.bad
    return conform(
        "rivalries",
        {
            "code_a": a[ok],
            "code_b": b[ok],
            "start": first[ok],
            "end": last[ok],
            "type": types[ok],
            "name": names[ok],
        },
        dataset=dataset,
    )
