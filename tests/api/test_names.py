"""The names that scripts rely on: importable from `bilat`, with the types and columns that are documented."""

from __future__ import annotations

import inspect
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

import bilat
import bilat.api
from bilat.errors import InputError, UnknownNameError

ROOT = Path(__file__).resolve().parents[2]
TEXT = "China abstained on the resolution on Crimea in March 2014, Ann Lee, an analyst, said."


def test_every_public_name_is_there_and_documented():
    for name in bilat.__all__:
        value = getattr(bilat, name)
        if name != "__version__":
            assert callable(value)
            assert inspect.getdoc(value), name
    with pytest.raises(AttributeError, match="nosuch"):
        bilat.nosuch  # noqa: B018
    assert set(dir(bilat)) >= set(bilat.__all__)


def test_the_public_names_are_those_listed_and_nothing_else_is_handed_on():
    """docs/api.md is the one list; the package exports it, its face makes it, and `import *` brings no more."""
    listed = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/api.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(bilat.__all__) == {*listed, "__version__"}
    assert sorted(bilat.api.__all__) == sorted(listed)
    functions = {name for name, value in vars(bilat.api).items() if inspect.isfunction(value)}
    assert functions == set(listed)
    namespace: dict[str, object] = {}
    exec("from bilat import *", namespace)
    assert namespace.keys() - {"__builtins__"} == set(bilat.__all__)


def test_one_version_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert project["version"] == bilat.__version__
    assert f"\nversion: {bilat.__version__}\n" in citation
    assert f"\nlicense: {project['license']}\n" in citation
    assert f"\n## {bilat.__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in bilat.__all__ if name != "__version__"])
def test_every_parameter_of_a_public_function_has_a_type(name):
    signature = inspect.signature(getattr(bilat, name))
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("resolve", ["text", "on"]),
        ("read", ["text", "date", "outlet"]),
        ("attributions", ["text"]),
        ("metonymy", ["text", "start", "end"]),
        ("certainty", ["text", "start", "end"]),
        ("event_type", ["text", "source", "target"]),
        ("check", ["text_or_path", "date", "outlet"]),
        ("ask", ["sentence", "on"]),
        ("brief", ["a", "b", "on"]),
        ("dyads", ["measures", "states", "since", "until", "by", "directed"]),
        ("ideal_points", ["issue"]),
        ("alignment", ["a", "b"]),
    ],
)
def test_the_parameters_are_those_promised(name, parameters):
    """Scripts call them by position and by name: the order and the names are the contract."""
    assert list(inspect.signature(getattr(bilat, name)).parameters)[: len(parameters)] == parameters


def test_resolve():
    state = bilat.resolve("the Kremlin")
    assert state.iso3 == "RUS"
    assert bilat.resolve("Michael Jordan") is None
    assert bilat.resolve("Germany", on="1970-01-01").code == 260
    assert bilat.resolve("Germany", on=date(1938, 1, 1)).code == 255


def test_read_gives_statements_propositions_and_events():
    document = bilat.read(TEXT, date="2014-04-01", outlet="The Harbour Post")
    (statement,) = document.statements
    assert statement.speaker.name == "Ann Lee"
    assert [p.proposition.kind for p in document.propositions] == ["vote"]
    for found in document.propositions:
        start, end = found.span
        assert document.text[start:end]
    assert isinstance(document.events, tuple)


def test_attributions_give_spans_into_the_text_given():
    (found,) = bilat.attributions(TEXT)
    for spans in (found.source, found.cue, found.content):
        assert all(0 <= start < end <= len(TEXT) for start, end in spans)
    assert TEXT[slice(*found.cue[0])] == "said"
    assert "Ann Lee" in " ".join(TEXT[s:e] for s, e in found.source)


def test_readers_of_one_span():
    text = "Beijing abstained, and she flew to Beijing."
    assert bilat.metonymy(text, 0, 7) == "metonymic"
    assert bilat.metonymy(text, 35, 42) == "literal"
    sure = bilat.certainty("China abstained on Crimea.", 6, 15)
    assert -3 <= sure <= 3
    assert sure > bilat.certainty("China may abstain on Crimea.", 10, 17)
    event = bilat.event_type("Russia invaded Ukraine.", (0, 6), (15, 22))
    assert event.root == "ASSAULT"
    assert event.quad in (1, 2, 3, 4)


def test_check_takes_text_and_path(tmp_path):
    report = bilat.check(TEXT, date="2014-04-01")
    file = tmp_path / "a.txt"
    file.write_text(TEXT)
    assert bilat.check(file, date="2014-04-01").to_dict() == report.to_dict()
    assert bilat.check(str(file), date="2014-04-01").to_dict() == report.to_dict()
    assert [c.verdict.outcome for c in report.claims] == ["supported"]


@pytest.mark.parametrize("source", ["ftp://example.org/a", "file:///etc/passwd"])
def test_another_scheme_is_not_taken_for_text(source):
    with pytest.raises(InputError, match="Only http and https"):
        bilat.check(source)


def test_a_room_of_the_same_name_does_not_hide_a_function():
    import bilat.brief
    from bilat.brief import make_brief

    assert callable(make_brief)
    assert bilat.brief("RUS", "CHN", on="2022-02-08").a.iso3 == "RUS"
    assert bilat.brief("RUS", "CHN", on="2022-02-08").b.iso3 == "CHN"


def test_ask_and_brief():
    verdict = bilat.ask("Finland is a member of NATO", on="2024-01-01")
    assert (verdict.outcome, bool(verdict.summary), bool(verdict.evidence)) == ("supported", True, True)
    brief = bilat.brief("RUS", "China", on="2022-02-08")
    assert {brief.a.iso3, brief.b.iso3} == {"RUS", "CHN"}
    with pytest.raises(UnknownNameError) as caught:
        bilat.brief("Rusia", "China")
    assert "Russia" in caught.value.suggestions


MEASURES = [
    "agreement",
    "s",
    "s2",
    "kappa",
    "kappa_linear",
    "kappa_quadratic",
    "pi",
    "pi_linear",
    "pi_quadratic",
]


@pytest.mark.parametrize("by", ["year", "session"])
def test_the_columns_of_a_dyad_table(by):
    table = bilat.dyads(MEASURES, ["RUS", "CHN", "USA"], by=by)
    assert table.to_arrow().column_names == ["iso3_a", "iso3_b", "code_a", "code_b", by, "n", *MEASURES]
    frame, other = table.to_pandas(), table.to_polars()
    assert len(frame) == len(other) == len(table)
    assert (frame["code_a"] < frame["code_b"]).all()
    assert frame["code_a"].dtype.kind == "i"
    assert frame["agreement"].dropna().between(0, 1).all()
    assert frame["kappa"].dropna().between(-1, 1).all()
    known = frame["agreement"].notna()
    assert (frame.loc[known, "n"] > 0).all()
    assert frame.loc[~known, "s"].isna().all()


def test_the_columns_of_the_alignment_table():
    table = bilat.alignment("Russia", "China")
    assert table.to_arrow().column_names[:6] == ["iso3_a", "iso3_b", "code_a", "code_b", "year", "n"]
    assert "alignment" in table.to_arrow().column_names
    frame = table.to_pandas()
    assert set(frame["iso3_a"].astype(str)) == {"RUS"}
    assert set(frame["iso3_b"].astype(str)) == {"CHN"}
    assert frame["year"].is_monotonic_increasing
    assert len(table.to_polars()) == len(table) == len(frame)


def test_the_published_figures_of_one_pair():
    """Russia-China by calendar year, whole resolutions: agreement, S, linear kappa."""
    frame = (
        bilat.dyads(["agreement", "s", "kappa_linear"], ["RUS", "CHN"], since=1989, until=2019)
        .to_pandas()
        .set_index("year")
    )
    for year, values in {
        1989: (0.928, 0.910, -0.024),
        1993: (0.387, 0.258, -0.152),
        2019: (0.791, 0.744, 0.626),
    }.items():
        assert tuple(frame.loc[year, ["agreement", "s", "kappa_linear"]]) == pytest.approx(values, abs=0.0005)
