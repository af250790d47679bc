"""What is told in passing: "A, which is allied with B, sanctioned C", "A, a member of B, voted for C"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.sentence.actors import Slot
from bilat.reading.claims.sentence.pieces import (
    ACTOR,
    BE,
    DATED,
    VERBS,
    WHEN,
    Found,
    Piece,
    as_said,
    organised,
)

__all__ = ["relative", "without_war"]

#: A member, of what was named before.
_MEMBER = re.compile(
    r"\b(?:an?|no longer an?|still an?|not an?) (?:full )?member(?: (?:again|still))?(?! (?:of|state)|\w)"
)
_WHICH = re.compile(rf"^(?P<s>{ACTOR}), (?:which|who) (?P<r>[^,;]{{4,120}}), (?P<v>[^;]+)$")
_WHICH_LAST = re.compile(
    rf"^(?P<v>(?:(?:In|On|By|During|Since) [^⟨‹,]{{2,40}},? )?{ACTOR} [^;,]*?(?P<o>{ACTOR})(?: (?P<t>{WHEN}))?), (?:which|who) (?P<r>(?:(?:still|also|now|then|later|never) )?(?:{BE}|{VERBS}|disputed?s?|contest(?:s|ed)|clashed|rivalled) [^;]{{4,140}})$"
)
_LAST_TIME = re.compile(rf", (?P<t>{WHEN})$")
_PAST = re.compile(r"(?:(?:still|also|then|never) )?(?:was|were|had|did|\w+ed|fought|sold|bought|held)\b")
_APPOSED = re.compile(
    rf"^(?P<s>{ACTOR}), (?P<then>then |at the time )?(?P<r>(?:an? |the |[⟨‹]\d{{1,3}}[⟩›](?:'s)? )[^,;]*?\b(?:members?|ally|allies|supplier|partner|customer|buyer|rival|signatory|party|market|source|member state)\b[^,;]{{0,60}})(?:, (?P<v>[^;]+))?$"
)


_JOINED = re.compile(
    rf"^(?P<s>(?:(?:In|On|By|During) [^⟨‹,]{{2,40}},? )?{ACTOR})(?:, (?:which|who))? (?P<r>(?:voted|abstained|vetoed|opposed|rejected|backed|supported|boycotted)\b[^;]{{4,160}}?)(?:,? and|,) (?:(?:was|were) )?(?P<not>not )?joined (?:in (?:doing so|so doing|this|that|it|that vote|the vote|voting so) )?by (?P<o>{ACTOR})$"
)


def relative(text: Sieved, slots: Sequence[Slot]) -> Found:
    """Read a clause or an apposition after an actor as a sentence of its own."""
    m = text.match(_JOINED)
    if m is not None:
        # "A, which voted for it, was joined in doing so by B"
        denied = m["not"] is not None
        return [
            ([m.span("s"), " ", m.span("r")], False, False),
            ([m.span("o"), " ", m.span("r")], denied, False),
        ]
    m = text.match(_WHICH)
    if m is not None:
        rest: list[Piece] = [m.span("v")]
        member = _MEMBER.search(m["v"])
        body = next((b for b in re.finditer(ACTOR, m["r"]) if organised(slots, b[0])), None)
        if member and body:
            # "which had joined N in 1973, was a member in 2000": of N
            cut = m.start("v") + member.end()
            of = (m.start("r") + body.start(), m.start("r") + body.end())
            rest = [(m.start("v"), cut), " of ", of, (cut, m.end("v"))]
        return as_said([m.span("s"), " ", m.span("r")], [m.span("s"), " ", *rest])
    m = text.match(_WHICH_LAST)
    if m is not None:
        then: list[Piece] = []
        last = _LAST_TIME.search(m["r"])
        if last and not DATED.search(m["v"]):
            # "armed A and B, which were rivals, in the 1980s": then, both of it
            at: list[Piece] = [" ", (m.start("r") + last.start("t"), m.start("r") + last.end("t"))]
            own = (m.start("r"), m.start("r") + last.start())
            return as_said([m.span("v"), *at], [m.span("o"), " ", own, *at])
        times = list(DATED.finditer(m["v"]))
        if times and _PAST.match(m["r"]) and not DATED.search(m["r"]):
            then = [" ", (m.start("v") + times[-1].start("t"), m.start("v") + times[-1].end("t"))]
        return as_said([m.span("v")], [m.span("o"), " ", m.span("r"), *then])
    m = text.match(_APPOSED)
    if m is None:
        return []
    # an apposition holds at the time of what is told
    dated = DATED.search(m["v"] or "")
    when: list[Piece] = []
    if dated and not DATED.search(m["r"]):
        when = [" ", (m.start("v") + dated.start("t"), m.start("v") + dated.end("t"))]
    verb = " was " if m["then"] or when else " is "
    if not m["v"]:
        return as_said([m.span("s"), verb, m.span("r")])  # nothing but the apposition, told of a speaker
    return as_said([m.span("s"), verb, m.span("r"), *when], [m.span("s"), " ", m.span("v")])


_NO_WAR = re.compile(
    rf"^(?P<s>(?:In [^⟨‹,]{{2,40}},? )?{ACTOR}) (?P<v>(?:disputed|contested|quarrelled|quarreled)\b[^;]+?) and (?P<w>did not go to war[^;]*)$"
)


def without_war(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "disputed territory without going to war" as two claims: of the quarrel, and that it came to no war."""
    m = text.match(_NO_WAR)
    return [] if m is None else as_said([m.span("s"), " ", m.span("v")], [m.span("s"), " ", m.span("w")])
