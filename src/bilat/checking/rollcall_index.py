"""An index over the roll calls of the imported record: symbols, telling words of titles, and who voted how.

Built once for a record and kept with it. A roll call that several data sets hold is kept once, from the one that
names it best.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from bilat.ledger.matching import plain_symbol, telling_terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = ["Entry", "Index", "index_of"]

#: Data sets with symbols and titles, the best first.
_NAMED = ("landmark_votes", "undl_ga", "undl_sc", "undl_kaggle", "unvotes")
_CHOICES = {1: "yes", 2: "abstain", 3: "no", 8: "absent"}
_KEPT: WeakKeyDictionary[Record, Index] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Entry:
    """One roll call of the record; ``votes`` maps COW codes to choices where they stand in the entry itself."""

    dataset: str
    number: int
    body: str
    date: date
    symbol: str
    title: str
    counts: dict[str, int]
    draft: bool = False
    votes: dict[int, str] = field(default_factory=dict)


class Index:
    """Roll calls by symbol and by word.

    Parameters
    ----------
    record
        The record; without imported roll calls the index is empty.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self.entries = [*_resolutions(record), *_vetoed(record)]
        self._by_symbol: dict[str, list[int]] = defaultdict(list)
        self._posting: dict[str, list[int]] = defaultdict(list)
        seen: Counter[str] = Counter()
        for at, entry in enumerate(self.entries):
            if entry.symbol:
                self._by_symbol[plain_symbol(entry.symbol)].append(at)
            for term in telling_terms(entry.title):
                self._posting[term].append(at)
                seen[term] += 1
        self._weight = {t: math.log(1 + len(self.entries) / n) for t, n in seen.items()}
        self._rarest = math.log(1 + len(self.entries))

    def by_symbol(self, symbol: str) -> list[Entry]:
        """Return the roll calls with a symbol, in any of its spellings."""
        body = "SC" if symbol.upper().startswith("S/") else "GA" if symbol.upper().startswith("A/") else None
        found = [self.entries[at] for at in self._by_symbol.get(plain_symbol(symbol), ())]
        return [e for e in found if body is None or e.body == body]

    def by_words(
        self, words: str, body: str | None, since: int, until: date, needed: float
    ) -> list[tuple[float, Entry]]:
        """Return roll calls whose titles hold the telling words, best first.

        A word that no title has counts against all of them as the rarest word would.
        """
        terms = telling_terms(words)
        whole = sum(self._weight.get(t, self._rarest) for t in terms)
        if not whole:
            return []
        score: dict[int, float] = defaultdict(float)
        for term in terms:
            for at in self._posting.get(term, ()):
                score[at] += self._weight[term]
        found = []
        for at, value in score.items():
            entry = self.entries[at]
            if value < needed * whole or (body and entry.body != body):
                continue
            if entry.date.year >= since and entry.date <= until:
                found.append((value / whole, entry))
        return sorted(found, key=lambda pair: (-pair[0], -pair[1].date.toordinal()))

    def votes(self, entry: Entry) -> dict[int, str]:
        """Return who voted how, by COW code."""
        if entry.votes:
            return entry.votes
        numbers, codes, votes = self._ballots.get(entry.dataset, _NOBODY)
        low, high = np.searchsorted(numbers, [entry.number, entry.number + 1])
        return {
            int(c): _CHOICES[int(v)]
            for c, v in zip(codes[low:high], votes[low:high], strict=True)
            if int(v) in _CHOICES
        }

    @cached_property
    def _ballots(self) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int16], NDArray[np.int8]]]:
        import pyarrow.compute as pc

        table = self._record.tidy("votes")
        if table is None:
            return {}
        found = {}
        for dataset in _NAMED:
            part = table.filter(pc.equal(table.column("dataset"), dataset))
            if part.num_rows:
                numbers = part.column("rollcall").to_numpy().astype(np.int64)
                order = np.argsort(numbers, kind="stable")
                found[dataset] = (
                    numbers[order],
                    part.column("code").to_numpy()[order],
                    part.column("vote").to_numpy()[order],
                )
        return found


_NOBODY = (np.zeros(0, np.int64), np.zeros(0, np.int16), np.zeros(0, np.int8))


def index_of(record: Record) -> Index:
    """Return the index of a record, built on first use."""
    if record not in _KEPT:
        _KEPT[record] = Index(record)
    return _KEPT[record]


def _resolutions(record: Record) -> list[Entry]:
    table = record.tidy("rollcalls") if "rollcalls" in record.tidy_tables else None
    if table is None:
        return []
    names = ("dataset", "rollcall", "body", "date", "symbol", "title", "kind", "yes", "no", "abstain")
    rows = zip(*(table.column(n).to_pylist() for n in names), strict=True)
    best: dict[tuple[str, str, date | None], tuple[int, Entry]] = {}
    for dataset, number, body, day, symbol, title, kind, yes, no, abstain in rows:
        if dataset not in _NAMED or not (symbol or title) or kind in ("paragraph", "amendment"):
            continue
        counts = {k: v for k, v in (("yes", yes), ("no", no), ("abstain", abstain)) if v is not None}
        entry = Entry(dataset, number, body, day, symbol or "", title or "", counts)
        key = (body, plain_symbol(symbol), None) if symbol else (body, f"{dataset} {number}", day)
        rank = _NAMED.index(dataset)
        if key not in best or rank < best[key][0]:
            best[key] = (rank, entry)
    return [entry for _rank, entry in best.values()]


def _vetoed(record: Record) -> list[Entry]:
    """Return drafts that a veto stopped: the list of vetoes names those who cast one, and nobody else."""
    table = record.tidy("vetoes") if "vetoes" in record.tidy_tables else None
    if table is None:
        return []
    names = ("dataset", "date", "draft", "code", "topic")
    drafts: dict[tuple[date, str], tuple[str, str, dict[int, str]]] = {}
    for dataset, day, draft, code, topic in zip(*(table.column(n).to_pylist() for n in names), strict=True):
        drafts.setdefault((day, draft), (dataset, topic or "", {}))[2][code] = "veto"
    return [
        Entry(dataset, 0, "SC", day, draft.split(" (")[0], f"draft resolution: {topic}", {}, True, votes)
        for (day, draft), (dataset, topic, votes) in drafts.items()
    ]
