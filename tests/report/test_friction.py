"""Friction looks closely only at states that may contend with the other: none that does is left out."""

from datetime import date

import pytest

from bilat import states
from bilat.brief.friction import friction
from bilat.checking.context import Bench
from bilat.checking.judges.dispute import contention
from bilat.checking.opened import opened
from bilat.checking.thresholds import threshold
from bilat.measures import access


@pytest.mark.parametrize(
    ("supplier", "other", "year"),
    [
        ("RUS", "CHN", 2024),
        ("USA", "RUS", 1991),
        ("FRA", "TUR", 2010),
        ("USA", "DEU", 1985),
        ("CHN", "IND", 2003),
    ],
)
def test_friction_leaves_nobody_out(supplier, other, year):
    day = date(year, 6, 1)
    bench = Bench(*opened(), day)
    one, two = states.get(supplier, day), states.get(other, day)
    last = access.latest_year(bench.record, "arms_share", day)
    since = year - int(threshold("recent_disputes"))
    expected = set()
    for p in access.partners(bench.record, "arms_share", bench.code(one.iso3, last), last):
        if p.value < 0.01 or p.code in (one.code, two.code):
            continue
        third = states.iso3(p.code, last)
        if any(
            contention(bench, third, other, kind, since, year).holds for kind in ("territorial", "rivalry")
        ):
            expected.add(third)
    assert {f.third for f in friction(bench, one, two)} == expected


def test_some_friction_is_known():
    bench = Bench(*opened(), date(2024, 6, 1))
    assert {"IND", "VNM"} <= {f.third for f in friction(bench, states.get("RUS"), states.get("CHN"))}
