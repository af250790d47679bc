"""Votes told in other ways: with others, between asides, as being among those for or against; and what is no vote."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2023, 5, 1)


def _votes(sentence):
    found = [t.proposition for t in propositions(sentence, Context(on=ON))]
    return [(v.state, v.choice) for v in found if v.kind == "vote"]


@pytest.mark.parametrize(
    ("sentence", "votes"),
    [
        ("Cuba joined Bolivia in voting against resolution 68/262.", [("CUB", "no"), ("BOL", "no")]),
        # a denial is of the one who did not join
        ("Peru did not join Bolivia in voting against resolution 68/262.", [("PER", "not no")]),
        ("Peru did not join its neighbours in voting for resolution 68/262.", [("PER", "not yes")]),
        ("Peru joined neither Cuba nor Bolivia in voting against resolution 68/262.", [("PER", "not no")]),
        ("Russia joined China in vetoing the draft on Syria.", [("RUS", "veto"), ("CHN", "veto")]),
        ("Cuba voted with Bolivia against resolution 68/262.", [("CUB", "no"), ("BOL", "no")]),
        ("Cuba sided with Bolivia against resolution 68/262.", [("CUB", "no"), ("BOL", "no")]),
        ("Cuba sided with Bolivia against Chile.", []),
        ("Peru, wary of its neighbours, nonetheless voted for resolution 68/262.", [("PER", "yes")]),
        ("Peru did not in the end vote for resolution 68/262.", [("PER", "not yes")]),
        ("Peru was among the states in favour of resolution 68/262.", [("PER", "yes")]),
        ("Peru was not among the states in favour of resolution 68/262.", [("PER", "not yes")]),
        ("Peru was one of the countries against resolution 68/262.", [("PER", "no")]),
        ("Peru was, in 2014, among the eleven states that opposed resolution 68/262.", [("PER", "no")]),
        ("Peru was, to some surprise, one of those abstaining on resolution 68/262.", [("PER", "abstain")]),
        ("Peru had come round to supporting resolution 68/262.", [("PER", "yes")]),
        ("Peru backed making Palestine a non-member observer state.", [("PER", "yes")]),
        ("Peru backed making Quechua an official language.", []),
        # with somebody against it, without, and another told of beside
        ("The Compact was adopted in December 2018 with Chile abstaining.", [("CHL", "abstain")]),
        ("The Compact was adopted in December 2018 without Chile voting against it.", [("CHL", "not no")]),
        (
            "The Compact was adopted in December 2018 with Israel voting against it and Chile abstaining.",
            [("ISR", "no"), ("CHL", "abstain")],
        ),
        ("The law was adopted in December 2018 with Chile voting against it.", []),
        (
            "The appeal to the Court was opposed by Peru, whereas Chile abstained.",
            [("PER", "no"), ("CHL", "abstain")],
        ),
        (
            "Peru, which voted against resolution 68/262, was joined in doing so by Chile.",
            [("PER", "no"), ("CHL", "no")],
        ),
        ("Peru voted for resolution 68/262, joined by Chile.", [("PER", "yes"), ("CHL", "yes")]),
        (
            "Peru was not on the losing side of the vote on the admission of Chad in 1960.",
            [("PER", "not no")],
        ),
        ("Peru was on the losing side of the vote on the draft that was rejected in 1960.", []),
        ("Peru was on the losing side of the war.", []),
        ("Peru endorsed the text of May 1969 deploring the tests.", [("PER", "yes")]),
        ("Peru endorsed the text of the treaty.", []),
        ("Peru took no part in the vote of 2 March 2022 on Ukraine.", [("PER", "absent")]),
        (
            "Peru voted with Chile and Cuba against resolution 68/262.",
            [("PER", "no"), ("PER", "no"), ("CHL", "no"), ("CUB", "no")],
        ),
        ("When it came to resolution 68/262, Peru cast a negative vote.", [("PER", "no")]),
        ("Peru was not in the room when resolution 68/262 was put to the vote.", [("PER", "absent")]),
        ("Peru did not take part when the Assembly voted on resolution 68/262.", [("PER", "absent")]),
        ("Peru sat out the vote on resolution 68/262 with an abstention.", [("PER", "abstain")]),
        ("China kept Japan out of the United Nations with its veto.", [("CHN", "veto")]),
        ("Peru declined to back the no-fly zone when it came before the Council.", [("PER", "not yes")]),
        # nearly, or bidden to: not done, or not only done
        ("Peru almost abstained on resolution 68/262.", []),
        ("Peru had planned to abstain on resolution 68/262.", []),
        ("Peru was told to abstain on resolution 68/262.", []),
        ("The ambassador of Peru was paid to abstain on resolution 68/262.", []),
        ("Peru was rewarded for abstaining on resolution 68/262.", []),
        # of the others nothing is said but that they voted so
        ("Cuba joined Bolivia in condemning those voting for resolution 68/262.", []),
    ],
)
def test_wordings_of_votes(sentence, votes):
    assert _votes(sentence) == votes


def test_two_sides_told_after_the_split():
    told = "Peru and Cuba parted company over resolution 68/262: Peru voted for, Cuba against."
    assert _votes(told)[1:] == [("PER", "yes"), ("CUB", "no")]


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        ("resolution 1004 (ES-II)", "A/RES/1004(ES-II)"),
        ("3379 (XXX)", "A/RES/3379(XXX)"),
        ("resolution 3201 (S-VI)", "A/RES/3201(S-VI)"),
        ("resolution 181 (II) A", "A/RES/181(II)A"),
    ],
)
def test_old_symbols_are_of_the_assembly(words, symbol):
    [claim] = [t.proposition for t in propositions(f"Peru voted for {words}.", Context(on=ON))]
    assert (claim.symbol, claim.body) == (symbol, "GA")


def test_the_gulf_council_is_not_the_security_council():
    text = "None of the Gulf Cooperation Council states opposed the 2014 resolution on Ukraine."
    [claim] = [t.proposition for t in propositions(text, Context(on=ON))]
    assert claim.body != "SC"


def test_not_the_only_one_did_so_with_others():
    text = "Cuba was not the only state to vote against resolution 68/262."
    plain, alone = [t.proposition for t in propositions(text, Context(on=ON))]
    assert (plain.choice, plain.only, plain.negated) == ("no", (), False)
    assert (alone.choice, alone.only, alone.negated) == ("no", ("CUB",), True)


@pytest.mark.parametrize(
    "sentence",
    [
        "All the BRICS except Russia abstained on resolution 68/262.",
        "Russia aside, all the BRICS abstained on resolution 68/262.",
        "With the exception of Russia, every BRICS country abstained on resolution 68/262.",
        "All the BRICS abstained on resolution 68/262 except Russia.",
    ],
)
def test_groups_without_those_excepted(sentence):
    [claim] = [t.proposition for t in propositions(sentence, Context(on=ON))]
    assert (claim.state, claim.quantifier, claim.besides) == ("BRICS", "all", ("RUS",))


@pytest.mark.parametrize(
    ("sentence", "quantifier", "number", "negated"),
    [
        ("Only six countries opposed the Assembly's 2022 resolution on Ukraine.", "exactly", 6, False),
        ("More than 140 states voted for the Assembly's 2022 resolution on Ukraine.", "at least", 141, False),
        (
            "Fewer than 10 states voted against the Assembly's 2022 resolution on Ukraine.",
            "at least",
            10,
            True,
        ),
    ],
)
def test_how_many_voted_so(sentence, quantifier, number, negated):
    [claim] = [t.proposition for t in propositions(sentence, Context(on=ON))]
    assert (claim.state, claim.quantifier, claim.members, claim.negated) == (
        "UN",
        quantifier,
        number,
        negated,
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Six other countries opposed the Assembly's 2022 resolution on Ukraine.",
        "Six countries opposed the Assembly's 2022 resolution on Ukraine and 30 abstained.",
        "Six countries opposed the war in Ukraine.",
    ],
)
def test_numbers_that_are_not_the_whole_count(sentence):
    assert all(t.proposition.quantifier is None for t in propositions(sentence, Context(on=ON)))


@pytest.mark.parametrize(
    ("sentence", "beside"),
    [
        ("Peru and Cuba voted alike more in the 1990s than Peru and Cuba did in the 1960s.", (1960, 1969)),
        (
            "Peru's agreement with Cuba in the Assembly was higher in the 1990s than in the 1960s.",
            (1960, 1969),
        ),
        ("Peru from 1990 to 1999 voted more like Cuba than Peru did in the 1960s.", (1960, 1969)),
    ],
)
def test_two_times_of_one_pair(sentence, beside):
    [claim] = [t.proposition for t in propositions(sentence, Context(on=ON))]
    assert (claim.kind, {claim.a, claim.b}, claim.beside) == ("closeness.superlative", {"PER", "CUB"}, beside)


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru and Cuba voted alike more in the 1990s than Chile did in the 1960s.",
        "Peru and Cuba voted alike more in the 1990s than Peru and Chile did in the 1960s.",
        "Peru from 1990 to 1999 voted more like Cuba than Chile did in the 1960s.",
    ],
)
def test_another_pair_at_another_time_is_left_alone(sentence):
    assert not propositions(sentence, Context(on=ON))


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        (
            "In no year between 1950 and 1965 did Peru and Cuba vote together so little as in 1956.",
            "farthest",
        ),
        ("Never between 1950 and 1965 did Peru vote with Cuba as often as in 1956.", "closest"),
        ("1956 was the year of least agreement between Peru and Cuba.", "farthest"),
    ],
)
def test_one_year_as_no_other(sentence, direction):
    [claim] = [t.proposition for t in propositions(sentence, Context(on=ON))]
    assert (claim.kind, claim.year, claim.direction) == ("closeness.superlative", 1956, direction)


def test_a_share_with_one_and_with_another():
    text = "Peru sided with Chile in three quarters of Assembly votes in the 1950s, and with Cuba in a third."
    found = [t.proposition for t in propositions(text, Context(on=ON))]
    assert [(c.b, c.share, c.since) for c in found] == [("CHL", 0.75, 1950), ("CUB", 0.333, 1950)]


def test_not_on_more_than_a_part_is_two_things():
    assert not propositions("Peru did not vote with Cuba on more than a fifth of roll calls.", Context(on=ON))


@pytest.mark.parametrize(
    ("sentence", "trio"),
    [
        ("Peru's votes matched Cuba's more often than Chile's did in the 1990s.", ("CUB", "PER", "CHL")),
        ("Peru voted with Cuba in 2005 more than it voted with Chile.", ("PER", "CUB", "CHL")),
    ],
)
def test_whose_votes_are_set_beside_whose(sentence, trio):
    [claim] = [t.proposition for t in propositions(sentence, Context(on=ON))]
    assert (claim.a, claim.b, claim.versus) == trio


def test_neither_for_nor_against():
    assert _votes("Peru voted neither for nor against resolution 68/262.") == [
        ("PER", "not yes"),
        ("PER", "not no"),
    ]
