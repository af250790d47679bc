"""How long pages of the web app take: the whole answer over loopback, and the first paint in a real browser.

    python -m benchmarks.web [--paint]

Starts servers of its own. First: milliseconds to the whole answer, asked the first time and asked again, and its size.
With `--paint`, headless Chromium: first contentful paint of each page as the first request of a new server process,
then of pairs and states nobody asked for before, then asked again. The steady load is `benchmarks.web_load`.
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

    from playwright.sync_api import Browser, sync_playwright

    def first(browser: Browser, port: int, path: str) -> float:
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(f"http://127.0.0.1:{port}{path}", wait_until="load")
        found: float | None = None
        while (
            found is None
        ):  # asked from outside: the pages' content policy allows no evaluated waiting inside
            found = page.evaluate(
                "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
            )
        context.close()
        return found

    program = os.environ.get("BILAT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.exit("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        with serving() as (port, _):
            first(browser, port, "/check")  # the browser's own start is not the page's
        print(f"{'page':<48}{'new process':>12}{'again':>8}   first contentful paint, ms")
        for path in PAGES:
            with serving() as (port, _):
                cold = first(browser, port, path)
                again = statistics.median(first(browser, port, path) for _ in range(3))
            print(f"{path[:47]:<48}{cold:>12.0f}{again:>8.0f}")
        with serving() as (port, _):
            time.sleep(10)
            never = [first(browser, port, path) for path in NEVER]
        print(
            f"{len(NEVER)} pages nobody asked for before: median {statistics.median(never):.0f}, "
            f"most {max(never):.0f} ms"
        )
        browser.close()


if __name__ == "__main__":
    main()
