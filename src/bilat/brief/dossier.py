"""What a dossier holds: plain frozen tables, ready for any face."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from bilat.shown import Shown

if TYPE_CHECKING:
    from bilat.states import State
    from bilat.types import Evidence, Observation

__all__ = ["Brief", "Friction", "HistoryLine", "IssueRow", "MeasureRow", "StyleRow", "TreatyRow"]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure of the pair on the day: where it stands.

    ``percentile`` (0-100, larger is closer) is among all pairs known that year; ``rank_in_history`` of
    ``of_years`` is among the pair's own known years, 1 being the closest. ``way`` names the direction of a
    directed measure (``"RUS → CHN"``).
    """

    dimension: str
    measure: str
    label: str
    unit: str
    way: str
    observation: Observation
    percentile: float | None
    rank: int | None
    of: int | None
    rank_in_history: int | None
    of_years: int | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A measure's history of the pair, for a chart; ``values`` holds ``None`` where unknown."""

    dimension: str
    measure: str
    label: str
    unit: str
    way: str
    years: tuple[int, ...]
    values: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    covers: tuple[int, int]
    source: str


@dataclass(frozen=True, slots=True)
class TreatyRow:
    """A treaty between the two, in force on the day or not."""

    name: str
    signed: date
    in_force: date | None
    ended: date | None
    rung: int
    rung_name: str
    binding: bool
    note: str
    citation: str


@dataclass(frozen=True, slots=True)
class Friction(Shown):
    """A third state that one of the two arms while the other disputes with it."""

    third: str
    third_name: str
    supplier: str
    opponent: str
    share: float
    share_year: int
    contention: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """Voting agreement on one issue over the window, with its 5% and 95% bounds."""

    issue: str
    label: str
    agreement: float
    s: float
    n: int
    since: int
    until: int
    low: float | None = None
    high: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class StyleRow:
    """How each of the two acts, side by side; ``None`` is unknown, with the reason in ``note``."""

    label: str
    a: float | None
    b: float | None
    unit: str
    since: int
    until: int
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """The dossier of a pair on a day."""

    a: State
    b: State
    on: date
    as_of: date | None
    measures: tuple[MeasureRow, ...]
    treaties: tuple[TreatyRow, ...]
    friction: tuple[Friction, ...]
    issues: tuple[IssueRow, ...]
    styles: tuple[StyleRow, ...]
    events: tuple[Evidence, ...]
    histories: tuple[HistoryLine, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the dossier as the documented JSON."""
        from bilat.report.as_json import brief_json

        return brief_json(self)

    def to_html(self) -> str:
        """Return a self-contained HTML page."""
        from bilat.report.brief_page import brief_html

        return brief_html(self)

    def to_markdown(self) -> str:
        """Return the dossier in Markdown."""
        from bilat.report.as_markdown import brief_markdown

        return brief_markdown(self)

    def _repr_html_(self) -> str:
        return self.to_html()
