"""What spaCy's attribute ruler and lemmatizer do, without their loops: word classes and lemmas from tag, dependency and form.

The ruler's patterns and the lemmatizer's tables are the pipeline's own. Nearly all look at one token, so what they give is
worked out once for each tag, dependency and form, and looked up from then on: the same result in a fraction of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Ruler"]

#: Tag, dependency and form of a token.
Column = tuple[int, int, int]
#: Word class, morphology and lemma of a token.
Row = tuple[int, int, int]
#: Tokens of a pattern, the attributes it gives, and which of the tokens gets them.
Rule = tuple[list[dict[str, Any]], dict[str, str], int]

_KNOWN = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
#: So many forms are kept: more than an article has, less than would be felt.
_MOST = 100_000


class Ruler:
    """Sets word class, morphology and lemma of a parsed text as a pipeline's attribute ruler and lemmatizer would.

    ``usable`` is false if the pipeline has patterns of another make, or another lemmatizer; its own must then do the work.
    """

    def __init__(self, nlp: Language) -> None:
        ruler: Any = nlp.get_pipe("attribute_ruler") if nlp.has_pipe("attribute_ruler") else None
        lemmatizer: Any = nlp.get_pipe("lemmatizer") if nlp.has_pipe("lemmatizer") else None
        patterns = ruler.patterns if ruler is not None else None
        self.strings = nlp.vocab.strings
        self.morphology = nlp.vocab.morphology
        #: In order: later ones win.
        self.rules: list[Rule] = [
            (tokens, p["attrs"], p["index"]) for p in patterns or () for tokens in p["patterns"]
        ]
        self.usable = (
            patterns is not None
            and getattr(lemmatizer, "mode", "") == "rule"
            and not lemmatizer.overwrite
            and all(
                set(t) <= _KNOWN and 0 <= index < len(tokens)
                for tokens, _, index in self.rules
                for t in tokens
            )
        )
        if self.usable:
            index = lemmatizer.lookups.get_table("lemma_index", {})
            for pos in list(index):
                # As lists, which they are, they would be searched from end to end for each new form.
                index[pos] = frozenset(index[pos])
        self.lemmas: Callable[[Any], list[str]] = getattr(lemmatizer, "lemmatize", lambda token: [token.text])
        self.wide = [rule for rule in self.rules if len(rule[0]) > 1]
        self.reach = max((len(tokens) - 1 for tokens, _, _ in self.wide), default=0)
        #: Rules by the tag and the form that they name for their token; "" where they name none.
        self.named: dict[tuple[str, str], list[int]] = {}
        for number, (tokens, _, index) in enumerate(self.rules):
            tag, lower = (tokens[index].get(name, "") for name in ("TAG", "LOWER"))
            key = tag if isinstance(tag, str) else "", lower if isinstance(lower, str) else ""
            self.named.setdefault(key, []).append(number)
        #: Forms that patterns of one token name, and how they name others.
        self.forms: set[str] = set()
        self.shapes: list[dict[str, Any]] = []
        for wanted in (tokens[index].get("LOWER") for tokens, _, index in self.rules):
            if isinstance(wanted, str):
                self.forms.add(wanted)
            elif wanted is not None and set(wanted) == {"IN"}:
                self.forms.update(wanted["IN"])
            elif wanted is not None:
                self.shapes.append(wanted)
        #: What patterns give by tag, dependency and named form, and what a token gets by tag, dependency and any form.
        self.classes: dict[tuple[int, int, str], dict[str, str]] = {}
        self.seen: dict[Any, Row] = {}
        #: What the lemmatizer gives by form, word class and morphology.
        self.lemma_of: dict[tuple[int, int, int], int] = {}
        #: By form: whether a pattern of several tokens looks at it (what it gets depends on its neighbours), whether it is
        #: white space, and under which name patterns of one token know it.
        self.words: dict[int, tuple[bool, bool, str]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token."""
        import numpy as np
        from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG

        columns: list[Column] = list(map(tuple, doc.to_array([TAG, DEP, ORTH]).tolist()))
        if len(self.seen) > _MOST:
            self.seen.clear()
            self.words.clear()
            self.classes.clear()
            self.lemma_of.clear()
        seen = self.seen.get
        rows: list[Row] = []
        #: Tokens seen for the first time: their place, and the key under which they are kept.
        new: list[tuple[int, Any]] = []
        spaces: list[tuple[int, dict[str, str]]] = []
        for i, column in enumerate(columns):
            row = seen(column)
            if row is None:
                key, row, attributes = self._look(columns, i)
                if attributes is not None and key is None:
                    spaces.append((i, attributes))
                if not row[2]:
                    new.append((i, key))
                elif key is not None:
                    self.seen[key] = row
            rows.append(row)
        values: Any = np.array(rows, dtype="uint64").reshape(-1, 3)
        doc.from_array([POS, MORPH, LEMMA], values)
        for i, attributes in spaces:
            doc[i].tag_ = attributes.get("TAG", doc[i].tag_)
            doc[i].dep_ = attributes.get("DEP", doc[i].dep_)
        for i, key in new:
            token = doc[i]
            # A lemma by rule is of the form and the word class; the dependency that is in the key is no matter.
            form = columns[i][2], *rows[i][:2]
            lemma = self.lemma_of.get(form)
            if lemma is None:
                lemma = self.lemma_of[form] = self.strings.add(self.lemmas(token)[0])
            token.lemma = lemma
            if key is not None:
                self.seen[key] = (*rows[i][:2], lemma)
        return doc

    def _look(self, columns: list[Column], i: int) -> tuple[Any, Row, dict[str, str] | None]:
        """Return the key of a token (``None``: it is not kept), what it gets, and its attributes if just worked out."""
        column = columns[i]
        tag, dep, orth = column
        beside, space, named = self.words.get(orth) or self._word(orth)
        if beside:
            low = max(0, i - self.reach)
            key = (i - low, *columns[low : i + self.reach + 1])
            found = self.seen.get(key)
            if found is not None:
                return key, found, None
            attributes = self._attributes(columns, i)
            return key, self._row(attributes), attributes
        if space:
            attributes = self._attributes(columns, i)
            return None, self._row(attributes), attributes
        known = self.classes.get((tag, dep, named))
        if known is None:
            known = self.classes[tag, dep, named] = self._attributes(columns, i)
        return column, self._row(known), known

    def _word(self, orth: int) -> tuple[bool, bool, str]:
        lower = self.strings[orth].lower()
        beside = any(_fits(tokens[index].get("LOWER", lower), lower) for tokens, _, index in self.wide)
        named = lower in self.forms or any(_fits(shape, lower) for shape in self.shapes)
        found = self.words[orth] = beside, lower.isspace(), lower if named else ""
        return found

    def _row(self, attributes: dict[str, str]) -> Row:
        from spacy.parts_of_speech import IDS

        pos, morph, lemma = (attributes.get(name) for name in ("POS", "MORPH", "LEMMA"))
        return (
            IDS[pos] if pos else 0,
            self.morphology.add(morph) if morph is not None else 0,
            self.strings.add(lemma) if lemma else 0,
        )

    def _attributes(self, columns: list[Column], i: int) -> dict[str, str]:
        """Return what all patterns together give a token."""
        tag, lower = self.strings[columns[i][0]], self.strings[columns[i][2]].lower()
        out: dict[str, str] = {}
        keys = {(tag, lower), (tag, ""), ("", lower), ("", "")}
        for number in sorted(n for key in keys for n in self.named.get(key, ())):
            tokens, attributes, index = self.rules[number]
            if self._matches(columns, i - index, tokens):
                out.update(attributes)
        return out

    def _matches(self, columns: list[Column], start: int, tokens: list[dict[str, Any]]) -> bool:
        if start < 0 or start + len(tokens) > len(columns):
            return False
        for (tag, dep, orth), wanted in zip(columns[start : start + len(tokens)], tokens, strict=True):
            form = self.strings[orth]
            held = {
                "TAG": self.strings[tag],
                "DEP": self.strings[dep],
                "LOWER": form.lower(),
                "IS_SPACE": form.isspace(),
            }
            if not all(_fits(value, held[name]) for name, value in wanted.items()):
                return False
        return True


def _fits(wanted: Any, held: Any) -> bool:
    """Say whether a value of a pattern allows a token's."""
    if not isinstance(wanted, dict):
        return bool(wanted == held)
    for operation, value in wanted.items():
        if operation == "IN" and held not in value:
            return False
        if operation == "NOT_IN" and held in value:
            return False
        if operation == "REGEX" and not re.search(value, held):
            return False
    return True
