"""The words every room shares: dyads, provenance, observations, evidence, statements, verdicts.

All are immutable. A directed tie and an undirected one are different types and never convert into each
other by accident. A value that is not known is ``None`` and says why in ``reason``; it is never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bilat.shown import Shown

__all__ = [
    "Coverage",
    "DirectedDyad",
    "Dyad",
    "Evidence",
    "Mode",
    "Observation",
    "Outcome",
    "Provenance",
    "Speaker",
    "Statement",
    "Verdict",
]

Outcome = Literal["supported", "contradicted", "mixed", "unmeasurable", "forecast"]
Mode = Literal["direct", "indirect", "mixed", "narration"]


@dataclass(frozen=True, slots=True, order=True)
class Dyad:
    """An undirected pair of states by COW code, smaller code first.

    Raises
    ------
    ValueError
        If both codes are the same.

    Examples
    --------
    >>> Dyad.of(710, 365)
    Dyad(a=365, b=710)
    """

    a: int
    b: int

    def __post_init__(self) -> None:
        if self.a >= self.b:
            raise ValueError(f"Dyad wants two different codes, smaller first; got {self.a}, {self.b}.")

    @classmethod
    def of(cls, x: int, y: int) -> Dyad:
        """Sort the two codes and make the pair."""
        return cls(min(x, y), max(x, y))


@dataclass(frozen=True, slots=True, order=True)
class DirectedDyad:
    """A tie from one state to another by COW code: supplier to recipient, sender to target."""

    source: int
    target: int

    def __post_init__(self) -> None:
        if self.source == self.target:
            raise ValueError(f"A state has no directed tie to itself; got {self.source} twice.")

    def reversed(self) -> DirectedDyad:
        """Return the tie the other way round."""
        return DirectedDyad(self.target, self.source)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a figure comes from.

    Attributes
    ----------
    source
        Short name of the data set, e.g. ``"ATOP"`` or ``"UN General Assembly roll calls"``.
    version
        The source's own version, e.g. ``"5.1"``, or the content hash where it has none.
    retrieved
        Day the file was taken in; ``None`` for the bundled pack's hand-written ledger.
    covers_from, covers_to
        First and last year (inclusive) for which silence of the source means absence.
    citation, licence
        As the source asks to be cited, and on what terms it may be used.
    """

    source: str
    version: str
    retrieved: date | None
    covers_from: int
    covers_to: int
    citation: str
    licence: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a table of the record covers: years (inclusive), and states where not all.

    ``codes`` is ``None`` where every state of the system is covered.
    """

    table: str
    provenance: Provenance
    codes: frozenset[int] | None = None
    note: str = ""

    def has_year(self, year: int) -> bool:
        """Say whether `year` lies inside the coverage."""
        return self.provenance.covers_from <= year <= self.provenance.covers_to


@dataclass(frozen=True, slots=True)
class Observation(Shown):
    """One value of one measure for one dyad and year.

    ``value`` is ``None`` outside coverage, and ``reason`` then says why. ``low`` and ``high`` are the 5%
    and 95% bounds where the measure has an interval. ``n`` is the number of roll calls, deliveries, ...
    that the value rests on, where that makes sense.
    """

    dyad: Dyad | DirectedDyad
    year: int
    dimension: str
    measure: str
    value: float | None
    provenance: Provenance
    low: float | None = None
    high: float | None = None
    n: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence(Shown):
    """One row of evidence under a verdict.

    ``value`` is a number, a word (``"abstain"``) or ``None`` where the record has none; ``rank`` of ``of``
    says where it stands (1 is the closest, largest or strongest). ``covers`` is the source's span of
    years. ``text`` is the row in plain words for people; ``citation`` is how to find it by hand.
    """

    dimension: str
    measure: str
    value: float | str | None
    source: str
    version: str
    covers: tuple[int, int]
    low: float | None = None
    high: float | None = None
    year: int | None = None
    rank: int | None = None
    of: int | None = None
    text: str = ""
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Verdict(Shown):
    """What the record says of a proposition.

    Attributes
    ----------
    outcome
        ``forecast`` is an open forecast. Stances and pledges are recorded, never judged: ``unmeasurable``.
    summary
        Two plain sentences: what was compared and what came out; what would change it.
    evidence
        Rows behind it; may be empty only if ``summary`` says why.
    coverage
        Spans of years outside coverage, or limits of the sources, in words; one entry each.
    as_of
        The day up to which facts were used.
    probability
        P(the proposition holds) where the measure has a posterior or a sampling distribution.
    """

    outcome: Outcome
    summary: str
    evidence: tuple[Evidence, ...] = ()
    coverage: tuple[str, ...] = ()
    as_of: date | None = None
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: a person, an organisation, a document; ``None`` fields are not stated in the text."""

    name: str
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Statement(Shown):
    """An attributed statement in an article.

    ``content`` is a tuple of ``(start, end)`` character spans into the cleaned text: one quote may be
    interrupted by its attribution. ``certainty`` runs from -3 (certainly not) to 3 (certainly so).
    ``mode`` is ``narration`` for what the outlet says in its own voice; ``speaker`` is then ``None``.
    """

    speaker: Speaker | None
    outlet_chain: tuple[str, ...]
    cue: str | None
    mode: Mode
    content: tuple[tuple[int, int], ...]
    span: tuple[int, int]
    text: str
    certainty: float
    source_span: tuple[int, int] | None = None
    cue_span: tuple[int, int] | None = None
    notes: tuple[str, ...] = field(default=())
