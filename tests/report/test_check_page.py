"""The text of a checked article: whole, and every claim reachable, also where claims overlap."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.checking.result import Article, Claim, Report
from bilat.propositions import Membership
from bilat.report.check_page import check_html, pieces
from bilat.types import Verdict

DAY = date(2024, 1, 1)


def _report(text, spans):
    outcomes = ("supported", "contradicted", "mixed")
    claims = tuple(
        Claim(
            f"c{i}",
            text[a:b],
            (a, b),
            None,
            Membership(states=("FIN",), organisation="NATO"),
            Verdict(outcomes[i % 3], "said", ()),
        )
        for i, (a, b) in enumerate(spans)
    )
    return Report(Article(None, None, None, 1, text), claims, DAY, None)


@settings(max_examples=60, deadline=None)
@given(
    st.text("ab <&\n", min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=6),
)
def test_the_text_is_whole_and_every_claim_can_be_reached(text, spans):
    report = _report(text, [(min(s), max(s)) for s in spans])
    found = pieces(report)
    assert "".join(p.text for p in found) == text
    at = 0
    for piece in found:
        end = at + len(piece.text)
        here = {
            c.id
            for c in report.claims
            if c.span[0] <= at and min(c.span[1], len(text)) >= end and c.span[0] < c.span[1]
        }
        assert {c.id for c in piece.claims} == here
        at = end
    begun = [c.id for p in found for c in p.begins]
    assert sorted(begun) == sorted(c.id for c in report.claims if c.span[0] < min(c.span[1], len(text)))


def test_two_claims_in_one_sentence_have_a_link_each():
    text = "Before. Finland, which joined NATO, has left the EU. After."
    html = check_html(_report(text, [(8, 52), (17, 34)]))
    assert len(re.findall(r'href="#c0"', html)) >= 1
    assert len(re.findall(r'href="#c1"', html)) >= 1
    for identity in ("c0", "c1"):
        assert html.count(f'id="t-{identity}"') == 1
        assert f'id="{identity}"' in html
    assert 'aria-label="claim 2 of 2 here' in html
