"""Matrix products for the parser: numpy's, in one thread, where that can be had.

spaCy multiplies with a library of its own that knows few processors; numpy's OpenBLAS takes a third of its time on those of
today. But OpenBLAS starts a thread for each core even for small matrices, and its threads then wait for each other busily:
the processor's time triples. So it is held to one thread for the length of each product, and used only where it can be.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["one_thread", "quicken"]

_NAMES = ("scipy_openblas_{}_num_threads64_", "openblas_{}_num_threads64_", "openblas_{}_num_threads")


@lru_cache(maxsize=1)
def _controls() -> tuple[Callable[[], int], Callable[[int], object]] | None:
    """Return how the number of numpy's threads is read and set; ``None`` if numpy has no OpenBLAS of its own."""
    import numpy as np

    package = Path(np.__file__).parent
    for folder in (package.parent / "numpy.libs", package / ".dylibs"):
        for file in sorted(folder.glob("*openblas*")) if folder.is_dir() else ():
            try:
                library = ctypes.CDLL(str(file))
            except OSError:
                continue
            for name in _NAMES:
                if hasattr(library, name.format("set")) and hasattr(library, name.format("get")):
                    return getattr(library, name.format("get")), getattr(library, name.format("set"))
    return None


class _Held:
    """How many products are under way, and how many threads there were before the first."""

    lock = Lock()
    inside = 0
    before = 1


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold numpy's matrix products to one thread; what was set before comes back."""
    controls = _controls()
    if controls is None:
        yield
        return
    read, write = controls
    with _Held.lock:
        if _Held.inside == 0:
            _Held.before = read()
            write(1)
        _Held.inside += 1
    try:
        yield
    finally:
        with _Held.lock:
            _Held.inside -= 1
            if _Held.inside == 0:
                write(_Held.before)


def quicken(nlp: Language) -> Language:
    """Let numpy multiply a pipeline's matrices; leave it as it is where numpy's threads cannot be held."""
    from thinc.api import Model, NumpyOps

    if _controls() is None:
        return nlp

    class Ops(NumpyOps):  # type: ignore[misc]
        """The numbers' operations as they were, but for the product."""

        def gemm(self, *args: Any, **options: Any) -> Any:
            with one_thread():
                return super().gemm(*args, **options)

    ours = Ops(use_blis=False)
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if type(node.ops) is NumpyOps:
                node.ops = ours
    return nlp
