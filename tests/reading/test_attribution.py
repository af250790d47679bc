"""Who says what: scope, frames, quotations of several sentences; offsets under any text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.reading.attributing.attribution import attributions


def triples(text, *, speech=True):
    def words(spans):
        return " … ".join(text[s:e] for s, e in spans)

    # The annotators that the weights follow sometimes take a colon into the cue.
    return [
        (words(a.source), words(a.cue).rstrip(":") or ":", words(a.content))
        for a in attributions(text)
        if a.speech or not speech
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The envoy said that Norway had abstained.", ("The envoy", "said", "that Norway had abstained")),
        ("Norway abstained, the envoy said.", ("the envoy", "said", "Norway abstained")),
        ("Norway abstained, said the envoy.", ("the envoy", "said", "Norway abstained")),
        ("“We will not vote against it,” Quill said.", ("Quill", "said", "“We will not vote against it,”")),
        ("Quill said: “We will not vote against it.”", ("Quill", "said", "“We will not vote against it.”")),
        (
            "Quill told Reuters, “We will not vote against it.”",
            ("Quill", "told", "“We will not vote against it.”"),
        ),
        ("Norway abstained, according to Quill.", ("Quill", "according to", "Norway abstained")),
        ("According to Quill, Norway abstained.", ("Quill", "According to", "Norway abstained")),
        (
            "Sweden voted in favour, but according to Quill, Norway abstained.",
            ("Quill", "according to", "Norway abstained"),
        ),
        (
            "Chad would help Niger, but it would have to pay for that, according to Quill.",
            ("Quill", "according to", "Chad would help Niger, but it would have to pay for that"),
        ),
        ("Norway, she predicted, would abstain again.", ("she", "predicted", "Norway … would abstain again")),
        (
            "The report warned that the treaty could lapse.",
            ("The report", "warned", "that the treaty could lapse"),
        ),
    ],
)
def test_scope(text, wanted):
    assert wanted in triples(text)


def test_interrupted_and_following_quotation_is_one_statement():
    text = "“It is a treaty,” Quill said. “It binds both. Nobody can leave it.” The hall was silent."
    assert triples(text) == [("Quill", "said", "“It is a treaty,” … “It binds both. Nobody can leave it.”")]


def test_a_quotation_of_several_sentences_before_the_cue():
    text = "“It is a treaty. It binds both of the states,” Quill said."
    assert triples(text) == [("Quill", "said", "“It is a treaty. It binds both of the states,”")]


def test_adding_takes_only_what_follows():
    text = "“It is a treaty,” Quill said, adding, “Both states must keep to it.”"
    assert triples(text) == [
        ("Quill", "said", "“It is a treaty,”"),
        ("Quill", "adding", "“Both states must keep to it.”"),
    ]


def test_what_is_urged_is_said_and_what_a_statement_reads():
    found = triples("Quill, an envoy, met the press. She urged the alliance to act.")
    assert any(cue == "urged" and content.endswith("to act") for _, cue, content in found)
    text = "Egypt and Sudan agreed to share the river, a statement from both governments read."
    assert any(
        cue == "read" and content == "Egypt and Sudan agreed to share the river"
        for _, cue, content in triples(text)
    )


def test_passive_quoted_as_saying():
    found = triples("The minister was quoted as saying that Chad would not sign.")
    assert any(content.endswith("Chad would not sign") for _, _, content in found)


def test_two_reporters_hold_one_another():
    text = "Norway abstained, according to remarks by Ada Quill, an analyst, the Elbe Courier reported."
    found = triples(text)
    assert ("remarks by Ada Quill, an analyst", "according to", "Norway abstained") in found
    assert any(
        s == "the Elbe Courier" and c.startswith("Norway abstained, according to") for s, _, c in found
    )


def test_beliefs_do_not_speak():
    text = "Oslo believes that the treaty is dead."
    assert triples(text) == []
    assert any(content == "that the treaty is dead" for _, _, content in triples(text, speech=False))


def test_headline_with_a_colon():
    assert triples("Kremlin: No troops will cross the border\n\nIt rained in the capital.")[0][:2] == (
        "Kremlin",
        ":",
    )


def test_nothing_is_attributed_in_plain_narration():
    assert triples("The ship left the harbour at noon. It carried grain.") == []
    assert attributions("") == attributions("  \n ") == []


WORDS = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            '"',
            "'",
            "‘",
            "’",
            "said",
            "according to",
            "Quill",
            "he",
            ",",
            ".",
            "Norway",
            "abstained",
            "\n\n",
            "that",
            ":",
            "told",
            "?",
            "\u200b",
            "but",
            "ي",
        ]
    ),
    max_size=40,
)


@settings(max_examples=120, deadline=None)
@given(WORDS.map(" ".join))
def test_every_span_lies_in_the_text(text):
    for a in attributions(text):
        assert a.cue
        assert a.content
        for spans in (a.source, a.cue, a.content):
            last = 0
            for start, end in spans:
                assert last <= start < end <= len(text)
                assert text[start:end].strip()
                last = end


def test_polnear_development_articles(shared):
    """Exact spans on the first 20 development articles; the floor lies just under what was measured on all 84."""
    hits = dict.fromkeys(("source", "cue", "content"), 0)
    guessed, gold = dict(hits), dict(hits)
    with (shared / "text/attribution/polnear_dev.jsonl").open(encoding="utf-8") as lines:
        articles = [json.loads(next(lines)) for _ in range(20)]
    for article in articles:
        found = attributions(article["text"])
        for part in hits:
            ours = {tuple(map(tuple, getattr(a, part))) for a in found if getattr(a, part)}
            theirs = {tuple(map(tuple, a[part])) for a in article["attributions"] if a[part]}
            hits[part] += len(ours & theirs)
            guessed[part] += len(ours)
            gold[part] += len(theirs)
    f1 = {part: 2 * hits[part] / (guessed[part] + gold[part]) for part in hits}
    assert f1["source"] > 0.66, f1
    assert f1["cue"] > 0.60, f1
    assert f1["content"] > 0.46, f1


@pytest.mark.parametrize("mode", ["fast", "accurate"])
@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("Norway would not sign, replied Hadrian Voss.", "Hadrian Voss", "Norway would not sign"),
        ("Why should Oslo wait? asked Ada Quill, a minister.", "Ada Quill", "Why should Oslo wait?"),
        ("Would it sign? Never, answered Voss.", "Voss", "Never"),
    ],
)
def test_a_name_after_a_verb_of_saying_needs_no_quotation_marks(text, who, what, mode):
    found = attributions(text, mode)[-1]
    assert text[slice(*found.source[0])].startswith(who)
    assert [text[s:e] for s, e in found.content] == [what]
