"""Wordings that say more than any kind of claim holds: what is read of them beside it would be another claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.dates import FIRST_DAY
from bilat.propositions import ClosenessComparison, Vote
from bilat.reading.claims.bounds.limits import BEYOND
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.quantities import UP_OR_DOWN
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["clause", "compared", "ever", "within"]

#: How deliveries grew, or how many more there were than at another time; that there were some is less.
_MORE_ARMS = re.compile(
    rf"\b(?:arms|weapons?|military)(?: \w+)? (?:deliver(?:y|ies)|sales|exports|imports|shipments|purchases|transfers|supplies|trade)\b[^.;]{{0,80}}?{UP_OR_DOWN}"
    r"|\b(?:arms|weapons?|military)(?: \w+)? (?:deliver(?:y|ies)|sales|exports|imports|shipments|purchases|transfers|supplies)\b[^.;]{0,60}?\b(?:larger|greater|bigger|higher|smaller|lower|more|less|fewer)\b[^.;]{0,40}? than\b"
    r"|\b(?:more|fewer|less) (?:\w+ )?(?:arms|weapons)\b[^.;]{0,60}?\bthan (?:it had |they had |it did )?(?:in|during|between|over|from) (?:the )?\d{4}",
    re.IGNORECASE,
)
#: The first but for one.
_BUT_ONE = re.compile(
    r"\bthan (?:(?:with|to|from|by) )?(?:any|all|every)[^.;⟨‹]*\b(?:except|but|other than|apart from|aside from|save|bar|besides)(?: for)? ⟨"
)
#: One of several, and it is not said which.
_ONE_OF = re.compile(
    r"\b(?:[Oo]nly|[Jj]ust|[Ee]xactly|[Pp]recisely|[Aa]t (?:least|most)) one (?:of (?:⟨|the two\b(?!, ⟨))|or (?:the )?other)|\b[Oo]ne(?: of [^.;]{2,40}?)?,? (?:but|and) (?:not both|only one)\b|\b[Ee]ither ⟨"
)
#: A time that the calendar of `eras` does not have: the day spoken from must not be put for it.
_SOME_TIME = re.compile(
    r"\b(?:during|throughout|amid|at the (?:time|height|outset) of|in the (?:days|age|time|times|era|wake|aftermath) of)(?: [^\d,.;¤]{0,40}?\b(?:era|period|years|age|days|times?|rule|reign|regime|dictatorship|junta|monarchy|occupation|presidency|premiership|chancellorship"
    r"|administration|government|crisis|[Ww]ars?|conflict|revolution|uprising|dynasty|mandate|embargo|transition|thaw|boom|depression|recession|blockade|siege|shock)\b| [A-Z][\w'-]+)"
    r"|\b(?:before|prior to|until|ahead of|on the eve of) (?:the |its |their |‹\d+› )?[^\d,.;¤]{0,40}?\b(?:[Ww]ar|[Rr]evolution|[Cc]risis|[Ii]ndependence|[Cc]oup|[Rr]eunification|[Uu]nification|[Pp]artition|[Cc]ollapse|[Ff]all)\b"
    r"|\bin the (?:[\w-]+ ){1,3}(?:era|period|age)\b"
    r"|\bin the (?:[\w-]+ ){0,3}(?:years|decades?|months) (?:before|after|following|preceding|leading up to|that followed|to|until)\b"
    r"|\bunder (?:the |its |a )?(?:[\w-]+ )?(?:junta|dictatorship|monarchy|empire|apartheid|communism|military rule|colonial rule|colonels|generals|one-party rule|white[- ]minority rule)\b"
)
_TIMELESS = ("vote", "event", "stance", "pledge", "forecast")
_TOGETHER = re.compile(r"\b(?:together|combined|jointly|between them|taken together|collectively|in total)\b")
#: What is denied of another in the same breath, where nothing was read that denies it.
_BUT_NOT = re.compile(
    r"\b(?:but|and|though) (?:not|never) (?:(?:with|to|from|in|of|against|for|on|by|over) )?⟨\d{1,3}⟩"
)
#: More than several others have in all: each of them would be compared.
_THAN_SEVERAL = re.compile(
    r"\bthan (?:\w+ ){0,2}?[⟨‹][^.;]{2,60}? (?:together|combined|put together|taken together)\b|\bthan (?:(?:to|from|with) )?(?:both|all) (?:of )?(?:them|the (?:others|two|rest))? ?(?:together|combined)\b"
)
#: "All NATO members but Turkey": the members of whom it is said are others than those of the group.
_BUT = re.compile(
    r"\b(?:except|excepting|apart from|aside from|other than|save|bar|barring|but|excluding|with the exception of)(?: for)? ⟨\d{1,3}⟩|⟨\d{1,3}⟩ aside\b|\b(?:leaving|setting|putting) (?:aside ⟨|⟨\d{1,3}⟩ aside)",
    re.IGNORECASE,
)


_BUT_ALSO = re.compile(r",? (?:but|and) also (?:to|from|with|by|against) [⟨‹]")


def within(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts of a sentence without those that its words go beyond."""
    out = list(drafts)
    if not out:
        return out
    for pattern, kinds in BEYOND:
        if m.search(pattern):
            out = [
                d
                for d in out
                if d.proposition.kind not in kinds
                or getattr(d.proposition, "relation", "") == "surplus"
                or not pattern.search(clause(m, d))
            ]
    if m.search(_BUT_ALSO):
        out = [d for d in out if d.proposition.kind != "triadic"]  # the second third is told in another way
    if m.search(_MORE_ARMS):
        out = [
            d
            for d in out
            if getattr(d.proposition, "relation", "") != "supplies"
            or d.proposition.negated
            or not _MORE_ARMS.search(clause(m, d))
        ]
    if any(d.proposition.kind == "trade" for d in out) and m.search(_TOGETHER):
        # what two partners have together is the share of neither
        shares = [d for d in out if getattr(d.proposition, "relation", "") == "share"]
        if len([d for d in shares if d.proposition.kind == "trade"]) > 1:
            out = [d for d in out if d not in shares]
    # the sum may stand in another part of the sentence than its first member
    if _THAN_SEVERAL.search(m.whole or m.text):
        out = [
            d
            for d in out
            if d.proposition.kind not in ("closeness.comparison", "trade", "arms", "vote.share")
        ]
    if m.search(_BUT_NOT) and not any(d.proposition.negated for d in out):
        out = [d for d in out if d.proposition.kind in _TIMELESS]
    if m.members and m.search(_BUT):
        return [d for d in out if getattr(d.proposition, "besides", ())]
    if m.search(_BUT_ONE):
        out = [
            d
            for d in out
            if d.proposition.kind not in ("closeness.comparison", "vote.share", "trade", "arms")
        ]
    if m.search(_ONE_OF):
        out = [
            d for d in out if d.proposition.negated or d.proposition.kind in ("stance", "pledge", "forecast")
        ]
    if m.search(_SOME_TIME):
        out = [d for d in out if d.proposition.kind in _TIMELESS or _timed(d)]
    if alternatives := _alternatives(m):
        out = [d for d in out if not _one_of(d, alternatives)]
    return [d for d in out if not _of_itself(d)]


def _timed(draft: Draft) -> bool:
    claim = draft.proposition
    return (claim.since, claim.until, claim.dated) != (None, None, None)


def _alternatives(m: Marked) -> set[str]:
    """Return the actors of lists joined by "or": of whom a claim holds is not said."""
    return {c for s in m.slots if s.joined == "or" for c in s.codes} if " or " in m.source else set()


def _one_of(draft: Draft, alternatives: set[str]) -> bool:
    """Say whether a draft claims of each of several what is said of one; a denial, or being closer than to any, holds of each."""
    claim = draft.proposition
    if (
        claim.negated
        or claim.quantifier == "none"
        or claim.kind in ("stance", "pledge", "forecast", "closeness.comparison")
        or (isinstance(claim, Vote) and claim.choice.startswith("not"))
    ):
        return False
    named = (
        x for v in claim.model_dump(exclude={"kind"}).values() for x in (v if isinstance(v, tuple) else (v,))
    )
    return any(isinstance(x, str) and x in alternatives for x in named)


#: One thing set beside another: that there is the one is less than is said.
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|bigger|larger|greater|smaller|better|worse|higher|lower|heavier|stronger|weaker|closer|nearer|farther|further|busier)\b[^.;]*?\bthan (?:what )?(?:(?:the|to|from|with|of|by|for|on|against|any|anyone|in|during|that|those|it|they|did|does|had|exported|imported|sold|bought|[⟨‹]\d{1,3}[⟩›]) ){0,4}[⟨‹]",
    re.IGNORECASE,
)
_PLAIN = ("supplies", "trades")


def compared(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out that there was trade, arms, a pact or a war where the sentence sets it beside another's."""
    if not drafts or not m.search(_COMPARED):
        return list(drafts)
    return [
        d
        for d in drafts
        if not (
            getattr(d.proposition, "relation", "") in _PLAIN
            or d.proposition.kind in ("obligation", "dispute", "sanction", "membership")
        )
        or not _COMPARED.search(clause(m, d))
    ]


#: "Never" looks back to where the record begins, not only to the last years.
_NEVER = re.compile(r"\b(?:never|at no (?:time|point)|not once|not ever)\b", re.IGNORECASE)
_KINDS = ("dispute", "arms", "sanction", "obligation", "vote.share")


def ever(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Let what is denied of all time be asked of all the years that the record has."""
    if not m.search(_NEVER):
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


def clause(m: Marked, draft: Draft) -> str:
    """Return the clause that a draft was read in, without a further one that is joined to it."""
    more = _MORE.search(m.text, draft.end)
    end = m.clause_end(draft.end)
    return m.text[m.clause_start(draft.start) : min(end, more.start()) if more else end]


def _of_itself(draft: Draft) -> bool:
    """Say whether a comparison sets a state beside itself: its two flows are compared, which no kind holds."""
    claim = draft.proposition
    return isinstance(claim, ClosenessComparison) and claim.versus is not None and claim.versus == claim.b
