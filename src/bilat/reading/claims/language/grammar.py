"""The little language in which the families write their patterns, and the traced text they match on.

A pattern is a regular expression with four kinds of shorthand:

- ``<sell>``: every form of a verb (``sell``, ``sells``, ``sold``, ``selling``);
- ``{A:x}``: an actor that stands as a noun phrase, captured as group ``x``;
- ``{J:x}``: an actor in any form (noun, adjective), captured as ``x``;
- ``{T}``: an optional phrase of time;
- ``{P:x}``: a possessor or adjective: ``Russia's``, ``Russian``, ``its``.

Patterns run over short sentences with actors already collapsed to one mark each, so they stay short.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from bilat.reading.claims.language.needed import LONGEST, Needs, Sieve, Sieved, needs, runs_in

__all__ = ["ACTOR", "ANY_ACTOR", "Traced", "compile_pattern", "forms", "needed", "words"]

#: A noun phrase that names an actor, and one in any form, in marked text.
ACTOR = r"⟨\d{1,3}⟩"
ANY_ACTOR = r"[⟨‹]\d{1,3}[⟩›]"

#: Adverbs and negations that may follow a form of "be" or "have".
ADVERBS = r"(?: (?:not|never|no longer|still|now|also|yet|both|all|each|already|today|once|always|long|by far|perhaps|(?!ally\b|only\b|family\b)\w+ly))*?"

#: ``{T}``: a phrase of time that may stand before the verb.
TIME = r"(?:,? (?:in|since|during|between|until|over|throughout|by|from) [^.;,⟨‹]{1,30}?,?)?"


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set.

    Examples
    --------
    >>> sorted(words("to or from"))
    ['from', 'or', 'to']
    """
    return frozenset(text.split())


_IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("is", "are", "was", "were", "be", "been", "being"),
    "have": ("have", "has", "had", "having"),
    "buy": ("buy", "buys", "bought", "buying"),
    "sell": ("sell", "sells", "sold", "selling"),
    "fight": ("fight", "fights", "fought", "fighting"),
    "leave": ("leave", "leaves", "left", "leaving"),
    "cast": ("cast", "casts", "casting"),
    "sit": ("sit", "sits", "sat", "sitting"),
    "overtake": ("overtake", "overtakes", "overtook", "overtaken", "overtaking"),
    "quit": ("quit", "quits", "quitting"),
    "withdraw": ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
    "get": ("get", "gets", "got", "gotten", "getting"),
    "give": ("give", "gives", "gave", "given", "giving"),
    "go": ("go", "goes", "went", "gone", "going"),
    "come": ("come", "comes", "came", "coming"),
    "become": ("become", "becomes", "became", "becoming"),
    "grow": ("grow", "grows", "grew", "grown", "growing"),
    "rise": ("rise", "rises", "rose", "risen", "rising"),
    "fall": ("fall", "falls", "fell", "fallen", "falling"),
    "sink": ("sink", "sinks", "sank", "sunk", "sinking"),
    "hit": ("hit", "hits", "hitting"),
    "draw": ("draw", "draws", "drew", "drawn", "drawing"),
    "send": ("send", "sends", "sent", "sending"),
    "make": ("make", "makes", "made", "making"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "hold": ("hold", "holds", "held", "holding"),
    "meet": ("meet", "meets", "met", "meeting"),
    "break": ("break", "breaks", "broke", "broken", "breaking"),
    "cut": ("cut", "cuts", "cutting"),
    "put": ("put", "puts", "putting"),
    "set": ("set", "sets", "setting"),
    "bind": ("bind", "binds", "bound", "binding"),
    "take": ("take", "takes", "took", "taken", "taking"),
    "seek": ("seek", "seeks", "sought", "seeking"),
    "win": ("win", "wins", "won", "winning"),
    "lie": ("lie", "lies", "lay", "lain", "lying"),
    "swear": ("swear", "swears", "swore", "sworn", "swearing"),
    "undertake": ("undertake", "undertakes", "undertook", "undertaken", "undertaking"),
    "speak": ("speak", "speaks", "spoke", "spoken", "speaking"),
    "lay": ("lay", "lays", "laid", "laid", "laying"),
    "shoot": ("shoot", "shoots", "shot", "shooting"),
    "overrun": ("overrun", "overruns", "overran", "overrunning"),
    "overthrow": ("overthrow", "overthrows", "overthrew", "overthrown", "overthrowing"),
    "lead": ("lead", "leads", "led", "leading"),
    "see": ("see", "sees", "saw", "seen", "seeing"),
    "say": ("say", "says", "said", "saying"),
    "strike": ("strike", "strikes", "struck", "striking"),
    "spend": ("spend", "spends", "spent", "spending"),
    "find": ("find", "finds", "found", "finding"),
    "oversee": ("oversee", "oversees", "oversaw", "overseen"),
    "freeze": ("freeze", "freezes", "froze", "frozen", "freezing"),
    "pay": ("pay", "pays", "paid", "paying"),
    "choose": ("choose", "chooses", "chose", "chosen", "choosing"),
    "withhold": ("withhold", "withholds", "withheld", "withholding"),
    "stand": ("stand", "stands", "stood", "standing"),
    "split": ("split", "splits", "splitting"),
    "let": ("let", "lets", "letting"),
    "uphold": ("uphold", "upholds", "upheld", "upholding"),
    "lend": ("lend", "lends", "lent", "lending"),
    "build": ("build", "builds", "built", "building"),
    "bring": ("bring", "brings", "brought", "bringing"),
    "begin": ("begin", "begins", "began", "begun", "beginning"),
    "lose": ("lose", "loses", "lost", "losing"),
    "run": ("run", "runs", "ran", "running"),
    "throw": ("throw", "throws", "threw", "thrown", "throwing"),
    "bear": ("bear", "bears", "bore", "borne", "bearing"),
    "stick": ("stick", "sticks", "stuck", "sticking"),
    "feel": ("feel", "feels", "felt", "feeling"),
    "deal": ("deal", "deals", "dealt", "dealing"),
    "tear": ("tear", "tears", "tore", "torn", "tearing"),
    "shut": ("shut", "shuts", "shutting"),
    "spread": ("spread", "spreads", "spreading"),
    "forbid": ("forbid", "forbids", "forbade", "forbidden", "forbidding"),
    "travel": ("travel", "travels", "travelled", "traveled", "travelling", "traveling"),
    "outsell": ("outsell", "outsells", "outsold", "outselling"),
    "drive": ("drive", "drives", "drove", "driven", "driving"),
}
#: Irregular forms that can be a finite past.
PAST_FORMS = frozenset(
    form for lemma, all_forms in _IRREGULAR.items() for form in all_forms if form != lemma
) | {"cut", "hit", "put", "set", "cast", "quit"}
_DOUBLED = words(
    "ban annex admit commit skip slap stop ship equip bar plan drop transfer refer prefer compel "
    "expel quarrel trap shut occur rebuff"
)
_DOUBLED -= {"annex", "rebuff"}


@lru_cache(maxsize=1024)
def forms(lemma: str) -> tuple[str, ...]:
    """Return the forms of an English verb; words after a space ("vote for") are left to the pattern.

    Examples
    --------
    >>> forms("veto")
    ('veto', 'vetoes', 'vetos', 'vetoed', 'vetoing')
    >>> forms("sell")
    ('sell', 'sells', 'sold', 'selling')
    """
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("e"):
        return (lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing")
    if re.search(r"[^aeiou]y$", lemma):
        return (lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    if lemma in _DOUBLED:
        last = lemma[-1]
        return (lemma, lemma + "s", lemma + last + "ed", lemma + last + "ing")
    if lemma.endswith("o"):
        return (lemma, lemma + "es", lemma + "s", lemma + "ed", lemma + "ing")
    if re.search(r"(s|x|z|ch|sh)$", lemma):
        return (lemma, lemma + "es", lemma + "ed", lemma + "ing")
    return (lemma, lemma + "s", lemma + "ed", lemma + "ing")


def _verb(match: re.Match[str]) -> str:
    found: list[str] = []
    for lemma in match.group(1).split("|"):
        # "cut off": the first word bends, the rest stays.
        head, _, rest = lemma.partition(" ")
        found += [f"{form} {rest}" if rest else form for form in forms(head)]
    verb = rf"\b(?:{'|'.join(sorted(set(found), key=lambda f: (-len(f), f)))})\b"
    # "is not a member", "has never been": adverbs stand after these, not before.
    return verb + ADVERBS if {"be", "have", "become", "remain"} & set(match.group(1).split("|")) else verb


def _actor(match: re.Match[str]) -> str:
    kind, name = match.group(1), match.group(2)
    if kind == "A":
        return rf"⟨(?P<{name}>\d{{1,3}})⟩"
    if kind == "J":
        return rf"[⟨‹](?P<{name}>\d{{1,3}})[⟩›]"
    return rf"[⟨‹](?P<{name}>\d{{1,3}})[⟩›](?:'s?)?"


@lru_cache(maxsize=2048)
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of the little language.

    Examples
    --------
    >>> bool(compile_pattern("<sell> arms to {A:b}").search("⟨0⟩ sold arms to ⟨1⟩"))
    True
    """
    return re.compile(_expanded(pattern), re.IGNORECASE)


@lru_cache(maxsize=2048)
def needed(pattern: str) -> Needs:
    """Return the runs of letters that a text needs to match a pattern of the little language.

    Examples
    --------
    >>> [sorted(each) for each in needed("<veto> it").sets]
    [[' veto it', ' vetoed i', ' vetoes i', ' vetoing ', ' vetos it']]
    """
    return needs(_expanded(pattern), re.IGNORECASE)


# a table of patterns is written in its module: there are as many as modules, and each is asked at every sentence
@lru_cache(maxsize=32)
def _sieve(patterns: tuple[str, ...]) -> Sieve:
    return Sieve([needed(pattern) for pattern in patterns])


def _expanded(pattern: str) -> str:
    """Return a pattern of the little language as a regular expression."""
    expanded = re.sub(r"(?<!\?P)<([a-z][a-z |-]*)>", _verb, pattern)
    expanded = expanded.replace("{T}", TIME)
    expanded = re.sub(r"\{([AJP]):([a-z_]+)\}", _actor, expanded)
    left = re.search(r"(?<!\?P)(?<!\?)<[a-z]", expanded)
    if left:
        raise ValueError(
            f"Not a verb list of the pattern language: {expanded[left.start() : left.start() + 60]}"
        )
    return expanded


class Traced(Sieved):
    """A text under rewriting that remembers, for each character, where in the first text it came from."""

    __slots__ = ("begins", "ends")

    def __init__(self, text: str, held: set[str] | None = None) -> None:
        super().__init__(text, None if held is None else set(held))
        self.begins = list(range(len(text)))
        self.ends = list(range(1, len(text) + 1))

    def replace(self, start: int, end: int, new: str) -> None:
        """Put `new` for ``text[start:end]``; its characters all point to what they replace."""
        if end > start:
            low, high = min(self.begins[start:end]), max(self.ends[start:end])
        else:
            low = high = (
                self.begins[start] if start < len(self.begins) else (self.ends[-1] if self.ends else 0)
            )
        self.text = self.text[:start] + new + self.text[end:]
        self.begins[start:end] = [low] * len(new)
        self.ends[start:end] = [high] * len(new)
        if self._held is not None:
            # What was replaced stays held: that rules out less than it could, never too much.
            self._held |= runs_in(self.text[max(0, start - LONGEST) : start + len(new) + LONGEST])

    def which(self, patterns: tuple[str, ...]) -> list[int]:
        """Return the places of the patterns, of a table of the little language, that may match, in order."""
        return _sieve(patterns).may(self)

    def forget(self) -> None:
        """Look for the runs of letters anew when they are asked for next: after many replacements."""
        self._held = None

    def sub(self, pattern: re.Pattern[str], make: Callable[[re.Match[str]], str | None]) -> bool:
        """Replace every match by what `make` returns (``None``: leave it), right to left; say if any was."""
        if not self.allows(pattern):
            return False
        done = False
        for match in reversed(list(pattern.finditer(self.text))):
            new = make(match)
            if new is not None and new != match.group(0):
                self.replace(match.start(), match.end(), new)
                done = True
        return done

    def composed(self, pieces: Sequence[tuple[int, int] | str]) -> Traced:
        """Return a new text from spans of this one and words between them; the words point to what is before them."""
        new = Traced("")
        for piece in pieces:
            if isinstance(piece, str):
                before = new.begins[-1:] or self.begins[:1] or [0]
                after = new.ends[-1:] or self.ends[:1] or [0]
                new.text += piece
                new.begins += before * len(piece)
                new.ends += after * len(piece)
            else:
                start, end = piece
                new.text += self.text[start:end]
                new.begins += self.begins[start:end]
                new.ends += self.ends[start:end]
        return new

    def move(self, start: int, end: int, to: int) -> None:
        """Move ``text[start:end]`` to before position `to` (outside the moved part), with one space around."""
        chunk = (self.text[start:end], self.begins[start:end], self.ends[start:end])
        self.replace(start, end, "")
        if to >= end:
            to -= end - start
        for name, value in zip(("text", "begins", "ends"), chunk, strict=True):
            old = getattr(self, name)
            setattr(self, name, old[:to] + value + old[to:])
        self._held = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the first text that ``text[start:end]`` came from."""
        if end <= start or not self.begins:
            return (0, 0)
        return min(self.begins[start:end]), max(self.ends[start:end])
