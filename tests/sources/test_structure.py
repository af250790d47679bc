"""Lists of states, majors and capitals, contiguity, distance, leaders."""

import zipfile
from datetime import date

import pyarrow.compute as pc
import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def problems(reading):
    return {p.line: p.message for p in reading.problems}


STATES = (
    "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    "USA,2,United States of America,1816,1,1,2016,12,31,2016\n"
    "GFR,260,German Federal Republic,1955,5,5,1990,10,2,2016\n"
    "XXX,9999,Atlantis,1900,1,1,2016,12,31,2016\n"
    "CAN,20,Canada,1920,1,10,1919,12,31,2016\n"
    "USA,2,United States of America,1816,1,1,2016,12,31,2016\n"
)


def test_states_of_cow(tmp_path):
    path = write(tmp_path / "states2016.csv", STATES)
    assert recognise(path).id == "cow_states"
    reading = source("cow_states").read([path])
    rows = {r["code"]: r for r in reading.tables["system"].to_pylist()}
    assert rows[2]["end"] is None  # the list stops there, the state does not
    assert (rows[260]["start"], rows[260]["end"]) == (date(1955, 5, 5), date(1990, 10, 2))
    assert set(problems(reading)) == {4, 5, 6}
    archive = tmp_path / "States2024.zip"
    with zipfile.ZipFile(archive, "w") as z:
        z.write(path, "States2024/statelist2024.csv")
    later = source("cow_states").read([archive])
    assert later.tables["system"].num_rows == 2
    assert (reading.version, later.version, later.covers) == ("2016", "2024", (1816, 2024))


def test_states_of_gleditsch_and_ward(tmp_path):
    path = write(
        tmp_path / "ksgmdw.txt",
        "Code\tAbb\tName\tBegins\tEnds\n"
        "260\tGFR\tGerman Federal Republic\t1949-09-21\t2020-12-31\n"
        "2\tUSA\tUnited States\t01:01:1816\t31:12:2020\n"
        "7777\tXXX\tAtlantis\t1900-01-01\t2020-12-31\n"
        "20\tCAN\tCanada\tonce\t2020-12-31\n",
    )
    reading = source("gw_states").read([path])
    assert {r["code"] for r in reading.tables["system"].to_pylist()} == {2, 255}
    assert set(problems(reading)) == {4, 5}
    with pytest.raises(SourceError, match="gwcode"):
        source("gw_states").read([write(tmp_path / "ksgmdw2.txt", "a\tb\n1\t2\n")])


def test_majors(tmp_path):
    text = (
        "stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n"
        "USA,2,1898,8,13,2016,12,31,2016\nGMY,255,1925,1,1,1918,1,1,2016\n"
    )
    path = write(tmp_path / "majors2016.csv", text)
    assert recognise(path).id == "cow_majors"
    reading = source("cow_majors").read([path])
    assert [(r["code"], r["start"], r["end"]) for r in reading.tables["majors"].to_pylist()] == [
        (2, 1898, 2016)
    ]
    assert set(problems(reading)) == {3}


def test_capitals(tmp_path):
    text = (
        "ccode,statenme,capital,stdate,enddate,lat,lng\n"
        "2,USA,Washington D.C.,1816-01-01,2024-12-31,38.9,-77.0\n"
        "20,Canada,Ottawa,1867-01-01,2024-12-31,138.9,-77.0\n"
    )
    reading = source("cow_capitals").read([write(tmp_path / "cow_capitals.csv", text)])
    (row,) = reading.tables["capitals"].to_pylist()
    assert (row["name"], row["end"]) == ("Washington D.C.", None)
    assert "Earth" in problems(reading)[3]


def test_contiguity(tmp_path):
    text = (
        "type,dyad,state1no,state1ab,state2no,state2ab,conttype,begin,end,notes,version\n"
        "1,2020,2,USA,20,CAN,1,192001,201612,,3.2\n"
        "1,2020,20,CAN,2,USA,1,192001,201612,,3.2\n"  # the mirror: no fault
        "1,2020,2,USA,20,CAN,1,192001,201612,,3.2\n"  # 4: again
        "1,2031,2,USA,31,BHM,9,197307,201612,,3.2\n"  # 5
        "1,2031,2,USA,70,MEX,1,197307,197306,,3.2\n"  # 6
        "1,2031,2,USA,40,CUB,4,190205,190902,,3.2\n"
    )
    path = write(tmp_path / "contdir.csv", text)
    assert recognise(path).id == "contiguity"
    reading = source("contiguity").read([path])
    rows = {(r["code_a"], r["code_b"]): r for r in reading.tables["contiguity"].to_pylist()}
    assert set(rows) == {(2, 20), (2, 40)}
    assert rows[2, 20]["end"] is None
    assert (rows[2, 40]["start"], rows[2, 40]["end"]) == (date(1902, 5, 1), date(1909, 2, 28))
    assert set(problems(reading)) == {4, 5, 6}


def test_distance(tmp_path):
    text = (
        "ccode1,ccode2,year,mindist\n20,2,1950,0\n2,20,1950,0\n2,365,1950,83.5\n2,365,1951,40000\n"
        "2,365,1800,1\n2,2,1950,0\n"
    )
    reading = source("distance").read([write(tmp_path / "cow_mindist.csv", text)])
    rows = [(r["code_a"], r["code_b"], r["km"]) for r in reading.tables["distance"].to_pylist()]
    assert rows == [(2, 20, 0.0), (2, 365, 83.5)]
    assert set(problems(reading)) == {3, 5, 6, 7}


def test_leaders(tmp_path):
    text = (
        "obsid\tleadid\tccode\tidacr\tleader\tstartdate\tenddate\tentry\texit\n"
        "A\t1\t365\tRUS\tOne\t1990-01-01\t1995-06-30\tRegular\tRegular\n"
        "B\t2\t365\tRUS\tTwo\t1995-06-30\t1995-07-02\tRegular\tRegular\n"
        "C\t3\t365\tRUS\tThree\t1995-06-30\t2015-12-31\tRegular\tStill in Office\n"
        "D\t4\t365\tRUS\tFour\t2000-01-01\t1999-01-01\tRegular\tRegular\n"
        "E\t5\t7777\tXXX\tFive\t2000-01-01\t2001-01-01\tRegular\tRegular\n"
        "F\t6\t260\tGFR\tSix\t1985-01-01\t2001-01-01\tRegular\tRegular\n"
    )
    path = write(tmp_path / "1March_Archigos_4.1.txt", text)
    assert recognise(path).id == "archigos"
    reading = source("archigos").read([path])
    rows = {r["name"]: r for r in reading.tables["leaders"].to_pylist()}
    assert set(rows) == {"One", "Three", "Six"}
    assert rows["Three"]["end"] is None
    assert rows["Six"]["code"] == 260
    found = problems(reading)
    assert set(found) == {3, 5, 6}
    assert "same day" in found[3]
    assert "before" in found[5]


@pytest.mark.parametrize(
    ("name", "file", "expected"),
    [
        ("cow_states", "states2016.csv", "statenme"),
        ("cow_majors", "majors2016.csv", "styear"),
        ("cow_capitals", "cow_capitals.csv", "capital"),
        ("contiguity", "contdir.csv", "state1no"),
        ("distance", "cow_mindist.csv", "mindist"),
        ("archigos", "archigos.csv", "leader"),
    ],
)
def test_wrong_columns(tmp_path, name, file, expected):
    with pytest.raises(SourceError, match=expected):
        source(name).read([write(tmp_path / file, "ccode,anything\n2,1\n")])


@pytest.mark.parametrize(
    ("name", "file", "table", "rows"),
    [
        ("cow_states", "cow_states", "system", 243),
        ("gw_states", "gw_states", "system", 216),
        ("cow_majors", "cow_majors", "majors", 14),
        ("cow_capitals", "cow_capitals", "capitals", 242),
        ("contiguity", "cow_contdir", "contiguity", 937),
        ("distance", "cow_mindist", "distance", 952_244),
        ("archigos", "archigos", "leaders", 3_405),
    ],
)
def test_research_data(shared, name, file, table, rows):
    path = shared / "data" / "structure" / f"{file}.parquet"
    assert recognise(path).id == name
    reading = source(name).read([path])
    assert reading.tables[table].num_rows == rows
    assert all("same day" in p.message for p in reading.problems)


def test_states_agree_with_our_own_table(shared):
    """The list of COW, read as a source, against the dated table bilat keeps by hand."""
    from bilat import states

    table = source("cow_states").read([shared / "data" / "structure" / "cow_states.parquet"]).tables["system"]
    start, end = (
        pc.year(table.column("start")).to_numpy(),
        pc.fill_null(pc.year(table.column("end")), 2016).to_numpy(),
    )
    code = table.column("code").to_numpy()
    for year in range(1816, 2017):
        theirs = sorted(set(code[(start <= year) & (end >= year)].tolist()))
        assert states.system(year).tolist() == theirs, year
