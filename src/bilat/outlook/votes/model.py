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
from bilat.outlook.votes.announced import said_names
from bilat.outlook.votes.features import NAMES, PACKED
from bilat.outlook.votes.matrix import ABSENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "FITTED_TO",
    "OUTCOMES",
    "Trees",
    "fit",
    "fit_said",
    "four",
    "load",
    "load_said",
    "pool",
    "predict_said",
    "save",
    "save_one",
    "simple",
]

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


def fit_said(
    x: NDArray[np.float32], said: NDArray[np.float32], vote: NDArray[np.int64], age: NDArray[np.int64]
) -> Any:
    """Fit the trees of votes cast that also know what some states announced (`bilat.outlook.votes.announced`).

    Parameters
    ----------
    x, vote, age
        As `fit`, votes cast only, without the states that announced theirs.
    said : (n, len(SAID))
        What the announced votes say; as many columns are used as the width of `x` allows.
    """
    import lightgbm

    names = said_names(x.shape[1])
    data = np.column_stack([x, said[:, : len(names) - x.shape[1]]])
    rows = lightgbm.Dataset(data, vote - 1, weight=_FADING**age, feature_name=names)
    return lightgbm.train({**_COMMON, "objective": "multiclass", "num_class": 3}, rows, _ROUNDS["vote"])


def predict_said(trees: Any, x: NDArray[np.float32], said: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return (n, 3) probabilities among votes cast, given what was announced; `x` as the trees were fitted."""
    data = np.column_stack([x, said[:, : trees.num_feature() - x.shape[1]]])
    return np.asarray(trees.predict(data, num_threads=1))


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
    return [save_one(getattr(trees, part), f"{name}_{part}") for part in ("vote", "absence")]


def save_one(trees: Any, name: str) -> Path:
    """Write one set of trees."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.txt.gz"
    text: str = trees.model_to_string()
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    return path


@lru_cache(maxsize=2)
def load(name: str) -> Trees:
    """Read the bundled trees: ``packed`` or ``titled``.

    Raises
    ------
    StoreError
        If they are missing, or were fitted on other features.
    """
    width = PACKED if name == "packed" else len(NAMES)
    vote, away = (_booster(f"{name}_{part}", list(NAMES[:width])) for part in ("vote", "absence"))
    return Trees(vote, away, width)


@lru_cache(maxsize=2)
def load_said(name: str) -> Any:
    """Read the bundled trees that know announced votes: ``packed`` or ``titled``.

    Raises
    ------
    StoreError
        As `load`.
    """
    return _booster(f"{name}_said", said_names(PACKED if name == "packed" else len(NAMES)))


def _booster(name: str, features: list[str]) -> Any:
    import lightgbm

    path = FOLDER / f"{name}.txt.gz"
    if not path.is_file():
        raise StoreError(f"The fitted trees {path} are missing.", "Reinstall bilat, or run its packbuild.")
    found = lightgbm.Booster(model_str=gzip.decompress(path.read_bytes()).decode())
    if found.feature_name() != features:
        raise StoreError(
            f"The fitted trees {name} are for other features.", "Make them again with packbuild."
        )
    return found
