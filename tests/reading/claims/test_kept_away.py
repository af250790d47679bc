"""Who keeps away, and who is left out, is not with those who do it: sanctions, seats and memberships."""

from datetime import date

import pytest

import bilat
from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2020, 5, 1)


def _read(sentence):
    return [t.proposition for t in propositions(sentence, Context(on=ON))]


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("Peru stayed out of the sanctions on Chad in 2014.", True),
        ("Peru kept clear of any sanctions against Chad in 2014.", True),
        ("Peru refrained from sanctions on Chad in 2014.", True),
        ("Peru steered clear of sanctioning Chad in 2014.", True),
        ("Peru eschewed sanctions on Chad in 2014.", True),
        ("Peru took no part in the Western sanctions on Chad in 2014.", True),
        ("Peru did not stay out of the sanctions on Chad in 2014.", False),
        ("Peru's embargo on Chad was not yet in force in 2014.", True),
        ("Peru's sanctions on Chad did not topple its government in 2014.", False),
        ("Trade with Chad was restricted by sanctions of Peru in 2014.", False),
        ("Trade with Chad was not restricted by Peruvian sanctions in 2014.", True),
        ("Peru joined Brazil in penalising Chad in 2014.", False),
    ],
)
def test_staying_clear_of_sanctions_denies_them(sentence, negated):
    found = [p for p in _read(sentence) if p.kind == "sanction"]
    assert [(p.sender, p.target, p.negated) for p in found] == [("PER", "TCD", negated)]


@pytest.mark.parametrize(
    "sentence",
    [
        "All the Gulf states but Oman imposed sanctions on Chad in 2014.",
        "Every neighbour except Niger put Chad under sanctions in 2014.",
        "Everyone except Cuba voted for resolution 68/262.",
        "Germany was left without a permanent seat on the Security Council.",
        "France was left alone in NATO.",
        "All of Austria's neighbours were NATO members in 2014.",
        "France was an elected member of the Security Council in 1990.",
    ],
)
def test_what_only_looks_like_a_claim_of_the_one_named(sentence):
    assert not [p for p in _read(sentence) if p.kind not in ("stance",)]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Laos, an ASEAN member by 1990, was spared criticism.", "contradicted"),
        ("Laos, a member of ASEAN since 1997, was spared criticism.", "supported"),
        ("Germany was a permanent member of the Security Council in 2004.", "contradicted"),
        ("Germany was a non-permanent member of the Security Council in 2004.", "supported"),
        ("France was a permanent member of the Security Council in 2004.", "supported"),
        ("Chile left the Andean Pact in 1976.", "supported"),
        ("Having left the Warsaw Pact in 1991, Poland joined NATO.", "supported"),
        ("The UN's financial sanctions were hitting Rwanda in 2005.", "contradicted"),
        ("The UN arms embargo on apartheid South Africa was in force in 1980.", "supported"),
    ],
)
def test_times_seats_and_types_are_kept(sentence, outcome):
    assert bilat.ask(sentence, on="2018-03-01").outcome == outcome
