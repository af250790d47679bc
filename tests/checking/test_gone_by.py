"""What is said of a time gone by without a year, and what a group has together."""

from datetime import date

import pytest

import bilat
from bilat import ledger, record, states
from bilat.checking import judge
from bilat.propositions import parse


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Poland was a member of the Warsaw Pact.", "supported"),
        ("Poland is a member of the Warsaw Pact.", "contradicted"),
        ("Poland was not a member of the Warsaw Pact.", "contradicted"),
        ("Austria was once a member of the Warsaw Pact.", "contradicted"),
        ("Czechoslovakia was a member of the Warsaw Pact.", "supported"),
        ("Yugoslavia was a founding member of the Non-Aligned Movement.", "supported"),
        ("The Soviet Union was a member of NATO.", "contradicted"),
        ("Yugoslavia had a defence pact with Greece.", "supported"),
        ("East Germany and Poland were allies.", "supported"),
        ("Iran was an ally of the United States.", "supported"),
        ("Iran is an ally of the United States.", "contradicted"),
        # at which time it was not is not said
        ("France was not a member of NATO.", "unmeasurable"),
        ("Rhodesia was under UN sanctions.", "supported"),
        ("The United States sold arms to Iran.", "supported"),
        ("Sweden was an ally of Norway.", "contradicted"),
    ],
)
def test_the_past_without_a_time_holds_if_it_ever_did(sentence, outcome):
    assert bilat.ask(sentence, on="2018-06-01").outcome == outcome


def test_a_name_out_of_use_sets_the_years():
    (found,) = bilat.ask_claims("The Soviet Union was India's largest arms supplier.", on="2018-06-01")
    assert (found.proposition.since, found.proposition.until) == (1946, 1991)
    (found,) = bilat.ask_claims("Russia was India's largest arms supplier.", on="2018-06-01")
    assert found.proposition.since is None


def test_of_reported_speech_both_readings_must_agree():
    record_, ledger_ = record.Record(), ledger.load()
    on = date(2018, 6, 1)
    for who, outcome in ((["POL"], "unmeasurable"), (["AUT"], "contradicted")):
        fields = {"kind": "membership", "states": who, "organisation": "Warsaw Pact", "past": "reported"}
        assert judge(parse(fields), record_, ledger_, on).outcome == outcome


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("The European Union accounted for around 60 percent of Serbia's trade in 2012.", "supported"),
        ("The European Union accounted for around 30 percent of Serbia's trade in 2012.", "contradicted"),
        ("The EU was Serbia's largest trading partner in 2012.", "supported"),
        ("NATO members supplied two thirds of Saudi Arabia's arms between 2010 and 2014.", "contradicted"),
        ("The West supplied most of Israel's arms in the 1980s.", "supported"),
        # of each member, not of what they have together
        ("Most EU members took more than 5% of India's exports in 2010.", "contradicted"),
        # would need amounts, without the trade inside the group
        ("China accounted for 15% of the EU's trade in 2012.", "unmeasurable"),
        ("Russia sold more than half of its arms to the BRICS between 2006 and 2010.", "supported"),
    ],
)
def test_a_group_s_share_is_that_of_its_members_added_up(sentence, outcome):
    assert bilat.ask(sentence, on="2018-06-01").outcome == outcome


def test_shares_of_a_group_are_the_sum_of_the_shares_of_its_members():
    """By the members one by one, asked for each share alone."""
    from bilat.measures import access

    record_, ledger_ = record.Record(), ledger.load()
    fields = {"kind": "arms", "supplier": "NATO", "recipients": ["SAU"], "relation": "share", "share": 0.5}
    claim = parse({**fields, "comparator": "more than", "since": 2010, "until": 2014})
    said = judge(claim, record_, ledger_, date(2018, 6, 1)).summary
    members = ledger_.organisation("NATO").members_on(date(2014, 12, 31))
    codes = [states.code_of_iso3(m, 2014) for m in members]
    total = sum(access.observe(record_, "arms_share", c, 670, 2014).value or 0 for c in codes)
    assert f"{total:.0%} in 2010-2014" in said


def test_votes_of_other_bodies_are_not_looked_for_among_those_of_the_assembly():
    said = "India abstained on a resolution of the UN Human Rights Council against Sri Lanka in March 2014."
    assert bilat.ask(said, on="2022-07-14").outcome == "unmeasurable"
    said = "China voted against the resolution that suspended Russia from the Human Rights Council in April 2022."
    assert bilat.ask(said, on="2022-07-14").outcome == "supported"


def test_trade_of_a_year_that_the_source_does_not_have_yet_is_open():
    """The year before is known, and is not the one claimed."""
    found = bilat.ask("Trade between Japan and South Korea fell by a third this year.", on="1998-12-18")
    assert found.outcome == "unmeasurable" and any("not in it yet" in line for line in found.coverage)


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Neither Norway nor Sweden was a member of NATO in 2010.", "contradicted"),
        ("Neither Sweden nor Finland was a member of NATO in 2010.", "supported"),
        ("Norway and Sweden were not members of NATO in 2010.", "contradicted"),
        ("Norway and Sweden were not both members of NATO in 2010.", "supported"),
        ("It is not true that Norway and Sweden were members of NATO in 2010.", "supported"),
        ("Not all of Norway, Sweden and Finland were members of NATO in 2010.", "supported"),
        ("Russia sold arms to neither Iran nor Israel in 2010.", "contradicted"),
        ("Germany did not sell arms to Israel or Iran in 2012.", "contradicted"),
        ("Neither Poland nor Austria was a member of the Warsaw Pact.", "contradicted"),
        ("Neither Sweden nor Austria was a member of the Warsaw Pact.", "supported"),
        ("Sweden and Poland were members of the Warsaw Pact.", "contradicted"),
    ],
)
def test_what_is_denied_of_several_is_denied_of_each(sentence, outcome):
    assert bilat.ask(sentence, on="2018-06-01").outcome == outcome


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("India and Pakistan have fought at least three wars.", "supported"),
        ("India and Pakistan have fought ten wars.", "contradicted"),
        ("India and Pakistan have fought three wars since 1947.", "unmeasurable"),
        ("Israel and Syria fought three wars between 1948 and 1973.", "supported"),
        ("India and Pakistan have fought many wars.", "unmeasurable"),
        ("Egypt fought its last war with Israel in 1967.", "contradicted"),
        ("Egypt and Israel last fought a war in 1973.", "supported"),
    ],
)
def test_wars_are_counted(sentence, outcome):
    """By the named ones; lists differ by a small one, so one more or fewer is left open."""
    assert bilat.ask(sentence, on="2018-06-01").outcome == outcome


def test_only_with_another_leaves_out_the_other_alone():
    said = "Only the Marshall Islands voted with the United States against resolution 67/19."
    found = bilat.ask(said, on="2018-06-01")
    assert (
        found.outcome == "contradicted" and "Canada" in found.summary and "United States" not in found.summary
    )


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("India and China fought a war in 1962.", "supported"),
        ("India and China fought a war in 2020.", "unmeasurable"),
        ("India and China clashed in 2020.", "supported"),
        ("India and China fought a war in 2010.", "contradicted"),
    ],
)
def test_a_clash_is_no_war_and_leaves_it_open(sentence, outcome):
    assert bilat.ask(sentence, on="2022-06-01").outcome == outcome


def test_too_few_members_in_a_source_are_not_added_up():
    found = bilat.ask("Serbia's trade with the EU doubled between 2004 and 2012.", on="2014-06-01")
    assert found.outcome == "unmeasurable" and "Too few members" in found.summary
    found = bilat.ask("Turkey's trade with the EU doubled between 2000 and 2010.", on="2014-06-01")
    assert found.outcome == "supported"


def test_members_that_a_source_lacks_are_named_and_no_zero():
    """West Germany's trade with Albania in 1985 is not in the source: only what is too high without it is firm."""
    record_, ledger_ = record.Record(), ledger.load()
    fields = {"kind": "trade", "a": "ALB", "b": "NATO", "relation": "share", "since": 1985, "until": 1985}
    for comparator, share, outcome in (
        ("less than", 0.9, "unmeasurable"),
        ("more than", 0.9, "unmeasurable"),
        ("less than", 0.01, "contradicted"),
        ("more than", 0.01, "supported"),
    ):
        claim = parse({**fields, "share": share, "comparator": comparator})
        found = judge(claim, record_, ledger_, date(2018, 6, 1))
        assert found.outcome == outcome, (comparator, share)
        assert "West Germany" in found.coverage[0] and "as far as known" in found.summary


def test_never_by_a_day_is_open_where_less_was_known():
    record_ = record.Record()
    fields = {"kind": "membership", "states": ["FIN"], "organisation": "NATO", "past": "once"}
    known = ledger.load().known_by(date(2020, 1, 1))
    assert judge(parse(fields), record_, known, date(2024, 6, 1), date(2020, 1, 1)).outcome == "unmeasurable"
    assert judge(parse(fields), record_, ledger.load(), date(2024, 6, 1)).outcome == "supported"
