"""Who is said to have been the only one to vote so: "the only African country to", "alone in", "by China alone"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bilat.propositions import Obligation, Vote
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.organisations import find_organisations
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["mark_alone"]

_KIND = r"(?:countr(?:y|ies)|states?|nations?|members?|ones?|governments?|powers?|delegations?|votes?|voices?|dissenters?|vetoe?s?|opponents?|abstainers?|abstentions?)"
#: "Alone among the five": of which nobody here knows who they are.
_SO_MANY = r"(?:two|three|four|five|six|seven|eight|nine|ten|group|bloc|them|these|those)\b(?! permanent)"
_ALONE = re.compile(
    rf"\b[Tt]he (?:only|sole|lone|single) (?P<which>(?:[\w'-]+ ){{0,4}}?){_KIND}\b(?P<of>(?: (?:of|in|from|among) (?:the )?(?:(?!(?:to|that|which|who|on|was|were)\b)[\w'-]+ ?){{1,4}})?)(?P<more> (?:with|without|whose|having|bordering|near|outside)\b[\w' -]{{2,40}})?|\b(?P<alone>alone)\b(?P<in> (?:in|among|within|of) (?:the )?(?:[A-Z][\w' -]{{2,24}}|{_SO_MANY}))?"
    rf"|\bno other (?P<other>(?:[\w'-]+ ){{0,2}}?){_KIND}\b|\b(?P<solo>single-handed(?:ly)?|all by itself|on its own)\b"
)
#: "Was not the only one to vote so", "was not alone in it": it did, and so did others.
_NOT_ALONE = re.compile(
    r"\b(?:not|never|n't|hardly|scarcely|far from)(?: (?:by any means|quite|at all|exactly))? (?:the (?:only|sole|lone|single)\b|being the (?:only|sole)\b|alone\b)"
)
#: "Only Cuba voted against it", but not "was only supported by".
_ONLY = re.compile(
    r"(?:^\W*|[,;] )[Oo]nly ⟨\d{1,3}⟩(?!(?:,? (?:and )?⟨\d{1,3}⟩)* (?:joined|followed|sided|agreed|stood|went along)\b)"
)
#: "Apart from A, only B voted against it".
_BESIDE = re.compile(
    r"\b(?:[Aa]part from|[Bb]esides|[Aa]side from|[Oo]ther than|[Ii]n addition to) ⟨(?P<n>\d{1,3})⟩"
)
#: "Of the five BRICS, only Brazil", "only Eritrea in Africa".
_AMONG = re.compile(
    r"^\W*(?:Of|Among|Amongst|In) (?P<group>[^,;\d]{3,60}), only\b|\b[Oo]nly [A-Z][\w ,]{2,40}? (?:among|in|of|from) (?:the )?(?P<after>[A-Z][\w']+(?: [A-Z]\w+)*)"
)
_ONLY_ONE = re.compile(
    rf"\b[Tt]he (?:only|sole|lone) (?:[\w'-]+ ){{0,4}}?{_KIND}(?: (?:to|that|which|who|with|whose|allied|armed|bound|sanctioned|ever|under|trading|supplying|buying|selling)|"
    r" (?:in|of|among|from) (?:the )?(?:[\w'-]+ ){0,3}?[\w'-]+ (?:that|which|who|whose))\b"
)
_ONLY_ALLY = re.compile(
    r"(?:['’]s?|\b(?:its|their|his|her|the)) (?:only|sole|lone) (?:[\w-]+ ){0,3}?(?:all(?:y|ies)|partners?|suppliers?|customers?|rivals?|enem(?:y|ies)|friends?|markets?)\b(?! (?:to|that|which|who|with)\b)"
)
_WHOSE = re.compile(r"[⟨‹](?P<n>\d{1,3})[⟩›](?:'s?)? (?:only|sole|lone)\b")
_REGIONS = (
    (r"Latin[- ]America\w*", "Latin America"),
    (r"Africa\w*", "Africa"),
    (r"Asia\w*", "Asia"),
    (r"Europe(?:an)?s?", "Europe"),
    (r"Middle East\w*|Arab", "Middle East"),
    (r"Americas?|American continent", "Americas"),
    (r"permanent", "permanent"),
)
_ALL = re.compile(
    r"\b(?:UN|U\.N\.|United Nations|Council|Assembly|Security|General|other|two|three|four|five|of|in|the|from|among|member|those|voting|negative|dissenting|no|yes)\b"
)


def mark_alone(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Give votes that are said to be the only ones of their kind the states they are said of, and among whom."""
    if m.made and not re.search(
        r"\b(?:alone|[Oo]nly|sole(?:ly)?|lone|single|nobody|no one|none|no other)\b", m.text
    ):
        return list(drafts)  # who was alone stands in another part of the sentence
    votes = [d for d in drafts if isinstance(d.proposition, Vote)]
    if not votes and m.first.search(_ONLY_ALLY):
        return _only_ally(m, drafts)
    found = m.first.search(_ALONE)
    if found is None and votes and m.search(_ONLY):
        among = m.first.search(_AMONG)
        beside = _BESIDE.search(m.text)
        also = m.codes(beside["n"]) if beside else ()
        return _with(drafts, _within(among["group"] or among["after"]) if among else None, also)
    if found is None:
        return list(drafts)
    if not votes:
        # of other kinds nobody can say here that no other state does the same
        return [] if m.first.search(_ONLY_ONE) else list(drafts)
    words = " ".join(found[g] or "" for g in ("which", "of", "more", "in", "other"))
    if m.first.search(_NOT_ALONE):
        return _not_alone(drafts, _within(words))
    beside = _BESIDE.search(m.text)
    return _with(drafts, _within(words), m.codes(beside["n"]) if beside else ())


def _not_alone(drafts: Sequence[Draft], within: str | None) -> list[Draft]:
    """Say of the votes that they were cast, and that they were not the only ones of their kind."""
    cast: list[Draft] = []
    for draft in drafts:
        vote = draft.proposition
        if isinstance(vote, Vote):
            choice = {"not no": "no", "not yes": "yes"}.get(vote.choice, vote.choice)
            vote = vote.model_copy(update={"choice": choice, "negated": False})
        cast.append(replace(draft, proposition=vote))
    alone = [d for d in _with(cast, within) if isinstance(d.proposition, Vote) and d.proposition.only]
    return cast + [replace(d, proposition=d.proposition.model_copy(update={"negated": True})) for d in alone]


def _only_ally(m: Marked, drafts: Sequence[Draft]) -> list[Draft]:
    """Ask of the treaties whether somebody is an only ally; of partners, customers and rivals nobody here can say that."""
    whose = _WHOSE.search(m.text)
    owner = m.one(whose["n"]) if whose else None
    out = []
    for draft in drafts:
        claim = draft.proposition
        if isinstance(claim, Obligation) and claim.level in ("alliance", "defence") and claim.b:
            sides = {"a": claim.b, "b": claim.a} if owner == claim.b else {}
            out.append(replace(draft, proposition=claim.model_copy(update={"only": True} | sides)))
    return out if len(out) == 1 else []


def _with(drafts: Sequence[Draft], within: str | None, also: tuple[str, ...] = ()) -> list[Draft]:
    """Say of the votes that they are the only ones of their kind, with those of `also`, where they are all of one kind."""
    claims = [d.proposition for d in drafts if isinstance(d.proposition, Vote)]
    if len({c.choice for c in claims}) != 1 or any(c.negated or c.quantifier for c in claims):
        return list(drafts)
    # "only B voted with A against it": A did as well
    beside = tuple(c.with_state for c in claims if c.with_state)
    only = tuple(dict.fromkeys((*(c.state for c in claims), *beside, *also)))
    return [
        replace(d, proposition=d.proposition.model_copy(update={"only": only, "within": within}))
        if isinstance(d.proposition, Vote)
        else d
        for d in drafts
        if not (isinstance(d.proposition, Vote) and d.proposition.state in beside)
    ]


def _within(words: str) -> str | None:
    """Return the region or group among whose members they are said to be the only ones; ``None``: among all."""
    for pattern, name in _REGIONS:
        if re.search(rf"\b(?:{pattern})\b", words):
            return name
    organisations = [key for _s, _e, key in find_organisations(words) if key not in ("UN", "UNSC")]
    if organisations:
        return organisations[0]
    if re.search(rf"(?:in|among|within|of) (?:the )?{_SO_MANY} *$", words):
        return words.strip()
    rest = _ALL.sub(" ", words).strip(" '-")
    return rest or None
