"""Candidates that are not verbs: "according to A" and its scope, "his claim that B"; what candidates are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["CLOSERS", "OPENERS", "SUBJECT", "Candidate", "according", "edge", "of_noun", "trim"]

SUBJECT = ("nsubj", "nsubjpass", "csubj")
CLOSERS = frozenset({"”", '"', "''", "»", "’", "'"})
OPENERS = frozenset({"“", '"', "``", "''", "«", "‘", "'"})


@dataclass(slots=True)
class Candidate:
    """A possible attribution; indices are tokens of the piece, ends exclusive.

    ``frame`` says how the content hangs on the cue: ``quote``, ``left``, ``ccomp``, ``xcomp``, ``dobj``,
    ``prep``, ``acl``, ``according``, ``colon``, ``none``.
    """

    head: Token
    frame: str
    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    subject: Token | None = None
    inherited: bool = False
    passive: bool = False
    features: list[str] = field(default_factory=list)


def edge(token: Token, stop: int | None = None) -> tuple[int, int]:
    """Return the tokens of a subtree as a range, ending at `stop` at the latest."""
    return token.left_edge.i, min(
        token.right_edge.i + 1, stop if stop is not None else token.right_edge.i + 1
    )


def trim(doc_span: tuple[int, int], sentence: Span) -> tuple[int, int] | None:
    """Take punctuation off both ends, but keep quotation marks that belong to the span."""
    start, end = doc_span
    doc = sentence.doc
    loose = (",", ":", ";", ".", "–", "—", "-", "--")
    while start < end and (doc[start].text in (*loose, ")") or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in (*loose, "(") or doc[end - 1].is_space):
        end -= 1
    return (start, end) if end > start else None


def according(token: Token, sentence: Span) -> Candidate | None:
    """Scope of "according to A": the left when it closes a clause, the right when it opens one."""
    doc = token.doc
    to = token.nbor(1)
    objects = [c for c in to.children if c.dep_ == "pobj"] or [
        t for t in doc[to.i + 1 : sentence.end] if t.pos_ in ("PROPN", "NOUN", "PRON")
    ][:1]
    if not objects:
        return None
    body = objects[0]
    start = to.i + 1
    end = max(min(body.right_edge.i + 1, sentence.end), body.i + 1)
    opens = (
        token.i == sentence.start or doc[token.i - 1].dep_ == "cc" or doc[token.i - 1].text in ("that", ";")
    )
    if not opens and doc[token.i - 1].text == "," and token.i - 2 >= sentence.start:
        opens = doc[token.i - 2].dep_ == "cc" or doc[token.i - 2].text.lower() in ("but", "and")
    if opens:
        # The name ends at the comma that the clause follows; an apposition would hold another comma.
        comma = next(
            (t.i for t in doc[body.i + 1 : sentence.end] if t.text == "," and _clause_follows(t, sentence)),
            None,
        )
        if comma is None:
            return None
        content = trim((comma + 1, sentence.end), sentence)
        source: tuple[int, int] | None = (start, comma)
    else:
        reporter = next(
            (
                t
                for t in reversed(doc[body.i + 1 : sentence.end])
                if t.text == "," and _reporter_follows(t, sentence)
            ),
            None,
        )
        stop = reporter.i if reporter is not None else sentence.end
        tail = doc[end + 1 : stop] if end < stop and doc[end].text == "," else doc[0:0]
        if (
            len(tail)
            and tail[0].pos_ in ("DET", "NOUN", "ADJ", "PROPN")
            and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tail)
        ):
            end = stop  # an apposition that the parser hung elsewhere
        end = min(end, stop)
        content = trim((_clause_start(token, sentence), token.i), sentence)
        source = trim((start, end), sentence)
    if content is None or source is None:
        return None
    quote_kept = content[1] < token.i and doc[content[1]].text in CLOSERS
    spans = [(content[0], content[1] + 1)] if quote_kept else [content]
    return Candidate(token, "according", source, (token.i, to.i + 1), spans, body)


def _clause_start(token: Token, sentence: Span) -> int:
    """Return where the left scope starts: the sentence's start, or to "; " or ", but" if a clause starts there."""
    start = sentence.start
    doc = token.doc
    for t in doc[sentence.start : token.i]:
        if t.text == ";":
            start = t.i + 1
        elif t.lower_ in ("but", "while", "whereas") and t.i > sentence.start and doc[t.i - 1].text == ",":
            words = [w for w in doc[t.i + 1 : token.i] if w.pos_ in ("VERB", "AUX")]
            subject = any(w.dep_ in SUBJECT and w.head.i > t.i for w in doc[t.i + 1 : token.i])
            same = any(
                w.dep_ in SUBJECT and w.pos_ == "PRON" and w.lower_ in ("it", "he", "she", "they")
                for w in doc[t.i + 1 : token.i]
            )
            # "A would back B, but it would have to pay": one statement, not two.
            if words and subject and not same:
                start = t.i + 1
    return start


def _clause_follows(comma: Token, sentence: Span) -> bool:
    """Say whether what follows the comma holds a subject and its verb before the next relative clause."""
    rest = comma.doc[comma.i + 1 : sentence.end]
    if not len(rest) or rest[0].tag_ in ("WDT", "WP", "WP$", "WRB"):
        return False
    for t in rest:
        if t.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") and t.tag_ not in ("WDT", "WP"):
            return t.head.pos_ in ("VERB", "AUX") and t.head.dep_ not in ("relcl", "acl")
    return False


def _reporter_follows(comma: Token, sentence: Span) -> bool:
    """Say whether ", CNBC reported" follows: a second reporter, not part of the first one's name."""
    rest = [t for t in comma.doc[comma.i + 1 : sentence.end] if not t.is_punct and not t.is_space]
    if len(rest) > 8:
        return False
    return any(t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP") for t in rest[1:])


def of_noun(noun: Token) -> Candidate | None:
    """Candidate for "his claim that ...": possessor, noun, clause."""
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and c.i > noun.i), None)
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if clause is None or not any(c.dep_ == "mark" for c in clause.children):
        return None
    source = None
    if owner is not None:
        start, end = edge(owner)
        if end - 1 > start and noun.doc[end - 1].tag_ == "POS":
            end -= 1
        source = (start, end)
    start, end = edge(clause)
    return Candidate(noun, "acl", source, (noun.i, noun.i + 1), [(start, end)], owner)
