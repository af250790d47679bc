"""Obligations to anyone or to no one: non-alignment, "has no allies" (`obligation` with one state)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Obligation
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["Level", "nonaligned"]

Level = Literal[
    "alliance", "defence", "neutrality", "nonaggression", "consultation", "quasi-alliance", "none"
]


def _alone(
    m: Marked,
    states: tuple[str, ...],
    level: Level,
    start: int,
    end: int,
    *,
    negated: bool,
    why: str,
    strict: bool = False,
) -> Iterator[Draft]:
    window = m.window(start, end)
    for state in states:
        if not is_organisation(state):
            yield Draft(
                Obligation(a=state, b=None, level=level, negated=negated, strict=strict, **times(window)),
                start,
                end,
                why,
            )


_IN_A_QUARREL = re.compile(r"(?:stay\w*|kept|keep\w*) neutral\b", re.IGNORECASE)
#: "Stayed neutral when A fought B", "neutral during the war": how it acted then, and no status.
_IN_A_WAR = re.compile(
    r" (?:when|while|as (?=[⟨‹])|between|over|towards?|in (?:the|a|an|its|their|that|this|[⟨‹])|during (?!the Cold War)[^.;,]{0,40}?\b(?:war|conflict|crisis|invasion|dispute|blockade)\b)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r",? (?:but|except|other than|besides|apart from|save|bar|aside from) (?:for )?[⟨‹]")
_WITH = re.compile(
    r" (?:\w+ ){0,3}?(?:with|to|including|alongside|joining|linking it to) (?:either |both )?[⟨‹]"
)
_ANY = r"(?:any(?:one|body)?(?: other)?|no(?: other)?|a single|another)(?: (?:formal|military))? ?(?:country|state|nation|power|great power|superpower|bloc|one)?"


def nonaligned(m: Marked) -> Iterator[Draft]:
    """Draft what a sentence says of a state's obligations to anyone."""
    for hit in m.hits(
        r"(?:<be|remain|stay|become|keep> (?:officially |formally |militarily |firmly |strictly |itself )*(?:an? )?(?P<w>non-?aligned|unaligned|neutral(?! (?:on|about|over|in|between|ground|towards?|as to|regarding))|permanently neutral|non-?allied|a neutral)"
        r"|<have|pursue|follow|maintain|adopt|observe|practice|practise|declare|uphold|keep|stick to|adhere to|hold to> (?:an? |its |their |the |‹\d+› )?(?:\w+[- ]){0,3}?(?:policy|principle|doctrine|status|stance|tradition|position)? ?(?:of )?(?:\w+ )?(?P<v>non-?alignment|neutrality|non-?alliance|no alliances|not (?:joining|forming|entering) (?:any )?(?:military )?alliances))\b(?! (?:pact|treaty|agreement|on|over|in the))"
    ):
        if hit.group.real and hit.group.subject is not None:
            if m.text[hit.match.end() :].startswith((" Movement", " movement", " countries", " bloc")):
                continue
            window = m.window(hit.group.start, hit.match.end())
            if _IN_A_WAR.match(m.text, hit.match.end()):
                continue
            if _IN_A_QUARREL.match(hit.match.group(0)) and window.since is None and window.until is None:
                continue  # "have stayed neutral": in a quarrel, which is no status
            yield from _alone(
                m,
                m.subject(hit.group),
                "none",
                hit.group.start,
                hit.match.end(),
                negated=hit.negated,
                why="non-aligned",
            )
    for pattern, inverse in (
        (
            rf"<be> (?:formally |militarily )?(?:allied (?:to|with)|an? (?:treaty |formal |military )?ally of|bound to) {_ANY}",
            True,
        ),
        (r"<belong|adhere|be a party> to (?:any|no|a) (?:formal )?(?:military )?(?:alliance|bloc)s?", True),
        (
            r"<be|become> (?:a )?(?:part|member)s? of (?:any|no|a) (?:formal )?(?:military )?(?:alliance|bloc)s?",
            True,
        ),
        (
            rf"<join|enter|form|have|sign> (?:into )?(?:(?:any|no|a single|a) )?(?:formal |binding )?(?:military |(?:mutual )?defen[cs]e |treaty )?(?:alliances?|allies|ally|blocs?|pacts?|(?<=defence )treat(?:y|ies)|(?<=defense )treat(?:y|ies))(?: with {_ANY})?(?! with| between| of)",
            True,
        ),
        (
            r"<owe|promise> (?:military |armed )?(?:help|aid|assistance|defen[cs]e|support)? ?(?:to )?(?:no (?:other )?(?:state|country|nation|one|power)|nobody|none)(?: (?:help|aid|assistance|defen[cs]e|support))?",
            True,
        ),
        (r"<avoid|shun|eschew|reject|stay out of> (?:formal |military |all )*alliances", False),
    ):
        for hit in m.hits(pattern):
            if not hit.group.real or hit.group.subject is None:
                continue
            if _EXCEPT.match(m.text, hit.match.end()) or _WITH.match(m.text, hit.match.end()):
                continue  # "no allies but China" says that there is one; "no pact with China" is about China
            states = m.subject(hit.group)
            no = bool(re.search(r"\b(?:no|none)\b", hit.match.group(0)))
            none = (hit.negated != no) if inverse else not hit.negated
            if not none and inverse and re.search(r"\bany|a single\b", hit.match.group(0)):
                continue
            if len(states) > 1 or (inverse and not none and "alliance" in hit.match.group(0)):
                continue
            if not none and inverse and "all" in hit.match.group(0) and len(states) == 1:
                # "had treaty allies": it was tied to somebody
                yield from _alone(
                    m,
                    states,
                    "none",
                    hit.group.start,
                    hit.match.end(),
                    negated=True,
                    why="has allies",
                    strict=True,
                )
            if none:
                yield from _alone(
                    m,
                    states,
                    "none",
                    hit.group.start,
                    hit.match.end(),
                    negated=False,
                    why="allied with nobody",
                    strict=True,
                )
