"""Runs over many articles: every one once, none lost, whatever dies."""

import gzip
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat.corpus import Settings, collect, is_collection, run, running, tables
from bilat.corpus import part as part_module
from bilat.corpus.articles import Article
from bilat.errors import InputError, StoreError

SENTENCES = (
    "China abstained on the resolution on Crimea, said Ada Quill, an analyst.",
    "Norway is a member of NATO. Sweden signed the treaty on Monday.",
    "France sells arms to India, the ministry said.",
    "The harvest was good this year and the fair went on until dusk.",
)


def text_of(number: int) -> str:
    return f"Report {number}. {SENTENCES[number % len(SENTENCES)]} It was day {number}."


def lines_file(path: Path, count: int) -> Path:
    rows = [
        {"id": f"a{n}", "text": text_of(n), "date": "2022-03-04", "outlet": "Kelpie Review"}
        for n in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def rows_of(out: Path, table: str) -> list[dict]:
    files = sorted((out / table).glob("part-*.parquet"))
    return ds.dataset(files).to_table().to_pylist() if files else []


def lean(rows: list[dict]) -> list[dict]:
    return [{k: v for k, v in row.items() if k != "seconds"} for row in rows]


def test_every_form_of_collection_gives_the_same_articles(tmp_path):
    texts = [text_of(n) for n in range(6)]
    folder = tmp_path / "folder"
    (folder / "deeper").mkdir(parents=True)
    for n, text in enumerate(texts):
        (folder / ("deeper" if n % 2 else ".") / f"{n}.txt").write_text(text)
    (folder / "notes.xyz").write_text("not an article")
    lines = lines_file(tmp_path / "a.jsonl", 6)
    zipped = tmp_path / "b.jsonl.gz"
    zipped.write_bytes(gzip.compress(lines.read_bytes()))
    table = tmp_path / "c.parquet"
    pq.write_table(pa.table({"url": [f"u{n}" for n in range(6)], "body": texts, "n": range(6)}), table)
    assert sorted(Path(a.data).read_text() for a in collect(folder)) == sorted(texts)
    assert sorted(Path(a.data).read_text() for a in collect(str(folder / "**" / "*.txt"))) == sorted(texts)
    for path in (lines, zipped, table):
        found = list(collect(path))
        assert [a.data for a in found] == texts
        assert all(a.fault is None for a in found)
    assert [a.id for a in collect(table)] == [f"u{n}" for n in range(6)]
    assert collect(lines).count() == collect(table).count() == collect(folder).count() == 6
    assert collect(zipped).count() is None
    assert next(iter(collect(lines))).date == date(2022, 3, 4)
    assert is_collection(str(lines)) and is_collection(str(folder)) and not is_collection("article.txt")


def test_web_archive(tmp_path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    path = tmp_path / "pages.warc.gz"
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for name, kind, status in (
            ("a", "text/html", "200 OK"),
            ("b", "image/png", "200 OK"),
            ("c", "text/html", "404 No"),
        ):
            page = f"<html><body><article><p>{text_of(0)} {text_of(1)}</p></article></body></html>".encode()
            head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"https://example.org/{name}", "response", io.BytesIO(page), http_headers=head
                )
            )
    found = list(collect(path))
    assert [a.url for a in found] == ["https://example.org/a", "https://example.org/c"]
    assert found[0].fault is None and "404" in found[1].fault
    summary = run(collect(path), tmp_path / "out", Settings(False), workers=0)
    assert (summary.articles, summary.failures) == (1, 1)
    cut = tmp_path / "cut.warc"
    cut.write_bytes(b"this is no web archive at all\r\n\r\n")
    assert [a.fault for a in collect(cut)] == ["The file holds no record of a web archive."]
    plain = tmp_path / "plain.warc"
    with plain.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                "https://example.org/d", "response", io.BytesIO(b"<p>x</p>" * 900), http_headers=head
            )
        )
    plain.write_bytes(plain.read_bytes()[:-2000])
    assert ["breaks off" in str(a.fault) for a in collect(plain)] == [True]


def test_what_cannot_be_read_is_kept_with_its_reason(tmp_path):
    source = tmp_path / "mixed.jsonl"
    source.write_bytes(
        b'{"id": "good", "text": "' + text_of(0).encode() + b'"}\n'
        b"not json\n"
        b'["a list"]\n'
        b'{"id": "empty", "text": ""}\n'
        b'{"id": "day", "text": "China abstained.", "date": "yesterday"}\n'
        b'{"id": "binary", "text": "a\\u0000b"}\n'
    )
    summary = run(collect(source), tmp_path / "out", Settings(False), workers=0)
    assert (summary.articles, summary.failures) == (1, 5)
    failures = rows_of(tmp_path / "out", "failures")
    assert [row["article"] for row in failures] == [f"mixed.jsonl#{n}" for n in range(2, 7)]
    assert all(row["message"] for row in failures)
    assert [row["id"] for row in failures] == [None, None, "empty", "day", "binary"]


def test_a_file_that_is_no_table_is_one_failure_among_the_articles(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.parquet").write_bytes(b"junk")
    lines_file(folder / "b.jsonl", 2)
    assert collect(folder).count() == 3
    summary = run(collect(folder), tmp_path / "out", Settings(False), workers=0)
    assert (summary.articles, summary.failures) == (2, 1)
    assert "cannot be read" in rows_of(tmp_path / "out", "failures")[0]["message"]


def test_judged_run_gives_the_verdicts_that_check_gives(tmp_path):
    import bilat

    source = lines_file(tmp_path / "a.jsonl", 4)
    run(collect(source), tmp_path / "out", Settings(True, date(2022, 3, 4)), workers=0, part_size=3)
    rows = rows_of(tmp_path / "out", "claims")
    expected = [
        (f"a.jsonl#{n + 1}", claim.id, claim.kind, claim.verdict.outcome)
        for n in range(4)
        for claim in bilat.check(text_of(n), date="2022-03-04").claims
    ]
    assert expected
    assert [(r["article"], r["claim"], r["kind"], r["verdict"]) for r in rows] == expected


def test_a_second_run_adds_nothing_and_another_plan_is_refused(tmp_path):
    source = lines_file(tmp_path / "a.jsonl", 5)
    out = tmp_path / "out"
    first = run(collect(source), out, Settings(False), workers=0, part_size=2)
    again = run(collect(source), out, Settings(False), workers=0, part_size=2)
    assert (first.parts_now, again.parts_now) == (3, 0)
    assert again.articles == first.articles == 5
    with pytest.raises(InputError, match="other part size"):
        run(collect(source), out, Settings(False), workers=0, part_size=3)
    lines_file(source, 6)
    with pytest.raises(InputError, match="other sources"):
        run(collect(source), out, Settings(False), workers=0, part_size=2)
    assert run(collect(source), out, Settings(False), workers=0, part_size=2, restart=True).articles == 6
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "thesis.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        run(collect(source), strange, Settings(False), workers=0)
    with pytest.raises(InputError, match="not empty"):
        run(collect(source), strange, Settings(False), workers=0, restart=True)
    assert (strange / "thesis.txt").read_text() == "mine"


def test_parts_grow_smaller_towards_the_end_and_hold_every_article_once():
    articles = [Article(str(n), "text") for n in range(1500)]
    parts = list(running.parts_of(iter(articles), 100, 1500))
    assert [number for number, _ in parts] == list(range(len(parts)))
    assert [a for _, part in parts for a in part] == articles
    sizes = [len(part) for _, part in parts]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 90 and sizes[-1] <= 5
    # two workers that take the next part when they are free end within five articles of each other
    ends = [0, 0]
    for size in sizes:
        ends[ends.index(min(ends))] += size
    assert abs(ends[0] - ends[1]) <= 5
    # a total that is wrong moves the cuts and loses nothing
    for total in (0, 40, 5000):
        parts = list(running.parts_of(iter(articles), 100, total))
        assert [a for _, part in parts for a in part] == articles
        assert max(len(part) for _, part in parts) <= 100
    assert [len(part) for _, part in running.parts_of(iter(articles[:7]), 3, 7)] == [3, 3, 1]


@given(st.data())
def test_columns_are_those_that_pyarrow_makes(data):
    kinds = {
        pa.string(): st.text(),
        pa.int32(): st.integers(-(2**31), 2**31 - 1),
        pa.float64(): st.floats(allow_nan=False),
        pa.date32(): st.dates(),
        pa.list_(pa.string()): st.lists(st.one_of(st.none(), st.text()), max_size=3),
    }
    kind = data.draw(st.sampled_from(list(kinds)))
    values = data.draw(st.lists(st.one_of(st.none(), kinds[kind]), max_size=20))
    made = tables.column(values, kind)
    made.validate(full=True)
    assert made.equals(pa.array(values, kind))


def test_tables_are_written_without_pandas(tmp_path):
    code = (
        "import sys; from pathlib import Path; from bilat.corpus.tables import TABLES, write_tables; "
        f"write_tables(Path({str(tmp_path)!r}), 3, {{t: [] for t in TABLES}} | "
        "{'failures': [{'article': 'a', 'error': 'x', 'hint': None}]}); sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
    assert rows_of(tmp_path, "failures") == [
        {"article": "a", "id": None, "error": "x", "message": None, "hint": None}
    ]


def test_two_runs_over_one_folder(tmp_path):
    from bilat.corpus.folder import LOCK
    from bilat.files import held

    with held(tmp_path / "out" / LOCK, "out"), pytest.raises(StoreError, match="Another process"):
        run(collect(lines_file(tmp_path / "a.jsonl", 2)), tmp_path / "out", Settings(False), workers=0)


def test_an_article_that_takes_too_long(tmp_path, monkeypatch):
    def slow(article, settings):
        if article.id == "a1":
            time.sleep(30)
        return real(article, settings)

    real = part_module.read_article
    monkeypatch.setattr(part_module, "read_article", slow)
    summary = run(
        collect(lines_file(tmp_path / "a.jsonl", 3)),
        tmp_path / "out",
        Settings(False, seconds=5.0),
        workers=0,
    )
    assert (summary.articles, summary.failures) == (2, 1)
    assert rows_of(tmp_path / "out", "failures")[0]["error"] == "TooLong"


def work_or_die(out, part, articles, settings, lost=frozenset()):
    """Stand in for `work`: an article that ends the process, as a fault in a compiled library would."""
    deadly = [i for i, a in enumerate(articles) if a.id == "a3"]
    if deadly and deadly[0] not in lost:
        current = part_module.current_file(out, part)
        current.parent.mkdir(parents=True, exist_ok=True)
        current.write_text(f"{deadly[0]:09d}")
        os._exit(139)
    return part_module.work(out, part, articles, settings, lost)


def test_an_article_that_ends_the_process_is_named_and_nothing_else_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "work", work_or_die)
    source = lines_file(tmp_path / "a.jsonl", 5)
    summary = run(collect(source), tmp_path / "out", Settings(False), workers=2, part_size=2)
    assert (summary.articles, summary.failures) == (4, 1)
    failed = rows_of(tmp_path / "out", "failures")
    assert [(row["id"], row["error"]) for row in failed] == [("a3", "ReaderDied")]
    assert sorted(row["id"] for row in rows_of(tmp_path / "out", "articles")) == sorted(
        f"a{n}" for n in range(5) if n != 3
    )


def test_killed_at_random_and_taken_up_again(tmp_path):
    source = lines_file(tmp_path / "a.jsonl", 60)
    out, whole = tmp_path / "out", tmp_path / "whole"
    run(collect(source), whole, Settings(False), workers=0, part_size=3)
    command = [
        sys.executable, "-m", "bilat", "read", str(source), "--out", str(out), "--workers", "1", "--part-size", "3", "--quiet",
    ]  # fmt: skip
    dice = random.Random(11)
    for _kill in range(3):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 60
        before = len(list((out / "done").glob("*.json"))) if out.exists() else 0
        while time.monotonic() < deadline and process.poll() is None:
            if out.exists() and len(list((out / "done").glob("*.json"))) > before:
                time.sleep(dice.random() * 0.05)
                break
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for table in tables.TABLES:  # whatever has its name is whole
            for path in (out / table).glob("part-*.parquet"):
                pq.read_table(path)
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    for table in tables.TABLES:
        assert lean(rows_of(out, table)) == lean(rows_of(whole, table))
    assert not list(out.rglob("*.part"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read", "nowhere"], "no file"),
        (["read", "."], "--out DIR"),
        (["read", "nowhere", "--out", "o"], "There is no file or folder"),
        (["check", "a.jsonl", "--out", "o", "--workers", "0"], "--workers"),
        (["check", "a.jsonl", "--out", "full"], "not empty"),
        (["check", "empty", "--out", "o"], "No articles"),
    ],
)
def test_bad_input_at_the_command_line(tmp_path, monkeypatch, capsys, arguments, said):
    from bilat.cli import main

    monkeypatch.chdir(tmp_path)
    lines_file(tmp_path / "a.jsonl", 1)
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_counting_reads_articles_as_a_run_does_and_says_what_it_left_out(tmp_path):
    from bilat.corpus.counting import tally_of

    source = lines_file(tmp_path / "a.jsonl", 3)
    source.write_text(source.read_text() + "not json\n")
    found = tally_of(source, None, None, None)
    summary = run(collect(source), tmp_path / "out", Settings(True), workers=0)
    assert (found.articles, found.left_out) == (summary.articles, summary.failures) == (3, 1)
    assert sum(row.claims for row in found.rows if row.by == "kind") == summary.claims
    assert found.to_dict()["left_out"] == 1


def test_a_kill_while_the_plan_is_written_leaves_a_folder_that_serves(tmp_path):
    """The draft of the plan is nobody's run: the next one takes the folder and removes it."""
    from bilat.corpus.folder import prepare

    (tmp_path / ".run.json.123.part").write_text('{"sour')
    prepare(tmp_path, {"sources": []}, restart=False)
    assert [p.name for p in tmp_path.iterdir()] == ["run.json"]
