"""Chains side by side: blocks of sweeps, draws kept, where they are saved on the way, what is told on the way."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat.errors import InputError
from bilat.measures.idealpoints.saving import load, save

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Length", "drive"]

#: Sweeps between looks at the clock, at progress, at the checkpoint.
_BLOCK = 25
_SAVE_EVERY_S = 20.0


@dataclass(frozen=True)
class Length:
    """Sweeps thrown away, draws kept, sweeps for each draw kept.

    Raises
    ------
    InputError
        If a chain of that length cannot be summed up.
    """

    warmup: int
    draws: int
    thin: int = 1

    def __post_init__(self) -> None:
        if self.warmup < 1 or self.draws < 8 or self.thin < 1:
            raise InputError(
                f"Chains of {self.warmup} + {self.draws} x {self.thin} sweeps cannot be summed up.",
                "Give at least 1 sweep of warm-up, 8 draws and 1 sweep for each.",
            )

    @property
    def total(self) -> int:
        """Sweeps in all."""
        return self.warmup + self.draws * self.thin

    @classmethod
    def of(
        cls, usual: tuple[int, int, int], warmup: int | None, draws: int | None, thin: int | None
    ) -> Length:
        """Return the usual length where nothing else was asked for; 1 sweep for a draw where `draws` was."""
        return cls(
            usual[0] if warmup is None else warmup,
            usual[1] if draws is None else draws,
            (usual[2] if draws is None else 1) if thin is None else thin,
        )


def drive(
    states: Sequence[Any],
    kept: NDArray[np.float32],
    length: Length,
    step: Callable[..., NDArray[np.float64]],
    key: str,
    checkpoint: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> float:
    """Run all chains to their end, in place, and return the seconds that took, all calls together.

    Parameters
    ----------
    states
        Where chains are: named tuples of arrays, changed in place.
    kept : (chains, draws, ...)
        Filled with the draws.
    step
        Called with a state, ``size`` and ``keep``; makes `size` sweeps and returns what they drew, (size, ...).
    key
        What tells this run from another (`saving.fingerprint`).
    checkpoint
        A file to save to on the way and to go on from. It is left where it is: remove it when all is summed up.
    progress
        Called with sweeps done and sweeps in all.

    Raises
    ------
    StoreError
        If the checkpoint belongs to other data or settings.
    """
    done, spent = 0, 0.0
    if checkpoint is not None and checkpoint.is_file():
        done, spent = load(checkpoint, key, states, kept)
    began = saved = time.perf_counter()
    warmup, thin, total = length.warmup, length.thin, length.total
    block = max(_BLOCK // thin, 1) * thin  # a draw that is kept ends a block or lies within it
    with ThreadPoolExecutor(min(len(states), os.cpu_count() or 1)) as pool:
        while done < total:
            warm = done < warmup
            size = min(_BLOCK if warm else block, (warmup if warm else total) - done)
            blocks = list(pool.map(partial(step, size=size, keep=not warm), states))
            if not warm:
                at = (done - warmup) // thin
                for c, drawn in enumerate(blocks):
                    kept[c, at : at + size // thin] = drawn[thin - 1 :: thin]
            done += size
            if progress is not None:
                progress(done, total)
            now = time.perf_counter()
            if checkpoint is not None and now - saved > _SAVE_EVERY_S and done < total:
                part = kept[:, : max(done - warmup, 0) // thin]
                save(checkpoint, key, states, part, done, spent + now - began)
                saved = now
    return spent + time.perf_counter() - began
