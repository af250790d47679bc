"""What the README shows is what a user sees."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_the_output_shown_is_what_the_demo_prints(capsys, monkeypatch, tmp_path):
    from bilat.cli import main

    monkeypatch.setenv("BILAT_HOME", str(tmp_path))
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as stop:
        main(["check", "examples/article.txt", "--date", "2022-03-04"])
    assert stop.value.code == 0
    printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```\n(≈ MIXED.*?)\n```", readme, re.DOTALL)
    assert shown
    for block in shown.group(1).split("\n\n"):
        assert block in printed
