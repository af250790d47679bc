"""What a notebook shows of every object that the interface returns."""

import re

import pytest

import bilat
from bilat import api
from bilat.outlook.games import load, play
from bilat.record import open_record

TEXT = "Envoy speaks\n\nFinland is a member of NATO. “Russia is India's largest arms supplier,” <b>the envoy</b> said."
QUESTION = "If China attacks Taiwan, will Japan join the war?"


@pytest.fixture(scope="module")
def objects():
    from datetime import date

    document = api.read(TEXT, "2024-01-01")
    report = api.check_text(TEXT, "2024-01-01")
    forecast = api.outlook_ask(QUESTION, "2024-06-01", keep=False)
    found = {
        "state": api.resolve("the Kremlin"),
        "document": document,
        "attribution": api.attributions(TEXT)[0],
        "report": report,
        "claim": report.claims[0],
        "verdict": report.claims[0].verdict,
        "brief": api.brief("RUS", "CHN", "2022-02-08"),
        "partner": api.partners("IND", "2022-02-08")[0],
        "friction": api.friction("RUS", "CHN", "2022-02-08")[0],
        "votes": api.votes("A/RES/68/262", ["CHN"])[0],
        "table": api.alignment("United States", "Canada"),
        "odds": api.alignment_odds("RUS", "CHN", "2024-06-01")[0],
        "forecast": forecast,
        "scores": api.outlook_backtest(run=False)[0],
        "check of the diary": api.outlook_verify(),
        "pair": api.pair_view("RUS", "CHN", "2024-06-01"),
        "profile": api.state_profile("IND", "2024-06-01"),
        "scenario": play(load("clash"), open_record(as_of=date(2022, 2, 8)), date(2022, 2, 8), draws=20),
    }
    assert bilat.__all__
    return found


def test_each_is_a_table_with_nothing_from_outside_unescaped(objects):
    for name, made in objects.items():
        html = made._repr_html_()
        assert "<table" in html, name
        assert "<b>the envoy" not in html, name
        assert not re.search(r"<script|\son\w+=", html), name
        assert "nan" not in re.findall(r">nan<", html), name


def test_unknown_is_said_and_never_zero(objects):
    from dataclasses import replace

    html = replace(objects["partner"], value=None)._repr_html_()
    assert "<em>unknown</em>" in html


def test_objects_with_a_figure_show_it(objects):
    for name in ("forecast", "pair", "profile", "scenario"):
        assert "<svg" in objects[name]._repr_html_(), name


def test_evidence_is_shown_as_on_the_pages(objects):
    verdict = objects["verdict"]
    html = verdict._repr_html_()
    assert re.findall(r"<th[^>]*>(\w+)</th>", html.partition("<thead>")[2].partition("</thead>")[0]) == [
        "evidence", "year", "value", "rank", "source",
    ]  # fmt: skip
    assert all(row.source in html for row in verdict.evidence)
