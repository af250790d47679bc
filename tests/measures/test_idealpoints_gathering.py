"""Which votes are used: one data set and its later sessions from another, absences."""

import datetime as dt

import pyarrow as pa
import pytest

from bilat.errors import CoverageError, InputError
from bilat.measures.idealpoints import prepare
from bilat.measures.idealpoints.gathering import gather


def tables(later_ids=(75_001, 75_002)):
    days = {74: dt.date(2019, 12, 1), 75: dt.date(2020, 12, 1)}
    rolls = [("unvotes", 1, 74), ("unvotes", 2, 74), ("unga_cow", 74_001, 74)]
    rolls += [("unga_cow", r, 75) for r in later_ids]
    votes = [(d, r, c, v) for d, r, _ in rolls for c, v in ((2, 3), (365, 1), (20, 2))]
    votes += [("unga_iso3", 1, 220, 8), ("unga_iso3", 1, 2, 3), ("unga_iso3", 99, 220, 8)]
    names = ("dataset", "rollcall", "session", "date", "kind", "issues", "important")
    rows = [(d, r, s, days[s], "resolution", None, None) for d, r, s in rolls]
    types = [pa.string(), pa.int32(), pa.int16(), pa.date32(), pa.string(), pa.int8(), pa.bool_()]
    return {
        "votes": pa.table(
            dict(zip(("dataset", "rollcall", "code", "vote"), zip(*votes, strict=True), strict=True))
        ),
        "rollcalls": pa.table(
            {n: pa.array(c, t) for n, c, t in zip(names, zip(*rows, strict=True), types, strict=True)}
        ),
        "rollcall_repeats": pa.table(
            {"rollcall": pa.array([2], pa.int32()), "repeats": pa.array([1], pa.int32())}
        ),
    }


def test_later_sessions_come_from_the_other_data_set():
    votes, links, rollcalls = gather(tables())
    assert sorted(rollcalls.column("rollcall").to_pylist()) == [1, 2, 75_001, 75_002]
    assert set(votes.column("rollcall").to_pylist()) == {1, 2, 75_001, 75_002}
    items = prepare(votes, links, rollcalls)
    assert items.rollcall.tolist() == [1, 75_001, 75_002]  # 2 repeats 1
    assert items.first_year == {74: 2019, 75: 2020}


def test_absences_as_abstentions():
    votes, links, rollcalls = gather(tables(), "abstain")
    assert [v for v in votes.to_pylist() if v["code"] == 220] == [{"rollcall": 1, "code": 220, "vote": 2}]
    assert 220 in prepare(votes, links, rollcalls).code.tolist()
    assert 220 not in gather(tables())[0].column("code").to_pylist()


def test_what_cannot_be_gathered():
    with pytest.raises(InputError, match="Unknown way"):
        gather(tables(), "zero")
    with pytest.raises(CoverageError, match="same numbers"):
        gather(tables(later_ids=(1, 2)))
    with pytest.raises(CoverageError, match="need the votes"):
        gather({**tables(), "rollcall_repeats": None})
    without = tables()
    without["votes"] = without["votes"].slice(0, 15)
    with pytest.raises(CoverageError, match="recorded in `unga_iso3` only"):
        gather(without, "abstain")
