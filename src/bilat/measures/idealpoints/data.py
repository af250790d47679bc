"""From tidy votes to the arrays of the sampler: exclusions, issues, bridges, items, state-sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import InputError, UnknownNameError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.measures.idealpoints.state import Design

__all__ = [
    "ISSUES",
    "Items",
    "anchored",
    "check_issue",
    "check_model",
    "design",
    "link",
    "make_items",
    "prepare",
]

#: Votes on paragraphs and amendments count up to this year.
_PARAGRAPHS_UNTIL = 1989
#: Session 19 had one recorded vote, to spare the Assembly a crisis over arrears.
_LEFT_OUT_SESSION = 19
_ZANZIBAR, _SOUTH_AFRICA = 511, 560
#: South Africa voted once in session 48, after nearly twenty years away.
_RETURN_SESSION = 48

#: Issue to (bit of ``rollcalls.issues``, first session, states with a single session), as published;
#: for disarmament the source's code tests the colonial flag by mistake, ours tests its own.
ISSUES: dict[str, tuple[int, int, frozenset[int]]] = {
    "me": (1, 29, frozenset()),
    "nu": (2, 33, frozenset({626})),
    "di": (4, 29, frozenset()),
    "hr": (8, 25, frozenset({713})),
    "co": (16, 14, frozenset()),
    "ec": (32, 26, frozenset()),
}
_OTHER = ("important", "nonukes")


@dataclass(frozen=True)
class Items:
    """What is estimated and from which votes.

    Attributes
    ----------
    code, session, n : (S,)
        State-sessions, sorted by session and state: COW number, session, votes.
    row, item, vote : (V,)
        Votes: position of the state-session, position of the item, vote (1 yes, 2 abstain, 3 no).
    rollcall : (J,)
        Number of each item's first roll call.
    first_year : dict
        Session to the calendar year in which most of its roll calls fell.
    """

    code: NDArray[np.int16]
    session: NDArray[np.int16]
    n: NDArray[np.int32]
    row: NDArray[np.int32]
    item: NDArray[np.int32]
    vote: NDArray[np.int8]
    rollcall: NDArray[np.int64]
    first_year: Mapping[int, int]

    def __len__(self) -> int:
        return len(self.code)


def prepare(votes: pa.Table, links: pa.Table | None, rollcalls: pa.Table, issue: str | None = None) -> Items:
    """Choose the votes of an issue and make items of them.

    Parameters
    ----------
    votes
        Columns ``rollcall``, ``code``, ``vote`` (tidy ``votes`` of one data set).
    links
        Columns ``rollcall``, ``repeats`` (tidy ``rollcall_repeats``); ``None`` for no bridges.
    rollcalls
        Columns ``rollcall``, ``date``, ``session``, ``kind``; ``issues`` and ``important`` where `issue` needs them.
    issue
        ``None`` for all votes; ``me``, ``nu``, ``di``, ``hr``, ``co``, ``ec``, ``important`` or ``nonukes``.

    Raises
    ------
    UnknownNameError
        For another issue.
    InputError
        If too little is left to estimate anything.
    """
    check_issue(issue)
    ids = _column(rollcalls, "rollcall").astype(np.int64)
    order = np.argsort(ids)
    ids = ids[order]
    dates = _column(rollcalls, "date")[order].astype("datetime64[D]")
    year = dates.astype("datetime64[Y]").astype(int) + 1970
    session = _integers(rollcalls, "session", -1)[order]
    kind = _column(rollcalls, "kind")[order]
    parts = np.array([k in ("paragraph", "amendment") for k in kind.tolist()])
    use = (session > 0) & (session != _LEFT_OUT_SESSION) & ~(parts & (year > _PARAGRAPHS_UNTIL))
    gone: frozenset[int] = frozenset()
    if issue == "important":
        use &= _integers(rollcalls, "important", 0)[order] == 1
    elif issue == "nonukes":
        mask = _integers(rollcalls, "issues", -1)[order]
        use &= (mask >= 0) & (mask & ISSUES["nu"][0] == 0)
    elif issue is not None:
        bit, first, gone = ISSUES[issue]
        mask = _integers(rollcalls, "issues", -1)[order]
        use &= (mask >= 0) & (mask & bit != 0) & (session >= first)
    number = _column(votes, "rollcall").astype(np.int64)
    code = _column(votes, "code").astype(np.int64)
    vote = _column(votes, "vote").astype(np.int64)
    place = np.searchsorted(ids, number).clip(max=max(len(ids) - 1, 0))
    if not len(ids) or not len(number):
        raise InputError("There are no votes to estimate ideal points from.", "Import votes with roll calls.")
    keep = (ids[place] == number) & use[place] & (vote >= 1) & (vote <= 3) & (code != _ZANZIBAR)
    keep &= ~((code == _SOUTH_AFRICA) & (session[place] == _RETURN_SESSION))
    if gone:
        keep &= ~np.isin(code, list(gone))
    pairs = None if links is None else (_column(links, "rollcall"), _column(links, "repeats"))
    item = number[keep] if pairs is None else link(number[keep], *pairs)
    years = {
        int(s): int(np.bincount(year[session == s]).argmax())
        for s in np.unique(session[session > 0]).tolist()
    }
    return make_items(code[keep], session[place][keep], item, vote[keep], years)


def check_issue(issue: str | None) -> None:
    """Refuse a name that is no issue.

    Raises
    ------
    UnknownNameError
        With the names there are.
    """
    if issue is not None and issue not in ISSUES and issue not in _OTHER:
        raise UnknownNameError("issue", issue, (*ISSUES, *_OTHER), f"One of {', '.join((*ISSUES, *_OTHER))}.")


def check_model(prior: str, dimensions: int = 1, issue: str | None = None) -> None:
    """Refuse a number of dimensions, or an issue, that a prior has no model of.

    Raises
    ------
    InputError
        With what there is.
    """
    if dimensions not in (1, 2):
        raise InputError(f"{dimensions} dimensions are not among what can be estimated.", "Use 1 or 2.")
    if dimensions == 2 and prior != "smoother":
        raise InputError(
            "The source's sampler has one dimension; two are of the two-sided walk.",
            "Use prior='smoother' (--prior smoother) with two dimensions.",
        )
    if prior == "hierarchy" and issue in _OTHER:
        raise InputError(
            f"{issue!r} is a choice of votes, not one of the issues that the hierarchy estimates together.",
            f"One of {', '.join(ISSUES)}, or another prior.",
        )


def make_items(
    code: NDArray[Any],
    session: NDArray[Any],
    item: NDArray[Any],
    vote: NDArray[Any],
    first_year: Mapping[int, int] | None = None,
) -> Items:
    """Drop unanimous items and number what is left; all arrays (votes,).

    Raises
    ------
    InputError
        If fewer than two states or two items are left.
    """
    names, number = np.unique(item, return_inverse=True)
    seen = np.zeros((len(names), 4), bool)
    seen[number, vote] = True
    divided = seen.sum(1) > 1
    keep = divided[number]
    code, session, vote = code[keep], session[keep], vote[keep]
    names, number = np.unique(item[keep], return_inverse=True)
    key, row = np.unique(session.astype(np.int64) * 10_000 + code, return_inverse=True)
    states = np.unique(code)
    if len(states) < 2 or len(names) < 2:
        raise InputError(
            f"Too few votes: {len(names)} divided roll calls of {len(states)} states.",
            "Ideal points need at least two states and two roll calls on which they were not all of one mind.",
        )
    order = np.lexsort((number, row))
    return Items(
        code=(key % 10_000).astype(np.int16),
        session=(key // 10_000).astype(np.int16),
        n=np.bincount(row).astype(np.int32),
        row=row[order].astype(np.int32),
        item=number[order].astype(np.int32),
        vote=vote[order].astype(np.int8),
        rollcall=names.astype(np.int64),
        first_year=dict(first_year or {}),
    )


def link(rollcall: NDArray[Any], later: NDArray[Any], earlier: NDArray[Any]) -> NDArray[np.int64]:
    """Return the first roll call of the chain of repeats that each roll call belongs to.

    Where a resolution repeats several earlier ones, the earliest counts, as in the source.

    Examples
    --------
    >>> link(np.array([5, 7, 9]), np.array([7, 9]), np.array([5, 7])).tolist()
    [5, 5, 5]
    """
    parent: dict[int, int] = {}
    for one, two in zip(later.tolist(), earlier.tolist(), strict=True):
        low, high = min(one, two), max(one, two)
        parent[high] = min(low, parent.get(high, low))
    names, back = np.unique(rollcall, return_inverse=True)
    roots = []
    for name in names.tolist():
        root = name
        while root in parent:
            root = parent[root]
        roots.append(root)
    return np.asarray(roots, np.int64)[back]


def design(items: Items, smooth: float, share_by_votes: bool = True) -> Design:
    """Sort the votes both ways and work out who precedes whom.

    Parameters
    ----------
    smooth
        Largest variance of a step between sessions (0.5 as published).
    share_by_votes
        A step's variance is `smooth` times the share of the later session in the votes of both.
    """
    from bilat.measures.idealpoints.state import Design

    rows, count = len(items), len(items.rollcall)
    by_row = np.lexsort((items.item, items.vote, items.row))
    by_item = np.lexsort((items.row, items.vote, items.item))
    before, after = np.full(rows, -1, np.int32), np.full(rows, -1, np.int32)
    chain = np.lexsort((items.session, items.code))
    same = items.code[chain][1:] == items.code[chain][:-1]
    before[chain[1:][same]] = chain[:-1][same]
    after[chain[:-1][same]] = chain[1:][same]
    n = items.n.astype(float)
    other = np.where(before >= 0, before, after)
    share = np.where(other >= 0, n / (n + n[other]), 1.0) if share_by_votes else np.full(rows, 0.5)
    # a state with one session has nobody to lean on: N(0, 1)
    variance = np.where(other >= 0, smooth * share, 1.0)
    sessions, number = np.unique(items.session, return_inverse=True)
    # a cell is an item in a session
    cells = np.lexsort((items.row, number[items.row], items.item))
    key = items.item[cells].astype(np.int64) * len(sessions) + number[items.row[cells]]
    pairs, size = np.unique(key, return_counts=True)
    owner, when = pairs // len(sessions), pairs % len(sessions)
    part = size / np.bincount(items.item, minlength=count)[owner]
    several = np.bincount(owner, minlength=count) > 1
    across = several[owner]
    bridged = several[items.item[cells]]
    yes, no = (np.bincount(items.item, items.vote == kind, count) > 0 for kind in (1, 3))
    kind = np.where(yes & no, 0, np.where(yes, 1, 2)).astype(np.int8)

    def cut(owner: NDArray[Any], starts: NDArray[np.int32], least: int) -> NDArray[np.int32]:
        """Where the votes of at least that kind begin."""
        fewer = np.bincount(owner, items.vote < least, len(starts) - 1)
        return (starts[:-1] + fewer).astype(np.int32)

    start, item_start = _starts(items.row, rows), _starts(items.item[by_item], count)
    return Design(
        start=start,
        item=items.item[by_row],
        vote=items.vote[by_row],
        abstain=cut(items.row, start, 2),
        no=cut(items.row, start, 3),
        item_start=item_start,
        item_row=items.row[by_item],
        item_vote=items.vote[by_item],
        item_abstain=cut(items.item, item_start, 2),
        item_no=cut(items.item, item_start, 3),
        item_kind=kind,
        before=before,
        after=after,
        variance=variance,
        origin=np.zeros(rows),
        origin_precision=np.ones(rows),
        session=number.astype(np.int32),
        share_start=_starts(owner, count),
        share_session=when.astype(np.int32),
        share=part,
        bridge=np.flatnonzero(several).astype(np.int32),
        bridge_start=np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=count)[several])]).astype(
            np.int32
        ),
        cell_session=when[across].astype(np.int32),
        cell_share=part[across],
        cell_start=np.concatenate([[0], np.cumsum(size[across])]).astype(np.int32),
        cell_row=items.row[cells][bridged],
        cell_vote=items.vote[cells][bridged],
    )


def anchored(plan: Design, mean: NDArray[np.float64], sd: NDArray[np.float64]) -> Design:
    """Hold what is known already at its mean by its standard deviation; only what is new (NaN) walks on from it."""
    known = ~np.isnan(mean)
    onward = (plan.after >= 0) & ~known[plan.after]
    return plan._replace(
        before=np.where(known, -1, plan.before).astype(np.int32),
        after=np.where(onward, plan.after, -1).astype(np.int32),
        origin=np.where(known, mean, 0.0),
        origin_precision=np.where(known, sd, 1.0) ** -2.0,
    )


def _starts(sorted_numbers: NDArray[Any], count: int) -> NDArray[np.int32]:
    return np.searchsorted(sorted_numbers, np.arange(count + 1)).astype(np.int32)


def _column(table: pa.Table, name: str) -> NDArray[Any]:
    if name not in table.column_names:
        raise InputError(
            f"The table has no column {name!r}; it has {', '.join(table.column_names)}.",
            "Give the tidy tables `votes`, `rollcalls` and `rollcall_repeats`.",
        )
    values: NDArray[Any] = table.column(name).to_numpy()
    return values


def _integers(table: pa.Table, name: str, missing: int) -> NDArray[np.int64]:
    """Return a column of whole numbers or truths, with `missing` for null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if name not in table.column_names:
        _column(table, name)
    filled: NDArray[Any] = pc.fill_null(table.column(name).cast(pa.int64()), missing).to_numpy()
    return filled
