"""Past cases of a state, built once and not for every question: they are the same on every day after their window had closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.kept import Kept
from bilat.outlook.dyadic.kinds import Kind, Rows
from bilat.outlook.dyadic.lookup import lookup_of

if TYPE_CHECKING:
    from bilat.record import Record

__all__ = ["history"]

#: Rows of all states together, some hundred bytes each: sixty states over sixty years.
_MOST = 600_000
_kept: Kept[Rows] = Kept(_MOST, size=len)
_FIRST = 1950


def history(kind: Kind, record: Record, first: int, last: int, who: tuple[int, ...]) -> Rows:
    """Return the cases with one of two states from a year to another, those whose window is known; as ``kind.build`` orders them.

    For kinds that are ``by_year``; `last` is the last year whose window had closed on the record's day.
    """
    parts = []
    for place, code in enumerate(who):
        # a record is opened anew for every day, its kinds and the stamp of its files stay
        key = (record.stamp, kind.name, code)
        rows = _kept.get(kind, key, lambda: _all(kind, record, code))  # noqa: B023
        mine = (rows.year >= first) & (rows.year <= last)
        for other in who[:place]:
            mine &= (rows.who != other).all(axis=1)
        parts.append(rows.take(mine))
    joined = Rows(
        np.concatenate([p.who for p in parts]),
        np.concatenate([p.year for p in parts]),
        np.concatenate([p.y for p in parts]),
        np.concatenate([p.whole for p in parts]),
        np.concatenate([p.decided for p in parts]),
        np.concatenate([p.group for p in parts]),
        {n: np.concatenate([p.features[n] for p in parts]) for n in parts[0].features},
    )
    return joined.take(np.lexsort((joined.who[:, 1], joined.who[:, 0], joined.year)))


def _all(kind: Kind, record: Record, code: int) -> Rows:
    """Return every case with a state whose window is known."""
    look = lookup_of(record.whole)
    rows = kind.build(look, _FIRST, look.covers(kind.measure)[1], kind.horizon, (code,))
    return rows.take(rows.whole)
