"""Wordings of trade and arms with the plain words that they are to read; a table for `phrasings`."""

from __future__ import annotations

from bilat.reading.claims.language.grammar import TIME

__all__ = ["FLOW_RULES"]

_GROUP = r"(?:(?:the |all |all the )?(?P<g>[⟨‹]\d{1,3}[⟩›])(?:'s?)? (?:members?|states|countries|member states)|(?:the |all |all the )?(?:members?|states|countries|member states) of (?:the )?(?P<h>[⟨‹]\d{1,3}[⟩›]))"
_OF_ALL = r"^(?P<z>\W*)(?:Among|Amongst|Of|Within|Out of)"
_YEAR = r"year (?P<w>(?:between|from|in|during|since|after) [^,;⟨‹]{3,40}?)?(?:,? (?:in which|when|that|during which|where)|(?<=\d)) (?P<x>⟨\d{1,3}⟩)"

#: Pattern, whose first verb gives its form, and what it reads as (see `idioms`).
FLOW_RULES: tuple[tuple[str, str], ...] = (
    (r"<count|account> for next to nothing (?=(?:in|of) )", "[account] for very little "),
    (r"\bnext to (?:nothing|none)\b", "very little"),
    (r"\bhalf (?=(?:its|their|‹\d+›|[⟨‹]\d+[⟩›]'s?) )", "half of "),
    (r"^(?P<z>\W*)(?:Between them|Taken together|Put together|Together|Jointly|Combined),? (?P<x>⟨\d{1,3}⟩) ", "{z}{x} together "),
    (r"<cover> (?=(?:at (?:least|most)|more|less|about|around|over|nearly|almost|most|half|some|all|\d|a |an |one|two|three|four)[^;.]*(?:arms|weapons|weaponry))", "[supply] "),
    (r"\bimports of (?P<w>arms|weapons|weaponry)\b", "{w} imports"),
    (r"<furnish> (?=(?:at (?:least|most)|more|less|about|around|over|nearly|almost|most|half|some|all|\d|a |an |one|two|three|four|five|ninety|eighty|seventy|sixty|fifty|forty|thirty|twenty|ten)\b)", "[supply] "),
    # one of a group that trades most with a state outside it
    (
        rf"{_OF_ALL} {_GROUP},? (?P<x>⟨\d{{1,3}}⟩) <have|do|conduct> the (?:largest|most|biggest|greatest|highest)(?: (?:volume|amount|value) of)? (?:trade|trade turnover|business) with",
        "{z}Of all {g}{h} members, {x} traded most with",
    ),
    (r"<run|have|record|post|enjoy> an? (?P<k>surplus|deficit) in (?:goods|trade|merchandise|its trade|their trade)(?: trade)? (?=(?:with|against|towards?) ⟨)", "[have] a trade {k} "),
    (r"\bfirst (?P<k>customer|supplier|buyer|market)(?= in| between| from| of the|[.,;]|$)", "largest {k}"),
    (r"(?P<v><receive|get|buy|import|obtain|take>) none of (?:its|their|‹\d+›) (?P<w>arms|weapons|weaponry|trade|imports)(?: imports| purchases)? from(?= ⟨)", "{v} no {w} from"),
    # every weapon that came
    (
        r"\b(?:every(?: single)?|each|all(?: of)?(?: the)?) (?:\w+ )?(?:weapons?|arms)(?: that| which)? (?P<x>⟨\d{1,3}⟩) (?:received|bought|imported|got|acquired|obtained)(?P<t>{T}) (?:came from|(?:was|were) (?:supplied|delivered|sold|sent) by|(?:was|were) from) (?=⟨)".replace("{T}", TIME),
        "all of {x}'s arms{t} came from ",
    ),
    # amounts of two years
    *(
        (
            rf"(?P<x>⟨\d{{1,3}}⟩) <trade>(?P<q> (?:more than|over|at least|at most|less than|about|around|nearly|almost|roughly))? {times} as much(?: with (?:each other|one another))?,? in (?P<y>\d{{4}}) as (?:they (?:did|had|had done) |it (?:did|had) |⟨\d+⟩ (?:did|had) )?in (?P<z>\d{{4}})",
            f"trade between {{x}}{grew} between {{z}} and {{y}}",
        )
        for times, grew in ((r"(?:twice|two times)", "{q} doubled"), (r"(?:three times|thrice)", "{q} tripled"), (r"(?P<n>[\w-]+) times", " grew{q} {n} times"))
    ),
    # a rank said by what it is not above
    (r"<rank|stand|be|come|place> no (?:higher|better) than second among (?P<w>⟨\d{1,3}⟩'s) (?P<r>(?:\w+ ){0,2}?(?:trading partner|supplier|customer|market|export market))s\b", "was not {w} largest {r}"),
    (r"<rank|stand|be|come|place> no (?:higher|better) than third among (?P<w>⟨\d{1,3}⟩'s) (?P<r>(?:\w+ ){0,2}?(?:trading partner|supplier|customer|market|export market))s\b", "was not among {w} two largest {r}s"),
    (r"<rank|stand|be|come|place> no (?:higher|better) than fourth among (?P<w>⟨\d{1,3}⟩'s) (?P<r>(?:\w+ ){0,2}?(?:trading partner|supplier|customer|market|export market))s\b", "was not among {w} three largest {r}s"),
    # a year without, and no year without
    (
        rf"[Tt]here (?:was|is|has been|had been) (?:not (?:a single|one|any)|no(?: single)?) {_YEAR} (?:did not|does not|failed to|has not)(?= [a-z])(?P<r>[^;]*?)(?=[.?!\" ]*$)",
        "{x} did{r} in every year {w}",
    ),
    (
        rf"[Tt]here (?:was|is|has been|had been) (?:not (?:a single|one|any)|no(?: single)?) {_YEAR} (?!(?:did|does|do|has|have|had|was|were|is|are)\b)(?P<r>[a-z][^;]*?)(?=[.?!\" ]*$)",
        "{x} never {r} {w}",
    ),
)  # fmt: skip
