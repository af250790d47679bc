"""What ``read`` and ``check`` share when the source is many articles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from bilat.cli.options import emit
from bilat.errors import InputError

if TYPE_CHECKING:
    from bilat.corpus.running import Progress

__all__ = ["corpus_options", "run_corpus", "wants_corpus"]

F = TypeVar("F", bound=Callable[..., Any])


def corpus_options(function: F) -> F:
    """Add the options of a run over many articles."""
    for option in reversed(
        (
            click.option(
                "--out",
                "out",
                type=click.Path(file_okay=False),
                help="SOURCE is many articles (folder, glob, JSON lines, WARC, Parquet): write tables here.",
            ),
            click.option("--workers", type=click.IntRange(1, 256), help="Processes; all cores by default."),
            click.option(
                "--part-size",
                type=click.IntRange(1, 100_000),
                default=100,
                show_default=True,
                help="Articles a part: what is read again after a kill.",
            ),
            click.option(
                "--seconds",
                type=click.FloatRange(0.1, 3600),
                default=60.0,
                show_default=True,
                help="How long one article may take.",
            ),
            click.option(
                "--engine",
                type=click.Choice(["local", "ray"]),
                default="local",
                show_default=True,
                help="Processes here, or a Ray cluster.",
            ),
            click.option("--text-column", help="Field or column that holds the text."),
            click.option("--restart", is_flag=True, help="Throw away what --out holds of an earlier run."),
        )
    ):
        function = option(function)
    return function


def wants_corpus(source: str, out: str | None) -> bool:
    """Say whether a corpus run is meant.

    Raises
    ------
    InputError
        If the source is many articles and no folder to write to is given.
    """
    from bilat.corpus import is_collection

    if out is not None:
        return True
    if source != "-" and is_collection(source):
        raise InputError(f"{source!r} is many articles.", "Give a folder for the tables: --out DIR.")
    return False


def run_corpus(
    source: str,
    out: str,
    *,
    judged: bool,
    on: date | None,
    as_of: date | None = None,
    workers: int | None,
    part_size: int,
    seconds: float,
    text_column: str | None,
    restart: bool,
    engine: Literal["local", "ray"],
    as_json: bool,
    quiet: bool,
) -> None:
    """Run, show how far it is, and say what came out."""
    from bilat.corpus import Settings, collect, run

    settings = Settings(judged, on, as_of, seconds)
    summary = run(
        collect(source, text_column),
        Path(out),
        settings,
        workers=workers,
        part_size=part_size,
        restart=restart,
        engine=engine,
        progress=None if quiet else _tell,
    )
    if not quiet:
        click.echo("", err=True)
    if as_json:
        emit(
            {
                name: getattr(summary, name)
                for name in ("articles", "failures", "statements", "claims", "words")
            }
        )
        return
    click.echo(
        f"{summary.articles:,} articles ({summary.words:,} words), {summary.statements:,} statements, "
        f"{summary.claims:,} claims; {summary.failures:,} failed (see {Path(out) / 'failures'})."
    )


def _tell(progress: Progress) -> None:
    left = "" if progress.left is None else f", {_span(progress.left)} left"
    total = "" if progress.total is None else f" of {progress.total:,}"
    click.echo(
        f"\r{progress.articles + progress.failures:,}{total} articles, {progress.rate:.1f} a second{left}, "
        f"{progress.failures:,} failed   ",
        err=True,
        nl=False,
    )


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"
