"""Whether the index of a pair is worked out by compiled code: the same numbers, sooner, once the compiler's library is loaded.

Loading it takes as long as some pairs do without it, and the first time after an installation it compiles for ten seconds or more.
So the first pairs of a process are done by array steps, and whoever knows that many will come says so.
"""

from __future__ import annotations

__all__ = ["compiled", "expect_many", "one_more"]

#: So many pairs are done by array steps before the compiled code is loaded.
_PAIRS = 8
_asked = 0


def compiled() -> bool:
    """Say whether to use compiled code."""
    return _asked >= _PAIRS


def one_more() -> None:
    """Count a pair that is worked out."""
    global _asked
    _asked += 1


def expect_many() -> None:
    """Use compiled code from the first pair on: a process of a batch."""
    global _asked
    _asked = _PAIRS
