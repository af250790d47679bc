"""Questions about the future: answers, the diary they are kept in, how well families did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bilat.api._opening import Day, today
from bilat.dates import day

if TYPE_CHECKING:
    from bilat.outlook.diary import Check
    from bilat.outlook.families.base import Family, Progress
    from bilat.outlook.keeping import Kept, Tally
    from bilat.outlook.skill import Scores
    from bilat.outlook.types import Forecast, Resolution

__all__ = [
    "outlook_ask",
    "outlook_backtest",
    "outlook_case",
    "outlook_families",
    "outlook_ledger",
    "outlook_verify",
]


def outlook_ask(sentence: str, on: Day = None, *, until: Day = None, keep: bool = True) -> Forecast:
    """Answer a question about the future from what was known the evening before, and keep the answer.

    Parameters
    ----------
    sentence
        For instance "If Russia invades Ukraine, will China abstain on a resolution condemning it?".
    on
        The day it is asked; today by default.
    until
        The horizon; the family's own by default.
    keep
        Write it to the diary of forecasts.

    Raises
    ------
    InputError
        If the question fits no family (the message names those that are near), or cannot be asked so.
    """
    from bilat.outlook import ask as answer
    from bilat.outlook.diary import Diary
    from bilat.outlook.keeping import entry_of

    forecast = answer(sentence, day(on) or today(), day(until))
    if keep:
        Diary().append("forecast", [entry_of(forecast)])
    return forecast


def outlook_families() -> tuple[Family, ...]:
    """Return the families of questions that the outlook answers."""
    from bilat.outlook.families import families

    return families()


def outlook_backtest(
    family: str | None = None, *, run: bool = True, keep: bool = False, progress: Progress | None = None
) -> list[Scores]:
    """Score the families with rolling origin on the imported record, or return the figures that were kept.

    ``keep`` writes the figures into the package, where answers quote them.
    """
    from bilat.outlook.families import families
    from bilat.outlook.families import family as named
    from bilat.outlook.skill import load, save
    from bilat.outlook.types import Known

    chosen = [named(family)] if family else list(families())
    if not run:
        return [s for s in (load(f.id) for f in chosen) if s is not None]
    known = Known.at(today())
    scores = [f.backtest(known, progress or (lambda _text: None)) for f in chosen]
    for s in scores if keep else ():
        save(s)
    return scores


def outlook_case(sentence: str, on: Day) -> tuple[Forecast, Resolution | None]:
    """Answer a question as of a day, and say how it came out by now; nothing is kept."""
    from bilat.outlook.answering import resolve
    from bilat.outlook.types import Known

    forecast = outlook_ask(sentence, on, keep=False)
    return forecast, resolve(forecast.question, Known.at(today()))


def outlook_ledger(*, as_of: Day = None) -> tuple[list[Kept], list[Tally]]:
    """Return every forecast kept, those resolved that have come out by now, and the scores of who made them.

    ``as_of`` leaves out what was written or resolved after that day.
    """
    from bilat.outlook.diary import Diary
    from bilat.outlook.keeping import kept, settle, tally
    from bilat.outlook.types import Known

    diary = Diary()
    lines = diary.lines()
    if lines and settle(diary, Known.at(today())):
        lines = diary.lines()
    until = day(as_of)
    if until is not None:
        lines = [x for x in lines if x.at[:10] <= until.isoformat()]
    items = kept(lines)
    return items, tally(items)


def outlook_verify() -> Check:
    """Check the chain of the diary of forecasts."""
    from bilat.outlook.diary import Diary

    return Diary().verify()
