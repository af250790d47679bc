"""Spans that parts of an attribution may have: in the text, apart from each other, both readers' among them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bilat.reading.attributing.attribution import Attribution
from bilat.reading.attributing.pairing import Pair
from bilat.reading.attributing.relations import settings as every_setting
from bilat.reading.attributing.spanfeatures import choices
from bilat.reading.attributing.spans import Words, neat, part_candidates
from bilat.reading.models.encoder import Relation
from bilat.reading.models.linear import table, total, weighed
from bilat.reading.parsing.nlp import parse
from bilat.reading.parsing.tokens import Tokens
from bilat.reading.segment import segment

WORDS = 14
TEXT = " ".join(["said", *(f"w{i:02d}" for i in range(1, WORDS))])
STARTS = tuple(i * 4 + (1 if i else 0) for i in range(WORDS))
ENDS = (4, *(s + 3 for s in STARTS[1:]))


def relation(odds, content=(), source=()):
    logs = tuple((0.0, -x, x, -9.0, -9.0) for x in odds)
    return Relation((0, 4), source, content, 1.0, STARTS, ENDS, logs)


@st.composite
def two_readers(draw):
    odds = draw(st.lists(st.floats(-9, 9), min_size=WORDS, max_size=WORDS))
    cuts = st.integers(1, WORDS - 1)

    def spans():
        marks = sorted(draw(st.sets(cuts, min_size=2, max_size=4)))
        return [(STARTS[a], ENDS[b]) for a, b in zip(marks[::2], marks[1::2], strict=False)]

    rule = Attribution([], [(0, 4)], spans()) if draw(st.booleans()) else None
    seen = spans()
    return Pair(rule, 1.0, relation(odds, tuple(seen)), Attribution([], [(0, 4)], seen))


@given(two_readers())
def test_candidates_lie_in_the_text_apart_and_hold_both_readers(pair):
    read, rule, _, found = part_candidates(pair, "content", TEXT)
    assert read == tuple(pair.read.content)
    assert read in found
    assert not pair.rule or rule in found
    for spans in found:
        assert spans
        assert all(0 <= a < b <= len(TEXT) for a, b in spans)
        assert all(b <= c for (_, b), (c, _) in pairwise(spans))


@given(two_readers())
def test_a_source_is_in_one_piece_or_absent(pair):
    _, _, _, found = part_candidates(pair, "source", TEXT)
    assert () in found
    assert all(len(spans) <= 1 for spans in found)


@given(st.lists(st.floats(-9, 9), min_size=WORDS, max_size=WORDS), st.integers(1, WORDS - 2))
def test_the_likeliest_end_is_where_the_sum_is_greatest(odds, start):
    words = Words(relation(odds), "content")
    ends = words.ends_near(WORDS, start + 1, WORDS - 1, 1)
    spans = [((STARTS[start], ENDS[j - 1]),) for j in range(start + 1, WORDS)]
    if spans:
        best = max(words.gain(s) for s in spans)
        assert words.gain(((STARTS[start], ENDS[ends[0] - 1]),)) >= best - 1e-6


def test_neat_spans():
    text = "he said ''it is ours.'' Then"
    start = text.index("''it")
    assert neat(text, [(start, text.index("' Then"))]) == ((start, text.index(" Then")),)
    assert neat("a  b", [(1, 3)]) == ()


def test_tokens_are_what_the_parser_says():
    text = "Ada Quill, an analyst, said that Norway would not leave the pact."
    [piece] = parse(text, segment(text))
    tokens = Tokens(piece)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == [t.text for t in piece.doc]
    assert tokens.head == [t.head.i for t in piece.doc]
    assert (tokens.dep, tokens.pos, tokens.tag, tokens.low) == tuple(
        [getattr(t, name) for t in piece.doc] for name in ("dep_", "pos_", "tag_", "lower_")
    )
    said = text.index("said")
    assert tokens.low[tokens.head_of_cue((said, said + 4))] == "said"


def test_features_of_a_setting_are_numbers_of_its_part():
    text = "Ada Quill said that Norway would leave the pact on Monday."
    segmented = segment(text)
    words = text[:-1].split()
    starts = [text.index(w) for w in words]
    ends = tuple(s + len(w) for s, w in zip(starts, words, strict=True))
    source, content = [
        [5.0 if i in words_of else -5.0 for i in range(len(words))] for words_of in ((0, 1), range(3, 10))
    ]
    begins = [[5.0 if i == at else -5.0 for i in range(len(words))] for at in (0, 3)]
    logs = tuple(zip([0.0] * len(words), source, content, *begins, strict=True))
    seen = Relation((10, 14), ((0, 9),), ((15, 47),), 3.0, tuple(starts), ends, logs)
    [(setting, _)] = [
        s for s in every_setting(text, segmented, parse(text, segmented), [seen]) if s[0].pair.relation
    ]
    for part in ("source", "cue", "content"):
        found = choices(setting, part)
        assert len(found) > 1
        known = table("merge")["weights"]
        assert any(f"{part}:{name}" in known for _, features in found for name in features)
        for _, features in found:
            full = {f"{part}:{name}": value for name, value in features.items()}
            assert weighed("merge", features, part) == weighed("merge", full)
    spans = [s for s, _ in choices(setting, "content")]
    assert ((15, 57),) in spans  # the end that the scores allow is among them
    assert spans[0] == ((15, 47),)


def test_a_feature_counts_with_its_number(monkeypatch):
    monkeypatch.setattr("bilat.reading.models.linear.table", lambda name: {"weights": {"a": 2.0, "b": -1.0}})
    assert weighed("merge", {"a": 0.5, "b": 1, "unknown": 7}) == 0


def test_sums_keep_the_order_given(monkeypatch):
    weights = {"a": 1e16, "b": 1.0, "c": -1e16}
    monkeypatch.setattr("bilat.reading.models.linear.table", lambda name: {"weights": weights})
    assert total("merge", ["a", "b", "c"]) == 0.0
    assert total("merge", ["a", "c", "b", "b"]) == 1.0
