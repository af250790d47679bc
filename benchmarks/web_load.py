"""The web app under a steady load on loopback: errors, latencies, memory, what it costs.

    python -m benchmarks.web_load [--rate 200] [--seconds 600] [--new 1] [--articles 0.2]

Starts a server of its own and asks it from this process, open loop: requests leave when their time has come (gaps as
of independent readers), whether or not earlier ones were answered, and a request's time runs from when it was due. So
a server that stalls is charged for everybody who waited.

Pages of pairs, checked articles, JSON, charts, states and the world are mixed. Most are addresses that were asked
before, some far oftener than others; `--new` addresses a second were never asked (other pairs, other days), and
`--articles` texts a second were never checked, beside as many that were. Ends with status 1 where a goal was missed:
0 errors, p99 of reads under 50 ms, memory that does not grow over the second half.

Charts of agreement are asked only of states that voted in the General Assembly on all the days asked (members of the
United Nations by 2004): of Kosovo the lawful answer is 404, nothing is known, which is no error of the server.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import os
import random
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")

_KINDS = (
    ("/pair/{a}/{b}?on={on}", 40),
    ("/pair/{a}/{b}?on={on}&as_of={as_of}", 2),
    ("/api/pair/{a}/{b}?on={on}", 12),
    ("/api/brief/{a}/{b}?on={on}", 6),
    ("/api/state/{a}?on={on}", 4),
    ("/api/partners/{a}?on={on}", 4),
    ("/state/{a}?on={on}", 6),
    ("/world?year={year}", 1),
    ("/chart/trajectory.svg?a={a}&b={b}&on={on}", 8),
    ("/chart/multiple.svg?a={member}&b={other}&on={on}&of=agreement", 6),
)
_AS_OF = ("2010-06-30", "2018-06-30")
_SAID = (
    "{a} is the largest supplier of arms to {b}.",
    "{a} and {b} have drawn closer over the past decade.",
    "{a} abstained when the General Assembly voted on Ukraine.",
    "“{a} and {b} are allies,” the minister said on Tuesday.",
    "{b} imposed sanctions on {a} last year, according to the ministry.",
    "{a} has a territorial dispute with {b}, an official told reporters.",
    "Analysts said the two governments would meet again in the spring.",
    "The talks ran late into the night and ended without a statement.",
)


@dataclass
class Seen:
    """What was measured of one class of requests."""

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """Return a line of the table."""
        if not self.times:
            return f"{name:<34}{0:>8}"
        t = sorted(self.times)
        at = [t[min(len(t) - 1, int(q * len(t)))] for q in (0.5, 0.9, 0.99, 0.999)]
        return f"{name:<34}{len(t):>8}" + "".join(f"{x:>10.1f}" for x in at) + f"{t[-1]:>10.1f}"


class Asker:
    """Requests over kept connections; one more is opened where none is free."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.opened = 0

    async def ask(
        self, path: str, body: bytes | None = None, tag: str | None = None
    ) -> tuple[int, bytes, str]:
        """Return status, body and tag."""
        lines = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            f"host: 127.0.0.1:{self.port}",
            "accept-encoding: gzip",
        ]
        if tag:
            lines.append(f"if-none-match: {tag}")
        if body is not None:
            lines += ["content-type: application/json", f"content-length: {len(body)}"]
        said = ("\r\n".join(lines) + "\r\n\r\n").encode() + (body or b"")
        for attempt in (0, 1):
            if self.free and attempt == 0:
                reader, writer = self.free.pop()
            else:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**20)
                self.opened += 1
            try:
                writer.write(said)
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                break
            except (ConnectionError, asyncio.IncompleteReadError):
                writer.close()  # a kept connection that the server let go: a browser asks again, too
                if attempt:
                    raise
        status = int(head[9:12])
        got = dict(x.split(": ", 1) for x in head.split("\r\n")[1:] if ": " in x)
        size = int(got.get("content-length", 0)) if status != 304 else 0
        answer = await reader.readexactly(size) if size else b""
        if got.get("connection") == "close":
            writer.close()
        else:
            self.free.append((reader, writer))
        if got.get("content-encoding") == "gzip" and answer:
            answer = gzip.decompress(answer) if size < 400 else answer
        return status, answer, got.get("etag", "")


class Readers:
    """Who asks for what."""

    def __init__(self, port: int, new: float, articles: float, rate: float, seed: int = 1) -> None:
        from bilat import ledger, states

        self.rng = random.Random(seed)
        self.asker = Asker(port)
        self.codes = [states.iso3(int(c), 2023) for c in states.system(2023)]
        self.names = {c: states.get(c).name for c in self.codes}
        members = ledger.load().organisation("UN").members_on(date(2004, 1, 1))
        self.voting = sorted(set(members) & set(self.codes))
        self.new, self.articles = new / rate, articles / rate
        self.known: list[str] = []
        self.tags: dict[str, str] = {}
        self.texts: list[bytes] = []
        self.again, self.fresh = Seen(), Seen()
        self.posts_new, self.posts_again = Seen(), Seen()

    def address(self) -> str:
        """Return an address that was not asked before."""
        kind = self.rng.choices([k for k, _ in _KINDS], [w for _, w in _KINDS])[0]
        a, b = self.rng.sample(self.codes, 2)
        member, other = self.rng.sample(self.voting, 2)
        on = f"{self.rng.randint(1960, 2024)}-{self.rng.randint(1, 12):02d}-{self.rng.randint(1, 28):02d}"
        if "{year}" not in kind:
            on = f"{self.rng.randint(2005, 2024)}{on[4:]}"
        return kind.format(
            a=a,
            b=b,
            member=member,
            other=other,
            on=on,
            year=self.rng.randint(1947, 2023),
            as_of=self.rng.choice(_AS_OF),
        )

    def article(self) -> bytes:
        """Return an article that was not checked before."""
        a, b = (self.names[c] for c in self.rng.sample(self.codes, 2))
        said = self.rng.sample(_SAID, 6)
        day = f"{self.rng.randint(2008, 2024)}-05-{self.rng.randint(1, 28):02d}"
        text = f"Report {self.rng.getrandbits(40)} on {a} and {b}\n\n" + " ".join(
            s.format(a=a, b=b) for s in said
        )
        return json.dumps({"text": text, "date": day}).encode()

    async def read(self, path: str, due: float, seen: Seen) -> None:
        """Ask for one address."""
        tag = self.tags.get(path) if self.rng.random() < 0.2 else None
        try:
            status, body, found = await self.asker.ask(path, tag=tag)
        except (OSError, asyncio.IncompleteReadError) as exc:
            seen.errors.append(f"{path}: {exc!r}")
            return
        seen.times.append(1000 * (time.perf_counter() - due))
        if status not in (200, 304) or (status == 200 and not body):
            seen.errors.append(f"{path}: {status} {body[:160]!r}")
        elif found:
            self.tags[path] = found

    async def post(self, body: bytes, due: float, seen: Seen) -> None:
        """Check one article; its page and JSON can be asked for from then on."""
        try:
            status, answer, _ = await self.asker.ask("/api/check", body)
        except (OSError, asyncio.IncompleteReadError) as exc:
            seen.errors.append(f"check: {exc!r}")
            return
        seen.times.append(1000 * (time.perf_counter() - due))
        if status != 200:
            seen.errors.append(f"check: {status} {answer[:160]!r}")
            return
        if seen is self.posts_new:
            self.texts.append(body)
            text = gzip.decompress(answer) if answer[:2] == b"\x1f\x8b" else answer
            identity = json.loads(text)["id"]
            self.known += [f"/check/{identity}", f"/api/check/{identity}"]

    def next(self, due: float) -> asyncio.Task[None]:
        """Start the next request."""
        luck = self.rng.random()
        if luck < self.articles:
            return asyncio.create_task(self.post(self.article(), due, self.posts_new))
        if luck < 2 * self.articles and self.texts:
            return asyncio.create_task(self.post(self.rng.choice(self.texts), due, self.posts_again))
        if luck > 1 - self.new:
            path = self.address()
            self.known.append(path)
            return asyncio.create_task(self.read(path, due, self.fresh))
        # a few are asked for again and again, most now and then
        at = int(len(self.known) * self.rng.random() ** 2)
        return asyncio.create_task(self.read(self.known[at], due, self.again))


def _rss(pid: int) -> float:
    """Return resident megabytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE / 1e6


def _cpu(pid: int) -> float:
    """Return processor seconds spent."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / _TICKS


async def load(pid: int, port: int, chosen: argparse.Namespace) -> bool:
    """Ask for `seconds`, print what was measured, and say whether every goal was met."""
    readers = Readers(port, chosen.new, chosen.articles, chosen.rate)
    warming = Seen()
    for _ in range(chosen.known):
        path = readers.address()
        readers.known.append(path)
        await readers.read(path, time.perf_counter(), warming)
    for _ in range(4):
        await readers.post(readers.article(), time.perf_counter(), readers.posts_new)
    readers.rng.shuffle(readers.known)
    readers.posts_new.times.clear()
    print(f"{'':<34}{'requests':>8}{'median':>10}{'p90':>10}{'p99':>10}{'p99.9':>10}{'most ms':>10}")
    print(warming.line("before: asked one after another"))
    cpu0, me0, memory = _cpu(pid), resource.getrusage(resource.RUSAGE_SELF), [_rss(pid)]
    start = time.perf_counter()
    tasks: set[asyncio.Task[None]] = set()
    due, sent, late = start, 0, 0.0
    while due < start + chosen.seconds:
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        else:
            late = max(late, -wait)
        task = readers.next(due)
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        sent += 1
        if time.perf_counter() - start > 5 * len(memory):
            memory.append(_rss(pid))
        due += readers.rng.expovariate(chosen.rate)
    if tasks:
        await asyncio.wait(tasks, timeout=90)
    took = time.perf_counter() - start
    me = resource.getrusage(resource.RUSAGE_SELF)
    mine = me.ru_utime + me.ru_stime - me0.ru_utime - me0.ru_stime
    reads = Seen(readers.again.times + readers.fresh.times, readers.again.errors + readers.fresh.errors)
    errors = [*warming.errors, *reads.errors, *readers.posts_new.errors, *readers.posts_again.errors]
    errors += [f"{len(tasks)} never answered"] if tasks else []
    print(reads.line("reads"))
    print(readers.again.line("  asked before"))
    print(readers.fresh.line("  never asked before"))
    print(readers.posts_new.line("articles never checked before"))
    print(readers.posts_again.line("articles checked before"))
    half = memory[len(memory) // 2 :]
    first, second = statistics.median(half[: len(half) // 2 or 1]), statistics.median(half[len(half) // 2 :])
    per = 1000 * (_cpu(pid) - cpu0) / sent
    print(
        f"{sent / took:.0f} requests/s for {took:.0f} s, {len(readers.known)} addresses, {readers.asker.opened} "
        f"connections; {len(errors)} errors; sent at most {1000 * late:.0f} ms late"
    )
    print(
        f"server: {per:.2f} ms of a processor a request ({(_cpu(pid) - cpu0) / took:.2f} cores); this side "
        f"{mine / took:.2f} cores; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    print(
        f"memory of the server: {memory[0]:.0f} MB at the start, {max(memory):.0f} at most, {memory[-1]:.0f} at the "
        f"end; third quarter {first:.0f}, last {second:.0f}"
    )
    for e in errors[:10]:
        print("error:", e)
    p99 = sorted(reads.times)[int(0.99 * len(reads.times))]
    grown = second - first > max(0.03 * first, 15)
    missed = [
        what
        for what, bad in (
            ("errors", bool(errors)),
            (f"p99 of reads {p99:.1f} ms, not under 50", p99 >= 50),
            (f"memory grew by {second - first:.0f} MB over the second half", grown),
        )
        if bad
    ]
    print(
        "goals missed: " + "; ".join(missed)
        if missed
        else "goals met: 0 errors, p99 of reads under 50 ms, flat memory"
    )
    return not missed


def main() -> None:
    """Run it."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--rate", type=float, default=200.0, help="requests a second")
    options.add_argument("--seconds", type=float, default=600.0)
    options.add_argument("--new", type=float, default=1.0, help="addresses a second never asked before")
    options.add_argument("--articles", type=float, default=0.2, help="articles a second never checked before")
    options.add_argument("--known", type=int, default=300, help="addresses asked once before the load")
    chosen = options.parse_args()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        command = [sys.executable, "-m", "bilat", "serve", "--port", str(port)]
        with subprocess.Popen(
            command, env=os.environ | {"BILAT_HOME": home}, stderr=subprocess.DEVNULL
        ) as server:
            try:
                for _ in range(900):
                    try:
                        urllib.request.urlopen(f"http://127.0.0.1:{port}/static/bilat.css", timeout=2).read()
                        break
                    except OSError:
                        time.sleep(0.1)
                print(f"ready {time.perf_counter() - began:.1f} s after it was started")
                met = asyncio.run(load(server.pid, port, chosen))
            finally:
                server.terminate()
                server.wait(30)
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
