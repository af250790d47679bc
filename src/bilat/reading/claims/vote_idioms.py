"""Idioms of voting for `phrasings`, in the form of the tables in `idioms`; read only where a vote or a resolution is named."""

from __future__ import annotations

from bilat.reading.claims.idioms import OWN, RESOLUTION

__all__ = ["VOTE_RULES"]

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
)
