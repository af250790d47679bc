"""Every mention in a text."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilat.states import mentions
from bilat.states.lexicon import lexicon

DAY = date(2022, 3, 20)


def found(text, day=DAY):
    return [(m.text, m.state.iso3) for m in mentions(text, day)]


def hows(text, day=DAY):
    return [m.how for m in mentions(text, day)]


def test_spans_are_exact():
    text = "Germany’s Scholz met\nthe United\nStates' envoy — in “Kyiv”."
    for m in mentions(text, DAY):
        assert text[m.start : m.end] == m.text
    assert [m.state.iso3 for m in mentions(text, DAY)] == ["DEU", "DEU", "USA", "UKR"]


def test_ways_of_naming():
    text = "Russia, the Russians, Moscow, the Kremlin, Putin and the USSR"
    assert hows(text) == ["name", "demonym", "capital", "seat", "leader", "alias"] or hows(text)[-1] == "name"
    assert {m.state.code for m in mentions(text, DAY)} == {365}


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Sino-Russian ties", ["CHN", "RUS"]),
        ("the Russo-Ukrainian war", ["RUS", "UKR"]),
        ("a Franco-German brigade", ["FRA", "DEU"]),
        ("Russian-Chinese trade", ["RUS", "CHN"]),
        ("US-China rivalry", ["USA", "CHN"]),
        ("U.S.–China rivalry", ["USA", "CHN"]),
        ("an Anglo-American plan", ["GBR", "USA"]),
        ("North Korea-Russia ties", ["PRK", "RUS"]),
        ("the Indo-Pacific", []),
        ("Indo-Pakistani talks", ["IND", "PAK"]),
        ("the Austro-Hungarian army", []),
        ("anti-American and pro-Russian", ["USA", "RUS"]),
    ],
)
def test_hyphens(text, letters):
    assert [m.state.iso3 for m in mentions(text, DAY)] == letters


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("It helps us, the US and U.S. allies.", ["USA", "USA"]),
        ("TELL US NOW", []),
        ("a fine of US$5m", []),
        ("He flew from the States; member States met.", ["USA"]),
    ],
)
def test_the_pronoun_us(text, letters):
    assert [m.state.iso3 for m in mentions(text, DAY)] == letters


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan and Michael B. Jordan played.",
        "Chad Smith and Jordan Peterson spoke.",
        "He sailed the South China Sea, the Sea of Japan and the Indian Ocean.",
        "Turkish delight, Brazil nuts and French fries were served.",
        "The Washington Post, the China Daily and the Moscow Times reported.",
        "George Washington crossed; Denzel Washington acted.",
        "They moved to Paris, Texas, then to Athens, Georgia.",
        "Voters in Atlanta and across Georgia went to the polls.",
        "Sen. Johnny Isakson of Georgia, a Republican, agreed.",
        "The Warsaw Pact, the Paris Agreement and the Minsk agreements.",
        "He ran in Central Park; May came; a major road; brown rice.",
        "Real Madrid lost.",
        "Polish the silver first.",
        "He feels the Bern.",
    ],
)
def test_no_state_is_meant(text):
    assert mentions(text, date(2016, 10, 1)) == []


def test_georgia_of_the_caucasus():
    assert found("Georgia fought Russia over South Ossetia.", date(2008, 8, 8)) == [
        ("Georgia", "GEO"),
        ("Russia", "RUS"),
    ]
    assert found("In Tbilisi, Georgia, crowds met.") == [("Tbilisi", "GEO"), ("Georgia", "GEO")]


def test_longest_form_wins():
    assert found("Guinea-Bissau and Equatorial Guinea and Papua New Guinea and New Guinea") == [
        ("Guinea-Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
    ]
    assert found("the Democratic Republic of the Congo; Congo-Brazzaville") == [
        ("Democratic Republic of the Congo", "COD"),
        ("Congo-Brazzaville", "COG"),
    ]


def test_words_have_edges():
    assert found("Malians, not Malibu; Omani, not Omaniac; Chinatown; Indianapolis; Romania") == [
        ("Malians", "MLI"),
        ("Omani", "OMN"),
        ("Romania", "ROU"),
    ]


def test_leaders_go_by_the_day():
    text = "Bush spoke to Gorbachev."
    assert found(text, date(1990, 6, 1)) == [("Bush", "USA"), ("Gorbachev", "RUS")]
    assert found(text, date(2003, 6, 1)) == [("Bush", "USA")]
    assert found(text, date(2015, 6, 1)) == []


def test_a_namesake_takes_the_surname():
    assert found("Housing secretary Julián Castro left. Mr. Castro was praised.", date(2014, 1, 1)) == []
    assert found("Raúl Castro spoke. Castro left.", date(2014, 1, 1)) == [
        ("Raúl Castro", "CUB"),
        ("Castro", "CUB"),
    ]


def test_names_by_day():
    (m,) = mentions("Germany signed.", date(1975, 1, 1))
    assert (m.state.code, m.state.name) == (260, "West Germany")
    (m,) = mentions("Burma signed.", date(1975, 1, 1))
    assert m.state.name == "Burma"


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    last = 0
    for m in mentions(text, DAY):
        assert last <= m.start < m.end
        assert text[m.start : m.end] == m.text
        last = m.end


def _text(words):
    forms = [f for f in lexicon().forms if f.isascii()]
    rng = random.Random(3)
    filler = [
        "the",
        "minister",
        "said",
        "on",
        "Tuesday",
        "that",
        "talks",
        "between",
        "both",
        "sides",
        "would",
        "go",
        "on",
        "until",
        "a",
        "deal",
        "was",
        "done",
    ]
    return " ".join(rng.choice(forms) if rng.random() < 0.06 else rng.choice(filler) for _ in range(words))


def test_ten_megabytes_are_bounded(within):
    text = _text(200_000)
    big = (text + "\n") * (10_000_000 // len(text) + 1)
    with within(60):
        assert len(mentions(big[:10_000_000], DAY)) > 10_000


@pytest.mark.parametrize(
    "unit", ["Republic of ", "A.", "US-", "Sino-", "South ", "'", "Georgia, ", "United ", "Mr. "]
)
def test_no_pattern_blows_up(unit, within):
    with within(5):
        mentions(unit * (300_000 // len(unit)), DAY)
