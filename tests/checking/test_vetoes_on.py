"""How often drafts on one state were vetoed is typed as a count, and needs the list of vetoes to be judged."""

from __future__ import annotations

from datetime import date

import pytest

import bilat
from bilat.reading.claims import propositions
from bilat.reading.context import Context

ON = date(2023, 5, 1)


def _counted(sentence):
    found = [t.proposition for t in propositions(sentence, Context(on=ON))]
    return [(v.state, v.with_state, v.resolution, v.comparator, v.times) for v in found if v.kind == "vote"]


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        (
            "Russia and China jointly vetoed at least six drafts on Syria between 2011 and 2019.",
            [("RUS", "CHN", "Syria", "at least", 6)],
        ),
        (
            "Russia vetoed drafts on Syria no more than nine times between 2011 and 2019.",
            [("RUS", None, "Syria", "at most", 9)],
        ),
        (
            "Britain and France cast two joint vetoes over Egypt in 1956.",
            [("GBR", "FRA", "Egypt", "about", 2)],
        ),
        # of each, or of the two added up: it is not said
        ("Russia and China vetoed six drafts on Syria between 2011 and 2019.", []),
        ("Russia and China together cast forty vetoes between 1990 and 2019.", []),
    ],
)
def test_counts_of_vetoes_on_one_state(sentence, counted):
    assert _counted(sentence) == counted


def test_without_the_list_of_vetoes_nothing_is_said():
    found = bilat.ask("Russia and China jointly vetoed 30 drafts on Syria between 2011 and 2019.", on=ON)
    assert found.outcome == "unmeasurable"
