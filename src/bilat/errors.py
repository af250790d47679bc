"""What can go wrong, in one flat family.

Every message says what was wrong, what was expected, and what to do. The command line prints
`BilatError` and exits with its `exit_code`; anything else that escapes is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = [
    "BilatError",
    "BilatWarning",
    "ConvergenceError",
    "CoverageError",
    "FetchError",
    "InputError",
    "SourceError",
    "StoreError",
    "UnknownNameError",
    "did_you_mean",
]


#: Names that are listed in full where none is near.
_FEW = 15


class BilatError(Exception):
    """Base of every error a user can meet.

    Parameters
    ----------
    message
        What was wrong and what was expected.
    hint
        What to do about it.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} {hint}" if hint else message)

    def __reduce__(self) -> tuple[Any, ...]:
        # as it is, not made anew: a subclass takes other arguments than it keeps
        return _restored, (type(self), self.args, dict(self.__dict__))


def _restored(kind: type[BilatError], args: tuple[Any, ...], state: dict[str, Any]) -> BilatError:
    made = kind.__new__(kind)
    made.args = args
    made.__dict__.update(state)
    return made


class BilatWarning(UserWarning):
    """Something the user should know that does not stop the work."""


class InputError(BilatError):
    """The input (file, text, date, option) cannot be used."""


class UnknownNameError(InputError):
    """A name that is not known; carries the nearest known ones in ``suggestions``.

    Parameters
    ----------
    what, name
        What was named, and how.
    known
        The names that are known.
    hint
        What to do, in place of the nearest names.
    otherwise
        What to do where no known name is near; a short list of names is shown by itself.
    """

    def __init__(
        self,
        what: str,
        name: str,
        known: Iterable[str] = (),
        hint: str | None = None,
        *,
        otherwise: str | None = None,
    ) -> None:
        names = list(known)
        self.name = name
        self.suggestions = did_you_mean(name, names)
        if hint is None and self.suggestions:
            hint = f"Did you mean {', '.join(self.suggestions)}?"
        if hint is None and otherwise is None and 0 < len(names) <= _FEW:
            otherwise = f"One of {', '.join(names)}."
        hint = hint or otherwise
        super().__init__(f"Unknown {what}: {name!r}.", hint)


class CoverageError(BilatError):
    """The question lies outside what the record covers."""


class SourceError(BilatError):
    """A data file cannot be read as the source it claims to be."""


class StoreError(BilatError):
    """The local store cannot be read or written."""


class FetchError(BilatError):
    """A file could not be fetched: no network, wrong hash, refused address, too large."""


class ConvergenceError(BilatError):
    """A model did not converge; the partial result is kept."""

    exit_code = 3


def did_you_mean(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` known names that look like `name`, best first.

    Examples
    --------
    >>> did_you_mean("agrement", ["agreement", "kappa", "s"])
    ['agreement']
    """
    from rapidfuzz import fuzz, process, utils

    # a short name is found inside any long word: "s" is no guess for "nosuch"
    alike = [k for k in known if len(k) * 2 > len(name)]
    hits = process.extract(
        name, alike, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=72
    )
    return [choice for choice, _score, _index in hits]
