"""The audit of the lock and the bill of materials."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _script(name):
    path = ROOT / ".ci" / name
    if not path.exists():
        pytest.skip("the scripts of the continuous tests are not in a source distribution")
    loader = SourceFileLoader(name, str(path))
    module = module_from_spec(spec_from_loader(name, loader))
    sys.dont_write_bytecode, before = True, sys.dont_write_bytecode
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = before
    return module


GOOD = {"name": "a", "version": "1", "vulns": []}
BAD = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
UNKNOWN = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("known", "code", "says"),
    [
        ([GOOD], 0, "1 packages audited, 0 known"),
        ([GOOD, BAD], 1, "b 2: PYSEC-1, mended in 3"),
        ([GOOD, UNKNOWN], 0, "NOT AUDITED, not in the database: c"),
        ([UNKNOWN, UNKNOWN], 0, "NOT AUDITED: the advisory database knows none of the 2"),
    ],
)
def test_an_audit_fails_on_what_is_known_and_says_what_was_not_asked(known, code, says):
    found, lines = _script("audit").judge({"dependencies": known})
    assert found == code
    assert says in "\n".join(lines)


def test_an_audit_without_a_network_says_so_and_one_that_breaks_fails(monkeypatch, capsys):
    audit = _script("audit")
    for said, code in (("Max retries exceeded with url", 0), ("error: invalid requirements", 1)):
        done = subprocess.CompletedProcess([], 1, "", said)
        monkeypatch.setattr(audit.subprocess, "run", lambda *a, done=done, **k: done)
        assert audit.main() == code
        assert "NOT AUDITED" in capsys.readouterr().out


def test_the_bill_of_materials_is_whole():
    script = _script("sbom")
    lock = (ROOT / "requirements.lock").read_text()
    pinned = script.hashes(lock)
    made = script.bill(script.distribution("bilat"), pinned)
    listed = {c["name"]: c for c in made["components"]}
    wanted = re.findall(
        r'^  "([A-Za-z0-9_.-]+)[><=]',
        (ROOT / "pyproject.toml").read_text().partition("optional-dep")[0],
        re.M,
    )
    assert {script.canonicalize_name(w) for w in wanted} <= set(listed), "every requirement of our own"
    assert not {"pytest", "ruff", "mypy", "hypothesis"} & set(listed), "and no tool of development"
    refs = {c["bom-ref"] for c in made["components"]} | {made["metadata"]["component"]["bom-ref"]}
    assert {d["ref"] for d in made["dependencies"]} == refs
    assert all(set(d["dependsOn"]) <= refs for d in made["dependencies"])
    for component in listed.values():
        hashes = {p["value"] for p in component["properties"]}
        assert hashes
        assert all(f"--hash=sha256:{value}" in lock for value in hashes)
    assert json.loads(json.dumps(made)) == json.loads(
        json.dumps(script.bill(script.distribution("bilat"), pinned))
    )
