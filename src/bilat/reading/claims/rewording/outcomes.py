"""Idioms of votes told by how they came out, by when they were, or by the group: rewritten by `phrasings`.

They need not name a vote or a resolution: "was on the losing side", "let the Council condemn it by abstaining".
"""

from __future__ import annotations

import re

from bilat.reading.claims.language.quantities import NUMBER

__all__ = ["FAILED", "VOTE_OUTCOMES"]

_BODY = r"(?:the )?(?:UN |U\.N\. |United Nations )?(?:General Assembly|Security Council|Assembly|Council|⟨\d{1,3}⟩)"
_TIME = r"(?:in|on|back in|at the end of|early in|late in|as early as) [^,;⟨‹]{0,24}\d{4}"
_VOTING = r"(?:vot|abst|oppos|back|support|reject|endors|approv)\w*"
_SOME = rf"(?:(?:at least|at most|(?:no|not) (?:more|fewer|less) than|(?:more|fewer|less) than|up to|exactly|only|just|precisely) )?{NUMBER}|most|all|none|some|few|a majority|the majority|half|not all"
#: A losing side that wanted what was turned down.
FAILED = re.compile(
    r"\b(?:losing|winning|defeated|victorious|prevailing) side\b(?=.*\b(?:fail\w*|defeat\w*|reject\w*|veto\w*|fell|voted down|turned down|draft|motion|amendment)\b)"
    r"|\b(?:fail\w*|defeat\w*|reject\w*|veto\w*|fell|voted down|turned down|draft|motion|amendment)\b.*\b(?:losing|winning|victorious|prevailing) side\b",
    re.DOTALL,
)
_VOTE_ON = r" (?:of|in|on) (?:the|that|a) (?P<m>(?:[\w'-]+ ){0,4}?)vote (?:on|over|about)(?= )"
_SIDE_OF = r"(?:(?=,? (?:when|as)\b)| (?:on|over|in)(?= )|(?: (?:of|in) (?:the|that) vote)?(?=\W*$))"

#: As in `idioms`, for any sentence.
VOTE_OUTCOMES: tuple[tuple[str, str], ...] = (
    # members of a group on the day of the vote: no others are counted
    (
        rf"(?<=⟩)(?:,)? (?:at the time|at that time|back then|of the (?:day|time))(?:,)?(?= (?:had |have |has )?(?:all |both )?{_VOTING})",
        "",
    ),
    (rf"\bthe then(?: |-)members of(?= ⟨\d{{1,3}}⟩ {_VOTING})", "the members of"),
    (rf"(?<=⟩)'s? (?:then|then-)(?: |-)?members(?= {_VOTING})", " members"),
    (
        rf"^(?:Of|Among|Amongst|Within|In)(?: the)? (?P<g>⟨\d{{1,3}}⟩)(?:'s?)?(?: (?:members|countries|states))?,? (?P<q>{_SOME})(?: (?:of them|members?|(?:member )?states?|countr(?:y|ies)|governments?))?(?= (?:had |have )?{_VOTING})",
        "{q} members of {g}",
    ),
    # a time put in between what was done and to what
    (
        rf"(?P<v>(?:<vote> (?:for|in favou?r of|against)|<abstain> (?:on|over|when|in)|<support|oppose|back|endorse>) \w+ing), (?P<t>{_TIME}), (?P<r>[^;]{{4,160}}?)(?=\W*$)",
        "{v} {r} {t}",
    ),
    (
        rf"(?P<w>when|as|after|once) (?P<b>{_BODY}), (?P<t>{_TIME}), (?P<v>\w+(?:ed|ew|id) [^;,]{{4,140}}?)(?=\W*$)",
        "{w} {b} {v} {t}",
    ),
    # which side had the fewer votes
    (
        rf"<be|find itself|end up|finish|land> on the (?:losing|defeated) side{_VOTE_ON}",
        "[vote] against the {m}resolution on",
    ),
    (
        rf"<be|find itself|end up|finish|land> on the (?:losing|defeated) side{_SIDE_OF}",
        "[vote] against",
    ),
    (
        rf"<be|find itself|end up|finish|land> on the (?:winning|victorious|prevailing) side{_VOTE_ON}",
        "[vote] for the {m}resolution on",
    ),
    (
        rf"<be|find itself|end up|finish|land> on the (?:winning|victorious|prevailing) side{_SIDE_OF}",
        "[vote] for",
    ),
    # by abstaining a permanent member lets a text pass
    (
        rf"<let|allow|permit|enable> (?P<b>{_BODY})(?: to)? (?P<r>[a-z]+ [^;]{{4,120}}?),? (?:by|with|through) (?:abstaining|an abstention|(?:its|their|‹\d{{1,3}}›) abstention)(?P<t> {_TIME})?(?=\W*$)",
        "[abstain] when {b} {r}{t}",
    ),
    (
        rf"<let|allow|permit> (?P<r>[^;]{{4,120}}?)(?: to)? (?:pass|through|go through|be adopted|be passed)(?P<t> {_TIME})?,? (?:by|with|through) (?:abstaining|an abstention|(?:its|their|‹\d{{1,3}}›) abstention)(?P<u> {_TIME})?(?=\W*$)",
        "[abstain] on {r}{t}{u}",
    ),
    (
        rf"^By abstaining(?P<t> {_TIME})?, (?P<a>⟨\d{{1,3}}⟩) (?:let|allowed|permitted|enabled) (?P<b>{_BODY})(?: to)? (?P<r>[a-z]+ [^;]{{4,120}}?)(?=\W*$)",
        "{a} abstained when {b} {r}{t}",
    ),
)
