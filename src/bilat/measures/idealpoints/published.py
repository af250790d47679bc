"""The published sampler's own sweep (Bailey, Strezhnev & Voeten 2017), block by block (an item in a session).

Its steps are not the conditionals of one joint distribution: the prior of a session looks back only, at the
conditional *mean* of the session before rather than at its draw, and ideal points are standardised in every
sweep while the items stay. What it converges to depends on the steps themselves, so they are kept:

1. cutpoints given discrimination and ideal points, z integrated out: the source's small random step (`cutpoints`);
2. z given cutpoints, discrimination, ideal points (`latent`);
3. discrimination given z; 4. ideal points given that same z, and the means of the sweep before.

An item's z are needed once more only in sums by state-session, so these are gathered on the way and nothing is
stored by vote. Votes are worked on in single precision; ideal points, items and their draws are in double.
"""

# mypy: disable-error-code="no-any-return"
# An element of an array is Any to the checker; the compiler knows better.
from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bilat.measures.idealpoints.blocks import Blocks
from bilat.measures.idealpoints.cutpoints import candidates, correction
from bilat.measures.idealpoints.latent import draw_z, log_ratio, mend_far, probabilities
from bilat.measures.idealpoints.lifting import Lifts, draw_lifts
from bilat.measures.idealpoints.normal import FAST, normal, uniform
from bilat.measures.idealpoints.single import fill
from bilat.measures.idealpoints.state import Design, State

__all__ = ["step_cutpoints", "sweep_published"]

F = NDArray[np.float64]
V = NDArray[np.float32]

_F: Any = np.float32
_ZERO = _F(0)
_THETA_MAX = 5.0


@njit(**FAST)  # type: ignore[untyped-decorator]
def _gather(vote: V, z: V, beta: float, precision: V, total: V) -> None:
    square = beta * beta
    for j in range(len(z)):
        precision[j] += square if vote[j] != _ZERO else _ZERO
        total[j] += beta * z[j]


@njit(**FAST)  # type: ignore[untyped-decorator]
def step_cutpoints(v: int, b: Blocks, s: State, theta: V, room: V) -> int:
    """Offer item v new cutpoints given its discrimination and the ideal points, in place: step 1.

    Returns
    -------
    int
        The row of `room` that now holds the probabilities of the item's votes; the next one holds what lies to their left.
    """
    beta, g1, g2 = s.items[v, 0], s.items[v, 1], s.items[v, 2]
    new1, new2 = candidates(g1, g2, s.random)
    ratio, at = 0.0, 0
    for c in range(b.item_start[v], b.item_start[v + 1]):
        one = b.session_start[b.session[c]]
        n = b.session_start[b.session[c] + 1] - one
        # slices, whose indices start at 0: only those become loops over registers
        vote, points = b.vote[b.start[c] : b.start[c] + n], theta[one : one + n]
        abstain = b.abstain[b.abstain_start[c] : b.abstain_start[c + 1]]
        old, new = room[0, at : at + n], room[2, at : at + n]
        probabilities(vote, abstain, points, _F(beta), _F(g1), _F(g2), old, room[1, at : at + n])
        probabilities(vote, abstain, points, _F(beta), _F(new1), _F(new2), new, room[3, at : at + n])
        ratio += log_ratio(new, old)
        at += n
    s.counts[1] += 1
    if new1 >= new2 or math.log(uniform(s.random)) >= ratio + correction(g1, g2, new1, new2):
        return 0
    s.items[v, 1], s.items[v, 2] = new1, new2
    s.counts[0] += 1
    return 2


@njit(**FAST)  # type: ignore[untyped-decorator]
def _draw_items(
    b: Blocks, s: State, theta: V, words: NDArray[np.uint32], precision: V, total: V, room: V
) -> None:
    """Do steps 1 to 3, in place, and gather the sums over votes that step 4 needs, by place.

    `words` holds the states of the generators that `single.fill` uses, `room` is scratch.
    """
    precision[:] = _ZERO
    total[:] = _ZERO
    for v in range(len(b.item_start) - 1):
        first, last = b.item_start[v], b.item_start[v + 1]
        use = step_cutpoints(v, b, s, theta, room)
        beta, g1, g2 = s.items[v, 0], s.items[v, 1], s.items[v, 2]
        square, cross, at = 1.0, 0.0, 0
        for c in range(first, last):
            one = b.session_start[b.session[c]]
            n = b.session_start[b.session[c] + 1] - one
            vote, points = b.vote[b.start[c] : b.start[c] + n], theta[one : one + n]
            u, z = room[4, :n], room[5, at : at + n]
            fill(words[0], words[1], words[2], words[3], u)
            p, low = room[use, at : at + n], room[use + 1, at : at + n]
            more, crossed, far = draw_z(vote, points, _F(beta), _F(g1), _F(g2), p, low, u, z)
            if far > _ZERO:
                crossed += mend_far(vote, points, _F(beta), _F(g1), _F(g2), z, s.random)
            square += more
            cross += crossed
            at += n
        beta = cross / square + normal(s.random) / math.sqrt(square)
        s.items[v, 0] = beta
        at = 0
        for c in range(first, last):
            one = b.session_start[b.session[c]]
            n = b.session_start[b.session[c] + 1] - one
            vote, z = b.vote[b.start[c] : b.start[c] + n], room[5, at : at + n]
            _gather(vote, z, _F(beta), precision[one : one + n], total[one : one + n])
            at += n


@njit(**FAST)  # type: ignore[untyped-decorator]
def sweep_published(
    d: Design, b: Blocks, s: State, f: Lifts, table: NDArray[np.float64], draws: F, keep: bool
) -> None:
    """Make as many sweeps as `draws` has rows, in place; write ideal points into it where `keep`.

    Parameters
    ----------
    b
        The votes of `d` in blocks.
    f
        Sessions whose levels are moved too: none, in the source.
    table
        `likelihood.TAIL`.
    draws : (sweeps, S)
        Filled with the draws.
    """
    rows, places = len(s.theta), b.session_start[-1]
    theta, precision, total = np.zeros(places, _F), np.empty(places, _F), np.empty(places, _F)
    room = np.empty((6, b.longest), _F)
    words = np.empty((4, b.widest), np.uint32)
    centre = np.empty(rows)
    for n in range(len(draws)):
        # the chain's own generator, which is what is saved, starts the many that draw z
        for k in range(words.size):
            words[k // b.widest, k % b.widest] = np.uint32(np.int64(uniform(s.random) * 4294967296.0))
        for row in range(rows):
            theta[b.place[row]] = s.theta[row]
        _draw_items(b, s, theta, words, precision, total, room)
        for row in range(rows):
            # the first session of a state leans on its second
            other = d.before[row] if d.before[row] >= 0 else d.after[row]
            lag = s.centre[other] if other >= 0 else 0.0
            both = precision[b.place[row]] + 1.0 / d.variance[row]
            centre[row] = (total[b.place[row]] + lag / d.variance[row]) / both
            drawn = centre[row] + normal(s.random) / math.sqrt(both)
            s.theta[row] = min(max(drawn, -_THETA_MAX), _THETA_MAX)
        s.centre[:] = centre
        draw_lifts(f, d, s, table)
        middle, spread = s.theta.mean(), s.theta.std()
        for row in range(rows):
            s.theta[row] = (s.theta[row] - middle) / spread
            if keep:
                draws[n, row] = s.theta[row]
