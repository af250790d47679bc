"""Faults of a scenario file: each says where it is, as ``moves.sanction.then[1]``."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bilat.errors import InputError, did_you_mean

__all__ = ["ScenarioError", "unknown"]


class ScenarioError(InputError):
    """A scenario cannot be played; ``path`` leads to the fault.

    Examples
    --------
    >>> str(ScenarioError("moves.act.then[1]", "Nothing is called 'wra'.", "Did you mean war?"))
    "moves.act.then[1]: Nothing is called 'wra'. Did you mean war?"
    """

    def __init__(self, path: str, message: str, hint: str | None = None) -> None:
        self.path = path
        super().__init__(f"{path}: {message}", hint)


def unknown(path: str, what: str, name: object, known: Iterable[str]) -> ScenarioError:
    """Return the fault of a name that nothing bears, with the nearest known ones."""
    known = list(known)
    # short names fall below what counts as alike for long ones
    near = did_you_mean(str(name)[:80], known) or get_close_matches(str(name)[:80], known)
    hint = f"Did you mean {', '.join(near)}?" if near else f"There are: {', '.join(known[:12]) or 'none'}."
    return ScenarioError(path, f"Unknown {what} {str(name)[:80]!r}.", hint)
