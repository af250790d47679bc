"""The first person of who speaks for a state: "we abstained", "our closest ally", said by its minister."""

from __future__ import annotations

import re
from datetime import date

from bilat import states
from bilat.reading.claims.language.grammar import Traced
from bilat.types import Speaker

__all__ = ["put_ours", "speaks_for"]

#: Offices whose holders say "we" of their state.
_OFFICE = re.compile(
    r"\b(?:president|prime minister|premier|chancellor|king|queen|emir|sultan|(?:foreign|defen[cs]e|trade|interior|finance|prime) minister|minister|secretary of state|foreign secretary"
    r"|(?:defen[cs]e|home) secretary|ambassador|envoy|permanent representative|consul|diplomat|national security adviser|supreme leader|general secretary)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?P<we>[Ww]e|us|our (?:country|nation|state))\b|\b(?P<our>[Oo]ur)\b(?! two\b)(?= [a-z])"
)


def speaks_for(speaker: Speaker | None, on: date | None) -> str:
    """Return the name of the state that somebody holds, or held, an office of; empty where it is none.

    Examples
    --------
    >>> speaks_for(Speaker("Ada Quill", "former foreign minister", "Chile"), date(2019, 1, 1))
    'Chile'
    >>> speaks_for(Speaker("Ada Quill", "president", "Elbe Bank"), date(2019, 1, 1))
    ''
    """
    if speaker is None or not _OFFICE.search(speaker.role or ""):
        return ""
    state = (
        states.resolve(speaker.organisation, on) if speaker.organisation else states.resolve(speaker.name, on)
    )
    return states.name(state.code, on) if state is not None else ""


def put_ours(traced: Traced, name: str) -> None:
    """Put the state's name for its speaker's "we", "us" and "our".

    Examples
    --------
    >>> text = Traced("Belarus is our closest ally, and we trade with our two neighbours.")
    >>> put_ours(text, "Russia")
    >>> text.text
    "Belarus is Russia's closest ally, and Russia trade with our two neighbours."
    """
    if name:
        traced.sub(_FIRST, lambda m: name if m["we"] else f"{name}'s")
