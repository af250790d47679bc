"""Defence cooperation agreements: the list of agreements as published."""

import zipfile
from datetime import date

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

HEADER = (
    "ccode1,cowName1,ccode2,cowName2,signDay,signMonth,signYear,EIFDay,EIFMonth,EIFYear,type,category1,category2,"
    "category3,span,renewType,renewYears,terminated,durationActual,endYearEstimate,asymmetry,categoryConf,UNTS,"
    "fullText,sourceType,source,factivaConf,factivaSign,factivaEIF,DCAid\n"
)


def row(a, b, sign, force, end, number, kind="general"):
    return f"{a},X,{b},Y,{sign},,,{force},{kind},DCA,,,,,,0,,{end},0,high,,Y,treaty,,,,,{number}\n"


def write(path):
    path.write_text(
        HEADER
        + row(365, 2, "5,6,1994", 1995, 2001, "DCADv1.0-7001")
        + row(2, 365, ",6,1996", "", 2010, "DCADv1.0-7002", "sector")
        + row(2, 2, "1,1,1990", "", 2010, "DCADv1.0-7003")  # 4
        + row(2, 20, "1,1,1990", 1988, 2010, "DCADv1.0-7004")  # 5: corrected
        + row(2, 20, "1,1,1990", "", 2010, "none")  # 6
        + row(2, 20, "1,1,1990", "", 1985, "DCADv1.0-7005")  # 7
        + row(2, 20, "1,1,1990", "", 2010, "DCADv1.0-7004"),  # 8
        encoding="utf-8",
    )
    return path


def test_agreements(tmp_path):
    reading = source("dcad").read([write(tmp_path / "DCAD-v1.0-main.csv")])
    rows = {r["agreement"]: r for r in reading.tables["defence_agreements"].to_pylist()}
    assert set(rows) == {7001, 7002, 7004}
    assert (rows[7001]["code_a"], rows[7001]["code_b"]) == (2, 365)  # smaller code first
    assert (rows[7001]["signed"], rows[7001]["in_force"], rows[7001]["ends"]) == (
        date(1994, 6, 5),
        1995,
        2001,
    )
    assert rows[7002]["in_force"] == 1996  # not known: when signed
    assert rows[7002]["ends"] is None  # 2010 is where the coders stopped
    assert rows[7004]["in_force"] == 1990
    found = {p.line: p.message for p in reading.problems}
    assert set(found) == {4, 5, 6, 7, 8}
    assert "itself" in found[4]
    assert "before it was signed" in found[5]
    assert "DCAid" in found[6]
    assert "ended" in found[7]
    assert "before" in found[8]


def test_archive_of_the_publisher(tmp_path):
    inner = write(tmp_path / "DCAD-v1.0-main.csv")
    archive = tmp_path / "kinne_dca.zip"
    with zipfile.ZipFile(archive, "w") as z:
        z.write(inner, "kinne_dca/DCAD-v1.0-main.csv")
        z.writestr("kinne_dca/DCAD-v1.0-dyadic.csv", "ccode1,ccode2,year\n2,20,1990\n")
    assert recognise(archive).id == "dcad"
    assert source("dcad").read([archive]).tables["defence_agreements"].num_rows == 3


def test_wrong_columns(tmp_path):
    path = tmp_path / "DCAD-v1.0-main.csv"
    path.write_text("ccode1,ccode2\n2,20\n", encoding="utf-8")
    with pytest.raises(SourceError, match="signYear"):
        source("dcad").read([path])


def test_research_data(shared):
    csv = source("dcad").read([shared / "data" / "raw" / "dcad_main.csv"])
    parquet = source("dcad").read([shared / "data" / "alliances" / "dcad_v1_main.parquet"])
    assert csv.tables["defence_agreements"].num_rows == 1868
    assert csv.tables["defence_agreements"].equals(parquet.tables["defence_agreements"])
    assert sorted(p.message for p in csv.problems if p.line).count("an agreement of a state with itself") == 3
