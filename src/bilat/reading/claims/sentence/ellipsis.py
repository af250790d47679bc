"""Sentences of two parts made whole: what one part leaves out is put back from the other.

"A joined N in 1999 and B in 2004", "A sells arms to B and buys oil from it", "A, unlike B, is a member", "A, which is
allied with B, sanctioned C": every part becomes a sentence of its own, with its subject, verb and object, and is read alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bilat.reading.claims.language.grammar import Traced
from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.sentence.actors import Slot
from bilat.reading.claims.sentence.coordinated import (
    MODAL,
    alongside,
    among,
    clauses,
    coordinated,
    nominals,
    predicates,
    semicolons,
    shared,
    that,
)
from bilat.reading.claims.sentence.counted_off import FIRST, placed, ranked, returned, turned, years
from bilat.reading.claims.sentence.echo import so_did
from bilat.reading.claims.sentence.pieces import (
    ACTOR,
    AND,
    BE,
    DATED,
    NEGATIVE,
    PREP,
    WHEN,
    Found,
    Piece,
    Put,
    as_said,
    organised,
    replaced,
)
from bilat.reading.claims.sentence.relative import relative, without_war

__all__ = ["Part", "parts"]


_REMNANT = rf"(?:(?:{ACTOR}(?: {PREP} {ACTOR})?|{PREP} {ACTOR})(?: {WHEN})?)"
_GAPPED = re.compile(
    rf"^(?P<lead>(?:In|On|By|During|Since) [^⟨‹,]{{2,40}}, )?(?P<s>{ACTOR}) (?P<v>[^.;]{{2,140}}?)(?P<rest>(?:{AND} {_REMNANT}){{1,4}})$"
)
_ONE = re.compile(
    rf"{AND} (?:(?P<x>{ACTOR})(?: (?P<p>{PREP}) (?P<y>{ACTOR}))?|(?P<q>{PREP}) (?P<z>{ACTOR}))(?: (?P<t>{WHEN}))?(?=$|{AND} )"
)
_ECHO = re.compile(
    rf"^(?P<s>{ACTOR}) (?P<v>[^.;]{{4,160}}?){AND} (?P<x>{ACTOR}) (?P<e>{BE}(?: not| never)?(?: (?:yet|so far|ever|either|too|also|likewise|as well))?|(?:never|also) {BE}|too|likewise|as well|not)$"
)
_NOR = re.compile(
    rf"^(?P<s>{ACTOR}) (?P<v>[^.;]{{4,160}}?)[,;]? (?:and )?(?:neither {BE} (?P<x>{ACTOR})|nor {BE} (?P<z>{ACTOR})|(?P<w>{ACTOR}) {BE} not)$"
)
_UNLIKE = re.compile(
    rf"^(?P<s>{ACTOR}),? (?:unlike|in contrast to|as opposed to|but not|and not|though not|if not) (?P<x>{ACTOR}),? (?P<v>[^;]+)$"
)
_UNLIKE_FIRST = re.compile(rf"^(?:Unlike|In contrast to) (?P<x>{ACTOR}), (?P<s>{ACTOR}) (?P<v>[^;]+)$")
_UNLIKE_LAST = re.compile(
    rf"^(?P<s>{ACTOR}) (?P<v>[^;]+?), (?:unlike|in contrast to|as opposed to) (?P<x>{ACTOR})$"
)
_BUT_NOT = re.compile(
    rf"^(?:(?:In|On|By|During|Since|Between|From) [^⟨‹,]{{2,40}},? )?(?P<s>{ACTOR}) (?P<v>[^;]+?),? (?:but|and|though) (?:not|never)(?: (?P<p>{PREP}))? (?P<y>{ACTOR})(?:,? (?P<t>{WHEN}))?$"
)
_NEITHER = re.compile(
    rf"^(?P<s>{ACTOR})(?P<h> (?:has|have|had))? neither (?P<v>[a-z][^;]+?),? nor (?:has |did |does )?(?P<w>(?!{PREP} |{BE} )[a-z][^;]+)$"
)
_NEITHER_OF = re.compile(
    rf"^(?P<v>[^;]+?) neither (?P<p>{PREP} )(?P<y>{ACTOR}),? nor (?P<z>(?:{PREP} )?{ACTOR})(?P<t>(?: {WHEN})?)$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sentence, made whole.

    ``denied``: the sentence denies it; ``both``: it holds in a denial too; ``own``: it was a clause of its own, which
    may say nothing that can be typed while another does.
    """

    traced: Traced
    denied: bool = False
    both: bool = False
    own: bool = False


_NAMED = re.compile(r"⟨\d|‹\d{1,3}›(?! (?:own|neighbou?rs?)\b)")


def parts(traced: Traced, slots: Sequence[Slot]) -> list[Part]:
    """Return the parts of a marked sentence; nothing where it has one part alone.

    Examples
    --------
    >>> from bilat.reading.claims.sentence.actors import Slot
    >>> names = [Slot((c,), i, i, "name") for i, c in enumerate(["POL", "NATO", "BGR"])]
    >>> [p.traced.text for p in parts(Traced("⟨0⟩ joined ⟨1⟩ in 1999 and ⟨2⟩ in 2004."), names)]
    ['⟨0⟩ joined ⟨1⟩ in 1999', '⟨2⟩ joined ⟨1⟩ in 2004']
    """
    end = len(traced.text.rstrip(' .?!"'))
    text = Sieved(traced.text[:end], traced.held)
    if "⟨" not in text.text:
        return []
    # a list of years, or a clause about others, needs no second actor
    for rule in (
        _RULES
        if text.text.count("⟨") > 1 or len(_NAMED.findall(text.text)) > 1 or " neither " in text.text
        else (years, returned, turned, without_war, clauses, among)
    ):
        found = rule(text, slots)
        if found:
            own = rule in (semicolons, clauses, predicates, alongside)
            whole = [Part(traced.composed(pieces), denied, both, own) for pieces, denied, both in found]
            if rule is semicolons:
                return [each for part in whole for each in parts(part.traced, slots) or [part]]
            return [each for part in whole for each in _split(part, slots)]
    return _led(traced, text, slots)


#: A time before the sentence's first actor is that of both its parts.
_LEAD = re.compile(
    rf"^(?P<t>(?:In|On|By|During|Since|Between|From|Throughout) [^⟨‹,;]{{2,40}}?),? (?={ACTOR})"
)


def _led(traced: Traced, text: Sieved, slots: Sequence[Slot]) -> list[Part]:
    """Read "In 1975 A, unlike B, was a member" as what it says without its time, with the time put back."""
    lead = text.match(_LEAD)
    if lead is None or re.search(r"\d{4}", text.text[lead.end() :]):
        return []
    start = lead.end()
    rest = Sieved(text.text[start:])
    for rule in (_neither, _unlike, so_did, _echoed):
        found = rule(rest, slots)
        if found:
            return [
                Part(
                    traced.composed(
                        [
                            lead.span("t"),
                            " ",
                            *(p if isinstance(p, str) else (p[0] + start, p[1] + start) for p in pieces),
                        ]
                    ),
                    denied,
                    both,
                )
                for pieces, denied, both in found
            ]
    return []


def _split(part: Part, slots: Sequence[Slot]) -> list[Part]:
    """Part "with B and with C" in a part made whole."""
    found = coordinated(part.traced, slots)
    made = [
        Part(part.traced.composed(pieces), part.denied, part.both, part.own)
        for pieces, _denied, _both in found
    ]
    return made or [part]


def _gapped(text: Sieved, slots: Sequence[Slot]) -> Found:
    m = text.match(_GAPPED)
    if m is None:
        return []
    v = m["v"]
    dated = list(re.finditer(rf" {WHEN}", v))
    time = dated[-1].span() if dated else None
    out: Found = [([(0, m.end("v"))], False, False)]
    for one in _ONE.finditer(text.text, m.end("v")):
        # what stands in the first part for each word of the second
        put: list[Put] = []
        prep, actor = (("p", "y") if one["x"] else ("q", "z")) if one["p"] or one["q"] else (None, None)
        if one["t"]:
            if time is None:
                return []
            put.append((m.start("v") + time[0] + 1, m.start("v") + time[1], one.span("t")))
        if prep and actor:
            matching = list(re.finditer(rf"\b{one[prep]} ({ACTOR})", v))
            if not matching or not (one["x"] or one["t"]):
                return []
            put.append(
                (m.start("v") + matching[-1].start(1), m.start("v") + matching[-1].end(1), one.span(actor))
            )
            if one["x"]:
                put += [(*m.span("s"), one.span("x")), *_own(text.text, slots, m.span("v"), one["x"])]
        elif not one["t"]:
            return []
        else:
            objects = list(re.finditer(ACTOR, v))
            kind = organised(slots, one["x"])
            if objects and kind == organised(slots, objects[-1][0]):
                put.append(
                    (m.start("v") + objects[-1].start(), m.start("v") + objects[-1].end(), one.span("x"))
                )
            else:
                put += [(*m.span("s"), one.span("x")), *_own(text.text, slots, m.span("v"), one["x"])]
        out.append((replaced(0, m.end("v"), put), False, False))
    return out if len(out) > 1 else []


def _own(text: str, slots: Sequence[Slot], within: tuple[int, int], who: str) -> list[Put]:
    """Put the second subject for "its" and "their": "A bought its arms from B, and C from D" is of C's arms."""
    refs = (m for m in re.finditer(r"‹(\d{1,3})›", text[: within[1]]) if m.start() >= within[0])
    return [(*m.span(), f"‹{who[1:-1]}›") for m in refs if slots[int(m[1])].ref in ("its", "their")]


def _echoed(text: Sieved, slots: Sequence[Slot]) -> Found:
    m = text.match(_ECHO)
    if m is not None and not MODAL.match(m["v"]):
        turned = bool(NEGATIVE.search(m["e"])) != bool(NEGATIVE.search(m["v"]))
        if m["e"] in ("too", "likewise", "as well"):
            turned = False
        return [
            ([(0, m.end("v"))], False, False),
            (
                [m.span("x"), *replaced(m.end("s"), m.end("v"), _own(text.text, slots, m.span("v"), m["x"]))],
                turned,
                False,
            ),
        ]
    m = text.match(_NOR)
    if m is None or not NEGATIVE.search(m["v"]):
        return []
    who = next(m.span(g) for g in ("x", "z", "w") if m[g])
    return as_said([(0, m.end("v"))], [who, (m.end("s"), m.end("v"))])


def _unlike(text: Sieved, _slots: Sequence[Slot]) -> Found:
    m = text.match(_UNLIKE) or text.match(_UNLIKE_FIRST) or text.match(_UNLIKE_LAST)
    if m is None:
        return []
    return [([m.span("s"), " ", m.span("v")], False, False), ([m.span("x"), " ", m.span("v")], True, False)]


def _but_not(text: Sieved, _slots: Sequence[Slot]) -> Found:
    m = text.match(_BUT_NOT)
    if m is None or NEGATIVE.search(m["v"]):
        return []
    # "with B and with C, but not with D": D stands for both
    more = rf"(?:(?:, and|,| and) (?:{m['p']} )?{ACTOR})*"
    places = list(re.finditer(rf"\b{m['p']} ({ACTOR}{more})" if m["p"] else rf"({ACTOR})", m["v"]))
    if not places:
        return []
    start, end = (m.start("v") + at for at in places[-1].span(1))
    put: list[Put] = [(start, end, m.span("y"))]
    dated = DATED.search(m["v"] or "")
    if m["t"] and dated is None:
        # "to B but not to C in 1996": the time is that of both
        when: list[Piece] = [" ", m.span("t")]
        return [
            ([(0, m.end("v")), *when], False, False),
            ([*replaced(0, m.end("v"), put), *when], True, False),
        ]
    if m["t"] and dated is not None:
        put.append((m.start("v") + dated.start("t"), m.start("v") + dated.end("t"), m.span("t")))
    return [([(0, m.end("v"))], False, False), (replaced(0, m.end("v"), put), True, False)]


def _neither(text: Sieved, _slots: Sequence[Slot]) -> Found:
    m = text.match(_NEITHER)
    if m is not None:
        head: list[Piece] = [m.span("s"), m.span("h") if m["h"] else "", " "]
        return [([*head, m.span("v")], True, False), ([*head, m.span("w")], True, False)]
    m = text.match(_NEITHER_OF)
    if m is None or NEGATIVE.search(m["v"]):
        return []
    prep: list[Piece] = [] if re.match(r"[a-z]", m["z"]) else [m.span("p")]
    start: list[Piece] = [m.span("v"), " "]
    one: list[Piece] = [*start, m.span("p"), m.span("y"), m.span("t")]
    return [(one, True, False), ([*start, *prep, m.span("z"), m.span("t")], True, False)]


_RULES: tuple[Callable[[Sieved, Sequence[Slot]], Found], ...] = (
    that,
    *FIRST,
    _neither,
    _unlike,
    _but_not,
    so_did,
    _echoed,
    placed,
    ranked,
    shared,
    relative,
    alongside,
    coordinated,
    _gapped,
    years,
    among,
    semicolons,
    nominals,
    clauses,
    predicates,
)
