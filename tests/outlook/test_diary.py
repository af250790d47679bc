"""The diary: append-only, chained, crash safe."""

import json
import multiprocessing
import os

import pytest

from bilat.errors import StoreError
from bilat.outlook.diary import Diary


def entry(n):
    return {"who": "bilat", "n": n, "p": 0.1 + n}


def test_lines_follow_each_other(tmp_path):
    diary = Diary(tmp_path)
    diary.append("forecast", [entry(1), entry(2)])
    Diary(tmp_path).append("forecast", [entry(3)])
    lines = diary.lines()
    assert [x.seq for x in lines] == [1, 2, 3]
    assert lines[1].previous == lines[0].hash
    check = diary.verify()
    assert check.holds
    assert (check.lines, check.head) == (3, lines[-1].hash)


def test_the_same_forecast_is_kept_once(tmp_path):
    diary = Diary(tmp_path)
    diary.append("forecast", [entry(1)])
    assert diary.append("forecast", [entry(1), entry(1), entry(2)])[0].seq == 2
    assert len(diary.lines()) == 2


def test_an_empty_diary_holds(tmp_path):
    assert Diary(tmp_path / "nowhere").lines() == []
    assert Diary(tmp_path / "nowhere").verify().holds


def _edit(diary, change):
    rows = diary.path.read_text().splitlines()
    diary.path.write_text("".join(r + "\n" for r in change(rows)))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda r: [r[0], r[1].replace("2.1", "2.2"), r[2]], "changed"),
        (lambda r: [r[0], r[2]], "removed"),
        (lambda r: [r[1], r[0], r[2]], "removed or put in"),
        (lambda r: [*r, r[2]], "removed or put in"),
        (lambda r: r[:2], "are gone"),
        (lambda r: [], "are gone"),
        (lambda r: [r[0], "nonsense", r[2]], "not a line"),
    ],
)
def test_tampering_is_seen(tmp_path, change, says):
    diary = Diary(tmp_path)
    diary.append("forecast", [entry(1), entry(2), entry(3)])
    _edit(diary, change)
    check = diary.verify()
    assert not check.holds
    assert says in check.faults[0]


def test_a_rewritten_line_with_a_fresh_hash_is_seen(tmp_path):
    from bilat.outlook.diary import _plain, _sealed

    diary = Diary(tmp_path)
    lines = diary.append("forecast", [entry(1), entry(2), entry(3)])
    forged = _sealed(2, lines[1].at, "forecast", entry(9), lines[0].hash)
    _edit(diary, lambda r: [r[0], json.dumps(_plain(forged)), r[2]])
    assert "does not follow" in diary.verify().faults[0]
    # the last line forged: only the head can tell
    _edit(diary, lambda r: r[:2])
    diary.head_file.write_text(json.dumps({"lines": 2, "hash": lines[1].hash}))
    assert "not the one" in diary.verify().faults[0]


def test_nothing_is_read_from_or_added_to_a_changed_diary(tmp_path):
    diary = Diary(tmp_path)
    diary.append("forecast", [entry(1), entry(2)])
    _edit(diary, lambda r: [r[0].replace("1.1", "1.2"), r[1]])
    with pytest.raises(StoreError, match="changed or damaged"):
        diary.lines()
    with pytest.raises(StoreError, match="changed or damaged"):
        diary.append("forecast", [entry(3)])


@pytest.mark.parametrize("cut", [1, 10, 100, -1])
def test_half_a_line_never_counted(tmp_path, cut):
    """A kill in the middle of a write leaves a prefix of the new line; whatever its length, the chain holds."""
    diary = Diary(tmp_path)
    diary.append("forecast", [entry(1)])
    whole = diary.path.read_bytes()
    diary.append("forecast", [entry(2)])
    new = diary.path.read_bytes()[len(whole) :]
    diary.path.write_bytes(whole + new[:cut])
    diary.head_file.write_text(json.dumps({"lines": 1, "hash": diary.lines()[0].hash}))
    assert diary.verify().holds
    assert diary.verify().torn
    diary.append("forecast", [entry(3)])
    assert [x.entry["n"] for x in diary.lines()] == [1, 3]
    assert diary.verify().holds
    assert not diary.verify().torn


def test_a_kill_before_the_head_is_written_leaves_a_chain_that_holds(tmp_path):
    diary = Diary(tmp_path)
    diary.append("forecast", [entry(1)])
    head = diary.head_file.read_text()
    diary.append("forecast", [entry(2)])
    diary.head_file.write_text(head)
    assert diary.verify().holds
    assert len(diary.append("forecast", [entry(3)])) == 1
    assert diary.verify().holds


def _write(home, start):
    for n in range(start, start + 15):
        Diary(home).append("forecast", [entry(n)])


def test_two_processes_do_not_break_the_chain(tmp_path):
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_write, args=(tmp_path, s)) for s in (0, 100, 200)]
    for w in workers:
        w.start()
    for w in workers:
        w.join(60)
        assert w.exitcode == 0
    assert len(Diary(tmp_path).lines()) == 45
    assert Diary(tmp_path).verify().holds


def _write_until_killed(home):
    n = 0
    while True:
        Diary(home).append("forecast", [{"n": n, "text": "x" * 5000}])
        n += 1


def test_killed_at_any_moment(tmp_path):
    import time

    context = multiprocessing.get_context("fork")
    for wait in (0.05, 0.11, 0.17, 0.23):
        worker = context.Process(target=_write_until_killed, args=(tmp_path,))
        worker.start()
        time.sleep(wait)
        worker.kill()
        worker.join(10)
        assert Diary(tmp_path).verify().holds
    Diary(tmp_path).append("forecast", [{"n": "after"}])
    assert Diary(tmp_path).verify().holds


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError):
            Diary(tmp_path / "home").append("forecast", [entry(1)])
    finally:
        tmp_path.chmod(0o700)


def test_a_clock_set_back_breaks_no_chain(tmp_path, monkeypatch):
    """Lines follow each other by number and hash; what the clock said is written down and orders nothing."""
    from datetime import UTC, datetime

    def at(day):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime(2026, 3, day, 12, tzinfo=UTC)

        monkeypatch.setattr("bilat.outlook.diary.datetime", Clock)

    diary = Diary(tmp_path)
    for day in (10, 5, 20):
        at(day)
        diary.append("forecast", [entry(day)])
    assert diary.verify().holds
    assert [(x.seq, x.entry["n"], x.at[8:10]) for x in diary.lines()] == [
        (1, 10, "10"),
        (2, 5, "05"),
        (3, 20, "20"),
    ]
