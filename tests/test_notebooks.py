"""Every example notebook runs from top to bottom, as a reader would run it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "examples" / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 2


#: The one that fits models takes as long as the others together; what it calls has tests of its own.
LONG = ("dispute-model",)
EACH = [pytest.param(p, marks=pytest.mark.long if p.stem in LONG else (), id=p.stem) for p in NOTEBOOKS]


@pytest.mark.parametrize("path", EACH)
def test_notebook_runs(path, monkeypatch, tmp_path):
    nbformat = pytest.importorskip("nbformat", reason="notebooks are run where nbformat is installed")
    nbclient = pytest.importorskip("nbclient", reason="notebooks are run where nbclient is installed")
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "commit notebooks without outputs"
    nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    ).execute()
    printed = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    assert printed
    assert not any(o.get("name") == "stderr" and "Traceback" in o.get("text", "") for o in printed)
