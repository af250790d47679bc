"""``bilat partners``: a state's partners on each dimension."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import as_of_option, emit, json_option, on_option


@click.command()
@click.argument("state")
@on_option()
@as_of_option
@click.option("--measure", help="Only this measure.")
@click.option("--limit", type=click.IntRange(1, 300), default=10, show_default=True, help="How many on each.")
@json_option
def partners(
    state: str, on: date | None, as_of: date | None, measure: str | None, limit: int, as_json: bool
) -> None:
    """Rank STATE's partners on each dimension, in the last year complete by the day."""
    from bilat.api import partners as rank
    from bilat.report.as_json import partners_json

    rows = rank(state, on, measure=measure, limit=limit, as_of=as_of)
    if as_json:
        emit(partners_json(rows))
    else:
        from bilat.report.terminal_lists import show_partners

        show_partners(rows)
