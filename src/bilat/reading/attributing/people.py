"""The people of an article, and what stands beside their names in the words of a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bilat.types import Speaker

__all__ = ["QUALIFIES", "Person", "folded", "owns_only"]

#: What makes a name before it qualify somebody else: "Quill advisers", "Courier spokesman Bo Berg"; in the words of a source.
QUALIFIES = re.compile(
    r"\s+(?!(?:of|and|or|who|whom|which|with|for|from|in|at|to|on|as|by|himself|herself|themselves|also|then|later|now)\b)[a-z][a-z-]+"
)
_WORD = re.compile(r"[\w’'.-]+\s+")
_OWNS = re.compile(r"[’']s\s+\w")


@dataclass(slots=True)
class Person:
    """Somebody the article has introduced."""

    name: str
    role: str | None = None
    organisation: str | None = None
    gender: str | None = None
    last: int = 0

    @property
    def surname(self) -> str:
        """The word others call them by."""
        return re.sub(r"[’']s$", "", self.name.split()[-1])

    def speaker(self) -> Speaker:
        """Return them as a speaker."""
        return Speaker(self.name, self.role, self.organisation)


# Everybody met is compared with every name that follows.
@lru_cache(maxsize=4096)
def folded(name: str) -> tuple[str, list[str]]:
    """Return a name without its capitals, whole and word by word."""
    folded = name.casefold()
    return folded, folded.split()


def owns_only(text: str, mention: tuple[int, Person], end: int) -> bool:
    """Say whether a name only owns or qualifies the speaker: "Putin's spokesman", "Quill advisers"."""
    at, person = mention
    for _ in range(3):  # up to three words may stand before the surname
        word = _WORD.match(text, at, end)
        if word is None or text.startswith(person.surname, at, end):
            break
        at = word.end()
    if not text.startswith(person.surname, at, end):
        return False
    at += len(person.surname)
    return bool(_OWNS.match(text, at, end) or QUALIFIES.match(text, at, end))
