"""What the parser says of a text's tokens, as plain lists: quick to look at again and again."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bilat.reading.parsing.nlp import Piece

__all__ = ["Tokens"]


class Tokens:
    """The tokens of a parsed piece.

    Attributes
    ----------
    starts, ends
        Characters of each token, in the whole text.
    head
        Number of the token each hangs on (its own at the top).
    dep, pos, tag, low, entity
        Relation to the head, part of speech, fine tag, small letters, kind of name ("" for none).
    mark
        Whether it is punctuation or space.
    """

    def __init__(self, piece: Piece) -> None:
        from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, IS_PUNCT, IS_SPACE, LENGTH, LOWER, POS, TAG

        doc, strings = piece.doc, piece.doc.vocab.strings
        table = doc.to_array([IDX, LENGTH, HEAD, IS_PUNCT, IS_SPACE]).astype("int64").T.tolist()
        self.offset, self.text = piece.offset, piece.text
        self.starts = [piece.offset + at for at in table[0]]
        self.ends = [at + length for at, length in zip(self.starts, table[1], strict=True)]
        self.head = [i + by for i, by in enumerate(table[2])]
        self.mark = [bool(a or b) for a, b in zip(table[3], table[4], strict=True)]
        names: dict[int, str] = {}
        columns = doc.to_array([DEP, POS, TAG, LOWER, ENT_TYPE]).T.tolist()
        for key in {x for column in columns for x in column}:
            names[key] = strings[key] if key else ""
        self.dep, self.pos, self.tag, self.low, self.entity = ([names[x] for x in c] for c in columns)

    def at(self, offset: int) -> int:
        """Return the number of the first token that starts at a character or after it."""
        return bisect_left(self.starts, offset)

    def within(self, span: tuple[int, int]) -> tuple[int, int]:
        """Return the tokens that start inside a span, as a range."""
        return self.at(span[0]), self.at(span[1])

    def head_of_cue(self, cue: tuple[int, int]) -> int | None:
        """Return the first verb of a cue, else the word of it that hangs on none of the others."""
        low, high = self.within(cue)
        for i in range(low, high):
            if self.pos[i] == "VERB":
                return i
        for i in range(low, high):
            if not low <= self.head[i] < high:
                return i
        return low if high > low else None
