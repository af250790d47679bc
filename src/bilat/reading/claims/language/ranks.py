"""Ranks other than the first: "second-largest", "among the top three", "ranks third among".

The sentence is brought to the form that speaks of the largest, and the rank is kept beside it: the families then
need one wording for every rank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bilat.reading.claims.language.grammar import Traced

__all__ = ["Rank", "mark_ranks"]

_ORDINALS = {
    w: i + 1
    for i, w in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    )
}
_NUMBERS = {
    w: i + 2 for i, w in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
}
_SUPERLATIVE = (
    r"(?:largest|biggest|greatest|closest|strongest|leading|top|main|principal|major|best"
    r"|most (?:important|significant|valuable|powerful|trusted|reliable))"
)
#: What is ranked: a supplier, a partner, a market ...; at most four words after the superlative.
_RANKED = (
    r"(?=(?: [\w-]+){0,4}? (?:suppliers?|sources?|providers?|sellers?|exporters?|partners?|markets?|destinations?|customers?|buyers?"
    r"|recipients?|clients?|purchasers?|importers?|all(?:y|ies)|friends?)\b)"
)
#: The same where the blank before it is taken already.
_RANKED_NEXT = _RANKED.replace("(?=(?: [\\w-]+){0,4}? (?:", "(?=(?:[\\w-]+ ){0,4}?(?:")
_TOPPED = re.compile(
    r"\b(?P<verb>tops|topped|heads|headed|leads|led) (?:the )?(?:list|ranking|rankings|table|league table) of (?P<whose>(?:the |(?:the )?[⟨‹]\d{1,3}[⟩›](?:'s?)? )?)"
    + _RANKED_NEXT
)
_N = r"(?P<n>\d{1,2}|" + "|".join(_NUMBERS) + ")"
_WHOSE = r"(?P<whose>(?:the |its |their |(?:the )?[⟨‹]\d{1,3}[⟩›](?:'s?)? )?)"
_NTH = re.compile(
    rf"\b(?P<nth>{'|'.join(list(_ORDINALS)[1:])}|\d{{1,2}}(?:nd|rd|th))[- ](?:most )?(?P<sup>{_SUPERLATIVE}|important|significant){_RANKED}"
)
_RANKS = re.compile(
    rf"\b(?P<verb>rank|ranks|ranked|was ranked|is ranked|came|stood|comes|stands|placed|was|is) (?:only |a distant )?"
    rf"(?P<nth>{'|'.join(_ORDINALS)}|number (?P<num>{'|'.join(['one', *_NUMBERS])})) (?:among|amongst|of|in the list of|on the list of) {_WHOSE}{_RANKED_NEXT}"
)
_AMONG = re.compile(
    rf"\b(?:(?P<verb>rank(?:s|ed)?|figure[sd]?|count(?:s|ed)?|stood|stands) )?(?:among|amongst|one of|in|part of) {_WHOSE}(?:top {_N}|{_N.replace('?P<n>', '?P<m>')} (?P<sup>{_SUPERLATIVE})|top-{_N.replace('?P<n>', '?P<k>')}){_RANKED}"
)
_TOP_N = re.compile(rf"\b(?P<art>a|an)? ?top[- ]{_N}{_RANKED}")
_ONE_OF = re.compile(
    rf"\b(?:(?P<verb>rank(?:s|ed)?|figure[sd]?|count(?:s|ed)?|stood|stands) )?(?:among|amongst|one of) {_WHOSE}(?P<sup>{_SUPERLATIVE}){_RANKED}"
)
_RANK_AS = re.compile(
    rf"\b(?P<verb>rank|ranks|ranked|served|serves) as (?=(?:the |its |[⟨‹]\d{{1,3}}[⟩›](?:'s?)? ){{0,2}}(?:\w+-)?{_SUPERLATIVE})"
)
_NUMBER_TWO = re.compile(rf"\b(?:No\. ?|number[- ])(?P<num>\d|{'|'.join(_NUMBERS)}){_RANKED}", re.IGNORECASE)
#: "The largest partner but one", "the largest but one of its partners".
_BUT = re.compile(
    rf"\b(?P<sup>{_SUPERLATIVE})(?P<np>(?: [\w-]+){{0,3}}?) (?:but|bar|save) (?P<n>one|two|three)\b"
)
#: "Just one country trades more with B than A": made where only one is said to.
_JUST_ONE = re.compile(
    r"\b(?:[Jj]ust|[Oo]nly) (?P<n>one|two|three) (?:other )?(?:countr(?:y|ies)|states?)(?= [^.;]*\bmore\b[^.;]*\bthan ⟨)"
)
#: "Among B's partners A ranked third".
_AMONG_FIRST = re.compile(
    rf"\b[Aa]mong (?P<whose>⟨\d{{1,3}}⟩'s?) (?P<np>[a-z][\w -]{{3,40}}?),? (?P<a>⟨\d{{1,3}}⟩) (?P<verb>ranked|ranks|came|comes|was|is|stood|stands|placed) (?P<nth>{'|'.join(_ORDINALS)})\b"
)


#: "Second only to A": the first is named, and another than A would have to be.
_SECOND_ONLY = re.compile(
    r"\bsecond only to ⟨\d{1,3}⟩,?(?= (?:among|amongst|in the list of|on the list of|of) )"
)


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank and where it stands in the first text; ``within``: that rank or a better one."""

    start: int
    end: int
    rank: int
    within: bool


def _number(word: str) -> int:
    word = word.lower()
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _ORDINALS.get(word) or _NUMBERS.get(word) or 1


def mark_ranks(traced: Traced) -> list[Rank]:
    """Rewrite every rank as "largest" (or its own superlative) and return the ranks.

    Examples
    --------
    >>> text = Traced("⟨0⟩ was ⟨1⟩'s second-largest arms supplier")
    >>> [(r.rank, r.within) for r in mark_ranks(text)], text.text
    ([(2, False)], "⟨0⟩ was ⟨1⟩'s largest arms supplier")
    """
    ranks: list[Rank] = []

    def put(match: re.Match[str], rank: int, within: bool, new: str) -> str:
        ranks.append(Rank(*traced.origin(match.start(), match.end()), rank, within))
        return new

    def nth(m: re.Match[str]) -> str:
        word = m["sup"]
        return put(
            m, _number(m["nth"]), False, f"most {word}" if word in ("important", "significant") else word
        )

    def ranked(m: re.Match[str]) -> str:
        past = m["verb"] in ("ranked", "was ranked", "came", "stood", "placed", "was")
        whose = m["whose"] or "the "
        return put(m, _number(m["num"] or m["nth"]), False, f"{'was' if past else 'is'} {whose}largest ")

    def among(m: re.Match[str]) -> str:
        number = m["n"] or m["m"] or m["k"]
        verb = m["verb"] or ""
        lead = "" if not verb else "was " if verb.endswith("ed") or verb == "stood" else "is "
        return put(m, _number(number), True, f"{lead}{m['whose'] or 'the '}{m['sup'] or 'largest'}")

    def topped(m: re.Match[str]) -> str:
        return f"{'was' if m['verb'] in ('topped', 'headed', 'led') else 'is'} {m['whose'] or 'the '}largest "

    def one_of(m: re.Match[str]) -> str:
        verb = m["verb"] or ""
        lead = "" if not verb else "was " if verb.endswith("ed") or verb == "stood" else "is "
        return put(m, 5, True, f"{lead}{m['whose'] or 'the '}{m['sup']}")

    def among_first(m: re.Match[str]) -> str:
        verb = "is" if m["verb"] in ("ranks", "comes", "is", "stands") else "was"
        return put(m, _number(m["nth"]), False, f"{m['a']} {verb} {m['whose']} largest {m['np']}")

    traced.sub(_SECOND_ONLY, lambda m: "second")
    traced.sub(_AMONG_FIRST, among_first)
    traced.sub(_BUT, lambda m: put(m, 1 + _number(m["n"]), False, m["sup"] + m["np"]))
    traced.sub(_JUST_ONE, lambda m: put(m, 1 + _number(m["n"]), False, "No country"))
    # Right to left and the longer forms first, so that "one of the three largest" is not read as "the largest".
    traced.sub(_AMONG, among)
    traced.sub(_TOP_N, lambda m: put(m, _number(m["n"]), True, "the largest"))
    traced.sub(_ONE_OF, one_of)
    traced.sub(_RANKS, ranked)
    traced.sub(_TOPPED, topped)
    traced.sub(_NTH, nth)
    traced.sub(_NUMBER_TWO, lambda m: put(m, _number(m["num"]), False, "largest"))
    traced.sub(_RANK_AS, lambda m: "was " if m["verb"].endswith("ed") else "is ")
    return [r for r in ranks if r.rank >= 1]
