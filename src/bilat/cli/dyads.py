"""``bilat dyads``: the panel builder."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import json_option, quiet_option, show_table
from bilat.dates import FIRST_DAY
from bilat.errors import InputError


@click.command()
@click.argument("measures", nargs=-1)
@click.option("--states", help="Only dyads among these states: names or ISO3, comma separated.")
@click.option("--since", type=int, help="First year.")
@click.option("--until", type=int, help="Last year.")
@click.option("--by", type=click.Choice(["year", "session"]), default="year", show_default=True)
@click.option("--directed", is_flag=True, help="Both directions of every pair.")
@click.option("--paragraphs", is_flag=True, help="Count votes on paragraphs and amendments too.")
@click.option(
    "--out", type=click.Path(dir_okay=False), help="FILE.csv, FILE.parquet or FILE.dta; the ending decides."
)
@json_option
@quiet_option
def dyads(
    measures: tuple[str, ...],
    states: str | None,
    since: int | None,
    until: int | None,
    by: str,
    directed: bool,
    paragraphs: bool,
    out: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Build the dyad-year panel of MEASURES (`bilat dyads` alone lists them)."""
    from bilat.measures.catalogue import MEASURES

    if not measures:
        for m in MEASURES.values():
            click.echo(f"{m.name:20} {m.dimension:14} {m.tie:9} {m.label}")
        return
    if since is not None and until is not None and since > until:
        raise InputError(f"--since {since} is after --until {until}.", "Give the earlier year first.")
    if by == "year":
        _check_years(since, until)
    from bilat.api import dyads as build

    wanted = [name for group in measures for name in group.split(",") if name]
    named = [s.strip() for s in states.split(",")] if states else None
    table = build(wanted, named, since, until, by, directed, paragraphs=paragraphs)  # type: ignore[arg-type]
    show_table(table, out, as_json, quiet)


def _check_years(*years: int | None) -> None:
    for year in years:
        if year is not None and year < FIRST_DAY.year:
            raise InputError(
                f"{year} lies before the record, which starts in {FIRST_DAY.year}.",
                f"Give a year from {FIRST_DAY.year} on.",
            )
        if year is not None and year > date.today().year:
            raise InputError(f"{year} lies in the future.", "Give this year or an earlier one.")
