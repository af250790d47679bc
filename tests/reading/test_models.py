"""Certainty, metonymy and event types: plain cases, bad spans, and floors on the development data."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bilat.errors import InputError
from bilat.reading.deeds.certainty import certainty, certainty_of, head_of
from bilat.reading.deeds.events import QUADS, event_type
from bilat.reading.deeds.metonymy import metonymy, metonymy_features
from bilat.reading.parsing.nlp import pipeline


def at(text, word):
    start = text.index(word)
    return start, start + len(word)


@pytest.mark.parametrize(
    ("sure", "less"),
    [
        ("Troops left the town.", "Troops may have left the town."),
        ("Troops left the town.", "Troops have not left the town."),
        ("Troops left the town.", "Rebels hope that troops left the town."),
        ("He managed to leave.", "He failed to leave."),
    ],
)
def test_certainty_falls_with_doubt(sure, less):
    def of(text):
        return certainty(text, *at(text, "left" if "left" in text else "leave"))

    assert -3 <= of(less) < of(sure) <= 3


def test_certainty_on_uw_dev(shared):
    """MAE .458 and r .757 were measured on all 3,358 events; here every fourth sentence."""
    with (shared / "text/certainty/uw_dev.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines][::4]
    guess, truth = [], []
    for record, doc in zip(records, pipeline().pipe(r["text"] for r in records), strict=True):
        starts = np.cumsum([0] + [len(w) + 1 for w in record["text"].split(" ")])
        for target in record["targets"]:
            i, j = target["span1"]
            head = head_of(doc, int(starts[i]), int(starts[j]) - 1)
            guess.append(certainty_of(head) if head is not None else 0.0)
            truth.append(target["label"])
    assert np.abs(np.array(guess) - truth).mean() < 0.50
    assert np.corrcoef(guess, truth)[0, 1] > 0.70


@pytest.mark.parametrize(
    ("text", "place", "reading"),
    [
        ("Brazil refused to sign the treaty.", "Brazil", "metonymic"),
        ("She was born in Brazil in 1970.", "Brazil", "literal"),
        ("Germany beat Sweden in the final.", "Germany", "metonymic"),
        ("They live in a village near Berlin.", "Berlin", "literal"),
    ],
)
def test_metonymy(text, place, reading):
    assert metonymy(text, *at(text, place)) == reading


def test_what_carries_meaning_counts_in_the_whole_sentence_and_no_further():
    doc = pipeline()("Brazil, after a long summer of rest, quickly won the friendly match. Rivers flooded.")
    counted = {f for f in metonymy_features(doc[0]) if f.startswith("b=")}
    assert {"b=win", "b=match", "b=summer"} <= counted
    assert counted.isdisjoint({"b=river", "b=flood", "b=the", "b=brazil"})


@pytest.mark.parametrize(
    ("text", "quads"),
    [
        ("France condemned Ruritania for the attack.", {3}),
        ("Ruritania signed a trade agreement with France.", {1}),
        ("Ruritania killed nine soldiers of Elbonia in an attack.", {4}),
        ("France sent humanitarian aid to Elbonia.", {2}),
    ],
)
def test_event_quads(text, quads):
    names = [n for n in ("France", "Ruritania", "Elbonia") if n in text]
    names.sort(key=text.index)
    found = event_type(text, at(text, names[0]), at(text, names[1]))
    assert found.quad in quads
    assert QUADS[found.root] == found.quad
    assert 0 < found.probability <= 1


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (5, 2), (0, 999), (3, 4)])
def test_bad_spans_are_refused(span):
    text = "Oil rose."
    for call in (
        lambda: certainty(text, *span),
        lambda: metonymy(text, *span),
        lambda: event_type(text, span, (0, 3)),
    ):
        with pytest.raises(InputError):
            call()


@pytest.mark.parametrize(("mode", "right"), [("fast", 52), ("accurate", 52)])
def test_what_is_done_in_our_own_sentences(mode, right):
    """Roots right at first sight: 54 of 62 in either mode."""
    lines = (Path(__file__).parent / "deeds.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for line in lines[1:]:
        text, source, target, root = line.split("; ")
        spans = [(text.index(words), text.index(words) + len(words)) for words in (source, target)]
        found.append(event_type(text, *spans, mode=mode).root == root)
    assert len(found) == 62
    assert sum(found) >= right


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("India will negotiate with Pakistan.", "AGREE"),
        ("India will not negotiate with Pakistan.", "REJECT"),
        ("Japan promised to lend Peru money.", "AGREE"),
        ("Japan lent Peru money.", "AID"),
        ("Peru was shelled by Chile.", "ASSAULT"),
    ],
)
def test_a_deed_done_is_told_from_one_meant_or_refused(text, root):
    names = [n for n in ("India", "Pakistan", "Japan", "Peru", "Chile") if n in text]
    names = names[::-1] if " by " in text else names
    spans = [(text.index(n), text.index(n) + len(n)) for n in names]
    assert event_type(text, *spans, mode="fast").root == root


@pytest.mark.parametrize("mode", ["fast", "accurate"])
@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("Chad allegedly attacked Sudan.", 2.0),
        ("Chad probably attacked Sudan.", 2.0),
        ("Chad is believed to have attacked Sudan.", 2.0),
        ("Chad failed to attack Sudan.", -2.0),
        ("Chad refused to attack Sudan.", -2.0),
        ("Nobody attacked Sudan.", -2.0),
        ("Chad has yet to attack Sudan.", -1.2),
        ("Chad denied that it attacked Sudan.", 0.5),
        ("It is unlikely that Chad attacked Sudan.", 0.5),
        ("There is no evidence that Chad attacked Sudan.", -0.4),
        ("Chad would have attacked Sudan.", 0.5),
        ("Did the rebels attack the town?", 0.5),
        ("Chad almost attacked Sudan.", 0.0),
    ],
)
def test_no_surer_than_the_grammar_allows(text, most, mode):
    start = text.index("attack")
    assert certainty(text, start, start + 6, mode=mode) <= most


@pytest.mark.parametrize(
    "text", ["Chad managed to attack Sudan.", "Chad attacked Sudan.", "Chad has attacked Sudan."]
)
def test_what_nothing_limits_stays_sure(text):
    start = text.index("attack")
    assert certainty(text, start, start + 6, mode="fast") > 1
