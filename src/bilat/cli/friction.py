"""``bilat friction``: third states that two states are at odds over."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import as_of_option, emit, json_option, on_option


@click.command()
@click.argument("a")
@click.argument("b")
@on_option()
@as_of_option
@json_option
def friction(a: str, b: str, on: date | None, as_of: date | None, as_json: bool) -> None:
    """List whom A arms that contends with B, and the reverse."""
    from bilat.api import friction as find
    from bilat.report.as_json import friction_json

    rows = find(a, b, on, as_of=as_of)
    if as_json:
        emit([friction_json(row) for row in rows])
    else:
        from bilat.report.terminal_lists import show_friction

        show_friction(rows)
