"""How a state acts: counts in the year of what it owes, arms, fights, and punishes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build._dyads import built_where_there, ints, one_dataset, pack
from bilat.measures.build.arms import build_arms_year
from bilat.measures.build.base import Builder, Built, measure_table
from bilat.measures.build.conflict import build_disputes_year, build_wars_year
from bilat.measures.build.obligations import build_obligations_year
from bilat.measures.build.sanctions import build_sanctions_year

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["BUILDERS", "NEEDS", "build_acts_state_year"]


def build_acts_state_year(tidy: Mapping[str, pa.Table], since: int | None = None) -> Built:
    """Build ``acts_state_year``: a row for each state of the system and year.

    Counts, each null outside the coverage of its own source:

    - ``obligations``: states to which it owes anything by treaty;
    - ``arms_recipients``: states to which it delivered major arms in the year;
    - ``disputes``, ``disputes_begun``: militarised disputes it was in, and those begun that it initiated;
    - ``wars``: states against which it fought;
    - ``sanctions_sent``, ``sanctions_faced``: states it sanctioned, and that sanctioned it, alone or with any
      group but the United Nations, whose sanctions every member sends.

    Parameters
    ----------
    tidy
        Tidy tables.
    since
        First year kept; all by default.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    from bilat import states

    obligations = build_obligations_year(tidy, since)
    arms = build_arms_year(tidy, since)
    disputes = build_disputes_year(tidy, since)
    wars = build_wars_year(tidy, since)
    own = {"sanction_cases": _without_un(tidy["sanction_cases"])}
    sanctions = build_sanctions_year(own, since)
    parts = (obligations, arms, disputes, wars, sanctions)
    first, last = min(b.covers[0] for b in parts), max(b.covers[1] for b in parts)
    code = np.concatenate([states.system(y).astype(np.int64) for y in range(first, last + 1)])
    year = np.concatenate([np.full(len(states.system(y)), y) for y in range(first, last + 1)])
    rows = _key(code, year)

    def count(key: NDArray[np.int64], covers: tuple[int, int]) -> pa.Array:
        found, n = np.unique(key, return_counts=True)
        at = np.minimum(np.searchsorted(found, rows), max(len(found) - 1, 0))
        out = np.where(found[at] == rows, n[at], 0) if len(found) else np.zeros(len(rows), dtype=np.int64)
        return pa.array(out, mask=(year < covers[0]) | (year > covers[1]))

    def of(built: Built, column: str) -> NDArray[np.int64]:
        return _key(ints(built.table, column), ints(built.table, "year"))

    delivered = arms.table.filter(arms.table.column("delivered"))
    cases, _ = one_dataset(tidy, "disputes", disputes.datasets)
    taking_part = np.unique(
        np.concatenate([pack(ints(cases, "dispute"), ints(cases, s), ints(cases, "year")) for s in _SIDES])
    )
    begun = cases.filter(pc.and_(cases.column("onset"), pc.is_valid(cases.column("initiator"))))
    beginning = np.unique(pack(ints(begun, "dispute"), ints(begun, "initiator"), ints(begun, "year")))
    fought = np.concatenate([of(wars, s) for s in _SIDES])
    columns = {
        "code": code,
        "year": year,
        "obligations": count(of(obligations, "source"), obligations.covers),
        "arms_recipients": count(_key(ints(delivered, "source"), ints(delivered, "year")), arms.covers),
        "disputes": count(_state_of(taking_part), disputes.covers),
        "disputes_begun": count(_state_of(beginning), disputes.covers),
        "wars": count(fought, wars.covers),
        "sanctions_sent": count(of(sanctions, "source"), sanctions.covers),
        "sanctions_faced": count(of(sanctions, "target"), sanctions.covers),
    }
    datasets = tuple(dict.fromkeys(d for b in parts for d in b.datasets))
    ends = ", ".join(f"{n} to {b.covers[1]}" for n, b in zip(_NAMES, parts, strict=True))
    note = (
        f"Counts end with their sources: {ends}. Sanctions of the United Nations as a whole are not counted."
    )
    return Built(measure_table("acts_state_year", columns), datasets, (first, last), None, note)


_SIDES = ("code_a", "code_b")
_NAMES = ("obligations", "arms", "disputes", "wars", "sanctions")


def _key(code: NDArray[np.int64], year: NDArray[np.int64]) -> NDArray[np.int64]:
    return code * 4096 + year


def _state_of(packed: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return (state, year) of (dispute, state, year)."""
    return packed % (1024 * 4096)


def _without_un(cases: pa.Table) -> pa.Table:
    import pyarrow.compute as pc

    return cases.filter(pc.not_equal(pc.fill_null(cases.column("group"), ""), "UN"))


NEEDS: dict[str, tuple[str, ...]] = {
    "acts_state_year": ("alliance_years", "arms_deliveries", "disputes", "wars", "sanction_cases")
}
BUILDERS: dict[str, Builder] = {"acts_state_year": build_acts_state_year}


def build_tables(tidy: Mapping[str, pa.Table]) -> dict[str, Built]:
    """Build every table whose data set is there."""
    return built_where_there(BUILDERS, NEEDS, tidy)
