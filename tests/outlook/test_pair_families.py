"""Families over pairs and years: no look ahead, known facts, the model, answers, bad questions, kept scores."""

import itertools
from datetime import date

import numpy as np
import pytest

from bilat import states
from bilat.errors import BilatError, CoverageError, InputError, UnknownNameError
from bilat.outlook import skill
from bilat.outlook.asked import take_apart
from bilat.outlook.dyadic import fitted
from bilat.outlook.dyadic.backtesting import BASE, MODEL, add_recent_rate, roll
from bilat.outlook.dyadic.histories import history
from bilat.outlook.dyadic.kinds import bands, region
from bilat.outlook.dyadic.lookup import Lookup, Only, pairs_of
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


def test_kept_models_were_fitted_before_the_questions_they_answer():
    for family in FAMILIES:
        for name, kept in fitted.load(family.id).items():
            for year in (1975, 1994, 2013):
                found = kept.model(year)
                assert found is None or found[0] <= year
                assert all(c[0] + kept.horizon <= year for c in kept.before(year)), name


# looking measures up


@pytest.mark.parametrize(
    ("family", "kind"), [(f, k) for f, k in KINDS if k.suppose is None and k.name != "joins"]
)
def test_rows_of_one_pair_are_the_same_alone(family, kind, look):
    seen = 0
    for who in ((365, 710), (2, 651), (220, 615), (640, 645)):
        rows = [kind.build(look, 1960, 2004, kind.horizon, focus) for focus in (who, Only(who))]
        among, alone = (r.take((r.who == np.array(who)).all(axis=1)) for r in rows)
        seen += len(alone)
        np.testing.assert_array_equal(alone.year, among.year)
        np.testing.assert_array_equal(alone.y, among.y)
        for name in kind.features:
            if name != "recent rate":
                np.testing.assert_array_equal(alone.features[name], among.features[name], err_msg=name)
    assert seen


@pytest.mark.parametrize("name", ["kappa", "arms_share", "cinc", "dispute", "membership_kappa"])
def test_many_are_found_where_each_is(name, look):
    rng = np.random.default_rng(5)
    codes, years = states.system(1990), np.arange(1940, 2030)
    a, b, year = (rng.choice(x, 3000).astype(np.int64) for x in (codes, codes, years))
    at_once = look.at(name, a, b, year)
    few = [look.at(name, a[i : i + 50], b[i : i + 50], year[i : i + 50]) for i in range(0, 3000, 50)]
    np.testing.assert_array_equal(at_once, np.concatenate(few))
    assert 50 < np.isnan(at_once).sum() < 2950


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


@pytest.mark.parametrize("kind", [k for _, k in KINDS if k.by_year], ids=lambda k: k.name)
@pytest.mark.parametrize("on", [date(1991, 7, 1), date(2014, 1, 1)])
def test_kept_cases_of_states_are_those_built_from_what_was_known(kind, on):
    known = Known.at(on)
    cut, who, last = known.record, (710, 365), on.year - kind.horizon
    wanted = kind.build(Lookup(cut), 1970, last, kind.horizon, who)
    wanted = wanted.take(wanted.whole)
    found = history(kind, cut, 1970, last, who)
    for name in ("who", "year", "y", "decided", "group"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))
    for name, values in wanted.features.items():
        np.testing.assert_array_equal(found.features[name], values)
    assert len(found) > 1000
