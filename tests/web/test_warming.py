"""What is loaded beside and after: it waits for quiet, and an error is not swallowed where it matters."""

import gc
import re
import time
from pathlib import Path

import pytest

from bilat.errors import StoreError
from bilat.web import views, warming
from bilat.web.app import create_app
from bilat.web.memory import settle
from bilat.web.settings import Settings
from bilat.web.work import Work


def test_pieces_wait_until_nobody_waits_for_a_page(monkeypatch):
    work = Work(Settings())
    monkeypatch.setattr(warming, "_QUIET", 0.1)
    idle = iter([0.0, 0.05, 0.2, 0.2])
    asked, done = [], []

    def told():
        asked.append(next(idle))
        return asked[-1]

    monkeypatch.setattr(work, "idle", told)
    warming.in_quiet(work, (lambda: done.append(len(asked)), lambda: done.append(len(asked))))
    assert done == [3, 4]


def test_pieces_do_not_wait_for_ever_and_an_error_stops_none(monkeypatch):
    work = Work(Settings())
    monkeypatch.setattr(work, "idle", lambda: 0.0)
    monkeypatch.setattr(warming, "_LATEST", 0.1)
    done = []

    def fails():
        raise StoreError("The store is damaged.")

    warming.in_quiet(work, (fails, lambda: done.append(1)))
    assert done == [1]


def test_work_is_idle_from_when_the_last_piece_ended():
    import asyncio

    work = Work(Settings())
    before = time.monotonic()
    seen = asyncio.run(work.run(work.idle))
    assert seen == 0.0
    assert 0 <= work.idle() <= time.monotonic() - before
    work.close()


def test_a_record_that_cannot_be_read_is_said_at_once(monkeypatch):
    def broken(_asked):
        raise StoreError("The store is damaged.")

    monkeypatch.setattr(views, "pair", broken)
    with pytest.raises(StoreError, match="damaged"), warming.tables():
        pass


def test_the_first_answer_is_rehearsed_behind_the_door_as_well(tmp_path, monkeypatch):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))
    for settings in (Settings(), Settings(host="0.0.0.0", token="correct-horse-battery")):
        app, said = create_app(settings), []

        async def told(scope, receive, send, into=said, inner=app):
            async def heard(message):
                into.append(message)
                await send(message)

            await inner(scope, receive, heard)

        warming.rehearse(told, settings)
        assert said[0]["status"] == 200


def test_what_is_loaded_is_passed_by_by_the_collector():
    before = gc.get_freeze_count()
    try:
        settle()
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory in /proc")
def test_memory_is_given_back_where_the_system_takes_it():
    from bilat.web.memory import _trim, frugal, give_back

    assert frugal() is (_trim() is not None)
    if _trim() is None:
        assert give_back() is False
        return

    def resident():
        return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text()).group(1))

    # many small pieces: freed, they stay with the C library until it is told
    pieces = [bytes(2000) for _ in range(40_000)]
    kept = pieces[::4000]
    full = resident()
    del pieces
    give_back()
    assert resident() < full - 40_000
    assert len(kept) == 10
