"""``bilat votes``: roll calls that match words or a symbol."""

from __future__ import annotations

from datetime import date
from typing import Literal

import click

from bilat.cli.options import as_of_option, emit, json_option, on_option
from bilat.errors import InputError


@click.command()
@click.argument("query")
@click.option("--states", help="Show only these states' votes: names or ISO3, comma separated.")
@click.option("--body", type=click.Choice(["GA", "SC"]), help="General Assembly or Security Council.")
@on_option()
@as_of_option
@click.option("--limit", type=click.IntRange(1, 500), default=5, show_default=True)
@json_option
def votes(
    query: str,
    states: str | None,
    body: Literal["GA", "SC"] | None,
    on: date | None,
    as_of: date | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find roll calls by words, topic or symbol, and show how states voted."""
    from bilat.api import votes as find
    from bilat.report.as_json import rollcall_json

    if not query.strip():
        raise InputError("No query was given.", "Give words or a symbol: bilat votes A/RES/68/262")
    named = [s.strip() for s in states.split(",") if s.strip()] if states else None
    found = find(query, named, body=body, on=on, as_of=as_of, limit=limit)
    if as_json:
        emit([rollcall_json(roll) for roll in found])
    else:
        from bilat.report.terminal_lists import show_rollcalls

        show_rollcalls(found)
