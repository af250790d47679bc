"""COW wars and UCDP conflicts: published and tidy forms."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

COW = (
    "WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,EndYear1,"
    "StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,Outcome,"
    "TransTo,BatDeath,Version\n"
)
UCDP = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,"
    "year,intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,"
    "ep_end,ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)


def rows(reading):
    return {(r["war"], r["code_a"], r["code_b"], r["year"]): r for r in reading.tables["wars"].to_pylist()}


def state(war, code, side, start, end, initiator, again=(-8, -8)):
    return f"{war},W,1,{code},S,{side},1,1,{start},1,1,{end},1,1,{again[0]},1,1,{again[1]},-8,7,{initiator},1,-8,9,4\n"


def test_cow_participants(tmp_path):
    path = tmp_path / "Inter-StateWarData_v4.0.csv"
    path.write_text(
        COW
        + state(1, 710, 1, 1979, 1979, 1)
        + state(1, 816, 2, 1979, 1979, 2)
        + state(2, 530, 1, 1998, 1998, 2, again=(2000, 2000))
        + state(2, 531, 2, 1998, 2000, 1)
        + state(3, 2, 3, 2001, 2001, 1),  # 6: no such side
        encoding="utf-8",
    )
    assert recognise(path).id == "cow_war_inter"
    reading = source("cow_war_inter").read([path])
    found = rows(reading)
    assert set(found) == {(1, 710, 816, 1979), (2, 530, 531, 1998), (2, 530, 531, 2000)}
    assert found[1, 710, 816, 1979]["initiator"] == 710
    assert found[2, 530, 531, 2000]["initiator"] == 531
    assert {p.line for p in reading.problems} == {6, None}


def test_cow_dyads(tmp_path):
    path = tmp_path / "cow_war_inter.csv"
    head = "warnum,ccode1,ccode2,year,initiator1,initiator2,outcome1,batdeath1\n"
    path.write_text(
        head + "5,2,645,2003,1,0,1,1\n5,645,2,2003,0,1,1,1\n5,2,645,2003,1,0,1,1\n5,2,6450,2003,1,0,1,1\n",
        encoding="utf-8",
    )
    reading = source("cow_war_inter").read([path])
    assert {k: r["initiator"] for k, r in rows(reading).items()} == {(5, 2, 645, 2003): 2}
    assert {p.line for p in reading.problems} == {4, 5}


def conflict(number, year, kind, a, a2, b, b2, intensity=1):
    return (
        f'{number},L,A,1,,B,2,,1,T,{year},{intensity},0,{kind},2000-01-01,1,2000-01-01,1,0,,,{a},"{a2}",{b},"{b2}",'
        "1,1,25.1\n"
    )


def test_ucdp_who_fought_whom(tmp_path):
    path = tmp_path / "UcdpPrioConflict_v25_1.csv"
    path.write_text(
        UCDP
        + conflict(10, 2024, 2, 365, "731", 369, "", 2)
        + conflict(11, 1991, 2, 645, "", 690, "2, 200")
        + conflict(12, 1950, 2, 731, "710", 732, "2", 2)
        + conflict(13, 2019, 4, 620, "", "", "625")
        + conflict(14, 2019, 3, 750, "", "", "")
        + conflict(15, 2024, 2, 2, "", 678, "")
        + conflict(16, 1948, 2, 750, "", 751, "")  # 8: no number of ours
        + conflict(17, 2000, 9, 2, "", 200, "")  # 9
        + conflict(18, 2000, 2, "two", "", 200, "")  # 10
        + conflict(19, 2000, 2, 2, "", 200, "", 7),  # 11
        encoding="utf-8",
    )
    assert recognise(path).id == "ucdp_acd"
    reading = source("ucdp_acd").read([path])
    found = {k: (r["type"], r["intensity"]) for k, r in rows(reading).items()}
    assert found == {
        (10, 365, 369, 2024): ("interstate", 2),
        (10, 369, 731, 2024): ("interstate", 2),
        (11, 645, 690, 1991): ("interstate", 1),
        (11, 2, 645, 1991): ("interstate", 1),
        (11, 200, 645, 1991): ("interstate", 1),
        (12, 731, 732, 1950): ("interstate", 2),
        (12, 2, 731, 1950): ("interstate", 2),
        (12, 710, 732, 1950): ("interstate", 2),
        (12, 2, 710, 1950): ("supporters", 2),
        (13, 620, 625, 2019): ("internationalised", 1),
        (15, 2, 679, 2024): ("interstate", 1),  # Gleditsch-Ward 678 is all Yemen by now
    }
    assert {p.line for p in reading.problems} == {8, 9, 10, 11}


@pytest.mark.parametrize("name", ["cow_war_inter", "ucdp_acd"])
def test_wrong_columns(tmp_path, name):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected the columns"):
        source(name).read([path])


def test_research_data(shared):
    import pandas as pd

    folder = shared / "data" / "disputes"
    cow = source("cow_war_inter").read([folder / "cow_war_inter.parquet"]).tables["wars"].to_pandas()
    raw = pd.read_parquet(folder / "cow_war_inter.parquet")
    raw = raw[raw.ccode1 < raw.ccode2].drop_duplicates(["warnum", "ccode1", "ccode2", "year"])
    assert len(cow) == len(raw)
    ucdp = source("ucdp_acd").read([folder / "ucdp_acd.parquet"])
    wars = ucdp.tables["wars"].to_pandas()
    assert wars.year.max() == 2024
    assert [p.message for p in ucdp.problems] == ["unknown Gleditsch-Ward number among [751]"]  # Hyderabad
    assert ((wars.code_a == 365) & (wars.code_b == 369) & (wars.year == 2022)).any()
