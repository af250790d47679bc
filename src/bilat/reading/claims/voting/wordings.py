"""The wordings of votes on one resolution: verbs of voting, nouns and passives, each with the choice it means."""

from __future__ import annotations

import re

from bilat.propositions import VoteChoice

__all__ = ["PASSIVE", "RULES", "WHEN_ALONE"]

_ORGAN = r"(?:the )?(?:UN |U\.N\. |General |Security |world )*(?:Assembly|Council|body|UN\b|[⟨‹]\d{1,3}[⟩›])"
_WHEN_VOTED = rf" (?:when|as|after|once) (?:it|the (?:matter|question|issue|text|draft|idea)|{_ORGAN}) (?:voted|decided|adopted|passed|approved|took up|put|came|reached|went (?:to|before)|was (?:put|adopted|passed|voted|before))"
#: When or where it was, between the verb and the side taken: "voted in March 2022 for", "voted at the Assembly against".
_AT = r"(?:,? (?:in|on|at|last|this|that|yesterday|today|earlier|back in)(?: (?!(?:against|for|favou?r|no|yes|with|to|whether|both|resolutions?|drafts?|motions?)\b)[\w⟨⟩‹›'/-]+){1,6},?)?"

#: What the Assembly or the Council did by a vote: "the Assembly's demand of March 2022".
_ITS_ACT = r"(?:the )?(?:UN )?(?:General Assembly|Security Council|Assembly|Council|⟨\d{1,3}⟩)'s (?:[\w⟨⟩‹›]+ ){0,5}?(?:demand|call|appeal|condemnation|censure|endorsement|recognition|suspension)\b(?=[^;]*\bthe Assembly\b|[^;]*(?:General Assembly|Council)|[^;]* (?:of|for|on|that)\b)"
#: "The text of June 1968 commending it": of a month, and it does something.
_TEXT_OF = r"(?:the|a) (?:[\w-]+ ){0,3}?text (?:of|from|adopted in) (?:\d{1,2} )?[A-Z]\w+ (?:19|20)\d\d(?: (?:\w+ing|on|that)\b|\W*$)"
#: Something that another abstained on, so that there was a vote.
_ABSTAINED = r"(?:the|a|an) (?:request|appeal|call|demand|proposal|move|bid|motion|moratorium|Declaration|admission|partition|suspension|expulsion|condemnation)\b[^;]{3,140}?(?:,|,? and|,? but|,? while|,? whereas) ⟨\d{1,3}⟩ (?:had )?(?:abstained|voted)\b"
#: Pattern that starts at a verb, and the choice it means; the words after it name the resolution.
RULES: tuple[tuple[str, VoteChoice], ...] = (
    (
        r"<abstain>(?: (?:from|in|on|during|over|when|as|by))?(?: (?:the|a) (?:recorded )?vote)?(?: (?:voting|casting (?:a|its|their|‹\d+›) votes?))?",
        "abstain",
    ),
    (r"<cast> (?:an|its|their|‹\d+›) abstentions?", "abstain"),
    (
        r"<withhold|deny|refuse> (?:its |their |‹\d+› )?(?:support|votes?|backing|approval|assent|endorsement)(?: (?:from|for|to))?",
        "not yes",
    ),
    (r"(?:<choose>|<opt> for|<prefer>) (?:an )?abstention(?: (?:on|over|when|in))?", "abstain"),
    (r"<veto>", "veto"),
    (
        r"(?:<use|cast|exercise|wield|employ>|<make> use of) (?:a|an|its|their|the|‹\d+›)? ?(?:\w+ )?(?:double )?vetoe?s?(?: power)?(?:,? (?:together|along|jointly) with ⟨\d{1,3}⟩,?)?(?: (?:on|against|of|to (?:block|kill|stop|defeat|reject|prevent)|over|in))?",
        "veto",
    ),
    (
        r"<block|kill|torpedo|stop|sink|defeat|strike down> (?=[^.;]{3,90}(?:with|by|using|through) (?:a|its|their|the|‹\d+›)? ?(?:\w+ )?veto)",
        "veto",
    ),
    (
        r"<block|kill|torpedo> (?=(?:[^.;]{0,30}(?:resolution|draft)[^.;]*(?:Council|UN\b|⟨\d+⟩)|[^.;]*Council|[^.;⟨]{0,40}⟨\d+⟩(?:'s)? (?:\w+ )?(?:draft|resolution)|(?:the )?⟨\d+⟩(?:'s)? (?:\w+ )?(?:draft|resolution|call|appeal|demand|condemnation|censure)\b))",
        "veto",
    ),
    (
        rf"<vote>(?: \w+ly)?{_AT} (?:in favou?r of|in favou?r|yes|for|'yes'|\"yes\"|affirmatively|in the affirmative|to (?=(?:condemn|suspend|adopt|approve|admit|recogni[sz]e|demand|deplore|support|partition|expel|seat|grant|upgrade|create|establish|authori[sz]e|refer|call|send|impose|lift|end|uphold|affirm|reaffirm|defend|protect|denounce|censure|brand|declare|urge|invite|welcome|extend|renew|set up|revoke|repeal|rescind|annul|overturn|cancel|reverse|withdraw|undo|ask|request|seek|give|make|keep|strip|declare|note|endorse|equate)))(?: (?:on|for|of|to)\b)?",
        "yes",
    ),
    (
        rf"<vote>(?: \w+ly)?{_AT} (?:against|no|'no'|\"no\"|down|negatively|in the negative)(?: (?:on|to)\b)?",
        "no",
    ),
    (
        r"<cast|register|record> (?:a|an|its|their|the|‹\d+›)? ?(?:only |lone |sole |single |dissenting |negative |opposing |no |\"no\" |'no' ){1,3}votes?(?: (?:on|against|in|to)\b)?",
        "no",
    ),
    (
        r"<cast> (?:a|an|its|their|the|one of (?:the|its)(?: (?:only |just )?\w+)?|‹\d+›)? ?votes?(?: (?:only|lone|sole))? against",
        "no",
    ),
    (
        r"<cast> (?:a|an|its|their|the|‹\d+›)? ?(?:yes|\"yes\"|affirmative|positive) votes?(?: (?:on|for|in|in favou?r of))?",
        "yes",
    ),
    (r"<cast> (?:a|an|its|their|the|‹\d+›)? ?votes? (?:for|in favou?r of)", "yes"),
    (
        r"(?:<be>) absent(?: (?:from|for|during|when|in))?(?: (?:the|a) (?:recorded )?vote)?(?: (?:on)\b)?",
        "absent",
    ),
    (
        r"<skip|boycott|miss|duck|sit> (?:out )?(?:the|a) (?:recorded )?(?:UN |⟨\d+⟩ )?(?:vote|ballot|voting|roll call)(?: (?:on|over|about))?",
        "absent",
    ),
    (
        r"(?:<stay|walk>) (?:away from|out of) (?:(?:the|a|an|⟨\d+⟩(?:'s)?|UN|recorded|\w+) ){0,3}vote(?: (?:on|over)\b)?",
        "absent",
    ),
    (
        r"<join> (?:(?:those|the (?:\w+ )?(?:states|countries|delegations|members|group|minority|majority|others)|\w+ others)(?: (?:that|who|which))? |in )(?:abstaining|abstained)(?: (?:on|from|in))?",
        "abstain",
    ),
    (
        r"<join> (?:(?:those|the (?:\w+ )?(?:states|countries|delegations|members|group|minority|majority|others)|\w+ others)(?: (?:that|who|which))? |in )(?:voting|voted) against(?: (?:on)\b)?",
        "no",
    ),
    (
        r"<join> (?:(?:those|the (?:\w+ )?(?:states|countries|delegations|members|group|minority|majority|others)|\w+ others)(?: (?:that|who|which))? |in )(?:voting|voted) (?:for|in favou?r(?: of)?)",
        "yes",
    ),
    (
        r"<give> (?:its|their|‹\d+›|a|the) (?:vote|votes|yes|assent|approval|backing|support)(?: vote)? to(?= [^.;]{0,40}(?:[AS]/|resolution|draft|ES-\d))",
        "yes",
    ),
    (
        r"<say|answer> (?:a clear |a firm )?(?:yes|'yes'|\"yes\") to(?= [^.;]{0,40}(?:[AS]/|resolution|draft|ES-\d))",
        "yes",
    ),
    (
        r"<say|answer> (?:a clear |a firm )?(?:no|'no'|\"no\") to(?= [^.;]{0,40}(?:[AS]/|resolution|draft|ES-\d))",
        "no",
    ),
    (
        r"(?<=[\w⟩] )(?:take|took|taken|taking) part in (?:the|a) (?:\w+ )?(?:vote|voting|ballot)(?: (?:on|over)\b)?",
        "absent",
    ),
    (
        r"(?:(?:take|took|taken|taking) no part|<play> no part) in (?:the|a) (?:\w+ )?(?:vote|voting|ballot)(?: (?:on|over)\b)?",
        "absent",
    ),
    (r"(?<=[\w⟩] )(?:take|took|taken|taking) part(?= (?:when|as|once) |[.:,]|\W*$)", "absent"),
    (
        r"<support|back|endorse|approve|favour|favor>(?= (?:making|granting|giving|upgrading|according|awarding|recogni[sz]ing) [^;.]{0,60}observer (?:state|status))",
        "yes",
    ),
    (r"<participate> in (?:the|a) (?:\w+ )?(?:vote|voting|ballot)(?: (?:on|over)\b)?", "absent"),
    (
        r"(?:<support|back|endorse|approve|favour|favor|sponsor|co-sponsor|cosponsor|welcome>)(?= (?:the|a|an|this|that|its|‹|⟨|UN|General|Security|resolution)[^;]{0,60}\b(?:resolution|draft)\b| resolution (?:\d|ES-)| [AS]/(?:RES/)?\d| ES-\d| \d\d/\d)(?! (?:[^;]{0,40}\bimplement))",
        "yes",
    ),
    (rf"<support|back|endorse|approve>(?= {_ITS_ACT})", "yes"),
    (rf"<support|back|endorse|approve>(?= {_TEXT_OF})", "yes"),
    (rf"<oppose|reject>(?= {_TEXT_OF})", "no"),
    (rf"<support|back|endorse|approve>(?= {_ABSTAINED})", "yes"),
    (rf"<oppose|reject>(?= {_ABSTAINED})", "no"),
    (rf"<oppose|reject>(?= {_ITS_ACT})", "no"),
    (rf"<support|back|endorse|approve>(?= [^;]{{3,90}}{_WHEN_VOTED})", "yes"),
    (rf"<oppose|reject>(?= [^;]{{3,90}}{_WHEN_VOTED})", "no"),
    (
        r"(?:<oppose|reject>)(?= (?:the|a|an|this|that|its|‹|⟨|UN|General|Security|resolution)[^;]{0,60}\b(?:resolution|draft)\b| resolution (?:\d|ES-)| [AS]/(?:RES/)?\d| ES-\d| \d\d/\d)",
        "no",
    ),
)
PASSIVE: tuple[tuple[str, VoteChoice], ...] = (
    (r"\bvetoed by {A:s}", "veto"),
    (
        r"\b(?:blocked|killed|defeated|stopped|sunk|struck down) by (?:a|an|the)? ?(?:{P:s} vetoe?s?|vetoe?s? (?:by|from|of) {A:t})",
        "veto",
    ),
    (r"\b(?:opposed|rejected|voted down) by {A:s}", "no"),
    (r"\b(?:supported|backed|approved|endorsed) by {A:s}", "yes"),
    (
        r"{P:s} veto(?:es|ed)?(?= (?:of|on|against|in|blocked|killed|prevented|stopped|defeated|to)\b)(?: (?:of|on|against|blocked|killed|prevented|stopped|defeated)\b)?",
        "veto",
    ),
    (
        r"\bveto(?:es)? (?:by|from|of) {A:s}(?: (?:of|on|against|blocked|killed|prevented|stopped|defeated)\b)?",
        "veto",
    ),
    (r"{P:s} abstentions?(?: (?:on|in|from|over|during))?(?: (?:the|a) vote)?(?: on)?", "abstain"),
    (
        r"\babstentions? (?:by|of|from) {A:s}(?: (?:on|in|over|during))?(?: (?:the|a) vote)?(?: on)?",
        "abstain",
    ),
    (
        r"{P:s} (?:vote|ballot|position|choice)(?: (?:on|in|over) (?P<on>[^.;⟨]{3,90}?))? (?:<be>) (?:an? )?(?:\"|')?(?:abstention|to abstain)",
        "abstain",
    ),
    (
        r"{P:s} (?:vote|ballot|position|choice)(?: (?:on|in|over) (?P<on>[^.;⟨]{3,90}?))? (?:<be>) (?:an? )?(?:\"|')?(?:no|negative|against|to vote against)\b",
        "no",
    ),
    (
        r"{P:s} (?:vote|ballot|position|choice)(?: (?:on|in|over) (?P<on>[^.;⟨]{3,90}?))? (?:<be>) (?:an? )?(?:\"|')?(?:yes|affirmative|positive|in favou?r|for|to vote (?:for|in favou?r))\b",
        "yes",
    ),
    (r"\b(?:found|saw|put) {A:s} (?:abstaining|on the fence|among the abstainers)", "abstain"),
    (r"\b(?:found|saw|put) {A:s} (?:in favou?r|on the yes side|voting (?:yes|for|in favou?r))", "yes"),
    (r"\b(?:found|saw|put) {A:s} (?:against|opposed|on the no side|voting (?:no|against))", "no"),
    (r"{P:s} (?:no|negative|dissenting|opposing|\"no\"|'no') votes? on(?= )", "no"),
    (r"{P:s} (?:yes|positive|affirmative|\"yes\"|'yes') votes? on(?= )", "yes"),
    (r"{P:s} (?:vote|votes|no vote|negative vote|dissenting vote) against", "no"),
    (r"{P:s} (?:vote|votes|yes vote) (?:for|in favou?r of)", "yes"),
    (
        r"(?:\bwith (?:only )?|\b(?:it|against|favou?r|abstaining|voting)(?:,? and|,|,? but|,? with) ){A:s} (?:abstaining)(?: on)?",
        "abstain",
    ),
    (
        r"(?:\bwith (?:only )?|\b(?:it|against|favou?r|abstaining|voting)(?:,? and|,|,? but|,? with) ){A:s} (?:voting against|opposed|opposing|voting no|dissenting)",
        "no",
    ),
    (
        r"(?:\bwith (?:only )?|\b(?:it|against|favou?r|abstaining|voting)(?:,? and|,|,? but|,? with) ){A:s} (?:voting for|voting in favou?r|in favou?r|supporting)(?: of)?",
        "yes",
    ),
)

#: "abstained last March", "voted no on both occasions": when, not on what.
WHEN_ALONE = re.compile(
    r"(?:on |at |in )?(?:(?:last|this|the previous) (?:year|month|week|autumn|spring|summer|winter|time|[A-Z][a-z]+)|a (?:year|month|week|day) (?:ago|later|earlier|before)"
    r"|(?:the )?(?:first|second|last|next|other) (?:time|occasion)|(?:both|all|two|three) (?:times|occasions)|today|yesterday|then|now)",
)
