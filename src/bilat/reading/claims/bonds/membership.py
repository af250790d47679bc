"""Who belongs to which organisation (`membership`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from bilat.propositions import Membership
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.organisations import ON_ITS_BEHALF, is_organisation
from bilat.reading.claims.language.quantities import NUMBER, number
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_FURTHER = re.compile(
    r"(?: (?:in|on) (?:\w+ ){0,2}\d{4})(?:,? and|,) (?:the )?⟨(?P<o>\d{1,3})⟩ (?:in|on) (?:\w+ ){0,2}(?P<year>\d{4})\b"
)
Change = Literal["is", "joined", "left", "founded"]

_MEMBER = r"(?:(?:an?|the|one of the|full|formal|permanent|non-permanent|active|old|oldest|new|newest|original|current|former|leading|key|long-standing|associate|⟨\d+⟩'s?) )*(?:member(?:s|[- ]states?| countries| nations| country)?|part)"
_HALF = re.compile(
    r"(?:'s [\w ]{2,20})?(?: (?:in|on) [\w ]{4,16}?)?,? as (?:an? |the )?(?:[\w-]+ )?(?:dialogue partner|partner|observer|associate|candidate|guest|non-member)\b"
)
_FOR_GOOD = re.compile(r" (?:for good|permanently|for ever|forever|once and for all|never to return)\b")
_IN = r"(?:(?:also |both |still |now |already |no longer )*)"


def find(m: Marked) -> Iterator[Draft]:
    """Find memberships."""
    if not any(is_organisation(c) for s in m.slots for c in s.codes):
        return
    seen: set[tuple[tuple[str, ...], str]] = set()
    for draft in _all(m):
        claim = draft.proposition
        assert isinstance(claim, Membership)
        key = (claim.states, claim.organisation)
        if key not in seen:
            seen.add(key)
            yield draft


#: Of the Security Council: a seat for good, or for two years.
_SEAT = re.compile(r"\b(?P<elected>non-?permanent|elected|rotating|temporary)\b|\bpermanent\b", re.IGNORECASE)
_PERMANENT = frozenset({"CHN", "FRA", "GBR", "RUS", "USA", "TWN"})


def _seated(states: tuple[str, ...], seat: re.Match[str], window: Window) -> bool:
    """Say whether a claim about a kind of seat can be judged: not of an elected permanent member, nor of China's seat before 1971."""
    if seat["elected"]:
        return not _PERMANENT.intersection(states)
    early = (window.since is not None and window.since < 1972) or (
        window.until is not None and window.until < 1972
    )
    return not (early and {"CHN", "TWN"}.intersection(states))


def _drafts(
    m: Marked,
    states: tuple[str, ...],
    slot: str,
    change: Change,
    start: int,
    end: int,
    *,
    negated: bool,
    why: str,
) -> Iterator[Draft]:
    counted = {m.slots[n].codes[0] for n in m.members}
    states = tuple(s for s in states if s in counted or not is_organisation(s))
    if _HALF.match(m.text, end) or ON_ITS_BEHALF.match(m.source, m.slots[int(slot)].end):
        return  # "joined as a dialogue partner", "part of its mission": no member
    window = m.window(start, end)
    seat = _SEAT.search(m.text, start, end) if "UNSC" in m.codes(slot) else None
    if seat and (change != "is" or not _seated(states, seat, window)):
        return
    if change == "founded" and window.until is None:
        window = Window(window.start, window.end)  # "a founding member, and in the G20 since 2008"
    if (
        change == "is"
        and window.until is None
        and window.since is not None
        and negated
        and "longer" in m.text[start:end]
    ):
        window = Window(window.start, window.end)
    if states:
        for organisation in m.codes(slot):
            if is_organisation(organisation) and organisation not in states:
                permanent = seat is not None and organisation == "UNSC" and not seat["elected"]
                yield Draft(
                    Membership(
                        states=states,
                        organisation="P5" if permanent else organisation,
                        change=change,
                        negated=negated,
                        **times(window),
                    ),
                    start,
                    end,
                    why,
                )


#: "NATO had sixteen members", "grew from fifteen to 25 member states".
_SIZE = (
    rf"{{A:o}} (?:(?:<have|number|count|comprise|include>|<consist> of|<be> made up of) (?P<more>at least |more than |over |no fewer than )?(?:exactly |only |just )?|<grow|expand|rise|increase>(?: from {NUMBER}(?: members)?)? to (?P<as>))(?P<n>{NUMBER}) (?:full |sovereign )?(?:members|member[- ]states|member countries|countries|states|nations)\b(?! (?:of|that|which|who|to)\b)",
)


def _sizes(m: Marked) -> Iterator[Draft]:
    """Find how many members an organisation has."""
    for pattern in _SIZE:
        for match in m.finds(pattern):
            organisation, size = m.one(match["o"]), number(match["n"])
            group = m.group(match.end("o") + 2)
            if organisation is None or not is_organisation(organisation) or not size or group.modal:
                continue
            more = (match["more"] or "").strip()
            window = m.window(match.start(), match.end())
            yield Draft(
                Membership(
                    states=(),
                    organisation=organisation,
                    quantifier="at least" if more else "exactly",
                    members=int(size) + (more in ("more than", "over")),
                    **times(window),
                ),
                match.start(),
                match.end(),
                "how many members",
            )


def _all(m: Marked) -> Iterator[Draft]:
    yield from _sizes(m)
    rules: tuple[tuple[str, Change | Literal["left?"]], ...] = (
        (
            rf"<be|become|remain>(?P<x>) {_IN}(?:an?|the|one of(?: the)?)? ?(?:\w+ )?(?:founding|founder|charter|original) (?:member(?:s|[- ]states?)?|signator(?:y|ies)) of {{A:o}}",
            "founded",
        ),
        (rf"<become> {_IN}{_MEMBER} (?:of|in) {{A:o}}", "joined"),
        (rf"<become> {_IN}(?:an? |the )?(?:\w+ )?{{A:o}} members?", "joined"),
        (rf"<be|remain> {_IN}{_MEMBER} (?:of|in) (?:both )?{{A:o}}", "is"),
        (
            rf"<be|remain> {_IN}(?:an? |the |both )?(?:full )?{{J:o}} (?:members?|(?:member )?(?:states?|countr(?:y|ies)))(?! \w*ly)\b",
            "is",
        ),
        (r"<belong> to (?:both )?{A:o}", "is"),
        (
            rf"<be|remain> {_IN}an? {{A:o}}(?= (?:in|since|until|by|between|from|before|during)\b|[.,;]|$)",
            "is",
        ),
        (
            rf"<be|remain|stay> {_IN}(?:in|inside|within) (?:both )?{{A:o}}(?! (?:and|headquarters|meeting|summit|'s))(?='?(?:[.,;?!]| since| in \d| as of| today| now| until| at|$| and|\"| from| but| during| with| by \d| by (?:the|then)| before \d| throughout| between \d| already| for ))",
            "is",
        ),
        (r"<be|remain|stay> (?:outside|not part of) {A:o}", "left?"),
        (
            r"<join|enter|rejoin|re-join|re-enter> (?!(?:in|the fight|talks|forces))(?:both )?{A:o}(?! (?:in (?!\d|the|January|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|late|early)|mission|sanction|talks|force))",
            "joined",
        ),
        (r"<accede> to {A:o}", "joined"),
        (
            r"<return|come back> to (?:the )?(?:ranks of )?{A:o}(?! ?'s?| (?:to|with|and|for|talks|meeting|summit|headquarters))",
            "joined",
        ),
        (
            r"(?:<be>|<gain|win>) (?:formally |officially )?(?:admitted|accepted|admission|membership|entry|welcomed)(?: as (?:an? )?(?:\w+ )?members?)? (?:to|into|in|of|by) {A:o}",
            "joined",
        ),
        (r"<leave|quit|exit> {A:o}(?! (?:out|behind|to|in charge|vulnerable|with))", "left"),
        (
            r"<withdraw|pull|drop|walk|resign|secede|depart|break>(?: \w+ly)?(?: itself)?(?: out)? (?:of|from|away from) {A:o}",
            "left",
        ),
        (r"<be> (?:\w+ly )?(?:expelled|ejected|thrown out|kicked out|excluded) (?:from|of) {A:o}", "left"),
        (r"<end|renounce|give up|terminate> (?:its |‹\d+› )?membership (?:of|in) {A:o}", "left"),
        (r"<co-found|found|establish|set up|create|form|launch|help found>(?: the)? {A:o}", "founded"),
        (r"<make up|constitute|compose> {A:o}", "is"),
        (r"<hold|have|keep> (?:full |permanent )?membership (?:of|in) {A:o}", "is"),
        (r"<have|hold|occupy> (?:a )?(?:permanent )?seat (?:on|in|at) {A:o}", "is"),
        (r"<sit> (?:in|on|inside) {A:o}(?! (?:meeting|summit|headquarters|talks))", "is"),
        (r"<be> (?:still |now |also )*(?:part|parts) of {A:o}", "is"),
        (r"<figure|rank|feature|count> among(?:st)? {P:o} (?:\w+ )?members", "is"),
        (r"<be> (?:an?|one) (?:\w+ )?of (?:the )?{P:o} (?:\w+ )?(?:members|member states)\b", "is"),
        (
            r"<be> (?:listed |counted )?(?:among|amongst|one of) (?:the )?(?:\w+ )?(?:members|member states|states) (?:of|in) {A:o}",
            "is",
        ),
    )
    for pattern, change in rules:
        for hit in m.hits(pattern):
            group = hit.group
            if not group.real or group.subject is None:
                continue
            states = m.subject(group)
            negated = hit.negated
            kind: Change = "is" if change == "left?" else change
            text = hit.match.group(0)
            if change == "left?":
                negated = not negated
            if re.search(r"\bnot part of|neither", text):
                negated = True if change != "left?" else negated
            if re.search(r"\bformer\b", text):
                kind, negated = "left", hit.negated
            if (
                group.passive
                and kind in ("joined", "founded")
                and not re.match(r"(?:is|are|was|were|be|been|being|gain|won|win)", text)
            ):
                continue
            if (
                re.search(r" candidate| associate|observer|partner| dialogue", text)
                or re.match(r" (?:candidate|observer|'s? [a-z]+)", m.text[hit.match.end() :])
            ) and not re.match(r"'s? (?:military|integrated)", m.text[hit.match.end() :]):
                continue
            if re.match(r"'s? (?:military|integrated)", m.text[hit.match.end() :]):
                continue
            also = re.match(
                r",? but (?P<n>not )?(?:(?:a )?(?:member )?(?:of|in|to|inside) )?⟨(?P<o>\d{1,3})⟩",
                m.text[hit.match.end() :],
            )
            if also and also["n"]:
                yield from _drafts(
                    m,
                    states,
                    also["o"],
                    "is",
                    group.start,
                    hit.match.end() + also.end(),
                    negated=not negated,
                    why="membership: but not",
                )
            if kind == "left" and not negated and _FOR_GOOD.match(m.text[hit.match.end() :]):
                # who left for good is no member today
                for state in states:
                    yield Draft(
                        Membership(states=(state,), organisation=m.codes(hit.match["o"])[0], negated=True),
                        group.start,
                        hit.match.end(),
                        "membership: left for good",
                    )
                return
            yield from _drafts(
                m,
                states,
                hit.match["o"],
                kind,
                group.start,
                hit.match.end(),
                negated=negated,
                why=f"membership: {kind}",
            )
            # "joined NATO in 1999 and the EU in 2004": the second has its own year.
            further = _FURTHER.match(m.text, hit.match.end())
            if further and kind in ("joined", "left"):
                for draft in _drafts(
                    m,
                    states,
                    further["o"],
                    kind,
                    group.start,
                    further.end(),
                    negated=negated,
                    why=f"membership: {kind}",
                ):
                    year = int(further["year"])
                    own = draft.proposition.model_copy(update={"since": year, "until": year, "dated": None})
                    yield replace(draft, proposition=own)
    for hit in m.hits(
        r"<be> neither (?:an? |in |part |members? |of )*{A:o},? nor (?:an? |in |part |members? |of )*{A:p}"
    ):
        if hit.group.real:
            for slot in ("o", "p"):
                yield from _drafts(
                    m,
                    m.subject(hit.group),
                    hit.match[slot],
                    "is",
                    hit.group.start,
                    hit.match.end(),
                    negated=True,
                    why="membership: neither",
                )
    yield from _inverse(m)


def _inverse(m: Marked) -> Iterator[Draft]:
    rules: tuple[tuple[str, Change], ...] = (
        (
            r"<admit|accept|welcome|induct>(?: in)? {A:s}(?: (?:as (?:an? )?(?:\w+ )?members?|into its ranks))?",
            "joined",
        ),
        (r"<expel|eject|oust> {A:s}", "left"),
        (
            r"<include|comprise> {A:s}(?: (?:as|among) (?:its |an? )?members?)?(?=[.,;?!]| in \d| as| among|$)",
            "is",
        ),
        (r"<count|have|number> {A:s} (?:among|as) (?:one of )?(?:its |‹\d+› |an? )?(?:\w+ )?members?", "is"),
    )
    for pattern, change in rules:
        for hit in m.hits(pattern):
            group = hit.group
            organisations = m.subject(group)
            if (
                group.real
                and group.subject is not None
                and len(organisations) == 1
                and is_organisation(organisations[0])
                and not group.passive
            ):
                states = m.codes(hit.match["s"])
                if hit.match.group(0).lower().startswith(("welcom", "accept")) and not re.search(
                    r"member|ranks", hit.match.group(0)
                ):
                    continue
                yield from _drafts(
                    m,
                    states,
                    str(group.subject),
                    change,
                    group.start,
                    hit.match.end(),
                    negated=hit.negated,
                    why=f"membership: {change}",
                )
    more: tuple[tuple[str, Change], ...] = (
        (
            r"{P:s} (?:accession to|admission (?:to|into)|entry into|entrance into) {A:o} (?:<come|take|be|happen|follow>|dates)",
            "joined",
        ),
        (
            r"{P:s} (?:withdrawal|exit|departure|expulsion) from {A:o} (?:<come|take|be|happen|follow>)",
            "left",
        ),
        (r"{P:s} membership (?:of|in) {A:o} (?:<date|begin|start>)", "joined"),
        (r"{P:s} membership (?:of|in) {A:o} (?:<end|lapse|expire>)", "left"),
        (r"\b(?:members|member states) of {A:o} (?:<include|be>|such as|including) {A:s}", "is"),
        (r"{J:o} (?:members|member states|countries) (?:include|are|included|were) {A:s}", "is"),
    )
    for pattern, change in more:
        for match in m.finds(pattern):
            if not m.group(match.start()).modal and is_organisation((m.codes(match["o"]) or ("",))[0]):
                yield from _drafts(
                    m,
                    m.codes(match["s"]),
                    match["o"],
                    change,
                    match.start(),
                    match.end(),
                    negated=False,
                    why=f"membership: {change}",
                )
