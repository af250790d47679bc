"""Fast mode: what is parsed, and short cuts that must change nothing but the time."""

from __future__ import annotations

import re

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.reading import read
from bilat.reading.attributing.people import Person, owns_only
from bilat.reading.claims import propositions
from bilat.reading.claims.language import grammar
from bilat.reading.claims.language.grammar import Traced, compile_pattern, needed
from bilat.reading.claims.language.needed import (
    LONGEST,
    Sieve,
    Sieved,
    _automaton,
    _kept,
    key,
    needs,
    plainly,
    runs_in,
    worked_out,
)
from bilat.reading.context import Context
from bilat.reading.parsing import kept
from bilat.reading.parsing.nlp import parse, pipeline
from bilat.reading.parsing.product import _controls, one_thread
from bilat.reading.parsing.wordclass import Ruler
from bilat.reading.quick import _SIGNS, _WORD_OR_QUESTION, certainty_of_words, left_over, worth_parsing
from bilat.reading.segment import segment

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
        for a, b in zip(ours, theirs, strict=True):
            assert (a.pos_, str(a.morph), a.lemma_, a.tag_, a.dep_) == (
                b.pos_, str(b.morph), b.lemma_, b.tag_, b.dep_
            )  # fmt: skip


def test_a_sentence_all_in_quotation_marks_is_not_parsed():
    text = "“It is near. It is not here. She told us so,” he said. “We wait for the others.” She left."
    wanted = worth_parsing(text, segment(text))
    assert [text[slice(*segment(text).sentences[n])] for n in wanted] == ["She told us so,” he said."]


def test_quick_layers_make_the_vectors_and_the_parse_of_the_plain_pipeline():
    ours, theirs = pipeline(), spacy.load(f"{pipeline().meta['lang']}_{pipeline().meta['name']}")
    forwards = {node._func.__module__ for node in ours.get_pipe("tok2vec").model.walk()}
    assert {"bilat.reading.parsing.kept", "bilat.reading.parsing.windows"} <= forwards
    texts = [
        TEXT,
        "Yes.",
        "“Ünïcödé”, 12,000 of them \n  went.",
        TEXT.upper(),
        "Snow fell. Norway closed its embassy.",
    ]
    for batch in (texts, texts[::-1], ["A", "b c"]):
        a, b = ([nlp.make_doc(t) for t in batch] for nlp in (ours, theirs))
        for x, y in zip(
            ours.get_pipe("tok2vec").predict(a), theirs.get_pipe("tok2vec").predict(b), strict=True
        ):
            np.testing.assert_allclose(x, y, atol=2e-4)
    for text in texts:
        for x, y in zip(ours(text), theirs(text), strict=True):
            assert (x.tag_, x.dep_, x.head.i, x.ent_type_) == (y.tag_, y.dep_, y.head.i, y.ent_type_)


def test_only_so_many_vectors_are_kept(monkeypatch):
    monkeypatch.setattr(kept, "_MOST", 4)
    column = type("Layer", (), {"predict": staticmethod(lambda rows: rows.astype("float32") * 2)})
    vectors = kept._Kept(["ORTH", "SHAPE"], [column])
    nlp = spacy.blank("en")
    for words in ("one two three", "four five six seven", "one", "eight nine ten"):
        doc = nlp.make_doc(words)
        np.testing.assert_array_equal(
            vectors([doc])[0], doc.to_array(["ORTH", "SHAPE"]).astype("float32") * 2
        )
        assert len(vectors.rows) <= 8


PATTERNS = [
    "<veto|vote for> (?:it|them)", "<sell> arms to {A:b}", r"(?:close|near)st (?:ally|partner)s?",
    "a?b?c", r"(?:abc){1,2}x*", "[xy]z", "(?:See|kelvin)", "sea|see|sew", r"(?:[Tt]he )?(?:Kurdi|sIs)\b(?! a) is{2}",
    "{A:x} (?:(?:and|or) )?{J:y}(?:'s)? aid", "(?:ab|cde)(?:fgh|i)[jk]?lm", r"\bvot(?:e|es|ed|ing)\b|\b[AS]/(?:RES/|ES-)?\d|\babst",
    r"\bsold\b(?= (?:arms|tanks)\b)|(?<=not )\bif\b", r"\b(?:\d+|half) ?(?:%|per ?cent\b)", r"[⟨‹]\d{1,3}[⟩›](?:'s)? (?:\w+ ){1,2}ally\b",
    r"\b(?i:Never) [^.;]{2,9} (?:ag(?:ain|o) ){1,2}|É sk", r"(?:(?:over)?throw|th(?:rew|ing))s?\b|\bUN_", r"Chancellors (?:and|or) Chancelleries",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_needed_letters_rule_out_no_match(pattern, data):
    matching = data.draw(st.from_regex(re.compile(compile_pattern(pattern).pattern, re.IGNORECASE)))
    assert worked_out(compile_pattern(pattern).pattern, re.IGNORECASE) or pattern in ("a?b?c", "[xy]z")
    for each in worked_out(compile_pattern(pattern).pattern, re.IGNORECASE):
        assert any(run in plainly(matching) for run in each)
        assert all(len(run) <= LONGEST for run in each)
    assert Sieved(matching).may_hold(needed(pattern))


def test_letters_that_several_parts_need_must_all_be_there():
    wanted = needs("(?:sold|sells) [a-z]+ tanks")
    assert len(wanted.sets) >= 2
    assert not Traced("it sold ships").may_hold(wanted)
    assert Traced("it sold old tanks").may_hold(wanted)


def test_words_begin_and_end_where_a_pattern_says():
    wanted = needs(r"\bwar\b|\bally\b")
    assert not any(
        Sieved(text).may_hold(wanted) for text in ("a warning", "toward it", "finally", "no allying")
    )
    assert all(Sieved(text).may_hold(wanted) for text in ("war", "⟨0⟩'s ally⟨1⟩", "post-war", "“War”"))


_WORDS = st.sampled_from(
    ["⟨0⟩", " sold ", "arms", " to", "voted ", "against", "'s ", "is the largest", "x", " "]
)


@given(
    st.lists(_WORDS, max_size=8).map("".join),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9), st.lists(_WORDS, max_size=3).map("".join))),
)
def test_a_text_under_rewriting_holds_all_its_letters(text, changes):
    traced = Traced(text)
    assert traced.held == runs_in(text)
    for start, length, new in changes:
        start = min(start, len(traced.text))
        traced.replace(start, min(len(traced.text), start + length), new)
        assert runs_in(traced.text) <= traced.held


@given(
    st.lists(_WORDS | st.text(max_size=3), max_size=9).map("".join), st.integers(0, 40), st.integers(0, 40)
)
def test_a_part_of_a_text_holds_no_letters_that_the_whole_does_not(text, start, length):
    whole, start = Sieved(text), min(start, len(text))
    part = whole.part(start, min(len(text), start + length))
    assert part.text == text[start : start + length]
    # A space is put where the text begins and ends; no pattern needs it but where a word does.
    edges = [" " if at.isalnum() or at == "_" else "" for at in (part.text[:1], part.text[-1:])]
    plain = edges[0] + plainly(part.text)[1:-1] + edges[1]
    assert {run for _end, run in _automaton().iter(plain)} <= part.held


def test_kept_letters_are_among_those_that_are_worked_out(monkeypatch):
    asked = []

    def noted(pattern, flags=0):
        asked.append((pattern, flags))
        return needs(pattern, flags)

    monkeypatch.setattr(grammar, "needs", noted)
    grammar.needed.cache_clear()
    propositions("Norway sold tanks to Peru in 2010, and the two countries signed a pact.", Context())
    known = [each for each in asked if key(*each) in _kept()]
    assert known
    for each in known:
        assert not needs(*each).late
        assert set(needs(*each).sets) <= set(worked_out(*each))


def test_a_table_is_sieved_as_its_patterns_are_one_by_one():
    patterns = [r"\bvetoed it\b", "sold (?:it|them)", "[a-z]+", r"\bimposed sanctions on\b", "joined NATO"]
    wanted = [needs(pattern, re.IGNORECASE) for pattern in patterns]
    for text in ("France vetoed it", "They sold them and imposed sanctions on Iran", "It rained", ""):
        sieved = Sieved(text)
        may = [number for number, each in enumerate(wanted) if sieved.may_hold(each)]
        assert Sieve(wanted).may(sieved) == may
        assert all(n in may for n, pattern in enumerate(patterns) if re.search(pattern, text))


def test_the_parser_multiplies_in_one_thread_and_leaves_numpy_as_it_was():
    controls = _controls()
    if controls is None:
        pytest.skip("numpy has no OpenBLAS of its own here")
    read_threads, set_threads = controls
    before = read_threads()
    try:
        set_threads(2)
        with one_thread(), one_thread():
            assert read_threads() == 1
        assert read_threads() == 2
    finally:
        set_threads(before)


@given(st.text(alphabet="ab ,.\n", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))))
def test_left_over_stretches_lie_outside_what_is_taken(text, raw):
    taken = []
    for start, length in sorted(raw):
        if not taken or start > taken[-1][1]:
            taken.append((start, start + length))
    for low, high in left_over(text, 0, len(text), taken):
        assert 0 <= low < high <= len(text)
        assert all(high <= a or b <= low for a, b in taken)


@given(
    st.lists(
        st.sampled_from(
            ["will", "WON", "n't", "'ll", " going to ", "Not", "if", "?", " ", "’", "must", "No", "x", "-"]
        ),
        max_size=9,
    ).map("".join)
)
def test_words_that_a_sign_needs_rule_out_no_sign(text):
    held = frozenset(_WORD_OR_QUESTION.findall(text.casefold()))
    assert not any(pattern.search(text) and words.isdisjoint(held) for pattern, words, _ in _SIGNS)


def test_a_name_that_only_owns_or_qualifies_is_not_the_speaker():
    for text, owns in (
        ("Ada Quill's spokesman", True),
        ("Quill advisers", True),
        ("Quill’s", False),
        ("Ada B. Quill, who", False),
        ("Quill of Oslo", False),
        ("one two three Quill aides", True),
        ("one two three four Quill aides", False),
    ):
        assert owns_only(f"“{text}", (1, Person("Ada Quill")), 1 + len(text)) is owns


def test_words_alone_say_less_of_what_may_be():
    assert -3 <= certainty_of_words("They did not leave") < certainty_of_words("They may leave") < 3


def test_a_section_and_a_word_in_marks_are_nobodys_speech():
    for text in (
        "The Latest: Norway leaves the pact and closes its embassy.",
        "Analysis: Norway leaves the pact and closes its embassy.",
    ):
        assert [s.mode for s in read(text, mode="fast").statements] == ["narration"]
    assert [
        s.mode for s in read("Oslo: Norway leaves the pact and closes its embassy.", mode="fast").statements
    ] == ["indirect"]
    found = read(
        "He is leaving the “northern pact” on Monday, a day after Ada Quill said that it was over.",
        mode="fast",
    )
    assert [s.speaker.name for s in found.statements if s.speaker] == ["Ada Quill"]
