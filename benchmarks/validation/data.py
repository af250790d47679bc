"""What is known by the end of a year, and what happens in the next: one row a pair and year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.validation.network import features
from bilat.measures.index.fitting import fit, noise2, scaled, year_effects
from bilat.measures.index.inputs import FACTORS, FIRST, INPUTS, Inputs, Pairs, all_pairs, read_inputs
from bilat.measures.index.parameters import WEIGHTS, Parameters
from bilat.measures.index.posterior import bands
from bilat.measures.index.statespace import filtered, run
from bilat.measures.joint import CELLS, similarity
from bilat.record import Record, open_record

__all__ = ["CHOSEN_BEFORE", "Panel", "make_panel", "smoothed_bands"]

#: Constants and forms are chosen on years before this one.
CHOSEN_BEFORE = 1995
_CODES = 1000
_SIGN = {n: -1.0 if n in FACTORS["hostility"] else 1.0 for n in INPUTS}


@dataclass(frozen=True)
class Panel:
    """Rows of pairs and years: ``x`` holds what was known by the end of ``year - 1``, outcomes are of ``year``."""

    year: np.ndarray
    pair: np.ndarray
    relevant: np.ndarray
    x: dict[str, np.ndarray]
    outcome: dict[str, np.ndarray]


def _parquet(data: Path, name: str) -> dict[str, np.ndarray]:
    found = sorted(data.rglob(f"{name}.parquet"))
    if not found:
        raise SystemExit(f"{name}.parquet is not under {data}.")
    table = pq.read_table(found[0])
    return {n: table.column(n).to_numpy(zero_copy_only=False) for n in table.schema.names}


def _contiguous(data: Path, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
    """Return land contiguity and any contiguity (within 400 miles of water), (T, N)."""
    c = _parquet(data, "cow_contdir")
    land, some = np.zeros(pairs.alive.shape, dtype=bool), np.zeros(pairs.alive.shape, dtype=bool)
    at = pairs.index[c["ccode1"].astype(int), c["ccode2"].astype(int)]
    begin, end = (np.array([int(str(d)[:4]) for d in c[n]]) - FIRST for n in ("stdate", "enddate"))
    for i in np.flatnonzero(at >= 0):
        if end[i] < 0:
            continue
        span = slice(max(begin[i], 0), len(some) if end[i] >= 2016 - FIRST else end[i] + 1)
        some[span, at[i]] = True
        if c["conttype"][i] == 1:
            land[span, at[i]] = True
    return land, some


def _distance(data: Path, pairs: Pairs) -> np.ndarray:
    d = _parquet(data, "cow_mindist")
    out = np.full(len(pairs.a), np.nan)
    at = pairs.index[d["ccode1"].astype(int), d["ccode2"].astype(int)]
    ok = at >= 0
    out[at[ok]] = d["mindist"][ok]
    return np.where(np.isnan(out), np.nanmedian(out), out)


def _majors(data: Path, pairs: Pairs) -> np.ndarray:
    """Return how many of the two are major powers, (T, N)."""
    m = _parquet(data, "cow_majors")
    major = np.zeros((len(pairs.alive), _CODES), dtype=np.int8)
    for code, begin, end in zip(m["ccode"], m["styear"], m["endyear"], strict=True):
        last = len(major) if end >= 2016 else max(int(end) - FIRST + 1, 0)
        major[max(int(begin) - FIRST, 0) : last, int(code)] = 1
    return major[:, pairs.a] + major[:, pairs.b]


def _ideal_distance(data: Path, pairs: Pairs) -> np.ndarray:
    """Return the distance of the published ideal points, (T, N); session s is taken as the year 1945 + s."""
    p = _parquet(data, "bsv_idealpoints_all_apr2020")
    point = np.full((len(pairs.alive), _CODES), np.nan)
    year = p["session"].astype(int) + 1945 - FIRST
    ok = (year >= 0) & (year < len(point)) & ~np.isnan(p["ccode"].astype(float))
    point[year[ok], p["ccode"][ok].astype(int)] = p["IdealPoint"][ok]
    return np.abs(point[:, pairs.a] - point[:, pairs.b])


def _alliance_s(data: Path, pairs: Pairs) -> np.ndarray:
    s = _parquet(data, "fpsim_sallyvs_atop51_1816_2018")
    out = np.full(pairs.alive.shape, np.nan)
    year = s["year"].astype(int) - FIRST
    at = pairs.index[s["ccode1"].astype(int), s["ccode2"].astype(int)]
    ok = (at >= 0) & (year >= 0) & (year < len(out))
    out[year[ok], at[ok]] = s["sallyvs"][ok]
    return out


def _vote_s(record: Record, pairs: Pairs) -> np.ndarray:
    out = np.full(pairs.alive.shape, np.nan)
    at = pairs.index[record.column("votes_year", "code_a"), record.column("votes_year", "code_b")]
    year = record.column("votes_year", "year").astype(int) - FIRST
    for start in range(0, len(at), 200_000):
        part = slice(start, start + 200_000)
        counts = np.stack([record.column("votes_year", c)[part] for c in CELLS], axis=-1).reshape(-1, 3, 3)
        ok = (at[part] >= 0) & (year[part] >= 0)
        out[year[part][ok], at[part][ok]] = similarity(counts, "s")[ok]
    return out


def _onsets(record: Record, pairs: Pairs) -> np.ndarray:
    """Return dispute onsets, (T, N): GML to 2010, MID after; NaN after 2014."""
    out = np.zeros(pairs.alive.shape, dtype=np.float32)
    out[2015 - FIRST :] = np.nan
    for table, first, last in (("disputes_year", 1946, 2010), ("disputes_mid_year", 2011, 2014)):
        year = record.column(table, "year").astype(int)
        at = pairs.index[record.column(table, "code_a"), record.column(table, "code_b")]
        ok = (at >= 0) & (year >= first) & (year <= last) & (record.column(table, "onset") > 0)
        out[year[ok] - FIRST, at[ok]] = 1
    return np.where(pairs.alive, out, np.nan)


def _peace_years(onset: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return years since the last onset by the end of each year, and whether there ever was one."""
    since = np.zeros(onset.shape)
    ever = np.zeros(onset.shape, dtype=bool)
    count, seen = np.zeros(onset.shape[1]), np.zeros(onset.shape[1], dtype=bool)
    for t in range(len(onset)):
        now = np.nan_to_num(onset[t]) > 0
        count = np.where(now, 0, count + 1)
        seen |= now
        since[t], ever[t] = count, seen
    return since, ever


def _without_rivalry(inputs: Inputs, effects: dict[str, np.ndarray], p: Parameters) -> np.ndarray:
    """Return filtered hostility that never saw the rivalries, its weights rescaled to 1."""
    blind = replace(inputs, values=inputs.values | {"rivalry": np.full(inputs.pairs.alive.shape, np.nan)})
    names = FACTORS["hostility"]
    b = np.array([0.0 if n == "rivalry" else WEIGHTS[n] for n in names]) / (1 - WEIGHTS["rivalry"])
    combine = np.concatenate([[b @ [p.loading[n] for n in names]], b])[:, None]
    y = scaled(blind, effects, p.scale, "hostility")
    noise = noise2(blind, p.scale, "hostility")
    out = np.empty(inputs.pairs.alive.shape)
    for start in range(0, out.shape[1], 1000):
        part = slice(start, start + 1000)
        done = run(y[..., part], noise[..., part], p.model("hostility"))
        out[:, part] = filtered(done, combine)[0]
    return np.clip(out, 0.0, 3.0)


def _z_mean(inputs: Inputs, stop: int, leave: tuple[str, ...] = ()) -> np.ndarray:
    """Return the plain mean of the z-scores that are known, quarrels counting against; the benchmark to beat."""
    total, count = np.zeros(inputs.pairs.alive.shape), np.zeros(inputs.pairs.alive.shape)
    for name in INPUTS:
        if name in leave:
            continue
        v = inputs.values[name]
        z = _SIGN[name] * (v - np.nanmean(v[:stop])) / np.nanstd(v[:stop])
        known = ~np.isnan(z)
        total += np.where(known, z, 0.0)
        count += known
    return np.asarray(total / np.maximum(count, 1))


def smoothed_bands(record: Record, chosen: np.ndarray) -> tuple[Pairs, dict[str, np.ndarray]]:
    """Return smoothed values of some pairs (their columns among all), as the product makes them."""
    from bilat.measures.index.live import effects_of
    from bilat.measures.index.parameters import load

    every = all_pairs()
    some = Pairs(every.a[chosen], every.b[chosen], np.full_like(every.index, -1), every.alive[:, chosen])
    some.index[some.a, some.b] = some.index[some.b, some.a] = np.arange(len(chosen))
    inputs = read_inputs(record, some)
    found = bands(inputs, effects_of(record)["kappa_linear"], load())
    return some, {name: band.value for name, band in found.items()}


def make_panel(data: Path) -> Panel:
    """Lay everything out; constants of the index are fitted on years before `CHOSEN_BEFORE` only."""
    record, pairs = open_record(), all_pairs()
    inputs = read_inputs(record, pairs)
    effects = year_effects(inputs)
    p = fit(inputs, CHOSEN_BEFORE - 1)
    found = {n: b.filtered for n, b in bands(inputs, effects, p, smooth=False).items()}
    blind = _without_rivalry(inputs, effects, p)
    onset = _onsets(record, pairs)
    since, ever = _peace_years(onset)
    land, some = _contiguous(data, pairs)
    majors = _majors(data, pairs)
    cinc = np.full((len(pairs.alive), _CODES), np.nan)
    year_c = record.column("capabilities_year", "year").astype(int) - FIRST
    ok = (year_c >= 0) & (year_c < len(cinc))
    cinc[year_c[ok], record.column("capabilities_year", "code")[ok]] = record.column(
        "capabilities_year", "cinc"
    )[ok]
    one, two = np.log(cinc[:, pairs.a] + 1e-6), np.log(cinc[:, pairs.b] + 1e-6)
    stop = CHOSEN_BEFORE - FIRST
    whole: dict[str, np.ndarray] = {
        "land": land,
        "contiguous": some,
        "log distance": np.broadcast_to(np.log1p(_distance(data, pairs)), onset.shape),
        "majors": majors,
        "both majors": majors == 2,
        "stronger": np.fmax(one, two),
        "weaker": np.fmin(one, two),
        "peace years": since,
        "log peace years": np.log1p(since),
        "recent peace": np.exp(-since / 3),
        "ever": ever,
        "S": _vote_s(record, pairs),
        "kappa": inputs.values["votes"],
        "ideal-point distance": _ideal_distance(data, pairs),
        "rivalry": inputs.values["rivalry"],
        "dispute history": inputs.values["disputes"],
        "alliance S": _alliance_s(data, pairs),
        "z-mean": _z_mean(inputs, stop),
        "z-mean without conflict": _z_mean(inputs, stop, FACTORS["hostility"]),
        "z-mean without rivalry": _z_mean(inputs, stop, ("rivalry",)),
        **found,
        "hostility without rivalry": blind,
        "alignment without rivalry": (found["positions"] + 2 * found["commitment"] - 4 * blind) / 7,
        **{f"input {n}": inputs.values[n] for n in INPUTS},
        **features(found, pairs),
    }
    rung = inputs.values["obligations"]
    defence = np.where(np.isnan(rung), np.nan, rung >= 1)
    votes = scaled(inputs, effects, p.scale, "positions")[:, 0]
    outcome = {
        "dispute onset": onset,
        "alliance formation": np.where(defence[:-1] == 0, defence[1:], np.nan),
        "voting apart": np.where(
            np.isnan(votes[:-1]), np.nan, np.where(np.isnan(votes[1:]), np.nan, votes[1:] <= -1)
        ),
    }
    both = pairs.alive[1:] & pairs.alive[:-1]
    t, n = np.nonzero(both)
    rows = {k: (v[1:] if len(v) == len(onset) else v)[t, n].astype(np.float32) for k, v in outcome.items()}
    x = {k: np.asarray(v)[t, n].astype(np.float32) for k, v in whole.items()}
    relevant = (some | (majors > 0))[t, n]
    return Panel((t + 1 + FIRST).astype(np.int16), n.astype(np.int32), relevant, x, rows)
