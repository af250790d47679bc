"""How the IMF writes the names of states."""

import pytest

from bilat.sources.imf_dots import _is_area, _plain
from bilat.states import code_of_name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China, P.R.: Mainland", 710),
        ("Poland, Rep. of", 290),
        ("Congo, Dem. Rep. of the", 490),
        ("Congo, Rep. of", 484),
        ("Korea, Rep. of", 732),
        ("Netherlands, The", 210),
        ("Egypt, Arab Rep. of", 651),
        ("Russian Federation", 365),
        ("South Sudan, Rep. of", 626),
    ],
)
def test_states(name, code):
    assert code_of_name(_plain(name), 2015) == code


@pytest.mark.parametrize(
    "name", ["China, P.R.: Hong Kong", "World", "Special Categories", "Africa not specified"]
)
def test_areas_are_no_states(name):
    assert _is_area(name)
    assert _plain(name) == name
