"""The index of one pair from a record, worked out when asked for: inputs, bands, joint draws."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

import numpy as np

from bilat.measures.index import compiled
from bilat.measures.index.fitting import scaled
from bilat.measures.index.inputs import FACTORS, FIRST, LAST, Inputs, one_pair, read_inputs, with_votes
from bilat.measures.index.parameters import WEIGHTS, load
from bilat.measures.index.posterior import Bands, Posterior, bands, posterior
from bilat.measures.kept import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bilat.record import Record

__all__ = ["EFFECTS", "VOTES", "PairIndex", "effects_of", "pair_index", "pair_inputs"]

V = TypeVar("V")

#: The vote measures that specifications use.
VOTES: tuple[str, ...] = ("kappa_linear", "kappa", "kappa_quadratic")
#: The series of ``alignment_effects_year``, by number.
EFFECTS: tuple[str, ...] = (*VOTES, "memberships", "trade")
#: Joint draws of a pair are three megabytes; a reader and an article come back to the same few pairs.
_kept: Kept[dict[str, Any]] = Kept(16)
_effects: WeakKeyDictionary[Record, dict[str, dict[str, np.ndarray]]] = WeakKeyDictionary()


def effects_of(record: Record) -> dict[str, dict[str, np.ndarray]]:
    """Return the year effects of each vote measure's set of inputs, from ``alignment_effects_year``: (T,) each."""
    if record not in _effects:
        series = record.column("alignment_effects_year", "series")
        years = record.column("alignment_effects_year", "year").astype(int) - FIRST
        values = record.column("alignment_effects_year", "mean")
        found = np.full((len(EFFECTS), LAST - FIRST + 1), np.nan)
        inside = (years >= 0) & (years <= LAST - FIRST)
        found[series[inside], years[inside]] = values[inside]
        named = dict(zip(EFFECTS, found, strict=True))
        shared = {n: e for n, e in named.items() if n not in VOTES}
        _effects[record] = {v: {"votes": named[v], **shared} for v in VOTES}
    return _effects[record]


def pair_inputs(
    record: Record, codes_a: Sequence[int], codes_b: Sequence[int], votes: str = VOTES[0]
) -> Inputs:
    """Return a pair's inputs across changes of code (West Germany, then Germany): what the first code has counts first."""
    return _joined([read_inputs(record, one_pair(x, y), votes) for x in codes_a for y in codes_b if x != y])


def _joined(parts: Sequence[Inputs]) -> Inputs:
    whole = parts[0]
    for more in parts[1:]:
        values = {
            n: np.where(whole.pairs.alive & ~np.isnan(v), v, more.values[n]) for n, v in whole.values.items()
        }
        variance = np.where(np.isnan(whole.vote_variance), more.vote_variance, whole.vote_variance)
        pairs = replace(whole.pairs, alive=whole.pairs.alive | more.pairs.alive)
        whole = Inputs(pairs, values, variance)
    return whole


@dataclass(frozen=True, eq=False)
class PairIndex:
    """A pair's index: bands and contributions at once, joint draws when they are asked for."""

    record: Record
    codes_a: tuple[int, ...]
    codes_b: tuple[int, ...]
    #: What was worked out of it so far. It is this that is kept, and not the record, which is a hundred megabytes.
    worked: dict[str, Any] = field(default_factory=dict, repr=False)

    def _once(self, name: str, make: Callable[[], V]) -> V:
        if name not in self.worked:
            self.worked[name] = make()
        found: V = self.worked[name]
        return found

    @property
    def parts(self) -> list[Inputs]:
        """The inputs of each pair of codes, votes by linear kappa."""
        codes = [(x, y) for x in self.codes_a for y in self.codes_b if x != y]
        return self._once("parts", lambda: [read_inputs(self.record, one_pair(x, y)) for x, y in codes])

    @property
    def inputs(self) -> Inputs:
        """The pair's inputs, votes by linear kappa."""
        return self._once("inputs", lambda: _joined(self.parts))

    @property
    def years(self) -> np.ndarray:
        """The years of every array, (T,)."""
        return np.arange(FIRST, LAST + 1)

    @property
    def bands(self) -> dict[str, Bands]:
        """Trajectories of the three factors and both headlines, each array (T,)."""
        return self._once("bands", self._bands)

    def _bands(self) -> dict[str, Bands]:
        found = bands(self.inputs, effects_of(self.record)["kappa_linear"], load())
        return {
            name: Bands(b.value[:, 0], b.sd[:, 0], b.filtered[:, 0], b.filtered_sd[:, 0], b.known[:, 0])
            for name, b in found.items()
        }

    @property
    def contributions(self) -> dict[str, np.ndarray]:
        """What each known input adds to its factor, (T,), NaN where it is not known."""
        return self._once("contributions", self._contributions)

    def _contributions(self) -> dict[str, np.ndarray]:
        effects, p = effects_of(self.record)["kappa_linear"], load()
        out: dict[str, np.ndarray] = {}
        for factor, names in FACTORS.items():
            y = scaled(self.inputs, effects, p.scale, factor)[:, :, 0]
            out |= {n: WEIGHTS[n] * y[:, k] for k, n in enumerate(names)}
        return out

    @property
    def posterior(self) -> Posterior:
        """Joint draws of the whole history under every specification; the same for the same pair and record."""
        return self._once("posterior", self._posterior)

    def _posterior(self) -> Posterior:
        compiled.one_more()
        inputs = {v: _joined([with_votes(self.record, p, v) for p in self.parts]) for v in VOTES[1:]}
        inputs[VOTES[0]] = self.inputs
        return posterior(inputs, effects_of(self.record), load())


def pair_index(record: Record, codes_a: Sequence[int], codes_b: Sequence[int]) -> PairIndex:
    """Return a pair's index, kept for the next call; the order of the two does not matter.

    Parameters
    ----------
    codes_a, codes_b
        Every COW code that each state had in the years of interest, the latest first.

    Examples
    --------
    >>> from bilat.record import open_record
    >>> index = pair_index(open_record(), [365], [710])
    >>> bool(index.bands["commitment"].value[1955 - 1946] > index.bands["commitment"].value[1985 - 1946])
    True
    """
    one, two = sorted((tuple(codes_a), tuple(codes_b)))
    return PairIndex(record, one, two, _kept.get(record, (one, two), dict))
