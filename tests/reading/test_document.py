"""Documents: statements, narration, outlet chains, propositions with their speakers; hostile texts."""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.errors import InputError
from bilat.reading import read, read_source

EXAMPLE = Path(__file__).parents[2] / "examples" / "article.txt"


@pytest.fixture(scope="module")
def example():
    return read_source(EXAMPLE)


def by_kind(document, kind):
    return [f for f in document.propositions if f.proposition.kind == kind]


def test_the_example_article(example):
    assert example.date == date(2022, 3, 4)
    director = (
        "Odalys Brennequist",
        "director",
        "Eastern Programme at the Strelsau School of International Affairs",
    )
    fellow = ("Pell Tavastrand", "senior fellow", "Zembla Centre for Strategic Studies")
    said = {
        (s.speaker.name, s.speaker.role, s.speaker.organisation)
        for s in example.statements
        if s.speaker is not None
    }
    assert {director, fellow} <= said
    assert all(s.outlet_chain == ("Elbe Courier",) for s in example.statements if s.speaker)
    assert all(s.outlet_chain == () for s in example.statements if s.mode == "narration")
    superlative = by_kind(example, "closeness.superlative")[0]
    assert superlative.statement.speaker.name == director[0]
    assert {superlative.proposition.a, superlative.proposition.b} == {"RUS", "TUR"}
    ways = {(f.proposition.state, f.proposition.choice) for f in by_kind(example, "vote")}
    assert {("CHN", "abstain"), ("IND", "abstain"), ("TUR", "yes"), ("VNM", "no"), ("KAZ", "abstain")} <= ways
    war = next(f for f in by_kind(example, "dispute") if f.proposition.relation == "war")
    assert war.statement.speaker.name == fellow[0]
    conditional = next(f for f in by_kind(example, "forecast") if f.proposition.condition)
    assert conditional.statement.speaker.name == director[0]
    assert any("Brenequist" in note for note in conditional.statement.notes)


def test_ids_and_spans(example):
    assert [f.id for f in example.propositions] == [f"c{i + 1}" for i in range(len(example.propositions))]
    for found in example.propositions:
        start, end = found.span
        assert example.text[start:end].strip()
        assert found.sentence in example.text
        assert -3 <= found.certainty <= 3
    for statement in example.statements:
        assert statement.text == " … ".join(example.text[s:e] for s, e in statement.content)


def test_modes():
    text = (
        "“The treaty is dead and buried,” Ada Quill said. Quill said that Norway would abstain. "
        "Quill said that Norway “would never sign such a treaty”. Norway abstained."
    )
    assert [s.mode for s in read(text).statements] == ["direct", "indirect", "mixed", "narration"]


def test_a_sentence_is_shared_between_narration_and_speaker():
    document = read(
        "Norway has pledged to support Sweden's position, but according to Ada Quill, it is not in Norway's interest."
    )
    assert [(s.mode, s.text) for s in document.statements] == [
        ("narration", "Norway has pledged to support Sweden's position"),
        ("indirect", "it is not in Norway's interest"),
    ]


def test_an_outlet_named_late_frames_its_paragraph_only():
    text = "\n\n".join(
        [
            "Norway abstained on Tuesday.",
            "Sweden did not, said Ada Quill, an analyst.",
            "It rained.",
            "It snowed.",
            "Chad signed, according to Bo Marsh, a diplomat, the Elbe Courier reported.",
            "“Niger will sign as well,” Quill said.",
        ]
    )
    chains = [s.outlet_chain for s in read(text).statements if s.speaker and s.speaker.name != "Elbe Courier"]
    assert chains == [(), ("Elbe Courier",), ()]


def test_an_outlet_is_the_speaker_where_nobody_else_is():
    found = [s for s in read("Norway abstained, Reuters reported.").statements if s.speaker]
    assert [(s.speaker.name, s.outlet_chain) for s in found] == [("Reuters", ("Reuters",))]


def test_the_pair_in_focus_carries_over():
    document = read(
        "Russia and Turkey met on Monday. The two countries are not treaty allies.", date(2022, 3, 4)
    )
    obligation = by_kind(document, "obligation")[0].proposition
    assert {obligation.a, obligation.b} == {"RUS", "TUR"}
    assert obligation.negated


def test_football_holds_no_claim():
    document = read(
        "The home side won by three goals to one on Saturday. The striker scored twice before half-time, and the "
        "keeper saved a penalty.\n\n“We played our own game,” the coach said. “The lads were great.”"
    )
    assert document.propositions == ()
    assert any("No claim" in note for note in document.notes)


def test_a_text_without_a_day_says_so():
    assert any("--date" in note for note in read("Norway abstained on the resolution.").notes)
    assert not any("--date" in note for note in read("Norway abstained.", date(2022, 3, 4)).notes)


@pytest.mark.parametrize(
    "text",
    [
        "“Norway abstained, Quill said. Sweden did “not. He left.",
        "\u202eNorway\u202c ab\u200bstained on the res\u00adolution, \u2066Quill\u2069 said.",
        "قال الوزير إن روسيا لن تنسحب. Russia will not withdraw, the minister said.",
        "“" * 300,
        "'" * 300 + " said Quill",
        ", ".join(f"Country{i}" for i in range(300)) + " abstained, Quill said.",
        "He said " * 400,
        "according to " * 400,
        "said that " * 300 + "Norway abstained.",
        "😀 Norway 😀 abstained, 😀 said Quill 😀.",
    ],
)
def test_odd_texts_are_read_in_bounded_time(text, within):
    try:
        with within(30):
            document = read(text)
    except InputError:
        return
    for statement in document.statements:
        for start, end in statement.content:
            assert 0 <= start < end <= len(document.text)


def test_three_hundred_states_in_one_sentence(within):
    names = ["Norway", "Sweden", "Chad", "Niger", "Peru", "Laos", "Mali", "Oman", "Cuba", "Iraq"] * 30
    with within(30):
        document = read(
            ", ".join(names) + " and Fiji abstained on the resolution on Crimea.", date(2014, 4, 1)
        )
    assert document.words > 300


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("the ministry of fish said that boats would be counted again ", 50_000),
        ("x" * 60 + " said ", 80_000),
    ],
)
def test_one_long_line_is_read_in_bounded_time_and_memory(unit, size):
    code = (
        "import re; from pathlib import Path; from bilat.reading import read;"
        f"d = read(({unit!r} * {size // len(unit)})); assert len(d.text) > {size} * 0.98; assert not d.propositions;"
        # not ru_maxrss, which a child takes over from the process that started it
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text()).group(1))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=200, check=True
    )
    assert int(done.stdout) < 900_000  # kilobytes: some 250 MB of models, and 3.5 kB a character


def test_importing_reading_loads_no_model():
    code = "import sys, bilat.reading, bilat.reading.context; assert not {'spacy', 'trafilatura', 'pandas'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="“”\"' .,:\n()abcNS—", min_size=1, max_size=150))
def test_any_text_gives_a_document_or_an_input_error(text):
    try:
        document = read(text + " Norway abstained, Quill said.")
    except InputError:
        return
    for statement in document.statements:
        assert statement.text == " … ".join(document.text[s:e] for s, e in statement.content)
        if statement.source_span:
            assert document.text[slice(*statement.source_span)].strip()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 6_000_000


def test_an_outlet_named_after_a_speakers_post_is_no_speaker():
    text = (
        "Norway would abstain, according to Ada Quill, director of the Kelpie Institute, the Elbe Courier reported. "
        "“Oslo has said so,” she said."
    )
    read_ = read(text, date=date(2022, 3, 4))
    speakers = {s.speaker.name for s in read_.statements if s.speaker}
    assert speakers == {"Ada Quill"}
    assert {s.outlet_chain for s in read_.statements if s.speaker} == {("Elbe Courier",)}


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_an_act_told_in_a_noun_is_the_article_s_own(mode):
    """Who announces a union has done something; the sentence stays whole, with both of its events."""
    text = (
        "Jonas Gahr Støre, prime minister of Norway, and Ulf Kristersson, prime minister of Sweden, met in Oslo on "
        "Tuesday and announced a “seamless” customs union between the two countries. “It will last,” Støre said."
    )
    document = read(text, date(2024, 3, 6), mode=mode)
    told = [s for s in document.statements if s.mode == "narration"]
    assert any("met in Oslo" in s.text and "customs union" in s.text for s in told)
    spoken = [s.text for s in document.statements if s.mode != "narration"]
    assert len(spoken) == 1 and "It will last" in spoken[0]
