"""Organisations as actors: who is a member, how many did it, and what is refused."""

from datetime import date

import numpy as np
import pytest

from bilat.errors import InputError
from bilat.outlook import skill
from bilat.outlook.answering import ask, frame, resolve
from bilat.outlook.asked import take_apart
from bilat.outlook.dyadic.lookup import Lookup
from bilat.outlook.grouped import OUTCOMES, arming, joining, level
from bilat.outlook.types import Known
from bilat.record import open_record


@pytest.fixture(scope="module")
def look():
    return Lookup(open_record())


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Will the EU sanction Turkey?", "EU"),
        ("Will the European Union sanction Turkey?", "EU"),
        ("Will NATO members arm Ukraine?", "NATO"),
        ("Will the G7 join sanctions against Russia?", "G7"),
        ("Will Turkey leave NATO?", None),
        ("Will Russia veto a Security Council resolution on Syria?", None),
    ],
)
def test_whose_conduct_is_asked_about(text, group):
    assert take_apart(text, date(2011, 2, 8)).group == group


def test_levels():
    assert level(np.array([14, 13, 1, 0]), np.array([27, 27, 27, 27])).tolist() == [0, 1, 1, 2]


def test_members_after_crimea_joined(look):
    """Known from the record itself: the European Union followed the United States against Russia in 2014."""
    found = joining(look, "EU", 2020)
    at = np.flatnonzero((found.target == 365) & (found.year == 2014))
    assert len(at) == 1
    assert found.did[at[0]] > 0.9 * found.able[at[0]] >= 20
    assert OUTCOMES[found.outcome[at[0]]] == "most members"


def test_occasions_close_before_the_question(look):
    for build in (joining, arming):
        early, late = build(look, "NATO", 1990), build(look, "NATO", 2000)
        assert early.year.max() < 1990
        keep = late.year <= early.year.max()
        for name in ("year", "target", "did", "able"):
            np.testing.assert_array_equal(getattr(late, name)[keep], getattr(early, name))


def test_deliveries_agree_with_one_pair_at_a_time(look):
    found = arming(look, "G7", 2010)
    at = np.flatnonzero((found.target == 651) & (found.year == 2000))[0]
    members = (2, 20, 200, 220, 255, 325, 740)
    gave = [
        any(
            look.at("arms_delivered", np.array([m]), np.array([651]), np.array([y]))[0] > 0
            for y in (2000, 2001, 2002)
        )
        for m in members
    ]
    assert found.did[at] == sum(gave)


def test_answer_has_both_classes_and_resolves():
    on = date(2014, 2, 1)
    found = ask("If Russia annexes Ukraine, will the EU sanction Russia?", on)
    assert found.question.outcomes == OUTCOMES
    assert found.question.asked == ("most members",)
    assert sum(found.probabilities.values()) == pytest.approx(1)
    base, alike = found.classes
    assert base.total > alike.total > 10
    kept = skill.load("groups")
    assert (found.method == "model") == kept.skilled("joins")
    assert all(c.date < on for c in found.similar)
    assert len(found.similar) == 5
    came = resolve(found.question, Known.at(date(2016, 2, 1)))
    assert came.outcome == "most members"
    assert resolve(found.question, Known.at(on)) is None


@pytest.mark.parametrize(
    ("text", "on", "words"),
    [
        ("Will the EU sanction Russia?", date(2022, 2, 8), "already in 2021"),
        (
            "Will EU members vote for a resolution on nuclear disarmament?",
            date(2012, 2, 8),
            "through its members",
        ),
        ("Will NATO attack Iran?", date(2012, 2, 8), "through its members"),
        ("Will the EU sanction Germany?", date(2012, 2, 8), "itself a member"),
        (
            "If the United States sanctions Mars, will China's trade with Mars rise?",
            date(2012, 2, 8),
            "not whom",
        ),
        ("Will China's trade with Russia rise?", date(2012, 2, 8), "only after new sanctions"),
        ("Will NATO supply arms?", date(2012, 2, 8), "nobody to be armed"),
    ],
)
def test_what_is_refused(text, on, words):
    with pytest.raises(InputError, match=words):
        frame(text, on)
