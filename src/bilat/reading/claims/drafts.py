"""What the families hand over: a proposition with its place in the marked sentence, and ties for the triadic join."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bilat.propositions import Proposition
from bilat.reading.claims.language.windows import Window

__all__ = ["Draft", "times", "unordered_pairs"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposition found.

    Attributes
    ----------
    start, end
        In the marked text.
    why
        Which words made it, for people.
    object_slot
        Slot of the third states for arms, ally, trade and sanction ties; ``None`` when they are not one slot.
    antecedent
        Slot that a relative clause hangs on, where the subject came through "which" or "that".
    generic
        The antecedent is "countries that", with no names.
    """

    proposition: Proposition
    start: int
    end: int
    why: str
    object_slot: int | None = None
    antecedent: int | None = None
    generic: bool = False


def times(window: Window, *, dated: bool = True) -> dict[str, Any]:
    """Return the time fields of a proposition from a window."""
    out: dict[str, Any] = {"since": window.since, "until": window.until}
    if dated:
        out["dated"] = window.dated
    return out


def unordered_pairs(left: tuple[str, ...], right: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Pair the members of one list, or the members of two; at most twelve pairs."""
    if right:
        pairs = [(a, b) for a in left for b in right if a != b]
    else:
        pairs = [(a, b) for i, a in enumerate(left) for b in left[i + 1 :]]
    yield from pairs[:12]
