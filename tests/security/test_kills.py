"""Kills at random moments, a read-only disk, a clock set back, two writers: the old state or the new, never half."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

RECORD_TESTS = Path(__file__).resolve().parents[1] / "record"
sys.path.insert(0, str(RECORD_TESTS))

from small_store import build, ga_file  # noqa: E402  the store's own small files

from bilat.errors import StoreError  # noqa: E402
from bilat.files import written_whole  # noqa: E402
from bilat.record import open_record  # noqa: E402
from bilat.record.holdings import verify_store  # noqa: E402
from bilat.record.imports import import_folder  # noqa: E402
from bilat.record.store import Store  # noqa: E402


@pytest.fixture(autouse=True)
def _quick_builders(monkeypatch):
    monkeypatch.setattr("bilat.measures.build.build_all", build)


def first_vote(home):
    record = open_record(home)
    return record.column("rivalry_year", "rivalry")[0], record.tidy("votes").column("vote").to_pylist()


OLD, NEW = (1, [1, 1, 1]), (3, [3, 3, 3])


def killed_after(seconds, work):
    """Run `work` in a child and kill it after a while; say whether it had ended by itself."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    deadline, ended = time.monotonic() + seconds, 0
    while not ended and time.monotonic() < deadline:
        time.sleep(min(0.01, seconds))
        ended, _status = os.waitpid(child, os.WNOHANG)
    if not ended:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return bool(ended)


def test_an_import_killed_at_random_moments(tmp_path):
    home = tmp_path / "home"
    old, new = ga_file(tmp_path / "old", "YYY"), ga_file(tmp_path / "new", "NNN")
    import_folder(old, home)
    trial = shutil.copytree(home, tmp_path / "trial")
    begun = time.monotonic()
    import_folder(new, trial)
    whole = time.monotonic() - begun
    chance = random.Random(7)
    seen = set()
    for number in range(16):
        mine = shutil.copytree(home, tmp_path / f"home{number}")
        killed_after(chance.uniform(0, 1.3 * whole), lambda mine=mine: import_folder(new, mine))
        state = first_vote(mine)
        assert state in (OLD, NEW)
        assert verify_store(mine)[1] == []
        seen.add(state == NEW)
        import_folder(new, mine)  # the next import is not in the way of what the kill left behind
        assert first_vote(mine) == NEW
        assert not list(mine.glob(".*.part"))
        shutil.rmtree(mine)
    assert False in seen, "no kill came before the switch: the test tests nothing"


def test_a_table_written_under_a_kill(tmp_path):
    place = tmp_path / "panel.parquet"
    small, large = pa.table({"x": [1]}), pa.table({"x": list(range(200_000))})

    def write(table):
        with written_whole(place) as draft:
            pq.write_table(table, draft)

    chance = random.Random(3)
    for _ in range(10):
        write(small)
        killed_after(chance.uniform(0, 0.05), lambda: write(large))
        assert pq.read_table(place).num_rows in (1, 200_000)
    write(small)
    assert pq.read_table(place).num_rows == 1


def test_the_pack_is_exchanged_in_one_step(tmp_path, monkeypatch):
    """Where the system can: killed before the step or after it, there is a whole pack in its place."""
    packbuild = pytest.importorskip("packbuild.__main__")
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    real = packbuild._exchanged
    if not real(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this system cannot exchange two folders")
    pack, made = tmp_path / "pack", tmp_path / "made"
    for after, text in ((False, "old"), (True, "new")):
        for folder, content in ((pack, "old"), (made, "new")):
            folder.mkdir(exist_ok=True)
            (folder / "manifest.json").write_text(content)

        def dies(one, other, after=after):
            if after:
                real(one, other)
            (tmp_path / "a" / f"died {after}").touch()
            os.kill(os.getpid(), signal.SIGKILL)

        def work(dies=dies):
            monkeypatch.setattr(packbuild, "_exchanged", dies)
            packbuild.switch_in(made, pack)

        killed_after(5.0, work)
        assert (tmp_path / "a" / f"died {after}").exists(), "it was to die at the step"
        assert (pack / "manifest.json").read_text() == text, "before anything is put back"
    packbuild.switch_in(made, pack)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b", "made", "pack"]


def test_the_pack_is_switched_in_whole(tmp_path, monkeypatch):
    """A kill between the two renames leaves the old pack aside; the next build puts it back first."""
    packbuild = pytest.importorskip("packbuild.__main__")
    monkeypatch.setattr(packbuild, "_exchanged", lambda one, other: False)
    pack, made = tmp_path / "pack", tmp_path / "made"
    for folder, text in ((pack, "old"), (made, "new")):
        folder.mkdir()
        (folder / "manifest.json").write_text(text)
    real = Path.rename
    for step in range(1, 4):
        calls = []

        def rename(self, target, step=step, calls=calls):
            calls.append(target)
            if len(calls) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(self, target)

        def work(rename=rename):
            monkeypatch.setattr(Path, "rename", rename)
            packbuild.switch_in(made, pack)

        killed_after(5.0 if step == 3 else 0.5, work)
        packbuild.put_back(pack)
        assert (pack / "manifest.json").read_text() == ("new" if step == 3 else "old")
    packbuild.switch_in(made, pack)
    assert (pack / "manifest.json").read_text() == "new"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["made", "pack"]


@pytest.fixture
def small_disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(place)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small file system here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_read_only_store_answers_and_refuses_imports(small_disk, tmp_path):
    home = small_disk / "home"
    import_folder(ga_file(tmp_path / "old", "YYY"), home)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert first_vote(home) == OLD
    with pytest.raises(StoreError, match="[Rr]ead-only") as caught:
        import_folder(ga_file(tmp_path / "new", "NNN"), home)
    assert "BILAT_HOME" in str(caught.value.hint)
    assert first_vote(home) == OLD


def test_a_clock_set_back(tmp_path, monkeypatch):
    """What was taken in last counts, whatever the clock said; a question about a day goes by the days written down."""
    from datetime import UTC, datetime

    home = tmp_path / "home"

    def at(day):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

        monkeypatch.setattr("bilat.record.vintage.datetime", Clock)
        monkeypatch.setattr("bilat.record.imports.datetime", Clock)

    at(date(2026, 3, 10))
    import_folder(ga_file(tmp_path / "old", "YYY"), home)
    at(date(2026, 3, 5))
    import_folder(ga_file(tmp_path / "new", "NNN"), home)
    assert first_vote(home) == NEW
    assert [t.day.day for t in Store(home).pointer().history] == [10, 5]
    assert verify_store(home)[1] == []
    at(date(2026, 3, 20))
    import_folder(ga_file(tmp_path / "old"), home)
    assert open_record(home, as_of=date(2026, 3, 12)).tidy("votes").num_rows == 3


def test_two_imports_at_once_both_count(tmp_path):
    home = tmp_path / "home"
    folders = [ga_file(tmp_path / name, votes) for name, votes in (("a", "YYY"), ("b", "NNN"), ("c", "AAA"))]
    children = []
    for folder in folders:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                import_folder(folder, home)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    assert len(Store(home).pointer().history) == 3
    assert verify_store(home) == (3, [])
