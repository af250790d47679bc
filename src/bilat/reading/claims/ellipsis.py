"""Sentences of two parts made whole: what one part leaves out is put back from the other.

"A joined N in 1999 and B in 2004", "A sells arms to B and buys oil from it", "A, unlike B, is a member", "A, which is
allied with B, sanctioned C": every part becomes a sentence of its own, with its subject, verb and object, and is read alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bilat.reading.claims.actors import Slot
from bilat.reading.claims.counted_off import FIRST, placed, ranked, returned, turned, years
from bilat.reading.claims.echo import so_did
from bilat.reading.claims.grammar import PAST_FORMS, Traced
from bilat.reading.claims.needed import Sieved
from bilat.reading.claims.pieces import (
    ACTOR,
    AND,
    BE,
    DATED,
    NEGATIVE,
    PREP,
    VERBS,
    WHEN,
    Found,
    Piece,
    Put,
    as_said,
    entered,
    organised,
    replaced,
)
from bilat.reading.claims.relative import relative, without_war

__all__ = ["Part", "parts"]


_MODAL = re.compile(
    r"^(?:will|would|could|may|might|should|must|can|shall|wants?|plans?|hopes?|intends?|threatens?|threatened|promised|pledged|vowed|agreed|refused|said|says)\b"
)
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
#: Verbs that say how it is now, and words that give a clause a time of its own.
_PRESENT = re.compile(
    r"(?:sell|buy|import|vote|impose|fight|oppose|support|remain|belong|trade|arm|take|get|hold|maintain|keep|depend|side|claim)s|occupies|is|are|has|have|does"
)
#: What several states do now: "both belong to", "the two share a border".
_SEVERAL = frozenset(
    [
        "belong",
        "remain",
        "trade",
        "share",
        "claim",
        "maintain",
        "sell",
        "buy",
        "oppose",
        "support",
        "depend",
        "vote",
        "border",
        "dispute",
        "rely",
    ]
)
_TIMED = re.compile(
    r"\d{4}|\b(?:now|today|since|still|later|then|ago|once|ever|never|again|eventually|finally|soon|subsequently|year|years|decade|decades|century|until|before|after|war)\b"
)
_SHARED = re.compile(
    rf"^(?P<s>{ACTOR}) (?P<v>[^⟨‹.;,]{{4,60}}),? (?:and|but|while|whereas) (?P<x>{ACTOR}) (?P<w>[^⟨‹.;,]{{4,60}}), (?P<o>[^;]+)$"
)
_SHARED_OBJECT = re.compile(
    rf"^(?P<s>{ACTOR}) (?P<v>{VERBS} [^⟨‹.;,]{{2,60}}), (?:and|but) (?P<w>{VERBS} [^⟨‹.;,]{{2,60}}), (?P<o>[^;]+)$"
)
_COORDINATED = re.compile(
    rf"^(?P<v>(?:[^;]*?) (?P<p>{PREP}) (?P<o>{ACTOR}))(?:,? and|,) (?:also )?(?P=p) (?P<y>{ACTOR})(?P<t>(?: {WHEN})?)$"
)
#: "It has disputes with A over X, with B over Y and with C over Z".
_ONE_OVER = re.compile(rf"with {ACTOR} over [^,;⟨‹]{{2,60}}?(?=,| and with |$)")
_EACH_OVER = re.compile(
    rf"^(?P<v>[^;:]*?(?:disputes?|quarrels?|conflicts?)(?: [^;:,]*?)??),?:? (?P<o>with {ACTOR} over [^,;⟨‹]{{2,60}}?(?:(?:,|,? and) with {ACTOR} over [^,;⟨‹]{{2,60}}?)+)$"
)
_THAT = re.compile(r"^(?P<v>[^;]+?),? (?P<c>or|nor|and) that (?P<w>[^;]+)$")
_CLAUSES = re.compile(
    rf"^(?P<v>(?:{ACTOR}|[Aa]ll|[Bb]oth|[Mm]ost|[Nn]one|[Tt]rade (?:between|with|of)) [^;]+?){AND} (?P<w>{ACTOR} (?:(?:also|never|still|then|later) )?(?P<f>[a-z]+)\b[^;]*)$"
)
_ROLES = r"(?:members?|all(?:y|ies)|suppliers?|partners?|customers?|rivals?|signator(?:y|ies)|part(?:y|ies))"
_NOMINALS = re.compile(
    rf"^(?P<s>(?:(?:In|By|During|Since) [^⟨‹,]{{2,40}}, )?{ACTOR} (?:{BE}|(?:has|have|had) been)) (?P<v>[^;]*?\b{_ROLES}\b[^;]*?{ACTOR}[^;]*?),? and (?:also )?(?P<w>(?:an? |the )?(?:[\w-]+ ){{0,2}}?{_ROLES} [^;]*)$"
)
_AMONG = re.compile(
    rf"^(?:[Oo]nly |[Jj]ust |[Aa] total of )?(?:[\w-]+ )?(?:countries|states|members|nations|others|governments) (?P<v>(?:voted|abstained|vetoed)\b[^,;⟨]*),? (?:among them|including|notably|they were|namely)(?: were)? (?P<s>{ACTOR})$"
)
_PREDICATES = re.compile(
    rf"^(?P<lead>(?:In|On|By|During|Since) [^⟨‹,]{{2,40}}, )?(?P<s>{ACTOR}) (?P<v>(?:(?P<h>has|have|had) )?[^;]+?),? (?:and|but) (?:also |then |later |still )?(?P<w>(?P<f>{VERBS}) [^;]+)$"
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
    >>> from bilat.reading.claims.actors import Slot
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
        else (years, returned, turned, without_war, _clauses, _among)
    ):
        found = rule(text, slots)
        if found:
            own = rule in (_semicolons, _clauses, _predicates)
            whole = [Part(traced.composed(pieces), denied, both, own) for pieces, denied, both in found]
            if rule is _semicolons:
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
    found = _coordinated(part.traced, slots)
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
    if m is not None and not _MODAL.match(m["v"]):
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


def _coordinated(text: Sieved, _slots: Sequence[Slot]) -> Found:
    m = text.match(_EACH_OVER)
    if m is not None and not NEGATIVE.search(m["v"]):
        each: list[list[Piece]] = [
            [m.span("v"), " ", one.span()] for one in _ONE_OVER.finditer(text.text, m.start("o"))
        ]
        return as_said(*each)
    m = text.match(_COORDINATED)
    if m is None or NEGATIVE.search(m["v"]):
        return []
    return as_said([m.span("v"), m.span("t")], [(0, m.start("o")), m.span("y"), m.span("t")])


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


def _shared(text: Sieved, _slots: Sequence[Slot]) -> Found:
    m = text.match(_SHARED)
    if m is not None:
        return as_said([m.span("s"), " ", m.span("v"), " ", m.span("o")], [m.span("x"), " ", m.span("w"), " ", m.span("o")])  # fmt: skip
    m = text.match(_SHARED_OBJECT)
    if m is None:
        return []
    return as_said([m.span("s"), " ", m.span("v"), " ", m.span("o")], [m.span("s"), " ", m.span("w"), " ", m.span("o")])  # fmt: skip


def _that(text: Sieved, _slots: Sequence[Slot]) -> Found:
    m = text.match(_THAT)
    if m is None:
        return []
    # "not true that A or that B" denies both
    both = m["c"] != "and"
    return [([m.span("v")], False, both), ([m.span("w")], False, both)]


def _clauses(text: Sieved, slots: Sequence[Slot]) -> Found:
    m = text.match(_CLAUSES)
    if m is None or not _finite(m["f"]):
        return []
    second = entered(text.text, slots, m.span("v"), m.span("w")) or [m.span("w")]
    dated = list(DATED.finditer(m["w"]))
    joined = text.text[m.end("v") : m.start("w")]
    if (
        dated
        and re.fullmatch(r",? while ", joined)
        and not DATED.search(m["v"])
        and _PAST_CLAUSE.search(m["w"])
    ):
        # "armed A while A was at odds with B in 1970-1975": then, both
        when: list[Piece] = [" ", (m.start("w") + dated[-1].start("t"), m.start("w") + dated[-1].end("t"))]
        return as_said([m.span("v"), *when], second)
    return as_said([m.span("v")], second)


_PAST_CLAUSE = re.compile(r"^⟨\d{1,3}⟩ (?:was|were|had)\b")


def _finite(word: str) -> bool:
    known = word in PAST_FORMS or word in _SEVERAL or word.endswith("ed")
    return known or bool(re.fullmatch(f"(?:{VERBS}|{BE})", word))


_SEMICOLON = re.compile(r"; (?:and |but |while )?")
_VOTING = re.compile(r"\bvot(?:e[sd]?|ing)\b|\babst|\bveto|\bresolution")


def _semicolons(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read what stands between semicolons apart, where each has an actor, and a year of its own if any has one."""
    cuts = [m.span() for m in _SEMICOLON.finditer(text.text)]
    if not cuts or text.search(_VOTING):
        return []  # "A vetoed X; B abstained": what the vote was on stands in the first part
    spans = list(zip([0, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(text.text)], strict=True))
    dated = [bool(re.search(r"\b\d{4}\b", text.text[a:b])) for a, b in spans]
    whole = all(re.match(rf"(?:[A-Z][^⟨‹;]{{2,40}},? )?{ACTOR} [a-z]", text.text[a:b]) for a, b in spans)
    return as_said(*([span] for span in spans)) if whole and len(set(dated)) == 1 else []


_ALONGSIDE = re.compile(
    rf"^(?P<s>(?:(?:In|On|By|During|Since) [^⟨‹,]{{2,40}},? )?{ACTOR}) (?P<v>[^;,]*?{ACTOR}[^;,]*?),? (?:alongside|along with|together with|as well as|as was|as were|as did) (?P<x>{ACTOR})(?: too| also)?$"
)


def _alongside(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A was a member of N in 1970 alongside B": so was B."""
    m = text.match(_ALONGSIDE)
    if m is None or NEGATIVE.search(m["v"]) or _MODAL.match(m["v"]) or text.search(_VOTING):
        return []
    lead = re.match(r"(.*?)(?=⟨)", m["s"])
    before: list[Piece] = [(m.start("s"), m.start("s") + lead.end())] if lead and lead[0] else []
    return as_said([m.span("s"), " ", m.span("v")], [*before, m.span("x"), " ", m.span("v")])


def _nominals(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A is an ally of B and a member of C"."""
    m = text.match(_NOMINALS)
    if m is None:
        return []
    return as_said([m.span("s"), " ", m.span("v")], [m.span("s"), " ", m.span("w")])


def _among(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "only nine countries voted against it, among them A and B"."""
    m = text.match(_AMONG)
    if m is None:
        return []
    return as_said([m.span("s"), " ", m.span("v")])


#: "Was a member again": of what it had left.
_AGAIN = re.compile(
    r"\b(?:a|no longer a|still a|not a) (?:full )?member(?: (?:again|once more|still))?(?! (?:again|once|of|state|in (?!\d)))"
)


def _predicates(text: Sieved, slots: Sequence[Slot]) -> Found:
    m = text.match(_PREDICATES)
    if m is None or _MODAL.match(m["v"]):
        return []
    lead: list[Piece] = [m.span("lead")] if m["lead"] else []
    carried = m["h"] and not re.fullmatch(rf"(?:{BE}|became|took|gave|drew|broke|withdrew)", m["f"])
    verb: list[Piece] = [" ", m.span("h"), " "] if carried else [" "]
    # "was its largest partner in 1998 and took a third of its exports": in that year too
    dated = [] if lead or carried else list(DATED.finditer(m["v"]))
    when: list[Piece] = []
    if dated and not _PRESENT.fullmatch(m["f"]) and not _TIMED.search(m["w"]) and "found" not in m["w"]:
        when = [" ", (m.start("v") + dated[-1].start("t"), m.start("v") + dated[-1].end("t"))]
    again = _AGAIN.search(m["w"])
    body = next((b for b in re.finditer(ACTOR, m["v"] or "") if organised(slots, b[0])), None)
    if again and body:
        # "left N but was a member again by 2004": of N
        cut = m.start("w") + again.end()
        of: list[Piece] = [" of ", (m.start("v") + body.start(), m.start("v") + body.end())]
        return as_said(
            [(0, m.end("v"))], [*lead, m.span("s"), *verb, (m.start("w"), cut), *of, (cut, m.end("w"))]
        )
    return as_said([(0, m.end("v"))], [*lead, m.span("s"), *verb, m.span("w"), *when])


_RULES: tuple[Callable[[Sieved, Sequence[Slot]], Found], ...] = (
    _that,
    *FIRST,
    _neither,
    _unlike,
    _but_not,
    so_did,
    _echoed,
    placed,
    ranked,
    _shared,
    relative,
    _alongside,
    _coordinated,
    _gapped,
    years,
    _among,
    _semicolons,
    _nominals,
    _clauses,
    _predicates,
)
