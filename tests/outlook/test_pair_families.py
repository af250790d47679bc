"""Families over pairs and years: no look ahead, known facts, the model, answers, bad questions, kept scores."""

import itertools
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm

from bilat.errors import BilatError, CoverageError, InputError, UnknownNameError
from bilat.outlook import skill
from bilat.outlook.asked import take_apart
from bilat.outlook.dyadic import fitted
from bilat.outlook.dyadic.backtesting import BASE, MODEL, add_recent_rate, closed, origins, recent_rate, roll
from bilat.outlook.dyadic.kinds import Kind, Rows, bands, region, within
from bilat.outlook.dyadic.logit import Logit, fit
from bilat.outlook.dyadic.lookup import Lookup, pairs_of
from bilat.outlook.families import alliances, arms, disputes, sanctions
from bilat.outlook.families.base import Family
from bilat.outlook.types import Known
from bilat.record import open_record

FAMILIES = [sanctions.FAMILY, arms.FAMILY, alliances.FAMILY, disputes.FAMILY]
KINDS = [(f, k) for f in FAMILIES for k in f.kinds]
IDS = [f"{f.id}-{k.name}" for f, k in KINDS]


@pytest.fixture(scope="module")
def record():
    return open_record()


@pytest.fixture(scope="module")
def look(record):
    return Lookup(record)


# no look ahead


@pytest.mark.parametrize(("family", "kind"), KINDS, ids=IDS)
def test_features_of_a_year_are_known_at_its_beginning(family, kind, look):
    """What the model sees of a case of 2005 is the same when the record ends in 2004."""
    cut_record = open_record(as_of=date(2004, 12, 31))
    cut = Lookup(cut_record)
    build = kind.suppose or kind.build
    focus = {"joins": (200, 2, 365) if family.id == "sanctions" else (200, 339, 365)}.get(
        kind.name, (710, 365)
    )
    if kind.name == "trade rises":
        focus = (710, 365)
    if kind.suppose is None:
        whole, early = build(look, 2005, 2005, kind.horizon, ()), build(cut, 2005, 2005, kind.horizon, ())
    else:
        whole, early = (
            build(look, 2005, 2005, kind.horizon, focus),
            build(cut, 2005, 2005, kind.horizon, focus),
        )
    assert len(whole)
    np.testing.assert_array_equal(whole.who, early.who)
    for name in kind.features:
        if name != "recent rate":
            np.testing.assert_array_equal(whole.features[name], early.features[name], err_msg=name)
    assert not (early.y == 0).any()  # of a future nothing is known not to have happened


def made_rows(n_years=30, per_year=40, seed=0, horizon=2):
    rng = np.random.default_rng(seed)
    year = np.repeat(np.arange(1960, 1960 + n_years), per_year)
    x = rng.normal(size=len(year))
    y = (rng.uniform(size=len(year)) < 1 / (1 + np.exp(-(1.5 * x - 1)))).astype(np.int64)
    who = np.stack([np.arange(len(year)) % 900 + 2, np.full(len(year), 950)], axis=1)
    return Rows(who, year, y, np.ones(len(year), bool), year + horizon - 1, year, {"x": x})


def made_kind(rows, horizon=2):
    return Kind(
        "made", "yes", "no", "made up", "made up", horizon, lambda *_a: rows, ("x", "recent rate"),
        {"rule: sign": lambda f: (f["x"] > 0).astype(np.int64)}, "{0} and {1}", "war", False,
    )  # fmt: skip


def test_forecasts_do_not_hang_on_windows_that_were_open():
    rows = made_rows()
    kind = made_kind(rows)
    add_recent_rate(rows, 2)
    before = roll(kind, rows, lambda _t: None)
    turned = made_rows()
    late = turned.year > 1978  # a window from 1979 on closes in 1980 at the earliest
    turned.y[late] = 1 - turned.y[late]
    add_recent_rate(turned, 2)
    after = roll(made_kind(turned), turned, lambda _t: None)
    same = before.rows.year <= 1980
    for name in before.methods:
        np.testing.assert_array_equal(before.methods[name][same], after.methods[name][same], err_msg=name)
        if name != "always the majority":
            assert (before.methods[name][~same] != after.methods[name][~same]).any()


def test_rolled_methods_are_what_they_say():
    rows = made_rows()
    add_recent_rate(rows, 2)
    rolled = roll(made_kind(rows), rows, lambda _t: None, since=1975)
    now = rolled.rows.year == 1980
    train = closed(rows, 2, 1980)
    assert rows.year[train].max() == 1978
    assert rolled.methods[BASE][now][0] == pytest.approx((rows.y[train].sum() + 0.5) / (train.sum() + 1))
    positive = rows.features["x"] > 0
    base = rolled.methods[BASE][now][0]
    wanted = (rows.y[train & positive].sum() + base) / ((train & positive).sum() + 1)
    got = rolled.methods["rule: sign"][now][rolled.rows.features["x"][now] > 0]
    assert got == pytest.approx(wanted)
    own = fit(
        ("x", "recent rate"), rows.matrix(("x", "recent rate"))[train], rows.y[train], rows.group[train]
    )
    np.testing.assert_allclose(
        rolled.methods[MODEL][now], own.predict(rolled.rows.matrix(("x", "recent rate"))[now])
    )
    # a good model of a strong signal has skill
    lines = skill.score_methods(
        {m: np.stack([p, 1 - p], axis=1) for m, p in rolled.methods.items()},
        1 - rolled.rows.y,
        rolled.rows.group,
        BASE,
    )
    assert next(x for x in lines if x.method == MODEL).low > 0.1


def test_recent_rate_counts_closed_windows_only():
    counts = [(y, y - 1999, 10) for y in range(2000, 2010)]
    # in 2008 with a horizon of 3 the last closed window is that of 2005: 2001-2005
    yes, n = sum(c[1] for c in counts[1:6]), 50
    assert recent_rate(counts, 2008, 3) == pytest.approx(np.log((yes + 0.5) / (n - yes + 0.5)))
    assert np.isnan(recent_rate(counts, 1999, 3))


def test_window_that_is_still_open_is_not_counted():
    values = [np.array([0.0, 0, 1, np.nan]), np.array([np.nan, 0, np.nan, 1])]
    y, whole, decided = within(lambda k: values[k], np.array([2000, 2000, 2000, 2000]), 2)
    assert y.tolist() == [-1, 0, 1, 1]
    assert whole.tolist() == [False, True, False, False]
    assert decided.tolist() == [2001, 2001, 2000, 2001]


def test_kept_models_were_fitted_before_the_questions_they_answer():
    for family in FAMILIES:
        for name, kept in fitted.load(family.id).items():
            for year in (1975, 1994, 2013):
                found = kept.model(year)
                assert found is None or found[0] <= year
                assert all(c[0] + kept.horizon <= year for c in kept.before(year)), name
    rows = made_rows()
    add_recent_rate(rows, 2)
    for origin, model in origins(made_kind(rows), rows).items():
        late = rows.year + 2 > origin
        rows.y[late] = 1 - rows.y[late]
        train = closed(rows, 2, origin)
        again = fit(model.names, rows.matrix(model.names)[train], rows.y[train], rows.group[train])
        np.testing.assert_array_equal(again.weights, model.weights)
        rows.y[late] = 1 - rows.y[late]


# the model


def test_logit_is_the_textbook_one_without_ridge_or_gaps():
    rng = np.random.default_rng(1)
    x = rng.normal(size=(20_000, 3))
    y = (rng.uniform(size=20_000) < 1 / (1 + np.exp(-(x @ [1.0, -0.5, 0.2] - 0.5)))).astype(int)
    ours = fit(("a", "b", "c"), x, y, np.arange(20_000))
    theirs = sm.Logit(y, sm.add_constant(x)).fit(disp=0)
    np.testing.assert_allclose(ours.weights[1:] / ours.scale, theirs.params[1:], rtol=2e-3, atol=2e-3)
    np.testing.assert_allclose(ours.predict(x), theirs.predict(sm.add_constant(x)), atol=2e-3)
    # every row its own group: the robust errors of the textbook
    robust = sm.Logit(y, sm.add_constant(x)).fit(disp=0, cov_type="HC0")
    np.testing.assert_allclose(np.sqrt(np.diag(ours.covariance))[1:] / ours.scale, robust.bse[1:], rtol=0.01)


def test_logit_with_rare_outcomes_converges_and_keeps_the_level():
    rng = np.random.default_rng(2)
    x = rng.normal(size=(200_000, 2))
    y = (rng.uniform(size=200_000) < 1 / (1 + np.exp(-(x @ [1.0, 0.0] - 6)))).astype(int)
    model = fit(("a", "b"), x, y, np.arange(200_000) // 1000, most=20_000)
    assert model.predict(x).mean() == pytest.approx(y.mean(), rel=0.1)
    assert model.weights[1] / model.scale[0] == pytest.approx(1, abs=0.15)


def test_unknown_features_have_their_own_weight():
    rng = np.random.default_rng(3)
    x = rng.normal(size=(5000, 1))
    y = (rng.uniform(size=5000) < 0.2).astype(int)
    gone = rng.uniform(size=5000) < 0.3
    x[gone] = np.nan
    y[gone] = rng.uniform(size=gone.sum()) < 0.8
    model = fit(("a",), x, y, np.arange(5000))
    low, high = model.interval(np.array([[np.nan]]))
    assert low[0] < model.predict(np.array([[np.nan]]))[0] < high[0]
    assert model.predict(np.array([[np.nan]]))[0] == pytest.approx(0.8, abs=0.04)
    assert model.predict(np.array([[0.0]]))[0] == pytest.approx(0.2, abs=0.04)
    again = Logit.from_dict(model.to_dict())
    np.testing.assert_allclose(again.predict(x), model.predict(x), atol=1e-4)
    assert fit(("a",), x[:12], np.zeros(12, int), np.arange(12)) is None


# looking measures up


def test_lookup_agrees_with_the_access_of_one_pair(record, look):
    from bilat.measures.access import observe

    rng = np.random.default_rng(4)
    a, b, year = pairs_of(1985, 2015, True, (710, 365, 260, 255, 2))
    some = rng.choice(len(a), 150, replace=False)
    for name in (
        "kappa",
        "obligation",
        "trade_share",
        "arms_share",
        "dispute",
        "sanctions",
        "membership_kappa",
    ):
        ours = look.at(name, a[some], b[some], year[some])
        for i, at in enumerate(some):
            theirs = observe(record, name, int(a[at]), int(b[at]), int(year[at])).value
            assert (np.isnan(ours[i]) and theirs is None) or ours[i] == pytest.approx(theirs), (
                name,
                a[at],
                b[at],
            )


def test_nothing_is_zero_outside_coverage(look):
    one = (np.array([2]), np.array([365]), np.array([2015]))
    assert np.isnan(look.at("dispute", *one)[0])  # GML ends in 2010
    assert np.isnan(look.years_with("dispute", *one, 10)[0])
    assert np.isnan(look.state_total("dispute", one[0], one[2])[0])
    gone = (np.array([265]), np.array([365]), np.array([1995]))  # East Germany
    assert np.isnan(look.at("obligation", *gone)[0])


def test_bands_and_regions():
    assert bands(np.array([-1, 0.0, 0.59, 0.6, np.nan]), 0.0, 0.3, 0.6).tolist() == [0, 1, 2, 3, 4]
    assert region(np.array([2, 365, 530, 666, 710, 920])).tolist() == [0, 1, 2, 3, 4, 5]


# known facts


@pytest.mark.parametrize(
    ("family", "kind", "who", "year", "outcome"),
    [
        ("sanctions", "joins", (732, 2, 698), 1990, None),  # no new sanctions against Oman: not in the class
        ("sanctions", "joins", (740, 2, 365), 2014, 1),  # Japan after Crimea
        ("sanctions", "joins", (710, 2, 365), 2014, 0),  # China
        ("arms", "continues", (365, 816), 2013, 1),
        ("arms", "starts", (710, 2), 2000, 0),
        ("alliances", "formed", (2, 732), 1953, 1),  # United States and South Korea
        ("alliances", "abrogated", (2, 713), 1979, 1),  # the treaty with Taipei ended with the year
        ("disputes", "escalates", (645, 690), 1990, 1),  # Iraq and Kuwait
        ("disputes", "escalates", (160, 200), 1982, 1),  # the Falklands
        ("disputes", "escalates", (365, 710), 1994, 0),
        ("disputes", "onset", (2, 20), 2003, 0),
    ],
)
def test_known_cases(look, family, kind, who, year, outcome):
    found = next(k for f, k in KINDS if f.id == family and k.name == kind)
    rows = found.build(look, year, year, found.horizon, who)
    at = np.flatnonzero((rows.who == np.array(who)).all(axis=1))
    if outcome is None:
        assert not len(at)
    else:
        assert rows.y[at].tolist() == [outcome]


# questions and answers


def ask(family, text, on):
    return family.frame(take_apart(text, on))


@pytest.mark.parametrize(
    ("family", "text", "on"),
    [
        (f, e, date(2009, 3, 1) if f.id == "disputes" else date(2013, 2, 8))
        for f in FAMILIES
        for e in f.examples
    ],
)
def test_examples_are_answered_with_their_class(family, text, on):
    known = Known.at(on)
    question = ask(family, text, on)
    assert question is not None
    assert question.family == family.id
    found = family.answer(question, known)
    assert sum(found.probabilities.values()) == pytest.approx(1)
    base = found.classes[0]
    assert base.total == sum(base.counts.values()) > 30
    assert set(base.counts) == set(question.outcomes)
    assert 1 <= len(found.similar) <= 5
    assert all(c.date < on for c in (*found.similar, *base.cases))
    for o in question.outcomes:
        low, high = found.intervals[o]
        assert 0 <= low <= found.probabilities[o] <= high <= 1
    kept = skill.load(family.id)
    assert (found.method == "model") == kept.skilled(question.details["kind"])
    if found.method == "base rate":
        assert "base rate answers" in found.skill
    assert found.to_dict()["question"]["rule"]["text"]
    assert family.resolve(question, known) is None  # nothing of the window is known on the day itself


def test_counts_grow_with_the_day_and_never_look_ahead():
    totals = []
    for year in (1985, 1995, 2005):
        on = date(year, 6, 1)
        question = ask(alliances.FAMILY, "Will China end its alliance with North Korea?", on)
        totals.append(alliances.FAMILY.base_rate(question, Known.at(on)).total)
    assert totals[0] < totals[1] < totals[2]


def test_resolution_waits_for_the_record():
    on = date(2013, 2, 8)
    question = ask(arms.FAMILY, "Will Russia keep selling arms to Vietnam?", on)
    assert arms.FAMILY.resolve(question, Known.at(date(2013, 12, 1))) is None
    done = arms.FAMILY.resolve(question, Known.at(date(2014, 2, 1)))
    assert (done.outcome, done.date.year) == ("continues", 2013)
    late = ask(disputes.FAMILY, "Will India and Pakistan clash?", date(2020, 2, 8))
    assert disputes.FAMILY.resolve(late, Known.at(date(2024, 2, 8))) is None  # the source ends in 2010
    answer = disputes.FAMILY.answer(late, Known.at(date(2020, 2, 8)))
    assert any("ends in 2010" in n for n in answer.notes)


def test_window_after_a_war_is_never_empty(look):
    kind = alliances.FAMILY.kind("broken after a war")
    rows = kind.build(look, 1979, 1979, 1, (365,))
    assert len(rows)
    assert (rows.decided >= 1980).all()


def test_supposed_conditions_resolve_only_if_they_came_about():
    on = date(2009, 3, 1)
    question = ask(
        disputes.FAMILY, "If Canada and Mexico clash, will the United States join against Mexico?", on
    )
    assert question.details["kind"] == "joins"
    assert disputes.FAMILY.resolve(question, Known.at(date(2024, 1, 1))) is None


def test_horizon_other_than_the_models():
    on = date(2010, 5, 1)
    three = ask(arms.FAMILY, "Will Russia keep selling arms to Vietnam?", on)
    six = arms.FAMILY.frame(take_apart("Will Russia keep selling arms to Vietnam?", on, date(2015, 12, 31)))
    known = Known.at(on)
    p3, p6 = (arms.FAMILY.answer(q, known).probabilities["continues"] for q in (three, six))
    assert p6 == pytest.approx(1 - (1 - p3) ** 2)


@pytest.mark.parametrize(
    ("family", "text", "error", "words"),
    [
        (alliances.FAMILY, "Will Japan form an alliance?", InputError, "names one state"),
        (alliances.FAMILY, "Will the United States and Japan form an alliance?", InputError, "already"),
        (alliances.FAMILY, "Will Bolivia end its alliance with Chad?", InputError, "no treaty obligations"),
        (sanctions.FAMILY, "Will Japan join sanctions against North Korea?", InputError, "already in 2012"),
        (arms.FAMILY, "Will Russia sell arms?", InputError, "names one state"),
        (arms.FAMILY, "Will Rusia sell arms to Vietnm?", UnknownNameError, "Did you mean"),
        (disputes.FAMILY, "Will there be a clash with India?", InputError, "names one state"),
    ],
)
def test_questions_that_cannot_be_asked(family, text, error, words):
    with pytest.raises(error, match=words):
        ask(family, text, date(2013, 2, 8))


def test_questions_of_other_families_are_left_alone():
    on = date(2013, 2, 8)
    for family, text in itertools.product(
        FAMILIES, ["Will China abstain on a resolution on Syria in the Assembly?"]
    ):
        assert ask(family, text, on) is None


def test_supply_beyond_the_record_is_unknown_not_absent():
    with pytest.raises(CoverageError, match="1950-2021"):
        ask(arms.FAMILY, "Will the United States stop arming Taiwan with weapons?", date(2026, 1, 1))


def test_a_source_that_has_ended_does_not_look_like_an_unknown_pair():
    """Trade ends in 2014: asked in 2022 the last known shares are carried forward, and the answer stays near."""
    text = "If the United States sanctions Russia, will China buy more from Russia?"
    found = {}
    for year in (2014, 2022):
        question = ask(sanctions.FAMILY, text, date(year, 2, 8))
        found[year] = sanctions.FAMILY.answer(question, Known.at(question.asked_on))
    assert not any("carried forward: share" in n for n in found[2014].notes)
    assert any("carried forward" in n and "share of its own trade" in n for n in found[2022].notes)
    assert not any(n.startswith("Not known on the day") for n in found[2022].notes)
    assert abs(found[2022].probabilities["rises"] - found[2014].probabilities["rises"]) < 0.1


def test_state_that_never_supplied_arms_is_outside_the_class():
    on = date(2013, 2, 8)
    question = ask(arms.FAMILY, "Will Tuvalu sell arms to Nauru?", on)
    with pytest.raises(CoverageError, match="no case of the class"):
        arms.FAMILY.answer(question, Known.at(on))
    assert issubclass(CoverageError, BilatError)


# what is kept


@pytest.mark.parametrize("family", FAMILIES, ids=lambda f: f.id)
def test_family_keeps_scores_of_every_method(family):
    assert isinstance(family, Family)
    kept = skill.load(family.id)
    for kind in family.kinds:
        methods = {x.method for x in kept.lines if x.split == kind.name}
        assert {BASE, MODEL, "always the majority", *kind.rules} == methods
        assert any(x.split.startswith(f"{kind.name}, 19") for x in kept.lines)
        assert any(x.split == f"{kind.name}, Europe" for x in kept.lines)
        assert kind.name in fitted.load(family.id)


def test_kept_scores_are_those_of_the_backtest(look):
    """Run the smallest kind again: the figures in the file come out."""
    kind = alliances.FAMILY.kind("broken after a war")
    rows = kind.build(look, 1950, 2018, kind.horizon, ())
    counts = add_recent_rate(rows, kind.horizon)
    assert tuple(counts) == fitted.load("alliances")[kind.name].counts
    rolled = roll(kind, rows, lambda _t: None)
    p = rolled.methods[MODEL]
    brier = float((2 * (p - rolled.rows.y) ** 2).mean())
    line = skill.load("alliances").line(MODEL, kind.name)
    assert line.n == len(p)
    assert line.brier == pytest.approx(brier, abs=1e-3)
