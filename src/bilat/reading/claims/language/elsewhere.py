"""Which windows of a sentence can hold for a claim in it: not those of a clause or an apposition that it is no part of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.reading.claims.language.windows import Window

__all__ = ["own_first", "windows_for"]

_RELATIVE = r"(?:(?:with|from|to|for|against|in|of|under|on|over|by|through|at|both of) )?(?:which|who|whom|whose|where)\b"
#: "..., which it joined in 1999", "..., though it was lifted in 2016": to the end of the sentence or its next half.
_TRAILING = re.compile(
    rf"(?:, {_RELATIVE}|,? (?:though|although|even though|while|whereas)\b|;)[^;]*"
    # "25% in 2015, up from 18% in 2004", "..., and the deficit has grown since 2006": of another year, of something else
    r"|, having [a-z]+(?:ed|en|wn|ne|t|d)\b[^;]*"
    r"|,? (?:up|down) from [^,;.]*|, compared (?:with|to) [^,;.]*"
    r"|, (?:and|but) (?:the|its|their|an?) (?:\w+ ){1,3}?(?:has|have|had|is|was|were|are|\w+ed)\b[^;]*"
)
#: "⟨0⟩, which joined in 2001, ...", "⟨0⟩, a member since 2009, ..."
_INSERTED = re.compile(rf"(?<=[⟩›]), (?:{_RELATIVE}|an? |both |then |once |now |having )[^,;]*,")

_HAVING = re.compile(r"\W*Having [a-z]+[^,;]*,")


def windows_for(text: str, windows: Sequence[Window], start: int, end: int) -> list[Window]:
    """Return the windows that may hold for ``text[start:end]`` of a marked sentence.

    Examples
    --------
    >>> from datetime import date
    >>> from bilat.reading.claims.language.windows import find
    >>> text = "⟨0⟩ buys drones from ⟨1⟩, with which it made peace in 2020"
    >>> windows_for(text, find(text, date(2024, 1, 1)), 4, 24)
    []
    """
    if not windows or not re.search(r"[,;]| (?:though|although|while|whereas|(?:up|down) from) ", text):
        return list(windows)
    # "Having left A in 1991, B joined C": the year is that of the leaving
    having = _HAVING.match(text)
    if having and start >= having.end() - 1:
        windows = [w for w in windows if w.start >= having.end()]
    after = [m.span() for m in _TRAILING.finditer(text) if m.start() >= end - 1]
    # A claim reaches from its subject over what is put in behind it: what it says stands after that, or before.
    after += [m.span() for m in _INSERTED.finditer(text) if end > m.end() or end <= m.start() + 1]
    return [w for w in windows if not any(low <= w.start < high for low, high in after)]


def own_first(text: str, windows: Sequence[Window], end: int) -> Sequence[Window]:
    """Return only the year right after a claim where its clause names several: "seized A in 1974 and attacked B in 1988".

    Examples
    --------
    >>> from datetime import date
    >>> from bilat.reading.claims.language.windows import find
    >>> text = "have been rivals since 1979 and broke relations in 2016"
    >>> [w.since for w in own_first(text, find(text, date(2020, 1, 1)), len("have been rivals"))]
    [1979]
    """
    full = [w for w in windows if w.since is not None]
    if len(full) < 2:
        return windows
    own = next((w for w in full if w.start >= end - 1), None) or next(
        (w for w in full if w.start < end <= w.end), None
    )
    if own is None or re.search(r",| and | or | but ", text[end : own.start]):
        return windows
    if own.until is None and re.search(r"\bhad\b", text[max(0, end - 40) : end]):
        return windows  # "which had armed B since 1970": up to what the other clause tells of
    apart = all(re.search(r",| and | but ", text[own.end : w.start]) for w in full if w.start > own.end)
    return [own] if apart or own.until is not None else windows
