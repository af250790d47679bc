"""The rolling-origin backtest of votes: each year forecast from the years before it, never from itself.

Votes of the General Assembly on whole resolutions with a title. Features of a year's roll calls come from earlier
years; trees are fitted on the eight years before. Rows of one roll call hang together and are drawn together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bilat.outlook.skill import Line, Scores, score_methods
from bilat.outlook.votes.announced import KEY, SAID, announced_features, as_given, by_company, drawn
from bilat.outlook.votes.features import PACKED, Text, title_features
from bilat.outlook.votes.matrix import ABSENT
from bilat.outlook.votes.model import SPAN, fit, fit_said, pool, predict_said, simple
from bilat.outlook.votes.tables import Past

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.outlook.families.base import Progress
    from bilat.outlook.votes.matrix import Matrix

__all__ = ["REGIONS", "Rows", "backtest_votes", "collect"]

#: Regions by COW number, as the numbers themselves are laid out.
REGIONS: dict[str, tuple[int, int]] = {
    "Americas": (2, 199),
    "Europe": (200, 399),
    "Africa": (400, 599),
    "Middle East and North Africa": (600, 699),
    "Asia": (700, 899),
    "Oceania": (900, 999),
}
_DECADES = {"1995-2004": (1995, 2004), "2005-2014": (2005, 2014), "2015-2019": (2015, 2019)}
_NEVER = 1e-3
#: Trees that know announced votes are fitted anew so often (years).
_REFIT = 5
#: ... and scored from this year on: four fits of half a minute instead of ten.
_SAID_SINCE = 2010


@dataclass
class Rows:
    """One row for each roll call and member: features, vote, roll call, state, year, whether the title is new."""

    x: NDArray[np.float32]
    vote: NDArray[np.int64]
    rollcall: NDArray[np.int64]
    code: NDArray[np.int64]
    year: NDArray[np.int64]
    new: NDArray[np.bool_]
    #: What drawn states announced, and what the key states did; who announced in either case.
    said: NDArray[np.float32]
    said_key: NDArray[np.float32]
    told: NDArray[np.bool_]
    told_key: NDArray[np.bool_]

    def take(self, keep: NDArray[np.bool_]) -> Rows:
        """Return some rows."""
        return Rows(*(getattr(self, f)[keep] for f in self.__dataclass_fields__))


def collect(matrix: Matrix, since: int, until: int, progress: Progress | None = None) -> Rows:
    """Make the rows of the years `since` to `until`, each year from the years before it."""
    first: dict[str, int] = {}
    for title, year in zip(matrix.plain, matrix.years.tolist(), strict=True):
        first.setdefault(title, year)
    parts: list[Rows] = []
    for year in range(since, until + 1):
        at = np.flatnonzero(matrix.years == year)
        if not len(at):
            continue
        if progress:
            progress(f"features of {year}")
        texts = [Text(matrix.titles[i], int(matrix.issues[i])) for i in at]
        past = Past(matrix, year)
        x = title_features(past, texts)
        votes = matrix.votes[at].astype(np.int64)
        r, s = np.nonzero(votes)
        new = np.array([first[matrix.plain[i]] == year for i in at])
        codes = matrix.codes
        both = [
            [drawn(v, codes, int(matrix.ids[i])) for v, i in zip(votes, at, strict=True)],
            [as_given(KEY, v, codes) for v in votes],
        ]
        said = [
            np.stack(
                [announced_features(codes, past.tables.company, f, g) for f, g in zip(x, given, strict=True)]
            )[r, s]
            for given in both
        ]
        told = [np.stack([np.isin(codes, list(g)) for g in given])[r, s] for given in both]
        when = np.full(len(r), year)
        parts.append(
            Rows(x[r, s], votes[r, s], at[r], codes[s], when, new[r], said[0], said[1], told[0], told[1])
        )
    return Rows(*(np.concatenate([getattr(p, f) for p in parts]) for f in Rows.__dataclass_fields__))


def backtest_votes(
    matrix: Matrix, since: int = 1995, until: int = 2019, progress: Progress | None = None
) -> Scores:
    """Score every method on the years `since` to `until`."""
    rows = collect(matrix, since - SPAN, until, progress)
    n = len(rows.vote)
    cast_by: dict[str, NDArray[np.float64]] = {
        name: np.zeros((n, 3)) for name in ("trees by class", "trees by title", "pool")
    }
    away_by = {name: np.zeros(n) for name in ("trees by class", "trees by title")}
    for year in range(since, until + 1):
        now = rows.year == year
        if not now.any():
            continue
        if progress:
            progress(f"trees for {year}")
        earlier = (rows.year < year) & (rows.year >= year - SPAN)
        age = year - rows.year[earlier]
        for name, width in (("trees by class", PACKED), ("trees by title", rows.x.shape[1])):
            trees = fit(rows.x[earlier][:, :width], rows.vote[earlier], age)
            cast_by[name][now], away_by[name][now] = trees.predict(rows.x[now])
    test = rows.year >= since
    all_rows, rows = rows, rows.take(test)
    cast = {name: p[test] for name, p in cast_by.items()}
    cast["pool"] = pool(cast["trees by title"], simple(rows.x, "title"))
    away = {name: p[test] for name, p in away_by.items()}
    told = {name: p[test] for name, p in _knowing(all_rows, since, until, progress).items()}
    return _scores(rows, cast, away, told, since, until)


def _knowing(
    rows: Rows, since: int, until: int, progress: Progress | None = None
) -> dict[str, NDArray[np.float64]]:
    """Forecast every row knowing what the key states announced, by trees fitted anew every five years."""
    out = {
        name: np.full((len(rows.vote), 3), np.nan) for name in ("announced, by class", "announced, by title")
    }
    for year in range(max(since, min(_SAID_SINCE, until)), until + 1, _REFIT):
        if progress:
            progress(f"trees that know announced votes, {year}")
        now = (rows.year >= year) & (rows.year < year + _REFIT)
        earlier = (rows.year < year) & (rows.year >= year - SPAN) & (rows.vote != ABSENT) & ~rows.told
        for name, width in (("announced, by class", PACKED), ("announced, by title", rows.x.shape[1])):
            x = rows.x[:, :width]
            trees = fit_said(x[earlier], rows.said[earlier], rows.vote[earlier], year - rows.year[earlier])
            out[name][now] = predict_said(trees, x[now], rows.said_key[now])
    return out


def _scores(
    rows: Rows,
    trees: dict[str, NDArray[np.float64]],
    away: dict[str, NDArray[np.float64]],
    told: dict[str, NDArray[np.float64]],
    since: int,
    until: int,
) -> Scores:
    voted = rows.vote != ABSENT
    cast = rows.take(voted)
    y = cast.vote - 1
    methods = {
        "always the majority": _certain(len(y), 3),
        "all states' votes on the class": simple(cast.x, "class_all"),
        "state": simple(cast.x, "state"),
        "state by issue": simple(cast.x, "issue"),
        "state by wording class": simple(cast.x, "class"),
        "company on the class": simple(cast.x, "class_peers"),
        "same title last time": _last(cast.x),
        "titles alike": simple(cast.x, "title"),
        "trees by class": trees["trees by class"][voted],
        "trees by title": trees["trees by title"][voted],
        "pool": trees["pool"][voted],
    }
    splits: dict[str, NDArray[np.bool_]] = {
        "all": np.ones(len(y), bool),
        "repeated titles": ~cast.new,
        "new titles": cast.new,
    }
    for name, (a, b) in _DECADES.items():
        splits[name] = (cast.year >= a) & (cast.year <= b)
    for name, (a, b) in REGIONS.items():
        splits[name] = (cast.code >= a) & (cast.code <= b)
    lines: list[Line] = []
    for split, keep in splits.items():
        if keep.any():
            chosen = {k: p[keep] for k, p in methods.items()}
            lines += score_methods(
                chosen, y[keep], cast.rollcall[keep], "state by wording class", split=split, ordered=True
            )
    lines += _announced(cast, methods, {k: p[voted] for k, p in told.items()})
    lines += _absences(rows, away)
    best = methods["pool"]
    from bilat.outlook.scoring import calibration

    curve = tuple((round(b.forecast, 4), round(b.observed, 4), b.n) for b in calibration(best, y))
    share = float(np.mean([cast.new[cast.rollcall == r][0] for r in np.unique(cast.rollcall)]))
    return Scores(
        "votes",
        f"Rolling origin, {since} to {until}: {len(np.unique(cast.rollcall))} roll calls on whole resolutions with a "
        f"title, {len(y):,} votes cast; each year is forecast from the votes to the end of the year before. "
        f"Three outcomes among votes cast; absence apart. {share:.0%} of the roll calls have a new title. "
        "Depth of the trees and the share of the pool were set on the votes of 1990, 1992 and 1994.",
        "roll call",
        "state by wording class",
        "trees by class",
        tuple(lines),
        curve,
        (
            "“trees by class” needs only what the bundled pack holds; “pool” (trees by title and the kernel of titles "
            "alike) needs the single votes, imported.",
            "Votes on paragraphs and amendments are left out (they share a symbol and most of their title with their "
            "resolution), and titles are the UN Library's to 2021: figures of others that count paragraphs in are not for the "
            "same task.",
            "“Key votes given”: the votes of the United States, Russia and China on the same resolution are taken as announced, and "
            f"everybody else's are forecast, from {max(since, min(_SAID_SINCE, until))} on. The trees were fitted on one to six announcers drawn at random from fourteen, anew every five years. The "
            "record holds no sponsors of resolutions, so sponsors count only where a question names them (as voting yes).",
        ),
    )


def _announced(
    cast: Rows, methods: dict[str, NDArray[np.float64]], told: dict[str, NDArray[np.float64]]
) -> list[Line]:
    """Score the votes of all others where the key states have announced theirs, with and without knowing it."""
    chosen = {n: methods[n] for n in ("state by wording class", "titles alike")}
    chosen["announced, by company"] = by_company(cast.x, cast.said_key)
    done = ~np.isnan(next(iter(told.values()))[:, 0])
    able = done & ~cast.told_key & (cast.said_key[:, SAID.index("said_weight")] > 0)
    out: list[Line] = []
    for split, keep in (
        ("key votes given", able),
        ("repeated titles, key votes given", able & ~cast.new),
        ("new titles, key votes given", able & cast.new),
    ):
        if keep.any():
            some = {k: p[keep] for k, p in {**chosen, **told}.items()}
            out += score_methods(
                some,
                cast.vote[keep] - 1,
                cast.rollcall[keep],
                "state by wording class",
                split=split,
                ordered=True,
            )
    return out


def _absences(rows: Rows, away: dict[str, NDArray[np.float64]]) -> list[Line]:
    y = (rows.vote == ABSENT).astype(np.int64)
    from bilat.outlook.votes.features import NAMES

    own = rows.x[:, NAMES.index("state_absent")].astype(float)
    last = rows.x[:, NAMES.index("state_absent_last")].astype(float)
    methods = {"state": own, "state last year": last, **away}
    both = {name: np.column_stack([1 - p, p]) for name, p in methods.items()}
    return score_methods(both, y, rows.rollcall, "state", split="absence")


def _certain(n: int, k: int) -> NDArray[np.float64]:
    """Say yes always; the floor of a thousandth keeps the log score finite."""
    p = np.full((n, k), _NEVER)
    p[:, 0] = 1 - _NEVER * (k - 1)
    return p


def _last(x: NDArray[np.float32]) -> NDArray[np.float64]:
    """Say the last vote on the same title with 0.9, else the state's shares by issue."""
    from bilat.outlook.votes.features import NAMES

    at = NAMES.index("last_yes")
    last = x[:, at : at + 3].astype(float)
    voted = last.sum(1) > 0
    issue = simple(x, "issue")
    blend = 0.1 * issue + 0.9 * last / np.where(voted, last.sum(1), 1)[:, None]
    return np.where(voted[:, None], blend, issue)
