"""Resolutions that blame a state: which they are, and how states voted on them by their tie to the state blamed.

The bundled file counts votes by band of kappa (the voter's with the state blamed, in the year before); it names the
resolutions by symbol, date and state blamed, and holds nobody's single vote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.outlook.votes.matrix import ABSENT, Matrix
from bilat.outlook.votes.titles import class_of, targets_of

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from bilat.record import Record

__all__ = [
    "BANDS",
    "Condemnation",
    "Episode",
    "band_of",
    "blamed",
    "bundled",
    "council_episodes",
    "count",
    "episodes",
    "find",
    "kappa_with",
]

#: Bands of kappa with the state blamed: lower bound and name. A pair without kappa is in none.
BANDS: tuple[tuple[float, str], ...] = (
    (-1.0, "kappa below 0"),
    (0.0, "kappa 0 to 0.3"),
    (0.3, "kappa 0.3 to 0.6"),
    (0.6, "kappa 0.6 and over"),
)
FILE = Path(__file__).parents[1] / "data" / "condemnations.parquet"
_EPISODES = Path(__file__).parents[1] / "data" / "force.toml"
_SINCE = 1976

#: Texts on a use of force: pattern over the plain title, the state that used it, first and last year it was about it.
_FORCE: tuple[tuple[re.Pattern[str], str, int, int], ...] = tuple(
    (re.compile(pattern), user, since, until)
    for pattern, user, since, until in (
        (r"kampuchea", "VNM", 1979, 1989),
        (r"situation in afghanistan", "RUS", 1980, 1988),
        (r"east timor", "IDN", 1975, 1982),
        (r"armed israeli agg?ression", "ISR", 1981, 1986),
        (r"grenada", "USA", 1983, 1983),
        (r"(?:aerial and naval|military) attack against", "USA", 1986, 1986),
        (r"intervention by the united states of america in panama", "USA", 1989, 1989),
        (r"paramilitary activities in and against nicaragua|embargo against nicaragua", "USA", 1985, 1989),
        (r"south africa aggression", "ZAF", 1976, 1988),
        (r"^(?:the situation in )?bosnia and herzegovina", "YUG", 1992, 1995),
        (r"occupied territories of azerbaijan", "ARM", 2006, 2020),
        (r"abkhazia", "RUS", 2008, 2100),
        (r"territorial integrity of ukraine|aggression against ukraine|crimea", "RUS", 2014, 2100),
        (r"kuwait", "IRQ", 1990, 1992),
    )
)


@dataclass(frozen=True, slots=True)
class Condemnation:
    """A roll call that blames a state: its row in the matrix, the state's COW code, and for what."""

    row: int
    code: int
    kind: str


@dataclass(frozen=True, slots=True)
class Episode:
    """The Assembly's first vote on a use of force, as the ledger has it.

    ``rollcall`` is the ledger's id; ``user`` used force against ``target`` (ISO3).
    """

    rollcall: str
    user: str
    target: str
    name: str


@lru_cache(maxsize=1)
def episodes() -> tuple[Episode, ...]:
    """Return the first votes on uses of force, in the order of the file (by date)."""
    import tomllib

    with _EPISODES.open("rb") as handle:
        return tuple(Episode(**e) for e in tomllib.load(handle)["episode"])


@lru_cache(maxsize=1)
def council_episodes() -> tuple[Episode, ...]:
    """Return the Security Council's first votes on uses of force, in the order of the file (by date)."""
    import tomllib

    with _EPISODES.open("rb") as handle:
        return tuple(Episode(**e) for e in tomllib.load(handle)["council"])


def blamed(title: str, plain: str, year: int) -> tuple[str, str] | None:
    """Return the state (ISO3) that a resolution blames and for what, ``force`` or ``human rights``; else ``None``.

    Standing items on Israel and the Palestinians are left out: there are more of them than of all others, and
    they say how a state votes on that item, not on condemnations.
    """
    for pattern, user, since, until in _FORCE:
        if since <= year <= until and pattern.search(plain):
            return user, "force"
    if class_of(title) == "human rights in a state":
        named = [t for t in targets_of(title) if t != "ISR"]
        if len(named) == 1:
            return named[0], "human rights"
    return None


def find(matrix: Matrix, since: int = _SINCE) -> list[Condemnation]:
    """Return the condemnations among the roll calls of a matrix."""
    from bilat import states

    out = []
    for row in np.flatnonzero(matrix.years >= since).tolist():
        year = int(matrix.years[row])
        hit = blamed(matrix.titles[row], matrix.plain[row], year)
        if hit is None:
            continue
        code = states.code_of_iso3(hit[0], year)
        if code is not None:
            out.append(Condemnation(row, code, hit[1]))
    return out


def band_of(kappa: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the band of each kappa, -1 where it is not known.

    Examples
    --------
    >>> band_of(np.array([-0.2, 0.1, 0.7, np.nan])).tolist()
    [0, 1, 3, -1]
    """
    bands = np.searchsorted([low for low, _ in BANDS], np.nan_to_num(kappa, nan=-1.0), side="right") - 1
    return np.where(np.isnan(kappa), -1, bands.clip(min=0))


def kappa_with(record: Record, code: int, year: int) -> dict[int, float]:
    """Return every state's kappa with `code` over the votes of a year."""
    from bilat.measures.access import cross_section

    cross = cross_section(record, "kappa", year)
    mine = (cross.a == code) | (cross.b == code)
    other = np.where(cross.a[mine] == code, cross.b[mine], cross.a[mine])
    return {int(c): float(v) for c, v in zip(other, cross.values[mine], strict=True) if not np.isnan(v)}


def bands_in(matrix: Matrix, item: Condemnation, kappa: Mapping[int, float]) -> NDArray[np.int64]:
    """Return each state's band for one condemnation, -1 for the state blamed itself."""
    values = np.array([kappa.get(int(c), np.nan) for c in matrix.codes])
    bands = band_of(values)
    bands[matrix.codes == item.code] = -1
    return bands


def count(matrix: Matrix, record: Record) -> pa.Table:
    """Make the bundled file: one row for each condemnation and band."""
    import pyarrow as pa

    from bilat import states

    cache: dict[tuple[int, int], dict[int, float]] = {}
    rows: list[dict[str, Any]] = []
    for item in find(matrix):
        year = int(matrix.years[item.row])
        key = (item.code, year - 1)
        if key not in cache:
            cache[key] = kappa_with(record, *key)
        bands, votes = bands_in(matrix, item, cache[key]), matrix.votes[item.row]
        for band in range(len(BANDS)):
            inside = votes[bands == band]
            rows.append(
                {
                    "symbol": matrix.symbols[item.row],
                    "date": matrix.dates[item.row].astype(date),
                    "blamed": states.iso3(item.code, year),
                    "kind": item.kind,
                    "band": band,
                    "yes": int((inside == 1).sum()),
                    "abstain": int((inside == 2).sum()),
                    "no": int((inside == 3).sum()),
                    "absent": int((inside == ABSENT).sum()),
                }
            )
    small = pa.int16()
    return pa.Table.from_pylist(
        rows,
        pa.schema(
            [
                ("symbol", pa.string()),
                ("date", pa.date32()),
                ("blamed", pa.string()),
                ("kind", pa.string()),
                ("band", pa.int8()),
                ("yes", small),
                ("abstain", small),
                ("no", small),
                ("absent", small),
            ]
        ),
    )


@lru_cache(maxsize=1)
def _file() -> pa.Table:
    from bilat.record.arrays import read_file

    return read_file(FILE)


def bundled(until: date) -> list[dict[str, Any]]:
    """Return the rows of condemnations voted on by a day."""
    rows: list[dict[str, Any]] = [r for r in _file().to_pylist() if r["date"] <= until]
    return rows
