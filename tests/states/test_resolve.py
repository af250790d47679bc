"""Short mentions to states; `cases.txt` holds our own cases, one a line."""

from datetime import date
from pathlib import Path

import pytest

from bilat.states import mentions, resolve

CASES = [
    line.split("|")
    for line in (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "day", "letters"), CASES, ids=[f"{t} {d}".strip() for t, d, _ in CASES])
def test_case(text, day, letters):
    found = resolve(text, date.fromisoformat(day) if day else None)
    assert (found.iso3 if found else "-") == letters


def test_cases_are_many_and_both_kinds():
    none = sum(letters == "-" for _, _, letters in CASES)
    assert len(CASES) > 800
    assert none > 250


def test_west_and_united_germany_are_told_apart():
    assert resolve("Bonn", date(1985, 1, 1)).code == 260
    assert resolve("the German chancellor", date(1985, 1, 1)).code == 260
    assert resolve("the German chancellor", date(1995, 1, 1)).code == 255


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "'",
        "'s",
        "the",
        "\x00",
        "\ud800",
        "a" * 10_000,
        "Russia " * 10_000,
        "'" * 500,
        "(((",
        "U",
        "…",
    ],
)
def test_hostile_text_is_no_state(text):
    assert resolve(text) is None


def test_leader_without_a_day():
    assert resolve("Merkel").code == 255
    assert resolve("Johnson") is None  # of the United States and of Britain


def scored(name: str) -> float:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    cases = [line.split(";") for line in lines if line and not line.startswith("#")]
    found = [resolve(t, date.fromisoformat(d) if d else date(2024, 1, 1)) for t, d, _ in cases]
    return sum((f.iso3 if f else "-") == c[2] for f, c in zip(found, cases, strict=True)) / len(cases)


def test_a_second_set_by_another_hand():
    """Right at first sight: 311 of 321 (.969), one of them mislabelled; now 320."""
    assert scored("second.txt") >= 0.99


def test_a_third_set_written_blind():
    """Right at first sight: 256 of 272 (.941), then 266 of 287 (.927); four of the labels were mended afterwards."""
    assert scored("third.txt") >= 0.99


def test_a_fourth_set_in_five_batches():
    """Mentions right at first sight: 213 of 239, 181 of 214, 206 of 217, 178 of 189, 115 of 125; 31 are mended or left out.

    The second batch was at .935 when words had been added without a look at what it had missed.
    """
    assert scored("fourth.txt") >= 0.985


def test_a_fifth_set_of_phrases_and_kinds():
    """Phrases right at first sight: 299 of 324, 274 of 313, 272 of 300, 199 of 210; 26 mislabelled or of two states are left out."""
    assert scored("fifth.txt") >= 0.99


@pytest.mark.parametrize(
    ("text", "day", "letters"),
    [
        ("the officials in Hanoi", "2001-01-01", "VNM"),
        ("the officials flew to Hanoi", "2001-01-01", None),
        ("support for Kyiv", "2022-05-01", "UKR"),
        ("the train to Kyiv", "2022-05-01", None),
        ("The leadership in Pyongyang ordered a test", "2013-02-01", "PRK"),
        ("The delegates met in Pyongyang", "2013-02-01", None),
    ],
)
def test_a_capital_is_a_place_or_those_who_rule_there(text, day, letters):
    found = resolve(text, date.fromisoformat(day))
    assert (found.iso3 if found else None) == letters


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Russia's ally", None),
        ("an American ally", None),
        ("Iran's proxies", None),
        ("a Putin ally", "RUS"),
        ("the two Korean states", None),
        ("both Koreas", None),
        ("Russia's ally Belarus", "BLR"),
    ],
)
def test_who_stands_beside_a_state_is_another(text, letters):
    found = resolve(text, date(2019, 6, 1))
    assert (found.iso3 if found else None) == letters


def test_a_word_of_every_day_is_a_seat_alone_and_not_in_running_text():
    on = date(1978, 10, 18)
    assert resolve("the Diet", on).iso3 == resolve("The Diet approved the treaty.", on).iso3 == "JPN"
    assert mentions("The diet and the Diet of Worms were read about in Diet, a magazine.", on) == []
    assert resolve("the Federal Republic of Nigeria", on).iso3 == "NGA"
