"""Claims of our own: their outcomes follow from the raw data, and bilat's verdicts seldom differ."""

from collections import Counter

import pytest
from benchmarks.claims import judge_all
from expected import load
from truth_assembly import Library

# Floors a little under what docs/checking.md reports for the bundled pack; a change that breaks wordings shows here.
RIGHT, RIGHT_WHEN_FIRM = 0.91, 0.98
#: Every fourth claim, and in the long tests every one.
EACH = pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.long)])


@EACH
def test_outcomes_are_those_of_the_raw_data(shared, step):
    truth = Library(shared / "data")
    wrong = [(c["id"], c["how"]) for c in load()[::step] if truth.of(c["how"]) != c["expected"]]
    assert wrong == []


def test_the_set_is_large_and_mixed():
    claims = load()
    outcomes = Counter(c["expected"] for c in claims)
    assert len(claims) >= 300
    assert outcomes["contradicted"] >= 0.25 * len(claims)
    assert outcomes["unmeasurable"] + outcomes["forecast"] >= 0.12 * len(claims)
    assert len({c["text"] for c in claims}) == len(claims)


@EACH
def test_verdicts_on_the_pack(tmp_path, monkeypatch, step):
    monkeypatch.setenv("BILAT_HOME", str(tmp_path))
    judged, _seconds = judge_all(step)
    firm = [j for j in judged if j.found in ("supported", "contradicted")]
    assert sum(j.right for j in judged) / len(judged) >= RIGHT
    assert sum(j.right for j in firm) / len(firm) >= RIGHT_WHEN_FIRM
