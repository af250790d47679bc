"""What stands above the text of an article: headline, standfirst, byline, outlet, place and day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bilat.dates import MONTHS
from bilat.reading.attributing.cues import is_outlet
from bilat.reading.pages.dateline import (
    DATED,
    DATELINE,
    PLACED,
    a_day,
    a_full_day,
    filed_by,
    filed_on,
    told_on,
)

__all__ = ["Front", "is_front", "lines_above", "take_front"]

TITLE_LONGEST = 160
#: So many lines may stand above the text.
_DEEPEST = 8
_NAMES = r"[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]+|and|,|de|van|von|al|der|bin|el))*"
_BYLINE = re.compile(
    rf"^(?:(?:[Ii]nterview|[Rr]eporting|[Ww]ords|[Tt]ext|[Aa]nalysis|[Oo]pinion)\s+)?(?:by|By|BY)\s+(?P<who>{_NAMES}?)"
    r"(?:,\s+[A-Z]?[\w-]+(?:\s[\w-]+){0,3}|\s+in\s+[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)*)?\s*$"
)
#: A line that names day and writer together: "Posted by A. Quill on 3 March 2015 | Blog", "... 2021. Interview by A. Quill."
_DAY_AND_WRITER = re.compile(
    r"\b(?:[Bb]y|BY) (?P<who>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|al|der|bin|el))*?)(?=\.?$| on | [|·•—–-] |, )"
)
#: Whose words a hearing or a speech prints: "Statement of Dr A. Quill, Senior Fellow, Elbe Institute".
_STATED = re.compile(
    rf"^(?:(?:[Pp]repared|[Ww]ritten|[Oo]pening|[Oo]ral) )?(?:[Ss]tatement|[Tt]estimony|[Rr]emarks|[Aa]ddress|[Ss]peech|[Ll]ecture|STATEMENT|TESTIMONY|REMARKS) (?:of|by|OF|BY) (?:the )?(?P<who>(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Lord|Hon|Gen|Adm|Amb)\.? )?{_NAMES}?)(?:, [^.;:]{{2,160}})?\s*$"
)
_UNNAMED = re.compile(
    r"^(?:from|by) (?:our|a|an|the) (?:[\w-]+ ){0,3}(?:correspondents?|reporters?|staff|editors?|writers?)(?: (?:in|at) [A-Z][\w ]+)?$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:last |first )?(?:published|updated|posted|modified|issued|released)\b", re.IGNORECASE
)
#: Words in small letters that a line with a day and no sentence may hold.
_SMALL = re.compile(
    r"by|in|at|on|of|the|and|for|from|[ap]\.?m|published|updated|posted|last|first|interview|our|special|de|la|du|van|von|al|el"
    r"|edition|correspondent|editor|reporter|staff|analysis|commentary|briefing|report|notes?|papers?|blog|comment|opinion|views?",
    re.IGNORECASE,
)


#: The line of an issue of a journal, which names no day; the name has to be that of a publication.
_ISSUE = re.compile(
    rf"(?P<name>(?:The )?[A-Z][\w&'’. ]{{2,50}}?\b(?:Review|Journal|Quarterly|Magazine|Monthly|Bulletin|Survey|Digest|Affairs|Papers|Studies)\b[\w&'’ ]{{0,40}}?)"
    rf"(?:,? (?:[Vv]ol(?:ume|\.)?|[Nn]o\.?|[Ii]ssue|[Nn]umber) ?\d+)*[,|·]? (?:\(?(?P<month>{'|'.join(n.title() for n in MONTHS)}) )?(?P<year>(?:19|20)\d\d)\)?"
    r"$"
)
#: A line whose parts are names and a month: "Centre for Ferries, Oslo | Working paper 7 | November 2016".
_MONTH_PART = re.compile(
    rf"(?:^|[|·•,] ?)(?P<month>{'|'.join(n.title() for n in MONTHS)}) (?P<year>(?:19|20)\d\d)(?= ?[|·•]|\.?$)"
)
#: Where and when it was printed before: "first printed in The Fjord Observer on 2 September 2009".
_PRINTED = re.compile(
    r"\b(?:first |originally )?(?:printed|published|appeared|broadcast|delivered)\b.{0,80}\b(?:on|of) (?=\d|[A-Z])"
)
#: What an outlet may be called where it stands by a day; in running text these words are no outlets.
_PAPER = re.compile(
    r"\b(?:Observer|Gazette|Times|Herald|Chronicle|Journal|Tribune|Telegraph|Post|Courier|Guardian|Examiner|Newsletter|Briefing|Confidential|Review|Monitor|Wire|Standard|Mirror|Bulletin|Dispatch|Inquirer|Sentinel|Register|Mail|Echo|Star|Quarterly)\b(?: of [A-Z]\w+)?$"
)


class Front(NamedTuple):
    """What the lines above an article say, and the paragraphs left."""

    paragraphs: list[str]
    title: str | None
    outlet: str | None
    date: date | None
    author: str | None


def is_front(line: str) -> bool:
    """Say whether a line is a byline or holds the article's day and nothing but names beside it.

    Examples
    --------
    >>> is_front("By Ada Quill, Senior Reporter"), is_front("Elbe Institute | 12 August 2022")
    (True, True)
    >>> is_front("Norway voted yes on 12 August 2022")
    False
    """
    return bool(_BYLINE.match(line) or _STATED.match(line) or _UNNAMED.match(line)) or bool(
        _day_of(line) or _issue_of(line)
    )


def _day_of(line: str) -> date | None:
    dated = DATED.match(line) or PLACED.match(line)
    if dated:
        return a_day(dated.group(1))
    found = a_full_day(line) if len(line) <= TITLE_LONGEST else None
    if found is None:
        return None
    start, end, day = found
    left, right = line[:start].rstrip(), line[end:].lstrip()
    told = bool(_DAY_AND_WRITER.search(line))
    if (re.search(r"[.!?]$", line) and not told) or (
        left and left[-1] not in "|,·•—–-:(/" and not _only_furniture(left)
    ):
        return None
    return day if _only_furniture(f"{left} {right}") else None


def _issue_of(line: str) -> date | None:
    """Return the last day of the month or year that the line of an issue names: "The Elbe Review, No. 4, 1990"."""
    found = _ISSUE.match(line) if len(line) <= 80 else None
    if found is not None and not _only_furniture(found["name"]):
        return None
    if found is None and len(line) <= 120 and re.search(r"[|·•]", line):
        found = _MONTH_PART.search(line)
        if found is not None and not _only_furniture(line[: found.start()] + line[found.end() :]):
            return None
    if found is None:
        return None
    month = MONTHS.get((found["month"] or "december").lower(), 12)
    day = date(int(found["year"]), month, monthrange(int(found["year"]), month)[1])
    return min(day, date.today())


def _only_furniture(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'’.-]*", text)
    return len(words) <= 14 and all(w[0].isupper() or _SMALL.fullmatch(w.rstrip(".")) for w in words)


_FOR = re.compile(r"^[Bb]y [^|]+? for (?:the )?(?=[A-Z])")


def _outlet_of(line: str) -> str | None:
    """Return the outlet among the parts of a line: "Vardar Post | 29 September 2023", "By A. Quill for the Vardar Post"."""
    for part in re.split(r"\s*[|·•]\s*|,\s+|\s[—–-]\s", line):
        name = _FOR.sub("", part.strip())
        if not (2 < len(name) <= 60 and name[0].isupper()):
            continue
        written = name.title() if name.isupper() else name
        if is_outlet(written) or _PAPER.search(written):
            return name
    return None


def _masthead(line: str) -> bool:
    """Say whether a first line is the name of the outlet, or a line of an issue with its day, rather than a headline."""
    return _outlet_of(line) == line or (
        bool(re.search(r"[|·•]| No\. ?\d", line)) and _day_of(line) is not None
    )


def _headline(line: str, following: str) -> bool:
    if len(line) > TITLE_LONGEST:
        return False
    if not re.search(r"[.!,;:”\"]$", line):
        return True
    # 'Quill: "The north has to choose"': a quotation in a headline, told by what stands below.
    return bool(re.search(r"\w[”\"]$", line)) and (is_front(following) or bool(DATELINE.match(following)))


def take_front(paragraphs: Sequence[str], *, title: bool = False, whole: Sequence[str] = ()) -> Front:
    """Take headline, byline, outlet and day off the top, where each stands by itself.

    A second headline above a byline or a day stays in the text, as a paragraph. `whole` are the paragraphs before
    furniture was taken away: "Last updated 3 March 2019, 9.15 am" is furniture, and says the day.
    """
    kept: list[str] = []
    found: str | None = None
    outlet: str | None = None
    author: str | None = None
    day: date | None = None
    at = 0
    lines = list(paragraphs)
    while at < min(_DEEPEST, len(lines) - 1):
        line, following = lines[at], lines[at + 1]
        byline = _BYLINE.match(line) or _STATED.match(line) if author is None else None
        if byline:
            author = byline["who"].strip(" ,")
            day = day or _day_of(line)
            outlet = outlet or _outlet_of(line[byline.end("who") :].strip(" ,"))
        elif _UNNAMED.match(line):
            pass
        elif (
            day is None
            and (found or not title or at or DATED.match(line) or PLACED.match(line))
            and (parsed := _day_of(line))
        ) or (day is None and (found or not title) and (parsed := _issue_of(line))):
            day = parsed
            outlet = outlet or _outlet_of(line)
            writer = _DAY_AND_WRITER.search(line)
            author = author or (writer["who"] if writer else None)
        elif (
            title
            and found is None
            and at == 0
            and _masthead(line)
            and _headline(following, lines[at + 2] if at + 2 < len(lines) else "")
        ):
            day = day or _day_of(line) or _issue_of(line)
            outlet = outlet or _outlet_of(line)
        elif title and found is None and _headline(line, following):
            found = line
        elif (found or not title) and outlet is None and len(line) <= 60 and _outlet_of(line) == line:
            outlet = line
        elif len(line) <= TITLE_LONGEST and _headline(line, following) and _front_below(lines, at):
            kept.append(line)
        else:
            break
        at += 1
    rest = [*kept, *lines[at:]]
    text = lines[at] if at < len(lines) else ""
    day = day or next(
        (
            told[2]
            for line in lines[:3]
            if (p := _PRINTED.search(line)) and (told := a_full_day(line[p.end() :])) and told[0] == 0
        ),
        None,
    )
    day = day or next(
        (d for line in whole[:_DEEPEST] if _PUBLISHED.match(line) and (d := _day_of(line))), None
    )
    # a summary may stand above the report that the dateline opens
    filed = next((d for line in rest[:3] if (d := filed_on(line))), None)
    if found and (day is None or outlet is None):
        day, outlet = day or _at_its_end(found), outlet or _outlet_of(found.rsplit(": ", 1)[-1])
    if day is None and filed is None:
        day, printed_in = _printed_below(rest)
        outlet = outlet or printed_in
    return Front(rest, found, outlet or filed_by(text), day or filed or told_on(rest), author)


#: At the foot of an article: "Published in The Elbe Review, 12 August 2019."
_FOOT = re.compile(
    r"(?:(?:This|The) (?:article|piece|essay|review|interview|column|speech) (?:was )?)?(?:first |originally )*(?:[Pp]ublished|[Pp]rinted|[Aa]ppeared|[Ff]irst published|[Rr]eprinted from|[Ff]rom)\b(?: by| in| on)?(?: the)? "
)


def _printed_below(lines: Sequence[str]) -> tuple[date | None, str | None]:
    """Return day and outlet from the last lines, where they say when and where the article was published."""
    for line in lines[-3:]:
        foot = _FOOT.match(line)
        told = a_full_day(line[:200]) if foot else None
        if foot and told:
            return told[2], _outlet_of(line[foot.end() : told[0]].rstrip(" ,(").removesuffix(" on"))
    return None, None


def _at_its_end(title: str) -> date | None:
    """Return the day that a headline ends with: "Letters to the editor, 9 May 1995"."""
    found = a_full_day(title)
    return found[2] if found and not title[found[1] :].strip(" .)") else None


def _front_below(lines: Sequence[str], at: int) -> bool:
    return any(is_front(line) for line in lines[at + 1 : at + 3])


def lines_above(lines: Sequence[str], *, first: bool = True) -> int:
    """Return how many lines of a block are headline, byline or day; the text may follow at once.

    A headline is only told from the first line of a wrapped paragraph by what follows it; only the first block has one.
    """
    count = 0
    stripped = [line.strip() for line in lines]
    for line, following in zip(stripped, stripped[1:], strict=False):
        headline = first and count == 0 and _headline(line, following)
        if not (is_front(line) or (headline and (is_front(following) or DATELINE.match(following)))):
            break
        count += 1
    return count
