"""The ledger as a whole: sections read when first asked for, look-ups, and what was known by a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from bilat.errors import UnknownNameError
from bilat.ledger.facts import (
    Body,
    Event,
    Organisation,
    Regime,
    RollCall,
    TerritorialClaim,
    Treaty,
    War,
    _by,
)
from bilat.ledger.reader import read_section

if TYPE_CHECKING:
    from bilat.ledger.matching import Finder

__all__ = ["KNOWN_TO", "Ledger", "load"]

#: The last day on which the ledger was brought up to date; what is said to stand stood on that day.
KNOWN_TO = date(2025, 10, 31)

_Spanned = TypeVar("_Spanned", War, Regime, TerritorialClaim)
_Fact = TypeVar("_Fact", RollCall, Treaty)


@dataclass(frozen=True)
class Ledger:
    """Landmark facts; each section is a tuple, read and checked when first asked for.

    Attributes
    ----------
    until
        Only facts dated by then are in it; ``None`` for all.

    Examples
    --------
    >>> book = load()
    >>> book.rollcall("A/RES/68/262").vote_of("CHN")
    'abstain'
    """

    until: date | None = None

    @cached_property
    def rollcalls(self) -> tuple[RollCall, ...]:
        """Recorded votes of the General Assembly and the Security Council."""
        return tuple(r for r in _section("rollcalls") if self._has(r.date))

    @cached_property
    def treaties(self) -> tuple[Treaty, ...]:
        """Treaties and what they oblige to."""
        # Before its entry into force a treaty binds nobody; a later date of it could not be known.
        return tuple(self._treaty(t) for t in _section("treaties") if self._has(t.in_force or t.signed))

    @cached_property
    def wars(self) -> tuple[War, ...]:
        """Interstate wars, invasions and armed clashes since 1945."""
        return self._spanned(_section("wars"))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Landmarks between states."""
        found = (e for e in _section("events") if self._has(e.date))
        return tuple(e if self.until is None else replace(e, end=_by(e.end, self.until)) for e in found)

    @cached_property
    def regimes(self) -> tuple[Regime, ...]:
        """Sanctions regimes."""
        return self._spanned(_section("regimes"))

    @cached_property
    def claims(self) -> tuple[TerritorialClaim, ...]:
        """Named territorial disputes."""
        return self._spanned(_section("claims"))

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        """Organisations and named groups with dated members."""
        found = (o for o in _section("organisations") if self._has(o.founded))
        return tuple(o if self.until is None else o.known_by(self.until) for o in found)

    @cached_property
    def organisation_keys(self) -> frozenset[str]:
        """The keys of organisations and named groups."""
        return frozenset(organisation.key for organisation in self.organisations)

    def organisation(self, name: str) -> Organisation:
        """Return an organisation by key, name or alias.

        Raises
        ------
        bilat.errors.UnknownNameError
            With the nearest names.

        Examples
        --------
        >>> load().organisation("North Atlantic Treaty Organization").key
        'NATO'
        """
        found = self._by_name.get(_plain(name))
        if found is None:
            names = [known for o in self.organisations for known in (o.key, o.name, *o.aliases)]
            raise UnknownNameError("organisation", name, names)
        return found

    def rollcall(self, name: str) -> RollCall:
        """Return a roll call by id or symbol.

        Raises
        ------
        bilat.errors.UnknownNameError
            With the nearest names.
        """
        return _one("roll call", name, {k: r for r in self.rollcalls for k in (r.id, r.symbol)})

    def treaty(self, name: str) -> Treaty:
        """Return a treaty by id or full name.

        Raises
        ------
        bilat.errors.UnknownNameError
            With the nearest names.
        """
        return _one("treaty", name, {k: t for t in self.treaties for k in (t.id, t.name)})

    def find_rollcalls(
        self, words: str, on: date | None = None, body: Body | None = None
    ) -> list[tuple[RollCall, float]]:
        """Return the roll calls that words may mean, best first, with a score from 0 to 1.

        Parameters
        ----------
        words
            As in a sentence: "the resolution on the annexation of Crimea in 2014",
            or a symbol: "68/262".
        on
            The day of the vote, where the text gives one.
        body
            Only of the General Assembly (``"GA"``) or of the Security Council (``"SC"``).

        Notes
        -----
        A symbol decides. Else words are weighed by how rare they are among all roll calls; a name by
        which people call the vote, a year, a month, a day and the words "veto" or "adopted" in the text
        move the score. Roll calls that share no telling word with the text are left out.

        Examples
        --------
        >>> found = load().find_rollcalls("the UN resolution on the annexation of Crimea in 2014")
        >>> [(r.symbol, r.draft) for r, _score in found[:2]]
        [('A/RES/68/262', False), ('S/2014/189', True)]
        """
        return self._finder.find(words, on, body)

    def known_by(self, day: date) -> Ledger:
        """Return the ledger with only facts dated by `day`; later ends, exits and votes are not in it.

        Examples
        --------
        >>> from datetime import date
        >>> before = load().known_by(date(1975, 1, 1))
        >>> before.treaty("sino-soviet-1950").ended is None
        True
        """
        return Ledger(day if self.until is None else min(day, self.until))

    @cached_property
    def _finder(self) -> Finder:
        from bilat.ledger.matching import Finder

        return Finder(self.rollcalls)

    @cached_property
    def _by_name(self) -> dict[str, Organisation]:
        # Keys first: "EU" is the European Union whatever else may be called so.
        names = {_plain(o.key): o for o in reversed(self.organisations)}
        for organisation in self.organisations:
            for name in (organisation.name, *organisation.aliases):
                names.setdefault(_plain(name), organisation)
        return names

    def _has(self, day: date) -> bool:
        return self.until is None or day <= self.until

    def _spanned(self, facts: tuple[_Spanned, ...]) -> tuple[_Spanned, ...]:
        if self.until is None:
            return facts
        return tuple(replace(f, end=_by(f.end, self.until)) for f in facts if self._has(f.start))

    def _treaty(self, treaty: Treaty) -> Treaty:
        if self.until is None:
            return treaty
        spells = tuple(
            replace(spell, left=_by(spell.left, self.until))
            for spell in treaty.spells
            if spell.joined <= self.until
        )
        return replace(
            treaty,
            ended=_by(treaty.ended, self.until),
            spells=spells,
            parties=tuple(dict.fromkeys(spell.iso3 for spell in spells)),
            # A note may tell what came later.
            note=treaty.note if self.until >= KNOWN_TO else "",
        )


def _plain(name: str) -> str:
    words = name.casefold().replace("organization", "organisation").replace(".", "").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _one(what: str, name: str, known: dict[str, _Fact]) -> _Fact:
    found = known.get(name)
    if found is None:
        raise UnknownNameError(what, name, known)
    return found


@cache
def _section(name: str) -> tuple[Any, ...]:
    return read_section(name)


@cache
def load() -> Ledger:
    """Return the ledger that ships with bilat; the same object each time.

    Raises
    ------
    bilat.errors.SourceError
        When a section is first asked for and its file has a fault.
    """
    return Ledger()
