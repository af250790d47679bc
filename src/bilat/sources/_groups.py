"""Groups of states that appear as one sender or target of sanctions, and who belonged to them by year."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from bilat.states import code_of_iso3

__all__ = ["group_key", "members"]


@cache
def _groups() -> tuple[dict[str, str], dict[str, dict[str, tuple[tuple[int, int], ...]]]]:
    raw = tomllib.loads((files("bilat.sources") / "data" / "groups.toml").read_text("utf-8"))
    names: dict[str, str] = {}
    spans: dict[str, dict[str, tuple[tuple[int, int], ...]]] = {}
    for key, group in raw.items():
        names |= dict.fromkeys(group["names"], key)
        joined: dict[str, list[int]] = {}
        for line in group["joined"].splitlines():
            year, *letters = line.split() or [""]
            for state in letters:
                joined.setdefault(state, []).append(int(year))
        left = {s: int(y) for s, y in (x.split() for x in group["left"])}
        spans[key] = {
            # a state has left once at most: the first spell ends then, a later one is open
            state: tuple((y, left.get(state, 9999) if k == 0 else 9999) for k, y in enumerate(sorted(years)))
            for state, years in joined.items()
        }
    return names, spans


def group_key(name: str) -> str | None:
    """Return the group a name stands for, if it is one.

    Examples
    --------
    >>> group_key("EEC"), group_key("Norway")
    ('EU', None)
    """
    return _groups()[0].get(name)


@cache
def members(key: str, year: int) -> frozenset[int]:
    """Return the COW codes of a group's members in a year.

    Examples
    --------
    >>> len(members("EU", 1990)), len(members("EU", 2014))
    (12, 28)
    """
    spans = _groups()[1][key]
    inside = (s for s, spells in spans.items() if any(a <= year <= b for a, b in spells))
    return frozenset(code for s in inside if (code := code_of_iso3(s, year)) is not None)
