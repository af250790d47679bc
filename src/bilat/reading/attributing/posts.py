"""Posts: what somebody is and for whom, from the words beside a name."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["POST", "QUALIFIERS", "post", "somebody_before"]

POST = re.compile(
    r"\b(?:president|premier|chancellor|minister|secretary|spokes(?:man|woman|person)|ambassador|envoy|director|head|chief|"
    r"chair(?:man|woman|person)?|leader|professor|fellow|analyst|expert|researcher|scholar|economist|historian|adviser|"
    r"advisor|senator|representative|governor|mayor|king|queen|prince|general|admiral|commander|founder|editor|author|"
    r"correspondent|lecturer|specialist|strategist|diplomat|official|lawyer|lawmaker|legislator|member|partner|officer|"
    r"manager|executive|ceo|coordinator|commissioner|deputy|judge|dean|speaker|pope|bishop|archbishop|reporter|"
    r"journalist|columnist|consultant|scientist|politician|delegate|negotiator|inspector|observer|attorney)s?\b",
    re.IGNORECASE,
)
QUALIFIERS = re.compile(
    r"(?:(?:former|ex|acting|interim|outgoing|then|deputy|vice|prime|foreign|defen[cs]e|finance|interior|trade|chief|senior|top)[ -])+",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s+(?!of State\b)(?:of|at|for|with|from|in|to)\s+(?=(?:the\s+)?[A-Z0-9“\"])")
_POSSESSIVE = re.compile(r"^(?P<who>[A-Z][\w .&-]*?)(?:[’']s|(?<=s)[’'])\s+(?P<what>[\w -]{3,80})$")
#: A relative clause tells what somebody does, not what they are, unless it says so.
_CLAUSE = re.compile(r"(?:who|which|whose|whom|where|when|if)\b", re.IGNORECASE)
_IS = re.compile(
    r"^who\s+(?:is|was|has\s+been|had\s+been|serves\s+as|served\s+as)\s+(?:(?:now|then|also)\s+)?",
    re.IGNORECASE,
)


def post(phrase: str, on: date | None = None) -> tuple[str | None, str | None]:
    """Split an apposition into role and organisation.

    Examples
    --------
    >>> post("a senior fellow at the Harbour Institute")
    ('senior fellow', 'Harbour Institute')
    >>> post("who serves as chairman of the Harbour Bank"), post("who met the foreign minister")
    (('chairman', 'Harbour Bank'), (None, None))
    >>> post("Ruritania's foreign minister")
    ('foreign minister', 'Ruritania')
    >>> post("professor of modern history at Strelsau University")
    ('professor of modern history', 'Strelsau University')
    """
    phrase = re.sub(r"\s+", " ", phrase).strip(" ,.;:—–-")
    phrase = re.split(
        r",?\s+(?:who|which|whose|where|said|says|told|and\s+(?:one|an?|the)\s+[a-z])|\s+[—–]\s+|\s+\(",
        phrase,
        maxsplit=1,
    )[0]
    phrase = _IS.sub("", phrase)
    if _CLAUSE.match(phrase):
        return None, None
    phrase = re.sub(
        r"^(?:the|an?|one\s+of\s+the|now|many|most|some|several|(?:a\s+)?few|all|other|two|three|four|five)\s+",
        "",
        phrase,
        flags=re.IGNORECASE,
    )
    if not phrase or len(phrase) > 220:
        return None, None
    owned = _POSSESSIVE.match(phrase)
    if owned and POST.search(owned.group("what")):
        return owned.group("what").strip(), owned.group("who")
    joined = _JOIN.search(phrase)
    if joined:
        role, rest = phrase[: joined.start()], phrase[joined.end() :]
        if len(role) <= 90 and (POST.search(role) or role[:1].islower()):
            return role, re.sub(r"^the\s+", "", rest).strip(" ,") or None
    if POST.search(phrase):
        return _before_name(phrase, on)
    return None, None


def _before_name(words: str, on: date | None) -> tuple[str | None, str | None]:
    """Split "Kremlin spokesman", "NATO Secretary General", "Chinese leader" into role and organisation."""
    words = words.strip(" ,")
    found = POST.search(words)
    if not found:
        return None, None
    # "Former Indian foreign minister": what qualifies the post stays with it; "Prime" opens no organisation.
    lead = QUALIFIERS.match(words)
    qualified, words = (lead.group(), words[lead.end() :]) if lead else ("", words)
    first = words.split()[0]
    role, organisation = words, None
    if " " in words and first[0].isupper() and not POST.match(first):
        rest = words[len(first) :].strip()
        state = _state_name(first, on)
        if state is not None or first.isupper() or QUALIFIERS.match(rest) or POST.match(rest):
            role, organisation = rest, state or first
    return (qualified + role) or None, organisation


def _state_name(word: str, on: date | None) -> str | None:
    """Return the state that a demonym means ("Russian" -> "Russia"); seats such as "Kremlin" stay themselves."""
    from bilat import states

    if not hasattr(states, "mentions"):  # pragma: no cover - the room is always there in a built package
        return None
    found = [m for m in states.mentions(word, on) if m.start == 0 and m.how in ("demonym", "name")]
    return found[0].state.name if found else None


#: "A Soviet diplomat disagreed: if it came to that, he said, ...": who is meant stands in the sentence, without a name.
_SOMEBODY = re.compile(
    r"(?:\A|[.!?][”\"’)]*\s+|\n)(?P<who>(?:An?|One|Another) (?:[\w-]+ ){0,4}?(?:diplomat|official|analyst|minister|ambassador|envoy|adviser|aide|general|officer|economist|historian|professor|scholar|banker|trader|lawmaker|spokes\w+|source|expert))"
    r"(?:,? [^.:;!?\n]{0,80}?)? (?:disagreed|agreed|was (?:blunter|less sure|more cautious|blunt)|demurred|objected|put it|went further|shrugged|laughed|sighed|countered|explained|added)\b[^.!?\n]{0,200}\Z"
)


def somebody_before(text: str, at: int) -> str | None:
    """Return the unnamed person whose words a sentence announces, before a pronoun in it.

    Examples
    --------
    >>> text = "Ada Quill left. A Soviet diplomat disagreed: if it came to that, he said, they would stay."
    >>> somebody_before(text, text.index("he said")), somebody_before("Ada Quill left, he said.", 17)
    ('A Soviet diplomat', None)
    """
    found = _SOMEBODY.search(text[max(0, at - 400) : at])
    return found["who"] if found else None
