"""Imports of one source alone, through the real builders: what was imported answers, nothing falls over."""

import pytest
from small_store import ga_file

from bilat.record import open_record
from bilat.record.imports import import_folder

SC = (
    "undl_id,ms_code,ms_name,permanent_member,ms_vote,date,resolution,meeting,description,modality\n"
    "1,USA,USA,True,Y,2022-02-27,S/RES/2623(2022),S/PV.8980,Convening,vote\n"
    "1,RUS,RUS,True,N,2022-02-27,S/RES/2623(2022),S/PV.8980,Convening,vote\n"
)


@pytest.fixture(autouse=True)
def builder():
    """Override the stand-in: the builders themselves."""


def test_the_assembly_alone(tmp_path, home):
    report = import_folder(ga_file(tmp_path / "data", "YNA"), home)
    assert report.failed == {}
    record = open_record(home)
    rows = record.table("votes_year").to_pylist()
    assert {(r["code_a"], r["code_b"], r["year"]) for r in rows} == {
        (2, 365, 2010),
        (2, 710, 2010),
        (365, 710, 2010),
    }
    assert sum(r["c13"] for r in rows) == 1
    assert record.coverage("votes_year").provenance.source == "UN Library, General Assembly voting data"


def test_the_council_alone_builds_no_assembly_measures(tmp_path, home):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "2026_02_06_sc_voting.csv").write_text(SC)
    assert import_folder(tmp_path / "data", home).failed == {}
    record = open_record(home)
    assert record.tidy("votes").num_rows == 2


def test_emergency_sessions_only(tmp_path, home):
    folder = ga_file(tmp_path / "data", "YNA", year=2022)
    path = folder / "2026_02_06_ga_voting.csv"
    path.write_text(path.read_text().replace(",65,", ",11emsp,"))
    assert import_folder(folder, home).failed == {}
    assert open_record(home).tidy("rollcalls").column("session").to_pylist() == [None]


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["arms", "igo", "sanctions", "events"])
def test_one_folder_of_the_research_data_alone(shared, tmp_path, home, folder):
    report = import_folder(shared / "data" / folder, home)
    assert report.failed == {}
    assert open_record(home).tables
