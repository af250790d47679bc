"""ATOP: small files in its published format, and the research data where they are."""

import zipfile
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source
from bilat.sources.atop import dyad_years

DDYR = "ddyad,year,atopally,defense,offense,neutral,nonagg,consul,stateA,stateB\n"
MEMBERS = "atopid,member,cowsys,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,offense,neutral,nonagg,consul\n"


def write(path, *lines):
    path.write_text("".join(lines), encoding="utf-8")
    return path


def years_file(folder):
    return write(
        folder / "atop5_1ddyr.csv",
        DDYR,
        "200220,1930,1,1,0,0,0,1,200,220\n",
        "220200,1930,1,0,0,0,0,1,220,200\n",
        "200220,1931,1,2,0,0,0,1,200,220\n",  # 4: a flag that is none
        "99220,1930,1,1,0,0,0,1,9999,220\n",  # 5: no such state
        "200220,1930,1,1,0,0,0,1,200,220\n",  # 6: again
        "200200,1930,1,1,0,0,0,1,200,200\n",  # 7: with itself
        "200220,193o,1,1,0,0,0,1,200,220\n",  # 8: no year
    )


def members_file(folder):
    return write(
        folder / "atop5_1m.csv",
        MEMBERS,
        "7001,2,1,1950,4,3,0,0,0,0,1,0,0,1,1\n",
        "7001,20,1,1950,4,3,1952,2,.,0,1,0,0,1,1\n",
        "7001,200,1,1951,1,,0,0,0,0,0,0,0,1,0\n",
        "7001,20,1,1955,1,1,0,0,0,0,1,0,0,1,1\n",  # comes back
        "7001,220,1,1960,1,1,1955,1,1,0,1,0,0,1,1\n",  # 6: leaves before it enters
    )


def lines(reading):
    return {p.line: p.message for p in reading.problems}


def test_dyad_years_keep_direction_and_report_bad_lines(tmp_path):
    reading = source("atop").read([years_file(tmp_path)])
    rows = {(r["source"], r["target"]): r for r in reading.tables["alliance_years"].to_pylist()}
    assert set(rows) == {(200, 220), (220, 200)}
    assert rows[200, 220]["defence"]
    assert not rows[220, 200]["defence"]
    assert rows[220, 200]["consultation"]
    assert reading.rows_read == 7
    found = lines(reading)
    assert set(found) == {4, 5, 6, 7, 8}
    assert "defense" in found[4]
    assert "9999" in found[5]
    assert "before" in found[6]
    assert "itself" in found[7]
    assert "year" in found[8]


def test_members_by_spell(tmp_path):
    reading = source("atop").read([members_file(tmp_path)])
    rows = reading.tables["alliance_members"].to_pylist()
    canada = [r for r in rows if r["code"] == 20]
    assert [r["entered"] for r in canada] == [date(1950, 4, 3), date(1955, 1, 1)]
    assert [r["left"] for r in canada] == [date(1952, 2, 29), None]  # day unknown: the last there can be
    assert {r["code"] for r in rows} == {2, 20, 200}
    found = lines(reading)
    assert found[4].startswith("day of entry unknown")
    assert found[3].startswith("day of exit unknown")
    assert "left before" in found[6]
    assert any("made from the members" in p.message for p in reading.problems)


def test_dyad_years_made_from_members(tmp_path):
    table = source("atop").read([members_file(tmp_path)]).tables["alliance_years"]
    rows = {(r["source"], r["target"], r["year"]): r for r in table.to_pylist()}
    assert rows[2, 20, 1950]["defence"]
    assert rows[2, 200, 1951]["defence"]
    assert not rows[200, 2, 1951]["defence"]  # each owes its own obligations
    assert (2, 20, 1952) in rows  # in force for part of the year
    assert (2, 20, 1953) not in rows
    assert (2, 20, 2018) in rows
    assert max(k[2] for k in rows) == 2018  # and not a year beyond the source


def test_the_published_archive(tmp_path):
    path = tmp_path / "atop_5.1__.csv_.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in (years_file(tmp_path), members_file(tmp_path)):
            archive.write(file, f"ATOP 5.1 (.csv)/{file.name}")
    assert recognise(path).id == "atop"
    reading = source("atop").read([path])
    assert reading.tables["alliance_years"].num_rows == 2
    assert reading.tables["alliance_members"].num_rows == 4


def test_wrong_columns_say_what_was_expected(tmp_path):
    path = write(tmp_path / "atop5_1ddyr.csv", "stateA,stateB,jahr\n2,20,1950\n")
    with pytest.raises(SourceError, match="stateA, stateB, year"):
        source("atop").read([path])
    other = write(tmp_path / "atop5_1a.csv", "atopid\n1\n")
    with pytest.raises(SourceError, match=r"atop5_1ddyr\.csv"):
        source("atop").read([other])


def test_no_members_make_no_dyads():
    from bilat.record.schema import TIDY

    assert dyad_years(TIDY["alliance_members"].empty_table()).num_rows == 0


def test_research_data(shared):
    folder = shared / "data" / "alliances"
    paths = [
        folder / "atop_alliance.parquet",
        folder / "atop51_member.parquet",
        folder / "atop51_state_year.parquet",
    ]
    assert {recognise(p).id for p in paths} == {"atop"}
    reading = source("atop").read(paths)
    years = reading.tables["alliance_years"]
    assert years.num_rows == 273_296
    messages = [p.message for p in reading.problems]
    assert any("8152" in m for m in messages)
    assert any(m.startswith("not read") for m in messages)
    # independent paths: dyad-years as ATOP publishes them, and ours from its members and phases
    made = dyad_years(reading.tables["alliance_members"])
    theirs, ours = _keyed(years), _keyed(made)
    assert not theirs.keys() - ours.keys()
    assert len(ours.keys() - theirs.keys()) <= 40
    differ = [k for k, v in theirs.items() if v != ours[k]]
    # guarantees that bind a member towards some partners only, such as Locarno's
    assert 0 < len(differ) / len(theirs) < 0.0015


def _keyed(table: pa.Table) -> dict[int, int]:
    col = {c: table.column(c).to_numpy(zero_copy_only=False).astype(np.int64) for c in table.column_names[1:]}
    key = (col["source"] * 4096 + col["target"]) * 4096 + col["year"]
    kinds = ("defence", "offence", "neutrality", "nonaggression", "consultation")
    value = sum(col[k] << i for i, k in enumerate(kinds))
    return dict(zip(key.tolist(), value.tolist(), strict=True))


def test_parquet_of_the_same_columns(tmp_path):
    path = tmp_path / "mine.parquet"
    pq.write_table(
        pa.table(
            {
                "ccode1": [2],
                "ccode2": [20],
                "year": [1950],
                "atop_defense": [1],
                "atop_offense": [0],
                "atop_neutral": [0],
                "atop_nonagg": [0],
                "atop_consul": [1],
            }
        ),
        path,
    )
    assert recognise(path).id == "atop"
    assert source("atop").read([path]).tables["alliance_years"].num_rows == 1
