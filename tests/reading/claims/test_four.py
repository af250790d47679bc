"""Two pairs set side by side, balances of trade, and what is said of one of several or of a time nobody knows."""

from datetime import date

import pytest

from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2020, 5, 1)


def _read(sentence):
    return [t.proposition for t in propositions(sentence, Context(on=ON))]


@pytest.mark.parametrize(
    ("sentence", "dimension", "direction"),
    [
        ("Chad and Mali voted together more often in 1985 than Peru and Chile did.", "votes", "closer"),
        ("Chad and Mali agreed less often than Peru and Chile in UN votes in 1985.", "votes", "farther"),
        ("Chad disagreed with Mali more often than Peru did with Chile in 1985.", "votes", "farther"),
        ("In 1985 Chad voted with Mali more often than Peru did with Chile.", "votes", "closer"),
        ("Chad's voting agreement with Mali was higher than Peru's with Chile in 1985.", "votes", "closer"),
        ("Trade between Chad and Mali exceeded trade between Peru and Chile in 1985.", "trade", "closer"),
        ("Chad traded less with Mali in 1985 than Peru did with Chile.", "trade", "farther"),
        ("In 1985 Chad and Mali were closer than Peru and Chile were.", None, "closer"),
        (
            "Relations between Chad and Mali were worse in 1985 than those between Peru and Chile.",
            None,
            "farther",
        ),
        ("Chad was closer to Mali in 1985 than Peru was to Chile.", None, "closer"),
        ("Chad and Mali stood further apart in 1985 than Peru and Chile.", None, "farther"),
    ],
)
def test_two_pairs(sentence, dimension, direction):
    (claim,) = _read(sentence)
    assert (claim.a, claim.b, claim.versus, claim.beside) == ("TCD", "MLI", "PER", "CHL")
    assert (claim.dimension, claim.direction) == (dimension, direction)
    assert (claim.since, claim.until) == (1985, 1985)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad and Mali are closer to each other than Chad and Peru are.",
        "Chad is closer to Mali than it is to Peru.",
        "Chad is closer to Mali than Chad is to Peru.",
    ],
)
def test_pairs_that_share_a_state_are_the_three_of_one_comparison(sentence):
    (claim,) = _read(sentence)
    assert (claim.a, claim.b, claim.versus, claim.beside) == ("TCD", "MLI", "PER", None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad sold more arms to Mali than Peru did to Chile in 1985.",
        "Chad and Mali joined the United Nations earlier than Peru and Chile.",
        "Chad exported more to Mali than Peru exported to Chile in 1985.",
    ],
)
def test_two_pairs_of_what_no_kind_compares_are_not_read_as_less(sentence):
    assert _read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "seller", "negated"),
    [
        ("Chad ran a trade surplus with Mali in 1985.", "TCD", False),
        ("Chad had a large deficit in its trade with Mali in 1985.", "MLI", False),
        ("Chad did not run a surplus with Mali in 1985.", "TCD", True),
        ("Chad had no trade surplus with Mali in 1985.", "TCD", True),
        ("In 1985 Chad sold Mali more than it bought from it.", "TCD", False),
        ("In 1985 Chad exported more goods to Mali than it imported from it.", "TCD", False),
        ("In 1985 Chad exported less to Mali than it imported from Mali.", "MLI", False),
        ("Chad bought more from Mali in 1985 than it sold to it.", "MLI", False),
        ("Chad's exports to Mali exceeded its imports from Mali in 1985.", "TCD", False),
        ("Chad's imports from Mali were larger than its exports to Mali in 1985.", "MLI", False),
        ("The balance of trade between Chad and Mali was in Mali's favour in 1985.", "MLI", False),
    ],
)
def test_balances_of_trade(sentence, seller, negated):
    (claim,) = _read(sentence)
    assert (claim.kind, claim.relation, claim.a, claim.negated) == ("trade", "surplus", seller, negated)
    assert {claim.a, claim.b} == {"TCD", "MLI"} and claim.since == 1985


@pytest.mark.parametrize(
    "sentence",
    [
        "Only one of Chad and Mali was a member of OPEC in 1985.",
        "Either Chad or Mali sold arms to Peru in 1985.",
        "Chad or Mali was a member of OPEC in 1985.",
        "At least one of Chad and Mali sanctioned Peru in 1985.",
        "Chad armed Mali or Peru in 1985.",
        "Chad sold arms to Mali during the dictatorship.",
        "Chad imposed sanctions on Mali under the junta.",
        "Chad had a defence pact with Mali in the colonial period.",
    ],
)
def test_one_of_several_and_times_unknown_are_left_open(sentence):
    assert _read(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Neither Chad nor Mali was a member of OPEC in 1985.",
        "Chad never armed Mali or Peru.",
        "In 1985 Chad was closer to Mali than to Peru or Chile.",
    ],
)
def test_a_denial_or_a_comparison_holds_of_each_of_several(sentence):
    assert _read(sentence)


def test_eras_are_times():
    (claim,) = _read("Chad imposed sanctions on South Africa during the apartheid era.")
    assert (claim.since, claim.until) == (1948, 1993)
    (claim,) = _read("Chile bought arms from Peru under Pinochet.")
    assert (claim.since, claim.until) == (1973, 1990)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad sold weapons to Peru in the 1980s, a state that disputes territory with Chile.",
        "Chad armed Peru, a country locked in a territorial dispute with Chile, in the 1980s.",
        "Chad sold arms in the 1980s to Peru, a country with which Chile has a territorial dispute.",
    ],
)
def test_what_is_said_of_a_state_behind_a_comma_is_judged_too(sentence):
    claims = _read(sentence)
    assert any(c.kind in ("triadic", "dispute") for c in claims)


def test_a_state_that_is_not_named_is_a_third_one():
    (claim,) = _read("Chad was allied in 1960 with a country that was at war with Mali.")
    assert (claim.kind, claim.a, claim.b, claim.thirds, claim.other) == ("triadic", "TCD", "MLI", (), "war")


@pytest.mark.parametrize(
    ("sentence", "flow"),
    [
        ("No NATO member traded more with Chad than France in 1985.", "total"),
        ("No NATO member exported more to Chad in 1985 than France.", "imports"),
        ("None of the NATO countries bought more goods from Chad than France in 1985.", "exports"),
    ],
)
def test_no_member_more_than_one_ranks_the_members(sentence, flow):
    (claim,) = _read(sentence)
    assert (claim.a, claim.b, claim.versus, claim.among) == ("TCD", "FRA", None, ("NATO",))
    assert (claim.flow, claim.quantifier) == (flow, None)


def test_no_member_more_with_one_than_with_another_is_of_each_member():
    (claim,) = _read("No NATO member traded more with Chad than with Mali in 1985.")
    assert (claim.a, claim.b, claim.versus, claim.quantifier) == ("NATO", "TCD", "MLI", "none")


def test_states_of_a_region_are_counted():
    (claim,) = _read("No African state sold arms to Peru in 1985.")
    assert (claim.supplier, claim.quantifier) == ("Africa", "none")
    (claim,) = _read("The first African country to sell arms to Peru was Chad.") or (None,)
    assert claim is None or claim.supplier != "Africa"


@pytest.mark.parametrize(
    ("sentence", "alike"),
    [
        ("Chad voted for and Mali against resolution 68/262.", "Chad voted for resolution 68/262; Mali voted against resolution 68/262."),
        ("Chad supplied 14% and Mali 7% of Peru's arms imports in 1985.", "Chad supplied 14% of Peru's arms imports in 1985; Mali supplied 7% of Peru's arms imports in 1985."),
        ("In 1985 Chad accounted for 70% of Peru's arms imports, Mali 14% and Chile 7%.", "In 1985 Chad accounted for 70% of Peru's arms imports; in 1985 Mali accounted for 14% of Peru's arms imports; in 1985 Chile accounted for 7% of Peru's arms imports."),
        ("The year in which Chad agreed most often with Mali in UN votes was 1985.", "1985 was the year when Chad agreed most often with Mali in UN votes."),
        ("Chad's vote on resolution 68/262 was an abstention.", "Chad abstained on resolution 68/262."),
        ("Resolution 68/262 had the support of Chad.", "Resolution 68/262 was supported by Chad."),
        ("Chad hardly ever departed from the Malian line in UN votes in 1985.", "Chad hardly ever broke with Mali in UN votes in 1985."),
        ("Chad armed both sides in the Iran-Iraq war.", "Chad armed Iran and Iraq during the Iran-Iraq war."),
        ("Chad was in OPEC by 1985.", "Chad was a member of OPEC by 1985."),
        ("Chad armed Mali before the Falklands War.", "Chad armed Mali before 1982."),
    ],
)  # fmt: skip
def test_said_otherwise(sentence, alike):
    skip = {"resolution"}
    found, expected = (
        sorted(c.model_dump_json(exclude=skip) for s in text.split(";") for c in _read(s.strip(" .") + "."))
        for text in (sentence, alike)
    )
    assert found and found == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad was a bigger arms exporter to Peru than to Chile or Mali, and nobody knows when.",
        "Chad joined OPEC before Mali did.",
        "Chad and Mali were bound by a nonaggression pact only in 1985.",
        "Chad sanctioned Mali before the revolution.",
        "Chad was a better customer of Peruvian weapons than Mali in 1985.",
    ],
)
def test_less_than_is_said_is_not_read(sentence):
    assert not any(
        getattr(c, "relation", "") in ("supplies", "trades")
        or c.kind in ("membership", "sanction", "obligation")
        for c in _read(sentence)
    )


def test_not_once_more_than_in_a_year_is_that_years_peak():
    (claim,) = _read("Not once in the 1980s did Chad and Mali vote together more often than in 1985.")
    assert (claim.kind, claim.year, claim.direction, claim.negated) == (
        "closeness.superlative",
        1985,
        "closest",
        False,
    )
    assert (claim.since, claim.until, claim.beside) == (1980, 1989, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad is considering joining OPEC.",
        "Chad came close to joining OPEC in 1985.",
        "Chad nearly left OPEC in 1985.",
        "Chad was interested in joining OPEC in 1985.",
        "Chad was rumoured to have joined OPEC in 1985.",
        "Chad opposed Mali joining OPEC in 1985.",
        "Chad rarely imposes sanctions on Mali.",
        "Chad is on the verge of joining OPEC.",
    ],
)
def test_what_did_not_come_about_is_not_read_as_if_it_had(sentence):
    assert not any(c.kind in ("membership", "sanction") for c in _read(sentence))


def test_what_is_on_course_is_foreseen():
    assert [c.kind for c in _read("Chad is on track to join OPEC by 2030.")] == ["forecast"]


def test_since_an_event_in_a_year_is_since_that_year():
    (claim,) = _read("Since joining OPEC in 1975, Chad has voted with Mali most of the time.")
    assert (claim.kind, claim.since, claim.until) == ("vote.share", 1975, None)
    (claim,) = _read("Since the Islamic revolution in 1979, Chad and Mali have been rivals.")
    assert (claim.since, claim.until) == (1979, None)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Chad and Mali voted together more often after 2000 than before.", "vote.share"),
        ("Chad is Mali's largest customer for oil.", "trade"),
        ("Apart from Germany, no EU state traded more with Chad than Italy in 2010.", "closeness.comparison"),
        ("Spain joined NATO three years after Portugal joined the EU.", "membership"),
        ("Chad won the 1971 war against Mali.", "dispute"),
        ("The war between Iran and Iraq lasted eight years.", "dispute"),
        ("Chad is the only African country allied with Mali.", "obligation"),
        ("Chad has more allies than Mali.", "obligation"),
    ],
)
def test_what_says_more_is_not_read_as_less(sentence, kind):
    assert kind not in [c.kind for c in _read(sentence)]
