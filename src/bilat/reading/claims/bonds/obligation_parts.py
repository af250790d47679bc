"""How far a treaty's words go, and drafts of an obligation by pair."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bilat.propositions import Obligation
from bilat.reading.claims.bonds.nonaligned import Level
from bilat.reading.claims.drafts import Draft, times, unordered_pairs
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["drafts", "level_of", "unheard"]

#: A treaty called by a name of its own, as what obliges: "the Nkomati accord committed A to defend B".
_BY_NAME = re.compile(
    r"\b[Tt]he (?P<name>[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*) (?:[Aa]ccords?|[Aa]greements?|[Pp]act|[Tt]reaty|[Pp]rotocol|[Dd]eclaration)(?: of \d{4})? "
    r"(?:(?:has|had|never|also|not|did|does) )*(?:oblige|commit|bound|bind|require|made|make|tied|tie|force|promise|guarantee|pledge)"
)


def level_of(words: str) -> Level | None:
    """Return the obligation that words for a treaty name; ``None`` where they name none."""
    low = words.lower()
    if re.search(r"non-?aggression", low):
        return "nonaggression"
    if "neutral" in low:
        return "neutrality"
    if re.search(r"quasi|de facto all|near-?all|semi-?all|all(?:y|iance) in all but name", low):
        return "quasi-alliance"
    if re.search(r"defen[cs]e co-?operation", low):
        return None
    duty = re.search(r"(?:that|which) \w+ [\w ]+ to (consult|remain neutral|stay neutral|refrain)", low)
    if duty:
        return (
            "consultation"
            if duty[1] == "consult"
            else "nonaggression"
            if duty[1] == "refrain"
            else "neutrality"
        )
    if re.search(
        r"to (?:defend|aid|assist|come to)|defen[cds]|security (?:treaty|pact|guarantee|alliance)|assistance|mutual aid|protection|guarantee",
        low,
    ):
        return "defence"
    if "consult" in low:
        return "consultation"
    if re.search(r"\ball(?:iance|y|ies|ied)", low):
        return "alliance"
    if re.search(r"entente|friendship", low) or re.fullmatch(
        r"(?:any|no|a|some)(?: (?:formal|bilateral|such|kind of))* (?:treaty|treaties|pacts?)", low.strip()
    ):
        return "consultation"
    return None


def drafts(
    m: Marked,
    left: tuple[str, ...],
    right: tuple[str, ...],
    level: Level,
    start: int,
    end: int,
    *,
    negated: bool,
    why: str,
    slot: str | int | None = None,
    antecedent: int | None = None,
    window: Window | None = None,
) -> Iterator[Draft]:
    """Draft an obligation of each pair."""
    window = window or m.window(start, end)
    if (
        window.since is not None
        and window.until is None
        and re.match(r"(?:from|after|starting|beginning)\b", m.text[window.start : window.end], re.IGNORECASE)
        and not re.search(r"\b(?:has|have|is|are)\b", m.text[start:end])
    ):
        # "Were bound by a treaty from 1948": then, whatever came of it.
        window = replace(window, until=window.since)
    for a, b in unordered_pairs(left, right):
        yield Draft(
            Obligation(a=a, b=b, level=level, negated=negated, **times(window)),
            start,
            end,
            why,
            object_slot=int(slot) if slot is not None else None,
            antecedent=antecedent,
        )


def unheard(m: Marked) -> bool:
    """Say whether a treaty is named that the ledger does not have: what it says is not what another one does."""
    named = _BY_NAME.search(m.source)
    if named is None:
        return False
    from bilat.ledger import load

    return not any(named["name"] in treaty.name for treaty in load().treaties)
