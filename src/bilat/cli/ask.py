"""``bilat ask``: one claim, or a file of claims."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from bilat.cli.options import as_of_option, emit, json_option, on_option, quiet_option
from bilat.errors import InputError

_LINE_LIMIT = 20_001


@click.command()
@click.argument("sentence", required=False)
@on_option()
@as_of_option
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help="A file of claims: JSON lines with id, text, date; or one claim a line.",
)
@click.option("--jsonl", is_flag=True, help="Print one JSON object a line.")
@json_option
@quiet_option
def ask(
    sentence: str | None,
    on: date | None,
    as_of: date | None,
    file: str | None,
    jsonl: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Judge one claim: SENTENCE, or every line of --file."""
    from bilat.api import ask_claims
    from bilat.checking.asking import merge
    from bilat.report.as_json import answer_json

    if file:
        _batch(file, on, as_of)
        return
    if not sentence or not sentence.strip():
        raise InputError(
            "No claim was given.",
            'Write one in quotes: bilat ask "Russia sells arms to India" --on 2022-02-08',
        )
    claims = ask_claims(sentence, on, as_of=as_of)
    if as_json or jsonl:
        emit(answer_json("1", claims, merge(claims, as_of, sentence)))
    else:
        from bilat.report.terminal import show_answer

        show_answer(sentence, claims, merge(claims, as_of, sentence))


def _batch(file: str, on: date | None, as_of: date | None) -> None:
    """Judge every line; a bad line is answered with an error object and does not stop the others."""
    from bilat.corpus.claims import answer_lines

    failed = 0
    for out in answer_lines(_lines(file), on, as_of):
        failed += "error" in out
        click.echo(json.dumps(out, ensure_ascii=False, allow_nan=False))
    if failed:
        raise InputError(
            f"{failed} of the lines could not be judged.", "Their answers say why; the others are done."
        )


def _lines(file: str) -> Iterator[tuple[int, str]]:
    stream = sys.stdin if file == "-" else Path(file).open(encoding="utf-8", errors="replace")  # noqa: SIM115
    with stream:
        for number, line in enumerate(stream, 1):
            # far beyond what a line may hold: the rest of one without an end is not read into the answer
            yield number, line[:_LINE_LIMIT]
