"""``bilat alignment``: the index of a pair, and how likely a year is the closest."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import as_of_option, emit, json_option, on_option, quiet_option, show_table


@click.command()
@click.argument("a")
@click.argument("b", required=False)
@on_option()
@as_of_option
@click.option("--since", type=int, default=1946, show_default=True, help="First year of the window.")
@click.option(
    "--out", type=click.Path(dir_okay=False), help="All years to FILE.csv, FILE.parquet or FILE.dta."
)
@json_option
@quiet_option
def alignment(
    a: str,
    b: str | None,
    on: date | None,
    as_of: date | None,
    since: int,
    out: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say how close A and B are, year by year, and whether the last year is the closest; or A to everybody."""
    from bilat.api import alignment as read
    from bilat.api import alignment_odds

    if out or b is None:
        show_table(read(a, b, as_of=as_of), out, as_json, quiet)
        return
    rows = alignment_odds(a, b, on, since=since, as_of=as_of)
    if as_json:
        from bilat.report.as_json import odds_json

        emit(odds_json(rows))
    else:
        from bilat.report.terminal_lists import show_odds

        show_odds(rows)
