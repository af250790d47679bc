"""What the vote sources share: codes of votes, symbols of resolutions, counting a roll call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.sources.base import conform

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.sources.loaded import Loaded

__all__ = [
    "ABSENT",
    "ISO3_AT_UN",
    "ISSUES",
    "count_rollcalls",
    "issue_mask",
    "letters_to_votes",
    "one_date_each",
    "symbol_of",
    "votes_table",
    "years_of",
]

#: Voeten's code of a member that did not vote.
ABSENT = 8
#: Bits of `rollcalls.issues`, in the order of the schema.
ISSUES = ("me", "nu", "di", "hr", "co", "ec")
#: Three-letter codes that UN files use and that are not (or no longer) ISO codes, to COW codes.
ISO3_AT_UN = {
    "SUN": 365,
    "YUG": 345,
    "SCG": 345,
    "SRB": 345,
    "CSK": 315,
    "DDR": 265,
    "GER": 260,
    "FRG": 260,
    "YMD": 680,
    "ZAR": 490,
    "BYS": 370,
    "BUR": 775,
    "HVO": 439,
    "DHY": 434,
}

_LETTERS = {"Y": 1, "A": 2, "N": 3, "X": ABSENT, "NV": ABSENT}
_MODERN = re.compile(r"^(?:A/RES/|R/)(\d{2,3})/(\d+)\s*([A-Z]?)$")
_ROMAN = (
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def years_of(dates: NDArray[Any]) -> NDArray[np.int64]:
    """Return calendar years of datetime64[D] dates."""
    return np.asarray(dates, "datetime64[Y]").astype(np.int64) + 1970


def letters_to_votes(loaded: Loaded, column: str) -> NDArray[np.int8]:
    """Turn Y, A, N, X into vote codes; anything else is flagged and 0."""
    texts = loaded.texts(column)
    votes = np.fromiter((_LETTERS.get(str(t).upper(), 0) for t in texts), np.int8, len(texts))
    loaded.flag(votes == 0, f"column {column}: vote is not one of Y, A, N, X")
    return votes


def symbol_of(text: str | None) -> str | None:
    """Return the official symbol where the source's own short form is one, else the text as it stands.

    Examples
    --------
    >>> symbol_of("R/44/15A")
    'A/RES/44/15A'
    >>> symbol_of("R/26/2758")
    'A/RES/2758(XXVI)'
    """
    if not text:
        return None
    text = re.sub(r"\[([A-Z])\]", r"\1", text.strip())  # the Library brackets the letter, documents do not
    found = _MODERN.match(text)
    if not found:
        return text
    session, number, letter = int(found[1]), int(found[2]), found[3]
    if session >= 31:
        return f"A/RES/{session}/{number}{letter}"
    if session >= 21 and number >= 2000:
        # to the thirtieth session numbers ran on, with the session in Roman figures
        roman, left = "", session
        for value, figure in _ROMAN:
            roman += figure * (left // value)
            left %= value
        return f"A/RES/{number}{letter}({roman})"
    return text


def issue_mask(loaded: Loaded) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Return the bit mask of the six issue columns and whether the row has any coding."""
    mask = np.zeros(len(loaded), np.int8)
    coded = np.zeros(len(loaded), bool)
    for bit, issue in enumerate(ISSUES):
        values = loaded.numbers(issue)
        coded |= ~np.isnan(values)
        mask |= np.where(values == 1, 1 << bit, 0).astype(np.int8)
    return mask, coded


def one_date_each(loaded: Loaded, rollcall: NDArray[Any], dates: NDArray[Any]) -> NDArray[Any]:
    """Flag rows whose date is not that of most rows of their roll call; return each roll call's date, by row."""
    ids, back = np.unique(rollcall, return_inverse=True)
    days = dates.astype("datetime64[D]").astype(np.int64)
    pairs, counts = np.unique(np.stack([back, days]), axis=1, return_counts=True)
    order = np.lexsort((counts, pairs[0]))
    best = np.zeros(len(ids), np.int64)
    best[pairs[0][order]] = pairs[1][order]  # the last written has the most rows
    wrong = days != best[back]
    loaded.flag(wrong, "date is not that of the other rows of its roll call; the row cannot be placed")
    return best[back].astype("datetime64[D]")


def votes_table(
    dataset: str, rollcall: NDArray[Any], code: NDArray[Any], vote: NDArray[Any], loaded: Loaded
) -> pa.Table:
    """Make the tidy votes of the rows that are not bad; a second row of a state in a roll call is a problem."""
    key = rollcall.astype(np.int64) * 10_000 + code
    order = np.lexsort((np.arange(len(key)), loaded.bad, key))
    again = np.zeros(len(key), bool)
    again[order[1:]] = key[order[1:]] == key[order[:-1]]
    loaded.flag(again & ~loaded.bad, "a second row of this state in this roll call")
    good = ~loaded.bad
    columns = {"rollcall": rollcall[good], "code": code[good], "vote": vote[good]}
    return conform("votes", columns, dataset=dataset)


def count_rollcalls(votes: pa.Table) -> dict[str, NDArray[Any]]:
    """Count yes, no, abstain and absent by roll call: ``rollcall`` (ascending) and the four counts."""
    rollcall = votes.column("rollcall").to_numpy()
    vote = votes.column("vote").to_numpy()
    ids, back = np.unique(rollcall, return_inverse=True)
    out: dict[str, NDArray[Any]] = {"rollcall": ids}
    for name, code in (("yes", 1), ("abstain", 2), ("no", 3), ("absent", ABSENT)):
        out[name] = np.bincount(back, weights=vote == code, minlength=len(ids)).astype(np.int64)
    return out
