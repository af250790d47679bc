"""Every example in a docstring of the package runs and prints what it says."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import bilat

_ROOT = Path(bilat.__file__).parent


def _with_examples():
    for module in pkgutil.walk_packages([str(_ROOT)], "bilat."):
        path = _ROOT.joinpath(*module.name.split(".")[1:])
        file = path / "__init__.py" if module.ispkg else path.with_suffix(".py")
        if ">>> " in file.read_text(encoding="utf-8"):
            yield module.name


@pytest.mark.parametrize("name", ["bilat", *_with_examples()])
def test_examples(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0
