"""Roll calls are found from the words people use."""

from datetime import date

import pytest

from bilat import ledger

BOOK = ledger.load()

WORDS = [
    ("the 2014 resolution about the annexation of Crimea", "A/RES/68/262"),
    ("a resolution that declared Russia's annexation of Crimea illegal", "A/RES/68/262"),
    ("the UN General Assembly resolution on the territorial integrity of Ukraine", "A/RES/68/262"),
    ("the UN resolution on Crimea", "A/RES/68/262"),
    ("resolution 68/262", "A/RES/68/262"),
    ("A/RES/68/262", "A/RES/68/262"),
    ("the Security Council draft on the Crimean referendum, vetoed by Russia", "S/2014/189"),
    ("S/2014/189", "S/2014/189"),
    ("UN Security Council resolution 1973", "S/RES/1973 (2011)"),
    ("resolution 242", "S/RES/242 (1967)"),
    ("UNSCR 2231", "S/RES/2231 (2015)"),
    ("the no-fly zone over Libya", "S/RES/1973 (2011)"),
    ("the vote in March 2022 demanding that Russia withdraw from Ukraine", "A/RES/ES-11/1"),
    ("the General Assembly resolution condemning Russia's invasion of Ukraine", "A/RES/ES-11/1"),
    ("the vote on 2 March 2022", "A/RES/ES-11/1"),
    ("the resolution on the annexation of Ukrainian regions in October 2022", "A/RES/ES-11/4"),
    ("suspending Russia from the Human Rights Council", "A/RES/ES-11/3"),
    ("reparations for Ukraine", "A/RES/ES-11/5"),
    ("the partition of Palestine", "A/RES/181(II)"),
    ("Zionism is racism", "A/RES/3379(XXX)"),
    ("the repeal of the Zionism is racism resolution in 1991", "A/RES/46/86"),
    ("seating Beijing in place of Taiwan in 1971", "A/RES/2758(XXVI)"),
    ("the Cuba embargo in 2019", "A/RES/74/7"),
    ("human rights in Crimea in 2016", "A/RES/71/205"),
    ("the Gaza ceasefire in the General Assembly in December 2023", "A/RES/ES-10/22"),
    ("Palestine's upgrade to observer state", "A/RES/67/19"),
    ("the use of force against Iraq", "S/RES/678 (1990)"),
    ("the moratorium on the death penalty", "A/RES/62/149"),
    ("the Soviet invasion of Afghanistan in the General Assembly", "A/RES/ES-6/2"),
    ("the US invasion of Grenada, General Assembly", "A/RES/38/7"),
    ("the MH17 tribunal", "S/2015/562"),
    ("Kosovo's independence and the International Court of Justice", "A/RES/63/3"),
    ("the Chagos Archipelago", "A/RES/73/295"),
    ("the treaty banning nuclear weapons", "A/RES/71/258"),
]


@pytest.mark.parametrize(("words", "symbol"), WORDS)
def test_found_first(words, symbol):
    found = BOOK.find_rollcalls(words)
    assert found
    assert found[0][0].symbol == symbol, [(r.symbol, s) for r, s in found[:4]]


def test_the_vetoed_draft_is_a_close_second():
    (first, best), (second, next_best) = BOOK.find_rollcalls(
        "the UN resolution on the annexation of Crimea in 2014"
    )[:2]
    assert (first.symbol, second.symbol) == ("A/RES/68/262", "S/2014/189")
    assert next_best >= 0.8 * best


def test_body_and_day_narrow():
    words = "the annexation of Crimea"
    assert BOOK.find_rollcalls(words, body="SC")[0][0].symbol == "S/2014/189"
    assert BOOK.find_rollcalls("Crimea", on=date(2018, 12, 17))[0][0].symbol == "A/RES/73/194"
    assert all(r.body == "GA" for r, _s in BOOK.find_rollcalls(words, body="GA"))


def test_a_symbol_decides_alone():
    assert [(r.symbol, s) for r, s in BOOK.find_rollcalls("resolution ES-11/4")] == [("A/RES/ES-11/4", 1.0)]


@pytest.mark.parametrize(
    "words", ["", "a football match", "the resolution", "resolution 9999", "\x00;--", "x" * 5000]
)
def test_nothing_is_found_where_nothing_is_said(words):
    assert BOOK.find_rollcalls(words) == []


def test_scores_fall_and_stay_in_range():
    for words, _symbol in WORDS:
        scores = [s for _r, s in BOOK.find_rollcalls(words)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < s <= 1 for s in scores)


def test_a_vote_of_another_year_is_no_match_for_a_full_date():
    assert BOOK.find_rollcalls("the Crimea vote of 27 March 2015") == [] or all(
        r.date.year == 2015 or (r.date.month, r.date.day) != (3, 27)
        for r, _s in BOOK.find_rollcalls("the Crimea vote of 27 March 2015")
    )


@pytest.mark.parametrize("rollcall", BOOK.rollcalls, ids=lambda r: r.id)
def test_each_is_found_by_its_symbol_and_by_its_title_with_the_day(rollcall):
    assert rollcall in [r for r, _s in BOOK.find_rollcalls(rollcall.symbol)]
    found = BOOK.find_rollcalls(rollcall.title, on=rollcall.date, body=rollcall.body)
    assert found[0][0].date == rollcall.date
