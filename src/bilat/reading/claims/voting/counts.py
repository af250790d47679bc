"""How many states voted so, whoever they were: "only five countries opposed it", "it was adopted by 141 votes to five" (`vote`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bilat.propositions import Quantifier, Vote, VoteChoice
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.quantities import NUMBER, number
from bilat.reading.claims.sentence.marked import Marked
from bilat.reading.claims.voting.objects import resolution_words

__all__ = ["find", "told_with", "unnamed"]

_STATES = r"(?:(?:UN |⟨\d{1,3}⟩(?:'s?)? )?(?:member )?(?:countries|country|states?|nations?|members|member states|governments|delegations))"
_HOW = r"(?P<how>only|just|exactly|precisely|at least|no fewer than|not fewer than|as many as|more than|over|a total of|no more than|at most|fewer than|less than|under)"
_WAYS: tuple[tuple[str, VoteChoice], ...] = (
    (
        r"(?:vot(?:ed|ing) (?:in favou?r of|in favou?r|for|yes (?:on|to))|supported|backed|endorsed|approved)",
        "yes",
    ),
    (r"(?:vot(?:ed|ing) (?:against|no (?:on|to))|opposed|rejected)", "no"),
    (r"(?:abstained|abstaining)(?: (?:on|from|in|over))?", "abstain"),
)
_COUNTED = tuple(
    (
        re.compile(
            rf"^\W*(?:(?:In|On) (?:\d{{1,2}} )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d,? )?(?:{_HOW} )?(?P<n>{NUMBER}) {_STATES} (?:had |have |has )?(?P<v>{way}) (?=\S)",
            re.IGNORECASE,
        ),
        choice,
    )
    for way, choice in _WAYS
)
#: "X was adopted by 141 votes to five, with 35 abstentions".
_RESULT = re.compile(
    rf"\b(?:was |were )?(?P<v>adopted|passed|approved|carried) (?:in the (?:Assembly|Council) )?(?:by|with) (?:a vote of |a margin of )?(?P<yes>{NUMBER})(?: votes?)?(?: in favou?r)?(?: to|,? (?:and )?with|,) (?P<no>{NUMBER})(?: votes?)?(?: against)?(?:,? (?:and |with |and with )?(?P<abstain>{NUMBER}) (?:abstentions?|abstaining|states abstaining))?(?=[.,;]|$)",
    re.IGNORECASE,
)
#: Another number of states in the sentence, or states by name that are told of too: more is said than is read here.
_MORE = re.compile(
    rf"(?:\b{NUMBER} (?:\w+ ){{0,2}}?(?:abst|voted|oppos|support|back|against|in favou?r)|[,;] (?:and |while |but |with |including )|\bincluding\b|\bamong them\b)",
    re.IGNORECASE,
)
_AT_LEAST = ("at least", "no fewer than", "not fewer than", "as many as", "more than", "over")
_BELOW = ("no more than", "at most", "fewer than", "less than", "under")

Voted = Callable[..., Vote | None]
_UN = re.compile(r"[Rr]esolution|General Assembly|Security Council|\bUN\b|[AS]/(?:RES/)?\d|\bES-\d")


def unnamed(text: str) -> bool:
    """Say whether a sentence tells how many states voted so on a resolution: it need name none.

    Examples
    --------
    >>> unnamed("At least 70 states abstained on resolution 47/19."), unnamed("Three states voted for Nixon.")
    (True, False)
    """
    counted = any(pattern.search(text) for pattern, _choice in _COUNTED) or _RESULT.search(text)
    return bool(counted and _UN.search(text))


def find(m: Marked, voted: Voted, about_un: Callable[..., bool]) -> Iterator[Draft]:
    """Find counts of the votes on one resolution."""
    for pattern, choice in _COUNTED:
        hit = m.search(pattern)
        if hit is None:
            continue
        at, end = hit.span("v")
        count = int(number(hit["n"]) or 0)
        stop, words = resolution_words(m, at, end)
        if not count or _MORE.search(m.text, end) or not about_un(m, at, end, choice, hit["v"]):
            return
        vote = voted(m, "UN", choice, words, False, at, stop)
        if vote is not None:
            yield Draft(
                _counted(vote, (hit["how"] or "").lower(), count), hit.start(), stop, "how many voted so"
            )
        return
    hit = m.search(_RESULT)
    if hit is None or re.search(r"[⟨‹]\d", m.text[hit.end() :]):
        return
    at, end = hit.span()
    _stop, words = resolution_words(m, at, end, left=True)
    for way, choice in (("yes", "yes"), ("no", "no"), ("abstain", "abstain")):
        count = int(number(hit[way]) or 0) if hit[way] else 0
        if not count or not about_un(m, at, end, "abstain", "adopted"):
            continue
        vote = voted(m, "UN", choice, words, False, at, end)
        if vote is not None:
            yield Draft(_counted(vote, "", count), m.clause_start(at), end, "the result of a vote")


#: "Eleven states opposed it, Russia among them", "was one of only five countries that did".
_TOLD_WITH = re.compile(
    rf"^\W*(?:In [^,;]{{3,30}}, )?(?:{_HOW} )?(?P<n>{NUMBER}) {_STATES}\b[^;]*\b(?:among them|including|included|one of them|among those)\b"
    rf"|\bone of (?:the )?(?:(?P<only>only|just|exactly) )?(?:the )?(?P<m>{NUMBER}) {_STATES} (?:that|which|who|to)\b",
    re.IGNORECASE,
)


def told_with(m: Marked, drafts: list[Draft]) -> Iterator[Draft]:
    """Read how many voted so where a state that did is named beside: both are said."""
    told = m.first.search(_TOLD_WITH)
    votes = [d for d in drafts if isinstance(d.proposition, Vote)]
    count = int(number(told["n"] or told["m"]) or 0) if told else 0
    if told is None or count < 2 or not votes:
        return
    vote = votes[0].proposition
    assert isinstance(vote, Vote)
    if vote.choice in ("yes", "no", "abstain") and not vote.negated and not vote.quantifier:
        of_all = vote.model_copy(update={"state": "UN", "with_state": None, "only": ()})
        yield replace(
            votes[0],
            proposition=_counted(of_all, (told["how"] or "").lower(), count),
            why="how many voted so",
        )


def _counted(vote: Vote, how: str, count: int) -> Vote:
    """Return the vote with how many are said to have cast it so."""
    quantifier: Quantifier = "at least" if how in (*_AT_LEAST, *_BELOW) else "exactly"
    if how in ("more than", "over", "no more than", "at most"):
        count += 1  # more than 140 are at least 141; no more than 140 are not at least 141
    return vote.model_copy(update={"quantifier": quantifier, "members": count, "negated": how in _BELOW})
