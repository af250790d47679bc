"""Territorial disputes, clashes, wars, rivalries (`dispute`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import Dispute
from bilat.reading.claims.conflict.dispute_parts import Relation, drafts
from bilat.reading.claims.conflict.territory import claims
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find", "relation_of"]

_GATE = re.compile(
    r"disput|loggerheads|confront|hostilit|\bat peace\b|\bclaim|\bwars?\b|\bfought\b|\bfight|clash|skirmish|rival|\bfire\b|standoff|stand-off|conflict|enem(?:y|ies)|adversar|hostil|battle|foes?\b|border|quarrel|territor|feud|\bcombat\b|shelled|blows|at odds",
    re.IGNORECASE,
)
_KIND = (
    r"(?:(?:\w+[- ]){0,3}?(?:territorial|border|boundary|maritime|land|island|sea|sovereignty|frontier)(?: and \w+)? (?:disputes?|claims?|quarrels?|conflicts?|disagreements?|rows?|differences|issues)"
    r"|(?:armed|military|shooting|hot|border|naval|direct|bloody|brief|short|long|full-scale|deadly|violent|major|serious|frequent|repeated|several|armed border|minor) {0,1}(?:border )?(?:wars?|conflicts?|clash(?:es)?|skirmish(?:es)?|confrontations?|stand-?offs?|battles?|incidents?|fighting)"
    r"|militari[sz]ed (?:inter-?state )?(?:confrontations?|clash(?:es)?|incidents?|conflicts?|stand-?offs?)|wars?|clash(?:es)?|skirmish(?:es)?|stand-?offs?|confrontations?|(?:militari[sz]ed )?(?:inter-?state )?(?:disputes?|conflicts?)|(?:\w+ )?rivalry)"
)


def relation_of(words: str) -> Relation:
    """Return the relation that the words of a dispute name.

    Examples
    --------
    >>> relation_of("border dispute"), relation_of("border clashes"), relation_of("a brief war")
    ('territorial', 'militarised', 'war')
    """
    low = words.lower()
    if re.search(
        r"clash|skirmish|stand-?off|confrontation|battle|incident|militari[sz]ed|armed|military|fire\b|fighting|shots|blows|combat",
        low,
    ) and not re.search(r"\bwar", low):
        return "militarised"
    if re.search(r"\bwars?\b", low):
        return "war"
    if re.search(r"territor|border|boundar|maritime|\bland\b|island|\bsea\b|sovereign|frontier|claim", low):
        return "territorial"
    if re.search(r"rival|enem|adversar|\bfoe|hostil", low):
        return "rivalry"
    return "any"


_DET = r"(?:(?:an?|the|any|no|some|several|many|its|their|unresolved|ongoing|open|long-standing|longstanding|long-running|bitter|old|serious|numerous|various|multiple|recurring|active|outstanding|overlapping|competing|two|three|four|five|another|first|second|third) ){0,3}"
_OVER = re.compile(
    r"(?:over|about|regarding|concerning|on) (?:the )?(?:ownership of |sovereignty of |sovereignty over |control of )?(.{3,60})"
)


_OVER_LAND = re.compile(
    r" (?:with (?:each other|one another) )?(?:over|about) (?:the |their |its |‹\d+› |disputed |some |a )*(?:territor|border|boundar|islands?\b|islets?\b|frontier|land\b|sovereignty)"
)


def find(m: Marked) -> Iterator[Draft]:
    """Find disputes."""
    if not m.search(_GATE):
        return
    seen: list[tuple[frozenset[str], int, int]] = []
    for draft in _all(m):
        claim = draft.proposition
        assert isinstance(claim, Dispute)
        pair = frozenset((claim.a, claim.b))
        # The same words read twice are one dispute; a sentence may tell of two between the same states.
        clause = m.clause_start(draft.start), m.clause_end(draft.end)
        if any(pair == other and clause[0] < end and start < clause[1] for other, start, end in seen):
            continue
        seen.append((pair, *clause))
        yield draft


def _all(m: Marked) -> Iterator[Draft]:
    yield from _verbal(m)
    yield from claims(m)
    yield from _nominal(m)


_WITH = r"(?:with|against) {A:b}"
_VERBAL: tuple[tuple[str, Relation | None], ...] = (
    (
        rf"<have|see> (?P<w>{_DET}{_KIND}) (?:(?:over|about|on|in|along|at) [^⟨;.]{{1,60}}? )?{_WITH}",
        None,
    ),
    (rf"<have|see|come to|engage in|be in> (?P<w>{_DET}{_KIND})", None),
    (
        rf"<be> (?:still )?(?:engaged|involved|locked|embroiled|mired|caught up) in (?P<w>{_DET}{_KIND}) (?:[^⟨;.]{{0,50}}? )?{_WITH}",
        None,
    ),
    (rf"<be> (?:still )?(?:engaged|involved|locked|embroiled|mired) in (?P<w>{_DET}{_KIND})", None),
    (rf"<fight|wage> (?P<w>(?:{_DET})?(?:\w+ ){{0,3}}?wars?) {_WITH}", "war"),
    (r"<fight|wage> (?P<w>(?:[\w-]+ ){0,4}?wars?)\b(?! against(?! (?:each other|one another)))", "war"),
    (
        rf"<fight|wage> (?P<w>(?:[\w-]+ ){{0,4}}?(?:clash(?:es)?|battles?|skirmish(?:es)?|conflicts?)) {_WITH}",
        "militarised",
    ),
    (
        r"<fight|wage> (?P<w>(?:[\w-]+ ){0,4}?(?:clash(?:es)?|battles?|skirmish(?:es)?|conflicts?|each other|one another))\b",
        "militarised",
    ),
    (r"<fight> (?:against |with )?{A:b} (?:in|during) (?:the |a )?(?P<w>(?:[\w‹›-]+ ){0,4}?war)", "war"),
    (r"<fight> (?:against )?{A:b}", "war"),
    (r"<fight> (?:against )?(?:each other|one another) in (?P<w>(?:[\w‹›-]+ ){0,4}?wars?)", "war"),
    (r"<fight> (?P<w>)(?:over|for control of|for possession of) ", "militarised"),
    (rf"<go|be> (?P<w>(?:to|at) war) (?:(?:over|in) [^⟨;.]{{1,50}}? )?{_WITH}", "war"),
    (r"<go|be> (?P<w>(?:to|at) war)\b(?! (?:with|against)(?! (?:each other|one another)))", "war"),
    (r"<declare> (?P<w>war) (?:on|against) {A:b}", "war"),
    (r"<invade> {A:b}(?P<w>) (?:to start|starting) (?:a|the) war", "war"),
    (rf"<clash|skirmish|spar> (?P<w>)(?:[^⟨;.]{{0,40}}? )?{_WITH}", "militarised"),
    (r"<clash|skirmish>(?P<w>)\b", "militarised"),
    (
        r"<be> (?P<w>at (?:odds|loggerheads)) (?:over|about) (?:the |their |its |‹\d+› )?(?:\w+ ){0,2}(?:territory|border|boundary|islands?|frontier|sovereignty|waters)",
        "territorial",
    ),
    (r"<confront> (?P<w>each other|one another)\b", "militarised"),
    (
        r"<quarrel|squabble|feud|disagree|argue>(?P<w>)(?: \w+ly)? (?:over|about) (?:the |their |its |‹\d+› )?(?:\w+ ){0,2}(?:border|boundary|frontier|islands?|territory|land|sovereignty)",
        "territorial",
    ),
    (r"<come> to blows(?P<w>)(?: with {A:b})?", "militarised"),
    (
        rf"<exchange|trade> (?P<w>(?:artillery |gun|small arms |heavy )?(?:fire|gunfire|shots|blows|shellfire)) (?:[^⟨;.]{{0,40}}? )?{_WITH}",
        "militarised",
    ),
    (
        r"<exchange|trade> (?P<w>(?:artillery |gun|small arms |heavy )?(?:fire|gunfire|shots|shellfire))\b",
        "militarised",
    ),
    (r"<open> fire on(?P<w>) {A:b}", "militarised"),
    (
        r"<be|remain|become> (?:still |long |long-standing |an? |the |historic |bitter |arch |traditional |strategic |regional |old |sworn |mortal |fierce |great |one of )*{P:b} (?:(?:main|chief|biggest|regional|historic|strategic|old|long-standing|traditional|arch|bitter|principal|great|greatest|foremost|geopolitical) )*(?P<w>arch-?rivals?|rivals?|enem(?:y|ies)|adversar(?:y|ies)|foes?|archenem(?:y|ies)|arch-?foes?)",
        "rivalry",
    ),
    (
        r"<be|remain|become> (?:[\w-]+ ){0,4}?(?P<w>arch-?rivals?|rivals?|enem(?:y|ies)|adversar(?:y|ies)|foes?|competitors) (?:of|to|with) {A:b}",
        "rivalry",
    ),
    (
        r"<be|remain|become> (?:[\w-]+ ){0,4}?(?P<w>arch-?rivals|rivals|enemies|adversaries|foes)\b",
        "rivalry",
    ),
    (r"<be> (?P<w>at odds|in dispute|in conflict) with {A:b}", "any"),
)
_PATTERNS = tuple(pattern for pattern, _relation in _VERBAL)


def _verbal(m: Marked) -> Iterator[Draft]:
    for place in m.traced.which(_PATTERNS):
        pattern, relation = _VERBAL[place]
        for hit in m.hits(pattern):
            group = hit.group
            words = hit.match.groupdict().get("w") or ""
            if not group.real or (group.subject is None and not group.generic):
                continue
            if re.search(
                r"\bcold war|war (?:on|against) (?:terror|drugs)|trade wars?|war of words|currency war|price war|proxy war|trade (?:dispute|conflict|clash)|diplomatic (?:dispute|row)|claim",
                m.text[hit.match.start() : hit.match.end() + 20],
                re.IGNORECASE,
            ) and not re.search(r"territor|border|maritime|boundary|land|sovereign", words):
                continue
            negated = hit.negated != bool(re.match(r"(?:no|not any|neither)\b", words.strip(), re.IGNORECASE))
            kind: Relation = relation or relation_of(m.text[hit.match.start() : hit.match.end()])
            if kind == "any" and _OVER_LAND.match(m.text, hit.match.end()):
                kind = "territorial"
            subject = m.subject(group)
            number = hit.match.groupdict().get("b")
            right = m.codes(number, without=subject) if number else ()
            if group.generic:
                continue
            if not right:
                tail = re.match(
                    r"[^.;⟨]{0,70}\b(?:with|against) ⟨(\d{1,3})⟩",
                    m.text[hit.match.end() : m.clause_end(hit.match.end())],
                )
                right = m.codes(tail[1], without=subject) if tail else ()
                if not right and len(subject) < 2:
                    continue
            yield from drafts(
                m,
                subject,
                right,
                kind,
                group.start,
                hit.match.end(),
                negated=negated,
                why=f"dispute: {hit.match.group(0)}",
                antecedent=group.subject if group.relative else None,
            )
    for hit in m.hits(r"<be|live|remain> at peace(?: with {A:b})?"):
        subject = m.subject(hit.group)
        right = m.codes(hit.match["b"], without=subject) if hit.match["b"] else ()
        if hit.group.real and (right or len(subject) >= 2):
            yield from drafts(
                m,
                subject,
                right,
                "war",
                hit.group.start,
                hit.match.end(),
                negated=not hit.negated,
                why="at peace",
            )
    for match in m.finds(
        r"\b(?P<w>(?:full-scale |open |all-out |a )?(?:war|fighting|clashes|hostilities|skirmishes|armed conflict))(?: (?:has|have) been fought| (?:was|were) fought| <break> out| <erupt>| <flare>(?: up)?| <rage>| <begin>| <start>) (?:in [^⟨.;,]{1,20} )?between {A:a}"
    ):
        pair = m.codes(match["a"])
        group = m.group(match.start())
        if len(pair) == 2 and not group.modal:
            yield from drafts(
                m,
                pair,
                (),
                "war" if re.search(r"war|hostilities|conflict", match["w"], re.IGNORECASE) else "militarised",
                match.start(),
                match.end(),
                negated=bool(re.search(r"\bno $", m.text[: match.start()], re.IGNORECASE)),
                why="war broke out",
            )
    for match in m.finds(r"\b(?:disputed|contested|claimed) (?:with|by) {A:b}"):
        group = m.group(match.start())
        holder = re.search(
            r"[⟨‹](\d{1,3})[⟩›](?:'s?)? (?:(?:control|sovereignty|claim|ownership)[^⟨.;]{0,60}|(?:controls?|holds?|administers?|occup\w+|claims?|owns?|annexed|seized)[^.;⟨]{0,80})(?:which (?:is|are)|is|are|was|were) (?:also )?$",
            m.text[: match.start()],
        )
        if holder and not group.modal:
            yield from drafts(
                m,
                m.codes(holder[1]),
                m.codes(match["b"]),
                "territorial",
                holder.start(),
                match.end(),
                negated=False,
                why="claimed by both",
            )


def _nominal(m: Marked) -> Iterator[Draft]:
    """Find "the war between A and B", "the A-B war", "A's border dispute with B" as what a sentence asserts."""
    for pattern, why in (
        (
            rf"\b(?P<w>{_KIND})(?: (?:over|about|in|on|along) [^⟨.;]{{1,40}}?)? between {{A:a}}(?: (?:over|about) [^⟨.;]{{1,40}})?",
            "between",
        ),
        (rf"‹(?P<a>\d{{1,3}})› (?P<w>{_KIND})\b", "compound"),
        (
            rf"{{P:a}} (?P<w>{_KIND})(?: (?:over|about|in|on|along) [^⟨.;]{{1,40}}?)? (?:with|against) {{A:b}}",
            "possessive",
        ),
    ):
        for match in m.finds(pattern):
            words = match["w"]
            left = m.codes(match["a"])
            right = m.codes(match["b"], without=left) if why == "possessive" else ()
            if re.search(r"cold war|trade|diplomatic|proxy", words, re.IGNORECASE) or re.match(
                r" of words", m.text[match.end() :]
            ):
                continue
            if (not right and len(left) != 2) or re.search(r"\bRivalry (?:Series|Cup)", words):
                continue
            before = m.text[max(0, match.start() - 60) : match.start()]
            after = m.text[match.end() : match.end() + 40]
            if re.search(
                r"\b(?:avoid|prevent|risk of|threat of|fear of|fears of|possible|potential|(?:chance|chances|probability|likelihood|odds|prospect|danger|possibility) of|if a|a future|averted?|mediat\w+|end|ended|ending|resolve\w*|settle\w*|condemn\w*|during|after|before|since|resolution on|on) (?:an? |the |another |any )?(?:\w+ )?$",
                before,
                re.IGNORECASE,
            ):
                continue
            if (
                re.match(
                    r" (?:would|will|could|can not|can|may|might|should|treaty|crimes|looms?|loomed|(?:is|are|was|were) (?:\w+ )?(?:possible|likely|unlikely|imminent|inevitable|unthinkable|feared|expected|averted|avoided|prevented|avoidable))\b",
                    after,
                )
                or m.group(match.start()).modal
            ):
                continue
            lead = m.text[m.clause_start(match.start()) : match.start()]
            if not re.fullmatch(
                r"[\W\d]*(?:(?:the|a|an|in|\d{4},?|there|is|are|was|were|has|have|had|been|no|also|not|never|long|still|now|this|that|said|says|and) ?|(?-i:[A-Z][\w-]+) |⟨\d+⟩ ?said ?)*",
                lead,
                re.IGNORECASE,
            ):
                # A dispute only mentioned on the way ("talks on the border dispute") is not claimed.
                continue
            negated = bool(
                re.search(r"\b(?:no|never|without|not)\b[^.;]{0,25}$", before, re.IGNORECASE)
                # "There is no border dispute": the words before may be taken for part of the name
                or re.search(r"\b(?:no|never|without|not)\b", words, re.IGNORECASE)
                or re.match(r" (?:<never>|never|did not|has not|does not) ", after)
            )
            yield from drafts(
                m,
                left,
                right,
                relation_of(words),
                match.start(),
                match.end(),
                negated=negated,
                why=f"dispute as a noun: {words}",
            )
