"""Heads, dependencies and names by compiled loops, where a process reads much.

To load the compiler takes a second, and to compile the loops some seconds more the first time of all, so it is done only after as many
words as pay for it; before, and wherever parser and finder of names are of another make, spaCy's own loops do the work. Both take
the same steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Steps"]

#: So many words a process parses in spaCy's own loops; those in which names are sought count four times, as they gain four times as much.
_FEW = 100_000
_OF_NAMES = 4
#: The pipeline for which the order of its parts is known: the tagger needs nothing of what comes after it.
_PARTS = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")


class _Numbers(NamedTuple):
    """Of a model that scores moves: its layers' bias, weights and shift, and the kind and the label of each move."""

    bias: Any
    weights: Any
    shift: Any
    moves: Any
    labels: Any


class Steps:
    """Does the work of a pipeline's parser and finder of names, on texts that went through what comes before them.

    ``usable`` is false if they are of another make.
    """

    def __init__(self, nlp: Language) -> None:
        from spacy.pipeline.dep_parser import DependencyParser
        from spacy.pipeline.ner import EntityRecognizer

        self.usable = (
            tuple(nlp.pipe_names) == _PARTS
            and _known(nlp.get_pipe("parser"), DependencyParser, 8)
            and _known(nlp.get_pipe("ner"), EntityRecognizer, 3)
        )
        self.parser: Any = nlp.get_pipe("parser") if self.usable else None
        self.finder: Any = nlp.get_pipe("ner") if self.usable else None
        self.met = 0
        self._of_arcs: _Numbers | None = None
        self._of_names: _Numbers | None = None

    def now(self) -> None:
        """Use the compiled loops from now on: much is going to be read."""
        self.met = _FEW

    def ready(self, words: int, names: bool) -> bool:
        """Say whether so many more words are to be read by the compiled loops."""
        self.met += words * (_OF_NAMES if names else 1)
        return self.usable and self.met > _FEW

    def __call__(self, docs: list[Doc], names: bool) -> None:
        """Set heads and dependencies, and the names of people and others if they are wanted."""
        import numpy as np

        lengths = np.array([len(doc) for doc in docs], dtype="int64")
        self._attach(docs, lengths)
        if names:
            self._name(docs, lengths)

    def _attach(self, docs: list[Doc], lengths: Any) -> None:
        import numpy as np
        from spacy.attrs import DEP, HEAD, SENT_START

        from bilat.reading.parsing.transitions import ARCS, attach

        if self._of_arcs is None:
            self._of_arcs = _numbers(self.parser, ARCS)
        bias, weights, shift, moves, labels = self._of_arcs
        cached = _cached(self.parser, docs)
        heads, made = attach(lengths, _column(docs, SENT_START), cached, bias, weights, shift, moves)
        # No move made a root: it has the last of the labels.
        roots = np.append(labels, np.uint64(self.parser.vocab.strings["ROOT"]))
        hooks = self.parser.postprocesses
        for doc, part in _parts(docs, lengths, heads.astype("uint64"), roots[made]):
            doc.from_array([HEAD, DEP], part)
            for hook in hooks:
                hook(doc)

    def _name(self, docs: list[Doc], lengths: Any) -> None:
        import numpy as np
        from spacy.attrs import ENT_IOB, ENT_TYPE, IS_SPACE, SENT_START

        from bilat.reading.parsing.transitions import NAMES, find_names

        if self._of_names is None:
            self._of_names = _numbers(self.finder, NAMES)
        bias, weights, shift, moves, labels = self._of_names
        starts, spaces = _column(docs, SENT_START), _column(docs, IS_SPACE)
        cached = _cached(self.finder, docs)
        made = find_names(lengths, starts, spaces, cached, bias, weights, shift, moves, labels)
        # As spaCy writes it: 3 where a name begins, 1 where it goes on, 2 outside.
        place = np.array([3, 1, 1, 3, 2], dtype="uint64")[moves]
        for doc, part in _parts(docs, lengths, place[made], labels[made]):
            doc.from_array([ENT_IOB, ENT_TYPE], part)


def _column(docs: list[Doc], attribute: int) -> Any:
    import numpy as np

    return np.concatenate([doc.to_array([attribute]).astype("int64").reshape(-1) for doc in docs])


def _cached(part: Any, docs: list[Doc]) -> Any:
    """Return what each word adds to the sums of a state, by its place in the state; the first row is of no word."""
    below, hidden, _ = part.model.layers
    found = hidden.predict(below.predict(docs))
    return found.reshape(found.shape[0], found.shape[1], -1)


def _parts(docs: list[Doc], lengths: Any, *columns: Any) -> Any:
    """Return each text with its rows of the columns."""
    import numpy as np

    return zip(docs, np.split(np.stack(columns, axis=1), np.cumsum(lengths)[:-1]), strict=True)


def _numbers(part: Any, kinds: dict[str, int]) -> _Numbers:
    import numpy as np

    _, hidden, upper = part.model.layers
    names = [part.moves.get_class_name(i).partition("-") for i in range(part.moves.n_moves)]
    strings = part.vocab.strings
    return _Numbers(
        np.ascontiguousarray(hidden.get_param("b"), dtype="float32").reshape(-1),
        np.ascontiguousarray(upper.get_param("W").T, dtype="float32"),
        np.ascontiguousarray(upper.get_param("b"), dtype="float32"),
        np.array([kinds[name] for name, _, _ in names], dtype="int64"),
        np.array([strings[label] if label else 0 for _, _, label in names], dtype="uint64"),
    )


def _known(part: Any, make: Any, features: int) -> bool:
    """Say whether a parser or a finder of names is of the make that the compiled loops are for."""
    if type(part) is not make or part.cfg.get("beam_width") != 1:
        return False
    model, moves = part.model, part.moves
    if len(model.layers) != 3 or not model.attrs.get("has_upper") or model.attrs.get("unseen_classes"):
        return False
    _, hidden, upper = model.layers
    return (
        hidden.name == "precomputable_affine"
        and hidden.get_dim("nF") == features
        and hidden.get_dim("nP") > 1
        and upper.name == "linear"
        and upper.get_dim("nO") == moves.n_moves
        and not any(moves.get_class_name(i).endswith("-subtok") for i in range(moves.n_moves))
    )
