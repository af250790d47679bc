"""What the words of a sentence say that its source does to its target: the features of the event model.

Beside the words themselves go the roots that our own list (`weights/roots.txt`) gives for them, so that a verb which
no training sentence holds counts like its kin; and whether the deed is done, denied or only meant.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

__all__ = ["event_features"]

Span = tuple[int, int]

#: To mean to cooperate is a root of its own (AGREE), to mean harm is a threat.
_KIND = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})
_INTENT = frozenset(
    {"agree", "pledge", "promise", "vow", "offer", "plan", "intend", "commit", "undertake", "prepare"}
)
_FUTURE = frozenset({"will", "would", "shall", "'ll"})
_READY = frozenset({"ready", "willing", "prepared", "committed", "set"})
#: Who acts and who is acted on, by the words of the span.
_SORTS = (
    ("court", re.compile(r"court|judge|prosecutor|tribunal")),
    ("police", re.compile(r"police|security forces|authorit")),
    (
        "armed",
        re.compile(
            r"army|troops|militant|rebel|fighter|forces|militia|taliban|jihad|soldiers|gunmen|isis|islamic state|front\b|jets|navy|"
            r"hezbollah|hamas"
        ),
    ),
    (
        "crowd",
        re.compile(
            r"protest|demonstrat|citizens|students|workers|activist|crowd|residents|people|opposition"
        ),
    ),
    ("peace", re.compile(r"peacekeep")),
    ("aid", re.compile(r"aid|unicef|red cross|relief|fund")),
    ("union", re.compile(r"union|european|united nations|council|nato|eu\b|u\.n\.")),
)


@lru_cache(maxsize=1)
def _roots() -> dict[str, tuple[str, ...]]:
    """Return the roots of each word, and of each two words joined by a low line."""
    out: dict[str, dict[str, None]] = {}
    file = resources.files("bilat.reading") / "weights" / "roots.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        root, found, listed = line.partition(": ")
        if found and not root.startswith("#"):
            for word in listed.split():
                out.setdefault(word, {})[root] = None
    return {word: tuple(sorted(roots)) for word, roots in out.items()}


def event_features(doc: Doc, source: Span, target: Span) -> list[str]:
    """Return the features of a marked pair."""
    from bilat.reading.deeds.certainty import head_of

    out = ["bias"]
    a, b = head_of(doc, *source), head_of(doc, *target)
    marked = {t.i for t in doc for s, e in (source, target) if t.idx < e and s < t.idx + len(t)}
    words = [t for t in doc if t.i not in marked and not t.is_punct and not t.is_space]
    out += [f"b={_lemma(t)}" for t in words if not t.is_stop]
    if a is None or b is None:
        return out
    governor = _governor(a)
    first, second = min(a.i, b.i), max(a.i, b.i)
    path = _path(a, b)
    between = [t for t in words if first < t.i < second]
    out += _of_words(doc, a, b, governor, between, [t for t in path if t.i not in marked])
    out += _of_roots(doc, b, governor, between, words, [t for t in path if t.i not in marked])
    out += _of_pairs(doc, governor, path)
    out += _of_mood(governor, path)
    for sort, pattern in _SORTS:
        out += [
            f"{who}={sort}"
            for who, span in (("from", source), ("to", target))
            if pattern.search(doc.text[span[0] : span[1]].lower())
        ]
    return out


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _governor(token: Token) -> Token:
    """Return the verb that a token hangs on, nearest first."""
    while token.pos_ != "VERB" and token.head != token:
        token = token.head
    return token


def _said(name: str, words: Iterable[str]) -> list[str]:
    """Return a feature for each root of each word."""
    return [f"{name}={root}" for word in words for root in _roots().get(word, ())]


def _of_words(
    doc: Doc, a: Token, b: Token, governor: Token, between: list[Token], path: list[Token]
) -> list[str]:
    """Return what the words themselves, and how they hang together, tell."""
    out = [f"order={a.i < b.i}"]
    out += [f"m={_lemma(t)}" for t in between]
    out += [f"mm={_lemma(x)}_{_lemma(y)}" for x, y in pairwise(between)]
    verbs = [t for t in path if t.pos_ in ("VERB", "AUX", "NOUN")]
    out += [f"p={_lemma(t)}" for t in verbs]
    out += [f"pv={_lemma(t)}" for t in verbs if t.pos_ == "VERB"]
    out.append(f"g={_lemma(governor)}")
    for child in governor.children:
        if child.dep_ in ("aux", "neg", "prt", "auxpass"):
            out.append(f"gx={child.lower_}")
        if child.dep_ in ("dobj", "xcomp", "ccomp", "attr"):
            out.append(f"go={_lemma(child)}")
        if child.dep_ in ("xcomp", "ccomp"):
            out.append(f"gc={_lemma(governor)}>{_lemma(child)}")
        if child.dep_ == "prep":
            out.append(f"gp={_lemma(governor)}_{child.lower_}")
    out += [f"up={b.dep_}|{_lemma(b.head)}", f"side={a.dep_}|{b.dep_}"]
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in governor.children)
    out.append(f"voice={passive}|{a.dep_}|{b.dep_}")
    for step in (1, 2):
        if b.left_edge.i - step >= 0:
            out.append(f"t-{step}={doc[b.left_edge.i - step].lower_}")
        if a.i + step < len(doc):
            out.append(f"s{step}={_lemma(doc[a.i + step])}")
    return out


def _of_roots(
    doc: Doc, b: Token, governor: Token, between: list[Token], words: list[Token], path: list[Token]
) -> list[str]:
    """Return the roots of single words, by where they stand."""
    out = _said("rg", [_lemma(governor)])
    for child in governor.children:
        if child.dep_ in ("dobj", "xcomp", "ccomp", "attr", "prep", "advcl", "conj"):
            out += _said("ro", [_lemma(child)])
            out += _said(
                "rr", [_lemma(c) for c in child.children if c.dep_ in ("pobj", "dobj", "xcomp", "conj")]
            )
        if child.dep_ in ("xcomp", "ccomp"):
            out += _said(f"rc={_lemma(governor)}>", [_lemma(child)])
    out += _said("rp", map(_lemma, path))
    out += _said("rm", map(_lemma, between))
    out += _said("rb", map(_lemma, words))
    out += _said("rh", [_lemma(b.head)])
    return out


def _of_pairs(doc: Doc, governor: Token, path: list[Token]) -> list[str]:
    """Return the roots of two words that belong together: "hold talks", "military exercises"."""
    out = []
    complements = [c for c in governor.children if c.dep_ in ("xcomp", "ccomp", "conj", "advcl", "dobj")]
    for token in dict.fromkeys([governor, *path, *complements]):
        for child in token.children:
            out += _said("w", [f"{_lemma(token)}_{_lemma(child)}", f"{_lemma(child)}_{_lemma(token)}"])
            out += _said("ww", [f"{_lemma(token)}_{_lemma(c)}" for c in child.children])
    lemmas = [_lemma(t) for t in doc if not t.is_punct]
    return out + _said("wa", [f"{x}_{y}" for x, y in pairwise(lemmas)])


def _of_mood(governor: Token, path: list[Token]) -> list[str]:
    """Return whether the deed is denied, or only meant, and of which kind it is then."""
    out = []
    below = [c for c in governor.children if c.dep_ in ("xcomp", "ccomp")]
    roots = _roots().get(_lemma(governor), ())
    if any(c.dep_ == "neg" for t in (governor, *path) for c in t.children):
        out += ["not", f"not={_lemma(governor)}", *(f"not={root}" for root in roots)]
    meant: set[str] = set()
    intent = _lemma(governor) in _INTENT and bool(below)
    if intent:
        meant.update(root for c in below for root in _roots().get(_lemma(c), ()))
    for verb in (governor, *below):
        if any(c.dep_ == "aux" and c.lower_ in _FUTURE for c in verb.children):
            intent = True
            meant.update(_roots().get(_lemma(verb), ()))
        intent |= any(c.dep_ == "acomp" and c.lower_ in _READY for c in verb.children)
    if intent:
        denied = any(c.dep_ == "neg" for verb in (governor, *below) for c in verb.children)
        out.append(f"means|{denied}")
        out += [f"means kindly|{denied}"] * bool(meant & _KIND) + [f"means harm|{denied}"] * bool(
            meant - _KIND
        )
    return out


def _path(a: Token, b: Token) -> list[Token]:
    """Return the tokens on the way from `a` to `b` through the parse."""
    up = [a, *a.ancestors]
    down = [b, *b.ancestors]
    shared = {t.i for t in up} & {t.i for t in down}
    out = []
    for chain in (up, down):
        for token in chain:
            out.append(token)
            if token.i in shared:
                break
    return out
