"""Every command, measure, source, kind and threshold is documented, or this fails."""

from pathlib import Path

import pytest

from bilat.checking.judges import JUDGES
from bilat.checking.thresholds import THRESHOLDS
from bilat.cli import COMMANDS
from bilat.measures.catalogue import DIMENSIONS, MEASURES
from bilat.propositions import KINDS
from bilat.sources import SOURCES

ROOT = Path(__file__).resolve().parents[1]


def _docs(pattern: str) -> str:
    texts = [p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob(pattern)]
    assert texts, f"no docs match {pattern}"
    return "\n".join(texts)


@pytest.mark.parametrize("name", MEASURES)
def test_measure_is_documented(name):
    assert f"`{name}`" in _docs("measures.md")


@pytest.mark.parametrize("kind", KINDS)
def test_kind_is_documented_and_judged(kind):
    assert f"`{kind}`" in _docs("propositions.md")
    assert kind in JUDGES


@pytest.mark.parametrize("name", list(THRESHOLDS))
def test_threshold_is_documented_with_its_value(name):
    t = THRESHOLDS[name]
    assert f"| `{name}` | {t.value:g} | {t.unit} | {t.reason} |" in _docs("checking.md")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_in_the_readme(name):
    assert f"bilat {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("source", list(SOURCES))
def test_source_is_documented(source):
    assert f"`{source}`" in _docs("sources/*.md")
    assert SOURCES[source].licence
    assert SOURCES[source].citation


def test_measures_have_known_dimensions():
    assert {m.dimension for m in MEASURES.values()} <= set(DIMENSIONS)
