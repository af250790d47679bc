"""What stands in front for stress, put back where plain sentences have it: "not until 1991 did A join", "it was A, not B, that"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.reading.claims.language.grammar import ACTOR, Traced
from bilat.reading.claims.sentence.actors import Slot

__all__ = ["unfront"]

_AUX = r"(?P<aux>did|has|have|had|was|were|is|are)"
_WHO = rf"(?P<who>(?:both )?{ACTOR})"
_NOT_UNTIL = re.compile(
    rf"^\W*(?:[Nn]ot|[Oo]nly) (?P<t>(?:until|till|before|in|after) [^.;⟨‹]{{2,40}}?),? {_AUX} {_WHO} (?P<rest>[^;]*?)(?P<stop>[.?!\" ]*)$"
)
_NEVER = re.compile(
    rf"^\W*(?:[Nn]ever(?: once| again| before)?|[Aa]t no (?:time|point|stage)|[Oo]n no occasion)(?P<t> (?:between|in|during|since|from|over|throughout|after|before|until) [^.;⟨‹]{{2,40}}?)?,? {_AUX} {_WHO} (?P<rest>[^;]*?)(?P<stop>[.?!\" ]*)$"
)
_THAT = r"(?:that|which|who)"
_CLEFT = re.compile(
    rf"^[\"' ]*(?P<it>[Ii]t|{ACTOR}) (?:is|was) (?P<who>{ACTOR}),?(?: (?:and not|not|rather than|instead of|as opposed to) (?P<other>{ACTOR}),?)? {_THAT} (?P<rest>[a-z].*)$"
)
_NOT_CLEFT = re.compile(
    rf"^[\"' ]*(?P<it>[Ii]t|{ACTOR}) (?:is|was) not (?P<other>{ACTOR})(?:,? but (?P<who>{ACTOR}))?,? {_THAT} (?P<rest>[a-z].*)$"
)
_NOT_LAST = re.compile(
    rf"^[\"' ]*(?P<it>[Ii]t|{ACTOR}) (?:is|was) (?P<who>{ACTOR}) {_THAT} (?P<rest>[a-z][^;]*?), (?:and )?not (?P<other>{ACTOR})(?P<stop>[.?!\" ]*)$"
)


def unfront(traced: Traced, slots: Sequence[Slot] = ()) -> None:
    """Put a sentence in its plain order.

    Examples
    --------
    >>> text = Traced("Not until 1991 did ⟨0⟩ join ⟨1⟩.")
    >>> unfront(text)
    >>> text.text
    '⟨0⟩ did not join ⟨1⟩ until 1991.'
    >>> text = Traced("It was ⟨0⟩, not ⟨1⟩, that left ⟨2⟩.")
    >>> unfront(text)
    >>> text.text
    '⟨0⟩, unlike ⟨1⟩, left ⟨2⟩.'
    """
    start = traced.text.lstrip("\"' ")[:4].lower()
    if start in ("not ", "only"):
        traced.sub(_NOT_UNTIL, _until)
    elif start in ("neve", "at n", "on n"):
        traced.sub(_NEVER, _never)
    for pattern in (_NOT_LAST, _CLEFT, _NOT_CLEFT):
        found = traced.match(pattern)
        if found is None or not _is_it(found["it"], slots):
            continue
        named = found.groupdict()
        head = (
            f"{named['who']}, unlike {named['other']}, "
            if named["who"] and named["other"]
            else f"{named['who']} "
        )
        if not named["who"]:
            head = f"It is not true that {named['other']} "
        traced.sub(pattern, lambda m, head=head: f"{head}{m['rest']}{m.groupdict().get('stop') or ''}")  # type: ignore[misc]
        return


def _is_it(word: str, slots: Sequence[Slot]) -> bool:
    """Say whether "it" stands in front: by now it may be a mark that refers."""
    return not word.startswith("⟨") or slots[int(word[1:-1])].ref == "it"


def _never(m: re.Match[str]) -> str | None:
    """Return "did never"; of one year set against the others `peaks` knows more."""
    if re.search(r"\b(?:as|than) in \d{4}", m["rest"]):
        return None
    return f"{m['who']} {m['aux']} never {m['rest']}{m['t'] or ''}{m['stop']}"


def _until(m: re.Match[str]) -> str:
    """Return "did not join until 1991"; "only in 1991 did it join" says the same by the year itself."""
    if m["t"].startswith(("in ", "after ")):
        return f"{m['who']} {m['aux']} {m['rest']} {m['t']}{m['stop']}"
    return f"{m['who']} {m['aux']} not {m['rest']} {m['t']}{m['stop']}"
