"""What does not change from sweep to sweep: votes by cell (a state-session and a set of issues), and who moves which cells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bilat.measures.idealpoints.data import ISSUES, design

if TYPE_CHECKING:
    import pyarrow as pa

    from bilat.measures.idealpoints.data import Items
    from bilat.measures.idealpoints.state import Design

__all__ = ["NAMES", "Cells", "issue_masks", "lay_out"]

F = NDArray[np.float64]
I32 = NDArray[np.int32]

#: The issues, in the order of their numbers here.
NAMES = tuple(ISSUES)


class Cells(NamedTuple):
    """Which cells each general point and each deviation moves.

    The first S cells are the state-sessions' own: votes on items of no issue, at the general point itself. The others are
    state-sessions on items of one set of issues, at the general point plus the mean of the deviations of these issues.

    Attributes
    ----------
    row_start, row_cell : (S + 1,), (E,)
        Cells of each state-session.
    start, cell, weight : (Q + 1,), (.,), (.,)
        Cells of each deviation, and by how much it moves them.
    issue, row : (Q,), (Q,)
        Issue (number in `NAMES`) and state-session of each deviation.
    before, after : (Q,), (Q,)
        The same state's deviation on the same issue in an earlier and a later session; -1 for none.
    state_start, state_row : (N + 1,), (S,)
        State-sessions of each state.
    dev_start, dev : (N + 1,), (Q,)
        Deviations of each state.
    issue_start, of_issue : (K + 1,), (Q,)
        Deviations of each issue.
    load : (J, K)
        By how much an item feels each issue: 1 over the number of its issues for these, 0 for the others.
    """

    row_start: I32
    row_cell: I32
    start: I32
    cell: I32
    weight: F
    issue: I32
    row: I32
    before: I32
    after: I32
    state_start: I32
    state_row: I32
    dev_start: I32
    dev: I32
    issue_start: I32
    of_issue: I32
    load: F


def issue_masks(items: Items, rollcalls: pa.Table) -> NDArray[np.int64]:
    """Return the issues of each item as bits, (J,): those of its first roll call; 0 where none or not known."""
    numbers = rollcalls.column("rollcall").to_pylist()
    flags = rollcalls.column("issues").to_pylist()
    of = {int(n): int(f) for n, f in zip(numbers, flags, strict=True) if f is not None}
    known = sum(bit for bit, _, _ in ISSUES.values())
    return np.array([of.get(int(r), 0) & known for r in items.rollcall], np.int64)


def lay_out(items: Items, masks: NDArray[np.int64], smooth: float) -> tuple[Design, Cells]:
    """Lay out votes by cell.

    Parameters
    ----------
    masks : (J,)
        Issues of each item, as bits of `data.ISSUES`.
    smooth
        Largest variance of a step between sessions.
    """
    walk = design(items, smooth)
    rows = len(items)
    bits = np.array([ISSUES[n][0] for n in NAMES])
    mask = masks[items.item]
    width = int(masks.max()) + 1 if len(masks) else 1
    key = items.row.astype(np.int64) * width + mask
    # state-sessions' own cells first, with or without votes
    names = np.unique(key[mask > 0])
    cell = np.where(mask > 0, rows + np.searchsorted(names, key), items.row)
    owner = np.concatenate([np.arange(rows), names // width])
    of = np.concatenate([np.zeros(rows, np.int64), names % width])
    order = np.lexsort((items.item, cell))
    made = replace(
        items,
        code=items.code[owner],
        session=items.session[owner],
        n=np.maximum(np.bincount(cell, minlength=len(owner)), 1).astype(np.int32),
        row=cell[order].astype(np.int32),
        item=items.item[order],
        vote=items.vote[order],
    )
    none = np.full(len(names), -1, np.int32)
    plan = design(made, smooth)._replace(
        before=np.concatenate([walk.before, none]),
        after=np.concatenate([walk.after, none]),
        variance=np.concatenate([walk.variance, np.ones(len(names))]),
        origin_precision=np.concatenate([walk.origin_precision, np.zeros(len(names))]),
    )
    own = (masks[:, None] & bits) != 0
    load = own / np.maximum(own.sum(1, keepdims=True), 1)
    return plan, _coordinates(items, owner, of, bits, load)


def _coordinates(
    items: Items, owner: NDArray[np.int64], of: NDArray[np.int64], bits: NDArray[np.int64], load: F
) -> Cells:
    rows, count = len(items), len(bits)
    at, issue = np.nonzero((of[:, None] & bits) != 0)
    key = owner[at] * count + issue
    names, number = np.unique(key, return_inverse=True)
    order = np.argsort(number, kind="stable")
    size = ((of[:, None] & bits) != 0).sum(1)
    dev_issue, dev_row = names % count, names // count
    # chains of one state and one issue; rows are in order of sessions
    state = items.code[dev_row].astype(np.int64) * count + dev_issue
    chain = np.lexsort((items.session[dev_row], state))
    same = state[chain][1:] == state[chain][:-1]
    before, after = np.full(len(names), -1, np.int32), np.full(len(names), -1, np.int32)
    before[chain[1:][same]] = chain[:-1][same]
    after[chain[:-1][same]] = chain[1:][same]
    codes, who = np.unique(items.code, return_inverse=True)
    by_state, of_state = np.argsort(who, kind="stable"), np.argsort(who[dev_row], kind="stable")
    by_row = np.argsort(owner, kind="stable")
    by_issue = np.argsort(dev_issue, kind="stable")
    return Cells(
        row_start=_starts(owner[by_row], rows),
        row_cell=by_row.astype(np.int32),
        start=_starts(number[order], len(names)),
        cell=at[order].astype(np.int32),
        weight=1.0 / size[at[order]],
        issue=dev_issue.astype(np.int32),
        row=dev_row.astype(np.int32),
        before=before,
        after=after,
        state_start=_starts(who[by_state], len(codes)),
        state_row=by_state.astype(np.int32),
        dev_start=_starts(who[dev_row][of_state], len(codes)),
        dev=of_state.astype(np.int32),
        issue_start=_starts(dev_issue[by_issue], count),
        of_issue=by_issue.astype(np.int32),
        load=load,
    )


def _starts(sorted_numbers: NDArray[np.int64], count: int) -> I32:
    return np.searchsorted(sorted_numbers, np.arange(count + 1)).astype(np.int32)
