"""Clauses of one sentence are read apart, and what stands for two states is never the doers themselves."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2018, 1, 1)


def _read(sentence, **context):
    return [t.proposition for t in propositions(sentence, Context(on=ON, **context))]


def _brief(sentence, **context):
    return [(p.kind, getattr(p, "since", None)) for p in _read(sentence, **context)]


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("Chad and Libya fought in 1978, in 1980 and in 1987.", [1978, 1980, 1987]),
        ("Chad and Libya went to war in 1978 and again in 1986.", [1978, 1986]),
        ("Chad and Libya went to war between 1978 and 1987.", [1978]),
    ],
)
def test_each_year_of_a_list_is_a_claim(sentence, years):
    assert _brief(sentence) == [("dispute", year) for year in years]


def test_a_semicolon_parts_what_is_told_of_two_years():
    found = _read("In 1969 Chad fought Libya, which still claims the Aouzou Strip; Mali joined OPEC in 1975.")
    assert [(p.kind, p.since) for p in found] == [("dispute", 1969), ("dispute", None), ("membership", 1975)]


def test_a_clause_that_says_nothing_typed_does_not_lend_its_actors():
    # "sold it more arms": it is Chad, and no reading may make Chad the seller
    for claim in _read(
        "France has its largest base in Chad, and sold it more arms in 2016 than any other state did."
    ):
        assert claim.supplier == "FRA"
    assert (
        _read("All five voted together in most roll calls, and Chad and Mali were content with that.") == []
    )


def test_two_roles_of_one_state_are_two_claims():
    found = _read("Norway is an ally of the United States and a member of NATO.")
    assert [(p.kind, p.negated) for p in found] == [("obligation", False), ("membership", False)]


def test_both_countries_are_not_those_who_act():
    sentence = "The United States, Japan and Canada imposed sanctions on both countries in 1998."
    assert {p.target for p in _read(sentence, pair=("IND", "PAK"))} == {"IND", "PAK"}
    assert _read(sentence, pair=("USA", "PAK")) == []
    assert _read(sentence) == []


def test_an_exception_is_no_partner():
    assert _read("Chad imports more weapons than any country except Mali.") == []


def test_claimants_of_parts_do_not_all_dispute_the_same_part():
    assert _read("Vietnam, Malaysia, Brunei and China claim parts of the Spratly Islands.") == []
    found = _read("Vietnam and China claim parts of the Spratly Islands.")
    assert [(p.a, p.b, p.relation) for p in found] == [("VNM", "CHN", "territorial")]


def test_a_disputed_area_that_is_given_away_is_no_claim_to_it():
    assert all(p.kind != "dispute" for p in _read("Chad ceded part of the disputed strip to Libya in 1994."))


def test_what_was_vetoed_and_abstained_on_in_one_sentence_is_one_resolution():
    found = _read(
        "Last week Russia vetoed a resolution on Syria; Brazil and Lebanon abstained.",
        resolution="S/RES/1973",
    )
    assert {(p.state, p.resolution, p.symbol) for p in found} == {
        (state, "a resolution on Syria", None) for state in ("RUS", "BRA", "LBN")
    }
    assert {p.dated for p in found} == {date(2017, 12, 25)}  # a week before the day spoken from


def test_absence_from_a_vote_needs_no_further_words():
    for sentence in (
        "Chad was absent from the October 2014 vote on Crimea.",
        "In the October 2014 vote on Crimea Chad was absent.",
    ):
        [found] = _read(sentence)
        assert (found.state, found.choice, found.since) == ("TCD", "absent", 2014)


def test_few_weapons_are_a_small_share_and_no_denial():
    for sentence in ("Mali supplies Chad with few weapons.", "Mali sold Chad few weapons."):
        [found] = _read(sentence)
        assert (found.relation, found.share, found.comparator) == ("share", 0.1, "at most")
    [found] = _read("Mali sold Chad a few weapons.")
    assert found.relation == "supplies"
    assert _read("Mali sold Chad not a few weapons, and quite few tanks.") == []


@pytest.mark.parametrize("role", ["a dialogue partner", "an observer", "an associate member"])
def test_who_joins_as_less_than_a_member_has_not_joined(role):
    assert _read(f"Chad joined the Shanghai Cooperation Organisation as {role} in 2012.") == []


def test_trade_in_one_good_is_not_all_trade():
    assert _read("Chad sold more oil to China than to any other country in 2010.") == []
    assert [p.kind for p in _read("Chad sold more goods to China than to any other country in 2010.")] == [
        "trade"
    ]


def test_whom_the_writer_means_by_us_is_not_said():
    assert _read("Even Russia votes with us at the UN more often than Chad.") == []


def test_a_ban_on_imports_is_a_sanction_on_trade():
    [found] = _read("Russia banned food imports from Norway in August 2014.")
    assert (found.kind, found.sender, found.target, found.type) == ("sanction", "RUS", "NOR", "trade")


def test_for_how_long_sanctions_last_is_not_what_they_are_for():
    [found] = _read("The European Union extended its sanctions on Russia for another six months.")
    assert found.issue is None


def test_who_does_so_more_often_is_set_beside_the_other():
    [found] = _read("Norway votes with the United States far more often than China does.")
    assert (found.a, found.b, found.versus) == ("USA", "NOR", "CHN")
    [found] = _read("Norway votes with the United States more often than with China.")
    assert (found.a, found.b, found.versus) == ("NOR", "USA", "CHN")


def test_a_vote_against_somebody_on_one_matter_is_no_share_of_all():
    assert all(p.kind != "vote.share" for p in _read("Mexico voted against the United States on Grenada."))


def test_those_among_the_voters_are_each_said_to_have_voted():
    found = _read(
        "Only nine countries voted against it, among them Israel and Jamaica.", resolution="A/RES/38/7"
    )
    # and that they were nine in all
    assert [(p.state, p.choice, p.members) for p in found] == [
        ("ISR", "no", None),
        ("JAM", "no", None),
        ("UN", "no", 9),
    ]


def test_a_bare_vote_is_on_what_was_named_before():
    found = _read("Mexico and Cuba voted in favor.", resolution="A/RES/38/7")
    assert [(p.state, p.choice, p.resolution) for p in found] == [
        ("MEX", "yes", "A/RES/38/7"),
        ("CUB", "yes", "A/RES/38/7"),
    ]
    assert _read("Mexico and Cuba voted in favor.") == []


def test_the_first_of_a_region_is_not_the_first_of_all():
    (claim,) = _read("Ethiopia was the Soviet Union's closest ally in Africa in the 1980s.")
    assert (claim.a, claim.b, claim.among) == ("RUS", "ETH", ("Africa",))
    assert _read("Ethiopia was the Soviet Union's closest ally in the Horn in the 1980s.") == []


def test_what_nearly_happened_did_not():
    assert [p.kind for p in _read("Norway recalled its ambassador from Chad in 2012.")] == ["event"]
    assert _read("Norway nearly recalled its ambassador from Chad in 2012.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad and Libya agreed in March 2013 to restore diplomatic relations.",
        "Chad agreed in March 2013 to restore diplomatic relations with Libya.",
        "Chad and Libya restored diplomatic relations in March 2013.",
    ],
)
def test_relations_agreed_to_be_restored_are_an_event_of_both(sentence):
    [found] = _read(sentence)
    assert (found.kind, found.source, found.target, found.since) == ("event", "TCD", "LBY", 2013)


@pytest.mark.parametrize(
    "sentence",
    [
        "France has vetoed nothing since Suez.",
        "The Soviet Union has cast more vetoes than all other members combined.",
        "We put the chance of a military clash between Kazakhstan and Russia at less than 3 percent.",
    ],
)
def test_no_claim_is_made_of(sentence):
    assert _read(sentence) == []


def test_bound_by_a_treaty_foretells_nothing():
    found = _read("Kazakhstan is bound to Russia by the Collective Security Treaty Organization.")
    assert all(p.kind != "forecast" for p in found)
