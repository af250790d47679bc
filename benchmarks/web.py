"""The web app under load on loopback: requests a second, median and 99th percentile; bounded.

    python -m benchmarks.web [--seconds 10] [--readers 4]

Starts a server of its own, warms each address once, then lets readers ask one after the other. Says first how long
each page takes cold (first asked) and warm (asked again), and how large it is.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ON = "on=2024-06-01"
PATHS = (
    "/",
    f"/pair/RUS/CHN?{ON}",
    f"/state/IND?{ON}",
    "/world",
    "/data",
    f"/api/pair/RUS/CHN?{ON}",
    f"/chart/trajectory.svg?a=RUS&b=CHN&{ON}",
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


def main() -> None:
    """Run it and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=10.0)
    options.add_argument("--readers", type=int, default=4)
    chosen = options.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "bilat", "serve", "--port", str(port)]
        with subprocess.Popen(
            command, env=os.environ | {"BILAT_HOME": home}, stderr=subprocess.DEVNULL
        ) as server:
            try:
                measure(port, chosen.seconds, chosen.readers)
            finally:
                server.terminate()
                server.wait(20)


def measure(port: int, seconds: float, readers: int) -> None:
    """Print cold and warm times of each address, then the load."""
    for _ in range(300):
        try:
            get(port, "/static/bilat.css")
            break
        except OSError:
            time.sleep(0.1)
    # what `bilat serve` warms up by itself, it is given the time for
    time.sleep(15)
    print(f"{'address':<48}{'cold ms':>9}{'warm ms':>9}{'kB':>7}")
    for path in PATHS:
        cold, size = get(port, path)
        warm = statistics.median(get(port, path)[0] for _ in range(9))
        print(f"{path:<48}{cold:>9.0f}{warm:>9.1f}{size / 1000:>7.0f}")
    times: list[float] = []
    until = time.monotonic() + min(seconds, 60)

    def read(first: int) -> None:
        i = first
        while time.monotonic() < until:
            times.append(get(port, PATHS[i % len(PATHS)])[0])
            i += 1

    threads = [threading.Thread(target=read, args=(i,)) for i in range(min(readers, 16))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times.sort()
    print(
        f"{len(times) / min(seconds, 60):.0f} requests/s with {len(threads)} readers over {len(PATHS)} addresses; "
        f"median {statistics.median(times):.0f} ms, p99 {times[int(0.99 * (len(times) - 1))]:.0f} ms"
    )
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
