"""Values of a scenario set by hand."""

from datetime import date

import pytest

from bilat.errors import BilatError, InputError, UnknownNameError
from bilat.outlook.games import load, play, shipped
from bilat.outlook.games.fixing import settings, with_fixed
from bilat.record import open_record

DAY = date(2022, 2, 8)


@pytest.fixture(scope="module")
def record():
    return open_record(as_of=DAY)


@pytest.mark.parametrize("name", ["clash", "invasion"])
def test_a_value_set_is_that_number_in_every_draw(record, name):
    scenario = load(name)
    drawn = play(scenario, record, DAY, draws=40)
    for s in settings(scenario, drawn, {}):
        assert s.low <= s.middle <= s.high
        assert s.low < s.high
        number = (s.low + s.high) / 2
        played = play(with_fixed(scenario, {s.name: number}), record, DAY, draws=20)
        now = next(x for x in played.sourced if x.name == s.name)
        assert (now.draw.name, now.draw.numbers) == ("fixed", (number,))
        assert abs(sum(e.logit for e in played.endings) - 1) < 1e-6


def test_dearer_fighting_makes_the_challenger_press_less(record):
    """The comparative static that the game is built on."""

    def fights(cost):
        played = play(with_fixed(load("clash"), {"cost": cost}), record, DAY, draws=200)
        press = next(c for c in played.choices if c.move == "press")
        return next(a.logit for a in press.actions if a.name == press.actions[0].name)

    assert fights(0.1) > fights(2.0)


def test_what_cannot_be_set_is_refused():
    scenario = load("clash")
    with pytest.raises(UnknownNameError, match="value of the scenario"):
        with_fixed(scenario, {"warmth": 1.0})
    with pytest.raises(InputError, match="follows from other values"):
        with_fixed(scenario, {"balance": 1.0})
    for number in (float("nan"), float("inf"), 1e9):
        with pytest.raises(InputError):
            with_fixed(scenario, {"cost": number})
    assert with_fixed(scenario, {}) == scenario
    assert "clash" in shipped()
    assert issubclass(InputError, BilatError)
