"""``bilat ideal-points``: where states stand, from how they vote."""

from __future__ import annotations

import click

from bilat.cli.options import json_option, quiet_option, show_table


@click.command("ideal-points")
@click.option("--issue", help="me, nu, di, hr, co, ec, important or nonukes; all votes by default.")
@click.option("--estimate", is_flag=True, help="Estimate from the imported votes first.")
@click.option(
    "--prior",
    type=click.Choice(["published", "smoother", "hierarchy"]),
    default="published",
    show_default=True,
    help="As in the source, a two-sided random walk, or all issues together as deviations from general points.",
)
@click.option(
    "--dimensions",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help="2 with --prior smoother: a second dimension beside the first, once estimated.",
)
@click.option(
    "--absent",
    type=click.Choice(["missing", "abstain"]),
    default="missing",
    show_default=True,
    help="What an absence is taken for.",
)
@click.option("--draws", type=int, help="Draws kept in each of two chains; by default 1167 (smoother: 600).")
@click.option("--warmup", type=int, help="Sweeps thrown away before; by default 1500 (smoother: 200).")
@click.option(
    "--thin", type=int, help="Sweeps for each draw kept; by default 3 (smoother, or with --draws: 1)."
)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False), help="FILE.csv, FILE.parquet or FILE.dta; the ending decides."
)
@json_option
@quiet_option
def ideal_points(
    issue: str | None,
    estimate: bool,
    prior: str,
    dimensions: int,
    absent: str,
    draws: int | None,
    warmup: int | None,
    thin: int | None,
    seed: int,
    out: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Print ideal points of states by session of the General Assembly, with intervals."""
    from bilat.api import ideal_points as read

    if estimate:
        from bilat.measures.idealpoints.running import estimate as run
        from bilat.record import open_record

        def tell(done: int, total: int) -> None:
            click.echo(f"\r{done} of {total} sweeps", nl=done == total, err=True)

        points, path = run(
            open_record(), issue, prior=prior, dimensions=dimensions, absent=absent, draws=draws, warmup=warmup,
            thin=thin, seed=seed, progress=None if quiet else tell,
        )  # fmt: skip
        if not quiet:
            click.echo(f"{points.summary()}; {points.seconds:.0f} s; {path}", err=True)
    table = read(issue, prior, dimensions=dimensions)
    show_table(table, out, as_json, quiet)
