"""Multinational exercises: participants in the long form."""

from datetime import date

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

HEADER = "MMEID,Ex_Name,Series_Name,gwcode,country,year,StartDate,s.year,s.month,s.day,EndDate,e.year,e.month,e.day\n"


def row(number, gw, country, year, start="1998,5,xx", end="1998,6,2", name="Made Up"):
    return f"{number},{name},S,{gw},{country},{year},x,{start},x,{end}\n"


def write(path, *lines):
    path.write_text(HEADER + "".join(lines), encoding="utf-8")
    return path


def test_participants(tmp_path):
    path = write(
        tmp_path / "mme_long.csv",
        row("mme1", 260, "Germany", 1998),
        row("mme1", 817, "Vietnam", 1998),  # 3: a tool's mistake
        row("mme1", "", "Dominica", 1998),  # no Gleditsch-Ward number
        row("mme1", -9, "NATO", 1998),  # 5: no state
        row("mme1", 260, "Germany", 1998),  # 6: twice
        row("mme1", 365, "Russia", 1999),  # 7: listed under the next year
        row("mme1", 7777, "Atlantis", 1998),  # 8
        row("x", 2, "United States", 1998),  # 9
        row("mme2", 260, "West Germany", 1985, "1985,1,1", "1985,1,2"),
    )
    assert recognise(path).id == "mme"
    reading = source("mme").read([path])
    rows = reading.tables["exercises"].to_pylist()
    assert {(r["exercise"], r["code"]) for r in rows} == {(1, 255), (1, 816), (1, 54), (1, 365), (2, 260)}
    assert {r["year"] for r in rows if r["exercise"] == 1} == {1998}
    first = rows[0]
    assert (first["begun"], first["ended"]) == (date(1998, 5, 1), date(1998, 6, 2))  # day "xx": not known
    found = {p.line: p.message for p in reading.problems}
    assert set(found) == {3, 5, 6, 7, 8, 9}
    assert "South Vietnam" in found[3]
    assert "no state of its own" in found[5]
    assert "counted once" in found[6]
    assert "another year" in found[7]
    assert "Atlantis" in found[8]
    assert "MMEID" in found[9]


def test_wrong_columns(tmp_path):
    path = tmp_path / "mme_long.csv"
    path.write_text("MMEID,country\nmme1,France\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"s\.year"):
        source("mme").read([path])


def test_research_data(shared):
    folder = shared / "data" / "igo"
    paths = [
        folder / "mme_v7_multinational_military_exercises_long_1980.parquet",
        folder / "mme_v7_joint_exercises_dyad_year.parquet",
    ]
    assert {recognise(p).id for p in paths} == {"mme"}
    reading = source("mme").read(paths)
    table = reading.tables["exercises"]
    assert table.num_rows == 13_574
    assert not any("unknown" in p.message for p in reading.problems)
