"""How often drafts on one state were vetoed, by one permanent member or by two together: "jointly vetoed ten drafts on C" (`vote`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import Vote
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.quantities import NUMBER, number
from bilat.reading.claims.sentence.marked import Hit, Marked
from bilat.reading.claims.voting.vetoes import CAST, COUNT, DRAFTS, OWN, PERMANENT, bound_of

__all__ = ["find"]

_BOTH = r"(?:,? (?P<both>jointly|together|in tandem|in concert|side by side))?"
_ON = r"(?: (?:on|about|over|concerning|regarding|dealing with) (?:the )?(?:(?:war|conflict|crisis|situation|civil war|fighting|violence) in )?(?:the )?{A:c})"
#: "Vetoed at least eight drafts on C", "vetoed drafts on C eight times", "cast eight joint vetoes over C".
_PATTERNS = (
    rf"<veto>{_BOTH} (?P<n>{COUNT}) {DRAFTS}{_ON}?",
    rf"<veto>{_BOTH} (?:{OWN} )?(?:{DRAFTS}|draft(?: resolution)?|resolution|text){_ON}? (?P<n>(?:on |at )?{COUNT})(?= (?:between|in|from|since|during|over|by)|[.,;]|$)",
    rf"{CAST} (?P<n>{COUNT}) (?P<joint>joint )?vetoe?s{_BOTH}{_ON}?",
    rf"{CAST} (?:{OWN} )?(?:(?P<double>joint|double) )?vetoe?s?{_BOTH}{_ON}? (?P<n>{COUNT})(?= (?:between|in|from|since|during|over|by)|[.,;]|$)",
)


def find(m: Marked) -> list[Draft] | None:
    """Read how often; ``None`` where no number of vetoes is told, of one state or of two."""
    if "veto" not in m.text or m.open_question:
        return None
    for pattern in _PATTERNS:
        for hit in m.hits(pattern):
            states = m.subject(hit.group) if hit.group.real else ()
            before, after = m.text[: hit.match.start()], m.text[hit.match.end() :]
            if re.search(r"\b(?:almost|nearly|all but)\b", before) or "veto" in before + after:
                return []  # it did not; or another is told of too
            named = re.search(
                rf"(?:{NUMBER}|once|twice|thrice)(?= or (?:more|fewer)| times$|$)", hit.match["n"]
            )
            if not named or named[0] in ("a", "an") or not set(states) <= set(PERMANENT) or not states:
                continue
            if len(states) == 1 and not hit.match.groupdict().get("c"):
                return None  # on whatever matter
            return list(_counted(m, hit, states, named[0].lower()))
    return None


def _counted(m: Marked, hit: Hit, states: tuple[str, ...], named: str) -> Iterator[Draft]:
    told = hit.match.groupdict()
    before = re.search(r"\b(?:jointly|together|both)\s*$", m.text[: hit.match.start()])
    after = re.match(r",? (?:jointly|together|in tandem|in concert)\b", m.text[hit.match.end() :])
    both = bool(told.get("both") or told.get("joint") or told.get("double") or before or after)
    if len(states) == 2 and "joint" in told and not re.search(r"\bjoint(?:ly)?\b", m.source):
        return  # "together they cast forty vetoes": the two added up
    on = m.codes(told["c"]) if told.get("c") else ()
    if len(states) > 2 or (len(states) == 2) != both or len(on) > 1:
        return  # so many of each, or of the two added up: it is not said
    if not on and re.match(
        r"[^.;,]{0,30}?\b(?:on|over|about|concerning|against|to|that)\b", m.text[hit.match.end() :]
    ):
        return
    place = m.as_read(hit.match.start("c") - 1, hit.match.end("c") + 1) if on else ""
    words = {"once": 1, "twice": 2, "thrice": 3}
    count = words[named] if named in words else int(number(named) or 0)
    vote = Vote(
        state=states[0],
        choice="veto",
        resolution=place,
        body="SC",
        times=count,
        comparator=bound_of(hit.match["n"].lower()),
        with_state=states[1] if both else None,
        negated=hit.negated,
        **times(m.window(hit.group.start, hit.match.end())),
    )
    yield Draft(vote, hit.group.start, hit.match.end(), "how often drafts on one matter were vetoed")
