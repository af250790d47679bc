"""BACI in its published form: yearly files of products, CEPII's country numbers."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

COUNTRIES = (
    "country_code,country_name,country_iso2,country_iso3\n842,USA,US,USA\n156,China,CN,CHN\n"
    "490,Other Asia nes,N/A,N/A\n344,Hong Kong,HK,HKG\n251,France,FR,FRA\n"
)


def folder(tmp_path, *lines, year=2022):
    flows = tmp_path / f"BACI_HS17_Y{year}_V202501.csv"
    flows.write_text("t,i,j,k,v,q\n" + "".join(f"{x}\n" for x in lines), encoding="utf-8")
    countries = tmp_path / "country_codes_V202501.csv"
    countries.write_text(COUNTRIES, encoding="utf-8")
    return [flows, countries]


def test_products_are_summed_thousands_to_millions(tmp_path):
    paths = folder(
        tmp_path,
        "2022,842,156,010121,1500.5,1",
        "2022,842,156,010129,499.5,NA",
        "2022,490,842,854231,3000,1",
        "2022,842,344,010121,10,1",
        "2022,842,999,010121,10,1",  # 6
        "2022,251,842,010121,x,1",  # 7
    )
    assert [recognise(p).id for p in paths] == ["baci", "baci"]
    reading = source("baci").read(paths)
    found = {
        (r["exporter"], r["importer"], r["year"]): r["usd_m"]
        for r in reading.tables["trade_flows"].to_pylist()
    }
    assert found == {(2, 710, 2022): 2.0, (713, 2, 2022): 3.0}  # 490 is Taiwan
    assert {p.line for p in reading.problems} == {5, 6, 7}
    assert reading.rows_read == 6


def test_years_of_two_revisions_are_refused(tmp_path):
    paths = folder(tmp_path, "2022,842,156,010121,1,1")
    other = tmp_path / "BACI_HS92_Y2022_V202501.csv"
    other.write_text(paths[0].read_text(), encoding="utf-8")
    with pytest.raises(SourceError, match="both give 2022"):
        source("baci").read([*paths, other])


def test_the_country_list_is_needed(tmp_path):
    with pytest.raises(SourceError, match="country_codes_V"):
        source("baci").read(folder(tmp_path, "2022,842,156,010121,1,1")[:1])


def test_wrong_columns(tmp_path):
    paths = folder(tmp_path)
    paths[0].write_text("t,i,j\n1,2,3\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected"):
        source("baci").read(paths)
