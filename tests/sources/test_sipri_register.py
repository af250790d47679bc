"""The trade register: orders, and deliveries spread evenly (an approximation)."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

HEADER = (
    "\ufeffRecipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,"
    "Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,"
    "SIPRI TIV of delivered weapons\n"
)


def order(recipient, supplier, ordered, years, tiv, name="T-1"):
    return f'{recipient},{supplier},{ordered},?,10,,{name},tank,10,?,{years},New,"a, b",1,{tiv},{tiv}\n'


def test_orders_and_spread(tmp_path):
    path = tmp_path / "sipri_trade_register.csv"
    path.write_text(
        HEADER
        + order("India", "Soviet Union", 1988, "1990; 1991", 12)
        + order("India", "Russia", 1991, "1991", 5)
        + order("Germany", "United States", 1988, "1989; 1992", 8)
        + order("Hezbollah (Lebanon)*", "Iran", 2005, "2006", 3)
        + order("India", "France", 2020, "", 0)
        + order("India", "France", "", "2001", 1)  # 7
        + order("India", "France", 2000, "2001-2003", 1)  # 8
        + order("Elbonia", "France", 2000, "2001", 1),  # 9
        encoding="utf-8",
    )
    assert recognise(path).id == "sipri_register"
    reading = source("sipri_register").read([path])
    table = reading.tables["arms_deliveries"]
    assert all(table.column("approximate").to_pylist())
    cells = {(r["supplier"], r["recipient"], r["year"]): r["tiv"] for r in table.to_pylist()}
    assert cells == {
        (365, 750, 1990): 6.0,
        (365, 750, 1991): 11.0,
        (2, 260, 1989): 4.0,  # the Germany of the day of delivery
        (2, 255, 1992): 4.0,
        (630, None, 2006): 3.0,
    }
    orders = reading.tables["arms_orders"].to_pylist()
    assert len(orders) == 4
    german = next(o for o in orders if o["supplier"] == 2)
    assert (german["first_delivery"], german["last_delivery"], german["tiv_delivered"]) == (1989, 1992, 8.0)
    undelivered = next(o for o in orders if o["supplier"] == 220)
    assert undelivered["first_delivery"] is None
    faults = {p.line for p in reading.problems if "totals only" not in p.message}
    assert faults == {7, 8, 9}


def test_wrong_columns(tmp_path):
    path = tmp_path / "sipri_trade_register.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"Year\(s\) of delivery"):
        source("sipri_register").read([path])


def test_research_data_three_forms_agree(shared):
    data = shared / "data"
    forms = [
        data / "arms" / "sipri_trade_register.parquet",
        data / "raw" / "sipri_trade_register.csv",
        data / "arms" / "sipri_tiv_dyad_year_approx_from_register_1950_2024.parquet",
    ]
    tables = [source("sipri_register").read([p]).tables["arms_deliveries"].to_pandas() for p in forms]
    keys = ["supplier", "recipient", "year"]
    for other in tables[1:]:
        merged = tables[0].merge(other, on=keys, how="outer", indicator=True)
        assert (merged._merge == "both").mean() > 0.999
        assert merged.tiv_x.corr(merged.tiv_y) > 0.999
    assert tables[0].year.max() == 2024
