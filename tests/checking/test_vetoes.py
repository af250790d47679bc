"""How often the veto was used: counts, comparisons, none since; and what is of one matter is not counted."""

from __future__ import annotations

from datetime import date

import pytest

import bilat

ON = date(2022, 6, 1)


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        ("The United States cast 42 vetoes in the Security Council during the 1980s.", "supported"),
        ("The United States cast 20 vetoes in the Security Council during the 1980s.", "contradicted"),
        ("The Soviet Union used its veto more than fifty times between 1946 and 1960.", "supported"),
        ("The United States cast more vetoes than the Soviet Union in the 1980s.", "supported"),
        ("China has used its veto more often than the United States since 1971.", "contradicted"),
        ("Russia has cast more vetoes than any other permanent member since 1946.", "supported"),
        ("France cast no veto between 1990 and 2020.", "supported"),
        # "since" speaks of the last one
        ("Britain has not used its veto since 1989.", "supported"),
        ("Russia has not used its veto since 2010.", "contradicted"),
        ("The United States vetoed no resolution in the 1960s.", "supported"),
        # of one matter, or beyond the list
        ("China vetoed eight Security Council resolutions on Syria.", "unmeasurable"),
        ("The United States used its veto to protect Israel more than 40 times.", "unmeasurable"),
    ],
)
def test_counts_of_vetoes(claim, outcome):
    assert bilat.ask(claim, on=ON).outcome == outcome


def test_years_that_the_list_does_not_reach_can_only_add():
    late = date(2035, 1, 1)
    assert bilat.ask("France has not used its veto since 1995.", on=late).outcome == "unmeasurable"
    assert (
        bilat.ask("Russia has used its veto more than 50 times since 1946.", on=late).outcome == "supported"
    )
    assert bilat.ask("Russia has not used its veto since 2010.", on=late).outcome == "contradicted"


def test_evidence_names_the_list_of_vetoes():
    verdict = bilat.ask("France cast no veto between 1990 and 2020.", on=ON)
    row = verdict.evidence[0]
    # not those of the votes, in whose table the counts stand
    assert (row.source, row.version, row.covers[1]) == (
        "Vetoes in the UN Security Council",
        "September 2022",
        2021,
    )


def test_a_year_that_the_list_has_in_part_is_open():
    assert bilat.ask("Russia cast 3 vetoes in 2022.", on=ON).outcome == "unmeasurable"
