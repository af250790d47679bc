"""ITPD-E: industries summed, dollars to millions, territories and home production left out aloud."""

import zipfile

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

HEADER = (
    "exporter_iso3,exporter_name,importer_iso3,importer_name,year,industry_id,industry_descr,broad_sector,"
    "trade,flag_mirror,flag_zero\n"
)


def line(a, b, year, trade, industry=1):
    return f"{a},x,{b},y,{year},{industry},Wheat,Agriculture,{trade},0,p\n"


def flows(reading):
    return {
        (r["exporter"], r["importer"], r["year"]): r["usd_m"]
        for r in reading.tables["trade_flows"].to_pylist()
    }


@pytest.mark.parametrize("zipped", [False, True])
def test_industries_are_summed(tmp_path, zipped):
    path = tmp_path / "ITPD_E_R01.csv"
    path.write_text(
        HEADER
        + line("USA", "CHN", 2001, 2.5)
        + line("USA", "CHN", 2001, 4, industry=2)
        + line("CHN", "USA", 2001, "n/a")  # 4
        + line("USA", "USA", 2001, 9)
        + line("USA", "HKG", 2001, 1)
        + line("USA", "QQQ", 2001, 1)  # 7
        + "USA,too,short\n"  # 8
        + line("USA", "FRA", 2001, "oops"),  # 9
        encoding="utf-8",
    )
    if zipped:
        with zipfile.ZipFile(tmp_path / "ITPD_E_R01.zip", "w") as archive:
            archive.write(path, "ITPD_E_R01.csv")
        path = tmp_path / "ITPD_E_R01.zip"
    assert recognise(path).id == "itpde"
    reading = source("itpde").read([path])
    assert flows(reading) == {(2, 710, 2001): 6.5}
    assert reading.rows_read == 8
    said = {(p.line, p.message.split(":")[0].split(";")[0]) for p in reading.problems}
    assert {n for n, _ in said} == {4, 5, 6, 7, 8, 9}
    assert any("itself" in m for n, m in said if n == 5)


def test_tidy_is_in_dollars(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "year,value,exporter,importer,exporter_name,importer_name,exp_cow,imp_cow\n"
        "2005,2500000,SRB,PSE,Serbia,Palestine,345,0\n"
        "2005,-1,SRB,FRA,Serbia,France,345,220\n",
        encoding="utf-8",
    )
    reading = source("itpde").read([path])
    assert flows(reading) == {(345, 667, 2005): 2.5}
    assert [p.line for p in reading.problems] == [3]


def test_wrong_columns(tmp_path):
    path = tmp_path / "ITPD_E_R01.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected the columns exporter, importer, year, value"):
        source("itpde").read([path])


def test_research_data(shared):
    import pandas as pd

    path = shared / "data" / "trade" / "itpde_v1_total_trade_dyad_year_2000_2016.parquet"
    reading = source("itpde").read([path])
    mine = reading.tables["trade_flows"].to_pandas()
    raw = pd.read_parquet(path)
    raw = raw[(raw.exporter != raw.importer) & (raw.exp_cow > 0) & (raw.imp_cow > 0)]
    theirs = raw.groupby(["exp_cow", "imp_cow", "year"]).value.sum() / 1e6
    ours = mine.set_index(["exporter", "importer", "year"]).usd_m
    both = theirs.index.intersection(ours.index)
    assert len(both) == len(theirs)  # our letters agree with the file's own COW numbers
    assert (theirs[both] - ours[both]).abs().max() < 1e-3
