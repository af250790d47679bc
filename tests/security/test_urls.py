"""A battery of addresses that try to reach into this machine or its network, in every spelling we know of."""

from __future__ import annotations

import ipaddress
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat.addresses import address_parts, is_public, public_addresses, shown
from bilat.errors import FetchError
from bilat.reading.pages.fetch_page import fetch

#: Spellings of an address that is not public. None needs the network: the system reads them as numbers.
NOT_PUBLIC = [
    "http://127.0.0.1/",
    "http://127.0.0.1:80/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.255.255.254/",
    "http://0/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0177.0x0.0.1/",
    "http://0000127.0.0.1/",
    "http://0x7F000001/",
    "http://0x7f.1/",
    "http://127.0x1/",
    "http://10.0.0.1/",
    "http://167772161/",
    "http://0xa000001/",
    "http://012.0.0.1/",
    "http://172.16.0.1/",
    "http://172.31.255.255/",
    "http://192.168.0.1/",
    "http://3232235521/",
    "http://0xC0A80001/",
    "http://192.168.257/",
    "http://100.64.0.1/",
    "http://100.127.255.255/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xA9FEA9FE/",
    "http://0251.0376.0251.0376/",
    "http://169.254.43518/",
    "http://192.0.0.1/",
    "http://192.0.2.1/",
    "http://192.88.99.1/",
    "http://198.18.0.1/",
    "http://198.51.100.1/",
    "http://203.0.113.1/",
    "http://224.0.0.1/",
    "http://239.255.255.255/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://4294967295/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000::0001]/",
    "http://[::1]:8080/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[64:ff9b:1::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2002:a9fe:a9fe::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[fe80::1]/",
    "http://[fec0::1]/",
    "http://[fc00::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "http://[100::1]/",
    "http://[5f00::1]/",
    "http://[2606:4700::5efe:7f00:1]/",
    "http://[2606:4700::200:5efe:a00:1]/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://１２７.0.0.1/",
    "http://127。０。0．1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://ｌocalhost/",
    "https://169｡254.169｡254/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "HTTP://127.0.0.1/",
    "http://127.0.0.1?x",
    "http://127.0.0.1#x",
    "http://127.0.0.1/@news.example/",
    "http://127%2e0%2e0%2e1/",
    "http://%31%32%37.0.0.1/",
    "http://%6c%6f%63alhost/",
    "http://127.0.0.1./",
    "http://localhost./",
    "http://127.0.0.1\t/",
    "http://\t127.0.0.1/",
    "http://127.0.0.1\n/",
    "http://127.0.0.1%00.example.org/",
    "http://127.0.0.1%20.example.org/",
    "http://[fe80::1%25eth0]/",
    "http://[::ffff:127.0.0.1%25lo]/",
    "http://[::ffff:0x7f000001]/",
    "http://[::1]./",
    "http://[::1].example.org/",
    "http://１６９．２５４．１６９．２５４/",
    "http://localhost.localdomain/",
    "http://ip6-localhost/",
    "http://127.00.00.01/",
    "http://127.0.0.1:80:80/",
    "http:\\\\127.0.0.1\\",
    "http:/\\127.0.0.1/",
    "http://127.0.0.1:00080/",
    "http://[0:0:0:0:0:ffff:7f00:0001]/",
    "http://[::7f00:1]/",
    "http://[64:ff9b::10.0.0.1]/",
    "http://[2001:0:5ef5:79fb:0:0:80ff:fffe]/",
    "http://127.0.0.0x1/",
    "http://1e0.0.0.1/",
    "http://٠.٠.٠.٠/",
    "http://127。1/",
    "http://[::ffff:192.168.1.1]:443/",
    "http://0x7f000001.:80/",
    "http://00000000177.0.0.1/",
    "http://0x0000000a.1/",
    "https://127.0.0.1:443#@example.org/",
    "http://127.0.0.1;example.org/",
    "http://example.org%40127.0.0.1/",
    "http://0177.0.0.01/",
    "http://3232235777/",
    "http://[fd00::1]/",
    "http://[::ffff:172.16.0.1]/",
    "http://2130706433./",
    "http://017700000001./",
    "http://127.0.0.1..//",
]

#: Addresses refused before any name is resolved, with a word of the reason.
REFUSED_AT_SIGHT = [
    ("ftp://example.org/a", "http"),
    ("file:///etc/passwd", "http"),
    ("gopher://127.0.0.1:6379/_INFO", "http"),
    ("dict://127.0.0.1:11211/", "http"),
    ("ldap://example.org/", "http"),
    ("jar:http://example.org!/a", "http"),
    ("data:text/html,x", "http"),
    ("javascript:alert(1)", "http"),
    ("//example.org/a", "no scheme"),
    ("http:/example.org", "no host"),
    ("http:///a", "no host"),
    ("http://", "no host"),
    ("http://user@example.org/", "user name"),
    ("http://user:secret@example.org/", "user name"),
    ("http://@127.0.0.1/", "user name"),
    ("http://example.org@127.0.0.1/", "user name"),
    ("http://example.org:80@127.0.0.1/", "user name"),
    ("http://127.0.0.1\\@example.org/", "user name"),
    ("http://example.org\\@127.0.0.1/", "user name"),
    ("http://example.org\\.news.example/", "not a URL"),
    ("http://example.org:0/", "not one for web pages"),
    ("http://example.org:22/", "not one for web pages"),
    ("http://example.org:25/", "not one for web pages"),
    ("http://example.org:6379/", "not one for web pages"),
    ("http://example.org:11211/", "not one for web pages"),
    ("http://example.org:65536/", "not a URL"),
    ("http://example.org:-1/", "not a URL"),
    ("http://example.org:8O/", "not a URL"),
    ("http://[::1/", "not a URL"),
    ("http://[::1%25lo]:x/", "not a URL"),
    ("http://[v1.x]/", "unusual form|not a URL"),
    ("http://0000127.0.0.1/", "unusual form"),
    ("http://0x57.0.0.1/", "unusual form"),
    ("http://1.1/", "unusual form"),
    ("http://exa mple.org/", "not a URL"),
    ("http://example.org/a b", "not a URL"),
    ("http://example.org/\x00", "."),
    ("http://example.org\x7f/", "."),
]


def test_the_battery_is_large():
    assert len(set(NOT_PUBLIC)) + len(REFUSED_AT_SIGHT) >= 160


@pytest.mark.parametrize("url", NOT_PUBLIC)
def test_no_spelling_of_a_private_address_is_fetched(url, monkeypatch):
    """Refused as not public, or not understood at all; and in no case is anything connected to."""
    monkeypatch.setattr(socket.socket, "connect", _never)
    with pytest.raises(
        FetchError, match="not a public address|cannot be found|not a URL|unusual form|names no host"
    ):
        fetch(url)


@pytest.mark.parametrize(("url", "reason"), REFUSED_AT_SIGHT)
def test_refused_before_a_name_is_resolved(url, reason, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _never)
    monkeypatch.setattr(socket.socket, "connect", _never)
    with pytest.raises(FetchError, match=reason) as caught:
        fetch(url)
    assert caught.value.hint
    assert "secret" not in str(caught.value)


def _never(*args, **kwargs):
    raise AssertionError("this must not be reached")


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["93.184.215.14", "127.0.0.1"],
        ["93.184.215.14", "10.0.0.1", "93.184.215.15"],
        ["2606:2800:21f:cb07::1", "::1"],
        ["2606:2800:21f:cb07::1", "fe80::1%eth0"],
        ["::ffff:192.168.1.1"],
        ["93.184.215.14", "169.254.169.254"],
        ["not an address"],
        [],
    ],
    ids=str,
)
@pytest.mark.parametrize("host", ["rebind.example", "rebind.example.", "127.0.0.1.names.example"])
def test_a_name_with_one_bad_answer_is_refused(host, answers, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: _answers(answers))
    monkeypatch.setattr(socket.socket, "connect", _never)
    with pytest.raises(FetchError, match="not a public address|has no address"):
        fetch(f"http://{host}/")


def _answers(addresses, port=80):
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]


def test_a_name_is_resolved_once_and_the_answer_used(monkeypatch):
    """The second answer, which a rebinding server would make private, is never asked for."""
    asked, connected = [], []

    def lookup(host, port, *args, **kwargs):
        asked.append(host)
        return _answers(["93.184.215.14"] if host == "rebind.example" and asked.count(host) == 1 else [host])

    def connect(self, address):
        connected.append(address[0])
        raise OSError("no network in a test")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch("http://rebind.example/")
    assert asked.count("rebind.example") == 1
    assert connected == ["93.184.215.14"]


@contextmanager
def redirecting(location):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/start?token=secret"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "//10.0.0.1/x",
        "http://[fec0::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0xA9FEA9FE/",
        "https://192.168.0.1/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "http://user:secret@example.org/",
        "http://example.org:25/",
        "gopher://127.0.0.1:6379/_x",
        "http://[::1",
        "http://",
        "data:text/html,x",
    ],
)
def test_every_redirect_is_judged_anew(location):
    """Loopback alone is open here, as in tests; the place it leads to is not."""
    with redirecting(location) as url, pytest.raises(FetchError) as caught:
        fetch(url, allow_loopback=True)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "location", ["https://10.0.0.1/x.csv", "https://[fec0::1]/x.csv", "https://169.254.169.254/x.csv"]
)
def test_data_files_do_not_follow_into_the_network_either(location, tmp_path):
    from bilat.sources.fetch import Limits
    from bilat.sources.fetch import fetch as fetch_file

    with redirecting(location) as url, pytest.raises(FetchError, match="not a public address"):
        fetch_file(url.replace("/start", "/x.csv"), tmp_path, limits=Limits(attempts=1, stall=2.0))


@given(st.ip_addresses())
def test_what_counts_as_public_is_never_wider_than_the_registry(address):
    if is_public(address):
        assert address.is_global
        assert not (
            address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified
        )
        inner = getattr(address, "ipv4_mapped", None)
        assert inner is None or is_public(inner)


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:{}", "64:ff9b::{}"]))
def test_an_address_inside_another_is_judged_by_what_is_inside(inner, form):
    assert is_public(ipaddress.ip_address(form.format(inner))) == is_public(inner)


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:800::200e"])
def test_public_ones_are_let_through(text):
    assert public_addresses(text, 443) == [text]


@given(st.text(max_size=60), st.sampled_from(["http://", "https://", "ftp://", ""]))
def test_any_text_is_taken_or_refused(text, scheme):
    try:
        parts = address_parts(scheme + text)
    except FetchError as exc:
        assert exc.hint
    else:
        assert parts.hostname
        assert parts.scheme.lower() in ("http", "https")


@given(st.from_regex(r"\A[a-z0-9]{12,20}\Z"))
def test_messages_show_no_secret(secret):
    for url in (f"http://me:{secret}@h.example/a", f"http://h.example/a?key={secret}", f"http://h.example/a#{secret}",
                f"http://{secret}@h.example:x/", f"http:me:{secret}@h", f"https://a@{secret}@h/"):  # fmt: skip
        assert secret not in shown(url)
