"""``bilat outlook scenario``: a scenario game, played on a day of the record."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import emit, json_option, on_option
from bilat.errors import InputError

__all__ = ["scenario"]


@click.command()
@click.argument("name", metavar="FILE|NAME", required=False)
@on_option()
@click.option("--draws", type=int, help="How often payoffs are drawn; 1000, or 300 with hidden moves.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same draws.")
@click.option(
    "--state",
    "cast",
    multiple=True,
    metavar="ROLE=STATE",
    help="Give a role to another state; may be repeated.",
)
@json_option
def scenario(
    name: str | None, on: date | None, draws: int | None, seed: int, cast: tuple[str, ...], as_json: bool
) -> None:
    """Play a scenario: FILE is a TOML file, NAME one of those shipped; without either, list them."""
    from bilat.outlook.games import load, play, shipped
    from bilat.record import open_record
    from bilat.report.scenario_views import scenario_json, show_scenario

    if name is None:
        rows = [(n, load(n).title) for n in shipped()]
        if as_json:
            emit([{"name": n, "title": title} for n, title in rows])
        for n, title in () if as_json else rows:
            click.echo(f"{n:<12}{title}")
        return
    given = {}
    for pair in cast:
        role, equals, state = pair.partition("=")
        if not equals or not role.strip() or not state.strip():
            raise InputError(f"{pair!r} gives no role a state.", "Write --state third=India.")
        given[role.strip()] = state.strip()
    if seed < 0:
        raise InputError(f"The seed {seed} is negative.", "Use 0 or more.")
    day = on or date.today()
    played = play(load(name), open_record(as_of=day), day, cast=given, draws=draws, seed=seed)
    if as_json:
        emit(scenario_json(played))
    else:
        show_scenario(played)
