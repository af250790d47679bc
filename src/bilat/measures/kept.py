"""What was worked out last and may be asked for again, bounded over all records together."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

__all__ = ["Kept"]

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by their owner (a record) and a key; the least used go first.

    A bound for each record would be none at all: every day that a reader looks back to is a record of its own.

    Parameters
    ----------
    most
        How much is kept.
    size
        How much a value counts; 1 by default.

    Examples
    --------
    >>> class Owner: ...
    >>> one, kept = Owner(), Kept(2)
    >>> [kept.get(one, k, lambda: k.upper()) for k in "abca"], len(kept)
    (['A', 'B', 'C', 'A'], 2)
    """

    def __init__(self, most: int, size: Callable[[V], int] = lambda _value: 1) -> None:
        self._most, self._size = most, size
        self._values: OrderedDict[tuple[int, Hashable], tuple[weakref.ref[Any], V, int]] = OrderedDict()
        self._lock = threading.Lock()
        self.held = 0

    def __len__(self) -> int:
        """Return how many values are kept."""
        return len(self._values)

    def get(self, owner: Any, key: Hashable, make: Callable[[], V]) -> V:
        """Return the value of `key`, made where it is not kept; two who ask at once may both make it."""
        place = (id(owner), key)
        with self._lock:
            found = self._values.get(place)
            # an owner that is gone may have left its number to another
            if found is not None and found[0]() is owner:
                self._values.move_to_end(place)
                return found[1]
        value = make()
        gone = []  # let go of after the lock: what is freed may free more
        with self._lock:
            if place in self._values:
                gone.append(self._values.pop(place))
            self._values[place] = (weakref.ref(owner), value, self._size(value))
            self.held += self._values[place][2] - sum(g[2] for g in gone)
            while self.held > self._most and len(self._values) > 1:
                gone.append(self._values.popitem(last=False)[1])
                self.held -= gone[-1][2]
        return value
