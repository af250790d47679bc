"""Bringing a store of an earlier layout forward, one small step a layout.

A step makes new folders beside the old ones and returns what the pointer file shall say; it never changes what the
old pointer names. The pointer is replaced after each step, in one go, so that a kill at any moment leaves a whole
store of the earlier layout or a whole one of the later. The earlier pointer stays as ``pointer.format-N.json``.

To add a layout: raise `bilat.record.store.FORMAT`, and put a step for the earlier number into `STEPS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from typing import Any

from bilat.errors import StoreError
from bilat.record.store import FORMAT, Store, parsed_history

__all__ = ["STEPS", "Step", "bring_forward"]

#: From the body of a pointer file to that of the next layout. The caller holds the lock.
Step = Callable[[Store, Mapping[str, Any]], dict[str, Any]]


def _measures_made_anew(store: Store, body: Mapping[str, Any]) -> dict[str, Any]:
    """From 1 to 2: layout 1 did not say what built its measures; some are wrong, so all are built again.

    Coverage of sanctions, for one, could end before that of the file.
    """
    from bilat.record.opening import builders_revision, derive

    current = {taken.source: taken for taken in parsed_history(body)}
    key = derive(store, current) if current else None
    return {**body, "format": 2, "derived": key, "builders": builders_revision()}


#: The step that takes a store from each earlier layout to the next.
STEPS: dict[int, Step] = {1: _measures_made_anew}


def bring_forward(store: Store) -> dict[str, Any]:
    """Bring the store to this version's layout; returns the body of its pointer file.

    Another process that does the same is waited for, and its work taken over.

    Raises
    ------
    StoreError
        If the store cannot be written, or what it holds cannot be read; then the earlier layout stands.
    """
    with nullcontext() if store.is_held else store.writing():
        body = store.body()
        assert body is not None, "a store without a pointer has no layout"
        while (number := body["format"]) < FORMAT:
            after = STEPS[number](store, body)
            if after["format"] != number + 1:
                raise StoreError(
                    f"The step from layout {number} led to {after['format']}.", "Report this fault."
                )
            kept = store.home / f"pointer.format-{number}.json"
            store.write_file(kept, json.dumps(body, indent=1))
            store.write_file(store.pointer_file, json.dumps(after, indent=1))
            body = after
    return body
