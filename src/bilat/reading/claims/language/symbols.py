"""UN symbols in text, and the words for voting alike."""

from __future__ import annotations

import re

from bilat.propositions import Proposition
from bilat.reading.claims.language.needed import Sieved

__all__ = ["SYMBOL", "TOGETHER", "names_one", "resolution_named", "symbol_in", "with_year"]

SYMBOL = re.compile(
    r"\b[AS]/(?:RES/)?[A-Z0-9][A-Z0-9./-]*\d[A-Z0-9./-]*(?:\s?\([IVXLC0-9-]+\)|(?-i: [A-H](?![\w/'-])))?|\b(?:ES-)?\d{1,2}/\d{1,3}(?-i: ?[A-H](?![\w'-]))?\b(?!/)|\b\d{1,4} ?(?:[A-F] )?\((?:E?S-)?[IVXLC]+\)(?: ?[A-F]\b(?![/-]))?",
    re.IGNORECASE,
)
_SC_NUMBER = re.compile(
    r"\b(?:Security Council|UNSC|SC)(?:'s)? (?:[Rr]esolution )?(\d{2,4})\b|\b[Rr]esolution(?:,? (?:number|[Nn]o\.?))? (\d{2,4})\b(?!/)"
)
#: After a verb of voting: the same way as whom.
TOGETHER = r"(?:with|alongside|together with|the same way as|the same as|in line with|in step with|in agreement with|in lockstep with|in tandem with|like|as) {A:b}"


_NAMED = re.compile(
    r"\b(?:resolution|draft) (?:(?:on|about|condemning|deploring|demanding|calling|recogni[sz]ing|declaring|following|affirming|supporting|rejecting|urging) [^,.;:]{5,90}|(?:\w+ )?(?:of|in) \d{4}\b[^,.;:]{0,60})"
)


#: What a body did by a vote names the resolution too.
_DECIDED = re.compile(
    r"\b(?P<body>General Assembly|Security Council)(?:,? (?:(?:on|last|this) (?:\w+day|[A-Z]\w+ \d{1,2}|\d{1,2} [A-Z]\w+|week|month)|yesterday|today|\w+ly|has|had),?)* "
    r"(?P<what>(?:demanded|condemned|called (?:on|for|upon)|deplored|denounced|urged|affirmed|reaffirmed|suspended|recogni[sz]ed|voted to|rejected|declared|imposed|authori[sz]ed|expelled|admitted) [^.;:]{8,110})"
)


#: "In December it voted 66 to 19, with 72 abstentions, to urge Russia to withdraw": it is the Assembly's vote by its figures.
_BY_FIGURES = re.compile(
    r"\b(?:[Ii]t|[Tt]he (?:Assembly|Council)|[Mm]embers|[Dd]elegates|[Ss]tates) (?:then |also )?voted (?:by )?\d{1,3} (?:votes )?(?:to|against) (?:\d{1,3}|\w+)(?:,? with (?:\d{1,3}|\w+) (?:abstentions?|abstaining))?,? (?P<what>to [a-z]+ [^.;:]{6,110})"
)


_MAY_NAME = re.compile(r"\bresolution\b|\bdraft\b|\b[AS]/|\bES-\d|\d/\d", re.IGNORECASE)


def resolution_named(sentence: Sieved | str) -> str:
    """Return the words of a sentence that name a resolution, for "that resolution" in the next; empty if none do.

    Examples
    --------
    >>> resolution_named("The General Assembly on Wednesday demanded that Russia withdraw, by 141 votes to five.")
    'General Assembly demanded that Russia withdraw'
    >>> resolution_named("The Assembly adopted a resolution on the territorial integrity of Ukraine.")
    'resolution on the territorial integrity of Ukraine'
    >>> resolution_named("In May it voted 66 to 19, with 72 abstentions, to urge Russia to withdraw.")
    'vote to urge Russia to withdraw'
    >>> resolution_named("Then 68/262 was adopted."), resolution_named("A resolution was adopted.")
    ('A/RES/68/262', '')
    """
    sentence = Sieved.of(sentence)
    text = sentence.text
    decided = sentence.search(_DECIDED)
    figures = sentence.search(_BY_FIGURES)
    if figures:
        return f"vote {figures['what']}"
    if not decided and not sentence.search(_MAY_NAME):
        return ""
    symbol = symbol_in(text, "SC" if "Security Council" in text else None)
    named = sentence.search(_NAMED)
    words = named.group(0) if named else f"{decided['body']} {decided['what']}" if decided else ""
    # "... by 141 votes to seven, with 32 abstentions": the result is no part of the name.
    return symbol or re.split(r",? (?:by|with|in) (?=\d|an? (?:vote|\w+ to)\b|a |\w+ votes\b)", words)[0]


_ONE = re.compile(
    r"resolution|draft|motion|measure|amendment|\bvote\b|convention|treaty|condemn|deplor|demand|call(?:ing|s|ed)? (?:for|on)|recogni|suspen|expel|admi(?:t|ssion)|withdraw|cease-?fire|partition|embargo|inquiry",
    re.IGNORECASE,
)


def names_one(words: str) -> bool:
    """Say whether words name a resolution, so that "it" in the next sentence can stand for it.

    Examples
    --------
    >>> names_one("the resolution on Crimea"), names_one("ES-11/1"), names_one("a year ago")
    (True, True, False)
    """
    return bool(SYMBOL.search(words) or _ONE.search(words))


def with_year(claim: Proposition, words: str) -> str:
    """Return the words for a resolution with the year of the vote, where they name neither year nor symbol.

    Examples
    --------
    >>> from bilat.propositions import Vote
    >>> vote = Vote(state="BLR", choice="no", resolution="the resolution on Ukraine", since=2014, until=2014)
    >>> with_year(vote, vote.resolution)
    'the resolution on Ukraine of 2014'
    """
    told = claim.since is not None and claim.since == claim.until
    return (
        f"{words} of {claim.since}"
        if told and not SYMBOL.search(words) and not re.search(r"\b\d{4}\b", words)
        else words
    )


_BY_SESSION = re.compile(r"A/RES/(?P<session>\d{1,2})/(?P<number>\d{3,4}[A-Z]?)")
_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def symbol_in(text: str, body: str | None = None) -> str | None:
    """Return a UN symbol in full from words such as "resolution 68/262", "UNSC resolution 1973"."""
    found = SYMBOL.search(text)
    if found:
        symbol = found.group(0).upper().rstrip(".,")
        early = _BY_SESSION.fullmatch(symbol)
        if early and 0 < (session := int(early["session"])) <= 30:
            # "A/RES/30/3379", as lists of roll calls write it: until 1976 resolutions were numbered through
            return f"A/RES/{early['number']}({session // 10 * 'X'}{_ONES[session % 10]})"
        part = re.fullmatch(r"(A/RES/(?:ES-)?\d{1,2}/\d{1,3}) ([A-H])", symbol)
        symbol = f"{part[1]}{part[2]}" if part else symbol
        return symbol if symbol[:2] in ("A/", "S/") else f"A/RES/{symbol.replace(' ', '')}"
    number = _SC_NUMBER.search(text)
    if number is None or re.search(r"General Assembly|UNGA", text):
        return None
    if number.group(1):
        return f"S/RES/{number.group(1)}"
    # "resolution 242" alone may be the Assembly's or the Council's; only the words around can tell.
    return f"S/RES/{number.group(2)}" if body == "SC" else None
