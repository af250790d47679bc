"""The report is what the kept figures give, and speaks of every family."""

from pathlib import Path

import pytest

from bilat import api
from bilat.outlook.families import families
from bilat.report.outlook_markdown import CASE, backtests_markdown, case_markdown

DOC = (Path(__file__).resolve().parents[2] / "docs" / "outlook.md").read_text(encoding="utf-8")


def test_the_report_is_made_from_the_kept_figures():
    kept = backtests_markdown(api.outlook_backtest(run=False))
    assert DOC.startswith(kept), "make it again: bilat outlook backtest --kept --out docs/outlook.md"


def test_the_case_in_it_is_what_is_answered_now():
    assert DOC.endswith(case_markdown(*api.outlook_case(*CASE)))


@pytest.mark.parametrize("family", families(), ids=lambda f: f.id)
def test_family_is_documented_with_examples_it_answers(family):
    from datetime import date

    from bilat.outlook.answering import frame

    assert f"(`{family.id}`)" in DOC
    for example in family.examples:
        assert frame(example, date(2022, 2, 8)).family == family.id
