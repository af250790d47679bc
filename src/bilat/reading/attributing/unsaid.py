"""Reported clauses that nobody claims as they stand: asked for, asked about, denied, not said, or called wrong to say."""

from __future__ import annotations

import re

from bilat.types import Statement

__all__ = ["asked", "denies", "unsaid", "with_condition"]

Span = tuple[int, int]

#: Words of asking, and what is asked: "the Union to act", "not to act".
_ASKING = re.compile(
    r"(?:call(?:ed|s|ing)? (?:on|upon|for)|urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|demand(?:s|ed|ing)?|press(?:es|ed|ing)?|appeal(?:s|ed|ing)?"
    r"|implor(?:e|es|ed|ing)|order(?:s|ed|ing)?|tell(?:s|ing)?|told|want(?:s|ed|ing)?|encourag(?:e|es|ed|ing)|invit(?:e|es|ed|ing)"
    r"|advis(?:e|es|ed|ing)|warn(?:s|ed|ing)?|request(?:s|ed|ing)?|exhort(?:s|ed|ing)?|expect(?:s|ed|ing)?|plead(?:s|ed|ing)?|pleading)\b",
    re.IGNORECASE,
)
_TO_DO = re.compile(r"(?:(?:on|upon|for|with|that)\s+)?[^,;:“”\"]{0,80}?\b(?:not\s+)?to\s+[a-z]+")

_NOT = re.compile(r"\b(?:not|never|neither|nor)\b|n[’']t\b", re.IGNORECASE)
#: "did not hesitate to say": said.
_SAID = re.compile(r"\b(?:only|just|merely|hesitate|forget|tire|fail|shy)\b", re.IGNORECASE)
_WRONG = re.compile(
    r"\b(?:wrong|false|untrue|incorrect|inaccurate|mistaken|misleading|absurd|ridiculous|nonsense|a (?:mistake|myth|lie)|an (?:error|exaggeration))"
    r"(?: for \w+)? to \w+",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:ask|wonder|enquir|inquir|question|query|queri|doubt)\w*", re.IGNORECASE)


def unsaid(cue: str, content: str) -> bool:
    """Say whether a reporting word leaves its content unclaimed.

    Examples
    --------
    >>> unsaid("did not say", "that it would sell"), unsaid("asked", "whether it had voted"), unsaid("said", "it voted")
    (True, True, False)
    """
    if re.match(r"\W*whether\b", content, re.IGNORECASE):
        return True
    if _ASKS.search(cue) and re.match(r"\W*(?:if|why|how|when|who|what|which)\b", content, re.IGNORECASE):
        return True
    if _DISBELIEVES.search(cue):
        return False
    return bool((_NOT.search(cue) and not _SAID.search(cue)) or _WRONG.search(cue))


_DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing))\b", re.IGNORECASE)
#: "Does not think that P" says that P is not so, while "did not say that P" says nothing of it.
_DISBELIEVES = re.compile(
    r"(?:\b(?:not|never)\b|n[’']t\b)(?: \w+ly| really| even)? (?:believ|think|expect|imagin|suppos|reckon|buy)(?:e|s|es|ed|ing)?\b|\bdoubt(?:s|ed|ing)?\b",
    re.IGNORECASE,
)


def denies(cue: str) -> bool:
    """Say whether a reporting word denies its content.

    Examples
    --------
    >>> denies("flatly denied"), denies("did not deny"), denies("do not believe"), denies("no doubt that")
    (True, False, True, False)
    """
    if _DISBELIEVES.search(cue):
        return not (_NOT.search(cue) or re.search(r"\bno\b", cue)) or not re.search(r"\bdoubt", cue)
    return bool(_DENIES.search(cue) and not _NOT.search(cue))


def asked(text: str, statement: Statement, stretch: tuple[Span, ...]) -> tuple[Span, ...]:
    """Take in who asks, where the content is what another is asked to do.

    "called on the Union to act" leaves "the Union to act", which by itself would read as its act.
    """
    cue = statement.cue_span
    if cue is None or not _ASKING.match(statement.cue or "") or cue[1] > stretch[0][0]:
        return stretch
    if not _TO_DO.match(text, stretch[0][0], stretch[-1][1]):
        return stretch
    source = statement.source_span
    start = source[0] if source and source[1] <= cue[0] else cue[0]
    return ((start, stretch[-1][1]),)


#: The condition, after the words that announce it, if any: "A diplomat disagreed: if it came to that, he said, ...".
_IF = re.compile(
    r"(?:[^:;.]{3,80}: )?(?P<if>\W*\b(?i:If|Unless|Should|Were|Until|Once|In (?:the|that) (?:event|case))\b[^.;:]{6,200},\s*)"
)


def with_condition(
    text: str, start: int, statement: Statement, stretch: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Take in the condition that stands before who says what follows from it: "If A leaves, analysts expect B to join"."""
    source = statement.source_span
    if source is None or not start < source[0] <= stretch[0][0]:
        return stretch
    found = _IF.fullmatch(text, start, source[0])
    return (found.span("if"), *stretch) if found else stretch
