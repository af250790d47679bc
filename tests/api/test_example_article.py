"""The shared example article, end to end: who says what, and what the record makes of it.

The article is not part of the project; its words are not repeated here beyond names and single terms.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import bilat

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "check.schema.json"


@pytest.fixture
def report(shared):
    return bilat.check(shared / "example-article.txt", date="2022-02-08")


def of(report, kind):
    found = [c for c in report.claims if c.kind == kind]
    assert found, f"no claim of kind {kind}"
    return found


def test_the_two_experts_with_their_posts_and_the_outlet(report):
    speakers = {
        c.statement.speaker.name: c.statement for c in report.claims if c.statement and c.statement.speaker
    }
    assert set(speakers) == {"Robert Daly", "Bonnie Lin"}, (
        "one of the names is misspelt once: it is the same man"
    )
    daly, lin = speakers["Robert Daly"], speakers["Bonnie Lin"]
    assert daly.speaker.role == lin.speaker.role == "director"
    assert daly.speaker.organisation.startswith("Kissinger Institute")
    assert lin.speaker.organisation.startswith("China Power Project")
    assert "Center for Strategic and International Studies" in lin.speaker.organisation
    assert daly.outlet_chain == lin.outlet_chain == ("CNBC",)
    assert report.article.words < 600, "the comment form is not part of it"
    assert "leave a" not in report.article.text.lower()


def test_the_superlative_is_judged_on_every_dimension(report):
    (claim,) = of(report, "closeness.superlative")
    assert claim.statement.speaker.name == "Robert Daly"
    assert claim.proposition.since == 1952
    assert claim.verdict.outcome == "mixed"
    assert {row.dimension for row in claim.evidence} >= {"votes", "obligations", "arms", "trade", "disputes"}
    assert claim.verdict.probability is not None or "P(maximum)" in claim.verdict.summary
    said = " ".join((claim.verdict.summary, *claim.verdict.coverage))
    assert "1971" in said, "votes begin when Beijing took the seat"
    assert "1950" in said or any(row.year == 1950 or "1950" in str(row.measure) for row in claim.evidence)


def test_the_vote_on_crimea_is_found_from_its_words(report):
    (claim,) = of(report, "vote")
    assert claim.verdict.outcome == "supported"
    assert "A/RES/68/262" in claim.verdict.summary
    assert "27 March 2014" in claim.verdict.summary
    assert claim.evidence[0].value == "abstain"


def test_arms_and_territorial_disputes_meet_over_third_states(report):
    (claim,) = of(report, "triadic")
    assert claim.verdict.outcome == "supported"
    assert claim.proposition.thirds == ("VNM", "IND")
    assert "%" in claim.verdict.summary
    assert "Spratly" in claim.verdict.summary


def test_the_strongest_partner_is_ranked(report):
    (claim,) = of(report, "closeness.comparison")
    assert (claim.proposition.a, claim.proposition.b) == ("CHN", "RUS")
    assert claim.verdict.outcome in ("mixed", "contradicted", "supported")
    ranked = [row for row in claim.evidence if row.rank is not None]
    assert ranked
    assert all(1 <= row.rank <= row.of for row in ranked)


def test_the_ladder_of_obligations_in_force(report):
    claims = {c.proposition.level: c for c in of(report, "obligation")}
    assert {"quasi-alliance", "none"} <= set(claims)
    assert "nonaggression" in claims["quasi-alliance"].verdict.summary
    assert "North Korea" in claims["none"].verdict.summary


def test_what_is_only_recorded(report):
    assert len(of(report, "pledge")) >= 1
    assert len(of(report, "stance")) >= 3
    assert all(c.verdict.outcome == "unmeasurable" for c in report.claims if c.kind in ("pledge", "stance"))
    forecasts = of(report, "forecast")
    assert len(forecasts) >= 4
    assert all(c.verdict.outcome == "forecast" for c in forecasts)
    assert {c.statement.speaker.name for c in forecasts if c.statement and c.statement.speaker} == {
        "Bonnie Lin"
    }


def test_it_is_the_same_as_html_and_fits_the_schema(report, shared, tmp_path):
    jsonschema.validate(report.to_dict(), json.loads(SCHEMA.read_text()))
    paragraphs = (shared / "example-article.txt").read_text().split("\n")
    page = tmp_path / "page.html"
    body = "".join(f"<p>{p}</p>" for p in paragraphs if p.strip())
    page.write_text(f"<!doctype html><html><body><article>{body}</article></body></html>")
    again = bilat.check(page, date=date(2022, 2, 8))

    def verdicts(found):
        return sorted((c.kind, c.verdict.outcome) for c in found.claims)

    assert verdicts(again) == verdicts(report)
