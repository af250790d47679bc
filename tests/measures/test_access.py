"""Reading measures: against columns read plainly from the pack, and what silence means."""

from datetime import date

import numpy as np
import pytest

from bilat import states
from bilat.errors import InputError, UnknownNameError
from bilat.measures import access
from bilat.measures.catalogue import MEASURES
from bilat.measures.maxima import p_maximum
from bilat.measures.similarity import NAMES, from_cells
from bilat.record import Record

USA, CANADA, CUBA, BRITAIN, RUSSIA, CHINA, TAIWAN, INDIA, VIETNAM = 2, 20, 40, 200, 365, 710, 713, 750, 816
#: Every measure of pairs that the pack has (all of them).
OF_PAIRS = [name for name, m in MEASURES.items() if m.tie != "state"]


@pytest.fixture(scope="module")
def record():
    return Record()


@pytest.fixture(scope="module")
def rows(record):
    """Rows of a table as a mapping from key to a dictionary, read without `access`."""
    kept = {}

    def read(table):
        if table not in kept:
            data = record.table(table)
            one, two = data.column_names[:2]
            kept[table] = {(r[one], r[two], r["year"]): r for r in data.to_pylist()}
        return kept[table]

    return read


@pytest.mark.parametrize("name", ["obligation", "arms_share", "dispute", "rivalry", "sanctions", "exercises"])
def test_observe_says_what_the_table_says(record, rows, name):
    m = MEASURES[name]
    table = rows(m.table)
    rng = np.random.default_rng(0)
    keys = list(table)
    for k in rng.integers(0, len(keys), 100):
        a, b, year = keys[k]
        seen = access.observe(record, name, a, b, year)
        stored = table[keys[k]][m.column]
        told = np.nan if stored is None else float(stored)
        if not record.coverage(m.table).has_year(year):
            told = np.nan  # a row of the year before coverage is not the whole of that year
        if np.isnan(told):
            assert seen.value is None and seen.reason
        else:
            assert seen.value == pytest.approx(told, rel=1e-6) and seen.reason is None
        assert seen.provenance == record.coverage(m.table).provenance


@pytest.mark.parametrize("name", OF_PAIRS)
def test_a_value_or_a_reason_never_neither(record, name):
    for a, b in ((RUSSIA, CHINA), (USA, CUBA), (TAIWAN, USA), (255, 260), (678, 679)):
        h = access.history(record, name, a, b, 1940, 2030)
        unknown = np.isnan(h.values)
        assert set(h.years[unknown].tolist()) == set(h.reasons)
        assert all(len(r) > 10 and r.endswith(".") for r in h.reasons.values())
        assert unknown[h.years > record.coverage(MEASURES[name].table).provenance.covers_to].all()
        assert unknown[-1] and unknown[0]


@pytest.mark.parametrize("name", OF_PAIRS)
def test_observe_history_and_cross_section_agree(record, name):
    covers = record.coverage(MEASURES[name].table).provenance
    year = min(2008, covers.covers_to) if covers.covers_from <= 2008 else covers.covers_from
    section = access.cross_section(record, name, year)
    assert len(section.values) > 20 and not np.isnan(section.values).any()
    for k in np.random.default_rng(1).integers(0, len(section.a), 30):
        a, b = int(section.a[k]), int(section.b[k])
        assert access.observe(record, name, a, b, year).value == pytest.approx(section.values[k])
    one = {(int(a), int(b)) for a, b in zip(section.a, section.b, strict=True)}
    assert len(one) == len(section.a)
    if MEASURES[name].tie == "dyad":
        assert (section.a < section.b).all()


def test_direction_is_kept_for_directed_and_forgotten_for_undirected(record):
    sold = access.observe(record, "arms_share", RUSSIA, INDIA, 2010).value
    bought = access.observe(record, "arms_share", INDIA, RUSSIA, 2010).value
    assert sold > 0.5 > bought
    for name in ("kappa", "dispute", "s"):
        one, two = (access.observe(record, name, *p, 2010) for p in ((CHINA, RUSSIA), (RUSSIA, CHINA)))
        assert one == two


def test_the_published_values_of_moscow_and_beijing_come_from_the_pack(record):
    for year, agreement, s, kappa in (
        (1989, 0.928, 0.910, -0.024),
        (1993, 0.387, 0.258, -0.152),
        (2008, 0.784, 0.770, 0.519),
        (2017, 0.798, 0.755, 0.603),
        (2019, 0.791, 0.744, 0.626),
    ):
        for name, value in (("agreement", agreement), ("s", s), ("kappa_linear", kappa)):
            assert access.observe(record, name, RUSSIA, CHINA, year).value == pytest.approx(value, abs=6e-4)


def test_every_vote_measure_follows_from_the_counts(record, rows):
    row = rows("votes_year")[RUSSIA, CHINA, 2005]
    cells = np.array([[row[f"c{i}{j}"]] for i in "123" for j in "123"])
    for k, name in enumerate(NAMES):
        seen = access.observe(record, name, CHINA, RUSSIA, 2005)
        assert seen.value == pytest.approx(from_cells(cells)[k, 0])
        assert seen.n == cells.sum()
        assert seen.low < seen.value < seen.high


def test_the_interval_of_agreement_is_that_of_a_share(record):
    # roll calls exchangeable: the marginal posterior of agreement is a Beta, 90% between its 5% and 95% points
    from scipy.stats import beta

    h = access.history(record, "agreement", RUSSIA, CHINA, 1980, 2019)
    same = np.round(h.values * h.n)
    low, high = beta.ppf([[0.05], [0.95]], same + 1 / 3, h.n - same + 2 / 3)
    np.testing.assert_allclose(h.low, low)
    np.testing.assert_allclose(h.high, high)


def test_before_its_seat_china_is_unknown_and_the_seat_is_named(record):
    h = access.history(record, "agreement", RUSSIA, CHINA, 1946, 1975)
    # code 710 is the government in Nanjing until 1949, and Beijing from then on
    assert not np.isnan(h.values[h.years <= 1949]).any()
    assert np.isnan(h.values[(h.years >= 1950) & (h.years <= 1970)]).all()
    assert "Taipei held China's seat" in h.reasons[1955]
    assert not np.isnan(h.values[h.years >= 1972]).any()
    assert access.observe(record, "agreement", RUSSIA, TAIWAN, 1960).value is not None
    assert access.observe(record, "agreement", RUSSIA, TAIWAN, 1980).value is None


def test_silence_inside_coverage_is_none_and_outside_it_is_unknown(record):
    assert access.observe(record, "dispute", 900, 235, 1995).value == 0  # Australia and Portugal
    after = record.coverage("disputes_year").provenance.covers_to + 1
    outside = access.observe(record, "dispute", 900, 235, after)
    assert outside.value is None and str(after - 1) in outside.reason
    not_yet = access.observe(record, "dispute", 900, 359, 1950)  # Moldova
    assert not_yet.value is None and "state system" in not_yet.reason


def test_as_of_a_day_later_years_are_unknown():
    record = Record(as_of=date(2010, 6, 1))
    assert access.observe(record, "agreement", RUSSIA, CHINA, 2009).value is not None
    later = access.observe(record, "agreement", RUSSIA, CHINA, 2010)
    assert later.value is None and later.reason
    assert access.latest_year(record, "agreement", date(2020, 1, 1)) == 2009
    assert len(access.cross_section(record, "agreement", 2010).values) == 0
    assert p_maximum(record, "agreement", RUSSIA, CHINA, 2010, 1990) is None


def test_the_last_year_that_was_complete(record):
    assert access.latest_year(record, "agreement", date(2012, 5, 4)) == 2011
    assert access.latest_year(record, "agreement", date(2012, 12, 31)) == 2012
    assert access.latest_year(record, "agreement", date(1946, 5, 4)) is None
    end = record.coverage("arms_year").provenance.covers_to
    assert access.latest_year(record, "arms_share", date(2025, 1, 1)) == end


def test_a_year_held_in_part_is_outside_coverage(record):
    year = record.column("votes_year", "year")
    covers = record.coverage("votes_year").provenance
    partial = int(year.max())
    if partial == covers.covers_to:
        pytest.skip("the votes of this pack end with a whole year")
    assert access.observe(record, "agreement", USA, BRITAIN, partial).value is None
    assert len(access.cross_section(record, "agreement", partial).values) == 0
    pooled = access.agreement_between(record, USA, BRITAIN, partial, partial)
    assert pooled.value is None and pooled.n == 0 and pooled.reason


def test_standing_counts_pairs_and_years(record):
    section = access.cross_section(record, "kappa_linear", 2017)
    place = access.standing(record, "kappa_linear", RUSSIA, CHINA, 2017)
    assert place.of == len(section.values)
    assert place.rank == 1 + (section.values > place.value + 1e-9).sum()
    assert place.percentile == pytest.approx(100 * (section.values < place.value).mean(), abs=0.1)
    past = access.history(record, "kappa_linear", RUSSIA, CHINA, None, 2017).values
    past = past[~np.isnan(past)]
    assert place.of_years == len(past) and place.rank_in_history == 1 + (past > past[-1] + 1e-9).sum()


def test_standing_of_a_measure_of_hostility_counts_from_the_other_end(record):
    quiet = access.standing(record, "dispute", CANADA, BRITAIN, 2000)
    loud = access.standing(record, "dispute", CHINA, TAIWAN, 2000)
    assert quiet.rank == 1 and loud.rank > quiet.rank
    assert loud.percentile < quiet.percentile


def test_standing_of_the_unknown_has_only_the_reason(record):
    place = access.standing(record, "agreement", RUSSIA, CHINA, 1950)
    assert place.value is None and place.rank is None and place.observation.reason


def test_partners_come_best_first_and_ties_share_a_rank(record):
    found = access.partners(record, "agreement", CHINA, 2015)
    values = [p.value for p in found]
    assert values == sorted(values, reverse=True)
    assert found[0].rank == 1 and {p.of for p in found} == {len(found)}
    for one, two in zip(found, found[1:], strict=False):
        assert (one.rank == two.rank) == (one.value == two.value)
    buyers = access.partners(record, "arms_export_share", RUSSIA, 2010)
    assert {INDIA, CHINA} <= {p.code for p in buyers[:5]}
    sellers = access.partners(record, "arms_share", INDIA, 2010, "in")
    assert sellers[0].code == RUSSIA
    assert access.partners(record, "agreement", CHINA, 1950) == []


def test_agreement_over_a_window_pools_roll_calls(record):
    h = access.history(record, "agreement", USA, RUSSIA, 2005, 2009)
    pooled = access.agreement_between(record, USA, RUSSIA, 2005, 2009)
    assert pooled.n == h.n.sum()
    assert pooled.value == pytest.approx((h.values * h.n).sum() / h.n.sum())
    assert pooled.low < pooled.value < pooled.high
    issue = access.agreement_between(record, USA, RUSSIA, 2005, 2009, "nu")
    assert 0 < issue.n < pooled.n and issue.low < issue.value < issue.high
    s = access.agreement_between(record, USA, RUSSIA, 2005, 2009, "nu", "s")
    assert s.value <= issue.value


def test_p_maximum_is_a_probability_over_the_window(record):
    window = range(2000, 2020)
    share = {y: p_maximum(record, "kappa_linear", RUSSIA, CHINA, y, 1990) for y in window}
    assert all(0 <= p <= 1 for p in share.values())
    values = access.history(record, "kappa_linear", RUSSIA, CHINA, 1990, 2019)
    # a year far below the peak before it cannot be the maximum
    low = int(values.years[values.years >= 2000][np.argmin(values.values[values.years >= 2000])])
    assert share[low] < 0.05
    assert p_maximum(record, "kappa_linear", CHINA, RUSSIA, 2019, 1990) == share[2019]
    assert p_maximum(record, "dispute", RUSSIA, CHINA, 2005, 1990) is None
    assert p_maximum(record, "agreement", RUSSIA, CHINA, 1950, 1946) is None
    assert p_maximum(record, "agreement", RUSSIA, CHINA, 1990, 2000) is None


def test_p_maximum_of_all_years_sums_to_one(record):
    # P(the last year is the maximum) over a window of two is one minus that of the other, drawn by hand
    counts = np.array(
        [
            [record.column("votes_year", f"c{i}{j}")[_row(record, y)] for i in "123" for j in "123"]
            for y in (2018, 2019)
        ]
    )
    rng = np.random.default_rng(7)
    draws = np.stack([rng.dirichlet(c + 1 / 9, 20_000) for c in counts], axis=1)
    same = draws[:, :, [0, 4, 8]].sum(axis=2)
    expected = (same[:, 1] > same[:, 0]).mean()
    assert p_maximum(record, "agreement", RUSSIA, CHINA, 2019, 2018) == pytest.approx(expected, abs=0.025)


def _row(record, year):
    a, b, y = (record.column("votes_year", c) for c in ("code_a", "code_b", "year"))
    return int(np.flatnonzero((a == RUSSIA) & (b == CHINA) & (y == year))[0])


def test_bad_questions_are_refused(record):
    with pytest.raises(InputError, match="itself"):
        access.observe(record, "agreement", CHINA, CHINA, 2000)
    with pytest.raises(UnknownNameError, match="agreement"):
        access.observe(record, "agrement", CHINA, RUSSIA, 2000)
    with pytest.raises(UnknownNameError):
        access.observe(record, "dispute", CHINA, 999, 2000)
    with pytest.raises(UnknownNameError):
        access.observe(record, "agreement", CHINA, 999, 2000)
    with pytest.raises(InputError, match="one state"):
        access.observe(record, "cinc", CHINA, RUSSIA, 2000)
    with pytest.raises(InputError, match="before it begins"):
        access.agreement_between(record, CHINA, RUSSIA, 2010, 2000)
    with pytest.raises(InputError, match="itself"):
        access.agreement_between(record, CHINA, CHINA, 2000, 2010)
    with pytest.raises(InputError, match="issue"):
        access.agreement_between(record, CHINA, RUSSIA, 2000, 2010, "xx")
    with pytest.raises(InputError, match="by issue"):
        access.agreement_between(record, CHINA, RUSSIA, 2000, 2010, "me", "kappa")


def test_only_states_of_the_system_are_silent(record):
    section = access.cross_section(record, "dispute", 1985)
    members = states.system(1985)
    assert len(section.a) == len(members) * (len(members) - 1) // 2
    assert np.isin(section.a, members).all() and np.isin(section.b, members).all()
