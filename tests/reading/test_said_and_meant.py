"""Documents: whose words they are, what is not said at all, and what "it", "both" and "so" stand for."""

from __future__ import annotations

from datetime import date

import pytest

from bilat.reading import read


def by_kind(document, kind):
    return [f for f in document.propositions if f.proposition.kind == kind]


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_what_another_is_asked_to_do_is_not_told_as_done(mode):
    text = (
        "“The risk is real,” Ada Quill, an analyst, warned. She called on the European Union to impose sanctions on Norway. "
        "Japan’s foreign minister urged Australia to leave the Commonwealth."
    )
    document = read(text, date(2024, 3, 6), mode=mode)
    assert {f.proposition.kind for f in document.propositions} <= {"stance", "event"}


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_clauses_of_reported_speech_are_read_without_their_that(mode):
    text = (
        "Ada Quill, an analyst, told reporters that Russia and China have never been closer, and that Norway should watch. "
        "She added that France voted against resolution 68/262 and that Germany abstained."
    )
    document = read(text, date(2019, 3, 6), mode=mode)
    assert [f.proposition.kind for f in document.propositions] == ["closeness.superlative", "vote", "vote"]
    for found in document.propositions:
        assert found.statement.speaker.name == "Ada Quill"


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_an_outlet_after_the_speaker_passes_on_what_is_said(mode):
    text = "“Norway will not join the alliance,” Swedish President Ada Quill said, according to the Elbe Courier."
    [statement] = read(text, date(2019, 3, 6), mode=mode).statements
    assert (statement.speaker.name, statement.speaker.role) == ("Ada Quill", "President")
    assert statement.outlet_chain == ("Elbe Courier",)


def test_a_question_of_the_article_claims_nothing():
    text = "Could Norway join the European Union? Norway joined NATO in 1949. “Is Norway close to Sweden?” Ada Quill asked."
    document = read(text, date(2024, 3, 6), mode="fast")
    assert [f.proposition.kind for f in document.propositions] == ["membership"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quill did not say that Russia is an ally of Hungary.",
        "It would be wrong to claim that Sweden is a member of NATO.",
        "A reporter asked whether Serbia had voted against resolution ES-11/1.",
    ],
)
def test_what_is_not_said_or_only_asked_is_claimed_by_nobody(text):
    document = read(text, date(2024, 3, 6))
    assert [f for f in document.propositions if f.statement.mode != "narration"] == []
    assert {f.proposition.kind for f in document.propositions} <= {"forecast"}


def test_a_denial_claims_the_opposite():
    text = "Russia denied that it had sold weapons to Iran. Ada Quill did not deny that Norway had armed Ukraine."
    document = read(text, date(2024, 3, 6))
    [found] = by_kind(document, "arms")
    assert (found.proposition.negated, found.proposition.recipients) == (True, ("IRN",))


def test_it_in_what_a_state_says_is_the_state():
    text = "Niger still hosts French soldiers. Norway says that it is a member of NATO."
    [found] = by_kind(read(text, date(2024, 3, 6)), "membership")
    assert found.proposition.states == ("NOR",)


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_the_answers_of_an_interview_are_of_whom_the_talk_is_with(mode):
    text = (
        "The sea is ours: a conversation with Ada Quill\n\nInterview by Jens Weber, Fjord Quarterly, 20 November 2020\n\n"
        "Ada Quill was a minister of Norway.\n\nQ: Is Norway a member of NATO?\n\nA: Yes. Norway is a member of NATO.\n\n"
        "Q: Germany voted against resolution 68/262. What of Sweden?\n\nA: Sweden is not a member of NATO."
    )
    document = read(text, mode=mode)
    said = [(f.statement.speaker.name, f.proposition.kind) for f in document.propositions]
    assert said == [("Ada Quill", "membership"), ("the interviewer", "vote"), ("Ada Quill", "membership")]


def test_a_short_question_is_not_read_on_into_its_answer():
    text = (
        "Interview with Ada Quill\n\n20 November 2020\n\nQ: Who sails?\n\nA: We do, as Norway always did.\n\n"
        "Q: What about Sweden?\nA: Sweden was Norway's largest trading partner. It is a member of the EU."
    )
    document = read(text)
    said = [(f.statement.speaker.name, f.proposition.kind) for f in document.propositions]
    assert said == [("Ada Quill", "trade"), ("Ada Quill", "membership")]
    for statement in document.statements:
        for start, end in statement.content:
            assert "A:" not in document.text[start:end]


def test_what_a_body_decided_names_the_resolution():
    text = (
        "May 3, 2022 (Fjord Wire) - The U.N. General Assembly on Monday demanded that Russia withdraw from Ukraine. "
        "Norway voted for the resolution. Chad abstained, as it did in the Security Council on 25 February."
    )
    document = read(text)
    assert document.date == date(2022, 5, 3)
    named = {f.proposition.resolution for f in by_kind(document, "vote")}
    assert named == {"General Assembly demanded that Russia withdraw from Ukraine"}


def test_two_joined_by_and_are_the_pair_of_a_sentence_that_names_three():
    text = (
        "France sold arms to Chad and France sold arms to Niger. At the United Nations Chad and Niger have agreed more "
        "often than either has with France. Both joined the African Union in 2002."
    )
    [found] = by_kind(read(text, date(2024, 3, 6)), "membership")
    assert set(found.proposition.states) == {"TCD", "NER"}


def test_a_diplomat_is_no_outlet():
    text = "“Chad will not leave the African Union,” the diplomat said. “Niger sold arms to Chad,” The Diplomat said."
    chains = [s.outlet_chain for s in read(text, date(2024, 3, 6)).statements]
    assert ("diplomat",) not in chains


def test_so_did_others_says_the_same_of_them():
    text = "Norway abstained on resolution 68/262. So did Sweden and Chad. Peru joined OPEC in 1990. So did Chile, but it left."
    document = read(text, date(2024, 3, 6))
    assert [f.proposition.state for f in by_kind(document, "vote")] == ["NOR", "SWE", "TCD"]
    assert [f.proposition.states for f in by_kind(document, "membership")] == [("PER",)]


@pytest.mark.parametrize(
    ("line", "day", "outlet"),
    [
        ("The Elbe Review of History, No. 4, 1990", date(1990, 12, 31), "The Elbe Review of History"),
        ("Fjord Quarterly, March 1972", date(1972, 3, 31), "Fjord Quarterly"),
        ("War in the Fjords, 1972", None, None),
    ],
)
def test_a_journal_names_its_month_or_year(line, day, outlet):
    document = read(f"Brothers and foes\n{line}\n\nNorway and Sweden signed a treaty. They were not at war.")
    assert (document.date, document.outlet) == (day, outlet)


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_a_signed_quotation_is_of_who_signs_it(mode):
    text = (
        "The two ministers spoke of the north on Tuesday, and each of them was sure of what the other had done.\n\n"
        "CLAIM: “Norway has been a member of NATO since 1949.” — Sen. Ada Quill\n\n"
        "CLAIM: “Sweden has never been a member of the Arab League.” - Jens Weber, minister"
    )
    said = [
        (f.statement.speaker.name, f.proposition.kind)
        for f in read(text, date(2024, 3, 6), mode=mode).propositions
    ]
    assert said == [("Ada Quill", "membership"), ("Jens Weber", "membership")]


def test_hours_of_a_running_report_are_no_part_of_it():
    text = "Live: UN votes on Ukraine\n7 April 2022\n\n17:35 — China votes against.\n\n17:20 — Norway says that it will vote in favour."
    document = read(text)
    [vote] = by_kind(document, "vote")
    assert (vote.proposition.state, vote.proposition.choice) == ("CHN", "no")
    assert [s.speaker.name for s in document.statements if s.speaker] == ["Norway"]


def test_relations_with_another_are_those_of_whom_the_text_is_about():
    text = (
        "Norway is an ally of the United States. Norway belongs to NATO. North Korea has one ally, China.\n\n"
        "Relations with Stockholm are the best in decades. They have never fought each other since 1946."
    )
    [found] = by_kind(read(text, date(2010, 3, 6)), "dispute")
    assert {found.proposition.a, found.proposition.b} == {"NOR", "SWE"}


def test_it_goes_on_meaning_the_same_state():
    text = (
        "Yugoslavia was expelled from the Cominform in 1948. It signed a pact with Greece and Turkey in 1954. "
        "It received American arms. Soldiers, most of them Russian, entered Kazakhstan. It belongs to the CSTO."
    )
    document = read(text, date(1993, 6, 30))
    assert {f.proposition.recipients for f in by_kind(document, "arms")} == {("YUG",)}
    [member] = by_kind(document, "membership")[-1:]
    assert member.proposition.states == ("KAZ",)


def test_so_is_another_of_both():
    document = read("Pakistan is a member of both SEATO and CENTO. So is Britain.", date(1962, 6, 30))
    said = [(f.proposition.states, f.proposition.organisation) for f in by_kind(document, "membership")]
    assert said[2:] == [(("GBR",), "SEATO"), (("GBR",), "CENTO")]


def test_who_is_quoted_through_whom():
    text = (
        "The ferry left at noon.\n\nNobody waved.\n\nIt rained.\n\nAda Quill, a minister, said Norway had joined NATO in 1949. "
        "Interfax quoted Bo Lind as saying that Sweden joined NATO in 2024."
    )
    said = {s.speaker.name: s.outlet_chain for s in read(text, date(2024, 6, 1)).statements if s.speaker}
    assert said == {"Ada Quill": (), "Bo Lind": ("Interfax",)}


def test_figures_of_an_outlet_are_no_outlet():
    text = (
        "Since 2000 Chad and Niger have voted together in nine roll calls in ten, according to figures compiled by the Ledger. "
        "Chad is a member of the UN, Ada Quill said."
    )
    assert {s.outlet_chain for s in read(text, date(2020, 6, 1)).statements} == {()}


def test_both_stay_in_focus_while_others_are_named():
    text = (
        "Kenya and Uganda vote alike. Both voted for the resolution on Jerusalem in December 2017, while Togo voted against it. "
        "Neither is a member of NATO."
    )
    found = by_kind(read(text, date(2020, 6, 1)), "membership")
    assert [f.proposition.states for f in found] == [("KEN", "UGA")]


def test_a_name_in_two_syllables_and_a_name_with_its_post():
    text = (
        "President Moon Jae-in said Seoul had joined the OECD. Bo Lind said so too. Le Hong Hiep, a fellow at the institute, disagreed: "
        "Vietnam, he said, would never become an American ally."
    )
    names = [s.speaker.name for s in read(text, date(2020, 6, 1)).statements if s.speaker]
    assert names[0] == "Moon Jae-in" and names[-1] == "Le Hong Hiep"


def test_a_vote_told_by_its_figures_names_the_resolution():
    text = "In December the Assembly voted 66 to 19, with 72 abstentions, to urge Russia to withdraw its forces from Crimea. China abstained."
    found = by_kind(read(text, date(2019, 6, 1)), "vote")
    assert [f.proposition.resolution for f in found] == [
        "vote to urge Russia to withdraw its forces from Crimea"
    ]


def test_an_echo_of_nothing_is_not_read_by_itself():
    text = "The harbour was closed. So did Greece, alone among members of NATO."
    assert not read(text, date(2019, 6, 1)).propositions


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_what_is_told_of_a_speaker_in_passing_is_the_article_s(mode):
    text = (
        "Turkey, which joined NATO in 1952, said it feared a new arms race. India, Russia's biggest arms customer, told "
        "reporters that talks had failed. Mali, which disputes land with Chad and Niger, said it had no allies."
    )
    document = read(text, date(2015, 3, 3), mode=mode)
    (joined,) = by_kind(document, "membership")
    assert joined.statement.speaker is None and joined.proposition.since == 1952
    (customer,) = by_kind(document, "arms")
    assert customer.statement.speaker is None and customer.proposition.supplier == "RUS"
    (allies,) = by_kind(document, "obligation")
    assert allies.proposition.a == "MLI" and allies.statement.speaker.name == "Mali"


def test_it_and_both_in_one_sentence_are_the_two_it_names():
    text = (
        "Guyana, a former British colony, is at peace. It has no mutual defence treaty with Brazil, diplomats said, "
        "but both are members of the OAS."
    )
    (found,) = by_kind(read(text, date(2015, 3, 3), mode="fast"), "membership")
    assert found.proposition.states == ("GUY", "BRA")


def test_a_russia_led_alliance_is_not_russia():
    text = (
        "The Russia-led alliance failed Armenia when Azerbaijan attacked. Azerbaijan won. "
        "The two countries fought a war in 1994."
    )
    (found,) = by_kind(read(text, date(2024, 3, 3), mode="fast"), "dispute")
    assert {found.proposition.a, found.proposition.b} == {"ARM", "AZE"}


def test_who_acts_under_a_condition_stays_in_focus():
    text = "Should India strike Pakistan, China would veto resolutions. It would not send troops."
    *_, last = by_kind(read(text, date(2024, 3, 3), mode="fast"), "forecast")
    assert last.proposition.actor == "CHN"


def test_the_same_period_is_that_of_the_sentence_before():
    text = "Russia supplied most of Armenia's weapons between 2011 and 2020. In the same period, Azerbaijan bought 70% of its arms from Israel."
    *_, last = by_kind(read(text, date(2024, 3, 3), mode="fast"), "arms")
    assert (last.proposition.since, last.proposition.until) == (2011, 2020)
    alone = read(
        "In the same period, Azerbaijan bought 70% of its arms from Israel.", date(2024, 3, 3), mode="fast"
    )
    assert not by_kind(alone, "arms")


def test_all_three_are_the_three_of_a_list():
    text = (
        "France was forced to withdraw from Mali, Burkina Faso and Niger. All three have turned to Russia and have left ECOWAS. "
        "All four were poor."
    )
    (found,) = by_kind(read(text, date(2025, 3, 3), mode="fast"), "membership")
    assert found.proposition.states == ("MLI", "BFA", "NER")


def test_the_two_are_those_whom_the_text_is_about():
    text = (
        "Australia and Indonesia signed a pact. Jakarta tore an older one up when Australian troops landed in Timor. Australia's "
        "only allies are the United States and New Zealand, although it works with Malaysia. The two fought a war in 1964."
    )
    (found,) = by_kind(read(text, date(2024, 3, 3), mode="fast"), "dispute")
    assert {found.proposition.a, found.proposition.b} == {"AUS", "IDN"}


@pytest.mark.parametrize("mode", ["fast", "accurate"])
def test_the_turns_of_a_hearing_are_of_whom_they_name(mode):
    text = (
        "Hearing on foreign affairs\n\nChair: Are Chad and Niger allies?\n\n"
        "Dr Quill: No. Chad joined the African Union in 2002. It has no alliance with Niger.\n\n"
        "Ms Berg: Did they vote on Crimea?\n\n"
        "Dr Quill: On Crimea in 2014 Chad abstained on the resolution. Niger did too.\n\n"
        "Chair: Thank you.\n"
    )
    document = read(text, date(2016, 3, 6), mode=mode)
    assert {f.statement.speaker.name for f in document.propositions} == {"Quill"}
    assert {f.proposition.kind for f in document.propositions} >= {"membership", "obligation", "vote"}
    (vote, *_) = by_kind(document, "vote")
    assert vote.proposition.resolution == "Crimea"


def test_the_vote_is_the_one_named_before():
    text = (
        "The General Assembly called for the immediate withdrawal of foreign troops from Afghanistan. "
        "Romania did not take part in the vote. Cuba voted against."
    )
    found = by_kind(read(text, date(1980, 1, 14), mode="fast"), "vote")
    assert [f.proposition.state for f in found] == ["ROU", "CUB"]
    assert all("Afghanistan" in f.proposition.resolution for f in found)


def test_its_before_other_names_is_of_the_same_state():
    text = (
        "Peru bought weapons from Spain. Between 2017 and 2021 its chief suppliers were Italy, Israel and Canada. "
        "It has a defence pact with Chile."
    )
    *_, last = by_kind(read(text, date(2023, 3, 3), mode="fast"), "obligation")
    assert {last.proposition.a, last.proposition.b} == {"PER", "CHL"}


def test_that_year_is_the_one_of_the_sentence_before():
    text = "The Baltic states regained their independence in 1991. Estonia joined the United Nations in September of that year."
    (found,) = by_kind(read(text, date(2004, 3, 3), mode="fast"), "membership")
    assert found.proposition.since == 1991


@pytest.mark.parametrize(
    ("line", "outlet", "day"),
    [
        ("THE GUARDIAN", "THE GUARDIAN", None),
        ("FJORD BRIEFING No. 214 | 2 April 2004", None, date(2004, 4, 2)),
        ("FJORD BRIEFING No. 9 | Apr 17th 2004", None, date(2004, 4, 17)),
    ],
)
def test_a_masthead_is_not_the_headline(line, outlet, day):
    document = read(
        f"{line}\nSeven states join NATO\n\nNorway was a founding member of NATO. It is no member of the EU.\n"
    )
    assert (document.title, document.outlet, document.date) == ("Seven states join NATO", outlet, day)


def test_it_to_whom_others_sold_is_whom_the_text_is_about():
    text = (
        "Kazakhstan and Russia are allies. Kazakhstan bought arms. Spain and Turkey sold it some. "
        "China did not arm it before 2016. The two have no defence pact with Japan."
    )
    document = read(text, date(2023, 9, 21), mode="fast")
    denied = [f.proposition for f in by_kind(document, "arms") if f.proposition.negated]
    assert [p.recipients for p in denied] == [("KAZ",)]
    assert {f.proposition.a for f in by_kind(document, "obligation")[-2:]} == {"KAZ", "RUS"}


def test_a_month_in_the_past_perfect_is_of_the_year_told_before():
    text = "In October 2022 Chad abstained on resolution ES-11/4. In April it had joined the African Union."
    (found,) = by_kind(read(text, date(2023, 9, 21), mode="fast"), "membership")
    assert found.proposition.since == 2022
