"""Times that a claim takes from the text around it: the year of its paragraph in a chronology, or that of the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.propositions import Proposition
from bilat.reading.segment import Segmented

__all__ = ["in_its_year", "of_the_time_before", "years_of_paragraphs"]

_YEAR = re.compile(r"(?P<y>1[89]\d\d|20\d\d)\s?(?:[.:|]|\s[—–-])\s+(?=[A-Z])")
#: So many paragraphs make a chronology.
_FEWEST = 3
#: Of these a year says when; a stance or a forecast has none.
_TIMED = (
    "membership",
    "obligation",
    "sanction",
    "arms",
    "trade",
    "dispute",
    "event",
    "vote",
    "vote.share",
    "closeness.comparison",
)


def years_of_paragraphs(text: str, segmented: Segmented) -> dict[int, int]:
    r"""Return the year that each paragraph of a chronology opens with; empty where the text is none.

    Examples
    --------
    >>> from bilat.reading.segment import segment
    >>> text = "1955. Chad falls.\n\n1961. Peru abstains.\n\n1973. Ties are restored."
    >>> years_of_paragraphs(text, segment(text))
    {0: 1955, 1: 1961, 2: 1973}
    """
    found = {
        i: int(m["y"])
        for i, (start, end) in enumerate(segmented.paragraphs)
        if (m := _YEAR.match(text, start, end))
    }
    return found if len(found) >= _FEWEST else {}


def in_its_year(claim: Proposition, year: int | None) -> Proposition:
    """Return a claim without a time of its own as one of the year of its paragraph."""
    own = claim.since is not None or claim.until is not None or claim.dated is not None
    if year is None or own or claim.kind not in _TIMED:
        return claim
    return claim.model_copy(update={"since": year, "until": year, "past": None})


#: What is told in the simple past and has a size at a time.
_SIZED = ("trade", "arms", "vote.share", "closeness.comparison")
_PAST = re.compile(
    r"\b(?:was|were|supplied|sold|bought|took|accounted|received|provided|traded|voted|sent|went|came|made|imported|exported|absorbed|delivered|armed|depended|relied)\b"
)
_NOT_PAST = re.compile(
    r"\b(?:is|are|has|have|does|do|now|today|still|currently|since|by then|later|earlier|before|after|until|once)\b"
)


def of_the_time_before(claim: Proposition, said: str, last: Sequence[Proposition]) -> Proposition:
    """Return a share, rank or comparison told in the simple past as one of the time of the sentence before, if that names one.

    "Until 1972 Egypt was Moscow's closest friend. Moscow supplied nearly all of its weapons."
    """
    own = claim.since is not None or claim.until is not None or claim.dated is not None
    if own or claim.kind not in _SIZED or not last or not _PAST.search(said) or _NOT_PAST.search(said):
        return claim
    before = last[-1]
    if before.until is None or before.kind in ("vote", "event", "stance", "pledge", "forecast"):
        return claim
    return claim.model_copy(update={"since": before.since, "until": before.until, "past": None})
