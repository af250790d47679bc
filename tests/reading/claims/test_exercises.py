"""Joint exercises in all their wordings, and exercises that are not joint, not held, or not of armies."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2020, 5, 1)


def _read(sentence):
    return [t.proposition for t in propositions(sentence, Context(on=ON))]


@pytest.mark.parametrize(
    ("sentence", "pairs", "negated"),
    [
        ("Chile and Peru held joint exercises in 2001.", "CHL-PER", False),
        ("Chilean and Peruvian troops exercised together in 2001.", "CHL-PER", False),
        ("The navies of Chile and Peru trained alongside each other in 2001.", "CHL-PER", False),
        ("In 2001 Peru took part in a joint military exercise with Chile.", "PER-CHL", False),
        ("Peru took part together with Chile in naval manoeuvres in 2001.", "PER-CHL", False),
        ("Peru joined Chilean forces for a joint drill in 2001.", "PER-CHL", False),
        ("With Chile, Peru staged a joint exercise in 2001.", "PER-CHL", False),
        ("Joint exercises between Chile and Peru took place in 2001.", "CHL-PER", False),
        ("Combined manoeuvres were held by Chile and Peru in 2001.", "CHL-PER", False),
        ("The year 2001 saw joint war games between Chile and Peru.", "CHL-PER", False),
        ("Peru drilled with the Chilean army in 2001.", "PER-CHL", False),
        ("Peru held joint exercises with Chile and Brazil in 2001.", "PER-CHL PER-BRA", False),
        ("Peru, Chile and Brazil held a joint exercise in 2001.", "PER-CHL PER-BRA CHL-BRA", False),
        ("Peru's and Chile's armies held joint exercises with Brazil in 2001.", "PER-BRA CHL-BRA", False),
        ("Chile and Peru took part in no joint exercise together in 2001.", "CHL-PER", True),
        ("Chile and Peru held no joint drills in 2001.", "CHL-PER", True),
        ("There were no joint exercises between Chile and Peru in 2001.", "CHL-PER", True),
        ("No joint exercise of Chile and Peru took place in 2001.", "CHL-PER", True),
        ("Chile never once conducted joint exercises with Peru in the 1990s.", "CHL-PER", True),
        ("Chile did not hold a single joint exercise with Peru in 2001.", "CHL-PER", True),
        ("Neither Chile nor Brazil exercised with Peru in 2001.", "CHL-PER BRA-PER", True),
    ],
)
def test_joint_exercises_are_read(sentence, pairs, negated):
    found = _read(sentence)
    assert " ".join(f"{p.source}-{p.target}" for p in found) == pairs
    assert {(p.kind, p.root, p.negated) for p in found} == {("event", "COOPERATE", negated)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru held naval exercises without Chile in 2001.",
        "Peru held drills against Chile in 2001.",
        "Peru held military exercises with Chile's neighbours in 2001.",
        "Peru and Chile each held military exercises in 2001.",
        "Peru and Chile planned to hold joint exercises in 2001.",
        "Peru and Chile cancelled their joint exercises in 2001.",
        "Peru held more joint exercises with Chile than with Brazil in 2001.",
        "Peruvian and Chilean doctors trained together in 2001.",
        "Peru exercised with Chile or Brazil in 2001.",
        "Peru and Chile took part in an exercise in diplomacy with Brazil in 2001.",
        "Peru held joint rescue drills with Chile in 2001.",
        "Peru held few joint exercises with Chile in 2001.",
    ],
)
def test_what_is_no_joint_exercise_is_not_read_as_one(sentence):
    assert not [p for p in _read(sentence) if p.kind == "event"]
