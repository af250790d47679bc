"""Treaties, memberships, wars and claims of the ledger, compared with the research data.

Each list of differences gives the reason and must be exactly what differs: an entry that no longer differs
fails too.
"""

from datetime import date
from itertools import combinations

import pytest
from ledger_against import code, code_of_spelling, pair

from bilat import ledger, states

BOOK = ledger.load()

#: Treaties whose rung ATOP does not have for all pairs in their middle year, and why.
ATOP_OTHERWISE = {
    "sino-soviet-1945": "ATOP carries the Republic of China under the code of China until 1949",
    "five-power-1971": "ATOP codes fewer pairs of the Five Power Defence Arrangements",
    "soviet-afghan-1978": "ATOP ends it with the invasion of December 1979; it was not denounced before 1991",
    "vietnam-laos-1977": "not in ATOP",
    "vietnam-cambodia-1979": "not in ATOP, which does not count the government Vietnam installed",
    "china-burma-1960": "ATOP ends it with the rupture of 1967; it was not denounced",
    "india-nepal-1950": "not in ATOP; the letters exchanged with the treaty promise consultation",
    "ecowas-defence-1981": "ATOP has Mali by the non-aggression protocol of 1978 only",
    "compact-fsm-marshall-1986": "ATOP leaves compacts of free association out",
    "compact-palau-1994": "ATOP leaves compacts of free association out",
}

#: Why the Correlates of War memberships differ, by organisation.
COW_OTHERWISE = {
    "AU": "Equatorial Guinea and the DR Congo miss years in the file",
    "Arab League": "Palestine and South Yemen are not in the file's League; years of suspension differ",
    "CENTO": "Iraq left on 24 March 1959; the file has it later too",
    "CIS": "Ukraine founded it and never ratified the charter; Georgia misses two years in the file",
    "COMECON": "the file counts observers and cooperating states, and misses years of members",
    "CSTO": "Uzbekistan left the treaty in 1999 and came back in 2006",
    "Commonwealth": "the file misses small members for years, and has the United States in the place of the United Kingdom",
    "Council of Europe": "Finland was an observer; West Germany and micro-states miss years in the file",
    "ECOWAS": "Cape Verde joined in 1977; the file has it from 1981",
    "EFTA": "Finland was an associate to 1985",
    "ICC": "Malaysia never ratified; Mali ratified in 2000",
    "Mercosur": "Bolivia and Chile were associates",
    "NAM": "the file counts preparatory meetings for the first summits and misses members",
    "Nordic Council": "one year of Denmark is missing in the file",
    "OAS": "the file counts the Pan-American Union before the charter; Cuba and Honduras in suspension",
    "OAU": "the DR Congo misses years in the file; Morocco left in 1984-85",
    "OECD": "West Germany is missing in the file; Finland joined in 1969",
    "OIC": "Palestine is not in the file; South Yemen was no member of ours; suspensions differ",
    "OPEC": "Qatar before independence; Angola misses years in the file; Gabon associated in 1973",
    "OSCE": "the file begins with the talks of 1973 and misses micro-states",
    "Pacific Islands Forum": "the file misses micro-states before they joined the COW system",
    "SCO": "the file counts the Shanghai Five from 1996",
    "SEATO": "France and Pakistan withdrew before the end; five American years are missing in the file",
    "UN": "COW has no Byelorussia and Ukraine before 1991, and counts observers (both Germanys)",
    "WTO": "Algeria is an observer; Macedonia joined in 2003",
    "Warsaw Pact": "Ghana in the file is an error",
}


@pytest.fixture(scope="module")
def atop(shared):
    import pandas as pd

    frame = pd.read_parquet(shared / "data/alliances/atop_alliance.parquet")
    rung = (
        (frame[["atop_defense", "atop_offense"]].max(axis=1) * 3)
        .clip(upper=3)
        .where(frame[["atop_defense", "atop_offense"]].max(axis=1) > 0, 0)
    )
    weaker = frame[["atop_neutral", "atop_nonagg"]].max(axis=1) * 2
    rung = rung.combine(weaker, max).combine(frame.atop_consul, max)
    out = {}
    for a, b, year, r in zip(frame.ccode1, frame.ccode2, frame.year, rung, strict=True):
        key = (*pair(int(a), int(b)), int(year))
        out[key] = max(out.get(key, 0), int(r))
    return out


def _middle(treaty, x, y):
    last = min(treaty.ended.year if treaty.ended else 2018, 2018)
    years = [
        n
        for n in range(max((treaty.in_force or treaty.signed).year, 1946), last + 1)
        if treaty.binds(x, y, date(n, 7, 1))
    ]
    return years[len(years) // 2] if years else None


def test_atop_has_at_least_the_rung_of_each_treaty(atop):
    differ, checked, treaties = set(), 0, set()
    for treaty in BOOK.treaties:
        if treaty.rung == 0:
            continue
        for x, y in combinations(treaty.parties, 2):
            year = _middle(treaty, x, y)
            if year is None:
                continue
            checked += 1
            treaties.add(treaty.id)
            if atop.get((*pair(code(x, year), code(y, year)), year), 0) < treaty.rung:
                differ.add(treaty.id)
    assert differ == set(ATOP_OTHERWISE)
    assert checked >= 2000
    assert len(treaties) >= 100


def test_no_bilateral_treaty_is_weaker_than_atop_has_it(atop):
    """ATOP above the ledger means a treaty missing here, or a kind missing in one."""
    higher = set()
    for treaty in BOOK.treaties:
        if treaty.rung == 0 or len(treaty.parties) != 2:
            continue
        x, y = treaty.parties
        year = _middle(treaty, x, y)
        if year is None:
            continue
        mine = max(t.rung for t in BOOK.treaties if t.binds(x, y, date(year, 7, 1)))
        if atop.get((*pair(code(x, year), code(y, year)), year), 0) > mine:
            higher.add(treaty.id)
    # ATOP counts the Helsinki Final Act as a pact of non-aggression; here it is a political document.
    assert higher == {"us-soviet-prevention-1973"}


NAMES_IN_COW = {
    "NATO": ("NATO",), "Warsaw Pact": ("WPact",), "EU": ("EEC", "EU"), "WEU": ("WEU",), "CSTO": ("CSTO",),
    "CIS": ("CIS",), "SCO": ("SCO",), "ASEAN": ("ASEAN",), "OAU": ("OAU",), "AU": ("AU",), "OPEC": ("OPEC",),
    "GCC": ("GCC",), "Arab League": ("LOAS",), "OIC": ("OIC",), "OAS": ("OAS",), "Mercosur": ("Mercosur",),
    "APEC": ("APEC",), "WTO": ("WTO",), "Council of Europe": ("COE",), "OSCE": ("OSCE",), "OECD": ("OECD",),
    "COMECON": ("CMEA",), "NAM": ("NAM",), "SEATO": ("SEATO",), "CENTO": ("CENTO",), "ICC": ("ICC",),
    "Commonwealth": ("ComSec",), "ECOWAS": ("ECOWAS",), "SAARC": ("SAARC",), "EFTA": ("EFTA",),
    "Pacific Islands Forum": ("PIF",), "Nordic Council": ("NordC",), "USMCA": ("NAFTA",), "UN": ("UN",),
    "Andean Community": ("Andean",),
}  # fmt: skip


@pytest.fixture(scope="module")
def memberships(shared):
    import pandas as pd

    frame = pd.read_parquet(shared / "data/igo/cow_igo_v3_memberships_long_1816_2014.parquet")
    frame = frame[(frame.status == 1) & (frame.year >= 1946)]
    names = frame.ioname.isin([n for many in NAMES_IN_COW.values() for n in many])
    return frame[names]


def test_memberships_agree_with_cow_but_for_a_year(memberships):
    checked, differing, by_key = 0, 0, set()
    for key, names in NAMES_IN_COW.items():
        rows = memberships[memberships.ioname.isin(names)]
        theirs = {(code_of_spelling(s, y), y) for s, y in zip(rows.state, rows.year, strict=True)}
        first, last = int(rows.year.min()), int(rows.year.max())
        spans: dict[int, list[tuple[int, int]]] = {}
        for m in BOOK.organisation(key).members:
            end = m.left.year if m.left else 3000
            number = code(m.iso3, max(m.joined.year, 1946))
            spans.setdefault(number, []).append((m.joined.year, end))
        for number in {n for n, _y in theirs if n} | set(spans):
            # East and West Germany, Yugoslavia and Serbia: one state may go on under another code.
            for year in range(first, last + 1):
                inside = [(a, b) for n in _same(number) for a, b in spans.get(n, [])]
                surely = any(a < year < b for a, b in inside)
                maybe = any(a - 1 <= year <= b + 1 for a, b in inside)
                there = any((n, year) in theirs for n in _same(number))
                checked += 1
                if (there and not maybe) or (surely and not there):
                    differing += 1
                    by_key.add(key)
    assert by_key == set(COW_OTHERWISE)
    assert checked >= 50_000
    # State-years that differ by more than a year, all of them by the reasons above.
    assert differing / checked < 0.025


def _same(number):
    return {255: (255, 260), 260: (255, 260), 678: (678, 679), 679: (678, 679)}.get(number, (number,))


@pytest.fixture(scope="module")
def wars(shared):
    import pandas as pd

    frame = pd.read_parquet(shared / "data/disputes/cow_war_inter.parquet")
    frame = frame[frame.sidea1 != frame.sidea2]
    out: dict[tuple[int, int], set[int]] = {}
    for a, b, year in zip(frame.ccode1, frame.ccode2, frame.year, strict=True):
        out.setdefault(pair(int(a), int(b)), set()).add(int(year))
    return out


def _pairs_and_years(war):
    for a in war.side_a:
        for b in war.side_b:
            year = war.start.year
            yield pair(code(a, year), code(b, year)), range(year, (war.end.year if war.end else 2024) + 1)


#: War years of COW that no war of the ledger has, and why.
COW_WARS_LEFT_OUT = {
    ("KHM", "VNM"): "the Communist Coalition of 1970-75 and the border war of 1975-77 before it opened",
    ("LAO", "VNM"): "COW's Second Laotian War; here part of no interstate war",
}


def test_every_interstate_war_of_cow_since_1946_is_in_the_ledger(wars):
    have = {(p, y) for war in BOOK.wars for p, years in _pairs_and_years(war) for y in years}
    missing = {
        (states.iso3(a, y), states.iso3(b, y))
        for (a, b), years in wars.items()
        for y in years
        if y >= 1946 and ((a, b), y) not in have
    }
    assert {tuple(sorted(m)) for m in missing} == set(COW_WARS_LEFT_OUT)


#: Pairs of COW before 1946 that the ledger has no war of, but for members of opposite coalitions of the World Wars.
COW_OLD_WARS_LEFT_OUT = {
    ("XAH", "XMO"): "Modena beside Sardinia in 1848",
    ("XAH", "XTU"): "Tuscany beside Sardinia in 1848",
    ("DEU", "RUS"): "German troops in the Baltic in 1919, after the armistice",
}


def test_every_interstate_war_of_cow_before_1946_is_in_the_ledger(wars):
    """Years in which members of opposite coalitions stood against each other without fighting are no war here."""
    have = {p for war in BOOK.wars for p, years in _pairs_and_years(war) if years[0] < 1946}
    coalitions = {*range(1914, 1919), *range(1940, 1946)}
    missing = {
        tuple(sorted((states.iso3(a, min(years)), states.iso3(b, min(years)))))
        for (a, b), years in wars.items()
        if any(y < 1946 and y not in coalitions for y in years)
        and not any(((x, y) in have) for x, y in ((a, b), (b, a)))
    }
    assert missing <= set(COW_OLD_WARS_LEFT_OUT)
    mine = {p for p in have if p in {q for q, years in wars.items() if min(years) < 1946}}
    assert len(mine) >= 120


def test_wars_of_cow_have_the_same_years(wars):
    checked = 0
    for war in BOOK.wars:
        if war.start.year > 2003:
            continue
        for p, years in _pairs_and_years(war):
            theirs = wars.get(p, set()) & set(years)
            if theirs:
                checked += 1
    assert checked >= 90


def test_ucdp_has_the_interstate_conflicts(shared):
    """Every interstate conflict of UCDP at the level of war (a thousand deaths) since 1946 is in the ledger."""
    import pandas as pd

    frame = pd.read_parquet(shared / "data/disputes/ucdp_acd.parquet")
    frame = frame[(frame.type_of_conflict == "interstate") & (frame.intensity_level == 2)]
    have = {(p, y) for war in BOOK.wars for p, years in _pairs_and_years(war) for y in years}
    missing = set()
    for a, b, year in zip(frame.gwno_a, frame.gwno_b, frame.year, strict=True):
        x, y = states.code_of_gw(int(a), int(year)), states.code_of_gw(int(b), int(year))
        if x and y and (pair(x, y), int(year)) not in have:
            missing.add((states.iso3(x, int(year)), states.iso3(y, int(year)), int(year)))
    assert missing == UCDP_LEFT_OUT


#: The end of the Chinese civil war (Kinmen, October 1949), which COW counts as a civil war.
UCDP_LEFT_OUT = {("CHN", "TWN", 1949)}


#: Disputes of the ledger without a claim of the same pair in ICOW: not over land, or not between states there.
NOT_IN_ICOW = {
    "nine-dash-line": "waters",
    "natuna": "waters",
    "socotra-rock": "waters",
    "western-sahara": "Algeria claims nothing for itself",
    "transnistria": "Russia claims nothing for itself",
    "barents": "waters",
    "south-tyrol": "autonomy, not land",
    "lomonosov": "sea bed",
    "rockall": "waters and sea bed",
    "west-bank": "Palestine has no COW code",
    "gaza": "Palestine has no COW code",
    "bahrain": "Bahrain was no state before 1971",
    "somalia-kenya-sea": "waters",
    "peru-chile-sea": "waters",
    "timor-sea": "waters",
    "caspian-south": "waters",
    "serdar-kapaz": "waters",
}


def test_claims_are_between_pairs_that_icow_has(shared):
    import pandas as pd

    named = pd.read_parquet(shared / "data/disputes/icow_territorial_claims_v101_ext2017.parquet")
    yearly = pd.read_parquet(shared / "data/disputes/icow_ext2017_claim_dyad_year_cooley.parquet")
    years: dict[tuple[int, int], set[int]] = {}
    for r in named.itertuples():
        end = 2017 if r.endclaim != r.endclaim or r.endclaim < 0 else int(r.endclaim // 100)
        begin = int(str(r.begclaim)[:4])
        years.setdefault(pair(int(r.chal), int(r.tgt)), set()).update(range(begin, end + 1))
    for r in yearly[yearly.dispute == 1].itertuples():
        years.setdefault(pair(int(r.sourceNum), int(r.tarNum)), set()).add(int(r.date))
    missing, checked = set(), 0
    for claim in BOOK.claims:
        last = claim.end.year if claim.end else 2017
        if claim.start.year > 2017:
            continue
        middle = min(max(claim.start.year, 1946) + 1, last)
        for a, b in combinations(claim.parties, 2):
            p = pair(code(a, middle), code(b, middle))
            checked += 1
            if not years.get(p, set()) & set(range(claim.start.year - 1, last + 2)):
                missing.add(claim.id)
    assert missing == set(NOT_IN_ICOW)
    assert checked >= 130
