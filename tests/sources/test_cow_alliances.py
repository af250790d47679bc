"""COW alliances: directed and undirected yearly files, members, year 0."""

import zipfile
from datetime import date

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

YEARLY = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,"
    "dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,year,version\n"
)
MEMBER = (
    "version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,all_end_year,ss_type,"
    "mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor,defense,"
    "neutrality,nonaggression,entente,version\n"
)


def yearly(treaty, a, b, year, flags):
    return f'{treaty},{a},"A",{b},"B",1,1,1950,,,,0,1,{flags},{year},4.1\n'


def write(path, *lines):
    path.write_text("".join(lines), encoding="utf-8")
    return path


def keyed(reading):
    return {(r["source"], r["target"], r["year"]): r for r in reading.tables["alliance_years"].to_pylist()}


def test_directed_file(tmp_path):
    path = write(
        tmp_path / "alliance_v4.1_by_directed_yearly.csv",
        YEARLY,
        yearly(900, 2, 135, 1961, "1,0,0,0"),
        yearly(901, 2, 135, 1961, "0,0,,1"),  # a second treaty in the same year
        yearly(900, 135, 2, 1961, "0,0,,"),
        yearly(900, 2, 135, 0, "1,0,0,0"),  # 5: year 0
        yearly(900, 2, 2, 1961, "1,0,0,0"),  # 6: with itself
    )
    reading = source("cow_alliances").read([path])
    rows = keyed(reading)
    both, back = rows[2, 135, 1961], rows[135, 2, 1961]
    assert (both["defence"], both["consultation"], both["nonaggression"]) == (True, True, False)
    assert (back["defence"], back["consultation"], back["nonaggression"]) == (False, None, None)  # not coded
    assert both["offence"] is None  # COW has no such kind
    assert {p.line: p.message for p in reading.problems} == {
        5: "column year: not a year from 1816 to 2100",
        6: "a state has no treaty with itself",
    }


def test_undirected_file_is_mirrored_and_says_so(tmp_path):
    path = write(tmp_path / "alliance_v4.1_by_dyad_yearly.csv", YEARLY, yearly(900, 2, 135, 1961, "1,0,0,0"))
    reading = source("cow_alliances").read([path])
    assert set(keyed(reading)) == {(2, 135, 1961), (135, 2, 1961)}
    assert "undirected" in reading.problems[0].message


def test_archive_with_members(tmp_path):
    archive = tmp_path / "version4.1_csv.zip"
    members = MEMBER + '900,2,"A",1,1,1950,,,,"Type I",1,6,1950,5,7,1962,0,0,1,0,0,0,4.1\n'
    with zipfile.ZipFile(archive, "w") as z:
        z.writestr("v/alliance_v4.1_by_directed_yearly.csv", YEARLY + yearly(900, 2, 135, 1961, "1,0,0,0"))
        z.writestr("v/alliance_v4.1_by_dyad_yearly.csv", YEARLY)
        z.writestr("v/alliance_v4.1_by_member.csv", members)
    assert recognise(archive).id == "cow_alliances"
    (row,) = source("cow_alliances").read([archive]).tables["alliance_members"].to_pylist()
    assert (row["entered"], row["left"]) == (date(1950, 6, 1), date(1962, 7, 5))


def test_wrong_columns(tmp_path):
    path = write(tmp_path / "alliance_v4.1_by_directed_yearly.csv", "ccode1,ccode2,year\n2,20,1950\n")
    with pytest.raises(SourceError, match="entente"):
        source("cow_alliances").read([path])
    with pytest.raises(SourceError, match=r"version4\.1_csv\.zip"):
        source("cow_alliances").read([write(tmp_path / "alliance_v4.1_by_dyad.csv", "a\n1\n")])


def test_research_data(shared):
    folder = shared / "data"
    dyads = source("cow_alliances").read([folder / "alliances" / "cow_alliance_v41_dyad_yearly.parquet"])
    assert sum(p.line is not None for p in dyads.problems) == 45  # the rows with year 0
    raw = source("cow_alliances").read([folder / "raw" / "version4.1_csv.zip"])
    assert not raw.problems
    directed = raw.tables["alliance_years"]
    parquet = source("cow_alliances").read(
        [
            folder / "alliances" / "cow_alliance_v41_directed_yearly.parquet",
            folder / "alliances" / "cow_alliance_v41_by_member.parquet",
        ]
    )
    assert parquet.tables["alliance_years"].equals(directed)
    assert parquet.tables["alliance_members"].equals(raw.tables["alliance_members"])
    assert raw.tables["alliance_members"].num_rows == 1221
