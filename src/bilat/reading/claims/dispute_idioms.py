"""Wordings of rivalries, wars and quarrels with the plain words that they are to read; a table for `phrasings`."""

from __future__ import annotations

from bilat.reading.claims.grammar import TIME

__all__ = ["DISPUTE_RULES"]

_GONE = r"(?:an? thing of the past|history|past history|(?:long )?(?:over|behind (?:them|‹\d+›|⟨\d+⟩))|dead(?: and buried)?|at an end|(?:finally |long )?(?:buried|forgotten|overcome|settled|resolved))"
_PAST_IT = r"(?:<put|leave|set>(?: \w+)? (?:their|the|‹\d+›) (?:old |long |historic |ancient |bitter )*(?P<k>rivalry|enmity)(?: firmly| finally)? (?:behind(?: (?:them|⟨\d+⟩|‹\d+›))?|aside)|<overcome|bury|end|shed|forget> (?:their|the|‹\d+›) (?:old |long |historic |ancient |bitter )*(?:rivalry|enmity))"
_EACH_OTHER = r"(?:each other|one another)"

#: Pattern, whose first verb gives its form, and what it reads as (see `idioms`).
DISPUTE_RULES: tuple[tuple[str, str], ...] = (
    # a rivalry that is no more
    (
        rf"\b(?:[Tt]he )?(?:old |long |bitter )*(?:rivalry|enmity) (?:between|of) (?P<x>⟨\d{{1,3}}⟩)(?P<t>{TIME}) (?:is|was|had become|has become|had been|has been)(?: by then| now)? {_GONE}",
        "{x} were no longer rivals{t}",
    ),
    (rf"\b(?:[Tt]he )?(?:old |long |bitter )*(?:rivalry|enmity) (?:between|of) (?P<x>⟨\d{{1,3}}⟩)(?P<t>{TIME}) (?:had|has) ended", "{x} were no longer rivals{t}"),
    (rf"(?:(?:has|have|had) )?(?:by then )?{_PAST_IT}", "were no longer rivals"),
    (
        rf"<regard|see|view|consider|treat|think of> {_EACH_OTHER} as (?:\w+ ){{0,2}}?(?:rivals|enemies|adversaries|foes|arch-?rivals)",
        "[be] rivals",
    ),
    (r"\b(?P<b>was|were|is|are) no longer,? or not yet,? ", "{b} not "),
    (r"\b(?P<b>was|were|is|are) not yet,? or no longer,? ", "{b} not "),
    # a war that two fought against each other
    (
        r"(?:<fight>|<be>(?: ranged| found)?|<find> (?:itself|themselves)|<stand>) on (?:the )?(?:opposite|opposing) sides (?:of|in) (?:an?|the same) (?:inter-?state |major |open |full-scale |shooting |international )?war",
        "fought a war",
    ),
    # a quarrel that did not come to war
    (
        rf"(?P<v>\b(?:disputed|contested|quarrelled over|quarreled over) [^.;,⟨‹]{{3,60}}?)(?P<t>{TIME}),? without (?:ever |once |actually )?(?:going to war|fighting (?:a |any )?war|resorting to war)(?: (?:over|about) (?:it|them|this|⟨\d+⟩))?(?: or (?:over )?anything else)?",
        "{v}{t} and did not go to war{t}",
    ),
)  # fmt: skip
