"""Sanctions of the ledger, compared with the Global Sanctions Database.

The list of differences gives the reason and must be exactly what differs: an entry that no longer differs
fails too.
"""

from ledger_against import code

from bilat import ledger, states

BOOK = ledger.load()

GROUPS_IN_GSDB = {
    "EU": ("EU", "EEC"),
    "UN": ("UN",),
    "Arab League": ("League of Arab States",),
    "ECOWAS": ("ECOWAS",),
    "OAS": ("Organization of American States",),
}

#: Regimes to 2022 that the Global Sanctions Database does not have between these sides in these years.
NOT_IN_GSDB = {
    "arab-oil-embargo": "the file has it as of OAPEC, with the target in a group",
    "arab-oil-embargo-netherlands": "the file has it as of OAPEC",
    "china-australia": "undeclared trade measures",
    "china-japan-rare-earths": "undeclared trade measures",
    "china-korea-thaad": "undeclared trade measures",
    "china-mongolia-dalai": "undeclared trade measures",
    "china-philippines-bananas": "undeclared trade measures",
    "china-vietnam": "aid cut off",
    "eu-austria-2000": "the file has it as of the EU; it was of fourteen governments",
    "india-pakistan-2019": "tariffs",
    "japan-korea-controls": "export controls",
    "pakistan-india-2019": "trade suspended",
    "russia-turkey": "missing in the file",
    "russia-ukraine-trade": "missing in the file; it has the gas cut-offs",
    "saudi-canada": "missing in the file",
    "saudi-lebanon": "missing in the file",
    "turkey-israel-2011": "missing in the file",
    "turkey-syria": "missing in the file",
    "uk-iran-1951": "missing in the file",
    "un-haiti-gangs": "missing in the file, which ends in 2022",
    "un-south-sudan": "the file has the EU and the United States",
    "us-vietnam-arms": "missing in the file",
}


def test_regimes_are_in_the_sanctions_database(shared):
    import pandas as pd

    frame = pd.read_parquet(shared / "data/sanctions/gsdb_v3_cases.parquet")
    cases: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for r in frame.itertuples():
        for target in _gsdb_states(r.sanctioned_state, int(r.begin)):
            for sender in _gsdb_senders(r.sanctioning_state, int(r.begin)):
                cases.setdefault((sender, target), []).append((int(r.begin), int(r.end)))
    missing, checked = set(), 0
    for regime in BOOK.regimes:
        if regime.start.year > 2022:
            continue
        target = code(regime.target, regime.start.year)
        if not target:
            continue
        checked += 1
        last = regime.end.year if regime.end else 2022
        found = any(
            begin <= last + 1 and end >= regime.start.year - 1
            for sender in regime.senders
            for begin, end in cases.get((_sender(sender, regime.start.year), target), [])
        )
        if not found:
            missing.add(regime.id)
    assert missing == set(NOT_IN_GSDB)
    assert checked >= 120


def _sender(actor, year):
    return actor if actor in GROUPS_IN_GSDB else str(code(actor, year))


def _gsdb_names(text):
    for inverted, name in (
        ("Korea, North", "North Korea"),
        ("Korea, South", "South Korea"),
        ("Yemen, North", "North Yemen"),
        ("Yemen, South", "South Yemen"),
        ("Congo, Democratic Republic of the", "DR Congo"),
        ("Gambia, The", "Gambia"),
        ("Yemen, Arab Rep.", "North Yemen"),
    ):
        text = text.replace(inverted, name)
    return [name.strip() for name in text.split(",") if name.strip()]


def _gsdb_states(text, year):
    known = {"Ethiopia (excludes Eritrea)": "Ethiopia", "FRY": "Yugoslavia", "Rhodesia": "Zimbabwe"}
    if year >= 1990:
        known["North Yemen"] = "Yemen"  # the file goes on with the old name
    for name in _gsdb_names(text):
        number = states.code_of_name(known.get(name, name), year)
        if number:
            yield number


def _gsdb_senders(text, year):
    for name in _gsdb_names(text):
        group = next((key for key, names in GROUPS_IN_GSDB.items() if name in names), None)
        if group:
            yield group
    yield from (str(n) for n in _gsdb_states(text, year))
