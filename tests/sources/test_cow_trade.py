"""COW trade: missing is missing, mirror rows must agree, bad rows are named."""

import numpy as np
import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

HEADER = "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2\n"


def read(tmp_path, *lines, name="Dyadic_COW_4.0.csv"):
    path = tmp_path / name
    path.write_text(HEADER + "".join(f"{x}\n" for x in lines), encoding="utf-8")
    assert recognise(path).id == "cow_trade"
    return source("cow_trade").read([path])


def flows(reading):
    return {
        (r["exporter"], r["importer"], r["year"]): r["usd_m"]
        for r in reading.tables["trade_flows"].to_pylist()
    }


def test_flow_one_is_what_the_first_imports(tmp_path):
    reading = read(tmp_path, "2,710,1990,A,B,15.5,-9,1,1")
    assert flows(reading) == {(710, 2, 1990): 15.5, (2, 710, 1990): None}
    assert reading.problems == []


def test_a_mirror_row_is_one_fact(tmp_path):
    reading = read(tmp_path, "2,710,1990,A,B,15.5,-9,1,1", "710,2,1990,B,A,-9,15.5,1,1")
    assert flows(reading) == {(710, 2, 1990): 15.5, (2, 710, 1990): None}
    assert reading.problems == []
    assert reading.rows_read == 2


def test_bad_rows_are_named_with_their_lines(tmp_path):
    reading = read(
        tmp_path,
        "2,710,1990,A,B,1,2,1,1",
        "2,9999,1990,A,B,1,2,1,1",  # 3
        "2,20,1990.5,A,B,1,2,1,1",  # 4
        "2,20,1990,A,B,-4,2,1,1",  # 5
        "2,710,1990,A,B,3,4,1,1",  # 6: another figure for the same
        "2,2,1990,A,B,1,1,1,1",  # 7
        "2,200,1990,A,B,many,1,1,1",  # 8
        "710,2,1990,B,A,2,9,1,1",  # 9: a mirror that differs
    )
    assert set(flows(reading)) == {(2, 710, 1990), (710, 2, 1990), (2, 200, 1990), (200, 2, 1990)} - {
        (2, 200, 1990),
        (200, 2, 1990),
    }
    found = {p.line: p.message for p in reading.problems}
    assert set(found) == {3, 4, 5, 6, 7, 8, 9}
    assert "9999" in found[3]
    assert "whole number" in found[4]
    assert "-9" in found[5]
    assert "repeats" in found[6]
    assert "same" in found[7]
    assert "not a number" in found[8]
    assert "repeats" in found[9]


def test_wrong_columns(tmp_path):
    path = tmp_path / "Dyadic_COW_4.0.csv"
    path.write_text("ccode1,year\n2,1990\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"no column ccode2, flow1, flow2.*Expected the columns ccode1"):
        source("cow_trade").read([path])


def test_research_data(shared):
    path = shared / "data" / "trade" / "cow_trade_v4_ddy_1920_2014.parquet"
    reading = source("cow_trade").read([path])
    table = reading.tables["trade_flows"].to_pandas()
    assert reading.problems == []
    assert (table.year.min(), table.year.max()) == (1870, 2014)  # whatever the file name says
    assert not (table.usd_m < 0).any()
    import pandas as pd

    raw = pd.read_parquet(path)
    row = raw[(raw.ccode1 == 2) & (raw.ccode2 == 710) & (raw.year == 2010)].iloc[0]
    mine = table[(table.exporter == 710) & (table.importer == 2) & (table.year == 2010)].usd_m.iloc[0]
    assert mine == row.flow1
    assert np.isclose(table.usd_m.sum(), raw.flow1.sum())  # every pair stands twice in the file
