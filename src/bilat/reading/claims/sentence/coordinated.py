"""Sentences of several clauses, predicates or objects, read apart (rules of `ellipsis`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bilat.reading.claims.language.grammar import PAST_FORMS
from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.sentence.actors import Slot
from bilat.reading.claims.sentence.pieces import (
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
    as_said,
    entered,
    organised,
)

__all__ = [
    "MODAL",
    "alongside",
    "among",
    "clauses",
    "coordinated",
    "nominals",
    "predicates",
    "semicolons",
    "shared",
    "that",
]

MODAL = re.compile(
    r"^(?:will|would|could|may|might|should|must|can|shall|wants?|plans?|hopes?|intends?|threatens?|threatened|promised|pledged|vowed|agreed|refused|said|says)\b"
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
_BOTH = re.compile(
    rf"^(?P<v>{ACTOR} [^;⟨]*?(?P<o>{ACTOR})[^;⟨]*?),? and (?:both|the two|they both) (?P<w>(?:were|had|have|are|disputed?|fought|joined|belong(?:ed)?|vote[d]?|abstain(?:ed)?|claim(?:ed)?|signed|share[d]?|oppose[d]?) [^;]+)$"
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


def coordinated(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "with B and with C", "disputes with B over X and with C over Y"."""
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


def shared(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A abstained and B voted against, on X": what follows both is of each."""
    m = text.match(_SHARED)
    if m is not None:
        return as_said([m.span("s"), " ", m.span("v"), " ", m.span("o")], [m.span("x"), " ", m.span("w"), " ", m.span("o")])  # fmt: skip
    m = text.match(_SHARED_OBJECT)
    if m is None:
        return []
    return as_said([m.span("s"), " ", m.span("v"), " ", m.span("o")], [m.span("s"), " ", m.span("w"), " ", m.span("o")])  # fmt: skip


def that(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "that A did this and that B did that"."""
    m = text.match(_THAT)
    if m is None:
        return []
    # "not true that A or that B" denies both
    both = m["c"] != "and"
    return [([m.span("v")], False, both), ([m.span("w")], False, both)]


def clauses(text: Sieved, slots: Sequence[Slot]) -> Found:
    """Read two clauses joined by "and", "but", "while", each with a subject of its own."""
    m = text.match(_BOTH)
    if m is not None and len(slots[int(m["o"][1:-1])].codes) == 2:
        # "sold arms to A and B, and both disputed land with C": both of those named last
        dated = list(DATED.finditer(m["v"]))
        when: list[Piece] = []
        if dated and not DATED.search(m["w"]):
            when = [" ", (m.start("v") + dated[-1].start("t"), m.start("v") + dated[-1].end("t"))]
        return as_said([m.span("v")], [m.span("o"), " ", m.span("w"), *when])
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
        when = [" ", (m.start("w") + dated[-1].start("t"), m.start("w") + dated[-1].end("t"))]
        return as_said([m.span("v"), *when], second)
    earlier = list(DATED.finditer(m["v"]))
    if earlier and re.fullmatch(r",? while ", joined) and not dated and _PAST_CLAUSE.search(m["w"]):
        # "armed both in the 1970s while the two were at odds": then
        when = [" ", (m.start("v") + earlier[-1].start("t"), m.start("v") + earlier[-1].end("t"))]
        return as_said([m.span("v")], [*second, *when])
    return as_said([m.span("v")], second)


_PAST_CLAUSE = re.compile(r"^⟨\d{1,3}⟩ (?:was|were|had|disputed|contested|fought)\b")


def _finite(word: str) -> bool:
    known = word in PAST_FORMS or word in _SEVERAL or word.endswith("ed")
    return known or bool(re.fullmatch(f"(?:{VERBS}|{BE})", word))


_SEMICOLON = re.compile(r"; (?:and |but |while )?")
_VOTING = re.compile(r"\bvot(?:e[sd]?|ing)\b|\babst|\bveto|\bresolution")


def semicolons(text: Sieved, _slots: Sequence[Slot]) -> Found:
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


def alongside(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A was a member of N in 1970 alongside B": so was B."""
    m = text.match(_ALONGSIDE)
    if m is None or NEGATIVE.search(m["v"]) or MODAL.match(m["v"]) or text.search(_VOTING):
        return []
    lead = re.match(r"(.*?)(?=⟨)", m["s"])
    before: list[Piece] = [(m.start("s"), m.start("s") + lead.end())] if lead and lead[0] else []
    return as_said([m.span("s"), " ", m.span("v")], [*before, m.span("x"), " ", m.span("v")])


def nominals(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "A is an ally of B and a member of C"."""
    m = text.match(_NOMINALS)
    if m is None:
        return []
    return as_said([m.span("s"), " ", m.span("v")], [m.span("s"), " ", m.span("w")])


def among(text: Sieved, _slots: Sequence[Slot]) -> Found:
    """Read "only nine countries voted against it, among them A and B"."""
    m = text.match(_AMONG)
    if m is None:
        return []
    return as_said([m.span("s"), " ", m.span("v")])


#: "Was a member again": of what it had left.
_AGAIN = re.compile(
    r"\b(?:a|no longer a|still a|not a) (?:full )?member(?: (?:again|once more|still))?(?! (?:again|once|of|state|in (?!\d)))"
)


def predicates(text: Sieved, slots: Sequence[Slot]) -> Found:
    """Read "A joined N in 1999 and left it in 2004": the second predicate has the subject of the first."""
    m = text.match(_PREDICATES)
    if m is None or MODAL.match(m["v"]):
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
