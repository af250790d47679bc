"""Rivalries and the peace scale."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

FILES = {
    "rivalries_td": (
        "rivalryno,rivalryname,ccode1,ccode2,styear,endyear,region,type1,type2,type3\n",
        "1,Up-Down,710,2,1949,1972,Asia,positional,ideological,\n",
    ),
    "rivalries_tss": (
        "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin\n",
        "1,Up-Down,710,2,1949,1972,1,,1,,,\n",
    ),
}
BAD = {
    "rivalries_td": "2,Back,710,750,1990,1980,Asia,spatial,,\n3,Old,324,640,1494,1717,Europe,spatial,,\n"
    "4,Who,2,6666,1900,1910,,spatial,,\n5,When,2,365,,1910,,spatial,,\n",
    "rivalries_tss": "2,Back,710,750,1990,1980,,1,,,,\n3,Old,324,640,1494,1717,1,,,,,\n"
    "4,Who,2,6666,1900,1910,1,,,,,\n5,When,2,365,,1910,1,,,,,\n",
}


@pytest.mark.parametrize("name", FILES)
def test_spans(tmp_path, name):
    path = tmp_path / "rivals.csv"
    path.write_text("".join(FILES[name]) + BAD[name], encoding="utf-8")
    assert recognise(path).id == name
    reading = source(name).read([path])
    assert reading.tables["rivalries"].to_pylist() == [
        {
            "dataset": name,
            "code_a": 2,
            "code_b": 710,
            "start": 1949,
            "end": 1972,
            "type": "positional+ideological",
            "name": "Up-Down",
        }
    ]
    assert {p.line for p in reading.problems} == {3, 4, 5, 6}


def test_kgd_disputes_make_rivalries(tmp_path):
    path = tmp_path / "riv500web.csv"
    path.write_text(
        "CMFILE,DEATHSA,DEATHSB,DISPUTE,FATALAPC,FATALBPC,RIVALA,RIVALB,RIVALRY,RIVNUMB,RIVTYP2,SEVERITY,WARNUMB\n"
        "x,,,11,0,0,2,20,2020,7,2,6,\nx,,,12,0,0,2,20,2020,7,2,6,\nx,,,13,0,0,2,20,2020,8,1,6,\n"
        "x,,,14,0,0,2,20,2020,9,5,6,\n",
        encoding="utf-8",
    )
    assert recognise(path).id == "rivalries_kgd"
    reading = source("rivalries_kgd").read([path])
    found = [
        (r["code_a"], r["code_b"], r["type"], r["start"]) for r in reading.tables["rivalries"].to_pylist()
    ]
    assert sorted(found) == [(2, 20, "isolated", None), (2, 20, "rivalry", None)]
    assert [p.line for p in reading.problems] == [5]


def test_peace_scale_nines_are_unknown(tmp_path):
    path = tmp_path / "peacedata31_dyadyear.csv"
    path.write_text(
        "dyad,yearmonth,peacelevel\n2020,1950,0.75\n2020,1951,9\n2020,1952,7.5\n2020,1950,1\n2999,1950,0.5\n"
        "710750,1960,0\n",
        encoding="utf-8",
    )
    assert recognise(path).id == "peace_data"
    reading = source("peace_data").read([path])
    found = {
        (r["code_a"], r["code_b"], r["year"]): r["level"] for r in reading.tables["peace_scale"].to_pylist()
    }
    assert found == {
        (2, 20, 1950): 0.75,
        (2, 20, 1951): None,
        (2, 20, 1952): None,
        (710, 750, 1960): 0.0,
    }
    assert {p.line for p in reading.problems} == {3, 4, 5, 6}


@pytest.mark.parametrize("name", ["rivalries_td", "rivalries_tss", "rivalries_kgd", "peace_data"])
def test_wrong_columns(tmp_path, name):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected the columns"):
        source(name).read([path])


@pytest.mark.parametrize(
    ("name", "file", "rows"),
    [
        ("rivalries_td", "td_rivalries", 195),
        ("rivalries_tss", "tss_rivalries", 262),
        ("rivalries_kgd", "kgd_rivalries_riv500", 1205),
    ],
)
def test_research_data(shared, name, file, rows):
    reading = source(name).read([shared / "data" / "disputes" / f"{file}.parquet"])
    assert reading.tables["rivalries"].num_rows == rows
    # Venice, gone before the system of states begins
    assert all("324" in p.message for p in reading.problems)


def test_research_data_peace(shared):
    reading = source("peace_data").read([shared / "data" / "disputes" / "peace_data_31_dyadyear.parquet"])
    level = reading.tables["peace_scale"].to_pandas().level.dropna()
    assert level.between(0, 1).all()
