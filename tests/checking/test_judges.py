"""Every judge on the bundled pack, against facts of the public record, and under the invariances they must keep."""

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


# Facts that anyone can look up: who is in what, who voted how, who fought whom, who owes whom defence.
KNOWN = [
    ("2024-01-01", "supported", {"kind": "membership", "states": ["FIN"], "organisation": "NATO"}),
    ("2022-01-01", "contradicted", {"kind": "membership", "states": ["FIN"], "organisation": "NATO"}),
    ("2024-01-01", "contradicted", {"kind": "membership", "states": ["FIN", "UKR"], "organisation": "NATO"}),
    (
        "2022-02-08",
        "supported",
        {"kind": "vote", "state": "CHN", "choice": "abstain", "resolution": "68/262"},
    ),
    (
        "2022-02-08",
        "contradicted",
        {"kind": "vote", "state": "CHN", "choice": "veto", "resolution": "68/262"},
    ),
    (
        "2022-02-08",
        "supported",
        {"kind": "vote", "state": "IND", "choice": "not yes", "resolution": "68/262"},
    ),
    ("2010-01-01", "supported", {"kind": "obligation", "a": "USA", "b": "JPN", "level": "defence"}),
    ("2022-02-08", "contradicted", {"kind": "obligation", "a": "RUS", "b": "CHN", "level": "defence"}),
    ("1955-01-01", "supported", {"kind": "obligation", "a": "RUS", "b": "CHN", "level": "defence"}),
    ("1985-01-01", "contradicted", {"kind": "obligation", "a": "RUS", "b": "CHN", "level": "defence"}),
    ("2022-02-08", "supported", {"kind": "arms", "supplier": "RUS", "recipients": ["IND", "VNM"]}),
    (
        "2022-02-08",
        "supported",
        {"kind": "arms", "supplier": "RUS", "recipients": ["IND"], "relation": "largest supplier"},
    ),
    (
        "2022-02-08",
        "contradicted",
        {"kind": "arms", "supplier": "CHN", "recipients": ["IND"], "relation": "largest supplier"},
    ),
    # Ordered in that year and delivered two years later; after the years recorded; never delivered.
    (
        "2022-10-03",
        "unmeasurable",
        {"kind": "arms", "supplier": "RUS", "recipients": ["TUR"], "since": 2017, "until": 2017},
    ),
    (
        "2024-01-31",
        "unmeasurable",
        {"kind": "arms", "supplier": "CHN", "recipients": ["SRB"], "since": 2022, "until": 2022},
    ),
    (
        "2022-10-03",
        "contradicted",
        {"kind": "arms", "supplier": "RUS", "recipients": ["CHL"], "since": 2015, "until": 2015},
    ),
    ("2015-06-01", "supported", {"kind": "trade", "a": "AUS", "b": "CHN", "relation": "largest partner"}),
    ("2015-06-01", "contradicted", {"kind": "trade", "a": "AUS", "b": "CAN", "relation": "largest partner"}),
    (
        "2000-01-01",
        "supported",
        {"kind": "dispute", "a": "IND", "b": "PAK", "relation": "war", "since": 1971, "until": 1971},
    ),
    (
        "2000-01-01",
        "contradicted",
        {"kind": "dispute", "a": "CAN", "b": "NOR", "relation": "war", "since": 1960, "until": 1990},
    ),
    ("2016-01-01", "supported", {"kind": "dispute", "a": "CHN", "b": "VNM", "relation": "territorial"}),
    (
        "1990-12-31",
        "supported",
        {"kind": "vote.share", "a": "RUS", "b": "CHN", "share": 0.93, "since": 1989, "until": 1989},
    ),
    (
        "1990-12-31",
        "contradicted",
        {"kind": "vote.share", "a": "RUS", "b": "CHN", "share": 0.5, "since": 1989, "until": 1989},
    ),
    (
        "2022-02-08",
        "supported",
        {
            "kind": "triadic",
            "a": "RUS",
            "b": "CHN",
            "thirds": ["VNM", "IND"],
            "tie": "arms",
            "other": "territorial",
        },
    ),
    (
        "2022-02-08",
        "mixed",
        {"kind": "closeness.superlative", "a": "CHN", "b": "RUS", "since": 1952},
    ),
    (
        "2020-01-01",
        "supported",
        {"kind": "closeness.comparison", "a": "GBR", "b": "FRA", "versus": "PRK", "dimension": "votes"},
    ),
    (
        "2020-01-01",
        "contradicted",
        {"kind": "closeness.comparison", "a": "USA", "b": "PRK", "versus": "ISR", "dimension": "votes"},
    ),
    (
        "2000-01-01",
        "supported",
        {
            "kind": "closeness.trend",
            "a": "RUS",
            "b": "USA",
            "direction": "closer",
            "since": 1985,
            "until": 1993,
            "dimension": "votes",
        },
    ),
]


@pytest.mark.parametrize(
    ("on", "outcome", "claim"), KNOWN, ids=lambda v: v["kind"] if isinstance(v, dict) else v
)
def test_public_facts(bench, on, outcome, claim):
    verdict = _judge(bench, on, **claim)
    assert verdict.outcome == outcome, verdict.summary
    assert verdict.evidence
    for row in verdict.evidence:
        assert row.source
        assert row.covers[0] <= row.covers[1]


@pytest.mark.parametrize(
    ("on", "outcome", "claim"), KNOWN, ids=lambda v: v["kind"] if isinstance(v, dict) else v
)
def test_negation_flips_firm_verdicts(bench, on, outcome, claim):
    flips = {"supported": "contradicted", "contradicted": "supported"}
    # of several states "negated" denies each of them, and "not all" the whole
    several = len(claim.get("states", claim.get("recipients", ()))) > 1
    denied = {"quantifier": "not all"} if several else {"negated": True}
    assert _judge(bench, on, **claim, **denied).outcome == flips.get(outcome, outcome)


@pytest.mark.parametrize(
    ("on", "claim"),
    [
        (on, c)
        for on, _o, c in KNOWN
        if c["kind"] in ("obligation", "dispute", "vote.share", "closeness.superlative", "closeness.trend")
    ],
)
def test_swapping_an_undirected_pair_changes_nothing(bench, on, claim):
    turned = {**claim, "a": claim["b"], "b": claim["a"]}
    assert _judge(bench, on, **claim).outcome == _judge(bench, on, **turned).outcome


def test_votes_before_beijing_took_the_seat_are_named(bench):
    verdict = _judge(bench, "2022-02-08", kind="closeness.superlative", a="CHN", b="RUS", since=1952)
    assert any("October 1971" in line for line in verdict.coverage)
    assert any(row.measure == "kappa_linear" and row.low is not None for row in verdict.evidence)
    assert any(row.value == 3 and row.dimension == "obligations" for row in verdict.evidence)
    assert 0 <= verdict.probability <= 1


def test_nothing_is_claimed_past_coverage(bench):
    """The dispute data end in 2010: a pair without a dispute there is not said to be at peace in 2020."""
    verdict = _judge(
        bench, "2021-06-01", kind="dispute", a="CAN", b="NOR", relation="militarised", since=2015, until=2020
    )
    assert verdict.outcome == "unmeasurable"
    assert verdict.coverage


def test_direction_of_arms_matters(bench):
    back = _judge(
        bench, "2022-02-08", kind="arms", supplier="IND", recipients=["RUS"], relation="largest supplier"
    )
    assert back.outcome == "contradicted"


@pytest.mark.parametrize(
    "claim",
    [
        {"kind": "stance", "holder": "CHN", "topic": "peace"},
        {"kind": "pledge", "holder": "CHN", "to": "RUS", "topic": "support"},
    ],
)
def test_stances_and_pledges_are_never_judged(bench, claim):
    assert _judge(bench, "2022-02-08", **claim).outcome == "unmeasurable"


def test_forecasts_stay_open_without_a_number(bench):
    verdict = _judge(bench, "2022-02-08", kind="forecast", actor="CHN", outcome="would support Russia")
    assert verdict.outcome == "forecast"
    assert verdict.probability is None


def test_an_unknown_resolution_is_unmeasurable(bench):
    verdict = _judge(bench, "2022-02-08", kind="vote", state="CHN", choice="no", resolution="A/RES/99/999")
    assert verdict.outcome == "unmeasurable"


def test_an_event_is_never_contradicted_by_silence(bench):
    verdict = _judge(
        bench, "2022-02-08", kind="event", source="ISL", target="CHE", action="invaded", root="ASSAULT"
    )
    assert verdict.outcome == "unmeasurable"


def test_a_treaty_without_obligations_does_not_prove_that_there_are_none(bench):
    """Russia and Turkey share only documents of rung 0 in the ledger, and ATOP ends in 2018."""
    verdict = _judge(bench, "2022-03-04", kind="obligation", a="RUS", b="TUR", level="none")
    assert verdict.outcome == "unmeasurable"
    assert any("2018" in line for line in verdict.coverage)


def test_trade_among_some_reporters_is_not_all_trade(bench):
    """The IMF file has fifteen states: a share or a rank among them is neither a share nor a rank of trade."""
    for relation in ("share", "largest partner"):
        verdict = _judge(
            bench,
            "2020-06-01",
            kind="trade",
            a="USA",
            b="CHN",
            relation=relation,
            share=0.24 if relation == "share" else None,
        )
        assert verdict.outcome == "unmeasurable", verdict.summary
        assert not any("IMF" in row.source for row in verdict.evidence)


def test_growth_is_shown_by_the_index_it_is_judged_on(bench):
    verdict = _judge(
        bench,
        "2020-06-01",
        kind="trade",
        a="USA",
        b="CHN",
        relation="growth",
        factor=1.0,
        comparator="more than",
        since=2011,
    )
    assert {row.measure for row in verdict.evidence} == {"trade_index"}


def test_no_later_year_of_trade_stands_for_an_earlier_one(bench):
    """Ukraine's trade is known only from the 1990s."""
    verdict = _judge(bench, "1961-06-01", kind="trade", a="RUS", b="UKR", relation="largest partner")
    assert verdict.outcome == "unmeasurable"
    assert all(row.year is None or row.year <= 1960 for row in verdict.evidence)


def test_a_pledge_lists_later_conduct_and_a_stance_the_votes_on_its_matter(bench):
    verdict = _judge(
        bench,
        "2022-02-08",
        kind="pledge",
        holder="USA",
        to="COL",
        topic="supply arms to Colombia",
        since=2000,
    )
    assert verdict.outcome == "unmeasurable"
    assert {"arms", "obligations"} <= {row.dimension for row in verdict.evidence}
    assert all(row.year is None or row.year >= 2000 for row in verdict.evidence)
    stance = _judge(
        bench, "2022-02-08", kind="stance", holder="IND", topic="the annexation of Crimea", negated=True
    )
    assert stance.outcome == "unmeasurable"
    assert [row.value for row in stance.evidence] == ["abstain"]
    assert any("thin" in line for line in stance.coverage)


def test_no_allies_at_all_is_contradicted_by_one_pact(bench):
    form = {"kind": "obligation", "a": "JPN", "level": "none"}
    assert _judge(bench, "2016-06-01", **form).outcome == "mixed"
    assert _judge(bench, "2016-06-01", **form, strict=True).outcome == "contradicted"


def test_wars_before_the_record_are_the_ledgers(bench):
    """A war with no year is looked for since 1816; what another century brought is not denied."""
    war = {"kind": "dispute", "relation": "war"}
    assert _judge(bench, "2019-01-01", **war, a="CHL", b="PER").outcome == "supported"
    assert _judge(bench, "2019-01-01", **war, a="FRA", b="DEU", since=1870, until=1871).outcome == "supported"
    assert (
        _judge(bench, "2019-01-01", **war, a="FRA", b="DEU", since=1950, until=2018).outcome == "contradicted"
    )
    assert _judge(bench, "2019-01-01", **war, a="NOR", b="SWE").outcome == "contradicted"


def test_an_event_is_one_of_its_kind_and_of_its_day(bench):
    condemned = {
        "kind": "event",
        "source": "CHN",
        "target": "RUS",
        "action": "condemned Russia's invasion",
        "root": "ACCUSE",
    }
    assert _judge(bench, "2023-02-09", **condemned, negated=True).outcome == "unmeasurable"
    attacked = {
        "kind": "event",
        "source": "EGY",
        "target": "ISR",
        "action": "attacked Israel on Saturday",
        "root": "ASSAULT",
    }
    verdict = _judge(bench, "1973-10-09", **attacked, dated="1973-10-06")
    assert verdict.outcome == "supported" and "1973" in verdict.summary
    assert _judge(bench, "1975-10-09", **attacked, dated="1975-10-04").outcome == "unmeasurable"


def test_nobody_is_a_member_of_what_is_no_more(bench):
    pact = {"kind": "membership", "states": ["POL"], "organisation": "Warsaw Pact"}
    assert _judge(bench, "2005-01-01", **pact, since=1980, until=1980).outcome == "supported"
    assert _judge(bench, "2005-01-01", **pact, since=1992, until=1992).outcome == "contradicted"
    assert _judge(bench, "2005-01-01", **pact, since=1992, until=1992, negated=True).outcome == "supported"


def test_before_the_record_only_wars_can_be_denied(bench):
    pair = {"kind": "dispute", "a": "NOR", "b": "SWE", "since": 1900, "until": 1960}
    war = _judge(bench, "2019-01-01", **pair, relation="war")
    assert war.outcome == "contradicted" and any("1816" in line for line in war.coverage)
    clash = _judge(bench, "2019-01-01", **pair, relation="militarised")
    assert clash.outcome == "unmeasurable" and any("1946" in line for line in clash.coverage)


def test_a_war_that_has_not_begun_is_no_evidence(bench):
    clash = {"kind": "dispute", "a": "RUS", "b": "UKR", "relation": "war", "since": 2022, "until": 2022}
    assert "Russo-Ukrainian War" not in str(_judge(bench, "2022-01-15", **clash).evidence)
    assert _judge(bench, "2022-03-15", **clash).outcome == "supported"
