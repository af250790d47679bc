"""The vote sources: small files in the publishers' formats, and the research data where they are."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bilat.errors import SourceError
from bilat.sources import source
from bilat.sources._undl import plain_title
from bilat.sources._votes import symbol_of

GA_HEADER = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,"
    "subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n"
)
SC_HEADER = (
    "undl_id,ms_code,ms_name,permanent_member,ms_vote,date,resolution,draft,meeting,description,agenda,subjects,"
    "vote_note,modality,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n"
)


def ga_row(
    undl, code, vote, *, date="2022-10-12", session="11emsp", symbol="A/RES/ES-11/4", totals="2,1,1,1,5"
):
    name = {"RUS": "RUSSIAN FEDERATION", "CHN": "CHINA"}.get(code, code)
    return (
        f'{undl},{code},{name},{vote},{date},{session},{symbol},A/ES-11/L.5,,A/ES-11/PV.14,"Territorial integrity '
        f'of Ukraine : defending the principles : resolution / adopted by the General Assembly","Letter, dated'
        f' 2014",UKRAINE|INTEGRITY,,{totals},https://digitallibrary.un.org/record/{undl}\n'
    )


def write(path, *parts):
    path.write_text("".join(parts), encoding="utf-8-sig")
    return path


def votes_of(reading):
    return {(r["rollcall"], r["code"]): r["vote"] for r in reading.tables["votes"].to_pylist()}


def test_the_assembly_file_of_the_library(tmp_path):
    path = write(
        tmp_path / "2026_02_06_ga_voting.csv",
        GA_HEADER,
        *(ga_row(3990673, c, v) for c, v in zip(["USA", "FRA", "RUS", "CHN", "VEN"], "YYNAX", strict=True)),
    )
    reading = source("undl_ga").read([path])
    assert votes_of(reading) == {
        (3990673, 2): 1,
        (3990673, 220): 1,
        (3990673, 365): 3,
        (3990673, 710): 2,
        (3990673, 101): 8,
    }
    (roll,) = reading.tables["rollcalls"].to_pylist()
    assert roll["symbol"] == "A/RES/ES-11/4"
    assert roll["title"] == "Territorial integrity of Ukraine : defending the principles"
    assert (roll["yes"], roll["no"], roll["abstain"], roll["absent"]) == (2, 1, 1, 1)
    assert roll["session"] is None
    assert roll["adopted"] is True
    assert reading.problems == []
    assert reading.rows_read == 5


def test_bad_rows_are_reported_with_their_lines_and_left_out(tmp_path):
    path = write(
        tmp_path / "2026_02_06_ga_voting.csv",
        GA_HEADER,
        ga_row(1, "USA", "Y", totals="1,0,0,0,1"),
        ga_row(1, "USA", "N", totals="1,0,0,0,1"),  # line 3: again
        ga_row(1, "XYZ", "Y", totals="1,0,0,0,1"),  # line 4: no state
        ga_row(1, "FRA", "Q", totals="1,0,0,0,1"),  # line 5: no vote
        ga_row("", "CHN", "Y"),  # line 6: no number
        ga_row(1, "RUS", "Y", date="12 October"),  # line 7: no date
        "too,short\n",  # line 8
    )
    reading = source("undl_ga").read([path])
    assert votes_of(reading) == {(1, 2): 1}
    assert sorted({p.line for p in reading.problems}) == [3, 4, 5, 6, 7, 8]
    assert all(p.file == path.name for p in reading.problems)
    assert reading.rows_read == 7


def test_totals_that_differ_from_the_rows_are_said(tmp_path):
    path = write(tmp_path / "2026_02_06_ga_voting.csv", GA_HEADER, ga_row(1, "USA", "Y", totals="9,0,0,0,9"))
    reading = source("undl_ga").read([path])
    assert votes_of(reading) == {(1, 2): 1}
    assert "differs" in reading.problems[0].message


def test_only_the_newest_of_the_librarys_files_counts(tmp_path):
    old = write(tmp_path / "2025_9_19_ga_voting.csv", GA_HEADER, ga_row(1, "USA", "N", totals="0,1,0,0,1"))
    new = write(tmp_path / "2025_11_25_ga_voting.csv", GA_HEADER, ga_row(1, "USA", "Y", totals="1,0,0,0,1"))
    reading = source("undl_ga").read([old, new])
    assert votes_of(reading) == {(1, 2): 1}
    assert [p.file for p in reading.problems] == [old.name]


def test_historical_codes_of_the_library(tmp_path):
    codes = {"SUN": 365, "DDR": 265, "CSK": 315, "YUG": 345, "DEU": 260, "YMD": 680, "ZAR": 490, "EGY": 651}
    path = write(
        tmp_path / "2026_02_06_ga_voting.csv",
        GA_HEADER,
        *(ga_row(5, c, "Y", date="1980-12-12", session="35", totals="8,0,0,0,8") for c in codes),
    )
    reading = source("undl_ga").read([path])
    assert set(votes_of(reading)) == {(5, code) for code in codes.values()}
    assert reading.tables["rollcalls"].column("session").to_pylist() == [35]


def test_the_council_file_and_resolutions_adopted_without_a_vote(tmp_path):
    def row(undl, code, vote, modality):
        return (
            f"{undl},{code},{code},True,{vote},2022-02-27,S/RES/2623(2022),S/2022/160,S/PV.8980,"
            f'"Security Council resolution 2623 (2022) [on convening an emergency session]",Agenda,SUBJ,,{modality},'
            f"2,1,0,0,3,https://digitallibrary.un.org/record/{undl}\n"
        )

    path = write(
        tmp_path / "2026_02_06_sc_voting.csv",
        SC_HEADER,
        row(1, "USA", "Y", "vote"),
        row(1, "CHN", "Y", "vote"),
        row(1, "RUS", "N", "vote"),
        row(2, "USA", "X", "without vote"),
    )
    reading = source("undl_sc").read([path])
    assert votes_of(reading) == {(1, 2): 1, (1, 710): 1, (1, 365): 3}
    assert reading.tables["rollcalls"].column("body").to_pylist() == ["SC"]
    assert reading.problems == []


def test_a_file_without_a_needed_column_says_so(tmp_path):
    path = tmp_path / "2026_02_06_ga_voting.csv"
    path.write_text("undl_id,ms_code\n1,USA\n")
    with pytest.raises(SourceError, match="is missing"):
        source("undl_ga").read([path])


def cow_table(rows):
    names = ("resid", "ccode", "date", "year", "vote")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    columns["date"] = pa.array(np.array(columns["date"], "datetime64[D]"))
    return pa.table(columns)


def test_the_cow_file_goes_by_date_and_drops_rows_that_cannot_be_placed(tmp_path):
    path = tmp_path / "unga_votes_voeten_cow_x.parquet"
    rows = [(78002, c, "2023-12-07", 2022, 1) for c in (2, 200, 220)] + [(78002, 365, "2023-12-19", 2022, 3)]
    pq.write_table(cow_table(rows), path)
    reading = source("unga_cow").read([path])
    assert votes_of(reading) == {(78002, 2): 1, (78002, 200): 1, (78002, 220): 1}
    (roll,) = reading.tables["rollcalls"].to_pylist()
    assert str(roll["date"]) == "2023-12-07"
    assert roll["session"] == 78
    assert roll["absent"] is None  # this file does not record absences
    assert [p.line for p in reading.problems] == [4]


def test_voetens_published_file(tmp_path):
    path = tmp_path / "UNVotes-2024.csv"
    path.write_text(
        "rcid,ccode,member,vote,session,date,unres,amend,para,short,descr,me,nu,di,hr,co,ec,importantvote\n"
        "5000,2,1,3,63,2008-12-18,R/63/191,0,1,IRAN,Situation,0,0,0,1,0,0,1\n"
        "5000,365,1,8,63,2008-12-18,R/63/191,0,1,IRAN,Situation,0,0,0,1,0,0,1\n"
        "5000,626,0,9,63,2008-12-18,R/63/191,0,1,IRAN,Situation,0,0,0,1,0,0,1\n"
        "5001,2,1,1,63,2008-12-19,R/63/200,0,0,,Other,NA,NA,NA,NA,NA,NA,NA\n"
    )
    reading = source("unga_cow").read([path])
    assert votes_of(reading) == {(5000, 2): 3, (5000, 365): 8, (5001, 2): 1}
    one, two = reading.tables["rollcalls"].to_pylist()
    assert (one["symbol"], one["kind"], one["issues"], one["important"]) == (
        "A/RES/63/191",
        "paragraph",
        8,
        True,
    )
    assert (two["issues"], two["important"], two["absent"], two["kind"]) == (None, None, 0, "resolution")
    assert reading.problems == []


def test_repeats_put_the_later_first(tmp_path):
    path = tmp_path / "bsv_matches.csv"
    path.write_text('"v1","rcid1","rcid2"\n1,331,299\n2,392,423\n3,5,5\n4,299,331\n')
    reading = source("bsv_matches").read([path])
    rows = reading.tables["rollcall_repeats"].to_pylist()
    assert [(r["rollcall"], r["repeats"]) for r in rows] == [(331, 299), (423, 392)]
    assert [p.line for p in reading.problems] == [4, 5]


def test_vetoes(tmp_path):
    path = tmp_path / "unsc_vetoes.csv"
    path.write_text(
        "date,draft,meeting_record,agenda_item,member_veto1,member_veto2,member_veto3\n"
        "12/13/1955,S/3502,S/PV.704,Admission,China,,\n"
        "6/26/1946,S/PV.49,S/PV.49,Spain,USSR,,\n"
        "6/26/1946,S/PV.49,S/PV.49,Spain,USSR,,\n"
        "5/26/2022,S/2022/431,S/PV.9048,Korea,China,Russia,\n"
        "5/27/2022,S/2022/999,S/PV.9049,Korea,Atlantis,,\n"
    )
    reading = source("unsc_vetoes").read([path])
    rows = [(str(r["date"]), r["draft"], r["code"]) for r in reading.tables["vetoes"].to_pylist()]
    assert rows == [
        ("1946-06-26", "S/PV.49", 365),
        ("1946-06-26", "S/PV.49 (2)", 365),
        ("1955-12-13", "S/3502", 713),
        ("2022-05-26", "S/2022/431", 365),
        ("2022-05-26", "S/2022/431", 710),
    ]
    assert [p.line for p in reading.problems] == [6]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("R/44/15A", "A/RES/44/15A"),
        ("R/26/2758", "A/RES/2758(XXVI)"),
        ("A/RES/32/212[I]", "A/RES/32/212I"),
        ("A/RES/2253(ES-V)", "A/RES/2253(ES-V)"),
        ("R/1/66", "R/1/66"),
        ("", None),
        (None, None),
    ],
)
def test_symbols(given, expected):
    assert symbol_of(given) == expected


def test_titles_lose_the_catalogue_suffix():
    assert plain_title("Oceans : resolution / adopted by the General Assembly") == "Oceans"
    assert plain_title(None) is None
    assert plain_title("resolution / adopted by the General Assembly") != ""


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "pattern", "rows", "unused"),
    [
        ("unga_cow", "unga_votes_voeten_cow*", 855_890, 42),
        ("unga_iso3", "*iso3_long*|*issues.parquet", 1_023_265, 2_080),
        ("unvotes", "unvotes_dgrtwo*", 882_057, 0),
        ("undl_kaggle", "undl_kaggle*", 905_518, 345),
        ("unsc_vetoes", "unsc_vetoes*", 214, 0),
        ("landmark_votes", "unga_68*", 386, 0),
        ("bsv_matches", "bsv_matches*", 955, 0),
    ],
)
def test_every_row_of_the_research_data_is_used_or_reported(shared, name, pattern, rows, unused):
    folder = shared / "data" / "un_votes"
    paths = sorted(
        {
            p
            for one in pattern.split("|")
            for p in folder.glob(one)
            if "dgrtwo" not in p.name or name == "unvotes"
        }
    )
    reading = source(name).read(paths)
    assert reading.rows_read == rows
    listed = sum(p.line is not None for p in reading.problems)
    more = sum(
        int(p.message.rsplit("(and ", 1)[1].split(" more")[0].replace(",", ""))
        for p in reading.problems
        if "(and " in p.message
    )
    assert listed + more == unused
    if name == "unga_cow":
        assert reading.tables["votes"].num_rows == rows - unused


@pytest.mark.shared
def test_the_landmark_votes_agree_with_the_public_record(shared):
    path = next((shared / "data" / "un_votes").glob("unga_68*"))
    reading = source("landmark_votes").read([path])
    rolls = {r["symbol"]: r for r in reading.tables["rollcalls"].to_pylist()}
    crimea, aggression = rolls["A/RES/68/262"], rolls["A/RES/ES-11/1"]
    assert (crimea["yes"], crimea["no"], crimea["abstain"], crimea["absent"]) == (100, 11, 58, 24)
    assert (aggression["yes"], aggression["no"], aggression["abstain"], aggression["absent"]) == (
        141,
        5,
        35,
        12,
    )
