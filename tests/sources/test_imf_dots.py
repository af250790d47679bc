"""IMF trade by month: importers first, both published forms."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

TIDY = "countrySource,countryTarget,value,type,year,month\n"


def flows(reading):
    return {
        (r["exporter"], r["importer"], r["year"], r["month"]): r["usd_m"]
        for r in reading.tables["trade_flows"].to_pylist()
    }


def test_the_importers_report_counts(tmp_path):
    path = tmp_path / "dots.csv"
    path.write_text(
        TIDY
        + "United States,China,10,export,2019,1\n"
        + "China,United States,12,import,2019,1\n"
        + "United States,Japan,5,export,2019,1\n"
        + "United States,United States,0,export,2019,1\n"  # 5
        + "United States,Japan,5,sale,2019,2\n"  # 6
        + "United States,Japan,5,export,2019,13\n"  # 7
        + "United States,Japan,5,export,2020,10\n"  # 8: after the file's end
        + "Narnia,Japan,5,export,2019,3\n"  # 9
        + "United States,World,5,export,2019,3\n",  # 10
        encoding="utf-8",
    )
    assert recognise(path).id == "imf_dots"
    reading = source("imf_dots").read([path])
    assert flows(reading) == {(2, 710, 2019, 1): 12.0, (2, 740, 2019, 1): 5.0}
    assert sorted(p.line for p in reading.problems) == [5, 6, 7, 8, 9, 10]


def test_bulk_form_is_in_dollars(tmp_path):
    path = tmp_path / "DOT_timeSeries.csv"
    path.write_text(
        "Country Name,Country Code,Indicator Name,Indicator Code,Counterpart Country Name,"
        "Counterpart Country Code,Attribute,2019M1,2019M2,2019\n"
        "Germany,134,Imports,TMG_CIF_USD,France,132,Value,2000000,,9\n"
        "Germany,134,Imports,TMG_CIF_USD,France,132,Status,E,E,\n"
        "Germany,134,Balance,TBG_USD,France,132,Value,7,7,7\n",
        encoding="utf-8",
    )
    assert recognise(path).id == "imf_dots"
    reading = source("imf_dots").read([path])
    assert flows(reading) == {(220, 255, 2019, 1): 2.0}
    assert reading.problems == []


def test_wrong_columns(tmp_path):
    path = tmp_path / "DOT_timeSeries.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected the columns countrySource"):
        source("imf_dots").read([path])


def test_research_data(shared):
    path = shared / "data" / "trade" / "imf_dots_monthly_15_countries_201101_202009.parquet"
    reading = source("imf_dots").read([path])
    table = reading.tables["trade_flows"].to_pandas()
    assert table.exporter.nunique() == table.importer.nunique() == 15
    assert len(table) == 15 * 14 * (9 * 12 + 9)
    assert any("September 2020" in p.message for p in reading.problems)
