"""The pages in a real browser: loaded, used, and looked at by axe."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

expect = pytest.importorskip("playwright.sync_api").expect

CHROMIUM = os.environ.get("BILAT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ON = "on=2024-06-01"
PAGES = {
    "start": "/",
    "pair": f"/pair/RUS/CHN?{ON}",
    "state": f"/state/IND?{ON}",
    "world": "/world?year=1985&group=India,Brazil",
    "ask": "/ask?q=Finland is a member of NATO&on=2024-01-01",
    "check": "/check",
    "data": "/data",
    "outlook": "/outlook?q=If China attacks Taiwan, will Japan join the war?&on=2024-06-01",
    "scenario": "/outlook/scenario/clash?on=2022-02-08",
    "score": "/outlook/scores/votes",
    "figure": f"/chart/conduct.html?a=IND&{ON}",
    "problem": "/state/Atlantis",
}
ARTICLE = (
    "Envoy says little has changed\n\nFinland is a member of NATO. China abstained on the resolution on Ukraine. "
    "“Russia is India's largest arms supplier,” the envoy said."
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server of our own, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"BILAT_HOME": str(tmp_path_factory.mktemp("home"))}
    command = [sys.executable, "-m", "bilat", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as server:
        base = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/static/bilat.css", timeout=2).read()
                break
            except OSError:
                time.sleep(0.2)
        yield base
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGS, headless=True)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, address):
    """A page whose console must stay silent."""
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    context.set_default_timeout(60_000)
    made = context.new_page()
    said = []
    made.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    made.on("pageerror", lambda e: said.append(str(e)))
    yield made
    context.close()
    assert [s for s in said if "404" not in s] == []


def _findings(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0].get('failureSummary', '')[:300]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(
    ("name", "scheme"), [*((n, "light") for n in PAGES), ("pair", "dark"), ("state", "dark"), ("ask", "dark")]
)
def test_page_loads_and_axe_finds_nothing_serious(page, name, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(PAGES[name])
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.locator("h1").count() == 1
    assert _findings(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_phone_and_needs_no_script(browser, address, name):
    context = browser.new_context(
        base_url=address, viewport={"width": 360, "height": 780}, java_script_enabled=False
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(PAGES[name])
    assert page.locator("h1").inner_text()
    assert page.locator("main").bounding_box()["width"] <= 360
    context.close()
    again = browser.new_context(base_url=address, viewport={"width": 360, "height": 780})
    measured = again.new_page()
    measured.goto(PAGES[name], timeout=60_000)
    assert measured.evaluate("document.documentElement.scrollWidth") <= 360
    again.close()


def test_every_chart_of_a_pair_is_drawn(page):
    page.goto(PAGES["pair"])
    page.evaluate("document.querySelectorAll('img').forEach(i => { i.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    widths = page.evaluate("[...document.images].map(i => i.naturalWidth)")
    assert len(widths) > 8
    assert min(widths) > 100


def test_a_pair_is_compared_from_the_start_page(page):
    page.goto("/")
    page.fill("#q", "France and Germany")
    page.click("form.ask button")
    page.wait_for_url("**/pair/FRA/DEU*")
    assert page.locator("h1").inner_text() == "France and Germany"


def test_the_day_is_moved_with_the_slider(page):
    page.goto(PAGES["pair"])
    page.locator("#slider").evaluate(
        "s => { s.value = 1995; s.dispatchEvent(new Event('input')); s.dispatchEvent(new Event('change')); }"
    )
    page.wait_for_url("**on=1995-12-31*")
    assert "31 December 1995".upper() in page.locator(".kicker").inner_text().upper()
    assert "In 1995" in page.locator(".lead").inner_text() or "In 1994" in page.locator(".lead").inner_text()


def test_as_of_is_set_by_keyboard(page):
    page.goto(PAGES["pair"])
    page.fill("#as_of", "2010-06-30")
    page.focus("form.when button")
    page.keyboard.press("Enter")
    page.wait_for_url("**as_of=2010-06-30*")
    assert "2009" in page.locator(".lead").inner_text()


def test_a_chart_is_exported(page):
    page.goto(PAGES["pair"])
    for kind, start in (("PNG", b"\x89PNG"), ("SVG", b"<svg"), ("CSV", b"year")):
        with page.expect_download() as waiting:
            page.locator("figure[data-chart=trajectory] .tools a", has_text=kind).click()
        assert waiting.value.path().read_bytes().startswith(start)


def test_a_chart_is_explored_with_vega_from_this_server_alone(page):
    asked = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(PAGES["pair"])
    page.locator("figure[data-chart=trajectory] .explore").click()
    page.locator("figure[data-chart=trajectory] .live svg").wait_for()
    assert page.locator("figure[data-chart=trajectory] .live svg path").count() > 3
    assert all(url.startswith(page.evaluate("location.origin")) for url in asked)


def test_the_world_plays(page):
    page.goto(PAGES["world"])
    before = page.locator("#map-CHN").get_attribute("class")
    with page.expect_response("**/api/world?year=1986*"):
        page.click("#play")
    # the pages' content policy allows no waiting by evaluated code inside
    expect(page.locator("[data-chart=blocs] .figtitle")).not_to_have_text("Blocs in 1985", timeout=60_000)
    page.click("#play")
    assert before.startswith("g")
    assert page.locator("#year").input_value() >= "1986"
    # what else names the year, and the sizes of the blocs, follow; the drawing's own key is of the first year
    shown = page.locator("[data-chart=blocs] .figtitle").inner_text().removeprefix("Blocs in ")
    expect(page.locator("h1")).to_have_text(f"Who stood with whom in {shown}")
    expect(page.locator("#map-CHN title")).to_have_text(re.compile("China: bloc"))
    expect(page.locator("[data-chart=blocs] .mapkey")).to_be_visible()
    expect(page.locator("[data-chart=blocs] .legend")).to_be_hidden()
    assert re.match(r"bloc 1 \(\d+\)", page.locator(".mapkey li").first.inner_text().strip())


def test_a_scenario_is_played_again_as_a_slider_moves(page):
    page.goto(PAGES["scenario"])
    before = page.locator("#played figure svg").first.inner_html()
    with page.expect_response("**/outlook/scenario/clash?*value.cost=*"):
        page.locator("[data-for=v-cost]").evaluate(
            "s => { s.value = s.max; s.dispatchEvent(new Event('input', {bubbles: true})); }"
        )
    expect(page.locator("#played figure svg text", has_text="%").first).to_be_attached(timeout=60_000)
    for _ in range(200):
        if page.locator("#played figure svg").first.inner_html() != before:
            break
        page.wait_for_timeout(50)
    assert page.locator("#played figure svg").first.inner_html() != before
    assert float(page.locator("#v-cost").input_value()) > 0.5
    assert "value.cost=" in page.url


def test_an_article_is_checked_and_text_and_verdict_find_each_other(page):
    page.goto("/check")
    page.fill("#text", ARTICLE)
    page.fill("#on", "2024-01-01")
    page.click("text=Check it")
    page.wait_for_url("**/check/*")
    mark = page.locator("mark").first
    mark.locator("a").first.click()
    claim = page.locator("article.claim.on")
    assert claim.count() == 1
    claim.locator("text=in the text").click()
    assert page.locator("mark.on").count() == 1
    assert _findings(page) == []
    with page.expect_download() as waiting:
        page.click("text=Save as one file")
    assert waiting.value.path().read_text(encoding="utf-8").startswith("<!doctype html>")


def test_hostile_text_does_nothing(page):
    page.add_init_script("window.ran = 0")
    page.goto("/check")
    page.fill(
        "#text",
        "Plain <b>start</b>.\n\n&lt;script&gt;window.ran = 1&lt;/script&gt; Finland is a member of NATO "
        '<img src=x onerror="window.ran = 2">. “China is a member of NATO,” said <script>window.ran = 3</script> the envoy.',
    )
    page.click("text=Check it")
    page.wait_for_url("**/check/*")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") == 0
    assert page.locator("main img").count() == 0
