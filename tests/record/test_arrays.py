"""Columns as arrays are what pyarrow itself makes of them, and cost no pandas."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.record.arrays import as_array

KINDS = {
    pa.int16(): st.integers(-(2**15), 2**15 - 1),
    pa.uint8(): st.integers(0, 255),
    pa.float32(): st.floats(width=32, allow_nan=False),
    pa.bool_(): st.booleans(),
    pa.string(): st.text(max_size=5),
}


@pytest.mark.parametrize("kind", KINDS, ids=str)
@settings(deadline=None)
@given(data=st.data())
def test_an_array_is_what_pyarrow_makes_of_a_column(kind, data):
    values = data.draw(st.lists(st.none() | KINDS[kind], max_size=40))
    cut = data.draw(st.integers(0, len(values)))
    start = data.draw(st.integers(0, len(values)))
    # pieces, and a start in the middle of one, as a file's row groups and a slice leave them
    column = pa.chunked_array([pa.array(values[:cut], kind), pa.array(values[cut:], kind)]).slice(start)
    ours, theirs = as_array(column), column.to_numpy(zero_copy_only=False)
    assert len(ours) == len(theirs)
    if not (kind == pa.bool_() and not len(values[start:])):
        assert ours.dtype == theirs.dtype
    if ours.dtype == object:
        assert list(ours) == list(theirs)
    else:
        np.testing.assert_array_equal(ours, theirs)


def test_a_brief_loads_neither_pandas_nor_scipy_stats():
    program = (
        "import sys, bilat\n"
        "bilat.brief('Russia', 'China', '2024-06-01')\n"
        "print(sorted(m for m in ('pandas', 'scipy.stats', 'pyarrow.dataset') if m in sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
