"""Reading files of rows: lines that are right, bounds that hold."""

import zipfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bilat.errors import SourceError, UnknownNameError
from bilat.sources import recognise, source, sources
from bilat.sources import tables as tables_module
from bilat.sources.base import MAX_LISTED, conform, first_of, list_problems, to_codes
from bilat.sources.tables import columns_of, read_table

RAGGED = 'a,b,c\n1,2,3\n4,"x\ny",6\n\n7,8\n9,10,11\n"q\nr\ns",1,2\n1,2,"3\n4",5\n5,6,7\n'


@pytest.mark.parametrize("columns", [None, ["a", "c"]])
def test_lines_are_those_of_the_file(tmp_path, columns):
    path = tmp_path / "t.csv"
    path.write_text(RAGGED)
    loaded = read_table(path, columns=columns)
    lines = RAGGED.splitlines()
    for line, first in zip(loaded.lines, loaded.raw("a").to_pylist(), strict=True):
        if first is not None:
            assert lines[line - 1].lstrip('"').startswith(first.split("\n")[0])
    assert [p.line for p in loaded.problems] == [6, 11]
    assert "4 values" in loaded.problems[1].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path, encoding, mark):
    path = tmp_path / "t.csv"
    path.write_bytes(f"name{mark}n\nCôte d’Ivoire{mark}1\n".encode(encoding))
    loaded = read_table(path)
    assert loaded.table.column_names == ["name", "n"]
    assert loaded.texts("name").tolist() == ["Côte d’Ivoire"]
    assert columns_of(path) == ["name", "n"]


def test_stata_parquet_and_zip_give_the_same_rows(tmp_path):
    import pandas as pd

    frame = pd.DataFrame({"ccode": [2, 365], "name": ["a", "b"]})
    frame.to_stata(tmp_path / "t.dta", write_index=False)
    frame.to_parquet(tmp_path / "t.parquet")
    frame.to_csv(tmp_path / "t.csv", index=False)
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.write(tmp_path / "t.csv", "../../t.csv")  # the name leads nowhere: nothing is unpacked
    for name in ("t.dta", "t.parquet", "t.csv", "t.zip"):
        loaded = read_table(tmp_path / name)
        assert loaded.numbers("CCODE").tolist() == [2, 365]
        assert columns_of(tmp_path / name) == ["ccode", "name"]
    assert not (tmp_path.parent / "t.csv").exists()


def test_numbers_and_dates_flag_what_they_cannot_read(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("n,d\n1,2020-02-29\nx,2020-02-30\n,NA\n")
    loaded = read_table(path)
    assert np.isnan(loaded.numbers("n")[1:]).all()
    assert np.isnat(loaded.dates("d")[1:]).all()
    assert [(p.line, p.message) for p in loaded.problems] == [
        (3, "column n: not a number"),
        (3, "column d: not a date"),
    ]
    assert loaded.bad.tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("t.csv", b"", "empty"),
        ("t.csv", b"a,b\n\0\1\2,3\n", "binary"),
        ("t.csv", b"\n\n", "header"),
        ("t.parquet", b"PAR1 not really", "Parquet"),
        ("t.dta", b"no stata", "Stata"),
        ("t.zip", b"PK no zip", "zip"),
    ],
)
def test_files_that_are_no_tables(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message):
        read_table(path)
    assert isinstance(columns_of(path), list)


def test_a_missing_file(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        read_table(tmp_path / "none.csv")


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", b"a,b\n" + b"0,0\n" * 20_000_000)
    with pytest.raises(SourceError, match="refused"):
        read_table(path)


def test_a_zip_whose_header_lies_about_the_size(tmp_path):
    path = tmp_path / "lie.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lie.csv", b"a,b\n" + b"1,2\n" * 1000)
    content = path.read_bytes()
    size = (4004).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (400).to_bytes(4, "little")))
    with pytest.raises(SourceError):
        read_table(path)


def test_two_tables_in_a_zip_need_a_choice(tmp_path):
    path = tmp_path / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.csv", "a\n1\n")
        archive.writestr("two.csv", "a\n2\n")
    with pytest.raises(SourceError, match="expected one table"):
        read_table(path)
    assert read_table(path, member="two*").texts("a").tolist() == ["2"]


def test_too_large(tmp_path, monkeypatch):
    path = tmp_path / "t.csv"
    path.write_text("a\n" + "1\n" * 100)
    monkeypatch.setattr(tables_module, "MAX_BYTES", 50)
    with pytest.raises(SourceError, match="at most 50"):
        read_table(path)


def test_problems_are_listed_up_to_a_limit_and_then_counted():
    bad = np.ones(MAX_LISTED + 7, bool)
    listed = list_problems("f", np.arange(len(bad)), bad, "wrong")
    assert len(listed) == MAX_LISTED + 1
    assert "7 more" in listed[-1].message


def test_to_codes_by_kind_and_year():
    assert to_codes(["DEU", "DEU", "SUN", None], "iso3", [1980, 2000, 1980, 2000]).tolist() == [
        260,
        255,
        365,
        0,
    ]
    assert to_codes([2, 365, 9999], "cow").tolist() == [2, 365, 0]
    assert to_codes(["World", "France"], "name", 2000).tolist() == [0, 220]


def test_to_codes_reports_unknown_names_with_their_lines(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("name\nFrance\nWorld\nAtlantis\n")
    loaded = read_table(path)
    to_codes(loaded.texts("name"), "name", 2000, loaded=loaded, ignore=frozenset({"World"}))
    assert [(p.line, p.message) for p in loaded.problems] == [(4, "unknown state 'Atlantis'")]


def test_conform_sorts_casts_and_refuses():
    table = conform(
        "majors", {"code": [365, 2], "start": [1922.0, 1898.0], "end": [np.nan, 2016.0]}, dataset="x"
    )
    assert table.to_pylist()[0] == {"dataset": "x", "code": 2, "start": 1898, "end": 2016}
    assert table.to_pylist()[1]["end"] is None
    with pytest.raises(SourceError, match="repeat a key"):
        conform("majors", {"code": [2, 2], "start": [1, 1], "end": [2, 3]})
    with pytest.raises(SourceError, match="no state"):
        conform("majors", {"code": [0], "start": [1], "end": [2]})
    with pytest.raises(SourceError, match="no column"):
        conform("majors", {"kode": [2]})
    with pytest.raises(SourceError, match="start"):
        conform("majors", {"code": [2], "start": [1.5], "end": [2]})


def test_first_of():
    assert first_of(np.array([1, 1, 2, 1]), np.array([1, 1, 1, 2])).tolist() == [True, False, True, True]


def test_every_source_says_what_it_is():
    from bilat.record.schema import TIDY

    for item in sources().values():
        assert item.title, item.id
        assert item.licence, item.id
        assert item.citation, item.id
        assert item.version, item.id
        assert item.url.startswith(("https://", "http://")), item.id
        assert all(d.startswith("https://") for d in item.downloads), item.id
        assert item.covers[0] <= item.covers[1], item.id
        assert set(item.tables) <= set(TIDY), item.id
        assert item.files, item.id


def test_an_unknown_source_gets_a_suggestion():
    with pytest.raises(UnknownNameError, match="unga_cow"):
        source("unga_cwo")


def test_recognise_by_columns_alone(tmp_path):
    path = tmp_path / "whatever.parquet"
    pq.write_table(pa.table({c: [1] for c in ("resid", "ccode", "date", "year", "vote")}), path)
    found = recognise(path)
    assert found is not None
    assert found.id == "unga_cow"
    other = tmp_path / "other.csv"
    other.write_text("x,y\n1,2\n")
    assert recognise(other) is None


@pytest.mark.shared
def test_every_vote_file_has_one_source(shared):
    expected = {
        "bsv_matches.csv": "bsv_matches",
        "undl_kaggle_ga_votes_1946_2021_long.parquet": "undl_kaggle",
        "undl_kaggle_resolutions_ga_sc_1946_2021.parquet": "undl_kaggle",
        "undl_kaggle_sc_votes_1946_2021_long.parquet": "undl_kaggle",
        "unga_68_262_and_ES11_1_handcoded.parquet": "landmark_votes",
        "unga_rollcalls_voeten_1946_2024_issues.parquet": "unga_iso3",
        "unga_votes_voeten_1946_2024_iso3_long.parquet": "unga_iso3",
        "unga_votes_voeten_cow_1946_2024_fpsim.parquet": "unga_cow",
        "unsc_vetoes_1946_sep2022.parquet": "unsc_vetoes",
        "unvotes_dgrtwo_issues.parquet": "unvotes",
        "unvotes_dgrtwo_roll_calls.parquet": "unvotes",
        "unvotes_dgrtwo_votes_1946_2019.parquet": "unvotes",
    }
    found = {p.name: getattr(recognise(p), "id", None) for p in (shared / "data" / "un_votes").iterdir()}
    assert found == expected


@pytest.mark.shared
def test_columns_alone_say_the_same_as_names(shared, tmp_path):
    for path in sorted((shared / "data" / "un_votes").iterdir()):
        named = recognise(path)
        renamed = tmp_path / f"renamed{path.suffix}"
        renamed.unlink(missing_ok=True)
        renamed.write_bytes(path.read_bytes())
        assert recognise(renamed) is named, path.name
