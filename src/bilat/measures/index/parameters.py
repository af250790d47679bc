"""What the index takes as given: scales, stated weights, and the model's parameters with their prior.

`parameters.json` beside this module holds what `bilat.measures.index.fitting` found, and until which year it looked.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from bilat.measures.index.inputs import FACTORS, INPUTS
from bilat.measures.index.statespace import Model

__all__ = ["FACTOR_WEIGHTS", "NOISE", "WEIGHTS", "Parameters", "load"]

#: Input to its stated weight in its factor: each adds up to 1. Argued in docs/index.md, not fitted.
WEIGHTS: dict[str, float] = {
    "votes": 0.75,
    "memberships": 0.25,
    "obligations": 0.35,
    "defence_cooperation": 0.15,
    "exercises": 0.10,
    "arms": 0.20,
    "trade": 0.20,
    "disputes": 0.35,
    "war": 0.15,
    "rivalry": 0.20,
    "claims": 0.15,
    "sanctions": 0.15,
}
#: Factor to its stated weight in the headline index. Among pairs that ever had a tie or a quarrel the factors spread
#: about as 1, 1/2 and 1/4: these weights let each move the headline as much. Without conflict: 1/3 and 2/3.
FACTOR_WEIGHTS: dict[str, float] = {"positions": 1 / 7, "commitment": 2 / 7, "hostility": -4 / 7}

#: Standard deviation of an input's noise, in its scaled units: what two reporters or coders differ by. Votes carry
#: their sampling variance on top.
NOISE: dict[str, float] = dict.fromkeys(INPUTS, 0.05) | {"arms": 0.1}

_FILE = Path(__file__).with_name("parameters.json")


@dataclass(frozen=True)
class Parameters:
    """Parameters of every input, by name.

    Attributes
    ----------
    until
        Last year of the data that they rest on.
    scale
        Unit of the input.
    loading, loading_sd
        Posterior mean and standard deviation of the loading on the factor's common part.
    phi, scale2, nu
        Persistence, squared scale and degrees of freedom of the input's own innovations.
    common
        Factor to (persistence, squared scale, degrees of freedom) of its common part.
    vote_noise
        Share of the votes' sampling variance that is noise: resolutions come back every year.
    unseen
        Variance that a year adds to the input once its source has ended, beyond its innovations (`unseen`).
    """

    until: int
    scale: dict[str, float]
    loading: dict[str, float]
    loading_sd: dict[str, float]
    phi: dict[str, float]
    scale2: dict[str, float]
    nu: dict[str, float]
    common: dict[str, tuple[float, float, float]]
    vote_noise: float
    unseen: dict[str, float]

    def model(self, factor: str) -> Model:
        """Return the model of one factor, the last axis of its arrays being 1."""
        names = FACTORS[factor]
        phi, scale2, nu = self.common[factor]

        def column(first: float, of: dict[str, float]) -> np.ndarray:
            return np.array([first, *(of[n] for n in names)])[:, None]

        loading = np.array([self.loading[n] for n in names])[:, None]
        return Model(
            loading,
            column(phi, self.phi),
            column(scale2, self.scale2),
            column(nu, self.nu),
            np.ones((len(names) + 1, 1)),
        )

    def weights(self, factor: str) -> np.ndarray:
        """Return what each scaled input adds to the factor, shape (K,)."""
        return np.array([WEIGHTS[n] for n in FACTORS[factor]])

    def wandering(self, factor: str) -> tuple[np.ndarray, np.ndarray]:
        """Return variance a year and persistence of each input that is seen no more, each (K,)."""
        names = FACTORS[factor]
        return np.array([self.unseen[n] for n in names]), np.array([self.phi[n] for n in names])

    def combine(self, factor: str) -> np.ndarray:
        """Return the state's coefficients in the factor, shape (1 + K, 1)."""
        b = self.weights(factor)
        loading = np.array([self.loading[n] for n in FACTORS[factor]])
        return np.concatenate([[b @ loading], b])[:, None]

    def save(self, path: Path = _FILE) -> None:
        """Write the parameters as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


@lru_cache(maxsize=1)
def load() -> Parameters:
    """Return the parameters that ship with bilat."""
    raw = json.loads(_FILE.read_text(encoding="utf-8"))
    raw["common"] = {k: tuple(v) for k, v in raw["common"].items()}
    return Parameters(**raw)
