"""The dossier of a pair of states on a day: every dimension, history, friction, issues, styles."""

from __future__ import annotations

import sys
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING, Any

from bilat.brief.dossier import Brief

if TYPE_CHECKING:
    from bilat.ledger import Ledger
    from bilat.record import Record

__all__ = ["Brief", "make_brief"]


def make_brief(a: str, b: str, on: date, record: Record, ledger: Ledger, as_of: date | None = None) -> Brief:
    """Make the dossier of two states on a day.

    Parameters
    ----------
    a, b
        Names, ISO3 or COW codes.
    on
        The day spoken from; figures are of the last year that was complete by then.

    Raises
    ------
    UnknownNameError
        For an unknown state.
    InputError
        If both are the same state.
    """
    from bilat import states
    from bilat.brief.friction import friction
    from bilat.brief.parts import events, histories, issues, measures, styles, treaties
    from bilat.checking.context import Bench
    from bilat.errors import InputError

    one, two = states.get(a, on), states.get(b, on)
    if one.code == two.code:
        raise InputError(f"{a!r} and {b!r} are the same state ({one.name}).", "Name two different states.")
    bench = Bench(record, ledger, on, as_of)
    return Brief(
        a=one,
        b=two,
        on=on,
        as_of=as_of,
        measures=measures(bench, one, two),
        treaties=treaties(bench, one, two),
        friction=(*friction(bench, one, two), *friction(bench, two, one)),
        issues=issues(bench, one, two),
        styles=styles(bench, one, two),
        events=events(bench, one, two),
        histories=histories(bench, one, two),
        notes=record.notes,
    )


class _Callable(ModuleType):
    """The room itself: calling it is calling `bilat.api.brief`.

    The room and the function share a name. Once the room is imported, ``bilat.brief`` is the room, and
    ``bilat.brief("RUS", "CHN")`` must go on working.
    """

    def __call__(self, *args: Any, **options: Any) -> Brief:
        from bilat.api import brief

        return brief(*args, **options)


sys.modules[__name__].__class__ = _Callable
