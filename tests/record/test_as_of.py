"""What was known by a day: vintages, years, sessions, ends of spans."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from small_store import ga_file

from bilat.errors import InputError
from bilat.record import Record, open_record
from bilat.record.imports import import_folder
from bilat.record.record import last_closed_session, last_complete_year
from bilat.record.tidy import cut
from bilat.sources.base import conform


@pytest.fixture
def three_vintages(tmp_path, home, taken_on):
    for day, votes in ((date(2020, 1, 5), "YYY"), (date(2021, 6, 1), "AAA"), (date(2023, 3, 1), "NNN")):
        taken_on(day)
        import_folder(ga_file(tmp_path / votes, votes), home)
    return home


@pytest.mark.parametrize(
    ("as_of", "vote", "noted"),
    [
        (None, 3, False),
        (date(2024, 1, 1), 3, False),
        (date(2023, 3, 1), 3, False),
        (date(2023, 2, 28), 2, False),
        (date(2021, 5, 31), 1, False),
        (date(2019, 12, 31), 1, True),
    ],
)
def test_the_newest_vintage_taken_in_by_then_counts(three_vintages, as_of, vote, noted):
    record = open_record(three_vintages, as_of)
    assert record.tidy("votes").column("vote").to_pylist() == [vote] * 3
    assert set(record.column("rivalry_year", "rivalry")) == {vote}
    # what nobody imported comes from the bundled pack, which speaks for itself
    notes = [note for note in record.notes if "bundled pack" not in note]
    assert bool(notes) == noted
    if noted:
        assert "undl_ga" in notes[0]
        assert "2020-01-05" in notes[0]


def test_years_count_once_they_have_ended(three_vintages):
    record = open_record(three_vintages, date(2022, 2, 8))
    assert record.known_through == 2021
    assert record.column("rivalry_year", "year").tolist() == [2009, 2010, 2021]
    assert record.table("rivalry_year").num_rows == 3
    assert record.coverage("rivalry_year").provenance.covers_to == 2021
    assert not record.coverage("rivalry_year").has_year(2022)
    assert record.column("votes_session", "session").tolist() == [75]
    everything = open_record(three_vintages)
    assert everything.known_through is None
    assert everything.column("rivalry_year", "year").tolist() == [2009, 2010, 2021, 2022]
    assert everything.coverage("rivalry_year").provenance.covers_to == 2024


def test_votes_follow_the_dates_of_their_roll_calls(tmp_path, home):
    import_folder(ga_file(tmp_path / "data", year=2010), home)
    assert open_record(home, date(2010, 12, 1)).tidy("votes").num_rows == 3
    assert open_record(home, date(2010, 11, 30)).tidy("votes").num_rows == 0


@pytest.mark.parametrize(
    ("day", "year", "session"),
    [
        (date(2022, 2, 8), 2021, 75),
        (date(2021, 12, 31), 2021, 75),
        (date(2022, 9, 14), 2021, 75),
        (date(2022, 9, 15), 2021, 76),
        (date(1946, 1, 1), 1945, -1),
    ],
)
def test_last_complete_year_and_session(day, year, session):
    assert last_complete_year(day) == year
    assert last_closed_session(day) == session


def test_ends_that_lie_ahead_are_not_known():
    d = lambda text: np.datetime64(text, "D")  # noqa: E731
    table = conform(
        "system",
        {
            "code": [1, 2, 3],
            "start": [d("1990-01-01"), d("2000-01-01"), d("2011-01-01")],
            "end": [d("2005-01-01"), d("2015-01-01"), d("2020-01-01")],
        },
    )
    rows = cut("system", table, date(2010, 6, 1)).to_pylist()
    assert [(r["code"], r["end"]) for r in rows] == [(1, date(2005, 1, 1)), (2, None)]


def test_months_count_once_they_have_ended():
    table = conform(
        "event_tone",
        {
            "code_a": [2] * 3,
            "code_b": [365] * 3,
            "year": [2022, 2022, 2021],
            "month": [1, 2, 12],
            "score": [1, 1, 1],
        },
    )
    assert cut("event_tone", table, date(2022, 2, 8)).column("month").to_pylist() == [12, 1]


def test_spans_dated_by_years():
    table = conform(
        "rivalries", {"code_a": [2, 2], "code_b": [3, 4], "start": [2021, 2023], "end": [2025, 2026]}
    )
    rows = cut("rivalries", table, date(2022, 2, 8)).to_pylist()
    assert [(r["start"], r["end"]) for r in rows] == [(2021, None)]


def test_the_pack_alone_says_when_it_was_made(tmp_path, home, monkeypatch):
    import json

    from small_store import build

    class Meta:
        source, version, citation, licence, retrieved = "s", "1", "c", "l", date(2025, 5, 5)

    pack = tmp_path / "pack"
    pack.mkdir()
    build({"votes": pa.table({"vote": [1]})}, {"x": Meta}, pack, None)
    monkeypatch.setattr("bilat.record.opening.PACK", pack)
    assert json.loads((pack / "manifest.json").read_text())
    assert open_record(home).notes == ()
    assert "2025-05-05" in open_record(home, date(2022, 1, 1)).notes[0]
    assert open_record(home, date(2025, 5, 5)).notes == ()
    assert open_record(home, date(2022, 2, 8)).tidy("votes") is None


def test_tables_that_were_not_imported_come_from_the_pack(tmp_path, home, monkeypatch):
    from small_store import build

    class Meta:
        source, version, citation, licence, retrieved = "packed", "1", "c", "l", date(2025, 5, 5)

    pack = tmp_path / "pack"
    pack.mkdir()
    build({"votes": pa.table({"vote": [9]})}, {"x": Meta}, pack, None)
    manifest = (pack / "manifest.json").read_text().replace('"votes_session"', '"wars_year"')
    (pack / "manifest.json").write_text(manifest)
    (pack / "wars_year.parquet").write_bytes((pack / "rivalry_year.parquet").read_bytes())
    monkeypatch.setattr("bilat.record.opening.PACK", pack)
    import_folder(ga_file(tmp_path / "data", "NNN"), home)
    record = open_record(home)
    assert set(record.tables) == {"rivalry_year", "votes_session", "wars_year"}
    assert set(record.column("rivalry_year", "rivalry")) == {3}
    assert record.coverage("rivalry_year").provenance.source != "packed"
    assert record.coverage("wars_year").provenance.source == "packed"
    assert record.table("wars_year").num_rows == 4
    assert "pack" in open_record(home, date(2022, 1, 1)).notes[-1]


def test_sql_over_tidy_and_measure_tables(three_vintages):
    record = open_record(three_vintages)
    found = record.sql(
        "SELECT count(*) AS n, max(v.vote) AS top FROM votes v JOIN rollcalls USING (dataset, rollcall) "
        "WHERE code = ?",
        [365],
    )
    assert isinstance(found, pa.Table)
    assert found.to_pylist() == [{"n": 1, "top": 3}]
    named = record.sql("SELECT year FROM rivalry_year WHERE year > $since ORDER BY year", {"since": 2010})
    assert named.column("year").to_pylist() == [2021, 2022]
    cut_down = open_record(three_vintages, date(2022, 2, 8)).sql("SELECT max(year) AS y FROM rivalry_year")
    assert cut_down.to_pylist() == [{"y": 2021}]


@pytest.mark.parametrize(
    "query",
    [
        "DROP TABLE votes",
        "SELECT 1; SELECT 2",
        "",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "COPY (SELECT 1) TO '/tmp/bilat-should-not-be.csv'",
        "SELECT * FROM nowhere",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "ATTACH '/tmp/x.db'",
        "SELECT * FROM record",
        "SELECT",
    ],
)
def test_sql_answers_selects_only_and_sees_nothing_else(three_vintages, query):
    record = open_record(three_vintages)
    with pytest.raises(InputError):
        record.sql(query)


def test_a_record_of_a_folder_is_as_before(three_vintages):
    folder = open_record(three_vintages).folder
    record = Record(folder)
    array = record.column("rivalry_year", "year")
    assert not array.flags.writeable
    assert record.column("rivalry_year", "year") is array


def test_a_day_after_all_of_a_table_shares_its_columns():
    late, early = open_record(as_of=date(2100, 1, 1)), open_record(as_of=date(1990, 6, 1))
    whole = late.whole.column("wars_year", "year")
    assert late.column("wars_year", "year") is whole
    cut = early.column("wars_year", "year")
    assert len(cut) < len(whole)
    assert cut.max() < 1990
