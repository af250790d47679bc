"""Names, posts, organisations; surnames, pronouns and slips of spelling."""

from __future__ import annotations

import pytest

from bilat.reading import read
from bilat.reading.attributing.posts import post


def speakers(text):
    return [
        (s.speaker.name, s.speaker.role, s.speaker.organisation) for s in read(text).statements if s.speaker
    ]


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [
        (
            "director of the Institute on Elbonia and the Northern Sea",
            ("director", "Institute on Elbonia and the Northern Sea"),
        ),
        (
            "director of the Naval Project at the Centre for Coastal Studies",
            ("director", "Naval Project at the Centre for Coastal Studies"),
        ),
        ("a senior fellow at the Harbour Institute", ("senior fellow", "Harbour Institute")),
        ("an analyst with Zembla Risk", ("analyst", "Zembla Risk")),
        ("the Kremlin spokesman", ("spokesman", "Kremlin")),
        ("NATO Secretary General", ("Secretary General", "NATO")),
        ("Russian President", ("President", "Russia")),
        ("Germany's foreign minister", ("foreign minister", "Germany")),
        (
            "professor of naval history at Strelsau University",
            ("professor of naval history", "Strelsau University"),
        ),
        ("a former ambassador who asked not to be named", ("former ambassador", None)),
        ("", (None, None)),
        ("43", (None, None)),
        ("the city on the river", (None, None)),
    ],
)
def test_posts(phrase, wanted):
    assert post(phrase) == wanted


INTRODUCED = (
    "Norway will abstain, said Odalys Brennequist, director of the Harbour Institute. "
    "Sweden will not, said Pell Tavastrand, a fellow at the Zembla Centre.\n\n"
)


def test_a_post_before_a_name_stops_at_the_full_stop_and_keeps_what_qualifies_it():
    text = (
        "So said the Elbe Courier. Prime Minister Ada Quill said it was late. Then she left for Norway. "
        "Former ambassador Bo Berg said it was not. Former Indian foreign minister Cara Dahl said she knew."
    )
    found = [s.speaker for s in read(text).statements if s.speaker]
    assert [(p.name, (p.role or "").lower(), p.organisation) for p in found] == [
        ("Ada Quill", "prime minister", None),
        ("Bo Berg", "former ambassador", None),
        ("Cara Dahl", "former foreign minister", "India"),
    ]


def test_surname_alone_and_title():
    found = speakers(
        INTRODUCED
        + "“Norway has no reason to hurry,” Brennequist said. Mr. Tavastrand said that Sweden has one."
    )
    assert found[2] == ("Odalys Brennequist", "director", "Harbour Institute")
    assert found[3] == ("Pell Tavastrand", "fellow", "Zembla Centre")


def test_a_slip_of_spelling_is_read_and_noted():
    document = read(INTRODUCED + "“Norway has no reason to hurry,” Brenequist said.")
    last = [s for s in document.statements if s.speaker][-1]
    assert last.speaker.name == "Odalys Brennequist"
    assert "Brenequist" in last.notes[0]


def test_another_name_is_not_taken_for_a_slip():
    found = speakers(INTRODUCED + "“Norway has no reason to hurry,” Brandt said.")
    assert found[-1][0] == "Brandt"


def test_a_pronoun_is_the_last_speaker_of_that_gender():
    text = (
        INTRODUCED
        + "The ministry will wait, he predicted. Ms. Brennequist said that it would not. It will fail, she added."
    )
    found = [name for name, _, _ in speakers(text)]
    assert found[2:] == ["Pell Tavastrand", "Odalys Brennequist", "Odalys Brennequist"]


def test_organisations_documents_and_the_unnamed():
    found = speakers(
        "The foreign ministry said that Norway would abstain. The report warned that the treaty could lapse. "
        "An analyst said that Sweden would sign."
    )
    assert [name for name, _, _ in found] == ["foreign ministry", "report", "An analyst"]


def test_the_speaker_behind_remarks():
    assert speakers(
        "Norway abstained, according to remarks by Ada Quill, an analyst at the Harbour Institute."
    ) == [("Ada Quill", "analyst", "Harbour Institute")]


def fast(text):
    return [(s.speaker.name, s.speaker.role) for s in read(text, mode="fast").statements if s.speaker]


def test_who_only_stands_beside_a_speaker_is_not_taken_for_it():
    text = (
        "Ada Quill left for Oslo. Quill advisers said that it was late. People close to Quill said that it was not. "
        "Courier reporter Bo T. Berg said that nobody knew. Another witness said that the harbour froze."
    )
    assert [name for name, _ in fast(text)] == [
        "Quill advisers", "People close to Quill", "Bo T. Berg", "Another witness",
    ]  # fmt: skip


def test_titles_parties_and_owners_are_no_part_of_a_name():
    text = (
        "Oregon Sen. Ada Quill said that it was late. Republican candidate Bo Berg said that it was not. "
        "The paper's Cara Dahl, who was asking why, said that nobody knew. “No,” said Dahl."
    )
    assert fast(text) == [
        ("Ada Quill", None),
        ("Bo Berg", None),
        ("Cara Dahl", None),
        ("Cara Dahl", None),
    ]


def test_a_rank_in_brackets_and_a_secretary_of_state():
    text = "“We know,” said Colonel (ret.) Ada Quill, an analyst at the Harbour Institute. “Yes,” said Jens Weber, the Secretary of State."
    assert speakers(text) == [
        ("Ada Quill", "analyst", "Harbour Institute"),
        ("Jens Weber", "Secretary of State", None),
    ]
