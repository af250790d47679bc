"""Your own data frames: measures joined on, claims judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from bilat.api._opening import Day, opened_record
from bilat.dates import day

if TYPE_CHECKING:
    from bilat.measures.catalogue import Measure
    from bilat.measures.joining import Joined, Named

__all__ = ["ask_frame", "join"]


def join(
    frame: Any,
    measures: str | list[str],
    *,
    a: str | None = None,
    b: str | None = None,
    state: str | None = None,
    year: str = "year",
    reasons: bool = True,
    unknown: Literal["raise", "keep"] = "raise",
    numbers: Literal["cow", "gw"] = "cow",
    prefix: str = "",
    as_of: Day = None,
) -> Any:
    """Join measures to a data frame of yours: one row a pair (or a state) and year, in any order.

    Parameters
    ----------
    frame
        A pandas or polars data frame, a pyarrow table, or anything that hands over Arrow data. It is not changed.
    measures
        Names of measures (``bilat dyads`` lists them); also ``ideal_point``, ``ideal_point_sd`` of states and
        ``ideal_point_distance`` of pairs, from the estimate of all votes (see `ideal_points`).
    a, b
        The columns that name the two states: names, ISO3 letters or numbers, each read as of the row's year.
    state
        The column that names the state, in a frame of states and years: for measures of states.
    year
        The column of years: whole numbers, or dates.
    reasons
        Put on a column ``<measure>_reason`` as well, which says why a value is not known.
    unknown
        ``"raise"``: a name that no state has is an error, which lists them all; ``"keep"``: its rows are kept without
        values, and the reason says so.
    numbers
        Whose numbers of states: ``"cow"``, or ``"gw"`` of Gleditsch and Ward.
    prefix
        Put before the names of the new columns.
    as_of
        Only what was known by this day.

    Returns
    -------
    The same kind of frame (a pyarrow table for other Arrow data): its own rows in their order, its own columns, and
    for each measure what the panel of `dyads` calls it: ``agreement``; of a directed measure ``arms_share_ab`` (from
    a to b) and ``_ba``; of a measure of states ``cinc_a`` and ``cinc_b``, or ``cinc``. What is not known is null.

    Raises
    ------
    UnknownNameError
        For an unknown measure, or for names of states that are not known, all at once with the nearest names.
    InputError
        For a column that is not there or there already, something that is no year, or a measure that does not fit: ideal
        points as of a day, since the estimate rests on all votes, later ones too.

    Examples
    --------
    >>> import pyarrow as pa
    >>> mine = pa.table({"from": ["Russia", "Burma"], "to": ["CHN", "India"], "year": [2015, 1900]})
    >>> join(mine, "war", a="from", b="to").column("war").to_pylist()
    [0.0, None]
    """
    from bilat.errors import InputError
    from bilat.frames import put_on, values_of
    from bilat.measures.catalogue import measure
    from bilat.measures.idealpoints.table import ideal_points
    from bilat.measures.joining import codes_of, explained, values_for, years_of
    from bilat.measures.joining_points import POINTS, points_for, points_source

    if (state is None) == (a is None or b is None) or (state is not None and (a or b)):
        raise InputError(
            "Which columns name the states is not clear.",
            "Give a= and b= for pairs, or state= for states.",
        )
    for name, value, allowed in (
        ("unknown", unknown, ("raise", "keep")),
        ("numbers", numbers, ("cow", "gw")),
    ):
        if value not in allowed:
            raise InputError(f"{name}={value!r} is not known.", f"Use {' or '.join(map(repr, allowed))}.")
    names = list(dict.fromkeys([measures] if isinstance(measures, str) else measures))
    if not names:
        raise InputError("No measure was asked for.", "`bilat dyads` lists the measures.")
    points = [n for n in names if n in POINTS]
    wanted = [measure(n) for n in names if n not in POINTS]
    if points and as_of is not None:
        raise InputError(
            f"{points[0]} is not known as of a day: ideal points are estimated from all votes, later ones too.",
            "Leave as_of away, or use measures that follow from the votes of their year (agreement, kappa).",
        )
    for m in wanted:
        if state is not None and m.tie != "state":
            raise InputError(f"{m.name} is a measure of pairs, not of one state.", "Give a= and b=.")
    if state is not None and "ideal_point_distance" in points:
        raise InputError("ideal_point_distance is a measure of pairs, not of one state.", "Give a= and b=.")
    named = (state,) if state is not None else (a, b)
    *who, when = values_of(frame, *named, year)
    years = years_of(when or [], year)
    found = [
        codes_of(names or [], years, column or "", gw=numbers == "gw", keep=unknown == "keep")
        for names, column in zip(who, named, strict=True)
    ]
    record, _ledger = opened_record(as_of)
    columns: dict[str, Any] = {}
    sources: dict[str, str] = {}

    def add(name: str, joined: Joined, whose: list[Named], source: str) -> None:
        columns[prefix + name], sources[prefix + name] = joined.values, source
        if reasons:
            columns[f"{prefix}{name}_reason"] = explained(joined, whose, years, year)

    for m in wanted:
        prov = record.coverage(m.table).provenance
        for end, whose in _sides(m, found):
            joined = values_for(record, m, [f.codes for f in whose], years)
            add(m.name + end, joined, whose, f"{prov.source} {prov.version}".strip())
    if points:
        table = ideal_points()
        for name in points:
            for end, whose in _ends(found) if POINTS[name] == 1 else [("", found)]:
                add(
                    name + end,
                    points_for(table, name, [f.codes for f in whose], years),
                    whose,
                    points_source(table),
                )
    return put_on(frame, columns, sources)


def _sides(m: Measure, found: list[Named]) -> list[tuple[str, list[Named]]]:
    """Return the columns of a measure: what is put after its name, and whom it is of."""
    if m.tie == "state":
        return _ends(found)
    return [("_ab", found), ("_ba", found[::-1])] if m.tie == "directed" else [("", found)]


def _ends(found: list[Named]) -> list[tuple[str, list[Named]]]:
    ends = ("_a", "_b") if len(found) == 2 else ("",)
    return [(end, [who]) for end, who in zip(ends, found, strict=True)]


def ask_frame(frame: Any, text: str, *, date: str | None = None, prefix: str = "", as_of: Day = None) -> Any:
    """Judge a data frame of claims, one sentence a row.

    Parameters
    ----------
    frame
        As for `join`.
    text
        The column of sentences.
    date
        The column of the days they were said on; today without it.

    Returns
    -------
    The same kind of frame with ``kind``, ``verdict``, ``summary`` and ``probability`` put on; a row that cannot be judged
    has a null verdict, and its summary says why.

    Raises
    ------
    InputError
        For a column that is not there, or there already.

    Examples
    --------
    >>> import pyarrow as pa
    >>> said = pa.table({"said": ["Finland is a member of NATO."], "on": ["2024-01-01"]})
    >>> ask_frame(said, "said", date="on").column("verdict").to_pylist()
    ['supported']
    """
    import json

    import numpy as np

    from bilat.corpus.claims import answer_lines
    from bilat.frames import put_on, values_of

    texts, days = values_of(frame, text, date)
    said = [
        json.dumps({"text": sentence, "date": _iso(spoken)})
        for sentence, spoken in zip(texts or [], days or [None] * len(texts or []), strict=True)
    ]
    told = list(answer_lines(enumerate(said, 1), None, day(as_of)))
    columns: dict[str, Any] = {name: [answer.get(name) for answer in told] for name in ("kind", "verdict")}
    columns["summary"] = [
        f"{answer['message']} {answer['hint']}".strip() if "error" in answer else answer["summary"]
        for answer in told
    ]
    odds = [answer.get("probability") for answer in told]
    columns["probability"] = np.array([np.nan if p is None else p for p in odds], dtype=np.float64)
    return put_on(frame, {prefix + name: values for name, values in columns.items()})


def _iso(spoken: Any) -> str | None:
    """Return a day as its text: of a moment (a datetime, a Timestamp) its date."""
    if spoken is None or isinstance(spoken, str):
        return spoken.strip() or None if spoken else None
    moment = spoken.date() if hasattr(spoken, "date") else spoken
    return moment.isoformat() if hasattr(moment, "isoformat") else str(moment)
