"""Which words of a sentence name the resolution that was voted on: after the verb, before it, or in a clause of their own."""

from __future__ import annotations

import re

from bilat.dates import MONTHS
from bilat.reading.claims.language.symbols import SYMBOL
from bilat.reading.claims.sentence.marked import Marked
from bilat.reading.claims.voting.wordings import WHEN_ALONE

__all__ = ["ABSTAINED_TOO", "ADOPTED", "FIRST_TIME", "MATTER", "TEXT_OF", "resolution_words"]

_MONTH = "|".join(name.title() for name in MONTHS)
_DATE = rf"(?:\d{{1,2}} )?(?:(?:{_MONTH}) )?(?:\d{{1,2}}, )?(?:19|20)\d\d"
_BY = r"(?: (?:by|at|in) the (?:UN |U\.N\. |United Nations )?(?:General Assembly|Security Council|Assembly|Council))?"
_ACTED = r"(?:adopted|passed|approved|carried)"
#: What was adopted, with someone against it: by a vote.
ADOPTED = re.compile(
    rf"\b(?:was|were) {_ACTED}{_BY}(?: (?:in|on) {_DATE})?,? (?:despite|although|over|with) [^;]*⟨|\b{_ACTED}{_BY} (?:in|on) {_DATE}"
)
#: Said to be opposed or backed, and another abstained: there was a vote.
ABSTAINED_TOO = re.compile(
    r"\b(?:opposed|rejected|supported|backed|endorsed|approved)\b[^;]{3,160}?(?:,|,? and|,? but|,? while|,? whereas) (?:with )?⟨\d{1,3}⟩ (?:had )?(?:abstain(?:ed|ing)|voted)\b"
)
TEXT_OF = re.compile(rf"\btext (?:of|from|adopted in) (?:\d{{1,2}} )?(?:{_MONTH}) (?:19|20)\d\d\b")
#: "The Declaration was adopted in 2007, with A against it", "the request was opposed by A, and B abstained": its subject.
_DONE = re.compile(
    rf"^\W*(?:(?:In|On) {_DATE},? )?(?P<it>(?:[Tt]he|[Aa]n?) [^,;]{{6,160}}?) (?:was|were) (?:(?:{_ACTED}|voted on)(?P<t>{_BY}(?: (?:in|on) {_DATE})?)|opposed by|rejected by|supported by|backed by|endorsed by)"
)

#: "For the first time since 1992": of the votes before, so neither its words nor its year are the resolution's.
FIRST_TIME = re.compile(
    r",? for (?:the|its|their|only the) (?:first|second|third|last) time(?: ever)?(?: (?:since|in|after) [^,;.]*)?",
    re.IGNORECASE,
)
MATTER = re.compile(
    r"resolution|draft|motion|measure|Assembly|Security Council|\bUN\b|\bU\.N\.|amendment|membership|admission|observer|partition|suspen|condemn|demand|deplor"
    r"|call(?:ing|s)? (?:for|on)|Human Rights Council|no-fly|text\b|treaty|convention|embargo|roll[- ]call|recogni|seat|territorial integrity|advisory opinion|International Court|uniting for peace|inquiry|investigation|withdraw|cease-?fire"
    r"|(?:revok|rescind|repeal|annul|overturn|revers)(?:e|ing)\b[^;]{0,40}\b(?:determination|equation|finding|declaration)\b|(?:admitt|expell|upgrad)ing\b|asking the (?:World |International )?Court",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"(?:(?:the|a|an|this|that|its|‹\d+›|⟨\d+⟩(?:'s)?) (?:(?!(?:vetoed|voted|abstained|backed|supported|opposed|rejected|adopted|passed|blocked)\b)[\w‹›⟨⟩'-]+ ){0,3}?)?(?:resolution|draft|motion|measure|vote)\b(?: (?!(?:was|were|is|has|had|by)\b)[^,;.:]{0,160})?",
    re.IGNORECASE,
)


def resolution_words(m: Marked, at: int, end: int, *, left: bool = False) -> tuple[int, str]:
    """Return where the words that name the resolution end, and the words."""
    stop = _cut(m, end)
    words = m.words(end, stop) if stop > end else ""
    if words and m.traced.origin(end, stop)[0] <= m.traced.origin(at, end)[0]:
        words = m.as_read(end, stop)  # an idiom: what it says the verb with has the resolution in it
    telling = re.sub(
        r"^(?:on|of|to|in|the|a|an|it|this|that|against|for|resolution|by)\b ?",
        "",
        words,
        flags=re.IGNORECASE,
    )
    named = bool(MATTER.search(m.text[end:stop]) or SYMBOL.search(words))
    if left or not telling or (not named and len(telling.split()) < 4 and not _content(m, end, stop)):
        extra = _elsewhere(m, at, end, stop)
        if extra:
            words = f"{extra} {words}".strip() if telling and telling.lower() not in extra.lower() else extra
    words = FIRST_TIME.sub("", words)
    words = re.sub(r"^cast\w* [^,;]{0,40}?\bvotes? (?:against|for|in favou?r of) ", "", words)
    words = _PUT.sub("", _TAKEN_UP.sub("", _BESIDE.sub("", words)))
    words = re.sub(r",? as (?:it|they|he|she) (?:has|have|had|did|does|do)\b.*$", "", words)
    words = re.sub(r"^since (?:[A-Z]\w+ )?\d{4}\b.*$", "", words)
    words = re.sub(r"^(?:only |just )?one(?: of them)?, ", "", words)
    words = re.sub(r"(?: and| or| but|,)$", "", words)
    words = re.sub(r"(?:^|,? )(?:too|also|as well|either)$", "", words)
    if WHEN_ALONE.fullmatch(words):
        return stop, ""
    if _PRONOUN.fullmatch(words):
        # "voted against it as well": the resolution named before, in this sentence or an earlier one.
        return stop, ""
    if re.match(
        r"(?:fewer|more|most|many|less|several|dozens of|(?:the )?most|\d+|[a-z]+teen|two|three|four|five|ten)\b[^.;]{0,30}\b(?:resolutions|drafts)\b",
        words,
    ):
        return stop, ""
    words = re.sub(
        rf"^(?:(?:on|of|over|today|yesterday|(?:on )?\w+day|(?:in |last )?(?:{_MONTH})(?: \d{{1,2}})? on) )+(?=\w)",
        "",
        words,
    )
    if re.fullmatch(r"(?:in|on|since|by|the|of|\d{4}|[A-Z][a-z]+ \d{4}|\s)*", words):
        words = ""
    return stop, words


#: Who else voted so is no part of the name.
_BESIDE = re.compile(
    r",? (?:apart from|besides|aside from|other than|in addition to|not counting) (?:the )?[A-Z][^;]*$"
)
#: "When the accord was put to the vote": the accord. "The zone when it came before the Council in March": the zone, in March.
_PUT = re.compile(
    r",? (?:(?:was|were|is|had been) (?:being )?(?:put|brought|called|submitted|voted (?:on|upon)|decided)|came|came up|went)(?: up)?(?: (?:to|for) (?:the |a )?(?:recorded )?(?:vote|ballot))?(?= (?:in|on|at) |$)"
)
_TAKEN_UP = re.compile(
    r" (?:when|as|once) (?:it|they|the (?:matter|question|issue|text|draft|idea)|(?:the )?(?:UN |U\.N\. |United Nations )?(?:General Assembly|Security Council|Assembly|Council|UN)) "
    r"(?:voted(?: on (?:it|the (?:matter|question|issue)))?|decided(?: on it)?|took it up|came (?:before|up (?:for (?:the |a )?vote )?(?:at|in)|to (?:the |a )vote(?: (?:at|in))?)|reached|went (?:before|to)|was (?:before|put to (?:the |a )?vote(?: (?:at|in|by))?))"
    r"(?: (?:the )?(?:UN |U\.N\. |United Nations )?(?:General Assembly|Security Council|Assembly|Council|UN|floor))?(?=$| (?:in|on|of) )"
)
_PRONOUN = re.compile(
    r"(?:on |for |against |of )?(?:it|them|this|that|both|one|(?:this|that|the same) (?:text|draft|motion|resolution|measure))(?: (?:as well|too|also|either|again|yesterday|today|then|instead|at the time|in the end|on \w+day))*",
    re.IGNORECASE,
)


def _content(m: Marked, start: int, stop: int) -> bool:
    return bool(re.search(r"[⟨‹]|[a-z]{5,}", re.sub(r"resolution|draft|vote", "", m.text[start:stop])))


def _cut(m: Marked, end: int) -> int:
    stop = m.clause_end(end)
    # Another voter's clause, or a result clause, is not part of the name.
    extra = re.search(
        r": ⟨|, (?:with|joining|voted|abstained|backed|unlike|it\b|citing|saying|arguing|along with|together with|alongside|as did|(?:just )?as (?:it|they|he|she|both|⟨\d{1,3}⟩) (?:did|had)|the (?:only|first)|according)\b| (?:along with|together with|alongside|as did) ⟨| (?:allowed|saying|citing|because|prevented)\b|, and\b| and then\b| and,|,? (?:and|but) ⟨\d{1,3}⟩ (?:abstaining|voting|opposing|against)\b",
        m.text[end:stop],
    )
    return end + extra.start() if extra else stop


#: "When the Assembly took up X, A abstained."
_BEFORE = re.compile(
    rf"^\W*(?:[Oo]n|[Oo]ver|[Ww]hen it came to) (?P<adopted>(?:the |a )?[^,;]{{4,120}}? {_ACTED}{_BY} (?:in|on) {_DATE}), "
    r"|^\W*(?:[Ww]hen it c(?:ame|omes) to|[Aa]s for|[Aa]s regards|[Ww]ith regard to|[Ff]aced with|[Cc]onfronted with|[Oo]n|[Oo]ver) (?P<it>(?:the |a )?[^,;⟨‹]{0,40}\b(?:resolution|draft|vote|motion|text)\b[^,;]{0,120}), "
    r"|^\W*(?:\w+ly, )?(?:[Ww]hen|[Aa]s|[Aa]fter|[Oo]nce) (?:the (?:\w+ )*(?:Assembly|Council)|[⟨‹]\d{1,3}[⟩›]|states|members|delegates) "
    r"(?:(?:took up|voted on|was asked to|voted to|debated|considered|adopted|passed|put|decided on|turned to) "
    r"|(?=(?:condemn|deplor|demand|recogni[sz]|call|suspend|denounc|reject|affirm|urg|declar)(?:ed|s|es|led)\b))"
    r"(?P<what>[^,;]{4,120}), "
)


def _elsewhere(m: Marked, at: int, end: int, stop: int) -> str:
    best = ""
    before = _BEFORE.match(m.text)
    if before and before.end() <= at:
        return m.words(*before.span(next(name for name in ("adopted", "what", "it") if before[name])))
    done = _DONE.match(m.text)
    if done and done.end("it") <= at:
        return f"{m.words(*done.span('it'))} {m.words(*done.span('t')) if done['t'] else ''}".strip()
    for match in m.each(_NOUN):
        if match.start() >= at and match.start() < stop and match.start() >= end:
            continue
        finish = match.end()
        if match.start() < at < finish:
            finish = min(finish, m.group(at).start)
        piece = m.text[match.start() : finish]
        cut = re.search(
            r",|(?<!^)\b(?:was|were|is|has|had|but|which|while|abstained|vetoed)\b|vetoed by|by (?:a|an|the)? ?[⟨‹]",
            piece,
        )
        if cut:
            finish = match.start() + cut.start()
        words = m.words(match.start(), finish)
        if (
            len(words) > len(best)
            and re.search(r"\w{4,}", words)
            and not re.fullmatch(r"(?:the |a )?vote", words)
        ):
            best = words
    return best
