"""Guards that no other test would miss: packed collections that unpack without end, and secrets in what is logged."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc

import pytest

from bilat.corpus import articles
from bilat.corpus.articles import collect
from bilat.web.settings import Settings

SECRET = "correct-horse-battery"


def test_a_packed_line_without_end_is_a_failure_and_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(articles, "_LONGEST_LINE", 200_000)
    whole = json.dumps({"text": "China abstained on the resolution, he said."}).encode()
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(
        gzip.compress(whole + b"\n" + b'{"text": "' + b"x" * 30_000_000 + b'"}\n' + whole + b"\n")
    )
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    first, bomb, last = collect(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "longer than" in bomb.fault
    assert first.fault is last.fault is None, "the lines around it are read"
    assert peak < 8_000_000


def test_a_page_without_end_in_a_web_archive_is_a_failure(tmp_path, monkeypatch):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    monkeypatch.setattr(articles, "_LARGEST_RECORD", 200_000)
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for page in (b"<p>" + b"x" * 10_000_000, b"<p>China abstained on it.</p>"):
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "http://a.example/", "response", payload=io.BytesIO(page), http_headers=head
        )
        writer.write_record(record)
    (tmp_path / "a.warc.gz").write_bytes(out.getvalue())
    bomb, good = collect(tmp_path / "a.warc.gz")
    assert "larger than" in bomb.fault
    assert bomb.data == b""
    assert good.fault is None


def test_the_servers_token_is_in_no_log(monkeypatch, capfd):
    """It comes in the address, so requests are not logged; and settings that are printed do not show it."""
    import uvicorn

    seen = {}

    class Stopped(Exception):
        pass

    def config(*args, **kwargs):
        seen.update(kwargs)
        raise Stopped

    monkeypatch.setattr(uvicorn, "Config", config)
    from bilat.web.serving import run

    settings = Settings(host="127.0.0.1", token=SECRET)
    said = []
    with pytest.raises(Stopped):
        run(settings, said.append)
    assert seen["access_log"] is False
    assert SECRET not in repr(settings)
    assert SECRET not in "".join(said)
    printed = capfd.readouterr()
    assert SECRET not in printed.out + printed.err
