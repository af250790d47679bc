"""Drafts put to the vote in the Security Council: what each is about, and every vote on it that is known.

Of adopted resolutions every member's vote is known; of drafts that a veto stopped the list of vetoes names those who
cast one and nobody else, and the ledger of roll calls, for those it holds, all. The bundled file counts votes by year,
subject and member; it names no draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bilat.errors import CoverageError

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.ledger import Ledger
    from bilat.record import Record

__all__ = ["FILE", "PERMANENT", "VOTES", "Counts", "Votes", "bundled", "collect", "count", "subject_of"]

#: COW codes; before 25 October 1971 the seat of China was held from Taipei (713).
PERMANENT: tuple[int, ...] = (2, 200, 220, 365, 710)
VOTES: tuple[str, ...] = ("yes", "abstain", "no", "absent")
FILE = Path(__file__).parents[1] / "data" / "council.parquet"
_CODE = {1: 0, 2: 1, 3: 2, 8: 3}
_SYRIAN_WAR = date(2011, 3, 15)
_PREFIX = re.compile(r"^.*?\[(?:on |concerning )?|\]\s*$")

#: Subject to a pattern over the small-letter text; the first that matches wins, states named come after.
_SUBJECTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("Golan force", r"disengagement observer|undof"),
        (
            "Israel and Palestine",
            r"palestin|occupied arab|israel(?!.*leban)|jerusalem|gaza|hebron|arab territor|settlements",
        ),
        ("Lebanon", r"leban"),
        ("former Yugoslavia", r"yugoslav|bosnia|kosovo|croatia|srebrenica|serbia|macedonia"),
        ("Southern Africa", r"south africa|southern africa|namibia|rhodesia|apartheid|angola"),
        ("Cyprus", r"cyprus"),
        ("North Korea", r"korea"),
        ("admission of members", r"admission|admit|membership"),
        ("Syria", r"syria"),
    )
)
_THEMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("terrorism", r"terror|qaida|taliban|islamic state|isil"),
        ("courts and tribunals", r"court|tribunal|judge|residual mechanism"),
        ("weapons of mass destruction", r"non-?proliferation|nuclear|weapons of mass|chemical|disarmament"),
        (
            "peacekeeping and protection",
            r"peace-?keep|civilians|children|women|youth|humanitarian|peacebuilding",
        ),
        ("climate", r"climate"),
    )
)
_OTHER = "other subjects"


def subject_of(text: str, day: date) -> str:
    """Return what a draft is about: a conflict, a state, or a theme.

    Parameters
    ----------
    text
        The title of a resolution, the agenda item of a draft, or the words of a question.
    day
        Of the vote: “the situation in the Middle East” is Israel and Palestine before March 2011, Syria from then on.

    Examples
    --------
    >>> subject_of("The situation in the Middle East", date(2016, 10, 8))
    'Syria'
    >>> subject_of("on extension of the mandate of the UN Support Mission in Libya", date(2016, 12, 13))
    'Libya'
    """
    from bilat import states

    low = text.lower()
    for name, pattern in _SUBJECTS:
        if pattern.search(low):
            return name
    if "middle east" in low:
        return "Syria" if day >= _SYRIAN_WAR else "Israel and Palestine"
    named = list(dict.fromkeys(m.state.code for m in states.mentions(text)))
    lesser = [c for c in named if c not in PERMANENT]
    if lesser or named:
        return states.name((lesser or named)[0], day)
    return next((name for name, pattern in _THEMES if pattern.search(low)), _OTHER)


@dataclass(frozen=True)
class Votes:
    """Known votes, one row a draft and member.

    Attributes
    ----------
    draft, year : (n,)
        Number of the draft; year of its vote.
    subject : (n,)
        Index into ``subjects``.
    code : (n,)
        COW code of the member.
    vote : (n,)
        Index into `VOTES`; of a permanent member “no” is a veto wherever the draft had nine votes.
    """

    subjects: tuple[str, ...]
    draft: NDArray[np.int64]
    year: NDArray[np.int64]
    subject: NDArray[np.int64]
    code: NDArray[np.int64]
    vote: NDArray[np.int64]


def collect(record: Record, ledger: Ledger) -> Votes:
    """Read every known vote from the imported record, and from the ledger where a draft was not adopted.

    Raises
    ------
    CoverageError
        If the Council's votes were not imported.
    """
    have = set(record.tidy_tables)
    table = record.tidy("rollcalls") if "rollcalls" in have else None
    votes = record.tidy("votes") if "votes" in have else None
    vetoes = record.tidy("vetoes") if "vetoes" in have else None
    if table is None or votes is None or vetoes is None:
        raise CoverageError(
            "Single votes of the Security Council are not in the bundled pack.",
            "Import them: `bilat data get undl_sc`, or `bilat data import DIR` with the votes and the list of vetoes.",
        )
    names = ("dataset", "rollcall", "body", "date", "symbol", "title")
    seen: dict[str, tuple[str, int, date, str]] = {}
    for dataset, number, body, day, symbol, title in zip(
        *(table.column(n).to_pylist() for n in names), strict=True
    ):
        if body == "SC" and symbol:
            seen.setdefault(symbol.replace(" ", ""), (dataset, number, day, title or ""))
    wanted = {(d, n): i for i, (d, n, _day, _t) in enumerate(seen.values())}
    days = [day for _d, _n, day, _t in seen.values()]
    texts = [_PREFIX.sub("", t) for _d, _n, _day, t in seen.values()]
    rows: list[tuple[int, int, int]] = []
    sources = votes.column("dataset").to_pylist()
    for dataset, number, code, vote in zip(
        sources, *(votes.column(n).to_pylist() for n in ("rollcall", "code", "vote")), strict=True
    ):
        at = wanted.get((dataset, number))
        if at is not None and vote in _CODE:
            rows.append((at, code, _CODE[vote]))
    stopped: dict[tuple[date, str], int] = {}
    for day, draft, code, topic in zip(
        *(vetoes.column(n).to_pylist() for n in ("date", "draft", "code", "topic")), strict=True
    ):
        if (day, draft) not in stopped:
            stopped[day, draft] = len(days)
            days.append(day)
            texts.append(topic or "")
        rows.append((stopped[day, draft], code, 2))
    # where nobody voted the text was adopted without a vote: nobody was absent
    voted = {at for at, _code, vote in rows if vote != 3}
    rows = [r for r in rows if r[0] in voted]
    rows += _of_ledger(ledger, stopped, rows)
    subjects = [subject_of(t, d) for t, d in zip(texts, days, strict=True)]
    distinct = tuple(sorted(set(subjects)))
    place = {s: i for i, s in enumerate(distinct)}
    number, code, vote = np.array(rows, np.int64).T
    year = np.array([d.year for d in days])[number]
    subject = np.array([place[s] for s in subjects])[number]
    return Votes(distinct, number, year, subject, code, vote)


def _of_ledger(
    ledger: Ledger, stopped: dict[tuple[date, str], int], rows: list[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """Return the other members' votes on vetoed drafts, where the ledger holds them."""
    from bilat import states

    by_symbol = {draft.split(" (")[0]: at for (_day, draft), at in stopped.items()}
    have = {(at, code) for at, code, _v in rows}
    out = []
    for roll in ledger.rollcalls:
        at = by_symbol.get(roll.symbol)
        if roll.body != "SC" or at is None:
            continue
        for i, choice in enumerate(VOTES):
            for iso3 in getattr(roll, choice):
                code = states.code_of_iso3(iso3, roll.date.year)
                if code is not None and (at, code) not in have:
                    out.append((at, code, i))
    return out


def count(found: Votes) -> pa.Table:
    """Make the bundled file: known votes by year, subject and member."""
    import pyarrow as pa

    keys, back = np.unique(np.stack([found.year, found.subject, found.code]), axis=1, return_inverse=True)
    cells = np.zeros((keys.shape[1], len(VOTES)), np.int64)
    np.add.at(cells, (back.ravel(), found.vote), 1)
    return pa.table(
        {
            "year": pa.array(keys[0], pa.int16()),
            "subject": pa.array([found.subjects[i] for i in keys[1]]).dictionary_encode(),
            "code": pa.array(keys[2], pa.int16()),
            **{v: pa.array(cells[:, i], pa.int16()) for i, v in enumerate(VOTES)},
        }
    )


@dataclass(frozen=True)
class Counts:
    """The bundled counts: year, subject and member of each row, and (n, 4) votes in the order of `VOTES`."""

    year: NDArray[np.int64]
    subject: NDArray[np.object_]
    code: NDArray[np.int64]
    votes: NDArray[np.float64]

    def of(self, code: int | None, subject: str | None, before: int, fading: float) -> NDArray[np.float64]:
        """Return the votes of a member (or all), on a subject (or all), before a year, older ones fading."""
        keep = self.year < before
        if code is not None:
            keep &= self.code == code
        if subject is not None:
            keep &= self.subject == subject
        weight = fading ** (before - 1 - self.year[keep])
        return np.asarray((self.votes[keep] * weight[:, None]).sum(axis=0))


@lru_cache(maxsize=1)
def bundled() -> Counts:
    """Return the bundled counts."""
    from bilat.record.arrays import as_array, read_file

    table = read_file(FILE)
    return Counts(
        as_array(table.column("year")).astype(np.int64),
        np.array(table.column("subject").to_pylist(), object),
        as_array(table.column("code")).astype(np.int64),
        np.stack([as_array(table.column(v)) for v in VOTES], axis=1).astype(float),
    )
