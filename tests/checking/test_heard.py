"""Statements of checked articles: kept, bounded, found by pair; the file survives and can be damaged."""

from datetime import date

import pytest

from bilat import api
from bilat.checking.heard import Heard, Said, file_of, statements_of


def _said(n=0, states=("RUS", "CHN"), day=date(2024, 1, 1)):
    return Said(
        states, f"Sentence {n}.", "an envoy", "", "", day, "closeness.trend", "supported", "It holds."
    )


def test_statements_of_an_article_name_their_states_and_speaker():
    report = api.check_text(
        "Envoy speaks\n\nFinland is a member of NATO. “Russia is India's largest arms supplier,” the envoy said.",
        "2024-01-01",
        "The Daily",
    )
    found = statements_of(report)
    assert [(s.states, s.kind, s.outlet) for s in found] == [(("RUS", "IND"), "arms", "The Daily")]
    assert "envoy" in found[0].speaker
    assert found[0].outcome == next(c.verdict.outcome for c in report.claims if c.kind == "arms")


def test_kept_by_pair_newest_first_and_once():
    heard = Heard()
    older, newer = _said(1, day=date(2020, 1, 1)), _said(2, day=date(2023, 1, 1))
    assert heard.add([older, newer, older]) == 2
    assert heard.add([older]) == 0
    heard.add([_said(3, ("USA", "CHN", "IND"))])
    assert heard.about("CHN", "RUS") == [newer, older]
    assert heard.about("CHN", "RUS", date(2021, 1, 1)) == [older]
    assert [s.sentence for s in heard.about("IND", "USA")] == ["Sentence 3."]
    assert heard.about("RUS", "USA") == []


def test_a_pairs_stamp_moves_with_its_own_statements_alone():
    heard = Heard()
    before = heard.stamp("CHN", "RUS"), heard.stamp("USA", "GBR")
    heard.add([_said()])
    assert heard.stamp("RUS", "CHN") != before[0]
    assert heard.stamp("USA", "GBR") == before[1]


def test_bounded_in_memory_and_on_disk(tmp_path):
    file = tmp_path / "statements.jsonl"
    heard = Heard(file, most=10)
    for i in range(25):
        heard.add([_said(i)])
    again = Heard(file, most=10)
    for kept in (heard, again):
        assert sorted(s.sentence for s in kept.about("RUS", "CHN", most=99)) == sorted(
            f"Sentence {i}." for i in range(15, 25)
        )


def test_two_programs_keep_what_either_heard(tmp_path):
    file = tmp_path / "statements.jsonl"
    one, two = Heard(file), Heard(file)
    one.add([_said(1)])
    two.add([_said(2)])
    assert len(Heard(file).about("RUS", "CHN")) == 2


@pytest.mark.parametrize(
    "damage", ["not json\n", '{"states": 5}\n', "[]\n", "\x00\xff\n", '{"day": "2024-01-01"}\n']
)
def test_damaged_lines_are_passed_over(tmp_path, damage):
    file = tmp_path / "statements.jsonl"
    Heard(file).add([_said()])
    file.write_text(damage + file.read_text(), encoding="utf-8")
    assert Heard(file).about("RUS", "CHN") == [_said()]


def test_nothing_is_written_unless_asked_for():
    api.check_text("Russia and China have drawn closer.", "2024-01-01")
    assert not file_of().exists()
