"""Who claimed what in many articles, counted at once: for as many as fit in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bilat.corpus.articles import collect
from bilat.corpus.part import Settings, read_article
from bilat.errors import BilatError, InputError

if TYPE_CHECKING:
    from bilat.checking.result import Report
    from bilat.checking.tally import ClaimTally

__all__ = ["tally_of"]


def tally_of(source: str | Path, on: date | None, outlet: str | None, as_of: date | None) -> ClaimTally:
    """Read, check and count every article of a collection, one after another.

    Raises
    ------
    InputError
        If there are no articles in it, or none can be read.
    """
    from bilat.checking.tally import tally

    settings = Settings(judged=True, on=on, as_of=as_of)
    reports: list[Report] = []
    left_out = 0
    for article in collect(source):
        try:
            _document, report = read_article(replace(article, outlet=article.outlet or outlet), settings)
        except BilatError:
            left_out += 1
        else:
            assert report is not None
            reports.append(report)
    if not reports:
        raise InputError(f"No article of {source} can be read.", "Give a folder of text or HTML files.")
    return replace(tally(reports), left_out=left_out)
