"""The other commands: what they print, write and say."""

from __future__ import annotations

import csv
import io
from contextlib import nullcontext

import pandas as pd
import pyarrow.parquet as pq
import pytest
from command import bilat

from bilat.cli import COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command):
    done = bilat(command, "--help")
    assert done.code == 0
    assert "Usage: bilat" in done.out
    assert "Options:" in done.out


def test_help_and_version():
    assert bilat("--version").out.startswith("bilat")
    shown = bilat("--help").out
    assert all(name in shown for name in COMMANDS)


@pytest.mark.parametrize(
    "line",
    [
        ["brief", "Russia", "China", "--on", "2022-02-08"],
        ["partners", "China", "--on", "2022-02-08", "--limit", "2"],
        ["friction", "Russia", "China", "--on", "2022-02-08"],
        ["votes", "Crimea", "--states", "China,India", "--limit", "1"],
        ["resolve", "the Kremlin"],
        ["alignment", "Russia", "China", "--on", "2022-02-08"],
        ["data", "list"],
        ["data", "vintages"],
        ["data", "verify"],
    ],
    ids=lambda line: " ".join(line[:2]),
)
def test_words_and_json(line):
    """Each prints words for a person, and JSON for a program, with nothing else mixed in."""
    words = bilat(*line)
    assert words.code == 0
    assert len(words.out) > 5
    assert not words.out.lstrip().startswith(("{", "["))
    machine = bilat(*line, "--json")
    assert machine.code == 0
    assert machine.json is not None
    assert machine.err == ""


def test_brief_json_names_coverage_and_source_of_every_figure():
    brief = bilat("brief", "Russia", "China", "--on", "2022-02-08", "--json").json
    assert {
        "a",
        "b",
        "on",
        "as_of",
        "measures",
        "treaties",
        "friction",
        "issues",
        "styles",
        "histories",
    } <= set(brief)
    assert (brief["a"]["iso3"], brief["b"]["iso3"]) == ("RUS", "CHN")
    assert {m["dimension"] for m in brief["measures"]} >= {
        "votes",
        "obligations",
        "arms",
        "trade",
        "disputes",
    }
    for measure in brief["measures"]:
        if measure["value"] is None:
            assert measure["reason"], measure["measure"]
        else:
            assert measure["source"], measure["measure"]
            assert measure["covers"][0] <= measure["year"] <= measure["covers"][1], measure["measure"]


@pytest.mark.parametrize(
    ("a", "b", "day"),
    [("East Germany", "Yugoslavia", "1970-06-01"), ("USSR", "United States", "1946-01-01"), ("Nauru", "Bhutan", "2024-01-01"),
     ("Kosovo", "Serbia", "2020-01-01"), ("Taiwan", "China", "1960-01-01"), ("South Sudan", "Sudan", "2012-01-01")],
)  # fmt: skip
def test_any_pair_any_day(a, b, day):
    brief = bilat("brief", a, b, "--on", day, "--json")
    assert brief.code == 0, brief.err
    for measure in brief.json["measures"]:
        assert measure["value"] is not None or measure["reason"]


def _csv(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("directed", [False, True])
def test_dyads_in_three_formats_are_one_table(tmp_path, directed):
    line = ["dyads", "agreement", "kappa_linear,obligation", "arms_share", "--states", "RUS,CHN,USA,IND", "--since", "1990",
            "--until", "2023", *(["--directed"] if directed else [])]  # fmt: skip
    places = {end: tmp_path / f"panel.{end}" for end in ("csv", "parquet", "dta")}
    for place in places.values():
        done = bilat(*line, "--out", place)
        assert done.code == 0
        assert done.out == ""
        assert str(place) in done.err
    frames = {
        "csv": pd.read_csv(places["csv"]),
        "parquet": pq.read_table(places["parquet"]).to_pandas(),
        "dta": pd.read_stata(places["dta"]),
    }
    whole = frames["parquet"]
    pairs = 12 if directed else 6
    assert len(whole) == pairs * 34
    assert list(whole.columns)[:6] == ["iso3_a", "iso3_b", "code_a", "code_b", "year", "n"]
    if not directed:
        assert (whole["code_a"] < whole["code_b"]).all()
    for frame in frames.values():
        assert list(frame.columns) == list(whole.columns)
        for name in whole.columns:
            if name.startswith("iso3"):
                assert list(frame[name]) == list(whole[name])
            else:
                left, right = frame[name].astype(float), whole[name].astype(float)
                pd.testing.assert_series_equal(left, right, check_names=False, rtol=1e-12)
    shares = [name for name in whole.columns if name.startswith("arms_share")]
    assert len(shares) == (1 if directed else 2)
    assert whole[shares[0]].isna().any(), "the years after the last delivery are unknown"
    printed = bilat(*line)
    assert printed.out == places["csv"].read_text()
    machine = bilat(*line, "--json").json
    assert len(machine) == len(whole)
    assert machine[0]["iso3_a"] == whole["iso3_a"][0]


def test_an_unknown_value_is_empty_and_not_zero():
    rows = _csv(
        bilat(
            "dyads", "arms_share", "--directed", "--states", "RUS,IND", "--since", "2020", "--until", "2025"
        ).out
    )
    last = [r for r in rows if r["year"] == "2025"]
    assert last
    assert all(r["arms_share"] == "" for r in last)


def test_dyads_by_session_and_alone():
    rows = _csv(
        bilat(
            "dyads", "agreement", "--by", "session", "--states", "RUS,CHN", "--since", 70, "--until", 72
        ).out
    )
    assert [r["session"] for r in rows] == ["70", "71", "72"]
    assert "agreement" in bilat("dyads").out


def test_quiet(tmp_path):
    done = bilat("dyads", "agreement", "--states", "RUS,CHN", "--out", tmp_path / "a.csv", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_votes_by_symbol_and_words():
    by_symbol = bilat("votes", "A/RES/68/262", "--states", "CHN", "--json").json
    assert by_symbol[0]["symbol"] == "A/RES/68/262"
    assert by_symbol[0]["date"] == "2014-03-27"
    by_words = bilat("votes", "annexation of Crimea", "--on", "2015-01-01", "--json").json
    assert "A/RES/68/262" in [v["symbol"] for v in by_words]
    assert all(v["body"] == "SC" for v in bilat("votes", "Ukraine", "--body", "SC", "--json").json)
    nothing = bilat("votes", "zzzz qqqq")
    assert nothing.code == 0
    assert "No roll call" in nothing.out


def test_resolve_by_day():
    assert bilat("resolve", "Michael Jordan").out == "no state is meant\n"
    assert bilat("resolve", "Michael Jordan", "--json").json is None
    assert bilat("resolve", "Zaire", "--on", "1985-01-01", "--json").json["code"] == 490
    assert bilat("resolve", "Germany", "--on", "1970-01-01", "--json").json["code"] == 260


def test_ideal_points_before_they_were_estimated_say_what_to_do():
    done = bilat("ideal-points", "--json")
    context = nullcontext() if done.code == 0 else pytest.raises(ValueError, match=r".*")
    with context:
        rows = done.json
        assert {"iso3", "code", "session", "year", "value", "sd", "low", "high"} <= set(rows[0])
    if done.code:
        assert done.code == 2
        assert "--estimate" in done.err


def test_the_pack_answers_and_says_what_would_add(tmp_path):
    held = {h["source"]: h for h in bilat("data", "list", "--json").json}
    assert held["unga_cow"]["here"] == "pack"
    assert "data get" in bilat("data", "list").out
    assert not (tmp_path / "bilat-home").exists(), "looking must not make a store"


@pytest.mark.parametrize("kind", ["csv", "parquet", "dta"])
def test_exported_tables(tmp_path, kind):
    place = tmp_path / f"x.{kind}"
    done = bilat("data", "export", place, "--table", "obligations_year")
    assert done.code == 0
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "dta": pd.read_stata}[kind]
    frame = read(place)
    assert len(frame) > 10_000
    assert {"year"} <= set(frame.columns)
    assert list(tmp_path.glob(".*")) == []
