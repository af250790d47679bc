"""What the alignment index is made of: each input of each factor, from the measure tables to one common shape.

An array of inputs has the axes (years, pairs). A value that is not known is NaN: outside the source's coverage, a
state outside the system, or a state that was not admitted where the others are counted. Ties and quarrels are put
on a scale from 0 (none) towards 1 with forms that are stated here and argued in docs/index.md; what the whole world
does in a year (`year_effects`) is taken out of votes, memberships and trade.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from bilat import states
from bilat.measures.joint import CELLS
from bilat.measures.kept import Kept
from bilat.measures.rows import pair_rows

if TYPE_CHECKING:
    from bilat.record import Record

__all__ = [
    "DENSE",
    "FACTORS",
    "FIRST",
    "INPUTS",
    "LAST",
    "REMEMBERED",
    "Inputs",
    "Pairs",
    "all_pairs",
    "one_pair",
    "read_inputs",
    "with_votes",
]

#: First and last year of the index.
FIRST, LAST = 1946, 2024

#: Factor to its inputs, in the order of every array.
FACTORS: dict[str, tuple[str, ...]] = {
    "positions": ("votes", "memberships"),
    "commitment": ("obligations", "defence_cooperation", "exercises", "arms", "trade"),
    "hostility": ("disputes", "war", "rivalry", "claims", "sanctions"),
}
#: Every input.
INPUTS: tuple[str, ...] = tuple(name for names in FACTORS.values() for name in names)
#: Inputs that nearly every pair has, and that the whole world moves: their yearly mean is taken out.
DENSE: tuple[str, ...] = ("votes", "memberships", "trade")
#: Inputs that fade from year to year until something happens again.
REMEMBERED: tuple[str, ...] = ("disputes", "war")

_CODES = 1000
#: Who sat in the Assembly, by record: 80 kilobytes each.
_seats: Kept[np.ndarray] = Kept(8)
_YEARS = LAST - FIRST + 1
# Consultation and promises of peace are cheap and common (Helsinki, ASEAN's treaty); defence is not.
_RUNGS = np.array([0.0, 0.25, 0.4, 1.0])
# A quarrel is remembered: half of it is gone after about four years, and it never adds up beyond 1.
_MEMORY = 0.85
_EXERCISES_YEARS = 3
_VOTE_WEIGHTS = {
    "kappa": np.array([[0, 1, 1], [1, 0, 1], [1, 1, 0]], dtype=float),
    "kappa_linear": np.array([[0, 0.5, 1], [0.5, 0, 0.5], [1, 0.5, 0]]),
    "kappa_quadratic": np.array([[0, 0.25, 1], [0.25, 0, 0.25], [1, 0.25, 0]]),
}


@dataclass(frozen=True)
class Pairs:
    """The pairs of an array: codes ``a < b``, each shape (pairs,), and ``index[a, b]`` giving the column (or -1).

    ``alive`` (years, pairs) says when both were in the system.
    """

    a: np.ndarray
    b: np.ndarray
    index: np.ndarray
    alive: np.ndarray


@dataclass(frozen=True)
class Inputs:
    """Inputs of every pair.

    Attributes
    ----------
    values
        Input to values, shape (years, pairs), NaN where not known.
    vote_variance
        Sampling variance of the votes' kappa, given the number of roll calls, shape (years, pairs).
    """

    pairs: Pairs
    values: dict[str, np.ndarray]
    vote_variance: np.ndarray = field(repr=False)


def all_pairs() -> Pairs:
    """Return every pair of states that were in the system together in some year since 1946."""
    alive = _alive()
    codes = np.flatnonzero(alive.any(axis=0))
    i, j = np.triu_indices(len(codes), 1)
    a, b = codes[i], codes[j]
    both = alive[:, a] & alive[:, b]
    met = both.any(axis=0)
    return _pairs(a[met], b[met], both[:, met])


def one_pair(a: int, b: int) -> Pairs:
    """Return one pair."""
    x, y = min(a, b), max(a, b)
    alive = _alive()
    # nothing is looked up by codes where there is one pair
    return Pairs(
        np.array([x]), np.array([y]), np.zeros((0, 0), np.int32), (alive[:, x] & alive[:, y])[:, None]
    )


@cache
def _alive() -> np.ndarray:
    alive = np.zeros((_YEARS, _CODES), dtype=bool)
    for t in range(_YEARS):
        alive[t, states.system(FIRST + t)] = True
    alive.setflags(write=False)
    return alive


def _pairs(a: np.ndarray, b: np.ndarray, alive: np.ndarray) -> Pairs:
    index = np.full((_CODES, _CODES), -1, dtype=np.int32)
    index[a, b] = index[b, a] = np.arange(len(a))
    return Pairs(a, b, index, alive)


def read_inputs(record: Record, pairs: Pairs, votes: str = "kappa_linear") -> Inputs:
    """Read every input of the given pairs; a table that the record lacks leaves its input unknown.

    Parameters
    ----------
    votes
        ``kappa``, ``kappa_linear`` or ``kappa_quadratic``.
    """
    kappa, variance = _votes(record, pairs, votes)
    disputes = _sparse(record, pairs, "disputes_year", "hostility")
    disputes = np.where(
        np.isnan(disputes), _sparse(record, pairs, "disputes_mid_year", "hostility"), disputes
    )
    rungs = _sparse(record, pairs, "obligations_year", "rung")
    agreements = _sparse(record, pairs, "defence_cooperation_year", "agreements")
    exercises = _trailing(_sparse(record, pairs, "exercises_year", "exercises"), _EXERCISES_YEARS)
    claims = _sparse(record, pairs, "claims_year", "claims")
    known = ~np.isnan(rungs)
    values = {
        "votes": kappa,
        "memberships": np.where(
            _seated(record, pairs), _dense(record, pairs, "institutions_year", "kappa"), np.nan
        ),
        "obligations": np.where(known, _RUNGS[np.where(known, rungs, 0).astype(int)], np.nan),
        "defence_cooperation": agreements / (1 + agreements),
        "exercises": exercises / (1 + exercises),
        "arms": np.sqrt(_sparse(record, pairs, "arms_year", "share_recipient")),
        "trade": np.sqrt(_dense(record, pairs, "trade_year", "share")),
        "disputes": _remembered(disputes / 5),
        "war": _remembered(_sparse(record, pairs, "wars_year", "war")),
        "rivalry": _sparse(record, pairs, "rivalry_year", "rivalry"),
        "claims": claims / (1 + claims),
        "sanctions": np.sqrt(_sparse(record, pairs, "sanctions_year", "types") / 6),
    }
    return Inputs(pairs, values, variance)


def _where(record: Record, pairs: Pairs, table: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the rows of a table that belong to the pairs, with their year and pair positions."""
    directed = table in _DIRECTED
    one, two = ("source", "target") if directed else ("code_a", "code_b")
    record.columns(table, (one, two, "year"))
    if len(pairs.a) == 1:
        a, b = int(pairs.a[0]), int(pairs.b[0])
        rows = pair_rows(record, table, a, b, not directed)
        if directed:
            rows = np.concatenate([rows, pair_rows(record, table, b, a, False)])
        column = np.zeros(len(rows), dtype=np.int64)
        year = record.column(table, "year")[rows].astype(np.int64) - FIRST
    else:
        column = pairs.index[record.column(table, one), record.column(table, two)].astype(np.int64)
        year = record.column(table, "year").astype(np.int64) - FIRST
        rows = np.arange(len(year))
    covers = record.coverage(table).provenance
    inside = (column >= 0) & (year >= max(0, covers.covers_from - FIRST))
    inside &= year <= min(_YEARS - 1, covers.covers_to - FIRST)
    return rows[inside], year[inside], column[inside]


_DIRECTED = frozenset({"obligations_year", "arms_year", "trade_year", "sanctions_year"})


def _dense(record: Record, pairs: Pairs, table: str, column: str) -> np.ndarray:
    """Return the mean over both directions of what is known; NaN elsewhere."""
    total, count = np.zeros(pairs.alive.shape), np.zeros(pairs.alive.shape, dtype=np.int8)
    if table in record.tables:
        rows, year, at = _where(record, pairs, table)
        found = record.column(table, column)[rows].astype(np.float64)
        ok = ~np.isnan(found)
        np.add.at(total, (year[ok], at[ok]), found[ok])
        np.add.at(count, (year[ok], at[ok]), 1)
    return np.where((count > 0) & pairs.alive, total / np.maximum(count, 1), np.nan)


def _sparse(record: Record, pairs: Pairs, table: str, column: str) -> np.ndarray:
    """Return the larger of both directions, 0 where the source is silent inside its coverage, NaN outside."""
    out = np.full(pairs.alive.shape, np.nan)
    if table not in record.tables:
        return out
    coverage = record.coverage(table)
    prov = coverage.provenance
    years = np.arange(FIRST, LAST + 1)
    covered = ((years >= prov.covers_from) & (years <= prov.covers_to))[:, None] & pairs.alive
    if coverage.codes is not None:
        codes = np.array(sorted(coverage.codes))
        covered &= np.isin(pairs.a, codes) & np.isin(pairs.b, codes)
    out[covered] = 0.0
    rows, year, at = _where(record, pairs, table)
    found = record.column(table, column)[rows].astype(np.float64)
    np.fmax.at(out, (year, at), found)
    # a row without a figure says that one direction is not known: silence of the other is no zero then
    empty = np.isnan(found)
    unknown = np.zeros(out.shape, dtype=bool)
    unknown[year[empty], at[empty]] = True
    return np.where(pairs.alive & ~(unknown & (out == 0)), out, np.nan)


def with_votes(record: Record, inputs: Inputs, votes: str) -> Inputs:
    """Return the same inputs, the votes by another measure."""
    kappa, variance = _votes(record, inputs.pairs, votes)
    return Inputs(inputs.pairs, inputs.values | {"votes": kappa}, variance)


def _votes(record: Record, pairs: Pairs, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return kappa and its sampling variance (delta method, the margins taken as fixed)."""
    shape = pairs.alive.shape
    kappa, variance = np.full(shape, np.nan), np.full(shape, np.nan)
    if "votes_year" not in record.tables:
        return kappa, variance
    record.columns("votes_year", ("code_a", "code_b", "year", *CELLS))
    rows, year, at = _where(record, pairs, "votes_year")
    weights = _VOTE_WEIGHTS[name]
    step = 200_000
    for start in range(0, len(rows), step):
        part = slice(start, start + step)
        c = np.stack([record.column("votes_year", cell)[rows[part]] for cell in CELLS]).astype(np.float64)
        c = c.reshape(3, 3, -1)
        n = np.maximum(c.sum(axis=(0, 1)), 1)
        observed = np.einsum("ij,ijp->p", weights, c) / n
        squared = np.einsum("ij,ijp->p", weights**2, c) / n
        expected = np.einsum("ij,ip,jp->p", weights, c.sum(axis=1), c.sum(axis=0)) / n**2
        with np.errstate(divide="ignore", invalid="ignore"):
            k = 1 - observed / expected
            # one disagreement more in n + 1: no pair is known without error because it never disagreed
            v = ((squared * n + 0.5) / (n + 1) - ((observed * n + 0.5) / (n + 1)) ** 2) / (n * expected**2)
        good = np.isfinite(k) & np.isfinite(v) & (v > 0)
        kappa[year[part][good], at[part][good]] = k[good]
        variance[year[part][good], at[part][good]] = v[good]
    return np.where(pairs.alive, kappa, np.nan), variance


def _seated(record: Record, pairs: Pairs) -> np.ndarray:
    """Say in which years both states sat in the Assembly; where nobody knows (1964, after the end), as before."""
    sat = _seats.get(record, None, lambda: _sat(record))
    return np.asarray(sat[:, pairs.a] & sat[:, pairs.b])


def _sat(record: Record) -> np.ndarray:
    sat = np.zeros((_YEARS, _CODES), dtype=bool)
    if "votes_state_year" in record.tables:
        code, year = record.column("votes_state_year", "code"), record.column("votes_state_year", "year")
        inside = (year >= FIRST) & (year <= LAST)
        sat[year[inside].astype(int) - FIRST, code[inside]] = True
    for t in range(1, _YEARS):
        if not sat[t].any():
            sat[t] = sat[t - 1]
    return sat


def _trailing(values: np.ndarray, years: int) -> np.ndarray:
    """Return sums over the year and those before it, as far as they are known; NaN where the year is not."""
    filled = np.nan_to_num(values)
    total = filled.copy()
    for back in range(1, years):
        total[back:] += filled[:-back]
    return np.where(np.isnan(values), np.nan, total)


def _remembered(level: np.ndarray) -> np.ndarray:
    """Return quarrels, each weighed by its age, brought to [0, 1); NaN where the year is not covered."""
    out = np.zeros_like(level)
    filled = np.nan_to_num(level)
    memory = np.zeros(level.shape[1])
    for t in range(len(level)):
        memory = _MEMORY * memory + filled[t]
        out[t] = memory / (1 + memory)
    return np.where(np.isnan(level), np.nan, out)
