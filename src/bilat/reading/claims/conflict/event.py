"""Things that happened between states (`event`), with their PLOVER root."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import Event
from bilat.reading.claims.conflict import exercises
from bilat.reading.claims.drafts import Draft, times, unordered_pairs
from bilat.reading.claims.language.lately import day_told
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

#: Pattern, PLOVER root, and whether the tie is mutual. ``{A:b}`` or ``{P:b}`` is the target.
_DIRECTED: tuple[tuple[str, str], ...] = (
    (r"<invade> {A:b}(?! rights)", "ASSAULT"),
    (
        r"<attack|bomb|shell|raid|strike|bombard>(?! a deal| an agreement| the (?:right|balance)) (?:targets in |positions in |cities in |a \w+ in |the )?{P:b}(?! resolution)",
        "ASSAULT",
    ),
    (
        r"<launch|conduct|carry|fire|order|begin|start>(?: out)? (?:an? |the |its |‹\d+› |air|missile|full-scale|drone|surprise|\w+ )*(?:attacks?|invasion|strikes?|airstrikes?|air strikes?|offensive|missiles?|raids?|bombing|assault) (?:on|of|against|at|into|in) {A:b}",
        "ASSAULT",
    ),
    (
        r"<sink|shoot>(?: down)? (?:an? |the |two )?{J:b} (?:\w+ )?(?:ship|plane|jet|aircraft|destroyer|vessel|warship|drone|airliner|cruiser|frigate)",
        "ASSAULT",
    ),
    (
        r"<annex|occupy|seize|capture|blockade|absorb|conquer|partition|overrun> (?:part of |parts of |the |all of |most of |territory in )?{P:b}(?! '| embassy)",
        "COERCE",
    ),
    (r"<enter|cross into> {A:b}", "ENTER"),
    (
        r"<land> (?:its |their |\d+ |\w+ ){0,3}(?:troops|forces|soldiers|paratroopers|marines|an? (?:\w+ )?(?:army|force)) (?:in|on) {A:b}",
        "ASSAULT",
    ),
    (r"<land|march|storm|pour|roll|drive>(?: ashore)? (?:in|into|on) {A:b}", "ENTER"),
    (r"<move|push|sweep|cross> into {A:b}", "ENTER"),
    (r"<intervene> (?:militarily )?(?:in|against) {A:b}", "ASSAULT"),
    (r"<overthrow|topple|depose> (?:the )?{P:b}(?: government| leader)?", "COERCE"),
    (
        r"<expel> (?:the |all |dozens of |\w+ |\d+ ){0,3}{J:b} (?:\w+ )?(?:diplomats?|ambassador|envoys?|attach[eé]s?|officials?|spies|embassy staff|troops|advisers|advisors)",
        "SANCTION",
    ),
    (r"<expel> (?:the |all |dozens of |\w+ |\d+ ){0,3}{A:b}", "SANCTION"),
    (
        r"<recall|withdraw> (?:its|their|the|‹\d+›) (?:ambassador|envoy|diplomats?) (?:from|to|in) {A:b}",
        "SANCTION",
    ),
    (
        r"<sever|cut|break|suspend|end>(?: off)? (?:all |its |their |‹\d+› |full )*(?:formal )?(?:diplomatic )?(?:relations|ties|links)(?: off)? with {A:b}",
        "SANCTION",
    ),
    (r"<break> off (?:diplomatic )?(?:relations|ties) with {A:b}", "SANCTION"),
    (
        r"(?:<agree>(?: (?:on|in) [\w ]{2,20}?)? to )?<establish|restore|resume|normalize|normalise|reestablish|re-establish|open> (?:full |formal |its |their |‹\d+› )*(?:diplomatic )?(?:relations|ties) with {A:b}",
        "SUPPORT",
    ),
    (
        r"<recognise|recognize> (?:the (?:independence|sovereignty|statehood|government) of )?(?:the )?{P:b}(?! (?:ministry|need|right|importance|efforts|concern))",
        "SUPPORT",
    ),
    (r"<host|receive|welcome|visit|telephone|phone> {A:b}", "CONSULT"),
    (r"<travel|fly|go|pay> (?:a (?:state |official )?visit )?to {A:b}(?! (?:by|under))", "CONSULT"),
    (
        r"<accuse|blame|denounce|condemn|criticise|criticize|rebuke|slam|lambast> {P:b}(?! resolution)",
        "ACCUSE",
    ),
    (r"<threaten|warn> {A:b}", "THREATEN"),
    (r"<ask|implore|beseech> {A:b} (?:to|for)\b", "REQUEST"),
    (r"<issue|give> (?:an? )?(?:ultimatum|warning) to {A:b}", "THREATEN"),
    (
        r"<mass|mobilise|mobilize|deploy|amass|station|send|move> (?:\w+ |[\d,]+ ){0,3}(?:troops|forces|soldiers|tanks|missiles|warships|army) (?:\w+ )?(?:to|in|near|on|along|at|around|against) (?:the border (?:of|with) |the )?{P:b}",
        "MOBILIZE",
    ),
    (
        r"<withdraw|pull> (?:out )?(?:all |its |their |the |most |some |‹\d+› |last |combat |remaining )*(?:troops|forces|soldiers|army|missiles)(?: out)? (?:of|from) {A:b}",
        "YIELD",
    ),
    (r"<surrender|capitulate> to {A:b}", "YIELD"),
    (r"<cede|return|hand> (?:\w+ ){1,5}?(?:to|over to) {A:b}", "YIELD"),
    (
        r"<give|send|provide|grant|donate|pledge|offer|deliver|lend> (?:\$?[\d.,]+ (?:million|billion) )?(?:\w+ ){0,5}?(?:aid|loans?|relief|credits?|assistance) to {A:b}",
        "AID",
    ),
    (r"<give|grant|lend> {A:b} (?:\w+ ){0,4}?(?:aid|loans?|credits?|assistance)", "AID"),
    (
        r"<reject|rebuff|refuse|turn> (?:down )?{P:b} (?:\w+ ){0,2}(?:proposal|offer|demands?|request|claims?|ultimatum|appeal)",
        "REJECT",
    ),
    (r"<test> {P:b}(?! patience)", "THREATEN"),
)
_ARMIES = re.compile(r"\b(?:troops|forces|soldiers|army|armies|tanks|divisions|paratroopers)\b")
_MUTUAL: tuple[tuple[str, str], ...] = (
    (r"<meet>(?: (?:with|\w+ly))*(?: in [A-Z⟨]\S* with| with)? {A:b}", "CONSULT"),
    (r"<meet>(?! (?:the|its|their|a|all|with (?:oppos|crit|protest)|expect|demand|condition)\b)", "CONSULT"),
    (
        r"<hold|have|open|start|begin|resume|conduct> (?:\w+ ){0,3}?(?:talks|a summit|summit|negotiations|consultations|a meeting|meetings|discussions|a phone call|dialogue)(?: (?:in|on|over|about) [^.;⟨]{1,40}?)?(?: with {A:b})?",
        "CONSULT",
    ),
    (
        r"<sign|conclude|agree|reach|initial|ratify|strike|announce|declare|unveil|proclaim|seal|ink|launch|normalise|normalize|endorse>(?: on| to)? (?P<what>(?:an?|the|their|its|new|\"|'|‹\d+›|⟨\d+⟩'s) [^.;⟨]{2,70}?|[^.;⟨]{2,50}? (?:agreement|treaty|deal|pact|accords?|partnership|ceasefire))(?: with {A:b}| between ⟨\d+⟩|(?=[.,;]|$| in \d| on \d| in [A-Z]))",
        "AGREE",
    ),
    (
        r"(?:<agree>(?: (?:on|in) [\w ]{2,20}?)? to )?<establish|restore|resume|normalise|normalize|reestablish|re-establish|open> (?:full |formal |their )*(?:diplomatic )?(?:relations|ties)(?! with)",
        "SUPPORT",
    ),
    (
        r"<sever|cut|break|suspend>(?: off)? (?:full |formal |their |all )*(?:diplomatic )?(?:relations|ties)(?! with)",
        "SANCTION",
    ),
    (
        r"<hold|conduct|stage|carry|begin> (?:out )?(?:their |its |the )?(?:\w+ ){0,2}?(?:joint|naval|military|combined) (?:\w+ ){0,2}?patrols?(?: with {A:b})?",
        "COOPERATE",
    ),
    (r"<cooperate|collaborate> (?:with {A:b}|on)", "COOPERATE"),
    (r"<exchange> (?:ambassadors|prisoners|diplomats|envoys)(?: with {A:b})?", "AGREE"),
)
_PASSIVE = (
    r"\b(?P<v>invaded|attacked|bombed|shelled|occupied|annexed|seized|recognised|recognized|accused|condemned|threatened|overthrown|conquered|blockaded|captured|liberated) by {A:a}",
)
_ROOTS = {
    "invaded": "ASSAULT",
    "attacked": "ASSAULT",
    "bombed": "ASSAULT",
    "shelled": "ASSAULT",
    "recognised": "SUPPORT",
    "recognized": "SUPPORT",
    "accused": "ACCUSE",
    "condemned": "ACCUSE",
    "threatened": "THREATEN",
}
_NOUN_ROOTS = {"invasion": "ASSAULT", "bombing": "ASSAULT", "attack": "ASSAULT", "recognition": "SUPPORT"}
_NAMED: tuple[tuple[str, str, str], ...] = (
    (
        r"<annex|seize|occupy|absorb> (?:the )?(?:\w+ )?(?P<t>Crimea|Donetsk|Goa|East Timor|Western Sahara|Golan|Tibet|Abkhazia|Sudetenland|Sikkim|Luhansk|South Ossetia|Hong Kong|Falklands?|West Bank|East Jerusalem|Sinai)",
        "COERCE",
        "annexes an area",
    ),
    (
        r"<invade|attack|bomb|intervene in|land on|land in|storm|overrun|march into|move into> (?:the )?(?P<t>Crimea|Goa|East Timor|Falklands?|Falkland Islands|Grenada|Suez|Sinai|Tibet|Cyprus|Kosovo|Donbas)",
        "ASSAULT",
        "attacks an area",
    ),
    (
        r"<test|detonate|explode> (?:an? |its |‹\d+› )*(?:first )?(?:atomic|nuclear|hydrogen|ballistic|thermonuclear)(?: \w+)? ?(?:bomb|weapon|device|missile)s?(?P<t>)",
        "THREATEN",
        "tests a weapon",
    ),
    (
        r"<mobilise|mobilize>(?P<t>) (?:its |their )?(?:army|troops|forces|reserves|reservists)",
        "MOBILIZE",
        "mobilises",
    ),
)
_OWNERS = {
    "crimea": "UKR",
    "donetsk": "UKR",
    "luhansk": "UKR",
    "donbas": "UKR",
    "goa": "PRT",
    "golan": "SYR",
    "sinai": "EGY",
    "suez": "EGY",
    "abkhazia": "GEO",
    "south ossetia": "GEO",
    "sudetenland": "CSK",
    "falkland": "GBR",
    "falklands": "GBR",
    "falkland islands": "GBR",
}
_PATTERNS = tuple(pattern for pattern, _root in _DIRECTED)
_PATTERNS_OF_BOTH = tuple(pattern for pattern, _root in _MUTUAL)
#: "They nearly signed": it did not happen.
_NEARLY = re.compile(r"\b(?:nearly|almost|all but|came close to) \Z")


def find(m: Marked) -> Iterator[Draft]:
    """Find events."""
    seen: set[tuple[str, str | None, str | None]] = set()
    for draft in _all(m):
        claim = draft.proposition
        assert isinstance(claim, Event)
        key = (claim.source, claim.target, claim.root)
        if key not in seen and (claim.target, claim.source, claim.root) not in seen:
            seen.add(key)
            yield draft


def _event(
    m: Marked, source: str, target: str | None, root: str, start: int, end: int, verb: int, negated: bool
) -> Draft:
    stop = m.clause_end(end)
    action = m.words(verb, min(stop, end + 140)) or m.words(verb, end)
    when = times(m.window(start, end))
    if m.ctx.on is not None and not any(when.values()):
        when["dated"] = day_told(m.words(start, stop), m.ctx.on)
    return Draft(
        Event(source=source, target=target, action=action[:200], root=root, negated=negated, **when),
        start,
        stop,
        f"event {root.lower()}",
    )


def _all(m: Marked) -> Iterator[Draft]:
    covered: list[tuple[int, int]] = []
    for draft in exercises.find(m):
        covered.append((draft.start, draft.end))
        yield draft
    for place in m.traced.which(_PATTERNS):
        pattern, root = _DIRECTED[place]
        for hit in m.hits(pattern):
            group = hit.group
            if _NEARLY.search(m.text, 0, hit.match.start()):
                continue
            if not group.real or group.subject is None or group.passive or (group.relative and group.generic):
                continue
            subject = m.subject(group)
            targets = m.codes(hit.match["b"], without=subject)
            at = hit.match.start()
            if any(s <= at < e for s, e in covered):
                continue
            if root == "ENTER":
                # armies that enter a state attack it; a state enters a club, or talks
                if not _ARMIES.search(m.words(group.start, at)):
                    continue
                root = "ASSAULT"
            slot = m.slots[int(hit.match["b"])]
            if root == "CONSULT" and re.search(
                r"\b(?:troops|forces|soldiers|army|military)$",
                m.source[slot.start : slot.end + 12].split(".")[0].strip(),
            ):
                continue
            if root == "SUPPORT" and is_organisation((targets or ("",))[0]):
                continue
            if (
                root == "ASSAULT"
                and hit.match.group(0).lower().startswith("str")
                and re.search(r"deal|agreement|balance", hit.match.group(0))
            ):
                continue
            for source, target in unordered_pairs(subject, targets):
                yield _event(m, source, target, root, group.start, hit.match.end(), at, hit.negated)
                covered.append(hit.match.span())
    for place in m.traced.which(_PATTERNS_OF_BOTH):
        pattern, root = _MUTUAL[place]
        for hit in m.hits(pattern):
            group = hit.group
            at = hit.match.start()
            if (
                not group.real
                or group.subject is None
                or any(s <= at < e for s, e in covered)
                or (group.passive and root != "AGREE")
            ):
                continue
            subject = m.subject(group)
            number = hit.match.groupdict().get("b")
            targets = m.codes(number, without=subject) if number else ()
            if root == "AGREE" and not _agreement(m, hit.match, bool(targets)):
                continue
            if targets:
                pairs = list(unordered_pairs(subject, targets))
            elif len(subject) >= 2:
                pairs = list(unordered_pairs(subject))
            else:
                continue
            for source, target in pairs:
                yield _event(m, source, target, root, group.start, hit.match.end(), at, hit.negated)
                covered.append(hit.match.span())
    for match in m.finds(
        r"{P:a} (?:full-scale |military |illegal )?(?P<n>invasion|annexation|occupation|bombing|recognition|blockade|seizure|attack) (?:of|on) (?:the )?(?:{A:b}|(?P<t>[A-Z][\w]+(?: [A-Z]\w+)?)) (?:<take|happen|begin|start|occur|come|date|end>|was launched)"
    ):
        if m.group(match.start()).modal is None:
            for source in m.codes(match["a"]):
                owner = m.one(match["b"]) if match["b"] else _OWNERS.get((match["t"] or "").lower())
                yield _event(
                    m,
                    source,
                    owner if owner != source else None,
                    _NOUN_ROOTS.get(match["n"].lower(), "COERCE"),
                    match.start(),
                    match.end(),
                    match.start("n"),
                    False,
                )
    for pattern in _PASSIVE:
        for match in m.finds(pattern):
            group = m.group(match.start())
            if group.passive and group.real and group.subject is not None:
                root = _ROOTS.get(match["v"].lower(), "COERCE")
                for source in m.codes(match["a"]):
                    for target in m.subject(group):
                        yield _event(
                            m, source, target, root, group.start, match.end(), match.start(), group.negated
                        )
    for pattern, root, _why in _NAMED:
        for hit in m.hits(pattern):
            at = hit.match.start()
            if (
                hit.group.real
                and hit.group.subject is not None
                and not any(s <= at < e for s, e in covered)
                and not hit.group.passive
            ):
                area = (hit.match["t"] or "").lower()
                for source in m.subject(hit.group):
                    owner = _OWNERS.get(area)
                    yield _event(
                        m,
                        source,
                        owner if owner != source else None,
                        root,
                        hit.group.start,
                        hit.match.end(),
                        at,
                        hit.negated,
                    )


def _agreement(m: Marked, match: re.Match[str], partner: bool) -> bool:
    """Say whether what was signed or announced ties the two (a law, a budget, plans do not)."""
    words = (match["what"] or "").lower()
    if re.search(
        r"agreement|treat|deal|pact|accord|communiqu|memorandum|declaration|protocol|partnership|convention|ceasefire|cease-fire|truce|armistice|alliance|cooperation|statement|contract|peace|charter|plan of",
        words,
    ):
        return True
    return partner and not re.search(r"\b(?:on|to)\b", match.group(0).split(" ")[1])
