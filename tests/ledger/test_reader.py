"""The reader refuses what a hand may get wrong, and says where."""

import pytest

from bilat.errors import SourceError
from bilat.ledger.reader import SECTIONS, parse

ROLLCALL = """
[[rollcall]]
id = "x"
symbol = "S/2014/189"
body = "SC"
date = 2014-03-15
title = "Crimea"
counts = { yes = 2, no = 1, abstain = 1 }
yes = "USA GBR"
no = "RUS"
abstain = "CHN"
vetoed_by = "RUS"
draft = true
citation = "S/2014/189"
"""
TREATY = """
[[treaty]]
id = "x"
name = "A pact"
parties = "USA GBR"
signed = 1949-04-04
in_force = 1949-08-24
kinds = ["defence"]
citation = "34 UNTS 243"
"""
WAR = '[[war]]\nid = "x"\nname = "A war"\nside_a = "RUS"\nside_b = "UKR"\nstart = 2022-02-24\ncitation = "A/RES/ES-11/1"\n'
EVENT = '[[event]]\nid = "x"\nname = "A visit"\nsource = "USA"\ntarget = "CHN"\nroot = "CONSULT"\ndate = 1972-02-21\ncitation = "Communique"\n'
REGIME = '[[regime]]\nid = "x"\nname = "A regime"\nsenders = ["UN"]\ntarget = "PRK"\nstart = 2006-10-14\nissue = "nuclear"\ntypes = ["arms"]\ncitation = "S/RES/1718"\n'
CLAIM = '[[claim]]\nid = "x"\nname = "An island"\nparties = "CHN JPN"\narea = "Sea"\nstart = 1971-12-30\ncitation = "Statement"\n'
ORGANISATION = """
[[organisation]]
key = "X"
name = "An organisation"
kind = "regional"
founded = 1990-01-01
citation = "Charter"

[[organisation.joined]]
on = 1990-01-01
states = "FRA DEU"

[[organisation.left]]
on = 2000-01-01
states = "FRA"
"""
GOOD = {
    "rollcalls": ROLLCALL,
    "treaties": TREATY,
    "wars": WAR,
    "events": EVENT,
    "regimes": REGIME,
    "claims": CLAIM,
    "organisations": ORGANISATION,
}


@pytest.mark.parametrize("section", SECTIONS)
def test_good_entry_is_read(section):
    (fact,) = parse(section, GOOD[section], "f.toml")
    assert fact.citation


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_refuses_an_unknown_key_a_missing_citation_and_a_second_use(section):
    good = GOOD[section]
    head, rest = good.split("citation", 1)
    with pytest.raises(SourceError, match="unknown key"):
        parse(section, f"{head}colour = 1\ncitation{rest}", "f.toml")
    with pytest.raises(SourceError, match="citation is missing"):
        parse(section, head + rest.split("\n", 1)[1], "f.toml")
    with pytest.raises(SourceError, match="used twice"):
        parse(section, good + good, "f.toml")


BAD = [
    ("rollcalls", ROLLCALL, '"USA GBR"', '"USA XQX"', "no state's code"),
    ("rollcalls", ROLLCALL, '"USA GBR"', '"USA usa"', "not an ISO3 code"),
    ("rollcalls", ROLLCALL, '"USA GBR"', '"USA USA"', "names USA twice"),
    ("rollcalls", ROLLCALL, '"CHN"', '"USA"', "stands on two sides"),
    ("rollcalls", ROLLCALL, "yes = 2", "yes = 1", "2 states under yes, but the total is 1"),
    ("rollcalls", ROLLCALL, "yes = 2", "yes = 3", "positions of all members"),
    ("rollcalls", ROLLCALL, "yes = 2", 'yes = "2"', "whole numbers"),
    ("rollcalls", ROLLCALL, 'vetoed_by = "RUS"', 'vetoed_by = "CHN"', "not under no"),
    ("rollcalls", ROLLCALL, "draft = true", "draft = false", "only a draft"),
    ("rollcalls", ROLLCALL, '"SC"', '"ECOSOC"', "wants GA or SC"),
    ("rollcalls", ROLLCALL, "2014-03-15", '"2014-03-15"', "date wants date"),
    ("rollcalls", ROLLCALL, "2014-03-15", "2014-03-15T10:00:00", "date wants date"),
    ("treaties", TREATY, "1949-08-24", "1948-08-24", "lies before signed"),
    ("treaties", TREATY, '["defence"]', '["friendship"]', "kinds wants"),
    ("treaties", TREATY, '"USA GBR"', '"USA"', "two parties"),
    ("treaties", TREATY, "signed", 'hub = "FRA"\nsigned', "not a party"),
    (
        "treaties",
        TREATY,
        "in_force = 1949-08-24",
        "in_force = 1949-08-24\nended = 1949-06-01",
        "before in_force",
    ),
    ("wars", WAR, '"UKR"', '"RUS"', "different states"),
    ("wars", WAR, "citation", "end = 2021-01-01\ncitation", "lies before start"),
    ("events", EVENT, "CONSULT", "VISIT", "PLOVER root"),
    ("regimes", REGIME, '["arms"]', '["weapons"]', "types wants"),
    ("regimes", REGIME, '["UN"]', "[]", "senders is missing"),
    ("claims", CLAIM, '"CHN JPN"', '"CHN"', "two parties"),
    ("organisations", ORGANISATION, 'states = "FRA"', 'states = "ITA"', "leaves on 2000-01-01 but is not in"),
    ("organisations", ORGANISATION, "on = 2000-01-01", "on = 1980-01-01", "before the beginning"),
]


@pytest.mark.parametrize(("section", "good", "old", "new", "says"), BAD)
def test_faults_are_refused_with_the_place(section, good, old, new, says):
    assert old in good
    with pytest.raises(SourceError, match=says) as raised:
        parse(section, good.replace(old, new), "f.toml")
    assert "f.toml, " in str(raised.value)


def test_broken_toml_and_strange_tables_are_refused():
    with pytest.raises(SourceError, match="is not TOML"):
        parse("wars", "[[war", "wars.toml")
    with pytest.raises(SourceError, match=r"wants \[\[war\]\] tables only"):
        parse("wars", WAR.replace("[[war]]", "[[battle]]"), "wars.toml")


def test_an_id_is_plain():
    with pytest.raises(SourceError, match="small letters"):
        parse("wars", WAR.replace('"x"', '"A War"'), "wars.toml")
