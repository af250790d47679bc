"""`bilat` as a process of its own: exit codes, pipes, full disks, and how quick it starts."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "examples" / "article.txt"


def run(*args, home=None, **options):
    """Run ``python -m bilat`` from this checkout."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), **({"BILAT_HOME": str(home)} if home else {})}
    return subprocess.run(
        [sys.executable, "-m", "bilat", *map(str, args)],
        capture_output="stdout" not in options,
        text=True,
        timeout=120,
        env=env,
        check=False,
        **({"stderr": subprocess.PIPE} if "stdout" in options else {}),
        **options,
    )


def test_an_article_from_a_pipe():
    done = run("check", "-", "--json", "--date", "2022-03-04", input=ARTICLE.read_text())
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["claims"]) >= 15
    assert done.stderr == ""


def test_bad_input_leaves_code_2_and_no_traceback():
    for line in (
        ["brief", "Rusia", "China"],
        ["check", "nosuch.txt"],
        ["chek"],
        ["ask", "x", "--on", "soon"],
    ):
        done = run(*line)
        assert done.returncode == 2, line
        assert done.stdout == ""
        assert done.stderr.startswith("bilat: ")
        assert "Traceback" not in done.stderr


def test_the_full_disk_under_standard_output():
    with Path("/dev/full").open("w") as full:
        done = run("dyads", "agreement", "--states", "RUS,CHN", stdout=full)
    assert done.returncode == 2
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_reader_that_goes_away_is_no_error():
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        done = run("dyads", "agreement", stdout=gone)
    assert done.returncode == 0
    assert done.stderr == ""


def _small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.mark.parametrize(
    "line",
    [
        ["check", str(ARTICLE), "--html", "{out}"],
        ["brief", "Russia", "China", "--html", "{out}"],
        ["dyads", "agreement", "--out", "{out}.csv"],
        ["dyads", "agreement", "--out", "{out}.parquet"],
        ["dyads", "agreement", "--out", "{out}.dta"],
        ["data", "export", "{out}.csv", "--table", "votes_year"],
        ["data", "export", "{out}.dta", "--table", "obligations_year"],
    ],
    ids=lambda line: " ".join(line[:2]) + line[-1][-4:],
)
def test_a_limit_on_file_sizes_leaves_the_old_file(tmp_path, line):
    """What a full disk does to a write in the middle: said, and the file of before is untouched."""
    out = tmp_path / "out.html"
    args = [a.format(out=out) for a in line]
    target = Path(next(a for a in args if a.startswith(str(out))))
    target.write_text("the old report")
    done = run(*args, preexec_fn=_small_files)
    assert done.returncode == 2, done.stderr
    assert "Cannot write" in done.stderr
    assert "Traceback" not in done.stderr
    assert target.read_text() == "the old report"
    # the store's folder holds the diary of forecasts
    left = {p.name for p in tmp_path.iterdir()} - {"bilat-home"}
    assert left == {target.name}


@pytest.fixture
def tiny_disk(tmp_path):
    """A file system of 1 MB, where the kernel lets us make one."""
    place = tmp_path / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("no right to mount a small file system here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full(tiny_disk):
    report = tiny_disk / "report.md"
    assert run("check", ARTICLE, "--md", report).returncode == 0
    before = report.read_text()
    panel = run("dyads", "agreement", "--out", tiny_disk / "panel.csv")
    assert panel.returncode == 2
    assert "No space left" in panel.stderr
    assert [p.name for p in tiny_disk.iterdir()] == ["report.md"]
    assert report.read_text() == before


def test_a_store_on_a_full_disk_is_left_as_it_was(tiny_disk, tmp_path):
    (tiny_disk / "filler").write_bytes(b"x" * 1_000_000)
    folder = tmp_path / "data"
    folder.mkdir()
    header = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,committee_report,title,total_yes\n"
    rows = "".join(
        f"{n},{code},{code},Y,2010-12-01,65,A/RES/65/{n},,Title,\n"
        for n in range(2000)
        for code in ("USA", "RUS", "CHN")
    )
    (folder / "2026_02_06_ga_voting.csv").write_text(header + rows)
    done = run("data", "import", folder, home=tiny_disk / "home")
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert "full" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tiny_disk / "home" / "pointer.json").exists()
    assert run("ask", "Finland is a member of NATO", home=tiny_disk / "home").returncode == 0


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from bilat.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'pandas', 'spacy', 'pyarrow', 'duckdb', 'scipy', 'numba', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
