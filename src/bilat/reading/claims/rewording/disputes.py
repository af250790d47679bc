"""Wordings of rivalries, wars and quarrels with the plain words that they are to read; a table for `phrasings`."""

from __future__ import annotations

from bilat.reading.claims.language.grammar import TIME

__all__ = ["DISPUTE_RULES"]

_GONE = r"(?:an? thing of the past|history|past history|(?:long )?(?:over|behind (?:them|‹\d+›|⟨\d+⟩))|dead(?: and buried)?|at an end|(?:finally |long )?(?:buried|forgotten|overcome|settled|resolved))"
_PAST_IT = r"(?:<put|leave|set>(?: \w+)? (?:their|the|‹\d+›) (?:old |long |historic |ancient |bitter )*(?P<k>rivalry|enmity)(?: firmly| finally)? (?:behind(?: (?:them|⟨\d+⟩|‹\d+›))?|aside)|<overcome|bury|end|shed|forget> (?:their|the|‹\d+›) (?:old |long |historic |ancient |bitter )*(?:rivalry|enmity))"
_EACH_OTHER = r"(?:each other|one another)"

_SETTLED = (
    r"(?:settled?|resolved?|buried) (?:all (?:of )?|every one of )?(?:their|its|the|‹\d+›)(?: \w+)? (?:territorial|border|boundary|frontier)"
    r" (?:differences|disputes?|claims|quarrels?|disagreements?)"
)
#: Pattern, whose first verb gives its form, and what it reads as (see `idioms`).
DISPUTE_RULES: tuple[tuple[str, str], ...] = (
    # violence
    (
        r"<send|order|march|throw> (?:in )?(?:its|their|his|the|‹\d+›)(?: own)? (?:\w+ )?(?:army|armies|troops|forces|soldiers|tanks|paratroopers|divisions) (?:into|across the border (?:into|of))(?= ⟨\d+⟩)",
        "[invade]",
    ),
    # disputes
    (rf"(?:has|have|had) (?:never|not(?: yet)?|yet to) (?:{_SETTLED})", "have a territorial dispute"),
    (
        rf"(?:(?:has|have) (?:now |since |long |finally |already )?(?:{_SETTLED}))",
        "no longer have a territorial dispute",
    ),
    (
        r"(?:has|have|had) (?:never|not) (?:renounced|dropped|abandoned|surrendered|given up|waived) (?:its|their|‹\d+›|any) (?:\w+ )?claims? (?:to|on|over|against|upon)",
        "still claims",
    ),
    (
        r"(?:(?:has|have|had) )?(?:since )?(?:renounced|dropped|abandoned|surrendered|gave up|given up|waived) (?:its|their|‹\d+›|any|all) (?:\w+ )?claims? (?:to|on|over|against|upon)",
        "no longer claims",
    ),
    (
        r"<fall out|quarrel|squabble|bicker|wrangle|tussle> over(?= (?:the )?[^.;,⟨]{0,40}\b(?:Islands?|islets?|Strip|Triangle|[Pp]eninsula|Heights|border|frontier|boundary|territory|Rocks?)\b)",
        "[dispute] the sovereignty of",
    ),
    (
        r"<take part|participate|join|fight> in the (?:\d{4} |\w+ )?war (?:against|with|on)(?= ⟨)",
        "[fight] a war against",
    ),
    (
        r"<have|harbour|harbor|nurse>(?: territorial)? (?:designs|ambitions) (?:on|upon|over)(?: part of| parts of)? (?P<x>[⟨‹]\d{1,3}[⟩›])(?:'s?)?(?: (?:territory|land|soil|islands?|lands))?",
        "[claim] territory of {x}",
    ),
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
    (r"<use|employ> (?:military |armed )?force against(?= ⟨)", "clashed with"),
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
