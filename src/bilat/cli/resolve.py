"""``bilat resolve``: the state that a mention means."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import emit, json_option, on_option
from bilat.errors import InputError


@click.command()
@click.argument("text")
@on_option()
@json_option
def resolve(text: str, on: date | None, as_json: bool) -> None:
    """Say which state TEXT means on a day."""
    from bilat.api import resolve as find

    if not text.strip():
        raise InputError("No text was given.", 'Give a mention of a state: bilat resolve "the Kremlin"')
    state = find(text, on)
    if as_json:
        emit(
            None
            if state is None
            else {"iso3": state.iso3, "code": state.code, "name": state.name, "gw": state.gw}
        )
    elif state is None:
        click.echo("no state is meant")
    else:
        gw = f", Gleditsch-Ward {state.gw}" if state.gw is not None else ""
        click.echo(f"{state.iso3}  {state.name}  (COW {state.code}{gw})")
