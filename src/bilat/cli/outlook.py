"""``bilat outlook``: conditional forecasts, their families, backtests, the diary of forecasts."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import DAY, as_of_option, emit, json_option, on_option, quiet_option, write_text
from bilat.cli.outlook_scenario import scenario


@click.group()
def outlook() -> None:
    """Forecasts with their reference class, scored: ask, families, backtest, ledger."""


@outlook.command("ask")
@click.argument("sentence")
@on_option()
@click.option("--until", "until", type=DAY, help="The horizon; the family's own by default.")
@click.option("--no-ledger", is_flag=True, help="Do not keep the forecast.")
@json_option
def ask_(sentence: str, on: date | None, until: date | None, no_ledger: bool, as_json: bool) -> None:
    """Answer a question about the future: SENTENCE, from what was known the evening before."""
    from bilat.api import outlook_ask

    forecast = outlook_ask(sentence, on, until=until, keep=not no_ledger)
    if as_json:
        emit(forecast.to_dict())
    else:
        from bilat.report.terminal_outlook import show_forecast

        show_forecast(forecast)


@outlook.command("families")
@json_option
def families_(as_json: bool) -> None:
    """List the families of questions, their reference classes and models."""
    from bilat.api import outlook_families

    rows = outlook_families()
    if as_json:
        names = ("id", "title", "asks", "reference_class", "model", "resolved_by")
        emit([{**{n: getattr(f, n) for n in names}, "examples": list(f.examples)} for f in rows])
    else:
        from bilat.report.terminal_outlook import show_families

        show_families(rows)


@outlook.command("backtest")
@click.option("--family", "family", help="One family; all by default.")
@click.option("--out", type=click.Path(dir_okay=False), help="Write the report as Markdown.")
@click.option("--keep", is_flag=True, help="Write the figures into the package, where answers quote them.")
@click.option("--kept", is_flag=True, help="Show the figures that were kept, without running anything.")
@json_option
@quiet_option
def backtest_(
    family: str | None, out: str | None, keep: bool, kept: bool, as_json: bool, quiet: bool
) -> None:
    """Score every method of every family with rolling origin, on the imported record."""
    from bilat.api import outlook_backtest

    progress = None if quiet or as_json else (lambda text: click.echo(text, err=True))
    scores = outlook_backtest(family, run=not kept, keep=keep, progress=progress)
    if out:
        from bilat.api import outlook_case
        from bilat.report.outlook_markdown import CASE, backtests_markdown, case_markdown

        write_text(out, backtests_markdown(scores) + case_markdown(*outlook_case(*CASE)))
    if as_json:
        emit([s.to_dict() for s in scores])
    elif not out:
        from bilat.report.terminal_outlook import show_scores

        for s in scores:
            show_scores(s)


@outlook.command("ledger")
@as_of_option
@click.option("--verify", is_flag=True, help="Only check the chain of hashes.")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False), help="Write the forecasts as CSV.")
@json_option
def ledger_(as_of: date | None, verify: bool, csv_file: str | None, as_json: bool) -> None:
    """Show every forecast kept, resolve what has come out, and score who made them."""
    from bilat.api import outlook_ledger, outlook_verify

    if verify:
        check = outlook_verify()
        emit({"lines": check.lines, "head": check.head, "holds": check.holds, "faults": list(check.faults)})
        if not check.holds:
            raise click.exceptions.Exit(2)
        return
    items, tallies = outlook_ledger(as_of=as_of)
    if csv_file:
        from bilat.outlook.keeping import as_csv

        write_text(csv_file, as_csv(items))
    if as_json:
        from dataclasses import asdict

        emit({"forecasts": [i.to_dict() for i in items], "scores": [asdict(t) for t in tallies]})
    elif not csv_file:
        from bilat.report.terminal_outlook import show_diary

        show_diary(items, tallies)


outlook.add_command(scenario)
