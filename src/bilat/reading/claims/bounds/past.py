"""The past tense without a time: "Iran was a member of CENTO", "the Soviet Union was India's largest supplier".

Of what a state was, owed or sold it says that it did so at some time. A name that is out of use ("Czechoslovakia", "the Soviet
Union") gives the time itself: the years in which it was the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat import states
from bilat.dates import FIRST_DAY
from bilat.reading.claims.bounds.beyond import clause
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.terms import SAME_TIME
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["gone_by"]

_PAST = re.compile(
    r"\b(?:was|were|had|used to|belonged|maintained|enjoyed|imposed|sanctioned|embargoed|sold|supplied|voted|traded|accounted|took|fought|depended|relied|armed|delivered|exported|shipped|provided|equipped|bought|purchased|imported|received|acquired|obtained)\b"
)
#: A clause with one of these is about now, or brings a time of its own.
_NOW = re.compile(
    r"\b(?:is|are|has|have|does|do|remains?|now|still|today|currently|already|recently|lately|this (?:year|month|week)|last (?:year|month|week)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
#: Kinds that may say "at some time"; for the others a name out of use sets the years to look at.
_ONCE = ("membership", "obligation", "sanction", "arms")
_TIMED = (
    *_ONCE,
    "trade",
    "vote.share",
    "closeness.comparison",
    "closeness.trend",
    "closeness.superlative",
    "dispute",
)
#: What sets one thing beside another, at a time.
_BESIDE = ("closeness.comparison", "closeness.trend", "vote.share")
_STRETCH = ("arms", "trade", "vote.share", "closeness.comparison", "closeness.superlative", "dispute")


def gone_by(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Say of drafts in the past tense, without a time, that they are of a time gone by."""
    if m.search(SAME_TIME):
        # of years that nobody here knows
        drafts = [d for d in drafts if d.proposition.kind not in _TIMED or d.proposition.until is not None]
    drafts = [_from_its_end(m, _ended(m, d)) for d in drafts]
    if not m.ctx.reported and m.search(_HAD):
        drafts = [each for d in drafts if (each := _up_to_then(m, d)) is not None]
    if not drafts or not m.search(_PAST):
        return list(drafts)
    eras = [slot.era for slot in m.slots if slot.era is not None]
    if not eras and any(getattr(d.proposition, "year", None) is not None for d in drafts):
        eras = _eras(m)
    first = max([FIRST_DAY.year, *(since for since, _ in eras)])
    last = min((until for _, until in eras), default=None)
    out = []
    for draft in drafts:
        claim = draft.proposition
        timed = (claim.since, claim.until, claim.dated) != (None, None, None)
        words = "" if timed else clause(m, draft)
        if timed or not _PAST.search(words) or _NOW.search(words):
            out.append(draft)
            continue
        update: dict[str, object] = {}
        if _once(draft):
            update = {"past": "reported" if m.ctx.reported else "once", "until": last}
        elif last is not None and first <= last and claim.kind in _STRETCH:
            update = {"since": first, "until": last}
        out.append(replace(draft, proposition=claim.model_copy(update=update)) if update else draft)
    return out


#: "Had supplied": before a time that the story tells of, and not until now.
_HAD = re.compile(
    r"\bhad (?:(?:also|long|always|already|never|not|once|only|ever|by then|itself) )*(?:been|\w+ed|sold|bought|fought|taken|had|given|sent|become|held|made|lent|stood|kept|left)\b"
)


def _up_to_then(m: Marked, draft: Draft) -> Draft | None:
    """Ask what "had been so since 1959" says of that year; leave out shares, ranks and comparisons of a time that is not named."""
    claim = draft.proposition
    timed = claim.until is not None or claim.dated is not None
    if claim.kind not in _TIMED or timed or not _HAD.search(clause(m, draft)):
        return draft
    if claim.since is not None:
        return replace(draft, proposition=claim.model_copy(update={"until": claim.since}))
    relation = getattr(claim, "relation", "supplies")
    plain = relation in ("supplies", "trades", "war", "rivalry", "territorial", "militarised", "any")
    return draft if plain and claim.kind not in _BESIDE else None


def _eras(m: Marked) -> list[tuple[int, int]]:
    """Return the years of names out of use where a year in the sentence hid that they are: "never closer than in 1954"."""
    named = (x for x in states.mentions(m.source, m.on) if x.how == "name")
    found = (states.era(m.source[x.start : x.end].removeprefix("the "), x.state.code, m.on) for x in named)
    return [each for each in found if each is not None]


def _ended(m: Marked, draft: Draft) -> Draft:
    """Let "were no longer rivals by 1990" be asked of that year, not of those before it."""
    claim = draft.proposition
    if (
        claim.kind != "dispute"
        or getattr(claim, "relation", "") not in ("rivalry", "territorial")
        or not claim.negated
        or claim.since is not None
        or claim.until is None
        or "no longer" not in clause(m, draft)
    ):
        return draft
    return replace(draft, proposition=claim.model_copy(update={"since": claim.until}))


_SINCE_DECADE = re.compile(r"\b[Ss]ince the (?P<y>(?:18|19|20)\d0)s\b")


def _from_its_end(m: Marked, draft: Draft) -> Draft:
    """Let "allies since the 1990s" hold from the end of the decade at the latest: in which of its years they became so is not said."""
    claim = draft.proposition
    decade = m.search(_SINCE_DECADE) if claim.since is not None and claim.until is None else None
    if decade is None or claim.since != int(decade["y"]) or claim.negated:
        return draft
    if claim.kind not in ("obligation", "sanction", "dispute", "membership") and not (
        claim.kind == "trade" and getattr(claim, "relation", "") == "largest partner"
    ):
        return draft
    last = min(claim.since + 9, m.on.year)
    return replace(draft, proposition=claim.model_copy(update={"since": last}))


def _once(draft: Draft) -> bool:
    claim = draft.proposition
    if claim.kind not in _ONCE:
        return False
    plain = getattr(claim, "change", "is") == "is" and not getattr(claim, "ceased", False)
    return plain and getattr(claim, "relation", "supplies") == "supplies"
