"""What writers call a resolution beside what its title says, and the month that they put to it."""

from __future__ import annotations

import re
from datetime import date

from bilat.dates import MONTHS

__all__ = ["as_titled", "of_the_ban", "of_the_month"]

_MONTH = "|".join(MONTHS)
#: The treaty that bans tests is another, and says so.
_BAN = re.compile(
    r"\bnuclear[- ](?:weapons?[- ])?ban treaty\b|\b(?:treaty|convention) (?:that (?:bans|outlaws|prohibits)|banning|outlawing|prohibiting|on banning|to ban|for banning) nuclear (?:weapons|arms)\b(?! test)|\bban on nuclear (?:weapons|arms)\b(?! test)",
    re.IGNORECASE,
)
#: Words that writers use, and those of the titles.
_CALLED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words, re.IGNORECASE), title)
    for words, title in (
        (
            r"\b(?:application|bid|request) (?:for (?:UN |U\.N\. |United Nations )?(?:membership|admission)|to join)\b|\b(?:membership|admission) (?:application|bid)\b|\b(?:entry|accession) (?:in)?to (?:the )?(?:UN\b|United Nations)",
            "admission",
        ),
        (
            r"\bseat(?:ing)?(?: of)? (?:the )?(?:People's Republic(?: of China)?|Communist China|Red China|Beijing|Peking|China)(?:'s)?(?: (?:government|delegation))?",
            "representation of China",
        ),
        (
            r"\b(?:for|demand(?:ing|ed)?|on|urg(?:ing|ed)) (?:the )?(?:withdrawal (?:of|by) )?(?:all )?(?:foreign|outside|occupying) (?:forces|troops|armies)(?: to (?:leave|withdraw from|quit|get out of)| from)",
            "on the situation in",
        ),
        (
            r"\b(?:armed|military|foreign|outside) (?:intervention|invasion|aggression|interference) (?:in|into|against|of) (?=[A-Z])",
            "situation in ",
        ),
        (
            r"\bask(?:ing)? (?:the )?International Court(?: of Justice)? for an (?:advisory )?opinion\b",
            "request for an advisory opinion of the International Court of Justice",
        ),
        (
            r"\b(?:kept|keep(?:s|ing)?|barr?(?:ed|ing|s)?|shut(?:ting)?|lock(?:ed|ing)?) (?=[^.;]{3,40} (?:out of|from) (?:the )?(?:UN\b|United Nations))",
            "admission of ",
        ),
        (
            r"(?<=\w) (?:out of|from) (?:the )?(?:UN\b|United Nations)(?: (?:with|by|through|using) (?:its|a|the) veto)?",
            "",
        ),
        (r"\b(?:annual|yearly|perennial|customary) (?=(?:\w+ )?(?:resolution|text|draft|vote))", ""),
    )
)
#: What a resolution does with its matter names no matter.
_DOES = re.compile(
    r"\b(?:welcom(?:ing|ed|es)|commend(?:ing|ed|s)|endors(?:ing|ed|es|ement of)|adoption of|approval of|deplor(?:ing|ed|es)|urg(?:ing|ed|es)|not(?:ing) with\w* \w+|reaffirm(?:ing|ed|s))\b",
    re.IGNORECASE,
)
_OF_MONTH = re.compile(rf"\b(?P<m>{_MONTH})(?: (?:of )?(?P<y>(?:19|20)\d\d)\b)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A vote comes so many months at most after what it is about.
_AFTER = 2


def of_the_ban(words: str) -> str:
    """Put the title of the treaty that prohibits nuclear weapons for what it is called.

    Examples
    --------
    >>> of_the_ban("the nuclear ban treaty resolution"), of_the_ban("the nuclear test ban treaty")
    ('the Treaty on the Prohibition of Nuclear Weapons resolution', 'the nuclear test ban treaty')
    """
    return _BAN.sub("Treaty on the Prohibition of Nuclear Weapons", words)


def as_titled(words: str) -> str:
    """Put the words of titles for those that writers use.

    Examples
    --------
    >>> as_titled("Japan's bid for UN membership"), as_titled("the resolution welcoming the compact")
    ("Japan's admission", 'the resolution on the compact')
    """
    for pattern, title in _CALLED:
        words = pattern.sub(title, words)
    return _DOES.sub("on", words)


def of_the_month(words: str, day: date) -> bool:
    """Say whether a vote of a day can be the one of the month that words name: in it, or soon after.

    Examples
    --------
    >>> of_the_month("the November 1980 resolution", date(1980, 1, 14)), of_the_month("in 1980", date(1980, 1, 14))
    (False, True)
    >>> of_the_month("the annexation of March 2014", date(2014, 3, 27)), of_the_month("March 2014", date(2015, 1, 5))
    (True, False)
    """
    named = list(_OF_MONTH.finditer(words))
    if len(named) != 1 or len(set(_YEAR.findall(words))) != 1:
        return True
    first = int(named[0]["y"]) * 12 + MONTHS[named[0]["m"].lower()]
    return 0 <= day.year * 12 + day.month - first <= _AFTER
