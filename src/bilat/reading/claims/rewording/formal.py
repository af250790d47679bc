"""Wordings of data sets and reference works with the plain words that they are to read; tables for `phrasings`."""

from __future__ import annotations

__all__ = ["FORMAL"]

_WAR = r"(?:[Tt]he )?(?:[^.;,⟨‹]|‹\d{1,3}› ){2,40}?\b[Ww]ar"
_TEXTS = r"(?:moratorium|embargo|convention|treaty|declaration|partition plan|partition|ban|condemnation|status|programme of action)"

_TREATY = r"(?:(?:[Aa]|[Tt]he|[Tt]heir|[Aa]n)(?: [\w-]+){0,3}? (?:treaty|pact|agreement|alliance)(?: of (?:\d{4}|[a-z]+(?:,? (?:and )?[a-z-]+){0,2}))?|⟨\d{1,3}⟩)"
_OTHER = r"(?:each other|one another)"
#: What a treaty obliges two states to, and what it is called.
_DUTIES: tuple[tuple[str, str], ...] = (
    (rf"to (?:consult|confer)(?: with)? {_OTHER}", "consultation pact"),
    (rf"to (?:defend|assist|come to the (?:aid|defen[cs]e|assistance) of) {_OTHER}", "mutual defence pact"),
    (
        rf"(?:not to|to refrain from) (?:attack|use force against|attacking|using force against) {_OTHER}",
        "nonaggression pact",
    ),
    (r"to (?:remain|stay|be) neutral(?: if [^.;⟨]{5,60})?", "neutrality pact"),
)
#: Pattern, whose first verb gives its form, and what it reads as (see `idioms`).
FORMAL: tuple[tuple[str, str], ...] = (
    (
        r"<cast|give> one of (?:the |only |just |those )*(?:[\w-]+ ){1,2}votes (?P<h>for|against|in favou?r of)",
        "[vote] {h}",
    ),
    (
        r"<depart|deviate|stray|diverge|swerve> from (?:the )?(?P<x>[⟨‹]\d{1,3}[⟩›])(?:'s?)? (?:line|position|positions|stance|lead|path|bloc)",
        "[break] with {x}",
    ),
    (
        r"(?:in|on) an? (?:larger|bigger|higher|greater) (?:share|part|proportion) of (?:the |all |their |‹\d+› )?(?:UN )?(?:votes|roll[- ]calls|ballots)",
        "more often",
    ),
    (
        r"(?:in|on) an? (?:smaller|lower|lesser) (?:share|part|proportion) of (?:the |all |their |‹\d+› )?(?:UN )?(?:votes|roll[- ]calls|ballots)",
        "less often",
    ),
    (
        r"(?P<b>is|are|was|were|looks?|seems?) (?:\w+ )?on (?:course|track|the way) to(?= [a-z])",
        "{b} set to",
    ),
    (
        r"(?P<b>is|are|was|were|looks?|seems?) (?:\w+ )?on the (?:verge|brink|cusp|point|threshold) of(?= (?!(?:\w+ )?war\b)[a-z]+ing\b)",
        "{b} considering",
    ),
    (
        r"\b(?P<s>[Ss]ince) (?:(?!\d{4})[^,.;¤]){3,60}? in (?P<y>(?:18|19|20)\d\d)(?=[,.;]| |$)(?!s)",
        "{s} {y}",
    ),
    (
        r"^(?P<z>\W*)[Tt]he year (?:in which|when|that|during which) (?P<x>[^;]{8,140}?),? (?:was|is) (?P<y>(?:19|20)\d\d)(?=\W*$)",
        "{z}{y} was the year when {x}",
    ),
    (
        r"(?:[Tt]he )?(?:UN |estimated |voting )*ideal points? of (?P<x>⟨\d{1,3}⟩) (?P<b><be|lie|stand|sit>)",
        "{x}'s ideal point {b}",
    ),
    (
        r"(?P<x>⟨\d{1,3}⟩)'s (?:UN |estimated |voting )*ideal point (?:<be|lie|stand|sit>|<be> (?:located|placed|found|estimated)(?: \w+)?)(?P<a>(?: much| far| \w+ly)*) (?P<d>closer|nearer|farther|further)",
        "{x}'s votes were{a} {d}",
    ),
    # sanctions that come to an end
    (
        r"[⟨‹](?P<x>\d{1,3})[⟩›](?:'s?)? (?P<t>(?:[\w-]+ ){0,2}?)(?P<s>sanctions|embargo|restrictions) (?P<p>on|against|upon) (?P<y>⟨\d{1,3}⟩) (?:<end|lapse|expire|cease>|<come> to an end|<be> (?:ended|terminated|removed|withdrawn|dropped|discontinued))",
        "⟨{x}⟩ lifted its {t}{s} {p} {y}",
    ),
    (
        r"<end|terminate|drop|remove|discontinue|withdraw|abandon> (?P<q>its|their|all|the|‹\d{1,3}›) (?P<t>(?:[\w-]+ ){0,2}?)(?P<s>sanctions|embargo) (?P<p>on|against|upon)(?= ⟨)",
        "[lift] {q} {t}{s} {p}",
    ),
    (
        r"<take|adopt|introduce|impose|order|announce> (?:[\w-]+ ){0,2}?(?P<t>economic|financial|trade|travel|restrictive|punitive|coercive)(?:,? (?:and )?[\w-]+){0,2} measures (?P<p>against|on)(?= [⟨‹])",
        "[impose] {t} sanctions {p}",
    ),
    (r"(?P<s>sanctions|embargo(?:es)?|measures) (?:in (?:force|place|effect)|in operation) (?P<p>on|against)(?= )", "{s} {p}"),
    # a floor or a ceiling said by denying the contrary
    (r"(?:did|does|do|has|have|had) not (?:fall|fallen|drop|dropped|sink|sunk|dip|dipped|go|gone) below", "was at least"),
    (r"(?:did|does|do|has|have|had) not (?:exceeded?|go above|gone above|rise above|risen above|top|topped|surpass|surpassed)", "was at most"),
    (r"(?:is|are|was|were) not (?:below|under|less than|lower than)(?= (?:\d|a |an |half|one|two|three))", "was at least"),
    (r"(?:is|are|was|were) not (?:above|over|more than|higher than)(?= (?:\d|a |an |half|one|two|three))", "was at most"),
    # alliances
    (
        r"<be|serve> (?:both |all )?(?:members? of|in|part of|partners in|parties to|signatories to|joined in|united in) (?:the same|one|a single|a common) (?:\w+ )?(?:defen[cs]ive |defen[cs]e |military )?(?:alliance|pact|treaty of mutual assistance)",
        "[be] treaty allies",
    ),
    (
        r"⟨\d{1,3}⟩(?:'s? [a-z ]{3,30})? (?:obliged|obliges|bound|binds|committed|commits|required|requires) (?P<x>⟨\d{1,3}⟩) to (?P<r>defend|assist|aid|come to the (?:aid|defen[cs]e|assistance) of) (?P<y>⟨\d{1,3}⟩)",
        "{x} was obliged to defend {y}",
    ),
    (
        r"<have|hold> (?:an? |any |some )?(?:(?!no\b)[\w-]+ )?(?:defen[cs]e|military|mutual[- ]defen[cs]e) (?:pacts?|treat(?:y|ies)|alliances?) with (?:at least one|one or more|some|another|any)(?: other| foreign)? (?:country|state|nation|power)s?",
        "[have] allies",
    ),
    (
        r"<sign|conclude> (?:an? )?(?:agreement|treaty|pact) (?:on|of|for) (?:[\w-]+ (?:and|partnership and) )?(?P<k>mutual (?:assistance|defen[cs]e|aid))(?! fund)",
        "[sign] a mutual defence treaty",
    ),
    (r"<agree|decide>(?: (?:on|to|upon))? (?:a )?mutual defen[cs]e(?! (?:talks|aid))", "[sign] a mutual defence treaty"),
    *(
        (rf"{_TREATY} (?:obliged|obliges|bound|binds|committed|commits|required|requires) (?P<x>⟨\d{{1,3}}⟩) {duty}", f"{{x}} had a {pact}")
        for duty, pact in _DUTIES
    ),
    *(
        (rf"(?P<x>⟨\d{{1,3}}⟩) (?:were|are|had been) (?:both |each )?(?:obliged|bound|committed|required)(?: by (?:a |the )?(?:treaty|pact|agreement))? {duty}", f"{{x}} had a {pact}")
        for duty, pact in _DUTIES
    ),
    (
        r"[Tt]here (?P<b>is|was|has been|had been) no (?:formal |military |treaty )?alliances? of any (?:kind|sort|type) between (?P<x>⟨\d{1,3}⟩)",
        "{x} had no consultation pact",
    ),
    (
        r"(?P<h>have|has|had) no (?:formal |military |treaty )?alliances? (?P<w>with ⟨\d{1,3}⟩ )?(?:of any (?:kind|sort|type)|whatsoever|at all)(?P<v> with ⟨\d{1,3}⟩)?",
        "{h} no consultation pact {w}{v}",
    ),
    # wars and disputes
    (
        r"(?:[Aa]|[Aa]nother|[Aa]ny|[Aa] new|[Aa]n open) (?:[\w-]+ )?(?:war|armed conflict) between (?P<x>⟨\d{1,3}⟩) (?:is|are|remains?|looks?|seems?|appears?) (?:very |highly |increasingly |quite |most |all but )?(?P<n>un)?likely",
        "{x} are {n}likely to go to war",
    ),
    (
        rf"^(?P<z>\W*){_WAR}(?P<t> (?:of|in) \d{{4}})? (?:pitted|pits) (?P<x>⟨\d{{1,3}}⟩) against (?P<y>⟨\d{{1,3}}⟩)",
        "{z}{x} fought against {y} in the war{t}",
    ),
    (
        r"(?:<end|terminate|close>|<put> an end to|<lay> to rest) (?P<q>its|their|the|‹\d{1,3}›) (?P<t>(?:[\w-]+ )?)(?P<k>territorial|border|boundary|frontier|maritime) (?P<d>dispute|claims?|quarrel|conflict)",
        "[settle] {q} {t}{k} {d}",
    ),
    # ranks
    (
        r"(?P<n>\b(?:second|third|fourth|fifth|sixth)[- ](?:largest|biggest|most important) [^,.;⟨‹]{3,70}), (?:after|behind|following) ⟨\d{1,3}⟩(?: and ⟨\d{1,3}⟩)?,",
        "{n}",
    ),
    (
        r"<come|rank|stand|place|finish|be> (?P<n>second|third|fourth|fifth),?(?: (?:only )?(?:after|behind|to) ⟨\d{1,3}⟩,?)? (?:among|amongst|of) (?P<w>⟨\d{1,3}⟩'s) (?P<r>(?:\w+ ){0,2}?(?:trading partner|supplier|customer|market|export market))s\b",
        "was {w} {n}-largest {r}",
    ),
    (
        r"<come|rank|stand|place|finish|be> first (?:among|amongst|of) (?P<w>⟨\d{1,3}⟩'s) (?P<r>(?:\w+ ){0,2}?(?:trading partner|supplier|customer|market|export market))s\b",
        "was {w} largest {r}",
    ),
    (r"(?P<x>doubled|tripled|trebled|quadrupled|quintupled) (?:at the (?:very )?least|at least|or more)", "at least {x}"),
    (
        r"<be> (?:both |all |each )?(?:bound by|part(?:y|ies) to|covered by|signator(?:y|ies) (?:of|to)) (?:the |a )?(?:⟨\d{1,3}⟩'s? )?(?:collective|mutual|joint)[- ](?P<k>defen[cs]e|security|assistance) (?:treaty|pact|agreement)",
        "[have] a mutual defence treaty",
    ),
    (r"<lay> claim to (?:an? )?(?:part|parts|portion|piece|region|district|slice)s? of (?=⟨)", "[claim] territory from "),
    # several in one breath, and neither of two
    (r"(?P<x>⟨\d{1,3}⟩),? (?:combined|taken together|put together|between them|jointly|collectively),?(?= [a-z])", "{x} together"),
    (
        r"(?P<v><receive|get|buy|import|obtain|acquire|purchase|sell|supply|export|deliver|send>) (?P<o>(?:\w+ ){1,4}?)(?P<p>from|to) neither (?P<x>⟨\d{1,3}⟩)(?! nor)",
        "never {v} {o}{p} {x}",
    ),
    # votes
    (
        r"^(?P<z>\W*)Among (?:the |those )?(?:few |many |\w+ )?(?:countries|states|members|nations)(?: (?:that|which|who))? (?P<c>voting|voted) (?P<w>no|yes|against|for|in favou?r of)(?: on)? (?P<r>[^⟨‹;]{4,90}?) (?:were|was) (?P<x>⟨\d{1,3}⟩)",
        "{z}{x} voted {w} on {r}",
    ),
    (
        r"(?P<b>is|are|was|were) not recorded as (?:voting|having voted|taking part)(?: (?:on|in))?(?: the vote on)?(?= )",
        "{b} absent from the vote on",
    ),
    (
        r"(?P<s>⟨\d{1,3}⟩) <cast|use|exercise|wield> (?:its|their|the|a|‹\d{1,3}›) veto(?:es)? (?:together|jointly|along|alongside|in concert)(?: with)? (?P<x>⟨\d{1,3}⟩) (?P<p>on|against|over) ",
        "{s}, along with {x}, vetoed the draft resolution on ",
    ),
    (
        r"(?P<x>⟨\d{1,3}⟩)'s (?:UN |voting )+record(?: at the UN)? <match|mirror|equal|coincide with> (?:that of )?(?P<y>⟨\d{1,3}⟩)(?:'s)?",
        "{x} voted with {y}",
    ),
    (
        r"(?P<x>⟨\d{1,3}⟩)'s (?:UN )?(?:votes|voting(?: record| pattern| behaviour)?)(?: at the [\w ]{2,16}?)? (?:(?:has|have|had) )?(?:<become|grow|move|get>(?: \w+ly| ever)* (?:more distant|further|farther|further away|less close) (?:from|to)|<drift|move|shift|edge|swing|diverge|depart>(?: \w+ly)*(?: away)? from) (?:(?:those|that) of )?(?P<y>⟨\d{1,3}⟩)(?:'s)?",
        "{x} moved away from {y} in its UN votes",
    ),
    (
        r"(?P<x>⟨\d{1,3}⟩)'s (?:UN )?(?:votes|voting(?: record| pattern| behaviour)?)(?: at the [\w ]{2,16}?)? (?:(?:has|have|had) )?(?:<become|grow|move|get|draw|come>(?: \w+ly| ever)* (?:closer|nearer|more similar) to|<drift|move|shift|edge|swing>(?: \w+ly| closer)* towards?) (?:(?:those|that) of )?(?P<y>⟨\d{1,3}⟩)(?:'s)?",
        "{x} moved closer to {y} in its UN votes",
    ),
    (
        rf"<vote> (?P<p>for|against|in favou?r of|yes (?:on|to)|no (?:on|to)) (?P<r>(?:the|a) (?:[\w-]+ ){{0,4}}?{_TEXTS})(?! (?:resolution|of (?:the )?(?:sanctions|party)))",
        "[vote] {p} the resolution on {r}",
    ),
    (
        r"(?:[Tt]he )?(?:distance|gap|difference)(?: in (?:UN )?(?:votes|voting))? between (?P<x>⟨\d{1,3}⟩) (?:at|in) the (?:UN|United Nations|General Assembly) <grow|widen|increase>",
        "{x} drifted apart in their votes",
    ),
    (
        r"(?:[Tt]he )?(?:voting (?:distance|gap)|(?:distance|gap) in (?:UN )?vot(?:es|ing)) between (?P<x>⟨\d{1,3}⟩)(?: in the [\w ]+?)? <grow|widen|increase|rise>",
        "{x} drifted apart in their votes",
    ),
    (
        r"(?:[Tt]he )?(?:voting (?:distance|gap)|(?:distance|gap) in (?:UN )?vot(?:es|ing)) between (?P<x>⟨\d{1,3}⟩)(?: in the [\w ]+?)? <narrow|shrink|fall|close|decrease|diminish|decline>",
        "{x} moved closer in their votes",
    ),
    (r"<vote> more (?:alike|similarly|together)(?: with)? (?:every|each)(?: passing)? (?:decade|year|session)", "moved closer in its UN votes"),
    (r"<vote> less (?:alike|similarly|together)(?: with)? (?:every|each)(?: passing)? (?:decade|year|session)", "drifted apart in its UN votes"),
    # one year against all others, and which way agreement went
    *(
        (
            rf"(?:(?P<x>⟨\d{{1,3}}⟩)'s (?:voting )?agreement with (?P<y>⟨\d{{1,3}}⟩)|[Aa]greement between (?P<z>⟨\d{{1,3}}⟩))(?: (?:in|at) (?:the )?(?:UN |United Nations |General )*(?:Assembly |UN )?(?:votes|voting|roll[- ]calls|Assembly|UN))? was {word} in (?P<d>\d{{4}}) than in any other year",
            f"agreement between {{x}} and {{y}}{{z}} {moved} in {{d}}",
        )
        for word, moved in (("higher", "peaked"), ("lower", "was lowest"))
    ),
    (
        r"(?:[Tt]he )?peak of (?:voting )?agreement between (?P<x>⟨\d{1,3}⟩)(?P<r> [^.;⟨]*?)? (?:came|was reached|fell|was) in (?P<d>\d{4})",
        "agreement between {x} peaked in {d}{r}",
    ),
    (r"<agree|vote together|vote alike|side with each other> less (?:often|frequently)(?= (?:in the [\w ]*?Assembly |at the UN )?(?:between|from) \d{4} (?:and|to) \d{4}(?:[.,;]|$))", "drifted apart in its UN votes"),
    (r"<agree|vote together|vote alike|side with each other> more (?:often|frequently)(?= (?:in the [\w ]*?Assembly |at the UN )?(?:between|from) \d{4} (?:and|to) \d{4}(?:[.,;]|$))", "moved closer in its UN votes"),
    (
        r"(?P<x>⟨\d{1,3}⟩)'s (?:UN )?(?:votes|voting(?: record| pattern| behaviour)?)(?P<t>(?: (?:in|between|from|during|over) [^.;,⟨‹]{3,40}?)?) (?:placed|put|left|kept) (?:it|⟨\d+⟩|them) (?P<d>closer|nearer|farther|further)",
        "{x}'s votes{t} were {d}",
    ),
)  # fmt: skip
