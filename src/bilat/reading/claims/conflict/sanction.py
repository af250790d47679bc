"""Sanctions and embargoes (`sanction`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Sanction
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find", "type_of"]

Type = Literal["any", "trade", "arms", "military", "financial", "travel"]

_GATE = re.compile(
    r"sanction|embargo|blacklist|asset freeze|travel ban|\bfroze\b|boycott|blockad|penali[sz]|\bbann?(?:ed|s)?\b|(?:restrict|prohibit|curb)\w* (?:\w+ ){0,3}(?:imports|exports|trade)\b",
    re.IGNORECASE,
)
_ADJ = r"(?:(?!(?:not|no|if|on|in|to|of|against|for|from|at|about|over|by|without|clear|aloof|out|away|apart|aside)\b)(?:(?!\w+ed\b)[\w$'-]+|targeted|limited|coordinated|unprecedented|\w+-related)(?:,| and|, and)? ){0,5}?"
_NOUN = rf"(?:{_ADJ}(?:sanctions|embargo(?:es)?|sanctions regime|restrictive measures|travel bans?|asset freezes?|trade boycott|blockade))"
_STRICT = r"(?:(?:(?:economic|financial|trade|arms|oil|military|punitive|targeted|sweeping|comprehensive|unilateral|tough|harsh|severe|existing|current|secondary|sectoral|export|travel|banking|grain|nuclear|wide-ranging|crippling|heavy|broad|limited|crushing|total|full|partial|\w+-related),? (?:and )?)*(?:sanctions|embargo(?:es)?|sanctions regime|travel bans?|asset freezes?|trade boycott|blockade))"
_ON = r"(?:on|against|upon|targeting|toward|towards|aimed at)"
#: What sort of state the target is.
_KNOWN_AS = r"(?:(?:apartheid|white-ruled|minority-ruled|communist|fascist|Nazi|Ba'athist|Baathist|revolutionary|wartime|neighbou?ring|nearby|tiny|oil-rich|landlocked|impoverished|isolated|nuclear-armed) )?"
_TARGET = rf"(?:(?:\d+ |some |several |senior |top |many |dozens of |hundreds of |a number of )?(?:members of )?)(?:both )?{_KNOWN_AS}{{P:b}}(?! ?-)"
#: The sanctions were not there: "were not yet in force", "did not exist".
_NOT_THERE = re.compile(
    r" (?:(?:do|does|did|have|has|had) not (?:yet )?(?:exist|been (?:imposed|adopted|introduced))"
    r"|(?:is|are|was|were) (?:not|never)(?: yet| then| ever| at all| \w+ly)? (?:in (?:force|place|effect)|imposed|applied|active|adopted|introduced|maintained|there)\b)|[^.;]{0,10}\bno longer\b"
    r"|[^.;,]{0,12}\b(?:did|do|does) not (?:yet )?(?:apply|take effect|come into (?:force|effect))\b"
)
_IMPOSE = r"<impose|slap|place|levy|introduce|adopt|enact|put|apply|maintain|keep|have|announce|approve|tighten|extend|renew|expand|clamp|reimpose|re-impose|launch|issue|enforce|unveil|declare|order>"
_LIFT = r"<lift|ease|remove|end|drop|repeal|abolish|scrap|revoke|terminate|suspend|relax|waive|rescind>"
_WHO = (
    r"(?:[\w-]+ ){0,2}?(?:(?P<many>ministers|officials|officers|oligarchs|banks|companies|firms|generals|judges|entities|individuals|lawmakers|politicians|executives|nationals)"
    r"|prime minister|president|minister|leader|king|prince|general|commander|spokes\w+|ambassador|chancellor|premier|governor|mayor|oligarch|bank|company|firm|judge)\b"
)
_PERSON = re.compile(rf"['’]s? {_WHO}\W*$", re.IGNORECASE)
_OWNED = re.compile(rf"(?:'?s)? {_WHO}", re.IGNORECASE)
_ISSUE = re.compile(
    r"\b(?:over|for|because of|after|in response to|following|in retaliation for|as punishment for|to punish|in protest (?:at|of|over|against)|due to|in reaction to|on account of|in connection with|to pressure it) (?P<i>(?!\d|years|decades|more|almost|nearly|the (?:first|last|past|next)|(?:an?|another|a further|\w+)(?: \w+)? (?:days?|weeks?|months?|years?)\b)[^.;]{3,90})",
    re.IGNORECASE,
)


def type_of(words: str) -> Type:
    """Return the type of sanctions that words name.

    Examples
    --------
    >>> type_of("a travel ban"), type_of("sanctions")
    ('travel', 'any')
    """
    low = words.lower()
    if "arms" in low or "weapons" in low:
        return "arms"
    if "military" in low:
        return "military"
    if "financial" in low or "asset" in low or "banking" in low or "bank" in low:
        return "financial"
    if "travel" in low or "visa" in low:
        return "travel"
    if re.search(r"trade|economic embargo|oil|grain|export|import|embargo|boycott|blockade", low):
        return "trade"
    return "any"


def find(m: Marked) -> Iterator[Draft]:
    """Find sanctions."""
    if not m.search(_GATE):
        return
    seen: set[tuple[str, str]] = set()
    for draft in _all(m):
        claim = draft.proposition
        assert isinstance(claim, Sanction)
        if (claim.sender, claim.target) not in seen:
            seen.add((claim.sender, claim.target))
            yield draft


def of_a_person(m: Marked, draft: Draft) -> bool:
    """Say whether a draft takes the sanctions on somebody, or the sparing of somebody, for those on the state."""
    if draft.proposition.kind != "sanction":
        return False
    person = _PERSON.search(m.words(draft.start, draft.end))
    if person is None and m.text[draft.end - 1 : draft.end] in ("›", "s"):
        person = _OWNED.match(m.text, draft.end)
    return person is not None and (draft.proposition.negated or not person["many"])


#: What was done about the same sanctions later.
_THEN = re.compile(
    r",? (?:and|but|then|only to)(?: then| later| \w+ly)? (?:lift|ease|remove|drop|end|waive|suspend|relax|tighten|extend|renew|restore|repeal)(?:p?ed|d)?\b"
)


def _drafts(
    m: Marked,
    senders: tuple[str, ...],
    targets: tuple[str, ...],
    start: int,
    end: int,
    *,
    negated: bool,
    words: str,
    why: str,
    lifted: bool = False,
    slot: int | None = None,
) -> Iterator[Draft]:
    stop = m.clause_end(end)
    then = _THEN.search(m.text, end, stop)
    stop = then.start() if then else stop
    issue = None
    found = _ISSUE.search(m.text, end, stop)
    if found:
        issue = m.words(found.start("i"), found.end("i"))
        issue = re.split(
            r",(?! (?:and|or) )|\b(?:in|since|until|from) (?:\w+ )?\d{4}\b| and (?:has|have|is|was|were|had)\b",
            issue,
        )[0]
        issue = re.sub(r"(?:,? (?:in|since|until|from|on))? (?:\w+ )?\d{4}$", "", issue).strip(" ,") or None
    window = m.window(start, end)
    if then and window.start >= stop:
        window = Window(start, start)  # "imposed after the tests of 1998 and lifted them in 2001"
    if lifted:
        # After the lifting nothing is in force: the end of that year is asked about, not the years before.
        window = Window(window.start, window.end, None, window.until)
    # The Council acts for the organisation: its sanctions are the UN's.
    for sender in dict.fromkeys("UN" if s == "UNSC" else s for s in senders):
        for target in targets:
            if sender != target:
                proposition = Sanction(
                    sender=sender,
                    target=target,
                    issue=issue,
                    type=type_of(words),
                    change="lifted" if lifted else "is",
                    negated=negated,
                    **times(window),
                )
                yield Draft(proposition, start, end, why, object_slot=slot)


def _all(m: Marked) -> Iterator[Draft]:
    for hit in m.hits(
        rf"{_LIFT} (?P<w>(?:(?:its|their|all|some|most|many|‹\d+›|⟨\d+⟩'s|the) )*{_NOUN}) {_ON} {_TARGET}"
    ):
        if hit.group.real and not hit.group.passive:
            partly = re.search(r"\b(?:some|eased?|easing|relax\w*)\b", hit.match.group(0), re.IGNORECASE)
            subject = m.subject(hit.group)
            if not partly or hit.negated:
                yield from _drafts(
                    m,
                    subject,
                    m.codes(hit.match["b"], without=subject),
                    hit.group.start,
                    hit.match.end(),
                    negated=False,  # what was not lifted is in force
                    words=hit.match["w"],
                    why="lifted sanctions",
                    lifted=not hit.negated,
                )
            return
    for pattern in (
        rf"{_IMPOSE} (?:(?:the |its own |‹\d+› own |‹\d+› |[⟨‹]\d+[⟩›](?:'s)? ))?(?P<w>{_NOUN}) {_ON} {_TARGET}",
        rf"{_IMPOSE} (?P<w>) ?{_TARGET} (?:under|with) (?P<v>{_NOUN})",
        rf"<join|follow> (?:[⟨‹]\d+[⟩›] )?in (?P<w>sanctioning|blockading|embargoing|boycotting|penali[sz]ing) {_TARGET}",
        rf"<hit|target|punish|slap> {_TARGET} with (?P<w>{_NOUN})",
        rf"<join|support|back|follow> (?:in )?(?:the |‹\d+› |[⟨‹]\d+[⟩›](?:'s)? )?(?P<w>{_NOUN}) {_ON} {_TARGET}",
        r"<sanction|embargo|blacklist>(?P<w>) " + _TARGET,
        r"<freeze> (?:the )?(?P<w>assets) of {A:b}",
        r"<freeze> {P:b} (?P<w>assets)",
        r"<ban|halt|suspend|cut|cut off|restrict|prohibit|curb> (?P<w>(?:all )?(?:trade|arms sales|weapons sales|oil exports|grain sales|oil imports|(?:most |food |agricultural )?imports|exports)) (?:with|to|from) {A:b}",
    ):
        for hit in m.hits(pattern):
            group = hit.group
            if not group.real or group.passive or group.subject is None:
                continue
            word = hit.match.group(0).lower()
            if word.startswith(("join", "support", "back", "follow")) and not word.startswith(
                ("join", "follow")
            ):
                continue
            subject = m.subject(group)
            words = hit.match["w"] or hit.match.groupdict().get("v") or word
            if re.match(r"(?:ban|halt|suspend|cut)", word) and "arms" in words and "sale" in words:
                continue
            yield from _drafts(
                m,
                subject,
                m.codes(hit.match["b"], without=subject),
                group.start,
                hit.match.end(),
                negated=hit.negated != bool(re.match(r"no\b", words.strip())),
                words=words,
                why="imposed sanctions",
                slot=int(hit.match["b"]),
            )
        for match in (
            m.finds(pattern.replace(_IMPOSE, r"<impose|have|keep>", 1)) if pattern.startswith(_IMPOSE) else ()
        ):
            if re.search(r" no (?:\w+ )?sanctions", match.group(0)):
                group = m.group(match.start())
                subject = m.subject(group)
                yield from _drafts(
                    m,
                    subject,
                    m.codes(match["b"], without=subject),
                    group.start,
                    match.end(),
                    negated=True,
                    words="",
                    why="no sanctions",
                )
    for pattern in (
        rf"<impose|have|keep|levy|place> (?P<w>no (?:\w+ ){{0,2}}(?:sanctions|embargo)) {_ON} {_TARGET}",
    ):
        for hit in m.hits(pattern):
            if hit.group.real:
                subject = m.subject(hit.group)
                yield from _drafts(
                    m,
                    subject,
                    m.codes(hit.match["b"]),
                    hit.group.start,
                    hit.match.end(),
                    negated=not hit.group.negated,
                    words=hit.match["w"],
                    why="no sanctions",
                )
    for pattern in (
        rf"<be|come|remain|live|stay> (?:still |now |also )?(?:(?:the|one of the) only (?:country|state|countries|states|nation)[^.;⟨]{{0,30}}? )?(?:the target of|the object of|a target of|under|subject to|hit (?:by|with)|struck by|punished with|saddled with|targeted by|covered by|facing) (?:an? |the )?{{P:a}} (?P<w>{_NOUN})",
        rf"<be|come|remain> (?:still |now )?(?:under|subject to|the target of|targeted by|hit by) (?P<w>(?:an? )?{_NOUN}) (?:by|from|of|imposed by) {{A:a}}",
        rf"<face|suffer> (?:an? |the )?{{P:a}} (?P<w>{_NOUN})",
        rf"<face|suffer> (?P<w>{_NOUN}) (?:by|from|imposed by) {{A:a}}",
        rf"<be> (?:placed|put) under (?:an? )?(?P<w>{_NOUN}) by {{A:a}}",
        rf"(?:<be> (?:placed|put|kept|brought)|<come|fall>) under (?:an? |the )?{{P:a}} (?P<w>{_NOUN})",
    ):
        for hit in m.hits(pattern):
            if hit.group.real and hit.group.subject is not None:
                targets = m.subject(hit.group)
                yield from _drafts(
                    m,
                    m.codes(hit.match["a"], without=targets),
                    targets,
                    hit.group.start,
                    hit.match.end(),
                    negated=hit.negated,
                    words=hit.match["w"],
                    why="under sanctions",
                )
    for match in m.finds(
        r"\b(?P<w>sanctioned|embargoed|blacklisted|hit with (?:\w+ ){0,2}sanctions) by {A:a}"
    ):
        group = m.group(match.start())
        if group.real and group.passive and group.subject is not None:
            yield from _drafts(
                m,
                m.codes(match["a"]),
                m.subject(group),
                group.start,
                match.end(),
                negated=group.negated,
                words=match["w"],
                why="sanctioned by",
            )
    yield from _nominal(m)


def _nominal(m: Marked) -> Iterator[Draft]:
    for pattern in (
        rf"(?P<w>\b{_NOUN}) (?:<be> )?(?:first )?(?:imposed|placed|levied|introduced|slapped|adopted|put) {_ON} {{P:b}} by {{A:a}}",
        rf"(?P<w>\b{_NOUN}) (?:<be> )?(?:first )?(?:imposed|placed|levied|introduced|slapped|adopted|put) by {{A:a}} {_ON} {{P:b}}",
        rf"(?<!adopted )(?<!joined )(?<!backed )(?<!followed )(?<!supported ){{P:a}} (?P<w>{_STRICT}) {_ON} {_KNOWN_AS}{{P:b}}",
        rf"(?P<w>\b{_NOUN}) by {{A:a}} {_ON} {{P:b}}",
        rf"{{P:a}} (?P<w>{_STRICT}) (?:<be|remain|stand>|has been|have been) (?:still |already )?(?:in (?:force|place|effect)|imposed|maintained|active|applied) {_ON} {{P:b}}",
        r"{P:a} (?P<w>(?:trade |oil |economic |arms )?embargo) (?:of|on|against) {P:b}",
    ):
        for match in m.finds(pattern):
            before = m.text[max(0, match.start() - 50) : match.start()]
            after = m.text[match.end() : match.end() + 50]
            words = match["w"]
            if re.search(
                r"\b(?:new|further|more|possible|potential|future|against|opposes?d?|join\w*|avoid|evad\w*|threat\w*|call\w* for|lift\w*|eas\w+|circumvent\w*|if|end|ending|condemn\w*|resolution\w*|vote\w*|on|weaken|back\w*|support\w*)\b[^.;⟨]{0,30}$",
                before,
            ) or re.search(r"\b(?:possible|potential|future|further|threatened)\b", words):
                continue
            if (
                re.match(r" (?:will|would|could|may|might|should)\b", after)
                or m.group(match.start()).modal
                or m.group(match.start()).open
            ):
                continue
            lifted = bool(
                re.match(
                    r",? (?:(?:were|was|have been|had been|are|is) (?:(?!not\b|never\b)\w+ )?(?:lifted|ended|removed|repealed|dropped)"
                    r"|(?:(?:had|have|has) )?(?:\w+ly )?(?:lapsed|expired|ended|ceased|(?:come|came) to an end)(?=[.,;]| (?:in|by|on|after|at|before|with)\b|$))",
                    after,
                )
            )
            negated = bool(_NOT_THERE.match(after)) or bool(
                re.search(r"\b(?:no|never|without)\b[^.;]{0,15}$", before, re.IGNORECASE)
            )
            yield from _drafts(
                m,
                m.codes(match["a"]),
                m.codes(match["b"], without=m.codes(match["a"])),
                match.start(),
                match.end(),
                negated=negated,
                words=words,
                why="sanctions as a noun",
                lifted=lifted,
            )
