"""Vote tables from tidy votes: counted by hand, and rebuilt from the research data against the pack."""

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bilat.measures.build import build_all
from bilat.measures.build.votes import ISSUE_BITS, build_tables
from bilat.record import PACK
from bilat.record.schema import MEASURE, TIDY, key_of
from bilat.sources import recognise, sources
from bilat.types import Provenance

STATES = [2, 20, 200, 365, 710]
YES, ABSTAIN, NO, ABSENT = 1, 2, 3, 8


def tidy(rolls, votes, vetoes=()):
    """Tidy tables of one data set from short rows; what is not given is null."""

    def table(name, rows):
        schema = TIDY[name]
        return pa.table(
            {f.name: pa.array([r.get(f.name) for r in rows], f.type) for f in schema}, schema=schema
        )

    calls = [{"dataset": "unga_cow", "body": "GA", "kind": "resolution", **r} for r in rolls]
    return {
        "rollcalls": table("rollcalls", calls),
        "votes": table(
            "votes",
            [
                {"dataset": "unga_cow", "rollcall": r, "code": c, "vote": v}
                for r, cast in votes.items()
                for c, v in zip(STATES, cast, strict=True)
                if v
            ],
        ),
        "vetoes": table("vetoes", [{"dataset": "unsc_vetoes", **v} for v in vetoes]),
    }


@pytest.fixture(scope="module")
def built():
    rolls = [
        {"rollcall": 1, "date": date(1999, 12, 1), "session": 54, "issues": ISSUE_BITS["me"]},
        {
            "rollcall": 2,
            "date": date(1999, 12, 20),
            "session": 54,
            "issues": ISSUE_BITS["me"] | ISSUE_BITS["nu"],
        },
        {"rollcall": 3, "date": date(2000, 3, 1), "session": 54, "issues": 0},
        {"rollcall": 4, "date": date(2000, 12, 5), "session": 55, "issues": ISSUE_BITS["ec"]},
    ]
    votes = {
        1: (YES, YES, ABSTAIN, NO, NO),
        2: (YES, YES, YES, NO, ABSENT),
        3: (NO, YES, YES, YES, YES),
        4: (ABSTAIN, 0, ABSTAIN, NO, YES),
    }
    vetoes = [{"date": date(2000, 5, 5), "draft": "S/2000/1", "code": 2}]
    return build_tables(tidy(rolls, votes, vetoes))


def row(table, **key):
    found = [r for r in table.to_pylist() if all(r[k] == v for k, v in key.items())]
    assert len(found) <= 1
    return found[0] if found else None


def cells(r):
    return {k: v for k, v in r.items() if k.startswith("c") and k[1:].isdigit() and v}


def test_schemas_and_sorting(built):
    for name, b in built.items():
        assert b.table.schema.equals(MEASURE[name]), name
        keys = list(zip(*(b.table.column(k).to_pylist() for k in key_of(MEASURE[name])), strict=True))
        assert keys == sorted(set(keys)), name
        assert b.datasets == ("unga_cow",)


def test_joint_counts_by_year_and_session(built):
    years, sessions = built["votes_year"].table, built["votes_session"].table
    assert cells(row(years, code_a=2, code_b=365, year=1999)) == {"c13": 2}
    assert cells(row(years, code_a=2, code_b=365, year=2000)) == {"c31": 1, "c23": 1}
    assert cells(row(sessions, code_a=2, code_b=365, session=54)) == {"c13": 2, "c31": 1}
    # absent is missing, and so is a state that is no member
    assert cells(row(years, code_a=2, code_b=710, year=1999)) == {"c13": 1}
    assert cells(row(years, code_a=2, code_b=20, year=2000)) == {"c31": 1}
    assert row(sessions, code_a=20, code_b=710, session=55) is None


def test_by_issue(built):
    table = built["votes_issue_year"].table
    r = row(table, code_a=200, code_b=365, year=1999)
    assert (r["me_n"], r["me_same"], r["me_opposed"]) == (2, 0, 1)
    assert (r["nu_n"], r["nu_same"], r["nu_opposed"]) == (1, 0, 1)
    assert (r["ec_n"], r["hr_n"]) == (0, 0)
    r = row(table, code_a=2, code_b=200, year=2000)
    assert (r["ec_n"], r["ec_same"], r["ec_opposed"]) == (1, 1, 0)
    # roll call 3 has no issue: a pair that met on it alone has no row
    assert row(table, code_a=20, code_b=365, year=2000) is None


def test_how_each_state_votes(built):
    table = built["votes_state_year"].table
    usa = row(table, code=2, year=2000)
    assert (usa["n"], usa["yes"], usa["abstain"], usa["no"], usa["absent"]) == (2, 0, 1, 1, 0)
    assert usa["vetoes"] == 1
    assert usa["dissent"] == 1  # against the rest on 3; on 4 with the largest group
    china = row(table, code=710, year=1999)
    assert (china["n"], china["no"], china["absent"], china["vetoes"]) == (1, 1, 1, 0)
    for r in table.to_pylist():
        assert r["yes"] + r["abstain"] + r["no"] == r["n"]
        assert r["lonely"] <= r["abstain"] + r["no"] and r["dissent"] <= r["n"]


def test_a_last_year_without_december_is_not_covered():
    rolls = [
        {"rollcall": 1, "date": date(1999, 12, 1), "session": 54},
        {"rollcall": 2, "date": date(2000, 6, 1), "session": 54},
    ]
    found = build_tables(tidy(rolls, {1: (YES,) * 5, 2: (YES,) * 5}))
    assert found["votes_year"].covers == (1999, 1999)
    assert 2000 in found["votes_year"].table.column("year").to_pylist()


def test_without_assembly_votes_nothing_is_built():
    none = tidy([], {})
    assert build_tables(none) == {}


def _meta():
    return {
        name: Provenance(name, "1", date(2024, 1, 1), 1946, 2024, f"{name} citation", "free")
        for name in ("unga_cow", "unsc_vetoes")
    }


def test_build_all_writes_the_same_bytes_and_the_manifest_last(tmp_path):
    rolls = [{"rollcall": 1, "date": date(1999, 12, 1), "session": 54, "issues": 1}]
    rolls += [{"rollcall": 2, "date": date(1980, 12, 1), "session": 35, "issues": 1}]
    given = tidy(rolls, {1: (YES, NO, YES, NO, YES), 2: (YES, NO, YES, NO, YES)})
    said = []
    one = build_all(given, _meta(), tmp_path / "one", said.append)
    build_all(given, _meta(), tmp_path / "two")
    names = sorted(p.name for p in (tmp_path / "one").iterdir())
    assert names == sorted([*(f"{n}.parquet" for n in one), "manifest.json"])
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert any("votes_year" in line for line in said)
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text())["tables"]
    entry = manifest["votes_year"]
    assert entry["rows"] == one["votes_year"].table.num_rows == 20
    assert (
        entry["provenance"]["source"] == "unga_cow" and entry["provenance"]["citation"] == "unga_cow citation"
    )
    assert len(entry["sha256"]) == 64
    late = build_all(given, _meta(), tmp_path / "late", since=1990)
    assert set(late["votes_year"].table.column("year").to_pylist()) == {1999}
    assert late["votes_year"].covers == (1990, 1999)
    few = build_all(given, _meta(), tmp_path / "few", only=("votes_year",))
    assert set(few) == {"votes_year"}


def test_a_table_without_provenance_is_refused(tmp_path):
    given = tidy([{"rollcall": 1, "date": date(1999, 12, 1), "session": 54}], {1: (YES,) * 5})
    with pytest.raises(ValueError, match="no data set"):
        build_all(given, {}, tmp_path)
    assert not (tmp_path / "manifest.json").exists()


@pytest.mark.long
@pytest.mark.shared
def test_the_pack_is_what_the_builders_make_of_the_research_data(shared):
    folder = shared / "data" / "un_votes"
    files = {}
    for path in sorted(folder.glob("*.parquet")):
        item = recognise(path)
        if item is not None:
            files.setdefault(item.id, []).append(path)
    parts = {"rollcalls": [], "votes": [], "vetoes": []}
    for name in sorted(files):
        reading = sources()[name].read(files[name])
        for table in parts:
            if table in reading.tables:
                parts[table].append(reading.tables[table])
    given = {
        n: pa.concat_tables(p).sort_by([(k, "ascending") for k in key_of(TIDY[n])]) for n, p in parts.items()
    }
    for name, b in build_tables(given).items():
        packed = pq.read_table(PACK / f"{name}.parquet")
        assert packed.replace_schema_metadata(None).equals(b.table.replace_schema_metadata(None)), name
