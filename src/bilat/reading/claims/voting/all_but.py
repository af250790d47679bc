"""All members of a group but some: "every BRICS country except Russia abstained", "Russia aside, all of them did" (`vote`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bilat.propositions import Vote
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language import windows
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_EXCEPT = r"(?:except(?: for)?|excepting|apart from|aside from|other than|save(?: for)?|bar|barring|but|excluding|with the (?:sole |single )?exception of)"
_LIST = r"⟨\d{1,3}⟩(?:(?:,| and|, and) ⟨\d{1,3}⟩)*"
#: The exception before the group, between it and the verb, or at the end.
_BUT = re.compile(
    rf"^\W*(?:{_EXCEPT} (?P<a>{_LIST})|(?:leaving|setting|putting) aside (?P<b>{_LIST})|(?:(?:leaving|setting|putting) )?(?P<c>{_LIST}) aside),? (?=⟨(?P<g>\d{{1,3}})⟩ )"
    rf"|(?<=⟨)(?P<h>\d{{1,3}})⟩,? (?:members |states |countries )?{_EXCEPT} (?P<d>{_LIST}),?(?= [a-z])"
    rf"|(?<=⟨)(?P<i>\d{{1,3}})⟩(?= [a-z])(?P<v>[^;⟨‹]{{4,120}}?(?:‹\d{{1,3}}›[^;⟨‹]{{0,60}})?),? {_EXCEPT} (?P<e>{_LIST})(?=\W*$)",
    re.IGNORECASE,
)


def find(m: Marked, plain: Callable[[Marked], Iterator[Draft]]) -> list[Draft] | None:
    """Read the votes of a group without those excepted; ``None`` where nobody is.

    Parameters
    ----------
    plain
        Reads the sentence that is left.
    """
    found = m.search(_BUT) if m.members else None
    if found is None:
        return None
    group = int(found["g"] or found["h"] or found["i"])
    how = m.members.get(group)
    listed = next(found[name] for name in "abcde" if found[name])
    besides = tuple(dict.fromkeys(c for n in re.findall(r"\d{1,3}", listed) for c in m.codes(n)))
    if how is None or how.bare or how.how_many not in ("all", "none") or any(map(is_organisation, besides)):
        return []
    start, end = found.span()
    if found["h"]:
        start = found.end("h") + 1
    elif found["i"]:
        start = found.end("v")
    traced = m.traced.composed([(0, start), (end, len(m.text))])
    rest = replace(m, traced=traced, groups={}, subjects=None, windows=windows.find(traced, m.on))
    drafts = []
    for draft in plain(rest):
        vote = draft.proposition
        if isinstance(vote, Vote) and is_organisation(vote.state):
            drafts.append(
                replace(
                    draft,
                    proposition=vote.model_copy(update={"besides": besides, "quantifier": how.how_many}),
                )
            )
    return drafts
