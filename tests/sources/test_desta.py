"""Trade agreements: the dyadic list of treaties, and withdrawals."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

HEADER = "country1,country2,iso1,iso2,number,base_treaty,name,entry_type,consolidated,year,entryforceyear\n"


def row(a, b, treaty, year, force, kind="base_treaty", name="Made Up"):
    return f"{a},{b},1,2,{treaty},{treaty},{name},{kind},0,{year},{force}\n"


def write(path, *lines):
    path.write_text(HEADER + "".join(lines), encoding="latin-1")
    return path


def treaties(folder):
    return write(
        folder / "desta_list_of_treaties_02_03_dyads.csv",
        row("Germany", "Côte d’Ivoire".replace("’", "'"), 9001, 1990, 1991),
        row("United Kingdom", "France", 9002, 1972, 1973, "accession"),
        row("Chile", "Paraguay", 9003, 2021, "NA"),
        row("Hong Kong", "Chile", 9004, 2012, 2014),  # 5: no state
        row("Atlantis", "Chile", 9004, 2012, 2014),  # 6
        row("Chile", "Paraguay", 9003, 2021, "NA"),  # 7: again
        row("Chile", "Chile", 9003, 2021, "NA"),  # 8
        row("United Kingdom", "France", 9002, 2030, 2031, name="Return"),
    )


def test_agreements_without_withdrawals(tmp_path):
    path = treaties(tmp_path)
    assert recognise(path).id == "desta"
    reading = source("desta").read([path])
    assert (reading.version, reading.covers) == ("2.3", (1948, 2030))
    rows = {(r["code_a"], r["code_b"], r["year"]): r for r in reading.tables["trade_agreements"].to_pylist()}
    assert set(rows) == {
        (255, 437, 1990),
        (200, 220, 1972),
        (150, 155, 2021),
        (200, 220, 2030),
    }
    assert rows[150, 155, 2021]["in_force"] is None  # signed, not in force
    assert rows[200, 220, 1972]["in_force"] == 1973
    found = {p.line: p.message for p in reading.problems}
    assert "Hong Kong is no state" in found[5]
    assert "Atlantis" in found[6]
    assert "listed before" in found[7]
    assert "itself" in found[8]
    assert "no withdrawals" in found[None]


def test_withdrawals_end_agreements(tmp_path):
    gone = write(
        tmp_path / "desta_dyadic_withdrawal_02_03.csv",
        row("France", "United Kingdom", 9002, 2020, 2020, "withdrawal"),
        row("France", "United Kingdom", 9999, 2020, 2020, "withdrawal"),  # 3: from what?
    )
    reading = source("desta").read([treaties(tmp_path), gone])
    rows = {(r["code_a"], r["code_b"], r["year"]): r for r in reading.tables["trade_agreements"].to_pylist()}
    assert rows[200, 220, 1972]["ends"] == 2019
    assert rows[200, 220, 2030]["ends"] is None  # a return later is not ended by an earlier exit
    assert any(p.line == 3 and "withdrawal from an agreement" in p.message for p in reading.problems)


def test_wrong_columns(tmp_path):
    path = tmp_path / "desta_list_of_treaties_02_03_dyads.csv"
    path.write_text("country1,country2\nChile,Peru\n", encoding="utf-8")
    with pytest.raises(SourceError, match="entryforceyear"):
        source("desta").read([path])


def test_research_data(shared):
    folder = shared / "data" / "trade"
    reading = source("desta").read(sorted(folder.glob("desta*.parquet")))
    table = reading.tables["trade_agreements"]
    assert (reading.version, reading.covers) == ("2.1", (1948, 2021))
    left_out = 18_329 - table.num_rows
    assert left_out == 350
    assert not any("unknown state" in p.message for p in reading.problems)
    assert table.column("in_force").null_count > 1000  # signed and not in force
