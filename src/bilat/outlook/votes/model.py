"""The vote model: gradient-boosted trees on what was known the year before; absence has its own.

Two sets of trees are kept: one that needs only tables by class (what the pack holds), one that also reads single
earlier votes by title (where they were imported). Trees are fitted on the eight years before the year forecast.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bilat.errors import StoreError
from bilat.outlook.votes.features import NAMES, PACKED
from bilat.outlook.votes.matrix import ABSENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FITTED_TO", "OUTCOMES", "Trees", "fit", "load", "pool", "save", "simple"]

#: Outcomes of a vote in the order of every probability array.
OUTCOMES: tuple[str, ...] = ("yes", "abstain", "no", "absent")
FOLDER = Path(__file__).parents[1] / "data"
#: Last year of the votes that the bundled trees were fitted on: they answer only for later years.
FITTED_TO = 2021
#: Years of votes that trees are fitted on, and what each older year's rows weigh.
SPAN, _FADING = 8, 0.93
#: Share of the trees in the pool with the title kernel; set on the votes of 1990, 1992 and 1994.
POOL = 0.8
_ROUNDS = {"vote": 100, "absence": 60}
_COMMON = {
    "learning_rate": 0.08,
    "num_leaves": 15,
    "min_data_in_leaf": 300,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.5,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    "max_bin": 63,
    "verbose": -1,
    "num_threads": 1,
    "force_row_wise": True,
    "deterministic": True,
    "seed": 1,
}


@dataclass(frozen=True)
class Trees:
    """A fitted pair of models: how a state votes if it votes, and whether it is absent."""

    vote: Any
    absence: Any
    width: int

    def predict(self, x: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return (n, 3) probabilities of yes, abstain, no among votes cast, and (n,) of absence."""
        return (
            np.asarray(self.vote.predict(x[:, : self.width], num_threads=1)),
            np.asarray(self.absence.predict(x[:, : self.width], num_threads=1)),
        )


def fit(x: NDArray[np.float32], vote: NDArray[np.int64], age: NDArray[np.int64]) -> Trees:
    """Fit both models.

    Parameters
    ----------
    x : (n, PACKED) or (n, len(NAMES))
        Features, each row from the years before its own.
    vote : (n,)
        1 yes, 2 abstain, 3 no, 8 absent.
    age : (n,)
        Years before the year to be forecast.
    """
    import lightgbm

    names = list(NAMES[: x.shape[1]])
    weight = _FADING**age
    cast = vote != ABSENT
    votes = lightgbm.Dataset(x[cast], vote[cast] - 1, weight=weight[cast], feature_name=names)
    away = lightgbm.Dataset(x, (~cast).astype(int), weight=weight, feature_name=names)
    return Trees(
        lightgbm.train({**_COMMON, "objective": "multiclass", "num_class": 3}, votes, _ROUNDS["vote"]),
        lightgbm.train({**_COMMON, "objective": "binary"}, away, _ROUNDS["absence"]),
        x.shape[1],
    )


def simple(x: NDArray[np.float32], name: str) -> NDArray[np.float64]:
    """Return the three shares that a feature already is, (n, 3): the rules that trees must beat."""
    at = NAMES.index(f"{name}_yes")
    p = np.clip(x[:, at : at + 3].astype(np.float64), 0, None)
    return np.asarray(p / p.sum(1, keepdims=True))


def pool(trees: NDArray[np.float64], kernel: NDArray[np.float64], share: float = POOL) -> NDArray[np.float64]:
    """Return the pool of trees and title kernel."""
    return share * trees + (1 - share) * kernel


def four(cast: NDArray[np.float64], away: NDArray[np.float64]) -> NDArray[np.float64]:
    """Join probabilities among votes cast (n, 3) with that of absence (n,) to (n, 4)."""
    return np.column_stack([cast * (1 - away)[:, None], away])


def save(trees: Trees, name: str) -> list[Path]:
    """Write fitted trees beside the package, compressed."""
    FOLDER.mkdir(exist_ok=True)
    out = []
    for part in ("vote", "absence"):
        path = FOLDER / f"{name}_{part}.txt.gz"
        text: str = getattr(trees, part).model_to_string()
        path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
        out.append(path)
    return out


@lru_cache(maxsize=2)
def load(name: str) -> Trees:
    """Read the bundled trees: ``packed`` or ``titled``.

    Raises
    ------
    StoreError
        If they are missing, or were fitted on other features.
    """
    import lightgbm

    parts = []
    for part in ("vote", "absence"):
        path = FOLDER / f"{name}_{part}.txt.gz"
        if not path.is_file():
            raise StoreError(
                f"The fitted trees {path} are missing.", "Reinstall bilat, or run its packbuild."
            )
        parts.append(lightgbm.Booster(model_str=gzip.decompress(path.read_bytes()).decode()))
    width = PACKED if name == "packed" else len(NAMES)
    if parts[0].feature_name() != list(NAMES[:width]):
        raise StoreError(
            f"The fitted trees {name} are for other features.", "Make them again with packbuild."
        )
    return Trees(parts[0], parts[1], width)
