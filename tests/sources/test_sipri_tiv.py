"""SIPRI deliveries: rebels are not the state, unknown suppliers count in totals, Germany by date."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

HEADER = "supplier,recipient,year,value,supplier_cown,recipient_cown\n"


def cells(reading):
    return {
        (r["supplier"], r["recipient"], r["year"]): r["tiv"]
        for r in reading.tables["arms_deliveries"].to_pylist()
    }


def test_who_is_a_state(tmp_path):
    path = tmp_path / "tiv.csv"
    path.write_text(
        HEADER
        + "Soviet Union,Germany,1985,3,365,255\n"
        + "Soviet Union,East Germany (GDR),1985,4,365,265\n"
        + "Soviet Union,India,1991,5,365,750\n"
        + "Russia,India,1991,6,365,750\n"
        + "Soviet Union,Viet Cong (South Vietnam)*,1970,7,365,817\n"
        + "Unknown supplier(s),India,1991,8,,750\n"
        + "Unknown supplier(s),Unknown recipient(s),1991,8,,\n"
        + "Soviet Union,Ruritania,1991,1,365,\n"  # 9
        + "Soviet Union,India,1991,9,365,750\n"  # 10
        + "Soviet Union,Iraq,1991,-2,365,645\n"  # 11
        + "Soviet Union,Yemen Arab Republic,1965,2,365,678\n",
        encoding="utf-8",
    )
    assert recognise(path).id == "sipri_tiv"
    reading = source("sipri_tiv").read([path])
    assert cells(reading) == {
        (365, 260, 1985): 3.0,
        (365, 265, 1985): 4.0,
        (365, 750, 1991): 11.0,  # two names, one code
        (365, None, 1970): 7.0,  # the guerrillas are not South Vietnam
        (None, 750, 1991): 8.0,
        (365, 678, 1965): 2.0,
    }
    faults = {p.line: p.message for p in reading.problems if "totals only" not in p.message}
    assert set(faults) == {9, 10, 11}
    assert "Ruritania" in faults[9]


def test_export_table_of_one_supplier(tmp_path):
    path = tmp_path / "TIV-Export-RUS-2000-2002.csv"
    path.write_text(
        "TIV of arms exports from Russia, 2000-2002\nGenerated: 1 January 2023\n\n"
        ",2000,2001,2002,Total\nIndia,10,,0,10\nHouthi rebels (Yemen)*,,2,,2\nNowhere,1,,,1\nTotal,11,2,0,13\n",
        encoding="utf-8",
    )
    assert recognise(path).id == "sipri_tiv"
    reading = source("sipri_tiv").read([path])
    assert cells(reading) == {(365, 750, 2000): 10.0, (365, 750, 2002): 0.0, (365, None, 2001): 2.0}
    assert {p.line for p in reading.problems if "Nowhere" in p.message} == {7}


def test_wrong_columns(tmp_path):
    path = tmp_path / "TIV-Export-RUS.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected SIPRI's 'TIV of arms exports"):
        source("sipri_tiv").read([path])


def test_research_data(shared):
    import pandas as pd

    path = shared / "data" / "arms" / "sipri_tiv_dyad_year_1950_2021_360info.parquet"
    reading = source("sipri_tiv").read([path])
    assert all("totals only" in p.message for p in reading.problems)
    table = reading.tables["arms_deliveries"].to_pandas()
    raw = pd.read_parquet(path)
    others = r"\*|nknown|Aruba|Katanga|Biafra|Western Sahara|Northern Cyprus|Libya GNC"
    gone = raw.supplier.str.contains(others) & raw.recipient.str.contains(others)
    assert table.tiv.sum() == raw[~gone].value.sum()
    # the file's own COW numbers give what the mujahedin got to the state of Afghanistan
    kabul = table[(table.recipient == 700) & (table.supplier == 2) & (table.year.between(1980, 1991))]
    assert len(kabul) == 0
    assert len(raw[(raw.recipient_cown == 700) & (raw.supplier == "United States") & (raw.year < 1992)]) > 0
