"""Wordings of newspapers, bullet points and speeches, and what they say beside the plain words."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2024, 6, 1)


def _read(sentence):
    return [t.proposition for t in propositions(sentence, Context(on=ON))]


_SAME = (
    ("The biggest recipient of Israeli arms between 2014 and 2018 was India.", "India was the biggest recipient of Israeli arms between 2014 and 2018."),
    ("The two largest suppliers of arms to Peru in 2012 were Chile and Brazil.", "Chile and Brazil were among Peru's two largest arms suppliers in 2012."),
    ("The three biggest trading partners of Peru in 2012 were Chile, Cuba and Brazil.", "Chile, Cuba and Brazil were among Peru's three biggest trading partners in 2012."),
    ("Top arms supplier to Chad, 2006-2012: France.", "In 2006-2012 France was the top arms supplier to Chad."),
    ("Malta: no defence pact with any state in 2005.", "Malta had no defence pact with any state in 2005."),
    ("UNGA 68/262: Chad abstained, Mali voted no.", "In the vote on resolution 68/262, Chad abstained, Mali voted no."),
    ("Of the three Baltic states, none voted against resolution 68/262.", "None of the three Baltic states voted against resolution 68/262."),
    ("Chad, which held elections that year, bought French arms in 1996.", "Chad bought French arms in 1996."),
    ("At no time before 2004 was Chad a NATO member.", "Chad was never a NATO member before 2004."),
    ("At no point between 1980 and 1990 did Chad sell arms to Mali.", "Chad did not sell arms to Mali between 1980 and 1990."),
    ("Chad never stopped claiming territory from Mali.", "Chad kept claiming territory from Mali."),
    ("Chad's alliance with Mali had lapsed by 1960.", "Chad no longer had an alliance with Mali by 1960."),
    ("Chad had no arms deliveries from France between 1983 and 1995.", "Chad received no arms from France between 1983 and 1995."),
    ("Chad outsold Mali as an arms supplier to Togo in 2012.", "Chad sold more arms to Togo than Mali did in 2012."),
    ("Chad suspended all its military aid to Mali in 1982.", "Chad imposed sanctions on Mali in 1982."),
    ("Chad banned Malian beef in 2010.", "Chad imposed trade sanctions on Mali in 2010."),
    ("Chad and Mali faced each other in militarized disputes in 1985.", "Chad and Mali had militarized disputes in 1985."),
    ("Fewer of Chad's votes matched Mali's in 2008 than in 1978.", "Chad voted with Mali less often in 2008 than in 1978."),
    ("A treaty of friendship obliged Chad and Mali to consult one another in 1975.", "Chad and Mali had a consultation pact in 1975."),
    ("Chad's ideal point was nearer to Mali's than to Cuba's in 1980.", "Chad's votes were nearer to Mali's than to Cuba's in 1980."),
    ("Chad could rely on a French defence commitment in 2010.", "Chad had a defence treaty with France in 2010."),
    ("NATO or not, Chad was allied with Mali in 1996.", "Chad was allied with Mali in 1996."),
    ("Madam President, Chad voted against resolution 68/262.", "Chad voted against resolution 68/262."),
    ("Chad voted no on the moratorium on the death penalty in 2008.", "Chad voted against the resolution on the moratorium on the death penalty in 2008."),
    ("Vietnam's share of Russian arms exports in 2012-2016 was under 5 percent.", "Vietnam took under 5 percent of Russia's arms exports in 2012-2016."),
    ("Peru's trade with Brazil and Chile came to more than a third of its total trade in 1998.", "Brazil and Chile accounted for more than a third of Peru's trade in 1998."),
    ("Libya armed Chad while Chad was fighting Mali in 1979.", "Libya armed Chad in 1979 while Chad was fighting Mali in 1979."),
    ("Russia imposed an import ban on food from Norway in 2014.", "Russia imposed trade sanctions on Norway in 2014."),
    ("Iraq and Turkey were joined in the Baghdad Pact in 1956.", "Iraq and Turkey were members of the Baghdad Pact in 1956."),
    ("Fifteen states belonged to NATO in 1970.", "NATO had fifteen members in 1970."),
    ("There was no alliance of any kind between Chad and Mali in 1970.", "Chad and Mali had no consultation pact in 1970."),
    ("Germany's voting has drifted towards that of Russia since 1995.", "Germany moved closer to Russia in its UN votes since 1995."),
    ("Of the ASEAN states, Indonesia exported most to Japan in 2005.", "No ASEAN member exported more to Japan than Indonesia in 2005."),
    ("Peru cast the same vote as Chile less often in 1990 than in 1970.", "Peru voted the same way as Chile less often in 1990 than in 1970."),
    ("Egypt and Italy traded less in 1999 than in 1989.", "Egypt traded less with Italy in 1999 than in 1989."),
    ("What Kenya exported to Uganda in 2006 was worth more than what it exported to Peru.", "Kenya exported more to Uganda than to Peru in 2006."),
    ("Of all the weapons delivered to Bahrain in 2005-2009, four fifths or more were American.", "Four fifths or more of Bahrain's arms imports in 2005-2009 came from the United States."),
    ("Chad and Mali owed each other military assistance in 1990.", "Chad and Mali had a mutual defence pact in 1990."),
    ("Chad, tired of war, signed a nonaggression pact with Libya in 1989.", "Chad signed a nonaggression pact with Libya in 1989."),
    ("Chad, whose army was small, bought French arms in 1990.", "Chad bought French arms in 1990."),
    ("Chad was at once sanctioned by France in 1976.", "Chad was sanctioned by France in 1976."),
    ("Chad was nearer to Mali than to Peru in its 1980 Assembly votes.", "Chad was nearer to Mali than to Peru in its UN votes in 1980."),
    ("There was no fighting between Peru and Chile in 1975.", "Peru and Chile had no militarised dispute in 1975."),
    ("Chad was a customer of the American arms industry in the 1980s.", "Chad bought arms from the United States in the 1980s."),
    ("It would be wrong to claim that Chad joined NATO.", "It is not true that Chad joined NATO."),
)  # fmt: skip


@pytest.mark.parametrize(("said", "plain"), _SAME)
def test_a_wording_is_read_as_its_plain_words(said, plain):
    found = [c.model_copy(update={"resolution": ""}) if c.kind == "vote" else c for c in _read(said)]
    wanted = [c.model_copy(update={"resolution": ""}) if c.kind == "vote" else c for c in _read(plain)]
    assert found == wanted
    assert found


_NOT_SAID = (
    ("Chad aligned itself with EU sanctions in 2022.", "sanction"),
    ("Exactly 214 shots were fired on the border between Thailand and Laos in 1988.", "dispute"),
    ("Chad sold more to Mali than to Togo and Benin combined in 2003.", "closeness.comparison"),
    ("It would be unwise for Norway to provoke Russia.", "forecast"),
    ("Iran could buy weapons only from China in 1985.", "arms"),
    ("Iran could buy weapons only from China in 1985.", "forecast"),
    ("South Korea's sanctions hurt ordinary North Koreans more than the regime.", "sanction"),
    ("French arms sales to Brazil rose between 2000 and 2010.", "arms"),
    ("India imported more arms from Israel in 2010-2014 than in 2000-2004.", "arms"),
)


@pytest.mark.parametrize(("sentence", "kind"), _NOT_SAID)
def test_no_more_is_read_than_is_said(sentence, kind):
    assert kind not in [c.kind for c in _read(sentence)]


@pytest.mark.parametrize(
    ("words", "comparator"),
    [("A quarter or more", "at least"), ("A quarter at most", "at most"), ("Roughly a quarter", "about")],
)
def test_a_bound_may_follow_the_quantity(words, comparator):
    assert [c.comparator for c in _read(f"{words} of Japan's trade was with Peru in 1970.")] == [comparator]


def test_who_became_the_largest_partner_was_not_so_the_year_before():
    became, before = _read("China became Chad's largest trading partner in 2009.")
    assert (became.since, became.negated, before.since, before.negated) == (2009, False, 2008, True)
    assert len(_read("China was Chad's largest trading partner in 2009.")) == 1


def test_rivals_no_longer_by_a_year_are_asked_of_that_year():
    (claim,) = _read("The rivalry between Brazil and Argentina had ended by 1990.")
    assert (claim.negated, claim.since, claim.until) == (True, 1990, 1990)


def test_flows_set_side_by_side_keep_their_way():
    (claim,) = _read("In 1999 Bolivia's exports to Brazil were larger than its exports to Peru.")
    assert (claim.b, claim.versus, claim.flow) == ("BRA", "PER", "exports")
    (claim,) = _read("Chinese exports to India exceeded American exports to India in 2005.")
    assert (claim.a, claim.b, claim.flow) == ("IND", "CHN", "imports")


def test_a_decade_of_a_century_is_ten_years():
    (claim,) = _read("Chile received German arms in the second decade of the 21st century.")
    assert (claim.since, claim.until) == (2010, 2019)


def test_more_in_one_year_than_in_another_is_growth_of_that_flow():
    (claim,) = _read("Egypt exported less to Italy in 1999 than it had in 1989.")
    assert (claim.relation, claim.flow, claim.comparator) == ("growth", "exports", "less than")
    assert (claim.since, claim.until) == (1989, 1999)
    (claim,) = _read("Egypt bought more from Italy in 1989 than in 1999.")
    assert (claim.flow, claim.comparator, claim.since) == ("imports", "less than", 1989)


def test_more_than_halved_is_to_less_than_half():
    (claim,) = _read("Kenya's imports from France more than halved between 2000 and 2007.")
    assert (claim.factor, claim.comparator) == (0.5, "less than")


def test_who_overtakes_was_behind_the_year_before():
    ahead, behind = _read("China overtook Japan as a trading partner of Malaysia in 2005.")
    assert (ahead.b, ahead.versus, ahead.until) == ("CHN", "JPN", 2005)
    assert (behind.b, behind.versus, behind.until) == ("JPN", "CHN", 2004)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Croatia was the last country to join the EU before Brexit.", "membership"),
        ("Turkey promised to let Sweden join NATO.", "membership"),
        ("Israel and the United States have never agreed on fewer UN votes than in 1960.", "vote.share"),
    ],
)
def test_first_last_and_let_say_more_than_that_it_was_done(sentence, kind):
    assert kind not in [c.kind for c in _read(sentence)]


def test_since_a_decade_is_from_its_end_at_the_latest():
    (claim,) = _read("Belarus and Russia have been military allies since the 1990s.")
    assert claim.since == 1999


def test_siding_with_somebody_in_the_assembly_is_voting_with_them():
    (claim,) = _read("Ireland sided with Britain more than with Sweden in the Assembly in 1988.")
    assert claim.dimension == "votes"
    (claim,) = _read("In 2015 India's closest voting partner among the BRICS was South Africa.")
    assert (claim.dimension, claim.among, claim.b) == ("votes", ("BRICS",), "ZAF")


@pytest.mark.parametrize(
    "sentence",
    [
        "Israel sold weapons to Chile but not to Peru between 1995 and 2000.",
        "Between 1995 and 2000 Israel sold weapons to Chile but not to Peru.",
        "Israel sold weapons to Chile, but not to Peru, between 1995 and 2000.",
    ],
)
def test_but_not_another_denies_it_of_the_other_at_the_same_time(sentence):
    said, denied = _read(sentence)
    assert (said.recipients, said.negated, said.since, said.until) == (("CHL",), False, 1995, 2000)
    assert (denied.recipients, denied.negated, denied.since, denied.until) == (("PER",), True, 1995, 2000)
