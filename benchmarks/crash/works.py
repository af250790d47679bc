"""Every command that writes: how its old state is made, what it does, and how its states are told apart."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_ROOT / "tests" / "record"))

State = str


@dataclass(frozen=True)
class Work:
    """One command: how its old state is made, what it does, and what is there (``old``, ``new``, or what else)."""

    name: str
    prepare: Callable[[Path], None]
    run: Callable[[Path], object]
    state: Callable[[Path], State]


@contextlib.contextmanager
def served(scratch: Path) -> Any:
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


def works(scratch: Path, url: str) -> list[Work]:
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
    from bilat.corpus.tables import TABLES, part_files

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
