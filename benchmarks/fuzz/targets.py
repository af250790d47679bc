"""What is fuzzed: for each target how a case is drawn, and what is done with it.

A case is a plain dictionary (texts, numbers, and bytes), so that one that fails can be kept as JSON and run again.
"""

from __future__ import annotations

import datetime
import gzip
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from benchmarks.fuzz import seeds
from benchmarks.fuzz.mutate import (
    HOSTILE,
    a_table,
    as_parquet,
    as_text,
    as_zip,
    mutated_bytes,
    mutated_text,
    rows_of,
)

__all__ = ["Target", "runner", "targets"]

Case = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """One thing that takes in what others wrote."""

    name: str
    cases: st.SearchStrategy[Case]
    run: Callable[[Case], object]


_days = st.one_of(st.none(), st.dates(datetime.date(1946, 1, 1), datetime.date(2025, 12, 31)).map(str))
_kinds = st.sampled_from([None, "text/html", "text/html; charset=utf-16", "text/plain; charset=utf-7", "application/xhtml+xml",
                          "text/html; charset=x-user-defined", "message/rfc822", "text/markdown", "", "x/y"])  # fmt: skip


def _page(case: Case) -> object:
    from bilat.reading.pages.page import clean

    page = clean(case["data"], url=case.get("url"), content_type=case["kind"])
    assert page.text
    return page


def _read(case: Case) -> object:
    import bilat

    document = bilat.read(case["text"], date=case["on"], mode=case["mode"])
    for found in document.propositions:
        assert 0 <= found.span[0] <= found.span[1] <= len(document.text)
    return document


def _check(case: Case) -> object:
    import bilat

    return bilat.check_text(case["text"], date=case["on"]).claims


def _claims(case: Case) -> object:
    from bilat.reading.claims import propositions
    from bilat.reading.context import Context

    on = datetime.date.fromisoformat(case["on"] or "2022-02-08")
    typed = propositions(case["text"], Context(on=on))
    for one in typed:
        assert 0 <= one.span[0] <= one.span[1] <= len(case["text"])
        one.proposition.model_dump_json()
    return typed


def _ask(case: Case) -> object:
    import bilat

    verdict = bilat.ask(case["text"], on=case["on"])
    assert verdict.summary
    return verdict


def _dates(case: Case) -> object:
    from bilat.dates import day, day_in_record
    from bilat.errors import BilatError
    from bilat.reading.claims.language.windows import explicit_year, find
    from bilat.reading.pages.dateline import a_day

    text = case["text"]
    for parse in (day, day_in_record):
        try:
            parse(text)
        except BilatError as exc:
            assert exc.hint
    explicit_year(text)
    a_day(text)
    return find(text, datetime.date.fromisoformat(case["on"] or "2022-02-08"))


def _states(case: Case) -> object:
    import bilat
    from bilat.states.scanning import mentions

    on = None if case["on"] is None else datetime.date.fromisoformat(case["on"])
    state = bilat.resolve(case["text"], on=case["on"])
    assert state is None or len(state.iso3) == 3
    for mention in mentions(case["text"], on):
        assert 0 <= mention.start < mention.end <= len(case["text"])
    return state


def _scenario(case: Case) -> object:
    from bilat.outlook.games import play, read
    from bilat.record import open_record

    on = datetime.date(2022, 2, 8)
    return play(read(case["text"]), open_record(as_of=on), on, draws=20)


def _address(case: Case) -> object:
    from bilat.addresses import address_parts, shown

    shown(case["text"])
    return address_parts(case["text"])


def _corpus(case: Case) -> object:
    from bilat.corpus.articles import collect
    from bilat.errors import BilatError

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case["name"]
        path.write_bytes(case["data"])
        found = []
        for article in collect(path, case["column"]):
            try:
                found.append(article.page())
            except BilatError:
                continue
        return found


def _diary(case: Case) -> object:
    from bilat.outlook.diary import Diary

    with tempfile.TemporaryDirectory() as home:
        diary = Diary(Path(home))
        diary.folder.mkdir(parents=True)
        diary.path.write_bytes(case["data"])
        diary.verify()
        return diary.lines()


def _events(case: Case) -> object:
    from bilat.eventdata.series import make_series

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.tab"
        path.write_bytes(case["data"])
        return make_series([path], case["form"], memory="300MB", threads=1)


def _source(name: str) -> Callable[[Case], object]:
    def run(case: Case) -> object:
        from bilat.errors import SourceError
        from bilat.sources import recognise, sources

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / case["name"]
            path.write_bytes(case["data"])
            recognise(path)
            try:
                return sources()[name].read([path])
            except SourceError as exc:
                # the net of last resort in `Source.read` must not be what caught it
                if isinstance(exc.__cause__, ArithmeticError | IndexError | TypeError):
                    raise exc.__cause__ from None
                raise

    return run


@st.composite
def _source_cases(draw: Any, files: list[tuple[str, bytes]]) -> Case:
    """Return one of the source's files: its cells changed, or its bytes; as text, Parquet, or in a zip."""
    name, data = draw(st.sampled_from(files))
    stem, _dot, _ending = name.rpartition(".")
    if draw(st.integers(0, 4)) == 0:
        return {"name": name, "data": draw(mutated_bytes([d for _n, d in files]))}
    tables = [(t, n) for n, d in files if not n.endswith((".zip", ".parquet")) and (t := rows_of(d))]
    if not tables or name.endswith((".zip", ".parquet")):
        return {"name": name, "data": draw(mutated_bytes([data]))}
    mark = next((t[1] for t, n in tables if n == name), ",")
    rows = draw(a_table([t[0] for t, n in tables if n == name] or [tables[0][0][0]]))
    form = draw(st.integers(0, 9))
    if form < 4:
        parquet = as_parquet(rows, draw(st.lists(st.integers(0, 7), min_size=1, max_size=6)))
        if parquet is not None:
            return {"name": f"{stem}.parquet", "data": parquet}
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    text = as_text(rows, draw(st.sampled_from([mark, mark, mark, ",", "\t", ";"])), encoding)
    if form == 9:
        return {"name": f"{stem}.zip", "data": as_zip(draw(st.sampled_from([name, "../" + name])), text)}
    return {"name": name, "data": text}


def _made_seed(source: Any) -> list[tuple[str, bytes]]:
    """Return files of the columns that tell a source, for one whose tests make none."""
    values = ["1", "2", "USA", "2", "2014-03-27", "A/RES/68/262", "Y", "200", "China", "68", "yes", "1946"]
    made = []
    for number, signature in enumerate(source.signatures):
        columns = sorted(signature)
        rows = [columns] + [
            [values[(i * 7 + r * 5) % len(values)] for i in range(len(columns))] for r in range(6)
        ]
        pattern = source.files[min(number, len(source.files) - 1)]
        stem = pattern.rsplit(".", 1)[0].replace("*", "1").replace("[0-9]", "1")
        made.append((f"{stem}.csv", as_text(rows, ",")))
    return made


def _event_seeds() -> list[bytes]:
    from bilat.eventdata.formats import FORMATS

    made = []
    for known in FORMATS.values():
        first = dict.fromkeys(known.columns, "1")
        first |= {"Event Date": "2014-03-27", "Source Country": "China", "Target Country": "Japan", "CAMEO Code": "043", "Intensity": "2.8",
                  "Event Type": "CONSULT", "Actor COW": "710", "Recipient COW": "740", "SQLDATE": "20140327", "Actor1CountryCode": "CHN",
                  "Actor2CountryCode": "JPN", "QuadClass": "1", "GoldsteinScale": "2.8"}  # fmt: skip
        lines = ["\t".join(known.columns)] if known.header else []
        for number in range(4):
            identity = {"Event ID": f"{number}7", "GLOBALEVENTID": f"{number}7"}
            lines.append("\t".join((first | identity)[c] for c in known.columns))
        made.append(("\n".join(lines) + "\n").encode())
    return made


def _jsonl_seeds() -> list[bytes]:
    import json

    rows = [{"id": i, "text": t, "date": "2022-02-08", "outlet": "The Daily Tide", "url": f"http://x.example/{i}"}
            for i, t in enumerate([*seeds.TEXTS[:4], seeds.HTML[2]])]  # fmt: skip
    whole = ("\n".join(json.dumps(r) for r in rows) + "\n").encode()
    return [
        whole,
        gzip.compress(whole, mtime=0),
        b'{"body": "China abstained."}\n[1]\nnull\n{"text": 3}\n',
    ]


def _diary_seeds() -> list[bytes]:
    from bilat.outlook.diary import Diary

    with tempfile.TemporaryDirectory() as home:
        diary = Diary(Path(home))
        diary.append("forecast", [{"who": "bilat", "p": 0.2, "text": "é"}, {"who": "speaker", "p": None}])
        diary.append("resolution", [{"of": 1, "came": True}])
        return [diary.path.read_bytes()]


def _article_table() -> list[list[list[str]]]:
    rows = [[str(i), t, "2022-02-08", "The Daily Tide"] for i, t in enumerate(seeds.TEXTS[:4])]
    return [[["id", "text", "date", "outlet"], *rows], [["url", "body", "published"], *(r[:3] for r in rows)]]


@st.composite
def _parquet_articles(draw: Any) -> Case:
    rows = draw(a_table(_article_table()))
    data = as_parquet(rows, draw(st.lists(st.integers(0, 7), min_size=1, max_size=4))) or b"PAR1"
    if draw(st.integers(0, 4)) == 0:
        data = draw(mutated_bytes([data]))
    return {
        "name": "a.parquet",
        "data": data,
        "column": draw(st.sampled_from([None, None, "text", "body", "id"])),
    }


def runner(name: str) -> Callable[[Case], object]:
    """Return what is done with a case of a target, without the strategies."""
    kind, _, rest = name.partition(":")
    if kind == "source":
        return _source(rest)
    return _RUN[kind]


_RUN: dict[str, Callable[[Case], object]] = {
    "html": _page, "mail": _page, "plain": _page, "pdf": _page, "bytes": _page, "reader-fast": _read, "reader-accurate": _read,
    "check": _check, "claims": _claims, "ask": _ask, "dates": _dates, "states": _states, "scenario": _scenario, "address": _address,
    "jsonl": _corpus, "warc": _corpus, "parquet": _corpus, "diary": _diary, "events": _events,
}  # fmt: skip


def targets(gathered: Path) -> dict[str, Target]:
    """Return every target by its name; `gathered` holds the files of the sources' own tests."""
    from bilat.sources import sources

    text = mutated_text(seeds.TEXTS, longest=3_000)
    html = mutated_text([*seeds.HTML], longest=30_000, changes=8)
    sentence = mutated_text(seeds.SENTENCES, longest=800)
    scenario = mutated_text(seeds.SCENARIO, longest=9_000, changes=3)
    short = st.one_of(
        st.sampled_from(HOSTILE),
        mutated_text(["2022-02-08", "8 February 2022", "Feb. 8, 2022", "since the 1950s", "in the last 70 years", "until 1962",
                      "between 2014 and 2021", "the first half of 1999", "last year", "for 17 years", "by the end of the decade"], longest=200),
        mutated_text(["the People’s Republic of China", "the Kremlin", "West Germany", "Mr Kim of North Korea", "the two Congos", "RUS",
                      "Georgia’s Tbilisi", "St. Kitts & Nevis", "Côte d’Ivoire", "the late U.S.S.R."], longest=200),
    )  # fmt: skip
    both = st.sampled_from([True, False])
    pages = {
        "html": st.builds(
            lambda t, b, k: {"data": t.encode() if b else t, "kind": k, "url": "http://x.example/2022/02/08/a"},
            html, both, _kinds,
        ),
        "mail": st.builds(lambda d: {"data": d, "kind": "message/rfc822"}, mutated_bytes([m.encode() for m in seeds.MAIL])),
        "plain": st.builds(lambda t, k: {"data": t, "kind": k}, mutated_text([*seeds.MARKDOWN, *seeds.TEXTS]), _kinds),
        "pdf": st.builds(lambda d: {"data": d, "kind": "application/pdf"}, mutated_bytes(seeds.pdfs())),
        "bytes": st.builds(
            lambda d, k: {"data": d, "kind": k},
            mutated_bytes([h.encode(e, "replace") for h in seeds.HTML[:2] for e in ("utf-8", "utf-16", "utf-32", "cp1252", "shift_jis")]), _kinds,
        ),
    }  # fmt: skip
    said = {
        "reader-fast": st.builds(lambda t, d: {"text": t, "on": d, "mode": "fast"}, text, _days),
        "reader-accurate": st.builds(lambda t, d: {"text": t, "on": d, "mode": "accurate"}, text, _days),
        "check": st.builds(lambda t, d: {"text": t, "on": d}, text, _days),
        "claims": st.builds(lambda t, d: {"text": t, "on": d}, sentence, _days),
        "ask": st.builds(lambda t, d: {"text": t, "on": d}, sentence, _days),
        "dates": st.builds(lambda t, d: {"text": t, "on": d}, short, _days),
        "states": st.builds(lambda t, d: {"text": t, "on": d}, short, _days),
        "scenario": st.builds(lambda t: {"text": t}, scenario),
        "address": st.builds(
            lambda t: {"text": t},
            mutated_text(
                ["http://example.org/a?b#c", "https://[2001:db8::1]:443/", "http://u:p@127.0.0.1:80/"],
                longest=300,
            ),
        ),
    }
    files = {
        "jsonl": st.builds(
            lambda d, n, c: {"name": n, "data": d, "column": c},
            mutated_bytes(_jsonl_seeds()), st.sampled_from(["a.jsonl", "a.ndjson", "a.jsonl.gz"]), st.sampled_from([None, None, "text"]),
        ),
        "warc": st.builds(
            lambda d, n: {"name": n, "data": d, "column": None}, mutated_bytes(seeds.warcs()), st.sampled_from(["a.warc", "a.warc.gz"])
        ),
        "parquet": _parquet_articles(),
        "diary": st.builds(lambda d: {"data": d}, mutated_bytes(_diary_seeds())),
        "events": st.builds(
            lambda d, f: {"data": d, "form": f}, mutated_bytes(_event_seeds()), st.sampled_from([None, None, "icews", "polecat", "gdelt1"])
        ),
    }  # fmt: skip
    every = {name: Target(name, cases, _RUN[name]) for name, cases in {**pages, **said, **files}.items()}
    for known in sources().values():
        name = f"source:{known.id}"
        made = seeds.seeds_of(gathered, known.id) or _made_seed(known)
        every[name] = Target(name, _source_cases(made), _source(known.id))
    return every
