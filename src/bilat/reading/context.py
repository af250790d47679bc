"""What a sentence needs from the text around it before it can be typed into propositions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """Coreference of one sentence, settled by the document before the grammar of claims sees it.

    Attributes
    ----------
    on
        Day the text speaks from; ``None`` when the text does not say.
    pair
        ISO3 codes of the two states last in focus, in the order they were named: what "the two
        countries", "both countries", "the two leaders", "the two neighbours" stand for.
    focus
        ISO3 code of the one state last in focus: what "it", "its", "the country", "he" of a leader
        stand for.
    title
        Title of the document; empty when it has none.
    resolution
        Words of the resolution last named: what "it" stands for in "voted against it".
    person
        ISO3 code of the state whose leader was last named: what "he" and "she" stand for; `focus` where none was.
    reported
        Whether the sentence is reported speech, in which "was" may stand for "is".
    window
        First and last year of the time last spoken of: what "in the same period", "in those years" stand for.
    several
        ISO3 codes of the list of three states or more in the sentence before: what "all three" stand for, if they are three.
    year
        The year last named in the sentence before: "that year".
    body
        The organisation last named: what "the alliance", "the Pact", "the bloc" stand for, if it is one.
    ours
        Name of the state for which the speaker says "we" and "our"; empty where it is not known.

    Examples
    --------
    >>> Context(on=None, pair=("RUS", "CHN"), focus="CHN").pair
    ('RUS', 'CHN')
    """

    on: date | None = None
    pair: tuple[str, str] | None = None
    focus: str | None = None
    title: str = ""
    resolution: str = ""
    person: str | None = None
    reported: bool = False
    window: tuple[int, int] | None = None
    several: tuple[str, ...] = ()
    year: int | None = None
    body: str = ""
    ours: str = ""
