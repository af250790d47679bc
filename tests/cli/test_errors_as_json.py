"""With --json an error is one object of one shape, whatever the command."""

import json

import pytest
from command import bilat

WRONG = {
    "check": ("/nonexistent/article.txt",),
    "ask": ("",),
    "brief": ("Rusia", "CHN"),
    "read": ("/nonexistent/article.txt",),
    "dyads": ("nomeasure",),
    "votes": ("",),
    "ideal-points": ("--issue", "nothing"),
    "alignment": ("Rusia", "CHN"),
    "partners": ("Atlantis",),
    "friction": ("Atlantis", "CHN"),
    "outlook ask": ("bla",),
    "outlook scenario": ("nope",),
    "outlook backtest": ("--family", "nothing"),
    "data get": ("nothing",),
    "data import": ("/nonexistent",),
}


@pytest.mark.parametrize("command", WRONG)
def test_an_error_is_one_object(command):
    done = bilat(*command.split(), *WRONG[command], "--json")
    assert done.code == 2
    assert done.out == ""
    found = json.loads(done.err)
    assert set(found) == {"error", "message", "hint"}
    assert found["message"]
    assert found["hint"]
    assert not found["message"].startswith("bilat:")


@pytest.mark.parametrize(
    "args", [("partners", "--json"), ("partners", "RUS", "--limit", "x", "--json"), ("nocommand", "--json")]
)
def test_wrong_usage_too(args):
    done = bilat(*args)
    assert done.code == 2
    assert set(json.loads(done.err)) == {"error", "message", "hint"}


def test_every_command_that_prints_can_print_json():
    from bilat.cli import COMMANDS, cli

    context = cli.make_context("bilat", ["check"], resilient_parsing=True)
    without = set()
    for name in COMMANDS:
        command = cli.get_command(context, name)
        for one in (getattr(command, "commands", None) or {name: command}).values():
            if "--json" not in {o for p in one.params for o in p.opts}:
                without.add(name)
    assert without == {"mcp", "serve"}  # they speak to programs and browsers, and print nothing


def test_words_after_two_dashes_are_no_option():
    done = bilat("ask", "--", "--json")
    assert not done.err.startswith("{")
