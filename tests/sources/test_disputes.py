"""GML and COW MID: directed rows folded, war takes two, unknown tolls stay unknown, participants paired."""

import numpy as np
import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source
from bilat.sources._disputes import directed_columns

SIDES = ("sidea", "fatality", "hostlev", "orig")


def directed(path, onset, *rows):
    """Rows of (dispute, a, b, year, onset, then side, fatality, hostility, originator of a and of b)."""
    header = [*directed_columns(onset), "midongoing"]
    path.write_text(
        ",".join(header) + "\n" + "".join(",".join(str(x) for x in [*r, 1]) + "\n" for r in rows),
        encoding="utf-8",
    )
    return path


def both(number, a, b, year, onset, side, fatality, hostility, origin):
    """The two mirror rows of a dispute; pairs are (of a, of b)."""
    values = (side, fatality, hostility, origin)
    one = [x for pair in values for x in pair]
    other = [x for pair in values for x in pair[::-1]]
    return [(number, a, b, year, onset, *one), (number, b, a, year, onset, *other)]


def rows(reading):
    return {
        (r["dispute"], r["code_a"], r["code_b"], r["year"]): r for r in reading.tables["disputes"].to_pylist()
    }


def test_gml_directed_rows_fold_into_one(tmp_path):
    path = directed(
        tmp_path / "gml-dirdisp-2.2.1.csv",
        "midonset",
        *both(1, 710, 2, 1950, 1, (1, 0), (6, -9), (5, 5), (1, 1)),
        *both(2, 2, 365, 1962, 1, (0, 1), (1, 0), (5, 3), (1, 0)),
        *both(3, 2, 20, 1979, 0, (1, 0), (0, 2), (1, 4), (0, 1)),
    )
    assert recognise(path).id == "gml"
    reading = source("gml").read([path])
    assert reading.problems == []
    found = rows(reading)
    assert len(found) == 3
    war = found[1, 2, 710, 1950]
    assert (war["hostility"], war["onset"], war["initiator"], war["fatality"]) == (5, True, 710, None)
    assert (war["hostility_a"], war["hostility_b"]) == (5, 5)
    crisis = found[2, 2, 365, 1962]
    assert crisis["hostility"] == 4  # one side's war elsewhere is not a war of the two
    assert (crisis["hostility_a"], crisis["hostility_b"]) == (5, 3)
    assert crisis["initiator"] is None  # the state on side A did not start it
    seizure = found[3, 2, 20, 1979]
    assert (seizure["hostility"], seizure["onset"], seizure["fatality"]) == (4, False, 2)


def test_bad_rows_are_named(tmp_path):
    good = (1, 2, 20, 1950, 1, 1, 0, 0, 0, 4, 1, 1, 1)
    path = directed(
        tmp_path / "gml-dirdisp-2.2.1.csv",
        "midonset",
        good,
        (1, 2, 20, 1950, 1, 1, 0, 0, 0, 4, 1, 1, 1),  # 3 twice
        (2, 2, 8888, 1950, 1, 1, 0, 0, 0, 4, 1, 1, 1),  # 4
        (3, 2, 20, 1950, 2, 1, 0, 0, 0, 4, 1, 1, 1),  # 5
        (4, 2, 20, 1950, 1, 1, 0, 0, 0, 7, 1, 1, 1),  # 6
        (5, 2, 20, "MCM", 1, 1, 0, 0, 0, 4, 1, 1, 1),  # 7
        (6, 2, 20, 1950, 1, 1, 0, 0, 0, -9, -9, 1, 1),  # 8
    )
    reading = source("gml").read([path])
    assert set(rows(reading)) == {(1, 2, 20, 1950)}
    assert {p.line for p in reading.problems} == {3, 4, 5, 6, 7, 8}


def test_the_full_file_wins_over_the_trimmed_one(tmp_path):
    full = directed(
        tmp_path / "gml_dirdisp.csv",
        "midonset",
        *both(1, 2, 20, 1950, 1, (1, 0), (0, 0), (4, 1), (1, 1)),
        *both(2, 2, 20, 1950, 1, (1, 0), (0, 0), (3, 1), (1, 1)),
    )
    trimmed = directed(
        tmp_path / "gml_mid_ddydisps.csv",
        "gmlmidonset",
        *both(1, 2, 20, 1950, 1, (1, 0), (0, 0), (4, 1), (1, 1)),
    )
    assert len(rows(source("gml").read([full, trimmed]))) == 2
    alone = source("gml").read([trimmed])
    assert len(rows(alone)) == 1
    assert [p.line for p in alone.problems] == [None]
    assert "one dispute a pair and year" in alone.problems[0].message


def test_cow_participants_are_paired_by_side_and_years(tmp_path):
    path = tmp_path / "MIDB 5.0.csv"
    head = (
        "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,"
        "fatality,fatalpre,hiact,hostlev,orig,version\n"
    )

    def part(number, code, start, end, side, fatality, hostility, origin):
        return (
            f"{number},X,{code},1,1,{start},1,1,{end},{side},1,1,-9,{fatality},0,7,{hostility},{origin},5\n"
        )

    path.write_text(
        head
        + part(9, 2, 2000, 2001, 1, 0, 4, 1)
        + part(9, 645, 2000, 2002, 0, 3, 4, 1)
        + part(9, 200, 2002, 2002, 1, -9, 3, 0)
        + part(9, 630, 2004, 2004, 0, 0, 2, 0)
        + part(9, 651, 2001, 1999, 0, 0, 2, 0),  # 6
        encoding="utf-8",
    )
    assert recognise(path).id == "cow_mid"
    reading = source("cow_mid").read([path])
    found = rows(reading)
    assert set(found) == {(9, 2, 645, 2000), (9, 2, 645, 2001), (9, 200, 645, 2002)}
    assert [found[k]["onset"] for k in sorted(found)] == [True, False, True]
    assert found[9, 2, 645, 2000]["initiator"] == 2
    assert found[9, 200, 645, 2002]["initiator"] is None
    assert found[9, 200, 645, 2002]["fatality"] is None
    assert {p.line for p in reading.problems} == {6, None}


@pytest.mark.parametrize("name", ["gml", "cow_mid"])
def test_wrong_columns(tmp_path, name):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected the columns dispnum"):
        source(name).read([path])


@pytest.mark.parametrize(
    ("name", "file", "last"),
    [("gml", "gml_dirdisp", 2010), ("cow_mid", "cow_mid_dirdisps", 2014)],
)
def test_research_data(shared, name, file, last):
    import pandas as pd

    path = shared / "data" / "disputes" / f"{file}.parquet"
    reading = source(name).read([path])
    assert reading.problems == []
    mine = reading.tables["disputes"].to_pandas()
    raw = pd.read_parquet(path)
    raw = raw[raw.ccode1 < raw.ccode2]
    assert len(mine) == len(raw)
    assert mine.year.max() == last
    merged = mine.merge(
        raw, left_on=["dispute", "code_a", "code_b", "year"], right_on=["dispnum", "ccode1", "ccode2", "year"]
    )
    assert len(merged) == len(raw)
    high = merged[["hostlev1", "hostlev2"]].max(axis=1)
    low = merged[["hostlev1", "hostlev2"]].min(axis=1)
    expected = np.where((high == 5) & (low < 5), 4, high)
    assert (merged.hostility == expected).all()
    missing = (merged[["fatality1", "fatality2"]] < 0).any(axis=1)
    assert (merged.fatality_x.isna() if "fatality_x" in merged else merged.fatality.isna()).eq(missing).all()
