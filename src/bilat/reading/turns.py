"""Interviews printed as "Q: ..." and "A: ...": whose words the turns are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.reading.segment import Segmented
from bilat.types import Speaker, Statement

__all__ = ["with_turns"]

_TURN = re.compile(r"(?P<who>Q|A|Question|Answer)\s?[:.]\s+(?=\S)")
_WITH = re.compile(
    r"\b(?:[Ii]nterview|[Cc]onversation|[Tt]alk|Q ?& ?A|Q and A|[Dd]iscussion|[Ss]peaks?|[Ss]poke|[Tt]alks?|[Tt]alked|[Ss]at down) (?:with|to) "
    r"(?:(?:[A-Z]?[a-z]+\.? )*?)(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3})"
)


def with_turns(
    text: str, segmented: Segmented, statements: Sequence[Statement], title: str, people: Sequence[Speaker]
) -> list[Statement]:
    """Give the statements in an interview's turns their speakers; elsewhere nothing is changed.

    The answers are of whom the headline or the first lines say the talk is with, else of the first person named; the
    questions are the interviewer's.
    """
    turns = [(m, start, end) for start, end in segmented.paragraphs if (m := _TURN.match(text, start, end))]
    asked = sum(m["who"][0] == "Q" for m, _, _ in turns)
    if asked < 2 or len(turns) - asked < 2:
        return list(statements)
    named = _WITH.search(title) or _WITH.search(text[: turns[0][1]])
    answering = next((p for p in people if named and p.name == named["name"]), None) or (
        Speaker(named["name"]) if named else people[0] if people else Speaker("the interviewee")
    )
    speakers = {"Q": Speaker("the interviewer"), "A": answering}
    out = []
    for one in statements:
        turn = next((t for t in turns if t[1] <= one.span[0] < t[2]), None)
        if turn is None or not (
            one.mode == "narration" or (one.speaker and _TURN.match(one.speaker.name + ": x"))
        ):
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
                        speaker=speakers[mark["who"][0]],
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
