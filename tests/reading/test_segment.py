"""Sentences, quotations, paragraphs and datelines; offsets under any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.reading.segment import segment


def sentences(text):
    return [text[s:e] for s, e in segment(text).sentences]


def quotes(text):
    return [[text[s:e] for s, e in q.spans] for q in segment(text).quotes]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Gen. Mark Ray met Mr. Li on Jan. 5. They talked.",
            ["Gen. Mark Ray met Mr. Li on Jan. 5.", "They talked."],
        ),
        ("It left the U.S. The treaty stood.", ["It left the U.S.", "The treaty stood."]),
        ("The U.S. Senate voted. J. K. Ode spoke.", ["The U.S. Senate voted.", "J. K. Ode spoke."]),
        (
            "Trade rose 3.5 percent, to $2.1 billion. It fell.",
            ["Trade rose 3.5 percent, to $2.1 billion.", "It fell."],
        ),
        ("“Why now?” she asked. Nobody knew!", ["“Why now?” she asked.", "Nobody knew!"]),
        ("“It ended.” Then he left.", ["“It ended.”", "Then he left."]),
        ("He said ‘no.’ She agreed.", ["He said ‘no.’", "She agreed."]),
        ("It was a “‘trap.’” They fled.", ["It was a “‘trap.’”", "They fled."]),
        ("one line\nstill one line", ["one line\nstill one line"]),
        ("First.\n\nSecond", ["First.", "Second"]),
    ],
)
def test_sentences(text, wanted):
    assert sentences(text) == wanted


def test_nested_single_marks_with_a_straight_closing_one():
    text = "“It won’t say the word ‘friend.'” He left. “No,” she said."
    assert quotes(text) == [["“It won’t say the word ‘friend.'”"], ["“No,”"]]


def test_straight_marks_pair_and_apostrophes_do_not():
    text = "The state's envoy said: \"We aren't there yet. We'll see.\" The Smiths' house stood."
    assert quotes(text) == [["\"We aren't there yet. We'll see.\""]]


def test_single_marks_as_the_main_ones():
    text = "‘We are not going to leave,’ the envoy said. ‘Not now.’"
    assert quotes(text) == [["‘We are not going to leave,’"], ["‘Not now.’"]]


def test_a_quotation_goes_on_over_paragraphs():
    text = "“We met.\n\n“We talked.\n\n“We left,” he said.\n\nIt rained."
    assert quotes(text) == [["“We met.", "“We talked.", "“We left,”"]]


def test_an_unclosed_quotation_ends_with_its_paragraph():
    text = "“We met, he said.\n\nIt rained."
    found = segment(text).quotes
    assert [q.closed for q in found] == [False]
    assert found[0].end == text.index("\n")


def test_a_dateline_belongs_to_no_sentence():
    text = "KYIV, March 2 (Reuters) — Russia shelled the port. It burned."
    found = segment(text)
    assert [text[s:e] for s, e in found.datelines] == ["KYIV, March 2 (Reuters) — "]
    assert sentences(text) == ["Russia shelled the port.", "It burned."]


LETTERS = st.text(alphabet="abc AB.,!?“”‘’'\"\n\u200b\u202e ي€😀()-—", max_size=300)


@settings(max_examples=200, deadline=None)
@given(st.one_of(LETTERS, st.text(max_size=200)))
def test_spans_lie_in_the_text_in_order_without_overlap(text):
    found = segment(text)
    for spans in (found.paragraphs, found.sentences):
        last = 0
        for start, end in spans:
            assert last <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            last = end
    for quote in found.quotes:
        for start, end in quote.spans:
            assert 0 <= start < end <= len(text)
    for i, (start, end) in enumerate(found.sentences):
        assert found.sentence_at(start) == found.sentence_at(end - 1) == i
    covered = "".join(text[s:e] for s, e in (*found.datelines, *found.sentences))
    assert sorted("".join(covered.split())) == sorted("".join(text.split()))


@pytest.mark.parametrize("unit", ["word ", "“ ", "‘a ", '" x', "A. ", "(", "'", "—", "AB, C "])
def test_one_line_of_a_megabyte_is_cut_in_linear_time(unit, within):
    text = unit * (1_000_000 // len(unit))
    with within(10):
        found = segment(text)
    assert max((e - s for s, e in found.sentences), default=0) <= 2_000
