"""The store holds what it promises: kills, full disks, two processes, damage."""

import errno
import json
import os
import resource
import signal
import threading
import time
from pathlib import Path

import pytest
from dying import in_child, killed_at
from small_store import ga_file

from bilat.errors import StoreError
from bilat.record import open_record, store_key
from bilat.record.holdings import verify_store, vintages
from bilat.record.imports import import_folder
from bilat.record.store import Pointer, Store


def first_vote(home):
    record = open_record(home)
    return record.column("rivalry_year", "rivalry")[0], record.tidy("votes").column("vote").to_pylist()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path, home, after):
    import_folder(ga_file(tmp_path / "old", "YYY"), home)
    assert first_vote(home) == (1, [1, 1, 1])
    new = ga_file(tmp_path / "new", "NNN")
    outcomes = []
    for step in range(1, 100):

        def work(step=step):
            killed_at(step)(after)
            import_folder(new, home)

        status = in_child(work)
        outcomes.append(first_vote(home))
        assert outcomes[-1] in ((1, [1, 1, 1]), (3, [3, 3, 3]))
        assert verify_store(home)[1] == []
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            break
        # back to the old state for the next kill
        import_folder(tmp_path / "old", home)
        assert first_vote(home) == (1, [1, 1, 1])
        assert not (home / "tmp").exists() or not list((home / "tmp").iterdir())
    assert step > 8  # there were that many moments
    assert outcomes[-1] == (3, [3, 3, 3])
    assert (1, [1, 1, 1]) in outcomes


def test_two_processes_at_once(tmp_path, home):
    children = []
    for number, votes in enumerate(("YYY", "NNN", "AAA")):
        folder = ga_file(tmp_path / f"data{number}", votes)
        child = os.fork()
        if child == 0:
            try:
                import_folder(folder, home)
                os._exit(0)
            except BaseException:  # noqa: BLE001
                os._exit(1)
        children.append(child)
    assert [os.waitpid(c, 0)[1] for c in children] == [0, 0, 0]
    assert len(vintages(home)) == 3
    vote, tidy = first_vote(home)
    assert tidy == [vote] * 3
    assert verify_store(home) == (3, [])


def test_a_second_writer_waits_and_then_gives_up(home):
    store = Store(home)
    told = []
    with (
        store.writing(),
        pytest.raises(StoreError, match="Another process"),
        Store(home).writing(0.2, lambda: told.append(1)),
    ):
        pass
    assert told == [1]

    def hold():
        with Store(home).writing():
            held.set()
            time.sleep(0.3)

    held = threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    with Store(home).writing(5):
        pass
    thread.join()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b'{"format": 99, "history": [], "derived": null}',
        b'{"format": 0, "history": [], "derived": null}',
        b'{"format": "1", "history": [], "derived": null}',
        b'{"format": true, "history": [], "derived": null}',
        b'{"format": 1, "history": 3, "derived": null}',
        b'{"format": 1, "history": [{"source": "../../etc", "hash": "x", "taken": "2020-01-01T00:00:00+00:00"}],'
        b' "derived": null}',
        b'{"format": 1, "history": [], "derived": "../../etc"}',
        b'{"format": 1, "history": [{"source": "a", "hash": "b", "taken": "yesterday"}], "derived": null}',
    ],
)
def test_a_damaged_pointer_is_said_and_not_overwritten(tmp_path, home, content):
    home.mkdir()
    (home / "pointer.json").write_bytes(content)
    with pytest.raises(StoreError, match="pointer"):
        open_record(home)
    with pytest.raises(StoreError, match="pointer"):
        import_folder(ga_file(tmp_path / "data"), home)
    assert (home / "pointer.json").read_bytes() == content


def test_a_pointer_that_may_not_be_read(home):
    home.mkdir()
    (home / "pointer.json").mkdir()
    with pytest.raises(StoreError, match="Cannot read"):
        open_record(home)


def test_home_is_a_file(tmp_path):
    path = tmp_path / "file"
    path.write_text("x")
    with pytest.raises(StoreError, match="Cannot"):
        import_folder(ga_file(tmp_path / "data"), path)
    with pytest.raises(StoreError, match="Cannot"):
        open_record(path)


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
def test_a_store_that_cannot_be_written(tmp_path, home, monkeypatch, number):
    import_folder(ga_file(tmp_path / "old", "YYY"), home)
    real = os.open

    def refuse(path, flags, *args, **kwargs):
        if flags & os.O_CREAT and Path(path).name == "lock":
            raise OSError(number, os.strerror(number), str(path))
        return real(path, flags, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(StoreError) as caught:
        import_folder(ga_file(tmp_path / "new", "NNN"), home)
    assert caught.value.hint
    assert first_vote(home) == (1, [1, 1, 1])  # reading needs no writing


@pytest.mark.parametrize("limit", [0, 200, 1000])
def test_a_disk_that_is_full(tmp_path, home, limit):
    """No file may grow beyond `limit` bytes: every write fails somewhere, nothing changes."""
    import_folder(ga_file(tmp_path / "old", "YYY"), home)
    new = ga_file(tmp_path / "new", "NNN")

    def work():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            import_folder(new, home)
        except StoreError as exc:
            os._exit(7 if exc.hint else 8)

    status = in_child(work)
    assert os.WEXITSTATUS(status) == 7
    assert first_vote(home) == (1, [1, 1, 1])
    assert verify_store(home)[1] == []


@pytest.mark.parametrize("part", ["vintage.json", "pointer.json"])
def test_no_space_left_at_the_small_files(tmp_path, home, monkeypatch, part):
    import_folder(ga_file(tmp_path / "old", "YYY"), home)
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: _full(handle, part, real))
    with pytest.raises(StoreError, match="No space left") as caught:
        import_folder(ga_file(tmp_path / "new", "NNN"), home)
    assert "disk is full" in caught.value.hint
    monkeypatch.setattr(os, "fsync", real)
    assert first_vote(home) == (1, [1, 1, 1])
    assert not list(home.glob(".*"))
    import_folder(tmp_path / "new", home)
    assert first_vote(home) == (3, [3, 3, 3])


def _full(handle, part, real):
    if part in Path(f"/proc/self/fd/{handle}").readlink().name:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return real(handle)


def test_an_interrupted_import_changes_nothing(tmp_path, home, monkeypatch):
    import_folder(ga_file(tmp_path / "old", "YYY"), home)

    def interrupt(message):
        if "measures" in message:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_folder(ga_file(tmp_path / "new", "NNN"), home, interrupt)
    assert first_vote(home) == (1, [1, 1, 1])
    assert len(vintages(home)) == 1


def test_verify_names_what_was_changed(tmp_path, home):
    import_folder(ga_file(tmp_path / "data"), home)
    assert verify_store(home) == (1, [])
    (folder,) = (home / "vintages" / "undl_ga").iterdir()
    content = (folder / "votes.parquet").read_bytes()
    (folder / "votes.parquet").write_bytes(content[:-1] + b"?")
    (folder / "rollcalls.parquet").unlink()
    faults = verify_store(home)[1]
    assert sorted(f.message.split(" ")[1] for f in faults) == ["rollcalls", "votes"]
    # importing the same files mends it
    import_folder(tmp_path / "data", home)
    assert verify_store(home)[1] == []
    (folder / "vintage.json").write_text("{}")
    assert "damaged" in verify_store(home)[1][0].message


def test_a_missing_vintage_is_said(tmp_path, home):
    import shutil

    import_folder(ga_file(tmp_path / "data"), home)
    shutil.rmtree(home / "vintages")
    with pytest.raises(StoreError, match="missing"):
        open_record(home)


def test_a_damaged_measure_table_is_said(tmp_path, home):
    import_folder(ga_file(tmp_path / "data"), home)
    key = json.loads((home / "pointer.json").read_text())["derived"]
    (home / "derived" / key / "rivalry_year.parquet").write_bytes(b"no")
    with pytest.raises(StoreError, match="rivalry_year"):
        open_record(home).table("rivalry_year")


def test_lost_measure_tables_are_made_again(tmp_path, home):
    import shutil

    import_folder(ga_file(tmp_path / "data", "YYY"), home)
    shutil.rmtree(home / "derived")
    assert first_vote(home) == (1, [1, 1, 1])


def test_the_key_of_the_store_changes_with_it(tmp_path, home):
    before = store_key(home)
    import_folder(ga_file(tmp_path / "data"), home)
    middle = store_key(home)
    import_folder(tmp_path / "data", home)
    assert before != middle == store_key(home)


def test_old_measure_tables_are_removed_but_not_those_just_replaced(tmp_path, home):
    for votes in ("YYY", "NNN", "AAA"):
        import_folder(ga_file(tmp_path / votes, votes), home)
    assert len(list((home / "derived").iterdir())) == 2


def test_an_empty_store_has_an_empty_pointer(home):
    assert Store(home).pointer() == Pointer()
    assert not home.exists()
