"""The record itself: pairs, partners, roll calls, panels, the alignment index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from bilat.api._opening import Day, bench_of, opened_record, today
from bilat.dates import day

if TYPE_CHECKING:
    from bilat.brief import Brief
    from bilat.brief.dossier import Friction
    from bilat.brief.ranking import PartnerRow
    from bilat.checking.rollcalls import FoundRollCall
    from bilat.measures.index.odds import Odds
    from bilat.measures.table import Table

__all__ = ["alignment", "alignment_odds", "brief", "dyads", "friction", "ideal_points", "partners", "votes"]


def brief(a: str, b: str, on: Day = None, *, as_of: Day = None) -> Brief:
    """Return the dossier of a pair of states on a day: every dimension, with coverage.

    Raises
    ------
    UnknownNameError
        For an unknown state, with the nearest names.
    """
    from bilat.brief import make_brief

    record, ledger = opened_record(as_of)
    return make_brief(a, b, day(on) or today(), record, ledger, day(as_of))


def partners(
    state: str, on: Day = None, *, measure: str | None = None, limit: int = 10, as_of: Day = None
) -> tuple[PartnerRow, ...]:
    """Rank a state's partners on each dimension in the last year complete by the day."""
    from bilat.brief.ranking import rank_partners

    return rank_partners(bench_of(on, as_of), state, measure, limit)


def friction(a: str, b: str, on: Day = None, *, as_of: Day = None) -> tuple[Friction, ...]:
    """List third states that one of the two arms while the other contends with them."""
    from bilat.brief.friction import friction as find

    bench = bench_of(on, as_of)
    one, two = bench.state(a), bench.state(b)
    return (*find(bench, one, two), *find(bench, two, one))


def votes(
    query: str,
    states: list[str] | None = None,
    *,
    body: Literal["GA", "SC"] | None = None,
    on: Day = None,
    as_of: Day = None,
    limit: int = 5,
) -> list[FoundRollCall]:
    """Find roll calls by words, topic or symbol, with the votes that are known."""
    from bilat.checking.rollcalls import find_rollcalls

    bench = bench_of(on, as_of)
    wanted = tuple(bench.state(s).iso3 for s in states or ())
    return find_rollcalls(bench, query, wanted, body, limit)


def dyads(
    measures: str | list[str],
    states: list[str] | None = None,
    since: int | None = None,
    until: int | None = None,
    by: Literal["year", "session"] = "year",
    directed: bool = False,
    **options: Any,
) -> Table:
    """Build the dyad-year (or dyad-session) panel; see `bilat.measures.panel.dyads`."""
    from bilat.measures.panel import dyads as build

    names = [measures] if isinstance(measures, str) else list(measures)
    return build(names, states=states, since=since, until=until, by=by, directed=directed, **options)


def ideal_points(issue: str | None = None, prior: str = "published", *, dimensions: int = 1) -> Table:
    """Read where states stand, by session of the General Assembly; see `bilat.measures.idealpoints`.

    Parameters
    ----------
    issue
        ``None`` for all votes, or one of the six issues, ``important``, ``nonukes``.
    prior
        ``"published"``, as in the source, or ``"smoother"``, the two-sided walk: the pack has all votes with either. Or
        ``"hierarchy"``, once estimated: all issues together, each a deviation from the state's general point.
    dimensions
        2 adds the columns of a second dimension (``value2, sd2, low2, high2``); of the two-sided walk, where estimated.

    Raises
    ------
    CoverageError
        If they were not estimated yet (``bilat ideal-points --estimate``).
    """
    from bilat.measures.idealpoints.table import ideal_points as read

    return read(issue, prior, dimensions=dimensions)


def alignment(a: str | None = None, b: str | None = None, *, as_of: Day = None) -> Table:
    """Read the alignment index and its factors: one pair, one state's pairs, or all; see `bilat.measures.index`.

    With `as_of` only what was known by that day.

    Examples
    --------
    >>> alignment("United States", "Canada").columns[4:7]
    ['year', 'n', 'alignment']
    """
    from bilat.measures.index.table import alignment as read

    record, _ledger = opened_record(as_of)
    return read(a, b, record=record)


def alignment_odds(
    a: str, b: str, on: Day = None, *, since: int = 1946, as_of: Day = None
) -> tuple[Odds, ...]:
    """Say how likely the last whole year before the day is the closest since `since`, on the headline and each factor.

    Raises
    ------
    UnknownNameError
        For an unknown state.
    CoverageError
        If the pair or the index does not reach that year.
    """
    from bilat.brief.alignment import pair_odds

    return pair_odds(bench_of(on, as_of), a, b, since)
