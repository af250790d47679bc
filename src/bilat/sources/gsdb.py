"""Global Sanctions Data Base, version 3: cases, with sender and target groups expanded to states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bilat.sources._fields import expect, whole
from bilat.sources._groups import group_key, members
from bilat.sources.base import Problem, Reading, Source, conform
from bilat.sources.loaded import Loaded
from bilat.sources.tables import read_table

ID = "gsdb"
_TYPES = ("trade", "arms", "military", "financial", "travel", "other")
_COLUMNS = (
    "case_id",
    "sanctioned_state",
    "sanctioning_state",
    "begin",
    "end",
    *_TYPES,
    "objective",
    "success",
)
#: Code of a side that is some states, nobody says which: of a pair with it nothing is known.
SOMEBODY = -1
_UNLISTED = frozenset({"Western countries", "ICC Rome Statute Signatories", "Kimberly Process Participants"})
# names that hold a comma themselves
_WITH_COMMA = frozenset(
    {
        "Congo, Democratic Republic of the",
        "Egypt, Arab Rep.",
        "Gambia, The",
        "Korea, North",
        "Korea, South",
        "Yemen, North",
        "Yemen, South",
    }
)


def _read(paths: Sequence[Path]) -> Reading:
    loaded = read_table(paths[-1])
    expect(loaded, _COLUMNS, SOURCE.title)
    case = whole(loaded, "case_id", 1, 2**31 - 1)
    begin, end = whole(loaded, "begin", 1900), whole(loaded, "end", 1900)
    loaded.flag((end < begin) & ~loaded.bad, "ends before it begins")
    # a case of centuries would be expanded year by year
    loaded.flag((end - begin > 150) & ~loaded.bad, "lasts more than 150 years")
    types = {t: whole(loaded, t, 0, 1) for t in _TYPES}
    names = loaded.texts("sanctioned_state"), loaded.texts("sanctioning_state")
    for values, column in zip(names, ("sanctioned_state", "sanctioning_state"), strict=True):
        loaded.flag(
            np.array([v is None for v in values], dtype=bool) & ~loaded.bad, f"column {column}: no name"
        )
    unlisted: list[tuple[int, int, int, str | None, int, int]] = []
    rows: list[tuple[int, int, int, str | None, int, int]] = []
    unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in np.flatnonzero(~loaded.bad):
        if names[0][i] == names[1][i]:
            continue  # a group's rule for its own members; reported below
        years = range(int(begin[i]), int(end[i]) + 1)
        sides = [_expand(str(text), years) for text in (names[1][i], names[0][i])]
        for (_, strangers), role in zip(sides, ("sender", "target"), strict=True):
            for name in strangers:
                unknown[role, name].append(int(i))
                if name in _UNLISTED:
                    other = sides[1 if role == "sender" else 0][0]
                    for code, (_group, when) in other.items():
                        pair = (SOMEBODY, code) if role == "sender" else (code, SOMEBODY)
                        unlisted.append((int(i), *pair, name, min(when), max(when)))
        rows += ((int(i), *pair) for pair in _pairs(sides[0][0], sides[1][0]))
    problems = [*loaded.problems, *_report(loaded, unknown)]
    self_only = (
        set(np.flatnonzero(~loaded.bad).tolist())
        - {r[0] for r in rows}
        - {i for where in unknown.values() for i in where}
    )
    problems += [
        Problem(loaded.name, int(loaded.lines[i]), "sender and target are the same; left out")
        for i in sorted(self_only)
    ]
    rows += unlisted
    at = np.array([r[0] for r in rows], dtype=np.int64)
    columns: dict[str, Any] = {
        "case": case[at],
        "sender": np.array([r[1] for r in rows], dtype=np.int64),
        "target": np.array([r[2] for r in rows], dtype=np.int64),
        "group": np.array([r[3] for r in rows], dtype=object),
        "begin": np.array([r[4] for r in rows], dtype=np.int64),
        "end": np.array([r[5] for r in rows], dtype=np.int64),
        "objective": loaded.texts("objective")[at],
        "success": loaded.texts("success")[at],
    }
    columns |= {t: types[t][at] == 1 for t in _TYPES}
    table = conform("sanction_cases", columns, dataset=ID)
    return Reading({"sanction_cases": table}, problems, len(loaded) + loaded.unread)


def split_names(text: str) -> list[str]:
    """Split a list of states and groups, keeping names that hold a comma.

    Examples
    --------
    >>> split_names("EU, Korea, South, Norway")
    ['EU', 'Korea, South', 'Norway']
    """
    parts = [p.strip() for p in text.split(",") if p.strip()]
    out: list[str] = []
    k = 0
    while k < len(parts):
        both = ", ".join(parts[k : k + 2])
        step = 2 if both in _WITH_COMMA else 1
        out.append(both if step == 2 else parts[k])
        k += step
    return out


def _expand(text: str, years: range) -> tuple[dict[int, tuple[str | None, set[int]]], list[str]]:
    """Return code -> (group, years) for every state named or in a group named, and the names not known."""
    found: dict[int, tuple[str | None, set[int]]] = {}
    strangers = []
    for name in split_names(text):
        group = group_key(name)
        known = False
        for year in years:
            codes = members(group, year) if group else _state(name, year)
            for code in codes:
                known = True
                before = found.get(code)
                # a state named beside its group acts in its own name
                kept = None if group is None or (before is not None and before[0] is None) else group
                found[code] = (kept, (before[1] if before else set()) | {year})
        if not known:
            strangers.append(name)
    return found, strangers


def _state(name: str, year: int) -> frozenset[int]:
    from bilat.states import code_of_name

    code = code_of_name(_ALIASES.get(name, name), year)
    return frozenset() if code is None else frozenset({code})


_ALIASES = {"FRY": "Yugoslavia", "North Vietnam": "Vietnam"}


def _pairs(
    senders: dict[int, tuple[str | None, set[int]]], targets: dict[int, tuple[str | None, set[int]]]
) -> Iterator[tuple[int, int, str | None, int, int]]:
    for sender, (group, sent) in senders.items():
        for target, (_, faced) in targets.items():
            both = sent & faced
            if sender != target and both:
                yield sender, target, group, min(both), max(both)


def _report(loaded: Loaded, unknown: dict[tuple[str, str], list[int]]) -> list[Problem]:
    return [
        Problem(
            loaded.name,
            int(loaded.lines[where[0]]),
            f"{role} {name!r} is no state and no group whose members are known; {len(where)} cases without it",
        )
        for (role, name), where in unknown.items()
    ]


SOURCE = Source(
    id=ID,
    title="Global Sanctions Data Base, version 3",
    url="https://www.globalsanctionsdatabase.com/",
    homepage="https://www.globalsanctionsdatabase.com/",
    files=("GSDB_V3.csv", "GSDB_V*.csv", "GSDB_V*.dta", "gsdb_v3_cases.parquet"),
    signatures=(frozenset(_COLUMNS),),
    version="3",
    covers=(1950, 2022),
    licence="free for research on request to the authors, with citation",
    citation=(
        "Felbermayr et al. 2020, The Global Sanctions Data Base, European Economic Review 129:103561; "
        "Syropoulos et al. 2024, The Global Sanctions Data Base-Release 3, Review of International Economics 32"
    ),
    tables=("sanction_cases",),
    reader=_read,
    together=False,
    note=(
        "Whole years, first to last. Groups of senders (EU, UN, ...) are expanded to their members of each "
        "year; the column group keeps which. Sanctions of the United Nations bind every member. Where a "
        "side is some states and no list says which (Kimberley Process, Rome Statute), its code is -1. Cases of and "
        "against a few groups that are no list of states (terrorist organisations, ...) are reported and left out."
    ),
)
