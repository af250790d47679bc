"""Exercises, defence cooperation and trade agreements: by hand, and against published counts."""

from datetime import date

import numpy as np
import pytest

from bilat.errors import SourceError
from bilat.measures.build.cooperation import (
    BUILDERS,
    NEEDS,
    build_defence_cooperation_year,
    build_exercises_year,
    build_trade_agreements_year,
)
from bilat.record.schema import MEASURE, TIDY
from bilat.sources import source
from bilat.sources.base import conform


def exercises(*rows):
    """Rows of (exercise, year, codes)."""
    flat = [(n, y, c) for n, y, codes in rows for c in codes]
    columns = {k: [f[i] for f in flat] for i, k in enumerate(("exercise", "year", "code"))}
    return {"exercises": conform("exercises", columns, dataset="mme")}


def agreements(*rows):
    """Rows of (number, a, b, signed, in_force, ends)."""
    columns = {k: [r[i] for r in rows] for i, k in enumerate(("agreement", "code_a", "code_b"))}
    columns |= {
        "signed": [date(r[3], 1, 1) for r in rows],
        "in_force": [r[4] for r in rows],
        "ends": [r[5] for r in rows],
    }
    return {"defence_agreements": conform("defence_agreements", columns, dataset="dcad")}


def treaties(*rows):
    columns = {
        k: [r[i] for r in rows]
        for i, k in enumerate(("agreement", "code_a", "code_b", "year", "in_force", "ends"))
    }
    columns |= {"name": ["Made up"] * len(rows), "type": ["base_treaty"] * len(rows)}
    return {"trade_agreements": conform("trade_agreements", columns, dataset="desta")}


def cells(built, value):
    return {(r["code_a"], r["code_b"], r["year"]): r[value] for r in built.table.to_pylist()}


def test_modules_declare_what_they_need():
    assert set(BUILDERS) == set(NEEDS) <= set(MEASURE)
    assert all(t in TIDY for wants in NEEDS.values() for t in wants)


def test_exercises_are_counted_by_pair_and_year():
    built = build_exercises_year(
        exercises((1, 1990, [2, 200, 20]), (2, 1990, [2, 200]), (3, 1991, [2, 365]), (4, 1991, [710]))
    )
    assert cells(built, "exercises") == {
        (2, 20, 1990): 1,
        (2, 200, 1990): 2,
        (20, 200, 1990): 1,
        (2, 365, 1991): 1,
    }
    assert built.covers == (1990, 1991)


def test_exercises_begun_before_the_source_begins_do_not_stretch_it():
    built = build_exercises_year(exercises((1, 1979, [2, 200]), (2, 1980, [2, 200])))
    assert built.covers == (1980, 1980)
    assert cells(built, "exercises") == {(2, 200, 1980): 1}


def test_defence_agreements_in_force():
    built = build_defence_cooperation_year(
        agreements(
            (1, 2, 365, 1994, 1995, 1996),
            (2, 2, 365, 1996, 1996, None),
            (3, 2, 365, 1997, 2001, None),  # not in force before the coders stop
            (4, 20, 220, 1998, 1998, None),
        )
    )
    assert built.covers == (1994, 1998)
    assert cells(built, "agreements") == {
        (2, 365, 1995): 1,
        (2, 365, 1996): 2,
        (2, 365, 1997): 1,
        (2, 365, 1998): 1,
        (20, 220, 1998): 1,
    }


def test_states_go_on_as_others():
    """Agreements of West Germany bind united Germany; those under the name of Germany bound West Germany."""
    west = build_defence_cooperation_year(
        agreements((1, 220, 260, 1988, 1988, None), (2, 2, 20, 1992, 1992, None))
    )
    assert sorted(k for k in cells(west, "agreements") if k[0] == 220) == [
        (220, 255, 1990),
        (220, 255, 1991),
        (220, 255, 1992),
        (220, 260, 1988),
        (220, 260, 1989),
        (220, 260, 1990),
    ]
    one = build_trade_agreements_year(treaties((1, 220, 255, 1988, 1988, None), (2, 2, 20, 1991, 1991, None)))
    assert sorted(k for k in cells(one, "in_force") if k[0] == 220) == [
        (220, 255, 1990),
        (220, 255, 1991),
        (220, 260, 1988),
        (220, 260, 1989),
        (220, 260, 1990),
    ]
    # one agreement coded for both successors of Czechoslovakia is one agreement
    two = build_defence_cooperation_year(
        agreements((1, 290, 316, 1991, 1991, None), (1, 290, 317, 1993, 1993, None))
    )
    assert cells(two, "agreements")[290, 315, 1991] == 1
    assert (290, 316, 1992) not in cells(two, "agreements")


def test_trade_agreements_from_entry_into_force_to_withdrawal():
    built = build_trade_agreements_year(
        treaties(
            (1, 200, 220, 1972, 1973, 1975),
            (2, 200, 220, 1974, 1974, 1974),
            (3, 2, 20, 1976, None, None),  # signed only
            (4, 2, 70, 1970, 1971, None),
        )
    )
    got = cells(built, "in_force")
    assert {k for k in got if k[0] == 200} == {(200, 220, y) for y in (1973, 1974, 1975)}
    assert not any(k[:2] == (2, 20) for k in got)
    assert (2, 70, 1976) in got
    assert built.covers == (1970, 1976)
    assert "Withdrawals" not in built.note


def test_no_rows_is_an_error_not_an_empty_world():
    with pytest.raises(SourceError, match="no usable rows"):
        build_exercises_year({"exercises": TIDY["exercises"].empty_table()})


def test_russia_and_china_exercise_together(shared):
    folder = shared / "data" / "igo"
    path = folder / "mme_v7_multinational_military_exercises_long_1980.parquet"
    built = build_exercises_year(source("mme").read([path]).tables)
    got = {k[2]: v for k, v in cells(built, "exercises").items() if k[:2] == (365, 710)}
    assert got == {1999: 1, 2005: 1, 2007: 3, 2009: 2, 2010: 3}
    assert built.covers == (1980, 2010)


def test_against_published_pairs_of_exercises(shared):
    import pandas as pd

    folder = shared / "data" / "igo"
    path = folder / "mme_v7_multinational_military_exercises_long_1980.parquet"
    ours = build_exercises_year(source("mme").read([path]).tables).table.to_pandas()
    theirs = pd.read_parquet(folder / "mme_v7_joint_exercises_dyad_year.parquet")
    # they keep Gleditsch-Ward numbers (Germany 260, Serbia 340, "Vietnam" 817), of which islands have none,
    # and count an exercise twice that is listed under two years
    joined = ours.merge(theirs, left_on=["code_a", "code_b", "year"], right_on=["gwcode1", "gwcode2", "year"])
    assert len(joined) > 17_000
    same = joined.exercises == joined.n_exercises
    assert same.mean() > 0.999
    assert (joined[~same].n_exercises - joined[~same].exercises == 1).all()
    missing = theirs.merge(
        ours, left_on=["gwcode1", "gwcode2", "year"], right_on=["code_a", "code_b", "year"], how="left"
    )
    missing = missing[missing.code_a.isna()]
    renamed = missing.gwcode1.isin([260, 340, 817]) | missing.gwcode2.isin([260, 340, 817])
    assert (~renamed).sum() <= 5


def test_defence_cooperation_of_russia_and_china(shared):
    built = build_defence_cooperation_year(
        source("dcad").read([shared / "data" / "raw" / "dcad_main.csv"]).tables
    )
    got = {k[2]: v for k, v in cells(built, "agreements").items() if k[:2] == (365, 710)}
    assert (got[1992], got[1993], got[1996], got[2010]) == (2, 3, 7, 1)
    assert 1991 not in got
    assert built.covers == (1980, 2010)


@pytest.fixture(scope="module")
def trade(shared):
    path = shared / "data" / "trade" / "desta_v21_treaty_dyads.parquet"
    return build_trade_agreements_year(source("desta").read([path]).tables)


def test_known_trade_agreements(trade):
    got = cells(trade, "in_force")
    assert trade.covers == (1948, 2021)
    assert (220, 260, 1958) in got
    assert (220, 255, 1991) in got
    assert (2, 20, 1995) in got
    assert not any(k[:2] == (2, 365) for k in got)
    assert "Withdrawals are not in the file" in trade.note


def test_against_published_free_trade_dyads(trade, shared):
    """Theirs are full free-trade areas from the year of signature; ours any agreement from its entry into force."""
    import pandas as pd

    from bilat import states

    theirs = pd.read_parquet(shared / "data" / "trade" / "desta_v21_in_force_fta_dyad_year.parquet")
    theirs = theirs[(theirs.in_force_fta == 1) & (theirs.year == 2021)]
    names = {n: states.code_of_name(n, 2021) or 0 for n in {*theirs.country1, *theirs.country2}}
    pairs = np.sort(
        np.array([[names[a], names[b]] for a, b in zip(theirs.country1, theirs.country2, strict=True)]),
        axis=1,
    )
    system = set(states.system(2021).tolist())  # without Palestine and territories
    pairs = {tuple(p) for p in pairs.tolist() if set(p) <= system}
    ours = {k[:2] for k in cells(trade, "in_force") if k[2] == 2021}
    missing = pairs - ours
    # what we have not is signed and not in force: the Transpacific Partnership, the tripartite area in Africa
    signed_only = {
        (r["code_a"], r["code_b"])
        for r in source("desta")
        .read([shared / "data" / "trade" / "desta_v21_treaty_dyads.parquet"])
        .tables["trade_agreements"]
        .to_pylist()
        if r["in_force"] is None
    }
    assert len(pairs & ours) / len(pairs) > 0.99
    assert missing <= signed_only
