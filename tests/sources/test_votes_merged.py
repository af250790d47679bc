"""Which roll calls are the same vote: made-up Assemblies with known answers, then the published figures."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat.errors import SourceError
from bilat.record.rollcalls import Ballots, merged_votes, pair_up
from bilat.sources import recognise, source
from bilat.sources.base import conform

STATES = np.array([2, 20, 70, 140, 200, 220, 255, 365, 625, 651, 710, 740, 750, 850])


def assembly(rng, count, start="2010-12-01"):
    """Make `count` roll calls, three a day: dates and (count, states) votes."""
    dates = np.datetime64(start) + np.arange(count) // 3
    return dates, rng.integers(1, 4, size=(count, len(STATES)))


def tidy(dataset, ids, dates, votes, **facts):
    row, column = np.nonzero(votes)
    v = conform(
        "votes",
        {"rollcall": np.asarray(ids)[row], "code": STATES[column], "vote": votes[row, column]},
        dataset=dataset,
    )
    r = conform(
        "rollcalls", {"rollcall": ids, "body": ["GA"] * len(ids), "date": dates, **facts}, dataset=dataset
    )
    return {"votes": v, "rollcalls": r}


def together(*parts):
    return {k: pa.concat_tables([p[k] for p in parts]) for k in ("votes", "rollcalls")}


def ballots(part, dataset):
    found = Ballots.of(dataset, part["votes"], part["rollcalls"])
    assert found is not None
    return found


@given(st.integers(1, 12), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_pairs_are_found_whatever_the_numbering(count, random):
    rng = np.random.default_rng(random.randrange(2**32))
    dates, votes = assembly(rng, count)
    order = rng.permutation(count)
    a = tidy("a", np.arange(count) + 1, dates, votes)
    b = tidy("b", 500 + np.arange(count), dates[order], votes[order])
    found = pair_up(ballots(a, "a"), ballots(b, "b"))
    # roll calls with equal votes on one day may be told apart by their order only
    for i, j in enumerate(found):
        assert (votes[i] == votes[order][j]).all()
        assert dates[i] == dates[order][j]
    assert len(set(found)) == count


def test_another_vote_on_the_day_is_no_partner():
    dates, votes = assembly(np.random.default_rng(1), 2, "2010-12-01")
    a = tidy("a", [1], dates[:1], votes[:1])
    b = tidy("b", [1], dates[:1], 4 - votes[:1])
    assert pair_up(ballots(a, "a"), ballots(b, "b")).tolist() == [-1]


def test_states_that_one_data_set_does_not_have_do_not_count_against_a_pair():
    dates, votes = assembly(np.random.default_rng(2), 3)
    fewer = votes.copy()
    fewer[:, :5] = 0
    a, b = tidy("a", [1, 2, 3], dates, votes), tidy("b", [7, 8, 9], dates, fewer)
    assert pair_up(ballots(a, "a"), ballots(b, "b")).tolist() == [0, 1, 2]


def test_symbols_decide_among_equal_votes():
    dates = np.array(["2010-12-01"] * 2, "datetime64[D]")
    votes = np.ones((2, len(STATES)), int)
    a, b = tidy("a", [1, 2], dates, votes), tidy("b", [1, 2], dates, votes)
    one, two = np.array(["x", "y"], object), np.array(["y", "x"], object)
    assert pair_up(ballots(a, "a"), ballots(b, "b")).tolist() == [0, 1]
    assert pair_up(ballots(a, "a"), ballots(b, "b"), symbols=(one, two)).tolist() == [1, 0]


def test_dates_may_differ_by_days_when_asked():
    dates, votes = assembly(np.random.default_rng(3), 6)
    a, b = tidy("a", range(1, 7), dates, votes), tidy("b", range(1, 7), dates + 12, votes)
    assert (pair_up(ballots(a, "a"), ballots(b, "b")) == -1).all()
    assert pair_up(ballots(a, "a"), ballots(b, "b"), across_days=True).tolist() == list(range(6))


@pytest.fixture
def sources_of_one_year():
    rng = np.random.default_rng(7)
    dates, votes = assembly(rng, 9)
    base = votes[:6].copy()
    base[2, 3] = 0  # somebody did not vote: the base has no row, the ISO3 file says absent
    iso = votes.copy()
    iso[2, 3] = 8
    cow = tidy("unga_cow", np.arange(65001, 65007), dates[:6], base, session=[65] * 6)
    iso3 = tidy("unga_iso3", np.arange(4000, 4009), dates, iso, issues=np.arange(9))
    named = tidy(
        "unvotes",
        np.arange(4000, 4009),
        dates,
        np.where(iso == 8, 0, iso),
        symbol=[f"A/RES/65/{i}" for i in range(9)],
        title=[f"Title {i}" for i in range(9)],
        kind=["resolution"] * 6 + ["paragraph", "amendment", "paragraph"],
        important=[True] + [False] * 8,
    )
    return dates, votes, cow, iso3, named


def test_the_union_of_three_sources(sources_of_one_year):
    _dates, _votes, cow, iso3, named = sources_of_one_year
    votes, rolls = merged_votes(together(cow, iso3, named))
    rows = rolls.to_pylist()
    whole = [r for r in rows if r["whole"]]
    rest = [r for r in rows if not r["whole"]]
    assert [r["rollcall"] for r in whole] == list(range(65001, 65007))
    assert [r["rcid"] for r in whole] == list(range(4000, 4006))
    assert [r["symbol"] for r in whole] == [f"A/RES/65/{i}" for i in range(6)]
    assert [r["issues"] for r in whole] == list(range(6))
    assert [r["important"] for r in whole] == [True] + [False] * 5
    assert {r["session"] for r in whole} == {65}
    assert [r["kind"] for r in rest] == ["paragraph", "amendment", "paragraph"]
    assert [r["rcid"] for r in rest] == [4006, 4007, 4008]
    assert [r["title"] for r in rest] == ["Title 6", "Title 7", "Title 8"]
    third = whole[2]
    assert third["absent"] == 1
    mine = {(r["rollcall"], r["code"]): r["vote"] for r in votes.to_pylist()}
    assert mine[65003, int(STATES[3])] == 8
    assert len(mine) == 9 * len(STATES)


def test_paragraphs_count_as_whole_before_1990():
    rng = np.random.default_rng(8)
    dates, votes = assembly(rng, 3, "1962-12-01")
    cow = tidy("unga_cow", [17001, 17002, 17003], dates, votes)
    named = tidy("unvotes", [1, 2, 3], dates, votes, kind=["resolution", "paragraph", "amendment"])
    _, rolls = merged_votes(together(cow, named))
    assert rolls.column("kind").to_pylist() == ["resolution", "paragraph", "amendment"]
    assert rolls.column("whole").to_pylist() == [True, True, True]
    shifted = dates + 365 * 40
    late = (
        tidy("unga_cow", [57001, 57002, 57003], shifted, votes),
        tidy("unvotes", [1, 2, 3], shifted, votes, kind=["resolution", "paragraph", "amendment"]),
    )
    _, rolls = merged_votes(together(*late))
    assert rolls.column("whole").to_pylist() == [True, False, False]


def test_the_library_fills_gaps_once_and_gives_the_day_of_the_vote():
    rng = np.random.default_rng(9)
    dates, votes = assembly(rng, 6, "2022-11-20")
    lacking, _ = assembly(rng, 3, "2022-03-02")
    gap = rng.integers(1, 4, size=(3, len(STATES)))
    old = np.array(["1999-11-01", "2005-11-01"], "datetime64[D]")
    cow = tidy("unga_cow", np.arange(77001, 77007), dates, votes)
    library = tidy(
        "undl_ga",
        np.arange(3_990_000, 3_990_011),
        np.concatenate([dates + 2, lacking, old]),
        np.concatenate([votes, gap, rng.integers(1, 4, size=(2, len(STATES)))]),
        symbol=[f"A/RES/77/{i}" for i in range(6)]
        + ["A/RES/ES-11/1", "A/RES/ES-11/2", "A/RES/ES-11/3", "o", "p"],
    )
    votes_out, rolls = merged_votes(together(cow, library))
    rows = rolls.to_pylist()
    assert [r["symbol"] for r in rows] == [f"A/RES/77/{i}" for i in range(6)] + [
        "A/RES/ES-11/1",
        "A/RES/ES-11/2",
        "A/RES/ES-11/3",
    ]
    assert all(r["whole"] and r["adopted"] for r in rows)
    assert [(r["voted"] - r["date"]).days for r in rows] == [2] * 6 + [0] * 3
    assert votes_out.num_rows == 9 * len(STATES)


def test_without_the_cow_file_the_next_one_is_the_base(sources_of_one_year):
    _dates, _votes, _cow, iso3, named = sources_of_one_year
    _, rolls = merged_votes(together(iso3, named))
    assert rolls.num_rows == 9
    assert rolls.column("whole").to_pylist() == [True] * 6 + [False] * 3


def test_nothing_to_merge():
    dates, votes = assembly(np.random.default_rng(1), 1)
    with pytest.raises(SourceError, match="no General Assembly votes"):
        merged_votes(tidy("landmark_votes", [1], dates, votes))


def _shares(votes, rolls, a, b, keep):
    """Recompute agreement and S pair by pair in plain Python, independently of the measures."""
    wanted = set(rolls.filter(keep).column("rollcall").to_pylist())
    cast = {}
    for rollcall, code, vote in zip(
        *(votes.column(c).to_pylist() for c in ("rollcall", "code", "vote")), strict=True
    ):
        if code in (a, b) and vote <= 3 and rollcall in wanted:
            cast.setdefault(rollcall, {})[code] = vote
    pairs = [(v[a], v[b]) for v in cast.values() if len(v) == 2]
    n = len(pairs)
    return round(sum(x == y for x, y in pairs) / n, 3), round(1 - sum(abs(x - y) for x, y in pairs) / n, 3)


@pytest.fixture(scope="module")
def merged(shared):
    paths = {}
    for path in sorted((shared / "data" / "un_votes").iterdir()):
        found = recognise(path)
        if found is not None and "votes" in found.tables:
            paths.setdefault(found.id, []).append(path)
    parts = [source(name).read(p).tables for name, p in paths.items()]
    return merged_votes(together(*parts))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("year", "agreement", "s"),
    [
        (1989, 0.928, 0.910),
        (1993, 0.387, 0.258),
        (2008, 0.784, 0.770),
        (2017, 0.798, 0.755),
        (2019, 0.791, 0.744),
    ],
)
def test_russia_and_china_on_whole_resolutions(merged, year, agreement, s):
    import pyarrow.compute as pc

    votes, rolls = merged
    keep = pc.and_(pc.equal(pc.year(rolls.column("date")), year), rolls.column("whole"))
    assert _shares(votes, rolls, 365, 710, keep) == (agreement, s)


@pytest.mark.shared
@pytest.mark.parametrize(("year", "agreement", "s"), [(2008, 0.814, 0.804), (2017, 0.787, 0.748)])
def test_russia_and_china_with_paragraphs(merged, year, agreement, s):
    import pyarrow.compute as pc

    votes, rolls = merged
    assert _shares(votes, rolls, 365, 710, pc.equal(pc.year(rolls.column("date")), year)) == (agreement, s)


@pytest.mark.shared
def test_what_is_known_of_landmark_resolutions(merged):
    _, rolls = merged
    by_symbol = {r["symbol"]: r for r in rolls.to_pylist() if r["whole"]}
    seat = by_symbol["A/RES/2758(XXVI)"]
    assert str(seat["voted"]) == "1971-10-25"
    crimea = by_symbol["A/RES/68/262"]
    assert (crimea["yes"], crimea["no"], crimea["abstain"], crimea["absent"]) == (100, 11, 58, 24)
    assert crimea["title"] == "Territorial integrity of Ukraine"


@pytest.mark.shared
def test_nearly_every_roll_call_found_its_name(merged):
    _, rolls = merged
    assert rolls.num_rows == 6132 + 419
    assert rolls.column("rcid").null_count <= 8
    assert rolls.column("symbol").null_count < 0.05 * rolls.num_rows
    assert rolls.column("title").null_count < 0.03 * rolls.num_rows
