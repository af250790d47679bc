"""Fast mode: what is parsed, and short cuts that must change nothing but the time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.reading import read
from bilat.reading.claims.grammar import compile_pattern
from bilat.reading.claims.needed import grams, needed
from bilat.reading.nlp import parse, pipeline
from bilat.reading.quick import certainty_of_words, left_over, worth_parsing
from bilat.reading.segment import segment
from bilat.reading.wordclass import Ruler

TEXT = (
    "OSLO — Norway closed its embassy in Minsk on Monday. Snow fell over the harbour. "
    "“We had no choice left,” Ada Quill, the foreign minister, told reporters. She isn't going to reopen it.\n\n"
    "There's gonna be trouble, Mr. Berg added; he ain't got any doubt that Belarus will answer. The river froze."
)


def test_only_sentences_that_may_report_are_parsed():
    segmented = segment(TEXT)
    wanted = worth_parsing(TEXT, segmented)
    assert [TEXT[slice(*segmented.sentences[n])].split()[0] for n in wanted] == ["“We", "There's"]
    pieces = parse(TEXT, segmented, wanted, names=False)
    assert [TEXT[p.offset : p.offset + len(p.text)] for p in pieces] == [p.text for p in pieces]
    assert not any(p.doc.ents for p in pieces)


def test_unparsed_sentences_are_narration_all_the_same():
    document = read(TEXT, mode="fast")
    told = [s.text for s in document.statements if s.mode == "narration"]
    assert "Norway closed its embassy in Minsk on Monday" in told
    assert "Snow fell over the harbour" in told
    for s in document.statements:
        assert s.text == " … ".join(document.text[a:b] for a, b in s.content)
    assert {s.speaker.name for s in document.statements if s.speaker} >= {"Ada Quill"}


def test_word_classes_are_those_of_the_pipeline():
    nlp = pipeline()
    ruler = Ruler(nlp)
    assert ruler.usable
    for text in (TEXT, "Let's go; they gotta do what has to be done.  \n That that is, is; it'd been us."):
        with nlp.select_pipes(disable=["attribute_ruler", "lemmatizer"]):
            ours = ruler(nlp(text))
        theirs = nlp(text)
        nlp.get_pipe("lemmatizer")(ours)
        for a, b in zip(ours, theirs, strict=True):
            assert (a.pos_, str(a.morph), a.lemma_, a.tag_, a.dep_) == (
                b.pos_, str(b.morph), b.lemma_, b.tag_, b.dep_
            )  # fmt: skip


PATTERNS = [
    "<veto|vote for> (?:it|them)", "<sell> arms to {A:b}", r"(?:close|near)st (?:ally|partner)s?",
    "a?b?c", r"(?:abc){1,2}x*", "[xy]z", "(?:See|kelvin)", "sea|see|sew",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_needed_letters_rule_out_no_match(pattern, data):
    matching = data.draw(st.from_regex(re.compile(compile_pattern(pattern).pattern, re.IGNORECASE)))
    wanted = needed(pattern)
    assert wanted is None or not wanted.isdisjoint(grams(matching))


@given(st.text(alphabet="ab ,.\n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))))
def test_left_over_stretches_lie_outside_what_is_taken(text, raw):
    taken = []
    for start, length in sorted(raw):
        if not taken or start > taken[-1][1]:
            taken.append((start, start + length))
    for low, high in left_over(text, 0, len(text), taken):
        assert 0 <= low < high <= len(text)
        assert all(high <= a or b <= low for a, b in taken)


def test_words_alone_say_less_of_what_may_be():
    assert -3 <= certainty_of_words("They did not leave") < certainty_of_words("They may leave") < 3
