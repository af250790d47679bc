"""A year that stands out among others is read with its window; a lone "more often" is not."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.claims.language import quantities
from bilat.reading.context import Context

ON = Context(on=date(2024, 5, 1))


def _one(text):
    found = propositions(text, ON)
    assert len(found) == 1, [f.proposition for f in found]
    return found[0].proposition


@pytest.mark.parametrize(
    ("text", "year", "since", "until", "direction", "dimension"),
    [
        (
            "Norway voted with Denmark more often in 1953 than in any other year of the 1950s.",
            1953,
            1950,
            1959,
            "closest",
            "votes",
        ),
        (
            "In no year between 1990 and 2010 did Kenya vote with Uganda less often than in 2001.",
            2001,
            1990,
            2010,
            "farthest",
            "votes",
        ),
        (
            "Of all the years of the 1970s, it was in 1974 that Peru voted most often with Cuba.",
            1974,
            1970,
            1979,
            "closest",
            "votes",
        ),
        (
            "Never between 1990 and 2010, the report says, did Oslo and Lima vote together more often than in 1994.",
            1994,
            1990,
            2010,
            "closest",
            "votes",
        ),
        (
            "Of the years 1980 to 2000, 1991 saw Chad vote least often with France.",
            1991,
            1980,
            2000,
            "farthest",
            "votes",
        ),
        ("Oslo and Madrid were never closer than in 1962.", 1962, None, None, "closest", None),
        (
            "Lisbon and Rabat have never been further apart in UN votes than they were in 1975.",
            1975,
            None,
            None,
            "farthest",
            "votes",
        ),
        (
            "Voting agreement between Mali and Chad bottomed out in 1988.",
            1988,
            None,
            None,
            "farthest",
            "votes",
        ),
        (
            "Prague and Vienna were closer in 1969 than at any other time during the Cold War.",
            1969,
            1947,
            1989,
            "closest",
            None,
        ),
    ],
)
def test_a_year_against_the_others(text, year, since, until, direction, dimension):
    claim = _one(text)
    assert claim.kind == "closeness.superlative"
    assert (claim.year, claim.since, claim.until) == (year, since, until)
    assert (claim.direction, claim.dimension, claim.negated) == (direction, dimension, False)


def test_the_last_year_of_a_window_needs_no_year():
    claim = _one("Oslo and Madrid are closer than at any time since 1962.")
    assert (claim.kind, claim.year, claim.since) == ("closeness.superlative", None, 1962)


def test_how_many_members():
    claim = _one("NATO had sixteen members in 1985.")
    assert (claim.kind, claim.states, claim.quantifier, claim.members) == ("membership", (), "exactly", 16)
    claim = _one("In 1999 ASEAN grew from nine to ten members.")
    assert (claim.members, claim.until) == (10, 1999)


@pytest.mark.parametrize(
    ("text", "a", "b", "versus", "flow"),
    [
        ("Sweden sold more weapons to Peru than Norway did in 1990.", "PER", "SWE", "NOR", "imports"),
        ("Peru bought more arms from Sweden than Chile did in 1990.", "SWE", "PER", "CHL", "exports"),
        ("In 1965 Peru was closer to Cuba than Chile was.", "CUB", "PER", "CHL", "total"),
    ],
)
def test_two_beside_one_third(text, a, b, versus, flow):
    claim = _one(text)
    assert (claim.a, claim.b, claim.versus, claim.flow) == (a, b, versus, flow)


def test_what_somebody_says_in_between_is_no_part_of_the_claim():
    claim = _one("The Gulf Cooperation Council, analysts note, had six members in 1990.")
    assert (claim.organisation, claim.members) == ("GCC", 6)


def test_a_year_is_no_share():
    assert not quantities.in_figures("more often in 1951 than in 1950")
    claim = _one("Norway and Denmark voted together more often in 1994 than in 1993.")
    assert (claim.kind, claim.beside) == ("closeness.superlative", (1993, 1993))


def test_shares_of_exports():
    claim = _one("Pakistan took about a third of Chinese arms exports in 2010-2014.")
    assert (claim.relation, claim.supplier, claim.recipients) == ("share of exports", "CHN", ("PAK",))


def test_a_vote_on_each_of_two_symbols():
    found = [f.proposition for f in propositions("Brazil abstained on 68/262 and on ES-11/4.", ON)]
    assert [(f.state, f.choice, f.symbol) for f in found] == [
        ("BRA", "abstain", "A/RES/68/262"),
        ("BRA", "abstain", "A/RES/ES-11/4"),
    ]


def test_both_begin_a_clause_of_their_own():
    found = [
        f.proposition
        for f in propositions("Norway and Germany belong to NATO, and both are members of the EU.", ON)
    ]
    assert [(f.organisation, f.states) for f in found] == [("NATO", ("NOR", "DEU")), ("EU", ("NOR", "DEU"))]


def test_votes_in_other_bodies_are_not_those_of_the_assembly():
    assert not propositions("Malta and Cyprus agreed on 98% of the votes of the EU Council.", ON)
