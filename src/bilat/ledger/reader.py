"""TOML to facts: every field checked, every fault said with the file and the entry it is in.

The files are written by hand, so the reader is strict: unknown keys, wrong types, states that are not
ISO3, dates out of order, a state on two sides of a vote, totals that disagree, ids used twice, and facts
without a citation are all refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from typing import Any

from bilat.errors import SourceError
from bilat.ledger.entry import BODIES, Entry, twice
from bilat.ledger.facts import (
    KINDS_OF_OBLIGATION,
    REGIME_TYPES,
    Event,
    Member,
    Organisation,
    Regime,
    RollCall,
    TerritorialClaim,
    Treaty,
    War,
)

__all__ = ["PLOVER_ROOTS", "SECTIONS", "parse", "read_section"]

#: PLOVER root codes (Open Event Data Alliance) that an event may carry.
PLOVER_ROOTS: frozenset[str] = frozenset(
    {
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    }
)

_REFERENCE = re.compile(r"[a-z0-9][a-z0-9-]*")
_GROUP = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .'-]*")


def _rollcall(entry: Entry, name: str) -> RollCall:
    body = entry.need("body", str)
    if body not in ("GA", "SC"):
        raise entry.fault(f"body wants GA or SC, got {body!r}.")
    lists = {choice: entry.states(choice) for choice in ("yes", "no", "abstain", "absent")}
    both = twice(state for states in lists.values() for state in states)
    if both:
        raise entry.fault(f"{', '.join(both)} stands on two sides.")
    counts = entry.need("counts", dict)
    if sorted(counts) != ["abstain", "no", "yes"] or not all(type(n) is int for n in counts.values()):
        raise entry.fault("counts wants whole numbers for yes, no and abstain.")
    for choice, total in counts.items():
        if len(lists[choice]) > total:
            raise entry.fault(f"{len(lists[choice])} states under {choice}, but the total is {total}.")
    vetoed_by = entry.states("vetoed_by")
    draft = entry.get("draft", bool) or False
    if not set(vetoed_by) <= set(lists["no"]):
        raise entry.fault("vetoed_by names a state that is not under no.")
    if vetoed_by and not (draft and body == "SC"):
        raise entry.fault("only a draft of the Security Council is vetoed.")
    if body == "SC" and any(len(lists[choice]) != total for choice, total in counts.items()):
        raise entry.fault("the positions of all members of the Security Council are wanted.")
    return RollCall(
        id=name,
        symbol=entry.need("symbol", str),
        body="GA" if body == "GA" else "SC",
        date=entry.need("date", date),
        title=entry.need("title", str),
        topics=entry.texts("topics"),
        aliases=entry.texts("aliases"),
        counts=dict(counts),
        vetoed_by=vetoed_by,
        draft=draft,
        citation=entry.need("citation", str),
        **lists,
    )


def _spells(entry: Entry, since: date, first: tuple[str, ...] = ()) -> tuple[Member, ...]:
    """Read ``[[...joined]]`` and ``[[...left]]``: day by day, who came and who went.

    `first` were in from the beginning.
    """
    moves: list[tuple[date, int, str]] = [(since, 1, state) for state in first]
    for key, order in (("left", 0), ("joined", 1)):
        for move in entry.entries(key):
            day = move.need("on", date)
            if day < since:
                raise move.fault(f"{day} lies before the beginning, {since}.")
            states = move.states("states", bodies=True)
            if not states:
                raise move.fault("states is missing.")
            moves += [(day, order, state) for state in states]
            move.close()
    spells: list[Member] = []
    present: dict[str, date] = {}
    for day, order, state in sorted(moves):
        if order == 1:
            if state in present:
                raise entry.fault(f"{state} joins on {day} but is already in.")
            present[state] = day
        else:
            if state not in present:
                raise entry.fault(f"{state} leaves on {day} but is not in.")
            spells.append(Member(state, present.pop(state), day))
    spells += [Member(state, day) for state, day in present.items()]
    return tuple(sorted(spells, key=lambda m: (m.joined, m.iso3)))


def _treaty(entry: Entry, name: str) -> Treaty:
    signed, in_force = entry.span("signed", "in_force")
    _signed, ended = entry.span("signed", "ended")
    if in_force and ended and ended < in_force:
        raise entry.fault(f"ended {ended} lies before in_force {in_force}.")
    kinds = entry.texts("kinds")
    strange = [kind for kind in kinds if kind not in KINDS_OF_OBLIGATION]
    if strange or not kinds:
        raise entry.fault(f"kinds wants some of {', '.join(KINDS_OF_OBLIGATION)}; got {strange or 'none'}.")
    rung = max(KINDS_OF_OBLIGATION[kind] for kind in kinds)
    begun = in_force or signed
    spells = _spells(entry, begun, entry.states("parties"))
    hub = entry.get("hub", str)
    parties = tuple(dict.fromkeys(spell.iso3 for spell in spells))
    if len(parties) < 2:
        raise entry.fault("a treaty wants two parties or more.")
    if hub is not None and hub not in parties:
        raise entry.fault(f"hub {hub!r} is not a party.")
    return Treaty(
        id=name,
        name=entry.need("name", str),
        parties=parties,
        signed=signed,
        in_force=in_force,
        ended=ended,
        rung=rung,
        kinds=kinds,
        note=entry.get("note", str) or "",
        citation=entry.need("citation", str),
        spells=spells,
        hub=hub,
    )


def _war(entry: Entry, name: str) -> War:
    start, end = entry.span("start", "end")
    side_a, side_b = entry.states("side_a"), entry.states("side_b")
    if not side_a or not side_b or set(side_a) & set(side_b):
        raise entry.fault("side_a and side_b want different states, one at least on each.")
    return War(name, entry.need("name", str), side_a, side_b, start, end, entry.need("citation", str))


def _event(entry: Entry, name: str) -> Event:
    day, end = entry.span("date", "end")
    root = entry.need("root", str)
    if root not in PLOVER_ROOTS:
        raise entry.fault(f"root wants a PLOVER root ({', '.join(sorted(PLOVER_ROOTS))}); got {root!r}.")
    source, target = entry.need("source", str), entry.get("target", str)
    _actors(entry, (source, target) if target else (source,))
    return Event(
        name,
        entry.need("name", str),
        source,
        target,
        root,
        day,
        end,
        entry.texts("keywords"),
        entry.need("citation", str),
    )


def _actors(entry: Entry, actors: tuple[str, ...]) -> tuple[str, ...]:
    for actor in actors:
        if not _GROUP.fullmatch(actor):
            raise entry.fault(f"{actor!r} is neither an ISO3 code nor the key of an organisation.")
    return actors


def _regime(entry: Entry, name: str) -> Regime:
    start, end = entry.span("start", "end")
    types = entry.texts("types")
    if not types or not set(types) <= set(REGIME_TYPES):
        raise entry.fault(f"types wants some of {', '.join(REGIME_TYPES)}; got {types}.")
    senders = _actors(entry, entry.texts("senders"))
    if not senders:
        raise entry.fault("senders is missing.")
    target = entry.need("target", str)
    return Regime(
        name,
        entry.need("name", str),
        senders,
        _actors(entry, (target,))[0],
        start,
        end,
        entry.need("issue", str),
        types,
        entry.need("citation", str),
        entry.states("without"),
    )


def _claim(entry: Entry, name: str) -> TerritorialClaim:
    start, end = entry.span("start", "end")
    parties = entry.states("parties")
    if len(parties) < 2:
        raise entry.fault("a territorial dispute wants two parties or more.")
    return TerritorialClaim(
        name,
        entry.need("name", str),
        parties,
        entry.need("area", str),
        start,
        end,
        entry.need("citation", str),
        entry.states("backers"),
    )


def _organisation(entry: Entry, name: str) -> Organisation:
    founded, dissolved = entry.span("founded", "dissolved")
    spells = _spells(entry, founded)
    if dissolved is not None:
        # Nobody is a member of what is no more.
        spells = tuple(
            replace(m, left=dissolved) if m.left is None or m.left > dissolved else m for m in spells
        )
    return Organisation(
        key=name,
        name=entry.need("name", str),
        aliases=entry.texts("aliases"),
        kind=entry.need("kind", str),
        founded=founded,
        dissolved=dissolved,
        members=tuple(m for m in spells if m.iso3 not in BODIES),
        citation=entry.need("citation", str),
        note=entry.get("note", str) or "",
        bodies=tuple(m for m in spells if m.iso3 in BODIES),
    )


#: Section of the ledger to (table name in the file, key field, maker).
SECTIONS: dict[str, tuple[str, str, Callable[[Entry, str], Any]]] = {
    "rollcalls": ("rollcall", "id", _rollcall),
    "treaties": ("treaty", "id", _treaty),
    "wars": ("war", "id", _war),
    "events": ("event", "id", _event),
    "regimes": ("regime", "id", _regime),
    "claims": ("claim", "id", _claim),
    "organisations": ("organisation", "key", _organisation),
}


def parse(section: str, text: str, place: str) -> tuple[Any, ...]:
    r"""Make the facts of one section from the text of its file.

    Parameters
    ----------
    section
        A key of `SECTIONS`.
    text
        The TOML.
    place
        The file's name, for messages.

    Raises
    ------
    bilat.errors.SourceError
        With the entry and the fault.

    Examples
    --------
    >>> parse("wars", '[[war]]\nid = "x"', "wars.toml")
    Traceback (most recent call last):
    bilat.errors.SourceError: wars.toml, x: start is missing. Correct the entry; docs/ledger.md has the form.
    """
    table, key, make = SECTIONS[section]
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise SourceError(f"{place} is not TOML: {exc}.", "Correct the line it names.") from exc
    if set(raw) != {table}:
        raise SourceError(
            f"{place} wants [[{table}]] tables only; it has {sorted(raw)}.",
            "Put other facts in the file of their own kind.",
        )
    facts: list[Any] = []
    names: set[str] = set()
    for number, item in enumerate(raw[table], start=1):
        entry = Entry(item, f"{place}, {item.get(key, f'entry {number}')}")
        name = entry.need(key, str)
        if key == "id" and not _REFERENCE.fullmatch(name):
            raise entry.fault("an id is written in small letters, figures and hyphens.")
        if name in names:
            raise entry.fault(f"the {key} is used twice.")
        names.add(name)
        facts.append(make(entry, name))
        entry.close()
    return tuple(facts)


def read_section(section: str) -> tuple[Any, ...]:
    """Read one section from the file that ships with the package."""
    name = f"{section}.toml"
    return parse(section, (files("bilat.ledger") / name).read_text(encoding="utf-8"), name)
