"""Words that belong to another clause, another pair or another time than the claim beside them."""

from datetime import date

import pytest

import bilat
from bilat.reading import read
from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2019, 1, 1)


def _read(sentence):
    return [t.proposition for t in propositions(sentence, Context(on=ON))]


@pytest.mark.parametrize(
    "sentence",
    [
        # wars with others are no war between the two
        "India and Israel have both fought wars with their neighbours.",
        "India and Israel have gone to war with other states.",
        "India and Israel have fought wars: India with Pakistan four times and China once.",
        # the first but for one
        "North Korea votes against the United States more often than any other member except Syria.",
        "Chile traded more with Peru than with any other country but Brazil.",
    ],
)
def test_what_is_not_said_of_the_two(sentence):
    assert _read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "since", "until"),
    [
        ("Israel has sold India arms since the Kargil war of 1999.", 1999, None),
        ("Egypt and Israel have been at peace since the 1979 treaty.", 1979, None),
        (
            "China is the largest trading partner of Japan, having displaced the United States in 2007.",
            None,
            None,
        ),
        ("China, having overtaken Japan in 2009, is Australia's largest trading partner.", None, None),
        ("Japan and the United States have had a security treaty since 1951, revised in 1960.", 1951, None),
    ],
)
def test_which_time_holds(sentence, since, until):
    (claim,) = _read(sentence)
    assert (claim.since, claim.until) == (since, until)


def test_it_is_the_subject_of_the_clause_before_in_a_part_made_whole():
    text = "India voted against A/RES/273(III), the admission of Israel, in 1949, and it voted for A/RES/3379(XXX) in 1975."
    assert {(c.state, c.choice) for c in _read(text)} == {("IND", "no"), ("IND", "yes")}


def test_two_shares_of_an_adjective_are_read_apart():
    found = _read(
        "Russia took around half of Belarusian exports in 2012 and supplied more than half of its imports."
    )
    assert [(c.a, c.b, c.flow, c.since) for c in found] == [
        ("BLR", "RUS", "exports", 2012),
        ("BLR", "RUS", "imports", 2012),
    ]


def test_a_list_that_takes_its_exports_is_not_their_own():
    text = "Qatar's trade was barely touched. Japan, South Korea, India and China took most of its exports in 2014."
    [found] = read(text, ON, mode="fast").propositions
    assert (found.proposition.a, found.proposition.b, found.proposition.jointly) == (
        "QAT",
        "JPN",
        ("KOR", "IND", "CHN"),
    )


def test_never_in_one_clause_is_not_how_often_in_another():
    kinds = {
        c.kind
        for c in _read(
            "Canada, which never broke off diplomatic relations with Cuba, also voted for A/RES/68/262."
        )
    }
    assert "vote.share" not in kinds


def test_another_seller_is_another_comparison():
    (claim,) = _read("Chile bought more from Peru in 2005 than Brazil did.")
    assert (claim.a, claim.b, claim.versus, claim.flow) == ("PER", "CHL", "BRA", "exports")


def test_an_agreement_that_never_came_into_force_has_no_members_here():
    assert (
        bilat.ask("The United States left the Trans-Pacific Partnership in 2017.", on=ON).outcome
        == "unmeasurable"
    )


def test_a_new_paragraph_goes_on_about_the_two_of_the_text():
    text = (
        "India recognised Israel in 1950. India voted against Israel in 1949. Israel arms India. India buys from Israel. "
        "India keeps good relations with Iran, from which it imported oil until American sanctions.\n\nNeither country has a defence treaty with the other."
    )
    found = read(text, ON, mode="fast").propositions[-1].proposition
    assert (found.kind, found.a, found.b) == ("obligation", "IND", "ISR")


def test_the_guest_of_an_interview_is_the_one_with_a_post():
    text = (
        "Chile's former foreign minister Ada Quill talks to Bo Berg about the neighbours.\n\n"
        "Q: Is China too strong?\n\nA: China has sold Peru tanks.\n\nQ: And Brazil?\n\nA: I do not think that Brazil will invade Peru."
    )
    speakers = {f.statement.speaker.name for f in read(text, ON).propositions}
    assert speakers == {"Ada Quill"}


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        # neutral in a war, a quarrel, votes on one matter: no status, no dispute, no share
        ("In 1962 Moscow stayed neutral when China fought India.", "supported"),
        ("Albania quarrelled with China in 1978.", "unmeasurable"),
        ("Switzerland was neutral during the Cold War.", "supported"),
        # a body that is no more, and a name out of use
        ("Hungary was a member of the Warsaw Pact from 1955 until its end.", "supported"),
        ("Austria was a member of the Warsaw Pact from 1955.", "contradicted"),
        # an only ally is asked of the treaties
        ("Japan's only treaty ally is the United States.", "supported"),
        ("North Korea is China's only formal ally.", "supported"),
        ("France's only ally is Germany.", "contradicted"),
        ("China's only trading partner is North Korea.", "unmeasurable"),
        # a war against many was no invasion of each
        ("Germany invaded Britain in 1939.", "unmeasurable"),
        ("Germany invaded Norway in 1940.", "supported"),
        # when and where between the verb and the side taken
        ("Russia voted on 27 March 2014 against A/RES/68/262.", "supported"),
        ("Brazil voted in the General Assembly in 2014 for A/RES/68/262.", "contradicted"),
        ("Russia, alone among the five, voted against A/RES/68/262.", "unmeasurable"),
    ],
)
def test_how_they_are_judged(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


def test_a_name_out_of_use_ends_the_years_looked_at():
    (claim,) = _read("China and the Soviet Union were never closer than in 1954.")
    assert (claim.year, claim.until) == (1954, 1991)


def test_it_is_of_whom_the_sentence_goes_on():
    found = _read(
        "Vietnam signed a treaty with the Soviet Union in November 1978; China armed it three months later."
    )
    (arms,) = (c for c in found if c.kind == "arms")
    assert (arms.supplier, arms.recipients, arms.since, arms.until) == ("CHN", ("VNM",), 1978, 1979)


def test_the_resolution_of_a_month_is_the_one_named_before():
    text = "Brazil voted for the resolution demanding that Russia withdraw from Ukraine. Iran abstained on the March 2022 resolution."
    found = read(text, date(2023, 8, 25), mode="fast").propositions[-1].proposition
    assert "resolution demanding" in found.resolution and "March 2022" in found.resolution


def test_sentences_of_a_chronology_are_of_the_year_of_their_paragraph():
    text = (
        "1973. Argentina joins the Non-Aligned Movement.\n\n1980. The Soviet Union becomes Argentina's largest customer.\n\n"
        "1991. Argentina leaves the Non-Aligned Movement.\n\nBritain and Argentina still dispute the Falklands."
    )
    found = [
        (f.proposition.kind, f.proposition.since)
        for f in read(text, date(2003, 3, 3), mode="fast").propositions
    ]
    assert found == [("membership", 1973), ("trade", 1980), ("membership", 1991), ("dispute", None)]
    verdicts = {c.kind: c.verdict.outcome for c in bilat.check(text, date="2003-03-03").claims}
    assert verdicts["trade"] == "supported"


def test_a_list_of_three_is_no_pair():
    text = "Iraq attacked Iran in 1980. It turned to Libya, Syria and North Korea. China sold weapons to both sides."
    found = read(text, date(1998, 10, 6), mode="fast").propositions[-1].proposition
    assert set(found.recipients) == {"IRQ", "IRN"}


def test_places_after_the_first_are_of_the_same_owner():
    ctx = Context(on=date(2003, 1, 1), focus="ARG")
    sentence = "Brazil is its largest trading partner, the United States second, and Chile third."
    found = [t.proposition for t in propositions(sentence, ctx)]
    assert [(c.a, c.b, c.rank) for c in found] == [("ARG", "BRA", 1), ("ARG", "USA", 2), ("ARG", "CHL", 3)]


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("Iran had been an ally of the United States since 1959.", "supported"),
        ("The United States had supplied two-thirds of Iran's arsenal.", "unmeasurable"),
        ("Finland and Sweden joined NATO's Partnership for Peace in 1994.", "unmeasurable"),
        ("Poland joined NATO's ranks in 1999.", "supported"),
        (
            "Finland and Sweden bought most of their weapons from NATO members between 2010 and 2014.",
            "supported",
        ),
        (
            "Vietnam and Poland bought most of their weapons from NATO members between 2010 and 2014.",
            "contradicted",
        ),
        ("Finland imports a third of its energy from Russia.", "unmeasurable"),
    ],
)
def test_how_more_are_judged(sentence, outcome):
    assert bilat.ask(sentence, on=ON).outcome == outcome


def test_whose_partner_a_state_is_said_to_be_owns_what_follows():
    text = "Germany is Serbia's biggest trading partner. China is its second-largest source of imports."
    found = [
        (p.a, p.b, p.rank)
        for p in (f.proposition for f in read(text, date(2012, 10, 9), mode="fast").propositions)
    ]
    assert found == [("SRB", "DEU", 1), ("SRB", "CHN", 2)]


def test_a_past_share_is_of_the_time_of_the_sentence_before():
    text = "Until 1972 Egypt was the Soviet Union's closest friend in the Arab world. Moscow supplied nearly all of its weapons."
    last = read(text, date(2003, 3, 3), mode="fast").propositions[-1].proposition
    assert (last.kind, last.recipients, last.until) == ("arms", ("EGY",), 1971)
    text = text.replace("Moscow supplied", "Moscow has supplied")
    assert read(text, date(2003, 3, 3), mode="fast").propositions[-1].proposition.until is None


def test_the_only_one_of_a_region_is_no_claim_of_that_one_alone():
    sentence = "Montenegro is the only country in the western Balkans that has sanctioned Russia."
    assert _read(sentence) == []


def test_sanctions_lifted_later_were_imposed_before():
    (found,) = _read(
        "The United States imposed sanctions on Pakistan after the nuclear tests of 1998 and lifted them in 2001."
    )
    assert (found.issue, found.since, found.until, found.change) == ("the nuclear tests", None, None, "is")


@pytest.mark.parametrize(
    "sentence",
    [
        "India abstained on all the resolutions condemning Russia's invasion of Ukraine.",
        "India abstained on every resolution condemning Russia's invasion of Ukraine, including the first, in March 2022.",
    ],
)
def test_every_resolution_of_a_matter_is_looked_at(sentence):
    (found,) = [t.proposition for t in propositions(sentence, Context(on=date(2023, 7, 18)))]
    assert found.resolution == "every resolution condemning Russia's invasion of Ukraine"
    assert (found.choice, found.since) == ("abstain", None)


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("South Africa votes with China more often than with Britain or France.", ["GBR", "FRA"]),
        ("South Africa is closer to China than to Britain or France.", ["GBR", "FRA"]),
        ("South Africa votes with China more than with Britain, France or Japan.", ["GBR", "FRA", "JPN"]),
    ],
)
def test_other_partners_are_no_pair(sentence, others):
    found = _read(sentence)
    assert [(p.a, p.b, p.versus, p.beside) for p in found] == [("ZAF", "CHN", o, None) for o in others]


def test_for_the_first_time_since_is_no_time_of_the_vote():
    sentence = "Brazil voted against the resolution condemning the American embargo on Cuba, for the first time since 1992; only the United States and Israel joined it."
    (found,) = _read(sentence)
    assert found.resolution == "the resolution condemning the American embargo on Cuba"
    assert (found.state, found.choice, found.since, found.only) == ("BRA", "no", None, ())


def test_if_anything_is_no_condition():
    (found,) = _read("If anything, India would leave the group should Pakistan be admitted.")
    assert found.condition == "should Pakistan be admitted"


def test_more_than_each_of_a_list_and_than_its_sum():
    found = _read("Russia sells more arms to India than to China, Algeria or Vietnam.")
    assert [(p.a, p.b, p.versus, p.flow) for p in found] == [
        ("RUS", "IND", o, "exports") for o in ("CHN", "DZA", "VNM")
    ]
    for sentence in (
        "Russia sells more arms to India than to China and Algeria combined.",
        "China trades more with Japan than with Italy and France put together.",
    ):
        assert _read(sentence) == []


def test_how_many_were_vetoed_is_no_resolution():
    assert _read("In the last five years, Russia vetoed four resolutions on Syria; China vetoed three.") == []
