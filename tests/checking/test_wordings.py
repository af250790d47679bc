"""Wordings of treaties, rivalries, wars and amounts, each with a near miss that must not come out the same."""

from __future__ import annotations

from datetime import date

import pytest

import bilat
from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = "2024-06-01"


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        # a treaty in force, or no more
        ("The alliance binding Warsaw to Moscow was still in force in 1985.", "supported"),
        ("The treaty between Iraq and the Soviet Union was still in force in 1980.", "supported"),
        ("The treaty between Somalia and the Soviet Union was no longer in force in 1985.", "supported"),
        ("The pact linking Spain with Mexico was in force in 1985.", "contradicted"),
        ("No pact of any kind bound Sweden to Brazil in 1985.", "supported"),
        ("No treaty whatsoever bound Belgium to Canada in 1985.", "contradicted"),
        # what is owed
        ("In 1985 the Soviet Union owed Bulgaria armed assistance by treaty.", "supported"),
        ("In 1985 Portugal, unlike Sweden, was covered by an American defence guarantee.", "supported"),
        ("In 1985 Sweden, unlike Portugal, was covered by an American defence guarantee.", "contradicted"),
        ("Not a single state was bound to defend Ireland in 1985.", "supported"),
        ("No country was allied with Norway in 1985.", "contradicted"),
        ("Francoist Spain stood outside all alliances in 1965.", "contradicted"),
        ("Hungary was allied with the Soviet Union in 1960, four years after it had risen.", "supported"),
        # a treaty that the ledger does not have is not another one between the same two
        ("The Nkomati accord obliged Mozambique to defend South Africa.", "unmeasurable"),
        ("The Tashkent Treaty obliged Russia to defend Belarus in 2010.", "supported"),
    ],
)
def test_treaties(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("By 1975 the rivalry between France and Germany was a thing of the past.", "supported"),
        ("By 1985 the rivalry between Egypt and Israel was a thing of the past.", "contradicted"),
        ("China and India had put their rivalry behind them by 2005.", "contradicted"),
        ("China and India saw each other as rivals in 2005.", "supported"),
        ("Egypt and Israel fought on opposite sides of a war in 1973.", "supported"),
        ("Egypt and Libya fought on opposite sides of an interstate war in 1973.", "contradicted"),
        # both halves are claims
        ("Chile and Argentina disputed territory in the 1970s without going to war over it.", "supported"),
        ("India and Pakistan disputed territory in the 1960s without going to war over it.", "contradicted"),
        ("Chile and Norway disputed territory in the 1970s without going to war over it.", "contradicted"),
        # a month is of the year named, and how a war ended is not that there was one
        ("The war of 1982 between Argentina and Britain ended in March.", "unmeasurable"),
    ],
)
def test_rivalries_and_wars(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("The Soviet Union armed Iraq while it was at war with Iran.", (1980, 1988)),
        ("The Soviet Union armed Iraq during its war with Iran.", (1980, 1988)),
        ("Italy sold arms to Iraq when Iraq was fighting Iran.", (1980, 1988)),
    ],
)
def test_a_war_dates_what_was_done_in_it(sentence, years):
    (found,) = bilat.ask_claims(sentence, on=ON)
    claim = found.proposition
    assert (claim.kind, claim.recipients, claim.since, claim.until) == ("arms", ("IRQ",), *years)


def test_the_war_itself_stays_a_claim():
    (found,) = propositions("Iraq was at war with Iran in 1985.", Context(on=date(2024, 6, 1)))
    assert (found.proposition.kind, found.proposition.relation) == ("dispute", "war")


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Russian arms deliveries to China in 2012-2016 were less than half of those in 2002-2006.", "supported"),
        ("Russian arms deliveries to China in 2012-2016 were larger than those in 2002-2006.", "contradicted"),
        ("Between 2002-2006 and 2012-2016, Russian arms deliveries to China fell by three quarters.", "supported"),
        ("Russian arms deliveries to China doubled between 2002-2006 and 2012-2016.", "contradicted"),
        ("China's arms imports from Russia did not fall between 2002-2006 and 2012-2016.", "contradicted"),
        # after the last year covered, and years that are no stretch
        ("Russian arms deliveries to China halved between 2012-2016 and 2019-2023.", "unmeasurable"),
        ("Russian arms deliveries to China fell by half between 2006 and 2016.", "unmeasurable"),
        ("Russian arms deliveries to India in 2016-2020 were twice those to China.", "unmeasurable"),
    ],
)  # fmt: skip
def test_arms_of_one_time_beside_another(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


def test_five_years_to_a_year_take_it_in():
    found = bilat.ask_claims("France sold arms to Peru in the five years to 1976.", on=ON)[0].proposition
    assert (found.since, found.until) == (1972, 1976)
    found = bilat.ask_claims("France sold arms to Peru in the five years before 1976.", on=ON)[0].proposition
    assert (found.since, found.until) == (1971, 1975)


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Chile counted for next to nothing in Poland's trade in 2005: under one per cent.", "supported"),
        ("Germany counted for next to nothing in Poland's trade in 2005: under one per cent.", "contradicted"),
        ("Trade between Poland and Germany did not even double between 1995 and 2008.", "contradicted"),
        ("There was not a single year between 1996 and 2000 in which Russia did not deliver arms to India.", "supported"),
        ("There was no year between 1996 and 2000 in which Russia delivered arms to India.", "contradicted"),
        ("In every year of the 1970s the Soviet Union sold arms to Egypt.", "contradicted"),
        ("Every year from 1996 to 2000, Russia sold arms to India.", "supported"),
        ("Among ASEAN members, Malaysia had the largest trade with Singapore in 2005.", "supported"),
        ("Among ASEAN members, Laos had the largest trade with Singapore in 2005.", "contradicted"),
        ("Norway feels closer to Sweden than to Denmark.", "unmeasurable"),
    ],
)  # fmt: skip
def test_amounts_and_years(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


def test_after_the_treaties_end_nobody_is_said_to_be_without_allies():
    assert bilat.ask("Serbia has no allies.", on="2016-06-01").outcome == "supported"
    assert bilat.ask("Serbia has no allies.", on=ON).outcome == "unmeasurable"
    assert bilat.ask("Japan has no allies.", on=ON).outcome == "contradicted"


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Not until 1991 did North Korea join the United Nations.", "supported"),
        ("Not until 1985 did North Korea join the United Nations.", "contradicted"),
        ("Finland did not join NATO until 2010.", "contradicted"),
        ("Finland did not join NATO before 2010.", "supported"),
        ("Never once between 1955 and 1975 did Spain and France fight each other.", "supported"),
        ("Never between 1955 and 1975 did Egypt and Israel go to war.", "contradicted"),
        ("It was Spain, not Sweden, that joined NATO in 1982.", "supported"),
        ("It was Sweden, not Spain, that joined NATO in 1982.", "contradicted"),
        ("It was not Sweden but Spain that joined NATO in 1982.", "supported"),
        ("It was not Spain that joined NATO in 1982.", "contradicted"),
        ("Hungary was a Soviet ally in 1980 but no longer in 1995.", "supported"),
        ("Norway was a NATO member in 1960 but was no longer one in 1990.", "contradicted"),
        ("Had Britain stayed out, France would have invaded Egypt alone.", "unmeasurable"),
    ],
)
def test_what_stands_in_front_is_put_back(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


@pytest.mark.parametrize(
    "sentence", ["The weather in Paris was fine.", "Nobody was surprised.", "He said so twice."]
)
def test_a_sentence_beside_a_claim_changes_nothing(sentence):
    claim = "Poland and Norway were bound by a defence pact in 2015, as were Norway and Spain."
    assert bilat.ask(claim, on=ON).outcome == "supported"
    assert bilat.ask(f"{claim} {sentence}", on=ON).outcome == "supported"
    assert bilat.ask(f"{sentence} {claim}", on=ON).outcome == "supported"


def test_sentences_of_a_short_text_go_on_about_one_state():
    found = bilat.ask_claims("India is one of the BRICS. It abstained on A/RES/ES-11/1.", on=ON)
    assert [f.proposition.kind for f in found][-1] == "vote"
    assert found[-1].proposition.state == "IND"
    assert found[-1].sentence[slice(*found[-1].span)].startswith("It abstained")


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("It is not true that all the BRICS except Russia abstained on A/RES/68/262.", "contradicted"),
        ("The sanctions the United States imposed on Cuba were morally justified.", "unmeasurable"),
        ("Portugal ought to be a member of the BRICS.", "unmeasurable"),
        ("Norway was a member of NATO in 1970 alongside Sweden.", "contradicted"),
        ("Norway was a member of NATO in 1970 alongside Denmark.", "supported"),
        ("Angola left OPEC in 2024 and was no longer a member in 2024.", "supported"),
        ("The Soviet Union armed both Egypt and Syria, two states with a territorial dispute, in the 1970s.", "contradicted"),
        ("France and Germany were at war for five years.", "unmeasurable"),
        ("Poland's trade with Germany grew faster than its trade with France between 1990 and 2000.", "unmeasurable"),
        ("When the European Union had Syria under sanctions in 2012, Peru followed suit.", "unmeasurable"),
        ("Poland and Germany traded more than three times as much in 2008 as in 1998.", "supported"),
        ("Cambodia invaded Vietnam in December 1978.", "contradicted"),
        ("Spain has always voted with France on Gibraltar.", "unmeasurable"),
    ],
)  # fmt: skip
def test_no_half_of_a_sentence_is_taken_for_the_whole(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Norway left NATO in 2025.", "unmeasurable"),  # a year that had not come
        ("Half of the members of ASEAN have a territorial dispute with China.", "unmeasurable"),
        ("Hungary was invaded by the Soviet Union and some of its allies in 1956.", "supported"),
    ],
)
def test_what_is_not_claimed_is_not_judged(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


def test_allies_of_a_third_are_not_said_to_be_allies_of_each_other():
    found = bilat.ask_claims("Japan and South Korea are American allies.", on="2016-06-01")
    assert {(f.proposition.a, f.proposition.b) for f in found} == {("JPN", "USA"), ("KOR", "USA")}
    assert bilat.ask("Greece and Turkey are NATO allies.", on="2016-06-01").outcome == "supported"


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Russia sold weapons to Vietnam and India in 2010-2014, and both disputed territory with China.", "supported"),
        ("Russia sold weapons to Vietnam and Kenya in 2010-2014, and both disputed territory with China.", "contradicted"),
        ("The Soviet Union armed both Iran and Iraq during their war.", "supported"),
        ("Kenya received none of its arms from the Soviet Union between 1970 and 1976.", "supported"),
        ("Egypt received none of its arms from the Soviet Union between 1970 and 1976.", "contradicted"),
        ("Soviet troops moved into Hungary in 1956.", "supported"),
        ("Spain, a latecomer by any measure, joined NATO in 1982.", "supported"),
        ("The United States ran a surplus in goods with Japan in 1990.", "contradicted"),
        ("Norway owed Sweden a duty of armed defence in 1990.", "contradicted"),
        ("India votes more like Israel than like Brazil, one hears; the tallies say the reverse.", "unmeasurable"),
    ],
)  # fmt: skip
def test_both_of_them_and_asides(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


def test_names_with_a_slip_are_pointed_out_where_nothing_was_found():
    found = bilat.ask("Finlnd is a member of NATO.", on=ON)
    assert found.outcome == "unmeasurable"
    assert "For “Finlnd”, did you mean Finland?" in found.summary
    assert "did you mean" not in bilat.ask("The Weather was Lovely.", on=ON).summary
