"""What is shipped: the wheel holds all that runs, the source archive all that builds and tests it."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def included(target):
    builders = pytest.importorskip("hatchling.builders.plugin.interface", reason="hatchling is not installed")
    assert builders
    if target == "wheel":
        from hatchling.builders.wheel import WheelBuilder as Builder
    else:
        from hatchling.builders.sdist import SdistBuilder as Builder
    builder = Builder(str(ROOT))
    return {f.distribution_path for f in builder.recurse_included_files()}


def tracked():
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout: nothing says what belongs to it")
    return set(done.stdout.split("\n")) - {""}


def test_the_wheel_holds_every_tracked_file_of_the_package_and_no_other():
    ours = {p.removeprefix("src/") for p in tracked() if p.startswith("src/bilat/")}
    held = {p for p in included("wheel") if not p.endswith((".pyc", ".part"))}
    assert held == ours
    for needed in (
        "bilat/py.typed", "bilat/pack/manifest.json", "bilat/pack/votes_year.parquet",
        "bilat/reading/weights/encoder/encoder.onnx", "bilat/report/templates/check.html", "bilat/ledger/events.toml",
    ):  # fmt: skip
        assert needed in held
    assert any(p.startswith("bilat/web/templates/") for p in held)
    assert any(p.startswith("bilat/web/static/") for p in held)


def test_the_source_archive_holds_every_tracked_file():
    of_itself = {"pyproject.toml", ".gitignore"}  # hatch puts these in without being asked
    assert tracked() - included("sdist") - of_itself == set()


def test_the_licence_is_named_and_there():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [ROOT / name for name in project["license-files"]] == [ROOT / "LICENSE"]
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT")
