"""``bilat read``: statements and propositions, unjudged."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import emit, json_option, on_option, quiet_option


@click.command()
@click.argument("source")
@on_option("--date", "--on")
@click.option("--outlet", help="Who published it, where the text does not say.")
@click.option("--allow-loopback", is_flag=True, help="Let a URL point to this machine.")
@json_option
@quiet_option
def read(
    source: str, on: date | None, outlet: str | None, allow_loopback: bool, as_json: bool, quiet: bool
) -> None:
    """Read an article: SOURCE is a file, a URL, or - for standard input."""
    from bilat.reading import read_source
    from bilat.report.as_json import document_json

    document = read_source(source, date=on, outlet=outlet, from_source=True, allow_loopback=allow_loopback)
    if as_json:
        emit(document_json(document))
    else:
        from bilat.report.terminal import show_document

        show_document(document)
