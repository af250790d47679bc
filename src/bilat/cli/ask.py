"""``bilat ask``: one claim, or a file of claims."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from bilat.cli.options import as_of_option, emit, json_option, on_option, one_error, quiet_option
from bilat.dates import day_in_record
from bilat.errors import BilatError, InputError

_LINE_LIMIT = 20_000
_SHAPE = 'Write {"id": "1", "text": "...", "date": "YYYY-MM-DD"}.'


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
        emit(answer_json("1", claims, merge(claims, as_of)))
    else:
        from bilat.report.terminal import show_answer

        show_answer(sentence, claims, merge(claims, as_of))


def _batch(file: str, on: date | None, as_of: date | None) -> None:
    """Judge every line; a bad line is answered with an error object and does not stop the others."""
    from bilat.api import ask_claims
    from bilat.checking.asking import merge
    from bilat.report.as_json import answer_json

    failed = 0
    for number, line in _lines(file):
        identity = str(number)
        try:
            item = _item(line, number)
            identity = str(item.get("id", number))
            text, spoken = _claim(item, number)
            claims = ask_claims(text, spoken or on, as_of=as_of)
            out: dict[str, Any] = answer_json(identity, claims, merge(claims, as_of))
        except BilatError as exc:
            failed += 1
            out = {"id": identity, **one_error(exc)}
        click.echo(json.dumps(out, ensure_ascii=False, allow_nan=False))
    if failed:
        raise InputError(
            f"{failed} of the lines could not be judged.", "Their answers say why; the others are done."
        )


def _lines(file: str) -> Iterator[tuple[int, str]]:
    stream = sys.stdin if file == "-" else Path(file).open(encoding="utf-8", errors="replace")  # noqa: SIM115
    with stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, line[: _LINE_LIMIT + 1]


def _item(line: str, number: int) -> dict[str, Any]:
    """Return a line as an object: JSON, or the claim itself."""
    if len(line) > _LINE_LIMIT:
        raise InputError(
            f"Line {number} is longer than {_LINE_LIMIT} characters.", "A claim is one sentence."
        )
    if not line.lstrip().startswith("{"):
        return {"text": line.strip()}
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as exc:
        raise InputError(f"Line {number} is not JSON: {exc}.", _SHAPE) from None
    return item if isinstance(item, dict) else {"text": item}


def _claim(item: dict[str, Any], number: int) -> tuple[str, date | None]:
    """Return the text and the day of a line."""
    text = item.get("text")
    if not isinstance(text, str):
        raise InputError(f"Line {number} has no text, or its text is no string.", _SHAPE)
    return text, day_in_record(item.get("date"))
