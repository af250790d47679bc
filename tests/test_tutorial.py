"""The tutorial, followed word for word: every command is run, and every line of output shown is printed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bilat.cli import cli, main

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)

#: Lines of the set-up, which these tests stand in for: they run in an environment that is made already.
SET_UP = (
    "make demo",
    ". .venv/bin/activate",
    "export BILAT_HOME=$PWD/out/tutorial",
    'pip install "statsmodels>=0.14"',
)


def lines_of(block):
    """Yield the commands of a block; a here-document comes as one."""
    waiting = block.splitlines()
    while waiting:
        line = waiting.pop(0)
        if ended := re.search(r"<<'(\w+)'", line):
            while waiting[0] != ended[1]:
                line += "\n" + waiting.pop(0)
            line += "\n" + waiting.pop(0)
        yield line


def run(command):
    """Run one command as the reader's shell would; `bilat` in this process, for it starts sooner."""
    words = shlex.split(command) if "<<" not in command else []
    if words[:1] == ["bilat"]:
        with CliRunner().isolation() as (out, err, _both):
            with pytest.raises(SystemExit) as stop:
                main(words[1:])
            printed = out.getvalue().decode() + err.getvalue().decode()
        assert stop.value.code == 0, (command, printed)
        return printed
    if words[:1] == ["python"]:
        command = shlex.join([sys.executable, *words[1:]])
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, (command, done.stderr)
    return done.stdout + done.stderr


def test_the_tutorial_does_what_it_shows(tmp_path, monkeypatch):
    pytest.importorskip("statsmodels", reason="the model of the tutorial needs statsmodels")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BILAT_HOME", str(tmp_path / "out" / "tutorial"))
    printed, shown, commands = "", 0, 0
    for language, block in BLOCKS:
        if language == "sh":
            printed = ""
            for command in lines_of(block):
                if command not in SET_UP:
                    printed += run(command)
                    commands += 1
        elif language == "python":
            Path("out/model.py").write_text(block, encoding="utf-8")
        else:
            assert language == "text"
            for line in block.splitlines():
                assert line.rstrip() in [p.rstrip() for p in printed.splitlines()], (line, printed)
                shown += 1
    assert commands >= 15
    assert shown >= 10
    for report in ("article.html", "pair.html"):
        assert "<html" in Path("out", report).read_text(encoding="utf-8")


def test_the_set_up_is_what_the_makefile_makes():
    commands = [line for language, block in BLOCKS if language == "sh" for line in lines_of(block)]
    assert set(SET_UP) <= set(commands)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^demo:", makefile, re.MULTILINE)
    assert re.search(r"^VENV +\?= \.venv$", makefile, re.MULTILINE)
    for command in commands:
        if command.startswith("bilat "):
            assert shlex.split(command)[1] in cli.list_commands(None)
