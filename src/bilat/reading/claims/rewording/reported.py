"""Wordings of newspapers, bullet points and speeches with the plain words that they are to read; a table for `phrasings`."""

from __future__ import annotations

from bilat.reading.claims.language.grammar import TIME

__all__ = ["REPORTED"]

_OVER = r"(?:(?:has|have|had) (?:now |since |already |long )?(?:lapsed|expired|ended|run out|come to an end)|<lapse|expire|end>|<come> to an end|<be> (?:\w+ )?(?:over|at an end|dead))"
_BEST = r"(?:(?:single )?(?:largest|biggest|main|top|leading|principal|chief|most important|number one|foremost)|(?:second|third|fourth|fifth)[- ](?:largest|biggest|most important))"
_PART = r"(?:recipients?|buyers?|customers?|importers?|purchasers?|clients?|suppliers?|sources?|sellers?|providers?|markets?|destinations?|(?:trading |trade )partners?)"
_GOODS = r"(?:salmon|fish|seafood|wine|beef|meat|pork|poultry|dairy|fruit|vegetables|food|coal|oil|gas|barley|grain|timber|steel|seeds?|goods|products|produce|exports|imports)"
_SAME = r"(?:each other|one another)"

#: Put in between a state and its verb; a comma before it alone closes what was put in before: "A, wary of B, nevertheless voted".
_SAID_BY_THE_WAY = r"(?:at once|in turn|in effect|for (?:its|their|‹\d{1,3}›) part|after all|nevertheless|nonetheless|moreover|as it happens)"
#: Pattern, whose first verb gives its form, and what it reads as (see `idioms`).
REPORTED: tuple[tuple[str, str], ...] = (
    # who comes first, with the name at the end
    (
        rf"^(?P<z>\W*(?:[^,;⟨‹]{{2,40}}, )?)[Tt]he (?P<s>{_BEST} (?:\w+ ){{0,2}}{_PART} (?:of|for|to) [⟨‹]\d{{1,3}}[⟩›](?:'s?)?(?: (?:\w+ )?(?:arms|weapons|weaponry|exports|imports|goods))?)(?P<t>{TIME}) (?P<b>was|is|has been|remained) (?P<x>⟨\d{{1,3}}⟩)(?=\W*$)",
        "{z}{x} {b} the {s}{t}",
    ),
    (
        rf"^(?P<z>\W*(?:[^,;⟨‹]{{2,40}}, )?)[Tt]he (?P<n>two|three|four|five) (?P<s>{_BEST} [^;]{{5,90}}?) (?:were|are) (?P<x>⟨\d{{1,3}}⟩)(?=\W*$)",
        "{z}{x} were among the {n} {s}",
    ),
    (
        r"among the (?P<n>two|three|four|five) (?P<s>largest|biggest|main|top|leading|principal|most important) (?P<p>suppliers|sellers|providers|exporters) of (?P<k>arms|weapons|weaponry) to (?P<y>⟨\d{1,3}⟩)",
        "among {y}'s {n} {s} {k} suppliers",
    ),
    (
        r"among the (?P<n>two|three|four|five) (?P<s>largest|biggest|main|top|leading|principal|most important) (?P<p>(?:trading |trade )partners|export markets|markets|customers) (?:of|for) (?P<y>⟨\d{1,3}⟩)",
        "among {y}'s {n} {s} {p}",
    ),
    (
        rf"^(?P<z>\W*)(?P<s>{_BEST} [^,:;⟨‹]{{3,40}}⟨\d{{1,3}}⟩),? (?:\()?(?P<t>(?:in )?(?:19|20)\d\d(?:[-–](?:\d{{4}}|\d\d))?)\)?: (?P<x>⟨\d{{1,3}}⟩)(?=\W*$)",
        "{z}In {t} {x} was the {s}",
    ),
    *(
        (
            rf"^(?P<z>\W*)(?:[Oo]f|[Aa]mong|[Aa]mongst) (?:all )?(?:the )?(?P<g>⟨\d{{1,3}}⟩)(?: (?:states|members|countries|nations|economies))?, (?P<x>⟨\d{{1,3}}⟩) {verb}(?: the)? most (?P<p>with|to|from) (?P<y>⟨\d{{1,3}}⟩)",
            f"{{z}}No {{g}} member {verb} more {{p}} {{y}} than {{x}}",
        )
        for verb in ("traded", "exported", "imported", "sold", "bought")
    ),
    (r"^(?P<z>\W*)(?P<x>⟨\d{1,3}⟩): no (?=[a-z])", "{z}{x} had no "),
    (
        r"^(?P<z>\W*)(?:(?:⟨\d{1,3}⟩|UNGA|UN|GA|UNSC|General Assembly|Security Council) )?(?P<s>(?:[Rr]esolution )?(?:[AS]/(?:RES/)?)?(?:ES-)?\d{1,2}/\d{1,4})(?: \([^)⟨‹]*\))?: (?=⟨\d{1,3}⟩ (?:abstain|vot))",
        "{z}In the vote on resolution {s}, ",
    ),
    (
        r"^(?P<z>\W*)[Oo]f (?P<g>(?:all )?(?:the |its )?(?:two |three |four |five |\w+ )?⟨\d{1,3}⟩(?: (?:states|countries|members|nations|governments))?), (?P<q>none|all|most|only one|few|half) (?=[a-z])",
        "{z}{q} of {g} ",
    ),
    # what is told in passing and names nobody
    (
        r"^(?P<z>\W*)(?P<x>⟨\d{1,3}⟩), (?:which|who|whose) (?![^,;]*\b(?:vot|abst|veto|align|neutral))[^,;⟨‹]{4,90}, (?=[a-z])",
        "{z}{x} ",
    ),
    (
        r"^(?P<z>\W*)(?P<x>⟨\d{1,3}⟩), (?![^,;]*\b(?:members?|all(?:y|ies|ied)|partners?|rivals?|suppliers?|customers?|buyers?|signator\w+|enem\w+|neutral|non-?aligned|which|who|and|or|like|unlike|but|together|along)\b)[a-z][^,;⟨‹\d]{3,60}, (?=(?:had|has|have|was|were|is|are|did|do|does|fought|sold|bought|voted|cast|took|went|gave|became|left|joined|received|imported|exported|traded|imposed|signed|abstained)\b)",
        "{z}{x} ",
    ),
    (
        r"(?P<b>⟨\d{1,3}⟩|\b(?:was|were|is|are|had|has|have|did))(?:, {w}, | {w},? |(?P<c>,) {w} )(?=[a-z])".replace("{w}", _SAID_BY_THE_WAY),
        "{b}{c} ",
    ),
    (
        r"\bin (?:its|their|‹\d{1,3}›) (?P<y>(?:19|20)\d\d) (?:General Assembly|Assembly|UN) votes",
        "in its UN votes in {y}",
    ),
    # what was never so, said the other way round
    (
        r"^(?P<z>\W*)(?:[Aa]t no (?:time|point|stage|moment)|[Nn]ever|[Nn]ot once|[Oo]n no occasion|[Ii]n no year)(?![^.;]*\b(?:more|less|closer|nearer|farther|further|so|as (?:close|often|much))\b)(?P<t>(?: (?:before|since|between|from|in|during|until|after|up to) [^.;,⟨‹]{2,40}?)?),? (?P<v>was|were|is|are|has|have|had) (?P<x>⟨\d{1,3}⟩) (?P<r>[^.;]{3,120})",
        "{z}{x} {v} never {r}{t}",
    ),
    (
        r"^(?P<z>\W*)(?:[Aa]t no (?:time|point|stage|moment)|[Nn]ever|[Nn]ot once|[Oo]n no occasion|[Ii]n no year)(?![^.;]*\b(?:more|less|closer|nearer|farther|further|so|as (?:close|often|much))\b)(?P<t>(?: (?:before|since|between|from|in|during|until|after|up to) [^.;,⟨‹]{2,40}?)?),? (?:did|does|do) (?P<x>⟨\d{1,3}⟩) (?P<r>[^.;]{3,120})",
        "{z}{x} did not {r}{t}",
    ),
    (
        r"(?P<n>never|(?:has|have|had|did|does|do) not) (?:stop(?:s|ped)?|ceas(?:e|es|ed)|quit|given up|gave up) (?=[a-z]+ing\b)",
        "kept ",
    ),
    # what came to an end
    (
        rf"(?P<x>⟨\d{{1,3}}⟩)'s (?:\w+ )?(?P<k>alliance|(?:mutual )?(?:defen[cs]e|non-?aggression) (?:pact|treaty)) with (?P<y>⟨\d{{1,3}}⟩) {_OVER}(?! in )",
        "{x} no longer had a {k} with {y}",
    ),
    (
        rf"(?:[Tt]he )?(?:\w+ )?(?P<k>alliance|(?:mutual )?(?:defen[cs]e|non-?aggression) (?:pact|treaty)) between (?P<x>⟨\d{{1,3}}⟩) {_OVER}(?! in )",
        "{x} no longer had a {k}",
    ),
    (
        rf"(?P<x>⟨\d{{1,3}}⟩)'s (?:\w+ )?rivalry with (?P<y>⟨\d{{1,3}}⟩) {_OVER}(?! in )",
        "{x} was no longer a rival of {y}",
    ),
    (
        rf"(?:[Tt]he )?(?:\w+ )?rivalry between (?P<x>⟨\d{{1,3}}⟩) {_OVER}(?! in )",
        "{x} were no longer rivals",
    ),
    # treaties
    (
        rf"(?:<be> )?(?:tied|bound|linked|joined|allied) (?:to|with) {_SAME} (?:in|by|through|under) (?:the|a) (?:[A-Z]\w+ ){{1,2}}(?:Pact|Treaty|Alliance|Entente) of (?P<y>(?:19|20)\d\d)",
        "were allied in {y}",
    ),
    (
        rf"<owe> {_SAME} (?:mutual |military )*(?:assistance|aid|defen[cs]e|help)",
        "had a mutual defence pact",
    ),
    # arms and trade
    (
        r"<have> no (?P<k>arms|weapons?) (?:deliveries|imports|purchases|supplies|shipments) from (?=⟨)",
        "received no {k} from ",
    ),
    (
        r"<outsell|outstrip|beat> (?P<y>⟨\d{1,3}⟩) as an? (?:supplier|exporter|seller) of (?P<k>arms|weapons) to (?P<b>⟨\d{1,3}⟩)",
        "sold more {k} to {b} than {y} did",
    ),
    (
        r"<outsell|outstrip|beat> (?P<y>⟨\d{1,3}⟩) as an? (?P<k>arms|weapons) (?:supplier|exporter|seller) to (?P<b>⟨\d{1,3}⟩)",
        "sold more {k} to {b} than {y} did",
    ),
    (
        rf"(?P<x>⟨\d{{1,3}}⟩)'s (?:share|part|portion|slice) (?:of|in) (?P<y>[⟨‹]\d{{1,3}}[⟩›])(?:'s?)? (?P<k>arms|weapons) (?:exports|sales|deliveries)(?P<t>{TIME}) (?:was|stood at|came to|amounted to|reached|were) (?P<q>[^.;,⟨‹]{{2,40}}?)(?=\W*$| in \d| between | from \d| over )",
        "{x} took {q} of {y}'s {k} exports{t}",
    ),
    (
        r"(?P<x>⟨\d{1,3}⟩)'s trade with (?P<y>⟨\d{1,3}⟩)(?: together)? (?:came to|amounted to|made up|represented|accounted for|was|totalled|equalled) (?P<q>[^.;,⟨‹]{2,40}?) of (?:its|‹\d{1,3}›) (?:total |foreign |overall |external )*trade",
        "{y} accounted for {q} of {x}'s trade",
    ),
    (
        rf"^(?P<z>\W*)[Oo]f (?:all )?(?:the )?(?:arms|weapons|weaponry) (?:delivered|supplied|sold|shipped|exported) to (?P<y>⟨\d{{1,3}}⟩)(?P<t>{TIME}), (?P<q>[^.;,⟨‹]{{2,40}}?) (?:were|was|came from) [⟨‹](?P<x>\d{{1,3}})[⟩›](?:-made)?(?=\W*$)",
        "{z}{q} of {y}'s arms imports{t} came from ⟨{x}⟩",
    ),
    (
        rf"^(?P<z>\W*)[Ww]hat (?P<x>⟨\d{{1,3}}⟩) (?P<v>exported|sold|imported|bought) (?P<p>to|from) (?P<b>⟨\d{{1,3}}⟩)(?P<t>{TIME}) (?:was|is) (?:worth )?(?P<q>more|less) than what (?:it|‹\d{{1,3}}›|⟨\d{{1,3}}⟩) (?:had )?(?:exported|sold|imported|bought) (?:to|from) (?P<c>⟨\d{{1,3}}⟩)",
        "{z}{x} {v} {q} {p} {b} than {p} {c}{t}",
    ),
    # what was done while something else went on was done at that time
    (
        r"^(?P<z>\W*)(?P<a>⟨\d{1,3}⟩ [^.;,\d]*⟨\d{1,3}⟩) (?P<w>while ⟨\d{1,3}⟩ (?:was|were|is|are|fought|waged)[^.;]*?)(?P<t> in (?:the )?(?:18|19|20)\d\ds?)(?=\W*$)",
        "{z}{a}{t} {w}{t}",
    ),
    (
        r"<be> (?:a|an|one of the) (?:\w+ )?(?:customers?|clients?|buyers?|purchasers?) of (?:the )?(?P<x>[⟨‹]\d{1,3}[⟩›])(?:'s?)? (?:arms|weapons|defen[cs]e) (?:industry|industries|makers|manufacturers|firms|companies|exporters|trade)",
        "bought arms from {x}",
    ),
    # sanctions
    (
        r"<impose|introduce|announce|place|order|slap> an? (?:\w+ )?(?:ban|embargo) on (?:(?:all|most|some) )?(?:\w+ ){1,3}?(?:imports )?from(?= ⟨)",
        "[impose] trade sanctions on",
    ),
    (
        r"<impose|introduce|announce|place|order|slap> an? (?:import|trade|food|export) ban on (?:(?:all|most|some) )?(?:\w+ ){0,3}?(?:from )?(?=⟨)",
        "[impose] trade sanctions on ",
    ),
    (
        r"<suspend|cut off|freeze|halt|withhold|stop>(?: off)? (?:all |its |their |‹\d{1,3}› |most )*(?:\w+ )?(?:aid|assistance)(?: payments| programmes?)? (?:to|for)(?= ⟨)",
        "[impose] sanctions on",
    ),
    (
        rf"<ban|embargo|boycott> (?:imports of |the import of |all )?‹(?P<y>\d{{1,3}})› (?:\w+ ){{0,2}}?{_GOODS}\b",
        "[impose] trade sanctions on ⟨{y}⟩",
    ),
    # organisations
    (
        r"<be> (?:both |all )?(?:joined|united|linked|bound together|partners|fellow members) in(?= ⟨)",
        "[be] members of",
    ),
    (
        r"^(?P<z>\W*)(?P<q>[Ee]xactly |[Oo]nly |[Aa]t least |[Mm]ore than |[Oo]ver |[Nn]o fewer than )?(?P<n>\d{1,3}|[A-Za-z]+(?:een|ty|[a-z]n|ve|ur|ee|x|ht|ne|wo)(?:-[a-z]+)?) (?:states|countries|nations) (?:belonged to|were (?:full )?members of|were in|made up) (?P<o>⟨\d{1,3}⟩)",
        "{z}{o} had {q}{n} members",
    ),
    # disputes
    (
        r"[Tt]here (?:was|were|has been|have been|had been) no (?:armed |military )?(?:fighting|clash(?:es)?|violence|hostilities|bloodshed|skirmish(?:es)?) between (?P<x>⟨\d{1,3}⟩)",
        "{x} had no militarised dispute",
    ),
    (
        rf"<face|confront|oppose|meet> {_SAME} in (?:an? )?(?P<k>(?:[\w-]+ )?(?:disputes?|clash(?:es)?))",
        "had {k}",
    ),
    # votes
    *(
        (
            rf"^(?P<z>\W*)(?:{more}) of (?P<x>⟨\d{{1,3}}⟩)'s (?:UN )?votes (?:matched|matches|agreed with|coincided with|were like|resembled) (?:those of )?(?P<y>⟨\d{{1,3}}⟩)(?:'s)?(?P<t> in \d{{4}}) than (?=in )",
            f"{{z}}{{x}} voted with {{y}} {often} often{{t}} than ",
        )
        for more, often in (
            ("More|A (?:larger|greater|bigger|higher) share", "more"),
            ("Fewer|A (?:smaller|lower) share", "less"),
        )
    ),
    # promises made for somebody
    (
        r"^(?P<z>\W*)[^.;⟨‹]{0,40}?<assure|promise> (?P<y>⟨\d{1,3}⟩) that (?P<x>⟨\d{1,3}⟩) (?:would|will) ",
        "{z}{x} promised {y} to ",
    ),
    (
        r"<assure|promise> (?P<y>⟨\d{1,3}⟩) that (?:it|they|‹\d{1,3}›|⟨\d{1,3}⟩) (?:would|will) (?=(?:not )?[a-z])",
        "[promise] {y} to ",
    ),
)  # fmt: skip
