"""``bilat join``: measures joined to a table of your own."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import as_of_option, json_option, quiet_option, show_table


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.argument("measures", nargs=-1, required=True)
@click.option("--a", "a", metavar="COLUMN", help="The column of the one state: names, ISO3 or numbers.")
@click.option("--b", "b", metavar="COLUMN", help="The column of the other.")
@click.option("--state", metavar="COLUMN", help="The column of the state, in a table of states and years.")
@click.option(
    "--year", default="year", show_default=True, metavar="COLUMN", help="The column of years or dates."
)
@click.option(
    "--numbers", type=click.Choice(["cow", "gw"]), default="cow", show_default=True, help="Whose numbers."
)
@click.option(
    "--unknown",
    type=click.Choice(["raise", "keep"]),
    default="raise",
    show_default=True,
    help="A name that no state has: an error, or a row without values that says why.",
)
@click.option("--no-reasons", is_flag=True, help="Leave out the columns that say why a value is not known.")
@click.option("--prefix", default="", help="Put before the names of the new columns.")
@click.option(
    "--out", type=click.Path(dir_okay=False), help="FILE.csv, FILE.parquet or FILE.dta; the ending decides."
)
@as_of_option
@json_option
@quiet_option
def join(
    file: str,
    measures: tuple[str, ...],
    a: str | None,
    b: str | None,
    state: str | None,
    year: str,
    numbers: str,
    unknown: str,
    no_reasons: bool,
    prefix: str,
    out: str | None,
    as_of: date | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Join MEASURES to FILE, a CSV, Parquet or Stata table of pairs (or states) and years."""
    from bilat.api import join as joined
    from bilat.frames import read_frame
    from bilat.measures.table import Table

    # a CSV that stays one keeps its cells as they are written, 007 and 1.50 included
    typed = as_json or (out or ".csv").rpartition(".")[2].lower() != "csv"
    table = joined(
        read_frame(file, typed=typed),
        [name for group in measures for name in group.split(",") if name],
        a=a,
        b=b,
        state=state,
        year=year,
        numbers=numbers,  # type: ignore[arg-type]
        unknown=unknown,  # type: ignore[arg-type]
        reasons=not no_reasons,
        prefix=prefix,
        as_of=as_of,
    )
    show_table(Table(table, {}, {}), out, as_json, quiet)
