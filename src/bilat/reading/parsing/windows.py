"""The layers of spaCy's pipelines that look at a word and its two neighbours, in plain numpy.

spaCy makes every layer of steps, each with arrays and a way back for training. To read, one product, a maximum and a scaling
a layer are enough: the same vectors to the last digits, in two thirds of the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

__all__ = ["quicken_windows"]


class _Layer(NamedTuple):
    """The numbers of one layer; ``weights`` is (3 * width, pieces * width)."""

    weights: Any
    bias: Any
    gain: Any
    shift: Any
    pieces: int


def _layer(residual: Any) -> _Layer | None:
    """Return the numbers of a layer, or ``None`` if it is of another make."""
    import numpy as np

    if not residual.name.startswith("residual(expand_window>>maxout>>layernorm"):
        return None
    named: dict[str, Any] = {node.name: node for node in residual.walk() if not node.layers}
    if set(named) - {"dropout"} != {"expand_window", "maxout", "layernorm"}:
        return None
    if named["expand_window"].attrs.get("window_size") != 1:
        return None
    weights, bias = named["maxout"].get_param("W"), named["maxout"].get_param("b")
    width, pieces, given = weights.shape
    if given != 3 * width:
        return None
    turned = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, given).T)
    norm = named["layernorm"]
    return _Layer(
        turned, np.ascontiguousarray(bias.T).reshape(-1), norm.get_param("G"), norm.get_param("b"), pieces
    )


def _through(layers: list[_Layer], pad: int, arrays: list[Any]) -> list[Any]:
    """Return the arrays after all layers; ``pad`` empty words stand between two texts, so that they do not meet."""
    import numpy as np

    from bilat.reading.parsing.product import one_thread

    width = arrays[0].shape[1]
    # One word more at either end: what the layers take for the neighbours of the first and the last.
    whole = np.zeros((sum(map(len, arrays)) + pad * (len(arrays) + 1) + 2, width), dtype="float32")
    at = pad + 1
    for array in arrays:
        whole[at : at + len(array)] = array
        at += len(array) + pad
    beside = np.empty((len(whole) - 2, 3 * width), dtype="float32")
    with one_thread():
        for weights, bias, gain, shift, pieces in layers:
            beside[:, :width] = whole[:-2]
            beside[:, width : 2 * width] = whole[1:-1]
            beside[:, 2 * width :] = whole[2:]
            product = beside @ weights
            product += bias
            best = product[:, :width]
            for k in range(1, pieces):
                best = np.maximum(best, product[:, k * width : (k + 1) * width])
            best -= best.mean(axis=1, keepdims=True)
            spread = np.einsum("ij,ij->i", best, best) / width + 1e-8
            best *= (1.0 / np.sqrt(spread))[:, None]
            best *= gain
            best += shift
            whole[1:-1] += best
    out = []
    at = pad + 1
    for array in arrays:
        out.append(whole[at : at + len(array)])
        at += len(array) + pad
    return out


def quicken_windows(model: Any) -> None:
    """Let the layers of `model` over neighbouring words be worked out in numpy, where they are of the known make."""
    for node in model.walk():
        if not node.name.startswith("with_array(residual(") or len(node.layers) != 1:
            continue
        stack = node.layers[0]
        parts = [stack] if stack.name.startswith("residual(") and len(stack.layers) == 1 else stack.layers
        layers = [_layer(part) for part in parts]
        known = [layer for layer in layers if layer is not None]
        if known and len(known) == len(layers):
            node._func = _forward(known, int(node.attrs.get("pad", 0)), node._func)


def _forward(layers: list[_Layer], pad: int, plain: Callable[..., Any]) -> Callable[..., Any]:
    def forward(model: Any, arrays: Any, is_train: bool) -> Any:
        if is_train or not isinstance(arrays, list) or not arrays:
            return plain(model, arrays, is_train)
        return _through(layers, pad, arrays), _no_training

    return forward


def _no_training(_: Any) -> list[Any]:
    return []
