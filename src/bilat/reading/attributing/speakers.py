"""Who the speakers are: full names, posts and organisations, through surnames, pronouns and slips of spelling."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bilat.reading.attributing.names import TITLED, TITLES, names_by_shape, opening_name
from bilat.reading.attributing.people import QUALIFIES, Person, folded, owns_only
from bilat.reading.attributing.posts import POST, post, somebody_before
from bilat.reading.segment import ABBREVIATIONS, OPENING_WORDS
from bilat.types import Speaker

if TYPE_CHECKING:
    from bilat.reading.attributing.attribution import Attribution
    from bilat.reading.parsing.nlp import Piece
    from bilat.reading.segment import Segmented

__all__ = ["Person", "Speakers"]

Span = tuple[int, int]

_NAME = r"(?:(?:al|bin|bint|de|del|della|di|du|la|le|van|von|der|den|ter|el|ben|ibn)[- ])?[A-Z][\w'’.-]*"
_PERSON = re.compile(rf"{_NAME}(?:\s+{_NAME}){{1,5}}")
_HER = re.compile(
    r"^(?:mrs|ms|miss|dame|lady|queen|princess|chairwoman|spokeswoman|madam)\b|\b(?:spokes|chair|congress)woman\b",
    re.I,
)
_HIS = re.compile(r"^(?:mr|sir|lord|king|prince|chairman|spokesman)\b|\b(?:spokes|chair|congress)man\b", re.I)
_REPORTED_BY = re.compile(
    r"^(?:the\s+|an?\s+|new\s+|recent\s+)*[\w-]*\s?(?:observations?|comments?|remarks?|statements?|estimates?|analys[ie]s|reports?|"
    r"research|stud(?:y|ies)|accounts?|articles?|assessments?|words)\s+(?:by|of|from)\s+(?P<who>.+)$",
    re.IGNORECASE,
)
#: "Ada Quill of the Kelpie Institute".
_HOUSE = re.compile(
    r",? (?:of|from|at|with) (?:the )?(?P<house>[A-Z][\w'’&-]*(?: (?:(?:of|for|and|on|in|the) )*[A-Z][\w'’&-]*)*)"
)
#: Characters back to which a pronoun or "the minister" may reach.
_MEMORY = 20_000
_PRONOUNS = {"he": "m", "him": "m", "she": "f", "her": "f"}
_VAGUE = frozenset({"i", "we", "you", "they", "it", "one", "who", "which", "that", "those", "these", "this"})

_IN_PASSING = re.compile(
    r"(?<=\w), (?:an?|the|one of) [^,]*\b(?:members?|ally|allies|supplier|partner|customer|buyer|rival|signatory|neighbou?r)\b.*"
)


def _since_full_stop(words: str) -> str:
    """Return what stands after the last full stop that ends a sentence."""
    for stop in reversed(list(re.finditer(r"(\w+)[.!?][”\"’')]*\s+", words))):
        if len(stop.group(1)) > 1 and stop.group(1).lower() not in ABBREVIATIONS:
            return words[stop.end() :]
    return words


def _named_by(text: str, head: Span, at: int) -> bool:
    """Say whether a name at `at` names the head of a source: "the spokesman Bo Berg", "a fellow there, Bo Berg"; not "friends of Berg"."""
    between = text[head[1] : at].rstrip()
    return at <= head[1] + 1 or not between or between[-1] in ",()—–-:"


def _is_subject(parsed: Sequence[Piece], at: int, start: int, end: int) -> bool:
    if not parsed or not parsed[at].offset <= start < parsed[at].offset + len(parsed[at].text):
        return False
    piece = parsed[at]
    name = piece.doc.char_span(start - piece.offset, end - piece.offset, alignment_mode="expand")
    return name is not None and name.root.dep_ in ("nsubj", "nsubjpass")


#: The rest of a given name in two syllables: "Kim Do-hyun", "Moon Jae-in"; not "Putin-led".
_SECOND_SYLLABLE = re.compile(
    r"(?: [A-Z][a-z]{1,5}(?=-))?-(?!(?:led|era|like|type|style|held|run|made|born|based|owned|backed)\b)[a-z]{2,6}\b"
)
#: How far back the sentence before reaches, in characters.
_JUST = 300


@dataclass(slots=True)
class Speakers:
    """The people of one article, introduced in the order of the text.

    `meet` must be called for every piece before `resolve`; `resolve` is called in the order of the text.
    """

    on: date | None = None
    people: list[Person] = field(default_factory=list)
    #: (offset, person, is subject) of every mention of a name, in order.
    mentions: list[tuple[int, Person, bool]] = field(default_factory=list)
    last_speaker: Person | None = None
    last_organisation: tuple[int, str] | None = None

    # ------------------------------------------------------------------------------------ introducing

    def meet(self, text: str, piece: Piece, sources: list[Span]) -> None:
        """Take in the names of people in a piece, with the posts that stand beside them."""
        found: list[tuple[int, int, bool]] = []
        for entity in piece.doc.ents:
            if entity.label_ == "PERSON":
                start, end = piece.offset + entity.start_char, piece.offset + entity.end_char
                found.append((start, end, entity.root.dep_ in ("nsubj", "nsubjpass")))
        end_of_piece = piece.offset + len(piece.text)
        for sentence in piece.doc.sents:
            begin = piece.offset + sentence.start_char
            opens = opening_name(text, begin, piece.offset + sentence.end_char, self.on)
            if opens and not any(s < opens[1] and opens[0] < e for s, e, _ in found):
                found.append((*opens, True))
        for start, end in sources:
            if not piece.offset <= start < end_of_piece:
                continue
            lead = (
                re.match(r"(?:[A-Z]?[\w-]+\s+)*?by\s+", text[start:end])
                if _REPORTED_BY.match(text[start:end])
                else None
            )
            begin = start + (lead.end() if lead else 0)
            full = _PERSON.match(text, begin, end)
            if (
                full
                and not any(s < full.end() and begin < e for s, e, _ in found)
                and (
                    "," in text[full.end() : end + 2]
                    or (
                        _HOUSE.match(text, full.end(), end + 2)
                        and self._is_name(text, full.start(), full.end())
                    )
                )
            ):
                found.append((full.start(), full.end(), True))
        for start, end, subject in sorted(found):
            self._introduce(text, start, end, subject)

    def meet_by_shape(
        self, text: str, segmented: Segmented, parsed: Sequence[Piece], sources: Sequence[Span]
    ) -> None:
        """Take in the names of people of a whole text in which the parser looked for none.

        A single word is a name after a title, as the source of a statement, or if it is the surname of somebody already met.
        """
        spoken = dict(sources)
        at = 0
        for start, end in segmented.sentences:
            for low, high in names_by_shape(text, start, end, self.on):
                name = text[low:high]
                if (
                    " " in name
                    or low in spoken
                    or TITLED.search(text, max(start, low - 12), low)
                    or self._known(name) is not None
                ) and not (low in spoken and QUALIFIES.match(text, high, spoken[low])):
                    while at + 1 < len(parsed) and parsed[at + 1].offset <= low:
                        at += 1
                    self._introduce(text, low, high, _is_subject(parsed, at, low, high))

    def _introduce(self, text: str, start: int, end: int, subject: bool) -> None:
        tail = _SECOND_SYLLABLE.match(text, end)
        if tail and " " in text[start : tail.end()]:
            end = tail.end()  # the parser takes "Moon Jae" for the name of Moon Jae-in
        raw = re.sub(r"\s+", " ", re.sub(r"[’']s$", "", text[start:end])).strip(" ,.")
        title = TITLES.match(raw)
        name = raw[title.end() :] if title else raw
        if not name or not name[0].isupper():
            return
        title_before = re.search(
            r"\b(Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady)\.?\s+$", text[max(0, start - 8) : start]
        )
        addressed = f"{title_before.group(1)} {raw}" if title_before else raw
        gender = "f" if _HER.search(addressed) else "m" if _HIS.search(addressed) else None
        person = self._known(name)
        if person is None and " " in name:
            leading = POST.search(name)
            if leading and leading.end() < len(name):  # "Secretary General Jens Weber" taken as one name
                name = name[leading.end() :].strip() or name
            person = self._known(name)
        if person is None:
            if " " not in name:
                near = self._misspelt(name)
                if near is not None:
                    self.mentions.append((start, near, subject))
                    return
            person = Person(name)
            self.people.append(person)
        elif " " in name and " " not in person.name:
            person.name = name
        person.gender = person.gender or gender
        self._dress(person, text, start, end)
        self.mentions.append((start, person, subject))

    def _dress(self, person: Person, text: str, start: int, end: int) -> None:
        """Read the post before or after a name."""
        if person.role and person.organisation:
            return
        listed = text.startswith(",", end)
        after = listed and re.match(
            r",\s+((?:(?!\b(?:said|says|told|noted|added|wrote|warned|argued|predicted|reported|and)\b)[^,.;:“”\"\n]){3,200})"
            r"(?=[,.;:”\"\n—–(]|\s+(?:said|says|told|noted|added|wrote|warned|argued|predicted|and)\b|$)",
            text[end : end + 420],
        )
        if after:
            full = re.match(r",\s+([^.;:“”\"\n]{3,300})", text[end : end + 420])
            phrase = after.group(1)
            # "director of the Institute on China and the United States": the "and" belongs to the name.
            if full and re.match(
                r"\s+and\s+(?:the\s+)?[A-Z]", text[end + after.end() : end + after.end() + 12]
            ):
                phrase = re.split(r",", full.group(1), maxsplit=1)[0]
                phrase = re.split(
                    r"\s+(?:said|says|told|noted|added|wrote|warned|argued|predicted)\b", phrase
                )[0]
            role, organisation = post(phrase, self.on) if POST.search(phrase) else (None, None)
            person.role = person.role or role
            person.organisation = person.organisation or organisation
        house = _HOUSE.match(text, end)
        if house and person.organisation is None:
            person.organisation = house["house"]
        if person.role is None:
            before = re.search(
                r"(?<!\w)((?:[A-Z][\w&.-]*[’']?s?\s+|(?:former|acting|deputy|vice|prime|foreign|defen[cs]e|chief|senior|"
                r"spokes(?:man|woman|person)|leader|president|minister|ambassador|envoy|analyst|economist|director|"
                r"general|secretary|adviser|chancellor|king|premier|official|researcher|historian|expert|professor)\s+){1,6})$",
                _since_full_stop(text[max(0, start - 90) : start]),
            )
            words = before.group(1).strip() if before else ""
            while words.split(" ")[0].lower() in OPENING_WORDS:
                words = words.partition(" ")[2]
            if words and POST.search(words):
                role, organisation = post(words, self.on)
                person.role = person.role or role
                person.organisation = person.organisation or organisation

    def _is_name(self, text: str, start: int, end: int) -> bool:
        return (start, end) in names_by_shape(text, start, end, self.on)

    def _known(self, name: str) -> Person | None:
        """Find somebody by full name, surname, or first names and surname in another form."""
        whole = name.casefold()
        for person in self.people:
            if folded(person.name)[0] == whole:
                return person
        words = name.split()
        for person in reversed(self.people):
            theirs = folded(person.name)[1]
            if len(words) == 1 and whole in (theirs[-1], theirs[0]) and len(theirs) > 1:
                return person
            if (
                len(words) > 1
                and len(theirs) == 1
                and theirs[0] in (words[-1].casefold(), words[0].casefold())
            ):
                return person
            if len(words) > 1 and len(theirs) > 1 and words[-1].casefold() == theirs[-1]:
                first, other = words[0].casefold().rstrip("."), theirs[0].rstrip(".")
                if first.startswith(other) or other.startswith(first):
                    return person
        return None

    def _misspelt(self, name: str) -> Person | None:
        """Find the one introduced person whose surname is a slip of spelling away."""
        from rapidfuzz.distance import OSA

        if len(name) < 4:
            return None
        allowed = 1 if len(name) < 8 else 2
        near = [
            p
            for p in self.people
            if " " in p.name
            and p.surname[0].casefold() == name[0].casefold()
            and 0 < OSA.distance(p.surname.casefold(), name.casefold()) <= allowed
        ]
        return near[0] if len(near) == 1 else None

    # -------------------------------------------------------------------------------------- resolving

    def resolve(self, text: str, attribution: Attribution) -> tuple[Speaker | None, tuple[str, ...]]:
        """Return the speaker of an attribution, and notes on how a name was read."""
        if not attribution.source:
            return None, ()
        start, end = attribution.source[0]
        phrase = re.sub(r"\s+", " ", text[start:end]).strip(" ,.")
        reported = _REPORTED_BY.match(phrase)
        if reported:
            phrase = reported.group("who")
            start = end - len(phrase) if text[start:end].endswith(phrase) else start
        bare = re.sub(r"^(?:the|an?)\s+", "", phrase, flags=re.IGNORECASE)
        if phrase.casefold() in _PRONOUNS:
            unnamed = somebody_before(text, start)
            if unnamed:
                return Speaker(unnamed, *post(unnamed, self.on)), (f"“{phrase}” read as {unnamed}",)
            person = self._by_pronoun(start, _PRONOUNS[phrase.casefold()])
            if person is None:
                return Speaker(phrase), (f"nobody was found for “{phrase}”",)
            person.gender = person.gender or _PRONOUNS[phrase.casefold()]
            return self._speaks(person, start), (f"“{phrase}” read as {person.name}",)
        if phrase.casefold() in _VAGUE:
            if phrase.casefold() in ("who", "that", "which"):
                before = [p for _, p, _ in self._between(start - 250, start)]
                if before:
                    return self._speaks(before[-1], start), ()
            if phrase.casefold() in ("it", "they") and self.last_organisation:
                return Speaker(self.last_organisation[1]), (
                    f"“{phrase}” read as {self.last_organisation[1]}",
                )
            return Speaker(phrase), (f"nobody was found for “{phrase}”",)
        inside = [(at, p) for at, p, _ in self._between(start, end)]
        inside = [mention for mention in inside if not owns_only(text, mention, end)]
        if attribution.head is not None and not reported:
            inside = [(at, p) for at, p in inside if _named_by(text, attribution.head, at)]
        if inside:
            _, person = inside[0]
            written = (re.sub(r"[’']s$", "", phrase.split(",")[0]).split() or [""])[-1]
            notes: tuple[str, ...] = ()
            if person.surname.casefold() not in phrase.casefold() and self._misspelt(written) is person:
                notes = (f"“{written}” read as {person.name}",)
            return self._speaks(person, start), notes
        one = phrase.split(",")[0].split()
        if 0 < len(one) <= 2 and one[-1][0].isupper() and not bare[:1].islower():
            name = TITLES.sub("", " ".join(one))
            person = self._known(name) or (self._misspelt(name) if " " not in name else None)
            if person is not None:
                slip = person.surname.casefold() != name.casefold().split()[-1]
                return self._speaks(person, start), ((f"“{name}” read as {person.name}",) if slip else ())
        by_post = self._by_post(phrase, start)
        if by_post is not None:
            return self._speaks(by_post, start), (f"“{phrase}” read as {by_post.name}",)
        # "Officials in Japan, an ally of the United States": what it is, in passing, is no post
        role, organisation = post(_IN_PASSING.sub("", bare), self.on)
        self.last_organisation = (start, re.sub(r"^(?:the)\s+", "", phrase, flags=re.IGNORECASE))
        name = phrase if phrase[:1].islower() and phrase[:2] in ("a ", "an") else self.last_organisation[1]
        name = re.split(r",\s|\s+(?:who|which|that)\b", name, maxsplit=1)[0]
        return Speaker(name, role, organisation), ()

    def _between(self, start: int, end: int) -> list[tuple[int, Person, bool]]:
        """Return the mentions from `start` to before `end`; `meet` keeps them in order."""
        low = bisect_left(self.mentions, start, key=lambda m: m[0])
        return self.mentions[low : bisect_left(self.mentions, end, key=lambda m: m[0])]

    def _speaks(self, person: Person, at: int) -> Speaker:
        person.last = at
        self.last_speaker = person
        return person.speaker()

    def _by_pronoun(self, at: int, gender: str) -> Person | None:
        """Return the last speaker, unless somebody else has been the subject of a sentence since."""
        fits = [(o, p, s) for o, p, s in self._between(at - _MEMORY, at) if p.gender in (None, gender)]
        subjects = [(o, p) for o, p, s in fits if s and at - o < 600]
        speaker = self.last_speaker
        if speaker is not None and speaker.gender in (None, gender):
            since = [(o, p) for o, p in subjects if o > speaker.last]
            # Somebody just introduced as the subject of a sentence of their own is whom "he said" goes on about.
            new = since and at - since[-1][0] < _JUST and self._first(since[-1][1]) == since[-1][0]
            return since[-1][1] if since and (new or at - speaker.last > 1200) else speaker
        if subjects:
            return subjects[-1][1]
        return fits[-1][1] if fits else None

    def _first(self, person: Person) -> int:
        """Return where somebody is first named."""
        return next(o for o, p, _ in self.mentions if p is person)

    def _by_post(self, phrase: str, at: int) -> Person | None:
        """Resolve "the minister", "the analyst" to the last person introduced with that post."""
        found = re.match(r"^the\s+((?:[a-z-]+\s+){0,2}[a-z-]+)$", phrase)
        if not found or not POST.search(phrase):
            return None
        noun = found.group(1).split()[-1]
        holders = [
            p for _, p, _ in self._between(at - _MEMORY, at) if p.role and noun in p.role.casefold().split()
        ]
        return holders[-1] if holders else None
