"""How sure a text is that an event happened: from -3 (it did not) over 0 (open) to 3 (it did).

A linear model over the event's place in the parse: modals, negation, hedges, conditions, questions, tense, and
the verbs above it (factive "know", implicative "manage", "fail", "want"). Weights were trained on the UW
factuality sentences (train) by packbuild/reading/train_certainty.py. In accurate mode the trained encoder's score is averaged in.
What plain grammar leaves open or undone ("allegedly", "failed to", "nobody") is no surer than that allows (`hedges`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bilat.errors import InputError
from bilat.reading.deeds.hedges import limited
from bilat.reading.models.linear import table, total

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from bilat.reading.models.encoder import Encoded
    from bilat.reading.parsing.nlp import Piece
    from bilat.reading.segment import Segmented

__all__ = ["Sureness", "certainty", "certainty_features", "certainty_of", "head_of", "sentences_around"]

Span = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEDGES = _words("""probably possibly perhaps maybe likely unlikely allegedly reportedly apparently supposedly presumably seemingly
    potentially hardly barely never rarely almost nearly surely certainly definitely clearly""")
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "before", "in case", "should", "provided"})
_CHAIN = 4


def certainty(text: str, start: int, end: int, mode: str | None = None) -> float:
    """Return how sure `text` is that the event in ``text[start:end]`` happened.

    Raises
    ------
    InputError
        If the span does not lie in the text or holds no word.

    Examples
    --------
    >>> text = "Troops did not leave."
    >>> certainty(text, 15, 20) < 0
    True
    """
    from bilat.reading.models.encoder import mark, mode_of
    from bilat.reading.parsing.nlp import parse

    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise InputError(
            f"The span {start}-{end} holds no word of the text (length {len(text)}).",
            "Give character offsets, 0 <= start < end <= len(text).",
        )
    low, high = sentences_around(text, start, end)
    encoded = None
    if mode_of(mode) == "accurate":
        encoded = 3 * float(mark(text[low:high], [(start - low, end - low)], "sure")[0])
    for piece in parse(text[low:high]):
        head = head_of(piece.doc, start - low - piece.offset, end - low - piece.offset)
        if head is not None:
            return certainty_of(head, encoded)
    return 0.0


class Sureness:
    """How sure a text is of what its spans say: from the parse, or from the words where a sentence was not parsed."""

    def __init__(
        self, text: str, segmented: Segmented, parsed: list[Piece], encoded: Encoded | None = None
    ) -> None:
        self.text, self.segmented, self.parsed, self.encoded = text, segmented, parsed, encoded

    def __call__(self, span: Span) -> float:
        """Return the certainty of the event at the head of a span, -3 to 3."""
        from bilat.reading.quick import certainty_of_words

        piece = self._piece(span[0])
        if piece is None:
            return round(_mapped(certainty_of_words(self.text[span[0] : span[1]]), "alone"), 2)
        head = head_of(piece.doc, span[0] - piece.offset, span[1] - piece.offset)
        if head is None:
            return 0.0
        return round(
            certainty_of(head, self.encoded.sure(piece.offset + head.idx) if self.encoded else None), 2
        )

    def of(self, spans: Iterable[Span]) -> list[float]:
        """Return the certainty of spans that matter: their sentences are parsed first if they are not yet."""
        from bilat.reading.parsing.nlp import parse

        every = list(spans)
        missing = {self.segmented.sentence_at(start) for start, _ in every if self._piece(start) is None}
        numbers = sorted(n for n in missing if n is not None)
        if numbers:
            more = parse(self.text, self.segmented, numbers, names=False)
            self.parsed = sorted([*self.parsed, *more], key=lambda piece: piece.offset)
        return [self(span) for span in every]

    def _piece(self, offset: int) -> Piece | None:
        at = bisect_right(self.parsed, offset, key=lambda piece: piece.offset) - 1
        found = self.parsed[at] if at >= 0 else None
        return found if found is not None and offset < found.offset + len(found.text) else None


def sentences_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of whole sentences that a span touches: parsing no more keeps the time bounded."""
    from bilat.reading.segment import segment

    touched = [s for s in segment(text).sentences if s[0] < end and start < s[1]]
    return (touched[0][0], touched[-1][1]) if touched else (start, end)


def certainty_of(event: Token, encoded: float | None = None) -> float:
    """Return the certainty of the event whose head is `event`; `encoded` is the trained encoder's score."""
    score = max(-3.0, min(3.0, total("certainty", certainty_features(event))))
    if encoded is None:
        return limited(event, _mapped(score, "alone"))
    from bilat.reading.models.encoder import share

    weight = share("certainty")
    return limited(event, _mapped((score + weight * encoded) / (1 + weight), "joined"))


def _mapped(score: float, name: str) -> float:
    """Return what annotators say, at the median, of events with a score; in straight pieces between the knots of a map."""
    at, to = table("certainty")["maps"][name]
    k = max(1, min(len(at) - 1, bisect_right(at, score)))
    part = max(0.0, min(1.0, (score - at[k - 1]) / (at[k] - at[k - 1])))
    return float(to[k - 1] + part * (to[k] - to[k - 1]))


def head_of(doc: Doc, start: int, end: int) -> Token | None:
    """Return the syntactic head of the characters ``start`` to ``end`` of a parsed text."""
    last = doc[-1].idx + len(doc[-1]) if len(doc) else 0
    found = (
        doc.char_span(max(0, start), min(end, last), alignment_mode="expand")
        if start < min(end, last)
        else None
    )
    inside = [t for t in found if not t.is_space and not t.is_punct] if found is not None else []
    if not inside:
        return None
    chosen = set(inside)
    tops = [t for t in inside if t.head not in chosen or t.head == t]
    verbs = [t for t in tops if t.pos_ in ("VERB", "AUX")]
    return (verbs or tops)[0]


def certainty_features(event: Token) -> list[str]:
    """Return the features of an event's head."""
    out = [
        "bias",
        f"l={event.lemma_.lower()}",
        f"t={event.tag_}",
        f"d={event.dep_}",
        f"td={event.tag_}|{event.dep_}",
    ]
    out += _local(event, "0")
    node, path = event, ""
    for depth in range(1, _CHAIN + 1):
        link = node.dep_
        if node.head == node or link == "ROOT":
            break
        above = node.head
        path += f"{link}>"
        lemma = above.lemma_.lower()
        out += [
            f"a{depth}={lemma}",
            f"al{depth}={link}|{lemma}",
            f"any={lemma}|{link}",
            f"path{depth}={path}",
        ]
        if depth == 1:
            out.append(f"at={above.pos_}|{link}|{event.tag_}")
        out += _local(above, str(min(depth, 2)))
        out += [f"up{x}" for x in _local(above, "")]
        node = above
    if event.sent[-1].text == "?" or any(t.text == "?" for t in event.sent):
        out.append("question")
    return out


def _local(token: Token, at: str) -> list[str]:
    """Signs at one verb or noun: auxiliaries, negation, adverbs, markers, determiners, tense."""
    out: list[str] = []
    negated = modal = False
    for child in token.children:
        lemma = child.lemma_.lower()
        if child.dep_ in ("aux", "auxpass"):
            out.append(f"x{at}={child.lower_}")
            modal = modal or child.tag_ == "MD"
        elif child.dep_ == "neg":
            out.append(f"neg{at}")
            negated = True
        elif child.dep_ == "advmod":
            out.append(f"adv{at}={lemma}")
            if lemma in _HEDGES:
                out.append(f"hedge{at}={lemma}")
        elif child.dep_ == "mark":
            out.append(f"mark{at}={lemma}")
            if lemma in _CONDITIONS:
                out.append(f"cond{at}")
        elif child.dep_ in ("det", "poss", "amod"):
            out.append(f"{child.dep_}{at}={lemma if child.dep_ != 'poss' else '+'}")
            if lemma in ("no", "neither"):
                out.append(f"neg{at}")
                negated = True
        elif child.dep_ in ("nsubj", "nsubjpass") and lemma in ("nobody", "none", "nothing", "no", "neither"):
            out.append(f"neg{at}")
            negated = True
        elif child.dep_ == "advcl" and any(
            m.lower_ in _CONDITIONS for m in child.children if m.dep_ == "mark"
        ):
            out.append(f"conditioned{at}")
    # A tense is carried along the conjuncts: "would have to leave and pay".
    if not modal and token.dep_ == "conj" and token.tag_ == "VB":
        modals = [c.lower_ for c in token.head.children if c.tag_ == "MD"]
        out += [f"x{at}={m}" for m in modals]
        modal = bool(modals)
    out.append(f"sum{at}={'neg' if negated else 'pos'}|{'modal' if modal else token.tag_}")
    return out
