"""What is worked out is kept within bounds, whatever the number of days looked back to."""

import gc
from datetime import date

from bilat import api
from bilat.checking import opened
from bilat.measures import access
from bilat.measures.kept import Kept
from bilat.record import Record


class _Owner:
    """Something that values belong to."""


def test_the_least_used_goes_first_by_size():
    one, kept, made = _Owner(), Kept(10, len), []

    def make(text):
        made.append(text)
        return text

    for text in ("aaaa", "bbbb", "aaaa", "cccc", "bbbb"):
        assert kept.get(one, text, lambda t=text: make(t)) == text
    assert made == ["aaaa", "bbbb", "cccc", "bbbb"]
    assert kept.held == 8


def test_a_value_is_never_given_to_another_owner():
    kept = Kept(8)
    first = _Owner()
    number = id(first)
    kept.get(first, "x", lambda: "the first one's")
    del first
    for _ in range(50):  # until the place is taken again
        other = _Owner()
        if id(other) == number:
            break
    assert kept.get(other, "x", lambda: "its own") == "its own"


def test_records_of_earlier_days_are_let_go(monkeypatch):
    monkeypatch.setattr(opened, "_kept", {})

    def days():
        gc.collect()
        # type and not isinstance: what a dead proxy stands for cannot be asked
        return {o.as_of for o in gc.get_objects() if type(o) is Record and o.as_of}

    before = days()
    for year in range(2000, 2010, 2):
        # a view of a pair works out the pair's index, which must not hold on to its record
        assert api.pair_view("Russia", "China", "2012-06-01", as_of=f"{year}-06-30").year
    assert days() - before <= {date(year, 6, 30) for year in (2004, 2006, 2008)}


def test_pairs_of_a_year_are_kept_within_bounds(monkeypatch):
    from bilat.record import open_record

    small = Kept(1_000_000, access._sections._size)
    monkeypatch.setattr(access, "_sections", small)
    record = open_record()
    for year in range(1990, 2000):
        access.cross_section(record, "agreement", year)
        assert small.held <= 1_000_000
    assert 1 < len(small) < 10
