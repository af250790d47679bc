"""Articles that were checked: each found again by what was asked, while the server runs."""

from __future__ import annotations

import contextlib
import hashlib
from typing import TYPE_CHECKING

from bilat.checking.heard import statements_of
from bilat.errors import InputError, StoreError, UnknownNameError
from bilat.web.judging import Article

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bilat.checking.result import Report
    from bilat.web.figures import Asked
    from bilat.web.work import Work

__all__ = ["check_article", "kept_report"]


async def check_article(
    app: FastAPI, given: str, *, is_address: bool, when: Asked, outlet: str | None = None
) -> tuple[str, Report]:
    """Check an article and return it with the name under which it is kept.

    Text is never taken for a path, and an address never for a file or for one of this machine.

    Raises
    ------
    InputError
        If it cannot be used.
    FetchError
        If the address is refused or cannot be fetched.
    """
    from bilat.reading.pages.page import is_url

    if is_address and not is_url(given):
        raise InputError(f"{given[:80]!r} is not an http(s) address.", "Paste the text instead.")
    said = "\x1f".join((given, str(is_address), str(when.on), str(when.as_of), outlet or ""))
    identity = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:20]

    article = Article(given, is_address, when.on, when.as_of, outlet)

    def judged() -> Report:
        found: Report = app.state.judge(article)
        return found

    def remember(report: Report) -> None:
        # that a note cannot be written is no reason to withhold the verdicts
        with contextlib.suppress(StoreError):
            app.state.heard.add(statements_of(report))

    work: Work = app.state.work
    report: Report | None = work.get(("report", identity))
    if report is None:
        made = report = await work.run(judged)
        await work.run(lambda: remember(made))
    work.keep(("report", identity), report, 4_000 * len(report.claims) + 3 * len(report.article.text))
    app.state.recent.article(identity, report.article.title or "An article", report.on)
    return identity, report


def kept_report(work: Work, identity: str) -> Report:
    """Return an article that was checked since the server started.

    Raises
    ------
    UnknownNameError
        If it was not, or was let go since.
    """
    found: Report | None = work.get(("report", identity))
    if found is None:
        raise UnknownNameError(
            "checked article",
            identity[:40],
            (),
            "bilat keeps articles only while it runs: check it again at /check.",
        )
    return found
