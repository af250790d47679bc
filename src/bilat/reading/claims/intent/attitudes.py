"""What states want, oppose, promise: `stance` and `pledge`. Recorded with their holder, never judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Pledge, Stance
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.verbs import VerbGroup
from bilat.reading.claims.sentence.marked import Hit, Marked

__all__ = ["find"]

Attitude = Literal["for", "against", "interest", "neutral"]

_RULES: tuple[tuple[str, Attitude], ...] = (
    (
        r"<oppose|resist|reject|dislike|resent|fear|deplore|distrust|refuse>(?! (?:each other|one another))\b",
        "against",
    ),
    (r"<object> to\b", "against"),
    (
        r"<be|remain|come|speak> (?:strongly |firmly |also |still |vehemently |staunchly |out |resolutely )*(?:against|opposed to|hostile to|critical of|wary of|in opposition to)\b",
        "against",
    ),
    (
        r"<be|remain|come|speak|argue|stand> (?:strongly |firmly |also |still |out |openly |publicly )*in (?:favou?r|support) of\b",
        "for",
    ),
    (r"<come|speak> out (?:against)\b", "against"),
    (r"<come|speak> out (?:for)\b", "for"),
    (
        r"<be> (?:strongly )?(?:for|pro)\b(?! (?:(?:\w+ ){0,2}(?:decades|years|centuries|generations|months|weeks)|sale|example|the (?:first|last|past)|now|\d))",
        "for",
    ),
    (
        r"<support|back|favour|favor|endorse|advocate|welcome|champion|approve of>(?! (?:each other|one another|down|off|away|out|up))\b",
        "for",
    ),
    (r"<want|wish|prefer|seek|desire|hope|aspire|insist|demand|urge|plead>\b(?! (?:asylum|refuge))", "for"),
    (r"<call> (?:on|for|upon)\b", "for"),
    (
        r"<regard|consider|view|see|perceive|treat|brand|denounce> (?=[^.;]{3,60}?\b(?:as )?(?:an? |its |their |the |‹\d+› )?(?:[\w-]+ ){0,2}(?:enem(?:y|ies)|rivals?|adversar(?:y|ies)|foes?|threats?|dangers?|menace|aggressors?|provocations?)\b)",
        "against",
    ),
    (
        r"<regard|consider|view|see|perceive|treat> (?=[^.;]{3,60}?\b(?:as )?(?:an? |its |their |the |‹\d+› )?(?:[\w-]+ ){0,2}(?:friends?|partners?|protectors?|guarantors?|opportunit(?:y|ies)|bulwarks?|counterweights?)\b)",
        "for",
    ),
    (r"<be|remain> (?:eager|keen|willing|ready|happy|glad)\b", "for"),
    (r"<be|remain> (?:reluctant|unwilling|loath|hesitant)\b", "against"),
    (
        r"<be|remain|stay> (?:officially |strictly |studiously )?(?:neutral|undecided|on the fence|impartial)(?: (?:on|about|over|in|regarding|towards?|between))?\b",
        "neutral",
    ),
    (
        r"<take> (?:no (?:side|sides|position|stance)|a neutral (?:position|stance))(?: (?:on|in|over))?\b",
        "neutral",
    ),
    (r"<have|see> (?:an?|no|little|every|a strong|a clear|a vital) interest in\b", "interest"),
)
_PATTERNS = tuple(pattern for pattern, _attitude in _RULES)
_INTEREST = re.compile(
    r"(?:\b[Ii]t (?P<v>is|was|would be|would not be|is not|was not|has never been|will not be)(?: \w+ly)? (?P<n>not )?(?:in|against|contrary to) |(?P<lead>)(?<=\bis )in |(?<=\bnot )in )(?:the )?(?:[⟨‹](?P<h>\d{1,3})[⟩›](?:'s?)? (?:\w+ )?interests?|(?:\w+ )?interests? of ⟨(?P<i>\d{1,3})⟩)(?: (?P<topic>(?:to|that|for|in)\b.*))?",
)
_WOULD_WANT = re.compile(r"(?:prefer|like|rather|want|welcome|wish|hope)", re.IGNORECASE)
_PLEDGE = r"<pledge|vow|promise|commit|assure|undertake|swear|guarantee>"
_PLEDGE_NOUN = r"<make|give|offer|issue|renew|reaffirm|repeat> (?:an? |its |their |the |‹\d+› )?(?:\w+ ){0,2}?(?:pledge|promise|commitment|assurances?|guarantees?|undertaking|vow)"


def find(m: Marked) -> Iterator[Draft]:
    """Find stances and pledges."""
    pledges = list(_pledges(m))
    yield from pledges
    yield from _stances(m, [(d.start, d.end) for d in pledges])


def _holder(m: Marked, group: VerbGroup) -> tuple[str, ...]:
    return m.subject(group) if group.subject is not None else ()


def _topic(m: Marked, end: int) -> tuple[int, str]:
    stop = m.clause_end(end)
    cut = re.search(r", (?:according|said|he|she|which|as)\b|\",|,\"", m.text[end:stop])
    if cut:
        stop = end + cut.start()
    return stop, m.words(end, stop)


def _first_actor(m: Marked, start: int, stop: int, without: tuple[str, ...]) -> str | None:
    for match in re.finditer(r"[⟨‹](\d{1,3})[⟩›]", m.text[start:stop]):
        for code in m.codes(match[1], without=without):
            if code not in without:
                return code
    return None


def _stances(m: Marked, taken: list[tuple[int, int]]) -> Iterator[Draft]:
    done: list[tuple[int, int]] = list(taken)
    for match in m.each(_INTEREST):
        number = match["h"] or match["i"]
        holder = m.one(number)
        if holder is None:
            continue
        start = match.start()
        negated = bool(
            re.search(
                r"\b(?:not|never|no longer|hardly)\b",
                m.text[max(0, start - 12) : match.start(0) + 40].split(" in ")[0] + " " + (match["n"] or ""),
            )
        )
        if match["topic"]:
            stop, words = _topic(m, match.start("topic"))
            topic_at = match.start("topic")
        else:
            lead = m.clause_start(start)
            stop, words, topic_at = match.end(), m.words(lead, start), lead
        if words:
            towards = _first_actor(m, topic_at, stop, (holder,))
            yield Draft(
                Stance(
                    holder=holder,
                    attitude="interest",
                    topic=words,
                    towards=towards,
                    negated=negated,
                    **times(m.window(start, stop)),
                ),
                start,
                stop,
                "in its interest",
            )
            done.append((start, stop))
    for place in m.traced.which(_PATTERNS):
        pattern, attitude = _RULES[place]
        for hit in m.hits(pattern):
            at = hit.match.start()
            if any(s <= at < e for s, e in done) or not _standing(hit):
                continue
            holders = _holder(m, hit.group)
            if not holders:
                continue
            if re.match(
                r"resolution|(?:the|a) (?:\w+ ){0,4}(?:resolution|draft)\b",
                m.text[hit.match.end() :].strip(),
                re.IGNORECASE,
            ) and re.match(
                r"support|back|oppos|reject|endors|favo|welcom|approv", hit.match.group(0), re.IGNORECASE
            ):
                continue
            stop, words = _topic(m, hit.match.end())
            if attitude == "neutral" and not words:
                words = m.words(at, hit.match.end())
            if not words or (len(words) < 4 and words.upper() != words):
                continue
            towards = _first_actor(m, hit.match.end(), stop, holders)
            refuse = hit.match.group(0).lower().startswith("refus")
            for holder in holders:
                yield Draft(
                    Stance(
                        holder=holder,
                        attitude=attitude,
                        topic=words,
                        towards=towards,
                        negated=hit.negated,
                        **times(m.window(hit.group.start, hit.match.end(), inside=True)),
                    ),
                    hit.group.start,
                    stop,
                    "refusal" if refuse else f"attitude {attitude}",
                )
            done.append((hit.group.start, stop))


def _standing(hit: Hit) -> bool:
    """Say whether an attitude is held, not foreseen: "would prefer" is held, "would support" is foreseen."""
    group = hit.group
    if group.subject is None or group.open or group.modal in ("future",):
        return False
    if group.modal == "would":
        return bool(_WOULD_WANT.match(hit.match.group(0)))
    if group.passive and not re.match(
        r"(?:is|are|was|were|be|been|being|remain)", hit.match.group(0), re.IGNORECASE
    ):
        return False
    return group.modal is None


def _pledges(m: Marked) -> Iterator[Draft]:
    for pattern in (
        _PLEDGE + r"(?: (?:itself|themselves))?",
        _PLEDGE_NOUN,
        r"<give> ⟨\d{1,3}⟩ (?:an? |its )?(?:\w+ )?(?:assurances?|guarantees?|promise|pledge)",
    ):
        for hit in m.hits(pattern):
            group = hit.group
            if group.subject is None or group.modal or group.open:
                continue
            word = hit.match.group(0).lower()
            after = m.text[hit.match.end() :]
            if (
                word.startswith("commit")
                and not re.match(r" (?:to|itself|themselves)\b", after)
                and "itself" not in word
                and "themselves" not in word
                and not group.passive
            ):
                continue
            if group.passive and not word.startswith("commit"):
                continue
            if word.startswith("guarantee") and re.match(
                r" (?:the )?(?:security|independence|borders|territorial)", after
            ):
                continue
            stop, words = _topic(m, hit.match.end())
            recipient = re.match(
                r" (?:to )?⟨(\d{1,3})⟩(?: (?:that|to|with|of|its|it|‹|a|an|military|economic|\w+)\b|[.,]|$)",
                after,
            )
            start_topic = hit.match.end()
            for holder in _holder(m, group):
                to = m.one(recipient[1], without=(holder,)) if recipient else None
                topic = words
                inside = re.search(r"⟨(\d{1,3})⟩", hit.match.group(0))
                if inside:
                    to = m.one(inside[1], without=(holder,))
                elif recipient and to:
                    topic = m.words(start_topic + recipient.end(1) + 1, stop) or words
                to = to or _first_actor(m, start_topic, stop, (holder,))
                if topic:
                    yield Draft(
                        Pledge(
                            holder=holder,
                            to=to,
                            topic=re.sub(r"^(?:to|that) ", "", topic),
                            negated=hit.negated,
                            **times(m.window(group.start, hit.match.end(), inside=True)),
                        ),
                        group.start,
                        stop,
                        f"pledge: {word}",
                    )
