"""Announced votes: read from a question, turned into features, never seen of the states that are forecast."""

from datetime import date

import numpy as np
import pytest

from bilat.errors import InputError
from bilat.outlook import skill
from bilat.outlook.answering import ask, frame
from bilat.outlook.asked import take_apart
from bilat.outlook.votes.announced import KEY, SAID, announced_features, as_given, by_company, drawn
from bilat.outlook.votes.asking import announced_in, topic_of
from bilat.outlook.votes.backtest import collect
from bilat.outlook.votes.features import NAMES, PACKED

ON = date(2015, 5, 1)


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("If Russia votes no and the United States yes, will India abstain on human rights in Iran?",
         {"RUS": "no", "USA": "yes"}),
        ("Given that Russia and China vote against, and France abstains, will India vote for a resolution on Syria?",
         {"RUS": "no", "CHN": "no", "FRA": "abstain"}),
        ("Will India vote for a resolution sponsored by Cuba and Egypt on nuclear disarmament?",
         {"CUB": "yes", "EGY": "yes"}),
        ("If Russia invades Ukraine, will China abstain?", {}),
    ],
)  # fmt: skip
def test_votes_read_from_a_question(text, votes):
    assert announced_in(take_apart(text, ON)) == votes


def test_an_organisation_stands_for_its_members():
    asked = take_apart(
        "Will Brazil vote for a resolution on nuclear disarmament, given that NATO votes no?", ON
    )
    found = announced_in(asked)
    assert found["FRA"] == found["TUR"] == "no"
    assert len(found) == 28


def test_sponsors_are_no_part_of_the_topic():
    text = "will India vote for a General Assembly resolution sponsored by Russia on information security"
    assert "security" in topic_of(text)
    assert "Russia" not in topic_of(text)


def test_features_of_one_announcer_by_hand():
    codes, near = np.array([2, 20, 365]), np.array([[1, 0.9, 0.2], [0.9, 1, 0.3], [0.2, 0.3, 1]])
    x = np.full((3, PACKED), 0.0, np.float32)
    x[:, NAMES.index("class_yes") : NAMES.index("class_yes") + 3] = [0.8, 0.1, 0.1]
    found = announced_features(codes, near, x, {2: 3})
    assert found[1, :3].tolist() == [0, 0, 1]
    assert found[1, SAID.index("said_weight")] == pytest.approx(0.9**12)
    up = SAID.index("surprise_class_yes")
    assert found[1, up : up + 3] == pytest.approx([-0.8, -0.1, 0.9])
    assert np.isnan(found[:, SAID.index("surprise_title_yes")]).all()
    moved = by_company(x, found)
    assert moved[1, 2] > 0.4 > moved[2, 2]  # its company moves more than a stranger
    nothing = announced_features(codes, near, x, {})
    np.testing.assert_allclose(
        by_company(x, nothing), x[:, up * 0 + NAMES.index("class_yes") :][:, :3], atol=1e-6
    )


def test_draws_are_those_of_the_roll_call(matrix):
    votes = matrix.votes[5].astype(int)
    one, two = drawn(votes, matrix.codes, 5), drawn(votes, matrix.codes, 5)
    assert one == two
    assert all(votes[np.searchsorted(matrix.codes, c)] == v for c, v in one.items())
    assert set(as_given(KEY, votes, matrix.codes)) <= set(KEY)


def test_rows_see_announcers_only(matrix):
    """Turn the votes of everybody but the announcers: what is known of the others stays the same."""
    from dataclasses import replace

    rows = collect(matrix, 2003, 2003)
    others = ~np.isin(matrix.codes, KEY)
    votes = matrix.votes.copy()
    late = matrix.years == 2003
    some = votes[np.ix_(late, others)]
    votes[np.ix_(late, others)] = np.where((some > 0) & (some < 8), 4 - some, some)
    again = collect(replace(matrix, votes=votes), 2003, 2003)
    np.testing.assert_array_equal(rows.said_key, again.said_key)
    np.testing.assert_array_equal(rows.x, again.x)
    assert (rows.vote != again.vote).any()


def test_announced_votes_move_their_class():
    base = "Will Brazil vote for the General Assembly resolution on the situation of human rights in Syria?"
    given = "Given that Russia votes no and Argentina and Chile vote yes, " + base[0].lower() + base[1:]
    found = ask(given, date(2023, 5, 1))
    own, said = found.classes[0], found.classes[-1]
    assert said.counts == {"yes": 2, "abstain": 0, "no": 1, "absent": 0}
    assert said.probabilities["yes"] > own.probabilities["yes"] + 0.05
    heard = skill.load("votes").beats("announced, by class", "key votes given")
    assert heard or any("does not answer" in n for n in found.notes)


def test_the_vote_asked_about_cannot_be_given():
    with pytest.raises(InputError, match="as announced and asks for it"):
        frame(
            "If Brazil votes no, will Brazil vote yes on a General Assembly resolution on human rights in Syria?",
            ON,
        )


def test_kept_backtest_tells_new_titles_apart():
    kept = skill.load("votes")
    for split in ("key votes given", "new titles, key votes given"):
        base, said = kept.line(kept.base, split), kept.line("announced, by title", split)
        assert said.n == base.n > 10_000
        assert said.brier < base.brier
    assert kept.beats("announced, by title", "key votes given")
    assert not kept.beats(
        "announced, by company", "key votes given"
    )  # the rule alone has no skill, and does not answer
