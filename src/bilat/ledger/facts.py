"""The facts of the ledger: immutable, dated, cited."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

__all__ = [
    "KINDS_OF_OBLIGATION",
    "REGIME_TYPES",
    "Body",
    "Choice",
    "Event",
    "Member",
    "Organisation",
    "Regime",
    "RollCall",
    "TerritorialClaim",
    "Treaty",
    "War",
]

# Classes below have a field called `date`, which would hide the type.
Day = date

Body = Literal["GA", "SC"]
Choice = Literal["yes", "no", "abstain", "absent", "veto"]

#: What a treaty obliges to, and the rung of the ladder that each kind stands on.
KINDS_OF_OBLIGATION: dict[str, int] = {
    "defence": 3,
    "offence": 3,
    "neutrality": 2,
    "nonaggression": 2,
    "consultation": 1,
    "cooperation": 0,
    "assurance": 0,
}

#: What a sanctions regime restricts, in the words of `bilat.propositions.Sanction`.
REGIME_TYPES: tuple[str, ...] = ("trade", "arms", "military", "financial", "travel", "other")


@dataclass(frozen=True)
class RollCall:
    """One recorded vote of the General Assembly or the Security Council.

    Attributes
    ----------
    symbol
        Of the resolution (``A/RES/68/262``), or of the draft where it was not adopted (``S/2014/189``).
    date
        Day of the vote.
    topics, aliases
        What it is about; the words by which people call it.
    yes, no, abstain, absent
        ISO3 of the states whose position the ledger records. ``absent`` is "did not vote".
    counts
        Official totals ``yes``, ``no``, ``abstain``. Positions are complete only where `complete` says so.
    vetoed_by
        Permanent members whose vote against defeated the draft.
    draft
        Whether the text was not adopted.
    """

    id: str
    symbol: str
    body: Body
    date: date
    title: str
    topics: tuple[str, ...]
    aliases: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstain: tuple[str, ...]
    absent: tuple[str, ...]
    counts: dict[str, int]
    vetoed_by: tuple[str, ...]
    draft: bool
    citation: str

    @cached_property
    def _choices(self) -> dict[str, Choice]:
        lists: tuple[tuple[Choice, tuple[str, ...]], ...] = (
            ("yes", self.yes),
            ("no", self.no),
            ("abstain", self.abstain),
            ("absent", self.absent),
            ("veto", self.vetoed_by),
        )
        return {iso3: choice for choice, states in lists for iso3 in states}

    def vote_of(self, iso3: str) -> Choice | None:
        """Return how a state voted; ``None`` where the ledger does not record it.

        Examples
        --------
        >>> from bilat import ledger
        >>> crimea = ledger.load().rollcall("A/RES/68/262")
        >>> crimea.vote_of("CHN"), crimea.vote_of("RUS"), crimea.vote_of("TWN")
        ('abstain', 'no', None)
        """
        return self._choices.get(iso3)

    @property
    def complete(self) -> bool:
        """Whether every vote for, against and abstaining is recorded here."""
        return all(len(getattr(self, choice)) == self.counts[choice] for choice in ("yes", "no", "abstain"))


@dataclass(frozen=True, slots=True)
class Member:
    """A spell of membership: from ``joined`` up to, and not on, the day ``left``."""

    iso3: str
    joined: date
    left: date | None = None

    def on(self, day: date) -> bool:
        """Say whether the spell covers `day`."""
        return self.joined <= day and (self.left is None or day < self.left)


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty, pact or political document that says what states owe each other.

    Attributes
    ----------
    parties
        Every state that was ever bound; `spells` says when. Use `binds` for a pair on a day.
    signed, in_force, ended
        ``in_force`` is ``None`` for a document that needed no entry into force or never had one;
        ``ended`` is ``None`` while it stands.
    rung
        0 none, 1 consultation, 2 nonaggression or neutrality, 3 defence: the highest of `kinds`.
    kinds
        Keys of `KINDS_OF_OBLIGATION`.
    hub
        For a guarantee to several states (Japan's or China's to a bloc do not bind its members to each
        other): the state each other party is bound with. ``None`` where all are bound to all.
    """

    id: str
    name: str
    parties: tuple[str, ...]
    signed: date
    in_force: date | None
    ended: date | None
    rung: int
    kinds: tuple[str, ...]
    note: str
    citation: str
    spells: tuple[Member, ...]
    hub: str | None = None

    def binds(self, a: str, b: str, on: date) -> bool:
        """Say whether both states were bound by the treaty on `on`, and to each other.

        Examples
        --------
        >>> from datetime import date
        >>> from bilat import ledger
        >>> nato = ledger.load().treaty("north-atlantic-treaty-1949")
        >>> nato.binds("USA", "FIN", date(2022, 1, 1)), nato.binds("USA", "FIN", date(2024, 1, 1))
        (False, True)
        """
        if a == b or (self.ended is not None and on >= self.ended):
            return False
        if self.hub is not None and self.hub not in (a, b):
            return False
        bound = {spell.iso3 for spell in self.spells if spell.on(on)}
        return a in bound and b in bound


@dataclass(frozen=True, slots=True)
class War:
    """A war, invasion or armed clash between states; ``side_a`` opened it or was held to."""

    id: str
    name: str
    side_a: tuple[str, ...]
    side_b: tuple[str, ...]
    start: date
    end: date | None
    citation: str


@dataclass(frozen=True, slots=True)
class Event:
    """A landmark between states. ``root`` is a PLOVER root; ``target`` is ``None`` where there is none."""

    id: str
    name: str
    source: str
    target: str | None
    root: str
    date: Day
    end: Day | None
    keywords: tuple[str, ...]
    citation: str


@dataclass(frozen=True, slots=True)
class Regime:
    """Sanctions of one or more senders (ISO3, or keys of organisations) on a target.

    ``types`` are words of `REGIME_TYPES`. ``end`` is the day it was lifted. ``without`` are members of a sender that took no part.
    """

    id: str
    name: str
    senders: tuple[str, ...]
    target: str
    start: date
    end: date | None
    issue: str
    types: tuple[str, ...]
    citation: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TerritorialClaim:
    """A named dispute over territory. ``end`` is the settlement, ``None`` while open.

    ``backers`` are parties that claim nothing for themselves: theirs is a contention, not a claim to territory.
    """

    id: str
    name: str
    parties: tuple[str, ...]
    area: str
    start: date
    end: date | None
    citation: str
    backers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, bloc or named group with its dated members.

    Attributes
    ----------
    members
        States, by spell.
    bodies
        Organisations that are members themselves (EU and AU in the G20), by key.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    founded: date
    dissolved: date | None
    members: tuple[Member, ...]
    citation: str
    note: str = ""
    bodies: tuple[Member, ...] = ()

    def members_on(self, day: date) -> tuple[str, ...]:
        """Return the ISO3 of its members on `day`, sorted.

        Examples
        --------
        >>> from datetime import date
        >>> from bilat import ledger
        >>> "GBR" in ledger.load().organisation("EU").members_on(date(2020, 2, 1))
        False
        """
        if day < self.founded or (self.dissolved is not None and day >= self.dissolved):
            return ()
        return tuple(sorted({member.iso3 for member in self.members if member.on(day)}))

    def known_by(self, day: date) -> Organisation:
        """Return the organisation as it could be known on `day`: no later joining, leaving or end."""
        return replace(
            self,
            dissolved=_by(self.dissolved, day),
            members=_spells_by(self.members, day),
            bodies=_spells_by(self.bodies, day),
            # A note may tell what came later.
            note="",
        )


def _by(moment: date | None, day: date) -> date | None:
    """Return `moment` if it had come by `day`."""
    return moment if moment is not None and moment <= day else None


def _spells_by(spells: tuple[Member, ...], day: Day) -> tuple[Member, ...]:
    """Return the spells begun by `day`, without ends that came after it."""
    return tuple(replace(m, left=_by(m.left, day)) for m in spells if m.joined <= day)
