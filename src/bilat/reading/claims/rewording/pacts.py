"""Wordings of treaty obligations with the plain words that they are to read; a table for `phrasings`."""

from __future__ import annotations

from bilat.reading.claims.language.grammar import TIME

__all__ = ["PACT_RULES"]

_TREATY = r"(?:treaty|pact|alliance|accord)"
_IN_FORCE = r"in (?:force|effect|place|operation)"
_BE = r"(?P<b>was|is|were|are|remained|remains)(?P<n> (?:still|no longer|not|not yet))?"
_NOBODY = r"(?:[Nn]o (?:other |single |one )?(?:country|state|nation|power|government)|[Nn]ot (?:a single|one) (?:country|state|nation|power|government)|[Nn]obody)"
_BOUND = r"(?:was|were|is|are|had been)(?: \w+ly)? (?:bound|obliged|committed|required|pledged|sworn)(?: by (?:a |any )?(?:treaty|pact|alliance))?"
_DEFEND = r"(?:defend|protect|assist|come to the (?:aid|defen[cs]e|help|assistance) of)"
_AID = r"(?:armed|military) (?:assistance|help|support|aid|protection)"
_BY_TREATY = (
    r"(?:under|by|through) (?:a |the |an? \w+ |its |their |‹\d+› )?(?:treaty|pact|alliance|agreement)"
)

#: Pattern, whose first verb gives its form, and what it reads as (see `idioms`).
PACT_RULES: tuple[tuple[str, str], ...] = (
    # a treaty that was, or was no more, in force
    (
        rf"\b(?:[Tt]he|[Aa]|[Aa]ny) (?P<w>(?:[a-z-]+ ){{0,3}}?{_TREATY}) (?:that )?(?:binding|linking|tying|uniting|bound|linked|tied|united|of) (?P<x>⟨\d{{1,3}}⟩) (?:to|with|and) (?P<y>⟨\d{{1,3}}⟩)(?P<t>{TIME}) {_BE} {_IN_FORCE}",
        "{x} {b}{n} bound to {y} by a {w}{t}",
    ),
    (
        rf"\b(?:[Tt]he|[Aa]|[Aa]ny) (?P<w>(?:[a-z-]+ ){{0,3}}?{_TREATY}) (?:between|binding|linking|tying|uniting|of) (?P<x>⟨\d{{1,3}}⟩)(?P<t>{TIME}) {_BE} {_IN_FORCE}",
        "{x} {b}{n} bound by a {w}{t}",
    ),
    # none of any kind
    (
        r"\b(?P<w>(?:no|any) (?:\w+ )?(?:treaty|treaties|pacts?|agreements?|alliances?)) (?:of any (?:kind|sort|type|description)|whatsoever|whatever) (?=(?:bound|bind|tied|tie|linked|link|joined|between|with|committed|existed))",
        "{w} ",
    ),
    (
        r"\b[Tt]here (?:was|is|has been|had been) no (?P<w>(?:\w+ )?(?:treaty|pact)) (?:in (?:force|effect|place) )?between (?P<x>⟨\d{1,3}⟩)(?! (?:to|that))",
        "{x} had no {w}",
    ),
    (r"(?P<v>(?:bound|linked|tied|allied|joined)(?: together)?(?: to ⟨\d{1,3}⟩)?) by (?P<w>treaty|pact|alliance)(?=[.,;]| (?:in|since|from|between|until|during|by|with|to ⟨)|$)", "{v} by a {w}"),
    (
        r"(?:can|could) (?:still |always )?(?:count|rely|depend|call|fall back) (?:up)?on (?:a |an |the )?(?P<x>[⟨‹]\d{1,3}[⟩›])(?:'s?)? (?:treaty |formal )?(?:promise|pledge|commitment|guarantee|assurance) of (?:defen[cs]e|protection|assistance)",
        "had a defence treaty with {x}",
    ),
    # what one owes another
    (
        r"(?P<v><have|hold>(?: no| not)?) (?:(?:a|an|any|no|firm|formal|binding|treaty|long-standing) )*(?:defen[cs]e|security) (?:commitments?|guarantees?|obligations?) to (?:both )?(?=⟨)",
        "{v} a defence treaty with ",
    ),
    (r"(?P<v>(?:committed|bound|obliged|pledged) by (?:a )?treaty) (?:to not attacking|to refrain(?:ing)? from attacking|not to attack|against attacking)(?= ⟨)", "{v} to not attack"),
    (
        r"<owe> (?P<y>⟨\d{1,3}⟩) (?:a |any )?(?:treaty |legal |formal )?(?:duty|obligation) of (?:armed |military |mutual )?(?:defen[cs]e|assistance|protection|aid)",
        "was obliged by treaty to defend {y}",
    ),
    (
        r"(?:was|were|is|are) under no (?:treaty |legal |formal |binding )*(?:duty|obligation) to (?:defend|protect) (?:any(?:one|body)?(?: other)?|others?|another|a single)(?: (?:country|state|nation|power|one))?",
        "had no allies",
    ),
    (
        r"(?P<b>was|were|is|are) under (?P<n>no|a|an|any|some) (?:treaty |legal |formal |binding )*(?:duty|obligation) to (?:defend|protect|come to the (?:aid|defen[cs]e) of) (?P<y>⟨\d{1,3}⟩)",
        "had {n} obligation to defend {y}",
    ),
    (
        rf"<owe> (?P<y>⟨\d{{1,3}}⟩) {_AID}(?: {_BY_TREATY})?",
        "was obliged by treaty to defend {y}",
    ),
    (
        rf"<be|stand|come|remain>(?P<n>(?: (?:not|never|still|no longer))?) under [⟨‹](?P<y>\d{{1,3}})[⟩›](?:'s?)? (?:\w+ )?(?:protection|defen[cs]e) {_BY_TREATY}",
        "had{n} a defence treaty with ⟨{y}⟩",
    ),
    # what two have promised each other, and what not
    (
        r"(?P<h>(?:has|have|had) |)<promise|pledge> (?:each other|one another) (?P<k>non-?aggression|neutrality|mutual defen[cs]e)(?:,? but (?:no|not) (?P<l>(?:mutual )?(?:defen[cs]e|assistance)))",
        "had a {k} treaty but no {l} treaty",
    ),
    (
        r"(?:(?:has|have|had) )<promise|pledge> (?:each other|one another) (?P<k>non-?aggression|neutrality|mutual defen[cs]e)",
        "had a {k} treaty",
    ),
    # bound to nobody, and nobody bound to it
    (
        r"<stand|stay|remain|be|keep> (?:outside|out of|clear of|in no|not in|party to no|part of no)(?: (?:every|any|all|each))? (?:[\w-]+ ){0,2}?(?:mutual[- ])?(?:defen[cs]e|security|assistance) (?:treat(?:y|ies)|agreements?|arrangements?|pacts?)(?! (?:with|of|between))",
        "[belong] to no military alliance",
    ),
    (
        rf"\b{_NOBODY} {_BOUND} to (?:{_DEFEND} )?(?P<x>⟨\d{{1,3}}⟩)(?: (?:for|by way of|in) (?:common|mutual|collective) defen[cs]e)?(?: by (?:a )?treaty)?",
        "{x} had no allies",
    ),
    (
        rf"\b{_NOBODY} {_BOUND} to come to (?P<x>⟨\d{{1,3}}⟩)'s (?:aid|defen[cs]e|help|assistance)",
        "{x} had no allies",
    ),
    (
        rf"\b{_NOBODY} (?:was|were|is|are) (?:formally |militarily )?allied (?:with|to) (?P<x>⟨\d{{1,3}}⟩)",
        "{x} had no allies",
    ),
)  # fmt: skip
