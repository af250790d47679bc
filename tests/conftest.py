"""Fixtures every test may use.

`shared` is the folder of research data beside the checkout; tests that need it skip where it is absent.
"""

import os
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest

_SHARED = Path(os.environ.get("BILAT_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (_SHARED / "data").is_dir():
        pytest.skip("the research data are not beside this checkout (set BILAT_SHARED)")
    return _SHARED


@pytest.fixture
def within():
    """A watchdog that ends what hostile input would keep going for ever, by seconds of processor time.

    It is no timing: what things take is measured in `benchmarks/`.
    """

    @contextmanager
    def watched(seconds):
        def over(*_):
            raise TimeoutError(f"still going after {seconds} s of processor time")

        before = signal.signal(signal.SIGPROF, over)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    return watched


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    """No test touches the user's store."""
    monkeypatch.setenv("BILAT_HOME", str(tmp_path / "bilat-home"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Run the tests of the samplers in one process: what they compile, some minutes of it, is compiled once.

    A mark would say the same, but xdist 3.8 no longer reads it under pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling

    class OneProcess(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return "samplers" if "/test_idealpoints" in nodeid else nodeid

    return OneProcess(config, log)
