"""Two dimensions, blocs, cohesion: against distances known beforehand."""

import numpy as np
import pytest

from bilat.measures import geometry
from bilat.measures.cohesion import cohesion, share_interval
from bilat.measures.voting import joint_votes, seldom_seen
from bilat.record import open_record


def _distances(points):
    return np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))


def test_mds_finds_points_of_a_plane_again():
    rng = np.random.default_rng(7)
    points = rng.normal(size=(12, 2))
    found, share = geometry.classical_mds(_distances(points))
    assert share == pytest.approx(1)
    assert _distances(found) == pytest.approx(_distances(points))


def test_mds_says_how_much_a_plane_misses():
    rng = np.random.default_rng(7)
    points = rng.normal(size=(30, 5))
    d = np.sqrt(((points[:, None] - points[None, :]) ** 2).sum(axis=2))
    _, share = geometry.classical_mds(d)
    values = np.linalg.eigvalsh(np.cov(points.T))[::-1]
    assert share == pytest.approx(values[:2].sum() / values.sum())


def test_turning_keeps_distances_and_undoes_a_mirror():
    rng = np.random.default_rng(3)
    before = rng.normal(size=(9, 2))
    before -= before.mean(axis=0)
    angle = 0.7
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ np.diag([1, -1])
    after = geometry.turned_to(before @ turn, np.arange(9), before)
    assert after == pytest.approx(before)


def test_unknown_pairs_leave_states_out_and_get_no_distance():
    d = np.array([[0.0, 1, 2, np.nan], [1, 0, 1, 2], [2, 1, 0, np.nan], [np.nan, 2, np.nan, 0]])
    keep = geometry.complete(d)
    assert keep.tolist() == [0, 1, 2]
    assert not np.isnan(d[np.ix_(keep, keep)]).any()


def test_blocs_find_groups_that_are_there():
    rng = np.random.default_rng(5)
    centres = np.repeat(np.array([[0, 0], [9, 0], [0, 9]]), [6, 4, 3], axis=0)
    labels, distinct = geometry.blocs(_distances(centres + rng.normal(scale=0.3, size=centres.shape)))
    assert labels.tolist() == [0] * 6 + [1] * 4 + [2] * 3
    assert distinct > 0.8


def test_cohesion_is_the_mean_over_known_pairs_and_unknown_is_no_zero():
    record = open_record()
    codes = np.array([200, 220, 325, 230], np.int16)
    found = cohesion(record, "agreement", {1900: codes, 1980: codes, 1981: codes[:2]})
    from bilat.measures.access import observe

    pairs = [(a, b) for i, a in enumerate(codes) for b in codes[i + 1 :]]
    expected = np.mean([observe(record, "agreement", int(a), int(b), 1980).value for a, b in pairs])
    assert found.mean[1] == pytest.approx(expected)
    assert found.low[1] <= found.mean[1] <= found.high[1]
    assert np.isnan(found.mean[[0, 2]]).all()
    assert found.pairs.tolist() == [0, 6, 1]


def test_share_interval_covers_its_share_and_knows_nothing_of_no_votes():
    low, high = share_interval(np.array([0.0, 5, 10, 0]), np.array([10.0, 10, 10, 0]))
    assert low[0] < 0.01
    assert high[2] > 0.99
    assert low[1] < 0.5 < high[1]
    assert np.isnan(low[3])


def test_joint_votes_and_who_is_seldom_seen():
    record = open_record()
    votes = joint_votes(record, 2, 2023)
    assert votes[20] > 50
    assert 20 not in seldom_seen(votes)
    assert all(2 * votes[c] < max(votes.values()) for c in seldom_seen(votes))
    assert seldom_seen({}) == frozenset()
