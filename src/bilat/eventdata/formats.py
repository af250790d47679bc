"""The published formats of event data: which columns they have and what those mean.

Every format is told by its columns and read as text; a format says in SQL how a row becomes the same six things:
an identity, a day, who, to whom, one of four classes, and an intensity. Nothing from a file is ever part of the SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bilat.errors import InputError

__all__ = ["FORMATS", "EventFormat", "format_of"]


def _cells(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


_GDELT = _cells(
    "GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate|Actor1Code|Actor1Name|Actor1CountryCode|Actor1KnownGroupCode|"
    "Actor1EthnicCode|Actor1Religion1Code|Actor1Religion2Code|Actor1Type1Code|Actor1Type2Code|Actor1Type3Code|"
    "Actor2Code|Actor2Name|Actor2CountryCode|Actor2KnownGroupCode|Actor2EthnicCode|Actor2Religion1Code|"
    "Actor2Religion2Code|Actor2Type1Code|Actor2Type2Code|Actor2Type3Code|IsRootEvent|EventCode|EventBaseCode|"
    "EventRootCode|QuadClass|GoldsteinScale|NumMentions|NumSources|NumArticles|AvgTone"
)
_POINT = _cells("Type|FullName|CountryCode|ADM1Code|Lat|Long|FeatureID")
_POINT_2 = _cells("Type|FullName|CountryCode|ADM1Code|ADM2Code|Lat|Long|FeatureID")


def _gdelt(points: Sequence[str]) -> tuple[str, ...]:
    places = [f"{who}Geo_{p}" for who in ("Actor1", "Actor2", "Action") for p in points]
    return (*_GDELT, *places, "DATEADDED")


@dataclass(frozen=True, slots=True)
class EventFormat:
    """One published format.

    Attributes
    ----------
    columns
        Names of the columns in order, for files without a header; with one, those that must be there.
    header
        Whether the file's first line names the columns.
    identity, day, source, target, quad, intensity
        SQL over the columns; ``quad`` is 1 to 4 (verbal cooperation, material cooperation, verbal conflict,
        material conflict), ``source`` and ``target`` are the file's own names of states.
    names
        How it names states: ``name`` (in English), ``iso3`` or ``cow``.
    scale
        What the intensity is.
    covers
        First and last year that may stand in a file.
    """

    key: str
    title: str
    columns: tuple[str, ...]
    header: bool
    identity: str
    day: str
    source: str
    target: str
    quad: str
    intensity: str
    names: str
    scale: str
    covers: tuple[int, int]
    encoding: str
    citation: str


_CAMEO_QUAD = (
    "CASE WHEN root BETWEEN 1 AND 5 THEN 1 WHEN root BETWEEN 6 AND 8 THEN 2 "
    "WHEN root BETWEEN 9 AND 13 THEN 3 WHEN root BETWEEN 14 AND 20 THEN 4 END"
)
_GDELT_SHARED: dict[str, Any] = dict(  # noqa: C408  reads as the fields it fills
    header=False,
    identity='"GLOBALEVENTID"',
    day="try_strptime(\"SQLDATE\", '%Y%m%d')::DATE",
    source='"Actor1CountryCode"',
    target='"Actor2CountryCode"',
    quad='TRY_CAST("QuadClass" AS TINYINT)',
    intensity='TRY_CAST("GoldsteinScale" AS DOUBLE)',
    names="iso3",
    scale="Goldstein scale, -10 to 10",
    encoding="utf-8",
    citation="Leetaru & Schrodt 2013, GDELT: Global Data on Events, Location and Tone, 1979-2012 (ISA)",
)

FORMATS: dict[str, EventFormat] = {
    f.key: f
    for f in (
        EventFormat(
            key="icews",
            title="ICEWS Coded Event Data",
            columns=_cells(
                "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|"
                "Target Name|Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|"
                "Country|Latitude|Longitude"
            ),
            header=True,
            # An ICEWS id is unique only together with its day.
            identity='"Event ID" || \'/\' || "Event Date"',
            day='TRY_CAST("Event Date" AS DATE)',
            source='"Source Country"',
            target='"Target Country"',
            # The root is the first two digits; a code that lost its leading zero would begin above 20.
            quad=_CAMEO_QUAD.replace(
                "root",
                '(CASE WHEN TRY_CAST(left("CAMEO Code", 2) AS INTEGER) > 20 THEN TRY_CAST(left("CAMEO Code", 1) AS INTEGER) '
                'ELSE TRY_CAST(left("CAMEO Code", 2) AS INTEGER) END)',
            ),
            intensity='TRY_CAST("Intensity" AS DOUBLE)',
            names="name",
            scale="CAMEO intensity, -10 to 10",
            covers=(1995, 2023),
            encoding="latin-1",
            citation="Boschee et al. 2015, ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075",
        ),
        EventFormat(
            key="polecat",
            title="POLECAT Weekly Data",
            columns=_cells(
                "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|"
                "Actor COW|Recipient Name|Recipient Country|Recipient COW"
            ),
            header=True,
            identity='"Event ID"',
            day='TRY_CAST("Event Date" AS DATE)',
            source='"Actor COW"',
            target='"Recipient COW"',
            quad=(
                "CASE WHEN upper(\"Event Type\") IN ('AGREE', 'CONSULT', 'SUPPORT') THEN 1 "
                "WHEN upper(\"Event Type\") IN ('CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'YIELD') THEN 2 "
                "WHEN upper(\"Event Type\") IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 3 "
                "WHEN upper(\"Event Type\") IN ('PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT') THEN 4 END"
            ),
            intensity='TRY_CAST("Intensity" AS DOUBLE)',
            names="cow",
            scale="PLOVER intensity, -10 to 10",
            covers=(2010, 2030),
            encoding="utf-8",
            citation="Halterman et al. 2023, PLOVER and POLECAT, doi:10.31235/osf.io/rm5dw; data doi:10.7910/DVN/AJGVIT",
        ),
        EventFormat(
            key="gdelt1",
            title="GDELT 1.0 Event Database",
            columns=(*_gdelt(_POINT), "SOURCEURL"),
            covers=(1979, 2030),
            **_GDELT_SHARED,
        ),
        EventFormat(
            key="gdelt1-reduced",
            title="GDELT 1.0 Event Database, years before April 2013",
            columns=_gdelt(_POINT),
            covers=(1979, 2013),
            **_GDELT_SHARED,
        ),
        EventFormat(
            key="gdelt2",
            title="GDELT 2.0 Event Database",
            columns=(*_gdelt(_POINT_2), "SOURCEURL"),
            covers=(1979, 2030),
            **_GDELT_SHARED,
        ),
    )
}


def format_of(first_line: str) -> EventFormat:
    """Tell the format from the first line of a file.

    Raises
    ------
    InputError
        If it is none of the known ones.

    Examples
    --------
    >>> format_of(chr(9).join(FORMATS["icews"].columns)).key
    'icews'
    """
    cells = first_line.rstrip("\r\n").split("\t")
    names = {cell.strip() for cell in cells}
    for known in FORMATS.values():
        if known.header and names >= set(known.columns):
            return known
    for known in FORMATS.values():
        if (
            not known.header
            and len(cells) == len(known.columns)
            and cells[0].isdecimal()
            and len(cells[1]) == 8
        ):
            return known
    raise InputError(
        f"The first line has {len(cells)} tab-separated cells and fits no event format.",
        f"Known: {', '.join(f.title for f in FORMATS.values())}. Unpack archives first; keep the header line.",
    )
