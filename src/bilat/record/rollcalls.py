"""Which roll calls of different data sets are the same vote, and the one table that measures are built on.

The data sets number roll calls each in its own way, and titles differ or are missing; what identifies a roll call
is the day and who voted how. Two roll calls are taken for the same vote when they are each other's best match in
one-to-one assignment over a block of days, by the share of equal votes among all votes cast in either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import SourceError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["Ballots", "merged_votes", "pair_up"]

#: Whole resolutions come from the first of these that is here.
BASES = ("unga_cow", "unga_iso3", "unvotes")
#: The UN Library's files: official symbols and titles; the first also fills days that the base lacks.
LIBRARY = ("undl_ga", "undl_kaggle")
#: Votes on paragraphs and amendments count among the whole resolutions up to here, as in Bailey, Strezhnev &
#: Voeten (2017); the flags that tell them apart are blank for 1985 to 1996.
_PARAGRAPHS_UNTIL = np.datetime64("1990-01-01")
_NEEDED = 0.9  # of the votes cast in either of two roll calls of one day, this share must agree
_NEEDED_APART = 0.97  # and this where the days differ
_CODES = 1000  # COW numbers run below
_SAME_SYMBOL = 0.05  # worth among roll calls whose votes are alike
_OFFSET = {"unga_iso3": 10_000_000, "unvotes": 10_000_000, "undl_ga": 20_000_000}


@dataclass(frozen=True)
class Ballots:
    """The votes of one data set as arrays.

    Attributes
    ----------
    ids, dates : (rollcalls,)
        Numbers (ascending) and days (datetime64[D]).
    row, code, vote : (votes,)
        Position of the roll call in `ids`, state, vote (1, 2, 3 or 8); sorted by `row`.
    facts
        Other columns of the roll calls, each (rollcalls,).
    """

    ids: NDArray[np.int64]
    dates: NDArray[np.datetime64]
    row: NDArray[np.int64]
    code: NDArray[np.int64]
    vote: NDArray[np.int64]
    facts: dict[str, NDArray[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: str, votes: pa.Table, rollcalls: pa.Table, body: str = "GA") -> Ballots | None:
        """Take one data set out of the tidy tables; ``None`` if it is not there."""
        import pyarrow.compute as pc

        rolls = rollcalls.filter(
            pc.and_(pc.equal(rollcalls.column("dataset"), dataset), pc.equal(rollcalls.column("body"), body))
        )
        cast = votes.filter(pc.equal(votes.column("dataset"), dataset))
        if not rolls.num_rows or not cast.num_rows:
            return None
        order = np.argsort(rolls.column("rollcall").to_numpy())
        facts = {
            name: rolls.column(name).to_numpy(zero_copy_only=False)[order]
            for name in ("session", "symbol", "kind", "title", "issues", "important", "adopted")
        }
        ids = rolls.column("rollcall").to_numpy().astype(np.int64)[order]
        dates = rolls.column("date").to_numpy(zero_copy_only=False).astype("datetime64[D]")[order]
        number = cast.column("rollcall").to_numpy().astype(np.int64)
        row = np.searchsorted(ids, number)
        known = (row < len(ids)) & (ids[row.clip(max=len(ids) - 1)] == number)
        by_row = np.flatnonzero(known)[np.argsort(row[known], kind="stable")]
        return cls(
            ids,
            dates,
            row[by_row],
            cast.column("code").to_numpy().astype(np.int64)[by_row],
            cast.column("vote").to_numpy().astype(np.int64)[by_row],
            facts,
        )

    def of_rows(self, rows: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return position within `rows` (ascending), code and vote of the votes of these roll calls."""
        start, stop = np.searchsorted(self.row, [rows[0], rows[-1] + 1])
        part = slice(start, stop)
        place = np.searchsorted(rows, self.row[part])
        mine = rows[place.clip(max=len(rows) - 1)] == self.row[part]
        return place[mine], self.code[part][mine], self.vote[part][mine]


def pair_up(
    a: Ballots,
    b: Ballots,
    *,
    across_days: bool = False,
    symbols: tuple[NDArray[Any], NDArray[Any]] | None = None,
) -> NDArray[np.int64]:
    """Find for each roll call of `a` the position of the same vote in `b`.

    Parameters
    ----------
    a, b
        Two data sets.
    across_days
        Whether dates may differ (some are wrong or are those of the report): blocks are then UN years, from
        August to July, and more of the votes must agree.
    symbols
        Symbols of the roll calls of both, where known: they decide among roll calls with the same votes.

    Returns
    -------
    (rollcalls of a,) int
        Position in `b`; -1 where it has no such vote.
    """
    from scipy.optimize import linear_sum_assignment

    out = np.full(len(a.ids), -1, np.int64)
    for rows_a, rows_b in _blocks(a.dates, b.dates, across_days):
        alike = _alike(a.of_rows(rows_a), len(rows_a), b.of_rows(rows_b), len(rows_b))
        days = np.abs((a.dates[rows_a][:, None] - b.dates[rows_b][None, :]).astype(np.int64))
        # among equals: the nearest day, then the same place in the order of the day
        place = np.abs(_place(len(rows_a))[:, None] - _place(len(rows_b))[None, :])
        cost = -alike + 1e-3 * np.minimum(days, 100) / 100 + 1e-6 * place
        if symbols is not None:
            cost -= _SAME_SYMBOL * _equal(symbols[0][rows_a], symbols[1][rows_b])
        for i, j in zip(*linear_sum_assignment(cost), strict=True):
            if alike[i, j] >= (_NEEDED if days[i, j] == 0 else _NEEDED_APART):
                out[rows_a[i]] = rows_b[j]
    return out


def _equal(a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.bool_]:
    known = np.array([x is not None for x in a])
    return np.asarray((a[:, None] == b[None, :]) & known[:, None], bool)


def _place(count: int) -> NDArray[np.float64]:
    return np.arange(count) / max(count, 1)


def _blocks(
    one: NDArray[Any], two: NDArray[Any], across_days: bool
) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    if across_days:
        # months since January 1970, plus five: the twelve months from August make one number
        key_one, key_two = (((d.astype("datetime64[M]").astype(np.int64)) + 5) // 12 for d in (one, two))
    else:
        key_one, key_two = one.astype(np.int64), two.astype(np.int64)
    for key in np.intersect1d(key_one, key_two):
        yield np.flatnonzero(key_one == key), np.flatnonzero(key_two == key)


def _alike(
    a: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
    len_a: int,
    b: tuple[NDArray[Any], NDArray[Any], NDArray[Any]],
    len_b: int,
) -> NDArray[np.float64]:
    """Return (len_a, len_b) equal votes over votes cast in either, by states that both data sets know."""
    known = np.zeros((2, _CODES), bool)
    known[0, a[1]] = known[1, b[1]] = True
    states = np.flatnonzero(known.all(axis=0))
    if not len(states):
        return np.zeros((len_a, len_b))
    place = np.full(_CODES, -1)
    place[states] = np.arange(len(states))

    def cells(part: tuple[NDArray[Any], NDArray[Any], NDArray[Any]], rows: int) -> NDArray[np.float32]:
        cast = (part[2] <= 3) & (place[part[1]] >= 0)
        out = np.zeros((rows, len(states), 3), np.float32)
        out[part[0][cast], place[part[1][cast]], part[2][cast] - 1] = 1
        return out

    one, two = cells(a, len_a), cells(b, len_b)
    equal = one.reshape(len_a, -1) @ two.reshape(len_b, -1).T
    both = one.sum(2) @ two.sum(2).T
    either = one.sum((1, 2))[:, None] + two.sum((1, 2))[None, :] - both
    return np.asarray(equal / np.maximum(either, 1), np.float64)


def merged_votes(tidy: Mapping[str, pa.Table]) -> tuple[pa.Table, pa.Table]:
    """Make the union of the General Assembly votes that measures are built on.

    Parameters
    ----------
    tidy
        The tidy tables ``votes`` and ``rollcalls`` with any of the data sets ``unga_cow``, ``unga_iso3``,
        ``unvotes``, ``undl_ga``, ``undl_kaggle``.

    Returns
    -------
    votes
        Schema of the tidy ``votes``, ``dataset`` = ``"merged"``. Votes 1 yes, 2 abstain, 3 no, 8 absent.
    rollcalls
        Schema of the tidy ``rollcalls`` and four columns more: ``whole`` (bool), whether the roll call counts
        by default; ``rcid`` (int32), Voeten's number, null where unknown; ``voted`` (date), the day of the vote
        by the UN Library where it has the roll call, else ``date``; ``origin``, the data set its votes are from. A roll call that is not ``whole`` is a vote on a paragraph or an amendment.

    Raises
    ------
    SourceError
        If there is no General Assembly vote at all.

    Notes
    -----
    The COW file is the base: its roll calls are the whole resolutions, dated by ``date``. Absences, issues,
    titles, symbols and important votes are attached from the roll calls of the other data sets that are the same
    vote. Roll calls of the ISO3 file without a partner in the base are votes on paragraphs and amendments. The UN
    Library's roll calls without a partner are added from 2020 on, where the base has gaps. Before 1990 the base
    holds votes on paragraphs and amendments too: they are ``whole`` here, as in the published ideal points,
    and their ``kind`` says what they are where that is known. Calendar years go by ``date``, as published; its
    day is off by days or weeks in 1946 to 2002, so that people should be shown ``voted``.
    """
    votes, rollcalls = tidy["votes"], tidy["rollcalls"]
    have = {d: Ballots.of(d, votes, rollcalls) for d in (*BASES, *LIBRARY)}
    sets = {name: ballots for name, ballots in have.items() if ballots is not None}
    base_name = next((d for d in (*BASES, *LIBRARY) if d in sets), None)
    if base_name is None:
        raise SourceError("There are no General Assembly votes to merge.", "Import a source of votes first.")
    base = sets[base_name]
    merged = _Merged(base_name, base)
    for name, other in sets.items():
        if name == base_name:
            continue
        library = name in LIBRARY
        symbols = (
            (merged.facts["symbol"][: len(base.ids)], _objects(other.facts["symbol"])) if library else None
        )
        partner = pair_up(base, other, across_days=library, symbols=symbols)
        merged.attach(name, other, partner)
        rest = np.setdiff1d(np.arange(len(other.ids)), partner)
        if name == "unga_iso3" and base_name == "unga_cow":
            merged.add(name, other, rest, whole=False)
        elif name == "undl_ga":
            merged.add(name, other, rest[other.dates[rest] >= np.datetime64("2020-01-01")], whole=True)
    if "unga_iso3" in sets and "unvotes" in sets:
        merged.name_by_rcid(sets["unvotes"])
    return merged.tables()


class _Merged:
    """The union as it grows: one row a roll call, votes kept as blocks of arrays."""

    def __init__(self, name: str, base: Ballots) -> None:
        count = len(base.ids)
        self.ids = base.ids.copy()
        self.dates = base.dates.copy()
        self.origin = np.full(count, name, object)
        self.whole = np.ones(count, bool)
        self.rcid = base.ids.astype(float) if name in ("unga_iso3", "unvotes") else np.full(count, np.nan)
        self.facts = {k: _objects(v) for k, v in base.facts.items()}
        if name in LIBRARY:
            self.facts["adopted"][:] = True
        self.voted = base.dates.copy()
        self.blocks = [(base.ids[base.row], base.code, base.vote)]
        self.base = base
        self.absences_known = np.zeros(count, bool)
        self.absences_known[np.unique(base.row[base.vote > 3])] = True

    def attach(self, name: str, other: Ballots, partner: NDArray[Any]) -> None:
        """Take facts and absences of the partners over."""
        mine = np.flatnonzero(partner >= 0)
        theirs = partner[mine]
        if name in ("unga_iso3", "unvotes"):
            unset = np.isnan(self.rcid[mine])
            self.rcid[mine[unset]] = other.ids[theirs[unset]]
        for fact, values in other.facts.items():
            target = self.facts[fact]
            new = _objects(values)[theirs]
            # the Library's symbols and titles are the official ones; a flag of a paragraph beats the default
            prefer = name in LIBRARY and fact in ("symbol", "title")
            for i, value in zip(mine, new, strict=True):
                flagged = fact == "kind" and value in ("paragraph", "amendment")
                if value is not None and (prefer or flagged or target[i] is None):
                    target[i] = value
        if name in LIBRARY:
            self.facts["adopted"][mine] = True
            self.voted[mine] = other.dates[theirs]
        back = np.full(len(other.ids), -1)
        back[theirs] = mine
        away = (other.vote > 3) & (back[other.row] >= 0)
        if away.any():
            self._add_absences(back[other.row[away]], other.code[away])

    def _add_absences(self, row: NDArray[Any], code: NDArray[Any]) -> None:
        away = np.zeros((len(self.base.ids), _CODES), bool)
        away[row, code] = True
        away[self.base.row, self.base.code] = False  # a vote beats an absence
        # one data set's absences a roll call: the first that knows them
        away[self.absences_known[: len(away)]] = False
        self.absences_known[row] = True
        where, who = np.nonzero(away)
        self.blocks.append((self.ids[where], who, np.full(len(who), 8)))

    def add(self, name: str, other: Ballots, rows: NDArray[Any], *, whole: bool) -> None:
        """Add roll calls of another data set."""
        if not len(rows):
            return
        ids = other.ids + _OFFSET[name]
        inside = np.isin(other.row, rows)
        self.blocks.append((ids[other.row[inside]], other.code[inside], other.vote[inside]))
        self.ids = np.concatenate([self.ids, ids[rows]])
        self.dates = np.concatenate([self.dates, other.dates[rows]])
        self.voted = np.concatenate([self.voted, other.dates[rows]])
        self.origin = np.concatenate([self.origin, np.full(len(rows), name, object)])
        self.whole = np.concatenate([self.whole, np.full(len(rows), whole)])
        rcid = other.ids[rows].astype(float) if name == "unga_iso3" else np.full(len(rows), np.nan)
        self.rcid = np.concatenate([self.rcid, rcid])
        self.absences_known = np.concatenate([self.absences_known, np.ones(len(rows), bool)])
        for fact in self.facts:
            new = _objects(other.facts[fact])[rows]
            if fact == "kind":
                new[:] = [k or ("resolution" if whole else "paragraph") for k in new]
            elif fact == "adopted" and name in LIBRARY:
                new[:] = True
            self.facts[fact] = np.concatenate([self.facts[fact], new])

    def name_by_rcid(self, unvotes: Ballots) -> None:
        """Give the added paragraph votes their titles and kinds: they share their numbers with `unvotes`."""
        place = {int(r): i for i, r in enumerate(unvotes.ids)}
        for i in np.flatnonzero(~self.whole):
            j = place.get(int(self.rcid[i]))
            if j is None or unvotes.dates[j] != self.dates[i]:
                continue
            for fact, values in unvotes.facts.items():
                value = _objects(values[j : j + 1])[0]
                if fact == "kind":
                    if value != "resolution":
                        self.facts["kind"][i] = value
                elif value is not None and self.facts[fact][i] is None:
                    self.facts[fact][i] = value

    def tables(self) -> tuple[pa.Table, pa.Table]:
        """Return votes and roll calls."""
        import pyarrow as pa

        from bilat.sources._votes import count_rollcalls
        from bilat.sources.base import conform

        rollcall, code, vote = (np.concatenate(parts) for parts in zip(*self.blocks, strict=True))
        votes = conform("votes", {"rollcall": rollcall, "code": code, "vote": vote}, dataset="merged")
        counts = count_rollcalls(votes)
        order = np.argsort(self.ids)
        kind = np.array([k or "resolution" for k in self.facts["kind"]], object)
        kept = self.whole & ((kind == "resolution") | (self.dates < _PARAGRAPHS_UNTIL))
        columns: dict[str, Any] = {k: v[order] for k, v in self.facts.items()}
        columns |= {
            "rollcall": self.ids[order],
            "body": np.full(len(order), "GA"),
            "date": self.dates[order],
            "kind": kind[order],
            "session": np.array([np.nan if s is None else s for s in columns["session"]], float),
            "issues": np.array([np.nan if s is None else s for s in columns["issues"]], float),
        }
        place = np.searchsorted(counts["rollcall"], self.ids[order])
        for name in ("yes", "no", "abstain"):
            columns[name] = counts[name][place]
        columns["absent"] = np.where(self.absences_known[order], counts["absent"][place], np.nan)
        table = conform("rollcalls", columns, dataset="merged")
        table = table.append_column("whole", pa.array(kept[order]))
        rcid = self.rcid[order]
        table = table.append_column("rcid", pa.array(rcid, pa.int32(), mask=np.isnan(rcid), safe=True))
        table = table.append_column("voted", pa.array(self.voted[order], pa.date32()))
        return votes, table.append_column("origin", pa.array(self.origin[order], pa.string()))


def _objects(values: NDArray[Any]) -> NDArray[Any]:
    """Return an object array in which NaN is ``None``."""
    out = np.empty(len(values), object)
    out[:] = [None if v is None or v != v else v for v in values.tolist()]
    return out
