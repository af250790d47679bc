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

from bilat.reading.claims import windows
from bilat.reading.claims.actors import Slot, mark_actors
from bilat.reading.claims.clauses import clause_end, clause_start, subject_slots
from bilat.reading.claims.ellipsis import parts
from bilat.reading.claims.elsewhere import own_first, windows_for
from bilat.reading.claims.frames import strip_frame
from bilat.reading.claims.grammar import ADVERBS, Traced, compile_pattern, needed
from bilat.reading.claims.groups import Members, mark_members
from bilat.reading.claims.needed import needs_of
from bilat.reading.claims.phrasings import plain
from bilat.reading.claims.ranks import Rank, mark_ranks
from bilat.reading.claims.verbs import VerbGroup, verb_group
from bilat.reading.claims.windows import Window
from bilat.reading.context import Context

__all__ = ["Hit", "Marked", "mark"]

#: Longer sentences are cut here: no sentence of prose is longer, and time stays bounded.
MAX_LENGTH = 1200

_CHARS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "⟨": " ",
        "⟩": " ",
        "‹": " ",
        "›": " ",
        "\u00a0": " ",
        "\n": " ",
        "\t": " ",
        "‑": "-",
    }
)
_CONTRACTIONS = [
    (re.compile(r"\b([Cc])an't\b|\b([Cc])annot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bWon't\b"), "Will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ll\b"), " will"),
]
_SUBJECT = r"(?:neither |both )?⟨\d{1,3}⟩(?:, (?:like|along with|together with) ⟨\d{1,3}⟩,)?"
_QUESTION = re.compile(
    rf"^\W*(?:(?:And|But|So) )?(?P<aux>Did|Does|Do|Has|Have|Had|Is|Are|Was|Were|Will|Would|Could|May|Might)(?P<neg> not)?(?P<gap> )(?P<subject>{_SUBJECT})(?= )"
)
_QUESTION_NP = re.compile(
    r"^\W*(?P<aux>Did|Does|Do|Has|Have|Had|Is|Are|Was|Were|Will|Would)(?P<neg> not)?(?P<gap> )(?P<subject>(?:the )?(?:(?:\w+ ){0,2}between ⟨\d{1,3}⟩|[⟨‹]\d{1,3}[⟩›](?:'s)? (?:\w+ ){1,4}?(?:(?:to|with|and|of) ⟨\d{1,3}⟩ )?))(?= ?(?:\w+))"
)
_SUPPOSES = re.compile(r"^\W*(?:Had|Were)\b[^,]*, ")
_NOR = re.compile(
    rf"\b[Nn]or (?P<aux>did|does|do|has|have|had|is|are|was|were|will|would)(?P<gap> )(?P<subject>{_SUBJECT})(?= )"
)
_ONLY_IF = re.compile(
    rf"^\W*Only (?:if|when|after|once)\b[^,;]{{3,120}}? (?P<aux>will|would|can|could)(?P<gap> )(?P<subject>{_SUBJECT})(?= )"
)
_NEVER_FRONT = re.compile(
    rf"\b(?P<neg>[Nn]ever(?: before)?|[Nn]ot since [^,.;⟨]{{2,30}}?|[Aa]t no (?:time|point)|[Oo]n no occasion) (?P<aux>did|has|have|had|was|were|is|are)(?P<gap> )(?P<subject>{_SUBJECT})(?= )"
)
_NOT_AFTER = re.compile(
    rf"(?:is|are|was|were|be|been|being|has|have|had|having|becom\w+|became|remain\w*){ADVERBS} (?:not|never|no longer)\b",
    re.IGNORECASE,
)
_UN = r"(?:UN|U\.N\.|United Nations|UNGA)"
_HALL = rf"(?:{_UN}(?: General Assembly)?|General Assembly|Assembly)"
#: Where states are said to be close or apart: "in their UN votes", "at the General Assembly", "by their votes at the UN".
_VENUE = re.compile(
    rf"(?:(?<=[\w⟩›]),? |^\W*)(?:(?:in|by|on|judging by|measured by|as measured by|going by|according to|in terms of) (?:their |its |the |his |all )?"
    rf"(?:{_HALL}(?:'s)? (?:votes|voting(?: records?| patterns?)?|roll[- ]calls?|ballots)|(?:recorded )?(?:votes|voting(?: records?| patterns?)?|roll[- ]calls?|ballots)(?: (?:at|in|of) (?:the )?{_HALL})?)"
    rf"|(?:at|in|inside|on the floor of) (?:the )?{_HALL})(?=,? (?!(?:on|over|about|for|against|resolution|vote|draft|member|when|to)\b)|[.?!]|$),?",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:all|every|each|most|majority|bulk|minority|some|several|any|none|no|not|half|few|least|members|countries|states|nations|governments"
    r"|\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|but (?:one|two|three)|only|\d(?:nd|rd|th)|among|amongst|one of|top\w*|heads|headed|leads|led|rank\w*|No\. ?\d|number)\b",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"\bclos(?:er|est|e)\b|\bapart\b|\baway from\b|\bdrift|\bdiverg|\bconverg|\bmore often\b|\bfarther\b|\bfurther\b|\bnearer\b|\bnearest\b|\bdistan|\bin common\b|\balike\b",
    re.IGNORECASE,
)
#: "Saudi Arabia's neighbour Jordan": Jordan is meant.
_APPOSED = re.compile(r"[⟨‹]\d{1,3}[⟩›](?:'s?)? (?:\w+ ){0,2}?neighbou?rs? (?P<who>⟨\d{1,3}⟩)")
#: "Hungary under Orban has drifted": who governs does not part a state from its verb. Known terms are windows by then.
_UNDER = re.compile(
    r"(?<=⟩),? under (?:its |the )?(?:(?:[Pp]resident|[Pp]rime [Mm]inister|[Cc]hancellor) )?(?:⟨\d{1,3}⟩|[A-Z][\w'-]+(?: [A-Z][\w'-]+)?),?(?= [a-z])"
)
#: Weapons "of Russian origin" are Russian-made; "UN votes" are not votes by it.
_ARMS = re.compile(r"\b(?:arms|weapon\w*|tanks|aircraft|jets|missiles|submarines|arsenal)\b")
_ORIGIN = re.compile(r"\bof ([A-Z]\w+(?: [A-Z]\w+)?) (?:origin|make|manufacture|provenance)\b")
_UN_VOTES = re.compile(
    r"[⟨‹](\d{1,3})[⟩›](?:'s)? (?=(?:General Assembly )?(?:votes?|voting|ballots?|roll[- ]calls?|divisions)\b)"
)
_MARK = re.compile(r"[⟨‹](\d{1,3})[⟩›]")
_WH = re.compile(r"^\W*(?:Who|Whom|What|Which|When|Where|Why|How|Whose)\b.*\?\s*\W*$", re.DOTALL)


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

    source: str
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
    made: bool = False

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
        return pattern.search(self.traced.text) if self.traced.may_hold(needs_of(pattern)) else None

    def each(self, pattern: re.Pattern[str]) -> Iterable[re.Match[str]]:
        """Find all places of a compiled pattern."""
        return pattern.finditer(self.traced.text) if self.traced.may_hold(needs_of(pattern)) else ()

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
            return self._pair(slot)
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
        lists = [s for s in before if len(s.codes) >= 2]
        if lists:
            return max(lists, key=lambda s: s.start).codes
        singles: list[str] = []
        for s in before:
            singles += [c for c in s.codes if c not in singles]
        if len(singles) == 2:
            order = sorted(before, key=lambda s: s.start)
            return tuple(dict.fromkeys(c for s in order for c in s.codes))
        return self.ctx.pair or ()

    def _single(self, slot: Slot, without: tuple[str, ...]) -> tuple[str, ...]:
        before = [s for s in self._before(slot) if len(s.codes) == 1 and s.codes[0] not in without]
        if before:
            # "It" stands for the nearest subject before it, or else for the first actor of the sentence.
            subjects = [s for s in before if s.start in self._subject_starts()]
            nearest = max(subjects, key=lambda s: s.start) if subjects else min(before, key=lambda s: s.start)
            return nearest.codes
        focus = self.ctx.focus
        return (focus,) if focus and focus not in without else ()

    def _subject_starts(self) -> frozenset[int]:
        if self.subjects is None:
            self.subjects = frozenset(self.slots[n].start for n in subject_slots(self.text))
        return self.subjects

    def window(self, start: int, end: int, *, inside: bool = False) -> Window:
        """Return the window that holds for ``text[start:end]``: of its clause first, then of the sentence."""
        windows = windows_for(self.text, self.windows, start, end)
        low, high = clause_start(self.text, start), clause_end(self.text, end)
        near = [w for w in windows if w.start < high and w.end > low]
        choice = [w for w in near if not w.bare] or near
        if not choice and not inside:
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
            text = _MARK.sub(lambda m: self._named(int(m[1])), self.text[start:end])
        text = text.strip(" \t\n,;:.?!\"'“”‘’")
        return text if text.count("(") == text.count(")") else text.strip("()")

    def _named(self, number: int) -> str:
        slot = self.slots[number]
        return self.source[slot.start : slot.end]

    def clause_end(self, position: int) -> int:
        """Return where the clause that holds `position` ends."""
        return clause_end(self.text, position)

    def clause_start(self, position: int) -> int:
        """Return where the clause that holds `position` starts."""
        return clause_start(self.text, position)


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


def mark(text: str, ctx: Context) -> Marked:
    """Mark a sentence.

    Parameters
    ----------
    text
        One sentence; what goes beyond 1,200 characters is left out.
    ctx
        Its context.

    Returns
    -------
    Marked
        Only as far as its actors, if it names none: then it claims nothing of them.
    """
    on = ctx.on or date.today()
    source = text[:MAX_LENGTH].translate(_CHARS)
    traced = Traced(source)
    venue = bool(_CLOSE.search(source)) and traced.sub(_VENUE, lambda m: m.group(0)[:0])
    windows.mark_terms(traced)
    if " origin" in source and _ARMS.search(source):
        traced.sub(_ORIGIN, lambda m: f"{m[1]}-made")
    slots = mark_actors(traced, on)
    if not slots:
        return Marked(text[:MAX_LENGTH], traced, slots, ctx, on)
    traced.sub(_UN_VOTES, lambda m: "UN " if slots[int(m[1])].codes == ("UN",) else None)
    traced.forget()
    if "'" in traced.text or "annot" in traced.text:
        for pattern, new in _CONTRACTIONS:
            traced.sub(pattern, lambda m, new=new: new)  # type: ignore[misc]
    open_question = bool(_WH.match(traced.text))
    denied = strip_frame(traced)
    plain(traced)
    traced.sub(_UNDER, lambda m: m.group(0)[:0])
    found = [] if open_question else parts(traced, slots)
    marked = _finished(text, traced, slots, ctx)
    marked.open_question = open_question
    marked.denied = denied
    marked.venue = venue
    for part in found:
        plain(part.traced)
        one = _finished(text, part.traced, slots, ctx)
        one.denied, one.both, one.venue, one.made = part.denied, part.both, venue, True
        marked.parts.append(one)
    return marked


def _finished(text: str, traced: Traced, slots: list[Slot], ctx: Context) -> Marked:
    """Mark groups, ranks and windows of a sentence or of one of its parts."""
    source = text[:MAX_LENGTH].translate(_CHARS)
    on = ctx.on or date.today()
    members = mark_members(traced, slots, source) if _MANY.search(source) else {}
    ranks = mark_ranks(traced) if _RANKED.search(source) else []
    traced.sub(_APPOSED, lambda m: m["who"])
    _flip(traced)
    traced.forget()
    marked = Marked(text[:MAX_LENGTH], traced, slots, ctx, on)
    marked.ranks = ranks
    marked.members = members
    marked.windows = windows.find(traced.text, on)
    return marked


def _flip(traced: Traced) -> None:
    """Turn "Did A veto" into "A did veto", "nor has A" into "A has not", "never has A" into "A has never"."""
    for pattern, negative in ((_QUESTION, ""), (_ONLY_IF, ""), (_NOR, " not"), (_NEVER_FRONT, " never")):
        m = pattern.search(traced.text)
        if pattern is _QUESTION:
            asked = traced.text.rstrip(' "').endswith("?")
            if m is None and asked:
                m = _QUESTION_NP.match(traced.text)
            elif m is not None and not asked and _SUPPOSES.match(traced.text):
                m = None  # "Were A to leave, B would stay" asks nothing
        if m is None:
            continue
        aux = m.group("aux")
        traced.replace(m.end("subject"), m.end("subject"), f" {aux.lower()}{negative}")
        start = (
            m.start("neg")
            if pattern is _NEVER_FRONT
            else m.start()
            if pattern is _QUESTION or "neg" in m.groupdict()
            else m.start("aux")
        )
        traced.replace(start, m.start("subject"), "")
