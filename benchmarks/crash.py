"""Kills what writes, hundreds of times, and looks at what is left: the old state or the new one, never half.

``python -m benchmarks.crash [--kills N] [--only WORD]``. Everything is made here: a small store, a server on
loopback, a dozen articles. Each trial starts from a copy of the old state, runs the work in a process of its own (forked,
so that hundreds cost little), and ends it with SIGKILL: every other time after a random while, else at a random one of
all calls that Python makes during the work, however short the moment. What is left must be the old state or the new
one as its own check sees it, and the work done again must give the new state.

Then the same work under a disk too small for it (limits of growing size on a file), and by two processes at once.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(_ROOT / "tests" / "record"))

State = str
_REFUSED, _BUG = 3, 4


@dataclass(frozen=True)
class Work:
    """One command: how its old state is made, what it does, and what is there (``old``, ``new``, or what else)."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path], object]
    state: Callable[[Path], State]


def main() -> None:
    """Run the trials and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200)
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    print("| work | kills | left old | left new | left between | neither | done before the kill | calls |")
    print("|---|---|---|---|---|---|---|---|")
    failed = False
    with tempfile.TemporaryDirectory() as scratch, _served(Path(scratch)) as url:
        works = [w for w in _works(Path(scratch), url) if given.only in w.name]
        for work in works:
            failed |= not _kill(work, given.kills, Path(scratch))
        print(
            "\n| work | too little room | refused in words | old kept | done | two at once |\n|---|---|---|---|---|---|"
        )
        for work in works:
            failed |= not _small_and_shared(work, Path(scratch))
    sys.exit(1 if failed else 0)


def _kill(work: Work, kills: int, scratch: Path) -> bool:
    old, trial = scratch / f"{work.name}-old", scratch / f"{work.name}-trial"
    work.prepare(old)
    assert work.state(old) == "old", work.state(old)
    calls = _fresh(old, trial) and _calls(lambda: work.run(trial))
    began = time.monotonic()
    _fresh(old, trial)
    assert _forked(lambda: work.run(trial)) == 0, f"{work.name} does not work"
    seconds = time.monotonic() - began
    assert work.state(trial) == "new", work.state(trial)
    chance, seen, ended = random.Random(1), Counter[str](), 0
    for number in range(kills):
        _fresh(old, trial)
        if number % 2:
            code = _forked(lambda: work.run(trial), after=chance.uniform(0, 1.1 * seconds))
        else:
            at = chance.randrange(1, calls)
            code = _forked(lambda at=at: _dying(lambda: work.run(trial), at))  # type: ignore[misc]
        ended += code == 0
        state = work.state(trial)
        kind = state if state in ("old", "new") or state.startswith("between") else "neither"
        if kind == "neither":
            print(f"{work.name}, trial {number}: {state}", flush=True)
        seen[kind.partition(" ")[0]] += 1
        again = _forked(lambda: work.run(trial))
        if again or work.state(trial) != "new":
            print(
                f"{work.name}, trial {number}: run again it ends with {again}, {work.state(trial)}",
                flush=True,
            )
            seen["neither"] += 1
    print(
        f"| {work.name} | {kills} | {seen['old']} | {seen['new']} | {seen['between']} | {seen['neither']} | {ended} | {calls:,} |",
        flush=True,
    )
    return not seen["neither"]


def _small_and_shared(work: Work, scratch: Path) -> bool:
    """Let no file grow over a limit that rises step by step; then let two processes do the work at once."""
    old, trial = scratch / f"{work.name}-old", scratch / f"{work.name}-trial"
    largest = max(
        (p.stat().st_size for p in trial.rglob("*") if p.is_file()), default=0
    )  # of the new state that the last trial left
    counted: Counter[str] = Counter()
    for step in range(24):
        limit = int(largest * 1.05 * step / 23)
        _fresh(old, trial)
        code = _forked(lambda limit=limit: _limited(lambda: work.run(trial), limit))  # type: ignore[misc]
        state = work.state(trial)
        counted["refused" if code == _REFUSED else "done" if code == 0 else "bug"] += 1
        counted["kept"] += code == _REFUSED and (state == "old" or state.startswith("between"))
        if code not in (0, _REFUSED) or (code == 0) != (state == "new"):
            counted["bug"] += 1
            print(f"{work.name}, files of at most {limit:,} bytes: ends with {code}, {state}", flush=True)
    both = Counter[str]()
    for _ in range(10):
        _fresh(old, trial)
        codes = _together(lambda: work.run(trial))
        state = work.state(trial)
        good = state == "new" and set(codes) <= {0, _REFUSED} and 0 in codes
        both["good" if good else "bad"] += 1
        if not good:
            print(f"{work.name}, two at once: end with {codes}, {state}", flush=True)
    said = "whole, 10 of 10" if not both["bad"] else f"{both['bad']} of 10 not whole"
    print(
        f"| {work.name} | 24 limits | {counted['refused']} | {counted['kept']} | {counted['done']} | {said} |",
        flush=True,
    )
    return not counted["bug"] and not both["bad"]


def _fresh(old: Path, trial: Path) -> bool:
    shutil.rmtree(trial, ignore_errors=True)
    shutil.copytree(old, trial)
    return True


def _child(work: Callable[[], object]) -> int:
    """Fork; in the child run the work and end with 0, `_REFUSED` for an error of bilat's own, `_BUG` for others."""
    child = os.fork()
    if child:
        return child
    os.setpgid(0, 0)
    code = _BUG
    try:
        from bilat.errors import BilatError

        try:
            work()
            code = 0
        except BilatError as exc:
            code = _REFUSED if exc.message and exc.hint else _BUG
        except BaseException:  # noqa: BLE001  what is looked for
            import traceback

            traceback.print_exc()
    finally:
        os._exit(code)


def _forked(work: Callable[[], object], after: float | None = None) -> int:
    """Run the work in a child, killed `after` so many seconds; return how it ended, -9 for the kill."""
    child = _child(work)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status)


def _together(work: Callable[[], object]) -> list[int]:
    children = [_child(work) for _ in range(2)]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _calls(work: Callable[[], object]) -> int:
    """Return how many calls and returns Python makes during the work, counted in a child."""
    read, write = os.pipe()

    def count() -> None:
        counted = [0]

        def step(_frame: Any, _event: str, _value: Any) -> None:
            counted[0] += 1

        sys.setprofile(step)
        work()
        sys.setprofile(None)
        os.write(write, str(counted[0]).encode())

    code = _forked(count)
    os.close(write)
    with os.fdopen(read) as found:
        text = found.read()
    assert code == 0, f"ends with {code}"
    return int(text)


def _dying(work: Callable[[], object], at: int) -> None:
    """Do the work and die by SIGKILL at its `at`-th call or return."""
    left = [at]

    def step(_frame: Any, _event: str, _value: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    work()


def _limited(work: Callable[[], object], limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    work()


# --- the commands ------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _served(scratch: Path) -> Any:
    """Serve the new file on loopback, in pieces and from any point of it."""
    folder = scratch / "site"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = (folder / self.path.lstrip("/")).read_bytes()
            tag = f'"{hashlib.sha256(data).hexdigest()[:12]}"'
            start = 0
            if self.headers.get("If-Range") == tag:
                start = int(self.headers["Range"].removeprefix("bytes=").rstrip("-"))
            self.send_response(206 if start else 200)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            with contextlib.suppress(OSError):
                for at in range(start, len(data), 40_000):
                    self.wfile.write(data[at : at + 40_000])
                    time.sleep(0.005)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()


def _works(scratch: Path, url: str) -> list[Work]:
    return [
        _importing(scratch),
        _getting(scratch, url),
        _reading(scratch, judged=False),
        _reading(scratch, judged=True),
        _diary(),
        _pack(scratch),
    ]


_NAME = "2026_02_06_ga_voting.csv"


def _ga(folder: Path, votes: str, rollcalls: int = 1) -> Path:
    """Write a file of votes of three states, in the UN Library's columns."""
    from small_store import HEADER, ga_file  # type: ignore[import-not-found]

    ga_file(folder, votes)
    if rollcalls > 1:
        rows = [
            f"{n},{code},{code},{vote},2010-12-{1 + n % 28:02d},65,A/RES/65/{n},,Title : resolution / adopted,\n"
            for n in range(1, rollcalls)
            for code, vote in zip(("USA", "RUS", "CHN"), votes, strict=True)
        ]
        (folder / _NAME).write_text(HEADER + "".join(rows))
    return folder


def _store_state(home: Path, old: list[int], new: list[int]) -> State:
    from bilat.errors import BilatError
    from bilat.record import open_record
    from bilat.record.holdings import verify_store

    try:
        votes = open_record(home).tidy("votes").column("vote").to_pylist()
        faults = verify_store(home)[1]
    except BilatError as exc:
        return f"unreadable: {exc}"
    if faults:
        return f"faults: {faults}"
    return {tuple(old): "old", tuple(new): "new"}.get(tuple(votes[:3]), f"other votes: {votes[:3]}")


def _quick_builders() -> None:
    """Replace the computing of measures, which writes nothing, by the tests' short stand-in."""
    from small_store import build

    import bilat.measures.build

    bilat.measures.build.build_all = build


def _importing(scratch: Path) -> Work:
    _quick_builders()
    from bilat.record.imports import import_folder

    old, new = _ga(scratch / "in-old", "YYY"), _ga(scratch / "in-new", "NNN", 300)
    return Work(
        "data import",
        lambda place: import_folder(old, place) and None,
        lambda place: import_folder(new, place),
        lambda place: _store_state(place, [1, 1, 1], [3, 3, 3]),
    )


def _getting(scratch: Path, url: str) -> Work:
    _quick_builders()
    from bilat.record import getting
    from bilat.record.imports import import_folder
    from bilat.sources import source
    from bilat.sources.fetch import Limits

    old = _ga(scratch / "get-old", "YYY")
    data = (_ga(scratch / "site", "NNN", 4_000) / _NAME).read_bytes()
    near = replace(source("undl_ga"), downloads=(f"{url}/{_NAME}",), known_hashes={})
    getting.source = lambda _name: near  # type: ignore[assignment]

    def state(place: Path) -> State:
        got = place / "downloads" / "undl_ga" / _NAME
        if got.exists() and got.read_bytes() != data:
            return "a file under its name that is not whole"
        found = _store_state(place, [1, 1, 1], [3, 3, 3])
        return "between (fetched whole, not yet taken in)" if found == "old" and got.exists() else found

    return Work(
        "data get",
        lambda place: import_folder(old, place) and None,
        lambda place: getting.get(["undl_ga"], place, limits=Limits(attempts=1, stall=20)),
        state,
    )


def _reading(scratch: Path, *, judged: bool) -> Work:
    import pyarrow.parquet as pq

    from benchmarks.fuzz.seeds import TEXTS
    from bilat.corpus import Settings, collect, run
    from bilat.corpus.folder import finished
    from bilat.corpus.part import TABLES, part_files

    os.environ["BILAT_READING"] = "fast"
    os.environ["BILAT_HOME"] = str(scratch / "no-home")
    folder = scratch / "articles"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(TEXTS[:7]):
        (folder / f"{number}.txt").write_text(text)
    settings = Settings(judged=judged)

    def rows(out: Path, part: int) -> str:
        found = []
        for table in TABLES:
            read = pq.read_table(part_files(out, part)[table]).drop_columns(
                ["seconds"] if table == "articles" else []
            )
            found.append(json.dumps(read.to_pylist(), default=str))
        return hashlib.sha256("".join(found).encode()).hexdigest()

    def work(out: Path) -> object:
        return run(collect(folder), out, settings, workers=0, part_size=2)

    work(warm := scratch / f"whole-{judged}")  # loads the models before the forks
    whole = {part: rows(warm, part) for part in finished(warm)}

    def state(out: Path) -> State:
        """Old: no part; new: every part; between: some, each as the undisturbed run wrote it."""
        done = finished(out)
        for part in done:
            try:
                if rows(out, part) != whole[part]:
                    return f"part {part} differs"
            except OSError as exc:
                return f"part {part} is marked whole and is not: {exc}"
        return "old" if not done else "new" if len(done) == len(whole) else "between (some parts, each whole)"

    return Work("check --out" if judged else "read --out", lambda place: place.mkdir(), work, state)


def _diary() -> Work:
    from bilat.outlook.diary import Diary

    new = [{"who": "bilat", "n": n, "text": "x" * 300, "p": n / 40} for n in range(30)]

    def state(home: Path) -> State:
        check = Diary(home).verify()
        if not check.holds:
            return f"faults: {check.faults}"
        lines = [line.entry for line in Diary(home).lines()]
        if lines[:2] != [{"n": -1}, {"n": -2}] or lines[2:] != new[: len(lines) - 2]:
            return "other lines"
        return {0: "old", len(new): "new"}.get(len(lines) - 2, "between (the first lines, each whole)")

    return Work(
        "diary append",
        lambda home: Diary(home).append("forecast", [{"n": -1}, {"n": -2}]) and None,
        lambda home: Diary(home).append("forecast", new),
        state,
    )


def _pack(scratch: Path) -> Work:
    from packbuild.__main__ import PACK, put_back, switch_in

    made = scratch / "made"
    shutil.copytree(PACK, made)
    (made / "manifest.json").write_text((made / "manifest.json").read_text() + "\n")

    def content(folder: Path) -> str:
        found = hashlib.sha256()
        for path in sorted(folder.iterdir()):
            found.update(path.name.encode() + path.read_bytes())
        return found.hexdigest()

    known = {content(PACK): "old", content(made): "new"}

    def work(place: Path) -> None:
        put_back(place / "pack")
        switch_in(made, place / "pack")

    def state(place: Path) -> State:
        pack = place / "pack"
        return known.get(content(pack), "a pack that is neither") if pack.is_dir() else "no pack at all"

    return Work("pack build", lambda place: shutil.copytree(PACK, place / "pack") and None, work, state)


if __name__ == "__main__":
    main()
