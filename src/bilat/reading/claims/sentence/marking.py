"""How a sentence is marked: actors, questions turned into statements, groups, ranks and windows (see `marked`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bilat.reading.claims.language import windows
from bilat.reading.claims.language.bodies import put_body
from bilat.reading.claims.language.grammar import Traced
from bilat.reading.claims.language.needed import Sieved
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.language.ranks import mark_ranks
from bilat.reading.claims.language.terms import mark_terms
from bilat.reading.claims.rewording.phrasings import plain
from bilat.reading.claims.sentence.actors import Slot, mark_actors
from bilat.reading.claims.sentence.ellipsis import parts
from bilat.reading.claims.sentence.frames import strip_frame
from bilat.reading.claims.sentence.fronted import unfront
from bilat.reading.claims.sentence.groups import mark_members
from bilat.reading.claims.sentence.marked import Marked
from bilat.reading.claims.sentence.ours import put_ours
from bilat.reading.claims.sentence.wartime import put_wars
from bilat.reading.claims.voting.counts import unnamed
from bilat.reading.context import Context

__all__ = ["mark"]

#: Longer sentences are cut here: no sentence of prose is longer, and time stays bounded.
MAX_LENGTH = 1200

_CHARS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "⟨": " ",
        "⟩": " ",
        "‹": " ",
        "›": " ",
        "\u00a0": " ",
        "\n": " ",
        "\t": " ",
        "‑": "-",
    }
)
_CONTRACTIONS = [
    (re.compile(r"\b([Cc])an't\b|\b([Cc])annot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bWon't\b"), "Will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ll\b"), " will"),
]
_SUBJECT = r"(?:neither |both )?⟨\d{1,3}⟩(?:, (?:like|along with|together with) ⟨\d{1,3}⟩,)?"
_QUESTION = re.compile(
    rf"^\W*(?:(?:And|But|So) )?(?P<aux>Did|Does|Do|Has|Have|Had|Is|Are|Was|Were|Will|Would|Could|May|Might)(?P<neg> not)?(?P<gap> )(?P<subject>{_SUBJECT})(?= )"
)
_QUESTION_NP = re.compile(
    r"^\W*(?P<aux>Did|Does|Do|Has|Have|Had|Is|Are|Was|Were|Will|Would)(?P<neg> not)?(?P<gap> )(?P<subject>(?:the )?(?:(?:\w+ ){0,2}between ⟨\d{1,3}⟩|[⟨‹]\d{1,3}[⟩›](?:'s)? (?:\w+ ){1,4}?(?:(?:to|with|and|of) ⟨\d{1,3}⟩ )?))(?= ?(?:\w+))"
)
_SUPPOSES = re.compile(r"^\W*(?:Had|Were)\b[^,]*, ")
_NOR = re.compile(
    rf"\b[Nn]or (?P<aux>did|does|do|has|have|had|is|are|was|were|will|would)(?P<gap> )(?P<subject>{_SUBJECT})(?= )"
)
_ONLY_IF = re.compile(
    rf"^\W*Only (?:if|when|after|once)\b[^,;]{{3,120}}? (?P<aux>will|would|can|could)(?P<gap> )(?P<subject>{_SUBJECT})(?= )"
)
_NEVER_FRONT = re.compile(
    rf"\b(?P<neg>[Nn]ever(?: before)?|[Nn]ot since [^,.;⟨]{{2,30}}?|[Aa]t no (?:time|point)|[Oo]n no occasion) (?P<aux>did|has|have|had|was|were|is|are)(?P<gap> )(?P<subject>{_SUBJECT})(?= )"
)
_UN = r"(?:UN|U\.N\.|United Nations|UNGA)"
_HALL = rf"(?:{_UN}(?: General Assembly)?|General Assembly|Assembly)"
#: Where states are said to be close or apart: "in their UN votes", "at the General Assembly", "by their votes at the UN".
_VENUE = re.compile(
    rf"(?:(?<=[\w⟩›]),? |^\W*)(?:(?:in|by|on|judging by|judged by|gauged by|to judge by|measured by|as measured by|going by|according to|in terms of) (?:their |its |the |his |all )?"
    rf"(?:{_HALL}(?:'s)? (?:votes|voting(?: records?| patterns?)?|roll[- ]calls?|ballots)|(?:recorded )?(?:votes|voting(?: records?| patterns?)?|roll[- ]calls?|ballots)(?: (?:at|in|of) (?:the )?{_HALL})?)"
    rf"|(?:at|in|inside|on the floor of) (?:the )?{_HALL})(?=,? (?!(?:on|over|about|for|against|resolution|vote|draft|member|when|to)\b)|[.?!]|$),?",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\b(?:all|every|each|most|majority|bulk|minority|some|several|any|none|no|not|half|few|least|members|countries|states|nations|governments"
    r"|\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|but (?:one|two|three)|only|\d(?:nd|rd|th)|among|amongst|one of|top\w*|heads|headed|leads|led|(?:two|three|four|five) (?:largest|biggest|main|top|leading|principal|most important)|rank\w*|No\. ?\d|number)\b",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"\bclos(?:er|est|e)\b|\bapart\b|\baway from\b|\bdrift|\bdiverg|\bconverg|\bmore often\b|\bfarther\b|\bfurther\b|\bnearer\b|\bnearest\b|\bdistan|\bin common\b|\balike\b|\btowards?\b|\bagreed?\b|\bpeak|\bbottom",
    re.IGNORECASE,
)
#: "Saudi Arabia's neighbour Jordan": Jordan is meant.
_APPOSED = re.compile(r"[⟨‹]\d{1,3}[⟩›](?:'s?)? (?:\w+ ){0,2}?neighbou?rs? (?P<who>⟨\d{1,3}⟩)")
#: "Hungary under Orban has drifted": who governs does not part a state from its verb. Known terms are windows by then.
_UNDER = re.compile(
    r"(?<=⟩)(?P<k>,)? under (?:its |the )?(?:(?:[Pp]resident|[Pp]rime [Mm]inister|[Cc]hancellor) )?(?:⟨\d{1,3}⟩|[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)(?(k),|)(?=,? [a-z])"
)
#: Weapons "of Russian origin" are Russian-made; "UN votes" are not votes by it.
_ARMS = re.compile(r"\b(?:arms|weapon\w*|tanks|aircraft|jets|missiles|submarines|arsenal)\b")
_ORIGIN = re.compile(r"\bof ([A-Z]\w+(?: [A-Z]\w+)?) (?:origin|make|manufacture|provenance)\b")
_UN_VOTES = re.compile(
    r"[⟨‹](\d{1,3})[⟩›](?:'s)? (?=(?:General Assembly )?(?:votes?|voting|ballots?|roll[- ]calls?|divisions)\b)"
)
#: "Pinochet's Chile" is Chile, whether or not who ruled it is known.
_OF_ITSELF = re.compile(
    r"(?:[⟨‹](?P<by>\d{1,3})[⟩›]'s?|\b(?:[A-Z][a-z]+ )?[A-Z][a-z]{2,}'s) ⟨(?P<who>\d{1,3})⟩"
)
#: "That year" is one named before.
_THAT_YEAR = re.compile(
    r"\b(?:[Ii]n |(?P<of>of ))?(?:that(?: same| very)?|the same|the very same) year\b"
    r"|\b(?P<back>(?:in )?the (?:year before|previous year|preceding year)(?! ⟨)|(?:a|one) year (?:earlier|previously|before(?! ⟨)))\b"
    r"|\b(?P<on>(?:in )?the (?:following|next) year(?! ⟨)|(?:a|one) year (?:later|afterwards|after(?! ⟨)))\b"
    r"|\b(?P<soon>(?:an?|two|three|four|five|six|seven|eight|nine|ten|eleven|several|a few|some|\d{1,2}) (?:days?|weeks?|months?) (?P<dir>later|earlier|afterwards|before(?! ⟨)))(?!,? (?:in|on) [^,;.]{0,24}\d{4})"
    r"|\b(?P<n>two|three|four|five|six|seven|eight|nine|ten) years (?:(?P<earlier>earlier|previously|before(?! ⟨))|later|afterwards)\b"
)
_SMALL_NUMBERS = dict(
    zip(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], range(2, 11), strict=True)
)
_SPANS = (" year", " month", " week", " day")
_NAMED_YEAR = re.compile(r"(?<![/\d-])(?:1[89]\d\d|20\d\d)(?![/\d-]|s\b)")
_WH = re.compile(r"^\W*(?:Who|Whom|What|Which|When|Where|Why|How|Whose)\b.*\?\s*\W*$", re.DOTALL)


#: "Voted against the American embargo", "against Russia's invasion": for the resolution that deplores it.
_DEPLORED = re.compile(
    r"\b(?P<v>vot(?:e|es|ed|ing)) against (?=(?:the |an? )?(?:[⟨‹](?P<who>\d{1,3})[⟩›](?:'s)? (?:\w+ ){0,2}?(?:embargo|blockade|bombing|intervention|settlements?)"
    r"|(?:[⟨‹](?P<by>\d{1,3})[⟩›](?:'s)? )?(?:\w+ )??(?:invasion|annexation|occupation|aggression|apartheid))\b(?! resolution| draft))"
)

#: "With A voting against it and B abstaining": B is in no list with it.
_VOTING_IT = re.compile(r"\b(?P<v>voting (?:against|for)) it(?=,? and )")


def _of_a_body(m: re.Match[str], slots: Sequence[Slot]) -> bool:
    """Say whether an embargo is that of an organisation, on which its members voted."""
    codes = slots[int(m["who"])].codes if m["who"] else ()
    return bool(codes) and is_organisation(codes[0])


def mark(text: Sieved | str, ctx: Context) -> Marked:
    """Mark a sentence.

    Parameters
    ----------
    text
        One sentence; what goes beyond 1,200 characters is left out.
    ctx
        Its context.

    Returns
    -------
    Marked
        Only as far as its actors, if it names none: then it claims nothing of them.
    """
    on = ctx.on or date.today()
    first = Sieved.of(text)
    if len(first.text) > MAX_LENGTH:
        first = Sieved(first.text[:MAX_LENGTH])
    source = first.text.translate(_CHARS)
    traced = Traced(source, first.held)
    venue = bool(traced.search(_CLOSE)) and traced.sub(_VENUE, lambda m: m.group(0)[:0])
    mark_terms(traced, on, ctx.window, ctx.year)
    if " origin" in source and _ARMS.search(source):
        traced.sub(_ORIGIN, lambda m: f"{m[1]}-made")
    put_body(traced, ctx.body)
    put_ours(traced, ctx.ours)
    traced.sub(_VOTING_IT, lambda m: m["v"])
    slots = mark_actors(traced, on)
    if not slots:
        counted = unnamed(traced.text)
        return (
            _finished(first, source, traced, slots, ctx) if counted else Marked(first, traced, slots, ctx, on)
        )
    traced.sub(_UN_VOTES, lambda m: "UN " if slots[int(m[1])].codes == ("UN",) else None)
    traced.forget()
    if "'" in traced.text or "annot" in traced.text:
        for pattern, new in _CONTRACTIONS:
            traced.sub(pattern, lambda m, new=new: new)  # type: ignore[misc]
    open_question = "?" in traced.text and bool(_WH.match(traced.text))
    traced.sub(
        _OF_ITSELF,
        lambda m: (
            f"⟨{m['who']}⟩"
            if m["by"] is None or slots[int(m["by"])].codes == slots[int(m["who"])].codes
            else None
        ),
    )
    unfront(traced, slots)
    denied = strip_frame(traced)
    put_wars(traced, slots)
    plain(traced)
    if not venue and " in its UN votes" in traced.text:
        venue = traced.sub(_VENUE, lambda m: m.group(0)[:0])  # put in by an idiom
    traced.sub(_DEPLORED, lambda m: None if _of_a_body(m, slots) else f"{m['v']} for the resolution on ")
    traced.sub(_UNDER, lambda m: m.group(0)[:0])
    _same_year(traced, ctx.year)
    found = [] if open_question else parts(traced, slots)
    marked = _finished(first, source, traced, slots, ctx)
    marked.open_question = open_question
    marked.denied = denied
    marked.venue = venue
    for part in found:
        plain(part.traced)
        one = _finished(first, source, part.traced, slots, ctx)
        one.denied, one.both, one.own, one.venue, one.made = part.denied, part.both, part.own, venue, True
        one.whole = marked.text
        marked.parts.append(one)
    return marked


def _same_year(traced: Traced, last: int | None) -> None:
    """Put the year named before, in the sentence or the last one, for "that year", "the same year", "the year before", "a year later"."""

    def year(m: re.Match[str]) -> str | None:
        named = _NAMED_YEAR.findall(m.string[: m.start()])
        step = -1 if m["back"] else 1 if m["on"] else 0
        if m["n"]:
            step = _SMALL_NUMBERS[m["n"]] * (-1 if m["earlier"] else 1)
        year_ = int(named[-1]) if named else last
        if m["soon"]:
            if not named or re.search(r"\d{4},? $", m.string[: m.start()]):
                return None
            back = m["dir"] in ("earlier", "before")
            return f"between {int(named[-1]) - back} and {int(named[-1]) + 1 - back}"
        return None if year_ is None else f"{'' if m['of'] else 'in '}{year_ + step}"  # "in May of that year"

    if any(word in traced.text for word in _SPANS):
        traced.sub(_THAT_YEAR, year)


def _finished(first: Sieved, source: str, traced: Traced, slots: list[Slot], ctx: Context) -> Marked:
    """Mark groups, ranks and windows of a sentence or of one of its parts."""
    on = ctx.on or date.today()
    members = mark_members(traced, slots, source) if first.search(_MANY) or traced.search(_MANY) else {}
    ranks = mark_ranks(traced) if first.search(_RANKED) else []
    traced.sub(_APPOSED, lambda m: m["who"])
    _flip(traced)
    traced.forget()
    marked = Marked(first, traced, slots, ctx, on)
    marked.ranks = ranks
    marked.members = members
    marked.windows = windows.find(traced, on)
    return marked


def _flip(traced: Traced) -> None:
    """Turn "Did A veto" into "A did veto", "nor has A" into "A has not", "never has A" into "A has never"."""
    for pattern, negative in ((_QUESTION, ""), (_ONLY_IF, ""), (_NOR, " not"), (_NEVER_FRONT, " never")):
        m = traced.search(pattern)
        if pattern is _QUESTION:
            asked = traced.text.rstrip(' "').endswith("?")
            if m is None and asked:
                m = _QUESTION_NP.match(traced.text)
            elif m is not None and not asked and _SUPPOSES.match(traced.text):
                m = None  # "Were A to leave, B would stay" asks nothing
        if m is None:
            continue
        aux = m.group("aux")
        traced.replace(m.end("subject"), m.end("subject"), f" {aux.lower()}{negative}")
        start = (
            m.start("neg")
            if pattern is _NEVER_FRONT
            else m.start()
            if pattern is _QUESTION or "neg" in m.groupdict()
            else m.start("aux")
        )
        traced.replace(start, m.start("subject"), "")
