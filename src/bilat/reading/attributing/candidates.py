"""Everything in a parsed sentence that could attribute something to somebody, with its three spans.

A candidate is a reporting word with whoever reports and what is reported. Which candidates are
attributions is decided in `bilat.reading.attributing.attribution`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bilat.reading.attributing.cues import REPORT_NOUNS, SPEECH
from bilat.reading.attributing.scopes import (
    CLOSERS,
    OPENERS,
    SUBJECT,
    Candidate,
    according,
    edge,
    of_noun,
    trim,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = ["Candidate", "candidates", "plainly_inverted"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Verbs that put a reply in somebody's mouth when a name follows them: ", replied Hadrian Voss."
_REPLIES = _words(
    """say reply answer ask add respond retort warn insist explain note argue concede admit declare announce predict continue conclude
    counter quip remark observe protest recall write claim complain"""
)

_AUXILIARY = ("aux", "auxpass", "neg", "advmod")
#: Words that carry the reported sentence on after ", she said,".
_REASONS = frozenset({"because", "since", "until", "unless", "although", "if", "but", "so"})


def candidates(sentence: Span, quoted: frozenset[int]) -> Iterator[Candidate]:
    """Yield the candidates of one sentence.

    Parameters
    ----------
    sentence
        A parsed sentence.
    quoted
        Indices of its tokens that lie inside quotation marks (marks included).
    """
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor(1).lower_ == "to":
            found = according(token, sentence)
            if found:
                yield found
        elif token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ in ("ROOT", "ccomp", "conj")):
            yield _of_verb(token, sentence, quoted)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in REPORT_NOUNS:
            found = of_noun(token)
            if found:
                yield found


# --------------------------------------------------------------------------------------------- pieces


def _subject(verb: Token) -> tuple[Token | None, bool]:
    """Return the subject of a verb and whether it is inherited from a verb above."""
    seen = 0
    node = verb
    while seen < 6:
        for child in node.children:
            if child.dep_ in SUBJECT:
                return child, node != verb
        if node.dep_ == "acl" and node.tag_ == "VBG" and node.head.pos_ in ("NOUN", "PROPN"):
            return node.head, True
        if node.dep_ in ("conj", "xcomp", "advcl", "parataxis", "dep") and node.head != node:
            node = node.head
            seen += 1
            continue
        return None, False
    return None, False


def _cue(verb: Token) -> tuple[int, int]:
    """Return the verb with its auxiliaries, negation and adverbs to the left, its particle to the right."""
    start = end = verb.i
    lefts = {c.i for c in verb.lefts if c.dep_ in _AUXILIARY}
    while start - 1 in lefts:
        start -= 1
    if start - 1 >= 0 and verb.doc[start - 1].lower_ == "to" and verb.doc[start - 1].head == verb:
        start -= 1
    rights = {c.i for c in verb.rights if c.dep_ == "prt"}
    while end + 1 in rights:
        end += 1
    return start, end + 1


def _passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _source(subject: Token, verb: Token) -> tuple[int, int]:
    """Return the subject's phrase, without a trailing clause that runs past the verb."""
    start, end = edge(subject)
    if subject.i < verb.i:
        end = min(end, verb.i)
        auxiliaries = [c.i for c in verb.lefts if c.dep_ in _AUXILIARY and c.i > subject.i]
        end = min([end, *auxiliaries])
    else:
        start = max(start, verb.i + 1)
        for token in verb.doc[start:end]:
            # "said Daly, adding ...": the participle is the speaker's, not part of the name.
            if token.text in OPENERS and token.i > subject.i:
                end = token.i
                break
    doc = verb.doc
    while (
        end > start
        and (doc[end - 1].is_punct or doc[end - 1].is_space)
        and doc[end - 1].text not in (")", "”")
    ):
        end -= 1
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space or doc[start].dep_ == "cc"):
        start += 1
    end = max(end, start + 1)
    if (
        subject.i < verb.i
        and end < verb.i
        and doc[end].text == ","
        and any(t.text == "," for t in doc[start:end])
    ):
        end += 1  # an apposition before the verb ends with its comma
    return start, end


def _of_verb(verb: Token, sentence: Span, quoted: frozenset[int]) -> Candidate:
    subject, inherited = _subject(verb)
    passive = _passive(verb)
    cue = _cue(verb)
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if passive:
        by = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
        quoted_as = verb.lemma_ == "quote"
        speaker = subject if quoted_as else by
    else:
        speaker = subject
    inverted = not passive and verb.i > sentence.start and verb.nbor(-1).text in (",", "?", "!")
    if (
        inverted
        and verb.lemma_.lower() in SPEECH
        and verb.tag_ in ("VBD", "VBZ")
        and (speaker is None or inherited or speaker.i < verb.i)
    ):
        after = _inverted(verb, sentence)
        if after is not None and verb.nbor(1).pos_ in ("PROPN", "DET", "PRON"):
            speaker, inherited = after, False
    source = _source(speaker, verb) if speaker is not None else None
    own = None if inherited else source  # an inherited speaker stands before the verb above
    frame, content = _content(verb, sentence, quoted, cue, own, passive, subject)
    if frame.startswith("prep:") and cue[1] < sentence.end and verb.doc[cue[1]].lower_ == frame[5:]:
        cue = (cue[0], cue[1] + 1)
    return Candidate(verb, frame, source, cue, content, speaker, inherited, passive)


def _content(
    verb: Token,
    sentence: Span,
    quoted: frozenset[int],
    cue: tuple[int, int],
    source: tuple[int, int] | None,
    passive: bool,
    subject: Token | None,
) -> tuple[str, list[tuple[int, int]]]:
    doc = verb.doc
    inside = verb.i in quoted
    after = _quote_after(verb, sentence, quoted, cue) if not inside else None
    cluster_start = min(cue[0], source[0]) if source and source[0] >= sentence.start else cue[0]
    cluster_end = max(cue[1], source[1]) if source and source[0] > verb.i else cue[1]
    before = _left_content(verb, sentence, cluster_start, quoted)
    complement = _complement(verb)
    if after is not None and not (
        complement and complement.i > verb.i and complement.left_edge.i < after[0] - 3
    ):
        left = before if before and doc[before[1] - 1].i in quoted else None
        return "quote", [left, after] if left else [after]
    if complement is not None and complement.left_edge.i > verb.i and complement.dep_ in ("ccomp", "pcomp"):
        span = trim(edge(complement, sentence.end), sentence)
        if span:
            span = _widen_mark(span, sentence, cluster_end)
            return "ccomp", [span]
    if before is not None:
        spans = [before]
        right = _right_part(verb, sentence, cluster_end)
        if right:
            spans.append(right)
        return ("quote" if any(i in quoted for i in range(*before)) and not inside else "left"), spans
    if complement is not None:
        span = trim(edge(complement, sentence.end), sentence)
        if span and not span[0] <= verb.i < span[1]:
            return complement.dep_, [span]
    return _objects(verb, sentence, passive, subject)


def _complement(verb: Token) -> Token | None:
    """Return the clause the verb governs: right ones before left ones, ccomp before xcomp."""
    found = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")]
    found.sort(key=lambda c: (c.i < verb.i, c.dep_ != "ccomp"))
    return found[0] if found else None


def _widen_mark(span: tuple[int, int], sentence: Span, floor: int) -> tuple[int, int]:
    """Let the content start at "that", and take in an opening quotation mark."""
    start, end = span
    if start - 1 >= floor and sentence.doc[start - 1].lower_ in ("that", "whether", "if"):
        start -= 1
    if start - 1 >= floor and sentence.doc[start - 1].text in OPENERS:
        start -= 1
    if end < sentence.end and sentence.doc[end].text in CLOSERS:
        end += 1
    return start, end


def _quote_after(
    verb: Token, sentence: Span, quoted: frozenset[int], cue: tuple[int, int]
) -> tuple[int, int] | None:
    """Return the quotation that follows the cue within a few words: said, “...”; told Reuters: “...”."""
    doc = verb.doc
    at = cue[1]
    limit = min(sentence.end, at + 14)
    while at < limit and at not in quoted:
        if doc[at].pos_ == "VERB" and at != verb.i and doc[at].dep_ not in ("amod", "acl"):
            return None
        at += 1
    if at >= limit or at not in quoted:
        return None
    if doc[at - 1].text not in (",", ":", "that", "–", "—") and at != cue[1]:
        return None
    end = at
    while end < sentence.end and end in quoted:
        end += 1
    if end - at < 4:
        return None
    return at, end


def _left_content(
    verb: Token, sentence: Span, cluster_start: int, quoted: frozenset[int]
) -> tuple[int, int] | None:
    """Return what stands left of ", X said": the sentence up to the comma or closing mark."""
    doc = verb.doc
    at = cluster_start - 1
    if plainly_inverted(verb, sentence) and at == verb.i - 1 and at > sentence.start:
        end = at + 1 if doc[at].text in "?!" else at
        return (sentence.start, end) if any(t.is_alpha for t in doc[sentence.start : end]) else None
    if (
        verb.dep_ in ("advcl", "conj", "xcomp")
        and sentence.start <= verb.head.i < at
        and verb.head.i not in quoted
    ):
        return None  # ", adding": the left belongs to the verb above
    if at <= sentence.start or (verb.i in quoted and cluster_start - 1 not in quoted):
        return None
    mark = doc[at].text
    if mark not in (",", "”", '"', "''", "»", "’", "'", "–", "—", "--"):
        return None
    closes = mark in CLOSERS or (mark == "," and doc[at - 1].text in CLOSERS)
    if mark not in CLOSERS and verb.dep_ not in ("ROOT", "parataxis", "conj", "ccomp", "dep", "advcl"):
        return None
    if not closes and any(c.dep_ == "ccomp" and c.left_edge.i > verb.i for c in verb.children):
        return None
    if (
        not closes
        and any(c.dep_ in ("dobj", "xcomp") and c.i > verb.i for c in verb.children)
        and (verb.lemma_ != "tell")
    ):
        return None
    fronted = any(c.dep_ == "ccomp" and c.i < cluster_start for c in verb.children)
    if not closes and not fronted and verb.dep_ != "parataxis" and not _reports_by_place(verb, sentence):
        return None
    start = sentence.start
    first = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < cluster_start), None)
    if first is not None and not closes:
        edge = first.left_edge.i
        if edge > start and any(t.dep_ == "cc" and t.i >= edge - 1 for t in doc[start:edge]):
            start = edge
    span = trim((start, at), sentence) if not closes else (start, at + 1 if mark in CLOSERS else at)
    if span is None or (span[1] - span[0] < 2 and verb.dep_ != "parataxis"):
        return None
    return span


def _reports_by_place(verb: Token, sentence: Span) -> bool:
    """Say whether ", said A" or ", A said." stands where a report stands, whatever the parser made of it."""
    doc = verb.doc
    if verb.lemma_.lower() not in SPEECH or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    if doc[verb.i - 1].text == "," and verb.i + 1 < sentence.end:
        return doc[verb.i + 1].pos_ in ("PROPN", "DET", "PRON") and _inverted(verb, sentence) is not None
    rest = [t for t in doc[verb.i + 1 : sentence.end] if not t.is_punct and not t.is_space]
    return (
        len(rest) <= 2
        and verb.dep_ == "ROOT"
        and any(t.pos_ in ("VERB", "AUX") for t in doc[sentence.start : verb.i])
    )


def plainly_inverted(verb: Token, sentence: Span) -> Token | None:
    """Return the last word of a name that alone follows a verb of saying after a comma or a mark.

    In ", replied Hadrian Voss" the parser often takes the name for the verb's object.
    """
    doc, end = verb.doc, verb.i + 1
    if (
        verb.tag_ not in ("VBD", "VBZ")
        or verb.i <= sentence.start
        or doc[verb.i - 1].text not in (",", "?", "!")
        or verb.lemma_.lower() not in _REPLIES
    ):
        return None
    while end < sentence.end and doc[end].pos_ == "PROPN":
        end += 1
    if end == verb.i + 1 or (end < sentence.end and doc[end].text not in (",", ".")):
        return None
    return doc[end - 1]


def _inverted(verb: Token, sentence: Span) -> Token | None:
    """Return the head of the name that follows ", said", unless a clause follows."""
    name = plainly_inverted(verb, sentence)
    if name is not None:
        return name
    if any(c.i > verb.i and c.dep_ in ("ccomp", "xcomp", "dobj") for c in verb.children):
        return None
    for token in verb.doc[verb.i + 1 : min(sentence.end, verb.i + 8)]:
        if token.pos_ in ("VERB", "AUX") or token.text == ",":
            return None
        if token.pos_ in ("PROPN", "NOUN", "PRON") and (
            token.i + 1 >= sentence.end or token.nbor(1).pos_ not in ("PROPN", "NOUN")
        ):
            return token
    return None


def _right_part(verb: Token, sentence: Span, cluster_end: int) -> tuple[int, int] | None:
    """Return the rest of an interrupted sentence: X, he said, Y."""
    doc = verb.doc
    if cluster_end >= sentence.end or doc[cluster_end].text != ",":
        if cluster_end < sentence.end and doc[cluster_end].lower_ in _REASONS:
            return trim((cluster_end, sentence.end), sentence)
        return None
    rest = [t for t in doc[cluster_end + 1 : sentence.end] if not t.is_punct]
    if len(rest) >= 4 and rest[0].lower_ in _REASONS:
        return trim((cluster_end + 1, sentence.end), sentence)
    if len(rest) < 3 or rest[0].tag_ in ("VBG", "WP", "WDT") or rest[0].dep_ in ("mark", "prep", "cc"):
        return None
    if any(t.head == verb and t.dep_ in ("advcl", "npadvmod", "prep", "conj") for t in rest):
        return None
    return trim((cluster_end + 1, sentence.end), sentence)


def _objects(
    verb: Token, sentence: Span, passive: bool, subject: Token | None
) -> tuple[str, list[tuple[int, int]]]:
    """Return objects and prepositional complements as content: criticised X, called for Y, called X a Z."""
    if passive and subject is not None:
        span = trim(edge(subject, verb.i), sentence)
        return ("passive", [span]) if span else ("none", [])
    rights = [c for c in verb.rights if c.dep_ in ("dobj", "oprd", "prep", "attr", "acomp", "dative")]
    if not rights:
        return "none", []
    first = rights[0]
    if first.dep_ == "prep":
        objects = [c for c in first.children if c.dep_ in ("pobj", "pcomp")]
        if not objects:
            return "none", []
        span = trim(edge(objects[0], sentence.end), sentence)
        return (f"prep:{first.lower_}", [span]) if span else ("none", [])
    last = first
    for other in rights[1:]:
        if other.dep_ == "oprd" or (other.dep_ == "prep" and other.lower_ in ("of", "for", "as", "on", "to")):
            last = other
        else:
            break
    span = trim((first.left_edge.i, min(last.right_edge.i + 1, sentence.end)), sentence)
    return (first.dep_, [span]) if span else ("none", [])
