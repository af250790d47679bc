"""Who is said to be whose ally (`obligation`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.reading.claims.bonds.obligation_parts import drafts, level_of
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["allies"]

_ALLY_ADJ = r"(?:(?:an?|the|still|now|formal|treaty|military|formally|close|closest|closely|staunch|longtime|long-time|long-standing|old|key|major|non-⟨\d+⟩|[⟨‹]\d+[⟩›]|traditional|wartime|official|officially|nominal|natural|firm|loyal|faithful|steadfast|mutual|sworn|main|only|sole|permanent|perpetual|historic|political|one of|largest|oldest|biggest|most|important|valued|strong|indispensable) )*"


def allies(m: Marked) -> Iterator[Draft]:
    """Find "is an ally of", "are allies", "whose only ally is"."""
    for pattern in (
        rf"<be|become|remain> (?P<q>{_ALLY_ADJ})(?P<w>quasi-all(?:y|ies)|all(?:y|ies)|treaty partners?) (?:of|to|with) {{A:b}}",
        rf"<be|become|remain> (?:still |now |also )?(?:one of )?{{P:b}} (?P<q>{_ALLY_ADJ})(?P<w>all(?:y|ies))\b",
        r"<be|become|remain> (?P<q>(?:formally |still |closely |also |officially |militarily )*)(?P<w>allied){T} (?:to|with) {A:b}",
        r"<ally>(?P<q>) (?:itself |themselves )?(?P<w>)(?:with|to) {A:b}",
        rf"<have|find> (?P<q>{_ALLY_ADJ})(?P<w>ally) in {{A:b}}",
        r"<count> {A:b} (?P<q>)(?:as an|among its|among ‹\d+›) (?P<w>all(?:y|ies))",
    ):
        for hit in m.hits(pattern):
            group = hit.group
            if not group.real or (group.subject is None):
                continue
            if re.search(
                r"\b(?:closest|most important|main|biggest|most valued|strongest|oldest|firmest|staunchest|key)\b",
                f"{hit.match['q']}",
            ) and not re.search(r"treaty|formal|military", hit.match["q"]):
                continue
            left = m.subject(group)
            right = m.codes(hit.match["b"], without=left)
            # "X is a NATO ally of Y": the organisation only qualifies.
            right = tuple(r for r in right if r not in left)
            tail = (
                re.match(r" (?:ally|allies) (?:of|to) ⟨(\d{1,3})⟩", m.text[hit.match.end() - 5 :])
                if is_organisation((right or ("",))[0])
                else None
            )
            if tail:
                right = m.codes(tail[1])
            if not right or (
                is_organisation(right[0])
                and not tail
                and hit.match["w"] in ("ally", "allies")
                and "of" not in hit.match.group(0)
            ):
                continue
            level = level_of(hit.match.group(0)) or "alliance"
            yield from drafts(
                m,
                left,
                right,
                level if level == "quasi-alliance" else "alliance",
                group.start,
                hit.match.end(),
                negated=hit.negated,
                why="allies",
                slot=hit.match["b"],
                antecedent=group.subject if group.relative else None,
            )
    for hit in m.hits(
        rf"(?:<be|become|remain> (?P<q>{_ALLY_ADJ})(?P<w>quasi-allies|allies|allied|in (?:a formal |a military |an )?alliance)(?! (?:of|to|with|in|against)\b(?! \d))|<ally|unite>(?P<n>)(?: themselves)? against)\b"
    ):
        group = hit.group
        left = m.subject(group)
        of = re.findall(r"[⟨‹](\d{1,3})[⟩›]", hit.match.groupdict().get("q") or "")
        if any(not is_organisation(c) for n in of for c in m.codes(n)):
            continue  # "are American allies": of America, not of each other
        if group.real and len(left) >= 2:
            level = "quasi-alliance" if "quasi" in (hit.match["w"] or "") else "alliance"
            yield from drafts(
                m, left, (), level, group.start, hit.match.end(), negated=hit.negated, why="allies"
            )

    for hit in m.hits(
        r"<have|share|form> (?P<no>no |any )?(?:an? )?(?:formal |military |(?:mutual )?defen[cs]e |treaty )*(?:alliance|pact|treaty)s? (?:with|between) (?:each other|one another|them|themselves)\b"
    ):
        left = m.subject(hit.group)
        if hit.group.real and len(left) >= 2:
            negated = hit.negated != (hit.match["no"] == "no ")
            yield from drafts(
                m, left, (), "alliance", hit.group.start, hit.match.end(), negated=negated, why="allies"
            )
    for match in m.finds(
        r"{A:a},? whose (?:only |sole |main |formal |treaty |military )*(?:treaty|formal|military) ally (?:is|was|remains) {A:b}"
    ):
        left = m.codes(match["a"])
        right = m.codes(match["b"], without=left)
        if len(left) == 1 and right:
            yield from drafts(
                m, left, right, "alliance", match.start(), match.end(), negated=False, why="allies"
            )
