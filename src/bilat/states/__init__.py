"""Who the states are, and when; text to state.

Codes are those of the Correlates of War (COW) state system, with its dates and interruptions; the table is our own,
written from the public record, and continues open membership to today. Conventions, and why:

- COW 365 is Russia and the Soviet Union throughout, letters ``RUS``: COW treats them as one state, as does the UN seat.
- 255 is Germany (to 1945, and from 3 October 1990), 260 West Germany, 265 East Germany. 255 and 260 both bear
  ``DEU``, as ISO 3166 does: the code tells them apart. "Germany" said in 1975 means 260: it held that name in
  everyday use, while East Germany was always named in full.
- 345 is Yugoslavia (``YUG``) until Montenegro left in June 2006, then Serbia (``SRB``): COW keeps one state.
- 816 is (North) Vietnam, which COW continues after 1975; "Vietnam" said in 1970 means 816.
- 678 is North Yemen and 679 united Yemen, both ``YEM``; 680 is South Yemen.
- ISO 3166 has no letters for South Vietnam (its ``VDR`` was withdrawn, and was North Vietnam's), South Yemen's
  ``YMD`` is withdrawn, and Kosovo and Zanzibar have none. We use those of the V-Dem project: ``VDR``, ``YMD``,
  ``XKX``, ``ZZB``. States gone before 1946 have letters from ISO's range for users (``X..``), so none is mistaken.
- Palestine is not in the COW system; 667, a number COW leaves free, is ours, letters ``PSE``. No other territory
  (Hong Kong, Greenland, Western Sahara ...) has a code: it resolves to ``None``.
- Numbers 89, 99, 563, 564, 711 and 815 are states of the Gleditsch-Ward list that COW's leaves out; they have
  that list's number, and are never members of the system.
- A year given for a day means its last day: ``DEU`` in 1990 is 255.
- "Congo" in a table is the Republic (484), as UN documents and data sets write it; in running text it is the
  Democratic Republic (490) unless Brazzaville is named, as in the news.

Examples
--------
>>> from datetime import date
>>> get("Soviet Union", date(1980, 1, 1))
State(code=365, name='Soviet Union', iso3='RUS', gw=365, start=datetime.date(1816, 1, 1), end=None)
>>> get("Germany", date(1975, 1, 1)).code
260
>>> code_of_iso3("DEU", 2000)
255
"""

from __future__ import annotations

from bilat.states.lookup import (
    code_of_gw,
    code_of_iso3,
    code_of_name,
    era,
    get,
    is_member,
    iso3,
    iso3_array,
    name,
    system,
)
from bilat.states.resolver import resolve
from bilat.states.scanning import Mention, mentions
from bilat.states.table import State

__all__ = [
    "Mention",
    "State",
    "code_of_gw",
    "code_of_iso3",
    "code_of_name",
    "era",
    "get",
    "is_member",
    "iso3",
    "iso3_array",
    "mentions",
    "name",
    "resolve",
    "system",
]
