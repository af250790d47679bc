"""`bilat check` and `read`: every way in, every way out."""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jsonschema
import pytest
from command import bilat

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "examples" / "article.txt"
PAGE = ROOT / "examples" / "article.html"
SCHEMA = json.loads((ROOT / "docs" / "check.schema.json").read_text())


@pytest.fixture(scope="module")
def report():
    done = bilat("check", ARTICLE, "--date", "2022-03-04", "--json")
    assert done.code == 0
    return done.json


def test_the_json_is_as_documented(report):
    jsonschema.validate(report, SCHEMA, format_checker=jsonschema.FormatChecker())
    assert len(report["claims"]) >= 15
    text = bilat("read", ARTICLE, "--date", "2022-03-04", "--json").json["article"]["text"]
    for claim in report["claims"]:
        start, end = claim["span"]
        assert 0 <= start < end <= len(text)
        absence = claim["proposition"]["negated"]  # a denial may rest on the record knowing of nothing
        assert claim["evidence"] or absence or claim["verdict"] in ("unmeasurable", "forecast")


def test_every_claim_has_a_verdict_of_its_kind(report):
    for claim in report["claims"]:
        if claim["kind"] in ("stance", "pledge"):
            assert claim["verdict"] == "unmeasurable"
        if claim["kind"] == "forecast":
            assert claim["verdict"] == "forecast"
            assert claim["probability"] is None or 0 <= claim["probability"] <= 1


def test_standard_input_file_and_page_agree(report):
    from_stdin = bilat("check", "-", "--date", "2022-03-04", "--json", stdin=ARTICLE.read_bytes()).json
    assert from_stdin == report
    from_page = bilat("check", PAGE, "--date", "2022-03-04", "--json").json
    assert [(c["kind"], c["verdict"]) for c in from_page["claims"]] == [
        (c["kind"], c["verdict"]) for c in report["claims"]
    ]


@contextmanager
def serving(body: bytes):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/news"
    finally:
        server.shutdown()
        server.server_close()


def test_a_url_on_loopback_only_with_the_flag():
    with serving(PAGE.read_bytes()) as url:
        done = bilat("check", url + "?id=[1]", "--date", "2022-03-04", "--json", "--allow-loopback")
        assert done.code == 0
        assert len(done.json["claims"]) >= 15
        refused = bilat("check", url, "--date", "2022-03-04", "--json")
    assert refused.code == 2
    assert refused.out == ""


def test_the_day_of_the_article_counts_unless_one_is_given():
    own = bilat("check", ARTICLE, "--json").json
    assert own["article"]["date"] == "2022-03-04"
    early = bilat("check", ARTICLE, "--on", "2014-01-01", "--json").json
    verdicts = {c["sentence"]: c["verdict"] for c in own["claims"] if c["kind"] == "vote"}
    before = {c["sentence"]: c["verdict"] for c in early["claims"] if c["kind"] == "vote"}
    assert "supported" in verdicts.values()
    assert "supported" not in before.values(), "a vote of 2022 cannot be known in 2014"


def test_what_was_known_by_a_day():
    claim = "China abstained on the resolution on Ukraine of 2 March 2022"
    known = bilat("ask", claim, "--on", "2022-03-04", "--json").json
    assert known["verdict"] == "supported"
    unknown = bilat("ask", claim, "--on", "2022-03-04", "--as-of", "2022-02-01", "--json").json
    assert unknown["verdict"] == "unmeasurable"
    assert all(row["year"] is None or row["year"] <= 2022 for row in unknown["evidence"])


@pytest.mark.parametrize(
    "line",
    [["check", str(ARTICLE), "--date", "2022-03-04"], ["brief", "Russia", "China", "--on", "2022-02-08"]],
)
def test_the_html_stands_by_itself(tmp_path, line):
    page = tmp_path / "page.html"
    done = bilat(*line, "--html", page, "--quiet")
    assert done.code == 0
    html = page.read_text()
    assert html.lstrip().lower().startswith("<!doctype html>")
    loaded = re.findall(
        r"<(?:script|img|iframe|object|embed|audio|video|source)\b[^>]*\bsrc\s*=\s*[\"']?([^\"'\s>]+)",
        html,
        re.I,
    )
    loaded += re.findall(r"<link\b[^>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)", html, re.I)
    loaded += re.findall(r"url\(\s*[\"']?([^\"')]+)", html)
    loaded += re.findall(r"<(?:image|use)\b[^>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)", html, re.I)
    assert [a for a in loaded if not a.startswith(("data:", "#"))] == []
    assert "@import" not in html
    assert "<script" not in html or "http" not in "".join(re.findall(r"<script\b.*?</script>", html, re.S))
    assert list(tmp_path.glob(".*")) == [], "no draft is left"


def test_hostile_markup_in_an_article_comes_out_as_text(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text(
        "China abstained on the resolution on Crimea in 2014, said <script>alert(1)</script> Ann Lee, an analyst.\n\n"
        "“Russia sells arms to India & China<img src=x onerror=alert(2)>,” Lee said.\n"
    )
    page, markdown = tmp_path / "p.html", tmp_path / "p.md"
    assert bilat("check", article, "--date", "2022-03-04", "--html", page, "--md", markdown).code == 0
    html = page.read_text()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_terminal_escapes_in_an_article_do_not_reach_the_terminal(tmp_path):
    article = tmp_path / "a.txt"
    article.write_text(
        "China \x1b[2J\x1b]0;owned\x07abstained on the resolution on Crimea in 2014. [bold red]Mali[/] voted yes."
        + " The ministry counted the boats again." * 30
    )
    done = bilat("check", article, "--date", "2022-03-04")
    assert done.code == 0
    assert "\x1b]" not in done.out
    assert "\x1b[2J" not in done.out
    assert "\x07" not in done.out


def test_markdown_and_outlet(tmp_path):
    out = tmp_path / "report.md"
    done = bilat("check", ARTICLE, "--outlet", "The Harbour Post", "--md", out, "--json")
    assert done.json["article"]["outlet"] == "The Harbour Post"
    assert out.read_text().startswith("#")
    assert "supported" in out.read_text().lower()


def test_a_report_through_a_symbolic_link_and_into_a_device(tmp_path):
    """The link stays a link; a device is written to and never replaced by a file."""
    real = tmp_path / "real.md"
    real.write_text("old")
    (tmp_path / "link.md").symlink_to(real)
    assert bilat("check", ARTICLE, "--md", tmp_path / "link.md").code == 0
    assert (tmp_path / "link.md").is_symlink()
    assert real.read_text().startswith("#")
    assert bilat("check", ARTICLE, "--md", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_reading_prints_what_is_said_and_by_whom():
    done = bilat("read", ARTICLE)
    assert done.code == 0
    assert "Brennequist" in done.out
    read = bilat("read", ARTICLE, "--json").json
    assert set(read) == {"article", "statements", "propositions", "untyped"}
    assert any(s["speaker"] and "Tavastrand" in s["speaker"]["name"] for s in read["statements"])
