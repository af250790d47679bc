"""A page, file or string becomes the clean text of one article, with what it says about itself."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bilat.errors import InputError
from bilat.reading.decode import MAX_BYTES, MAX_CHARACTERS, decode, normalise
from bilat.reading.furniture import strip_furniture

__all__ = ["Page", "clean", "is_url", "load", "names_a_source"]

_URL = re.compile(r"^https?://\S+$", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|section|main)\b[^>]*>", re.IGNORECASE
)
_HEADER = re.compile(
    r"^(from|to|subject|date|mime-version|received|message-id|content-type|return-path):", re.I
)
_BYLINE = re.compile(r"^(?:by|By|BY)\s+([A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]+|and|,|de|van|von|al))*)\s*$")
_DATED = re.compile(
    r"^(?:published|updated|posted|date|on)?\s*[:,]?\s*(?:on\s+)?"
    r"((?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})"
    r"(?:[T,\s].{0,30})?$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TITLE_LONGEST = 160
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """The clean text of an article. Paragraphs are parted by one empty line; every offset points into `text`.

    ``title``, ``outlet``, ``date`` and ``author`` are ``None`` where the page does not say.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    date: date | None = None
    author: str | None = None


def clean(source: str | bytes, *, url: str | None = None, content_type: str | None = None) -> Page:
    r"""Return the article in a page: HTML, Markdown, an e-mail or plain text, told apart by content.

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
    text = decode(source, content_type) if isinstance(source, bytes) else source
    if len(text) > MAX_BYTES:
        raise InputError(
            f"The text has {len(text):,} characters; at most {MAX_BYTES:,} are read.",
            "Give one article at a time.",
        )
    if "\x00" in text:
        raise InputError("The text holds NUL characters: it is binary, not text.", "Give the text itself.")
    kind = (content_type or "").split(";")[0].strip().lower()
    if not text.strip():
        raise InputError("The input is empty.", "Give the text of an article, a file, or a URL.")
    if kind == "message/rfc822" or (not kind and _looks_like_mail(text)):
        page = _mail(text)
    elif kind in ("text/html", "application/xhtml+xml") or (
        kind != "text/markdown" and _looks_like_html(text)
    ):
        page = _html(text, url)
    else:
        page = _plain(text, markdown=kind == "text/markdown")
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
    if isinstance(source, Path) or source == "-" or is_url(source):
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
        from bilat.reading.fetch_page import fetch

        fetched = fetch(source.strip(), allow_loopback=allow_loopback)
        return clean(fetched.body, url=fetched.url, content_type=fetched.content_type)
    path = Path(source)
    try:
        if not path.exists():
            raise InputError(
                f"There is no file {str(path)!r}.", "Give a file, a URL, or - for standard input."
            )
        if not path.is_file():
            raise InputError(f"{str(path)!r} is not a file.", "Give one article as a file.")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
            size = path.stat().st_size
    except (OSError, ValueError) as err:
        raise InputError(
            f"{str(path)!r} cannot be read: {err}.", "Check the name and the permissions."
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


# ---------------------------------------------------------------------------------------------- formats


def _looks_like_html(text: str) -> bool:
    head = text[:4000]
    return bool(_HTML.search(head)) and "</" in text


def _looks_like_mail(text: str) -> bool:
    lines = text.lstrip("\n").split("\n", 12)[:12]
    known = {m.group(1).lower() for line in lines if (m := _HEADER.match(line))}
    first = _HEADER.match(lines[0]) or re.match(r"^[A-Za-z-]{2,40}:\s", lines[0])
    return bool(first) and len(known & {"from", "subject", "date", "mime-version", "message-id"}) >= 3


def _html(text: str, url: str | None) -> Page:
    import lxml.etree  # type: ignore[import-untyped]
    import trafilatura

    head, body = _html_metadata(text, url), ""
    try:
        found = trafilatura.bare_extraction(
            text,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=False,
            deduplicate=False,
        )
        body = str(getattr(found, "text", None) or "")
    except (RecursionError, ValueError, TypeError, AttributeError, lxml.etree.LxmlError):
        # trafilatura raises on some malformed pages; the plain paragraphs still serve.
        body = ""
    paragraphs = strip_furniture(_split(normalise(body)))
    if len(" ".join(paragraphs)) < 200:
        fallback = strip_furniture(_html_paragraphs(text))
        if len(" ".join(fallback)) > len(" ".join(paragraphs)):
            paragraphs = fallback
    if head.title and paragraphs and _same(paragraphs[0], head.title):
        paragraphs = paragraphs[1:]
    if len(" ".join(paragraphs).split()) < _FEWEST_WORDS:
        paragraphs = []  # a menu or a notice, not an article
    rest = _front_lines(paragraphs)
    return replace(head, text=rest.text, author=head.author or rest.author, date=head.date or rest.date)


def _html_metadata(text: str, url: str | None) -> Page:
    import lxml.etree
    from trafilatura.metadata import extract_metadata

    try:
        meta = extract_metadata(text[:400_000], default_url=url)
    except (RecursionError, ValueError, TypeError, AttributeError, lxml.etree.LxmlError):
        return Page("")
    if meta is None:
        return Page("")
    day = None
    if isinstance(meta.date, str):
        try:
            day = date.fromisoformat(meta.date[:10])
        except ValueError:
            day = None
    outlet = meta.sitename if meta.sitename else None
    return Page("", _line(meta.title), _line(outlet), day, _line(meta.author))


def _html_paragraphs(text: str) -> list[str]:
    """Every <p>, heading and list item, by lxml: for short pages that trafilatura finds too short."""
    import lxml.etree
    import lxml.html  # type: ignore[import-untyped]

    try:
        tree = lxml.html.document_fromstring(
            text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except (lxml.etree.LxmlError, ValueError):
        return []
    dropped = "//script|//style|//nav|//footer|//form|//aside|//noscript|//template|//header//ul|//figcaption|//button"
    for node in tree.xpath(dropped):
        if node.getparent() is not None:
            node.drop_tree()
    blocks = tree.xpath("//p|//blockquote[not(.//p)]|//li[not(.//p)]")
    if not blocks:
        blocks = tree.xpath("//body")
    paragraphs = [p for node in blocks for p in _split(normalise(node.text_content()), joined=True)]
    return list(dict.fromkeys(paragraphs))


def _mail(text: str) -> Page:
    import email
    import email.policy
    from email.utils import parsedate_to_datetime

    message = email.message_from_string(text, policy=email.policy.default)
    day: date | None
    try:
        part = message.get_body(preferencelist=("plain", "html"))
        content = part.get_content() if part is not None else ""
        html = part is not None and part.get_content_type() == "text/html"
        subject = _line(str(message["Subject"] or ""))
        sender = _line(str(message["From"] or "").split("<")[0].strip(' "'))
    except (KeyError, LookupError, ValueError, AttributeError):
        raise InputError(
            "The e-mail cannot be read.", "Save its text as a plain file and give that."
        ) from None
    try:
        day = parsedate_to_datetime(str(message["Date"])).date()
    except (ValueError, TypeError):
        day = None
    body = _html(str(content), None) if html else _plain(str(content), markdown=False)
    return replace(body, title=subject or body.title, date=body.date or day, author=body.author or sender)


def _plain(text: str, *, markdown: bool) -> Page:
    text = normalise(text)
    head = Page("")
    front = re.match(r"\A\s*---\n(.{0,4000}?)\n---\s*\n", text, re.DOTALL)
    if front:
        head = _front_matter(front.group(1))
        text = text[front.end() :]
    if front or markdown or re.match(r"\A\s*#{1,3} \S", text):
        heading = re.match(r"\A\s*# (.{1,300})\n", text + "\n")
        if heading:
            head = replace(head, title=head.title or _line(heading.group(1)))
            text = text[heading.end() :]
        text = _strip_markdown(text)
    rest = _front_lines(strip_furniture(_split(text)), title=head.title is None)
    return Page(
        rest.text, head.title or rest.title, head.outlet, head.date or rest.date, head.author or rest.author
    )


def _front_matter(block: str) -> Page:
    found = {}
    for line in block.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            found[key.strip().lower()] = value.strip().strip("\"'")
    day = _a_day(found.get("date", ""))
    outlet = found.get("outlet") or found.get("source") or found.get("publisher")
    return Page("", _line(found.get("title")), _line(outlet), day, _line(found.get("author")))


def _strip_markdown(text: str) -> str:
    text = re.sub(r"^(```|~~~).*?^\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)", "", text)
    text = re.sub(r"\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)", r"\1", text)
    text = re.sub(r"^\s{0,3}(?:#{1,6}|>|[-*+]|\d{1,3}\.)\s+", "", text, flags=re.MULTILINE)
    return re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`)", "", text)


def _front_lines(paragraphs: list[str], *, title: bool = False) -> Page:
    """Take headline, byline and date line off the top where they stand there by themselves."""
    rest, found, author, day = list(paragraphs), None, None, None
    for _ in range(4):
        if len(rest) < 2:
            break
        first = rest[0]
        if author is None and (byline := _BYLINE.match(first)):
            author = byline.group(1)
        elif day is None and (dated := _DATED.match(first)) and (parsed := _a_day(dated.group(2))):
            day = parsed
        elif (
            title and found is None and len(first) <= _TITLE_LONGEST and not re.search(r"[.!,;:”\"]$", first)
        ):
            found = first
        else:
            break
        rest = rest[1:]
    return Page("\n\n".join(rest), found, None, day, author)


def _a_day(text: str) -> date | None:
    """Read the few ways in which English articles write their day."""
    iso = re.match(r"(\d{4})-(\d{2})-(\d{2})", text.strip())
    written = re.match(r"(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?\s*(?:(\d{1,2}),?)?,?\s+(\d{4})", text.strip())
    try:
        if iso:
            return date(int(iso.group(1)), int(iso.group(2)), int(iso.group(3)))
        if written and (written.group(1) or written.group(3)):
            month = _MONTHS.index(written.group(2)[:3].lower()) + 1
            return date(int(written.group(4)), month, int(written.group(1) or written.group(3)))
    except ValueError:
        return None
    return None


def _split(text: str, *, joined: bool = False) -> list[str]:
    """Split into trimmed paragraphs.

    With empty lines in the text, single line ends are wrapped lines; without any, each line is a paragraph.
    """
    if joined:
        blocks = [text]
    elif re.search(r"\n\s*\n", text.strip()):
        blocks = _unwrapped(text)
    else:
        blocks = text.split("\n")
    return [p for block in blocks if (p := re.sub(r"\s+", " ", block).strip())]


def _unwrapped(text: str) -> list[str]:
    """Blocks between empty lines; a block of lines that each end a sentence is one paragraph per line."""
    blocks: list[str] = []
    for block in re.split(r"\n[ ]*\n", text):
        lines = [line for line in block.split("\n") if line.strip()]
        short = len(lines) > 1 and sum(map(len, lines)) / len(lines) < 40
        short = short and not any(line.lstrip()[:1].islower() for line in lines)
        whole = all(re.search(r"[.!?:”\"’)]\s*$", line) for line in lines)
        blocks += lines if short or whole else [block]
    return blocks


def _same(a: str, b: str) -> bool:
    def key(text: str) -> str:
        return re.sub(r"\W+", "", text).casefold()

    return key(a) == key(b)


def _line(text: object) -> str | None:
    if not isinstance(text, str):
        return None
    return re.sub(r"\s+", " ", normalise(text)).strip()[:300] or None
