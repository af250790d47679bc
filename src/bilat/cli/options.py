"""Options that several commands share, said once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bilat.dates import day_in_record
from bilat.errors import BilatError
from bilat.files import written_whole

if TYPE_CHECKING:
    from bilat.measures.table import Table

__all__ = [
    "as_of_option",
    "emit",
    "fast_option",
    "json_option",
    "on_option",
    "quiet_option",
    "read_in",
    "show_table",
    "write_text",
]

F = TypeVar("F", bound=Callable[..., Any])


class _Day(click.ParamType["date | None"]):
    """A day of the record, YYYY-MM-DD."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | None:
        return day_in_record(value)


DAY = _Day()


def on_option(*names: str) -> Callable[[F], F]:
    """Add the day spoken from."""
    return click.option(
        *(names or ("--on", "--date")),
        "on",
        type=DAY,
        help="The day spoken from, YYYY-MM-DD; today by default.",
    )


def as_of_option(function: F) -> F:
    """Only what was known by a day."""
    return click.option("--as-of", "as_of", type=DAY, help="Use only what was known by this day.")(function)


def json_option(function: F) -> F:
    """Print the documented JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Print the documented JSON.")(function)


def quiet_option(function: F) -> F:
    """Show no progress."""
    return click.option("--quiet", is_flag=True, help="Show no progress.")(function)


def fast_option(function: F) -> F:
    """Read without the trained encoder."""
    return click.option(
        "--fast", is_flag=True, help="Rules and linear models alone, without the trained encoder."
    )(function)


def read_in(fast: bool) -> None:
    """Read in fast mode from here on, the workers of a corpus too."""
    if fast:
        os.environ["BILAT_READING"] = "fast"


def emit(data: Any) -> None:
    """Print JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def show_table(table: Table, out: str | None, as_json: bool, quiet: bool) -> None:
    """Write a table to a file by its ending, or print it as JSON or CSV."""
    if out:
        table.write(out)
        if not quiet:
            click.echo(f"{len(table)} rows, {len(table.columns)} columns: {out}", err=True)
    elif as_json:
        emit(table.to_arrow().to_pylist())
    else:
        click.echo(table.to_csv_text(), nl=False)


def write_text(path: str, text: str) -> None:
    """Write a report beside its final place first, so that a full disk leaves no half file.

    Raises
    ------
    StoreError
        If it cannot be written.
    """
    with written_whole(path) as draft:
        draft.write_text(text, encoding="utf-8")


def one_error(exc: BilatError) -> dict[str, str]:
    """Return an error in the one JSON shape."""
    return {"error": type(exc).__name__, "message": exc.message, "hint": exc.hint or ""}
