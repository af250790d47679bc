"""Similarity of votes: against statsmodels, a slow loop, published values; and what must hold for any votes."""

import doctest
import itertools

import hypothesis.extra.numpy as hnp
import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from bilat.errors import InputError
from bilat.measures import similarity as room
from bilat.measures.jointvotes import CELLS, Votes, joint_cells
from bilat.measures.similarity import NAMES, from_cells, similarity

TABLES = hnp.arrays(np.int64, (3, 3), elements=st.integers(0, 60))


def make(matrix, periods=None):
    """Votes from a states x roll calls matrix; 0 is absent."""
    matrix = np.asarray(matrix)
    state, rollcall = np.nonzero(matrix)
    order = np.lexsort((state, rollcall))
    state, rollcall = state[order], rollcall[order]
    label = np.ones(matrix.shape[1], dtype=int) if periods is None else np.asarray(periods)
    return Votes(state, rollcall, matrix[state, rollcall], label, label + 1945)


def slow(x, z):
    """The nine measures of two vectors of votes (0 absent), straight from the formulas, in plain Python."""
    pairs = [(int(p), int(q)) for p, q in zip(x, z, strict=True) if p and q]
    n = len(pairs)
    if not n:
        return dict.fromkeys(NAMES, float("nan"))
    weights = {
        "": lambda p, q: p != q,
        "_linear": lambda p, q: abs(p - q),
        "_quadratic": lambda p, q: (p - q) ** 2,
    }
    out = {
        "agreement": sum(p == q for p, q in pairs) / n,
        "s": 1 - 2 * sum(abs(p - q) for p, q in pairs) / sum(2 for _ in pairs),
        "s2": 1 - 2 * sum((p - q) ** 2 for p, q in pairs) / sum(4 for _ in pairs),
    }
    first, second = [p for p, _ in pairs], [q for _, q in pairs]
    for kind in ("kappa", "pi"):
        one, two = (first, second) if kind == "kappa" else (first + second, first + second)
        for name, weight in weights.items():
            observed = sum(weight(p, q) for p, q in pairs) / n
            expected = sum(
                weight(i, j) * one.count(i) / len(one) * two.count(j) / len(two)
                for i, j in itertools.product((1, 2, 3), repeat=2)
            )
            out[kind + name] = 1 - observed / expected if expected else float("nan")
    return out


def test_doctests():
    assert doctest.testmod(room).failed == 0


@given(TABLES)
def test_kappa_equals_statsmodels(table):
    for name, weights in (("kappa", None), ("kappa_linear", "linear"), ("kappa_quadratic", "quadratic")):
        ours = from_cells(table.reshape(9, 1), [name])[0, 0]
        if np.isnan(ours):
            assert (table.sum(axis=1) > 0).sum() <= 1
            continue
        theirs = cohens_kappa(table, wt=weights, return_results=False)
        assert ours == pytest.approx(theirs, abs=1e-12)


@given(hnp.arrays(np.int64, (4, 9), elements=st.integers(0, 3)))
@settings(max_examples=60)
def test_all_measures_equal_a_slow_loop(matrix):
    found = similarity(make(matrix))
    for k, (a, b) in enumerate(zip(found.a, found.b, strict=True)):
        expected = slow(matrix[a], matrix[b])
        for name in NAMES:
            assert found[name][k] == pytest.approx(expected[name], abs=1e-12, nan_ok=True), name
        assert found.n[k] == ((matrix[a] > 0) & (matrix[b] > 0)).sum()


@given(TABLES)
def test_symmetric_and_in_range(table):
    cells, turned = table.reshape(9, 1), table.T.reshape(9, 1)
    values = from_cells(cells)[:, 0]
    np.testing.assert_allclose(values, from_cells(turned)[:, 0], atol=1e-12)
    known = values[~np.isnan(values)]
    assert (known <= 1 + 1e-12).all() and (known >= -1 - 1e-12).all()
    assert np.isnan(values[0]) or values[0] >= 0
    if table.sum():
        assert not np.isnan(values[:3]).any()


@given(TABLES)
def test_agreement_is_one_exactly_for_identical_votes(table):
    agreement, s = from_cells(table.reshape(9, 1), ["agreement", "s"])[:, 0]
    if table.sum():
        identical = np.trace(table) == table.sum()
        assert (agreement == 1) == identical
        assert (s == 1) == identical


@given(TABLES)
def test_s_keeps_its_value_when_yes_and_no_change_places(table):
    values, turned = from_cells(table.reshape(9, 1))[:, 0], from_cells(table[::-1, ::-1].reshape(9, 1))[:, 0]
    np.testing.assert_allclose(values, turned, atol=1e-12)


@given(TABLES, st.permutations([0, 1, 2]))
def test_nominal_measures_keep_their_value_under_any_relabelling(table, order):
    turned = table[np.ix_(order, order)]
    names = ["agreement", "kappa", "pi"]
    np.testing.assert_allclose(
        from_cells(table.reshape(9, 1), names), from_cells(turned.reshape(9, 1), names), atol=1e-12
    )


@given(TABLES, st.integers(2, 5))
def test_only_proportions_count(table, factor):
    np.testing.assert_allclose(
        from_cells(table.reshape(9, 1)), from_cells(factor * table.reshape(9, 1)), atol=1e-12
    )


@given(hnp.arrays(np.int64, (5, 12), elements=st.integers(0, 3)), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_order_of_roll_calls_and_names_of_states_do_not_matter(matrix, random):
    calls, names = list(range(12)), list(range(5))
    random.shuffle(calls)
    random.shuffle(names)
    one, two = similarity(make(matrix)), similarity(make(matrix[np.ix_(names, calls)]))
    place = {frozenset((int(a), int(b))): k for k, (a, b) in enumerate(zip(one.a, one.b, strict=True))}
    for k, (a, b) in enumerate(zip(two.a, two.b, strict=True)):
        at = place[frozenset((names[a], names[b]))]
        np.testing.assert_allclose(two.values[:, k], one.values[:, at], atol=1e-12)


def test_many_roll_calls_over_several_words_and_periods():
    rng = np.random.default_rng(3)
    matrix = rng.integers(0, 4, size=(7, 400))
    periods = rng.permuted(np.repeat([1, 2, 5], [250, 149, 1]))
    found = similarity(make(matrix, periods))
    assert np.unique(found.period).tolist() == [1, 2, 5]
    order = np.lexsort((found.b, found.a, found.period))
    assert (order == np.arange(len(order))).all()
    for period in (1, 2):
        mine = matrix[:, periods == period]
        for k in np.flatnonzero(found.period == period):
            expected = slow(mine[found.a[k]], mine[found.b[k]])
            np.testing.assert_allclose(found.values[:, k], [expected[n] for n in NAMES], atol=1e-12)


def test_joint_cells_are_the_counts_behind_the_measures():
    rng = np.random.default_rng(4)
    matrix = rng.integers(0, 4, size=(6, 100))
    votes = make(matrix)
    a, b, year, cells = joint_cells(votes, "year")
    assert set(year.tolist()) == {1946}
    whole = similarity(votes, "year")
    np.testing.assert_array_equal(from_cells(cells), whole.values)
    for k, name in enumerate(CELLS):
        i, j = int(name[1]), int(name[2])
        assert cells[k, 0] == ((matrix[a[0]] == i) & (matrix[b[0]] == j)).sum()


def test_undefined_is_nan_with_a_reason():
    # 0 and 1 never vote together; 2 and 3 always vote yes; 3 and 4 yes against no
    matrix = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1], [0, 0, 3, 3]]
    found = similarity(make(matrix))
    pair = {(int(a), int(b)): k for k, (a, b) in enumerate(zip(found.a, found.b, strict=True))}
    alone, same, against = pair[0, 1], pair[2, 3], pair[3, 4]
    assert np.isnan(found.values[:, alone]).all() and found.n[alone] == 0
    assert found.reason("agreement")[alone] == room.NO_OVERLAP
    assert found["agreement"][same] == 1 and np.isnan(found["kappa"][same])
    assert found.reason("kappa")[same] == room.NO_EXPECTED_DISAGREEMENT
    assert found.reason("agreement")[same] == 0
    # never alike, but no more apart than chance has it: each always votes one way
    assert found["agreement"][against] == 0 and found["kappa"][against] == 0
    assert found.reason("kappa")[against] == 0
    assert set(room.REASONS) == {room.NO_OVERLAP, room.NO_EXPECTED_DISAGREEMENT}


def test_no_votes_no_pairs():
    none = np.empty(0, dtype=np.int64)
    found = similarity(Votes(none, none, none, none, none))
    assert found.values.shape == (9, 0)
    assert joint_cells(Votes(none, none, none, none, none), "session")[3].shape == (9, 0)


@pytest.mark.parametrize("vote", [0, 4, 8])
def test_absences_and_nonsense_are_refused(vote):
    one = np.array([0, 1])
    with pytest.raises(InputError, match="yes"):
        similarity(Votes(one, np.array([0, 0]), np.array([1, vote]), np.array([1]), np.array([1946])))


def test_other_bad_input_is_refused():
    votes = make([[1], [1]])
    with pytest.raises(InputError, match="by 'month'"):
        similarity(votes, "month")
    with pytest.raises(InputError, match="one length"):
        similarity(Votes(votes.state[:1], votes.rollcall, votes.vote, votes.session, votes.year))
    with pytest.raises(InputError, match="kapa"):
        from_cells(np.zeros((9, 1)), ["kapa"])
    with pytest.raises(InputError, match="9 cells"):
        from_cells(np.zeros((8, 1)))


#: Moscow and Beijing by calendar year: agreement, S, linear kappa.
WHOLE = {
    1989: (0.928, 0.910, -0.024),
    1993: (0.387, 0.258, -0.152),
    2008: (0.784, 0.770, 0.519),
    2017: (0.798, 0.755, 0.603),
    2019: (0.791, 0.744, 0.626),
}
WITH_PARAGRAPHS = {2008: (0.814, 0.804, 0.604), 2017: (0.787, 0.748, 0.683)}


def _moscow_beijing(table, state, russia, china, rollcall):
    vote = table.column("vote").to_numpy()
    who = table.column(state).to_numpy()
    cast = np.isin(who, [russia, china]) & (vote <= 3)
    year = table.column("date").to_numpy().astype("datetime64[Y]").astype(int) + 1970
    calls, number = np.unique(table.column(rollcall).to_numpy()[cast], return_inverse=True)
    of_call = np.zeros(len(calls), dtype=int)
    of_call[number] = year[cast]
    votes = Votes((who[cast] == china).astype(int), number, vote[cast], of_call, of_call)
    found = similarity(votes, "year")
    return {
        int(y): [found[n][k] for n in ("agreement", "s", "kappa_linear")] for k, y in enumerate(found.period)
    }


@pytest.mark.shared
def test_published_values_of_moscow_and_beijing(shared):
    folder = shared / "data" / "un_votes"
    whole = _moscow_beijing(
        pq.read_table(folder / "unga_votes_voeten_cow_1946_2024_fpsim.parquet"), "ccode", 365, 710, "resid"
    )
    for year, expected in WHOLE.items():
        assert whole[year] == pytest.approx(expected, abs=0.0006), year
    every = _moscow_beijing(
        pq.read_table(folder / "unga_votes_voeten_1946_2024_iso3_long.parquet"), "iso3", "RUS", "CHN", "rcid"
    )
    for year, expected in WITH_PARAGRAPHS.items():
        assert every[year] == pytest.approx(expected, abs=0.0006), year
