"""Where and when a report was filed: the dateline before its text, or a line of its own above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bilat.dates import MONTHS

__all__ = ["DATED", "DATELINE", "PLACED", "a_day", "a_full_day", "filed_by", "filed_on", "told_on"]

_MONTHS = [name[:3] for name in MONTHS]
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
#: A day with its year, and one that may lack it.
_TH = r"(?:st|nd|rd|th)?"
_FULL = rf"{_WEEKDAY}(?:\d{{1,2}}{_TH}\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}{_TH},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_SOME = rf"{_WEEKDAY}(?:\d{{1,2}}{_TH}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}{_TH})(?:,?\s+\d{{4}})?"
_NAME = r"[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{0,30}){0,3}"
_AGENCY = r"(?:\(([A-Z][\w .&/-]{1,40})\))?"
_DASH = r"\s*(?:—|–|--|-)\s+"

#: "KYIV, March 2 (Reuters) — ", "LONDON — ", "New Delhi, 14 June 2018 - ", "March 3, 2022 (Reuters) - ". A place in
#: small letters needs a day, a day alone an agency: "Britain — which voted no" is none.
DATELINE = re.compile(
    rf"(?:[A-Z][A-Z.'’ -]{{2,40}}\s*\([A-Z][\w .&'’/-]{{1,40}},\s*{_FULL}\)\s*[.:]\s+|(?:(?=\([A-Z][\w .&/-]{{1,40}}\)\s*(?:—|–|-))|{_FULL}(?=\s*\([A-Z])|[A-Z][A-Z.'’/ -]{{2,40}}(?:,\s*[A-Z][\w. ]{{1,30}})?(?:,\s*{_SOME})?|[A-Z][A-Z.'’ -]{{2,40}}\s*\([A-Z][\w .&/-]{{1,40}}\),?\s*{_SOME}|{_NAME}(?:,\s*{_NAME})?,\s*{_SOME})\s*{_AGENCY}{_DASH})"
)
#: A line that is a place and a day: "Riyadh, 3 March 2019".
PLACED = re.compile(rf"^{_NAME}(?:,\s*{_NAME})?\s*[,|/—–-]\s*({_FULL})\.?$")
#: A line that is a day.
DATED = re.compile(
    r"^(?:(?:last |first )?(?:published|updated|posted|modified|issued|released|filed|dated?)|on)?\s*[:,]?\s*(?:on\s+)?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
    r"(?:[T,\s].{0,30})?$",
    re.IGNORECASE,
)


def filed_on(text: str) -> date | None:
    """Return the day of the dateline at the head of `text`, if it names one with its year.

    Examples
    --------
    >>> filed_on("OSLO, 12 August 2020 (Fjord Wire) - Norway voted yes.")
    datetime.date(2020, 8, 12)
    """
    head = DATELINE.match(text)
    full = re.search(_FULL, head.group()) if head else None
    return a_day(full.group()) if full else None


def filed_by(text: str) -> str | None:
    """Return the agency that the dateline at the head of `text` names.

    Examples
    --------
    >>> filed_by("OSLO (Fjord Wire) - Norway voted yes."), filed_by("OSLO, 12 August 2020 - Norway voted yes.")
    ('Fjord Wire', None)
    """
    head = DATELINE.match(text)
    named = re.search(r"\(([^()]+)\)", head.group()) if head else None
    return re.split(rf",\s*(?={_FULL})", named.group(1))[0].strip() if named else None


def a_full_day(line: str) -> tuple[int, int, date] | None:
    """Return where a line names its first day with the year, and the day.

    Examples
    --------
    >>> a_full_day("Elbe Post | 12 August 2020")[2]
    datetime.date(2020, 8, 12)
    """
    found = re.search(rf"\b{_FULL}\b", line)
    day = a_day(found.group()) if found else None
    return (found.start(), found.end(), day) if found and day else None


def told_on(paragraphs: Sequence[str]) -> date | None:
    """Return the first day that the first paragraphs name with its weekday and year: "on Thursday, 9 February 2023".

    News names the day of what it reports, so this is the article's day where nothing else says it. The weekday must be right.

    Examples
    --------
    >>> told_on(["The council met on Thursday, 9 February 2023, in Oslo."])
    datetime.date(2023, 2, 9)
    >>> told_on(["The council met on Friday, 9 February 2023, in Oslo."]) is None
    True
    """
    for paragraph in paragraphs[:3]:
        for found in re.finditer(rf"\b(?P<name>\w+day),?\s+(?={_FULL})", paragraph):
            day = a_day(paragraph[found.end() :])
            if day and f"{day:%A}" == found["name"]:
                return day
    return None


def a_day(text: str) -> date | None:
    """Read the few ways in which English articles write their day."""
    text = re.sub(rf"^{_WEEKDAY}", "", text.strip())
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})", text)
    written = re.match(
        r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([A-Za-z]{3,9})\.?\s*(?:(\d{1,2})(?:st|nd|rd|th)?,?)?,?\s+(\d{4})",
        text,
    )
    try:
        if iso:
            return date(int(iso.group(1)), int(iso.group(2)), int(iso.group(3)))
        if written and (written.group(1) or written.group(3)):
            month = _MONTHS.index(written.group(2)[:3].lower()) + 1
            return date(int(written.group(4)), month, int(written.group(1) or written.group(3)))
    except ValueError:
        return None
    return None
