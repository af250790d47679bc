"""What is kept, how it is resolved and scored; the faces of it."""

import csv
import io
import json
from datetime import date

import pytest
from click.testing import CliRunner

import bilat
from bilat import api
from bilat.outlook.answering import ask, frame, resolve
from bilat.outlook.diary import Diary
from bilat.outlook.keeping import as_csv, entry_of, entry_read, kept, settle, stated_probability, tally
from bilat.outlook.types import Known

ON = date(2022, 2, 8)
FLAGSHIP = "If Russia invades Ukraine, will China vote for, against or abstain on a General Assembly resolution condemning it?"
LATER = Known.at(date(2023, 6, 1))


def test_the_flagship_is_resolved_by_the_vote_of_march_2022():
    found = resolve(frame(FLAGSHIP, ON), LATER)
    assert (found.outcome, found.date) == ("abstain", date(2022, 3, 2))
    assert "A/RES/ES-11/1" in found.evidence


def test_it_is_open_before_the_vote():
    assert resolve(frame(FLAGSHIP, ON), Known.at(date(2022, 3, 2))) is None


def test_a_use_of_force_that_never_came_stays_open():
    q = frame("If France invades Spain, will China abstain on a resolution condemning it?", ON)
    assert resolve(q, LATER) is None


@pytest.mark.parametrize(
    ("actor", "vote"), [("India", "abstain"), ("Poland", "yes"), ("Syria", "no"), ("Venezuela", "absent")]
)
def test_votes_of_others(actor, vote):
    q = frame(f"If Russia invades Ukraine, will {actor} vote for a resolution condemning it?", ON)
    assert resolve(q, LATER).outcome == vote


def test_a_vote_on_a_class_is_resolved_by_the_next_roll_call():
    q = frame("Will Brazil vote for the resolution on ending the embargo against Cuba?", date(2022, 10, 1))
    found = resolve(q, LATER)
    # with Ukraine the only one to abstain, after a "yes" every year before
    assert (found.outcome, found.date) == ("abstain", date(2022, 11, 3))


def test_joining_a_war():
    q = frame("If the United States attacks Iraq, will the United Kingdom join the war?", date(2003, 1, 1))
    assert resolve(q, LATER).outcome == "for the user"
    q = frame("If the United States attacks Iraq, will France join the war?", date(2003, 1, 1))
    assert resolve(q, LATER).outcome == "stays out"


def test_kept_resolved_scored(tmp_path):
    diary = Diary(tmp_path)
    forecast = ask(FLAGSHIP, ON)
    said = frame("If Russia invades Ukraine, China would vote against a resolution condemning it.", ON)
    diary.append("forecast", [entry_of(forecast), entry_read(said, "An analyst", "A paper", 2.0)])
    assert [k.outcome for k in kept(diary.lines())] == [None, None]
    assert settle(diary, LATER) == 2
    assert settle(diary, LATER) == 0
    own, other = kept(diary.lines())
    p = forecast.probabilities
    by_hand = sum((p[o] - (o == "abstain")) ** 2 for o in p)
    assert own.brier == pytest.approx(by_hand, abs=1e-5)
    assert (own.outcome, other.outcome) == ("abstain", "abstain")
    assert (own.came_true, other.came_true) == (None, False)
    # P(against) stated .8, came out otherwise: .64 + .64
    assert other.brier == pytest.approx(2 * 0.8**2)
    assert own.hindsight
    table = {t.who: t for t in tally([own, other])}
    assert table["An analyst"].brier == pytest.approx(1.28)
    assert table["bilat"].hindsight
    rows = list(csv.DictReader(io.StringIO(as_csv([own, other]))))
    assert rows[1]["who"] == "An analyst"
    assert rows[0]["outcome"] == "abstain"
    assert diary.verify().holds


def test_csv_gives_no_formula(tmp_path):
    diary = Diary(tmp_path)
    said = frame("If Russia invades Ukraine, China would vote against a resolution condemning it.", ON)
    diary.append("forecast", [entry_read(said, "=cmd()", None, 2.0)])
    assert "'=cmd()" in as_csv(kept(diary.lines()))


def test_stated_probability_is_monotone_and_never_sure():
    values = [stated_probability(c) for c in (-3, -1, 0, 1, 3)]
    assert values == sorted(values)
    assert values[0] > 0
    assert values[-1] < 1


def test_check_gives_a_forecast_its_number_and_keeps_it():
    text = (
        "Analysts met in Vienna on Monday. “If Russia invades Ukraine, China would vote against a General Assembly "
        "resolution condemning it,” said John Smith, a professor."
    )
    report = bilat.check(text, date="2022-02-08", outlet="The Paper")
    claim = next(c for c in report.claims if c.kind == "forecast")
    assert claim.verdict.outcome == "forecast"
    assert 0 < claim.verdict.probability < 1
    assert "did not come true" in claim.verdict.summary
    assert any("Resolved by" in line for line in claim.verdict.coverage)
    assert {row.dimension for row in claim.evidence} == {"outlook"}
    items, _ = api.outlook_ledger()
    assert {i.outlet for i in items} == {"The Paper"}
    assert {i.who for i in items} >= {"bilat"}
    assert len(items) == 2
    # read again, it is not kept again
    bilat.check(text, date="2022-02-08", outlet="The Paper")
    assert len(api.outlook_ledger()[0]) == 2


def test_what_was_not_known_then_is_not_told():
    claims = api.ask_claims(
        "If Russia invades Ukraine, China would vote against a resolution condemning it",
        "2022-02-08",
        as_of="2022-02-08",
    )
    summary = next(c for c in claims if c.kind == "forecast").verdict.summary
    assert "Still open" in summary
    assert "come true" not in summary


def run(*args):
    from bilat.cli.outlook import outlook

    return CliRunner().invoke(outlook, list(args))


def test_the_command_line():
    found = run("ask", FLAGSHIP, "--on", "2022-02-08", "--json")
    data = json.loads(found.output)
    assert data["question"]["family"] == "support"
    assert data["classes"][0]["counts"]
    shown = run("ask", FLAGSHIP, "--on", "2022-02-08")
    assert "resolved by" in shown.output
    assert "skill" in shown.output
    kept_ = json.loads(run("ledger", "--json").output)
    assert [f["outcome"] for f in kept_["forecasts"]] == ["abstain"]
    assert json.loads(run("ledger", "--verify").output)["holds"]
    assert "support" in run("families").output


def test_without_ledger_nothing_is_kept():
    run("ask", FLAGSHIP, "--on", "2022-02-08", "--no-ledger")
    assert Diary().lines() == []


def test_a_changed_diary_is_refused():
    run("ask", FLAGSHIP, "--on", "2022-02-08")
    path = Diary().path
    path.write_text(path.read_text().replace("CHN", "IND", 1))
    assert run("ledger", "--verify").exit_code == 2
