"""A document: attributed statements, narration, and the typed propositions in both."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bilat.propositions import Proposition
from bilat.reading.attributing.attribution import Attribution, attributions_in
from bilat.reading.attributing.beliefs import is_belief
from bilat.reading.attributing.narration import is_act, narration
from bilat.reading.attributing.outlets import OutletChains, is_of_outlet, passes_on, told_through
from bilat.reading.attributing.signed import with_signed
from bilat.reading.attributing.speakers import Speakers
from bilat.reading.attributing.turns import with_turns
from bilat.reading.attributing.unsaid import asked, denies, unsaid, with_condition
from bilat.reading.chronology import in_its_year, of_the_time_before, years_of_paragraphs
from bilat.reading.context import Context
from bilat.reading.focus import Focus
from bilat.reading.pages.page import Page, clean
from bilat.reading.segment import Segmented, segment
from bilat.reading.stretches import joined, meet, within
from bilat.shown import Shown
from bilat.types import Mode, Speaker, Statement

if TYPE_CHECKING:
    from bilat.reading.claims.language.needed import Sieved
    from bilat.reading.deeds.certainty import Sureness
    from bilat.reading.parsing.nlp import Piece

__all__ = ["Document", "Found", "read", "read_page"]

Span = tuple[int, int]

_VERB = ("VERB", "AUX")
#: What can stand for a state named before; without it and without a name, a sentence claims nothing of states.
_REFERS = re.compile(
    r"\b(?:it|we|us|our|they|them|he|she|both|two|three|four|five|neither|its|their|theirs|his|her|countr(?:y|ies)|states?|nations?|sides?|powers?|neighbou?rs?|capitals?|"
    r"governments?|leaders?|presidents?|superpowers|giants?|rivals?|allies|partners?|parties|peoples|economies|former|latter)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\?[”\"’')\]]*\Z")
_SAID = re.compile(r"\b(?:said|told|held|\w+ed)\b")
_UNSAID = "it is asked, or not said, or called wrong: nobody claims it"
_YEAR = re.compile(r"\b1[89]\d\d\b|\b20\d\d\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A typed proposition, where it stands and who says it. ``span`` points into the document's text."""

    id: str
    statement: Statement | None
    sentence: str
    span: Span
    proposition: Proposition
    certainty: float


@dataclass(frozen=True, slots=True)
class Document(Shown):
    """An article as read. Every span points into ``text``, the cleaned text.

    Attributes
    ----------
    statements
        Attributed statements and narration, in the order of the text.
    propositions
        What they claim about states, typed; ids are ``c1``, ``c2``, ... in the order of the text.
    untyped
        Attributed statements in which no proposition was found, each with the reason.
    notes
        What the reader should know, e.g. that the article names no day.
    """

    text: str
    title: str | None
    outlet: str | None
    date: date | None
    author: str | None
    words: int
    statements: tuple[Statement, ...]
    propositions: tuple[Found, ...]
    untyped: tuple[tuple[Statement, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def events(self) -> tuple[Found, ...]:
        """The propositions that are events between states."""
        return tuple(found for found in self.propositions if found.proposition.kind == "event")


def read(text: str, date: date | None = None, outlet: str | None = None, mode: str | None = None) -> Document:
    """Read the text of an article.

    Parameters
    ----------
    text
        Plain text, Markdown, an e-mail or HTML.
    date
        Day it speaks from; the article's own where it has one.
    outlet
        Who published it; the page's own name where it has one.
    mode
        ``accurate`` (with the trained encoder) or ``fast`` (rules and linear models alone); by default what the
        environment's ``BILAT_READING`` says, else accurate.

    Raises
    ------
    InputError
        If there is no text in it, or it is too large.

    Examples
    --------
    >>> read("Norway abstained, said Ada Quill, an analyst.").statements[0].speaker.name
    'Ada Quill'
    """
    return read_page(clean(text), date, outlet, mode)


def read_page(
    page: Page, date: date | None = None, outlet: str | None = None, mode: str | None = None
) -> Document:
    """Read a page that is already clean."""
    from bilat.reading.deeds.certainty import Sureness
    from bilat.reading.models.encoder import Encoded, mode_of, unavailable
    from bilat.reading.parsing.nlp import parse
    from bilat.reading.quick import worth_parsing

    day = date or page.date
    text = page.text
    segmented = segment(text)
    encoded = Encoded.start(text, segmented) if mode_of(mode) == "accurate" else None
    wanted = worth_parsing(text, segmented) if encoded is None else None
    parsed = parse(text, segmented, wanted, names=encoded is not None)
    found = attributions_in(text, segmented, parsed, encoded.relations if encoded else None)
    found = with_signed(text, segmented, found)
    sure = Sureness(text, segmented, parsed, encoded)
    title = page.title or ""
    names = encoded is not None
    statements = _statements(text, segmented, parsed, found, day, sure, names=names, page=page)
    propositions, typed = _propositions(text, segmented, sure, statements, day, title)
    untyped = tuple(
        (s, _UNSAID if unsaid(s.cue or "", s.text) else "no claim about states of a kind that bilat types")
        for i, s in enumerate(statements)
        if i not in typed and s.mode != "narration"
    )
    notes = ["The article names no day; give one with --date."] if day is None else []
    if mode != "fast" and unavailable() and mode_of(mode) == "fast":
        notes.append(f"{unavailable()}.")
    if not propositions:
        notes.append("No claim about states was found in the text.")
    return Document(
        text,
        page.title,
        outlet or page.outlet,
        day,
        page.author,
        len(text.split()),
        tuple(statements),
        tuple(propositions),
        untyped,
        tuple(notes),
    )


# ------------------------------------------------------------------------------------------- statements


def _statements(
    text: str,
    segmented: Segmented,
    parsed: list[Piece],
    found: list[Attribution],
    day: date | None,
    sure: Sureness,
    *,
    names: bool,
    page: Page,
) -> list[Statement]:
    spoken = [
        a
        for a in found
        if a.content and (a.speech or is_belief(text, a, day)) and not is_act(text, parsed, a)
    ]
    people = Speakers(on=day)
    sources = [s for a in spoken for s in a.source]
    if names:
        for piece in parsed:
            people.meet(text, piece, sources)
    else:
        people.meet_by_shape(text, segmented, parsed, sources)
    spoken += [inner for a in spoken if (inner := told_through(text, a))]
    outlets = [a for a in spoken if is_of_outlet(text, a)]
    chains = OutletChains(text, segmented, outlets)
    statements: list[Statement] = []
    for a in spoken:
        if a in outlets and any(passes_on(a, b) for b in spoken if b not in outlets):
            continue  # the outlet only passes on what another source says
        speaker, notes = people.resolve(text, a)
        if (
            speaker is not None
            and speaker.name == "I"
            and page.author
            and not _quoted(segmented, a.source[0])
        ):
            known = (p.speaker() for p in people.people if p.name == page.author)
            speaker, notes = next(known, Speaker(page.author)), (f"“I” read as {page.author}",)
        start = min(s for s, _ in (*a.content, *a.source, *a.cue))
        end = max(e for _, e in (*a.content, *a.source, *a.cue))
        statements.append(
            Statement(
                speaker=speaker,
                outlet_chain=chains.at(start),
                cue=text[a.cue[0][0] : a.cue[0][1]].rstrip(":, ") or ":",
                mode=_mode(segmented, a.content, text),
                content=tuple(a.content),
                span=(start, end),
                text=" … ".join(text[s:e] for s, e in a.content),
                certainty=0.0,
                source_span=a.source[0] if a.source else None,
                cue_span=a.cue[0],
                notes=notes,
            )
        )
    statements += narration(text, segmented, parsed, spoken)
    statements = with_turns(
        text, segmented, statements, page.title or "", [p.speaker() for p in people.people]
    )
    statements.sort(key=lambda s: (s.content[0], s.span))
    return [replace(s, certainty=sure(max(s.content, key=lambda c: c[1] - c[0]))) for s in statements]


def _quoted(segmented: Segmented, span: Span) -> bool:
    return any(s <= span[0] < e for quote in segmented.quotes for s, e in quote.spans)


def _mode(segmented: Segmented, content: Sequence[Span], text: str) -> Mode:
    total = quoted = 0
    for start, end in content:
        total += len(text[start:end].strip(" .,"))
        for quote in segmented.quotes:
            for s, e in quote.spans:
                if s < end and start < e:
                    quoted += min(e, end) - max(s, start)
    if quoted >= total - 2:
        return "direct"
    # One or two words in marks are the writer's distance, not a quotation.
    return "mixed" if quoted >= 20 else "indirect"


# ------------------------------------------------------------------------------------------ propositions


def _propositions(
    text: str,
    segmented: Segmented,
    sure: Sureness,
    statements: list[Statement],
    day: date | None,
    title: str,
) -> tuple[list[Found], set[int]]:
    from bilat.reading.claims import Typed, deny, propositions
    from bilat.reading.claims.language.needed import Sieved
    from bilat.reading.claims.language.organisations import find_organisations
    from bilat.reading.claims.language.symbols import names_one, resolution_named, with_year
    from bilat.reading.claims.sentence.echo import echoed, is_echo
    from bilat.reading.claims.sentence.ours import speaks_for

    focus = Focus(on=day)
    resolution = body = ""
    out: list[Found] = []
    typed: set[int] = set()
    seen: dict[str, list[Span]] = {}
    before: list[Proposition] = []
    window: tuple[int, int] | None = None
    named_at = 0
    year: int | None = None
    near = _by_sentence(segmented, statements)
    chronicled = years_of_paragraphs(text, segmented)
    for number, (start, end) in enumerate(segmented.sentences):
        sentence = Sieved(text[start:end])
        if _ASKED.search(text, start, end):
            resolution = resolution_named(sentence) or resolution
            focus.leave(text, start, end)
            continue  # an article's question claims nothing
        bodies = find_organisations(sentence)
        if not (
            bodies
            or focus.named(text, start, end)
            or ((focus.one or focus.pair) and sentence.search(_REFERS))
            or _YEAR.search(text, start, end)  # may name a leader of another day
        ):
            resolution = resolution_named(sentence) or resolution
            continue  # no actor, nothing claimed of one
        held = sorted(
            (
                (stretch, i)
                for i in near.get(number, ())
                if (stretch := within(statements[i].content, start, end))
            ),
            key=lambda pair: (pair[0][0], sum(e - s for s, e in pair[0])),
        )
        last, before, voted_on = before, [], ""
        for p in last:
            if p.since is not None and p.until is not None and p.since < p.until:
                window, named_at = (p.since, p.until), number
        if number - named_at > 1:
            window = None
        years = _YEAR.findall(text, *segmented.sentences[number - 1]) if number else []
        again = number and "that year" in text[slice(*segmented.sentences[number - 1])]
        year = int(years[-1]) if years else year if again else None
        # The innermost statement owns a claim that several hold.
        for stretch, i in sorted(held, key=lambda pair: sum(e - s for s, e in pair[0])):
            statement = statements[i]
            if unsaid(statement.cue or "", statement.text):
                continue
            said, offsets = joined(
                text, with_condition(text, start, statement, asked(text, statement, stretch))
            )
            one = focus.speaking(text, start, stretch[0][0], statement.source_span) or focus.one
            pair = focus.pair_at(text, start, stretch[0][0])
            reported = statement.mode == "indirect" and bool(_SAID.search(statement.cue or ""))
            ours = "" if statement.mode == "indirect" else speaks_for(statement.speaker, day)
            context = Context(
                day,
                pair,
                one,
                title,
                resolution,
                focus.person,
                reported,
                window,
                focus.several,
                year,
                body,
                ours,
            )
            found = (
                [Typed(p, (0, len(said)), "so did") for p in echoed(said, last, day or date.today())]
                if is_echo(said)
                else propositions(_sieved(sentence, start, said, offsets), context)
            )
            found = [replace(t, proposition=of_the_time_before(t.proposition, said, last)) for t in found]
            if chronicled:
                of_year = chronicled.get(segmented.paragraph_at(start) or 0)
                found = [replace(t, proposition=in_its_year(t.proposition, of_year)) for t in found]
            before += [t.proposition for t in found]
            if denies(statement.cue or ""):
                found = [replace(t, proposition=deny(t.proposition)) for t in found[:1] if len(found) == 1]
            for typed_claim in found:
                words = getattr(typed_claim.proposition, "resolution", "")
                if names_one(words):
                    resolution = voted_on = with_year(typed_claim.proposition, words)
                a, b = typed_claim.span
                span = (offsets[a], offsets[max(a, b - 1)] + 1)
                same = seen.setdefault(typed_claim.proposition.model_dump_json(), [])
                if any(meet(other, span) for other in same):
                    continue
                same.append(span)
                typed.add(i)
                out.append(Found("", statements[i], text[start:end], span, typed_claim.proposition, 0.0))
        resolution = voted_on or resolution_named(sentence) or resolution
        body = bodies[-1][2] if bodies else body
        focus.leave(text, start, end)
    out.sort(key=lambda f: (f.span, f.proposition.kind))
    certain = sure.of(f.span for f in out)
    return [
        replace(f, id=f"c{n}", certainty=c) for n, (f, c) in enumerate(zip(out, certain, strict=True), 1)
    ], typed


def _sieved(sentence: Sieved, start: int, said: str, offsets: Sequence[int]) -> Sieved | str:
    """Return what is said, as a part of its sentence where it is one: its runs of letters are known then."""
    if not isinstance(offsets, range) or not start <= offsets.start <= offsets.stop <= start + len(
        sentence.text
    ):
        return said
    return sentence.part(offsets.start - start, offsets.stop - start)


def _by_sentence(segmented: Segmented, statements: list[Statement]) -> dict[int, list[int]]:
    """Return the statements that touch each sentence."""
    starts = [s for s, _ in segmented.sentences]
    near: dict[int, list[int]] = {}
    for i, statement in enumerate(statements):
        touched: set[int] = set()
        for start, end in statement.content:
            touched.update(range(max(0, bisect_right(starts, start) - 1), bisect_left(starts, end)))
        for number in touched:
            near.setdefault(number, []).append(i)
    return near
