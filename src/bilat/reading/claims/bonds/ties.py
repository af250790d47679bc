"""Treaties, disputes, sanctions and wars, read from the parts of a sentence where no fixed wording fits.

A sentence that names two states, a word for the tie and no word that makes it a wish, a plan or a mere mention says that the
tie is there, or, with a denial, that it is not. Anything less plain is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bilat.propositions import Dispute, Obligation, Sanction
from bilat.reading.claims.bonds.obligation_parts import unheard
from bilat.reading.claims.conflict.sanction import type_of
from bilat.reading.claims.drafts import Draft, times
from bilat.reading.claims.language.windows import Window
from bilat.reading.claims.sentence.marked import Marked

__all__ = ["find"]

_OPEN = re.compile(
    r"\b(?:(?:chances?|probability|likelihood|odds|prospect|danger|possibility) of|will|would|could|may|might|should|can not|cannot|ruled out|if|unless|whether|plans?|planned|wants?|wanted|hop(?:es?|ed)|expect\w*|likely|urg\w+|call\w* (?:on|for)|threat\w*|propos\w*|pledg\w*|promis\w*|vow\w*|offer\w*"
    r"|consider\w*|mull\w*|contemplat\w*|close to|clos(?:er|ing) to|prepar\w*|debat\w*|explor\w*|regard\w*|view(?:s|ed)|perceiv\w*|sees?|saw|seeks?|sought|aims?|intend\w*|ready|willing|talks|negotiat\w*|discuss\w*|mediat\w*|avoid\w*|prevent\w*|risk\w*|fear\w*|possib\w*|potential\w*|support\w*|oppos\w*|favou?r\w*|welcom\w*|condemn\w*"
    r"|criticis\w*|criticiz\w*|denounc\w*|protest\w*|report\w*|resolution|summit|visit\w*|met|speech|statement|book|film|museum|anniversary|memor\w*)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|neither|nor|without|free (?:of|from)|spared?|exempt\w*|escaped|untouched by)\b|\bno (?!fewer|less|more|doubt)|\bnone\b|\bnothing\b",
    re.IGNORECASE,
)
#: Somebody keeps away from a tie, or from joining in it.
_SHUNNED = re.compile(
    r"\b(?:(?:clear|out|aloof|away|aside|back|apart|shy|distance|distanced \w+) (?:of|from)|(?:refrain|abstain|desist|shr[aiu]nk)\w* from|eschew\w*|shun\w*|forg(?:o|oes|oing|one)|forwent|forsw\w+|opt(?:s|ed|ing)? out|(?:spurn|resist|hesitat|dodg)\w*|(?:(?:kept|keep\w*|t[ao]k\w*|had|has|have|want\w*|play\w*) no|any|part and no) part (?:in|of)|nothing to do with)\b(?! (?:the )?(?:EU|Union|office|power|fear|anger|solidarity|spite)\b)"
    r"[^.;]{0,60}\b(?:sanctions?|embargo\w*|boycotts?|blockades?|alliances?|pacts?|treat(?:y|ies)|wars?|fighting|hostilities|rivalr(?:y|ies)|clash\w*|disputes?|quarrels?)\b",
    re.IGNORECASE,
)
#: A word for the tie that only sets the time or the scene.
_SCENE = re.compile(
    r"\b(?:during|after|before|since|until|following|despite|amid|throughout|in|of|over|on|about|from|by) (?:the |a |an |their |its |that |this )?(?:(?:long|brief|first|second|bloody|\d{4}|‹\d+›|\w+-year) )*$",
    re.IGNORECASE,
)
_AREA = r"territor\w*|borders?|boundar\w+|frontiers?|islands?|islets?|reefs?|shoals?|sovereignty|maritime|peninsula|archipelago|land|waters|province|region|enclave|strip|river|seabed|gulf|continental shelf|access to the sea|airspace"
_QUARREL = r"disput\w*|quarrel\w*|claims?|claimed|claiming|contest\w*|at odds|at loggerheads|rows?|feud\w*|disagree\w*|unresolved|irredent\w*|laid claim|lays? claim|squabbl\w*|controvers\w+"
_PACT = re.compile(
    r"\b(?:(?P<non>non-?aggression|neutrality)|(?P<consult>consult\w*)|(?P<def>mutual (?:defen[cs]e|assistance|aid)|defen[cs]e|defensive|security|military))\b[^.;]{0,40}\b(?:pacts?|treat(?:y|ies)|alliances?|agreement|accord|clause|guarantee|commitment|obligations?)\b"
    r"|\b(?P<non2>pacts?|treat(?:y|ies)|agreement) of (?:\w+ )?(?:non-?aggression|neutrality)\b|\b(?P<def2>pacts?|treat(?:y|ies)) of (?:\w+ )*?(?:mutual )?(?:assistance|defen[cs]e|alliance)\b"
    r"|\b(?P<ally>all(?:y|ies|ied)|alliance)\b|\b(?P<duty>(?:bound|committed|obliged|pledged by treaty|duty-bound|treaty-bound|obligation|commitment|commits?|guarantees?)\b[^.;]{0,40}?\b(?:defen[cds]\w*|protect\w*|aid|assist\w*|help))",
    re.IGNORECASE,
)
_WAR = re.compile(r"\b(?:wars?|fought|fighting|hostilities|invaded|invasion|combat)\b", re.IGNORECASE)
_CLASH = re.compile(
    r"\b(?:clash\w*|skirmish\w*|exchang\w+ (?:\w+ )?(?:fire|shots|blows)|stand-?offs?|confrontations?|shell(?:ed|ing)|shots|border incidents?|armed incidents?|military incidents?|militari[sz]ed|came to blows|battles?)\b",
    re.IGNORECASE,
)
_RIVAL = re.compile(
    r"(?:(?<=⟩'s )|(?<=› )|\b(?:is|are|was|were|been|remain(?:s|ed)?|became|becom(?:e|es)|as|between|of|the|a|an|strategic|bitter|historic|old|long-standing|regional|natural) )(?:\w+ )?(?:arch-?)?(?:rivals?|rivalry|enem(?:y|ies)|adversar(?:y|ies)|foes?)\b",
    re.IGNORECASE,
)
_SANCTION = re.compile(
    r"\b(?:sanction(?:s|ed|ing)?|embargo(?:es|ed)?|boycott(?:s|ed)?|blockad(?:e|es|ed|ing)|restrictive measures)\b|\b(?:bann?(?:ed|s)|prohibit(?:ed|s)|halt(?:ed|s)|cut off|suspend(?:ed|s)|stopp(?:ed|s)|barred|froze|blocked) (?:all |most |the |its |‹\d+› |\w+ )*?(?:imports?|exports?|trade|assets|food|grain|oil|gas|wine|coal|wheat)\b",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"\b(?:join|align|follow|adopt|enforc|appl(?:y|ies|ied)|implement|observ|compl(?:y|ies|ied)|mirror|match|cop(?:y|ies|ied)|echo|respect|ignor|skirt|undermin|breach|violat|bust|def(?:y|ies|ied)|associat)\w*\b[^.;]{0,45}$"
)
_AIMED = re.compile(r" (?:\w+ ){0,2}?(?:on|against|upon|targeting|at) (?:\w+ ){0,2}?[⟨‹]")
_BAN = re.compile(r"^(?:bann?|prohibit|halt|cut|suspend|stopp|barred|froze|blocked)", re.IGNORECASE)
_OTHER_KIND = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|\babst(?:ain|ention)|\bveto|\bweapons?\b|\barms\b|\bexports? to\b|\btrading partner\b|\btrade (?:with|between|turnover)\b|\bmember(?:s|ship)?\b",
    re.IGNORECASE,
)
Level = Literal["alliance", "defence", "neutrality", "nonaggression", "consultation"]


def find(m: Marked) -> Iterator[Draft]:
    """Find one tie between two actors."""
    text = m.text
    if m.search(_OPEN) or ";" in text or m.open_question or m.search(_OTHER_KIND):
        return
    actors: list[tuple[int, int, str]] = []
    for hit in re.finditer(r"[⟨‹](\d{1,3})[⟩›]", text):
        actors += [(hit.start(), hit.end(), c) for c in m.codes(hit[1])]
    codes = list(dict.fromkeys(c for _s, _e, c in actors))
    if len(codes) != 2:
        yield from _sanctioned_several(m, actors, codes)
        return
    negated = bool(m.search(_NOT))
    if m.search(_SHUNNED):
        return  # "stayed out of the sanctions": a denial of another kind; twice denied it would be lost
    if negated and re.search(r"\bnot to [a-z]", text):
        return  # "agreed not to use force over it": what is promised or asked denies no tie
    for maker in (_sanction, _territory, _violence, _pact):
        found = list(maker(m, actors, codes, negated))
        if found:
            yield from found
            return


def _whole(m: Marked, claim: Dispute | Obligation | Sanction, why: str) -> Draft:
    return Draft(claim, 0, len(m.text.rstrip()), why)


def _told(m: Marked, word: re.Match[str] | None) -> bool:
    """Say whether a word for a tie is there and more than the scene of something else."""
    return word is not None and not _SCENE.search(m.text[: word.start()])


def _window(m: Marked) -> Window:
    return m.window(0, len(m.text))


def _sanction(
    m: Marked, actors: list[tuple[int, int, str]], codes: list[str], negated: bool
) -> Iterator[Draft]:
    word = m.search(_SANCTION)
    if word is None or re.search(r"\b(?:lift|eas|end|remov|repeal|evad|relax|waiv|circumvent)\w*", m.text):
        return
    text = m.text
    if re.search(r"\b(?:against|new|further|more|tougher)\b[^.;]{0,25}$", text[: word.start()]):
        return
    if re.search(_FOLLOWED, text[: word.start()]) and not _AIMED.match(text, word.end()):
        return  # "A aligned itself with the sanctions of B": they are on somebody else
    target: str | None = None
    put = re.search(
        r"\b(?:laid|lays?|placed?|puts?|brought|brings?|keeps?|kept(?! \w+ distance)|held|holds?|hit|hits|slapped|punish(?:es|ed)|subject(?:s|ed)|squeezed|struck) (?:the )?⟨(\d{1,3})⟩ (?:under|to|with)\b",
        text,
    )
    placed = m.one(put[1]) if put else None
    for start, _end, code in actors:
        left = text[:start]
        if (
            (
                start > word.end()
                and re.search(r"\b(?:on|against|upon|from|to|with|of|targeting|at) (?:the )?$", left)
            )
            or (
                start > word.start()
                and re.match(r"(?:sanctioned|embargoed|boycotted|blockaded)$", word.group(0))
                and left.rstrip().endswith(word.group(0))
            )
            or (
                start < word.start()
                and re.search(
                    r"\b(?:under|fac(?:e|es|ed|ing)|suffer\w*|subject\w* to|target\w*|hit (?:by|with)|endur\w*|victim of|object of|was|were|been) (?:\w+ ){0,3}$",
                    text[: word.start()],
                )
                and not re.search(r"\bby (?:the )?$", left)
                and code == actors[0][2]
            )
        ):
            target = code
    target = placed or target
    by = _sender(m, word)
    if by is not None and by in codes and (target is None or target == by):
        target = next(c for c in codes if c != by)
    if target is None:
        return
    sender = next(c for c in codes if c != target)
    if by is None and not _MADE.search(word.group(0)) and not _takes_part(m, actors, sender, word):
        return  # "A balked at sanctions on B": what A did about them is not known
    named = re.search(r"(?:[\w-]+(?: and|,)? ){0,3}$", text[: word.start()])
    kind = type_of(f"{named.group(0) if named else ''}{word.group(0)}")
    if _BAN.match(word.group(0)) and "assets" not in word.group(0):
        kind = "trade"
    yield _whole(
        m,
        Sanction(sender=sender, target=target, type=kind, negated=negated, **times(_window(m))),
        "sanctions of one on the other",
    )


#: Words that are themselves what the sender did.
_MADE = re.compile(
    r"(?:ed|ing|s)$(?<!sanctions)(?<!embargoes)(?<!boycotts)(?<!blockades)(?<!measures)", re.IGNORECASE
)
_TAKES_PART = re.compile(
    r"\b(?:join|uph[eo]ld|tak(?:e|es|en|ing) part|took part|participat|impos|implement|kept(?! \w+ distance)|keep(?! \w+ distance)|maintain|put|plac|laid|lay|lev[iy]|slap|appl[iy]|adopt|enforc|introduc|enact|announc|extend|renew|tighten|h[ae]ve\b|ha[ds]\b|having|bring|brought|respond|hit|punish|retaliat|decree|order|launch|declar|follow|go(?:es|ne)? along|went along|observ|operat|instit|us(?:e|es|ed|ing)\b|resort|align|embrac|start|beg[aiu]n|wield|retain|prolong|step(?:s|ped)? up|stiffen|strengthen|carr(?:y|ied) out|approv|unveil|issu|behind)",
    re.IGNORECASE,
)


def _takes_part(m: Marked, actors: list[tuple[int, int, str]], sender: str, word: re.Match[str]) -> bool:
    """Say whether the words between the sender and the sanctions are of imposing them, or of joining in."""
    if any(code == sender and re.search(r"\bby (?:the )?$", m.text[:start]) for start, _end, code in actors):
        return True  # "were maintained by A"
    for start, end, code in actors:
        after = start >= word.end() and re.fullmatch(
            r" (?:(?:that|which) )?(?:the )?", m.text[word.end() : start]
        )
        if code == sender and after and _TAKES_PART.search(m.text, end, end + 25):
            return True  # "the sanctions that A imposed on B"
    at = max((end for _start, end, code in actors if code == sender and end <= word.start()), default=None)
    return at is not None and _TAKES_PART.search(m.text, at, word.start()) is not None


def _sender(m: Marked, word: re.Match[str]) -> str | None:
    """Return whose sanctions they are: "American sanctions", "sanctions from the EU", "an embargo by Britain"."""
    if _BAN.match(word.group(0)):
        return None
    own = re.search(
        r"[⟨‹](\d{1,3})[⟩›](?:'s?)? (?:(?!(?:on|of|under|to|with|without|from|by|at|for|about|in|into|down|out|over|off|against|and|has|have|had|is|was|were|did|does|do|no|its|their)\b)(?:(?!\w+ed\b)[\w-]+|(?:targeted|limited|coordinated|renewed|tightened|expanded|unprecedented|combined|continued|extended|increased|[a-z]+-\w+ed)) ){0,3}?$",
        m.text[: word.start()],
    )
    if own and re.search(r"\b(?:spar|sav|den[iy]|grant|forg[ai]v|offer)\w* $", m.text[: own.start()]):
        return None  # "spared B sanctions": they are not B's
    if own:
        return "UN" if m.one(own[1]) == "UNSC" else m.one(own[1])
    by = re.match(
        r"(?: (?:regimes?|measures))?(?: imposed| applied| levied| decreed)? (?:from|by|of) (?:the )?⟨(\d{1,3})⟩",
        m.text[word.end() :],
    )
    sender = m.one(by[1]) if by else None
    return "UN" if sender == "UNSC" else sender  # the Council acts for the organisation


def _sanctioned_several(m: Marked, actors: list[tuple[int, int, str]], codes: list[str]) -> Iterator[Draft]:
    """Read one sender whose sanctions several states, named in one list, are under."""
    word = m.search(_SANCTION)
    if word is None or len(codes) > 6 or re.search(r"\b(?:lift|eas|end|remov|repeal|evad)\w*", m.text):
        return
    sender = _sender(m, word)
    named = {s.start() for s in re.finditer(r"⟨(\d{1,3})⟩", m.text) if m.slots[int(s[1])].ref is None}
    others = [(s, c) for s, _e, c in actors if c != sender and s in named]
    if sender is None or len({s for s, _c in others}) != 1 or sender not in codes:
        return
    if not re.search(
        r"\b(?:under|fac(?:e|es|ed|ing)|suffer\w*|incur\w*|subject\w* to|target\w*|hit (?:by|with)|endur\w*|dr[ae]w|drew|attract\w*|on|against|were|met with)\b",
        m.text,
    ):
        return
    negated = bool(m.search(_NOT))
    for _at, target in others:
        yield _whole(
            m,
            Sanction(sender=sender, target=target, negated=negated, **times(_window(m))),
            "sanctions of one on several",
        )


def _territory(
    m: Marked, actors: list[tuple[int, int, str]], codes: list[str], negated: bool
) -> Iterator[Draft]:
    quarrel = re.search(rf"\b(?:{_QUARREL})\b", m.text, re.IGNORECASE)
    if quarrel is None:
        return
    if not re.search(rf"\b(?:{_AREA})\b", m.text, re.IGNORECASE) and not _known_area(m, codes):
        return
    if re.search(
        r"\b(?:victory|credit|responsib\w+|trade|fishing|legal|compensation|ceded?|hand(?:ed|s|ing) over|returned|sold)\b",
        m.text,
    ):
        return
    ended = re.search(r"\b(?:gave up|dropped|renounced|abandoned)\b", m.text) is not None
    unsettled = re.search(
        r"\b(?:not|never|un)(?: \w+)?[ -]?(?:settled?|resolved?|solved?|end(?:ed)?|buried|bury)\b", m.text
    )
    if unsettled:
        # a quarrel that was not settled is there
        negated = False
    elif re.search(r"\b(?:settl\w+|resolv(?:ed|es?|ing)|end(?:ed|s)?|solved?|bur(?:ied|y))\b", m.text):
        # that a quarrel was settled is something that happened; what is left of it is not said
        return
    window = _window(m)
    if ended:
        # Given up in 1994: there is none in the year after.
        after = None if window.until is None else window.until + 1
        window = Window(window.start, window.end, after, after)
    yield _whole(
        m,
        Dispute(a=codes[0], b=codes[1], relation="territorial", negated=negated != ended, **times(window)),
        "a quarrel over territory",
    )


def _known_area(m: Marked, codes: list[str]) -> bool:
    """Say whether the sentence names an area that the ledger knows the two to dispute."""
    from bilat.ledger import load

    names = {w.lower() for w in re.findall(r"[A-Z][\w'-]{3,}", m.source)}
    for claim in load().claims:
        if set(codes) <= set(claim.parties):
            known = {w.lower() for w in re.findall(r"[A-Z][\w'-]{3,}", f"{claim.area} {claim.name}")}
            if names & known:
                return True
    return False


#: A clause of its own before a word, with no denial in it.
_OWN_CLAUSE = re.compile(
    r"\b(?:when|which|who|where|after|although|though)\b(?![^;]*\b(?:no|not|never|neither|nor|none|without)\b)[^;]*$",
    re.IGNORECASE,
)


_BEGAN = re.compile(r"\b(?:ended|began|started|broke out|lasted|ceased|finished|concluded)\b")
_BURIED = re.compile(
    r"\b(?:behind|past|overc[ao]me|bur(?:y|ied)|end(?:ed|s|ing)?|over|history|settled?|reconcil\w+|forgot\w*|rest|faded|waned|gave way|given way|set aside|laid aside|cease[ds]?|resolved)\b"
)


def _violence(
    m: Marked, actors: list[tuple[int, int, str]], codes: list[str], negated: bool
) -> Iterator[Draft]:
    war, clash, rival = m.search(_WAR), m.search(_CLASH), m.search(_RIVAL)
    relation: Literal["war", "militarised", "rivalry"]
    if clash and _told(m, clash) and not (war and war.start() < clash.start() and _told(m, war)):
        relation = "militarised"
    elif _told(m, war) and not re.search(
        r"\b(?:cold|trade|proxy|civil|price|currency) war", m.text, re.IGNORECASE
    ):
        relation = "war"
        if not re.search(r"\bwars?\b|\bfought\b|\bhostilities\b", m.text):
            return
    elif _told(m, rival):
        relation = "rivalry"
    else:
        return
    told = {"militarised": clash, "war": war, "rivalry": rival}[relation]
    if relation == "rivalry" and _BURIED.search(m.text):
        return  # one that was overcome is said to be no more
    if relation == "war" and _BEGAN.search(m.text) and any(w.month for w in m.windows):
        return  # "the war of 1982 ended in June": not only that there was one
    if negated and told is not None and _OWN_CLAUSE.search(m.text[: told.start()]):
        return  # "has had no relations since 2008, when the two fought": they did
    if re.search(r"\b(?:allies|together|alongside|side by side|common|shared|coalition)\b", m.text):
        return
    yield _whole(
        m,
        Dispute(a=codes[0], b=codes[1], relation=relation, negated=negated, **times(_window(m))),
        "fighting or rivalry of the two",
    )


#: Pacts of another matter: what is exchanged or built under them is no duty to fight.
_OTHER_PACT = re.compile(
    r"\b(?:intelligence|information|data|logistics?|basing|technology|industrial|training|fisheries|maritime boundary|boundary|border|trade|investment)(?:[- ]sharing)? (?:\w+ )?(?:pacts?|treat(?:y|ies)|agreement|accord)",
    re.IGNORECASE,
)


def _pact(m: Marked, actors: list[tuple[int, int, str]], codes: list[str], negated: bool) -> Iterator[Draft]:
    word = m.search(_PACT)
    if (
        word is None
        or unheard(m)
        or _OTHER_PACT.search(m.text, word.start(), word.end())
        or re.search(
            r"\bcommit\w* (?:itself|themselves)\b|\b(?:closest|strongest|staunchest|main|biggest|most important)\b|\bpeace treaty|co-?operation\b",
            m.text,
        )
    ):
        return
    level: Level
    if word["non"] or word["non2"]:
        level = "neutrality" if "neutral" in word.group(0).lower() else "nonaggression"
    elif word["consult"]:
        level = "consultation"
    elif word["ally"]:
        level = "alliance"
    elif re.search(r"\bsecurity\b[^.;]*\b(?:agreement|accord)", word.group(0), re.IGNORECASE):
        level = "consultation"  # most such agreements promise no more; a pact that does is above it
    else:
        level = "defence"
    window = _window(m)
    ended = (
        re.search(
            r"\b(?:end(?:ed|s)|expired|lapsed|abrogated|terminated|denounced|renounced|dissolved|scrapped)\b",
            m.text,
        )
        is not None
    )
    if ended:
        window = Window(window.start, window.end, None, window.until)
    yield _whole(
        m,
        Obligation(a=codes[0], b=codes[1], level=level, negated=negated != ended, **times(window)),
        f"a treaty tie: {word.group(0)}",
    )
