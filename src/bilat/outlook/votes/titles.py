"""Titles of resolutions: made plain, sorted into wording classes, compared with one another.

Only words known before the vote are used: "resolution / adopted by ..." says how the vote went and is cut off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["CLASSES", "Space", "class_of", "issues_of", "normalise", "targets_of"]

_TAIL = re.compile(r"\s*[:;]?\s*\[?\bresol\w*(?:\s*/|\s+adopted).*$", re.DOTALL)
_NOT_LETTERS = re.compile(r"[^a-z ]")
_ROMAN = re.compile(r"\b[ivxlc]+\b")

#: Wording class to a pattern over the plain title; the first that matches wins, so the narrow come first.
CLASSES: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "use of force condemned": r"aggression|armed attack|invasion|military (?:intervention|attack)|territorial integrity of|"
        r"situation in (?:afghanistan|kampuchea|grenada|cambodia)|east timor|falkland|malvinas|armed israeli|"
        r"situation in the occupied territories of azerbaijan|abkhazia|tskhinvali|militari[sz]ation of|bosnia",
        "Cuba embargo": r"cuba",
        "coercive measures": r"coerci|coersi|extraterritorial|sanctions",
        "Israeli nuclear arms": r"israeli nuclear|nuclear proliferation in the middle east|zone in the region of the middle east",
        "Golan": r"golan(?!.*settlement)|occupied syrian",
        "settlements and occupation": r"settlement|israeli pract|occupied palestinian|occupied territor|geneva convention relative|"
        r"permanent sovereignty .* arab|israeli actions|status of the occupied",
        "Jerusalem": r"jerusalem(?!.*university)",
        "Palestine refugees": r"refugees?.*(?:palestin|near east|unrwa)|palestine refugees|displaced as a result|unrwa|"
        r"refugees displaced since|university of jerusalem|gaza strip",
        "Palestine": r"palestin",
        "Middle East": r"middle east|lebanese|lebanon",
        "human rights in a state": r"(?:situation|protection) of human rights (?:and fundamental freedoms )?in|human rights (?:situation )?in (?!the admin)|"
        r"human rights violations in|situation in (?:the syrian|myanmar|belarus|sudan)|situation of .* in myanmar|rohingya",
        "Nazism glorified": r"nazi|glorification|fascis",
        "racism": r"racis|racial|durban|apartheid(?!.*south africa)",
        "South Africa": r"apartheid|south africa",
        "Namibia": r"namibia",
        "mercenaries": r"mercenar",
        "decolonisation": r"coloni|self governing|gibraltar|guam|trust territor|western sahara|mayotte|tokelau|new caledonia|chagos|"
        r"granting of independence|self determination|malagasy",
        "nuclear tests": r"nuclear (?:weapon )?test|test ban|nuclear explos",
        "nuclear-weapon-free zones": r"nuclear weapons? free (?!world)|denucleari|zone of peace|bangkok treaty|pelindaba|tlatelolco|indian ocean",
        "nuclear disarmament": r"nuclear|fissile|fissionable|non proliferation",
        "outer space": r"outer space|space threats|space activit",
        "chemical and biological arms": r"chemical|biological|bacteriolog|geneva protocol",
        "mines and small arms": r"small arms|light weapons|mines|cluster mun|arms trade|depleted uranium|conventional (?:arms|weapon)|ammunition|"
        r"transfer of arms|transparency in armament|conventional",
        "information security": r"information and telecom|cyber|information technolog|internet|criminal purposes",
        "disarmament": r"disarm|arms race|arms control|armament|military (?:expend|budget|matters)|weapons|ballistic|missile|confidence building",
        "death penalty and executions": r"death penalty|capital punish|executions|torture",
        "right to development": r"right to development|globali[sz]ation|right to food|democratic and equitable|right to peace|solidarity|"
        r"promotion of peace|cultural diversity|dialogue among civil|peasants|food",
        "religion": r"religio|defamation|faith",
        "Human Rights Council": r"human rights council|human rights commission|commission on human rights",
        "human rights": r"human rights|rights of|women|child|torture|indigenous|persons|refugee|youth|asylum|migra",
        "Central America and intervention": r"nicaragua|central america|el salvador|guatemala|panama|non interference|intervention|libya|"
        r"panama|threats? of force|inadmissib",
        "international security": r"international security|peaceful|strengthening of security|good neighbour|collective security|"
        r"use of force|zone of peace|maintenance of international peace|peace",
        "law": r"law|court|treat(?:y|ies)|convention|crim|terror|diplomatic|code of off|jurisdict",
        "economy and development": r"econom|develop|trade|debt|financ(?:ial|ing for)|technolog|commodit|sustainab|agricul|industr|"
        r"monetary|money|business|resources|poverty|entrepren|oceans?|sea|fish|climate|environment|health|covid|vaccin",
        "budget": r"budget|financing|expens|scale of ass|salar|appropriat|administrat|secretariat|pension|programme|pattern of conf|"
        r"united nations (?:forces?|peace)|contribution|staff|personnel",
        "membership and credentials": r"admission|credential|membership|represent|participation|observer|flags",
    }.items()
}
#: What fits no wording class.
OTHER = "other"

#: Issue to a pattern, for titles that no source has coded (as Voeten codes them from the text).
_ISSUES: dict[str, re.Pattern[str]] = {
    issue: re.compile(pattern)
    for issue, pattern in {
        "me": r"palestin|israel|golan|jerusalem|middle east|lebanon|lebanese|gaza|unrwa",
        "nu": r"nuclear|fissile|test ban",
        "di": r"disarm|arms|weapon|nuclear|missile|outer space|mines|armament",
        "hr": r"human rights|apartheid|racis|racial|women|child|torture|execution|death penalty|right to|rights of",
        "co": r"coloni|self governing|granting of independence|self determination|namibia|south africa|western sahara",
        "ec": r"econom|develop|trade|debt|financial|embargo|poverty|commodit",
    }.items()
}


@lru_cache(maxsize=20_000)
def normalise(title: str) -> str:
    """Return the title in plain small letters, without numbers and without what was added after the vote.

    Examples
    --------
    >>> normalise("Status of Palestine in 1999 : resolution / adopted by the General Assembly")
    'status of palestine in'
    """
    text = _TAIL.sub("", title.lower())
    return " ".join(_ROMAN.sub(" ", _NOT_LETTERS.sub(" ", text)).split())


@lru_cache(maxsize=20_000)
def class_of(title: str) -> str:
    """Return the wording class of a title.

    Examples
    --------
    >>> class_of("Situation of human rights in Myanmar"), class_of("Jerusalem")
    ('human rights in a state', 'Jerusalem')
    """
    text = normalise(title)
    return next((name for name, pattern in CLASSES.items() if pattern.search(text)), OTHER)


@lru_cache(maxsize=20_000)
def issues_of(title: str) -> int:
    """Return the bit mask of the six issues that the words of a title speak of."""
    text = normalise(title)
    return sum(1 << bit for bit, pattern in enumerate(_ISSUES.values()) if pattern.search(text))


_NOT_TARGETS = {"PSE"}
_AGAINST = re.compile(
    r"(?:by|relations between|embargo imposed by)\s+(?:the\s+)?(israel|united states|south africa|iraq|russian federation)"
)


@lru_cache(maxsize=20_000)
def targets_of(title: str) -> tuple[str, ...]:
    """Return the states (ISO3) that a title names; Israel for its practices and nuclear arms.

    Examples
    --------
    >>> targets_of("Situation of human rights in the Islamic Republic of Iran")
    ('IRN',)
    """
    from bilat import states

    found = [m.state.iso3 for m in states.mentions(title.title() if title.isupper() else title)]
    return tuple(dict.fromkeys(i for i in found if i not in _NOT_TARGETS))


class Space:
    """Titles as vectors of words and word pairs, rarer words weighing more.

    Weights are those of the titles it was made from, so that a space made from earlier titles knows nothing of
    later ones.
    """

    def __init__(self, titles: Sequence[str]) -> None:
        seen: Counter[str] = Counter()
        distinct = set(titles)
        for title in distinct:
            seen.update(set(_terms(title)))
        self._words = {w: i for i, w in enumerate(sorted(seen))}
        counts = np.array([seen[w] for w in self._words], float)
        self._idf = np.log((1 + len(distinct)) / (1 + counts)) + 1
        self._new = float(np.log(1 + len(distinct)) + 1)

    def similarity(self, new: Sequence[str], old: Sequence[str]) -> NDArray[np.float64]:
        """Return the cosine of each new title with each old one, (new, old), 0 to 1.

        A word that no earlier title had still counts in a title's length: it makes it unlike all others.
        """
        a, b = self._matrix(new), self._matrix(old)
        return np.asarray((a @ b.T).todense())

    def _matrix(self, titles: Sequence[str]):  # type: ignore[no-untyped-def]
        from scipy.sparse import csr_array

        rows, columns, values = [], [], []
        for i, title in enumerate(titles):
            terms = Counter(_terms(title))
            known = [
                (self._words[w], n * self._idf[self._words[w]]) for w, n in terms.items() if w in self._words
            ]
            strange = sum(n for w, n in terms.items() if w not in self._words) * self._new**2
            length = np.sqrt(sum(v * v for _, v in known) + strange) or 1.0
            for column, value in known:
                rows.append(i)
                columns.append(column)
                values.append(value / length)
        return csr_array((values, (rows, columns)), shape=(len(titles), len(self._words)))


_STOP = frozenset(
    [
        "the",
        "of",
        "and",
        "in",
        "to",
        "on",
        "for",
        "a",
        "an",
        "its",
        "with",
        "by",
        "as",
        "or",
        "from",
        "at",
        "under",
    ]
)


def _terms(title: str) -> list[str]:
    words = [w for w in title.split() if w not in _STOP]
    return words + [f"{a} {b}" for a, b in zip(words, words[1:], strict=False)]
