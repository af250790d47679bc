"""Fixtures of the store's tests: quick builders, a store of its own, a clock."""

from datetime import UTC, date, datetime

import pytest
from small_store import build


@pytest.fixture(autouse=True)
def builder(monkeypatch):
    """Replace the builders of the measures."""
    monkeypatch.setattr("bilat.measures.build.build_all", build, raising=False)


@pytest.fixture
def home(tmp_path):
    """Return the store of this test (also ``BILAT_HOME``)."""
    return tmp_path / "bilat-home"


@pytest.fixture
def taken_on(monkeypatch):
    """Set the clock of imports."""

    def set_day(day: date):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

        monkeypatch.setattr("bilat.record.vintage.datetime", Clock)
        monkeypatch.setattr("bilat.record.imports.datetime", Clock)

    return set_day
