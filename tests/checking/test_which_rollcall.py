"""Which roll call the words of a claim mean: by day, by place, by body, every one or one."""

from datetime import date

import pytest

from bilat import ledger, record
from bilat.checking import judge
from bilat.propositions import parse


@pytest.fixture(scope="module")
def bench():
    return record.Record(), ledger.load()


def _judge(bench, on, **fields):
    return judge(parse(fields), *bench, date.fromisoformat(on))


def test_a_council_vote_is_only_of_members(bench):
    """India was not on the Council in 1990: it cast no vote there, and words that fit two votes mean the other."""
    india = {"kind": "vote", "state": "IND", "choice": "yes", "resolution": "S/RES/678"}
    assert _judge(bench, "2019-01-01", **india).outcome == "contradicted"
    assert _judge(bench, "2019-01-01", **india | {"choice": "absent"}).outcome == "unmeasurable"
    yemen = {"kind": "vote", "state": "YEM", "choice": "no", "resolution": "the resolution authorising force"}
    verdict = _judge(bench, "2019-01-01", **yemen)
    assert verdict.outcome == "supported" and "S/RES/678" in verdict.summary


def test_every_resolution_means_each_of_them(bench):
    """South Africa abstained on what was put to it of 2022, and voted no on A/RES/71/205 before."""
    every = {"kind": "vote", "state": "ZAF", "choice": "abstain", "resolution": "every UN vote on Ukraine"}
    verdict = _judge(bench, "2023-02-20", **every)
    assert verdict.outcome == "contradicted" and "A/RES/71/205" in verdict.summary
    israel = {
        "kind": "vote",
        "state": "ISR",
        "choice": "no",
        "resolution": "every UN resolution on Palestine",
    }
    assert _judge(bench, "2023-02-20", **israel).outcome == "supported"


def test_a_capital_names_its_state_in_a_resolution(bench):
    one = {"kind": "vote", "state": "CHN", "choice": "yes", "since": 2014, "until": 2014}
    named = [
        _judge(
            bench, "2023-02-20", **one, resolution=f"the resolution on {place}'s territorial integrity"
        ).summary
        for place in ("Kyiv", "Ukraine")
    ]
    assert named[0] == named[1] and "A/RES/68/262" in named[0]


def test_a_resolution_by_its_day_alone_or_without_a_name_is_the_one_of_these_days(bench):
    hungary = {"kind": "vote", "state": "HUN", "choice": "yes"}
    for words in ("the March 2 resolution", "the resolution condemning the invasion"):
        verdict = _judge(bench, "2022-05-03", **hungary, resolution=words)
        assert verdict.outcome == "supported" and "A/RES/ES-11/1" in verdict.summary, words
    named = _judge(
        bench, "2022-05-03", **hungary, resolution="the resolution condemning the invasion of Hungary"
    )
    assert "A/RES/1004(ES-II)" in named.summary
    nothing = _judge(bench, "2022-02-03", **hungary, resolution="the March 2 resolution")
    assert nothing.outcome == "unmeasurable"


def test_what_was_vetoed_is_not_what_was_adopted(bench):
    fields = {"kind": "vote", "state": "RUS", "choice": "veto", "body": "SC"}
    said = "a draft Security Council resolution on Ukraine"
    named = _judge(bench, "2022-03-03", resolution=f"{said} on 25 February", **fields)
    assert named.outcome == "supported" and "25 February 2022" in named.summary
    assert _judge(bench, "2022-03-03", resolution=said, **fields).outcome != "contradicted"


def test_a_roll_call_on_another_place_is_not_the_one_named():
    from bilat.checking.rollcall_index import Entry
    from bilat.checking.rollcalls_full import _of_another_place

    hungary = Entry("unvotes", 1, "GA", date(1962, 12, 4), "R/17/1207", "HUNGARY, SOVIET INTERVENTION", {})
    said = "the Soviet intervention in {}"
    assert _of_another_place(said.format("Afghanistan"), hungary, date(1980, 5, 1))
    assert not _of_another_place(said.format("Hungary"), hungary, date(1980, 5, 1))
    assert not _of_another_place("the Soviet intervention", hungary, date(1980, 5, 1))
