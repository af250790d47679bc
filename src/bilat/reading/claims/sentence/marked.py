"""A sentence made ready for the families: actors marked, questions turned into statements, verbs given subjects.

The grammar reads the surface, not a parse: small parsers lose recipients, lists and relative clauses just where
claims keep their arguments, and the surface needs no model to be loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bilat.reading.claims.language.clauses import clause_end, clause_start, subject_slots
from bilat.reading.claims.language.elsewhere import own_first, windows_for
from bilat.reading.claims.language.grammar import ADVERBS, Traced, compile_pattern, needed
from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.language.ranks import Rank
from bilat.reading.claims.language.verbs import VerbGroup, verb_group
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.actors import Slot
from bilat.reading.claims.sentence.groups import Members
from bilat.reading.context import Context

__all__ = ["Hit", "Marked"]

_NOT_AFTER = re.compile(
    rf"(?:is|are|was|were|be|been|being|has|have|had|having|becom\w+|became|remain\w*){ADVERBS} (?:not|never|no longer)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[⟨‹](\d{1,3})[⟩›]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A pattern found in a marked sentence, with the verb group that ends in its first word."""

    match: re.Match[str]
    group: VerbGroup

    @property
    def negated(self) -> bool:
        """Whether the verb is negated, before it ("has never sold") or after it ("is not a member")."""
        after = _NOT_AFTER.match(self.match.group(0))
        return self.group.negated != bool(after)


@dataclass(slots=True)
class Marked:
    """A marked sentence and what the families ask of it."""

    #: The sentence as it was said.
    first: Sieved
    traced: Traced
    slots: list[Slot]
    ctx: Context
    on: date
    open_question: bool = False
    windows: list[Window] = field(default_factory=list)
    groups: dict[int, VerbGroup] = field(default_factory=dict)
    subjects: frozenset[int] | None = None
    denied: bool = False
    venue: bool = False
    ranks: list[Rank] = field(default_factory=list)
    members: dict[int, Members] = field(default_factory=dict)
    #: The parts of a sentence of several, each made whole; ``both``: in a denial of the sentence it is denied too.
    parts: list[Marked] = field(default_factory=list)
    both: bool = False
    own: bool = False
    made: bool = False
    #: The marked text of the whole sentence, in a part of it.
    whole: str = ""

    @property
    def source(self) -> str:
        """The sentence as it was said."""
        return self.first.text

    @property
    def text(self) -> str:
        """The marked text."""
        return self.traced.text

    @property
    def dimension(self) -> str | None:
        """The dimension that a phrase of place names for the whole sentence ("in their UN votes")."""
        return "votes" if self.venue else None

    def hits(self, pattern: str) -> Iterable[Hit]:
        """Find a pattern that starts at a verb; skip verbs that did not happen (see `VerbGroup.real`)."""
        if not self.traced.may_hold(needed(pattern)):
            return ()  # as for nearly every pattern: no generator is made
        found = compile_pattern(pattern).finditer(self.traced.text)
        return (Hit(match, self.group(match.start())) for match in found)

    def finds(self, pattern: str) -> Iterable[re.Match[str]]:
        """Find a pattern."""
        may = self.traced.may_hold(needed(pattern))
        return compile_pattern(pattern).finditer(self.traced.text) if may else ()

    def has(self, pattern: str) -> bool:
        """Say whether a pattern occurs."""
        may = self.traced.may_hold(needed(pattern))
        return may and compile_pattern(pattern).search(self.traced.text) is not None

    def search(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find the first place of a compiled pattern; it is not tried where letters that it needs are missing."""
        return self.traced.search(pattern)

    def each(self, pattern: re.Pattern[str]) -> Iterable[re.Match[str]]:
        """Find all places of a compiled pattern."""
        return self.traced.each(pattern)

    def group(self, position: int) -> VerbGroup:
        """Return the verb group that ends just before `position`."""
        if position not in self.groups:
            self.groups[position] = verb_group(self.text, position)
        return self.groups[position]

    def subject(self, group: VerbGroup, *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the actors that are the subject of a verb group, with those that join it ("along with")."""
        if group.subject is None:
            return ()
        codes = list(self.codes(group.subject, without=without))
        for extra in group.with_subject:
            codes += [c for c in self.codes(extra) if c not in codes]
        return tuple(codes)

    def codes(self, number: int | str | None, *, without: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the actors of a slot; references are resolved, never to an actor in `without`."""
        if number is None:
            return ()
        slot = self.slots[int(number)]
        if slot.ref is None:
            return slot.codes
        if slot.ref == "pair":
            # "A and B armed both countries": those who do it are not the two to whom it is done
            found = (p for p in (self._pair(slot), self.ctx.pair or ()) if not set(p) & set(without))
            return next(found, ())
        if slot.ref == "several":
            named = next((s.codes for s in reversed(self._before(slot)) if len(s.codes) == slot.count), None)
            return named or (self.ctx.several if len(self.ctx.several) == slot.count else ())
        if slot.ref == "their":
            return self._pair(slot) or self._single(slot, without)
        return self._single(slot, without)

    def one(self, number: int | str | None, *, without: tuple[str, ...] = ()) -> str | None:
        """Return the actor of a slot that names exactly one."""
        codes = self.codes(number, without=without)
        return codes[0] if len(codes) == 1 else None

    def _before(self, slot: Slot) -> list[Slot]:
        return [s for s in self.slots if s.codes and s.ref is None and s.end <= slot.start]

    def _pair(self, slot: Slot) -> tuple[str, ...]:
        # "Both condemned Russia's war on Ukraine, and both imposed sanctions": the second means whom the first does.
        first = next((s for s in self.slots if s.ref == "pair"), slot)
        if first.start < slot.start and not any(len(s.codes) >= 2 for s in self._before(slot)):
            slot = first
        before = self._before(slot)
        two = bool(_TWO.match(self.source, slot.start))
        lists = [s for s in before if len(s.codes) >= 2 and (len(s.codes) == 2 or not two)]
        if lists:
            return max(lists, key=lambda s: s.start).codes
        singles: list[str] = []
        for s in before:
            singles += [c for c in s.codes if c not in singles]
        if len(singles) == 2:
            order = sorted(before, key=lambda s: s.start)
            return tuple(dict.fromkeys(c for s in order for c in s.codes))
        focus = self.ctx.focus
        it = any(s.ref == "it" and s.start < before[0].start for s in self.slots) if singles else False
        if it and len(singles) == 1 and focus is not None and focus != singles[0]:
            return focus, singles[0]  # "It has no pact with B, but both are members"
        return self.ctx.pair or ()

    def _single(self, slot: Slot, without: tuple[str, ...]) -> tuple[str, ...]:
        if slot.ref == "its":
            without += self._is_its(slot)
        # "It cut ties with B when it voted ...": both pronouns are the subject's, not B's
        same = [
            s
            for s in self.slots
            if s.ref == "it" and s.start < slot.start and s.start in self._subject_starts()
        ]
        if slot.ref == "it" and same and slot.start in self._subject_starts():
            told = [
                s for s in self._before(slot) if s.start in self._subject_starts() and s.start > same[0].start
            ]
            if not told:
                return self._single(same[0], without)
        before = [
            s
            for s in self._before(slot)
            if len(s.codes) == 1 and s.codes[0] not in without and not self._listed(s)
        ]
        if before:
            # "It" stands for the nearest subject before it, or else for the first actor of the sentence.
            subjects = [s for s in before if s.start in self._subject_starts()]
            if slot.ref == "it" and self.source[: slot.start].rstrip().endswith(";"):
                # "A backed the demand that B withdraw; it abstained": A, of whom the sentence is
                subjects = [s for s in subjects if not _THAT.search(self.source[: s.start])] or subjects
            others = [s for s in before if s not in subjects]
            if slot.ref == "it" and same and any(s.start > same[0].start for s in subjects):
                # "It signed a pact with B; C invaded it": who is told of
                return self._single(same[0], without)
            done_to = slot.ref == "it" and _DONE_TO.search(self.source, 0, slot.start)
            own = max((s.start for s in self._before(slot) if s.start in self._subject_starts()), default=0)
            told = [s for s in subjects if s.start < own]
            if done_to and told and all(s.start < own for s in others):
                # "A signed a pact with B; C invaded it": A, of whom it goes on
                return max(told, key=lambda s: s.start).codes
            if done_to and others:
                return max(
                    others, key=lambda s: s.start
                ).codes  # "A has a base in B, and armed it": not A itself
            nearest = max(subjects, key=lambda s: s.start) if subjects else min(before, key=lambda s: s.start)
            owner = self._owner_of(nearest) if slot.ref == "its" else None
            if owner is not None and owner in before:
                return owner.codes
            return nearest.codes
        focus = self.ctx.focus
        if self.ctx.person and _OF_A_PERSON.match(self.source, slot.start):
            focus = self.ctx.person
        return (focus,) if focus and focus not in without else ()

    def _owner_of(self, slot: Slot) -> Slot | None:
        """Return whose partner a subject is said to be: "A is B's largest partner; C takes most of its exports" goes on about B."""
        number = next((n for n, s in enumerate(self.slots) if s is slot), -1)
        found = re.search(rf"⟨{number}⟩{_PARTNER_OF}", self.whole or self.text)
        return self.slots[int(found["n"])] if found else None

    def _is_its(self, slot: Slot) -> tuple[str, ...]:
        """Return who is said to be something of its: in "B is its largest partner, C second" it is neither B's nor C's."""
        number = next((n for n, s in enumerate(self.slots) if s is slot), -1)
        pattern = rf"⟨(\d{{1,3}})⟩(?: \w+)? (?:is|was|are|were|became|becomes|remains|remained|been)(?: \w+){{0,3}}? ‹{number}›"
        found = re.search(pattern, self.whole or self.text)
        return self.slots[int(found[1])].codes if found else ()

    def _listed(self, slot: Slot) -> bool:
        """Say whether an actor is one of a list: "A, B and C took most of its exports" are no exports of A's."""
        lists = (s for s in self.slots if len(s.codes) > 1 and s.ref is None)
        return any(s.start <= slot.start and slot.end <= s.end for s in lists)

    def _subject_starts(self) -> frozenset[int]:
        if self.subjects is None:
            texts = (self.text, self.whole) if self.whole else (self.text,)
            self.subjects = frozenset(self.slots[n].start for text in texts for n in subject_slots(text))
        return self.subjects

    def window(self, start: int, end: int, *, inside: bool = False) -> Window:
        """Return the window that holds for ``text[start:end]``: of its clause first, then of the sentence."""
        windows = windows_for(self.text, self.windows, start, end)
        low, high = clause_start(self.text, start), clause_end(self.text, end)
        near = [w for w in windows if w.start < high and w.end > low]
        choice = [w for w in near if not w.bare] or near
        if not choice and not inside and not _STILL.search(self.text, low, high):
            choice = [w for w in windows if not w.bare and not w.ever] or (
                windows if len(windows) == 1 else []
            )
        return _join(list(own_first(self.text, choice, end))) if choice else Window(start, start)

    def rank(self, start: int, end: int) -> dict[str, Any]:
        """Return the rank fields of a proposition for ``text[start:end]``: the first where no other is named."""
        low, high = self.traced.origin(start, end)
        found = next((r for r in self.ranks if r.start < high and r.end > low), None)
        return {"rank": found.rank, "within": found.within} if found else {}

    def words(self, start: int, end: int) -> str:
        """Return the words of the first text behind ``text[start:end]``, tidied at the ends."""
        low, high = self.traced.origin(start, end)
        text = self.source[low:high]
        if self.made:
            # what stands together in a part made whole may stand apart in the sentence
            return self.as_read(start, end)
        return _tidied(text)

    def as_read(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` with the names for the marks."""
        return _tidied(_MARK.sub(lambda m: self._named(int(m[1])), self.text[start:end]))

    def _named(self, number: int) -> str:
        slot = self.slots[number]
        return self.source[slot.start : slot.end]

    def listed_on(self, position: int) -> tuple[str, ...]:
        """Return the states that go on a list after `position`: "to C [or to D]"."""
        more = _LISTED_ON.match(self.text, position)
        numbers = re.findall(r"[⟨‹](\d{1,3})[⟩›]", more.group(0)) if more else []
        return tuple(c for n in numbers for c in self.codes(n))

    def clause_end(self, position: int) -> int:
        """Return where the clause that holds `position` ends."""
        return clause_end(self.text, position)

    def clause_start(self, position: int) -> int:
        """Return where the clause that holds `position` starts."""
        return clause_start(self.text, position)


def _tidied(text: str) -> str:
    """Return words without the marks around them, and without a bracket that has no other."""
    text = text.strip(" \t\n,;:.?!\"'“”‘’")
    return text if text.count("(") == text.count(")") else text.strip("()")


_PARTNER_OF = (
    r"(?: \w+)? (?:is|was|are|were|became|becomes|remains|remained|been)(?: \w+){0,3}? [⟨‹](?P<n>\d{1,3})[⟩›]'s? "
    r"(?:[\w-]+ ){0,4}?(?:partner|supplier|customer|buyer|market|source|client|destination|investor|creditor|ally|patron)s?\b"
)
_LISTED_ON = re.compile(
    r"(?:(?:, (?:or |and |nor )?| (?:or|and|nor) )(?:(?:to|with|from|like|towards?) )?(?:the )?[⟨‹]\d{1,3}[⟩›](?! (?:is|are|was|were|has|had|have|did|does|do)\b))+"
)
_THAT = re.compile(r"\bthat (?:the )?\Z")
_OF_A_PERSON = re.compile(r"(?:he|she|his|her|him)\b", re.IGNORECASE)
_DONE_TO = re.compile(
    r"\b(?:s[eo]lls?|sold|suppl(?:y|ies|ied)|g[ai]ves?|sen[dt]s?|arm(?:s|ed)|equip(?:s|ped)|attack(?:s|ed)|invaded|sanction(?:s|ed)"
    r"|embargoed|annexed|occupied|boycotted) \Z"
)
#: "In 1962 A fought B, which still claims X": what still holds does not hold in the year of another clause.
_STILL = re.compile(r"\b(?:still|currently|nowadays)\b")
_TWO = re.compile(r"both\b|(?:the |these |those |our )?two\b", re.IGNORECASE)


def _join(found: list[Window]) -> Window:
    """Join the windows of one clause: "since 2014 ... until 2020"; the first of a kind holds."""
    since = next((w.since for w in found if w.since is not None and w.until is None), None)
    both = next((w for w in found if w.since is not None and w.until is not None), None)
    until = next((w.until for w in found if w.until is not None and w.since is None), None)
    first = found[0]
    if both is not None:
        return Window(first.start, first.end, both.since, both.until, both.dated, both.month, both.bare)
    ever = any(w.ever for w in found) and since is None and until is None
    return Window(first.start, first.end, since, until, ever=ever)
