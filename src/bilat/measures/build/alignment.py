"""The alignment index of every pair and year, from the other measure tables: made after them, since it reads them all.

Values are filtered: those of a year rest on that year and earlier ones only, so that cutting the table to a day tells
nothing of what came later. They are rounded far finer than they are known, so that the file stays small.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bilat.measures.build.base import Built, measure_table

if TYPE_CHECKING:
    from bilat.record import Record

__all__ = ["NEEDS", "build_alignment"]

#: Measure tables that the index reads; without any of them it is not made.
NEEDS: tuple[str, ...] = (
    "votes_year",
    "votes_state_year",
    "institutions_year",
    "obligations_year",
    "defence_cooperation_year",
    "exercises_year",
    "arms_year",
    "trade_year",
    "disputes_year",
    "wars_year",
    "rivalry_year",
    "claims_year",
    "sanctions_year",
)
_STEP = {
    "positions": 0.05,
    "commitment": 0.02,
    "hostility": 0.02,
    "alignment": 0.02,
    "alignment_without_conflict": 0.05,
}
_SD_STEP = 0.1  # of its logarithm


def build_alignment(folder: Path) -> dict[str, Built]:
    """Return ``alignment_year`` and ``alignment_effects_year`` from a folder of measure tables."""
    from bilat.record import Record

    return build_from(Record(folder))


def build_from(record: Record) -> dict[str, Built]:
    """Return both tables from a record that has the tables of `NEEDS`."""
    from bilat.measures.index.fitting import year_effects
    from bilat.measures.index.inputs import FACTORS, FIRST, all_pairs, read_inputs
    from bilat.measures.index.live import VOTES
    from bilat.measures.index.parameters import load
    from bilat.measures.index.posterior import bands

    pairs = all_pairs()
    effects, inputs = {}, None
    for votes in reversed(VOTES):
        inputs = read_inputs(record, pairs, votes)
        effects[votes] = year_effects(inputs)
    assert inputs is not None
    last = record.coverage("votes_year").provenance.covers_to
    found = bands(inputs, effects[VOTES[0]], load(), smooth=False)
    pair, t = np.nonzero(pairs.alive.T & (np.arange(FIRST, FIRST + len(pairs.alive)) <= last))
    columns: dict[str, np.ndarray] = {
        "code_a": pairs.a[pair].astype(np.int16),
        "code_b": pairs.b[pair].astype(np.int16),
        "year": (t + FIRST).astype(np.int16),
    }
    for name, step in _STEP.items():
        columns[name] = (np.round(found[name].filtered[t, pair] / step) * step).astype(np.float32)
    for name in FACTORS:
        logarithm = np.log(np.maximum(found[name].filtered_sd[t, pair], 1e-3))
        columns[f"{name}_sd"] = np.exp(np.round(logarithm / _SD_STEP) * _SD_STEP).astype(np.float32)
    note = (
        "Computed by bilat from the other tables. Values are filtered: a year's rests on that year and earlier ones. "
        "Where inputs have ended (disputes 2014, trade 2014, obligations 2018, arms 2021) the model carries on and the "
        "band widens. Positions and the headline without conflict are rounded to 0.05, the rest to 0.02."
    )
    return {
        "alignment_year": Built(measure_table("alignment_year", columns), (), (FIRST, last), None, note),
        "alignment_effects_year": _effects(effects, last),
    }


def _effects(effects: dict[str, dict[str, np.ndarray]], last: int) -> Built:
    from bilat.measures.index.inputs import FIRST
    from bilat.measures.index.live import EFFECTS

    shared = next(iter(effects.values()))
    values = np.stack([effects[n]["votes"] if n in effects else shared[n] for n in EFFECTS])
    series, year = np.nonzero(~np.isnan(values))
    columns = {
        "series": series.astype(np.int8),
        "year": (year + FIRST).astype(np.int16),
        "mean": values[series, year],
    }
    note = (
        f"Means over all pairs of what the whole world moves, taken out by the index: {', '.join(EFFECTS)}."
    )
    return Built(measure_table("alignment_effects_year", columns), (), (FIRST, last), None, note)
