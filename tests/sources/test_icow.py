"""ICOW claims: months to years, open ends unknown, a lost digit mended aloud."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

HEADER = "region,claimdy,claim,name,dyadnum,chal,tgt,dyad,begclaim,endclaim,resolved,icowsal\n"


def claim(number, name, chal, tgt, begin, end, salience=5):
    return f"1,{number},{str(number)[:-2]},{name},1,{chal},{tgt},1,{begin},{end},,{salience}\n"


def test_claims(tmp_path):
    path = tmp_path / "ICOWprov101.csv"
    path.write_text(
        HEADER
        + claim(901, "Rock", 710, 750, 195407, 201799)
        + claim(902, "Islet", 710, 816, 197504, "")  # 3
        + claim(903, "Lake", 475, 471, 199404, 20012)  # 4
        + claim("", "Cape", 365, 369, 201403, 201799, "")
        + claim(905, "Backwards", 2, 20, 199001, 198001)  # 6
        + claim(906, "Nobody", 2, 7777, 199001, 199501)  # 7
        + claim(907, "Undated", 2, 20, "", 199501)  # 8
        + claim(908, "Odd", 2, 20, 17, 199501)  # 9
        + claim(901, "Rock", 710, 750, 195401, 196001),  # 10
        encoding="utf-8",
    )
    assert recognise(path).id == "icow"
    reading = source("icow").read([path])
    found = {r["name"]: r for r in reading.tables["claims"].to_pylist()}
    assert set(found) == {"Rock", "Islet", "Lake", "Cape"}
    assert (found["Rock"]["start"], found["Rock"]["end"], found["Rock"]["salience"]) == (1954, 2017, 5)
    assert (found["Rock"]["challenger"], found["Rock"]["target"]) == (710, 750)
    assert found["Islet"]["end"] is None
    assert found["Lake"]["end"] == 2001
    assert (found["Cape"]["claim"], found["Cape"]["salience"]) == (None, None)
    said = {p.line: p.message for p in reading.problems}
    assert set(said) == {3, 4, 6, 7, 8, 9, 10}
    assert "unknown" in said[3]
    assert "five digits" in said[4]


def test_dyad_years_become_spans(tmp_path):
    path = tmp_path / "years.csv"
    lines = [(1990, 2, 20), (1991, 20, 2), (1991, 2, 20), (1993, 2, 20), (1993, 2, 2)]
    path.write_text("date,sourceNum,tarNum,dispute\n" + "".join(f"{y},{a},{b},1\n" for y, a, b in lines))
    reading = source("icow").read([path])
    found = [
        (r["dataset"], r["challenger"], r["target"], r["start"], r["end"])
        for r in reading.tables["claims"].to_pylist()
    ]
    assert found == [("icow_years", 2, 20, 1990, 1991), ("icow_years", 2, 20, 1993, 1993)]
    assert [p.line for p in reading.problems] == [6]


def test_wrong_columns(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="begclaim"):
        source("icow").read([path])


def test_research_data(shared):
    folder = shared / "data" / "disputes"
    reading = source("icow").read(
        [
            folder / "icow_territorial_claims_v101_ext2017.parquet",
            folder / "icow_ext2017_claim_dyad_year_cooley.parquet",
        ]
    )
    claims = reading.tables["claims"].to_pandas()
    assert (claims.dataset == "icow").sum() == 848
    assert len(reading.problems) == 12  # eleven without an end, one with a lost digit
    mine = claims[claims.dataset == "icow"]

    def between(a, b, year):
        pair = ((mine.challenger == a) & (mine.target == b)) | ((mine.challenger == b) & (mine.target == a))
        return set(mine[pair & (mine.start <= year) & (mine.end >= year)].name)

    assert between(710, 750, 2017) == {
        "Sikkim",
        "Arunachal Pradesh",
        "Trans-Karakoram Tract & Aksai Chin",
    }
    assert between(710, 816, 2017) == {"Paracel Islands", "Spratly Islands"}
