"""Idioms that say in their own words what the families know in plain ones: rewritten before anything is matched.

The tables are in `idioms`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bilat.reading.claims.language.grammar import PAST_FORMS, Traced, compile_pattern, forms
from bilat.reading.claims.language.needed import Sieve, needs_of
from bilat.reading.claims.rewording.disputes import DISPUTE_RULES
from bilat.reading.claims.rewording.flows import FLOW_RULES
from bilat.reading.claims.rewording.formal import FORMAL
from bilat.reading.claims.rewording.idioms import A_VOTE, RULES, SAY, THOSE, WORDS
from bilat.reading.claims.rewording.outcomes import VOTE_OUTCOMES
from bilat.reading.claims.rewording.pacts import PACT_RULES
from bilat.reading.claims.rewording.reported import REPORTED
from bilat.reading.claims.rewording.sanctions import SANCTIONS
from bilat.reading.claims.rewording.votes import BROKEN, VOTE_RULES, closed_up

__all__ = ["plain"]

_RULES = VOTE_OUTCOMES + RULES + FORMAL + PACT_RULES + DISPUTE_RULES + FLOW_RULES + REPORTED + SANCTIONS
_PATTERNS = tuple(pattern for pattern, _new in _RULES)
_PATTERNS_OF_VOTES = tuple(pattern for pattern, _new in VOTE_RULES) + _PATTERNS
_PERFECT = (
    "has ",
    "have ",
    "had ",
    "has always ",
    "has never ",
    "have never ",
    "had never ",
    "has long ",
    "has so far ",
)
#: "A voted with B more than any other state did": of all states, B's nearest is A.
_MORE_THAN_ALL = re.compile(
    r"(?P<x>⟨\d{1,3}⟩) (?P<v>votes?|voted|has voted|sided|sides) with (?P<y>⟨\d{1,3}⟩) more (?:often )?than any(?: other)? (?:country|state|nation|member|government)s? (?:did|does|has|had|do)\b"
    r"|\b[Nn]o (?:other )?(?:country|state|nation|member|government) (?P<w>votes?|voted|has voted|sided|sides) with (?P<b>⟨\d{1,3}⟩) (?:more (?:often )?|as often )(?:than|as) (?P<a>⟨\d{1,3}⟩)(?: (?:did|does|has|had))?(?=[.,;]|$| in | between | from | since )"
)
#: "Its largest supplier, ahead of B": what is behind the largest or most follows.
_AHEAD = re.compile(
    r"(\b(?:largest|biggest|main|top|most|half|third|quarter|percent|per cent|%)[^;]{0,80}?),? (?:well |far |just |narrowly )?(?:ahead|in front) of ⟨\d{1,3}⟩"
)
#: "The only state to reject it was Cuba."
_CLEFT = re.compile(
    rf"^\W*(?:The|One|Among the) (?:[\w-]+ ){{0,5}}?(?:countr(?:y|ies)|states?|nations?|members?|governments?|powers?|delegations?) (?P<to>to|that|which) (?:(?:have|has|had) )?"
    rf"(?P<rest>{SAY}[^;]{{4,140}}?) (?:is|are|was|were) (?P<who>⟨\d{{1,3}}⟩)(?=\W*$)"
)
#: "Five states rejected it, Cuba among them."
_IN_GROUP = re.compile(
    r"^\W*[^,.;⟨‹]{3,70}?\b(?:states|countries|nations|members|governments|delegations) (?P<rest>[^,;]{6,160}), (?P<who>⟨\d{1,3}⟩)(?: (?:being )?(?:among them|one of them|included|among those))(?=\W*$)"
)
#: Adverbs and denials may follow these verbs in a pattern.
_HELPER = re.compile(r"<(?:[a-z ]+\|)*(?:be|have|become|remain)[|>]")
_DENIED = re.compile(
    r"(?:is|are|was|were|be|been|being|has|have|had|remains?|remained|becomes?|became)(?: \w+){0,2}? (?:not|never|no longer)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\b(?:not|never|no|belong)\b")
_MARCH = re.compile(r"(?<=⟩ )(?:marched|rolled|stormed|swept|poured) into(?= ⟨\d+⟩)")
#: A war that did not come about is none.
_NEARLY = re.compile(
    r"(?:close|near) to (?:\w+ )?war\b|(?:to|on|at) the (?:brink|verge|edge) of (?:\w+ )?war\b|(?<=nearly )(?:to|at) war\b|(?<=almost )(?:to|at) war\b|just short of (?:\w+ )?war\b"
    r"|\b(?:nearly|almost|all but|narrowly avoided) (?:(?:went|go|gone|going|came|come|drifted|slid|stumbled|blundered) (?:in)?to|fought|fighting|fight) (?:a |an |another |all-out |open )*war\b"
    r"|\bnarrowly (?:avoided|averted|escaped) (?:a |an |another |all-out |open )*war\b"
)
#: A treaty stands from when it was made: "a pact since 1964, renewed in 1979".
_RENEWED = re.compile(
    r"(?:, (?:and )?(?:later |since |then )?| and (?:later |then )?)(?:renewed|extended|prolonged|amended|revised|reaffirmed|updated|expanded|upgraded|modified|renegotiated)(?: again| twice| for \w+ (?:more )?years)?"
    r" (?:in|on) [^,.;⟨‹]{3,30}?(?=[,.;]|$)"
)
#: Put in between a state and its verb, and no claim: "A, though neutral, sold", "A, until then B's patron, armed".
_ASIDE = re.compile(
    r"(?<=⟩),? (?:(?:though|although|while|albeit|if|even if|despite) (?:\w+ly |still |officially )?[\w-]+(?: [\w-]+){0,3}"
    r"|(?:until then|till then|once|hitherto|formerly|previously|long|for years) (?:an? |the |one of )?[⟨‹]\d{1,3}[⟩›]'s? [^,;.⟨‹]{3,40}"
    r"|for (?:example|instance|one|now|once|(?:its|their|‹\d{1,3}›) part)|on the other hand|on (?:its|their|‹\d{1,3}›) own|by contrast|in contrast|in turn|of course|as always|as ever|as before|as expected|so far|to date"
    r"|however|meanwhile|too|also|similarly|likewise|in particular|notably|predictably|tellingly|unsurprisingly|incidentally|admittedly|alone(?: (?:among|of|in) [^,;.⟨‹]{3,30})?)(?:(?<=alone)|,)(?= [a-z])"
)
#: When it was beside something else, and no claim: "in 1975, long after it had broken with it".
_LONG_AFTER = re.compile(
    r"(?P<y>\b(?:18|19|20)\d\d(?:s|-\d{2,4})?),? (?:long|shortly|soon|just|well|right|years|decades|months|(?:only |barely |some |almost |nearly |just |over |more than )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|\d{1,2})(?: or \w+)? (?:years?|months?|weeks?|decades?))"
    r" (?:after|before) (?=(?:(?:⟨\d+⟩|it|they|the two) |[a-z]+ing\b))(?:(?!\d{4})[^;.])*(?=[.!?\" ]*$)"
)
#: How a state was ruled, before its name: "Francoist Spain", "revolutionary Iran".
_RULED = re.compile(
    r"\b(?:Francoist|Maoist|Titoist|Stalinist|Ba'?athist|Ba'?thist|Peronist|Sandinista|Bolivarian|Islamist|Nasserite|Kemalist|[Cc]ommunist|[Ss]ocialist|[Mm]arxist|[Rr]evolutionary|[Mm]onarchist|[Ii]mperial|[Aa]partheid(?:-era)?|[Jj]unta-ruled|[Mm]ilitary-ruled|[Pp]ost-(?:Soviet|communist|Mao|Saddam|apartheid)|[Nn]onaligned|[Nn]on-aligned|[Nn]eutral|[Oo]il-rich|[Ll]andlocked) (?=⟨)"
)
#: "A, a neutral by tradition, was bound": what a state is called in passing, where that is no claim of any kind.
_CALLED = re.compile(
    r"(?<=⟩), (?:an?|the|itself an?|then an?|once an?) (?!(?:[\w'-]+ ){0,6}?(?:members?|ally|allies|suppliers?|partners?|customers?|buyers?|rivals?|signator(?:y|ies)|part(?:y|ies)|markets?|sources?|enem(?:y|ies)|founders?|neighbou?rs?|only|first|last|same)\b)[^,;⟨‹.\d]{3,60},(?= [a-z])"
)
#: "Was, as in colonial days, the United Kingdom": what stands between a verb and what it says.
_BETWEEN = re.compile(
    r"\b(?P<b>was|is|were|are|remained|became), (?:as|and|by|in|of|at|for|to|once|still|then|according to|like|much|just|perhaps|of course|again)\b[^,;.⟨‹]{0,50}, (?=(?:the |an? )?[⟨‹])"
)
#: "A and B, two states without any quarrel": said of both, as "which had no quarrel" is.
_TWO_STATES = re.compile(
    r"(?<=⟩), (?:(?:these |the )?two|both|neighbouring|neighboring|rival) (?:\w+ )??(?:states|countries|nations|neighbou?rs|powers|governments) (?P<how>without|with|that|which|who) (?P<any>(?:any|an?) )?"
)
_AMONG = re.compile(
    rf"(?P<be>\b(?:is|are|was|were|has been|had been|figured|figures|ranked|ranks|counted|counts))(?: (?:also|thus|still|not))?(?P<t> (?:in|on|by|during|back in) [^,;⟨‹]{{0,20}}\d{{4}}s?)? {THOSE}"
    rf"(?: (?:in the world|worldwide|on earth|in ⟨\d+⟩))? (?:(?P<to>to) |(?:that|which|who) (?:have |has |had )?)(?=(?P<verb>{SAY}\w*))"
)


def _form(head: str, lemma: str, perfect: bool = False) -> str:
    """Return the form of a verb that another verb's form has.

    Examples
    --------
    >>> _form("sat", "abstain"), _form("sits", "abstain"), _form("sitting", "vote"), _form("sit", "vote")
    ('abstained', 'abstains', 'voting', 'vote')
    """
    head = head.lower()
    if lemma == "be" and perfect:
        return "been"
    if lemma == "be":
        return (
            "being"
            if head.endswith("ing")
            else "were"
            if _past(head)
            else "be"
            if not head.endswith("s")
            else "is"
        )
    found = forms(lemma)
    if head.endswith("ing"):
        return next(f for f in found if f.endswith("ing"))
    if _past(head):
        return next((f for f in found[1:] if not f.endswith(("s", "ing"))), found[0])
    return next(f for f in found[1:] if f.endswith("s")) if head.endswith("s") else lemma


def _past(head: str) -> bool:
    return head == "was" or head.endswith("ed") or (head in PAST_FORMS and not head.endswith(("s", "ing")))


@lru_cache(maxsize=256)
def _template(new: str) -> list[str]:
    return re.split(r"(\[\w+\]|\{\w+\})", new)


@lru_cache(maxsize=1)
def _words() -> Sieve:
    return Sieve([needs_of(words) for words, _put in WORDS])


def plain(traced: Traced) -> None:
    """Rewrite idioms in plain words.

    Examples
    --------
    >>> text = Traced("⟨0⟩ sat on the fence over resolution 68/262")
    >>> plain(text)
    >>> text.text
    '⟨0⟩ abstained on resolution 68/262'
    """
    if traced.search(A_VOTE):
        traced.sub(BROKEN, closed_up)
    rules = VOTE_RULES + _RULES if traced.search(A_VOTE) else _RULES
    patterns = _PATTERNS_OF_VOTES if len(rules) > len(_RULES) else _PATTERNS
    left = traced.which(patterns)[::-1]
    while left:
        number = left.pop()
        pattern, new = rules[number]
        takes_in = _HELPER.search(pattern) is not None

        def made(match: re.Match[str], new: str = new, takes_in: bool = takes_in) -> str:
            head = match.group(0).split(" ", 1)[0]
            perfect = match.string[: match.start()].endswith(_PERFECT)
            # "is not among B's suppliers": the denial that the pattern took in stays
            lost = takes_in and _DENIED.match(match.group(0)) is not None and not _DENIAL.search(new)
            return ("not " if lost else "") + "".join(
                _form(head, part[1:-1], perfect)
                if part[:1] == "["
                else match[part[1:-1]] or ""
                if part[:1] == "{"
                else part
                for part in _template(new)
            )

        if traced.sub(compile_pattern(pattern), made):
            # what was put in may let in rules that come later
            left = [n for n in reversed(traced.which(patterns)) if n > number]
    left = _words().may(traced)[::-1]
    while left:
        number = left.pop()
        words, put = WORDS[number]
        if traced.sub(words, lambda _m, put=put: put):  # type: ignore[misc]
            left = [n for n in reversed(_words().may(traced)) if n > number]
    traced.sub(_AHEAD, lambda m: m[1])
    if " vote" in traced.text or " side" in traced.text:
        traced.sub(_MORE_THAN_ALL, _nearest)
    traced.sub(_CLEFT, lambda m: f"{m['who']} {'did ' if m['to'] == 'to' else ''}{m['rest']}")
    traced.sub(_IN_GROUP, lambda m: f"{m['who']} {m['rest']}")
    traced.sub(_MARCH, lambda _m: "invaded")
    traced.sub(_RENEWED, lambda m: m.group(0)[:0])
    traced.sub(_ASIDE, lambda m: m.group(0)[:0])
    traced.sub(_LONG_AFTER, lambda m: m["y"])
    traced.sub(_TWO_STATES, _of_both)
    traced.sub(_BETWEEN, lambda m: f"{m['b']} ")
    traced.sub(_CALLED, lambda m: m.group(0)[:0])
    traced.sub(_RULED, lambda m: m.group(0)[:0])
    traced.sub(_NEARLY, lambda _m: "into a crisis")
    if " not " not in traced.text:
        traced.sub(_AMONG, _one_of_many)


def _nearest(m: re.Match[str]) -> str:
    near, whose, verb = (m["x"], m["y"], m["v"]) if m["x"] else (m["a"], m["b"], m["w"])
    return f"{whose} {verb} with {near} more often than with any other country"


def _of_both(m: re.Match[str]) -> str:
    if m["how"] == "without":
        return ", which had no "
    return f", which had {m['any'] or ''}" if m["how"] == "with" else f", which {m['any'] or ''}"


def _one_of_many(match: re.Match[str]) -> str | None:
    """Return what is left of "was among the few states that": its time, and the tense of what "to" leads to."""
    when = f"{match['t'].strip()} " if match["t"] else ""
    if not match["to"]:
        return when
    past = match["be"] not in ("is", "are", "figures", "ranks", "counts")
    return f"{when}{'did' if past else 'does'} "
