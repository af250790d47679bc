"""``bilat check``: an article, judged."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import click

from bilat.cli.corpus import corpus_options, run_corpus, wants_corpus
from bilat.cli.options import (
    as_of_option,
    emit,
    fast_option,
    json_option,
    on_option,
    quiet_option,
    read_in,
    write_text,
)


@click.command()
@click.argument("source")
@on_option("--date", "--on")
@as_of_option
@click.option("--outlet", help="Who published it, where the text does not say.")
@click.option(
    "--html", "html_file", type=click.Path(dir_okay=False), help="Write the report as one HTML file."
)
@click.option(
    "--pdf", "pdf_file", type=click.Path(dir_okay=False), help="Print it as PDF, where Chromium is installed."
)
@click.option("--md", "md_file", type=click.Path(dir_okay=False), help="Write the report in Markdown.")
@click.option(
    "--claimreview",
    "review_file",
    type=click.Path(dir_okay=False),
    help="Write schema.org ClaimReview (JSON-LD), one review a claim.",
)
@click.option(
    "--table",
    is_flag=True,
    help="SOURCE is a folder or file of articles: who claimed what, and how often it held.",
)
@click.option("--allow-loopback", is_flag=True, help="Let a URL point to this machine.")
@click.option(
    "--keep", is_flag=True, help="Keep its statements in the store's folder, for `bilat serve --keep`."
)
@fast_option
@corpus_options
@json_option
@quiet_option
def check(
    source: str,
    on: date | None,
    as_of: date | None,
    outlet: str | None,
    html_file: str | None,
    pdf_file: str | None,
    md_file: str | None,
    review_file: str | None,
    table: bool,
    allow_loopback: bool,
    keep: bool,
    fast: bool,
    out: str | None,
    as_json: bool,
    quiet: bool,
    **many: Any,
) -> None:
    """Check an article: SOURCE is a file, a URL, or - for standard input. With --out, many articles."""
    read_in(fast)
    if table:
        from bilat.api import check_many
        from bilat.report.terminal_tally import show_tally

        found = check_many(source, date=on, as_of=as_of, outlet=outlet)
        if as_json:
            emit(found.to_dict())
        else:
            show_tally(found)
        return
    if wants_corpus(source, out):
        run_corpus(source, str(out), judged=True, on=on, as_of=as_of, as_json=as_json, quiet=quiet, **many)
        return
    from bilat.api import check as check_source

    report = check_source(
        source, date=on, outlet=outlet, as_of=as_of, from_source=True, allow_loopback=allow_loopback
    )
    if keep:
        from bilat.checking.heard import Heard, file_of, statements_of

        Heard(file_of()).add(statements_of(report))
    if html_file:
        write_text(html_file, report.to_html())
    if pdf_file:
        from pathlib import Path

        from bilat.report.pdf import write_pdf

        write_pdf(report.to_html(), Path(pdf_file))
    if md_file:
        write_text(md_file, report.to_markdown())
    if review_file:
        from bilat.report.claimreview import claim_reviews

        write_text(review_file, json.dumps(claim_reviews(report), ensure_ascii=False, indent=1) + "\n")
    if as_json:
        emit(report.to_dict())
    else:
        from bilat.report.terminal import show_report

        show_report(report)
