"""ICEWS and GDELT: published and tidy forms."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID\n"
)


def event(day, a, code, b):
    return f"1\t{day}\tN\tS\t{a}\tText\t{code}\t1.0\tM\tT\t{b}\t9\n"


def test_icews_events_are_counted_by_class_and_direction(tmp_path):
    path = tmp_path / "events.2013.20150313084533.tab"
    path.write_text(
        ICEWS
        + event("2013-01-01", "United States", "042", "Iran")
        + event("2013-01-02", "United States", "057", "Iran")
        + event("2013-01-02", "United States", "0841", "Iran")
        + event("2013-01-02", "United States", "111", "Iran")
        + event("2013-01-02", "United States", "141", "Iran")
        + event("2013-01-02", "Iran", "190", "United States")
        + event("2013-01-02", "Iran", "190", "Iran")  # 8
        + event("2013-01-02", "", "190", "Iran")  # 9
        + event("2013-01-02", "Iran", "42", "United States")  # 10: lost its nought
        + event("Tuesday", "Iran", "042", "United States")  # 11
        + event("2013-01-02", "Iran", "042", "Wakanda"),  # 12
        encoding="utf-8",
    )
    assert recognise(path).id == "icews"
    reading = source("icews").read([path])
    found = {
        (r["source"], r["target"], r["year"]): tuple(
            r[c]
            for c in ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
        )
        for r in reading.tables["event_counts"].to_pylist()
    }
    assert found == {(2, 630, 2013): (2, 1, 2, 0), (630, 2, 2013): (0, 0, 0, 1)}
    assert {p.line for p in reading.problems} == {8, 9, 10, 11, 12}


def test_icews_dyad_years(tmp_path):
    path = tmp_path / "icews.csv"
    path.write_text(
        "i,j,year,verbCoop,matlCoop,verbConf,matlConf,i_iso3c,j_iso3c\n"
        "A,B,2005,1,2,3,4,USA,IRN\nA,B,2005,1,2,3,4,USA,IRN\nA,B,2006,1,2,3,-4,USA,IRN\nA,B,2006,1,2,3,4,USA,QQQ\n",
        encoding="utf-8",
    )
    reading = source("icews").read([path])
    assert reading.tables["event_counts"].num_rows == 1
    assert {p.line for p in reading.problems} == {3, 4, 5}


def test_gdelt_pairs_in_either_order(tmp_path):
    path = tmp_path / "gdelt_undirected_dyad_month_x.csv"
    path.write_text(
        "yyyymm,iso3_a,iso3_b,score_sum,pos_day_sum,neg_day_sum,days_with_events,negative_days\n"
        "201801,USA,RUS,-10.5,0,-10.5,10,9\n"
        "201802,RUS,USA,5,5,0,5,0\n"
        "201801,RUS,USA,1,1,0,1,0\n"  # 4 repeats
        "201813,RUS,USA,1,1,0,1,0\n"  # 5
        "201803,RUS,USA,1,1,0,40,0\n"  # 6
        "201803,RUS,ABW,1,1,0,4,0\n"  # 7
        "201804,RUS,USA,1,1,0,4,5\n",  # 8
        encoding="utf-8",
    )
    assert recognise(path).id == "gdelt"
    reading = source("gdelt").read([path])
    found = [
        (r["code_a"], r["code_b"], r["year"], r["month"], r["score"], r["days"])
        for r in reading.tables["event_tone"].to_pylist()
    ]
    assert found == [(2, 365, 2018, 1, -10.5, 10), (2, 365, 2018, 2, 5.0, 5)]
    assert {p.line for p in reading.problems} == {4, 5, 6, 7, 8}


@pytest.mark.parametrize("name", ["icews", "gdelt"])
def test_wrong_columns(tmp_path, name):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected the columns"):
        source(name).read([path])


def test_research_data(shared):
    folder = shared / "data" / "events"
    icews = source("icews").read([folder / "icews_dyad_year_quadcounts_2002_2014_netify.parquet"])
    assert icews.problems == []
    counts = icews.tables["event_counts"].to_pandas().set_index(["source", "target", "year"])
    # directed: the two ways differ
    assert counts.loc[(2, 630, 2010), "verbal_conflict"] != counts.loc[(630, 2, 2010), "verbal_conflict"]
    gdelt = source("gdelt").read([folder / "gdelt_undirected_dyad_month_201801_202402_gzemo.parquet"])
    assert all("is no state" in p.message for p in gdelt.problems)
