"""Sentences of two parts made whole: what one part leaves out is put back from the other.

"A joined N in 1999 and B in 2004", "A sells arms to B and buys oil from it", "A, unlike B, is a member", "A, which is
allied with B, sanctioned C": every part becomes a sentence of its own, with its subject, verb and object, and is read alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bilat.reading.claims.actors import Slot
from bilat.reading.claims.grammar import PAST_FORMS, Traced
from bilat.reading.claims.organisations import is_organisation

__all__ = ["Part", "parts"]

Piece = tuple[int, int] | str

_A = r"⟨\d{1,3}⟩"
_PREP = r"(?:with|to|from|in|of|against|for|on|by|over)"
_T = r"(?:in|since|during|from|between|until|by|throughout) (?:the |early |late )?[^.,;⟨‹ ]{0,12} ?\d{4}(?:s|-\d{2,4})?(?: (?:and|to) \d{4})?"
_AND = r"(?:,? (?:and|but|while|whereas|though|although)|[,;](?: and| but)?)"
_SUPERLATIVE = (
    r"(?:largest|biggest|closest|leading|main|most important|top|principal|strongest|most significant)"
)
_NTH = r"(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_BE = r"(?:did|does|do|has|have|had|is|are|was|were)"
_NEGATIVE = re.compile(r"\b(?:not|never|no|none|neither|nor|no longer)\b")
_MODAL = re.compile(
    r"^(?:will|would|could|may|might|should|must|can|shall|wants?|plans?|hopes?|intends?|threatens?|threatened|promised|pledged|vowed|agreed|refused|said|says)\b"
)
#: Verbs that a second part may begin with: forms that are no plural nouns.
_VERBS = (
    r"(?:sells|sold|buys|bought|supplied|imported|exported|imports|voted|votes|abstained|vetoed|joined|left|signed|imposed|imposes|fought|fights|invaded|attacked|opposed|opposes|supported|is|are|was|were|has|have|had|does|did"
    r"|became|remains|remained|belongs|trades|traded|armed|arms|sanctioned|annexed|occupied|occupies|withdrew|recognised|recognized|severed|broke|sent|gave|gets|got|took|takes|holds|held|maintains|maintained|keeps|kept|drew|depends|depended|sided|sides|delivered|provided|received|shipped|claimed|claims)"
)
_REMNANT = rf"(?:(?:{_A}(?: {_PREP} {_A})?|{_PREP} {_A})(?: {_T})?)"
_GAPPED = re.compile(
    rf"^(?P<lead>(?:In|On|By|During|Since) [^⟨‹,]{{2,40}}, )?(?P<s>{_A}) (?P<v>[^.;]{{2,140}}?)(?P<rest>(?:{_AND} {_REMNANT}){{1,4}})$"
)
_ONE = re.compile(
    rf"{_AND} (?:(?P<x>{_A})(?: (?P<p>{_PREP}) (?P<y>{_A}))?|(?P<q>{_PREP}) (?P<z>{_A}))(?: (?P<t>{_T}))?(?=$|{_AND} )"
)
_RANKED = re.compile(
    rf"^(?P<s>{_A}) (?P<v>[^.;]{{2,140}}?),? (?:and|with|while|but) (?P<x>{_A}) (?:is |was |as )?(?:[⟨‹]\d{{1,3}}[⟩›](?:'s)? |the |a distant |only )?(?P<n>{_NTH})(?:[- ]{_SUPERLATIVE}| place)?(?: one)?$"
)
_ECHO = re.compile(
    rf"^(?P<s>{_A}) (?P<v>[^.;]{{4,160}}?){_AND} (?P<x>{_A}) (?P<e>{_BE}(?: not| never)?(?: (?:yet|so far|ever|either|too|also|likewise|as well))?|(?:never|also) {_BE}|too|likewise|as well|not)$"
)
_NOR = re.compile(
    rf"^(?P<s>{_A}) (?P<v>[^.;]{{4,160}}?)[,;]? (?:and )?(?:neither {_BE} (?P<x>{_A})|nor {_BE} (?P<z>{_A})|(?P<w>{_A}) {_BE} not)$"
)
_UNLIKE = re.compile(
    rf"^(?P<s>{_A}),? (?:unlike|in contrast to|as opposed to|but not|and not|though not|if not) (?P<x>{_A}),? (?P<v>[^;]+)$"
)
_UNLIKE_FIRST = re.compile(rf"^(?:Unlike|In contrast to) (?P<x>{_A}), (?P<s>{_A}) (?P<v>[^;]+)$")
_UNLIKE_LAST = re.compile(
    rf"^(?P<s>{_A}) (?P<v>[^;]+?), (?:unlike|in contrast to|as opposed to) (?P<x>{_A})$"
)
_BUT_NOT = re.compile(
    rf"^(?P<s>{_A}) (?P<v>[^;]+?),? (?:but|and|though) (?:not|never)(?: (?P<p>{_PREP}))? (?P<y>{_A})(?: (?P<t>{_T}))?$"
)
_NEITHER = re.compile(
    rf"^(?P<s>{_A})(?P<h> (?:has|have|had))? neither (?P<v>[a-z][^;]+?),? nor (?:has |did |does )?(?P<w>(?!{_PREP} |{_BE} )[a-z][^;]+)$"
)
_NEITHER_OF = re.compile(
    rf"^(?P<v>[^;]+?) neither (?P<p>{_PREP} )(?P<y>{_A}),? nor (?P<z>(?:{_PREP} )?{_A})(?P<t>(?: {_T})?)$"
)
_WHICH = re.compile(rf"^(?P<s>{_A}), (?:which|who) (?P<r>[^,;]{{4,120}}), (?P<v>[^;]+)$")
_WHICH_LAST = re.compile(
    rf"^(?P<v>{_A} [^;,]*?(?P<o>{_A})), (?:which|who) (?P<r>(?:{_BE}|{_VERBS}) [^;]{{4,140}})$"
)
_APPOSED = re.compile(
    rf"^(?P<s>{_A}), (?P<then>then |at the time )?(?P<r>(?:an? |the |[⟨‹]\d{{1,3}}[⟩›](?:'s)? )[^,;]*?\b(?:members?|ally|allies|supplier|partner|customer|buyer|rival|signatory|party|market|source|member state)\b[^,;]{{0,60}}), (?P<v>[^;]+)$"
)
_DATED = re.compile(rf" (?P<t>{_T})")
_SHARED = re.compile(
    rf"^(?P<s>{_A}) (?P<v>[^⟨‹.;,]{{4,60}}),? (?:and|but|while|whereas) (?P<x>{_A}) (?P<w>[^⟨‹.;,]{{4,60}}), (?P<o>[^;]+)$"
)
_SHARED_OBJECT = re.compile(
    rf"^(?P<s>{_A}) (?P<v>{_VERBS} [^⟨‹.;,]{{2,60}}), (?:and|but) (?P<w>{_VERBS} [^⟨‹.;,]{{2,60}}), (?P<o>[^;]+)$"
)
_CHOICE = r"(?:voted (?:yes|no|for|against|in favou?r)|abstained|was (?:for|against|in favou?r)|for|against|in favou?r|said (?:yes|no))(?: it)?"
_ROLL = re.compile(
    rf"^(?:On|In (?:the|a|its) (?:vote|ballot|division|roll call) on|Over) (?P<o>[^,⟨‹]+?),? (?P<list>{_A} {_CHOICE}(?:(?:, and|, while|, but|,| and| while| but|;) {_A} {_CHOICE})+)$"
)
_CHOSE = re.compile(rf"(?P<s>{_A}) (?P<c>{_CHOICE})")
_YEARS = re.compile(
    r"^(?P<v>(?:In )?[^;]+?)(?P<in> (?:in|during)) (?P<years>\d{4}(?:, \d{4})*,? and(?: again)?(?: in)? \d{4})(?P<rest>[^;]*)$"
)
_THAT = re.compile(r"^(?P<v>[^;]+?),? (?P<c>or|nor|and) that (?P<w>[^;]+)$")
_CLAUSES = re.compile(
    rf"^(?P<v>{_A} [^;]+?){_AND} (?P<w>{_A} (?:(?:also|never|still|then|later) )?(?P<f>[a-z]+)\b[^;]*)$"
)
_PREDICATES = re.compile(
    rf"^(?P<lead>(?:In|On|By|During|Since) [^⟨‹,]{{2,40}}, )?(?P<s>{_A}) (?P<v>(?:(?P<h>has|have|had) )?[^;]+?),? (?:and|but) (?:also |then |later |still )?(?P<w>(?P<f>{_VERBS}) [^;]+)$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a sentence, made whole; ``denied``: the sentence denies it; ``both``: it holds in a denial too."""

    traced: Traced
    denied: bool = False
    both: bool = False


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
    text = traced.text[:end]
    if text.count("⟨") < 2 and " neither " not in text:
        return []
    for rule in _RULES:
        found = rule(text, slots)
        if found:
            return [Part(traced.composed(pieces), denied, both) for pieces, denied, both in found]
    return []


Found = list[tuple[list[Piece], bool, bool]]


def _plain(*pieces: list[Piece]) -> Found:
    return [(each, False, False) for each in pieces]


def _gapped(text: str, slots: Sequence[Slot]) -> Found:
    m = _GAPPED.match(text)
    if m is None:
        return []
    v = m["v"]
    dated = list(re.finditer(rf" {_T}", v))
    time = dated[-1].span() if dated else None
    out: Found = [([(0, m.end("v"))], False, False)]
    for one in _ONE.finditer(text, m.end("v")):
        # what stands in the first part for each word of the second
        put: list[tuple[int, int, tuple[int, int]]] = []
        prep, actor = (("p", "y") if one["x"] else ("q", "z")) if one["p"] or one["q"] else (None, None)
        if one["t"]:
            if time is None:
                return []
            put.append((m.start("v") + time[0] + 1, m.start("v") + time[1], one.span("t")))
        if prep and actor:
            matching = list(re.finditer(rf"\b{one[prep]} ({_A})", v))
            if not matching or not (one["x"] or one["t"]):
                return []
            put.append(
                (m.start("v") + matching[-1].start(1), m.start("v") + matching[-1].end(1), one.span(actor))
            )
            if one["x"]:
                put.append((*m.span("s"), one.span("x")))
        elif not one["t"]:
            return []
        else:
            objects = list(re.finditer(_A, v))
            kind = _organised(slots, one["x"])
            if objects and kind == _organised(slots, objects[-1][0]):
                put.append(
                    (m.start("v") + objects[-1].start(), m.start("v") + objects[-1].end(), one.span("x"))
                )
            else:
                put.append((*m.span("s"), one.span("x")))
        out.append((_replaced(0, m.end("v"), put), False, False))
    return out if len(out) > 1 else []


def _organised(slots: Sequence[Slot], mark: str) -> bool:
    codes = slots[int(mark[1:-1])].codes
    return bool(codes) and is_organisation(codes[0])


def _replaced(low: int, high: int, put: list[tuple[int, int, tuple[int, int]]]) -> list[Piece]:
    """Return the pieces of ``text[low:high]`` with other spans of the text put for some of its own."""
    out: list[Piece] = []
    for start, end, span in sorted(put):
        out += [(low, start), span]
        low = end
    return [*out, (low, high)]


def _ranked(text: str, _slots: Sequence[Slot]) -> Found:
    m = _RANKED.match(text)
    best = re.search(rf"\b{_SUPERLATIVE}\b", m["v"]) if m else None
    if m is None or best is None:
        return []
    at = m.start("v") + best.start()
    first: list[Piece] = [(0, m.end("v"))]
    return _plain(first, [m.span("x"), (m.end("s"), at), m.span("n"), "-", (at, m.end("v"))])


def _echoed(text: str, _slots: Sequence[Slot]) -> Found:
    m = _ECHO.match(text)
    if m is not None and not _MODAL.match(m["v"]):
        turned = bool(_NEGATIVE.search(m["e"])) != bool(_NEGATIVE.search(m["v"]))
        if m["e"] in ("too", "likewise", "as well"):
            turned = False
        return [([(0, m.end("v"))], False, False), ([m.span("x"), (m.end("s"), m.end("v"))], turned, False)]
    m = _NOR.match(text)
    if m is None or not _NEGATIVE.search(m["v"]):
        return []
    who = next(m.span(g) for g in ("x", "z", "w") if m[g])
    return _plain([(0, m.end("v"))], [who, (m.end("s"), m.end("v"))])


def _unlike(text: str, _slots: Sequence[Slot]) -> Found:
    m = _UNLIKE.match(text) or _UNLIKE_FIRST.match(text) or _UNLIKE_LAST.match(text)
    if m is None:
        return []
    return [([m.span("s"), " ", m.span("v")], False, False), ([m.span("x"), " ", m.span("v")], True, False)]


def _but_not(text: str, _slots: Sequence[Slot]) -> Found:
    m = _BUT_NOT.match(text)
    if m is None or _NEGATIVE.search(m["v"]):
        return []
    places = list(re.finditer(rf"\b{m['p']} ({_A})" if m["p"] else rf"({_A})", m["v"]))
    if not places:
        return []
    start, end = (m.start("v") + at for at in places[-1].span(1))
    put = [(start, end, m.span("y"))]
    dated = _DATED.search(m["v"])
    if m["t"]:
        if dated is None:
            return []
        put.append((m.start("v") + dated.start("t"), m.start("v") + dated.end("t"), m.span("t")))
    return [([(0, m.end("v"))], False, False), (_replaced(0, m.end("v"), put), True, False)]


def _neither(text: str, _slots: Sequence[Slot]) -> Found:
    m = _NEITHER.match(text)
    if m is not None:
        head: list[Piece] = [m.span("s"), m.span("h") if m["h"] else "", " "]
        return [([*head, m.span("v")], True, False), ([*head, m.span("w")], True, False)]
    m = _NEITHER_OF.match(text)
    if m is None or _NEGATIVE.search(m["v"]):
        return []
    prep: list[Piece] = [] if re.match(r"[a-z]", m["z"]) else [m.span("p")]
    start: list[Piece] = [m.span("v"), " "]
    one: list[Piece] = [*start, m.span("p"), m.span("y"), m.span("t")]
    return [(one, True, False), ([*start, *prep, m.span("z"), m.span("t")], True, False)]


def _relative(text: str, _slots: Sequence[Slot]) -> Found:
    m = _WHICH.match(text)
    if m is not None:
        return _plain([m.span("s"), " ", m.span("r")], [m.span("s"), " ", m.span("v")])
    m = _WHICH_LAST.match(text)
    if m is not None:
        return _plain([m.span("v")], [m.span("o"), " ", m.span("r")])
    m = _APPOSED.match(text)
    if m is None:
        return []
    # an apposition holds at the time of what is told
    dated = _DATED.search(m["v"])
    when: list[Piece] = []
    if dated and not _DATED.search(m["r"]):
        when = [" ", (m.start("v") + dated.start("t"), m.start("v") + dated.end("t"))]
    verb = " was " if m["then"] or when else " is "
    return _plain([m.span("s"), verb, m.span("r"), *when], [m.span("s"), " ", m.span("v")])


def _shared(text: str, _slots: Sequence[Slot]) -> Found:
    m = _SHARED.match(text)
    if m is not None:
        return _plain([m.span("s"), " ", m.span("v"), " ", m.span("o")], [m.span("x"), " ", m.span("w"), " ", m.span("o")])  # fmt: skip
    m = _SHARED_OBJECT.match(text)
    if m is None:
        return []
    return _plain([m.span("s"), " ", m.span("v"), " ", m.span("o")], [m.span("s"), " ", m.span("w"), " ", m.span("o")])  # fmt: skip


def _rolled(text: str, _slots: Sequence[Slot]) -> Found:
    m = _ROLL.match(text)
    if m is None:
        return []
    out: list[list[Piece]] = []
    for each in _CHOSE.finditer(text, m.start("list")):
        choice = each["c"].removesuffix(" it")
        said = " abstained on " if choice == "abstained" else " voted against " if re.search(r"\b(?:no|against)$", choice) else " voted for "  # fmt: skip
        out.append([each.span("s"), said, m.span("o")])
    return _plain(*out)


def _years(text: str, _slots: Sequence[Slot]) -> Found:
    m = _YEARS.match(text)
    if m is None:
        return []
    out: list[list[Piece]] = []
    for year in re.finditer(r"\d{4}", m["years"]):
        start, end = (m.start("years") + at for at in year.span())
        out.append([m.span("v"), m.span("in"), " ", (start, end), m.span("rest")])
    return _plain(*out)


def _that(text: str, _slots: Sequence[Slot]) -> Found:
    m = _THAT.match(text)
    if m is None:
        return []
    # "not true that A or that B" denies both
    both = m["c"] != "and"
    return [([m.span("v")], False, both), ([m.span("w")], False, both)]


def _clauses(text: str, _slots: Sequence[Slot]) -> Found:
    m = _CLAUSES.match(text)
    if m is None or not _finite(m["f"]):
        return []
    return _plain([m.span("v")], [m.span("w")])


def _finite(word: str) -> bool:
    return bool(re.fullmatch(f"(?:{_VERBS}|{_BE})", word)) or word in PAST_FORMS or word.endswith("ed")


def _predicates(text: str, _slots: Sequence[Slot]) -> Found:
    m = _PREDICATES.match(text)
    if m is None or _MODAL.match(m["v"]):
        return []
    lead: list[Piece] = [m.span("lead")] if m["lead"] else []
    carried = m["h"] and not re.fullmatch(rf"(?:{_BE}|became|took|gave|drew|broke|withdrew)", m["f"])
    verb: list[Piece] = [" ", m.span("h"), " "] if carried else [" "]
    return _plain([(0, m.end("v"))], [*lead, m.span("s"), *verb, m.span("w")])


_RULES: tuple[Callable[[str, Sequence[Slot]], Found], ...] = (
    _that,
    _rolled,
    _neither,
    _unlike,
    _but_not,
    _echoed,
    _ranked,
    _shared,
    _relative,
    _gapped,
    _years,
    _clauses,
    _predicates,
)
