"""Answers kept whole: made once, sent again, bounded, and nobody else's."""

import asyncio
import gzip
import time

import pytest

from bilat.web.pagecache import PageCache
from bilat.web.settings import Settings
from bilat.web.work import Work


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


def test_what_is_kept_is_bounded():
    work = Work(Settings(), kept=3, bytes_kept=100)
    for i in range(10):
        work.keep(i, "x" * 30, 30)
    assert work.get(9) == "x" * 30
    assert work.get(0) is None
    work.close()
