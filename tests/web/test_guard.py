"""The door: names, tokens, forms, sizes, headers; hostile text shown harmlessly."""

import asyncio
import contextlib
import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import time

import pytest
from fastapi.testclient import TestClient

from bilat.errors import InputError
from bilat.web.app import create_app
from bilat.web.guard import Guard
from bilat.web.pagecache import PageCache
from bilat.web.serving import listening
from bilat.web.settings import Settings
from bilat.web.work import BusyError, Work

BASE = "http://127.0.0.1:8765"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BILAT_HOME", str(tmp_path_factory.mktemp("home")))
        yield TestClient(create_app(Settings(max_body=50_000)), base_url=BASE)


def _token(client):
    return re.search(r'name="csrf" value="(\w+)"', client.get("/check").text).group(1)


@pytest.mark.parametrize(
    "path", ["/", "/check", "/nowhere", "/static/bilat.js", "/api/world?year=x", "/openapi.json"]
)
def test_headers_are_on_every_answer(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_pages_hold_no_inline_script_or_style(client):
    for path in ("/", "/check", "/world", "/state/IND", "/pair/RUS/CHN"):
        text = client.get(path).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)
        assert "<style" not in text
        assert not re.search(r"\sstyle=", text)
        assert not re.search(r"\son\w+=", text)
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.7", "", "localhost.evil.example:8765"]
)
def test_another_name_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765"])
def test_our_names_are_served(client, host):
    assert client.get("/data", headers={"host": host}).status_code == 200


def test_beyond_loopback_only_with_a_token():
    with pytest.raises(InputError, match="token"):
        Settings(host="0.0.0.0")
    with pytest.raises(InputError, match="short"):
        Settings(host="0.0.0.0", token="short")
    assert Settings(host="0.0.0.0", token="x" * 16).allows_host("192.0.2.7:8765")
    assert not Settings(host="0.0.0.0", token="x" * 16).allows_host("rebound.example")


def test_a_token_is_asked_for_and_becomes_a_cookie(tmp_path):
    secret = "correct-horse-battery"
    client = TestClient(create_app(Settings(token=secret)), base_url=BASE)
    assert client.get("/check").status_code == 401
    assert client.get("/check", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/check", headers={"authorization": f"Bearer {secret}"}).status_code == 200
    answer = client.get(f"/check?token={secret}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/check"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert client.get("/check").status_code == 200


def test_the_way_without_its_token_stays_here():
    secret = "correct-horse-battery"
    client = TestClient(create_app(Settings(token=secret)), base_url=BASE)
    answer = client.get(f"//evil.example/?token={secret}", follow_redirects=False)
    assert not answer.headers.get("location", "/").startswith("//")


def test_forms_need_their_token(client):
    for path in ("/check", "/go"):
        assert client.post(path, data={"text": "x", "q": "x"}).status_code == 400
        assert client.post(path, data={"text": "x", "q": "x", "csrf": "0" * 64}).status_code == 400


def test_another_readers_token_is_refused(client):
    token = _token(client)
    other = TestClient(client.app, base_url=BASE)
    other.get("/check")
    assert other.post("/check", data={"text": "x", "csrf": token}).status_code == 400


@pytest.mark.parametrize(
    "headers", [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_other_sites_may_not_post(client, headers):
    answer = client.post("/api/check", json={"text": "Finland is a member of NATO."}, headers=headers)
    assert answer.status_code == 403


def test_large_bodies_are_refused(client):
    assert client.post("/api/check", json={"text": "a" * 60_000}).status_code == 413

    def parts():
        for _ in range(30):
            yield b"a" * 5_000

    assert client.post("/api/check", content=parts()).status_code == 413


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8765/", "http://localhost/x", "http://10.0.0.1/", "http://[::1]/"]
)
def test_addresses_of_this_machine_are_not_fetched(client, url):
    answer = client.post("/api/check", json={"url": url})
    assert answer.status_code == 400
    assert answer.json()["error"] == "FetchError"


def test_text_is_never_a_path(client, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Finland is a member of NATO. The secret is out.")
    for field in ("text", "url"):
        answer = client.post("/api/check", json={field: str(secret)})
        assert "secret is out" not in answer.text
        assert not answer.json().get("claims")
    assert client.post("/api/check", json={"url": f"file://{secret}"}).status_code == 400


HOSTILE = (
    "<script>alert(1)</script> Envoy\n\nFinland is a member of NATO </mark></div><script>alert(2)</script>. "
    '“Russia is a member of NATO,” said <img src=x onerror=alert(3)>. {{ 7 * 7 }} " onmouseover="alert(4)'
)


def test_hostile_text_is_shown_harmlessly(client):
    # sent as plain text that must survive: the reader may take it for HTML and drop the tags, or keep them as text
    for text in (HOSTILE, HOSTILE.replace("<", "&lt;"), "Plain start.\n\n" + HOSTILE):
        answer = client.post(
            "/check", data={"text": text, "on": "2024-01-01", "csrf": _token(client)}, follow_redirects=True
        )
        assert answer.status_code == 200
        assert len(re.findall(r"<script", answer.text)) == 1  # our own
        assert "<img" not in answer.text
        assert not re.search(r"<[^>]*\son\w+=", answer.text)
        assert "{{ 7 * 7 }}" in answer.text or "49" not in answer.text
    page = client.get("/ask", params={"q": "<script>alert(1)</script> is a member of NATO"})
    assert "<script>alert" not in page.text
    missing = client.get("/state/<svg onload=alert(1)>")
    assert "<svg onload" not in missing.text


def test_chart_titles_are_escaped(client):
    svg = client.get("/chart/map.svg", params={"a": "<script>"})
    assert svg.status_code == 404
    assert svg.headers["content-type"].startswith("application/json")


def _ask(app, path="/", method="GET", headers=()):
    """Ask an ASGI app once; return the status."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), *headers],
    }
    return scope, receive, send, sent


def test_slow_work_is_cut_off():
    async def slow(scope, receive, send):
        await asyncio.sleep(5)

    async def go():
        scope, receive, send, sent = _ask(None)
        await Guard(slow, Settings(seconds=0.05))(scope, receive, send)
        return sent[0]["status"]

    assert asyncio.run(go()) == 504


def test_too_many_at_once_are_told_to_come_back():
    async def go():
        gate = asyncio.Event()

        async def waits(scope, receive, send):
            await gate.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        guard = Guard(waits, Settings(at_once=2))
        calls = [_ask(None) for _ in range(3)]
        first = [asyncio.create_task(guard(*c[:3])) for c in calls[:2]]
        await asyncio.sleep(0.01)
        await guard(*calls[2][:3])
        gate.set()
        await asyncio.gather(*first)
        return [c[3][0]["status"] for c in calls]

    assert asyncio.run(go()) == [200, 200, 503]


def test_a_bug_shows_no_traceback():
    async def broken(scope, receive, send):
        raise RuntimeError("secret detail")

    async def go():
        scope, receive, send, sent = _ask(None)
        await Guard(broken, Settings())(scope, receive, send)
        return sent

    sent = asyncio.run(go())
    assert sent[0]["status"] == 500
    assert b"secret detail" not in sent[1]["body"]


def test_work_is_bounded():
    import threading

    async def go():
        work = Work(Settings(workers=1, waiting=1))
        gate = threading.Event()
        running = [asyncio.create_task(work.run(gate.wait)) for _ in range(2)]
        await asyncio.sleep(0.05)
        with pytest.raises(BusyError):
            await work.run(gate.wait)
        gate.set()
        await asyncio.gather(*running)
        work.close()

    asyncio.run(go())


def test_what_is_kept_is_bounded():
    work = Work(Settings(), kept=3, bytes_kept=100)
    for i in range(10):
        work.keep(i, "x" * 30, 30)
    assert work.get(9) == "x" * 30
    assert work.get(0) is None
    work.close()


def _plain_app(calls, body=b"page " * 500, headers=()):
    async def app(scope, receive, send):
        calls.append(scope["path"])
        await asyncio.sleep(0.01)
        start = [(b"content-type", b"text/html; charset=utf-8"), *headers]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        await send({"type": "http.response.body", "body": body})

    return app


def _get(cache, path, *headers, method="GET"):
    scope, receive, send, sent = _ask(None, method=method, path=path, headers=headers)
    return cache(scope, receive, send), sent


def test_a_page_is_made_once_for_all_who_ask_at_once(tmp_path, monkeypatch):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))
    calls = []

    async def go():
        cache = PageCache(_plain_app(calls))
        asked = [_get(cache, "/pair/A/B", (b"accept-encoding", b"gzip")) for _ in range(5)]
        await asyncio.gather(*(a for a, _ in asked))
        again, plain = _get(cache, "/pair/A/B")
        await again
        return [sent for _, sent in asked], plain

    zipped, plain = asyncio.run(go())
    assert calls == ["/pair/A/B"]
    assert all(gzip.decompress(s[1]["body"]) == plain[1]["body"] == b"page " * 500 for s in zipped)
    assert (b"content-encoding", b"gzip") in zipped[0][0]["headers"]
    assert len(plain[1]["body"]) == int(dict(plain[0]["headers"])[b"content-length"])


def test_an_unchanged_page_is_not_sent_again(tmp_path, monkeypatch):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))

    async def go():
        cache = PageCache(_plain_app([]))
        first, sent = _get(cache, "/world")
        await first
        tag = dict(sent[0]["headers"])[b"etag"]
        second, again = _get(cache, "/world", (b"if-none-match", tag))
        await second
        other, changed = _get(cache, "/world", (b"if-none-match", b'"another"'))
        await other
        return again, changed

    again, changed = asyncio.run(go())
    assert (again[0]["status"], again[1]["body"]) == (304, b"")
    assert changed[0]["status"] == 200


def test_a_new_store_makes_a_new_page(tmp_path, monkeypatch):
    calls = []

    async def go():
        cache = PageCache(_plain_app(calls))
        for home in ("one", "one", "two"):
            monkeypatch.setenv("BILAT_HOME", str(tmp_path / home))
            await _get(cache, "/world")[0]

    asyncio.run(go())
    assert len(calls) == 2


@pytest.mark.parametrize("header", [(b"set-cookie", b"a=b"), (b"cache-control", b"no-store")])
def test_what_is_one_readers_own_is_kept_for_nobody(tmp_path, monkeypatch, header):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))
    calls = []

    async def go():
        cache = PageCache(_plain_app(calls, headers=[header]))
        for _ in range(2):
            await _get(cache, "/check")[0]

    asyncio.run(go())
    assert len(calls) == 2


def test_kept_pages_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))
    calls = []

    async def go():
        cache = PageCache(_plain_app(calls, body=bytes(range(256)) * 40, headers=[]), bytes_kept=20_000)
        for i in range(200):
            await _get(cache, f"/{i}")[0]
            assert cache.bytes <= 20_000
        await _get(cache, "/0")[0]

    asyncio.run(go())
    assert len(calls) == 201


def test_a_maker_that_fails_does_not_hold_up_the_others(tmp_path, monkeypatch):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))
    calls = []

    async def broken(scope, receive, send):
        calls.append(1)
        await asyncio.sleep(0.01)
        raise RuntimeError("no")

    async def go():
        cache = PageCache(broken)
        asked = [_get(cache, "/x")[0] for _ in range(3)]
        return await asyncio.wait_for(asyncio.gather(*asked, return_exceptions=True), 5)

    assert all(isinstance(x, RuntimeError) for x in asyncio.run(go()))


def test_answers_are_kept_once_for_many_threads():
    from concurrent.futures import ThreadPoolExecutor

    from bilat.web.views import kept

    calls = []

    @kept(2)
    def slow(x):
        calls.append(x)
        time.sleep(0.05)
        return 2 * x

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(slow, [1, 1, 1, 1])) == [2, 2, 2, 2]
    assert calls == [1]
    for x in (2, 3, 1):
        slow(x)
    assert calls == [1, 2, 3, 1]


def test_small_answers_are_sent_at_once():
    async def told() -> int:
        got: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        async def met(reader, writer):
            sock = writer.get_extra_info("socket")
            got.set_result(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        sock = listening(socket.AF_INET)
        sock.bind(("127.0.0.1", 0))
        async with await asyncio.start_server(met, sock=sock):
            _, writer = await asyncio.open_connection(*sock.getsockname())
            writer.close()
            return await asyncio.wait_for(got, 10)

    assert asyncio.run(told()) == 1


def test_the_server_stops_gracefully(tmp_path):
    """A request that is being answered is finished; then the process ends by itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = (
        "import time\n"
        "from bilat.web import serving, app, warming\n"
        "from bilat.web.settings import Settings\n"
        "warming.warm = lambda: None\n"
        "warming.later = lambda work, judge: None\n"
        "made = app.create_app\n"
        "def slow(settings):\n"
        "    it = made(settings)\n"
        "    @it.get('/slow')\n"
        "    def slowly():\n"
        "        print('asked', flush=True); time.sleep(1); return 'done'\n"
        "    return it\n"
        "app.create_app = slow\n"
        f"serving.run(Settings(port={port}), lambda a: print('up', flush=True))\n"
    )
    environment = os.environ | {"BILAT_HOME": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout.readline() == "up\n"
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", "/slow")
        assert server.stdout.readline() == "asked\n"
        server.terminate()
        answer = line.getresponse()
        assert (answer.status, answer.read()) == (200, b'"done"')
        assert server.wait(20) in (0, -15)


@pytest.mark.parametrize("length", ["²".encode("latin-1"), b"9" * 6000])
def test_a_length_that_is_no_number_is_refused(client, length):
    answer = client.post("/check", content=b"x", headers={"content-length": length, "origin": BASE})
    assert answer.status_code == 413
