"""Every bad input ends in one clear message and exit 2 (0 where there is simply no claim); nothing is lost."""

from __future__ import annotations

import os
import socket

import pytest
from command import bilat, fails

FOOTBALL = """The home side won the cup final by three goals to one on Saturday.

The striker scored twice before the break, and the goalkeeper saved a penalty late on. "We played well," the
captain said. The crowd of forty thousand sang until midnight.
"""


def test_an_empty_file(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert "is empty" in fails("check", empty)
    assert "empty" in fails("check", "-", stdin=b"")
    assert "empty" in fails("check", "-", stdin=b" \n\t\n")


def test_fifty_megabytes(tmp_path):
    big = tmp_path / "big.txt"
    with big.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "50 MB" in fails("check", big)
    assert "10 MB" in fails("read", "-", stdin=b"China abstained. " * 3_000_000)


def test_a_text_far_beyond_an_article(tmp_path):
    long = tmp_path / "long.txt"
    long.write_text("The ministry counted the boats again. " * 30_000)
    assert "at most 250,000 are read" in fails("check", long)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(200), os.urandom(4000), bytes(range(256)) * 20, b"PK\x03\x04" + b"x" * 100],
    ids=["png", "random", "all bytes", "zip"],
)
def test_binary(tmp_path, data):
    file = tmp_path / "article.txt"
    file.write_bytes(data)
    fails("check", file)


def test_a_wrong_encoding(tmp_path):
    """Announced UTF-16 that is none is refused; an undeclared Windows-1252 text is read all the same."""
    false = tmp_path / "false.txt"
    false.write_bytes(b"\xff\xfeChina abstained")
    assert "announces UTF-16" in fails("check", false)
    old = tmp_path / "old.txt"
    old.write_bytes("China abstained on the resolution on Crimea, Türkiye’s envoy said.".encode("cp1252"))
    assert "Türkiye’s" in str(bilat("read", old, "--json").json)


def test_html_without_text(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>News</title></head><body><div id=app></div><script>var x = 1;</script></body></html>"
    )
    assert "No text of an article" in fails("check", page)


def test_an_article_about_football(tmp_path):
    file = tmp_path / "football.txt"
    file.write_text(FOOTBALL)
    done = bilat("check", file)
    assert done.code == 0
    assert "no claim" in done.out.lower()
    assert bilat("check", file, "--json").json["claims"] == []


@pytest.mark.parametrize(
    ("line", "near"),
    [
        (["brief", "Rusia", "China"], "Russia"),
        (["brief", "Russia", "Chnia"], "China"),
        (["partners", "Germny"], "Germany"),
        (["friction", "Indai", "China"], "India"),
        (["alignment", "Indai", "China"], "India"),
        (["votes", "Crimea", "--states", "Indai"], "India"),
        (["dyads", "agreement", "--states", "Rusia,China"], "Russia"),
        (["dyads", "agrement"], "agreement"),
        (["partners", "China", "--measure", "agrement"], "agreement"),
        (["data", "get", "unvote"], "unvotes"),
        (["data", "export", "{tmp}/x.csv", "--table", "vots"], "votes_year"),
        (["chek", "-"], "check"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else v,
)
def test_an_unknown_name_with_the_nearest(tmp_path, line, near):
    said = fails(*(a.format(tmp=tmp_path) for a in line))
    assert "Unknown" in said
    assert near in said.split("Did you mean")[1]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (["data", "get", "zzz"], "bilat data list"),
        (["data", "export", "x.csv", "--table", "zzz"], "votes_year"),
        (["dyads", "zzz"], "bilat dyads"),
        (["brief", "Qqqqq", "China"], "ISO3"),
        (["zzz"], "bilat --help"),
        (["ideal-points", "--issue", "zzz"], "One of"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else v,
)
def test_a_name_like_no_other_says_where_the_names_are(line, hint):
    assert hint in fails(*line)


@pytest.mark.parametrize(
    "line",
    [
        ["dyads", "agreement", "--since", "2010", "--until", "2000"],
        ["dyads", "agreement", "--by", "session", "--since", "70", "--until", "60"],
    ],
)
def test_reversed_dates(line):
    assert "is after" in fails(*line)


@pytest.mark.parametrize("option", ["--on", "--as-of"])
@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("1945-12-31", "before the record"),
        ("0001-01-01", "before the record"),
        ("2999-01-01", "in the future"),
        ("2022-02-30", "not a day"),
        ("08/02/2022", "not a day"),
        ("", "not a day"),
        ("2022-02-08T10:00", "not a day"),
    ],
)
def test_days_outside_the_record_or_the_calendar(option, day, words):
    assert words in fails("ask", "Finland is a member of NATO", option, day)


def test_years_outside_the_record():
    assert "before the record" in fails("dyads", "agreement", "--since", 1900)
    assert "in the future" in fails("dyads", "agreement", "--until", 2999)
    assert "is after the last" in fails("dyads", "agreement", "--by", "session", "--since", 900)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 99}', '{"format": 1}', "\x00\x01"])
def test_an_unreadable_store(tmp_path, content):
    home = tmp_path / "bilat-home"
    home.mkdir()
    pointer = home / "pointer.json"
    pointer.write_text(content)
    for line in (["ask", "Finland is a member of NATO"], ["data", "list"], ["dyads", "agreement"]):
        assert str(pointer) in fails(*line)
    assert pointer.read_text() == content


def test_a_store_that_is_a_file(tmp_path):
    (tmp_path / "bilat-home").write_text("mine")
    assert "BILAT_HOME" in fails("ask", "Finland is a member of NATO")
    assert (tmp_path / "bilat-home").read_text() == "mine"


def test_no_network(tmp_path, monkeypatch):
    """The publisher's host refuses connections: said, and the store is as it was."""
    from bilat.record import getting
    from bilat.sources.fetch import Limits

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        item = getting.source("gml")
        monkeypatch.setattr(getting, "source", lambda _id: _At(item, f"http://127.0.0.1:{port}/gml.zip"))
        monkeypatch.setattr(Limits, "__init__", _quick(Limits.__init__))
        said = fails("data", "get", "gml", "--quiet")
    assert "Nothing could be fetched" in said
    assert "data import" in said
    assert not (tmp_path / "bilat-home" / "pointer.json").exists()


class _At:
    """A source that is found at another address."""

    def __init__(self, item, url):
        self._item, self.downloads, self.known_hashes = item, (url,), {}

    def __getattr__(self, name):
        return getattr(self._item, name)


def _quick(init):
    def quick(self, *args, **kwargs):
        init(self, *args, **{"attempts": 2, "pause": 0.01, "seconds": 5.0, **kwargs})

    return quick


def test_a_url_that_nobody_answers():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}/a"
        assert "cannot be reached" in fails("check", url, "--allow-loopback")


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "https://[::1]/"])
def test_a_url_of_this_machine_or_its_network(url):
    assert "not a public address" in fails("check", url)


@pytest.mark.parametrize(
    "source", ["ftp://example.org/a", "file:///etc/passwd", "gopher://x/", "FILE:///etc/hosts"]
)
@pytest.mark.parametrize("command", ["check", "read"])
def test_other_schemes_are_refused_by_name(command, source):
    assert source.split(":")[0].lower() in fails(command, source)


@pytest.mark.parametrize(
    "line",
    [
        ["votes", ""],
        ["votes", "  "],
        ["resolve", ""],
        ["ask", ""],
        ["ask", " \n"],
        ["ask"],
        ["check", ""],
        ["read", " "],
    ],
    ids=repr,
)
def test_nothing_is_asked(line):
    assert "No " in fails(*line)


@pytest.mark.parametrize("source", ["nosuch.txt", "/nosuch/article.html", "a\x00b", "x" * 5000])
def test_no_such_file(source):
    assert "no file" in fails("check", source) or "cannot be read" in fails("check", source)


def test_a_folder_is_no_article(tmp_path):
    assert "many articles" in fails("check", tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anything")
def test_a_file_that_may_not_be_read(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(FOOTBALL)
    file.chmod(0)
    assert "permission" in fails("check", file).lower()


def test_the_same_state_twice():
    assert "same state" in fails("brief", "Russia", "USSR")
    assert "two different states" in fails("alignment", "Russia", "USSR")


def test_a_sentence_far_too_long():
    assert "characters" in fails("ask", "China abstained on Crimea. " * 10_000)


@pytest.mark.parametrize(
    "line",
    [
        ["check"],
        ["brief", "Russia"],
        ["ask", "x", "--nosuch"],
        ["votes", "x", "--body", "XX"],
        ["partners", "China", "--limit", "0"],
        ["dyads", "agreement", "--by", "month"],
    ],
)
def test_wrong_usage(line):
    fails(*line)


@pytest.mark.parametrize("target", ["{tmp}/none/x.{end}", "{tmp}"])
@pytest.mark.parametrize("command", [["check", "{article}", "--html"], ["brief", "Russia", "China", "--md"]])
def test_a_report_that_cannot_be_written(tmp_path, command, target):
    article = tmp_path / "a.txt"
    article.write_text(FOOTBALL)
    place = target.format(tmp=tmp_path, end="html")
    said = fails(*(a.format(article=article) for a in command), place)
    assert "Cannot write" in said or "is a directory" in said


def test_a_table_that_cannot_be_written(tmp_path):
    assert "Cannot write" in fails(
        "dyads", "agreement", "--states", "RUS,CHN", "--out", tmp_path / "none" / "x.csv"
    )
    assert "Unknown ending" in fails(
        "dyads", "agreement", "--states", "RUS,CHN", "--out", tmp_path / "x.xlsx"
    )
    assert "Cannot write" in fails("data", "export", tmp_path / "none" / "x.csv", "--table", "votes_year")
