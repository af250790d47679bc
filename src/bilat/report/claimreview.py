"""schema.org ClaimReview in JSON-LD: one review a claim, so that search engines and archives can read verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bilat.checking.result import Claim, Report
    from bilat.types import Outcome

__all__ = ["claim_reviews"]

#: Outcome to the words of the rating and its value from 1 (contradicted) to 5 (supported); no value, no rating scale.
_RATINGS: dict[Outcome, tuple[str, int | None]] = {
    "supported": ("Supported by the record", 5),
    "mixed": ("Mixed: dimensions differ", 3),
    "contradicted": ("Contradicted by the record", 1),
    "unmeasurable": ("Cannot be told from the record", None),
    "forecast": ("An open forecast, not judged", None),
}
_REVIEWER = {"@type": "Organization", "name": "bilat"}


def claim_reviews(report: Report) -> dict[str, Any]:
    """Return the reviews of a checked article as one JSON-LD graph.

    Examples
    --------
    >>> import bilat
    >>> graph = claim_reviews(bilat.check("India abstained on A/RES/68/262.", date="2015-01-01"))
    >>> graph["@graph"][0]["reviewRating"]["alternateName"]
    'Supported by the record'
    """
    return {"@context": "https://schema.org", "@graph": [_review(claim, report) for claim in report.claims]}


def _review(claim: Claim, report: Report) -> dict[str, Any]:
    verdict = claim.verdict
    words, value = _RATINGS[verdict.outcome]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": words}
    if value is not None:
        rating |= {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    review = {
        "@type": "ClaimReview",
        "identifier": claim.id,
        "datePublished": (verdict.as_of or report.on).isoformat(),
        "claimReviewed": claim.sentence,
        "itemReviewed": _claim(claim, report),
        "author": _REVIEWER,
        "reviewRating": rating,
        "reviewBody": verdict.summary,
    }
    cited = dict.fromkeys(row.citation for row in verdict.evidence if row.citation)
    if cited:
        review["citation"] = list(cited)
    return review


def _claim(claim: Claim, report: Report) -> dict[str, Any]:
    article = report.article
    said = claim.statement
    out: dict[str, Any] = {"@type": "Claim", "text": claim.sentence}
    if said and said.speaker:
        person: dict[str, Any] = {"@type": "Person", "name": said.speaker.name}
        if said.speaker.role:
            person["jobTitle"] = said.speaker.role
        if said.speaker.organisation:
            person["worksFor"] = {"@type": "Organization", "name": said.speaker.organisation}
        out["author"] = person
    elif article.outlet:
        out["author"] = {"@type": "Organization", "name": article.outlet}
    if article.date:
        out["datePublished"] = article.date.isoformat()
    work: dict[str, Any] = {"@type": "NewsArticle"}
    if article.title:
        work["headline"] = article.title
    if article.date:
        work["datePublished"] = article.date.isoformat()
    if article.outlet:
        work["publisher"] = {"@type": "Organization", "name": article.outlet}
    if len(work) > 1:
        out["appearance"] = work
    return out
