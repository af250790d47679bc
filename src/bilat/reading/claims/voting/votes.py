"""Votes on one resolution (`vote`); voting together over many is in `shares`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from bilat.propositions import Vote, VoteChoice
from bilat.reading.claims.alignment import peaks, two_times
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.lately import day_told
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.language.symbols import SYMBOL, symbol_in
from bilat.reading.claims.language.verbs import VerbGroup
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.rewording.outcomes import FAILED
from bilat.reading.claims.sentence.marked import Marked
from bilat.reading.claims.voting import all_but as vote_but
from bilat.reading.claims.voting import counts as vote_counts
from bilat.reading.claims.voting import pairs as vote_pairs
from bilat.reading.claims.voting import shares, vetoes, vetoes_on
from bilat.reading.claims.voting.objects import (
    ABSTAINED_TOO,
    ADOPTED,
    FIRST_TIME,
    MATTER,
    TEXT_OF,
    resolution_words,
)
from bilat.reading.claims.voting.wordings import PASSIVE, RULES

__all__ = ["find", "voted"]

_GATE = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|\bthe Assembly\b|\b[AS]/(?:RES/|ES-)?\d|\bES-\d|\babst(?:ain|ention)|\bveto|\babsent|\bresolution|\bballot|\broll[- ]calls?\b|\bdraft\b|\bMotion\b|General Assembly|Security Council|observer (?:state|status)|\bcame (?:before|up)\b|\bsid(?:e|es|ed|ing) with\b|\bagree(?:s|d)? with\b|\bof the time\b|\btext (?:of|from) ",
    re.IGNORECASE,
)
_NOT_UN = re.compile(
    r"\bElections?\b|\bparliament\b|\breferendum\b|\bEurovision\b|\bWorld Cup\b|\bFIFA\b|\bIOC\b|\bcongress(?:man|woman|ional)\b|\bsenat|\bbudget\b|\bgovernor\b|\bmayor\b|\bcandidate\b|\bvoters?\b|\bballot box\b|\bBrexit\b"
    r"|\bpresident(?:ial)? election|\blawmakers?\b|\bbill\b",
    re.IGNORECASE,
)
_COUNCIL = re.compile(r"\bthe (?:UN )?(?:Security )?Council\b(?! of)")
_AT_HOME = re.compile(
    r"\bparliament|\bcongress|\bsenat|\bgovernor\b|\bpresident\b|\blawmakers?\b|\bbill\b|\bbudget\b|\bmayor\b|\blaw\b",
    re.IGNORECASE,
)
_OBSERVER = re.compile(r"\bobserver (?:state|status)\b", re.IGNORECASE)
_UN_VOTE = re.compile(
    r"\b(?:UN|U\.N\.|United Nations|General Assembly|Security Council)\b.*\b(?:vot|resolution)"
)
_SC = re.compile(
    r"Security Council|(?<!Rights )(?<!European )(?<!Atlantic )(?<!Trusteeship )(?<!Social )(?<!Cooperation )(?<!Co-operation )(?<!Nordic )\bCouncil\b(?! of)|\bUNSC\b|\bS/(?:RES/)?\d|\bveto",
    re.IGNORECASE,
)
_GA = re.compile(r"General Assembly|\bUNGA\b|\bA/(?:RES/)?[A-Z0-9-]+/?\d|\bGA\b")

_NEARLY = re.compile(
    r"\b(?:almost|nearly|all but|very nearly|came close to|near to|on the point of) (?:\w+ )?\Z"
)
_NEGATED: dict[str, VoteChoice] = {"yes": "not yes", "no": "not no"}


def find(m: Marked) -> Iterator[Draft]:
    """Find votes and voting shares."""
    if (not m.search(_GATE) and not m.first.search(_COUNCIL)) or m.first.search(FAILED):
        return
    if any(next(iter(each.find(m)), None) is not None for each in (peaks, two_times)) or two_times.set_beside(
        m
    ):
        return  # one year against the others, or another, is a claim of closeness
    on_matter = vetoes_on.find(m)
    if on_matter is not None:
        yield from on_matter
        return
    counted = list(vetoes.find(m))
    if counted:
        yield from counted
        return
    rates = list(shares.find(m))
    if rates or shares.beside(m):
        yield from rates
        return
    yield from vote_counts.find(m, voted, _about_un)
    found: list[Draft] = list(vote_pairs.find(m, voted))
    excepted = vote_but.find(m, _active)
    if excepted is not None:
        found = excepted
    elif not found:
        found = list(_active(m))
        found += [d for d in _passive(m) if not any(_overlap(d, o) for o in found)]
    found += vote_counts.told_with(m, found)
    seen: set[tuple[str, str, str | None, str | None]] = set()
    for draft in found:
        vote = draft.proposition
        assert isinstance(vote, Vote)
        key = (vote.state, vote.choice, vote.symbol, vote.with_state)
        if key not in seen:
            seen.add(key)
            yield draft


def _overlap(a: Draft, b: Draft) -> bool:
    return a.start < b.end and b.start < a.end and a.proposition == b.proposition


def _active(m: Marked) -> Iterator[Draft]:
    voted: list[tuple[int, int]] = []
    cast: list[_Cast] = []
    for pattern, choice in RULES:
        for hit in m.hits(pattern):
            group = hit.group
            if not group.real or group.subject is None:
                continue
            at, end = hit.match.start(), hit.match.end()
            if _NEARLY.search(m.text, group.start, at):
                continue  # "almost abstained": it did not
            if any(s <= at < e for s, e in voted) or (group.passive and choice in ("yes", "no", "veto")):
                continue
            if (
                choice == "absent"
                and " no part" not in hit.match.group(0)
                and re.match(r"(?:take|took|taken|taking|participat)", hit.match.group(0), re.IGNORECASE)
            ):
                if not group.negated:
                    continue
                group = _positive(group)
            word = hit.match.group(0)
            if not _about_un(m, at, end, choice, word):
                continue
            if choice == "veto" and group.negated and re.match(r" (?:it )?since\b", m.text[end:]):
                continue  # "has not cast a veto since 1989": on nothing in particular
            voted.append((at, end))
            cast.append(_Cast(group, choice, at, end, *resolution_words(m, at, end)))
    for hit in m.hits(r"(?:vote\b(?! (?:with|together|alongside|the same))|voted\b(?=[^;.]{0,12}$))"):
        if hit.negated and hit.group.real and hit.group.subject is not None:
            start, end = hit.match.span()
            if not any(s <= start < e for s, e in voted):
                tail = re.match(r" (?:on|at all on|over)\b", m.text[end:])
                end += tail.end() if tail else 0
                cast.append(
                    _Cast(_positive(hit.group), "absent", start, end, *resolution_words(m, start, end))
                )
    # "A voted in favour while B abstained on X": the words of one name the resolution of both.
    shared = next((c.words for c in cast if c.words), "")
    for one in cast:
        yield from _votes(m, one, one.words or shared, alone=len(cast) == 1)


_EITHER = re.compile(r"(?:or|nor) (?:vot\w+ )?(?:for|against|in favou?r of) ")


class _Cast(NamedTuple):
    """One verb of voting in a sentence, with the words that name its resolution."""

    group: VerbGroup
    choice: VoteChoice
    at: int
    end: int
    stop: int
    words: str


def _positive(group: VerbGroup) -> VerbGroup:
    return VerbGroup(group.start, group.subject, group.with_subject, False, group.modal)


def _about_un(m: Marked, start: int, end: int, choice: str, word: str) -> bool:
    """Say whether the vote is one of states: not an election, a parliament's vote, a referendum."""
    clause = m.text[m.clause_start(start) : m.clause_end(end)]
    un = bool(
        m.search(SYMBOL)
        or m.search(TEXT_OF)
        or re.search(
            r"[Rr]esolution|Security Council|General Assembly|\bUN\b|\bU\.N\.|United Nations|\bthe (?:Assembly|Council)\b|\b\d{2}/\d{1,3}\b",
            m.source,
        )
    )
    bare = m.clause_end(end) - end < 3
    told = m.ctx.resolution or (_UN_VOTE.search(m.ctx.title) if bare else None)
    if un or (told and (bare or _stands_for(m, end))):
        return True
    if choice == "veto" and re.search(r"\bdraft\b", clause) and not m.search(_AT_HOME):
        return True  # "the draft on the referendum": a referendum is what it is about
    if m.search(_NOT_UN):
        return False
    if _OBSERVER.search(clause):
        return True  # only the Assembly makes states observers
    if (m.search(ADOPTED) or m.search(ABSTAINED_TOO)) and not m.search(_AT_HOME):
        return True
    if choice in ("veto", "abstain", "absent"):
        return True
    if re.match(
        r"(?:support|back|endors|approv|favo|oppos|reject|block|kill|torpedo|sponsor|welcom)",
        word,
        re.IGNORECASE,
    ):
        return False
    return bool(MATTER.search(m.text if bare else clause))


def _stands_for(m: Marked, end: int) -> bool:
    """Say whether "it" or "the text" follows, which can stand for a resolution named before."""
    found = re.match(
        r" (?:it|the (?:text|measure|motion|draft|resolution)|⟨(\d{1,3})⟩)(?=\W|$)", m.text[end:]
    )
    return bool(found and (found[1] is None or m.slots[int(found[1])].ref == "it"))


def _votes(m: Marked, cast: _Cast, words: str, *, alone: bool) -> Iterator[Draft]:
    group, choice, at, end, stop, _own = cast
    negated = group.negated
    never = negated and re.search(r"\bnever\b", m.text[group.start : at], re.IGNORECASE) is not None
    if negated and choice in _NEGATED and not never:
        choice, negated = _NEGATED[choice], False
    either = _EITHER.match(words)
    if either:
        # "did not vote for or against it": neither of the two
        for one in ("not yes", "not no") if negated or choice.startswith("not") else ():
            neither = cast._replace(group=_positive(group), choice=one)
            yield from _votes(m, neither, words[either.end() :], alone=alone)
        return
    quantifier = m.members.get(group.subject) if group.subject is not None else None
    named = SYMBOL.findall(words)
    if (
        len(named) > 1
        and len(set(named)) == len(named)
        and re.search(r"\b(?:and|or|nor)\b|," if negated or choice.startswith("not") else r"\band\b|,", words)
    ):
        # "On 68/262 and on ES-11/1": a vote on each.
        for one in named:
            yield from _votes(m, cast, one, alone=False)
        return
    for state in m.subject(group):
        if is_organisation(state) and (quantifier is None or state in ("UN", "UNSC")):
            continue
        vote = voted(m, state, choice, words, negated, at, stop, alone=alone)
        if vote is not None and is_organisation(state):
            vote = vote.model_copy(
                update={"quantifier": quantifier.how_many, "members": quantifier.number} if quantifier else {}
            )
        if vote is not None:
            yield Draft(vote, min(group.start, at), stop, f"verb of voting: {m.text[at:end].strip()}")


def _passive(m: Marked) -> Iterator[Draft]:
    for pattern, choice in PASSIVE:
        for match in m.finds(pattern):
            named = match.groupdict()
            number = named.get("s") or named.get("t")
            at, end = match.span()
            word = match.group(0)
            if re.match(
                r"(?:opposed|rejected|voted|supported|backed|approved|endorsed|blocked|killed|defeated|stopped|sunk|struck)",
                word,
                re.IGNORECASE,
            ):
                left = m.text[m.clause_start(at) : at]
                if not m.search(ABSTAINED_TOO) and not re.search(
                    r"resolution|draft|text\b|measure|[AS]/\w|ES-\d|\b\d\d/\d", left, re.IGNORECASE
                ):
                    continue
            if m.group(at).modal in ("future", "would"):
                continue
            if not _about_un(m, at, end, choice, word):
                continue
            stop, words = resolution_words(m, at, end, left=True)
            if named.get("on"):
                words = m.words(match.start("on"), match.end("on"))
            negated = bool(re.search(r"\b(?:no|without (?:an?|any))\s+$", m.text[:at], re.IGNORECASE)) or (
                m.group(at).negated if match.re.pattern.startswith(r"\b(?:opp") or "ed by" in word else False
            )
            choice_now, negated = (
                (_NEGATED[choice], False) if negated and choice in _NEGATED else (choice, negated)
            )
            for state in m.codes(number):
                if is_organisation(state):
                    continue
                vote = voted(m, state, choice_now, words, negated, at, stop)
                if vote is not None:
                    yield Draft(vote, m.clause_start(at), stop, f"vote as a noun or passive: {word}")


_BARE = re.compile(
    r"(?:on |for |against |of )?(?:the|this|that|the same) (?P<when>(?:\d{1,2} )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) )?(?:(?:19|20)\d\d )?)(?:UN |U\.N\. |General Assembly |Assembly )?(?:text|measure|resolution|motion|draft|vote|one)(?: (?:as well|too|also|either|again))?"
    r"(?:(?:,? (?:which|that) (?:the )?(?:UN |U\.N\. )?(?:General Assembly|Assembly|Security Council|Council|UN) (?:had )?(?:passed|adopted|approved|voted on|took up)|,? (?:(?:which|that) was )?(?:passed|adopted|approved|voted on)(?: by (?:the )?(?:UN |U\.N\. )?(?:General Assembly|Assembly|Security Council|Council|UN))?)?"
    r" (?:in|on|of) (?P<then>(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?(?:19|20)\d\d))?",
    re.IGNORECASE,
)
#: "On Crimea in 2014 A voted for the resolution."
_ON_TOPIC = re.compile(r"\W*(?:On|Over) (?P<what>(?:the )?[^,;:]{3,60}?)(?: in \d{4})?,? ⟨\d{1,3}⟩ ")


def _headlined(title: str) -> str:
    """Return the words of a headline that name what was voted on: "UN votes to suspend Russia"."""
    if not re.search(r"resolution|vote", title, re.IGNORECASE):
        return ""
    told = re.search(r"\bvot(?:es?|ed|ing) (?:to|on) (?P<what>.+)", title)
    return told["what"] if told else title


def voted(
    m: Marked,
    state: str,
    choice: VoteChoice,
    words: str,
    negated: bool,
    at: int,
    stop: int,
    other: str | None = None,
    *,
    alone: bool = True,
) -> Vote | None:
    """Return the vote of a state on what the words name; ``None`` where they name nothing, or many votes."""
    bare = _BARE.fullmatch(words.strip())
    if bare:
        topic = _ON_TOPIC.match(m.text)
        words = m.words(*topic.span("what")) if topic else m.ctx.resolution or words
        when_told = (bare["when"] or bare["then"] or "").strip()
        if when_told and (m.ctx.resolution or topic) and not SYMBOL.search(words):
            words = f"{words} of {when_told}"
    if not words.strip():
        words = m.ctx.resolution or _headlined(m.ctx.title)
    if not words.strip() and alone and symbol_in(m.source):
        words = symbol_in(m.source) or ""
    words = _ALL.sub("every resolution ", words)
    named = _SOME_OF_THEM.match(words)
    words = named[1] if named else words
    if words in _SO_MANY or re.match(
        r"(?:(?:19|20)\d\d (?:was|is|came)|nothing|none|nobody|than|no (?:resolutions?|drafts?|texts?))\b",
        words,
    ):
        return None  # "has vetoed nothing since", "more vetoes than all others": no one vote
    if not words.strip() or (not SYMBOL.search(words) and _MANY_CALLS.search(words)):
        return None
    body = _body(m, words, choice)
    symbol = symbol_in(words, body) or (symbol_in(m.source, body) if alone and not m.made else None)
    when = times(Window(at, at) if named else m.window(at, stop))
    if when.get("until") is None and FIRST_TIME.search(f" {m.source}"):
        when["since"] = None
    if when.get("until") is not None and when.get("since") is None and _YEARLY.search(m.source):
        when["since"] = when["until"]  # "by 1989 it backed the annual resolution": that year's
    if symbol is None and not any(when.values()):
        when["dated"] = day_told(m.source, m.on)  # "last week": not a vote of another year
    return Vote(
        state=state,
        choice=choice,
        resolution=words,
        symbol=symbol,
        body=body,
        with_state=other,
        negated=negated,
        **when,
    )


#: "Vetoed three": how many, not which.
_SO_MANY = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "many")
#: "All the resolutions condemning the invasion": each on the one matter.
_ALL = re.compile(
    r"^all (?:of )?(?:the |(?:the )?UN |(?:the )?Assembly )?resolutions (?=(?:condemning|deploring|demanding|calling|on|about|against|rejecting|criticising|criticizing)\b)"
)
#: "Every resolution on Ukraine, including that of March 2022": the times of those named are not the times of all.
_SOME_OF_THEM = re.compile(r"(every resolution .{3,}?),? including\b")
#: "in four fifths of roll calls": how often, not on what.
_MANY_CALLS = re.compile(r"\b(?:roll[- ]calls|votes|resolutions|divisions|ballots|the time)\b", re.IGNORECASE)


#: One of many, year by year; or how a state had come to vote by then.
_YEARLY = re.compile(
    r"\b(?:annual|yearly|perennial|customary|regular)\b|\b(?:come|came|coming|swung|moved|gone|switched) (?:round|around|over|back)? ?to (?:support|back|endors|vot|oppos|abstain)"
)


def _body(m: Marked, words: str, choice: str) -> Literal["GA", "SC"] | None:
    named = symbol_in(words)
    if named:
        # "vetoed 68/262": a number of the Assembly's stays one, whatever is claimed of it
        return "SC" if named.startswith("S/") else "GA"
    if m.first.search(_GA):
        return None if _SC.search(words) else "GA"
    if choice == "veto" or m.first.search(_SC):
        return "SC"
    symbol = symbol_in(words)
    return "SC" if symbol and symbol.startswith("S/") else "GA" if symbol else None
