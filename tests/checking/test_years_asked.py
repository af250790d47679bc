"""Figures of other years than those a claim names are shown and do not count."""

import pytest

import bilat


@pytest.mark.parametrize(
    ("sentence", "on", "outcome"),
    [
        (
            "China supplied more than three quarters of Pakistan's arms imports between 2016 and 2020.",
            "2023-07-18",
            "contradicted",
        ),
        # deliveries end in 2021: what came in 2022 turns the share
        (
            "China supplied more than three quarters of Pakistan's arms imports between 2018 and 2022.",
            "2023-07-18",
            "unmeasurable",
        ),
        (
            "China supplied more than three quarters of Pakistan's arms imports between 2020 and 2024.",
            "2023-07-18",
            "unmeasurable",
        ),
        ("China supplied arms to Pakistan between 2018 and 2022.", "2023-07-18", "supported"),
        ("China supplied no arms to Nicaragua between 2018 and 2022.", "2023-07-18", "unmeasurable"),
        # of the present the last whole year but one still speaks
        ("Russia is India's largest arms supplier.", "2022-06-01", "supported"),
        (
            "India voted with Russia more often than with the United States in 2023.",
            "2025-07-18",
            "supported",
        ),
        (
            "India voted with Russia more often than with the United States in 2024.",
            "2025-07-18",
            "unmeasurable",
        ),
        (
            "India voted with Russia more than half the time between 2020 and 2024.",
            "2026-07-18",
            "unmeasurable",
        ),
    ],
)
def test_years_that_a_claim_names_are_covered_or_left_open(sentence, on, outcome):
    assert bilat.ask(sentence, on=on).outcome == outcome
