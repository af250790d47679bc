"""How long pages of the web app take: the whole answer over loopback, and the first paint in a real browser.

    python -m benchmarks.web [--paint]

Starts servers of its own. First: milliseconds to the whole answer, asked the first time and asked again, and its size.
With `--paint`, headless Chromium: first contentful paint of each page as the first request of a new server process, asked
again in a new profile and in an open tab, and of pairs and states nobody asked for before. The steady load is `benchmarks.web_load`.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Chromium asks for nothing of its own beside the page.
BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Seconds after which everything is loaded that nobody asked for yet.
SETTLED = 20.0
ON = "on=2024-06-01"
_STATES = ("FRA", "BRA", "JPN", "EGY", "IDN", "MEX", "TUR", "SWE", "KEN", "PAK", "PER", "VNM")
PATHS = (
    "/",
    f"/pair/RUS/CHN?{ON}",
    f"/state/IND?{ON}",
    "/world",
    "/data",
    f"/api/pair/RUS/CHN?{ON}",
    f"/chart/trajectory.svg?a=RUS&b=CHN&{ON}",
)


PAGES = (
    "/",
    f"/pair/RUS/CHN?{ON}",
    f"/state/IND?{ON}",
    "/world?year=1985",
    "/check",
    "/data",
    "/outlook",
    "/outlook/scenario/clash?on=2022-02-08",
    "/ask?q=Finland+is+a+member+of+NATO&on=2024-01-01",
)
NEVER = (
    *(f"/pair/{a}/{b}?{ON}" for a, b in zip(_STATES, (*_STATES[3:], *_STATES[:3]), strict=True)),
    *(f"/state/{a}?on=2015-03-01" for a in _STATES[:6]),
)


def get(port: int, path: str) -> tuple[float, int]:
    """Return milliseconds to the whole answer, and its bytes."""
    start = time.perf_counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    if answer.status != 200:
        sys.exit(f"{path} answered {answer.status}: {body[:200]!r}")
    return 1000 * (time.perf_counter() - start), len(body)


@contextlib.contextmanager
def serving() -> Iterator[tuple[int, float]]:
    """Run a server with a store of its own; give its port, and the seconds until it said its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-m", "bilat", "serve", "--port", str(port)],
            env=os.environ | {"BILAT_HOME": home},
            stderr=subprocess.PIPE,
            text=True,
        ) as server:
            assert server.stderr is not None
            try:
                while "is at" not in (line := server.stderr.readline()):
                    if not line:
                        sys.exit("the server did not start")
                took = time.perf_counter() - began
                # the address is said just before the port answers
                for _ in range(100):
                    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                        break
                    time.sleep(0.02)
                yield port, took
            finally:
                server.terminate()
                server.wait(20)


def main() -> None:
    """Run it and print tables."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--paint", action="store_true", help="first paint in Chromium, too")
    chosen = options.parse_args()
    answers()
    if chosen.paint:
        paint()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def answers() -> None:
    """Print milliseconds to the whole answer of each address, first asked and asked again."""
    with serving() as (port, took):
        print(f"ready {took:.1f} s after it was started")
        print(f"{'address':<48}{'first ms':>9}{'again ms':>9}{'kB':>7}")
        for path in PATHS:
            first, size = get(port, path)
            again = statistics.median(get(port, path)[0] for _ in range(9))
            print(f"{path:<48}{first:>9.0f}{again:>9.1f}{size / 1000:>7.0f}")


def paint() -> None:
    """Print the first contentful paint of each page."""
    import shutil

    from playwright.sync_api import sync_playwright

    program = os.environ.get("BILAT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.exit("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=list(BROWSER))
        colds = {}
        for path in PAGES:
            with serving() as (port, _):
                colds[path] = in_new_profile(browser, port, path)
        print(
            "first contentful paint, ms: the first request of a new process; then of a warm server: in a new"
        )
        print("profile (nothing kept, not even the style sheet), in an open tab")
        print(f"{'page':<48}{'new process':>12}{'new profile':>12}{'open tab':>9}")
        with serving() as (port, _):
            time.sleep(SETTLED)
            tab = OpenTab(browser, port)
            for path in PAGES:
                tab.first(path)  # makes the page
                fresh = statistics.median(in_new_profile(browser, port, path) for _ in range(5))
                again = statistics.median(tab.first(path) for _ in range(5))
                print(f"{path[:47]:<48}{colds[path]:>12.0f}{fresh:>12.0f}{again:>9.0f}")
            for name, ask, day in (
                ("in a new profile", lambda path: in_new_profile(browser, port, path), ON),
                ("in an open tab", tab.first, "on=2023-06-01"),
            ):
                never = [ask(path.replace(ON, day).replace("2015", day[3:7])) for path in NEVER]
                within = sum(x < 200 for x in never)
                print(
                    f"{len(NEVER)} pages nobody asked for before, {name}: median {statistics.median(never):.0f}, "
                    f"most {max(never):.0f} ms; {within} within 200"
                )
            tab.close()
        browser.close()


def _painted(page: Page) -> float:
    found: float | None = None
    # asked from outside: the pages' content policy allows no evaluated waiting inside
    while found is None:
        found = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null")
    return found


def in_new_profile(browser: Browser, port: int, path: str) -> float:
    """Return the first contentful paint in a profile of its own: nothing is kept from before."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(f"http://127.0.0.1:{port}{path}", wait_until="load")
    found = _painted(page)
    context.close()
    return found


class OpenTab:
    """A tab in which pages are opened one after another, as a reader does."""

    def __init__(self, browser: Browser, port: int) -> None:
        self._context = browser.new_context(viewport={"width": 1200, "height": 900})
        self._page = self._context.new_page()
        self._page.set_default_timeout(120_000)
        self._base = f"http://127.0.0.1:{port}"
        self._page.goto(f"{self._base}/check")

    def first(self, path: str) -> float:
        """Return the first contentful paint of a page."""
        self._page.goto(f"{self._base}{path}", wait_until="load")
        return _painted(self._page)

    def close(self) -> None:
        """Close the tab."""
        self._context.close()


if __name__ == "__main__":
    main()
