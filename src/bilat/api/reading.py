"""Reading a text: the state meant, who says what, how surely, what one does to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bilat.api._opening import Day
from bilat.dates import day

if TYPE_CHECKING:
    from bilat.reading import Attribution, Document
    from bilat.reading.deeds.events import EventType
    from bilat.states import State

__all__ = ["attributions", "certainty", "event_type", "metonymy", "read", "resolve"]


def resolve(text: str, on: Day = None) -> State | None:
    """Return the state that a mention means on a day, or ``None`` when no state is meant.

    Examples
    --------
    >>> resolve("the Kremlin").iso3
    'RUS'
    >>> resolve("Michael Jordan") is None
    True
    """
    from bilat import states

    return states.resolve(text, day(on))


def read(text: str, date: Day = None, outlet: str | None = None, mode: str | None = None) -> Document:
    """Read an article: attributed statements, typed propositions, events. Spans point into ``.text``.

    `mode` is ``accurate`` (with the trained encoder, the default) or ``fast``.
    """
    from bilat import reading

    return reading.read(text, date=day(date), outlet=outlet, mode=mode)


def attributions(text: str, mode: str | None = None) -> list[Attribution]:
    """Return source, cue and content spans of every attributed statement in `text`."""
    from bilat import reading

    return reading.attributions(text, mode)


def metonymy(text: str, start: int, end: int, mode: str | None = None) -> Literal["literal", "metonymic"]:
    """Say whether a place name stands for the place or for those who act in its name."""
    from bilat.reading.deeds.metonymy import metonymy as judge

    return judge(text, start, end, mode)


def certainty(text: str, start: int, end: int, mode: str | None = None) -> float:
    """Say how sure the text is that the event in the span happened, from -3 (did not) to 3 (did)."""
    from bilat.reading.deeds.certainty import certainty as score

    return score(text, start, end, mode)


def event_type(
    text: str, source: tuple[int, int], target: tuple[int, int], mode: str | None = None
) -> EventType:
    """Return the PLOVER root and quad class of what the source does to the target."""
    from bilat.reading.deeds.events import event_type as classify

    return classify(text, source, target, mode)
