"""``bilat read``: statements and propositions, unjudged."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from bilat.cli.corpus import corpus_options, run_corpus, wants_corpus
from bilat.cli.options import emit, fast_option, json_option, on_option, quiet_option, read_in


@click.command()
@click.argument("source")
@on_option("--date", "--on")
@click.option("--outlet", help="Who published it, where the text does not say.")
@click.option("--allow-loopback", is_flag=True, help="Let a URL point to this machine.")
@fast_option
@corpus_options
@json_option
@quiet_option
def read(
    source: str,
    on: date | None,
    outlet: str | None,
    allow_loopback: bool,
    out: str | None,
    fast: bool,
    as_json: bool,
    quiet: bool,
    **many: Any,
) -> None:
    """Read an article: SOURCE is a file, a URL, or - for standard input. With --out, many articles."""
    read_in(fast)
    if wants_corpus(source, out):
        run_corpus(source, str(out), judged=False, on=on, as_json=as_json, quiet=quiet, **many)
        return
    from bilat.reading import read_source
    from bilat.report.as_json import document_json

    document = read_source(
        source,
        date=on,
        outlet=outlet,
        from_source=True,
        allow_loopback=allow_loopback,
    )
    if as_json:
        emit(document_json(document))
    else:
        from bilat.report.terminal import show_document

        show_document(document)
