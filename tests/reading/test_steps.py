"""The compiled loops of the parser and of the finder of names: the same steps as spaCy's own."""

from __future__ import annotations

import random

import pytest
import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, SENT_START

from bilat.reading import read
from bilat.reading.parsing import nlp as room
from bilat.reading.parsing.nlp import expect_many, parse, pipeline
from bilat.reading.parsing.steps import Steps

TEXT = (
    "OSLO — Norway closed its embassy in Minsk on Monday, Ada Quill of the Kelpie Institute said. Snow fell over the harbour. "
    "“We had no choice left,” the foreign minister told reporters in New York after 12,000 had marched.\n\n"
    "There's gonna be trouble, Mr. Berg added on 3 May 2014; what he ain't got is any doubt that Belarus, which had been warned "
    "twice, will answer. The river \n  froze. Yes. Who, when asked, would not have sold them the 40 tanks that they were promised?"
)
COLUMNS = [HEAD, DEP, SENT_START, ENT_IOB, ENT_TYPE]


def _texts(count: int) -> list[str]:
    """Texts of a few words each, in order and out of it: what no writer writes makes the rarer moves."""
    dice = random.Random(7)
    words = TEXT.split(" ")
    out = [TEXT, "Yes.", " ", TEXT.upper()]
    while len(out) < count:
        start = dice.randrange(len(words) - 3)
        some = words[start : start + dice.randint(1, 40)]
        if len(out) % 2:
            dice.shuffle(some)
        out.append(" ".join(some))
    return out


def _begun(text: str, seed: int):
    """A text with beginnings of sentences set, forbidden or left open."""
    dice = random.Random(seed)
    doc = pipeline().make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or dice.choice([True, False, False, False, None])
    return doc


def test_the_steps_are_those_of_the_pipeline():
    nlp = pipeline()
    steps = Steps(nlp)
    assert steps.usable
    texts = _texts(120)
    with nlp.select_pipes(enable=["tok2vec", "tagger"]):
        ours = list(nlp.pipe(_begun(text, n) for n, text in enumerate(texts)))
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser", "ner"]):
        theirs = list(nlp.pipe(_begun(text, n) for n, text in enumerate(texts)))
    for low in range(0, len(ours), 17):
        steps(ours[low : low + 17], names=True)
    for a, b in zip(ours, theirs, strict=True):
        assert (a.to_array(COLUMNS) == b.to_array(COLUMNS)).all(), a.text
        assert [(t.left_edge.i, t.right_edge.i, t.n_lefts, t.n_rights) for t in a] == [
            (t.left_edge.i, t.right_edge.i, t.n_lefts, t.n_rights) for t in b
        ]
        assert [(e.text, e.label_) for e in a.ents] == [(e.text, e.label_) for e in b.ents]
    assert sum(len(doc.ents) for doc in ours) > 50


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_the_same_is_read_before_and_after_many_words(mode, monkeypatch):
    own = Steps(pipeline())
    monkeypatch.setattr(room, "_steps", lambda: own)
    before = read(TEXT, mode=mode)
    assert not own.ready(0, names=False)
    expect_many()
    called = []
    attach = own._attach
    monkeypatch.setattr(own, "_attach", lambda *given: (called.append(1), attach(*given)))
    assert read(TEXT, mode=mode) == before
    assert called
    assert any(p.doc.ents for p in parse(TEXT))
    assert not any(p.doc.ents for p in parse(TEXT, names=False))


def test_the_compiler_is_loaded_when_many_words_were_read():
    steps = Steps(pipeline())
    assert not steps.ready(20_000, names=True)
    assert steps.ready(20_001, names=False)


def test_a_pipeline_of_another_make_keeps_its_own_loops():
    assert not Steps(spacy.blank("en")).usable
    nlp = spacy.load(f"{pipeline().meta['lang']}_{pipeline().meta['name']}", disable=["ner"])
    assert not Steps(nlp).usable
    nlp = spacy.load(f"{pipeline().meta['lang']}_{pipeline().meta['name']}")
    nlp.get_pipe("parser").cfg["beam_width"] = 4
    steps = Steps(nlp)
    assert not steps.usable
    assert not steps.ready(1_000_000, names=True)
