"""Interviews and hearings printed in turns, "Q: ..." or "Dr Quill: ...": whose words they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.reading.attributing.names import TITLES
from bilat.reading.segment import Segmented
from bilat.types import Speaker, Statement

__all__ = ["with_turns"]

_TURN = re.compile(r"(?P<who>Q|A|Question|Answer)\s?[:.]\s+(?=\S)")
#: "Dr Quill: ...", "Chair: ...": whoever a turn is of.
_NAMED_TURN = re.compile(
    r"(?P<who>[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|of|the|de|van|von|al|bin)){0,4})\s?:\s+(?=\S)"
)
_WITH = re.compile(
    r"\b(?:[Ii]nterview|[Cc]onversation|[Tt]alk|Q ?& ?A|Q and A|[Dd]iscussion|[Ss]peaks?|[Ss]poke|[Tt]alks?|[Tt]alked|[Ss]at down) (?:with|to) "
    r"(?:(?:[A-Z]?[a-z]+\.? )*?)(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3})"
)


#: "Chile's former minister Ada Quill talks to Bo Berg": either may be the guest; it is the one with a post.
_TALKS_TO = re.compile(
    r"(?P<a>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}),?(?: [^.,;]{0,40}?,)? (?:talks?|talked|speaks?|spoke|sat down) (?:to|with) (?P<b>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3})"
)


def _guest(head: str, people: Sequence[Speaker]) -> str | None:
    """Return the name of whom the lines above an interview call the guest."""
    both = _TALKS_TO.search(head)
    if both:
        posts = {p.name: p.role for p in people}
        with_post = [name for name in both.groups() if posts.get(name)]
        return with_post[0] if len(with_post) == 1 else both["b"]
    named = _WITH.search(head)
    return named["name"] if named else None


def with_turns(
    text: str, segmented: Segmented, statements: Sequence[Statement], title: str, people: Sequence[Speaker]
) -> list[Statement]:
    """Give the statements in an interview's turns their speakers; elsewhere nothing is changed.

    The answers are of whom the headline or the first lines say the talk is with, else of the first person named; the
    questions are the interviewer's. Where the turns bear names, each is of whom it names.
    """
    of_names = _named_turns(text, segmented)
    if of_names:
        speakers = {
            m["who"]: next(
                (p for p in people if _last(p.name) == _last(m["who"])),
                Speaker(TITLES.sub("", m["who"]) or m["who"]),
            )
            for m, _, _ in of_names
        }
        return _given(text, statements, of_names, speakers)
    turns = [(m, start, end) for start, end in segmented.paragraphs if (m := _TURN.match(text, start, end))]
    asked = sum(m["who"][0] == "Q" for m, _, _ in turns)
    if asked < 2 or len(turns) - asked < 2:
        return list(statements)
    named = _guest(title, people) or _guest(text[: turns[0][1]], people)
    answering = next((p for p in people if p.name == named), None) or (
        Speaker(named) if named else people[0] if people else Speaker("the interviewee")
    )
    by_letter = {"Q": Speaker("the interviewer"), "A": answering}
    speakers = {m["who"]: by_letter[m["who"][0]] for m, _, _ in turns}
    return _given(text, statements, turns, speakers)


_Turn = tuple[re.Match[str], int, int]


def _last(name: str) -> str:
    return name.split()[-1].casefold()


def _named_turns(text: str, segmented: Segmented) -> list[_Turn]:
    """Return the turns of a hearing: four paragraphs or more, half of them all, by two names or more that come again."""
    found = [(m, s, e) for s, e in segmented.paragraphs if (m := _NAMED_TURN.match(text, s, e))]
    names = [m["who"] for m, _, _ in found if m["who"] not in ("Q", "A", "Question", "Answer")]
    again = len(names) - len(set(names))
    enough = len(names) >= 4 and 2 * len(names) >= len(segmented.paragraphs) - 2
    return found if enough and len(set(names)) >= 2 and again >= 1 else []


def _given(
    text: str, statements: Sequence[Statement], turns: Sequence[_Turn], speakers: dict[str, Speaker]
) -> list[Statement]:
    """Give what the article seems to say within a turn, or the name before its colon, to whom the turn is of."""
    out = []
    for one in statements:
        turn = next((t for t in turns if t[1] <= one.span[0] < t[2]), None)
        own = turn is not None and (
            one.mode == "narration"
            or (one.speaker is not None and _last(one.speaker.name) in (_last(turn[0]["who"]), "i", "we"))
        )
        if turn is None or not own:
            out.append(one)
            continue
        # A short question may have been read on into its answer, as what follows a colon: each turn has its own part.
        for mark, start, end in turns[turns.index(turn) :]:
            if start >= one.span[1]:
                break
            content = tuple(
                (max(s, mark.end()), trimmed)
                for s, e in one.content
                if (trimmed := start + len(text[start : min(e, end)].rstrip())) > max(s, mark.end())
            )
            if content:
                out.append(
                    replace(
                        one,
                        speaker=speakers[mark["who"]],
                        mode="direct",
                        cue=mark.group().strip(),
                        cue_span=(mark.start(), mark.start() + len(mark.group().rstrip())),
                        source_span=None,
                        content=content,
                        span=(
                            min(max(one.span[0], start), content[0][0]),
                            start + len(text[start : min(one.span[1], end)].rstrip()),
                        ),
                        text=" … ".join(text[s:e] for s, e in content),
                    )
                )
    return out
