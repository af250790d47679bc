"""National material capabilities, also out of the zip within a zip."""

import io
import zipfile

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

CSV = (
    "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
    "USA,2,1950,100,10,5,50,150,60,.25,2021\n"
    "CAN,20,1950,-9,1,1,5,14,3,.01,2021\n"
    "XXX,9999,1950,1,1,1,1,1,1,.01,2021\n"
    "CAN,20,1950,3,1,1,5,14,3,.01,2021\n"
    "CAN,20,1951,-3,1,1,5,14,3,.01,2021\n"
    "CAN,20,1952,a,1,1,5,14,3,.01,2021\n"
)


def check(reading):
    rows = {(r["code"], r["year"]): r for r in reading.tables["capabilities"].to_pylist()}
    assert set(rows) == {(2, 1950), (20, 1950)}
    assert rows[20, 1950]["milex"] is None  # -9 is not a number of dollars
    found = {p.line: p.message for p in reading.problems}
    assert "9999" in found[4]
    assert "before" in found[5]
    assert "negative" in found[6]
    assert "not a number" in found[7]


def test_csv(tmp_path):
    path = tmp_path / "NMC-70-abridged.csv"
    path.write_text(CSV, encoding="utf-8")
    assert recognise(path).id == "nmc"
    reading = source("nmc").read([path])
    assert (reading.version, reading.covers) == ("7.0", (1816, 1950))
    check(reading)


def test_zip_within_a_zip(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as z:
        z.writestr("NMC-70-abridged.csv", CSV)
    path = tmp_path / "NMCv7.zip"
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("NMCv7/NMC-v7-abridged.zip", inner.getvalue())
        z.writestr("NMCv7/NMC-v7-wsupplementary.zip", b"not read")
    assert recognise(path).id == "nmc"
    check(source("nmc").read([path]))


def test_not_a_zip(tmp_path):
    path = tmp_path / "NMCv7.zip"
    path.write_bytes(b"this is no archive")
    with pytest.raises(SourceError, match="not a readable zip"):
        source("nmc").read([path])


def test_wrong_columns(tmp_path):
    path = tmp_path / "NMC-70-abridged.csv"
    path.write_text("ccode,year\n2,1950\n", encoding="utf-8")
    with pytest.raises(SourceError, match="milex"):
        source("nmc").read([path])


def test_research_data(shared):
    reading = source("nmc").read([shared / "data" / "structure" / "cow_nmc.parquet"])
    assert reading.tables["capabilities"].num_rows == 17_121
    assert not reading.problems
