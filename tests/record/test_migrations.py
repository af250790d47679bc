"""A store of an earlier layout is brought forward whole or not at all; one of a later layout is left alone."""

import json
import os
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dying import in_child, killed_at
from small_store import build, ga_file

from bilat.errors import StoreError
from bilat.record import migrations, open_record, opening
from bilat.record.holdings import verify_store, vintages
from bilat.record.imports import import_folder
from bilat.record.store import FORMAT, Store

WRONG = 7


def earlier(tmp_path, home, votes="YYY"):
    """Make a store as the first layout wrote it: no word of its builders, and a measure that is wrong."""
    import_folder(ga_file(tmp_path / votes, votes), home)
    body = json.loads((home / "pointer.json").read_text())
    old = home / "derived" / "0123456789abcdef0123"
    (home / "derived" / body["derived"]).rename(old)
    table = pq.read_table(old / "rivalry_year.parquet")
    place = table.column_names.index("rivalry")
    field = table.schema.field("rivalry")
    table = table.set_column(place, field, pa.array([WRONG] * len(table), field.type))
    pq.write_table(table, old / "rivalry_year.parquet")
    first = {"format": 1, "derived": old.name, "history": body["history"]}
    (home / "pointer.json").write_text(json.dumps(first, indent=1))
    return first


def rivalry(home):
    return open_record(home).column("rivalry_year", "rivalry")[0]


def test_an_earlier_layout_is_brought_forward_and_its_wrong_measures_are_gone(tmp_path, home):
    before = earlier(tmp_path, home)
    assert rivalry(home) == 1
    body = json.loads((home / "pointer.json").read_text())
    assert body["format"] == FORMAT
    assert body["builders"] == opening.builders_revision()
    assert body["history"] == before["history"]
    assert json.loads((home / "pointer.format-1.json").read_text()) == before
    assert verify_store(home) == (1, [])
    assert not list((home / "tmp").iterdir())
    # a second opening changes nothing
    stamp = Store(home).stamp()
    assert rivalry(home) == 1
    assert Store(home).stamp() == stamp


def test_an_import_brings_forward_too_and_removes_what_is_no_longer_used(tmp_path, home):
    earlier(tmp_path, home)
    import_folder(ga_file(tmp_path / "new", "NNN"), home)
    assert rivalry(home) == 3
    assert len(vintages(home)) == 2
    assert "0123456789abcdef0123" not in {p.name for p in (home / "derived").iterdir()}


def test_an_empty_store_of_an_earlier_layout(home):
    home.mkdir()
    (home / "pointer.json").write_text('{"format": 1, "history": [], "derived": null}')
    assert vintages(home) == []
    assert json.loads((home / "pointer.json").read_text())["format"] == FORMAT


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_moment_leaves_the_earlier_layout_or_the_later(tmp_path, home, after):
    before = earlier(tmp_path, home)
    seen = []
    for step in range(1, 60):

        def work(step=step):
            killed_at(step)(after)
            open_record(home)

        status = in_child(work)
        body = json.loads((home / "pointer.json").read_text())
        seen.append(body["format"])
        assert body == before or body["format"] == FORMAT
        folder = home / "derived" / body["derived"]
        assert (folder / "manifest.json").is_file()  # what counts is there
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            break
        assert rivalry(home) == 1  # the next opening completes it, whatever was left
        assert not any((home / "tmp").glob("*"))
        assert not list(home.glob(".*.part"))
        Path(home / "pointer.json").write_text(json.dumps(before))
    assert step > 6
    assert set(seen) == {1, FORMAT}


def test_a_step_that_fails_leaves_the_earlier_layout(tmp_path, home, monkeypatch):
    before = earlier(tmp_path, home)

    def fails(*_args):
        raise StoreError("Cannot write here: No space left on device.", "Free some space.")

    monkeypatch.setattr("bilat.measures.build.build_all", fails)
    with pytest.raises(
        StoreError, match="layout 1 and could not be brought to 2: Cannot write here"
    ) as caught:
        open_record(home)
    assert caught.value.hint == "Free some space."
    assert json.loads((home / "pointer.json").read_text()) == before
    monkeypatch.setattr("bilat.measures.build.build_all", build)
    assert rivalry(home) == 1


def test_a_later_layout_is_refused_and_left_alone(tmp_path, home):
    earlier(tmp_path, home)
    later = json.dumps({"format": FORMAT + 1, "vintages": {"another": "shape"}})
    (home / "pointer.json").write_text(later)
    for use in (open_record, vintages, verify_store, lambda h: import_folder(ga_file(tmp_path / "n"), h)):
        with pytest.raises(StoreError, match="made by a later version") as caught:
            use(home)
        assert "Upgrade bilat" in caught.value.hint
    assert (home / "pointer.json").read_text() == later


def test_several_openings_at_once_bring_it_forward_once(tmp_path, home, monkeypatch):
    earlier(tmp_path, home)
    calls = []
    step = migrations.STEPS[1]
    monkeypatch.setitem(migrations.STEPS, 1, lambda *args: calls.append(1) or step(*args))
    found = []
    threads = [threading.Thread(target=lambda: found.append(rivalry(home))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 4
    assert len(calls) == 1


def test_steps_follow_one_another(home, monkeypatch):
    """Every layout before this one has its step; steps run in order, each switched in by itself."""
    assert sorted(migrations.STEPS) == list(range(1, FORMAT))
    monkeypatch.setattr("bilat.record.store.FORMAT", FORMAT + 2)
    monkeypatch.setattr(migrations, "FORMAT", FORMAT + 2)
    for number in (FORMAT, FORMAT + 1):
        monkeypatch.setitem(
            migrations.STEPS,
            number,
            lambda _s, b, n=number: {**b, "format": n + 1, "steps": [*b.get("steps", []), n]},
        )
    home.mkdir()
    (home / "pointer.json").write_text('{"format": 1, "history": [], "derived": null}')
    assert vintages(home) == []
    assert json.loads((home / "pointer.json").read_text())["steps"] == [FORMAT, FORMAT + 1]
    assert sorted(p.name for p in home.glob("pointer.*")) == [
        *(f"pointer.format-{n}.json" for n in range(1, FORMAT + 2)), "pointer.json"
    ]  # fmt: skip


def test_other_builders_build_again(tmp_path, home, monkeypatch):
    """A mended builder is never passed over because tables that the old one built are there."""
    import_folder(ga_file(tmp_path / "data", "YYY"), home)
    assert rivalry(home) == 1

    def mended(tidy, meta, folder, progress):
        votes = tidy["votes"]
        place = votes.column_names.index("vote")
        field = votes.schema.field("vote")
        build(
            {"votes": votes.set_column(place, field, pa.array([2] * len(votes), field.type))},
            meta,
            folder,
            progress,
        )

    monkeypatch.setattr("bilat.measures.build.build_all", mended)
    assert rivalry(home) == 1
    monkeypatch.setattr(opening, "builders_revision", lambda: "mended")
    assert rivalry(home) == 2
