"""What a folder may hold, and what becomes of it."""

import json
import zipfile

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from small_store import ga_file

from bilat.cli import cli
from bilat.errors import InputError, StoreError, UnknownNameError
from bilat.record import open_record
from bilat.record.getting import get
from bilat.record.holdings import export, holdings, verify_store, vintages
from bilat.record.imports import import_folder, scan
from bilat.record.schema import TIDY


def test_an_import_end_to_end(tmp_path, home):
    said = []
    report = import_folder(ga_file(tmp_path / "data"), home, said.append)
    (item,) = report.imported
    assert item.source == "undl_ga"
    assert item.new
    assert item.rows == {"votes": 3, "rollcalls": 1}
    assert report.bytes > 0
    assert any("UN Library" in s for s in said)
    record = open_record(home)
    assert record.tidy("votes").schema == TIDY["votes"]
    assert record.tidy_tables == ("rollcalls", "votes")
    assert record.tidy("wars") is None
    with pytest.raises(UnknownNameError):
        record.tidy("wras")
    again = import_folder(tmp_path / "data", home)
    assert not again.imported[0].new
    assert len(vintages(home)) == 1


def test_a_zip_of_the_official_file_is_taken_as_it_is(tmp_path, home):
    ga_file(tmp_path / "plain")
    (tmp_path / "data").mkdir()
    with zipfile.ZipFile(tmp_path / "data" / "ga.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(tmp_path / "plain" / "2026_02_06_ga_voting.csv", "../../../2026_02_06_ga_voting.csv")
    assert import_folder(tmp_path / "data", home).imported[0].rows["votes"] == 3
    assert not list(tmp_path.parent.glob("2026*"))


def test_the_same_files_under_other_names_are_the_same_vintage(tmp_path, home):
    import_folder(ga_file(tmp_path / "one"), home)
    import_folder(ga_file(tmp_path / "two", name="2026_02_07_ga_voting.csv"), home)
    assert len(vintages(home)) == 1


def test_going_back_to_older_files_counts_again(tmp_path, home):
    for votes in ("YYY", "NNN", "YYY"):
        import_folder(ga_file(tmp_path / votes, votes), home)
    assert open_record(home).tidy("votes").column("vote").to_pylist() == [1, 1, 1]
    assert len(vintages(home)) == 3
    assert verify_store(home) == (2, [])


def test_what_is_not_taken_in_is_listed_with_the_reason(tmp_path, home):
    folder = ga_file(tmp_path / "data")
    (folder / "notes.md").write_text("hello")
    (folder / "other.csv").write_text("x,y\n1,2\n")
    (folder / ".hidden.csv").write_text("x,y\n1,2\n")
    outside = tmp_path / "outside.csv"
    outside.write_text("x\n")
    (folder / "link.csv").symlink_to(outside)
    (folder / "up").symlink_to(tmp_path)
    report = import_folder(folder, home)
    assert {f.path.name: f.reason.split(":")[0] for f in report.unknown} == {
        "notes.md": "not a table (CSV, TSV, Parquet, Stata or zip)",
        "other.csv": "neither name nor columns are those of a source",
        "link.csv": "a symbolic link",
        "up": "a symbolic link",
    }


def test_one_bad_file_does_not_stop_the_others(tmp_path, home):
    folder = ga_file(tmp_path / "data")
    (folder / "2026_02_06_sc_voting.csv").write_bytes(b"\0\1\2")
    report = import_folder(folder, home)
    assert [i.source for i in report.imported] == ["undl_ga"]
    assert "binary" in report.failed["undl_sc"]


def test_a_file_with_no_usable_row_fails_and_the_old_vintage_stays(tmp_path, home):
    import_folder(ga_file(tmp_path / "data"), home)
    bad = ga_file(tmp_path / "bad", "QQQ")
    report = import_folder(bad, home)
    assert "no usable row" in report.failed["undl_ga"]
    assert ":2:" in report.failed["undl_ga"]
    assert open_record(home).tidy("votes").num_rows == 3


@pytest.mark.parametrize("kind", ["missing", "file", "empty", "unknown"])
def test_folders_that_hold_nothing(tmp_path, home, kind):
    folder = tmp_path / "data"
    if kind == "file":
        folder.write_text("x")
    elif kind != "missing":
        folder.mkdir()
    if kind == "unknown":
        (folder / "x.csv").write_text("x\n1\n")
    with pytest.raises(InputError):
        import_folder(folder, home)
    assert not home.exists()


def test_too_many_files(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    folder.mkdir()
    for i in range(5):
        (folder / f"{i}.md").write_text("")
    monkeypatch.setattr("bilat.record.imports.MAX_FILES", 4)
    with pytest.raises(InputError, match="more than 4"):
        scan(folder)


def test_problems_are_kept_with_the_vintage(tmp_path, home):
    folder = ga_file(tmp_path / "data")
    path = folder / "2026_02_06_ga_voting.csv"
    path.write_text(path.read_text() + "7,XYZ,XYZ,Y,2010-12-01,65,A/RES/65/7,,T,\n")
    report = import_folder(folder, home)
    assert [p.line for p in report.imported[0].problems] == [5]
    (vintage,) = vintages(home)
    assert vintage.problem_count == 1
    assert vintage.problems[0]["line"] == 5
    assert vintage.rows_read == 4
    assert vintage.files[0]["name"] == path.name


def test_holdings(tmp_path, home):
    before = {h.source.id: h for h in holdings(home)}
    assert before["undl_ga"].here in ("nothing", "pack")
    import_folder(ga_file(tmp_path / "data"), home)
    after = {h.source.id: h for h in holdings(home)}
    assert after["undl_ga"].here == "vintage"
    assert after["undl_ga"].vintages == 1
    assert set(after) == set(before)


@pytest.mark.parametrize("kind", ["csv", "parquet", "dta"])
@pytest.mark.parametrize("table", ["votes", "rollcalls", "rivalry_year"])
def test_export_of_one_table(tmp_path, home, kind, table):
    import pandas as pd

    import_folder(ga_file(tmp_path / "data"), home)
    (path,) = export(tmp_path / f"out.{kind}", [table], home)
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "dta": pd.read_stata}[kind]
    frame = read(path)
    record = open_record(home)
    expected = record.table(table) if table in record.tables else record.tidy(table)
    assert len(frame) == expected.num_rows
    assert list(frame.columns) == expected.column_names
    for column in set(frame.columns) & {"vote", "code", "rivalry", "year", "yes"}:
        assert frame[column].tolist() == expected.column(column).to_pylist()


def test_export_of_a_folder(tmp_path, home):
    import_folder(ga_file(tmp_path / "data"), home)
    written = export(tmp_path / "out", [], home)
    assert {"rivalry_year.parquet", "votes_session.parquet"} <= {p.name for p in written}
    for path in written:
        assert pq.read_table(path).num_rows > 0


@pytest.mark.parametrize(
    ("target", "tables"), [("o.csv", ["votes", "rollcalls"]), ("o.xyz", ["votes"]), ("o.csv", [])]
)
def test_exports_that_cannot_be(tmp_path, home, target, tables):
    import_folder(ga_file(tmp_path / "data"), home)
    with pytest.raises(InputError):
        export(tmp_path / target, tables, home)
    with pytest.raises(UnknownNameError, match="votes"):
        export(tmp_path / "o.csv", ["vots"], home)
    with pytest.raises(StoreError):
        export(tmp_path / "none" / "o.csv", ["votes"], home)


def test_get_by_hand_only(home):
    with pytest.raises(InputError, match="cannot be fetched by a program"):
        get(["unsc_vetoes"], home)
    with pytest.raises(UnknownNameError):
        get(["undl_gaa"], home)


def run(*args):
    return CliRunner().invoke(cli, ["data", *map(str, args)])


def test_the_command_line(tmp_path, home):
    folder = ga_file(tmp_path / "data")
    done = json.loads(run("import", folder, "--json", "--quiet").stdout)
    assert done["imported"][0]["source"] == "undl_ga"
    assert done["failed"] == {}
    listed = json.loads(run("list", "--json").stdout)
    assert {s["source"]: s["here"] for s in listed}["undl_ga"] == "vintage"
    assert "undl_ga" in run("list").stdout
    assert json.loads(run("vintages", "--json").stdout)[0]["rows_read"] == 3
    assert "undl_ga" in run("vintages").stdout
    assert json.loads(run("verify", "--json").stdout) == {"vintages": 1, "faults": []}
    assert run("export", tmp_path / "o.csv", "--table", "votes").exit_code == 0
    assert (tmp_path / "o.csv").read_text().count("\n") == 4


def test_the_command_line_on_damage(tmp_path, home):
    run("import", ga_file(tmp_path / "data"), "--quiet")
    next(home.glob("vintages/undl_ga/*/votes.parquet")).write_bytes(b"no")
    assert run("verify").exit_code == 2
