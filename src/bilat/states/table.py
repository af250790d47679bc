"""The table of states: codes, letters, names and membership by date.

Read once, on first use, from `data/states.csv` (one line a state), `data/periods.csv` (names and letters that
changed), `data/iso3.csv` (withdrawn and foreign letters) and `data/spellings.csv` (how data sets abbreviate).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bilat.shown import Shown

__all__ = [
    "Entry",
    "Form",
    "Period",
    "Span",
    "State",
    "Table",
    "day_of",
    "key",
    "pick",
    "rows",
    "split_forms",
    "table",
]

#: The files of the table.
DATA = Path(__file__).parent / "data"
FIRST = date(1816, 1, 1)
LAST = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class State(Shown):
    """A state as of a day.

    Attributes
    ----------
    code
        COW number; 667 (Palestine) and seven former states outside the COW system carry a number of ours.
    name, iso3
        Short English name and letters on that day.
    gw
        Gleditsch-Ward number on that day; ``None`` where that list has none.
    start, end
        First and last day of the state's membership of the COW system around that day (the nearest spell if it
        was not a member); ``end`` is ``None`` while it lasts. For states outside the system, their own life.
    """

    code: int
    name: str
    iso3: str
    gw: int | None
    start: date
    end: date | None


class Span(NamedTuple):
    """Two days, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies within."""
        return self.first <= day <= self.last


class Form(NamedTuple):
    """A form of words for a state, and when it means that state (``None``: always)."""

    text: str
    span: Span | None


class Period(NamedTuple):
    """A name, letters and Gleditsch-Ward number for a time; empty fields are as usual.

    ``then`` are the words that speak of that time alone: "Burma" may be said of today, "Upper Volta" may not.
    """

    span: Span
    name: str
    iso3: str
    gw: int | None
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the table."""

    code: int
    gw: int | None
    iso3: str
    name: str
    member: tuple[Span, ...]
    life: tuple[Span, ...]
    aliases: tuple[Form, ...]
    demonyms: tuple[Form, ...]
    capitals: tuple[Form, ...]
    periods: tuple[Period, ...]

    def period(self, day: date) -> Period:
        """Return the name, letters and number on `day`."""
        for p in self.periods:
            if p.span.holds(day):
                return Period(p.span, p.name or self.name, p.iso3 or self.iso3, p.gw or self.gw)
        return Period(Span(FIRST, LAST), self.name, self.iso3, self.gw)

    def spell(self, day: date) -> Span:
        """Return the spell of membership (or of life, outside the system) around or nearest to `day`."""
        spells = self.member or self.life
        return min(spells, key=lambda s: 0 if s.holds(day) else min(_gap(day, s.first), _gap(day, s.last)))

    def state(self, day: date) -> State:
        """Return the state as of `day`."""
        p, spell = self.period(day), self.spell(day)
        return State(self.code, p.name, p.iso3, p.gw, spell.first, None if spell.last == LAST else spell.last)


def _gap(a: date, b: date) -> int:
    return abs(a.toordinal() - b.toordinal())


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the lines of a data file of this room."""
    text = (DATA / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="|", quoting=csv.QUOTE_NONE)


def read_span(text: str) -> Span:
    """Read ``from/to``; an empty end is open."""
    first, _, last = text.partition("/")
    return Span(date.fromisoformat(first) if first else FIRST, date.fromisoformat(last) if last else LAST)


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(read_span(part) for part in text.split())


def split_forms(text: str) -> tuple[Form, ...]:
    """Read ``form;form@from/to`` lists."""
    out = []
    for part in text.split(";"):
        if part:
            form, _, when = part.partition("@")
            out.append(Form(form, read_span(when) if when else None))
    return tuple(out)


_PUNCT = re.compile(r"[^\w\s]+")
_TURNED = re.compile(r"^(.*?),\s*(.*\b(?:of|of the))$", re.IGNORECASE)
_BRACKETED = re.compile(r"^(.*?)\s*\((.*\b(?:of|of the))\)$", re.IGNORECASE)
_STYLE = re.compile(
    r"^(?:the )?(?:(?:people s|democratic|socialist|islamic|federal|federative|united|co operative|cooperative|arab|"
    r"independent|bolivarian|plurinational) )*"
    r"(?:republic|kingdom|state|states|principality|commonwealth|sultanate|emirate|union|grand duchy|duchy) of "
    r"(?:the )?"
)


def key(text: str) -> str:
    """Return `text` stripped of what spellings differ in: case, accents, points, ``&``, ``St``, ``the``.

    Examples
    --------
    >>> key("Congo, Democratic Republic of the")
    'democratic republic of the congo'
    >>> key("Sao Tome & Principe") == key("São Tomé and Príncipe")
    True
    """
    text = " ".join(text.split())
    turned = _TURNED.match(text) or _BRACKETED.match(text)
    if turned:
        text = f"{turned[2]} {turned[1]}"
    text = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("ı", "i").replace("ø", "o"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = text.replace("'", "").replace("’", "").replace(".", "")
    text = " ".join(_PUNCT.sub(" ", text).split())
    if text.startswith("st "):
        text = "saint " + text[3:]
    return text.removeprefix("the ")


def day_of(on: date | int | None) -> date:
    """Return the day meant by a day, a year (its last day) or ``None`` (today)."""
    if on is None:
        return date.today()
    return on if isinstance(on, date) else date(on, 12, 31)


def pick(candidates: list[tuple[int, Span]], day: date) -> int:
    """Return the code whose time holds `day`; else the one last gone by; else the first to come."""
    for code, span in candidates:
        if span.holds(day):
            return code
    gone = [c for c in candidates if c[1].last < day]
    if gone:
        return max(gone, key=lambda c: c[1].last)[0]
    return min(candidates, key=lambda c: c[1].first)[0]


@dataclass(frozen=True, slots=True)
class Table:
    """Every state, and the ways to find one."""

    entries: dict[int, Entry]
    by_iso3: dict[str, list[tuple[int, Span]]]
    by_gw: dict[int, list[tuple[int, Span]]]
    by_name: dict[str, list[tuple[int, Span]]]
    spellings: dict[str, int]
    squeezed: dict[str, str]

    def find_name(self, name: str, day: date) -> int | None:
        """Return the code of a name as data sets write it, or ``None``."""
        wanted = key(name)
        if wanted in self.spellings:
            return self.spellings[wanted]
        found = self.by_name.get(wanted)
        if found is None and " " not in wanted:
            wanted = self.squeezed.get(wanted, wanted)
            if wanted in self.spellings:
                return self.spellings[wanted]
            found = self.by_name.get(wanted)
        if found is None:
            found = self.by_name.get(_STYLE.sub("", wanted))
        return pick(found, day) if found else None


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the table, read on first use."""
    periods: dict[int, list[Period]] = {}
    for row in rows("periods.csv"):
        gw = int(row["gw"]) if row["gw"] else None
        span = read_span(f"{row['from']}/{row['to']}")
        periods.setdefault(int(row["code"]), []).append(
            Period(span, row["name"], row["iso3"], gw, tuple(row["then"].split(";")))
        )
    entries: dict[int, Entry] = {}
    for row in rows("states.csv"):
        code = int(row["code"])
        member = _spans(row["member"])
        entries[code] = Entry(
            code=code,
            gw=int(row["gw"]) if row["gw"] else None,
            iso3=row["iso3"],
            name=row["name"],
            member=member,
            life=_spans(row["exists"]) or member,
            aliases=split_forms(row["aliases"]),
            demonyms=split_forms(row["demonyms"]),
            capitals=split_forms(row["capitals"]),
            periods=tuple(periods.get(code, ())),
        )
    by_iso3: dict[str, list[tuple[int, Span]]] = {}
    by_gw: dict[int, list[tuple[int, Span]]] = {}
    by_name: dict[str, list[tuple[int, Span]]] = {}

    def put(name: str, code: int, spans: tuple[Span, ...]) -> None:
        at = by_name.setdefault(key(name), [])
        at.extend((code, s) for s in spans if (code, s) not in at)

    for e in entries.values():
        by_iso3.setdefault(e.iso3, []).extend((e.code, s) for s in e.life)
        for number in {e.gw, *(p.gw for p in e.periods)} - {None}:
            assert number is not None
            times = [p.span for p in e.periods if p.gw == number] or list(e.life)
            by_gw.setdefault(number, []).extend((e.code, s) for s in times)
        put(e.name, e.code, e.life)
        for p in e.periods:
            if p.name:
                put(p.name, e.code, (p.span,))
        for a in e.aliases:
            put(a.text, e.code, (a.span,) if a.span else e.life)
    for row in rows("iso3.csv"):
        by_iso3.setdefault(row["iso3"], []).extend(
            (int(row["code"]), s) for s in entries[int(row["code"])].life
        )
    spellings = {row["name"]: int(row["code"]) for row in rows("spellings.csv")}
    squeezed = {k.replace(" ", ""): k for k in [*by_name, *spellings] if " " in k}
    return Table(entries, by_iso3, by_gw, by_name, spellings, squeezed)
