"""`bilat join`: own cells are kept as they are written; every format in and out."""

import csv
import io

import pytest
from command import bilat

TEXT = '﻿id;from;to;year;w\n007;Russia;China;1990;1.50\n008;"Burma";India;2001;nan\n009;;India;2001;"x;y"\n'


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_cells_are_kept_as_they_are_written(file):
    done = bilat("join", file, "agreement,arms_share", "--a", "from", "--b", "to")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [r["id"] for r in rows] == ["007", "008", "009"]
    assert [r["w"] for r in rows] == ["1.50", "nan", "x;y"]
    assert 0 < float(rows[0]["agreement"]) < 1
    assert rows[2]["agreement"] == ""
    assert "No state is given" in rows[2]["agreement_reason"]


@pytest.mark.parametrize("ending", ["csv", "parquet", "dta"])
def test_every_format_in_and_out(file, tmp_path, ending):
    out = tmp_path / f"joined.{ending}"
    assert bilat("join", file, "agreement", "--a", "from", "--b", "to", "--out", out, "--quiet").code == 0
    again = bilat("join", out, "war", "--a", "from", "--b", "to", "--json").json
    assert len(again) == 3
    assert again[0]["war"] == 0
    assert again[0]["agreement"] == pytest.approx(0.89, abs=0.01)
    assert again[2]["war"] is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--a", "from", "--b", "t"], "Did you mean to"),
        (["--state", "from"], "measure of pairs"),
        (["--a", "from", "--b", "to", "--year", "id"], "no year"),
        (["--a", "w", "--b", "to"], "not known"),
    ],
)
def test_bad_input_says_what_to_do(file, options, words):
    done = bilat("join", file, "agreement", *options)
    assert done.code == 2
    assert words in done.err


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK"),
        ("b.csv", b"a,b\n1,2,3\n"),
        ("c.parquet", b"no"),
        ("d.csv", b"\xff\xfe,a\n"),
        ("e.csv", b"a,a\n1,2\n"),
        ("f.csv", b""),
        ("g.dta", b"x"),
    ],
)
def test_files_that_are_no_tables_are_refused(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    done = bilat("join", path, "war", "--a", "a", "--b", "b")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert "bug" not in done.err
