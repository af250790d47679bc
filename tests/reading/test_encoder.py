"""The trained encoder: modes, what is missing or damaged, spans in the text, the same twice."""

from __future__ import annotations

import itertools
import json
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.errors import InputError
from bilat.reading import read
from bilat.reading.attributing.attribution import attributions
from bilat.reading.deeds.certainty import _mapped, certainty
from bilat.reading.deeds.events import QUADS, event_type
from bilat.reading.deeds.metonymy import metonymy
from bilat.reading.models import encoder
from bilat.reading.models.decoding import best_paths
from bilat.reading.models.pieces import normalise, windows
from bilat.reading.segment import segment

FOLDER = resources.files("bilat.reading") / "weights" / "encoder"
TEXT = "Ada Quill, an analyst, said that Norway would not leave the pact. “It has no reason to,” she added."


def copied(folder):
    for file in FOLDER.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_weights_load_and_are_small():
    assert encoder.unavailable() is None
    assert sum(len(f.read_bytes()) for f in FOLDER.iterdir()) < 30e6


def test_missing_file_is_named(tmp_path):
    (copied(tmp_path) / "relate.onnx").unlink()
    with pytest.raises(ValueError, match=r"relate\.onnx is missing"):
        encoder.load(tmp_path)
    with pytest.raises(ValueError, match=r"card\.json is missing"):
        encoder.load(tmp_path / "nowhere")


def test_damaged_file_is_named(tmp_path):
    heads = copied(tmp_path) / "heads.npz"
    heads.write_bytes(heads.read_bytes()[:-9] + b"\0" * 9)
    with pytest.raises(ValueError, match=r"heads\.npz is damaged"):
        encoder.load(tmp_path)


def test_without_weights_reading_is_fast_and_says_so(monkeypatch):
    def broken():
        raise ValueError("weights/encoder/card.json is missing")

    monkeypatch.setattr(encoder, "loaded", broken)
    encoder.unavailable.cache_clear()
    try:
        assert encoder.mode_of() == encoder.mode_of("accurate") == "fast"
        document = read(TEXT)
        assert any("card.json is missing" in note and "fast mode" in note for note in document.notes)
        assert document.statements == read(TEXT, mode="fast").statements
        assert not any("card.json" in note for note in read(TEXT, mode="fast").notes)
    finally:
        encoder.unavailable.cache_clear()


def test_the_environment_chooses(monkeypatch):
    monkeypatch.setenv("BILAT_READING", "fast")
    assert encoder.mode_of() == "fast"
    assert encoder.mode_of("accurate") == "accurate"
    monkeypatch.setenv("BILAT_READING", "quick")
    with pytest.raises(InputError, match="quick"):
        encoder.mode_of()


@pytest.mark.parametrize("mode", ["accurate", "fast"])
def test_both_modes_read_a_plain_report(mode):
    found = attributions(TEXT, mode)
    assert [TEXT[s:e] for s, e in found[0].content] == ["that Norway would not leave the pact"]
    assert TEXT[slice(*found[0].source[0])].startswith("Ada Quill")
    assert found[0].speech
    document = read(TEXT, mode=mode)
    assert {s.speaker.name for s in document.statements if s.speaker} == {"Ada Quill"}


def test_the_same_twice_and_beside_other_text():
    once = attributions(TEXT, "accurate")
    assert attributions(TEXT, "accurate") == once
    more = TEXT + "\n\n" + "The river rose again. " * 40
    assert attributions(more, "accurate")[: len(once)] == once
    assert [(r.window, r.relations) for r in encoder.encode(more, segment(more), threads=1)] == [
        (r.window, r.relations) for r in encoder.encode(more, segment(more), threads=3)
    ]


def test_single_events_and_places():
    text = "Troops did not leave the town, but France condemned Ruritania for the attack."
    assert certainty(text, 15, 20, "accurate") < certainty(text, 42, 51, "accurate")
    found = event_type(text, (35, 41), (52, 61), "accurate")
    assert found.quad == QUADS[found.root] == 3
    assert metonymy(text, 35, 41, "accurate") == "metonymic"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "``",
                "''",
                "-LRB-",
                "said",
                "Ms Berg",
                "he",
                ",",
                ".",
                "\n\n",
                "that",
                ":",
                "told",
                "\u200b",
                "ي",
                "é" * 300,
            ]
        ),
        max_size=60,
    ).map(" ".join)
)
def test_every_span_lies_in_the_text(text):
    assert len(normalise(text)) == len(text)
    segmented = segment(text)
    last = 0
    for window in windows(text, segmented):
        assert len(window.ids) == len(window.starts) == len(window.ends) == len(window.first) <= 94
        assert all(0 <= a <= b <= len(text) for a, b in zip(window.starts, window.ends, strict=True))
        assert last <= window.span[0]
        last = window.span[1]
    for a in attributions(text, "accurate"):
        assert a.cue
        assert a.content
        for spans in (a.source, a.cue, a.content):
            end = 0
            for start, stop in spans:
                assert end <= start < stop <= len(text)
                assert text[start:stop].strip()
                end = stop


def test_a_very_long_line_is_read_in_windows():
    text = "The minister said nothing " * 4_000
    read_windows = windows(text, segment(text))
    assert max(len(w.ids) for w in read_windows) <= 94


def test_card_names_base_and_run():
    card = json.loads((FOLDER / "card.json").read_text(encoding="utf-8"))
    assert card["base"].startswith("sentence-transformers/all-MiniLM-L6-v2")
    assert min(card["run"]["steps"]) > 0


def test_likeliest_tags_do_not_depend_on_what_is_read_beside_them():
    numbers = np.random.default_rng(5)
    transitions = numbers.normal(size=(5, 5))
    scores = [numbers.normal(size=(length, 5)) for length in (1, 7, 3, 12)]
    together = best_paths(scores, transitions)
    alone = [best_paths([each], transitions)[0] for each in scores]
    assert [path.tolist() for path in together] == [path.tolist() for path in alone]

    def worth(each, path):
        logs = each - np.log(np.exp(each).sum(axis=1, keepdims=True))
        total = transitions[0, path[0]] + logs[range(len(path)), path].sum()
        return total + sum(transitions[a, b] for a, b in itertools.pairwise(path))

    ways = itertools.product(range(5), repeat=3)
    assert max(ways, key=lambda way: worth(scores[2], list(way))) == tuple(together[2].tolist())


def test_certainty_rises_with_the_sum_of_its_weights():
    for name in ("alone", "joined"):
        found = [_mapped(score, name) for score in np.linspace(-3, 3, 61)]
        assert found == sorted(found)
        assert -3 <= found[0] < 0 < found[-1] <= 3
