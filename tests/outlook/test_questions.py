"""Sentences and propositions become typed questions, or are refused with what to do."""

from datetime import date

import pytest

from bilat.errors import BilatError, InputError, UnknownNameError
from bilat.outlook.answering import frame, frame_proposition
from bilat.outlook.asked import take_apart
from bilat.outlook.types import Question
from bilat.outlook.votes.asking import choice_asked
from bilat.propositions import Forecast

ON = date(2022, 2, 8)
FLAGSHIP = "If Russia invades Ukraine, will China vote for, against or abstain on a General Assembly resolution condemning it?"


def test_the_flagship_is_a_question_of_support():
    q = frame(FLAGSHIP, ON)
    assert (q.family, q.actor, q.target) == ("support", "CHN", "RUS")
    assert q.outcomes == ("yes", "abstain", "no", "absent")
    assert q.asked == ()
    assert (q.condition.act, q.condition.actor, q.condition.target) == ("force", "RUS", "UKR")
    assert q.rule.params == {"user": "RUS", "target": "UKR"}
    assert q.horizon == date(2023, 2, 8)


@pytest.mark.parametrize(
    ("sentence", "family", "actor", "asked"),
    [
        (
            "If Russia invades Ukraine, China would vote against a resolution condemning it.",
            "support",
            "CHN",
            ("no",),
        ),
        ("China would support Russia if it invades Ukraine", "support", "CHN", ("no",)),
        ("If Russia invades Ukraine, China would not support Russia", "support", "CHN", ("yes",)),
        (
            "If China attacks Taiwan, will Japan join the war?",
            "support",
            "JPN",
            ("for the user", "for the target"),
        ),
        (
            "Will India vote for the General Assembly resolution on nuclear disarmament?",
            "votes",
            "IND",
            ("yes",),
        ),
        ("Brazil will abstain on a resolution on human rights in Iran", "votes", "BRA", ("abstain",)),
        (
            "India will not vote against the General Assembly resolution on Palestine",
            "votes",
            "IND",
            ("yes", "abstain", "absent"),
        ),
    ],
)
def test_sentences(sentence, family, actor, asked):
    q = frame(sentence, ON)
    assert (q.family, q.actor, q.asked) == (family, actor, asked)
    assert q.rule.text
    assert Question.from_dict(q.to_dict()) == q


def test_a_proposition_of_the_reader():
    claim = Forecast(
        actor="CHN",
        condition="If Russia invades Ukraine",
        outcome="China would vote against a resolution condemning it",
    )
    q = frame_proposition(claim, ON)
    assert (q.family, q.actor, q.asked) == ("support", "CHN", ("no",))


def test_the_reader_and_the_outlook_agree_on_the_flagship():
    from bilat.reading.claims import propositions
    from bilat.reading.context import Context

    found = propositions(FLAGSHIP, Context(on=ON))
    assert frame_proposition(found[0].proposition, ON).actor == "CHN"


@pytest.mark.parametrize(
    ("sentence", "error", "says"),
    [
        ("", InputError, "No question"),
        ("x " * 1500, InputError, "longer"),
        ("Will it rain tomorrow?", InputError, "names no state"),
        ("Will China land on the Moon?", InputError, "fits no family"),
        ("If Ukraine is invaded, will China abstain?", InputError, "needs two states"),
        ("If Russia invades Russia, will China abstain?", InputError, "needs two states"),
        ("If Russia invades Ukraine, will Russia vote against the resolution?", InputError, "a side"),
        ("If Russia invades Ukrane, will China abstain?", UnknownNameError, "Ukraine"),
        ("Will China veto a Security Council resolution?", InputError, "Security Council"),
        ("Will China vote for a resolution on shoe sizes?", InputError, "wording class"),
    ],
)
def test_bad_questions(sentence, error, says):
    with pytest.raises(error) as caught:
        frame(sentence, ON)
    assert says in str(caught.value)


def test_a_state_that_was_none_that_day():
    with pytest.raises(BilatError, match="was not a state|needs two|unknown|Unknown"):
        frame(
            "If East Germany invades Poland, will China abstain on a resolution condemning it?",
            date(2005, 1, 1),
        )


def test_a_horizon_before_the_question():
    with pytest.raises(InputError, match="horizon"):
        frame(FLAGSHIP, ON, date(2021, 1, 1))


def test_what_is_near_is_named():
    with pytest.raises(InputError) as caught:
        frame("Will China land on the Moon?", ON)
    assert "votes" in caught.value.hint


def test_apart():
    q = take_apart("Should Turkey attack Greece, France would back Greece", ON)
    assert q.condition.states == ("TUR", "GRC")
    assert q.actor == "FRA"


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("vote yes", ("yes",)),
        ("vote no on it", ("no",)),
        ("abstain", ("abstain",)),
        ("vote for or against", ()),
        ("be absent from the vote", ("absent",)),
        ("support the resolution", ("yes",)),
        ("oppose the resolution", ("no",)),
    ],
)
def test_choices(text, choice):
    assert choice_asked(text) == choice
