"""Our drawings beside Vega's own of the same specification: the same lines, bands, axes, words."""

import json
import re
import xml.etree.ElementTree as ET
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bilat import api
from bilat.outlook.skill import Scores
from bilat.report.figures import lines, outlook, places, scales, svg

NS = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def figures():
    view = api.pair_view("RUS", "CHN", "2024-06-01")
    profile = api.state_profile("IND", "2024-06-01")
    world = api.world_view(1985)
    by_measure = {}
    for h in view.brief.histories:
        by_measure.setdefault(h.measure, []).append(h)
    groups = api.group_lines(["IND", "BRA", "ZAF"])
    scores = next(s for s in api.outlook_backtest(run=False) if s.curve)
    assert isinstance(scores, Scores)
    made = [
        lines.trajectory(view, 1000),
        lines.multiple(by_measure["agreement"]),
        lines.multiple(by_measure["arms_share"]),
        lines.conduct(profile),
        places.issues(view.brief.issues),
        places.bars("arms-from", "Arms", profile.arms_from),
        places.plane(world),
        lines.cohesion(groups, world.measure, "votes"),
        outlook.forecast(
            api.outlook_ask("If China attacks Taiwan, will Japan join the war?", "2024-06-01", keep=False)
        ),
        outlook.calibration(scores),
    ]
    return {f.name: f for f in made}


def _ours(figure):
    return ET.fromstring(svg.draw(figure.spec))


@cache
def _by_vega(spec):
    import vl_convert

    return vl_convert.vegalite_to_svg(spec)


def _vegas(figure):
    return ET.fromstring(_by_vega(json.dumps(figure.spec)))


def _points(d):
    return [
        (float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+(?:e-?\d+)?)[ ,](-?[\d.]+(?:e-?\d+)?)", d)
    ]


def _marks(root, kind):
    """Return the points of every line or band Vega drew, one list a path."""
    found = []
    for group in root.iter(f"{NS}g"):
        if f"mark-{kind}" in group.get("class", "") and "role-mark" in group.get("class", ""):
            found += [p for path in group.iter(f"{NS}path") if (p := _points(path.get("d") or ""))]
    return found


NAMES = (
    "trajectory",
    "agreement",
    "arms_share",
    "conduct",
    "issues",
    "arms-from",
    "plane",
    "cohesion",
    "forecast",
    "calibration",
)


@pytest.mark.parametrize("name", NAMES)
def test_lines_are_where_vega_draws_them(figures, name):
    root = _ours(figures[name])
    ours = [_points(p.get("d")) for p in root.iter(f"{NS}path") if p.get("class") == "line"]
    theirs = _marks(_vegas(figures[name]), "line")
    # a year alone Vega draws as nothing: our dot is more
    assert sorted(len(p) for p in theirs if len(p) > 1) == sorted(len(p) for p in ours if len(p) > 1)
    ours, theirs = (sorted(p for ps in x if len(ps) > 1 for p in ps) for x in (ours, theirs))
    for (x, y), (u, v) in zip(ours, theirs, strict=True):
        assert abs(x - u) < 0.11
        assert abs(y - v) < 0.11


@pytest.mark.parametrize("name", ["trajectory", "agreement", "conduct", "cohesion"])
def test_bands_are_where_vega_draws_them(figures, name):
    ours = [_points(p.get("d")) for p in _ours(figures[name]).iter(f"{NS}path") if p.get("class") == "area"]
    theirs = _marks(_vegas(figures[name]), "area")
    # by point: Vega writes the corner where its band turns once more
    tops, theirs = ({(round(x), round(y)) for ps in z if len(ps) > 4 for x, y in ps} for z in (ours, theirs))
    near = {(x + i, y + j) for x, y in theirs for i in (-1, 0, 1) for j in (-1, 0, 1)}
    assert tops
    assert tops <= near


@pytest.mark.parametrize("name", NAMES)
def test_words_are_those_vega_writes(figures, name):
    ours = sorted(t.text for t in _ours(figures[name]).iter(f"{NS}text") if t.text)
    theirs = sorted(t.text for t in _vegas(figures[name]).iter(f"{NS}text") if t.text)
    if name == "cohesion":  # Vega writes the axes of a row of panels once; ours stand at each
        ours, theirs = sorted(set(ours)), sorted(set(theirs))
    if name == "plane":  # Vega leaves out names that stand over each other
        assert set(theirs) <= set(ours)
        return
    assert [w.rstrip("…") for w in ours] == [w.rstrip("…") for w in theirs]


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_small_well_formed_and_of_the_size_said(figures, name):
    text = svg.draw(figures[name].spec)
    root = ET.fromstring(text)
    assert (int(root.get("width")), int(root.get("height"))) == figures[name].size()
    assert len(text) < 25_000
    assert "nan" not in text.lower().replace("nanum", "")


def test_what_is_unknown_is_not_drawn():
    rows = [
        {"year": y, "value": v, "low": v, "high": v, "run": r}
        for y, v, r in ((1950, 0.2, 1), (1951, 0.3, 1), (1960, 0.5, 2))
    ]
    assert lines.runs([1, 2, 3], [0.1, None, 0.3], (), ()) == [
        {"year": 1, "value": 0.1, "low": None, "high": None, "run": 1},
        {"year": 3, "value": 0.3, "low": None, "high": None, "run": 2},
    ]
    x = {"field": "year", "type": "quantitative", "scale": {"domain": [1949, 1961]}}
    y = {"field": "value", "type": "quantitative"}
    spec = {
        "width": 100,
        "height": 50,
        "data": {"values": [*rows, {"year": 1955, "value": None, "low": None, "high": None, "run": 3}]},
        "layer": [
            {"mark": {"type": "line"}, "encoding": {"x": x, "y": y, "detail": {"field": "run"}}},
            {"mark": {"type": "circle"}, "encoding": {"x": x, "y": y}},
        ],
    }
    root = ET.fromstring(svg.draw(spec))
    drawn = [p.get("d") for p in root.iter(f"{NS}path") if p.get("class") == "line"]
    assert len(drawn) == 2  # no line bridges the gap, and the year alone is a dot
    assert sum(d.endswith("h0") for d in drawn) == 1
    assert len(list(root.iter(f"{NS}circle"))) == 3


def test_what_is_not_known_here_is_left_to_vega():
    with pytest.raises(svg.UnsupportedError):
        svg.draw({"width": 10, "height": 10, "mark": "geoshape", "encoding": {}})


@settings(max_examples=60, deadline=None)
@given(st.floats(-1e6, 1e6, allow_nan=False), st.floats(1e-3, 1e6, allow_nan=False), st.integers(2, 12))
def test_ticks_are_round_inside_and_neither_few_nor_many(start, span, count):
    stop = start + span
    if not start < stop:
        return
    found = scales.ticks(start, stop, count)
    slack = 1e-9 * max(abs(start), abs(stop), 1)
    assert all(start - slack <= t <= stop + slack for t in found)
    assert count / 2.6 - 1 <= len(found) <= 2.6 * count + 1
    low, high = scales.nice(start, stop)
    assert low <= start + slack
    assert high >= stop - slack


@pytest.mark.parametrize(
    ("value", "form", "step", "words"),
    [
        (0.5, "%", 0.1, "50%"),
        (0.125, "%", 0.005, "12.5%"),
        (1500, None, 500, "1,500"),
        (-0.5, None, 0.05, "−0.50"),
        (0.25, ",.2~f", 0.25, "0.25"),
        (1985, "d", 5, "1985"),
        (0.0, ",.1f", 0.2, "0.0"),
    ],
)
def test_numbers_are_written_as_d3_writes_them(value, form, step, words):
    assert scales.label_of(value, form, step) == words


def test_a_format_nobody_uses_is_refused():
    with pytest.raises(ValueError, match="format"):
        scales.label_of(1.0, "e", 1.0)


def test_lines_of_two_directions_are_named_in_words_and_never_over_each_other():
    from bilat import api
    from bilat.report.figures import lines

    for pair, beside in ((("RUS", "CHN"), True), (("COD", "USA"), False)):
        found = [
            h for h in api.brief(*pair, on="2020-01-01").histories if h.measure == "trade_share" and h.way
        ]
        figure = lines.multiple(found)
        names = [
            layer["encoding"] for layer in figure.spec["layer"] if layer["mark"].get("fontWeight") == "bold"
        ]
        words = names[0]["color"]["scale"]["domain"]
        assert all(" to " in way for way in words)
        assert all(way in figure.svg() for way in words)
        assert len({e["y"]["value"] for e in names}) == (1 if beside else 2)
