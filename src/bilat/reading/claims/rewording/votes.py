"""Idioms of voting for `phrasings`, in the form of the tables in `idioms`; read only where a vote or a resolution is named."""

from __future__ import annotations

import re

from bilat.reading.claims.rewording.idioms import DECLARED, OWN, RESOLUTION, THOSE

__all__ = ["BROKEN", "VOTE_RULES", "closed_up"]

_BODY = r"(?:the )?(?:UN |U\.N\. )?(?:General Assembly|Security Council|Assembly|Council|[⟨‹]\d{1,3}[⟩›])"
#: "When the Assembly voted", "when it came before the Council": the words before name what was voted on.
_WHEN = rf" (?:when|as|once) (?:it|they|the (?:matter|question|issue|text|draft)|{_BODY}) (?:voted|decided|was (?:put|voted)|came (?:before|up|to)|went (?:before|to)|reached)"
_A_TEXT = rf"(?= (?:the |a |an |this |that )?(?:[\w⟨⟩‹›',-]+ ){{0,8}}?{RESOLUTION}|(?: the)? {DECLARED}|[^;]{{3,90}}{_WHEN})"
_MEMBER = r"(?:admission|membership|application|entry)"
#: Put in between "was" and what it was: "was, in 1997, among the three states that opposed it".
BROKEN = re.compile(
    r"\b(?P<be>was|were|is|are|has been|had been)(?P<not> not)?, (?P<in>[^,;⟨‹]{3,60}), (?=(?:among|amongst|one of|part of|(?:on|of) the|the (?:only|sole|lone)|not (?:among|one of))\b)"
)
_TIME = re.compile(r"(?:in|on|by|during|back in) (?:[A-Za-z]+ )?(?:\d{1,2} [A-Z][a-z]+ )?(?:19|20)\d\ds?")


def closed_up(m: re.Match[str]) -> str:
    """Return what was broken by an aside without it; of a time, with it.

    Examples
    --------
    >>> closed_up(BROKEN.search("⟨0⟩ was, in 1997, among the three"))
    'was in 1997 '
    """
    kept = f"{m['in']} " if _TIME.fullmatch(m["in"]) else ""
    return f"{m['be']}{m['not'] or ''} {kept}"


#: The same where a vote or a resolution is named anywhere in the sentence.
VOTE_RULES: tuple[tuple[str, str], ...] = (
    (
        r"(?P<w>the (?:only|sole|lone)) [⟨‹]\d{1,3}[⟩›](?:'s?)? (?P<x>(?:member )?(?:members?|states?|countr(?:y|ies)|all(?:y|ies)|nations?))(?= (?:to|that|which|who)\b)",
        "{w} {x}",
    ),
    (
        r"(?P<a>⟨\d{1,3}⟩)'s? vote on (?P<r>[^;]{4,120}?) (?:was|had been) (?:an? )?(?:abstention)(?=\W*$)",
        "{a} abstained on {r}",
    ),
    (
        r"(?P<a>⟨\d{1,3}⟩)'s? vote on (?P<r>[^;]{4,120}?) (?:was|had been) (?:an? |in the )?(?:affirmative|positive|yes|in favou?r|aye)(?: one)?(?=\W*$)",
        "{a} voted for {r}",
    ),
    (
        r"(?P<a>⟨\d{1,3}⟩)'s? vote on (?P<r>[^;]{4,120}?) (?:was|had been) (?:an? |in the )?(?:negative|no|against)(?: one)?(?=\W*$)",
        "{a} voted against {r}",
    ),
    (
        r"<have|enjoy> the (?:full )?(?:support|backing|endorsement|approval|assent) of(?= ⟨\d{1,3}⟩(?:[.,;]| in |$))",
        "was supported by",
    ),
    (
        r"neither <support|back|endorse|approve|vote for> nor <oppose|reject|vote against>",
        "abstained on",
    ),
    (
        r"(?P<v>supported|backed|opposed|vetoed|rejected|endorsed|approved) by (?P<x>⟨\d{1,3}⟩) but not (?:by )?(?P<y>⟨\d{1,3}⟩)",
        "{v} by {x} and was not {v} by {y}",
    ),
    (
        r"(?:<choose|opt|elect|decide|prefer>) not to (?:take part|participate|vote)(?: in it)?(?=[.,;?!]| and|$)",
        "[be] absent from the vote",
    ),
    (r"<line up|stand|go along> (?:together |squarely )?(?:with|behind|alongside)(?= ⟨\d+⟩)", "[side] with"),
    (
        rf"(?:was|were|had been)(?: \w+ly| all| both)? in (?:favou?r|support) of(?= (?:the )?(?:[\w⟨⟩‹›']+ ){{0,3}}?{RESOLUTION})",
        "voted for",
    ),
    (
        rf"(?:was|were|had been)(?: \w+ly| all| both)? (?:opposed to|against)(?= (?:the )?(?:[\w⟨⟩‹›']+ ){{0,3}}?{RESOLUTION})",
        "voted against",
    ),
    (r"<turn> (?:down|thumbs down on)|<spurn|shun|rebuff>|<give> (?:the )?thumbs down to", "[vote] against"),
    (r"<give> (?:the )?thumbs up to|<say> aye to", "[vote] for"),
    (r"<say> nay to", "[vote] against"),
    (
        rf"<register|record|declare|signal|voice|express> {OWN} (?:\w+ )?(?:opposition|objection)s? to",
        "[vote] against",
    ),
    (
        rf"<register|record|declare|signal> {OWN} (?:\w+ )?(?:support|backing|approval) (?:for|of)",
        "[vote] for",
    ),
    (r"<keep|stay|hold>(?: \w+)? (?:distance|aloof|away) from(?= [^.;]* by abstaining)", "[abstain] on"),
    # "was among the states in favour of", "was one of those against"
    (
        rf"<be> {THOSE} (?:in (?:favou?r|support) of|voting (?:for|in favou?r of)|behind|who (?:were|are) in favou?r of){_A_TEXT}",
        "voted for",
    ),
    (
        rf"<be> {THOSE} (?:against|opposed to|voting against|voting no on|who (?:were|are) against){_A_TEXT}",
        "voted against",
    ),
    (
        rf"<be> {THOSE} (?:abstaining|that abstained|who abstained)(?: (?:on|from|in))?{_A_TEXT}",
        "abstained on",
    ),
    (
        rf"(?:was|were|had been)(?: \w+ly| all| both)? in (?:favou?r|support) of(?=[^;]{{3,90}}{_WHEN})",
        "voted for",
    ),
    (
        rf"(?:was|were|had been)(?: \w+ly| all| both)? (?:opposed to|against)(?=[^;]{{3,90}}{_WHEN})",
        "voted against",
    ),
    (r"<vote> neither (?:for|in favou?r of) nor against", "did not vote for or against"),
    # "had come round to supporting it": by then it did
    (
        r"<come|swing|move|go|switch> (?:round |around |over |back )?to (?:supporting|backing|endorsing|voting (?:for|in favou?r of))",
        "[vote] for",
    ),
    (
        r"<come|swing|move|go|switch> (?:round |around |over |back )?to (?:opposing|voting against|rejecting)",
        "[vote] against",
    ),
    (r"<come|swing|move|go|switch> (?:round |around |over |back )?to abstaining(?: on)?", "[abstain] on"),
    # "sat out the vote with an abstention"
    (
        r"<sit> out (?P<r>[^.;⟨‹]{3,120}?|[^.;]{3,120}?),? (?:with|by) (?:an abstention|abstaining)",
        "[abstain] on {r}",
    ),
    # "kept C out of the United Nations with its veto"
    (
        rf"<keep|bar|shut|lock> (?P<x>⟨\d{{1,3}}⟩) (?:out of|from) (?P<u>(?:the )?(?:⟨\d{{1,3}}⟩|United Nations|UN))(?P<t> [^.;⟨‹]{{0,30}})? (?:with|by|through|using) {OWN} (?:\w+ )?veto\b",
        "[veto] {x}'s admission to {u}{t}",
    ),
    (
        rf"<use|cast|wield|exercise|employ> {OWN} veto to (?:keep|bar|shut|lock) (?P<x>⟨\d{{1,3}}⟩) (?:out of|from) (?P<u>(?:the )?(?:⟨\d{{1,3}}⟩|United Nations|UN))",
        "[veto] {x}'s admission to {u}",
    ),
    # "was not in the room when it was voted on"
    (
        r"(?:was|were|had been) (?:not|no longer|nowhere) (?:even |actually )?(?:in (?:the|its|their) (?:room|hall|chamber|seat)|present|at the table|in attendance|to be (?:seen|found))(?= (?:when|as|for|during)\b)",
        "was absent",
    ),
    (
        rf"(?:<leave|walk out of|quit> (?:the )?(?:room|hall|chamber)|<stay> (?:outside|out of the (?:room|hall|chamber))|<leave> {OWN} (?:seat|chair) empty)(?= (?:when|as|during)\b[^;]*\bvot)",
        "was absent",
    ),
)
