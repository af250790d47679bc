"""The same report in every view, with hostile text shown harmlessly."""

import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from bilat.checking.result import Article, Claim, Report
from bilat.propositions import parse
from bilat.types import Evidence, Speaker, Statement, Verdict

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = '</mark><script>alert(1)</script> <img src=x onerror="alert(2)"> {{ 7 * 7 }} | **bold** \x1b[31m'


@pytest.fixture
def report():
    text = f"Before. Atlantis abstained, said {HOSTILE}. After."
    said = Statement(
        Speaker(HOSTILE, "role", None), ("Outlet",), "said", "indirect", ((8, 26),), (8, 40), text[8:40], 1.5
    )
    row = Evidence(
        "votes", "vote on A/RES/1", None, "source", "1", (1946, 2024), year=1950, rank=1, of=2, text=HOSTILE
    )
    verdict = Verdict("mixed", f"Two sentences. {HOSTILE}", (row,), ("gap",), None, 0.25)
    claim = Claim(
        "c1",
        text[8:40],
        (8, 40),
        said,
        parse({"kind": "vote", "state": "CHN", "choice": "abstain", "resolution": HOSTILE}),
        verdict,
    )
    overlapping = Claim(
        "c2", text[10:45], (10, 45), None, parse({"kind": "stance", "topic": "peace"}), verdict
    )
    article = Article(HOSTILE, "Outlet", date(2022, 2, 8), 7, text)
    return Report(article, (claim, overlapping), date(2022, 2, 8), None)


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data):
        self.text.append(data)


def test_html_escapes_everything_from_outside(report):
    page = _Tags()
    page.feed(report.to_html())
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert not [a for a in page.attributes if a.startswith("on")]
    shown = "".join(page.text)
    assert "<script>alert(1)</script>" in shown
    assert "{{ 7 * 7 }}" in shown


def test_html_shows_the_whole_text_once(report):
    from bilat.report.check_page import pieces

    assert "".join(piece.text for piece in pieces(report)) == report.article.text


def test_unknown_is_said_and_never_zero(report):
    assert "unknown" in report.to_html()
    assert "unknown" in report.to_markdown()
    assert report.to_dict()["claims"][0]["evidence"][0]["value"] is None


def test_json_follows_the_documented_schema(report):
    schema = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
    data = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)
    data["claims"][0]["surprise"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema, cls=jsonschema.Draft202012Validator)


def test_markdown_escapes(report):
    text = report.to_markdown()
    assert "<script>" not in text
    assert r"\*\*bold\*\*" in text


def test_terminal_shows_no_control_characters(report, capsys):
    from bilat.report.terminal import show_report

    show_report(report)
    out = capsys.readouterr().out
    assert "MIXED" in out
    assert "\x1b" not in out


def test_every_charted_measure_says_what_its_axis_shows():
    from bilat.brief.parts import CHARTED
    from bilat.report.phrases import AXIS_WORDS

    assert set(AXIS_WORDS) == set(CHARTED)
