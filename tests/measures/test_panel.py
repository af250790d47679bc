"""The panel: rows by arithmetic against rows by loops, values against `access`, and what leaves as files."""

import numpy as np
import pandas as pd
import pytest

from bilat import states
from bilat.errors import InputError, UnknownNameError
from bilat.measures import access
from bilat.measures.catalogue import MEASURES
from bilat.measures.panel import dyads
from bilat.record import Record

RUSSIA, CHINA = 365, 710
KEY = ["code_a", "code_b", "year"]
PLAIN = ["agreement", "kappa_linear", "obligation", "arms_share", "dispute", "rivalry", "trade_share", "cinc"]


@pytest.fixture(scope="module")
def record():
    return Record()


@pytest.fixture(scope="module")
def frame(record):
    table = dyads(PLAIN, since=2005, until=2012, record=record)
    return table, table.to_pandas()


@pytest.mark.parametrize("directed", [False, True])
def test_every_pair_of_the_system_once_in_order(record, directed):
    found = dyads(["rivalry"], since=1989, until=1992, directed=directed, record=record).to_pandas()
    expected = [
        (a, b, year)
        for year in range(1989, 1993)
        for a in states.system(year).tolist()
        for b in states.system(year).tolist()
        if (a != b if directed else a < b)
    ]
    assert list(found[KEY].itertuples(index=False, name=None)) == expected
    for row in found.sample(40, random_state=0).itertuples():
        assert (row.iso3_a, row.iso3_b) == (
            states.iso3(row.code_a, row.year),
            states.iso3(row.code_b, row.year),
        )


def test_columns_are_those_promised(frame):
    table, found = frame
    assert list(found.columns[:6]) == ["iso3_a", "iso3_b", "code_a", "code_b", "year", "n"]
    assert {
        "agreement",
        "kappa_linear",
        "obligation_ab",
        "obligation_ba",
        "arms_share_ab",
        "cinc_a",
        "cinc_b",
    } <= set(table.columns)
    assert set(table.provenance) == set(table.columns) - {"iso3_a", "iso3_b", "code_a", "code_b", "year", "n"}
    assert len(table) == len(found)


def test_values_are_those_of_access(record, frame):
    _table, found = frame
    for row in found.sample(150, random_state=1).itertuples():
        a, b, year = row.code_a, row.code_b, row.year
        for name in ("agreement", "kappa_linear", "dispute", "rivalry"):
            _same(getattr(row, name), access.observe(record, name, a, b, year).value, name)
        for name in ("obligation", "arms_share", "trade_share"):
            _same(getattr(row, f"{name}_ab"), access.observe(record, name, a, b, year).value, name)
            _same(getattr(row, f"{name}_ba"), access.observe(record, name, b, a, year).value, name)


def _same(found, expected, name):
    assert pd.isna(found) == (expected is None), (name, found, expected)
    if expected is not None:
        assert found == pytest.approx(expected, rel=1e-6), name


def test_directed_rows_turn_directed_measures_and_keep_the_others(record):
    names = ["arms_share", "dispute", "kappa", "pi", "agreement"]
    found = dyads(names, since=2009, until=2010, directed=True, record=record).to_pandas()
    turned = found.rename(columns={"code_a": "code_b", "code_b": "code_a"})
    both = found.merge(turned, on=KEY, suffixes=("", "_turned"))
    assert len(both) == len(found)
    for name in ("dispute", "kappa", "pi", "agreement", "n"):
        pd.testing.assert_series_equal(both[name], both[f"{name}_turned"], check_names=False)
    known = both[["arms_share", "arms_share_turned"]].dropna()
    assert (known["arms_share"] != known["arms_share_turned"]).any()


def test_outside_coverage_is_null_never_zero(record):
    covers = record.coverage("disputes_year").provenance
    found = dyads(["dispute"], since=covers.covers_to, until=covers.covers_to + 2, record=record).to_pandas()
    inside = found["year"] == covers.covers_to
    assert found.loc[inside, "dispute"].notna().all() and (found.loc[inside, "dispute"] == 0).any()
    assert found.loc[~inside, "dispute"].isna().all()
    early = dyads(
        ["agreement"], states=["Russia", "China"], since=1950, until=1970, record=record
    ).to_pandas()
    assert early["agreement"].isna().all() and early["n"].isna().all()


def test_paragraphs_move_the_published_values(record):
    pair = {"states": ["Russia", "China"], "since": 2008, "until": 2017, "record": record}
    names = ["agreement", "s", "kappa_linear"]
    whole = dyads(names, **pair).to_pandas().set_index("year")
    every = dyads(names, paragraphs=True, **pair).to_pandas().set_index("year")
    assert whole.loc[2008, names].tolist() == pytest.approx([0.784, 0.770, 0.519], abs=6e-4)
    assert whole.loc[2017, names].tolist() == pytest.approx([0.798, 0.755, 0.603], abs=6e-4)
    assert every.loc[2008, names].tolist() == pytest.approx([0.814, 0.804, 0.604], abs=6e-4)
    assert every.loc[2017, names].tolist() == pytest.approx([0.787, 0.748, 0.683], abs=6e-4)
    assert (every["n"] >= whole["n"]).all()


def test_states_are_found_by_every_code_their_letters_had(record):
    found = dyads(["agreement"], states=["DEU", "FRA"], since=1980, until=1999, record=record).to_pandas()
    assert found["year"].tolist().count(1985) == 1 and found["year"].tolist().count(1995) == 1
    assert set(found["iso3_a"]) | set(found["iso3_b"]) == {"DEU", "FRA"}
    with pytest.raises(UnknownNameError):
        dyads(["agreement"], states=["Rusia-land"], record=record)


def test_by_session(record):
    table = dyads(["agreement", "s"], by="session", since=60, until=61, record=record)
    found = table.to_pandas()
    assert list(found.columns) == ["iso3_a", "iso3_b", "code_a", "code_b", "session", "n", "agreement", "s"]
    assert set(found["session"]) == {60, 61} and (found["n"] > 0).all()
    assert (found["code_a"] < found["code_b"]).all()
    turned = dyads(["agreement"], by="session", since=60, until=61, directed=True, record=record).to_pandas()
    assert len(turned) == 2 * len(found)
    with pytest.raises(InputError, match="session"):
        dyads(["dispute"], by="session", record=record)


def test_bad_questions_are_refused(record):
    with pytest.raises(UnknownNameError, match="kappa"):
        dyads(["kapa"], record=record)
    with pytest.raises(InputError, match="No measure"):
        dyads([], record=record)
    with pytest.raises(InputError, match="after"):
        dyads(["kappa"], since=2010, until=2000, record=record)


@pytest.fixture(scope="module")
def small(record):
    return dyads(
        ["agreement", "obligation", "cinc", "dispute"],
        states=["Russia", "China", "India"],
        since=1968,
        until=1975,
        record=record,
    )


def test_files_come_back_as_they_went(small, tmp_path):
    for name, read in (("x.csv", pd.read_csv), ("x.parquet", pd.read_parquet), ("x.dta", pd.read_stata)):
        small.write(tmp_path / name)
        back = read(tmp_path / name)
        assert list(back.columns) == small.columns
        for column in ("agreement", "obligation_ab", "cinc_a", "dispute", "year"):
            np.testing.assert_allclose(
                back[column].astype(float), small.to_pandas()[column].astype(float), rtol=1e-6, err_msg=name
            )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.csv", "x.dta", "x.parquet"]
    with pd.io.stata.StataReader(tmp_path / "x.dta") as reader:
        assert reader.variable_labels()["agreement"] == MEASURES["agreement"].label


def test_other_libraries(small):
    assert small.to_polars().shape == (len(small), len(small.columns))
    assert small.to_arrow().num_rows == len(small)
    assert "unknown" in small._repr_html_() and f"{len(small):,} rows" in small._repr_html_()
    assert f"[{len(small):,} rows x {len(small.columns)} columns]" in repr(small)
    assert small.to_csv_text().splitlines()[0].replace('"', "").split(",") == small.columns


def test_an_unknown_ending_is_refused(small, tmp_path):
    with pytest.raises(InputError, match=r"\.csv"):
        small.write(tmp_path / "x.xlsx")


def test_an_unknown_period_is_refused():
    """Never read as years in silence."""
    from bilat.errors import InputError
    from bilat.measures.panel import dyads

    with pytest.raises(InputError, match="month"):
        dyads(["agreement"], by="month")


def test_a_table_is_taken_by_any_arrow_reader():
    import duckdb
    import polars
    import pyarrow

    table = dyads(["agreement", "obligation"], states=["FRA", "DEU", "GBR"], since=1990, until=1995)
    assert pyarrow.table(table).equals(table.to_arrow())
    frame = polars.DataFrame(table)
    assert frame["agreement"].null_count() == table.to_arrow().column("agreement").null_count
    shown = duckdb.sql(
        "select count(*) from given", connection=_with(duckdb.connect(), "given", pyarrow.table(table))
    )
    assert shown.fetchall() == [(len(table),)]


def _with(connection, name, data):
    connection.register(name, data)
    return connection
