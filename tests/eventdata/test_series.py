"""Event files in their published formats, against counts made by a plain loop."""

import gzip
import random
from collections import Counter
from datetime import date, timedelta

import pytest

from bilat.errors import InputError, SourceError, StoreError, UnknownNameError
from bilat.eventdata import FORMATS, make_series
from bilat.eventdata.formats import format_of

NAMES = {"Russian Federation": 365, "China": 710, "India": 750, "Turkey": 640, "Serbia": 345}
ISO = {"RUS": 365, "CHN": 710, "IND": 750, "TUR": 640, "ROM": 360}


def cell(form, **given):
    return "\t".join(str(given.get(name, "")) for name in FORMATS[form].columns)


def icews(path, rows):
    lines = ["\t".join(FORMATS["icews"].columns)]
    lines += [
        cell("icews", **{"Event ID": i, "Event Date": d, "Source Country": s, "Target Country": t, "CAMEO Code": c, "Intensity": x,
                         "Event Text": 'Say "no', "City": "Köln"})
        for i, d, s, t, c, x in rows
    ]  # fmt: skip
    path.write_bytes(("\n".join(lines) + "\n").encode("latin-1"))
    return path


def test_counts_agree_with_a_plain_loop(tmp_path):
    dice = random.Random(5)
    codes = ["010", "043", "057", "061", "0811", "112", "138", "145", "173", "190", "20"]
    rows = [
        (n, date(2000, 1, 1) + timedelta(days=dice.randrange(900)), dice.choice([*NAMES, "", "Atlantis"]), dice.choice([*NAMES]),
         dice.choice(codes), round(dice.uniform(-10, 10), 1))
        for n in range(3000)
    ]  # fmt: skip
    made = make_series([icews(tmp_path / "events.tab", rows)])
    expected, total = Counter(), Counter()
    for _n, d, s, t, c, x in rows:
        if s not in NAMES or s == t:
            continue
        root = int(c[:2])
        quad = 1 + sum(root > edge for edge in (5, 8, 13))
        expected[NAMES[s], NAMES[t], d.year, d.month, quad] += 1
        total[NAMES[s], NAMES[t], d.year, d.month] += x
    classes = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
    found, sums = Counter(), {}
    for row in made.table.to_pylist():
        key = (row["code_source"], row["code_target"], row["year"], row["month"])
        for quad, name in enumerate(classes, 1):
            found[(*key, quad)] += row[name]
        assert row["n"] == sum(row[name] for name in classes)
        sums[key] = row["intensity"] * row["n"]
    assert +found == +expected
    assert sums == pytest.approx(dict(total))
    assert made.rows == len(rows)
    assert made.table["n"].to_numpy().sum() + sum(made.left_out.values()) == len(rows)
    assert made.unknown_names[0][0] == "Atlantis"
    assert made.months[0] == (2000, 1)
    serbia = [r for r in made.table.to_pylist() if r["code_source"] == 345]
    assert {r["iso3_source"] for r in serbia} == {"YUG"}  # before June 2006 the state had another name


def test_an_event_twice_counts_once_and_an_icews_id_on_two_days_is_two(tmp_path):
    rows = [
        (1, "2001-02-03", "China", "India", "043", 2.8),
        (1, "2001-02-03", "China", "India", "043", 2.8),
        (1, "2001-02-04", "China", "India", "190", -10),
    ]
    made = make_series([icews(tmp_path / "a.tab", rows)])
    assert made.table["n"].to_pylist() == [2]
    assert made.left_out == {"the same event again": 1}


def gdelt(path, form, rows):
    lines = [
        cell(
            form,
            GLOBALEVENTID=i,
            SQLDATE=d,
            Actor1CountryCode=s,
            Actor2CountryCode=t,
            QuadClass=q,
            GoldsteinScale=x,
        )
        for i, d, s, t, q, x in rows
    ]
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize(
    ("form", "name"), [("gdelt1", "a.csv"), ("gdelt1-reduced", "b.csv"), ("gdelt2", "c.csv.gz")]
)
def test_gdelt_without_header(tmp_path, form, name):
    rows = [
        (1, "20180105", "RUS", "CHN", 1, 3.4),
        (2, "20180106", "RUS", "CHN", 4, -10.0),
        (3, "20180107", "ROM", "TUR", 2, 7.0),
        (4, "20180108", "EUR", "TUR", 2, 7.0),
        (5, "20181308", "RUS", "TUR", 2, 7.0),
        (6, "20180108", "RUS", "TUR", 9, 7.0),
        (7, "19200108", "RUS", "TUR", 1, 7.0),
    ]
    if form == "gdelt1-reduced":
        rows = [(i, d.replace("2018", "2008"), *rest) for i, d, *rest in rows]
    path = gdelt(tmp_path / name, form, rows)
    made = make_series([path])
    assert made.format.key == form
    assert [
        (r["code_source"], r["code_target"], r["n"], r["verbal_cooperation"], r["material_conflict"])
        for r in made.table.to_pylist()
    ] == [
        (360, 640, 1, 0, 0),
        (365, 710, 2, 1, 1),
    ]
    assert made.left_out == {
        "a name that is no known state in that year": 1,
        "no day": 1,
        "no class": 1,
        "a day outside the source's years": 1,
    }


def test_polecat(tmp_path):
    columns = FORMATS["polecat"].columns
    rows = [
        {"Event ID": "p1", "Event Date": "2022-03-04", "Event Type": "ACCUSE", "Actor COW": "365", "Recipient COW": "710.0", "Intensity": "-2"},
        {"Event ID": "p2", "Event Date": "2022-03-05", "Event Type": "AID", "Actor COW": "365", "Recipient COW": "710", "Intensity": "7"},
        {"Event ID": "p3", "Event Date": "2022-03-05", "Event Type": "AID", "Actor COW": "None", "Recipient COW": "710", "Intensity": "7"},
    ]  # fmt: skip
    path = tmp_path / "ngecEvents.txt"
    path.write_text(
        "\n".join(["\t".join(columns), *("\t".join(r.get(c, "") for c in columns) for r in rows)]) + "\n"
    )
    row = make_series([path]).table.to_pylist()[0]
    assert (row["n"], row["verbal_conflict"], row["material_cooperation"], row["intensity"]) == (2, 1, 1, 2.5)


def test_faults_say_what_to_do(tmp_path):
    with pytest.raises(InputError, match="no file"):
        make_series([tmp_path / "nothing"])
    with pytest.raises(InputError, match="No event file"):
        make_series([])
    strange = tmp_path / "strange.tab"
    strange.write_text("a\tb\tc\n1\t2\t3\n")
    with pytest.raises(InputError, match="fits no event format"):
        make_series([strange])
    good = icews(tmp_path / "good.tab", [(1, "2001-02-03", "China", "India", "043", 2.8)])
    other = gdelt(tmp_path / "other.csv", "gdelt1", [(1, "20180105", "RUS", "CHN", 1, 3.4)])
    with pytest.raises(InputError, match="different formats"):
        make_series([good, other])
    with pytest.raises(UnknownNameError, match="icews"):
        make_series([good], "icew")
    with pytest.raises(InputError, match="memory"):
        make_series([good], memory="lots'; DROP")
    empty = icews(tmp_path / "empty.tab", [(1, "2001-02-03", "Atlantis", "India", "043", 2.8)])
    with pytest.raises(SourceError, match="No row"):
        make_series([empty])
    with pytest.raises((SourceError, StoreError, InputError)):
        make_series([gdelt(tmp_path / "x.csv", "gdelt1", [(1, "20180105", "RUS", "CHN", 1, 3.4)])], "icews")


def test_a_hostile_name_is_only_a_name(tmp_path):
    rows = [
        (1, "2001-02-03", "China'); DROP TABLE raw; --", "India", "043", 2.8),
        (2, "2001-02-03", "China", "India", "043", 2.8),
    ]
    made = make_series([icews(tmp_path / 'it\'s "odd".tab', rows)])
    assert made.table["n"].to_pylist() == [1]
    assert made.unknown_names == (("China'); DROP TABLE raw; --", 1),)


def test_formats_are_told_apart_by_their_width():
    widths = [len(f.columns) for f in FORMATS.values() if not f.header]
    assert sorted(widths) == [57, 58, 61]
    with pytest.raises(InputError):
        format_of("GLOBALEVENTID\tSQLDATE")
