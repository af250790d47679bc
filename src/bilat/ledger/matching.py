"""Which roll call do words mean? Symbols, telling words, the names people use, dates."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from bilat.dates import MONTHS
from bilat.ledger.facts import Body, RollCall

__all__ = ["Finder", "plain_symbol", "telling_terms"]

# Words that occur in any sentence about any vote; states' names are telling and are not here.
_STOP_WORDS = """
    a an the of on in to for and or by with from at as its it that this which who was were is are be been
    being had has have not no did do does over about against after before following since when while under
    into during between concerning regarding toward towards than then their his her our us
    un united nations resolution resolutions vote votes voted voting roll call general assembly security council
    member members state states country countries draft text adopted adopt passed pass failed rejected reject
    abstain abstained abstention abstentions yes favour favor veto vetoed vetoes vetoing unsc unga body world
    call calls called calling demand demands demanded demanding condemn condemns condemned condemning
    said say says would will could january february march april may june july august september october november
    december year month day emergency special session historic landmark key recent last
"""
_STOP = frozenset(_STOP_WORDS.split())

_SYMBOL = re.compile(
    r"\b(?:A/(?:RES/)?|S/(?:RES/)?)[A-Z0-9][A-Z0-9./-]*(?:\s?\([0-9A-Z-]+\))?(?:\s?[A-Z]\b(?!/))?"
    r"|\b(?:ES-)?\d{1,3}/\d{1,4}\b(?:\s?[A-Z]\b(?!/))?"
    r"|\b\d{3,4}\s?\([IVXLC]+\)"
    r"|\b(?:resolution|res\.?|unscr|unsc|sc|no\.?)\s+\d{2,4}\b(?!/)",
    re.IGNORECASE,
)
#: Worth of a word that no entry has, beside that of the rarest word.
_STRANGE = 0.3
_YEAR = re.compile(r"\b(19[4-9]\d|20[0-4]\d)\b")
_DAY = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?({m})|({m})\s+(\d{1,2})(?!\d))".replace(
        "{m}", "|".join(MONTHS)
    )
)


@dataclass(frozen=True)
class _Asked:
    """What a text says of the vote it means."""

    terms: frozenset[str]
    text: str
    symbols: frozenset[str]
    years: frozenset[int]
    months: frozenset[int]
    days: frozenset[tuple[int, int]]
    wants: str
    body: Body | None


def plain_symbol(text: str) -> str:
    """Return the part of a UN symbol that tells it from others, for comparison.

    Examples
    --------
    >>> plain_symbol("A/RES/68/262"), plain_symbol("68/262")
    ('68/262', '68/262')
    >>> plain_symbol("S/RES/242 (1967)"), plain_symbol("resolution 242")
    ('242', '242')
    >>> plain_symbol("A/RES/2758(XXVI)"), plain_symbol("S/2014/189")
    ('2758', 'S/2014/189')
    """
    symbol = re.sub(r"^(resolution|res\.?|unscr|unsc|sc|no\.?)\s+", "", text.strip(), flags=re.IGNORECASE)
    symbol = re.sub(r"\s+|\(\d{4}\)|\([IVXLC]+\)", "", symbol.upper())
    return re.sub(r"^[AS]/RES/", "", symbol).rstrip(".")


class Finder:
    """Ranks roll calls by the words of a text.

    Parameters
    ----------
    rollcalls
        Those to choose from.
    """

    def __init__(self, rollcalls: tuple[RollCall, ...]) -> None:
        self._rollcalls = rollcalls
        self._symbols = [plain_symbol(r.symbol) for r in rollcalls]
        self._terms = [telling_terms(" ".join((r.title, *r.topics, *r.aliases))) for r in rollcalls]
        seen = Counter(term for terms in self._terms for term in terms)
        self._weight = {t: math.log(1 + len(rollcalls) / n) for t, n in seen.items()}
        self._rarest = math.log(1 + len(rollcalls))
        self._aliases = [frozenset(_flat(name) for name in r.aliases) for r in rollcalls]
        self._topics = [frozenset(_flat(name) for name in r.topics) for r in rollcalls]

    def find(self, words: str, on: date | None, body: Body | None) -> list[tuple[RollCall, float]]:
        """Return the roll calls meant, best first; see `bilat.ledger.Ledger.find_rollcalls`."""
        asked = _asked(words)
        body = body or asked.body
        of_body = [n for n, r in enumerate(self._rollcalls) if body is None or r.body == body]
        # a symbol decides: then words need not be weighed
        scored = [(self._rollcalls[n], 1.0) for n in of_body if self._symbols[n] in asked.symbols]
        if not scored:
            fits = ((self._rollcalls[n], self._score(n, self._rollcalls[n], asked, on)) for n in of_body)
            scored = [(rollcall, round(score, 4)) for rollcall, score in fits if score > 0]
        # Of equals the later one: texts speak of the latest vote unless they say which.
        return sorted(scored, key=lambda pair: (-pair[1], -pair[0].date.toordinal(), pair[0].id))

    def _score(self, number: int, rollcall: RollCall, asked: _Asked, on: date | None) -> float:
        shared = asked.terms & self._terms[number]
        by_date = _date_fit(rollcall.date, asked, on)
        if by_date is None:
            return 0.0
        if not shared:
            # "the vote on 2 March 2022" names nothing else, and needs nothing else.
            exact = (rollcall.date.month, rollcall.date.day) in asked.days and bool(asked.years)
            return 0.6 if exact and not asked.terms & self._weight.keys() else 0.0
        # Rare words of the text found in the entry, over all telling words of the text. A word that no entry has may
        # be of another vote ("lunar") or a mere turn of phrase ("followed"): it counts in part.
        known = sum(self._weight.get(t, _STRANGE * self._rarest) for t in asked.terms)
        overlap = sum(self._weight[t] for t in shared) / known
        kind = _kind_fit(rollcall, asked.wants)
        fit = 0.50 * overlap + 0.20 * self._name_fit(number, asked) + 0.19 * by_date + 0.10 * kind
        return min(0.99, fit)

    def _name_fit(self, number: int, asked: _Asked) -> float:
        """Return 0 to 1 for the longest name of the vote that stands in the text as it is."""
        words = max((len(n.split()) for n in self._aliases[number] if f" {n} " in asked.text), default=0)
        if words:
            return min(1.0, 0.45 + 0.15 * words)
        return 0.25 if any(f" {n} " in asked.text for n in self._topics[number]) else 0.0


def _date_fit(voted: date, asked: _Asked, on: date | None) -> float | None:
    """Return 0 to 1 for how well the day of the vote fits; ``None`` when it cannot be the one meant."""
    if on is not None:
        away = abs((voted - on).days)
        return 1.0 if away <= 1 else 0.8 if away <= 31 else 0.3 if away <= 366 else None
    if (voted.month, voted.day) in asked.days:
        return 1.0 if not asked.years or voted.year in asked.years else None
    if asked.years:
        if voted.year in asked.years:
            return 1.0 if not asked.months or voted.month in asked.months else 0.6
        # "after the annexation of 2014" may still mean a vote of the next year.
        return 0.2 if voted.year - 1 in asked.years else 0.0
    if asked.months:
        return 0.8 if voted.month in asked.months else 0.2
    return 0.5


def _kind_fit(rollcall: RollCall, wants: str) -> float:
    """Return how well "resolution", "adopted", "veto" in the text fit what came of it."""
    if wants == "veto":
        return 1.0 if rollcall.vetoed_by else 0.0
    if wants == "adopted":
        return 0.0 if rollcall.draft else 1.0 if rollcall.body == "GA" else 0.8
    if wants == "resolution":
        return 0.3 if rollcall.draft else 1.0 if rollcall.body == "GA" else 0.8
    return 0.5


def _asked(words: str) -> _Asked:
    symbols = frozenset(plain_symbol(m.group()) for m in _SYMBOL.finditer(words))
    low = words.casefold()
    flat = f" {_flat(words)} "
    days: set[tuple[int, int]] = set()
    for match in _DAY.finditer(low):
        day, month, other_month, other_day = match.groups()
        days.add((MONTHS[month or other_month], int(day or other_day)))
    wants = (
        "veto"
        if "veto" in low
        else "adopted"
        if re.search(r"\b(adopted|passed)\b", low)
        else "resolution"
        if "resolution" in low and "draft" not in low
        else ""
    )
    body: Body | None = None
    if re.search(r"\bgeneral assembly\b|\bunga\b", low):
        body = "GA"
    elif re.search(r"\bsecurity council\b|\bunsc\b|\bunscr\b", low):
        body = "SC"
    return _Asked(
        terms=telling_terms(words),
        text=flat,
        symbols=symbols,
        years=frozenset(int(y) for y in _YEAR.findall(words)),
        # "may" is a month only beside a year or a day; as a verb it is everywhere.
        months=frozenset(
            number
            for name, number in MONTHS.items()
            if re.search(
                rf"\b{name}\b"
                if name not in ("may", "march")
                else rf"\b(?:in|of|the)\s+{name}\b|\b{name}\s+\d",
                low,
            )
        ),
        days=frozenset(days),
        wants=wants,
        body=body,
    )


def _flat(text: str) -> str:
    low = text.casefold().replace("'s", "").replace("’s", "").replace("viet nam", "vietnam")
    return " ".join(re.findall(r"[a-z0-9]+", low))


def telling_terms(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that tell one resolution from others.

    Examples
    --------
    >>> sorted(telling_terms("the resolution on Ukrainian grain"))
    ['grain', 'ukrain']
    """
    return frozenset(
        _stem(_SAME.get(w, w))
        for w in _flat(text).split()
        if w not in _STOP and not (w.isdigit() and len(w) == 4) and len(w) > 1
    )


#: Words that writers use for the same thing.
_SAME = {
    "intervention": "invasion",
    "incursion": "invasion",
    "invaded": "invasion",
    "invading": "invasion",
    "lifting": "ending",
    "lift": "ending",
    "end": "ending",
}
_ENDINGS = (
    "ations",
    "als",
    "al",
    "ation",
    "ians",
    "ian",
    "ia",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ed",
    "es",
    "an",
    "s",
    "e",
    "y",
    "i",
    "a",
)


def _stem(word: str) -> str:
    """Cut an ending, so that "annexing" meets "annexation" and "Ukrainian" meets "Ukraine"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
