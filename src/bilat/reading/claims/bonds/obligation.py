"""Treaty obligations: allies, pacts, non-alignment (`obligation`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import Obligation
from bilat.reading.claims.bonds.allies import allies
from bilat.reading.claims.bonds.nonaligned import Level, nonaligned
from bilat.reading.claims.bonds.obligation_parts import drafts, level_of, unheard
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_GATE = re.compile(
    r"\b(?:all(?:y|ies|ied)\b|alliance|align(?:ed|ment)?|non-?align|\bneutral|pact|treat(?:y|ies)|defen[cds]|protect|guarantee|non-?aggression|entente|accord|obliged|obligat|\bow(?:e|es|ed) |come to the aid)",
    re.IGNORECASE,
)
_PACT = r"(?:pacts?|treat(?:y|ies)|agreements?|accords?|commitments?|guarantees?|alliances?|arrangements?|conventions?|obligations?|clause)"
_PACT_NP = (
    r"(?:(?:an?|the|any|no|some|its|their|bilateral|formal|secret|new|binding|military|mutual|collective|joint|long-standing|separate|\d{4}|‹\d+›|ten-year|twenty-year|\d+-year|treaty of|written|strategic|such|kind of|security) ){0,5}"
    r"(?:(?:(?:mutual |collective |common )?(?:defen[cs]e|security|assistance|military assistance|aid|military|protection)(?: and \w+){0,2}|non-?aggression(?: and \w+)?|neutrality(?: and \w+)?|consultation|consultative|friendship(?:, cooperation,? and mutual assistance|, alliance and mutual assistance|,? (?:and )?co-?operation| and non-?aggression)*|alliance) )?"
    rf"{_PACT}(?: of (?:peace(?:,| and) )?(?:(?:mutual |perpetual )?(?:friendship|alliance|neutrality|non-?aggression|assistance|defen[cs]e|co-?operation|consultation|guarantee|mutual assistance|military assistance)(?:,? and |, | )?)+)?"
)
_MAKE = r"<sign|conclude|have|form|enter|share|agree|negotiate|ratify|make|maintain|renew|keep|establish|create|forge|join|strike>(?: into)?(?: on)?"
_ENDS = r"<end|abrogate|renounce|denounce|terminate|cancel|leave|dissolve|break|scrap|abandon|tear>(?: up)?"


def find(m: Marked) -> Iterator[Draft]:
    """Find obligations."""
    if not m.search(_GATE) or unheard(m):
        return
    seen: set[tuple[frozenset[str | None], str]] = set()
    for draft in _all(m):
        claim = draft.proposition
        assert isinstance(claim, Obligation)
        key = (frozenset((claim.a, claim.b)), claim.level)
        if key not in seen:
            seen.add(key)
            yield draft


def _all(m: Marked) -> Iterator[Draft]:
    yield from nonaligned(m)
    yield from allies(m)
    yield from _pacts(m)
    yield from _duties(m)
    yield from _nominal(m)


def _pacts(m: Marked) -> Iterator[Draft]:
    for pattern, broken in (
        (
            rf"{_MAKE} (?P<w>{_PACT_NP})(?: (?:\w+ ){{0,3}}?)?(?: ?)(?:with|binding it to|linking it to|committing it to defend|to defend|to protect) (?:both )?{{A:b}}",
            False,
        ),
        (
            rf"<be|remain> (?:still |now |also |formally )?(?:bound|linked|tied|joined|connected)(?: together)? (?:to {{A:b}} )?by (?P<w>{_PACT_NP})(?: (?:to|with) {{A:c}})?",
            False,
        ),
        (
            rf"<be|become> (?:(?:an? )?(?:party|parties|signator(?:y|ies)) to|part of|included in) (?P<w>{_PACT_NP})(?: with {{A:b}})?",
            False,
        ),
        (
            rf"(?:{_MAKE}|<be|remain> (?:bound|linked|tied) by) (?P<w>{_PACT_NP} (?:that|which) (?:obliges?|binds?|commits?|requires?|obliged|bound|committed|required) (?:them|each|both|the two|either)(?: \w+){{0,2}}? to (?:consult|defend|aid|assist|come to|remain neutral|stay neutral|refrain))",
            False,
        ),
        (rf"{_MAKE} (?P<w>{_PACT_NP})(?! with\b)", False),
        (rf"{_ENDS} (?P<w>(?:its |their |‹\d+› |the )?{_PACT_NP})(?: with {{A:b}})?", True),
    ):
        for hit in m.hits(pattern):
            group = hit.group
            words = hit.match["w"]
            level = level_of(words)
            if level is None or not group.real or group.subject is None:
                continue
            named = hit.match.groupdict()
            left = m.subject(group)
            number = named.get("b") or named.get("c")
            right = m.codes(number, without=left) if number else ()
            if not number and len(left) < 2:
                tail = re.search(
                    r"\b(?:with|between) ⟨(\d{1,3})⟩", m.text[hit.match.end() : m.clause_end(hit.match.end())]
                )
                right = m.codes(tail[1]) if tail else ()
            negated = hit.negated != bool(re.match(r"(?:no|not any)\b", words.strip()))
            start, end = group.start, hit.match.end()
            if not right and len(left) < 2:
                continue
            if broken:
                window = m.window(start, end)
                window = Window(window.start, window.end, None, window.until)
                yield from drafts(
                    m,
                    left,
                    right,
                    level,
                    start,
                    end,
                    negated=not negated,
                    why="ended the treaty",
                    window=window,
                )
            else:
                yield from drafts(
                    m,
                    left,
                    right,
                    level,
                    start,
                    end,
                    negated=negated,
                    why=f"treaty: {words.strip()}",
                    slot=number,
                    antecedent=group.subject if group.relative else None,
                )
            return


def _duty_level(match: re.Match[str]) -> Level:
    kind = match.groupdict().get("kind")
    if not kind:
        return "defence"
    return "consultation" if kind == "consult" else "nonaggression" if "attack" in kind else "neutrality"


def _duties(m: Marked) -> Iterator[Draft]:
    duty = r"(?:defend|protect|come to the (?:aid|defen[cs]e|assistance|help) of|come to (?:the )?(?P<own>[⟨‹]\d+[⟩›](?:'s?)?) (?:aid|defen[cs]e)|assist|go to war for|fight for|militarily defend)"
    for pattern in (
        rf"<be|remain> (?:\w+ly |still |also )*(?:bound|obliged|obligated|committed|required|pledged|treaty-bound|duty-bound|sworn)(?: (?:by|under) (?:an? |the )?(?:\w+ ){{0,4}}?(?:treaty|pact|law|agreement|alliance|guarantee))? to {duty}(?: {{A:b}})?",
        rf"<have|owe> (?:an?|no|any) (?:\w+ )?(?:treaty |legal |formal )?(?:obligation|duty|commitment) to {duty}(?: {{A:b}})?",
        r"<guarantee> (?:the )?(?:security|independence|borders|territorial integrity|defen[cs]e) of {A:b}(?P<own>)",
        r"<guarantee> {P:b} (?:security|independence|borders|territorial integrity|defen[cs]e)(?P<own>)",
        rf"<be> obliged (?:by treaty )?to {duty}(?: {{A:b}})?",
        r"<be|remain> (?:\w+ly |still |also )*(?:bound|obliged|obligated|committed|required) (?:by|under) (?:an? |the )?(?:\w+ ){0,4}?(?:treaty|pact|agreement) to (?P<kind>consult|stay neutral|remain neutral|not attack)(?: with)?(?P<own>)(?: {A:b})?",
    ):
        for hit in m.hits(pattern):
            group = hit.group
            if not group.real or group.subject is None:
                continue
            number = hit.match.groupdict().get("b")
            own = hit.match.groupdict().get("own")
            if not number and own:
                number = re.sub(r"\D", "", own)
            if not number:
                mutual = re.match(
                    r" (?:with )?(?:each other|one another|mutually)", m.text[hit.match.end() :]
                )
                if mutual and len(m.subject(group)) >= 2:
                    yield from drafts(
                        m,
                        m.subject(group),
                        (),
                        _duty_level(hit.match),
                        group.start,
                        hit.match.end(),
                        negated=hit.negated,
                        why="obliged to defend",
                    )
                continue
            left = m.subject(group)
            no = " no " in hit.match.group(0)
            yield from drafts(
                m,
                left,
                m.codes(number, without=left),
                _duty_level(hit.match),
                group.start,
                hit.match.end(),
                negated=hit.negated != no,
                why="obliged to defend",
                slot=number,
            )
            return

    for match in m.finds(
        rf"(?:(?:no|any) )?(?:[\w‹›⟨⟩'-]+ ){{0,3}}?(?:treaty|treaties|pact|alliance|agreement) (?:does not |do not |never |also )?<oblige|require|commit|bind|force> {{A:a}} to {duty}(?: {{A:b}})?"
    ):
        if match["b"] and m.group(match.start()).modal is None:
            negated = bool(re.search(r"\b(?:no|not|never)\b", match.group(0), re.IGNORECASE))
            left = m.codes(match["a"])
            yield from drafts(
                m,
                left,
                m.codes(match["b"], without=left),
                "defence",
                match.start(),
                match.end(),
                negated=negated,
                why="a treaty obliges",
            )
            return


def _nominal(m: Marked) -> Iterator[Draft]:
    for pattern in (
        rf"(?P<w>{_PACT_NP}|alliances?|(?:formal |military |defen[cs]e )?alliance|quasi-alliance) (?:(?P<v><bind|link|tie|unite|connect|exist>) )?(?:between )?{{A:a}}(?: (?:to|with|and) {{A:b}})?",
        rf"(?P<w>(?:no |any |a |the )?(?:{_PACT_NP}|(?:formal |military )?alliance)) (?P<v><exist|bind|link>) (?:between )?{{A:a}}(?: (?:to|with) {{A:b}})?",
        r"(?<!\w)‹(?P<a>\d{1,3})› (?P<w>(?:\w+ ){0,3}?(?:alliance|defen[cs]e (?:pact|treaty)|non-?aggression (?:pact|treaty)|treaty of (?:friendship|alliance)[\w ,]*|security treaty|friendship treaty))(?P<v>) (?:<be> (?:still )?(?:signed|in force|concluded|formed)|<date> (?:from|back)|<oblige|commit|require|bind>|(?:was|is) (?:a|an|the)|<come> into force|<last>|<end|expire|lapse>)",
        r"{P:a} (?P<w>(?:(?:formal|military|treaty|old|long-standing) )*(?:alliance|defen[cs]e (?:pact|treaty)|non-?aggression (?:pact|treaty)|security treaty))(?P<v>) with {A:b}(?= (?:<be|date|last|oblige|commit|require|end|expire|lapse|remain>|has|had))",
    ):
        for match in m.finds(pattern):
            words = match["w"]
            level = level_of(words)
            named = match.groupdict()
            left = m.codes(match["a"])
            right = m.codes(named["b"], without=left) if named.get("b") else ()
            text = match.group(0)
            if level is None or (not right and len(left) != 2):
                continue
            if not (named.get("v") or "between" in text or pattern.startswith((r"(?<!", r"{P:a}"))):
                continue
            group = m.group(match.start())
            before = m.text[max(0, match.start() - 50) : match.start()]
            after = m.text[match.end() : match.end() + 40]
            if (
                group.modal
                or group.open
                or re.search(
                    r"possibility|possible|potential|prospects?|future|talk of|idea of|if |proposed|calls? for|announc|close to|opens?\b|rumou?r|short of",
                    before,
                )
            ):
                continue
            negated = bool(
                re.search(r"\b(?:no|not|never|without)\b[^.;]{0,20}$", before, re.IGNORECASE)
                or re.match(r"(?:no|not)\b", words.strip(), re.IGNORECASE)
            )
            ended = bool(
                re.search(r"<?(?:ended|expired|lapsed|dissolved)", text)
                or re.match(
                    r" (?:ended|expired|lapsed|was (?:dissolved|abrogated|terminated)|collapsed)", after
                )
            )
            never = bool(re.search(r"\b(?:never|not) exist|<exist>", text) and "never" in text)
            window = m.window(match.start(), match.end())
            if ended:
                window = Window(window.start, window.end, None, window.until)
            yield from drafts(
                m,
                left,
                right,
                level,
                match.start(),
                match.end(),
                negated=(negated or never) != ended,
                why=f"treaty as a noun: {words.strip()}",
                window=window,
            )
            return
    for pattern in (
        r"(?:<announce|become|form|constitute|amount> (?:to )?|(?:close to|short of|much like|resembles?|akin to) (?:\w+ing )?)(?:an? )(?P<w>quasi-alliance|de facto alliance|near-alliance|semi-alliance)",
        r"<be|have|become|form> (?:in )?(?:now |effectively |already )?(?:an? )?(?P<w>quasi-alliance|de facto alliance|near-alliance|semi-alliance|de facto allies|quasi-allies|allies in all but name)",
    ):
        for match in m.finds(pattern):
            group = m.group(match.start())
            left = m.subject(group)
            right = ()
            tail = re.match(r" (?:with|between) ⟨(\d{1,3})⟩", m.text[match.end() :])
            if tail:
                right = m.codes(tail[1])
            if len(left) < 2 and not right:
                vague = group.subject is None or m.slots[group.subject].ref is not None
                left = m.ctx.pair or () if vague else left
            if (len(left) == 2 or right) and group.modal in (None, "may"):
                yield from drafts(
                    m,
                    left,
                    right,
                    "quasi-alliance",
                    match.start(),
                    match.end(),
                    negated=group.negated,
                    why="quasi-alliance",
                )
                return
