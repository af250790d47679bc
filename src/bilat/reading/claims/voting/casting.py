"""A vote on one resolution, read from the parts of a sentence where no fixed wording fits (`vote`).

The sentence names one resolution by its symbol or number, says one way of voting, and names one voter outside the words for
the resolution. Where it says two ways of voting, or names more actors, it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bilat.propositions import VoteChoice
from bilat.reading.claims.drafts import Draft
from bilat.reading.claims.language.organisations import is_organisation
from bilat.reading.claims.language.symbols import SYMBOL
from bilat.reading.claims.sentence.marked import Marked
from bilat.reading.claims.voting.votes import voted

__all__ = ["find"]

_NAME = re.compile(
    rf"(?:{SYMBOL.pattern}|\bresolution (?:no\. ?|number )?\d{{2,4}}\b(?!/))(?:\s?\([^()]*\))?", re.IGNORECASE
)
#: What a resolution is about, after its name.
_ABOUT = re.compile(
    r"\s*,?\s*(?:which |that )?(?:on|about|concerning|regarding|over|condemning|deploring|demanding|calling|affirming|reaffirming|recogni[sz]ing|equating|declaring|denouncing|authori[sz]ing|imposing|establishing|branding|urging|supporting|rejecting)\b[^,;.]*?"
    r"(?=,|;|\.|$| (?:was|were|is|has|had|got|won|drew|met|received|found|counted|saw|enjoyed|carried|passed|failed|by|with|from|when)\b)",
    re.IGNORECASE,
)
_WAYS: tuple[tuple[str, VoteChoice], ...] = (
    (r"veto(?:es|ed)?", "veto"),
    (r"abst(?:ain\w*|ention\w*)|(?:sat|stayed|sitting) on the fence", "abstain"),
    (
        r"absent\w*|absence|(?:did|does) not (?:take part|participate|vote)|no-shows?|stayed away|non-participation",
        "absent",
    ),
    (
        r"(?:vot\w+|ballots?|stand|stood|came out|lined up|raised (?:its|their|a) hands?|hand) against|oppos\w+|reject\w*|(?:no|negative|dissenting|contrary|'no'|\"no\")[- ](?:votes?|ballots?|column|side|camp)|voted no|nays?|dissent\w*|turned (?:it )?down|said no|thumbs down",
        "no",
    ),
    (
        r"(?:vot\w+|ballots?) (?:for|in favou?r|yes)|in favou?r(?: of)?|(?:yes|affirmative|positive|aye|'yes'|\"yes\")[- ](?:votes?|ballots?|column|side|camp)|support\w*|back(?:s|ed|ing)|endors\w+|approv\w+|assent\w*|(?:won|wins?|got|gets?|gained|received|attracted|earned|secured|drew|carried) (?:the )?votes? (?:of|from)|(?:lin\w+ up|stood|stands?|rall\w+|(?:threw|put) (?:its|their) weight) behind|ayes?|said yes|thumbs up|adherents?",
        "yes",
    ),
)
_UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|should|if|unless|whether|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|meant|prepar\w+|consider\w*|ready|inclined|tempted|almost|nearly|(?:go|going|about) to|tr(?:y|ies|ied)|attempt\w*|wants?|wanted|hop(?:es?|ed|ing)|expect(?:s|ed)|likely|urg(?:es?|ed|ing)|call(?:s|ed) (?:on|for)|ask(?:s|ed)|press\w*|threat\w*|pledg\w*|promis\w*|implement\w*|violat\w*"
    r"|compl(?:y|ied|iance)|breach\w*|cites?|cited|invok\w*|recall\w*|sponsor\w*|draft(?:ed)?|tabled|propos\w*|explain\w*|regret\w*|thank\w*|criticis\w*|criticiz\w*|welcom\w*|accus\w*|because of|veto power|right of veto)\b",
    re.IGNORECASE,
)
#: "Was paid to abstain", "got told to vote for it": what was bidden may not have been done.
_BIDDEN = re.compile(
    r"\b(?:was|were|been|being|got|get) (?:\w+ )?(?:\w+ed|paid|told|bought|made|left|free|bid|bidden)\b(?:(?! (?:chose|chosen|opted|decided|preferred))[^;.])*? to (?=abst|vot|oppos|support|back|reject|veto|endors|approv|stay|sit|be absent)"
    r"|\b(?:was|were|been|being|got|get) (?:\w+ )?\w+ed (?:[^,;.]{0,30} )?for (?:abstaining|voting|opposing|supporting|backing|rejecting|vetoing|staying)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|neither|nor|without|fail(?:s|ed)? to|refus\w+|declin\w+|withh\w+|no (?=abst|veto))\b",
    re.IGNORECASE,
)
_SIDE: dict[VoteChoice, VoteChoice] = {"yes": "not yes", "no": "not no"}


def find(m: Marked) -> Iterator[Draft]:
    """Find one vote."""
    text = m.text
    name = m.search(_NAME)
    if name is None or m.open_question or ";" in text or m.search(_UNREAL) or m.search(_BIDDEN):
        return
    if len({n.group(0) for n in m.each(_NAME)}) > 1:
        return
    about = _ABOUT.match(text, name.end())
    low, high = name.start(), about.end() if about else name.end()
    # what stands before the number is of the name too: "the Council's Libya resolution 1973"
    before = re.search(
        r"(?:\b(?:the|a) |[⟨‹]\d{1,3}[⟩›](?:'s?)? )?\b(?:resolution|draft) [^,;.()]{3,90} \($|(?:\b(?:the|a) )?(?:[⟨‹]\d{1,3}[⟩›](?:'s?)? |[\w-]+(?:'s)? ){0,4}?(?:resolution|draft|text)s?,? (?:no\. ?|number )?$",
        text[:low],
        re.IGNORECASE,
    )
    if before and re.match(r"the |a |resolution|[⟨‹]", before.group(0), re.IGNORECASE):
        low = before.start()
    # "the no-fly zone, resolution 1973,": another name for the same
    apposed = re.search(
        r"(?:^\W*|[,;] )(?:the|a|an) [^,;.]{3,80}, (?:resolution )?$", text[:low], re.IGNORECASE
    )
    if apposed and not re.search(r"\b(?:vot|oppos|support|abst|reject|back)\w*", apposed.group(0)):
        low = apposed.start()
    outside = text[:low] + " " * (high - low) + text[high:]
    # what was not chosen: "rather than veto it"
    outside = re.sub(
        r"\b(?:rather than|instead of|short of)\b[^,.;⟨‹]*", lambda x: " " * len(x.group(0)), outside
    )
    said = [
        (hit, choice)
        for words, choice in _WAYS
        for hit in re.finditer(rf"\b(?:{words})", outside, re.IGNORECASE)
    ]
    if len({choice for _hit, choice in said}) != 1:
        return
    hit, choice = said[0]
    slots = list(re.finditer(r"[⟨‹](\d{1,3})[⟩›]", outside))
    counted = [s for s in slots if not set(m.codes(s[1])) <= {"UN", "UNSC", "EU"}]
    if len(counted) != 1:
        return
    voters = [c for c in m.codes(counted[0][1]) if not is_organisation(c)]
    if not voters or (m.slots[int(counted[0][1])].joined == "or"):
        return
    if re.search(r"\b(?:on|over|about|to|against|towards?) (?:the )?$", outside[: counted[0].start()]):
        return  # what is done to it, not by it
    denials = len(
        _NOT.findall(
            re.sub(
                r"(?:did|does) not (?:take part|participate|vote)\b(?! (?:for|against|in|yes|no))",
                "",
                outside,
            )
        )
    )
    negated = denials % 2 == 1
    if choice == "absent" and re.search(r"(?:did|does) not (?:take part|participate|vote)", hit.group(0)):
        negated = False
    if negated and choice in _SIDE:
        choice, negated = _SIDE[choice], False
    words = m.words(low, high)
    for voter in voters:
        vote = voted(m, voter, choice, words, negated, low, high)
        if vote is not None:
            yield Draft(vote, 0, len(text.rstrip()), f"a vote, from its parts: {hit.group(0)}")
