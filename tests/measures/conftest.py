"""Tests of the samplers run in one process: what they compile, some minutes of it, is compiled once."""

import pytest


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.name.startswith("test_idealpoints"):
            item.add_marker(pytest.mark.xdist_group("idealpoints"))
