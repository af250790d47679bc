"""Folders and archives made to do harm: paths that lead outside, links, pipes, bombs, headers that lie."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "record"))

from small_store import build, ga_file

from bilat.errors import BilatError, SourceError
from bilat.record.imports import import_folder, scan
from bilat.record.store import Store
from bilat.sources import sources
from bilat.sources.tables import read_table

NAME = "2026_02_06_ga_voting.csv"


@pytest.fixture(autouse=True)
def _quick_builders(monkeypatch):
    monkeypatch.setattr("bilat.measures.build.build_all", build)


def everything(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*"))


@pytest.mark.parametrize(
    "member",
    [
        "../../evil_ga_voting.csv",
        "/tmp/evil_ga_voting.csv",
        "..\\..\\evil_ga_voting.csv",
        "a/../../ga_voting.csv",
    ],
)
def test_names_in_an_archive_lead_nowhere(tmp_path, member):
    """The member is read where it is; nothing is unpacked, so its name cannot matter."""
    data = (ga_file(tmp_path / "plain") / NAME).read_text()
    folder = tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(folder / (NAME.removesuffix(".csv") + ".csv.zip"), "w") as archive:
        archive.writestr(member, data)
    before = everything(tmp_path)
    home = tmp_path / "home"
    try:
        import_folder(folder, home)
    except BilatError:
        pass
    assert [p for p in everything(tmp_path) if not p.startswith("home")] == before
    assert not Path("/tmp/evil_ga_voting.csv").exists()
    assert not list(home.rglob("*evil*"))


def test_links_pipes_and_hidden_files_are_not_followed(tmp_path):
    folder = ga_file(tmp_path / "in")
    secret = tmp_path / "secret_ga_voting.csv"
    secret.write_text("undl_id\n")
    (folder / "link_ga_voting.csv").symlink_to(secret)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "outside").symlink_to("/etc", target_is_directory=True)
    (folder / ".hidden_ga_voting.csv").write_text("undl_id\n")
    os.mkfifo(folder / "pipe_ga_voting.csv")
    found = scan(folder)
    assert [f.path.name for f in found if f.source] == [NAME]
    reasons = {f.path.name: f.reason for f in found if not f.source}
    assert "link" in reasons["link_ga_voting.csv"]
    assert "not a plain file" in reasons["pipe_ga_voting.csv"]
    assert not any("etc" in str(f.path) or f.path.name.startswith(".") for f in found)


def test_a_store_whose_pointer_leads_outside_is_refused(tmp_path):
    home = tmp_path / "home"
    import_folder(ga_file(tmp_path / "in"), home)
    store = Store(home)
    text = store.pointer_file.read_text()
    for bad in ('"../../etc"', '"/etc"', '"a/b"', '""', "7", "null"):
        store.pointer_file.write_text(text.replace('"undl_ga"', bad))
        with pytest.raises(BilatError):
            store.pointer()


def _zip(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: _zip([("ga_voting.csv", b"a,b\n" + b"\x00" * 20_000_000)]),
        lambda: _zip([("in.zip", _zip([("ga_voting.csv", b"a" * 5_000_000)]))]),
        lambda: _zip([(f"{n}_ga_voting.csv", b"x") for n in range(3_000)]),
        lambda: _zip([]),
        lambda: b"PK\x05\x06" + b"\x00" * 18,
        lambda: b"PK\x03\x04" + os.urandom(2000),
    ],
    ids=["zeros", "nested", "many", "none", "empty", "noise"],
)
def test_bombs_are_refused_within_bounds(tmp_path, make):
    path = tmp_path / "ga_voting.csv.zip"
    path.write_bytes(make())
    with pytest.raises(SourceError):
        read_table(path)


def test_a_parquet_that_unpacks_to_far_more_is_refused(tmp_path, monkeypatch):
    """One value repeated is a few bytes on disk; the sizes that the footer announces are looked at first."""
    monkeypatch.setattr("bilat.sources.tables.MAX_BYTES", 5_000_000)
    path = tmp_path / "x.parquet"
    table = pa.table({"a": pa.array(["y" * 1000] * 20_000)})
    pq.write_table(table, path, compression="zstd", use_dictionary=False)
    assert path.stat().st_size < 100_000
    with pytest.raises(SourceError, match="too large"):
        read_table(path)


def test_a_reader_that_breaks_is_a_failure_of_its_file_alone(tmp_path, monkeypatch):
    """The other files of the import are taken in, and the reason is kept."""
    folder = ga_file(tmp_path / "in")
    (folder / "ksgmdw.txt").write_text("2\tUSA\tUnited States\t01:01:1816\t31:12:2017\n")
    broken = sources()["gw_states"]

    def breaks(paths):
        raise IndexError("list index out of range")

    monkeypatch.setitem(broken.__dict__, "reader", breaks)  # the description is frozen
    report = import_folder(folder, tmp_path / "home")
    assert [i.source for i in report.imported] == ["undl_ga"]
    assert "cannot be read as" in report.failed["gw_states"]
