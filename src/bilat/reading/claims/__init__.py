"""The grammar of claims: one English sentence to typed propositions, one module per family of kinds.

What a sentence says of states is read from its surface: actors are collapsed to marks, verbs get their subject,
negation and mood, and each family matches its wordings. A proposition is only made when the sentence says it;
what is foreseen or conditional is a `forecast`, what is wanted a `stance`, and neither is ever judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bilat.propositions import Proposition
from bilat.reading.claims.bounds.limits import (
    ALL_BUT,
    CLAIM_WORDS,
    EXCEPT,
    LED_BY,
    LEFT_OUT,
    MULTIPLE,
    ONLY_THOUGHT,
    SOME_PART,
    TAKEN_BACK,
    THOSE_THEN,
)
from bilat.reading.claims.language.needed import Sieved
from bilat.reading.context import Context

if TYPE_CHECKING:
    from bilat.reading.claims.drafts import Draft
    from bilat.reading.claims.sentence.marked import Marked

__all__ = ["Typed", "deny", "propositions", "untyped_reason"]

_SPORT = re.compile(
    r"\b(?:World Cup|football|soccer|cricket|rugby|hockey|basketball|tennis|goalkeeper|semi-?finals?|quarter-?finals?|(?:cup|Cup) final|(?<!death )penalt(?:y|ies)|squad|striker|midfielder|innings|wickets?|qualifiers?|qualifying"
    r"|medals?|championships?|Eurovision|Davis Cup|Test match|playoffs?|goals?(?= (?:against|in the|to))|scored|\d-\d (?:win|victory|draw|defeat)|grand prix|Grand Prix|Champions League|Euro 20\d\d|team-?mates?|coach)\b"
)
_POLITICS = re.compile(
    r"\b(?:wars?|votes?|voted|resolution|sanctions?|treaty|treaties|weapons|alliance|NATO|invaded|invasion|embargo|diplomatic|troops|pledged|partnership|boycott)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A proposition with its place in the text and the words that made it.

    ``span`` is in characters of the document that the sentence belongs to (of the string, if a string was given).
    """

    proposition: Proposition
    span: tuple[int, int]
    why: str


def propositions(span: Any, ctx: Context) -> list[Typed]:
    """Type one sentence.

    Parameters
    ----------
    span
        A spaCy ``Span`` or ``Doc``, or the sentence as a string (or a `Sieved` one). No parse is used.
    ctx
        The day spoken from, and what "the two countries" and "it" stand for.

    Returns
    -------
    list of Typed
        In the order of the text; empty when the sentence says nothing of states that has a kind.

    Examples
    --------
    >>> from datetime import date
    >>> found = propositions("India abstained on A/RES/68/262.", Context(on=date(2022, 2, 8)))
    >>> found[0].proposition.state, found[0].proposition.choice, found[0].proposition.symbol
    ('IND', 'abstain', 'A/RES/68/262')
    """
    text, base = _text(span)
    marked = _marked(span if isinstance(span, Sieved) else Sieved(text), ctx)
    if marked is None:
        return []
    out = []
    for part, draft in _readings(marked):
        start, end = part.traced.origin(draft.start, draft.end)
        while end > start and text[end - 1] in " ,;.":
            end -= 1
        out.append(Typed(draft.proposition, (base + start, base + end), draft.why))
    return out


def untyped_reason(span: Any, ctx: Context) -> str:
    """Say why a sentence about states has no proposition; empty when it has one or names no state.

    Examples
    --------
    >>> untyped_reason("It rained.", Context())
    ''
    """
    text, _base = _text(span)
    marked = _marked(Sieved(text), ctx)
    if marked is None or not any(s.codes and s.ref is None for s in marked.slots) or _readings(marked):
        return "" if marked is None or not marked.open_question else _OPEN
    if marked.open_question:
        return _OPEN
    if re.search(
        r"\b(?:second|third|fourth|fifth|sixth)[- ](?:largest|biggest|closest|most)|\bone of\b", marked.text
    ):
        return "It claims a rank other than the first; only first ranks are judged."
    if re.search(r"\bvot(?:e|ed|es|ing)\b|\babstain|\bveto", marked.text, re.IGNORECASE):
        return "It speaks of a vote but does not say which state voted how on which resolution."
    if len({c for s in marked.slots for c in s.codes}) < 2:
        return "It names one actor and no tie to another, no organisation and no resolution."
    return "It names states, but no verb or noun of it says what the kinds of proposition cover."


_OPEN = "It is an open question (who, what, when), not a claim."


def _text(span: Any) -> tuple[str, int]:
    if isinstance(span, str):
        return span, 0
    return span.text, getattr(span, "start_char", 0)


def _marked(sieved: Sieved, ctx: Context) -> Marked | None:
    from bilat.reading.claims.sentence.marking import mark

    if not sieved.text.strip() or (sieved.search(_SPORT) and not sieved.search(_POLITICS)):
        return None
    marked = mark(sieved, ctx)
    if not marked.slots:
        from bilat.reading.claims.voting.counts import unnamed

        return marked if unnamed(marked.text) else None
    return marked


def _readings(marked: Marked) -> list[tuple[Marked, Draft]]:
    """Read a sentence part by part where every part says something; else as a whole."""
    whole = _resolve(marked)
    if _but_one(marked):
        return [(marked, d) for d in whole]
    led = marked.search(LED_BY)
    if led and whole and all(d.end <= led.end() for d in whole):
        return []  # "when A had sanctioned B, C did so too": what only leads up to the claim is read, and not the claim
    if not marked.parts or any(d.proposition.kind in ("triadic", "forecast") for d in whole):
        return [(marked, d) for d in whole]
    out: list[tuple[Marked, Draft]] = []
    for part in marked.parts:
        denied, part.denied = part.denied, False
        drafts = _resolve(part)
        if not drafts and part.own and all(d.proposition.kind != "vote" for d in whole):
            # a vote may have what it was on in another part
            if part.search(CLAIM_WORDS):
                return []  # half of the sentence is a claim that cannot be typed: the other half is not all it says
            continue
        if not drafts or any(d.proposition.kind == "forecast" for d in drafts):
            return [(marked, d) for d in whole]
        if denied or (marked.denied and part.both):
            drafts = [replace(d, proposition=deny(d.proposition)) for d in drafts]
        out += [(part, d) for d in drafts if all(d.proposition != k.proposition for _part, k in out)]
    if marked.denied and not all(part.both for part in marked.parts):
        return []  # "it is not true that A and B": which of them fails is not said
    return out[:24]


def _but_one(marked: Marked) -> bool:
    """Say whether something is said of all of a group but some that are named."""
    many = any(how.how_many in ("all", "most") and not how.bare for how in marked.members.values())
    return marked.search(ALL_BUT) is not None or (many and marked.search(LEFT_OUT) is not None)


def _resolve(marked: Marked) -> list[Draft]:
    """Run the families and settle what overlaps: a wording is read once, by the most specific kind."""
    from bilat.reading.claims.bounds.denied import not_of_all
    from bilat.reading.claims.bounds.past import gone_by
    from bilat.reading.claims.bounds.valued import valued
    from bilat.reading.claims.conflict.how_often import wars_counted
    from bilat.reading.claims.kinds import attitudes, beyond, event, forecast, four, sanction, triadic, votes
    from bilat.reading.claims.voting.alone import mark_alone

    if (
        marked.open_question
        or valued(marked)
        or (not marked.members and marked.search(SOME_PART))
        or marked.search(TAKEN_BACK)
    ):
        return []
    if _but_one(marked):
        # only votes say of whom besides
        but = [d for d in votes.find(marked) if getattr(d.proposition, "besides", ())]
        if marked.denied:
            return [replace(d, proposition=deny(d.proposition)) for d in but] if len(but) == 1 else []
        return but
    pairs = four.find(marked)
    facts = list(triadic.find(marked)) if pairs is None else pairs
    for draft in _families(marked) if pairs is None else ():
        if not any(_inside(draft, t) for t in facts if t.proposition.kind == "triadic"):
            facts.append(draft)
    facts = triadic.join(marked, beyond.compared(marked, facts))
    supposed = forecast.suppositions(marked)
    facts = [d for d in facts if not any(_within_supposition(d, low, high) for low, high in supposed)]
    forecasts = list(forecast.find(marked))
    attacks = any(getattr(d.proposition, "root", "") in ("ASSAULT", "COERCE") for d in event.find(marked))
    if not facts and not forecasts and not supposed and pairs is None and not attacks:
        facts = beyond.compared(marked, _from_parts(marked))
        if marked.search(EXCEPT):
            facts = [d for d in facts if not d.proposition.negated]  # "none but A" denies nothing of A
    facts = [d for d in facts if not sanction.of_a_person(marked, d)]
    facts = [d for d in facts if not any(_foreseen(d, f) or _supposed(marked, d, f) for f in forecasts)]
    for draft in event.find(marked):
        read = any(_inside(draft, f, 0.5) for f in facts if f.proposition.kind != "event")
        open_ = any(_foreseen(draft, f) for f in forecasts) or any(a <= draft.start < b for a, b in supposed)
        if not read and not open_:
            facts.append(draft)
    for draft in attitudes.find(marked):
        if getattr(draft.proposition, "attitude", "") == "neutral" and any(
            f.proposition.kind == "obligation" and _inside(f, draft, 0.5) for f in facts
        ):
            continue
        treaty = any(f.proposition.kind == "obligation" and _inside(f, draft, 0.5) for f in facts)
        if (
            (draft.proposition.kind == "pledge" and not treaty)
            or not any(_inside(draft, f, 0.6) for f in facts)
        ) and not any(_inside(draft, f, 0.9) and f.start <= draft.start for f in forecasts):
            facts = [
                f
                for f in facts
                if not (
                    draft.proposition.kind == "pledge"
                    and f.proposition.kind == "event"
                    and _inside(f, draft, 0.5)
                )
            ]
            facts.append(draft)
    pledges = [f for f in facts if f.proposition.kind in ("pledge", "stance")]
    forecasts = [
        f
        for f in forecasts
        if f.why == forecast.BOUND or not any(_inside(f, p, 0.8) and p.start <= f.start for p in pledges)
    ]
    if marked.search(MULTIPLE):
        facts = [f for f in facts if f.proposition.kind not in ("trade", "arms", "closeness.comparison")]
    if any(f.proposition.kind == "arms" for f in facts) and marked.search(THOSE_THEN):
        facts = [f for f in facts if getattr(f.proposition, "relation", "") != "supplies"]
    out = [*facts, *(f for f in forecasts if f.why != forecast.ABLE)]
    out = mark_alone(marked, beyond.ever(marked, beyond.within(marked, out)))
    out = gone_by(marked, wars_counted(marked, not_of_all(marked, out)))
    if marked.denied:
        # "it is not true that A and B": which of them fails is not said
        out = (
            [replace(out[0], proposition=deny(out[0].proposition))]
            if out and all(d.proposition == out[0].proposition for d in out)
            else []
        )
    kept: list[Draft] = []
    for draft in sorted(_counted(marked, out), key=lambda d: (d.start, d.end)):
        if all(draft.proposition != k.proposition for k in kept):
            kept.append(draft)
    return kept[:24]


def _from_parts(marked: Marked) -> list[Draft]:
    """Read a sentence that no wording fits from its parts; the first kind that finds them all has it."""
    from bilat.reading.claims.kinds import alike, belonging, casting, flows, roles, ties

    if marked.search(ONLY_THOUGHT):
        return []
    for kind in (casting, alike, roles, flows, belonging, ties):
        found = list(kind.find(marked))
        if found:
            return found
    return []


def deny(claim: Proposition) -> Proposition:
    """Return the denial of a claim.

    Examples
    --------
    >>> from bilat.propositions import Membership
    >>> deny(Membership(states=("NOR",), organisation="NATO")).negated
    True
    """
    from bilat.reading.claims.bounds.denied import several

    update: dict[str, object] = {"negated": not claim.negated}
    if several(claim):
        # not of all of them; and what is not true of none is true of some
        update = {"negated": False, "quantifier": "some" if claim.negated else "not all"}
    if claim.kind == "vote" and not (claim.negated or claim.quantifier or claim.with_state):
        turned = {"yes": "not yes", "no": "not no", "not yes": "yes", "not no": "no"}.get(claim.choice)
        update = {"choice": turned} if turned else update
    return claim.model_copy(update=update)


def _within_supposition(draft: Draft, low: int, high: int) -> bool:
    """Say whether a draft reads what is only supposed; one of closeness may begin at the subject before it."""
    reaches = draft.proposition.kind.startswith("closeness.") and low < draft.end <= high
    return low <= draft.start < high or reaches


def _supposed(marked: Marked, draft: Draft, forecast: Draft) -> bool:
    """Say whether a draft only reads the condition of a forecast."""
    condition = getattr(forecast.proposition, "condition", None)
    at = marked.source.find(condition) if condition else -1
    if not condition or at < 0:
        return False
    start, end = marked.traced.origin(draft.start, draft.end)
    return at <= start and end <= at + len(condition)


def _counted(marked: Marked, drafts: list[Draft]) -> Iterator[Draft]:
    """Give claims about members of a group the word for how many of them."""
    from bilat.reading.claims.alignment import comparison
    from bilat.reading.claims.conflict import exercises
    from bilat.reading.claims.sentence.groups import Members

    groups: dict[str, Members] = {marked.slots[n].codes[0]: how for n, how in marked.members.items()}
    for draft in drafts:
        claim = draft.proposition
        if (
            groups
            and claim.quantifier is None
            and (claim.kind not in ("stance", "pledge", "forecast", "event") or draft.why == exercises.WHY)
        ):
            fields = claim.model_dump(
                exclude={"kind", "organisation", "topic", "resolution", "among"}
            ).values()
            named = {x for v in fields for x in (v if isinstance(v, tuple) else (v,)) if isinstance(x, str)}
            added_up = getattr(claim, "share", None) is not None or "largest" in getattr(
                claim, "relation", ""
            )
            mine = [how for group, how in groups.items() if group in named and not (how.bare and added_up)]
            if mine and (turned := comparison.of_no_member(marked, claim, mine[0].how_many)) is not None:
                draft = replace(draft, proposition=turned)
            elif mine:
                update = {"quantifier": mine[0].how_many, "members": mine[0].number}
                draft = replace(draft, proposition=claim.model_copy(update=update))
        yield draft


def _families(marked: Marked) -> Iterator[Draft]:
    from bilat.reading.claims.kinds import (
        arms,
        balance,
        closeness,
        dispute,
        membership,
        obligation,
        sanction,
        trade,
        votes,
    )

    taken = list(balance.find(marked))
    yield from taken
    for family in (votes, closeness, arms, trade, obligation, sanction, membership, dispute):
        found = [d for d in family.find(marked) if not any(_clash(d, t) for t in taken)]
        taken += found
        yield from found


def _clash(draft: Draft, taken: Draft) -> bool:
    """Say whether a later family's reading only re-reads words that an earlier one has."""
    if draft.proposition.kind == taken.proposition.kind:
        return False
    return _inside(draft, taken, 0.5)


def _inside(draft: Draft, other: Draft, share: float = 0.7) -> bool:
    overlap = min(draft.end, other.end) - max(draft.start, other.start)
    return overlap > 0 and overlap >= share * max(1, draft.end - draft.start)


def _foreseen(draft: Draft, forecast: Draft) -> bool:
    return _inside(draft, forecast, 0.9) and draft.proposition.kind not in ("obligation",)
