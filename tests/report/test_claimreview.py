"""ClaimReview against the vocabulary of schema.org: types and the properties that each may have."""

import json

import pytest
from click.testing import CliRunner

import bilat
from bilat.cli import cli
from bilat.report.claimreview import claim_reviews

#: Properties by type, as schema.org defines them (ClaimReview is a Review, Claim and NewsArticle are CreativeWorks).
VOCABULARY = {
    "ClaimReview": {"claimReviewed", "itemReviewed", "reviewRating", "reviewBody", "author", "datePublished", "citation", "identifier", "url"},
    "Claim": {"text", "author", "datePublished", "appearance", "firstAppearance"},
    "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName", "ratingExplanation"},
    "Person": {"name", "jobTitle", "worksFor"},
    "Organization": {"name", "url"},
    "NewsArticle": {"headline", "datePublished", "publisher", "url"},
}  # fmt: skip
NEEDED = {
    "ClaimReview": {"claimReviewed", "reviewRating", "author", "itemReviewed"},
    "Rating": {"alternateName"},
}
TEXT = (
    "India abstained on A/RES/68/262. “China voted against A/RES/68/262,” said Pell Tavastrand, "
    "a senior fellow at the Zembla Centre for Strategic Studies. Beijing would not send arms to Russia this spring."
)


def _check(node):
    if isinstance(node, list):
        for item in node:
            _check(item)
    elif isinstance(node, dict):
        kind = node["@type"]
        assert set(node) - {"@type"} <= VOCABULARY[kind]
        assert NEEDED.get(kind, set()) <= set(node)
        for value in node.values():
            if (
                isinstance(value, dict | list)
                and value
                and not isinstance(value[0] if isinstance(value, list) else 0, str)
            ):
                _check(value)


@pytest.fixture(scope="module")
def graph():
    return claim_reviews(bilat.check(TEXT, date="2022-03-04", outlet="The Elbe Courier"))


def test_every_node_is_of_the_vocabulary(graph):
    assert graph["@context"] == "https://schema.org"
    assert len(graph["@graph"]) >= 3
    _check(graph["@graph"])
    assert json.loads(json.dumps(graph)) == graph


def test_only_what_was_judged_has_a_rating_value(graph):
    for review in graph["@graph"]:
        rating = review["reviewRating"]
        judged = rating["alternateName"].startswith(("Supported", "Contradicted", "Mixed"))
        assert ("ratingValue" in rating) == judged
        if judged:
            assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]


def test_the_command_writes_the_file(tmp_path):
    article, target = tmp_path / "a.txt", tmp_path / "review.json"
    article.write_text(TEXT, encoding="utf-8")
    done = CliRunner().invoke(
        cli, ["check", str(article), "--date", "2022-03-04", "--claimreview", str(target)]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(target.read_text(encoding="utf-8"))["@graph"]


def test_articles_are_tallied(tmp_path):
    from bilat.checking.tally import tally

    one = bilat.check("India abstained on A/RES/68/262.", date="2015-01-01", outlet="A Paper")
    again = bilat.check("India abstained on A/RES/68/262, as expected.", date="2015-01-01", outlet="C Paper")
    two = bilat.check("India did not abstain on A/RES/68/262.", date="2015-01-01", outlet="B Paper")
    found = tally([one, again, two])
    assert {r.name: r.held for r in found.rows if r.by == "outlet"} == {
        "A Paper": 1.0,
        "B Paper": 0.0,
        "C Paper": 1.0,
    }
    assert len(found.contradictions) == 1
    assert json.loads(json.dumps(found.to_dict()))["rows"]
