"""The draws of `sampler`, by array steps: the same numbers as the compiled code, some times slower, and nothing to load.

A step serves the draws of all specifications at once. Nearly all of its time is what it costs to call numpy and to fetch numbers, so
a year is done with before the next is begun, what it needs is made for all of its inputs together, and results go where there is room already.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np

from bilat.measures.index.sampler import LEAST_WEIGHT, MOST_WEIGHT, Bank, Chains

__all__ = ["run"]


def run(c: Chains, bank: Bank, dtype: Any = np.float32) -> np.ndarray:
    """Draw the states of every column, many times each: (S, T, d, draws).

    Parameters
    ----------
    dtype
        Precision of every step.
    """
    columns, t_max, k_max = c.y.shape
    out = np.empty((t_max, k_max + 1, columns, bank.states.shape[-1]), dtype)
    for normal in (False, True):
        some = np.flatnonzero(c.normal == normal)
        if len(some):
            part = replace(c, **{f.name: getattr(c, f.name)[some] for f in fields(c)})
            # with normal innovations the weights stay 1, and no sweep knows of the one before
            first = len(bank.states) - 1 if normal else 0
            out[:, :, some] = _Sweeps(part, bank, dtype).run(first)
    return out.transpose(2, 0, 1, 3)


class _Sweeps:
    """The chains of some columns, and room for what a sweep works out; the last axes are columns and draws."""

    def __init__(self, c: Chains, bank: Bank, dtype: Any) -> None:
        columns, t_max, k_max = c.y.shape
        d, draws = k_max + 1, bank.states.shape[-1]
        self.bank, self.dtype = bank, dtype

        def by_year(x: np.ndarray) -> np.ndarray:
            return x.transpose(1, 2, 0)[..., None].astype(dtype)

        def whole(x: np.ndarray) -> np.ndarray:
            # a number for every draw: one that is spread out over them takes twice as long in each step
            return np.ascontiguousarray(np.broadcast_to(x.T[..., None], (x.shape[1], columns, draws)), dtype)

        self.y, self.noise2, self.seen = by_year(c.y), by_year(c.noise2), by_year(c.seen)
        self.noise = np.sqrt(self.noise2)
        self.there = [np.flatnonzero(c.seen[:, t].any(axis=0)).tolist() for t in range(t_max)]
        self.load, self.keep, self.tail = whole(c.loading), whole(c.phi), whole(c.nu * c.scale2)
        self.both = self.keep[:, None] * self.keep
        self.least, self.most = whole(c.scale2 / MOST_WEIGHT), whole(c.scale2 / LEAST_WEIGHT)
        begin = c.scale2[:, None] / c.begin
        begin[:, 0] = c.start2
        self.begin = begin.transpose(1, 2, 0)
        # by year: variances of the innovations, states, and what the inputs carry back
        self.q: np.ndarray = np.empty((t_max, d, columns, draws), dtype)
        self.x: np.ndarray = np.empty_like(self.q)
        self.r: np.ndarray = np.empty_like(self.q)
        self.q[:] = self.begin[..., None]
        # of each input its covariance with the state, the inverse of its variance, and its error in units of that
        self.cov = np.empty((t_max, k_max, d, columns, draws), dtype)
        self.inverse, self.push = np.empty((2, t_max, k_max, columns, draws), dtype)

    def run(self, first: int) -> np.ndarray:
        """Run from a sweep to the last: states (T, d, S, draws)."""
        last = len(self.bank.states) - 1
        shared = self._share()
        for sweep in range(first, last + 1):
            if sweep == first:
                # all draws begin with the same weights: one filter serves them all
                cov, inverse = shared
                self._forward(sweep, cov, inverse, own=False)
            else:
                cov, inverse = self.cov, self.inverse
                self._forward(sweep, cov, inverse, own=True)
            self._back(cov, inverse)
            self._correct(self.bank.weights[sweep] if sweep < last else None)
        return self.x

    def _share(self) -> tuple[np.ndarray, np.ndarray]:
        """Filter with the weights that all draws begin with: covariances (T, K, d, S, 1) and inverses (T, K, S, 1)."""
        cov, inverse = np.zeros((*self.cov.shape[:-1], 1)), np.zeros((*self.inverse.shape[:-1], 1))
        load, both = self.load[..., :1].astype(np.float64), self.both[..., :1].astype(np.float64)
        p, at = np.zeros(both.shape), np.arange(len(both))
        for t, inputs in enumerate(self.there):
            p *= both
            p[at, at] += self.begin[t, ..., None]
            for k in inputs:
                np.add(load[k] * p[0], p[k + 1], out=cov[t, k])
                spread = load[k] * cov[t, k, 0] + cov[t, k, k + 1] + self.noise2[t, k]
                np.divide(self.seen[t, k], spread, out=inverse[t, k])
                p -= (cov[t, k] * inverse[t, k])[:, None] * cov[t, k]
        return cov.astype(self.dtype), inverse.astype(self.dtype)

    def _forward(self, sweep: int, cov: np.ndarray, inverse: np.ndarray, *, own: bool) -> None:
        """Draw a history that knows no inputs, and filter how far it is from them; with draws' own weights, the covariance too."""
        x, load, keep = self.x, self.load, self.keep
        mean, room, gain = np.zeros_like(x[0]), np.empty_like(x[0]), np.empty_like(x[0])
        off, spread, missed = np.empty_like(x[0, 0]), np.empty_like(x[0, 0]), np.empty_like(self.push[0])
        p = np.zeros_like(self.both)
        product = np.empty_like(p)
        for t, inputs in enumerate(self.there):
            np.sqrt(self.q[t], out=x[t])
            x[t] *= self.bank.states[sweep, t][:, None]
            if t:
                x[t] += np.multiply(x[t - 1], keep, out=room)
                mean *= keep
            if own:
                p *= self.both
                for i, variance in enumerate(self.q[t]):
                    p[i, i] += variance
            if inputs:
                np.multiply(self.noise[t], self.bank.inputs[sweep, t][:, None], out=missed)
                missed += x[t, 1:]
                missed += np.multiply(load, x[t, 0], out=room[1:])
                np.subtract(self.y[t], missed, out=missed)
            for k in inputs:
                np.multiply(load[k], mean[0], out=off)
                off += mean[k + 1]
                np.subtract(missed[k], off, out=off)
                z = cov[t, k]
                if own:
                    np.multiply(p[0], load[k], out=z)
                    z += p[k + 1]
                    np.multiply(z[0], load[k], out=spread)
                    spread += z[k + 1]
                    spread += self.noise2[t, k]
                    np.divide(self.seen[t, k], spread, out=inverse[t, k])
                    np.multiply(z, inverse[t, k], out=gain)
                    p -= np.multiply(gain[:, None], z, out=product)
                off *= inverse[t, k]
                self.push[t, k] = off
                mean += np.multiply(z, off, out=room)

    def _back(self, cov: np.ndarray, inverse: np.ndarray) -> None:
        """Carry what the inputs show back."""
        back, room, step = np.zeros_like(self.x[0]), np.empty_like(self.x[0]), np.empty_like(self.x[0, 0])
        for t in range(len(self.there) - 1, -1, -1):
            back *= self.keep
            for k in reversed(self.there[t]):
                np.add.reduce(np.multiply(cov[t, k], back, out=room), axis=0, out=step)
                step *= inverse[t, k]
                np.subtract(self.push[t, k], step, out=step)
                back[k + 1] += step
                step *= self.load[k]
                back[0] += step
            self.r[t] = back

    def _correct(self, gammas: np.ndarray | None) -> None:
        """Add to the free history what the disturbances add; with Gamma numbers, draw the next sweep's variances."""
        x, q, keep = self.x, self.q, self.keep
        added, room, twice = np.zeros_like(x[0]), np.empty_like(x[0]), np.empty_like(x[0])
        for t in range(len(x)):
            added *= keep
            added += np.multiply(q[t], self.r[t], out=room)
            x[t] += added
            if gammas is not None and t:
                np.subtract(x[t], np.multiply(x[t - 1], keep, out=room), out=room)
                room *= room
                room += self.tail
                room /= np.multiply(gammas[t][:, None], 2, out=twice)
                np.maximum(room, self.least, out=room)
                np.minimum(room, self.most, out=q[t])
