"""Fetching one page: what is refused, and what a bad server can do. Servers run on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bilat.addresses import public_addresses
from bilat.errors import FetchError
from bilat.reading import read_source
from bilat.reading.pages import fetch_page
from bilat.reading.pages.fetch_page import fetch
from bilat.reading.pages.page import load

BODY = b"<html><body><article><p>China abstained on the resolution on Crimea in 2014, and said why in four sentences.</p></article></body></html>"


@contextmanager
def server(answer):
    """Serve `answer(handler)` on loopback; give its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with suppress(OSError):
                answer(self)

        def log_message(self, *args):
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
    finally:
        httpd.shutdown()
        httpd.server_close()


def plain(handler, body=BODY, status=200, **headers):
    handler.send_response(status)
    for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def test_a_page_is_fetched_read_and_cleaned():
    with server(plain) as url:
        page = load(url + "/a", allow_loopback=True)
        assert page.text.startswith("China abstained on the resolution")
        document = read_source(url + "/a", allow_loopback=True)
        assert document.text == page.text


def test_gzip_is_unpacked():
    with server(lambda h: plain(h, gzip.compress(BODY), Content_Encoding="gzip")) as url:
        assert fetch(url, allow_loopback=True).body == BODY


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.8/",
        "http://192.168.1.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://2130706433/",
        "http://0x7f000001/",
    ],
)
def test_addresses_that_are_not_public_are_refused(url):
    with pytest.raises(FetchError):
        fetch(url)


def test_loopback_alone_is_opened_for_tests():
    with pytest.raises(FetchError, match="not a public address"):
        fetch("http://10.0.0.8/", allow_loopback=True)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://user:secret@example.org/",
        "http:///nothing",
        "http://example.org:99999/",
        "http://example.org:0/",
        "gopher://example.org/",
        "http://exa mple.org/",
    ],
)
def test_bad_urls_are_refused_before_any_connection(url, monkeypatch):
    monkeypatch.setattr(fetch_page.socket, "getaddrinfo", None)
    with pytest.raises(FetchError) as caught:
        fetch(url)
    assert caught.value.hint


def test_one_private_address_among_public_ones_refuses_the_name(monkeypatch):
    def answers(host, port, **kwargs):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("93.184.215.14", "10.1.2.3")
        ]

    monkeypatch.setattr(fetch_page.socket, "getaddrinfo", answers)
    with pytest.raises(FetchError, match=r"10\.1\.2\.3"):
        public_addresses("rebinding.example", 80)


def test_the_connection_goes_to_the_checked_address(monkeypatch):
    """A name that changes its address between check and connection gains nothing: it is resolved once."""
    asked = []
    real = socket.getaddrinfo

    def answers(host, port, *args, **kwargs):
        asked.append(host)
        return real("127.0.0.1" if host == "news.example" else host, port, *args, **kwargs)

    monkeypatch.setattr(fetch_page.socket, "getaddrinfo", answers)
    hosts = []

    def answer(handler):
        hosts.append(handler.headers["Host"])
        plain(handler)

    with server(answer) as url:
        port = url.rsplit(":", 1)[1]
        fetch(f"http://news.example:{port}/", allow_loopback=True)
    assert asked.count("news.example") == 1
    assert hosts == [f"news.example:{port}"]


def test_redirects_are_followed_and_each_is_checked():
    def inward(handler):
        plain(handler, b"", 302, Location="http://169.254.169.254/latest/")

    def onward(handler):
        if handler.path == "/start":
            plain(handler, b"", 301, Location="/end")
        else:
            plain(handler)

    with server(onward) as url:
        assert fetch(url + "/start", allow_loopback=True).url == url + "/end"
    with server(inward) as url, pytest.raises(FetchError, match=r"169\.254\.169\.254"):
        fetch(url, allow_loopback=True)
    with (
        server(lambda h: plain(h, b"", 302, Location="file:///etc/passwd")) as url,
        pytest.raises(FetchError),
    ):
        fetch(url, allow_loopback=True)


def test_a_circle_of_redirects_ends():
    with (
        server(lambda h: plain(h, b"", 302, Location="/again")) as url,
        pytest.raises(FetchError, match="more than 5"),
    ):
        fetch(url, allow_loopback=True)


def test_too_large_and_packed_too_large():
    with server(lambda h: plain(h, b"x" * 10_000_001)) as url, pytest.raises(FetchError, match="larger than"):
        fetch(url, allow_loopback=True)
    bomb = gzip.compress(b"\x00" * 300_000_000, 9)
    with (
        server(lambda h: plain(h, bomb, Content_Encoding="gzip")) as url,
        pytest.raises(FetchError, match="larger than"),
    ):
        fetch(url, allow_loopback=True)


def test_truncated_and_broken_packing():
    for body in (gzip.compress(BODY)[:-12], b"not gzip at all"):
        with server(lambda h, b=body: plain(h, b, Content_Encoding="gzip")) as url, pytest.raises(FetchError):
            fetch(url, allow_loopback=True)
    with server(lambda h: plain(h, Content_Encoding="br")) as url, pytest.raises(FetchError, match="br"):
        fetch(url, allow_loopback=True)


def test_a_body_shorter_than_announced_is_an_error():
    def short(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<p>half")

    with server(short) as url, pytest.raises(FetchError, match="broke off"):
        fetch(url, allow_loopback=True)


def test_status_and_type():
    with server(lambda h: plain(h, status=404)) as url, pytest.raises(FetchError, match="404"):
        fetch(url, allow_loopback=True)
    with server(lambda h: plain(h, status=403)) as url, pytest.raises(FetchError, match="programs"):
        fetch(url, allow_loopback=True)
    with (
        server(lambda h: plain(h, Content_Type="image/png")) as url,
        pytest.raises(FetchError, match="image/png"),
    ):
        fetch(url, allow_loopback=True)


def test_a_dripping_server_is_cut_off():
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.2)

    def drip_headers(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(100):
            handler.wfile.write(f"X-{n}: y\r\n".encode())
            handler.wfile.flush()
            time.sleep(0.2)

    for bad in (drip, drip_headers):
        begun = time.monotonic()
        with server(bad) as url, pytest.raises(FetchError, match="time"):
            fetch(url, allow_loopback=True, seconds=1.5)
        assert time.monotonic() - begun < 10


def test_nobody_listens():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        with pytest.raises(FetchError, match="cannot be reached"):
            fetch(f"http://127.0.0.1:{port}/", allow_loopback=True)
