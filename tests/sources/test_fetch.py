"""Fetching from a server on loopback that fails, stalls, truncates, lies and leads astray."""

import hashlib
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bilat.errors import FetchError
from bilat.sources.fetch import Limits, fetch

CONTENT = bytes(range(256)) * 2000
HASH = hashlib.sha256(CONTENT).hexdigest()
QUICK = Limits(stall=0.5, pause=0.01, seconds=20, attempts=4)


class Server:
    """Answers each request by the next of a list of behaviours; the last one repeats."""

    def __init__(self, *behaviours):
        self.behaviours = list(behaviours)
        self.requests = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.requests.append((self.path, dict(self.headers)))
                step = outer.behaviours.pop(0) if len(outer.behaviours) > 1 else outer.behaviours[0]
                self.close_connection = True
                step(self)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/data/file.csv"


@contextmanager
def serving(*behaviours):
    made = Server(*behaviours)
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()


def reply(status=200, body=b"", **headers):
    def step(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return step


whole = reply(200, CONTENT, ETag='"one"')


def truncated(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(CONTENT)))
    handler.send_header("ETag", '"one"')
    handler.end_headers()
    handler.wfile.write(CONTENT[:300_000])


def rest(handler):
    start = int(handler.headers["Range"].removeprefix("bytes=").rstrip("-"))
    assert handler.headers["If-Range"] == '"one"'
    handler.send_response(206)
    handler.send_header("Content-Range", f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
    handler.send_header("Content-Length", str(len(CONTENT) - start))
    handler.send_header("ETag", '"one"')
    handler.end_headers()
    handler.wfile.write(CONTENT[start:])


def stalls(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(CONTENT)))
    handler.send_header("ETag", '"one"')
    handler.end_headers()
    handler.wfile.write(CONTENT[:100_000])
    handler.wfile.flush()
    time.sleep(2)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"0" * 65536)
    except OSError:
        pass


def left_over(folder):
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))


@pytest.mark.parametrize("sha256", [None, HASH])
def test_a_plain_file(tmp_path, sha256):
    seen = []
    with serving(whole) as server:
        path = fetch(
            server.url, tmp_path, sha256=sha256, limits=QUICK, progress=lambda n, of: seen.append((n, of))
        )
    assert path == tmp_path / "file.csv"
    assert path.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [p.name for p in tmp_path.iterdir()] == ["file.csv"]
    assert server.requests[0][1]["User-Agent"].startswith("bilat/")


def test_a_file_with_a_known_hash_is_not_fetched_twice(tmp_path):
    with serving(whole) as server:
        fetch(server.url, tmp_path, sha256=HASH, limits=QUICK)
        fetch(server.url, tmp_path, sha256=HASH, limits=QUICK)
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_that_fails_first(tmp_path, status):
    with serving(reply(status), reply(status), whole) as server:
        assert fetch(server.url, tmp_path, limits=QUICK).read_bytes() == CONTENT
    assert len(server.requests) == 3


def test_the_server_says_how_long_to_wait(tmp_path):
    with serving(reply(503, Retry_After="1"), whole) as server:
        started = time.monotonic()
        fetch(server.url, tmp_path, limits=QUICK)
    assert time.monotonic() - started >= 1


def test_a_server_that_always_fails_is_left_alone_after_a_few_tries(tmp_path):
    with serving(reply(500)) as server, pytest.raises(FetchError, match="answered 500"):
        fetch(server.url, tmp_path, limits=QUICK)
    assert len(server.requests) == QUICK.attempts
    assert left_over(tmp_path) == []


def test_a_page_that_is_gone_is_not_asked_for_again(tmp_path):
    with serving(reply(404, b"no")) as server, pytest.raises(FetchError, match="answered 404"):
        fetch(server.url, tmp_path, limits=QUICK)
    assert len(server.requests) == 1


@pytest.mark.parametrize("cut", [truncated, stalls])
@pytest.mark.parametrize("sha256", [None, HASH])
def test_what_was_cut_short_is_resumed(tmp_path, cut, sha256):
    with serving(cut, rest) as server:
        assert fetch(server.url, tmp_path, sha256=sha256, limits=QUICK).read_bytes() == CONTENT
    assert "Range" in server.requests[1][1]


def test_a_later_call_resumes_too(tmp_path):
    once = Limits(stall=0.5, pause=0.01, attempts=1)
    with serving(truncated, rest) as server:
        with pytest.raises(FetchError, match="ended"):
            fetch(server.url, tmp_path, sha256=HASH, limits=once)
        assert left_over(tmp_path) == []
        assert fetch(server.url, tmp_path, sha256=HASH, limits=once).read_bytes() == CONTENT
    assert server.requests[1][1]["Range"] == "bytes=300000-"


def test_a_file_that_changed_meanwhile_is_taken_whole(tmp_path):
    newer = b"new" * 1000
    with serving(truncated, reply(200, newer, ETag='"two"')) as server:
        assert fetch(server.url, tmp_path, limits=QUICK).read_bytes() == newer


def test_a_wrong_hash_is_not_used_and_leaves_nothing_to_resume(tmp_path):
    lying = reply(200, b"something else", ETag='"one"')
    with serving(lying) as server, pytest.raises(FetchError, match="hash"):
        fetch(server.url, tmp_path, sha256=HASH, limits=QUICK)
    assert list(tmp_path.iterdir()) == []
    assert len(server.requests) == 1


def test_an_older_copy_survives_a_failed_fetch(tmp_path):
    (tmp_path / "file.csv").write_bytes(b"old")
    with serving(reply(500)) as server, pytest.raises(FetchError):
        fetch(server.url, tmp_path, limits=QUICK)
    assert (tmp_path / "file.csv").read_bytes() == b"old"


def test_a_file_that_says_it_is_too_large(tmp_path):
    small = Limits(bytes=1000, stall=0.5, pause=0.01)
    with serving(whole) as server, pytest.raises(FetchError, match="at most 1,000"):
        fetch(server.url, tmp_path, limits=small)


def test_a_file_without_end(tmp_path):
    small = Limits(bytes=1_000_000, stall=0.5, pause=0.01)
    with serving(endless) as server, pytest.raises(FetchError, match="larger than"):
        fetch(server.url, tmp_path, limits=small)
    slow = Limits(bytes=10**12, stall=0.5, pause=0.01, seconds=0.3)
    with serving(endless) as server, pytest.raises(FetchError, match="longer than"):
        fetch(server.url, tmp_path, limits=slow)


def test_a_part_that_was_not_asked_for(tmp_path):
    with serving(reply(206, b"part")) as server, pytest.raises(FetchError, match="not asked for"):
        fetch(server.url, tmp_path, limits=QUICK)


def test_redirects_are_followed_but_not_without_end(tmp_path):
    with serving(reply(302, Location="/elsewhere"), whole) as server:
        assert fetch(server.url, tmp_path, limits=QUICK).name == "file.csv"
    assert [r[0] for r in server.requests] == ["/data/file.csv", "/elsewhere"]
    with serving(reply(302, Location="/again")) as server, pytest.raises(FetchError, match="without end"):
        fetch(server.url, tmp_path, limits=QUICK)


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/x.csv", "http://example.org/x.csv"]
)
def test_redirects_to_other_schemes_are_refused(tmp_path, target):
    with serving(reply(302, Location=target)) as server, pytest.raises(FetchError, match="not fetched"):
        fetch(server.url, tmp_path, limits=QUICK)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://example.org/a.csv", "https://example.org/", "gopher://x/y"]
)
def test_addresses_that_are_refused(tmp_path, url):
    with pytest.raises(FetchError):
        fetch(url, tmp_path, limits=QUICK)


def test_an_outside_address_does_not_lead_to_this_machine():
    from bilat.sources.fetch import _check_address

    with pytest.raises(FetchError, match="refused"):
        _check_address("https://127.0.0.1/x.csv", "https://example.org/x.csv")


def test_no_network(tmp_path):
    with pytest.raises(FetchError, match="no connection"):
        fetch("http://127.0.0.1:9/x.csv", tmp_path, limits=Limits(stall=0.5, pause=0.01, attempts=2))


def test_a_name_from_the_address_stays_in_the_folder(tmp_path):
    with serving(whole) as server:
        path = fetch(server.url.replace("file.csv", "..%2f..%2fevil.csv"), tmp_path, limits=QUICK)
    assert path.parent == tmp_path


def test_two_processes_that_fetch_one_file_do_not_spoil_it(tmp_path):
    """The second waits for the first: neither writes into the other's part."""
    from bilat.files import held

    taken = []
    with serving(whole) as server:
        with held(tmp_path, "a download"):
            waiting = threading.Thread(target=lambda: taken.append(fetch(server.url, tmp_path, limits=QUICK)))
            waiting.start()
            waiting.join(0.3)
            assert not server.requests
        waiting.join(30)
    assert taken[0].read_bytes() == CONTENT


def test_a_kill_leaves_no_new_tag_beside_an_old_part(tmp_path, monkeypatch):
    """The part of the old file goes before the new file's tag is written, or it would be gone on with."""
    (tmp_path / ".file.csv.part").write_bytes(b"old " * 9)
    (tmp_path / ".file.csv.tag").write_text('"old"')
    real = Path.write_text

    def dies(self, *args, **kwargs):
        if self.suffix == ".tag":
            assert not self.with_suffix(".part").exists()
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "write_text", dies)
    with serving(whole) as server:
        assert fetch(server.url, tmp_path, limits=QUICK).read_bytes() == CONTENT
