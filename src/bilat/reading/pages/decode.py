"""From bytes to text: encodings, and what is not text at all. Bounded; says what it met."""

from __future__ import annotations

import codecs
import re

from bilat.errors import InputError

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "decode", "normalise"]

#: Largest file, page or standard input that is read.
MAX_BYTES = 10_000_000
#: Longest text that is read once the furniture is gone: half a novel, far beyond any article. Reading takes about
#: 75 microseconds a character, so this bounds it to some twenty seconds.
MAX_CHARACTERS = 250_000

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a zip or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image or a sound"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"PAR1", "a Parquet table"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SAVE_AS_TEXT = "Save the article as plain text or HTML and give that."

# Zero-width and bidirectional controls carry no words and break up names; soft hyphens likewise.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0x061C, 0xFEFF, 0x180E]
    + list(range(0x202A, 0x202F))
    + list(range(0x2066, 0x206A))
    + [c for c in range(0x20) if c not in (0x09, 0x0A, 0x0D)]
    + list(range(0x7F, 0xA0))
)
_SPACES = {0x00A0: " ", 0x202F: " ", 0x2007: " ", 0x2009: " ", 0x200A: " ", 0x3000: " ", 0x09: " "}
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def decode(data: bytes, content_type: str | None = None) -> str:
    """Decode bytes of an article into text.

    Tried in order: byte-order mark, UTF-16 without a mark, the charset declared by `content_type` or in the
    first 4,096 bytes, UTF-8, Windows-1252.

    Raises
    ------
    InputError
        If the bytes are too many, or are not text.

    Examples
    --------
    >>> decode("Türkiye".encode("latin-1"))
    'Türkiye'
    """
    if len(data) > MAX_BYTES:
        raise InputError(
            f"The input is {len(data) / 1e6:.0f} MB; an article of at most {MAX_BYTES // 1_000_000} MB is read.",
            "Give one article, not a collection; `bilat read` takes folders.",
        )
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"The input is {what}, not the text of an article.", _SAVE_AS_TEXT)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding)
    head = data[:4096]
    if b"\x00" in data:
        guessed = _utf16_without_mark(head)
        if guessed is None:
            raise InputError("The input holds NUL bytes: it is binary, not text.", _SAVE_AS_TEXT)
        return _strict(data, guessed)
    controls = sum(1 for byte in head if byte < 32 and byte not in (9, 10, 12, 13))
    if controls > len(head) / 50:
        raise InputError("The input is binary, not text.", _SAVE_AS_TEXT)
    declared = _declared(head, content_type)
    for attempt in filter(None, (declared, "utf-8")):
        try:
            return data.decode(attempt)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(
            f"The input announces {encoding.upper()} and is not.", "Save it as UTF-8 and try again."
        ) from None


def _utf16_without_mark(head: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL at nearly every second byte."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(head: bytes, content_type: str | None) -> str | None:
    found = _CHARSET.search(content_type or "") or _CHARSET.search(head.decode("latin-1"))
    if not found:
        return None
    try:
        info = codecs.lookup(found.group(1))
    except LookupError:
        return None
    # Codecs such as "hex" or "zip" are not text encodings and may blow up.
    return info.name if info._is_text_encoding and not info.name.startswith(("utf-16", "utf-32")) else None


def normalise(text: str) -> str:
    r"""Return `text` with line ends, spaces and invisible characters made plain.

    Examples
    --------
    >>> normalise("Mos\u200bcow\r\nand\xa0Kyiv")
    'Moscow\nand Kyiv'
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _SURROGATES.sub("\ufffd", text)
    return text.translate(_INVISIBLE | _SPACES)
