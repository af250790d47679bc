"""Intergovernmental organisations: the wide file as published, and the long one."""

import pytest

from bilat.errors import SourceError
from bilat.sources import recognise, source

ABOUT = ["ioname", "orgname", "year", "sdate", "deaddate", "ionum", "igocode", "version"]
# more than fifty states make a file the wide one
STATES = [
    "afghanistan",
    "albania",
    "algeria",
    "andorra",
    "angola",
    "argentina",
    "australia",
    "austria",
    "bahrain",
    "belgium",
    "belize",
    "benin",
    "bhutan",
    "bolivia",
    "botswana",
    "brazil",
    "brunei",
    "bulgaria",
    "burundi",
    "cambodia",
    "cameroon",
    "canada",
    "car",
    "chad",
    "chile",
    "china",
    "colombia",
    "comoros",
    "congobrazz",
    "costarica",
    "cuba",
    "cyprus",
    "denmark",
    "domrepublic",
    "ecuador",
    "egypt",
    "ethiopia",
    "fiji",
    "finland",
    "france",
    "gabon",
    "gambia",
    "germany",
    "ghana",
    "greece",
    "guatemala",
    "guinea",
    "haiti",
    "honduras",
    "hungary",
    "iceland",
    "india",
    "usa",
    "wgermany",
    "zimbabwe",
]


def wide(path, *rows):
    lines = ["\t".join([*ABOUT, *STATES])]
    for name, year, held in rows:
        values = [name, "An organisation", str(year), "1950", "", "10", "", "3"]
        lines.append("\t".join(values + [str(held.get(s, 0)) for s in STATES]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_wide_file_is_tab_separated(tmp_path):
    path = wide(
        tmp_path / "igo_year_formatv3.csv",
        ("ORG", 1960, {"usa": 1, "france": 1, "canada": 2, "wgermany": 3, "chile": -9, "zimbabwe": -1}),
        ("ORG", 1961, {"usa": 1, "car": 1, "brazil": 7}),  # 3: no such status
        ("ORG", 1800, {"usa": 1}),  # 4: before the source begins
    )
    assert recognise(path).id == "igo"
    reading = source("igo").read([path])
    rows = {(r["code"], r["year"]): r["status"] for r in reading.tables["memberships"].to_pylist()}
    assert rows == {(2, 1960): 1, (220, 1960): 1, (20, 1960): 2, (260, 1960): 3}
    found = {p.line: p.message for p in reading.problems}
    assert "brazil" in found[3]
    assert "year" in found[4]
    assert "1 memberships are coded as missing" in found[None]


def test_long_file(tmp_path):
    path = tmp_path / "memberships.csv"
    path.write_text(
        "ioname,ionum,year,state,status\nORG,1,1970,usa,1\nORG,1,1970,usa,1\nORG,1,1970,atlantis,1\n"
        "ORG,1,1970,uk,5\nORG,1,1970,congobrazz,0\n",
        encoding="utf-8",
    )
    reading = source("igo").read([path])
    assert [(r["code"], r["status"]) for r in reading.tables["memberships"].to_pylist()] == [(2, 1)]
    found = {p.line: p.message for p in reading.problems}
    assert "listed before" in found[3]
    assert "atlantis" in found[4]
    assert "status" in found[5]
    assert len(found) == 3  # 0 is no membership, and no fault


def test_wrong_columns(tmp_path):
    path = tmp_path / "igo_year_formatv3.csv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"ioname, year, state, status"):
        source("igo").read([path])


def test_research_data(shared):
    folder = shared / "data" / "igo"
    reading = source("igo").read(sorted(folder.glob("cow_igo*.parquet")))
    assert reading.tables["memberships"].num_rows == 539_802
    assert all(p.message.startswith("not read") for p in reading.problems)
    # 210 ways of writing a state, all of them known and none taken for another
    assert len(set(reading.tables["memberships"].column("code").to_pylist())) == 210
