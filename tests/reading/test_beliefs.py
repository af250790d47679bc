"""Beliefs have their holders; conditions go with what follows from them; organisations are called by what they are."""

from __future__ import annotations

from datetime import date

import pytest

from bilat.reading import read

ON = date(2019, 3, 6)


def spoken(text, mode="accurate"):
    return {
        (f.proposition.kind, f.proposition.negated, f.statement.speaker.name if f.statement.speaker else None)
        for f in read(text, ON, mode=mode).propositions
    }


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("She believes that Norway will join the European Union.", ("forecast", False, "Ada Quill")),
        ("She doubts that Norway will join the European Union.", ("forecast", True, "Ada Quill")),
        ("She is convinced that Norway will join the European Union.", ("forecast", False, "Ada Quill")),
        ("Analysts expect Norway to join the European Union.", ("forecast", False, "Analysts")),
        # what a state expects is its stance, what it believes is said
        ("Sweden expects Norway to join the European Union.", ("forecast", False, None)),
    ],
)
def test_a_belief_is_its_holders(sentence, found):
    text = f"Norway is not a member of the European Union, said Ada Quill, an analyst. {sentence}"
    assert found in spoken(text)


def test_what_is_expected_is_not_told_as_done():
    kinds = {
        kind
        for kind, _negated, _who in spoken("I expect France to leave NATO. Many hope Italy will leave NATO.")
    }
    assert kinds == {"forecast"}


def test_a_condition_before_the_source_belongs_to_what_follows():
    text = "If Norway leaves NATO, analysts expect Denmark to leave the European Union."
    found = [f.proposition for f in read(text, ON).propositions]
    assert [(p.kind, p.condition) for p in found if p.kind == "forecast"] == [
        ("forecast", "If Norway leaves NATO")
    ]


def test_the_writer_is_i_outside_quotation_marks():
    text = (
        "TESTIMONY BEFORE THE COMMITTEE\nStatement of Dr. Ada Quill, Senior Fellow, Elbe Institute\n12 March 2019\n\n"
        "Norway joined NATO in 1949, as the members of this committee know. I expect Norway to join the European Union. “I fear Denmark will leave NATO,” said Bo Berg, an analyst."
    )
    document = read(text)
    assert (document.date, document.author) == (date(2019, 3, 12), "Dr. Ada Quill")
    who = {f.statement.speaker.name for f in document.propositions if f.proposition.kind == "forecast"}
    assert who == {"Dr. Ada Quill", "Bo Berg"}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Hungary was a member of the Warsaw Pact. Albania left the Pact in 1968.", "Warsaw Pact"),
        ("NATO met on Friday. Spain joined the alliance in 1982.", "NATO"),
        ("OPEC met on Friday. Gabon left the cartel in 1995.", "OPEC"),
        # an alliance is no cartel
        ("OPEC met on Friday. Spain joined the alliance in 1982.", None),
        ("Spain joined the alliance in 1982.", None),
    ],
)
def test_an_organisation_by_what_it_is(text, body):
    found = [f.proposition for f in read(text, ON, mode="fast").propositions]
    assert (
        found[-1].organisation
        if found and found[-1].kind == "membership" and found[-1].change != "is"
        else None
    ) == body


def test_a_vote_without_its_resolution_is_on_the_one_named_before():
    text = "No African country voted against resolution 68/262 but Sudan. Twenty-seven African states abstained. Morocco did not vote."
    found = [f.proposition for f in read(text, ON, mode="fast").propositions]
    said = {(p.state, p.choice, p.symbol, p.members) for p in found}
    assert ("Africa", "abstain", "A/RES/68/262", 27) in said
    assert ("MAR", "absent", "A/RES/68/262", None) in said


def test_numbers_in_words_are_read_whole():
    text = "Nineteen African states voted for resolution 68/262."
    [found] = read(text, ON, mode="fast").propositions
    assert (found.proposition.quantifier, found.proposition.members) == ("exactly", 19)


def test_whom_the_writer_means_by_us_is_not_said():
    assert read("Finland and Sweden trade more with us than Russia does.", ON, mode="fast").propositions == ()


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("“Belarus is our closest ally,” Russian President Vladimir Putin told reporters.", ("RUS", "BLR")),
        ("“Belarus is our closest ally,” said Ada Quill, Chile's former foreign minister.", ("CHL", "BLR")),
        # whose "our" it is with a banker is not said
        ("“Belarus is our closest ally,” said Ada Quill, president of the Elbe Bank.", None),
    ],
)
def test_we_is_the_state_of_who_speaks_for_it(text, pair):
    found = [
        f.proposition for f in read(text, ON).propositions if f.proposition.kind == "closeness.comparison"
    ]
    assert [(p.a, p.b) for p in found] == ([pair] if pair else [])


def test_a_resolution_keeps_its_year_in_the_next_sentence():
    text = "“In 2014 Belarus rejected the resolution on Ukraine's territorial integrity,” Ada Quill said. China abstained."
    found = [f.proposition for f in read(text, date(2026, 3, 6), mode="fast").propositions]
    assert "2014" in found[-1].resolution


def test_a_given_name_in_two_syllables():
    text = "Norway would probably leave NATO, former ambassador Kim Do-hyun said."
    assert {s.speaker.name for s in read(text, ON).statements if s.speaker} == {"Kim Do-hyun"}


def test_a_condition_after_the_words_that_announce_it_and_a_speaker_without_a_name():
    text = "Ada Quill left the room. A Soviet diplomat disagreed: if it came to war, he said, Moscow would leave the United Nations."
    (found,) = read(text, date(1972, 3, 6), mode="fast").propositions
    assert found.statement.speaker.name == "A Soviet diplomat"
    assert (found.proposition.kind, found.proposition.condition) == ("forecast", "if it came to war")
