"""The specifications under which a pair's factors are drawn: the inputs and the model of each that touches a factor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from bilat.measures.index.fitting import noise2, scaled
from bilat.measures.index.inputs import FACTORS, Inputs
from bilat.measures.index.parameters import Parameters
from bilat.measures.index.statespace import Model, Series

__all__ = ["RESTLESS", "SPECIFICATIONS", "series_of", "stacked"]

#: Specification to what it changes.
SPECIFICATIONS: dict[str, str] = {
    "base": "stated weights, linear kappa, year effects, Student-t innovations",
    "latent": "the common factor of the inputs instead of their weighted sum",
    "equal weights": "inputs of a factor count alike",
    "positions double": "positions count twice in the headline",
    "commitment double": "commitment counts twice in the headline",
    "hostility double": "hostility counts twice in the headline",
    "plain kappa": "votes by plain kappa",
    "quadratic kappa": "votes by quadratic kappa",
    "no year effects": "what the whole world does in a year is left in",
    "normal innovations": "no allowance for breaks",
    "restless": "innovations twice as large",
    "calm": "innovations half as large",
    "carried forward": "an input that has ended stays as it last was",
}
#: Specification to how many times the variance of innovations is taken.
RESTLESS = {"restless": 4.0, "calm": 0.25}
_NORMAL = 1e4


def series_of(
    inputs: dict[str, Inputs], effects: dict[str, dict[str, np.ndarray]], parameters: Parameters, factor: str
) -> dict[str, Series]:
    """Return the inputs and the model of each specification that touches a factor, for one pair.

    Parameters
    ----------
    inputs, effects
        By the vote measure, as `posterior.posterior` has them.
    """
    base_model = parameters.model(factor)

    def one(votes: str, with_effects: bool = True) -> tuple[np.ndarray, np.ndarray]:
        taken = {n: e for n, e in effects[votes].items() if n in FACTORS[factor]}
        if not with_effects:
            taken = {n: np.full_like(e, np.nanmean(e)) for n, e in taken.items()}
        y = scaled(inputs[votes], taken, parameters.scale, factor)
        return y, noise2(inputs[votes], parameters.scale, factor, parameters.vote_noise)

    y, noise = one("kappa_linear")
    out = {
        "base": Series(y, noise, base_model),
        "normal innovations": Series(y, noise, _normal(base_model)),
        **{
            name: Series(y, noise, replace(base_model, scale2=times * base_model.scale2))
            for name, times in RESTLESS.items()
        },
        "carried forward": Series(_carried(y), noise, base_model),
    }
    if factor == "positions":
        out["plain kappa"] = Series(*one("kappa"), base_model)
        out["quadratic kappa"] = Series(*one("kappa_quadratic"), base_model)
    if factor != "hostility":
        out["no year effects"] = Series(*one("kappa_linear", False), base_model)
    return out


def _normal(model: Model) -> Model:
    """Return the model with normal innovations of the same variance (of t's scale where it has none)."""
    variance = np.where(
        model.nu > 2, model.scale2 * model.nu / np.maximum(model.nu - 2, 1e-9), 4 * model.scale2
    )
    return replace(model, scale2=variance, nu=np.full_like(model.nu, _NORMAL))


def _carried(y: np.ndarray) -> np.ndarray:
    """Return inputs with the last known value in every later year, (T, K, 1)."""
    out = y.copy()
    for k in range(y.shape[1]):
        known = np.flatnonzero(~np.isnan(y[:, k, 0]))
        if len(known):
            out[known[-1] + 1 :, k] = y[known[-1], k]
    return out


def stacked(series: Sequence[Series]) -> Series:
    """Return several series of one factor, each of one column, as the columns of one."""

    def joined(of: Callable[[Series], np.ndarray]) -> np.ndarray:
        return np.concatenate([of(s) for s in series], axis=-1)

    return Series(
        joined(lambda s: s.y),
        joined(lambda s: s.noise2),
        Model(
            joined(lambda s: s.model.loading),
            joined(lambda s: s.model.phi),
            joined(lambda s: s.model.scale2),
            joined(lambda s: s.model.nu),
            joined(lambda s: s.model.start2),
        ),
    )
