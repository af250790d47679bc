"""Tables of idioms for `phrasings`: patterns of the little language with the plain words that they are to read.

``[vote]`` stands for the form of that verb that the idiom's own first verb has ("sat on the fence" becomes "abstained",
"sitting" becomes "abstaining"); ``{x}`` for what the pattern captured.
"""

from __future__ import annotations

import re

from bilat.reading.claims.language.grammar import ACTOR, TIME

__all__ = ["A_VOTE", "DECLARED", "OWN", "RESOLUTION", "RULES", "SAY", "THOSE", "WORDS"]

RESOLUTION = (
    r"(?:resolution|draft|[AS]/(?:RES/|ES-)?\d|ES-\d|\d\d/\d|\b[Vv]ot(?:e|ed|ing)\b|ballot|roll call)"
)
#: What the Assembly adopted by a vote has other names too.
DECLARED = r"⟨\d{1,3}⟩(?:'s)? (?:Declaration|Convention|Compact)\b"
#: Some resolution or vote is named after, or before, in the same sentence.
A_VOTE = re.compile(rf"{RESOLUTION}|\bveto|{DECLARED}")
_ONA_VOTE = rf"(?=[^;]*{RESOLUTION})"
OWN = r"(?:its|their|his|her|a|the|‹\d+›)"
THOSE = (
    r"(?:one|two|three|four|five|among|amongst|part|counted among|numbered among)(?: (?:of|only|just|some|the|a|an|those|handful|group|minority|majority|few|many"
    r"|several|small|lone|\w+teen|\d+|two|three|four|five|six|seven|eight|nine|ten|dozen|dozens|\w+ty))*"
    r" (?:countries|states|nations|governments|members|member states|delegations|capitals|powers|those|ones|EU members|NATO members)"
)
#: Land that may be in dispute, and the verbs for disputing it.
_LAND = r"(?:territory|territories|land|lands|borders?|frontiers?|boundar(?:y|ies)|islands?|islets?|waters|provinces?|regions?|soil|claims?|sovereignty|maritime (?:claims?|boundar(?:y|ies)))"
_LAYS_CLAIM = r"(?:disputes?|disputed|claims?|claimed|contests?|contested|challenges?|challenged|covets?|coveted|rejects?|rejected|does not (?:accept|recogni[sz]e)|lays claim to|laid claim to)"
SAY = r"(?:vot|abstain|reject|oppos|support|back|endors|sanction|impos|recogni[sz]|join|refus|sign|boycott|skip)"

#: More than all others together is more than half.
_THE_REST = r"(?:(?:from|to|with|by) )?(?:(?:all|every one) (?:(?:of )?(?:the|its|their|‹\d+›) )?(?:other|others|rest|remaining)(?: \w+){0,3}?|every(?:one|body) else|all others|the (?:rest|others)(?: of (?:the|its|their|‹\d+›) \w+)?) ?,?(?:taken |put |all )?(?:together|combined)"
_WEAPONS = r"(?:arms|weapons|weaponry|military equipment)"
#: Pattern, whose first verb gives its form, and what it reads as.
RULES: tuple[tuple[str, str], ...] = (
    # "a member of neither B nor C", "neither a member of B nor likely to become one"
    (
        rf"(?P<p>of|to|in|with) neither (?P<a>{ACTOR}) nor (?:the )?(?P<b>{ACTOR})",
        "neither {p} {a} nor {p} {b}",
    ),
    (
        rf"\bneither (?P<x>an? [^;,.⟨‹]{{3,40}}{ACTOR}),? nor (?:likely|willing|about|ready|able|expected|inclined|eager|keen|set|allowed|invited|expecting) to [^.;,]*",
        "not {x}",
    ),
    # "For B, A is the largest market": of whose markets it is one
    (
        rf"^(?P<z>\W*)[Ff]or (?P<x>{ACTOR}),? (?P<y>{ACTOR})(?P<v> (?:(?:has|have|had) )?(?:<be|remain|become>)(?: \w+ly| by far| still| now| long)*)(?P<t>{TIME}) (?:the|its|their|‹\d+›|an?)(?P<b> by far)?(?: single)? (?P<r>(?:\w+[ -])?(?:largest|biggest|main|top|leading|most important|principal|closest|bigger|larger|more important) )",
        "{z}{y}{v}{b}{t} {x}'s {r}",
    ),
    (
        rf"^(?P<z>\W*)[Ff]or (?P<x>{ACTOR}),? (?P<y>{ACTOR}) (?P<v><buy|import|take>) more than (?=⟨)",
        "{z}{y} {v} more from {x} than ",
    ),
    (
        rf"^(?P<z>\W*)[Ff]or (?P<x>{ACTOR}),? (?P<y>{ACTOR}) (?P<v><sell|supply|ship>) more than (?=⟨)",
        "{z}{y} {v} more to {x} than ",
    ),
    (
        rf"\bmore of (?P<w>(?:[⟨‹]\d{{1,3}}[⟩›]'s?|‹\d+›|its|their) [^.;,⟨‹]{{3,60}}?)(?P<t>{TIME}) than {_THE_REST}",
        "more than half of {w}{t}",
    ),
    (
        rf"<sell|supply|export|deliver|ship|provide> more {_WEAPONS} to (?P<x>{ACTOR})(?P<t>{TIME}) than {_THE_REST}",
        "[supply] more than half of {x}'s arms{t}",
    ),
    (
        rf"<sell|supply|deliver|provide|give> (?P<x>{ACTOR}) (?:with )?more {_WEAPONS}(?P<t>{TIME}) than {_THE_REST}",
        "[supply] more than half of {x}'s arms{t}",
    ),
    (
        rf"<buy|import|get|receive|purchase|acquire> more {_WEAPONS} from (?P<x>{ACTOR})(?P<t>{TIME}) than {_THE_REST}",
        "[buy] more than half of its arms from {x}{t}",
    ),
    (
        rf"<trade|do> more (?:trade |business )?with (?P<x>{ACTOR})(?P<t>{TIME}) than {_THE_REST}",
        "[do] more than half of its trade with {x}{t}",
    ),
    (
        rf"<export|sell|send|ship> more (?:of (?:its|their|‹\d+›) exports |goods )?to (?P<x>{ACTOR})(?P<t>{TIME}) than {_THE_REST}",
        "[send] more than half of its exports to {x}{t}",
    ),
    (
        rf"<import|buy|get> more (?:of (?:its|their|‹\d+›) imports |goods )?from (?P<x>{ACTOR})(?P<t>{TIME}) than {_THE_REST}",
        "[get] more than half of its imports from {x}{t}",
    ),
    (
        r"\bthe (?P<s>(?:largest|biggest|most important|closest)(?: but (?:one|two))?) (?:of|among) (?P<w>⟨\d{1,3}⟩'s) (?P<p>(?:[a-z-]+ ){0,2}(?:partners|suppliers|markets|customers|buyers|allies))\b",
        "{w} {s} {p}",
    ),
    (
        r"^(?P<z>\W*)(?:One|Two|Three|Four|Five|Several|Some|Both|A (?:number|couple|handful)) of (?:the |‹\d+› |⟨\d+⟩'s )[^,.;]{3,45}, (?P<x>⟨\d{1,3}⟩), ",
        "{z}{x} ",
    ),
    (
        r"(?P<x>⟨\d{1,3}⟩) (?:is|was|has been) where (?P<y>⟨\d{1,3}⟩) (?P<v><buy|get|obtain|source|acquire|purchase|order|find>) (?P<r>(?:[^,.;⟨‹]|‹\d+› ){3,60}?)(?=[,.;]| in \d| between | from \d|$)",
        "{y} {v} {r} from {x}",
    ),
    (
        r", (?:itself |too )?an? (?:[\w-]+ ){0,2}?(?:country|state|nation|kingdom|republic|power|monarchy|neighbou?r|government) (?P<w>that|which|(?:with|against) (?:which|whom))(?= )",
        ", {w}",
    ),
    (
        r", (?:itself |too )?an? (?:[\w-]+ ){0,2}?(?:country|state|nation|kingdom|republic|power|monarchy|neighbou?r|government) (?=(?:then |still |also )?(?:locked|engaged|involved|embroiled|allied|bound by|at odds|at war)\b)",
        ", which was ",
    ),
    (
        r"(?<=⟩)(?P<t>(?: in \d{4}| in the \d{4}s| (?:between|from) \d{4} (?:and|to) \d{4})?), that(?= (?:has|had|is|was|[a-z]+(?:s|ed)) )",
        "{t}, which",
    ),
    (
        r", (?:with|against) (?:which|whom) (?P<x>⟨\d{1,3}⟩) (?P<v>has|is|had|was) (?P<r>[^,.;⟨‹]{3,60})",
        ", which {v} {r} with {x}",
    ),
    (
        r"^(?P<z>\W*)(?:[Tt]he )?[^,.;]{3,60} <make> (?P<x>⟨\d{1,3}⟩)(?: into)? (?P<w>(?:formal |treaty |military )*allies)",
        "{z}{x} were {w}",
    ),
    (
        r"<be>(?: worth)? (?:more|higher|larger|greater|bigger) than (?:a|one|the) year (?:earlier|before|previously)",
        "rose",
    ),
    (
        r"<be>(?: worth)? (?:less|lower|smaller) than (?:a|one|the) year (?:earlier|before|previously)",
        "fell",
    ),
    # who is meant, and of whose goods
    (
        r"(?:its|their|‹\d+›) (?:\w+ ){0,2}?neighbou?r(?: \w+ the \w+)?,? (?P<x>⟨\d{1,3}⟩)",
        "{x}",
    ),
    (
        r"of (?:everything |all )?(?:what|that) (?P<x>⟨\d{1,3}⟩) (?:sells|sold|exports|exported|ships|shipped|sent)(?: abroad| overseas| to the world)?",
        "of {x}'s exports",
    ),
    (
        r"of (?:everything |all )?(?:what|that) (?P<x>⟨\d{1,3}⟩) (?:buys|bought|imports|imported)(?: abroad| overseas| from the world)?",
        "of {x}'s imports",
    ),
    # a third state's land
    (
        rf",? whose (?:[\w-]+ ){{0,2}}?{_LAND}(?: with it)? (?P<x>⟨\d{{1,3}}⟩) (?P<n>(?:does not|did not|has never|never|no longer) )?(?:also |still |long |now )?(?:{_LAYS_CLAIM})",
        ", which {n}have a territorial dispute with {x},",
    ),
    (
        rf",? whose (?:[\w-]+ ){{0,2}}?{_LAND} (?:is|are|was|were) (?:also |still |partly )?(?:claimed|disputed|contested|coveted) by (?P<x>⟨\d{{1,3}}⟩)",
        ", which has a territorial dispute with {x},",
    ),
    (
        rf"⟨(?P<t>\d{{1,3}})⟩, (?:heavily |largely |mainly |itself )?(?:armed|equipped|supplied with (?:arms|weapons)|provided with (?:arms|weapons)) by (?P<a>⟨\d{{1,3}}⟩), (?P<v>(?:has|is|was|had|have) (?:an? |in |locked |engaged )|{_LAYS_CLAIM})",
        "{a} arms ⟨{t}⟩, which {v}",
    ),
    # votes
    (rf"<sit|stay|remain> (?:on|astride) the fence(?: (?:on|over|in|about))?{_ONA_VOTE}", "[abstain] on"),
    (rf"<plump|go|come down> for (?:an )?abstention{_ONA_VOTE}", "[abstain]"),
    (
        r"<let|allow> (?P<x>[^.;]{3,60}?) (?:to )?(?:pass|go through|through|be adopted) (?:by|through) abstaining",
        "[abstain] on {x}",
    ),
    (rf"<raise> {OWN} hands? (?:for|in favou?r of|in support of)", "[vote] for"),
    (rf"<raise> {OWN} hands? against", "[vote] against"),
    (rf"<throw|put> {OWN} (?:weight|support) behind{_ONA_VOTE}", "[vote] for"),
    (
        rf"<come out|line up|stand> (?:against|in opposition to)(?= (?:the )?(?:\w+ ){{0,3}}{RESOLUTION})",
        "[vote] against",
    ),
    (rf"<take> (?P<x>{ACTOR}) (?=(?:on|in|over) [^.;⟨]*{RESOLUTION})", "[vote] the same way as {x} "),
    (
        rf"<take> (?:the )?sides? (?:of|with) (?P<x>{ACTOR}) (?=(?:on|in|over) [^.;⟨]*{RESOLUTION})",
        "[vote] the same way as {x} ",
    ),
    (
        rf"<line up|stand|side|go along> (?:together |squarely )?(?:with|behind|alongside) (?P<x>{ACTOR})(?= (?:on|over) (?:the )?(?:\w+ ){{0,4}}?(?:resolution|draft|[AS]/|ES-\d|\d\d/\d))",
        "[vote] the same way as {x}",
    ),
    (r"(?P<v><cast>) (?:the same|identical|matching) ballots?", "{v} the same votes"),
    (rf"<cast> {OWN} ballots? (?P<x>for|against|in favou?r of)", "[vote] {x}"),
    (r"<be> absent(?= when [^.;]*(?:voted|vote|adopted))", "[be] absent"),
    (
        rf"<be> (?:a|an|the only|the lone|the sole|one of the) (?:\w+ )?no[- ]votes?(?: (?:on|against))?{_ONA_VOTE}",
        "voted against",
    ),
    (rf"<be> (?:a|an|one of the) (?:\w+ )?yes[- ]votes?(?: (?:on|for))?{_ONA_VOTE}", "voted for"),
    (
        rf"<stand|side|join|line up> (?:\w+ )?(?:with|alongside|behind)? ?(?:the West|the majority|most of the world|others|{ACTOR}) in (?=(?:condemning|deploring|demanding|censuring|denouncing|supporting|endorsing|backing) (?![^;]* by (?:voting|abstaining))(?!those\b|any(?:one|body)?\b|whoever\b|all (?:who|those|states|countries)\b|(?:the )?(?:states|countries) (?:that|which|who)\b)[^;]*(?:resolution|[AS]/(?:RES/)?|ES-\d))",
        "[vote] for the resolution ",
    ),
    (
        r"<win|get|receive|attract|earn|secure|gain> the (?:vote|support|backing) of (?P<x>⟨\d{1,3}⟩) but not (?:that|those) of (?P<y>⟨\d{1,3}⟩)",
        "was supported by {x} and was not supported by {y}",
    ),
    (
        r"(?P<n>(?:did|does) not |never )?<win|get|receive|attract|earn|secure|gain> the (?:vote|support|backing) of (?P<x>⟨\d{1,3}⟩)(?=[.,;]| in |$)",
        "was {n}supported by {x}",
    ),
    (r"<press|push|hit> the (?:abstain|abstention|yellow) button", "[abstain]"),
    (r"<press|push|hit> the (?:yes|green) button", "[vote] for"),
    (r"<press|push|hit> the (?:no|red) button", "[vote] against"),
    (
        r"<be> (?:one of|among|amongst) the (?:\w+ )?(?:abstainers|abstentions|abstaining (?:states|countries|members))(?: (?:on|over))?",
        "abstained on",
    ),
    (
        r"<be> (?:one of|among|amongst) the (?:\w+ )?(?:no votes|opponents|objectors|nays|naysayers)(?: (?:on|to|of))?(?= [^.;]*(?:resolution|[AS]/|ES-\d|\d\d/\d))",
        "voted against",
    ),
    (
        r"<be> (?:one of|among|amongst) the (?:\w+ )?(?:yes votes|supporters|backers|ayes|yeas)(?: (?:on|for|of))?(?= [^.;]*(?:resolution|[AS]/|ES-\d|\d\d/\d))",
        "voted for",
    ),
    (rf"<lend> {OWN} (?:vote|voice|support) to(?= [^.;]*(?:resolution|[AS]/|ES-\d|\d\d/\d))", "[vote] for"),
    (r"<opt> out of (?:backing|supporting|voting for|endorsing)", "did not vote for"),
    (
        r"(?P<n>(?:did|does) not |never )?<win|get|receive|attract|earn|secure|gain> [⟨‹](?P<x>\d{1,3})[⟩›](?:'s?)? (?:vote|support|backing|endorsement|assent)\b(?=[.,;]| in |$)",
        "was {n}supported by ⟨{x}⟩",
    ),
    (
        r"(?:<part> (?:ways|company)|<differ|disagree|diverge>|<be> (?:at odds|divided)|<take> (?:different|opposite|opposing) sides) (?:on|over)(?= (?:the )?(?:\w+ ){0,4}?(?:resolution|draft|[AS]/|ES-\d|\d\d/\d)\w*)",
        "split over",
    ),
    # how often together
    (
        r"<see> eye to eye (?:in|on)(?= [^.;]*(?:roll[- ]calls?|votes|resolutions|ballots))",
        "[vote] together in",
    ),
    (
        r"<part> (?:company|ways) with(?= [⟨‹]\d+[⟩›] (?:on|in) [^.;]*(?:roll[- ]calls?|votes|resolutions|ballots))",
        "[vote] differently from",
    ),
    (
        r"<break> (?:ranks )?with(?= [⟨‹]\d+[⟩›] (?:on|in) [^.;]*(?:roll[- ]calls|votes|resolutions|ballots))",
        "[vote] differently from",
    ),
    (
        r"<find> (?:itself|themselves) (?:on the same side|in agreement)(?: (?:as|with))?",
        "[vote] together with",
    ),
    # membership
    *(
        (
            rf"(?:did|has|had) not(?: yet)? {verb} (?P<r>[^.;,]{{2,50}}?) (?:until|till) (?:as late as )?(?P<y>\d{{4}})",
            f"{past} {{r}} in {{y}}",
        )
        for verb, past in (
            ("join", "joined"),
            ("leave", "left"),
            ("enter", "entered"),
            ("quit", "left"),
            ("accede to", "joined"),
            ("become", "became"),
            ("withdraw from", "left"),
        )
    ),
    (
        r"<stay|remain|keep|be>(?P<x>(?: \w+ly| still| well)*) (?:out of|outside of)(?= ⟨\d+⟩)",
        "[be]{x} outside",
    ),
    (r"<stand> (?:aloof|apart) from(?= ⟨\d+⟩)", "[be] outside"),
    (rf"<turn> {OWN} back on(?= ⟨\d+⟩)", "[leave]"),
    (r"<take|assume> (?:up )?(?:its|a|their|‹\d+›) (?:place|seat) in(?= ⟨\d+⟩)", "[join]"),
    (r"<be> absent from(?= ⟨\d+⟩(?:[.,;?]|$| in \d| today| as of))", "[be] outside"),
    (r"(?:is|are|was|were|has|have|had) yet to", "has not"),
    (r"<come|step>(?: back)? into(?= ⟨\d+⟩(?:[.,;?]|$| in \d| at | on ))", "[join]"),
    (rf"<give up|relinquish|surrender> {OWN} (?P<x>[⟨‹]\d+[⟩›])(?:'s?)? membership", "[leave] {x}"),
    (r"<be> (?:shut|barred|locked|frozen|kept) out of(?= ⟨\d+⟩)", "[be] outside"),
    (r"<be> one of (?P<x>[⟨‹]\d+[⟩›])(?:'s?)? (?:\w+ )?founders", "[be] a founding member of {x}"),
    (r"<take> in(?= ⟨\d+⟩(?:[.,;?]|$| in \d| as ))", "[admit]"),
    (r"<share> (?:full )?(?:membership|a seat|seats) (?:of|in|on|at)(?= ⟨\d+⟩)", "[belong] to"),
    (r"<be> (?:among|amongst|one of|counted among) the (?:\w+ )?founders of", "[be] a founding member of"),
    # obligations
    (
        r"<stand|stay|remain|be|keep> (?:outside|out of|clear of|aloof from) (?:every|any|all|each|the) (?:\w+ ){0,2}?(?:alliances?|blocs?|pacts?)",
        "[belong] to no military alliance",
    ),
    (r"<shun|eschew|avoid> (?:all |any )?(?:\w+ )?alliances", "[belong] to no military alliance"),
    (
        r"<pledge|promise|agree|undertake|swear|commit themselves>(?: (?:in|by|under) (?:a|the|their|‹\d+›|\d{4}|\w+)(?: \w+){0,2} (?:treaty|pact)(?: of \d{4})?) (?:not to attack|to refrain from attacking) (?:each other|one another)",
        "[sign] a nonaggression pact",
    ),
    (
        r"<pledge|promise|agree|undertake|swear>(?: (?:in|by|under) (?:a|the|their|‹\d+›|\d{4}|\w+)(?: \w+){0,2} (?:treaty|pact)(?: of \d{4})?) to (?:defend|come to the (?:aid|defen[cs]e) of) (?:each other|one another)",
        "[sign] a mutual defence pact",
    ),
    (
        r"<be> not (?:now )?(?:in|part of|a member of|party to|bound by) any (?:\w+ )?(?:alliances?|defen[cs]e pacts?|military (?:pacts?|blocs?))",
        "belongs to no military alliance",
    ),
    # pledges
    (rf"<give> (?P<x>{ACTOR}) {OWN} (?:word|assurance|promise) (?=that|to)", "[promise] {x} "),
    (rf"<give> {OWN} (?:solemn )?(?:word|assurance|promise) (?=that|to)", "[promise] "),
    (r"(?:let|allowed|taken|brought|received) into(?= ⟨\d+⟩)", "admitted to"),
    # arms and trade
    (
        r"<be> (?:one of|among|amongst) [⟨‹](?P<x>\d{1,3})[⟩›](?:'s?)? (?:\w+ )?(?:suppliers of (?:arms|weapons|weaponry)|(?:arms|weapons) suppliers)",
        "[sell] arms to ⟨{x}⟩",
    ),
    (
        r"<be> (?:one of|among|amongst) [⟨‹](?P<x>\d{1,3})[⟩›](?:'s?)? (?:\w+ )?(?:customers for (?:arms|weapons|weaponry)|(?:arms|weapons) (?:customers|clients|buyers))",
        "[buy] arms from ⟨{x}⟩",
    ),
    (r"<be>(?: \w+ly)? (?:equipped|kitted out|re-equipped) by(?= ⟨)", "[be] armed by"),
    (
        r"both (?:sides|parties|belligerents) (?:of|in|to|during) (?:the )?[⟨‹](?P<x>\d{1,3})[⟩›] (?:\d{4} )?(?:war|conflict|dispute)",
        "⟨{x}⟩",
    ),
    (
        r"<be> (?P<q>(?:more than|over|less than|at least|at most|about|nearly|almost|roughly) )?(?P<x>[\w-]+ times) (?:as (?:large|big|high|great)|higher|larger|greater|bigger) in (?P<y>\d{4}) (?:as|than)(?: (?:it|they) (?:was|were|had been))? in (?P<z>\d{4})",
        "grew {q}{x} between {z} and {y}",
    ),
    (
        r"<be> (?P<q>(?:more than|over|less than|at least|at most|about|nearly|almost|roughly) )?(?:twice|double) (?:as (?:large|big|high|great) )?in (?P<y>\d{4}) (?:as |what )?(?:it (?:was|had been) )?in (?P<z>\d{4})",
        "{q}doubled between {z} and {y}",
    ),
    (
        r"<be> (?:cut off|isolated|hit|crippled|squeezed|battered|strangled|hobbled|punished|targeted) by(?= [⟨‹]\d+[⟩›](?:'s?)? (?:\w+ )?sanctions)",
        "[be] under",
    ),
    (
        r"(?P<v><be> (?:\w+ )?(?:committed|bound|obliged|obligated|required)) by treaty to (?:help|aid|support|rescue|back|stand by|fight alongside)(?= ⟨)",
        "{v} by treaty to defend",
    ),
    (r"<come> to resemble (?=(?:that|those) of ⟨)", "moved closer to "),
    (r"<turn|look> to(?= ⟨\d+⟩ for [^.;⟨]{0,30}(?:arms|weapons|weaponry))", "[rely] on"),
    (
        r"[⟨‹](?P<x>\d{1,3})[⟩›](?:'s?)? (?:arsenal|armed forces|army|military|air force|navy) (?P<y><be>)(?: \w+ly)? (?:stocked|equipped|supplied|armed|furnished|kitted out) by",
        "⟨{x}⟩ {y} armed by",
    ),
    (r"armed to the teeth by", "armed by"),
    (
        rf"(?<!source of )(?<!origin of )(?<!supplier of )(?<!suppliers of )(?<!provider of )(?<!buyer of )(?<!seller of )(?<!recipient of )(?<!customer for )(?<!customer of )(?<!importer of )(?<!purchaser of )(?<!client of )(?<!client for )(?<!market for )(?<!destination of )(?<!destination for )(?<!share of )(?P<x>[⟨‹]\d{{1,3}}[⟩›](?:'s?)?(?: [\w-]+){{0,2}}?) (?P<y>(?:weapons|arms|weaponry|fighter jets|combat aircraft|tanks|submarines|warships|arsenal|imports|purchases)(?: (?:imports|purchases|deliveries))?)(?P<t>{TIME}) (?:was|were|is|are)(?: \w+ly)?(?: of)? [⟨‹](?P<z>\d{{1,3}})[⟩›](?:-(?:made|built|supplied)| (?:origin|made|built|manufacture|make))?(?=[.,;]| in | between | over | during | from |$)",
        "{x} {y}{t} came from ⟨{z}⟩",
    ),
    (
        r"<edge out|nudge aside|oust|unseat|outrank|eclipse|leapfrog|knock off>(?= ⟨\d+⟩ (?:as|to become) )",
        "[overtake]",
    ),
    (
        r"<be>(?: worth)? (?:more|higher|larger|greater|bigger) in (?P<x>\d{4}) than (?:it (?:was|had been) )?in (?P<y>\d{4})",
        "grew between {y} and {x}",
    ),
    (
        r"<be>(?: worth)? (?:less|lower|smaller) in (?P<x>\d{4}) than (?:it (?:was|had been) )?in (?P<y>\d{4})",
        "fell between {y} and {x}",
    ),
    (
        r"<lean|draw|count|bank|depend heavily|rely heavily>(?: \w+ly)? on(?= ⟨\d+⟩ for (?:[^.;⟨]{1,30} of )?(?:its|their|‹\d+›|most|all|half|over|more|nearly|some|about|weapons|arms)\b)",
        "[rely] on",
    ),
    (
        r"(?:<join|follow|copy|match|apply|enforce|implement|observe|adopt>(?: in)?|<align>(?: \w+sel(?:f|ves))? with|<take part|participate|join> in|<sign up> to)(?: the)? [⟨‹]\d{1,3}[⟩›](?:'s?)? (?:\w+ )?(?:embargo|sanctions|blockade|restrictive measures|measures)(?: (?:of|on|against))?(?= ⟨)",
        "[impose] sanctions on",
    ),
    (
        r"<impose|place|introduce|adopt|announce|slap> (?:\w+ )?(?:penalties|restrictive measures|punitive measures|restrictions) (?:on|against)(?= ⟨)",
        "[impose] sanctions on",
    ),
    (
        r"<hit back|hit|punish|retaliate|penalise|penalize|squeeze|respond>(?: at| against| to)? (?P<x>⟨\d{1,3}⟩) with (?:\w+ )?(?:sanctions|trade restrictions|penalties|(?:restrictive|punitive|retaliatory|coercive)(?: economic| trade| financial)? measures|embargo)",
        "[impose] sanctions on {x}",
    ),
    (
        r"<cut|break|sever|ban|halt|suspend|stop>(?: off)?(?: all)? (?:trade|commerce|commercial (?:ties|relations|links)|economic ties|trade (?:ties|links|relations)) with",
        "[impose] a trade embargo on",
    ),
    (r"(?:<do>|<conduct>) more business with", "[trade] more with"),
    (
        r"(?:can|could) (?:count|rely|depend) on a treaty (?:commitment|guarantee|promise|pledge) (?:from|by|of) (?P<x>⟨\d{1,3}⟩)(?: to (?:its|‹\d+›) defen[cs]e)?",
        "had a defence treaty with {x}",
    ),
    (
        r"(?:can|could) (?:count|rely|depend|call|fall back) (?:up)?on (?:a |an |the )?(?P<x>[⟨‹]\d{1,3}[⟩›])(?:'s?)? (?:\w+ )?(?:defen[cs]e|security|military|treaty) (?:commitment|guarantee|pact|treaty|pledge|obligation)",
        "had a defence treaty with {x}",
    ),
    (
        r"(?P<a>⟨\d{1,3}⟩) (?:has|had|have) (?:had )?no (?:bigger|larger|greater|more important) (?P<n>[\w -]{3,40}?) than (?P<b>⟨\d{1,3}⟩)",
        "{b} was {a}'s largest {n}",
    ),
    (
        rf"(?<!of )(?<!of the )(?<!among )(?P<a>⟨\d{{1,3}}⟩) <count|have|number> (?P<b>⟨\d{{1,3}}⟩) as {OWN} (?P<r>(?:\w+-)?(?:largest|biggest|main|top|leading|principal|chief|primary|foremost|number one) (?:\w+ ){{0,2}}(?:partner|supplier|customer|market|buyer|source))",
        "{b} was {a}'s {r}",
    ),
    (
        r"<lead|top|head> all (?:other )?(?P<n>suppliers|sellers|providers|customers|buyers|importers|trading partners)",
        "was the largest {n}",
    ),
    (r"<be> belligerents in (?:a|the) war", "fought a war"),
)
WORDS: tuple[tuple[re.Pattern[str], str], ...] = (
    # what is no myth is so: no denial of what follows
    (
        re.compile(
            r"(?<=\bis )no (?:myth|secret|accident|coincidence|surprise|exaggeration|wonder|mystery|joke|exception)\b"
        ),
        "plain",
    ),
    (
        re.compile(
            r"(?<=\bwas )no (?:myth|secret|accident|coincidence|surprise|exaggeration|wonder|mystery|joke|exception)\b"
        ),
        "plain",
    ),
    # a partner is large by trade, and close by what the two share
    (re.compile(r"(?<=[⟩›]'s )(?:by far )?(?:biggest|largest) partner\b"), "largest trading partner"),
    (re.compile(r"\bought to(?= [a-z])"), "should"),
    (re.compile(r" \((?:mutual |formal )?(?:defen[cs]e|military|security|treaty|formal|bilateral)\)"), ""),
    (re.compile(r"\bmutual-(?=defen|aid|assist|secur)"), "mutual "),
    (re.compile(r"\bcollective-(?=defen|secur)"), "collective "),
    (re.compile(r"(?<=\bresolution),? (?:number|[Nn]o\.?) (?=\d)", re.IGNORECASE), " "),
    (re.compile(r"\bpartners? (?:in|for) (?:trade|commerce)\b"), "trading partner"),
    (re.compile(r"\bpartners? in (?:the )?arms trade\b"), "arms supplier"),
    (
        re.compile(
            r"\b(?:best|biggest|leading|top|keenest|main) (?:arms|weapons?|defen[cs]e) (?:client|buyer|purchaser|taker|customer)\b"
        ),
        "largest arms customer",
    ),
    (
        re.compile(
            r"\b(?:buyer|taker|purchaser|importer|recipient|consumer) of (?=[⟨‹]\d{1,3}[⟩›](?:'s?)? (?:exports|goods|products)\b)"
        ),
        "destination of ",
    ),
    (
        re.compile(r"\bnever (?:before )?been on (?:better|closer|friendlier|warmer) terms\b"),
        "never been closer",
    ),
    (re.compile(r"\bnever (?:before )?been on (?:worse|colder|poorer) terms\b"), "never been farther apart"),
    (re.compile(r"\b(?:export|sales) outlets?\b"), "export market"),
    # a low point is not the lowest
    (re.compile(r"\bat an? (?:\w+ly )?low (?:ebb|point|level)\b"), "strained"),
    (re.compile(r"\b(?:agreement rate|rate of agreement|agreement score)\b"), "voting agreement"),
    (re.compile(r"\b(?:two-way|bilateral|mutual|cross-border) (?:commerce|trade)\b"), "trade"),
)
