"""Frames of pandas, polars and Arrow: their rows and columns are kept, values are the record's, silence says why."""

from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bilat
from bilat import states
from bilat.errors import InputError, UnknownNameError
from bilat.measures import access
from bilat.measures.catalogue import MEASURES
from bilat.record import open_record

MINE = {
    "id": [7, 3, 7, 1, 9, 2],
    "from": ["Russia", "Burma", "West Germany", "365", None, "Sudan"],
    "to": ["CHN", "India", "DDR", "USA", "USA", "South Sudan"],
    "year": [2015, 1900, 1975, 1985, 2000, 2005],
}


def pandas_frame(columns):
    pandas = pytest.importorskip("pandas")
    return pandas.DataFrame(columns, index=[f"r{i}" for i in range(len(columns["year"]))])


def polars_frame(columns):
    return pytest.importorskip("polars").DataFrame(columns)


class Capsule:
    """Arrow data of some other library."""

    def __init__(self, table):
        self._table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self._table.__arrow_c_stream__(requested_schema)


MAKERS = {
    "pandas": pandas_frame,
    "polars": polars_frame,
    "pyarrow": pa.table,
    "capsule": lambda columns: Capsule(pa.table(columns)),
}


def column(frame, name):
    """Return a column as plain values, ``None`` for what is missing."""
    values = frame[name].to_pylist() if isinstance(frame, pa.Table) else list(frame[name])
    return [None if v is None or v != v else v for v in values]


@pytest.fixture(params=MAKERS)
def make(request):
    return MAKERS[request.param]


def test_measures_are_joined_to_any_frame(make):
    mine = make(MINE)
    out = bilat.join(mine, ["agreement", "arms_share"], a="from", b="to")
    assert type(out) is (pa.Table if isinstance(mine, Capsule) else type(mine))
    for name, values in MINE.items():
        assert column(out, name) == values
    agreed = column(out, "agreement")
    expected = access.observe(open_record(), "agreement", 365, 710, 2015).value
    assert agreed[0] == expected
    assert [v is None for v in agreed] == [False, True, False, False, True, True]
    why = column(out, "agreement_reason")
    assert [w is None for w in why] == [v is not None for v in agreed]
    assert "cover 1946-" in why[1]
    assert why[4] == "No state is given in 'from'."
    assert why[5] == "South Sudan was not in the state system in 2005."
    assert (
        column(out, "arms_share_ab")[0] == access.observe(open_record(), "arms_share", 365, 710, 2015).value
    )
    assert (
        column(out, "arms_share_ba")[0] == access.observe(open_record(), "arms_share", 710, 365, 2015).value
    )


def test_the_frame_given_is_not_changed(make):
    mine = make(MINE)
    bilat.join(mine, "war", a="from", b="to")
    table = mine if isinstance(mine, pa.Table | Capsule) else None
    names = list(pa.table(mine).column_names) if table is not None else list(mine.columns)
    assert names == list(MINE)


def test_pandas_keeps_its_index_types_and_says_its_sources():
    pandas = pytest.importorskip("pandas")
    mine = pandas_frame(MINE).astype({"id": "int8"})
    mine["kind"] = pandas.Categorical(["x", "y", "x", "x", "y", "y"])
    out = bilat.join(mine, ["dispute", "cinc"], a="from", b="to")
    assert list(out.index) == list(mine.index)
    assert out.dtypes[: len(mine.columns)].equals(mine.dtypes)
    assert out["dispute"].dtype == "float64"
    assert "Militarized" in out.attrs["bilat"]["dispute"]
    pandas.testing.assert_frame_equal(out[list(mine.columns)], mine)


def test_states_and_years(make):
    mine = make({"s": ["USA", "KEN", "USA"], "year": [2000, 2001, 2500]})
    out = bilat.join(mine, "cinc", state="s")
    values = column(out, "cinc")
    record = open_record()
    at = np.flatnonzero(
        (record.column("capabilities_year", "code") == 2)
        & (record.column("capabilities_year", "year") == 2000)
    )
    assert values[0] == record.column("capabilities_year", "cinc")[at[0]]
    assert 0 < values[1] < values[0]
    assert values[2] is None
    assert "covers" in column(out, "cinc_reason")[2]


def test_names_that_are_not_known_are_named_all_at_once(make):
    columns = {"a": ["Rusia", "USA", "Chna", "Rusia"], "b": ["FRA"] * 4, "year": [2000] * 4}
    with pytest.raises(UnknownNameError) as caught:
        bilat.join(make(columns), "war", a="a", b="b")
    said = str(caught.value)
    assert "'Rusia' (2 rows: Russia" in said
    assert "'Chna' (1 row: China" in said
    out = bilat.join(make(columns), "war", a="a", b="b", unknown="keep")
    assert column(out, "war")[0] is None
    assert column(out, "war")[1] == 0
    assert "'Rusia'" in column(out, "war_reason")[0]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([1990, "1991", 1992.0, date(1993, 5, 1), datetime(1994, 1, 1)], [1990, 1991, 1992, 1993, 1994]),
        ([None, float("nan"), ""], [0, 0, 0]),
    ],
)
def test_years_come_in_many_forms(years, expected):
    from bilat.measures.joining import years_of

    assert years_of(years, "when").tolist() == expected


@pytest.mark.parametrize("bad", ["soon", 99, 19900, 1990.5, -1990, "1990-91", True])
def test_what_is_no_year_is_said(bad):
    with pytest.raises(InputError, match="which is no year"):
        bilat.join(pa.table({"a": ["USA"], "b": ["FRA"], "year": [bad]}), "war", a="a", b="b")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"a": "from"}, "not clear"),
        ({"a": "from", "b": "to", "state": "from"}, "not clear"),
        ({"a": "from", "b": "too"}, "no column 'too'"),
        ({"state": "from"}, "measure of pairs"),
        ({"a": "from", "b": "to", "unknown": "drop"}, "unknown='drop'"),
        ({"a": "from", "b": "to", "numbers": "iso"}, "numbers='iso'"),
    ],
)
def test_what_cannot_be_joined_is_said(make, options, words):
    with pytest.raises(InputError, match=words):
        bilat.join(make(MINE), "war", **options)


def test_a_column_that_is_there_is_not_written_over(make):
    mine = make({**MINE, "war": [1] * 6})
    with pytest.raises(InputError, match="'war' already"):
        bilat.join(mine, "war", a="from", b="to")
    assert column(bilat.join(mine, "war", a="from", b="to", prefix="bilat_"), "bilat_war")[0] == 0


def test_what_is_no_frame_is_said():
    with pytest.raises(InputError, match="list is not a data frame"):
        bilat.join([1, 2], "war", a="a", b="b")
    polars = pytest.importorskip("polars")
    with pytest.raises(InputError, match="lazy"):
        bilat.join(polars.LazyFrame(MINE), "war", a="from", b="to")


def test_numbers_of_gleditsch_and_ward():
    mine = pa.table({"a": [260.0, 678.0], "b": [2, 2], "year": [2000, 2000]})
    out = bilat.join(mine, "agreement", a="a", b="b", numbers="gw")
    record = open_record()
    assert column(out, "agreement") == [
        access.observe(record, "agreement", c, 2, 2000).value for c in (255, 679)
    ]


def test_as_of_leaves_out_what_was_not_known():
    mine = pa.table({"a": ["RUS"] * 2, "b": ["CHN"] * 2, "year": [2005, 2015]})
    out = bilat.join(mine, "agreement", a="a", b="b", as_of="2010-01-01")
    assert [v is None for v in column(out, "agreement")] == [False, True]


CODES = sorted({int(c) for y in (1950, 1985, 2020) for c in states.system(y)})


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from([m for m in MEASURES.values() if m.tie != "state"]),
    st.lists(
        st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(1940, 2026)),
        min_size=1,
        max_size=30,
    ),
)
def test_values_and_reasons_are_those_of_single_questions(m, rows):
    from bilat.measures.joining import values_for

    record = open_record()
    a, b, year = (np.array(x) for x in zip(*rows, strict=True))
    joined = values_for(record, m, [a.astype(np.int16), b.astype(np.int16)], year)
    for (one, two, when), value, why in zip(rows, joined.values, joined.reasons, strict=True):
        if one == two:
            assert np.isnan(value)
            assert "with itself" in why
            continue
        seen = access.observe(record, m.name, one, two, when)
        assert (None if np.isnan(value) else value) == seen.value
        assert why == seen.reason


def test_claims_in_a_frame_are_judged(make):
    mine = make(
        {
            "said": ["Finland is a member of NATO.", "", "Sweden is a member of NATO."],
            "on": ["2024-01-01", "2024-01-01", "2020-01-01"],
            "year": [1, 2, 3],
        }
    )
    out = bilat.ask_frame(mine, "said", date="on")
    assert column(out, "verdict") == ["supported", None, "contradicted"]
    assert column(out, "kind")[0] == "membership"
    assert "No claim was given" in column(out, "summary")[1]
    assert column(out, "year") == [1, 2, 3]


@pytest.mark.parametrize("day", [date(2022, 1, 1), datetime(2022, 1, 1, 12), "2022-01-01"])
def test_days_of_claims_come_in_many_forms(day):
    out = bilat.ask_frame(
        pa.table({"said": ["Finland is a member of NATO."], "on": [day]}), "said", date="on"
    )
    assert column(out, "verdict") == ["contradicted"]


def test_ideal_points_are_joined_to_states_and_pairs():
    mine = pa.table(
        {
            "from": ["Russia", "West Germany", "China", "Kosovo", None],
            "to": ["CHN", "DDR", "India", "USA", "USA"],
            "year": [2019, 1975, 1964, 2015, 2019],
        }
    )
    made = bilat.join(mine, ["ideal_point", "ideal_point_sd", "ideal_point_distance"], a="from", b="to")
    points = bilat.ideal_points().to_pandas()
    of = points.groupby(["code", "year"]).last()  # rows are by session: the later one of a year
    one, two = of.loc[(365, 2019)], of.loc[(710, 2019)]
    row = made.slice(0, 1).to_pylist()[0]
    assert row["ideal_point_a"] == pytest.approx(one["value"])
    assert row["ideal_point_sd_b"] == pytest.approx(two["sd"])
    assert row["ideal_point_distance"] == pytest.approx(abs(one["value"] - two["value"]))
    assert made.column("ideal_point_distance").to_pylist()[1] > 3  # the two German states
    assert made.column("ideal_point_distance").to_pylist()[2:] == [None, None, None]
    why = made.column("ideal_point_distance_reason").to_pylist()
    assert "Kosovo" in why[3] and "1964" in why[2] and "No state" in why[4]
    assert b"ideal points" in b" ".join(made.schema.field("ideal_point_a").metadata.values())


def test_the_later_session_of_a_year_counts():
    mine = pa.table({"who": ["USA", "USA", "USA"], "year": [1951, 1952, 2030]})
    made = bilat.join(mine, "ideal_point", state="who").to_pydict()
    points = bilat.ideal_points().to_pandas()
    seventh = points[(points.code == 2) & (points.session == 7)]["value"].item()
    assert made["ideal_point"] == [None, pytest.approx(seventh), None]
    assert "2023" in made["ideal_point_reason"][2]


def test_ideal_points_that_do_not_fit_are_refused():
    mine = pa.table({"who": ["USA"], "year": [2000]})
    with pytest.raises(InputError, match="pairs"):
        bilat.join(mine, "ideal_point_distance", state="who")
    with pytest.raises(InputError, match="later ones too"):
        bilat.join(mine, "ideal_point", state="who", as_of="2010-01-01")
