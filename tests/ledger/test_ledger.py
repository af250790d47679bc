"""What the ledger holds, how it is looked up, what was known by a day."""

from datetime import date

import pytest

from bilat import ledger, states
from bilat.errors import UnknownNameError

BOOK = ledger.load()


def test_enough_is_in_it():
    """The floors are those the project set itself."""
    assert sum(r.body == "GA" for r in BOOK.rollcalls) >= 70
    assert sum(r.body == "SC" for r in BOOK.rollcalls) >= 100
    assert len(BOOK.treaties) >= 80
    assert len(BOOK.events) >= 80
    assert len(BOOK.regimes) >= 50
    assert len(BOOK.claims) >= 60
    wanted = "NATO|Warsaw Pact|EU|CSTO|SCO|BRICS|ASEAN|AU|OAU|G7|G8|G20|OPEC|AUKUS|Quad|UN|GCC|Arab League|CIS|EAEU"
    assert set(wanted.split("|")) <= {o.key for o in BOOK.organisations}


def test_every_roll_call_holds_enough_positions():
    for r in BOOK.rollcalls:
        recorded = len(r.yes) + len(r.no) + len(r.abstain)
        if r.body == "GA":
            assert recorded >= 40, r.symbol
        else:
            members = BOOK.organisation("UNSC").members_on(r.date)
            assert sorted((*r.yes, *r.no, *r.abstain, *r.absent)) == list(members), r.symbol
            assert r.draft or sum(map(len, (r.yes, r.no, r.abstain))) == sum(r.counts.values())


def test_voters_were_members_that_day():
    united_nations = BOOK.organisation("UN")
    for r in BOOK.rollcalls:
        members = set(united_nations.members_on(r.date))
        if r.symbol == "A/RES/2758(XXVI)":  # taken before the seat passed, on the same day
            members = members - {"CHN"} | {"TWN"}
        if r.symbol == "A/RES/47/1":  # the vote that put Yugoslavia out
            members |= {"YUG"}
        voters = {*r.yes, *r.no, *r.abstain, *r.absent}
        assert voters <= members, (r.symbol, voters - members)


def test_vetoes_are_of_permanent_members_and_adoptions_had_the_votes():
    permanent = BOOK.organisation("P5")
    for r in BOOK.rollcalls:
        assert set(r.vetoed_by) <= set(permanent.members_on(r.date))
        if r.body == "SC":
            needed = 9 if r.date.year >= 1966 else 7
            blocked = set(r.no) & set(permanent.members_on(r.date))
            assert r.draft == bool(blocked) or r.symbol == "S/RES/2623 (2022)", (
                r.symbol
            )  # procedural: no veto
            assert r.draft or len(r.yes) >= needed, r.symbol
            assert r.draft or r.symbol == "S/RES/2623 (2022)" or not blocked
            assert set(r.vetoed_by) == (blocked if r.draft else set())
            assert not (r.draft and r.symbol.startswith("S/RES"))


def test_actors_are_known_states_or_organisations():
    keys = {o.key for o in BOOK.organisations}
    actors = {a for e in BOOK.events for a in (e.source, e.target) if a}
    actors |= {a for g in BOOK.regimes for a in (*g.senders, g.target)}
    assert not {a for a in actors if a not in keys and states.code_of_iso3(a) is None}


def test_nothing_lies_after_the_last_day():
    days = [r.date for r in BOOK.rollcalls]
    days += [d for t in BOOK.treaties for d in (t.signed, t.in_force, t.ended) if d]
    days += [d for x in (*BOOK.wars, *BOOK.regimes, *BOOK.claims) for d in (x.start, x.end) if d]
    days += [d for e in BOOK.events for d in (e.date, e.end) if d]
    days += [d for o in BOOK.organisations for m in o.members for d in (m.joined, m.left) if d]
    assert max(days) <= ledger.KNOWN_TO


def test_the_votes_people_ask_about():
    crimea = BOOK.rollcall("A/RES/68/262")
    assert crimea.complete
    assert crimea.counts == {"yes": 100, "no": 11, "abstain": 58}
    assert [crimea.vote_of(s) for s in ("CHN", "IND", "RUS", "ISR", "USA")] == [
        "abstain",
        "abstain",
        "no",
        "absent",
        "yes",
    ]
    draft = BOOK.rollcall("S/2014/189")
    assert (draft.vote_of("RUS"), draft.vote_of("CHN"), draft.vote_of("BRA")) == ("veto", "abstain", None)
    assert BOOK.rollcall("S/2011/612").vetoed_by == ("CHN", "RUS")


def test_treaties_bind_by_day():
    sino_soviet = BOOK.treaty("sino-soviet-1950")
    assert sino_soviet.rung == 3
    assert sino_soviet.binds("CHN", "RUS", date(1979, 12, 31))
    assert not sino_soviet.binds("CHN", "RUS", date(1980, 4, 11))
    assert not sino_soviet.binds("CHN", "RUS", date(1950, 3, 1))
    good_neighbours = BOOK.treaty("sino-russian-2001")
    assert good_neighbours.rung == 2
    assert good_neighbours.binds("RUS", "CHN", date(2022, 2, 8))
    uzbekistan = [
        BOOK.treaty("collective-security-1992").binds("RUS", "UZB", date(y, 7, 1))
        for y in (1998, 2003, 2008, 2015)
    ]
    assert uzbekistan == [True, False, True, False]
    budapest = BOOK.treaty("budapest-1994")
    assert budapest.rung == 1
    assert budapest.binds("UKR", "USA", date(2000, 1, 1))
    assert not budapest.binds("GBR", "USA", date(2000, 1, 1))


@pytest.mark.parametrize(
    ("name", "day", "state", "is_in"),
    [
        ("EU", date(2020, 1, 31), "GBR", True),
        ("European Union", date(2020, 2, 1), "GBR", False),
        ("EEC", date(1973, 1, 1), "DNK", True),
        ("the G8", date(2014, 3, 24), "RUS", False),
        ("BRICS", date(2024, 6, 1), "SAU", False),
        ("BRICS", date(2024, 6, 1), "IRN", True),
        ("OAU", date(1990, 1, 1), "MAR", False),
        ("African Union", date(2018, 1, 1), "MAR", True),
        ("Council of Europe", date(2022, 3, 16), "RUS", False),
        ("Gulf states", date(2000, 1, 1), "OMN", True),
        ("the West", date(2022, 3, 1), "JPN", True),
        ("P5", date(1971, 10, 24), "CHN", False),
        ("P5", date(1971, 10, 25), "CHN", True),
    ],
)
def test_members_by_day(name, day, state, is_in):
    assert (state in BOOK.organisation(name).members_on(day)) is is_in


def test_the_west_is_nato_and_the_eu_and_five_more():
    for day in (date(1960, 1, 1), date(1990, 1, 1), date(2004, 6, 1), date(2021, 1, 1), date(2024, 6, 1)):
        expected = {*BOOK.organisation("NATO").members_on(day), *BOOK.organisation("EU").members_on(day)}
        assert set(BOOK.organisation("West").members_on(day)) == expected | {
            "AUS",
            "NZL",
            "CHE",
            "JPN",
            "KOR",
        }


def test_unknown_names_suggest_known_ones():
    with pytest.raises(UnknownNameError, match="NATO"):
        BOOK.organisation("NATTO")
    with pytest.raises(UnknownNameError):
        BOOK.rollcall("A/RES/68/263")
    with pytest.raises(UnknownNameError):
        BOOK.treaty("no such pact")


@pytest.mark.parametrize(
    "day", [date(1955, 1, 1), date(1971, 10, 24), date(1990, 6, 1), date(2014, 3, 20), date(2022, 2, 8)]
)
def test_known_by_holds_nothing_later(day):
    then = BOOK.known_by(day)
    assert all(r.date <= day for r in then.rollcalls)
    for t in then.treaties:
        assert (t.in_force or t.signed) <= day
        assert t.ended is None or t.ended <= day
        assert all(s.joined <= day and (s.left is None or s.left <= day) for s in t.spells)
        assert not t.note
    for x in (*then.wars, *then.regimes, *then.claims):
        assert x.start <= day
        assert x.end is None or x.end <= day
    for o in then.organisations:
        assert o.founded <= day
        assert all(m.joined <= day and (m.left is None or m.left <= day) for m in o.members)
    assert len(then.rollcalls) < len(BOOK.rollcalls)
    assert then.known_by(date(2030, 1, 1)).until == day


def test_known_by_forgets_the_end_but_not_the_bond():
    then = BOOK.known_by(date(1975, 1, 1))
    assert then.treaty("sino-soviet-1950").ended is None
    assert then.treaty("sino-soviet-1950").binds("CHN", "RUS", date(1975, 1, 1))
    assert "GBR" in BOOK.known_by(date(2016, 1, 1)).organisation("EU").members_on(date(2021, 1, 1))


def test_the_same_ledger_each_time():
    assert ledger.load() is BOOK
