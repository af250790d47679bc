"""The table against the lists of others: state systems, capitals, leaders, and every name the data sets use."""

import re
from datetime import date

import pyarrow.parquet as pq
import pytest

from bilat import states
from bilat.states.table import LAST, table

pytestmark = pytest.mark.shared

#: Names in the data sets that are not states: territories, groups, rebels, organisations, blanks.
TERRITORIES = {
    *(
        "Aruba",
        "Bermuda",
        "Biafra",
        "Katanga",
        "Northern Cyprus",
        "Cyprus (Northern)",
        "Western Sahara",
        "Gibraltar",
    ),
    *(
        "Cook Islands",
        "Niue",
        "Faroe Islands",
        "Greenland",
        "Montserrat",
        "New Caledonia",
        "Netherlands Antilles",
    ),
    *("Hong Kong", "Hong Kong SAR China", "Macao SAR China"),
}
GROUPS = {
    *(
        "African Union",
        "Balkans",
        "Baltic States",
        "CSCE",
        "ChinCom",
        "CoCom",
        "Comecon",
        "Commonwealth",
        "ECOWAS",
    ),
    *(
        "EEC",
        "EEU",
        "EU",
        "G7",
        "G8",
        "ICC Rome Statute Signatories",
        "Kimberly Process Participants",
        "MERCOSUR",
    ),
    *(
        "League of Arab States",
        "NAFTA",
        "NATO",
        "OAPEC",
        "OIC",
        "OSCE",
        "Organisation of African Unity",
        "SADC",
    ),
    *("Organization of American States", "Organization of Eastern Carribean States", "Pacific Islands Forum"),
    *("Paris Agreement Signatories", "UN", "UNASUR", "Western Balkans", "Western countries"),
    *("Terrorist Organizations (Al-Qaeda)", "Terrorist Organizations (ISIL and ANF)"),
    *("Terrorist Organizations (Taliban and Al-Qaeda)", "Terrorist Organizations (Taliban)"),
}
BLANKS = {"unknown recipient(s)", "unknown supplier(s)", "-9", "DONOTKNOW", "0.03", "0.25", "1.5", "3"}
#: Misprints of one source, which its own module must mend: they are no spellings.
MISPRINTS = {
    "AY DENMARK",
    "AY SWEDEN",
    "AY UNION OF SOUTH AFRICA",
    "Aa UNITED STATES",
    "CHILEs ",
    "TKAZAKHSTAN",
}
NO_STATE = TERRITORIES | GROUPS | BLANKS | MISPRINTS


def column(shared, name, *columns):
    data = pq.read_table(shared / "data" / f"{name}.parquet", columns=list(columns))
    return {str(v) for c in columns for v in data.column(c).to_pylist() if v is not None and v == v}


def test_cow_state_system(shared):
    data = pq.read_table(shared / "data/structure/cow_states.parquet").to_pylist()
    theirs = {
        (
            r["ccode"],
            date(r["styear"], r["stmonth"], r["stday"]),
            LAST if r["endyear"] == 2016 else date(r["endyear"], r["endmonth"], r["endday"]),
        )
        for r in data
    }
    ours = {(code, s.first, s.last) for code, e in table().entries.items() for s in e.member}
    assert ours == theirs
    for r in data:
        for year in (r["styear"], r["endyear"]):
            if year > 1945 or states.is_member(r["ccode"], year):
                assert states.get(r["ccode"], date(year, r["endmonth"], 15)).code == r["ccode"]
        assert states.code_of_name(r["statenme"], r["styear"]) == r["ccode"]


def test_every_year_of_the_cow_system(shared):
    data = pq.read_table(shared / "data/structure/cow_states.parquet").to_pylist()
    for year in range(1816, 2017):
        expected = sorted({r["ccode"] for r in data if r["styear"] <= year <= r["endyear"]})
        assert states.system(year).tolist() == expected, year


def test_gleditsch_ward_list(shared):
    for r in pq.read_table(shared / "data/structure/gw_states.parquet").to_pylist():
        first, last = (date.fromisoformat(str(r[c])[:10]) for c in ("startdate", "enddate"))
        for day in (first, last):
            code = states.code_of_gw(r["gwcode"], day.year)
            assert code is not None, r
            state = states.get(code, day)
            # At the turn of an old state into a new one the year's last day may belong to the new.
            assert state.gw == r["gwcode"] or day.year in (1918, 1990, 2006), (r, state)
        assert states.code_of_name(r["statename"], first.year) == states.code_of_gw(
            r["gwcode"], first.year
        ), r


def test_capitals_name_their_states(shared):
    for r in pq.read_table(shared / "data/structure/cow_capitals.parquet").to_pylist():
        year = int(str(r["stdate"])[:4])
        assert states.code_of_name(r["statenme"], max(year, 1816)) is not None, r
        assert states.get(r["ccode"], date(max(year, 1816), 12, 31)).code == r["ccode"]


def test_capitals_resolve(shared):
    """A capital of 2000 resolves to its state, or to none where the word is something else more often."""
    elsewhere = {
        "Brussels",  # more often the European Union and NATO
        *(
            "San Jose",
            "Georgetown",
            "Saint George's",
            "St. George's",
            "Victoria",
            "Singapore",
            "San Marino",
            "Monaco",
        ),
        *(
            "Saint John's",
            "St. John's",
            "Male",
            "Panama",
            "Guatemala",
            "Luxembourg",
            "Kuwait",
            "Djibouti",
            "Mexico",
        ),
    }
    wrong = []
    for r in pq.read_table(shared / "data/structure/cow_capitals.parquet").to_pylist():
        if not (str(r["stdate"]) <= "2000-06-01" <= str(r["enddate"])) or r["capital"] in elsewhere:
            continue
        found = states.resolve(r["capital"], date(2000, 6, 1))
        if found is None or found.code != r["ccode"]:
            wrong.append((r["capital"], r["statenme"], found and found.name))
    assert len(wrong) <= 12, wrong  # spellings of theirs and towns of small islands


def test_leaders_of_others_by_their_dates(shared):
    """No leader of the Archigos list is taken for another state's while in office."""
    asked = known = 0
    for r in pq.read_table(shared / "data/structure/archigos.parquet").to_pylist():
        first, last = (date.fromisoformat(str(r[c])[:10]) for c in ("startdate", "enddate"))
        first = max(first, date(1990, 1, 1))
        if (last - first).days < 365:
            continue
        day = date.fromordinal((first.toordinal() + last.toordinal()) // 2)
        code = states.code_of_gw(r["gwcode"], day.year)
        found = states.resolve(r["leader"], day)
        asked += 1
        known += found is not None
        assert found is None or found.code == code or len(r["leader"]) < 7, (r["leader"], day, found)
    assert known / asked > 0.6


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("un_votes/undl_kaggle_ga_votes_1946_2021_long", ("country",)),
        ("un_votes/undl_kaggle_sc_votes_1946_2021_long", ("country",)),
        ("arms/sipri_trade_register", ("recipient", "supplier")),
        ("igo/cow_igo_v3_memberships_long_1816_2014", ("state",)),
        ("igo/mme_v7_multinational_military_exercises_long_1980", ("country",)),
        ("trade/itpde_v1_total_trade_dyad_year_2000_2016", ("exporter_name", "importer_name")),
        ("trade/desta_v21_treaty_dyads", ("country1", "country2")),
        ("trade/imf_dots_monthly_15_countries_201101_202009", ("countrySource", "countryTarget")),
    ],
)
def test_every_state_name(shared, name, columns):
    unknown = {n for n in column(shared, name, *columns) if states.code_of_name(n) is None}
    # SIPRI marks rebels with one star, organisations with two.
    assert {n for n in unknown if not n.endswith("*")} <= NO_STATE
    assert not {n for n in column(shared, name, *columns) & NO_STATE if states.code_of_name(n) is not None}


def test_sanction_names(shared):
    """Names of single states, and of states in the lists of several."""
    whole = column(shared, "sanctions/gsdb_v3_cases", "sanctioned_state", "sanctioning_state")
    inverted = re.compile(
        r"\s*(?:Egypt, Arab Rep\.|Gambia, The|Congo, Democratic Republic of the|(?:Korea|Yemen), (?:North|South))|[^,]+"
    )
    names = {n.strip() for text in whole for n in inverted.findall(text)}
    unknown = {n for n in names if n and states.code_of_name(n) is None}
    assert unknown <= NO_STATE


def test_letters_of_the_votes(shared):
    letters = column(shared, "un_votes/unga_votes_voeten_1946_2024_iso3_long", "iso3")
    assert not {x for x in letters if states.code_of_iso3(x) is None}


def test_code_columns_agree_with_letters(shared):
    data = pq.read_table(
        shared / "data/trade/itpde_v1_total_trade_dyad_year_2000_2016.parquet",
        columns=["exporter", "exporter_name", "exp_cow", "year"],
    ).to_pandas()
    data = data[data.exporter != "PSE"].dropna().drop_duplicates(["exporter", "exp_cow"])
    for r in data.itertuples():
        assert states.code_of_name(r.exporter_name, r.year) == (int(r.exp_cow) or None), r
