"""Completion in the shell: what docs/completion.md says works, in the shells that are here."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "completion.md").read_text(encoding="utf-8")


def bilat(tmp_path, **variables):
    """Run the script itself, without arguments, as a shell does for completion."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "BILAT_HOME": str(tmp_path), **variables}
    return subprocess.run(
        [sys.executable, "-m", "bilat"], env=env, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_for_each_shell_is_printed(tmp_path, shell):
    assert f"_BILAT_COMPLETE={shell}_source bilat" in PAGE
    done = bilat(tmp_path, _BILAT_COMPLETE=f"{shell}_source")
    assert done.returncode == 0, done.stderr
    assert f"_BILAT_COMPLETE={shell}_complete" in done.stdout
    if shutil.which(shell):
        checked = subprocess.run(
            [shell, "-n"], input=done.stdout, capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("bilat bri", {"brief"}),
        ("bilat a", {"ask", "alignment"}),
        ("bilat data ver", {"verify"}),
        ("bilat check --cl", {"--claimreview"}),
        ("bilat dyads --by ", {"year", "session"}),
    ],
)
def test_words_are_completed(tmp_path, typed, offered):
    at = str(len(typed.split(" ")) - 1)
    done = bilat(tmp_path, _BILAT_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=at)
    assert done.returncode == 0, done.stderr
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == offered


@pytest.mark.skipif(shutil.which("bash") is None, reason="Bash is not installed")
def test_bash_itself_completes(tmp_path):
    """The line of the page, in a Bash, with `bilat` on the path: what Tab would offer."""
    (line,) = re.findall(r'`(eval "\$\(_BILAT_COMPLETE=bash_source bilat\)")`', PAGE)
    script = tmp_path / "bilat"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bilat "$@"\n')
    script.chmod(0o755)
    typed = (
        f'{line}\nCOMP_WORDS=(bilat out); COMP_CWORD=1\n_bilat_completion bilat\necho "${{COMPREPLY[@]}}"\n'
    )
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(["bash", "-c", typed], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["outlook"], done.stderr
