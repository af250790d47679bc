"""Checking: each proposition against the record, one judge per kind.

A verdict always has rows of evidence, or says why none exist. Years outside coverage are named and never
count as zero.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bilat.errors import CoverageError, InputError, UnknownNameError
from bilat.types import Verdict

if TYPE_CHECKING:
    from bilat.ledger import Ledger
    from bilat.propositions import Proposition
    from bilat.record import Record

__all__ = ["judge"]

#: Kinds whose judge counts members itself, or that are only recorded.
_COUNTS_ITSELF = ("vote", "stance", "pledge", "forecast", "event")


def judge(
    proposition: Proposition, record: Record, ledger: Ledger, on: date, as_of: date | None = None
) -> Verdict:
    """Judge one proposition.

    Parameters
    ----------
    proposition
        What is claimed.
    record, ledger
        What may be known; cut them to `as_of` first (`bilat.record.open_record`, `Ledger.known_by`).
    on
        The day spoken from.
    as_of
        The day up to which facts count, named in the verdict.

    Examples
    --------
    >>> from datetime import date
    >>> from bilat import ledger, propositions, record
    >>> claim = propositions.parse({"kind": "membership", "states": ["FIN"], "organisation": "NATO"})
    >>> judge(claim, record.open_record(), ledger.load(), date(2024, 1, 1)).outcome
    'supported'
    """
    from bilat.checking.blocs import judge_bloc
    from bilat.checking.context import Bench
    from bilat.checking.groups import judge_members
    from bilat.checking.judges import JUDGES
    from bilat.checking.past import judge_past

    bench, judge_now = Bench(record, ledger, on, as_of), JUDGES[proposition.kind]

    def judge_one(claim: Proposition, bench: Bench) -> Verdict:
        # of each member it may be claimed what another group has together ("all buy most of their arms from the West")
        return judge_bloc(claim, bench) or judge_past(claim, bench, judge_now) or judge_now(claim, bench)

    told = proposition.dated or (date(proposition.since, 1, 1) if proposition.since else None)
    if told is not None and told > on and proposition.kind not in _COUNTS_ITSELF:
        return Verdict(
            "unmeasurable",
            f"{told.year} had not come on the day spoken from, {on:%d %B %Y}. What is claimed of it is a forecast, and no record has it.",
            as_of=as_of,
        )
    try:
        counted = proposition.quantifier is not None and proposition.kind not in _COUNTS_ITSELF
        found = judge_members(proposition, bench, judge_one) if counted else None
        return found or judge_one(proposition, bench)
    except UnknownNameError as exc:
        # Arms, trade or a war of a group: what is said of the group is said of most of its members.
        found = judge_members(proposition, bench, judge_one)
        if found is not None:
            return found
        # A claim may name an organisation or group that the record does not follow.
        return Verdict(
            "unmeasurable",
            f"{exc.message} The record follows states, and the organisations that docs/ledger.md lists.",
            as_of=as_of,
        )
    except (CoverageError, InputError) as exc:
        # A window that has not begun on the day spoken from, or years nobody recorded: one claim that cannot be
        # judged must not stop the article.
        return Verdict("unmeasurable", exc.message, as_of=as_of)
