"""Titles, tables, pooling, condemnations, and the backtest on a small Assembly."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bilat.errors import CoverageError
from bilat.outlook import skill
from bilat.outlook.types import Known
from bilat.outlook.votes import pooling, titles
from bilat.outlook.votes.backtest import backtest_votes
from bilat.outlook.votes.condemnations import BANDS, blamed, bundled, episodes
from bilat.outlook.votes.model import four, load, pool, simple
from bilat.outlook.votes.tables import Past, shrink
from bilat.outlook.votes.tables import bundled as bundled_tables


@pytest.mark.parametrize(
    ("title", "wording"),
    [
        ("Necessity of ending the economic, commercial and financial embargo against Cuba", "Cuba embargo"),
        ("The occupied Syrian Golan", "Golan"),
        ("Situation of human rights in the Syrian Arab Republic", "human rights in a state"),
        ("Territorial integrity of Ukraine", "use of force condemned"),
        ("Treaty on the Prohibition of Nuclear Weapons", "nuclear disarmament"),
        ("Comprehensive Nuclear-Test-Ban Treaty", "nuclear tests"),
        ("Israeli settlements in the Occupied Palestinian Territory", "settlements and occupation"),
        ("The right to food", "right to development"),
        ("Shoes", titles.OTHER),
    ],
)
def test_wording_classes(title, wording):
    assert titles.class_of(title) == wording


def test_similarity_by_hand():
    space = titles.Space(["nuclear disarmament", "outer space"])
    found = space.similarity(
        ["nuclear disarmament", "outer space", "tulips"], ["nuclear disarmament", "outer space"]
    )
    np.testing.assert_allclose(found, [[1, 0], [0, 1], [0, 0]])


def test_similarity_is_that_of_a_plain_cosine():
    """Against vectors written out in full."""
    old = ["alpha beta gamma", "beta gamma delta", "delta epsilon"]
    space = titles.Space(old)
    terms = sorted({t for o in old for t in titles._terms(o)})
    seen = {t: sum(t in titles._terms(o) for o in old) for t in terms}
    idf = {t: np.log(4 / (1 + n)) + 1 for t, n in seen.items()}
    vectors = np.array([[titles._terms(o).count(t) * idf[t] for t in terms] for o in old])
    vectors = vectors / np.linalg.norm(vectors, axis=1)[:, None]
    np.testing.assert_allclose(space.similarity(old, old), vectors @ vectors.T, atol=1e-12)


def test_a_word_nobody_knew_makes_a_title_less_alike():
    space = titles.Space(["nuclear disarmament", "outer space"])
    one = space.similarity(["nuclear disarmament"], ["nuclear disarmament"])[0, 0]
    two = space.similarity(["nuclear disarmament tulips"], ["nuclear disarmament"])[0, 0]
    assert 0 < two < one


def test_counts_decay_by_hand(matrix):
    past = Past(matrix, 2000)
    tables = past.tables
    column = 0
    cast = matrix.votes[:, column]
    weight = 0.8 ** (1999 - matrix.years.astype(float))
    before = matrix.years < 2000
    expected = [(weight * ((cast == v) & before)).sum() for v in (1, 2, 3, 8)]
    np.testing.assert_allclose(tables.state[column], expected, rtol=1e-5)
    np.testing.assert_allclose(
        tables.last[column], [((cast == v) & (matrix.years == 1999)).sum() for v in (1, 2, 3, 8)]
    )


def test_company_is_that_of_joint_votes(matrix):
    tables = Past(matrix, 2000).tables
    a, b = matrix.votes[:, 1], matrix.votes[:, 4]
    both = (a > 0) & (b > 0) & (a < 8) & (b < 8) & (matrix.years < 2000) & (matrix.years >= 1992)
    w = 0.8 ** (1999 - matrix.years[both].astype(float))
    far = np.abs(a[both].astype(float) - b[both]) / 2
    assert tables.company[1, 4] == pytest.approx((w.sum() - (w * far).sum() + 2.5) / (w.sum() + 5), rel=1e-5)


def test_shrinking():
    np.testing.assert_allclose(shrink(np.zeros((1, 2)), np.array([0.3, 0.7]), 4.0), [[0.3, 0.7]])


def test_bundled_tables_end_with_the_year_before():
    record = Known.at(date(2005, 6, 1)).record
    tables = bundled_tables(record, 2005)
    assert tables.year == 2005
    china = tables.column(710)
    assert tables.state_share[china].sum() == pytest.approx(1)
    # seventy and more roll calls in 2004; decayed over the years before about five times as many
    assert 50 < tables.last[china].sum() < 110
    assert tables.state[china].sum() > 3 * tables.last[china].sum()
    with pytest.raises(CoverageError, match="too early"):
        bundled_tables(record, 1980)


def test_bundled_trees_give_distributions():
    rng = np.random.default_rng(1)
    for name in ("packed", "titled"):
        trees = load(name)
        cast, away = trees.predict(rng.uniform(size=(5, trees.width)).astype(np.float32))
        np.testing.assert_allclose(four(cast, away).sum(1), 1)


def test_pool_lies_between():
    a, b = np.array([[0.9, 0.05, 0.05]]), np.array([[0.1, 0.8, 0.1]])
    assert pool(a, b, 0.5)[0] == pytest.approx([0.5, 0.425, 0.075])


def test_blamed_states():
    assert blamed("The situation in Kampuchea", "the situation in kampuchea", 1985) == ("VNM", "force")
    assert blamed("The situation in Kampuchea", "the situation in kampuchea", 1995) is None
    assert blamed("Situation of human rights in Myanmar", "situation of human rights in myanmar", 2010) == (
        "MMR",
        "human rights",
    )
    assert blamed("Nuclear disarmament", "nuclear disarmament", 2010) is None


def test_condemnations_are_cut_to_the_day():
    rows = bundled(date(2014, 3, 26))
    assert max(r["date"] for r in rows) < date(2014, 3, 27)
    assert len({r["symbol"] for r in bundled(date(2021, 12, 31))}) == 203
    assert {r["band"] for r in rows} == set(range(len(BANDS)))


def test_the_nearer_to_the_state_blamed_the_more_against():
    """The prototype's shape: yes falls and no rises from band to band."""
    rows = bundled(date(2021, 12, 31))
    shares = []
    for band in range(len(BANDS)):
        total = {v: sum(r[v] for r in rows if r["band"] == band) for v in ("yes", "abstain", "no")}
        n = sum(total.values())
        shares.append((total["yes"] / n, total["no"] / n))
    yes, no = zip(*shares, strict=True)
    assert list(yes) == sorted(yes, reverse=True)
    assert list(no) == sorted(no)


def test_every_episode_is_in_the_ledger():
    from bilat import ledger

    rolls = {r.id: r for r in ledger.load().rollcalls}
    days = [rolls[e.rollcall].date for e in episodes()]
    assert days == sorted(days)
    assert all(rolls[e.rollcall].body == "GA" for e in episodes())


def _rows(seed, weights, n=6, states=400):
    """Episodes whose votes are drawn from a known pool of two classes."""
    rng = np.random.default_rng(seed)
    out = []
    for e in range(n):
        p = np.full((states, len(pooling.KEYS), 4), np.nan)
        p[:, 0] = [0.7, 0.2, 0.05, 0.05]
        p[:, 1] = rng.dirichlet([0.6] * 4, states)
        mixed = weights[0] * p[:, 0] + weights[1] * p[:, 1]
        y = (rng.uniform(size=(states, 1)) > mixed.cumsum(1)).sum(1).clip(max=3)
        out.append(pooling.EpisodeRows(str(e), 2000 + e, p, y, np.zeros(len(y), np.int64)))
    return out


def test_weights_of_a_known_pool_are_found():
    found = pooling.stacked(_rows(4, (0.3, 0.7), n=30))
    assert found["first"] / (found["first"] + found["band"]) == pytest.approx(0.3, abs=0.07)


def test_weights_are_the_maximum_of_the_pool_by_search():
    rows = _rows(9, (0.5, 0.5))
    found = pooling.stacked(rows)

    def gain(w):
        fit = sum(
            np.log(w * r.p[np.arange(len(r.y)), 0, r.y] + (1 - w) * r.p[np.arange(len(r.y)), 1, r.y]).mean()
            for r in rows
        )
        # the classes that are never there take half of the prior, and do not bear on the ratio of the others
        return fit + 0.5 * (np.log(w) + np.log(1 - w))

    grid = np.linspace(0.01, 0.99, 981)
    best = grid[np.argmax([gain(w) for w in grid])]
    assert found["first"] / (found["first"] + found["band"]) == pytest.approx(best, abs=0.01)


def test_votes_without_a_rival_class_say_nothing_of_the_weights():
    rows = _rows(4, (0.3, 0.7))
    alone = replace(rows[0], p=np.where(np.arange(len(pooling.KEYS))[None, :, None] == 0, rows[0].p, np.nan))
    assert pooling.stacked([*rows, alone, alone]) == pytest.approx(pooling.stacked(rows), abs=1e-3)


def test_pool_gives_the_weight_of_missing_classes_to_the_others():
    p = _rows(1, (0.5, 0.5), n=1, states=3)[0].p
    found = pooling.pooled(p, {"first": 0.2, "band": 0.2, "own first": 0.3, "own on state": 0.3})
    np.testing.assert_allclose(found, (p[:, 0] + p[:, 1]) / 2)


def test_backtest_on_a_small_assembly(matrix):
    scores = backtest_votes(matrix, 2002, 2003)
    base, trees = scores.line("state by wording class"), scores.line("trees by title")
    assert base.groups == 48
    assert base.skill is None
    assert 0 < trees.brier < 2
    new, old = scores.line("pool", "new titles"), scores.line("pool", "repeated titles")
    assert new.n + old.n == base.n
    absent = scores.line("state", "absence")
    cast = matrix.votes[(matrix.years >= 2002)]
    assert absent.n == (cast > 0).sum()
    assert sum(n for _, _, n in scores.curve) == 3 * base.n


def test_simple_rules_are_distributions(matrix):
    from bilat.outlook.votes.backtest import collect

    rows = collect(matrix, 2003, 2003)
    for name in ("state", "issue", "class", "title", "title_peers"):
        np.testing.assert_allclose(simple(rows.x, name).sum(1), 1)


def test_skill_is_claimed_only_where_its_interval_lies_above_zero():
    line = skill.Line("all", "model", 10, 5, 0.2, 0.3, None, 0.01, 0.1, 0.01, 0.2)
    base = replace(line, method="base", skill=None, low=None, high=None)
    able = skill.Scores("f", "d", "episode", "base", "model", (base, line))
    assert able.skilled()
    unsure = replace(able, lines=(base, replace(line, low=-0.01)))
    assert not unsure.skilled()
    assert "the base rate answers" in skill.statement(unsure)
    assert not replace(able, model="").skilled()
    assert "No backtest" in skill.statement(None)


def test_scores_are_kept_as_they_are(tmp_path):
    line = skill.Line("all", "model", 10, 5, 0.2, 0.3, None, 0.01, 0.1, 0.01, 0.2)
    scores = skill.Scores("f", "d", "episode", "base", "model", (line,), ((0.1, 0.2, 3),), ("n",))
    skill.save(scores, tmp_path)
    assert skill.load("f", tmp_path) == scores


def test_single_votes_on_titles_alike_come_first_where_they_are(matrix, monkeypatch):
    from bilat.outlook.answering import ask
    from bilat.outlook.votes import matrix as room

    monkeypatch.setattr(room, "cached", lambda record: matrix)
    answer = ask("Will China vote for a resolution on nuclear disarmament?", date(2000, 5, 1))
    first = answer.classes[0]
    assert "titles alike" in first.name
    assert all(case.date < date(2000, 1, 1) for case in first.cases)
    assert {c.name.split(": ")[1] for c in answer.similar} == {"Nuclear disarmament"}
    assert answer.probabilities == first.probabilities
