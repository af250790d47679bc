"""PDF: the text layer becomes paragraphs. Read in a process of its own, within bounds (`bilat.reading.pages.pdf_worker`)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from math import ceil
from pathlib import Path
from typing import Any

from bilat.errors import InputError
from bilat.reading.pages.decode import MAX_BYTES, MAX_CHARACTERS, normalise

__all__ = ["MAX_PAGES", "paragraphs_of", "pdf_text"]

#: Longest PDF that is read.
MAX_PAGES = 200
_SECONDS = 30.0
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of)\s*\d{1,4})?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:][\"”’»)\]]*$")
_FILE_TITLE = re.compile(
    r"^microsoft word|^untitled|\.(?:docx?|pdf|indd|qxd|rtf|odt|pages|html?)$", re.IGNORECASE
)
_SAVE = "Save the article as plain text or HTML and give that."


def pdf_text(data: bytes) -> tuple[str, str | None]:
    """Return the text of a PDF, paragraphs parted by empty lines, and its title if it names one.

    Parameters
    ----------
    data
        The file; at most 10 MB and `MAX_PAGES` pages.

    Raises
    ------
    InputError
        If it is locked, broken, a scan without a text layer, or cannot be read within the bounds.
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            f"The PDF is {len(data) / 1e6:.0f} MB; at most {MAX_BYTES // 1_000_000} MB is read.",
            "Give one article, not a collection.",
        )
    found = _run(data)
    problem = found.get("problem")
    if problem == "pages":
        raise InputError(
            f"The PDF has {found['count']:,} pages; at most {MAX_PAGES} are read.",
            "Give the pages of the article.",
        )
    if problem == "characters":
        raise InputError(
            f"The PDF holds more than {MAX_CHARACTERS:,} characters of text.",
            "Give the pages of the article.",
        )
    if problem == "locked":
        raise InputError("The PDF is locked with a password.", "Unlock it first, or save its text.")
    if problem == "large":
        raise InputError("The PDF needs more time or memory than is given to one article.", _SAVE)
    if problem is not None:
        raise InputError("The PDF is damaged and cannot be read.", _SAVE)
    paragraphs = paragraphs_of([str(page) for page in found["pages"]])
    if not paragraphs:
        raise InputError(
            "The PDF has no text layer: it is a scan or a picture.",
            "Run it through text recognition (OCR) first.",
        )
    title = re.sub(r"\s+", " ", normalise(found["title"] or "")).strip()[:300]
    return "\n\n".join(paragraphs), title if title and not _FILE_TITLE.search(title) else None


def _run(data: bytes) -> dict[str, Any]:
    """Run the worker; whatever becomes of it, an answer comes back."""
    worker = Path(__file__).with_name("pdf_worker.py")
    limits = [str(MAX_PAGES), str(MAX_CHARACTERS)]
    try:
        done = subprocess.run(  # noqa: S603  our own file, run by our own interpreter
            [sys.executable, "-I", str(worker), *limits],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
        found = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"problem": "large"}
    except ValueError:
        return {"problem": "large"}  # it was stopped before it could say anything
    return found if isinstance(found, dict) else {"problem": "broken"}


def paragraphs_of(pages: list[str]) -> list[str]:
    r"""Join the lines of pages into paragraphs; running heads and page numbers go.

    A paragraph ends at an empty line, or at a line that ends a sentence well before the right margin. A word broken
    at the end of a line is put together again.

    Examples
    --------
    >>> paragraphs_of(["China abstained, but the vote was not close: the resolu-\ntion was carried.\nIt said why.\n3"])
    ['China abstained, but the vote was not close: the resolution was carried.', 'It said why.']
    """
    split = [[line.strip() for line in normalise(page).split("\n")] for page in pages]
    edges = Counter(_key(line) for lines in split for line in set(_edges(lines)))
    # a line at the head or foot of most pages is the running head, whatever its page number
    running = {key for key, count in edges.items() if count >= max(2, len(pages) // 2) and len(pages) > 1}
    kept: list[str] = []
    for lines in split:
        at_edge = set(_edges(lines))
        for line in lines:
            if _PAGE_NUMBER.match(line) or (line in at_edge and _key(line) in running):
                continue
            kept.append(line)
    lengths = sorted(len(line) for line in kept if line)
    if not lengths:
        return []
    margin = 0.75 * lengths[ceil(0.9 * (len(lengths) - 1))]
    out: list[str] = []
    open_ = ""
    for line in kept:
        if not line:
            out, open_ = _close(out, open_)
            continue
        broken = re.search(r"[A-Za-z]-$", open_) and line[:1].islower()
        open_ = open_[:-1] + line if broken else f"{open_} {line}".strip()
        if len(line) < margin and _SENTENCE_END.search(line):
            out, open_ = _close(out, open_)
    return _close(out, open_)[0]


def _close(done: list[str], paragraph: str) -> tuple[list[str], str]:
    """Add a finished paragraph, unless it goes on over an empty line: no end of a sentence, then a small letter."""
    text = re.sub(r"\s+", " ", paragraph).strip()
    if text and done and text[:1].islower() and not _SENTENCE_END.search(done[-1]):
        return [*done[:-1], f"{done[-1]} {text}"], ""
    return ([*done, text] if text else done), ""


def _edges(lines: list[str]) -> list[str]:
    """Return the two first and two last lines of a page that hold anything."""
    filled = [line for line in lines if line]
    return filled[:2] + filled[-2:] if len(filled) > 4 else filled[:1] + filled[-1:]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line).casefold()
