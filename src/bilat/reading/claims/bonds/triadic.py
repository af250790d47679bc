"""A has a tie with third states that have another tie with B (`triadic`): a join of two readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Arms, Dispute, Obligation, Sanction, Trade, Triadic
from bilat.reading.claims.conflict.dispute import relation_of
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.exchange.arms_parts import GOODS
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find", "join"]

Tie = Literal["arms", "ally", "trade", "sanction"]
Other = Literal["territorial", "militarised", "war", "rivalry", "sanction"]

_THIRD = r"(?:(?:any|some|several|many|other|the|two|three|various|a number of|regional|those|both|Asian|neighbou?ring) )*(?:countries|states|nations|neighbou?rs|governments|powers|partners|those|capitals|rivals|a country|a state|regimes|⟨\d+⟩'s? neighbou?rs|(?:an?|another|one) (?:\w+ )?(?:country|state|nation|power|neighbou?r|government))"
_DISPUTE = (
    r"(?:(?:also |still |now |both |long |once |themselves )*)(?:(?:have|has|had|are|was|were|have had|been|are in|are engaged in|are locked in|locked in|engaged in|involved in|fought|have fought|is in|is locked in) (?P<w>[^.;⟨‹]{0,50}?(?:disputes?|claims?|wars?|clash(?:es)?|conflicts?|rivals?|rivalry|rivalries|enemies|odds|quarrels?|adversaries))(?: [^.;⟨‹]{0,40}?)? (?:with|against|of|to) {A:b}"
    r"|(?P<v>dispute|contest|claim|rival|oppose|have clashed|clashed|clash|have fought|fought|fight|compete|are hostile|are at odds|are at war|challenge|resist)(?: [^.;⟨‹]{0,50}?)?(?: with| to| against| by)? {P:c}(?: (?:over )?(?:claims?|territory|borders?))?)"
)
_RIVALS = r"(?:{P:b} (?:\w+ )?(?P<w>rivals?|enem(?:y|ies)|adversar(?:y|ies)|foes?)|(?:the )?(?P<x>rivals|enemies|adversaries|foes) of {A:c}|(?:countries|states|nations|neighbou?rs) (?P<y>hostile to|at odds with|at war with|in conflict with|in territorial disputes? with|in dispute with|opposed to|with (?:territorial|border|maritime) (?:disputes?|claims?) (?:with|against)|in (?:border|maritime|territorial) disputes? with) {A:d})"

_TIES: tuple[tuple[str, Tie], ...] = (
    (rf"<sell|supply|export|ship|provide|deliver|send|transfer|give> {GOODS}(?: [\w-]+){{0,3}}? to ", "arms"),
    (r"<arm|equip> ", "arms"),
    (
        r"<be|remain|become> (?:\w+ly |also |still )*(?:allied{T}|bound by (?:\w+ )*(?:treat\w+|pacts?)|an ally|in alliance|in a (?:\w+ )?pact) (?:with|to|of) ",
        "ally",
    ),
    (r"<have> (?:[\w-]+ ){0,3}?(?:alliances?|pacts?|treaties|treaty|agreements?) with ", "ally"),
    (r"<ally> (?:itself )?with ", "ally"),
    (r"<defend|protect> ", "ally"),
    (r"<trade> with ", "trade"),
    (r"<sanction> ", "sanction"),
    (r"<impose|have> (?:\w+ )?sanctions (?:on|against) ", "sanction"),
)
#: Each tie with each way to say of whom the third states are rivals.
_PATTERNS = tuple(
    pattern + rest
    for pattern, _tie in _TIES
    for rest in (rf"{_THIRD},? (?:that|which|who|whose governments) {_DISPUTE}", _RIVALS)
)


def _other(words: str) -> Other:
    relation = relation_of(words)
    if "sanction" in words:
        return "sanction"
    if relation == "any":
        return "rivalry" if re.search(r"hostile|oppos|odds|compet|challenge|resist", words) else "territorial"
    return relation


_NO_QUARREL = re.compile(
    r"\b(?:which|who|that) (?:had|have|has) (?:no|never|not)\b[^;.]{0,40}\b(?:quarrel|dispute|claim|conflict|difference)s?\b"
)


def find(m: Marked) -> Iterator[Draft]:
    """Find triads whose third states are not named: "arms states that dispute territory with B", "arms B's rivals"."""
    if m.search(_NO_QUARREL):
        return  # "which had no quarrel": the pair is not one that contends
    for place in m.traced.which(_PATTERNS):
        tie = _TIES[place // 2][1]
        for hit in m.hits(_PATTERNS[place]):
            group = hit.group
            if not group.real or group.subject is None:
                continue
            named = hit.match.groupdict()
            words = named.get("w") or named.get("v") or named.get("x") or named.get("y") or "rivals"
            subject = m.subject(group)
            number = named.get("b") or named.get("c") or named.get("d")
            for a in subject:
                b = m.one(number, without=(a,))
                if b is not None:
                    window = m.window(group.start, hit.match.end())
                    named_after = re.match(
                        r",? (?:including |such as |like )?⟨(\d{1,3})⟩", m.text[hit.match.end() :]
                    )
                    yield Draft(
                        Triadic(
                            a=a,
                            b=b,
                            thirds=m.codes(named_after[1]) if named_after else (),
                            tie=tie,
                            other=_other(words),
                            negated=hit.negated,
                            **times(window),
                        ),
                        group.start,
                        hit.match.end(),
                        f"{tie} with states that contend with another",
                    )
            return
    for hit in m.hits(
        rf"<sell|supply|export|provide|deliver|send> {GOODS} to {{A:t}},? (?:(?:which|who|that|both of which|all of which) (?:\w+ )*?(?:under|sanctioned by|subject to)|(?:both |all )?under|a target of) (?:an? )?{{P:b}} (?:\w+ )?(?:sanctions|embargo)"
    ):
        subject = m.subject(hit.group)
        b = m.one(hit.match["b"])
        if hit.group.real and subject and b:
            yield Draft(
                Triadic(
                    a=subject[0],
                    b=b,
                    thirds=m.codes(hit.match["t"]),
                    tie="arms",
                    other="sanction",
                    negated=hit.negated,
                ),
                hit.group.start,
                hit.match.end(),
                "arms a state under sanctions",
            )


_APPOSED = r"⟨(?P<t>\d{1,3})⟩,? (?:(?:which|who|that) (?:is|are) )?(?:both |all |each |two |an? |the )*(?:[\w-]+ ){0,2}?(?P<w>rivals?|enem(?:y|ies)|adversar(?:y|ies)|foes?) of {A:b}|⟨(?P<u>\d{1,3})⟩,? (?:(?:which|who|that) (?:is|are) )?(?:both |all )?{P:c} (?:[\w-]+ ){0,2}?(?P<x>rivals?|enem(?:y|ies)|adversar(?:y|ies)|foes?|archrivals?)|⟨(?P<v>\d{1,3})⟩,? (?:both |all |countries |states )?(?:in|with|locked in|engaged in) (?:an? )?(?P<y>(?:\w+ )?(?:territorial|border|maritime)[\w ]*?(?:disputes?|claims?)) (?:with|against) {A:d}"


def join(m: Marked, drafts: list[Draft]) -> list[Draft]:
    """Join ties and disputes that meet in a third state into triads; the joined parts are dropped."""
    ties = [d for d in drafts if _tie(d) is not None and d.object_slot is not None]
    if not ties:
        return drafts
    out = list(drafts)
    disputes: dict[tuple[int, str], list[Draft]] = {}
    for draft in drafts:
        claim = draft.proposition
        if isinstance(claim, Dispute) and draft.antecedent is not None and not claim.negated:
            disputes.setdefault((draft.antecedent, claim.b), []).append(draft)
    for match in m.finds(_APPOSED):
        number = int(match["t"] or match["u"] or match["v"])
        b = m.one(match["b"] or match["c"] or match["d"])
        if b:
            words = match["w"] or match["x"] or match["y"]
            for third in m.codes(number):
                if third != b:
                    disputes.setdefault((number, b), []).append(
                        Draft(
                            Dispute(a=third, b=b, relation=relation_of(words)),
                            match.start(),
                            match.end(),
                            "apposed",
                            antecedent=number,
                        )
                    )
    for (slot, b), parts in disputes.items():
        joined = [t for t in ties if t.object_slot == slot]
        if not joined:
            continue
        tie = joined[0]
        kind = _tie(tie)
        assert kind is not None
        a, negated = _holder(tie)
        if a == b:
            continue
        first = parts[0].proposition
        assert isinstance(first, Dispute)
        other: Other = "territorial" if first.relation == "any" else first.relation
        held = tie.proposition
        # the time of the tie, or of the dispute; else what the sentence says, were it behind an apposition
        said = m.window(tie.start, len(m.text))
        since, until = next(
            ((x.since, x.until) for x in (held, first, said) if x.since or x.until), (None, None)
        )
        window = {"since": since, "until": until, "dated": None}
        draft = Draft(
            Triadic(a=a, b=b, thirds=m.codes(slot), tie=kind, other=other, negated=negated, **window),
            min(tie.start, parts[0].start),
            max(tie.end, *(p.end for p in parts)),
            f"{kind} with states in a dispute with another",
        )
        out = [d for d in out if d not in joined and d not in parts]
        out.append(draft)
    return out


def _tie(draft: Draft) -> Tie | None:
    claim = draft.proposition
    if isinstance(claim, Arms) and claim.relation == "supplies":
        return "arms"
    if isinstance(claim, Obligation) and claim.b is not None and claim.level != "none":
        return "ally"
    if isinstance(claim, Trade) and claim.relation == "trades":
        return "trade"
    return "sanction" if isinstance(claim, Sanction) else None


def _holder(draft: Draft) -> tuple[str, bool]:
    claim = draft.proposition
    if isinstance(claim, Arms):
        return claim.supplier, claim.negated
    if isinstance(claim, Sanction):
        return claim.sender, claim.negated
    assert isinstance(claim, Obligation | Trade)
    return claim.a, claim.negated
