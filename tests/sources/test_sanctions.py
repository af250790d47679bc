"""Sanctions: groups expanded by year, strangers reported; TIES as a cross-check."""

from datetime import date

import pytest

from bilat.errors import SourceError, UnknownNameError
from bilat.sources import recognise, source
from bilat.sources._groups import group_key, members
from bilat.states import code_of_iso3

GSDB = (
    "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,travel,other,"
    "target_mult,sender_mult,objective,success\n"
)


def case(number, target, sender, begin, end, types="100000"):
    flags = list(types)
    return (
        f'{number},"{target}","{sender}",{begin},{end},{flags[0]},"exp_part, imp_part",'
        + ",".join(flags[1:])
        + ",0,0,other,ongoing\n"
    )


def read(tmp_path, *lines):
    path = tmp_path / "GSDB_V3.csv"
    path.write_text(GSDB + "".join(lines), encoding="utf-8")
    assert recognise(path).id == "gsdb"
    reading = source("gsdb").read([path])
    return reading, {
        (r["case"], r["sender"], r["target"]): r for r in reading.tables["sanction_cases"].to_pylist()
    }


def test_groups_are_expanded_to_the_members_of_each_year(tmp_path):
    reading, found = read(tmp_path, case(1, "Myanmar", "EU", 1990, 1996, "010010"))
    assert reading.problems == []
    assert len(found) == 15
    assert (found[1, 220, 775]["begin"], found[1, 220, 775]["end"]) == (1990, 1996)
    assert found[1, 380, 775]["begin"] == 1995  # Sweden joined
    assert found[1, 220, 775]["group"] == "EU"
    assert (found[1, 220, 775]["arms"], found[1, 220, 775]["trade"]) == (True, False)
    # one Germany before, one after unification
    assert {s for _, s, _ in found} >= {255}


def test_lists_names_with_commas_and_members_named_beside_their_group(tmp_path):
    reading, found = read(
        tmp_path,
        case(1, "Korea, North", "EU, Norway, France", 2010, 2010),
        case(2, "Egypt, Arab Rep., Syria", "United States", 1979, 1980),
        case(3, "Iraq", "UN", 1990, 1990),
    )
    assert reading.problems == []
    first = {s: r["group"] for (c, s, _), r in found.items() if c == 1}
    assert len(first) == 28
    assert first[385] is None
    assert first[220] is None  # acts in its own name
    assert first[210] == "EU"
    assert {t for c, _, t in found if c == 2} == {651, 652}
    un = {s for c, s, _ in found if c == 3}
    assert 645 not in un  # a member, but not against itself
    assert len(un) == 158
    assert 255 in un or 260 in un


def test_strangers_and_bad_rows_are_reported(tmp_path):
    reading, found = read(
        tmp_path,
        case(1, "Iran", "Justice League, Japan", 2010, 2011),  # 2
        case(2, "Gondor", "Japan", 2010, 2011),  # 3
        case(3, "Iran", "Japan", 2012, 2011),  # 4
        case(4, "Iran", "Japan", 2012, 2013, "200000"),  # 5
        case(5, "ECOWAS", "ECOWAS", 1998, 2000),  # 6
        case(6, "Iran", "", 1998, 2000),  # 7
    )
    assert set(found) == {(1, 740, 630)}
    assert {p.line for p in reading.problems} == {2, 3, 4, 5, 6, 7}
    assert any("Justice League" in p.message for p in reading.problems)


def test_groups_agree_with_the_ledger():
    """Where the ledger has the organisation, the two hand-written lists say the same."""
    from bilat import ledger

    book = ledger.load()
    compared = 0
    for key in ("EU", "NATO", "AU", "G7", "ECOWAS"):
        try:
            organisation = book.organisation(key)
        except UnknownNameError:
            continue
        for year in (1975, 1990, 2005, 2014, 2019):
            theirs = {code_of_iso3(i, year) for i in organisation.members_on(date(year, 12, 31))}
            if theirs and group_key(key):
                compared += 1
                assert theirs - {None} <= members(key, year)
    if not compared:
        pytest.skip("the ledger has none of these organisations yet")


def test_ties(tmp_path):
    path = tmp_path / "TIESv4.csv"
    path.write_text(
        "caseid,startyear,endyear,targetstate,sender1,primarysender,imposition,sancimpositionstartyear\n"
        "1970010101,1970,1972,630,2,2,1,1971\n"
        '1980010101,1980,3000,630,1000,1000,1,"1980,1981"\n'
        "1985010101,1985,1986,630,2,2,0,-9\n"
        "1990010101,1990,1985,630,2,2,1,1990\n"  # 5
        "1991010101,1991,1992,5555,2,2,1,1991\n"  # 6
        "1970010101,1970,1972,630,2,2,1,1971\n"  # 7
        "1950010101,1950,1951,630,1000,1000,1,1950\n",  # 8: there was no Community
        encoding="utf-8",
    )
    assert recognise(path).id == "ties"
    reading = source("ties").read([path])
    found = reading.tables["sanction_cases"].to_pylist()
    own = [r for r in found if r["group"] is None]
    assert [(r["sender"], r["begin"], r["end"]) for r in own] == [(2, 1971, 1972)]
    eu = [r for r in found if r["group"] == "EU"]
    assert len(eu) == 9
    assert {(r["begin"], r["end"]) for r in eu} == {(1980, None)}
    assert {p.line for p in reading.problems} == {5, 6, 7, 8}


@pytest.mark.parametrize("name", ["gsdb", "ties"])
def test_wrong_columns(tmp_path, name):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="Expected the columns cas"):
        source(name).read([path])


def test_research_data(shared):
    data = shared / "data"
    reading = source("gsdb").read([data / "sanctions" / "gsdb_v3_cases.parquet"])
    again = source("gsdb").read([data / "raw" / "GSDB_V3.csv"])
    assert reading.tables["sanction_cases"].equals(again.tables["sanction_cases"])
    assert len(reading.problems) == 12
    cases = reading.tables["sanction_cases"].to_pandas()
    eu = cases[(cases.case == 1000) & (cases.target == 365)]
    assert len(eu) == 28
    ties = source("ties").read([data / "sanctions" / "ties_v41_impositions_subset_kssrr.parquet"])
    assert ties.problems == []


@pytest.mark.parametrize("key", ["UN", "AU", "ECOWAS", "OAS", "LAS", "NATO", "OIC", "OSCE", "EU"])
def test_members_agree_with_cow(shared, key):
    """The hand-written lists against the Correlates of War's, which are independent of them."""
    path = shared / "data" / "igo" / "cow_igo_v3_memberships_long_1816_2014.parquet"
    table = source("igo").read([path]).tables["memberships"].to_pandas()
    name = {"LAS": "LOAS"}.get(key, key)
    compared = 0
    for year in (1966, 1975, 1985, 1995, 2005, 2014):
        rows = table[(table.organisation == name) & (table.year == year) & (table.status == 1)]
        if len(rows):
            compared += 1
            ours, theirs = members(key, year), set(rows.code)
            assert len(ours ^ theirs) <= 3 + len(theirs) // 30, (year, sorted(ours ^ theirs))
    assert compared
