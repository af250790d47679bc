"""JSON as documented in docs/json.md: the same words as the Python types, nothing added by this face."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from bilat.checking.by_hand import by_hand

if TYPE_CHECKING:
    from bilat.brief.dossier import Brief, Friction
    from bilat.brief.ranking import PartnerRow
    from bilat.checking.result import Claim, Report
    from bilat.checking.rollcalls import FoundRollCall
    from bilat.measures.index.odds import Odds
    from bilat.reading import Document
    from bilat.record.holdings import Holding
    from bilat.types import Evidence, Observation, Speaker, Statement, Verdict

__all__ = [
    "answer_json",
    "brief_json",
    "claim_json",
    "document_json",
    "evidence_json",
    "friction_json",
    "holding_json",
    "odds_json",
    "partners_json",
    "report_json",
    "rollcall_json",
    "statement_json",
]


def report_json(report: Report) -> dict[str, Any]:
    """Return a checked article."""
    return {
        "article": {
            "title": report.article.title,
            "outlet": report.article.outlet,
            "date": _day(report.article.date),
            "words": report.article.words,
        },
        "claims": [claim_json(claim) for claim in report.claims],
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """Return one claim with its verdict and evidence."""
    said = claim.statement
    return {
        "id": claim.id,
        "sentence": claim.sentence,
        "span": list(claim.span),
        "speaker": _speaker(said.speaker if said else None),
        "outlet_chain": list(said.outlet_chain) if said else [],
        "cue": said.cue if said else None,
        "mode": said.mode if said else "narration",
        "certainty": said.certainty if said else None,
        "kind": claim.kind,
        "proposition": claim.proposition.model_dump(mode="json"),
        "verdict": claim.verdict.outcome,
        "summary": claim.verdict.summary,
        "probability": claim.verdict.probability,
        "evidence": [evidence_json(row) for row in claim.evidence],
        "by_hand": list(by_hand(claim.verdict)),
    }


def evidence_json(row: Evidence) -> dict[str, Any]:
    """Return one row of evidence."""
    return {
        "dimension": row.dimension,
        "measure": row.measure,
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "year": row.year,
        "rank": row.rank,
        "of": row.of,
        "source": row.source,
        "version": row.version,
        "covers": list(row.covers),
    }


def answer_json(identity: str, claims: Sequence[Claim], verdict: Verdict) -> dict[str, Any]:
    """Return the answer to one asked sentence."""
    kinds = list(dict.fromkeys(claim.kind for claim in claims))
    return {
        "id": identity,
        "kind": kinds[0] if kinds else None,
        "verdict": verdict.outcome,
        "summary": verdict.summary,
        "probability": verdict.probability,
        "coverage": list(verdict.coverage),
        "evidence": [evidence_json(row) for row in verdict.evidence],
        "claims": [claim_json(claim) for claim in claims] if len(claims) > 1 else [],
    }


def statement_json(said: Statement) -> dict[str, Any]:
    """Return an attributed statement."""
    return {
        "speaker": _speaker(said.speaker),
        "outlet_chain": list(said.outlet_chain),
        "cue": said.cue,
        "mode": said.mode,
        "content": [list(span) for span in said.content],
        "span": list(said.span),
        "text": said.text,
        "certainty": said.certainty,
    }


def document_json(document: Document) -> dict[str, Any]:
    """Return a document as read: statements and propositions, unjudged; spans point into ``text``."""
    return {
        "article": {
            "title": document.title,
            "outlet": document.outlet,
            "date": _day(document.date),
            "words": document.words,
            "text": document.text,
        },
        "statements": [statement_json(said) for said in document.statements],
        "propositions": [
            {
                "id": found.id,
                "sentence": found.sentence,
                "span": list(found.span),
                "proposition": found.proposition.model_dump(mode="json"),
            }
            for found in document.propositions
        ],
        "untyped": [
            {"text": said.text, "span": list(said.span), "reason": reason}
            for said, reason in document.untyped
        ],
    }


def brief_json(brief: Brief) -> dict[str, Any]:
    """Return the dossier of a pair."""
    return {
        "a": {"iso3": brief.a.iso3, "code": brief.a.code, "name": brief.a.name},
        "b": {"iso3": brief.b.iso3, "code": brief.b.code, "name": brief.b.name},
        "on": brief.on.isoformat(),
        "as_of": _day(brief.as_of),
        "measures": [
            {
                "way": row.way or None,
                **_observation(row.observation),
                "percentile": row.percentile,
                "rank": row.rank,
                "of": row.of,
                "rank_in_history": row.rank_in_history,
                "of_years": row.of_years,
            }
            for row in brief.measures
        ],
        "treaties": [
            {
                "name": t.name,
                "signed": t.signed.isoformat(),
                "in_force": _day(t.in_force),
                "ended": _day(t.ended),
                "rung": t.rung,
                "binding": t.binding,
                "citation": t.citation,
            }
            for t in brief.treaties
        ],
        "friction": [friction_json(f) for f in brief.friction],
        "issues": [
            {
                "issue": i.issue,
                "label": i.label,
                "agreement": i.agreement,
                "low": i.low,
                "high": i.high,
                "s": i.s,
                "n": i.n,
                "years": [i.since, i.until],
            }
            for i in brief.issues
        ],
        "styles": [
            {
                "label": s.label,
                "a": s.a,
                "b": s.b,
                "unit": s.unit,
                "years": [s.since, s.until],
                "source": s.source,
            }
            for s in brief.styles
        ],
        "events": [evidence_json(row) | {"text": row.text} for row in brief.events],
        "histories": [
            {
                "dimension": h.dimension,
                "measure": h.measure,
                "way": h.way or None,
                "years": list(h.years),
                "values": list(h.values),
                "low": list(h.low),
                "high": list(h.high),
                "covers": list(h.covers),
                "source": h.source,
            }
            for h in brief.histories
        ],
        "notes": list(brief.notes),
    }


def friction_json(row: Friction) -> dict[str, Any]:
    """Return one third state over which the two are at odds."""
    return {
        "third": row.third,
        "supplier": row.supplier,
        "opponent": row.opponent,
        "share": row.share,
        "year": row.share_year,
        "contention": row.contention,
        "evidence": [evidence_json(e) for e in row.evidence],
    }


def partners_json(rows: Sequence[PartnerRow]) -> list[dict[str, Any]]:
    """Return ranked partners."""
    return [
        {
            "dimension": r.dimension,
            "measure": r.measure,
            "way": r.way or None,
            "year": r.year,
            "iso3": r.iso3,
            "name": r.name,
            "value": r.value,
            "rank": r.rank,
            "of": r.of,
            "source": r.provenance.source,
            "version": r.provenance.version,
            "covers": [r.provenance.covers_from, r.provenance.covers_to],
        }
        for r in rows
    ]


def odds_json(rows: Sequence[Odds]) -> list[dict[str, Any]]:
    """Return where a year stands on the alignment index and its factors."""
    return [
        {
            "measure": r.name,
            "year": r.year,
            "since": r.since,
            "value": r.value,
            "low": r.low,
            "high": r.high,
            "known": r.known,
            "p_closest": r.closest.value,
            "p_closest_range": [r.closest.low, r.closest.high],
            "p_closest_by_specification": r.closest.by_specification,
            "p_falling": r.falling.value,
            "p_falling_range": [r.falling.low, r.falling.high],
            "likeliest_years": [{"year": y, "probability": p} for y, p in r.likely],
        }
        for r in rows
    ]


def rollcall_json(roll: FoundRollCall) -> dict[str, Any]:
    """Return a roll call with the votes that are known."""
    return {
        "symbol": roll.symbol,
        "date": roll.date.isoformat(),
        "title": roll.title,
        "body": roll.body,
        "counts": roll.counts,
        "votes": {choice: list(states) for choice, states in roll.votes.items()},
        "source": roll.source,
        "citation": roll.citation,
    }


def _observation(seen: Observation) -> dict[str, Any]:
    prov = seen.provenance
    return {
        "dimension": seen.dimension,
        "measure": seen.measure,
        "year": seen.year,
        "value": seen.value,
        "low": seen.low,
        "high": seen.high,
        "n": seen.n,
        "reason": seen.reason,
        "source": prov.source,
        "version": prov.version,
        "covers": [prov.covers_from, prov.covers_to],
        "citation": prov.citation,
        "licence": prov.licence,
    }


def _speaker(speaker: Speaker | None) -> dict[str, str | None] | None:
    if speaker is None:
        return None
    return {"name": speaker.name, "role": speaker.role, "organisation": speaker.organisation}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def holding_json(held: Holding) -> dict[str, Any]:
    """Return a source and what of it is here."""
    return {
        "source": held.source.id,
        "title": held.source.title,
        "version": held.version,
        "covers": list(held.covers),
        "age_years": held.age_years,
        "here": held.here,
        "taken": held.taken.isoformat() if held.taken else None,
        "vintages": held.vintages,
        "can_get": bool(held.source.downloads),
        "url": held.source.url,
        "homepage": held.source.homepage,
        "files": list(held.source.files),
        "tables": list(held.source.tables),
        "licence": held.source.licence,
        "citation": held.source.citation,
        "note": held.source.note,
    }
