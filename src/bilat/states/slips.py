"""Names with a small slip of spelling: "Kirgizstan", "Ukranian officials", "Vladmir Putin".

Only for short mentions. In running text a word one letter from a state's name is too often a word of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from bilat.states.lexicon import lexicon, plain, words
from bilat.states.phrases import DEALINGS, LOWER_OTHER, NOT_SLIPS, RULERS
from bilat.states.table import key, pick, table

__all__ = ["slipped_leader", "slipped_name", "slipped_word"]

_WORD = re.compile(r"[A-Z][a-z]{5,}")
_DOUBLED = re.compile(r"(\w)\1")
#: Words that only a state's name goes before, so that one with a slip is read as one.
_ACTORS = re.compile(
    r" (?:[a-z]+ )?(?:troops|forces|soldiers|jets|warplanes|navy|airstrikes|tanks|voters|lawmakers)\b"
)


def _slips(word: str, known: str, most: int) -> int:
    """Return how many slips lie between two words; letters doubled in the wrong place are one ("Morroco")."""
    from rapidfuzz.distance import OSA

    distance = int(OSA.distance(word, known, score_cutoff=most))
    return 1 if distance > 1 and _single(word) == _single(known) else distance


@lru_cache(maxsize=65536)
def _single(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)


def allowed(length: int) -> int:
    """Return how many slips a word of so many letters may have."""
    return 1 if length < 9 else 2


@lru_cache(maxsize=1)
def _names_by_letter() -> dict[str, tuple[str, ...]]:
    out: dict[str, list[str]] = {}
    for name in table().by_name:
        if len(name) > 4 and not name.isdigit():
            out.setdefault(name[0], []).append(name)
    return {letter: tuple(names) for letter, names in out.items()}


@lru_cache(maxsize=1)
def _single_by_letter() -> dict[str, tuple[str, ...]]:
    """Return the names and demonyms of one word, by their first letter."""
    out: dict[str, list[str]] = {}
    for form, senses in lexicon().forms.items():
        if (
            form.isalpha()
            and form.istitle()
            and len(form) > 5
            and any(s.how in ("name", "demonym") for s in senses)
        ):
            out.setdefault(form[0], []).append(form)
    return {letter: tuple(forms) for letter, forms in out.items()}


def slipped_name(name: str, on: date | None) -> int | None:
    """Return the code of a full name with a small slip, where only one state is that near."""
    wanted = key(name)
    if wanted in LOWER_OTHER and name[-1].islower() and wanted in name:
        return None  # "the turkey"
    if not (5 <= len(wanted) <= 40 and wanted.replace(" ", "").isalpha()) or wanted in NOT_SLIPS:
        return None
    if wanted.title() in words().given:
        return None
    most = allowed(len(wanted))
    near: dict[int, int] = {}
    for known in _names_by_letter().get(wanted[0], ()):
        if len(wanted) < 6 and sorted(wanted) != sorted(known):
            continue  # in so short a name only letters in the wrong order are a slip ("Lybia")
        distance = 1 if len(wanted) < 6 else _slips(wanted, known, most)
        if distance <= most:
            code = pick(table().by_name[known], on or date.today())
            near[code] = min(distance, near.get(code, most))
    if len(near) == 1:
        return next(iter(near))
    return None if near else _slipped_capital(name, on)


@lru_cache(maxsize=1)
def _by_letter_and_length() -> dict[tuple[str, str, int], tuple[str, ...]]:
    """Return the capitals and the full names of leaders, by what they are, first letter and length."""
    out: dict[tuple[str, str, int], list[str]] = {}
    for form, senses in lexicon().forms.items():
        if senses and senses[0].how == "leader" and " " in form:
            out.setdefault(("leader", form[0], len(form)), []).append(form)
        if len(form) > 6 and any(s.how == "capital" for s in senses):
            out.setdefault(("capital", form[0], len(form)), []).append(form)
    return {place: tuple(forms) for place, forms in out.items()}


def _near_length(how: str, name: str, most: int) -> Iterator[str]:
    """Yield the forms of a kind that begin with the same letter and are as long, but for `most` letters."""
    listed = _by_letter_and_length()
    for length in range(len(name) - most, len(name) + most + 1):
        yield from listed.get((how, name[0], length), ())


def _slipped_capital(name: str, on: date | None) -> int | None:
    if len(name) < 7 or not name.isalpha():
        return None
    # Letters doubled in the wrong places make a slip of one, whatever the length.
    senses = {
        lexicon().meaning(form, on) for form in _near_length("capital", name, 3) if _slips(name, form, 1) <= 1
    }
    codes = {sense.code for sense in senses if sense}
    return codes.pop() if len(codes) == 1 else None


def slipped_leader(name: str, on: date | None) -> int | None:
    """Return the code of the state of a leader in office whose full name has a small slip."""
    if not 8 <= len(name) <= 40 or " " not in name or not name.replace(" ", "").replace("-", "").isalpha():
        return None
    from rapidfuzz.distance import OSA

    most = allowed(len(name) - 3)
    wanted = plain(name)
    codes = set()
    for form in _near_length("leader", wanted, most):
        if OSA.distance(wanted, form, score_cutoff=most) <= most:
            sense = lexicon().meaning(form, on)
            codes |= {sense.code} if sense else set()
    return codes.pop() if len(codes) == 1 else None


def slipped_word(phrase: str) -> str | None:
    """Return `phrase` with its one misspelt name or demonym put right, where an officer or an organ follows it."""
    w = words()
    for match in _WORD.finditer(phrase):
        word, after = match[0], phrase[match.end() :]
        if word in lexicon().forms or word in w.given or word in w.government:
            continue
        owns = after.startswith("'s ")
        following = re.findall(r"[A-Za-z-]+", after.removeprefix("'s"))[:3]
        acts = any(
            f.lower().rstrip("s") in w.titles or f in w.government or f in RULERS | DEALINGS
            for f in following
        )
        if not acts and not _ACTORS.match(after.removeprefix("'s")):
            continue
        if key(word) in NOT_SLIPS and not owns:
            continue
        most = allowed(len(word))
        slips = {form: _slips(word, form, most) for form in _single_by_letter().get(word[0], ())}
        best = min(slips.values(), default=most + 1)
        near = {form for form, n in slips.items() if n == best <= most}
        if len({s.code for form in near for s in lexicon().forms[form]}) == 1:
            return phrase[: match.start()] + min(near) + after
    return None
