"""Wordings of reference works, times set side by side, and what goes beyond every kind of claim."""

from datetime import date

import pytest

import bilat
from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2020, 5, 1)


def _read(sentence):
    return [t.proposition for t in propositions(sentence, Context(on=ON))]


_SAME = (
    ("Japanese sanctions on Chad ended in 1996.", "Japan lifted its sanctions on Chad in 1996."),
    ("Japan terminated its embargo against Chad in 1996.", "Japan lifted its embargo against Chad in 1996."),
    ("Peru did not vote with Chile less than half the time and Peru and Chile's voting agreement did not fall below 60% in 1990.", "Peru did not vote with Chile less than half the time and Peru and Chile's voting agreement was at least 60% in 1990."),
    ("Chad and Mali were members of the same defensive alliance in 1990.", "Chad and Mali were treaty allies in 1990."),
    ("The Rio Treaty required Chile to defend Peru in 1970.", "Chile was obliged to defend Peru in 1970."),
    ("The Chaco War of 1932 pitted Bolivia against Paraguay.", "Bolivia fought against Paraguay in the war of 1932."),
    ("Peru's second-largest arms supplier in 1985-1989, after France, was Italy.", "Peru's second-largest arms supplier in 1985-1989 was Italy."),
    ("Chile came third, behind Brazil, among Peru's trading partners in 2005.", "Chile was Peru's third-largest trading partner in 2005."),
    ("Chad voted for the death penalty moratorium in 2007.", "Chad voted for the resolution on the death penalty moratorium in 2007."),
    ("Chad and Mali were involved in a militarized interstate dispute in 1996.", "Chad and Mali were involved in a militarised dispute in 1996."),
    ("Chile obtained arms from neither Spain nor Italy in 1975.", "Chile never obtained arms from Spain and Italy in 1975."),
    ("Chad took travel and financial measures against Mali in 2018.", "Chad imposed travel sanctions on Mali in 2018."),
    ("Chad and Mali agreed on mutual defence in 1964.", "Chad and Mali signed a mutual defence treaty in 1964."),
    ("Chad and Mali sanctioned each other in 1994.", "Chad sanctioned Mali in 1994 and Mali sanctioned Chad in 1994."),
    ("The rivalry between Chad and Libya came to an end in 1994.", "Chad and Libya were rivals in 1994; Chad and Libya were not rivals in 1995."),
    ("The war between Chad and Libya began in 1986.", "Chad and Libya were at war in 1986; Chad and Libya were not at war in 1985."),
    ("Chad and Libya settled their border dispute in 1994.", "Chad and Libya had a territorial dispute in 1994; Chad and Libya had no territorial dispute in 1995."),
    ("Chad sold arms to Mali during the Falklands War.", "Chad sold arms to Mali in 1982."),
    ("Chad and Mali were both bound by a collective defence treaty in 1965.", "Chad and Mali had a mutual defence treaty in 1965."),
    ("Among the states voting no on A/RES/68/262 were Cuba and Chad.", "Cuba and Chad voted no on A/RES/68/262."),
    ("Chad and Mali were not recorded as voting on A/RES/68/262.", "Chad and Mali were absent from the vote on A/RES/68/262."),
    ("Chad's voting record matched Mali's nine times out of ten in 1975.", "Chad voted with Mali nine times out of ten in 1975."),
    ("Chad's votes at the UN became more distant from those of Mali after 1979.", "Chad moved away from Mali in its UN votes after 1979."),
    ("Ghana laid claim to a part of Togo in 1960.", "Ghana claimed territory from Togo in 1960."),
    ("France supplied Chad with arms every year from 1975 to 1977.", "France supplied Chad with arms in every year from 1975 to 1977."),
    ("Chile's trade with Bolivia made up a tenth of Bolivia's trade in 1963.", "Trade with Chile made up a tenth of Bolivia's trade in 1963."),
    ("Chad and Libya have been rivals since the nineteenth century.", "Chad and Libya have been rivals since 1900."),
    ("Norway joined NATO in 1949, and Sweden joined it in 2024.", "Norway joined NATO in 1949, and Sweden joined NATO in 2024."),
    ("A treaty obliged Chad and Mali to consult each other in 1972.", "Chad and Mali had a consultation pact in 1972."),
    ("Chad and Mali were bound by a treaty to defend one another in 1972.", "Chad and Mali had a mutual defence pact in 1972."),
    ("The pact of 1971 required Chad and Mali not to attack each other in 1972.", "Chad and Mali had a nonaggression pact in 1972."),
    ("Chad and Mali had no alliance of any kind in 1972.", "Chad and Mali had no consultation pact in 1972."),
    ("Japan had travel sanctions in force against Chad in 1996.", "Japan had travel sanctions against Chad in 1996."),
    ("Chad voted for A/RES/30/3379.", "Chad voted for A/RES/3379(XXX)."),
    ("Hissene's Chad sold arms to Mali in 1985.", "Chad sold arms to Mali in 1985."),
    ("Chad, which fought Libya in 1987, was armed by France that year.", "Chad, which fought Libya in 1987, was armed by France in 1987."),
    ("Chad, which fought Libya in 1986, was armed by France a year later.", "Chad, which fought Libya in 1986, was armed by France in 1987."),
    ("Chile was Peru's main customer in 1995 and took a third of its exports.", "Chile was Peru's main customer in 1995 and took a third of its exports in 1995."),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "plainly"), _SAME)
def test_a_formal_wording_reads_as_the_plain_one(sentence, plainly):
    one, other = ([p.model_dump(exclude={"resolution"}) for p in _read(s)] for s in (sentence, plainly))
    assert one and one == other


@pytest.mark.parametrize(
    ("sentence", "direction", "window", "beside"),
    [
        ("Chad and Mali voted together more often in 2015 than in 1995.", "closest", (2015, 2015), (1995, 1995)),
        ("In 1995, Chad and Mali voted alike less often than in 1975.", "farthest", (1995, 1995), (1975, 1975)),
        ("Chad agreed with Mali more often in the 1990s than in the 1980s.", "closest", (1990, 1999), (1980, 1989)),
    ],
)  # fmt: skip
def test_two_times_are_set_side_by_side(sentence, direction, window, beside):
    (claim,) = _read(sentence)
    assert (claim.direction, (claim.since, claim.until), claim.beside) == (direction, window, beside)


def test_a_year_among_others_needs_no_partner_word():
    for sentence in (
        "Of the years between 1971 and 1990, Chad and Mali agreed least in UN votes in 1988.",
        "From 1971 to 1990, 1988 was the year in which Chad and Mali agreed least in UN votes.",
    ):
        (claim,) = _read(sentence)
        assert (claim.direction, claim.year, claim.since, claim.until) == ("farthest", 1988, 1971, 1990)


def test_then_and_now_both_bound_a_trend():
    (claim,) = _read("Relations between Chad and Mali were closer in 1995 than in 1975.")
    assert (claim.kind, claim.since, claim.until) == ("closeness.trend", 1975, 1995)


def test_partners_together_have_one_share():
    (claim,) = _read("Chile and Peru together made up a third of Bolivia's trade in 2000.")
    assert (claim.a, claim.b, claim.jointly) == ("BOL", "CHL", ("PER",))
    assert len(_read("Chile and Peru each made up a third of Bolivia's trade in 2000.")) == 2


def test_only_one_of_several_denies_the_others():
    found = _read("Of Norway and Sweden, only Norway is in NATO.")
    assert [(p.states, p.negated) for p in found] == [(("NOR",), False), (("SWE",), True)]
    found = _read("None of the BRICS except Russia voted against A/RES/68/262.")
    assert [(p.state, p.quantifier, p.members) for p in found] == [
        ("RUS", None, None),
        ("BRICS", "exactly", 1),
    ]


def test_a_type_of_sanctions_is_kept_in_any_order():
    (claim,) = _read("Travel sanctions of Japan against Chad were still there in 1996.")
    assert (claim.sender, claim.target, claim.type) == ("JPN", "TCD", "travel")


def test_several_may_be_among_the_largest():
    assert [p.b for p in _read("Peru and Chile were among the five largest trading partners of Bolivia in 2010.")] == ["PER", "CHL"]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad and Libya have never had a militarised dispute.",
        "France has never sold arms to Chad.",
        "Chad has never imposed sanctions on Mali.",
        "Chad and Mali have never been allies.",
    ],
)
def test_never_looks_back_to_the_beginning(sentence):
    (claim,) = _read(sentence)
    assert claim.negated and claim.since == 1945 and claim.until is None


def test_a_triad_is_of_the_time_named_behind_its_apposition():
    (claim,) = _read("Libya armed Chad, a rival of Mali, during the 1980s.")
    assert (claim.kind, claim.since, claim.until) == ("triadic", 1980, 1989)


def test_what_is_only_likely_is_a_forecast():
    assert [p.kind for p in _read("A war between Chad and Libya is unlikely in the next decade.")] == [
        "forecast"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Iran started the war with Iraq in 1980.",
        "Most of the countries that Russia armed in 2005 bought arms from France.",
        "Chile exported more arms to Peru than it imported from it in 1999.",
        "All NATO members except Turkey imposed sanctions on Russia in 2014.",
        "Mexico and Peru agreed on 75% of the votes in the Organization of American States in 1982.",
        "Chile was Peru's largest trading partner in every year since 1990.",
        "Behind closed doors, Chad and Mali agreed on 80% of the ballots at the summit of 1975.",
    ],
)
def test_what_goes_beyond_the_kinds_is_not_read_as_less(sentence):
    assert _read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("China and Russia voted together more often in 2015 than in 1995.", "supported"),
        ("China and Russia voted together less often in 2015 than in 1995.", "contradicted"),
        ("China and Russia voted together more often in 2035 than in 1995.", "unmeasurable"),
        ("Of Norway and Sweden, only Norway was in NATO in 2010.", "supported"),
        ("The United States and Japan together made up a third of South Korea's trade in 2000.", "supported"),
        ("The United States and Japan together made up half of South Korea's trade in 2000.", "contradicted"),
        ("Japan's trade with South Korea doubled between 1985 and 1995.", "unmeasurable"),
        # the source of deliveries has no Federal Republic before 1991: nothing is concluded from its silence
        ("West Germany sold arms to Turkey in the 1970s.", "supported"),  # by the register
        # few pacts of nonaggression provide for consultation or neutrality: which do is known of named ones alone
        ("India and the Soviet Union were bound by a treaty to consult each other in 1975.", "supported"),
        ("A treaty obliged Greece and Finland to remain neutral in 1990.", "unmeasurable"),
        ("A treaty obliged China and the United States to consult each other in 2012.", "unmeasurable"),
        # what was once is not "never", and what began later not "since"
        ("Costa Rica and Nicaragua have never had a militarised dispute.", "contradicted"),
        ("Turkey and Greece have never been allies.", "contradicted"),
        ("Spain and France have been allies since 1950.", "contradicted"),
        ("Italy and France have been allies since 1950.", "supported"),
        ("The United States armed both Somalia and Ethiopia between 1975 and 1979.", "contradicted"),
        # the last year of a membership is a part of it
        ("Morocco was in the Organisation of African Unity from 1963 to 1985.", "supported"),
        ("Morocco was in the Organisation of African Unity from 1963 to 1988.", "contradicted"),
        # the year's code is of some day of 1980, not of its last
        ("The defence pact between the United States and Taiwan lapsed in 1980.", "supported"),
    ],
)
def test_how_they_are_judged(sentence, outcome):
    assert bilat.ask(sentence, on="2026-05-01").outcome == outcome
