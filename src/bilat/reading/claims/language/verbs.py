"""Verb groups on the marked surface: who is the subject of a verb, is it negated, did it happen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bilat.reading.claims.language.clauses import BEFORE_SUBJECTS, PREPOSITIONS, last_word
from bilat.reading.claims.language.grammar import PAST_FORMS, words

__all__ = ["VerbGroup", "verb_group"]

Modal = Literal["future", "would", "may"]

_AUX = words("has have had having is are was were be been being do does did am")
_FUTURE = words("will shall")
_WOULD = words("would should")
_MAY = words("could may might can must")
_NEGATIVE = words("not never nor neither hardly barely scarcely nowhere")
_ADVERB = words(
    "also still already yet now then once long often again ever even both all each together jointly "
    "only just since first later soon further thus too instead always today currently twice alone ago "
    "meanwhile however therefore indeed perhaps probably almost nearly virtually practically seldom "
    "sometimes mostly themselves itself himself closely first so this that way much far back down "
    "more most quite very rather thereby a lot nonetheless nevertheless regardless anyway"
)
_NOT_ADVERB = words("ally supply family italy rely reply apply july fly only")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN = re.compile(
    rf"(?:^|[ ,])(?:on|in|since|by|until|after|during|from|late|early|back in|over|for|as of) (?:(?:late|early|mid|the|last|past|this|next|same|early|recent|first|second|half of) )*"
    rf"(?:\w+day|{_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|\d{{4}}(?:s|-\d+)?(?: (?:and|to) \d{{4}})?|week|month|year|years|decade|decades|(?:\w+ )?(?:years|decades)|time|fact|general|turn|response|return|addition|practice|Cold War|vote|particular|principle|end|event|final analysis)(?:,)?$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?:,? (?:both|each|all|some|most|one|none|neither) of)? ?,? ?\b(?:which|who|that)$", re.IGNORECASE
)
_AMONG = re.compile(
    r"(?:\b(?:(?:the|as the|as) )?(?:only|first|last|sole|lone|one of|among|amongst|part of|some of|(?:two|three|four|five|six|seven|eight|nine|ten|\d+) of)\b[^⟨‹.;]{0,40}?\b(?:countries|country|states?|nations?|members?|governments?|powers?|those|delegations?|one|two|three|four|five|nine|[a-z]+teen|\d+)(?: (?:of|on|in) (?:the )?(?:⟨\d{1,3}⟩|Council|Assembly))?(?: (?:to|that|which|who))?)$",
    re.IGNORECASE,
)
_CONTROL = {
    "real": words(
        "chose choose chooses opted opt opts decided elected continues continue continued began begin "
        "begins started start starts managed manage went preferred proceeded came happened happens used "
        "known said believed thought reported helped help continuing"
    ),
    "not": words(
        "refused refuse refuses declined decline declines failed fail fails neglected ceased forgot stopped refusing declining failing omitted hesitated"
    ),
    "open": words(
        "wants want wanted plans plan planned hopes hope hoped tries try tried seeks seek sought "
        "threatens threatened threaten agreed agree agrees pledged pledges vowed vows promised promises "
        "ready willing prepared able likely unlikely expected going set due intends intend intended "
        "wishes wish aims urged asked called offers offered keen eager reluctant determined poised "
        "wishing planning threatening needs need likes like swore undertook committed expects unwilling "
        "considering proposed attempts attempted aimed moved bound obliged obligated failed"
    ),
}
_DEVERBAL_REAL = words("decision choice vote")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """What stands before a verb: its auxiliaries, and the actor who is its subject.

    Attributes
    ----------
    start
        Where the group (with its subject, if adjacent) starts.
    subject
        Number of the subject's slot, or ``None``.
    with_subject
        Slots that share the predicate: "India, along with ⟨1⟩, abstained".
    negated, modal
        Negation; ``future`` (will), ``would``, ``may`` (could, may, might).
    open
        The verb is only wanted, planned or asked for ("wants to join").
    relative
        The subject is the antecedent of a relative pronoun; ``generic`` when that antecedent is an unnamed
        "countries that".
    passive
        The last auxiliary is a form of "be".
    """

    start: int
    subject: int | None = None
    with_subject: tuple[int, ...] = ()
    negated: bool = False
    modal: Modal | None = None
    open: bool = False
    relative: bool = False
    generic: bool = False
    passive: bool = False
    perfect: bool = False

    @property
    def real(self) -> bool:
        """Whether the verb is said of what is or was, not of what will, would or should be."""
        return self.modal in (None, "may") and not self.open


def verb_group(text: str, position: int) -> VerbGroup:
    """Read the verb group that ends just before `position`.

    Examples
    --------
    >>> g = verb_group("⟨0⟩ has never openly backed ⟨1⟩", 21)
    >>> g.subject, g.negated
    (0, True)
    """
    return _read(text, position, 0)


def _read(text: str, position: int, depth: int) -> VerbGroup:
    left = text[:position].rstrip()
    negated, modal, open_, passive, perfect = False, None, False, False, False
    first = True
    for _step in range(14):
        word = last_word(left)
        low = word.lower()
        if low in _AUX or low in _FUTURE or low in _WOULD or low in _MAY:
            if low in _FUTURE:
                modal = "future"
            elif low in _WOULD:
                modal = "would"
            elif low in _MAY:
                # "could have vetoed it": it did not
                modal = "would" if perfect and low in ("could", "might") else "may"
            if first and low in ("is", "are", "was", "were", "be", "been", "being"):
                passive = True
            perfect = perfect or low in ("have", "has", "had")
            first = False
        elif low in _NEGATIVE:
            negated = not negated
        elif low == "longer" and re.search(r"\b(?:no|any) longer$", left, re.IGNORECASE):
            negated = negated or left.lower().endswith("no longer")
            left = left[: -len("longer")].rstrip()
            word = last_word(left)
        elif low == "no" and left.lower().endswith("in no"):
            negated = True
        elif (
            low in _ADVERB
            or (low.endswith("ly") and low not in _NOT_ADVERB)
            or (low in ("than", "anything") and re.search(r"(?:more|less) than$", left, re.IGNORECASE))
        ):
            pass
        elif low == "to" and depth < 3:
            return _control(text, left, negated, depth)
        else:
            when = _WHEN.search(left[-60:])
            if when is None:
                break
            at = len(left) - len(left[-60:]) + when.start()
            if when.group(0).endswith(",") and not left[: at + 1].rstrip(" ").endswith(","):
                break
            left = left[:at].rstrip()
            continue
        left = left[: len(left) - len(word)].rstrip()
    verb = re.match(r"\w+", text[position:])
    word = verb.group(0).lower() if verb else ""
    # "with and support for": an uninflected word after "and" is no finite verb, unless an auxiliary stands there.
    bare = (
        first
        and not negated
        and bool(word)
        and not re.search(r"(?:s|ed|ing)$", word)
        and word not in PAST_FORMS
    )
    found = _subject(text, left, depth, gerund=word.endswith("ing"), bare=bare)
    return VerbGroup(
        found.start,
        found.subject,
        found.with_subject,
        negated != found.negated,
        modal or found.modal,  # type: ignore[arg-type]
        open_ or found.open,
        found.relative,
        found.generic,
        passive and not word.endswith("ing"),
        perfect,
    )


def _control(text: str, left: str, negated: bool, depth: int) -> VerbGroup:
    """Read "chose to abstain", "refused to vote": the verb before "to" says whether it happened."""
    among = _AMONG.search(left[-90:])
    if among:
        at = len(left) - len(left[-90:]) + among.start()
        return _with(_read(text, at, depth + 1), negated=negated)
    before = left[:-2].rstrip()
    word = last_word(before).lower()
    at = len(before) - len(word)
    outer = _read(text, at, depth + 1) if word else VerbGroup(len(left))
    if word in _CONTROL["not"]:
        return _with(outer, negated=not negated)
    if word in _CONTROL["real"]:
        return _with(outer, negated=negated)
    if word in _CONTROL["open"]:
        return _with(outer, negated=negated, open_=True)
    if word in _DEVERBAL_REAL or word in ("refusal", "failure"):
        own = re.search(r"[⟨‹](\d{1,3})[⟩›](?:'s?)? (?:\w+ )?\w+$", before)
        if own:
            return VerbGroup(own.start(), int(own[1]), negated=negated != (word in ("refusal", "failure")))
    return _with(outer, negated=negated, open_=True)


def _with(group: VerbGroup, *, negated: bool, open_: bool = False) -> VerbGroup:
    return VerbGroup(
        group.start,
        group.subject,
        group.with_subject,
        group.negated != negated,
        group.modal,
        group.open or open_,
        group.relative,
        group.generic,
        False,
        group.perfect,
    )


_SLOT_END = re.compile(r"⟨(\d{1,3})⟩$")
_PAREN = re.compile(
    r"⟨(\d{1,3})⟩ ?(?:,([^,;⟨]{1,90}(?:⟨\d{1,3}⟩[^,;⟨]{0,40}){0,2}),|\(([^()]{1,60})\)|[—–-] ([^—–;]{1,80}) ?[—–-])$"
)
_GERUND = re.compile(r"\b(?:by|in|while|when|after|before|without|for|from|of|into|with)$", re.IGNORECASE)


_KEPT_FROM = re.compile(
    r"\b(?:prevent|stop|keep|bar|block|dissuade|deter|discourage|ban|prohibit|kept|stopp|barr|bann|deterr)(?:ed|s|ing)? ⟨(\d{1,3})⟩ from$"
)
_UNREAL = re.compile(
    r"\b(?:from|for|of|into|against|about|towards?|consider\w*|avoid\w*|oppos\w*|propos\w*|suggest\w*|risk\w*|to)$",
    re.IGNORECASE,
)


#: A time between a state and its verb: "India in 1974 tested", "Brazil during those years moved".
_TIMED = re.compile(
    r"(⟨\d{1,3}⟩),? (?:in|during|since|after|by|until|before) (?:the )?(?:¤[^¤]{1,20}¤|\d{4}s?),?$"
)


#: "Joined B in voting", "did not join its partners in opposing", "sided with B and voted".
_JOINED = re.compile(
    r"\b(?:join(?:s|ed|ing)?(?: with)?|follow(?:s|ed|ing)?|sid(?:e|es|ed|ing) with|together with|along with|alongside|with)(?P<none> neither)?"
    r" (?:⟨(?P<who>\d{1,3})⟩ (?:in|and)|(?:(?:the|all|most|many|some|several|other|\w+|‹\d{1,3}›|⟨\d{1,3}⟩(?:'s?)?) ){1,4}?(?:partners|allies|neighbou?rs|friends|peers|members|states|countries|nations|others|colleagues|majority|minority|rest)(?: (?:of|in) (?:the )?(?:⟨\d{1,3}⟩|[\w-]+(?: [\w-]+)?))? in)$",
    re.IGNORECASE,
)


def _joining(text: str, left: str, at: int, joined: re.Match[str], depth: int) -> VerbGroup:
    """Read who did what they joined others in, and whether it is denied: "did not join B in voting" says nothing of B."""
    who = joined["who"]
    found = _read(text, at, depth + 1) if re.match(r"(?:join|follow|sid)", left[at:], re.IGNORECASE) else None
    if found is None or found.subject is None:
        found = _scan(left)
    if joined["none"]:
        return _with(found, negated=True)
    if found.subject is None or who is None or int(who) == found.subject:
        return found
    partner = () if found.negated else (int(who),)
    return VerbGroup(found.start, found.subject, partner, found.negated, found.modal, found.open)


def _subject(text: str, left: str, depth: int, *, gerund: bool = False, bare: bool = False) -> VerbGroup:
    stop = len(left)
    if gerund:
        kept = _KEPT_FROM.search(left)
        if kept:
            return VerbGroup(kept.start(), int(kept[1]), open=True)
        going = re.search(
            r"\b(?:went on|goes on|go on|kept(?: on)?|keeps?(?: on)?|continued|continues|began|begins|started|starts|resumed|carried on)$",
            left,
        )
        if going:
            return _read(text, going.start(), depth + 1)
        refrained = re.search(r"\brefrain(?:ed|s|ing)? from$", left)
        if refrained:
            return _with(_read(text, refrained.start(), depth + 1), negated=True)
        if _UNREAL.search(left):
            found = _scan(left)
            return VerbGroup(found.start, found.subject, found.with_subject, found.negated, open=True)
    slot = _SLOT_END.search(left)
    if slot:
        return _adjacent(left, slot)
    timed = _TIMED.search(left)
    if timed and last_word(left[: timed.start()].rstrip()).lower() in ("", *BEFORE_SUBJECTS):
        return _adjacent(left[: timed.end(1)], _SLOT_END.search(left[: timed.end(1)]))
    trailing = re.search(r"⟨(\d{1,3})⟩,$", left)
    if trailing and last_word(left[: trailing.start()].rstrip()).lower() in ("", *BEFORE_SUBJECTS):
        # A list with a parenthesis in it: "India, along with China, abstained".
        return VerbGroup(trailing.start(), int(trailing[1]))
    along = _PAREN.search(left)
    if along:
        head = left[: along.start()].rstrip()
        if last_word(head).lower() not in PREPOSITIONS or re.search(r"\bof$", head) is None:
            inner = along[2] or along[3] or along[4] or ""
            extra = re.match(
                r" ?(?:along with|together with|alongside|like|as well as|joined by|and) ⟨(\d{1,3})⟩ ?$",
                inner,
            )
            base = _adjacent(
                left[: along.start()] + f"⟨{along[1]}⟩", _SLOT_END.search(f"⟨{along[1]}⟩"), along.start()
            )
            return VerbGroup(base.start, base.subject, (int(extra[1]),) if extra else (), base.negated)
    relative = _RELATIVE.search(left[-40:])
    if relative:
        return _antecedent(text, left[: len(left) - len(left[-40:]) + relative.start()].rstrip(" ,"), depth)
    among = _AMONG.search(left[-90:])
    if among and depth < 3:
        return _read(text, len(left) - len(left[-90:]) + among.start(), depth + 1)
    including = re.search(r"\b(?:including|among them|led by) ⟨(\d{1,3})⟩,?$", left)
    if including:
        return VerbGroup(including.start(), int(including[1]))
    joined = _JOINED.search(left[-110:])
    if joined and depth < 3:
        return _joining(text, left, len(left) - len(left[-110:]) + joined.start(), joined, depth)
    if re.search(r"\bwithout$", left):
        found = _scan(left)
        return VerbGroup(found.start, found.subject, found.with_subject, True)
    if (
        left.endswith(",")
        or last_word(left).lower() in ("and", "but", "or", "yet", "then", "nor")
        or (gerund and _GERUND.search(left[-10:]))
    ):
        found = _scan(left)
        return VerbGroup(stop) if bare and found.subject is not None else found
    return VerbGroup(stop)


def _adjacent(left: str, slot: re.Match[str] | None, at: int | None = None) -> VerbGroup:
    assert slot is not None
    start = slot.start() if at is None else at
    head = left[:start].rstrip()
    word = last_word(head).lower()
    if word in PREPOSITIONS and word not in ("as", "than", "like"):
        # "The ⟨0⟩ ambassador to ⟨1⟩ said": the subject stands before, and is not the actor itself.
        lead = re.match(r"^\W*(?:\w+ ){0,3}?$", head + " ")
        if not (word in ("by", "for", "like", "unlike", "along", "despite") and lead):
            possessor = re.search(
                r"[⟨‹](\d{1,3})[⟩›](?:'s?)? (?:\w+ )?(?:decision|ambassador|envoy|delegate)s? (?:to|of|at|in)$",
                head,
            )
            if possessor:
                return VerbGroup(possessor.start(), int(possessor[1]))
            return VerbGroup(len(left))
    negated = bool(re.search(r"\b(?:neither|without)$", head, re.IGNORECASE))
    with_: tuple[int, ...] = ()
    also = re.search(r"(?:[Ll]ike|[Aa]long with|[Tt]ogether with|[Aa]longside) ⟨(\d{1,3})⟩,$", head)
    if also:
        with_ = (int(also[1]),)
    return VerbGroup(start, int(slot[1]), with_, negated)


def _antecedent(text: str, left: str, depth: int) -> VerbGroup:
    slot = _SLOT_END.search(left)
    if slot:
        return VerbGroup(slot.start(), int(slot[1]), relative=True)
    among = _AMONG.search(left[-90:])
    if among and depth < 3:
        return _read(text, len(left) - len(left[-90:]) + among.start(), depth + 1)
    apposed = re.search(
        r"⟨(\d{1,3})⟩,? (?:and )?(?:other |two |three |all |both )?(?:countries|states|nations|neighbou?rs|partners|powers)?$",
        left,
    )
    if apposed:
        return VerbGroup(apposed.start(), int(apposed[1]), relative=True)
    generic = re.search(
        r"\b(?:countries|states|nations|neighbou?rs|governments|powers|partners|those|country|state|regimes|one|rivals|others)$",
        left,
    )
    if generic:
        return VerbGroup(generic.start(), None, relative=True, generic=True)
    return VerbGroup(len(left))


def _scan(left: str) -> VerbGroup:
    """Find the subject that an elliptic verb shares: the nearest actor to the left in subject position."""
    for slot in reversed(list(re.finditer(r"⟨(\d{1,3})⟩", left))):
        if left.startswith("'", slot.end()):
            continue  # "once A's patron": whose it was, not who
        before = last_word(left[: slot.start()].rstrip())
        after = re.match(
            r"(?:, [^,;⟨]{1,60},)?(?:,? (?:which|who|that))? ?(?:\([^()]*\) )?([\w']+|,)",
            left[slot.end() :].lstrip(),
        )
        word = after[1].lower() if after else ""
        relative = bool(re.match(r",? (?:which|who|that)\b", left[slot.end() :]))
        if before and before.lower() not in BEFORE_SUBJECTS and not re.fullmatch(r"\d{4}s?", before):
            continue
        if before == "," and relative:
            continue
        if word and (word in PREPOSITIONS or word in ("and", "or", ",")) and word not in ("on", "in"):
            continue
        if not word:
            continue
        return VerbGroup(slot.start(), int(slot[1]), negated=bool(before.lower() == "neither"))
    return VerbGroup(len(left))
