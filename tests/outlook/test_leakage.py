"""Nothing later than the evening before a question changes its answer."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bilat.outlook.families.support import FAMILY as SUPPORT
from bilat.outlook.families.votes import FAMILY as VOTES
from bilat.outlook.types import Known
from bilat.outlook.votes.backtest import collect
from bilat.outlook.votes.competing import weigh
from bilat.outlook.votes.features import Text, packed_features, title_features
from bilat.outlook.votes.model import fit
from bilat.outlook.votes.tables import Past

TEXTS = [Text("Nuclear disarmament"), Text("A text that nobody saw before")]


def spoilt(matrix, year, seed=5):
    """The same Assembly with every vote, title and issue from a year on thrown about."""
    rng = np.random.default_rng(seed)
    late = np.flatnonzero(matrix.years >= year)
    votes, plain, text = matrix.votes.copy(), matrix.plain.copy(), matrix.titles.copy()
    votes[late] = rng.choice([1, 2, 3, 8], votes[late].shape)
    order = rng.permutation(late)
    plain[late], text[late] = plain[order], text[order]
    issues = matrix.issues.copy()
    issues[late] = rng.integers(0, 64, len(late))
    return replace(matrix, votes=votes, plain=plain, titles=text, issues=issues)


@pytest.mark.parametrize("year", [1996, 2000, 2003])
def test_features_know_nothing_of_their_own_year_and_later(matrix, year):
    before = title_features(Past(matrix, year), TEXTS)
    after = title_features(Past(spoilt(matrix, year), year), TEXTS)
    np.testing.assert_array_equal(before, after)
    # and they do know the year before: the test would see a leak
    seen = title_features(Past(spoilt(matrix, year - 1), year), TEXTS)
    assert not np.array_equal(before, seen, equal_nan=True)


def test_rows_of_a_year_are_those_without_the_years_after_it(matrix):
    whole = collect(matrix, 1999, 2003)
    short = collect(matrix.before(2002), 1999, 2001)
    keep = whole.year <= 2001
    np.testing.assert_array_equal(whole.x[keep], short.x)
    np.testing.assert_array_equal(whole.new[keep], short.new)


def test_another_voter_on_the_same_roll_call_changes_nothing(matrix):
    """A random split of rows leaks the other votes of a roll call; features hold none of them."""
    rng = np.random.default_rng(3)
    votes = matrix.votes.copy()
    now = matrix.years == 2001
    votes[now] = rng.permuted(votes[now], axis=1)
    a, b = collect(matrix, 2001, 2001), collect(replace(matrix, votes=votes), 2001, 2001)
    np.testing.assert_array_equal(a.x, b.x)


def test_trees_fitted_on_the_same_past_forecast_the_same(matrix):
    def forecast(m):
        rows = collect(m, 1995, 2000)
        age = 2001 - rows.year
        x = title_features(Past(m, 2001), TEXTS)[:, 0]
        return fit(rows.x, rows.vote, age).predict(x)

    one, two = forecast(matrix), forecast(spoilt(matrix, 2001))
    np.testing.assert_array_equal(one[0], two[0])
    np.testing.assert_array_equal(one[1], two[1])


def test_packed_features_are_the_first_of_all_features(matrix):
    past = Past(matrix, 2000)
    packed = packed_features(past.tables, TEXTS)
    np.testing.assert_array_equal(packed, title_features(past, TEXTS)[..., : packed.shape[-1]])


def test_the_words_after_the_vote_are_cut_off():
    assert (
        Text("Nuclear disarmament : resolution / adopted by the General Assembly").plain
        == "nuclear disarmament"
    )


ON = date(2022, 2, 8)
FLAGSHIP = "If Russia invades Ukraine, will China vote for, against or abstain on a General Assembly resolution condemning it?"


def test_the_answer_of_2022_is_that_of_a_ledger_without_2022(monkeypatch):
    from bilat.outlook.answering import frame

    known = Known.at(ON)
    question = frame(FLAGSHIP, ON)
    answer = SUPPORT.answer(question, known)
    assert all(case.date < ON for c in answer.classes for case in c.cases)
    assert all(r.date < ON for r in known.ledger.rollcalls)
    # the ledger of today, turned upside down from that day on, and cut: the same answer
    from bilat import ledger

    full = ledger.load()
    turned = tuple(replace(r, yes=r.no, no=r.yes) if r.date >= ON else r for r in full.rollcalls)

    class Turned:
        rollcalls = turned

        def __getattr__(self, name):
            return getattr(full.known_by(known.until), name)

    late = Known(known.record, Turned(), ON)
    object.__setattr__(late, "ledger", _cut(Turned(), known.until))
    assert SUPPORT.answer(question, late).probabilities == answer.probabilities


def _cut(ledger, until):
    class Cut:
        rollcalls = tuple(r for r in ledger.rollcalls if r.date <= until)
        wars = tuple(w for w in ledger.wars if w.start <= until)
        organisation = ledger.organisation

    return Cut()


def test_weights_are_fitted_on_episodes_before_the_question():
    early, late = weigh(Known.at(date(1995, 1, 1))), weigh(Known.at(date(2024, 1, 1)))
    assert early != late
    assert sum(early.values()) == pytest.approx(1, abs=1e-3)


def test_no_probability_without_its_class():
    from bilat.outlook.answering import ask

    for sentence, on in (
        (FLAGSHIP, ON),
        ("Will India vote for the General Assembly resolution on nuclear disarmament?", date(2023, 5, 1)),
        ("Will Brazil abstain on a resolution on human rights in Iran?", date(2012, 5, 1)),
        ("If China attacks Taiwan, will Japan join the war?", date(2023, 5, 1)),
    ):
        answer = ask(sentence, on)
        assert answer.classes
        assert all(c.total > 0 and c.definition for c in answer.classes)
        assert sum(answer.probabilities.values()) == pytest.approx(1)
        for o, p in answer.probabilities.items():
            low, high = answer.intervals[o]
            assert -1e-9 <= low <= p + 0.05
            assert p - 0.05 <= high <= 1 + 1e-9
        assert answer.skill


def test_trees_that_saw_the_year_do_not_answer_for_it():
    from bilat.outlook.answering import ask

    asked = "Will India vote for the General Assembly resolution on nuclear disarmament?"
    old = ask(asked, date(2015, 5, 1))
    assert old.method == "base rate"
    assert any("seen votes" in n for n in old.notes)
    assert VOTES.base_rate(old.question, Known.at(date(2015, 5, 1))).probabilities == old.probabilities
