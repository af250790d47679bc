"""``bilat data``: list, get, import, verify, export, vintages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from bilat.cli.options import as_of_option, emit, json_option, quiet_option

if TYPE_CHECKING:
    from bilat.record.imports import ImportReport


@click.group()
def data() -> None:
    """Look after the record: what is here, getting more, getting it out."""


def _progress(quiet: bool) -> Callable[[str], None]:
    def tell(message: str) -> None:
        if not quiet:
            click.echo(message, err=True)

    return tell


@data.command("list")
@json_option
def list_(as_json: bool) -> None:
    """Every source: version, coverage, licence, and what of it is here."""
    from bilat.record.holdings import holdings

    found = holdings()
    if as_json:
        from bilat.report.as_json import holding_json

        emit([holding_json(h) for h in found])
        return
    for h in found:
        state = (
            h.here
            + (f" {h.taken}" if h.taken else "")
            + (f", {h.vintages} imports" if h.vintages > 1 else "")
        )
        stale = f" (ends {h.age_years} years ago)" if h.age_years > 1 else ""
        click.echo(f"{h.source.id:<15} {state:<19} {h.source.title}")
        click.echo(f"{'':<15} {h.covers[0]}-{h.covers[1]}{stale}; version {h.version}; {h.source.licence}")
    click.echo("\n`bilat data get SOURCE` fetches one, `bilat data import FOLDER` takes files you have.")


@data.command()
@click.argument("sources", nargs=-1)
@json_option
@quiet_option
def get(sources: tuple[str, ...], as_json: bool, quiet: bool) -> None:
    """Fetch SOURCES from their official addresses (all that allow it if none is named) and take them in."""
    from bilat.record.getting import get as fetch_and_import

    _show(fetch_and_import(sources, progress=_progress(quiet)), as_json, quiet)


@data.command("import")
@click.argument("folder", type=click.Path(path_type=Path))
@json_option
@quiet_option
def import_(folder: Path, as_json: bool, quiet: bool) -> None:
    """Take in the data files of FOLDER: official files or their tidy Parquet, known by name or columns."""
    from bilat.record.imports import import_folder

    _show(import_folder(folder, progress=_progress(quiet)), as_json, quiet)


def _show(report: ImportReport, as_json: bool, quiet: bool) -> None:
    if as_json:
        emit(_report(report))
    else:
        for item in report.imported:
            rows = ", ".join(f"{n} {c:,}" for n, c in item.rows.items())
            click.echo(f"{item.source}: {rows}" + ("" if item.new else " (here already)"))
            shown = () if quiet else item.problems[:3]
            for problem in shown:
                click.echo(f"  {problem}")
            if len(item.problems) > len(shown):
                click.echo(
                    f"  {len(item.problems) - len(shown):,} more problems in `bilat data vintages --json`"
                )
        for found in report.unknown:
            click.echo(f"not taken in: {found.path.name}: {found.reason}")
        for source, why in report.failed.items():
            click.echo(f"failed: {source}: {why}", err=True)
        click.echo(f"{report.bytes / 1e6:.0f} MB read in {report.seconds:.0f} s.")
    if report.failed:
        raise click.exceptions.Exit(2)


def _report(report: ImportReport) -> dict[str, Any]:
    return {
        "imported": [
            {
                "source": i.source,
                "hash": i.hash,
                "new": i.new,
                "files": list(i.files),
                "rows_read": i.rows_read,
                "rows": i.rows,
                "problems": [{"file": p.file, "line": p.line, "message": p.message} for p in i.problems],
                "seconds": round(i.seconds, 3),
            }
            for i in report.imported
        ],
        "failed": report.failed,
        "unknown": [{"file": str(f.path), "reason": f.reason} for f in report.unknown],
        "derived": report.derived,
        "seconds": round(report.seconds, 3),
        "bytes": report.bytes,
    }


@data.command()
@json_option
def verify(as_json: bool) -> None:
    """Hash every vintage again; exit 2 if one is not as it was written."""
    from bilat.record.holdings import verify_store

    count, faults = verify_store()
    if as_json:
        emit(
            {
                "vintages": count,
                "faults": [{"source": f.source, "hash": f.hash, "message": f.message} for f in faults],
            }
        )
    else:
        for fault in faults:
            click.echo(f"{fault.source}/{fault.hash}: {fault.message}", err=True)
        click.echo(f"{count} vintages, {len(faults)} faults.")
    if faults:
        raise click.exceptions.Exit(2)


@data.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--table", "tables", multiple=True, help="A tidy or measure table; may be given several times.")
@click.option(
    "--format", "form", type=click.Choice(["csv", "parquet", "dta"]), help="Format of the files in a folder."
)
@as_of_option
@json_option
def export(
    target: Path,
    tables: tuple[str, ...],
    form: Literal["csv", "parquet", "dta"] | None,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Write tables to TARGET: a .csv, .parquet or .dta file for one table, or a folder."""
    from bilat.record.holdings import export as write

    written = write(target, tables, as_of=as_of, form=form)
    if as_json:
        emit([str(p) for p in written])
    else:
        for path in written:
            click.echo(f"wrote {path}")


@data.command()
@json_option
def vintages(as_json: bool) -> None:
    """Every import: when, what went in, what came out."""
    from bilat.record.holdings import vintages as every

    found = every()
    if as_json:
        emit(
            [
                {
                    "source": v.source,
                    "hash": v.hash,
                    "taken": v.taken.isoformat(),
                    "bilat": v.bilat,
                    "version": v.version,
                    "covers": list(v.covers),
                    "files": list(v.files),
                    "tables": v.tables,
                    "rows_read": v.rows_read,
                    "problem_count": v.problem_count,
                    "problems": list(v.problems),
                }
                for v in found
            ]
        )
        return
    for v in found:
        rows = ", ".join(f"{n} {t['rows']:,}" for n, t in v.tables.items())
        click.echo(
            f"{v.taken:%Y-%m-%d %H:%M}  {v.source}  {v.hash}  {v.version}  {rows}  {v.problem_count} problems"
        )
    if not found:
        click.echo("No vintage yet: the bundled pack answers. `bilat data import FOLDER` takes files in.")


@data.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Parquet or CSV to write."
)
@click.option(
    "--format",
    "form",
    help="icews, polecat, gdelt1, gdelt1-reduced, gdelt2; told from the files if left out.",
)
@click.option("--memory", default="1500MB", show_default=True, help="What may be held in memory.")
@json_option
@quiet_option
def events(
    files: tuple[Path, ...], out: Path, form: str | None, memory: str, as_json: bool, quiet: bool
) -> None:
    """Aggregate event FILES (ICEWS, POLECAT, GDELT) to a series of directed pairs by month."""
    from bilat.eventdata import make_series, write_series

    made = make_series(files, form, memory=memory, progress=_progress(quiet))
    write_series(made, out)
    account = {
        "format": made.format.key,
        "rows": made.rows,
        "events": int(made.table["n"].to_numpy().sum()),
        "pair_months": made.table.num_rows,
        "months": [f"{year}-{month:02d}" for year, month in made.months] if made.months else None,
        "left_out": made.left_out,
        "unknown_names": dict(made.unknown_names[:20]),
    }
    if as_json:
        emit(account)
        return
    click.echo(
        f"{account['events']:,} of {made.rows:,} events in {made.table.num_rows:,} pair-months, "
        f"{' to '.join(account['months'] or [])}: {out}"
    )
    for reason, count in made.left_out.items():
        click.echo(f"  left out, {reason}: {count:,}")
    if made.unknown_names:
        click.echo(
            f"  unknown names: {', '.join(f'{name} ({count:,})' for name, count in made.unknown_names[:8])}"
        )
