"""The forms an article comes in: HTML, PDF, e-mail, Markdown, plain text. Each becomes a `Page`."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from datetime import date

from bilat.errors import InputError
from bilat.reading.pages.dateline import a_day
from bilat.reading.pages.decode import normalise
from bilat.reading.pages.front import lines_above, take_front
from bilat.reading.pages.furniture import strip_furniture

__all__ = ["Page", "from_html", "from_mail", "from_pdf", "from_plain", "looks_like_html", "looks_like_mail"]

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|div|p|h1|section|main)\b[^>]*>", re.IGNORECASE
)
#: Characters that no tree of a page may hold, plain or as references.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcC]|1[0-9a-fA-F]))(?:;|(?![0-9a-fA-F]))"
)
_HEADER = re.compile(
    r"^(from|to|subject|date|mime-version|received|message-id|content-type|return-path):", re.I
)
_FEWEST_WORDS = 5
#: Headline, byline and day may stand in blocks of their own.
_FRONT_BLOCKS = 4


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


def looks_like_html(text: str) -> bool:
    """Say whether the text is HTML: an opening block tag near the start, and a closing tag."""
    head = text[:4000]
    return bool(_HTML.search(head)) and "</" in text


def looks_like_mail(text: str) -> bool:
    """Say whether the text starts with the headers of an e-mail."""
    lines = text.lstrip("\n").split("\n", 12)[:12]
    known = {m.group(1).lower() for line in lines if (m := _HEADER.match(line))}
    first = _HEADER.match(lines[0]) or re.match(r"^[A-Za-z-]{2,40}:\s", lines[0])
    return bool(first) and len(known & {"from", "subject", "date", "mime-version", "message-id"}) >= 3


#: A tag; it never runs over the next "<", so that text without ">" is passed once.
_TAG = re.compile(r"<[^<>]*>")
#: A tag with more attributes than any text needs (pictures in the page itself, settings of scripts, or an attack).
_LONG_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,15})\s[^<>]{5000,}>")


def from_html(text: str, url: str | None) -> Page:
    """Read a web page: trafilatura, then our own furniture filter, then plain paragraphs if too little is left."""
    import lxml.etree  # type: ignore[import-untyped]
    import trafilatura

    if len(_TAG.sub(" ", text).split()) < _FEWEST_WORDS:
        # tags and little else: no article, and a hundred thousand open tags take the parsers seconds
        return Page("")
    text = _LONG_TAG.sub(r"<\1>", text)
    head, body = _html_metadata(text, url), ""
    text = _CONTROL.sub(" ", text)
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
    rest = take_front(paragraphs)
    return replace(
        head,
        text="\n\n".join(rest.paragraphs),
        author=head.author or rest.author,
        date=head.date or rest.date,
    )


def _html_metadata(text: str, url: str | None) -> Page:
    import lxml.etree
    from trafilatura.metadata import extract_metadata

    try:
        # not extensive: that takes any day in the text for the page's own, and spends seconds on trying 200 languages
        meta = extract_metadata(text[:400_000], default_url=url, extensive=False)
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
    outlet = meta.sitename if meta.sitename else _behind_title(text, meta.title)
    return Page("", _line(meta.title), _line(outlet), day, _line(meta.author))


_TITLE = re.compile(r"<title[^<>]{0,200}>(?P<title>[^<>]{1,400})</title>", re.IGNORECASE)


def _behind_title(text: str, title: object) -> str | None:
    """Return the site's name, where the page's <title> is the headline with something behind a bar or a dash."""
    found = _TITLE.search(text, 0, 50_000)
    whole, headline = _line(html.unescape(found["title"])) if found else None, _line(title)
    if not whole or not headline or not whole.startswith(headline):
        return None
    rest = re.match(r"\s*(?:[|·•»—–]|::|-(?= ))\s*(?P<name>[^|·•»]{2,60}?)\s*$", whole[len(headline) :])
    return rest["name"] if rest else None


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


def from_mail(text: str) -> Page:
    """Read an e-mail: its plain part if it has one, else its HTML part."""
    import email
    import email.policy
    from email.errors import MessageError
    from email.utils import parsedate_to_datetime

    try:
        message = email.message_from_string(text, policy=email.policy.default)
        part = message.get_body(preferencelist=("plain", "html"))
        content = part.get_content() if part is not None else ""
        html = part is not None and part.get_content_type() == "text/html"
        subject = _line(str(message["Subject"] or ""))
        sender = _line(str(message["From"] or "").split("<")[0].strip(' "'))
    except (LookupError, ValueError, AttributeError, TypeError, MessageError, RecursionError):
        # the standard library raises all of these on messages that are nested or commented without end
        raise InputError(
            "The e-mail cannot be read.", "Save its text as a plain file and give that."
        ) from None
    day: date | None
    try:
        day = parsedate_to_datetime(str(message["Date"])).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        day = None
    body = from_html(str(content), None) if html else from_plain(str(content), markdown=False)
    return replace(body, title=subject or body.title, date=body.date or day, author=body.author or sender)


def from_pdf(data: bytes) -> Page:
    """Read the text layer of a PDF. Its own dates are not used: they say when the file was made."""
    from bilat.reading.pages.pdf import pdf_text

    text, title = pdf_text(data)
    page = from_plain(text, markdown=False)
    return replace(page, title=title or page.title)


def from_plain(text: str, *, markdown: bool) -> Page:
    """Read plain text or Markdown."""
    text = normalise(text)
    head = Page("")
    front = re.match(r"\A\s*---\n(.{0,4000}?)\n---\s*\n", text, re.DOTALL)
    if front:
        head = _front_matter(front.group(1))
        text = text[front.end() :]
    memo = _MEMO.match(text)
    if memo and not front:
        head = _front_matter(memo["head"])
        text = text[memo.end() :]
    if front or markdown or re.match(r"\A\s*#{1,3} \S", text):
        heading = re.match(r"\A\s*# (.{1,300})\n", text + "\n")
        if heading:
            head = replace(head, title=head.title or _line(heading.group(1)))
            text = text[heading.end() :]
        text = _strip_markdown(text)
    whole = _split(text)
    rest = take_front(strip_furniture(whole), title=head.title is None, whole=whole)
    return Page(
        "\n\n".join(rest.paragraphs),
        head.title or rest.title,
        head.outlet or rest.outlet,
        head.date or rest.date,
        head.author or rest.author,
    )


#: A memo's head: to whom, from whom, when, about what, a line each and two of them at least.
_MEMO = re.compile(
    r"\A\s*(?:(?:MEMO(?:RANDUM)?|Memo(?:randum)?|NOTE|BRIEFING)[^\n]{0,60}\n+)?"
    r"(?P<head>(?:(?:To|From|Cc|Date|Sent|Subject|Re|TO|FROM|CC|DATE|SUBJECT|RE):[^\n]{0,300}\n+){2,8})"
)


def _front_matter(block: str) -> Page:
    found = {}
    for line in block.splitlines():
        key, colon, value = line.partition(":")
        if colon:
            found[key.strip().lower()] = value.strip().strip("\"'")
    day = a_day(found.get("date") or found.get("sent") or "")
    outlet = found.get("outlet") or found.get("source") or found.get("publisher")
    title = found.get("title") or found.get("subject") or found.get("re")
    return Page("", _line(title), _line(outlet), day, _line(found.get("author") or found.get("from")))


def _strip_markdown(text: str) -> str:
    text = re.sub(r"^(```|~~~).*?^\1\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,500}\)", "", text)
    text = re.sub(r"\[([^\]\n]{1,300})\]\([^)\n]{0,500}\)", r"\1", text)
    text = re.sub(r"^\s{0,3}(?:#{1,6}|>|[-*+]|\d{1,3}\.)\s+", "", text, flags=re.MULTILINE)
    return re.sub(r"(\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`)", "", text)


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


#: A point of a list, and a heading in capitals above a paragraph.
_POINT = re.compile(r"\s*[•▪◦‣●■]\s+(?=\S)")
#: A dash is a point only where another line has one too: alone it may sign a quotation.
_DASH_POINT = re.compile(r"\s*[-–*]\s+(?=[A-Z])")
_HEADING = re.compile(r"(?=[^a-z]*[A-Z]{3})[A-Z0-9][A-Z0-9 ,:;&/'’()–-]{2,60}")


def _points(lines: list[str]) -> list[str]:
    """Part a block at its points and headings; other lines go on with the one before."""
    out: list[list[str]] = []
    alone = False
    for line in lines:
        heading = bool(_HEADING.fullmatch(line.strip()))
        if not out or heading or alone or _POINT.match(line):
            out.append([_POINT.sub("", line)])
        else:
            out[-1].append(line)
        alone = heading
    return ["\n".join(part) for part in out]


def _unwrapped(text: str) -> list[str]:
    """Blocks between empty lines; a block of lines that each end a sentence is one paragraph per line."""
    blocks: list[str] = []
    for number, block in enumerate(re.split(r"\n[ ]*\n", text.strip())):
        lines = [line for line in block.split("\n") if line.strip()]
        if number < _FRONT_BLOCKS:
            above = lines_above(lines, first=number == 0)
            blocks += lines[:above]
            lines = lines[above:]
            block = "\n".join(lines)
        if sum(bool(_DASH_POINT.match(line)) for line in lines) > 1:
            lines = [_DASH_POINT.sub("• ", line) for line in lines]
        if any(_POINT.match(line) or _HEADING.fullmatch(line.strip()) for line in lines):
            blocks += _points(lines)
            continue
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
