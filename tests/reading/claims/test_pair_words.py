"""Words that stand for both states, and words that must not be taken for another claim."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2018, 1, 1)


def _all(sentence):
    return [t.proposition for t in propositions(sentence, Context(on=date(2018, 6, 1)))]


def _one(sentence, **context):
    found = [t.proposition for t in propositions(sentence, Context(on=ON, **context))]
    assert len(found) == 1, found
    return found[0]


BOTH = {"pair": ("CHL", "PER"), "focus": "PER"}


@pytest.mark.parametrize(
    ("sentence", "kind", "wanted"),
    [
        (
            "The two have no defence pact with each other.",
            "obligation",
            {"a": "CHL", "b": "PER", "negated": True},
        ),
        ("Trade between the two has doubled since 2001.", "trade", {"a": "CHL", "b": "PER", "factor": 2.0}),
        (
            "There has been no war between them since 1950.",
            "dispute",
            {"a": "CHL", "negated": True, "since": 1950},
        ),
        ("Neither is a member of NATO.", "membership", {"states": ("CHL", "PER"), "negated": True}),
        ("Neither country belongs to OPEC.", "membership", {"states": ("CHL", "PER"), "negated": True}),
        (
            "It's also in the Organization of American States.",
            "membership",
            {"states": ("PER",), "negated": False},
        ),
        (
            "They've been members of the UN since 1945.",
            "membership",
            {"states": ("CHL", "PER"), "since": 1945},
        ),
    ],
)
def test_both_are_meant(sentence, kind, wanted):
    claim = _one(sentence, **BOTH)
    assert claim.kind == kind
    assert {name: getattr(claim, name) for name in wanted} == wanted


def test_neither_nor_is_about_one():
    claim = _one(
        "In 2016 Chad neither supported nor opposed resolution 71/258, preferring to abstain.", **BOTH
    )
    assert (claim.kind, claim.state, claim.choice) == ("vote", "TCD", "abstain")


@pytest.mark.parametrize(
    ("sentence", "share"),
    [
        ("Chad and Niger voted together in nearly nine of ten votes.", 0.9),
        ("Chad and Niger voted alike in two of every three roll calls.", 0.667),
    ],
)
def test_so_many_of_so_many_is_a_share(sentence, share):
    assert _one(sentence).share == share


def test_each_clause_keeps_the_year_right_behind_it():
    found = propositions(
        "Chad and Libya have been rivals since 1966 and broke relations in 2017.", Context(on=ON)
    )
    assert [(t.proposition.kind, t.proposition.since) for t in found] == [("dispute", 1966), ("event", 2017)]


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("For most of the twentieth century Chile and Peru were rivals.", 1901, 2000),
        ("In the second half of the 19th century Chile and Peru were rivals.", 1851, 1900),
        ("Chile and Peru have been rivals throughout the 21st century.", 2001, None),
    ],
)
def test_centuries_are_windows(words, since, until):
    claim = _one(words)
    assert (claim.since, claim.until) == (since, until)


def test_a_pact_on_information_binds_nobody_to_fight():
    found = propositions("They signed a military information pact in 2016.", Context(on=ON, **BOTH))
    assert "obligation" not in {t.proposition.kind for t in found}


def test_part_of_a_mission_is_no_member():
    assert not propositions("Chilean troops have stayed as part of an African Union mission.", Context(on=ON))


def test_only_one_is_no_name_of_a_resolution():
    claim = _one("Peru voted against only one, the resolution on Jerusalem in December 2017.")
    assert claim.resolution == "the resolution on Jerusalem in December 2017"


def test_no_treaty_with_anyone():
    claim = _one("Chad has no mutual defence treaty with any state.")
    assert (claim.kind, claim.a, claim.b, claim.level) == ("obligation", "TCD", None, "none")


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("I don't believe Libya will annex Chad.", True),
        ("Nobody expects that Libya will annex Chad.", True),
        ("She doubts Libya will annex Chad.", True),
        ("I believe Libya will annex Chad.", False),
    ],
)
def test_what_is_not_believed_is_foreseen_not_to_come(sentence, negated):
    claim = _one(sentence)
    assert (claim.kind, claim.actor, claim.negated) == ("forecast", "LBY", negated)


@pytest.mark.parametrize(
    "sentence",
    [
        "He would not rule it out, for Chad or for Libya.",
        "He would not say whether Chad had bought them.",
        "The ministry in Chad would not comment.",
    ],
)
def test_what_nobody_will_talk_about_is_no_forecast(sentence):
    assert "forecast" not in {t.proposition.kind for t in propositions(sentence, Context(on=ON, focus="TCD"))}


def test_a_chance_is_a_forecast():
    claim = _one("We put the chance of a war between Chad and Libya within two years at 5 percent.")
    assert (claim.kind, claim.actor, claim.target, claim.horizon) == (
        "forecast",
        "TCD",
        "LBY",
        date(2020, 12, 31),
    )
    assert _one("Chad and Libya are likelier to exchange fire.").kind == "forecast"


@pytest.mark.parametrize(
    ("sentence", "since", "until"),
    [
        ("Chad bought French arms in the 1960s and 1970s.", 1960, 1979),
        ("Chad bought French arms from the late 1960s to the early 1980s.", 1967, 1983),
        ("Chad voted with France in 25% of votes in 2015, up from 18% in 2004.", 2015, 2015),
        (
            "France remains Chad's largest source of imports, and the deficit has grown every year since 2006.",
            None,
            None,
        ),
    ],
)
def test_the_years_are_the_claims_own(sentence, since, until):
    claim = _one(sentence)
    assert (claim.since, claim.until) == (since, until)


def test_closer_than_to_any_other():
    claim = _one("Chad was closer to Niger than to any other state in the 1980s.")
    assert (claim.kind, claim.a, claim.b, claim.versus, claim.since) == (
        "closeness.comparison",
        "TCD",
        "NER",
        None,
        1980,
    )
    assert _one("Chad is closer to Niger than to any other great power.").among


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad voted with France twice as often as with them.",
        "In the United Nations Chad voted with France more often than with us.",
        "Chad gets nearly all of its tanks from France.",
        "Chad and Niger have not cast a veto since 1989.",
    ],
)
def test_what_is_only_set_beside_or_said_of_one_kind_is_left_untyped(sentence):
    assert not propositions(sentence, Context(on=ON))


def test_a_second_it_is_the_first():
    found = propositions(
        "It cut ties with Libya in 2016, when it voted for resolution 71/258.", Context(on=ON, focus="TCD")
    )
    assert [t.proposition.state for t in found if t.proposition.kind == "vote"] == ["TCD"]


def test_he_is_whose_leader_was_named():
    context = Context(on=ON, focus="NER", pair=("TCD", "NER"), person="LBY")
    found = propositions("He invaded Chad in 1980, and it joined the UN in 1960.", context)
    assert ("LBY", "TCD") in {
        (t.proposition.source, t.proposition.target) for t in found if t.proposition.kind == "event"
    }


def test_its_own_trade_is_not_that_of_the_pair_in_focus():
    claim = _one("Peru's own trade with Chad has doubled since 2001.", pair=("CHL", "PER"))
    assert (claim.a, claim.b) == ("PER", "TCD")


def test_a_security_agreement_is_no_defence_pact():
    found = propositions("Chad and Niger signed a security agreement in 1995.", Context(on=ON))
    assert {t.proposition.level for t in found if t.proposition.kind == "obligation"} <= {"consultation"}


def test_on_all_six_is_no_share():
    assert not propositions(
        "Chad and Niger have voted identically on all six Ukraine resolutions.", Context(on=ON)
    )


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("India abstained on Crimea in 2014; so did Pakistan and China.", ["IND", "PAK", "CHN"]),
        ("India abstained on Crimea in 2014, as did Pakistan.", ["IND", "PAK"]),
    ],
)
def test_what_others_did_too_was_on_the_same_resolution(sentence, states):
    found = _all(sentence)
    assert [p.state for p in found] == states and {p.resolution for p in found} == {"Crimea in 2014"}


def test_the_former_and_the_latter_are_the_last_two_named():
    found = _all("Pakistan was a member of SEATO and CENTO; it left the former in 1973.")
    assert [p.organisation for p in found if p.change == "left"] == ["SEATO"]


def test_the_present_in_a_second_half_is_of_the_day():
    found = _all("Egypt and Sudan signed a joint defence pact in 1976, and both belong to the Arab League.")
    assert [(p.kind, p.since) for p in found] == [("obligation", 1976), ("membership", None)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Pakistan has voted with the United States less often than any other American ally.",
        "Pakistan refused to join the war in Yemen in 2015.",
    ],
)
def test_what_goes_beyond_a_kind_is_not_read_as_less(sentence):
    assert not _all(sentence)


def test_a_founder_is_one_whatever_year_another_half_names():
    found = _all("Indonesia was a founding member of ASEAN and it has been a member of the G20 since 2008.")
    assert [(p.organisation, p.since) for p in found if p.change == "founded"] == [("ASEAN", None)]


def test_two_years_earlier_is_counted_back():
    found = _all(
        "India abstained on resolution 69/188 in 2014; two years earlier it had voted for resolution 67/181."
    )
    assert [p.since for p in found] == [2014, 2012]


def test_what_is_behind_the_largest_takes_nothing_from_it():
    (found,) = _all(
        "China supplied more than half of Sri Lanka's weapons in 2009, ahead of Israel and India."
    )
    assert (found.supplier, found.share) == ("CHN", 0.5)


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("in the seventies", (1970, 1979)),
        ("in the nineteen-eighties", (1980, 1989)),
        ("in the late '90s", (1997, 1999)),
        ("in the early 60s", (1960, 1963)),
    ],
)
def test_decades_in_words(words, years):
    (found,) = _all(f"Pakistan bought most of its arms from China {words}.")
    assert (found.since, found.until) == years


def test_years_before_a_term_or_a_year():
    (found,) = _all("In the ten years before 2016 Russia was India's largest arms supplier.")
    assert (found.since, found.until) == (2006, 2015)
    (found,) = _all("In the four years before Reagan Russia was India's largest arms supplier.")
    assert (found.since, found.until) == (1977, 1980)
    # of which years is not said
    assert not _all("In the years before the war Russia was India's largest arms supplier.")


def test_what_never_was_but_for_once_is_no_denial():
    assert not _all("Peru has never bought weapons from China, apart from a gift of rifles in 2017.")


def test_the_foundation_that_the_largest_is_counted_from_is_not_when_it_was():
    (found,) = _all(
        "Bulgaria joined NATO in the largest enlargement of the alliance since its foundation in 1949."
    )
    assert found.since is None


@pytest.mark.parametrize(
    ("sentence", "choice"),
    [
        ("India voted against Russia's invasion of Ukraine in March 2022.", "yes"),
        ("Mexico voted against the American embargo on Cuba in 1992.", "yes"),
        ("Cuba voted against the UN embargo on Iraq in 1990.", "no"),
        ("Cuba voted against the resolution on Russia's invasion of Ukraine.", "no"),
    ],
)
def test_a_vote_against_what_a_state_did_is_for_the_resolution(sentence, choice):
    (found,) = _all(sentence)
    assert (found.kind, found.choice) == ("vote", choice)


def test_disputes_with_each_of_several_over_a_thing():
    found = _all(
        "Japan has territorial disputes with Russia over the Kurils, with South Korea over Takeshima and with China over the Senkakus."
    )
    assert [(p.kind, p.b) for p in found] == [("dispute", "RUS"), ("dispute", "KOR"), ("dispute", "CHN")]


def test_a_part_of_an_organisation_is_not_the_whole():
    assert not [
        p for p in _all("Greece left the military structure of NATO in 1974.") if p.kind == "membership"
    ]
    assert not [p for p in _all("Spain entered NATO's military structure in 1999.") if p.kind == "membership"]


@pytest.mark.parametrize(
    "sentence",
    [
        "India has not voted with the United States on most resolutions since 1990.",
        "India did not vote with the United States on most resolutions in 1990.",
        "India has never voted with the United States on most resolutions.",
    ],
)
def test_a_denial_of_most_is_no_claim_of_most(sentence):
    (found,) = _all(sentence)
    assert found.negated != (found.comparator == "less than"), found


def test_the_largest_exporter_of_a_group_sells_not_to_it():
    assert not _all("Germany is the EU's largest arms exporter.")
    (found,) = _all("Germany is the largest arms exporter to Greece.")
    assert found.recipients == ("GRC",)
