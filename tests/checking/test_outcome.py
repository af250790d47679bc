"""The logic from findings to a verdict, which every judge goes through."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bilat.checking.outcome import combine, compare, from_probability, negate
from bilat.checking.thresholds import threshold
from bilat.types import Verdict

findings = st.lists(st.sampled_from(["supports", "contradicts", "uncertain", "unknown"]))


@given(findings)
def test_order_and_unknowns_do_not_matter(found):
    assert combine(found) == combine(sorted(found)) == combine([*found, "unknown"])


@given(findings)
def test_mixed_only_when_both_ways(found):
    assert (combine(found) == "mixed") == ("supports" in found and "contradicts" in found)


@given(findings)
def test_narrowing_coverage_moves_towards_unmeasurable(found):
    """Forgetting one dimension never turns a verdict into its opposite."""
    for i in range(len(found)):
        narrowed = combine([*found[:i], "unknown", *found[i + 1 :]])
        assert {combine(found), narrowed} != {"supported", "contradicted"}


def test_silence_is_unmeasurable():
    assert combine([]) == combine(["unknown", "uncertain"]) == "unmeasurable"


@given(st.floats(0, 1))
def test_probability_is_firm_only_at_the_edges(p):
    finding = from_probability(p)
    assert (finding == "supports") == (p >= threshold("supported_at"))
    assert (finding == "contradicts") == (p <= threshold("contradicted_at"))


@given(st.sampled_from(["supported", "contradicted", "mixed", "unmeasurable", "forecast"]), st.floats(0, 1))
def test_negating_flips_firm_verdicts_only(outcome, p):
    verdict = Verdict(outcome, "So it is.", as_of=date(2022, 1, 1), probability=p)
    turned = negate(verdict, True)
    flips = {"supported": "contradicted", "contradicted": "supported"}
    assert turned.outcome == flips.get(outcome, outcome)
    assert turned.probability == 1 - p
    assert negate(verdict, False) is verdict


def test_about_is_wider_than_exactly():
    assert compare(0.34, 0.30, "about", 0.05) == "supports"
    assert compare(0.34, 0.30, "exactly", 0.05) == "contradicts"
    assert compare(0.34, 0.30, "more than", 0.05) == "supports"
    assert compare(0.34, 0.30, "at most", 0.05) == "contradicts"
