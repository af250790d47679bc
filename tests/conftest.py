"""Fixtures every test may use.

`shared` is the folder of research data beside the checkout; tests that need it skip where it is absent.
"""

import os
from pathlib import Path

import pytest

_SHARED = Path(os.environ.get("BILAT_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (_SHARED / "data").is_dir():
        pytest.skip("the research data are not beside this checkout (set BILAT_SHARED)")
    return _SHARED


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    """No test touches the user's store."""
    monkeypatch.setenv("BILAT_HOME", str(tmp_path / "bilat-home"))
