"""Claims judged by the record: one sentence, an article, many articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bilat.api._opening import Day, opened_record, today
from bilat.api.reading import read
from bilat.dates import day

if TYPE_CHECKING:
    from bilat.checking.result import Claim, Report
    from bilat.checking.tally import ClaimTally
    from bilat.types import Verdict

__all__ = ["ask", "ask_claims", "check", "check_many", "check_text"]

_LONGEST_SENTENCE = 5_000


def check(
    text_or_path: str | Path,
    date: Day = None,
    outlet: str | None = None,
    *,
    as_of: Day = None,
    mode: str | None = None,
    from_source: bool = False,
    allow_loopback: bool = False,
) -> Report:
    """Check an article: who says what, and whether the record bears it out.

    Its forecasts are kept in the diary (`outlook_ledger`), the speaker's and bilat's own.

    Parameters
    ----------
    text_or_path
        The text itself, a path, a URL, or ``"-"`` for standard input.
    date
        The day spoken from; the article's own date where it has one, else today.
    as_of
        Only facts known by this day count.
    mode
        ``accurate`` (with the trained encoder, the default) or ``fast``.
    from_source
        `text_or_path` is surely a path, a URL or ``"-"``, never the text: a missing file is an error.
    allow_loopback
        A URL may point to this machine (for tests).

    Raises
    ------
    InputError
        If there is no text in it, or it is too large or not text at all.
    """
    from bilat.checking.asking import check_document
    from bilat.reading import read_source

    document = read_source(
        text_or_path,
        date=day(date),
        outlet=outlet,
        mode=mode,
        from_source=from_source,
        allow_loopback=allow_loopback,
    )
    on = day(date) or document.date or today()
    record, ledger = opened_record(as_of)
    return _kept(check_document(document, record, ledger, on, day(as_of)))


def _kept(report: Report) -> Report:
    """Keep a report's forecasts; a diary that cannot be written is a note, not a failure."""
    from dataclasses import replace

    from bilat.errors import BilatError
    from bilat.outlook.diary import Diary
    from bilat.outlook.keeping import keep_read

    if not any(c.kind == "forecast" for c in report.claims):
        return report
    try:
        keep_read(report, Diary())
    except BilatError as exc:
        return replace(report, notes=(*report.notes, f"Its forecasts were not kept. {exc.message}"))
    return report


def check_text(text: str, date: Day = None, outlet: str | None = None, *, as_of: Day = None) -> Report:
    """Check a text from a stranger: it is never taken for the name of a file or an address.

    Raises
    ------
    InputError
        If there is no text in it, or it is too large.

    Examples
    --------
    >>> len(check_text("/etc/hostname is a name of a file.").claims)
    0
    """
    from bilat.checking.asking import check_document

    document = read(text, date, outlet)
    record, ledger = opened_record(as_of)
    return check_document(document, record, ledger, day(date) or document.date or today(), day(as_of))


def check_many(
    source: str | Path, date: Day = None, outlet: str | None = None, *, as_of: Day = None
) -> ClaimTally:
    """Check every article of a folder, a glob or a file of many; return who claimed what and how often it held.

    Articles that cannot be read are counted in ``left_out``; ``bilat check --out`` names them with the reason.

    Raises
    ------
    InputError
        If there are no articles in it, or none can be read.
    """
    from bilat.corpus.counting import tally_of

    return tally_of(source, day(date), outlet, day(as_of))


def ask(sentence: str, on: Day = None, *, as_of: Day = None) -> Verdict:
    """Judge one claim.

    Examples
    --------
    >>> ask("Finland is a member of NATO", on="2024-01-01").outcome
    'supported'
    """
    from bilat.checking.asking import merge

    return merge(ask_claims(sentence, on, as_of=as_of), day(as_of), sentence)


def ask_claims(sentence: str, on: Day = None, *, as_of: Day = None) -> tuple[Claim, ...]:
    """Type one sentence and return each of its propositions, judged.

    Raises
    ------
    InputError
        If it is empty, or far too long for a sentence.
    """
    from bilat.checking.asking import claims_of
    from bilat.errors import InputError

    if not sentence.strip():
        raise InputError("No claim was given.", "Give one sentence, such as: Russia sells arms to India.")
    if len(sentence) > _LONGEST_SENTENCE:
        raise InputError(
            f"The claim has {len(sentence):,} characters; at most {_LONGEST_SENTENCE:,} are read.",
            "A claim is one sentence; `bilat check` reads whole articles.",
        )

    record, ledger = opened_record(as_of)
    return claims_of(sentence, record, ledger, day(on) or today(), day(as_of))
