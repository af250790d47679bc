"""From code, letters or name to state and back: the look-ups every room uses."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from bilat.errors import UnknownNameError
from bilat.states.table import FIRST, State, day_of, pick, table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "code_of_gw",
    "code_of_iso3",
    "code_of_name",
    "get",
    "is_member",
    "iso3",
    "iso3_array",
    "name",
    "system",
]


@lru_cache(maxsize=65536)
def state_on(code: int, day: date) -> State:
    """Return the state with `code` as of `day`."""
    entry = table().entries.get(code)
    if entry is None:
        raise UnknownNameError(
            "state code", str(code), hint="Give a COW code (Russia is 365) or an ISO3 code."
        )
    return entry.state(day)


def get(key: int | str, on: date | None = None) -> State:
    """Return a state by COW code, letters (ISO3), name or alias.

    Parameters
    ----------
    key
        COW code, ISO3 letters, name or alias in any case.
    on
        Day asked about; today if not given. Names and letters that several states bore are told apart by it.

    Raises
    ------
    UnknownNameError
        With the nearest known names, if there is no such state.

    Examples
    --------
    >>> get("burma").iso3
    'MMR'
    >>> get(365, date(1980, 1, 1)).name
    'Soviet Union'
    """
    day = day_of(on)
    if not isinstance(key, str):
        return state_on(int(key), day)
    text = key.strip()
    if text.isascii() and text.isdigit():
        return state_on(int(text), day)
    code = _code_of_letters(text, day) or table().find_name(text, day) or _code_of_letters(text.upper(), day)
    if code is None:
        known = [e.name for e in table().entries.values()]
        known += [a.text for e in table().entries.values() for a in e.aliases if len(a.text) > 4]
        raise UnknownNameError(
            "state", key, known, otherwise="Give a name in English, an ISO3 code or a COW number."
        )
    return state_on(code, day)


def name(code: int, on: date | int | None = None) -> str:
    """Return the short English name of a state on a day (or in a year, at its end).

    Raises
    ------
    UnknownNameError
        If no state has this code.

    Examples
    --------
    >>> name(775, 1970), name(775)
    ('Burma', 'Myanmar')
    """
    return state_on(code, day_of(on)).name


def iso3(code: int, year: int | None = None) -> str:
    """Return the letters of a state in a year (at its end), or today.

    Raises
    ------
    UnknownNameError
        If no state has this code.

    Examples
    --------
    >>> iso3(345, 1990), iso3(345, 2010)
    ('YUG', 'SRB')
    """
    return state_on(code, day_of(year)).iso3


def iso3_array(codes: ArrayLike, years: ArrayLike) -> NDArray[np.str_]:
    """Return the letters of many states at once; ``""`` where a code is unknown.

    Parameters
    ----------
    codes, years : int arrays
        Broadcast against each other.

    Returns
    -------
    array of ``<U3``

    Examples
    --------
    >>> iso3_array([2, 345, 345], [1990, 1990, 2010]).tolist()
    ['USA', 'YUG', 'SRB']
    """
    import numpy as np

    c, y = np.broadcast_arrays(np.asarray(codes, dtype=np.int64), np.asarray(years, dtype=np.int64))
    # Two look-ups by code, before and after each change, serve any number of rows.
    entries = table().entries
    size = max(entries) + 1
    base = np.zeros(size, dtype="<U3")
    for code, entry in entries.items():
        base[code] = entry.iso3
    safe = np.where((c >= 0) & (c < size), c, 0)
    out: NDArray[np.str_] = base[safe]
    for code, entry in entries.items():
        for p in entry.periods:
            if p.iso3:
                # The letters of a year are those of its last day.
                first = p.span.first.year
                last = (
                    p.span.last.year
                    if p.span.last.month == 12 and p.span.last.day == 31
                    else p.span.last.year - 1
                )
                out[(c == code) & (y >= first) & (y <= last)] = p.iso3
    return out


def _code_of_letters(letters: str, day: date) -> int | None:
    found = table().by_iso3.get(letters)
    return pick(found, day) if found else None


def code_of_iso3(iso3: str, year: int | None = None) -> int | None:
    """Return the COW code of letters in a year (at its end), or today; ``None`` if they are no state's.

    Letters that two states bore one after the other (``DEU``, ``YEM``, ``KOR``, ``VNM``) go by the year. Withdrawn
    letters (``SUN``, ``SCG``, ``ZAR`` ...) are known.

    Examples
    --------
    >>> code_of_iso3("DEU", 1980), code_of_iso3("DEU", 1990), code_of_iso3("HKG")
    (260, 255, None)
    """
    found = table().by_iso3.get(iso3, ())
    # the letters of most states were never another's: no day is asked
    return found[0][0] if len(found) == 1 else _code_of_letters(iso3, day_of(year))


def era(word: str, code: int, on: date) -> tuple[int, int] | None:
    """Return the years that a word for a state speaks of, where they are over by a day; else ``None``.

    Examples
    --------
    >>> era("Soviet Union", 365, date(2020, 1, 1)), era("Czechoslovak", 315, date(2020, 1, 1))
    ((1922, 1991), (1945, 1992))
    >>> era("Russia", 365, date(2020, 1, 1)) is None, era("Soviet Union", 365, date(1980, 1, 1)) is None
    (True, True)
    """
    entry = table().entries[code]
    if entry.life[-1].last < on:
        return entry.life[-1].first.year, entry.life[-1].last.year
    for p in entry.periods:
        if p.span.last < on and word in p.then:
            return p.span.first.year, p.span.last.year
    return None


def code_of_gw(gw: int, year: int | None = None) -> int | None:
    """Return the COW code of a Gleditsch-Ward number in a year (at its end); ``None`` if it is no state's.

    The two lists differ for Germany (GW 260 goes on after 1990, COW 255), Yemen (678, 679), Serbia (340, 345) and
    some Pacific islands.

    Examples
    --------
    >>> code_of_gw(260, 2000), code_of_gw(678, 2000), code_of_gw(970, 2000)
    (255, 679, 946)
    """
    found = table().by_gw.get(int(gw))
    return pick(found, day_of(year)) if found else None


def code_of_name(name: str, year: int | None = None) -> int | None:
    """Return the COW code of a name as data sets write it; ``None`` if it is no state's.

    Case, accents, points, ``&``, ``St.``, inverted forms (``"Korea, Republic of"``) and run-together forms
    (``"unitedstates"``) do not matter.

    Examples
    --------
    >>> code_of_name("VIET NAM"), code_of_name("IRAN (ISLAMIC REPUBLIC OF)"), code_of_name("sokorea")
    (816, 630, 732)
    >>> code_of_name("NATO") is None
    True
    """
    return table().find_name(name, day_of(year))


@lru_cache(maxsize=1)
def _memberships() -> tuple[tuple[int, int, int], ...]:
    """Return first year, last year and code of every time that a state was a member: years are sooner compared than days."""
    return tuple((s.first.year, s.last.year, e.code) for e in table().entries.values() for s in e.member)


@lru_cache(maxsize=512)
def _system(year: int) -> tuple[int, ...]:
    return tuple(sorted({code for first, last, code in _memberships() if first <= year <= last}))


def system(year: int) -> NDArray[np.int16]:
    """Return the COW codes, sorted, of the states that were in the system at any time in `year`.

    Membership that was open at the end of the published list continues. Before 1816 there is no system, and in
    years to come none is known: both are empty.

    Examples
    --------
    >>> len(system(1816)), len(system(2016))
    (23, 195)
    """
    import numpy as np

    if not FIRST.year <= year <= date.today().year:
        return np.empty(0, dtype=np.int16)
    return np.array(_system(year), dtype=np.int16)


def is_member(code: int, on: date | int) -> bool:
    """Tell whether a state is in the COW system on a day, or at any time in a year.

    Examples
    --------
    >>> is_member(260, date(1990, 10, 2)), is_member(260, date(1990, 10, 3)), is_member(260, 1990)
    (True, False, True)
    >>> is_member(667, 2020)
    False
    """
    entry = table().entries.get(code)
    if entry is None:
        return False
    if isinstance(on, date):
        return any(s.holds(on) for s in entry.member)
    first, last = date(on, 1, 1), date(on, 12, 31)
    return any(s.first <= last and s.last >= first for s in entry.member)
