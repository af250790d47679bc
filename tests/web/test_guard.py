"""The door: names, tokens, forms, sizes, headers; hostile text shown harmlessly."""

import re

import pytest
from fastapi.testclient import TestClient

from bilat.errors import InputError
from bilat.web.app import create_app
from bilat.web.settings import Settings

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


@pytest.mark.parametrize("length", ["²".encode("latin-1"), b"9" * 6000])
def test_a_length_that_is_no_number_is_refused(client, length):
    answer = client.post("/check", content=b"x", headers={"content-length": length, "origin": BASE})
    assert answer.status_code == 413
