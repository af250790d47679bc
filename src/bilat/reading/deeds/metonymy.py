"""A place name for the place itself, or for those who act in its name: government, team, people.

A linear model over the name's place in the parse, the words around it and those of the sentence that carry meaning. Weights were trained on ReLocaR (train)
by packbuild/reading/train_metonymy.py. In accurate mode the trained encoder's log-odds are added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bilat.errors import InputError
from bilat.reading.models.linear import total

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["metonymy", "metonymy_features"]

#: Parts of speech that carry meaning: what a sentence is about tells a match or a treaty from a journey.
_MEANING = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "ADV"})


def metonymy(text: str, start: int, end: int, mode: str | None = None) -> Literal["literal", "metonymic"]:
    """Say whether the place name ``text[start:end]`` is meant literally.

    Raises
    ------
    InputError
        If the span does not lie in the text or holds no word.

    Examples
    --------
    >>> text = "Brazil refused to sign the treaty."
    >>> metonymy(text, 0, 6)
    'metonymic'
    >>> text = "He was born in Brazil."
    >>> metonymy(text, 15, 21)
    'literal'
    """
    from bilat.reading.deeds.certainty import head_of, sentences_around
    from bilat.reading.models.encoder import mark, mode_of, share
    from bilat.reading.parsing.nlp import parse

    if not (0 <= start < end <= len(text)) or not text[start:end].strip():
        raise InputError(
            f"The span {start}-{end} holds no word of the text (length {len(text)}).",
            "Give character offsets, 0 <= start < end <= len(text).",
        )
    low, high = sentences_around(text, start, end)
    score = 0.0
    if mode_of(mode) == "accurate":
        score = share("metonymy") * float(mark(text[low:high], [(start - low, end - low)], "place")[0])
    for piece in parse(text[low:high]):
        head = head_of(piece.doc, start - low - piece.offset, end - low - piece.offset)
        if head is not None:
            return "metonymic" if score + total("metonymy", metonymy_features(head)) > 0 else "literal"
    return "metonymic" if score > 0 else "literal"


def metonymy_features(name: Token) -> list[str]:
    """Return the features of a place name's head."""
    doc, dep = name.doc, name.dep_
    # In "France, Italy and Spain refused", each name stands where the first one does.
    top, steps = name, 0
    while top.dep_ in ("conj", "appos", "compound", "nmod") and top.head != top and steps < 6:
        top, steps = top.head, steps + 1
    head = top.head
    left = doc[name.left_edge.i - 1] if name.left_edge.i else None
    right = doc[name.i + 1] if name.i + 1 < len(doc) else None
    out = [
        "bias",
        f"d={dep}",
        f"td={top.dep_}",
        f"h={head.lemma_.lower()}|{top.dep_}",
        f"hp={head.pos_}|{top.dep_}",
    ]
    out += [f"ht={head.tag_}|{top.dep_}", f"hl={head.lemma_.lower()}", f"via={dep}>{top.dep_}"]
    if top != name:
        out.append(f"top={top.lemma_.lower()}" if top.pos_ == "NOUN" else f"top={top.pos_}")
    if top.dep_ == "pobj":
        above = head.head
        out += [
            f"prep={head.lower_}",
            f"pg={head.lower_}|{above.lemma_.lower()}",
            f"pp={head.lower_}|{above.pos_}",
        ]
    if top.dep_ == "poss":
        out += [f"owned={head.lemma_.lower()}", f"owned_dep={head.dep_}"]
    if top.dep_ in ("nsubj", "nsubjpass"):
        voice = any(c.dep_ == "auxpass" for c in head.children)
        out += [f"subj={head.lemma_.lower()}|{voice}", f"subjpos={head.pos_}|{voice}"]
    for offset in range(1, 4):
        before, after = name.left_edge.i - offset, name.i + offset
        if before >= 0:
            out += [f"w-{offset}={doc[before].lower_}", f"wl={doc[before].lemma_.lower()}"]
        if after < len(doc):
            out += [f"w{offset}={doc[after].lower_}", f"wr={doc[after].lemma_.lower()}"]
    if left is not None and right is not None:
        out.append(f"lr={left.lower_}|{right.lower_}")
        out.append(f"pos={left.pos_}|{right.pos_}")
    out.append(f"first={name.left_edge.i == name.sent.start}")
    out.append(f"ent={name.ent_type_}")
    out += [f"b={t.lemma_.lower()}" for t in name.sent if t.pos_ in _MEANING and t != name]
    return out
