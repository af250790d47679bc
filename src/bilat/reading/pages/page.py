"""A page, file or string becomes the clean text of one article, with what it says about itself."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bilat.errors import InputError
from bilat.reading.pages.decode import MAX_BYTES, MAX_CHARACTERS, decode
from bilat.reading.pages.formats import (
    Page,
    from_html,
    from_mail,
    from_pdf,
    from_plain,
    looks_like_html,
    looks_like_mail,
)

__all__ = ["Page", "clean", "is_url", "load", "names_a_source"]

_URL = re.compile(r"^https?://\S+$", re.IGNORECASE)
_ANY_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]{0,30})://\S*$", re.IGNORECASE)


def clean(source: str | bytes, *, url: str | None = None, content_type: str | None = None) -> Page:
    r"""Return the article in a page: HTML, PDF, Markdown, an e-mail or plain text, told apart by content.

    Parameters
    ----------
    source
        Text, or bytes in any common encoding; at most 10 MB.
    url
        Where it came from; helps to name the outlet.
    content_type
        As the server says, e.g. ``"text/html; charset=utf-8"``.

    Raises
    ------
    InputError
        If it is empty, too large, not text, or a page without text.

    Examples
    --------
    >>> clean("China abstained.\n\nLeave a comment\n\nName *").text
    'China abstained.'
    """
    kind = (content_type or "").split(";")[0].strip().lower()
    if isinstance(source, bytes) and (kind == "application/pdf" or source.lstrip()[:5] == b"%PDF-"):
        return _bounded(from_pdf(source))
    text = decode(source, content_type) if isinstance(source, bytes) else source
    if len(text) > MAX_BYTES:
        raise InputError(
            f"The text has {len(text):,} characters; at most {MAX_BYTES:,} are read.",
            "Give one article at a time.",
        )
    if "\x00" in text:
        raise InputError("The text holds NUL characters: it is binary, not text.", "Give the text itself.")
    if not text.strip():
        raise InputError("The input is empty.", "Give the text of an article, a file, or a URL.")
    if kind == "message/rfc822" or (not kind and looks_like_mail(text)):
        page = from_mail(text)
    elif kind in ("text/html", "application/xhtml+xml") or (
        kind != "text/markdown" and looks_like_html(text)
    ):
        page = from_html(text, url)
    else:
        page = from_plain(text, markdown=kind == "text/markdown")
    return _bounded(page)


def _bounded(page: Page) -> Page:
    """Return a page that holds text, and not too much of it."""
    if not page.text:
        raise InputError(
            "No text of an article was found in the input.",
            "If the page builds its text with JavaScript, save the text from your browser and give that file.",
        )
    if len(page.text) > MAX_CHARACTERS:
        raise InputError(
            f"The article has {len(page.text):,} characters; at most {MAX_CHARACTERS:,} are read.",
            "Split it into parts.",
        )
    return page


def is_url(source: str) -> bool:
    """Say whether `source` is one http(s) address and nothing else."""
    return bool(_URL.match(source.strip()))


def names_a_source(source: str | Path) -> bool:
    """Say whether `source` names a file, a URL or standard input, rather than being the text itself.

    A single word with a file's ending counts as a path even if there is no such file, so that a slip of the
    keyboard is reported and not read as an article.

    Examples
    --------
    >>> names_a_source("articel.txt"), names_a_source("China abstained on Thursday.")
    (True, False)
    """
    if isinstance(source, Path) or source == "-" or _ANY_SCHEME.match(source.strip()):
        return True
    if "\n" in source or len(source) > 1000:
        return False
    if re.fullmatch(r"\S+\.(?:txt|html?|md|markdown|eml|pdf|docx?|json)", source.strip(), re.IGNORECASE):
        return True
    try:
        return bool(source.strip()) and Path(source).exists()
    except (OSError, ValueError):
        return False


def load(source: str | Path, *, allow_loopback: bool = False) -> Page:
    """Read the article at a path, at a URL, or on standard input (``"-"``).

    Parameters
    ----------
    allow_loopback
        Let a URL point at this machine; only for tests and local servers.

    Raises
    ------
    InputError
        If there is no such file or it cannot be used.
    FetchError
        If the URL is refused or cannot be fetched.
    """
    if isinstance(source, str) and source == "-":
        return clean(sys.stdin.buffer.read(MAX_BYTES + 1))
    if isinstance(source, str) and is_url(source):
        from bilat.reading.pages.fetch_page import fetch

        fetched = fetch(source.strip(), allow_loopback=allow_loopback)
        return clean(fetched.body, url=fetched.url, content_type=fetched.content_type)
    scheme = _ANY_SCHEME.match(source.strip()) if isinstance(source, str) else None
    if scheme:
        raise InputError(
            f"Only http and https addresses are read, not {scheme.group(1).lower()!r}.",
            "Save the page and give the file.",
        )
    if isinstance(source, str) and not source.strip():
        raise InputError("No source was given.", "Give a file, a URL, or - for standard input.")
    path = Path(source)
    name = str(path) if len(str(path)) <= 200 else str(path)[:200] + "…"
    try:
        if not path.exists():
            raise InputError(f"There is no file {name!r}.", "Give a file, a URL, or - for standard input.")
        if not path.is_file():
            raise InputError(f"{name!r} is not a file.", "Give one article as a file.")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
            size = path.stat().st_size
    except (OSError, ValueError) as err:
        raise InputError(
            f"{name!r} cannot be read: {getattr(err, 'strerror', None) or err}.",
            "Check the name and the permissions.",
        ) from err
    if size > MAX_BYTES:
        raise InputError(
            f"{path.name} is {size / 1e6:.0f} MB; an article of at most {MAX_BYTES // 1_000_000} MB is read.",
            "Give one article, not a collection.",
        )
    if not data.strip():
        raise InputError(f"{path.name} is empty.", "Give a file with the text of an article.")
    suffix = path.suffix.lower()
    types = {".md": "text/markdown", ".markdown": "text/markdown", ".eml": "message/rfc822"}
    return clean(data, content_type=types.get(suffix))
