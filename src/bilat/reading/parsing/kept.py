"""Vectors of words for the parser, each worked out once.

The first layer of spaCy's pipelines looks at each word by itself: its form, beginning, end and shape. That is two fifths of the
work of the layers before the parser, and the same for the same word. So the vectors of words met are kept, up to a bound.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["keep_vectors"]

#: So many words are kept: more than a long article has; 12 MB.
_MOST = 30_000
_SHAPE = ["extract_features", "list2ragged", "with_array", "with_array", "ragged2list"]


class _Kept:
    """The vectors of words by the features that the layer reads."""

    def __init__(self, columns: list[str], layers: list[Any]) -> None:
        self.columns, self.layers = columns, layers
        self.rows: dict[bytes, int] = {}
        self.vectors: Any = None

    def __call__(self, docs: list[Any]) -> list[Any]:
        """Return an array of vectors for each text."""
        import numpy as np

        read = [np.ascontiguousarray(doc.to_array(self.columns), dtype="uint64") for doc in docs]
        size = 8 * len(self.columns)
        keys = [
            [raw[at : at + size] for at in range(0, len(raw), size)]
            for raw in (array.tobytes() for array in read)
        ]
        if len(self.rows) > _MOST:
            self.rows.clear()
        rows = self.rows
        first = len(rows)
        new = [key for key in dict.fromkeys(k for listed in keys for k in listed) if key not in rows]
        if new:
            features = np.frombuffer(b"".join(new), dtype="uint64").reshape(len(new), len(self.columns))
            made = features
            for layer in self.layers:
                made = layer.predict(made)
            if self.vectors is None or len(self.vectors) < first + len(new):
                more = np.empty((2 * (first + len(new)), made.shape[1]), dtype=made.dtype)
                if self.vectors is not None:
                    more[:first] = self.vectors[:first]
                self.vectors = more
            self.vectors[first : first + len(new)] = made
            rows.update(zip(new, range(first, first + len(new)), strict=True))
        return [self.vectors[[rows[key] for key in listed]] for listed in keys]


def keep_vectors(model: Any) -> None:
    """Let every layer of `model` that looks at words by themselves keep their vectors, where it is of the known make."""
    for node in model.walk():
        if [layer.name.partition("(")[0] for layer in node.layers] != _SHAPE:
            continue
        columns = node.layers[0].attrs.get("columns")
        if isinstance(columns, list) and len(columns) > 1:
            node._func = _forward(_Kept(columns, node.layers[2:4]), node._func)


def _forward(kept: _Kept, plain: Callable[..., Any]) -> Callable[..., Any]:
    def forward(model: Any, docs: Any, is_train: bool) -> Any:
        if is_train or not all(hasattr(doc, "to_array") and len(doc) for doc in docs):
            return plain(model, docs, is_train)
        return kept(docs), _no_training

    return forward


def _no_training(_: Any) -> list[Any]:
    return []
