"""No false zeros: over every pair, year and dimension, what lies outside coverage is null, with a reason.

The panel is compared with the pack's files read directly: coverage from the manifest, rows from the Parquet.
"""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pyarrow.parquet as pq
import pytest

import bilat
from bilat import states
from bilat.measures.access import cross_section, observe
from bilat.measures.catalogue import MEASURES
from bilat.measures.joint import SIMILARITIES
from bilat.record import open_record
from bilat.record.record import PACK

FIRST, LAST = 1946, date.today().year
MANIFEST = json.loads((PACK / "manifest.json").read_text())["tables"]
PAIRS = [m for m in MEASURES.values() if m.tie != "state" and m.table in MANIFEST]
STATES = [m for m in MEASURES.values() if m.tie == "state" and m.table in MANIFEST]


def covers(measure):
    entry = MANIFEST[measure.table]
    prov = entry["provenance"]
    codes = entry.get("codes")
    return prov["covers_from"], prov["covers_to"], None if codes is None else np.array(sorted(codes))


def key(a, b, year):
    return (np.asarray(a, np.int64) * 1000 + np.asarray(b, np.int64)) * 10_000 + np.asarray(year, np.int64)


@pytest.fixture(scope="module")
def panel():
    """Return every pair of states of the system in every year, both ways, and nothing else yet."""
    years, firsts, seconds = [], [], []
    for year in range(FIRST, LAST + 1):
        members = np.asarray(states.system(year), np.int16)
        a, b = np.meshgrid(members, members, indexing="ij")
        other = a != b
        firsts.append(a[other])
        seconds.append(b[other])
        years.append(np.full(int(other.sum()), year, np.int16))
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(years)


def stored(measure):
    """Return keys and values of the pack's own rows; a null is NaN. An undirected pair counts both ways."""
    one, two = ("source", "target") if measure.tie == "directed" else ("code_a", "code_b")
    table = pq.read_table(PACK / f"{measure.table}.parquet", columns=[one, two, "year", measure.column])
    a, b, year = (table.column(c).to_numpy() for c in (one, two, "year"))
    values = table.column(measure.column).to_numpy(zero_copy_only=False).astype(np.float64)
    keys = key(a, b, year)
    if measure.tie == "dyad":
        keys, values = np.concatenate([keys, key(b, a, year)]), np.concatenate([values, values])
    return keys, values


@pytest.mark.parametrize("measure", PAIRS, ids=lambda m: m.name)
def test_every_pair_and_year(measure, panel):
    a, b, year = panel
    table = bilat.dyads([measure.name], since=FIRST, until=LAST, directed=True).to_arrow()
    values = table.column(measure.name).to_numpy(zero_copy_only=False).astype(np.float64)
    keys = key(*(table.column(c).to_numpy() for c in ("code_a", "code_b", "year")))
    assert len(keys) == len(a), "a row for every pair of the system, no more and no fewer"
    assert np.array_equal(np.sort(keys), np.sort(key(a, b, year)))
    first, last, codes = covers(measure)
    when = keys % 10_000
    outside = (when < first) | (when > last)
    if codes is not None:
        outside |= ~np.isin(keys // 10_000_000, codes) | ~np.isin(keys // 10_000 % 1000, codes)
    assert outside.any()
    assert np.isnan(values[outside]).all(), (
        f"{int((~np.isnan(values[outside])).sum())} values outside coverage"
    )
    if measure.name in SIMILARITIES:
        return
    own_keys, own_values = stored(measure)
    order = np.argsort(own_keys)
    own_keys, own_values = own_keys[order], own_values[order]
    at = np.clip(np.searchsorted(own_keys, keys), 0, len(own_keys) - 1)
    has_row = own_keys[at] == keys
    inside = ~outside
    expected = np.where(has_row, own_values[at], np.nan if measure.absent is None else measure.absent)
    expected[~inside] = np.nan
    np.testing.assert_allclose(values, expected, rtol=1e-6, atol=1e-6)  # rounding of the index; null for null
    unknown_rows = has_row & np.isnan(own_values[at])
    assert np.isnan(values[unknown_rows]).all(), "a row that says unknown must not become a zero"


@pytest.mark.parametrize("measure", PAIRS, ids=lambda m: m.name)
def test_what_is_null_has_a_reason_and_the_views_agree(measure, panel):
    """A sample of all pairs and years, fresh for each measure: the panel, the single value, the year's section."""
    a, b, year = panel
    record = open_record()
    chance = np.random.default_rng(sum(map(ord, measure.name)))
    picked = chance.choice(len(a), 150, replace=False)
    first, last, _codes = covers(measure)
    for i in picked:
        seen = observe(record, measure.name, int(a[i]), int(b[i]), int(year[i]))
        if seen.value is None:
            assert seen.reason, (a[i], b[i], year[i])
        else:
            assert first <= year[i] <= last
            assert not seen.reason
    for when in (first - 1, last + 1, LAST + 3):
        assert len(cross_section(record, measure.name, int(when)).values) == 0
        seen = observe(record, measure.name, 2, 200, int(when))
        assert seen.value is None
        assert str(first) in seen.reason or "roll call" in seen.reason.lower() or seen.reason


@pytest.mark.parametrize("measure", PAIRS, ids=lambda m: m.name)
def test_states_outside_the_system_are_unknown(measure):
    record = open_record()
    for code, when in (
        (265, 2005),
        (315, 1999),
        (626, 1990),
        (345, 2050),
    ):  # GDR, Czechoslovakia, South Sudan, future
        seen = observe(record, measure.name, code, 2, when)
        assert seen.value is None
        assert seen.reason


@pytest.mark.parametrize("measure", STATES, ids=lambda m: m.name)
def test_every_state_and_year(measure):
    first, last, codes = covers(measure)
    table = pq.read_table(PACK / f"{measure.table}.parquet")
    year = table.column("year").to_numpy()
    values = table.column(measure.column).to_numpy(zero_copy_only=False).astype(np.float64)
    panel = bilat.dyads([measure.name], ["USA", "RUS", "CHN", "IND"], since=FIRST, until=LAST).to_pandas()
    out = panel[(panel["year"] < first) | (panel["year"] > last)]
    assert out[f"{measure.name}_a"].isna().all()
    assert out[f"{measure.name}_b"].isna().all()
    assert codes is None or len(codes)
    outside = (year < first) | (year > last)
    assert np.isnan(values[outside]).all(), "the pack itself holds a value outside its coverage"
