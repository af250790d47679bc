"""From a text or a sentence to judged claims: reading, then checking, in one place for every face."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bilat.checking import judge
from bilat.checking.result import Article, Claim, Report
from bilat.types import Outcome, Verdict

if TYPE_CHECKING:
    from bilat.ledger import Ledger
    from bilat.reading import Document
    from bilat.reading.claims import Typed
    from bilat.record import Record

__all__ = ["check_document", "claims_of", "merge"]

_RECORDED = ("stance", "pledge", "forecast")


def check_document(
    document: Document, record: Record, ledger: Ledger, on: date, as_of: date | None
) -> Report:
    """Judge every proposition of a document, in the order of the text."""
    claims = tuple(
        Claim(
            id=found.id,
            sentence=found.sentence,
            span=found.span,
            statement=found.statement,
            proposition=found.proposition,
            verdict=judge(found.proposition, record, ledger, on, as_of),
        )
        for found in document.propositions
    )
    article = Article(document.title, document.outlet, document.date, document.words, document.text)
    notes = tuple(dict.fromkeys((*record.notes, *document.notes)))
    return Report(article, claims, on, as_of, document.untyped, notes)


def claims_of(
    sentence: str, record: Record, ledger: Ledger, on: date, as_of: date | None
) -> tuple[Claim, ...]:
    """Type one sentence, or the few of a short text, and judge each of its propositions."""
    typed = _typed(sentence, on)
    return tuple(
        Claim(
            id=f"c{i + 1}",
            sentence=sentence,
            span=t.span,
            statement=None,
            proposition=t.proposition,
            verdict=judge(t.proposition, record, ledger, on, as_of),
        )
        for i, t in enumerate(typed)
    )


#: A full stop with more behind it.
_SEVERAL = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)")


def _typed(text: str, on: date) -> list[Typed]:
    """Type every sentence on its own, so that what stands beside a claim changes nothing of it."""
    from bilat.reading.claims import propositions
    from bilat.reading.context import Context

    if not _SEVERAL.search(text):
        return propositions(text, Context(on=on))
    from bilat.reading.focus import Focus
    from bilat.reading.segment import segment

    focus, out, resolution = Focus(on), [], ""
    for start, end in segment(text).sentences:
        pair = focus.pair_at(text, start, start)
        context = Context(
            on, pair, focus.one, resolution=resolution, person=focus.person, several=focus.several
        )
        for t in propositions(text[start:end], context):
            resolution = getattr(t.proposition, "resolution", "") or resolution
            out.append(replace(t, span=(t.span[0] + start, t.span[1] + start)))
        focus.leave(text, start, end)
    return out


#: Words with a capital, of which a few are names with a slip.
_CAPITAL = re.compile(r"\b[A-Z][a-z]{4,}\b")
_MOST_ASKED = 12


def _meant(sentence: str) -> str:
    """Ask whether words that are nearly the names of states were meant for them."""
    from bilat import states
    from bilat.states.slips import slipped_name

    known = {word for m in states.mentions(sentence, None) for word in sentence[m.start : m.end].split()}
    asked: list[str] = []
    for word in dict.fromkeys(_CAPITAL.findall(sentence)):
        code = slipped_name(word, None) if word not in known and len(asked) < _MOST_ASKED else None
        if code is not None:
            asked.append(f"For “{word}”, did you mean {states.name(code)}? ")
    return "".join(asked)


def merge(claims: Sequence[Claim], as_of: date | None = None, sentence: str = "") -> Verdict:
    """Merge the verdicts of one sentence into one: it holds when every measurable part holds.

    Parts that are only recorded (stances, pledges, forecasts) count when nothing else is there. Of a `sentence` in which
    nothing was found, names that are nearly those of states are pointed out.
    """
    if not claims:
        return Verdict(
            "unmeasurable",
            "No claim about states that bilat can type was found in the sentence. "
            f"{_meant(sentence)}Name two states and what one did, owes, sells or voted; docs/propositions.md lists the kinds.",
            as_of=as_of,
        )
    measured = [c for c in claims if c.kind not in _RECORDED] or list(claims)
    if len(measured) == 1:
        return measured[0].verdict
    outcomes = [c.verdict.outcome for c in measured]
    outcome: Outcome
    if "contradicted" in outcomes:
        outcome = "contradicted"
    elif "mixed" in outcomes:
        outcome = "mixed"
    elif "unmeasurable" in outcomes:
        outcome = "unmeasurable"
    else:
        outcome = outcomes[0]
    probabilities = [c.verdict.probability for c in measured if c.verdict.probability is not None]
    return Verdict(
        outcome,
        " ".join(dict.fromkeys(c.verdict.summary for c in measured)),
        tuple(row for c in measured for row in c.verdict.evidence),
        tuple(dict.fromkeys(line for c in measured for line in c.verdict.coverage)),
        as_of,
        min(probabilities) if len(probabilities) == len(measured) else None,
    )
