"""Every position that the research data hold, compared with the ledger.

General Assembly to 2021 by symbol with the UN Library's votes; later by date and totals with Voeten's file, or
with the hand-coded votes; Security Council by symbol; vetoes by draft. What differs stands in a list with the
reason, and the list must be exactly what differs.
"""

from datetime import date

import pytest
from ledger_against import code, code_of_spelling, plain

from bilat import ledger, states

BOOK = ledger.load()
YES_NO = {"Y": "yes", "N": "no", "A": "abstain", "X": "absent"}
NUMBERS = {1: "yes", 2: "abstain", 3: "no", 8: "absent"}
OTHER_SYMBOL = {"A/RES/181(II)": "A/RES/181(II)A", "A/RES/377(V)A": "A/RES/377(V)A-C"}

#: Days that the UN Library's dump has otherwise; ours are those of the meeting.
OTHER_DAYS = {
    "A/RES/37/9": "dump: 28 October 1982; adopted at the 55th plenary meeting on 4 November",
    "A/RES/62/249": "dump: 15 April 2008; adopted at the 97th plenary meeting on 15 May",
    "S/RES/731 (1992)": "dump: 22 January 1992; adopted at the 3033rd meeting on 21 January",
    "S/RES/820 (1993)": "dump: 18 April 1993; adopted late on 17 April",
}

#: China did not take part in these votes; the dump counts that as abstaining.
NOT_PARTICIPATING = {("S/RES/338 (1973)", "CHN"), ("S/RES/425 (1978)", "CHN"), ("S/RES/435 (1978)", "CHN")}

#: Positions in Voeten's file after 2021 that the official record has otherwise.
VOETEN_OTHERWISE = {
    ("A/RES/ES-10/21", "IRQ"): "abstained at first and had its vote corrected to yes (121-14-44)",
}

#: Votes that none of the files here holds; their positions rest on the press release of the UN alone.
NOT_IN_THE_DATA = {
    "A/RES/376(V)",
    "A/RES/76/300",
    "A/RES/ES-11/2",
    "A/RES/ES-11/3",
    "A/RES/ES-11/4",
    "A/RES/ES-11/5",
    "A/RES/ES-11/6",
    "A/RES/ES-10/24",
    "A/RES/78/7",  # in Voeten's file under a day with several votes whose totals do not add up
    "A/RES/79/7",
    "A/RES/ES-11/7",
    "A/RES/80/7",
}


@pytest.fixture(scope="module")
def library(shared):
    """Votes of the UN Library by symbol: {symbol: (day, {code: choice})}."""
    import pandas as pd

    out = {}
    for name in ("ga", "sc"):
        frame = pd.read_parquet(shared / f"data/un_votes/undl_kaggle_{name}_votes_1946_2021_long.parquet")
        for symbol, votes in frame.groupby(frame.Resolution.map(plain)):
            day = votes.Date.iloc[0]
            if day is None:
                continue
            year = day.year
            choices = {
                code_of_spelling(c, year): YES_NO.get(v)
                for c, v in zip(votes.country, votes.vote, strict=True)
            }
            choices.pop(0, None)
            if day <= date(1971, 10, 25) and 710 in choices:
                choices[713] = choices.pop(710)  # "CHINA" was the Republic of China until the seat passed
            out[symbol] = (day, choices)
    return out


@pytest.fixture(scope="module")
def voeten(shared):
    """Votes after 2021 by day: [(day, {code: choice})]."""
    import pandas as pd

    frame = pd.read_parquet(shared / "data/un_votes/unga_votes_voeten_1946_2024_iso3_long.parquet")
    frame = frame[frame.date >= date(2022, 1, 1)]
    return [
        (votes.date.iloc[0], {code(i, 2022): NUMBERS[v] for i, v in zip(votes.iso3, votes.vote, strict=True)})
        for _rcid, votes in frame.groupby("rcid")
    ]


@pytest.fixture(scope="module")
def by_hand(shared):
    """The two votes coded by hand beside the files."""
    import pandas as pd

    frame = pd.read_parquet(shared / "data/un_votes/unga_68_262_and_ES11_1_handcoded.parquet")
    return {
        f"A/RES/{symbol}": {
            code_of_spelling(c, 2014): YES_NO[v] for c, v in zip(votes.country, votes.vote, strict=True)
        }
        for symbol, votes in frame.groupby("resolution")
    }


def _positions(rollcall):
    """Yield (ISO3, COW code, choice); a veto is a vote against."""
    for choice in ("yes", "no", "abstain", "absent"):
        for iso3 in getattr(rollcall, choice):
            yield iso3, code(iso3, rollcall.date.year), choice


def _compare(rollcall, recorded, skip_absent=False):
    differ, compared = set(), 0
    for iso3, number, choice in _positions(rollcall):
        got = recorded.get(number)
        if got is None or (skip_absent and got == "absent"):
            continue
        compared += 1
        if got != choice:
            differ.add((rollcall.symbol, iso3))
    return differ, compared


def _late(rollcall, voeten):
    """Return the roll call of Voeten's file with this day and, within what it lost, these totals."""
    found = []
    for day, votes in voeten:
        lost = [n - list(votes.values()).count(c) for c, n in rollcall.counts.items()]
        if day == rollcall.date and min(lost) >= 0 and sum(lost) <= 6:
            found.append(votes)
    return found[0] if len(found) == 1 else None


def test_library_holds_the_same_positions_and_days(library):
    differ, days, compared, votes = set(), set(), 0, 0
    for rollcall in BOOK.rollcalls:
        symbol = plain(OTHER_SYMBOL.get(rollcall.symbol, rollcall.symbol))
        if symbol not in library:
            continue
        day, recorded = library[symbol]
        more, n = _compare(rollcall, recorded)
        differ |= more
        compared += n
        votes += 1
        if day != rollcall.date:
            days.add(rollcall.symbol)
    assert differ == NOT_PARTICIPATING
    assert days == set(OTHER_DAYS)
    assert votes >= 165
    assert compared >= 7300


def test_library_has_the_same_totals(library):
    for rollcall in BOOK.rollcalls:
        symbol = plain(OTHER_SYMBOL.get(rollcall.symbol, rollcall.symbol))
        if rollcall.body == "GA" and symbol in library:
            choices = list(library[symbol][1].values())
            for choice, total in rollcall.counts.items():
                # A name in the dump that is no state's (misspelt, or of a state that voted under two names).
                assert total - 2 <= choices.count(choice) <= total, (rollcall.symbol, choice)


def test_late_votes_are_as_voeten_has_them(voeten):
    differ, compared, votes = set(), 0, 0
    for rollcall in BOOK.rollcalls:
        if rollcall.body != "GA" or rollcall.date.year < 2022:
            continue
        recorded = _late(rollcall, voeten)
        if recorded is None:
            continue
        complete = list(recorded.values()).count("yes") == rollcall.counts["yes"]
        # Where the file lost states (Turkey, Zimbabwe, the Netherlands ...) its "absent" proves nothing.
        more, n = _compare(rollcall, recorded, skip_absent=not complete)
        differ |= more
        compared += n
        votes += 1
    assert differ == set(VOETEN_OTHERWISE)
    assert votes >= 7
    assert compared >= 500


def test_the_two_landmarks_coded_by_hand(by_hand):
    assert set(by_hand) == {"A/RES/68/262", "A/RES/ES-11/1"}
    for symbol, recorded in by_hand.items():
        differ, compared = _compare(BOOK.rollcall(symbol), recorded)
        assert not differ
        assert compared >= 185  # the rest by names the file spells its own way


def test_what_no_file_holds_is_named(library, voeten, by_hand):
    missing = set()
    for rollcall in BOOK.rollcalls:
        symbol = plain(OTHER_SYMBOL.get(rollcall.symbol, rollcall.symbol))
        known = symbol in library or rollcall.symbol in by_hand or _late(rollcall, voeten) is not None
        if rollcall.body == "GA" and not known:
            missing.add(rollcall.symbol)
    assert missing == NOT_IN_THE_DATA


def test_vetoes_are_in_the_list_of_vetoes(shared):
    import pandas as pd

    frame = pd.read_parquet(shared / "data/un_votes/unsc_vetoes_1946_sep2022.parquet")
    rows = {str(r.draft).replace(" ", "").upper(): r for r in frame.itertuples()}
    checked = 0
    for rollcall in BOOK.rollcalls:
        row = rows.get(rollcall.symbol.upper())
        if not rollcall.vetoed_by or row is None:
            continue
        checked += 1
        who = {"USSR": "RUS", "Russia": "RUS", "USA": "USA", "UK": "GBR", "France": "FRA", "China": "CHN"}
        vetoers = {
            who[v] for v in (row.member_veto1, row.member_veto2, row.member_veto3) if isinstance(v, str)
        }
        assert set(rollcall.vetoed_by) == vetoers, rollcall.symbol
        assert row.meeting_record.strip() in rollcall.citation
        # The list gives the Afghan veto of 7 January 1980 the day the meeting closed.
        listed = pd.to_datetime(row.date).date()
        assert listed == rollcall.date or (rollcall.symbol, listed) == ("S/13729", date(1980, 1, 9))
    assert checked >= 39


def test_names_of_states_in_the_library_are_read(library):
    known = {c for _day, votes in library.values() for c in votes}
    assert len(known) >= 190
    assert all(states.name(c, 1990) for c in (2, 365, 710) if c in known)
