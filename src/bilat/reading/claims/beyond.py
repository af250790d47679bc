"""Wordings that say more than any kind of claim holds: what is read of them beside it would be another claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.dates import FIRST_DAY
from bilat.propositions import ClosenessComparison
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.marked import Marked

__all__ = ["ever", "within"]

#: What the words are, and the kinds of claim that must not be read beside them.
_BEYOND: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    # who began a war; that there was one is less
    (
        re.compile(
            r"\b(?:initiat|start|began\b|begun\b|begin|provok|launch|unleash|instigat|trigger)\w*(?: and \w+)? (?:(?:a|an|the|its|their|that|this|\w+|[⟨‹]\d{1,3}[⟩›](?:'s)?) ){0,4}(?:war|dispute|conflict|clash(?:es)?|hostilities)\b"
        ),
        ("dispute",),
    ),
    # those of whom something else is said first: "most of the countries that A armed"
    (
        re.compile(
            r"^\W*(?:In [^,]{2,30}, )?(?:All|Most|Many|Some|Several|Half|None|Few|Two|Three|Four|Five|(?:More|Fewer|Less) than half)(?: of)? (?:the )?(?:countries|states|nations|governments|partners|customers|suppliers|allies|members)(?: of ⟨\d{1,3}⟩)? (?:that|which|who|whom|to which|with which|whose|on which|[a-z]+ed by)\b"
        ),
        (
            "arms",
            "trade",
            "sanction",
            "obligation",
            "dispute",
            "membership",
            "closeness.comparison",
            "vote.share",
        ),
    ),
    # what A sells B against what it buys from it
    (
        re.compile(
            r"\b(?:export|import|sell|sold|buy|bought|ship)\w* (?:more|less) [^.;]{0,30}?than (?:(?:it|they|⟨\d{1,3}⟩|‹\d{1,3}›) )?(?:export|import|sell|sold|buy|bought|ship|receiv|got)"
        ),
        ("trade", "closeness.comparison"),
    ),
    # each year of many, of which one would be judged
    (
        re.compile(r"\b(?:every|each)(?: single)? (?:year|month|day)(?:,? (?:since|after|from)\b|(?=\W*$))"),
        ("arms", "trade", "vote.share", "closeness.comparison"),
    ),
)
_TOGETHER = re.compile(r"\b(?:together|combined|jointly|between them|taken together|collectively|in total)\b")
#: "All NATO members but Turkey": the members of whom it is said are others than those of the group.
_BUT = re.compile(
    r"\b(?:except|excepting|apart from|aside from|other than|save|bar|barring|but|excluding|with the exception of)(?: for)? ⟨\d{1,3}⟩"
)


def within(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a sentence without those that its words go beyond."""
    out = list(drafts)
    if not out:
        return out
    for pattern, kinds in _BEYOND:
        if pattern.search(m.text):
            out = [d for d in out if d.proposition.kind not in kinds or not pattern.search(_clause(m, d))]
    if any(d.proposition.kind == "trade" for d in out) and _TOGETHER.search(m.text):
        # what two partners have together is the share of neither
        shares = [d for d in out if getattr(d.proposition, "relation", "") == "share"]
        if len([d for d in shares if d.proposition.kind == "trade"]) > 1:
            out = [d for d in out if d not in shares]
    if m.members and _BUT.search(m.text):
        return []
    return [d for d in out if not _of_itself(d)]


#: "Never" looks back to where the record begins, not only to the last years.
_NEVER = re.compile(r"\b(?:never|at no (?:time|point)|not once|not ever)\b", re.IGNORECASE)
_KINDS = ("dispute", "arms", "sanction", "obligation", "vote.share")


def ever(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Let what is denied of all time be asked of all the years that the record has."""
    if not _NEVER.search(m.text):
        return list(drafts)
    out = []
    for draft in drafts:
        claim = draft.proposition
        if (
            claim.kind in _KINDS
            and claim.negated
            and (claim.since, claim.until, claim.dated) == (None, None, None)
        ):
            draft = replace(draft, proposition=claim.model_copy(update={"since": FIRST_DAY.year - 1}))
        out.append(draft)
    return out


_MORE = re.compile(r"[,;] (?:and|but|while|whereas|though|although|which|who)\b")


def _clause(m: Marked, draft: Draft) -> str:
    """Return the clause that a draft was read in, without a further one that is joined to it."""
    more = _MORE.search(m.text, draft.end)
    end = m.clause_end(draft.end)
    return m.text[m.clause_start(draft.start) : min(end, more.start()) if more else end]


def _of_itself(draft: Draft) -> bool:
    """Say whether a comparison sets a state beside itself: its two flows are compared, which no kind holds."""
    claim = draft.proposition
    return isinstance(claim, ClosenessComparison) and claim.versus is not None and claim.versus == claim.b
