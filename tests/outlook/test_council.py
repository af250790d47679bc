"""Votes of the Security Council: subjects, counts, no look ahead, answers and resolution."""

from datetime import date

import numpy as np
import pytest

from bilat import ledger
from bilat.errors import InputError
from bilat.outlook.answering import ask, frame, resolve
from bilat.outlook.council.backtest import backtest_council, own_on_subject, own_overall
from bilat.outlook.council.drafts import VOTES, Counts, Votes, bundled, subject_of
from bilat.outlook.types import Known
from bilat.outlook.votes.condemnations import council_episodes


@pytest.mark.parametrize(
    ("text", "day", "subject"),
    [
        ("The situation in the Middle East", date(1986, 1, 17), "Israel and Palestine"),
        ("The situation in the Middle East", date(2016, 10, 8), "Syria"),
        ("on extension of the mandate of the UN Interim Force in Lebanon", date(1995, 1, 30), "Lebanon"),
        ("on Israeli settlements", date(2015, 5, 1), "Israel and Palestine"),
        ("on renewal of the UN Disengagement Observer Force", date(1979, 5, 30), "Golan force"),
        (
            "Letter dated 28 February 2014 from the Permanent Representative of Ukraine",
            date(2015, 7, 29),
            "Ukraine",
        ),
        ("Threats to international peace caused by terrorist attacks", date(2020, 8, 31), "terrorism"),
    ],
)
def test_subjects(text, day, subject):
    assert subject_of(text, day) == subject


def test_counts_agree_with_the_ledgers_vetoes():
    """By hand: Russia's and China's vetoes on Syria to the end of 2014 that the ledger lists."""
    syria = [r for r in ledger.load().rollcalls if r.body == "SC" and r.draft and "Syria" in r.topics]
    for iso3, code in (("RUS", 365), ("CHN", 710)):
        cast = sum(iso3 in r.vetoed_by and r.date.year < 2015 for r in syria)
        assert bundled().of(code, "Syria", 2015, 1.0)[2] == cast == 4


def test_counts_fade_by_hand():
    made = Counts(
        np.array([2000, 2001]), np.array(["A", "A"], object), np.array([2, 2]), np.array([[2.0, 0, 0, 0], [0, 0, 1, 0]])
    )  # fmt: skip
    assert made.of(2, "A", 2002, 0.9).tolist() == [1.8, 0, 1, 0]
    assert made.of(2, "A", 2001, 0.9).tolist() == [2, 0, 0, 0]  # nothing of the year itself
    own = own_overall(made, 2, 2001)
    np.testing.assert_allclose(own_on_subject(made, 2, "B", 2001), own)  # no case: what it does on all


def test_backtest_does_not_see_the_year_it_forecasts():
    rng = np.random.default_rng(1)
    n = 400
    found = Votes(
        ("A", "B"), np.arange(n), np.sort(rng.integers(1980, 2000, n)), rng.integers(0, 2, n),
        rng.choice([2, 365], n), rng.choice(4, n, p=[0.6, 0.2, 0.15, 0.05]),
    )  # fmt: skip

    def counts(v):
        names = np.array([v.subjects[i] for i in v.subject], object)
        return Counts(v.year, names, v.code, np.eye(4)[v.vote])

    late = found.year >= 1995
    turned = Votes(
        found.subjects, found.draft, found.year, found.subject, found.code, np.where(late, 0, found.vote)
    )
    one = backtest_council(found, counts(found), lambda _t: None, since=1985)
    two = backtest_council(found, counts(turned), lambda _t: None, since=1985)
    for method in ("own votes on all subjects", "own votes on the subject"):
        assert one.line(method, "1980s") == two.line(method, "1980s")
        assert one.line(method, "1990s") != two.line(method, "1990s")


def test_listed_first_votes_are_the_councils():
    rolls = {r.id: r for r in ledger.load().rollcalls}
    days = [rolls[e.rollcall].date for e in council_episodes()]
    assert days == sorted(days)
    assert all(rolls[e.rollcall].body == "SC" for e in council_episodes())


def test_own_use_of_force_is_a_class_of_its_own():
    on = date(2022, 2, 8)
    found = ask("Will Russia veto a Security Council resolution condemning its invasion of Ukraine?", on)
    force = found.classes[-1]
    assert force.counts == {"yes": 0, "abstain": 0, "no": 7, "absent": 0}
    assert all(c.date < on for c in force.cases)
    assert found.probabilities == force.probabilities
    assert found.method == "base rate"
    came = resolve(found.question, Known.at(date(2023, 1, 1)))
    assert (came.outcome, came.date) == ("no", date(2022, 2, 25))


def test_subject_answers_and_resolves():
    on = date(2015, 5, 1)
    found = ask("Will Russia veto a Security Council resolution on Syria?", on)
    assert found.question.asked == ("no",)
    base, own = found.classes
    assert own.probabilities["no"] > 10 * base.probabilities["no"]
    assert set(found.probabilities) == set(VOTES)
    came = resolve(found.question, Known.at(date(2017, 1, 1)))
    assert (came.outcome, came.date) == (
        "yes",
        date(2015, 11, 20),
    )  # the ledger's next one on Syria, adopted by all
    assert resolve(found.question, Known.at(on)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Will Japan veto a Security Council resolution on Syria?", "no member of the Security Council"),
        ("Will Russia veto?", "no subject"),
    ],
)
def test_what_cannot_be_asked(text, words):
    with pytest.raises(InputError, match=words):
        frame(text, date(2015, 5, 1))
