"""CINC recomputed: by hand, and against the published index."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bilat.measures.build.capabilities import (
    BUILDERS,
    NEEDS,
    build_capabilities_year,
    capability_shares,
)
from bilat.record.schema import MEASURE, TIDY
from bilat.sources import source


def test_modules_declare_what_they_need():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)
    assert all(t in TIDY for wants in NEEDS.values() for t in wants)


def test_unknown_components_are_left_out_not_zero():
    x = np.array([[10.0, np.nan], [30.0, 5.0], [1.0, 1.0]])
    got = capability_shares(x, np.array([1950, 1950, 1951]))
    assert got == pytest.approx([0.25, (0.75 + 1) / 2, 1.0])


def test_nothing_known_is_unknown():
    got = capability_shares(np.array([[np.nan, np.nan], [1.0, 0.0]]), np.array([1950, 1950]))
    assert np.isnan(got[0])
    assert got[1] == 1.0  # of the second there is none in the world: no share


@given(arrays(np.float64, (9, 6), elements=st.integers(1, 10**6).map(float)))
def test_shares_of_a_year_sum_to_one_when_all_is_known(x):
    got = capability_shares(x, np.repeat([1900, 1901, 1902], 3))
    assert np.bincount(np.repeat([0, 1, 2], 3), weights=got) == pytest.approx([1, 1, 1])
    assert ((got > 0) & (got <= 1)).all()


def test_against_the_published_index(shared):
    tables = source("nmc").read([shared / "data" / "structure" / "cow_nmc.parquet"]).tables
    built = build_capabilities_year(tables)
    assert built.covers == (1816, 2022)
    theirs = tables["capabilities"].to_pandas().set_index(["code", "year"]).cinc
    ours = built.table.to_pandas().set_index(["code", "year"]).cinc
    assert len(ours) == len(theirs) == 17_121
    assert (
        ours - theirs
    ).abs().max() < 1e-6  # theirs are printed to seven digits or so; ours are single precision
    assert build_capabilities_year(tables, since=1946).table.num_rows == 11_688
