"""How every view writes a value, a speaker, a coverage: said once, so that views agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilat.brief.dossier import MeasureRow, StyleRow
    from bilat.types import Evidence, Statement

__all__ = [
    "AXIS_WORDS",
    "OUTCOME_WORDS",
    "covers_words",
    "evidence_value",
    "measure_value",
    "number",
    "source_words",
    "speaker_line",
    "standing_line",
    "style_value",
    "way_words",
]

#: Outcome to (word, symbol). Symbols carry the meaning without colour.
OUTCOME_WORDS: dict[str, tuple[str, str]] = {
    "supported": ("supported", "✓"),
    "contradicted": ("contradicted", "✗"),
    "mixed": ("mixed", "≈"),
    "unmeasurable": ("not measurable", "?"),
    "forecast": ("open forecast", "→"),
}


#: Charted measure to what its axis shows, for people who do not know the measure.
AXIS_WORDS: dict[str, str] = {
    "alignment": "Higher is closer; 0: votes as the world’s mean, nothing binds or divides",
    "positions": "Higher is closer; 0 is the world’s mean, most lie within 2",
    "commitment": "0: no tie; 3: full in everything",
    "hostility": "0: none; 3: full in everything",
    "agreement": "Share of roll calls with the same vote",
    "obligation": "0 none, 1 consultation, 2 non-aggression, 3 defence",
    "arms_share": "Supplier’s share of all the other receives, five years",
    "trade_share": "The other’s share of all of one’s trade",
    "dispute": "0 none, 2 threat, 3 show of force, 4 force, 5 war",
    "membership_kappa": "1: the same organisations; 0: as by chance",
    "exercises": "Exercises of the year",
    "sanctions": "Kinds in force, of six",
    "events_icews": "Cooperative share of reported events",
    "events_gdelt": "Daily score of news; higher is friendlier",
}


def way_words(way: str) -> str:
    """Write a direction with the states' names.

    Examples
    --------
    >>> way_words("RUS → CHN"), way_words("")
    ('Russia to China', '')
    """
    from bilat import states

    return " to ".join(states.get(code).name for code in way.split(" → ")) if way else ""


def number(value: float, unit: str = "") -> str:
    """Write a number: shares in per cent, whole numbers without decimals, the rest with two or three.

    Examples
    --------
    >>> number(0.8123, "share"), number(3.0), number(0.4567)
    ('81.2%', '3', '0.457')
    """
    if unit == "share":
        return f"{100 * value:.1f}%"
    if float(value).is_integer():
        return f"{value:.0f}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"


def evidence_value(row: Evidence) -> str:
    """Write a row's value; unknown is said, never shown as zero."""
    if row.value is None:
        return "unknown"
    if isinstance(row.value, str):
        return row.value
    text = number(row.value, "share" if row.measure.endswith("share") else "")
    if row.low is not None and row.high is not None:
        text += f" [{number(row.low)} to {number(row.high)}]"
    return text


def measure_value(row: MeasureRow) -> str:
    """Write a dossier's value with its interval."""
    seen = row.observation
    if seen.value is None:
        return "unknown"
    text = number(seen.value, row.unit)
    if seen.low is not None and seen.high is not None:
        text += f" [{number(seen.low, row.unit)} to {number(seen.high, row.unit)}]"
    return text


def standing_line(row: MeasureRow) -> str:
    """Write where a value stands among all pairs and in the pair's own history."""
    parts = []
    if row.percentile is not None and row.of:
        # no pair is closer than all: it is one of them
        share = (
            ">99" if row.percentile > 99.5 else "<1" if 0 < row.percentile < 0.5 else f"{row.percentile:.0f}"
        )
        parts.append(f"closer than {share}% of {row.of:,} pairs")
    if row.rank_in_history is not None and row.of_years:
        parts.append(f"{row.rank_in_history} of {row.of_years} years")
    return "; ".join(parts)


def style_value(row: StyleRow, value: float | None) -> str:
    """Write how often a state acts so."""
    if value is None:
        return "unknown"
    return number(value, "share") if row.unit == "share" else f"{value:.1f} {row.unit}"


def source_words(source: str, version: str) -> str:
    """Name a source with its version, once.

    Examples
    --------
    >>> source_words("COW Trade 4.0", "4.0"), source_words("ATOP", "5.1")
    ('COW Trade 4.0', 'ATOP 5.1')
    """
    return source if not version or version in source else f"{source} {version}"


def covers_words(covers: tuple[int, int]) -> str:
    """Write the years that a source covers.

    Examples
    --------
    >>> covers_words((1946, 2018)), covers_words((2014, 2014))
    ('1946-2018', '2014')
    """
    return str(covers[0]) if covers[0] == covers[1] else f"{covers[0]}-{covers[1]}"


def speaker_line(said: Statement | None) -> str:
    """Write who said it, in which role, through which outlet."""
    if said is None or said.speaker is None:
        who = "the article, in its own voice"
    else:
        post = [x for x in (said.speaker.role, said.speaker.organisation) if x and x != said.speaker.name]
        who = said.speaker.name + (f", {', '.join(post)}" if post else "")
    return who + (f" (via {', '.join(said.outlet_chain)})" if said and said.outlet_chain else "")
