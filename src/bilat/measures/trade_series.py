"""A pair's trade in each source that knows it: separate series that are never joined.

Sources differ in what they count (goods only; mining and farming and services; reporters), so a series keeps
its own scale, coverage and provenance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from bilat.measures.rows import pair_rows
from bilat.types import DirectedDyad, Observation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bilat.record import Record
    from bilat.types import Provenance

__all__ = ["TABLES", "TradeSeries", "trade_series"]

#: Trade tables, the longest first.
TABLES: tuple[str, ...] = ("trade_year", "trade_baci_year", "trade_itpde_year", "trade_dots_year")

_Shares: TypeAlias = "NDArray[np.float64]"
Flow = Literal["total", "exports", "imports"]
#: Where exports go as imports come from, shares do not tell how much of trade is exports.
_LEAST_SPREAD = 1e-4
_COLUMN: dict[str, str] = {"total": "share", "exports": "export_share", "imports": "import_share"}


@dataclass(frozen=True)
class TradeSeries:
    """Trade of ``source`` with ``target`` in one table.

    Attributes
    ----------
    years
        Years known, ascending, shape (n,).
    share
        Share of the source's trade (or exports, imports), 0-1, shape (n,).
    index
        The pair's total trade, own mean over the series = 100, shape (n,); NaN where unknown.
    whole
        Whether shares are of all trade. A source of some reporters only divides by trade among those: its shares
        and ranks must not be read as shares of trade, while its index stands.
    """

    record: Record
    table: str
    flow: Flow
    source: int
    target: int
    years: NDArray[np.int16]
    share: NDArray[np.float64]
    index: NDArray[np.float64]
    provenance: Provenance
    whole: bool = True

    def share_at(self, year: int) -> float:
        """Return the share in a known year."""
        return float(self.share[int(np.flatnonzero(self.years == year)[0])])

    def index_at(self, year: int) -> float | None:
        """Return the index of the flow in a year, or ``None``."""
        hit = np.flatnonzero(self.years == year)
        value = self.flow_index[hit[0]] if len(hit) else np.nan
        return None if np.isnan(value) else float(value)

    def observation(self, year: int) -> Observation:
        """Return the share in a year as an observation."""
        hit = np.flatnonzero(self.years == year)
        value = float(self.share[hit[0]]) if len(hit) else None
        return Observation(
            DirectedDyad(self.source, self.target),
            year,
            "trade",
            "trade_share",
            value,
            self.provenance,
            reason=None if value is not None else f"{self.provenance.source} has no figure for {year}.",
        )

    def partners(self, year: int) -> list[tuple[int, float]]:
        """Return every partner of the source in a year with its share, largest first."""
        mask = (self.record.column(self.table, "source") == self.source) & (
            self.record.column(self.table, "year") == year
        )
        codes = self.record.column(self.table, "target")[mask]
        shares = self.record.column(self.table, _COLUMN[self.flow])[mask]
        known = ~np.isnan(shares)
        order = np.argsort(-shares[known], kind="stable")
        return [(int(c), float(s)) for c, s in zip(codes[known][order], shares[known][order], strict=True)]

    def balance(self, year: int) -> tuple[float, float] | None:
        """Return what the source sold the target and what it bought from it, as parts of all of the source's trade.

        Shares of exports, of imports and of both together are kept; how much of the whole are exports is the number that
        makes them agree over all partners.
        """
        years, targets, total, out, into = self._partners_shares
        mine = years == year
        return _parts(total[mine], out[mine], into[mine], targets[mine] == self.target)

    @cached_property
    def _partners_shares(self) -> tuple[NDArray[np.int16], NDArray[np.int16], _Shares, _Shares, _Shares]:
        """Return year, partner and the three shares of every row of the source's trade."""
        mine = self.record.column(self.table, "source") == self.source
        total, out, into = (
            self.record.column(self.table, name)[mine].astype(np.float64)
            for name in ("share", "export_share", "import_share")
        )
        years, targets = (self.record.column(self.table, name)[mine] for name in ("year", "target"))
        return years, targets, total, out, into

    @cached_property
    def flow_index(self) -> NDArray[np.float64]:
        """The index of the flow itself over the known years, shape (n,); NaN where it is unknown.

        The index is of all trade of the pair. What of it are exports is told by their part of the source's trade in the
        same year, so that exports may fall while trade grows.
        """
        if self.flow == "total":
            return self.index
        found = np.full(len(self.years), np.nan)
        for at, year in enumerate(self.years):
            both = self.balance(int(year))
            if both is not None and sum(both) > 0:
                found[at] = self.index[at] * both[self.flow == "imports"] / sum(both)
        return found


def _parts(
    total: _Shares, out: _Shares, into: _Shares, here: NDArray[np.bool_]
) -> tuple[float, float] | None:
    """Return the exports and imports of one partner as parts of all trade, from shares over all partners of a year."""
    known = ~(np.isnan(total) | np.isnan(out) | np.isnan(into))
    if not (here & known).any():
        return None
    spread = float(((out - into)[known] ** 2).sum())
    if spread < _LEAST_SPREAD:
        return None
    part = float(((total - into) * (out - into))[known].sum()) / spread
    at = int(np.flatnonzero(here & known)[0])
    return part * float(out[at]), (1 - part) * float(into[at])


def trade_series(record: Record, source: int, target: int, flow: Flow = "total") -> list[TradeSeries]:
    """Return the pair's series in every trade table that is here.

    Examples
    --------
    >>> from bilat.record import open_record
    >>> [s.table for s in trade_series(open_record(), 2, 710)][0]
    'trade_year'
    """
    found = []
    for table in TABLES:
        if table not in record.tables:
            continue
        mask = pair_rows(record, table, source, target, undirected=False)
        share = record.column(table, _COLUMN[flow])[mask].astype(np.float64)
        known = ~np.isnan(share)
        found.append(
            TradeSeries(
                record,
                table,
                flow,
                source,
                target,
                record.column(table, "year")[mask][known],
                share[known],
                record.column(table, "index")[mask][known].astype(np.float64),
                record.coverage(table).provenance,
                whole=record.coverage(table).codes is None,
            )
        )
    return found
