"""The four commits of docs/adding.md: each applies to the package as it is, and what it adds works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DIFFS = re.findall(
    r"^```diff\n(.*?)^```$",
    (ROOT / "docs" / "adding.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)

#: Large and untouched by the commits: linked, not copied.
LINKED = ("pack", "reading/weights")

#: As published, with faults: a pair twice, a state that never was.
FILE = """ccode1,ccode2,year,DR_at_1,DR_at_2,DE,version
2,365,2005,3,3,1,2006.1
2,630,2005,0,0,0,2006.1
365,630,2005,3,9,1,2006.1
365,630,2005,3,9,1,2006.1
2,9999,2005,3,3,1,2006.1
"""

USE = """
import sys
from pathlib import Path
import bilat
from bilat.record.imports import import_folder

assert str(Path(bilat.__file__)).startswith(sys.argv[1]), bilat.__file__
report = import_folder(Path(sys.argv[2]))
(done,) = report.imported
assert done.source == "cow_exchange" and done.rows == {"missions": 6}, done
assert {p.line for p in done.problems} == {5, 6}

rows = bilat.dyads("mission", ["USA", "RUS", "IRN"], since=2005, until=2005, directed=True).to_pandas()
found = {(r.iso3_a, r.iso3_b): r.mission for r in rows.itertuples()}
assert found["USA", "RUS"] == found["RUS", "USA"] == 3
assert found["USA", "IRN"] == 0  # none, and known to be none
assert found["RUS", "IRN"] != found["RUS", "IRN"]  # of another kind: unknown
assert found["IRN", "RUS"] == 3

for sentence, on, outcome in (
    ("The United States has no embassy in Iran.", "2006-06-01", "supported"),
    ("The United States maintains an embassy in Tehran.", "2006-06-01", "contradicted"),
    ("Russia has an embassy in the United States.", "2006-06-01", "supported"),
    ("Russia has an embassy in the United States.", "2016-06-01", "unmeasurable"),
):
    (claim,) = bilat.ask_claims(sentence, on)
    assert (claim.kind, claim.verdict.outcome) == ("mission", outcome), (sentence, claim)

forecast = bilat.outlook_ask("Will India and Pakistan stop being rivals?", "2015-03-01", keep=False)
assert forecast.question.family == "rivalries"
(base,) = forecast.classes
assert base.total > 3000 and 0 < base.probabilities["ends"] < 0.2, base
assert forecast.probabilities == base.probabilities
"""


@pytest.mark.skipif(shutil.which("patch") is None, reason="the program patch is not installed")
def test_the_four_commits_apply_and_what_they_add_works(tmp_path):
    assert len(DIFFS) == 4
    package = tmp_path / "src" / "bilat"
    shutil.copytree(
        ROOT / "src" / "bilat", package,
        ignore=lambda folder, names: [
            n for n in names
            if n == "__pycache__" or (Path(folder) / n).relative_to(ROOT / "src" / "bilat").as_posix() in LINKED
        ],
    )  # fmt: skip
    for name in LINKED:
        (package / name).symlink_to(ROOT / "src" / "bilat" / name)
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    for diff in DIFFS:
        done = subprocess.run(
            ["patch", "-p1", "--batch", "--no-backup-if-mismatch"], cwd=tmp_path, input=diff, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stdout
    data = tmp_path / "data"
    data.mkdir()
    (data / "Diplomatic_Exchange_2006v1.csv").write_text(FILE)
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "BILAT_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", USE, str(tmp_path), str(data)], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name, page in (
        ("cow_exchange", "sources/treaties-institutions.md"),
        ("mission", "measures.md"),
        ("mission", "propositions.md"),
    ):
        assert f"`{name}`" in (tmp_path / "docs" / page).read_text(encoding="utf-8")
