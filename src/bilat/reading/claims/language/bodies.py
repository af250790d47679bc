"""An organisation by what it is, where it was named before: "joined the alliance", "left the Pact", "members of the bloc"."""

from __future__ import annotations

import re

from bilat.reading.claims.language.grammar import Traced

__all__ = ["put_body"]

#: What organisations are called, and the keys of those that may be called so.
_CALLED: dict[str, str] = {
    "alliance": r"NATO|Warsaw Pact|SEATO|CENTO|ANZUS|CSTO",
    "pact": r"Warsaw Pact|SEATO|CENTO|.*Pact",
    "bloc": r"EU|EEC|EC|ASEAN|EAEU|Mercosur|MERCOSUR|BRICS|GCC|Comecon|CIS|ECOWAS|CSTO|SADC|African Union|Warsaw Pact|Andean Community|CARICOM|EFTA",
    "union": r"EU|African Union|EAEU|.*Union",
    "community": r"EEC|EC|Andean Community|.*Community",
    "cartel": r"OPEC|OPEC\\+",
    "league": r"Arab League|League of Nations",
    "council": r"GCC|Council of Europe|UNSC|Arctic Council",
    "commonwealth": r"Commonwealth|CIS",
    "group": r"G7|G8|G20|BRICS|OPEC|Quad|.*Group",
    "grouping": r"G7|G8|G20|BRICS|ASEAN|SCO|Quad|GCC|SAARC",
    "club": r"EU|NATO|G7|G8|BRICS|OECD|OPEC",
    "organisation": r"(?!UN$).*",
    "organization": r"(?!UN$).*",
    "body": r"(?!UN$).*",
}
_BELONGS = (
    r"(?:join(?:s|ed|ing)?|left|leav(?:e|es|ing)|quit(?:s|ting)?|enter(?:s|ed|ing)?|rejoin(?:s|ed|ing)?|members? of|membership (?:of|in)|accession to|acceded? to|admitted (?:in)?to|admission to|expelled from|suspended from"
    r"|belong(?:s|ed|ing)? to|withdr(?:ew|aw|aws|awn|awing) from|pull(?:s|ed|ing)? out of|part of|out of|outside|inside|within|in)"
)
_NAMED = re.compile(rf"\b(?P<v>{_BELONGS}) the (?P<n>{'|'.join(_CALLED)})\b(?! of| for|[-’'])", re.IGNORECASE)


def put_body(traced: Traced, body: str) -> None:
    """Put the name of the organisation last named for what it is called, where states belong to it, join or leave it.

    Examples
    --------
    >>> text = Traced("Albania left the Pact in 1968; Spain is not in the bloc.")
    >>> put_body(text, "Warsaw Pact")
    >>> text.text
    'Albania left the Warsaw Pact in 1968; Spain is not in the Warsaw Pact.'
    """
    if body:
        traced.sub(
            _NAMED, lambda m: f"{m['v']} the {body}" if re.fullmatch(_CALLED[m["n"].lower()], body) else None
        )
