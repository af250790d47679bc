"""``bilat brief``: the dossier of a pair."""

from __future__ import annotations

from datetime import date

import click

from bilat.cli.options import as_of_option, emit, json_option, on_option, quiet_option, write_text


@click.command()
@click.argument("a")
@click.argument("b")
@on_option()
@as_of_option
@click.option(
    "--html", "html_file", type=click.Path(dir_okay=False), help="Write the dossier as one HTML file."
)
@click.option(
    "--pdf", "pdf_file", type=click.Path(dir_okay=False), help="Print it as PDF, where Chromium is installed."
)
@click.option("--md", "md_file", type=click.Path(dir_okay=False), help="Write the dossier in Markdown.")
@json_option
@quiet_option
def brief(
    a: str,
    b: str,
    on: date | None,
    as_of: date | None,
    html_file: str | None,
    pdf_file: str | None,
    md_file: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Brief a pair of states, A and B, on a day."""
    from bilat.api import brief as make
    from bilat.api import pair_view

    if html_file or pdf_file:
        view = pair_view(a, b, on, as_of=as_of)
        dossier, page = view.brief, view.to_html()
    else:
        dossier, page = make(a, b, on, as_of=as_of), ""
    if html_file:
        write_text(html_file, page)
    if pdf_file:
        from pathlib import Path

        from bilat.report.pdf import write_pdf

        write_pdf(page, Path(pdf_file))
    if md_file:
        write_text(md_file, dossier.to_markdown())
    if as_json:
        emit(dossier.to_dict())
    else:
        from bilat.report.terminal_brief import show_brief

        show_brief(dossier)
