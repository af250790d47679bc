"""The forty turning points, judged by the rule that was fixed with them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.validation.data import smoothed_bands
from bilat.measures.index.inputs import FIRST, all_pairs
from bilat.measures.index.table import codes_over_time
from bilat.record import open_record

__all__ = ["Judged", "judge_all"]

_FILE = Path(__file__).with_name("turning_points.toml")
_AROUND, _NEAR = 5, 1


@dataclass(frozen=True)
class Judged:
    """One point: its step and the year of the largest step nearby, in its factor and in the headline."""

    name: str
    pair: str
    year: int
    factor: str
    towards: str
    step: float
    best: int | None
    headline_step: float
    headline_best: int | None

    @property
    def direction(self) -> bool:
        """Whether the factor moved the right way."""
        return self.step > 0

    @property
    def in_year(self) -> bool:
        """Whether it moved the right way, and most within a year of the year named."""
        return self.direction and self.best is not None and abs(self.best - self.year) <= _NEAR

    @property
    def headline_direction(self) -> bool:
        """The same of the headline."""
        return self.headline_step > 0


def _step(series: np.ndarray, t: int) -> float:
    """Return the mean of three years from t on, less that of the three before; shorter at the record's edge."""
    before, after = series[max(t - 3, 0) : t], series[t : t + 3]
    if not len(before) or np.isnan(before).all() or np.isnan(after).all():
        return np.nan
    return float(np.nanmean(after) - np.nanmean(before))


def judge_all() -> list[Judged]:
    """Judge every point on the smoothed index, as the product makes it."""
    points = tomllib.loads(_FILE.read_text(encoding="utf-8"))["point"]
    every = all_pairs()
    wanted: dict[int, list[list[int]]] = {}
    for i, point in enumerate(points):
        wanted[i] = []
        for a in point["a"]:
            for b in point["b"]:
                columns = sorted(
                    {int(every.index[x, y]) for x in codes_over_time(a) for y in codes_over_time(b)} - {-1}
                )
                wanted[i].append(columns)
    columns = np.array(sorted({c for lists in wanted.values() for cs in lists for c in cs}))
    _, values = smoothed_bands(open_record(), columns)
    out = []
    for i, point in enumerate(points):
        sign = 1.0 if point["towards"] == "closer" else -1.0
        of = {}
        for name in (point["factor"], "alignment"):
            flip = -sign if name == "hostility" else sign
            merged = []
            for cs in wanted[i]:
                one = np.full(values[name].shape[0], np.nan)
                for c in cs:
                    series = values[name][:, np.searchsorted(columns, c)]
                    one = np.where(np.isnan(one), series, one)
                merged.append(flip * one)
            known = np.stack(merged)
            of[name] = np.where(
                np.isnan(known).all(axis=0),
                np.nan,
                np.nan_to_num(known).sum(axis=0) / np.maximum((~np.isnan(known)).sum(axis=0), 1),
            )
        t = point["year"] - FIRST
        found = {}
        for name, series in of.items():
            steps = {
                k: _step(series, k) for k in range(max(t - _AROUND, 1), min(t + _AROUND, len(series) - 1) + 1)
            }
            steps = {k: v for k, v in steps.items() if not np.isnan(v)}
            found[name] = (_step(series, t), max(steps, key=lambda k: steps[k]) + FIRST if steps else None)
        out.append(
            Judged(
                point["name"],
                f"{'/'.join(point['a'])}-{'/'.join(point['b'])}",
                point["year"],
                point["factor"],
                point["towards"],
                *found[point["factor"]],
                *found["alignment"],
            )
        )
    return out
