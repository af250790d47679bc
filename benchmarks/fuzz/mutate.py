"""Mutations that know what they change: texts, tables and bytes, drawn by hypothesis from seeds of our own."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

__all__ = ["HOSTILE", "a_table", "as_parquet", "mutated_bytes", "mutated_text"]

#: Pieces that have broken readers somewhere: numbers at the edge, marks of other formats, odd Unicode.
HOSTILE = [
    "", " ", "\t", "\n", "\r", "\r\n\r\n", "\x00", "\ufeff", "\u202e", "\u200b", "\u2028", "\u0301" * 30, "\U0001f600", "é" * 50,
    "ﬁ", "İ", "ß", "Ǆ", "１２３", "①", "١٩٩٩", "二〇二二", "\ufffd", "\ud7ff", "\U0010ffff", "nan", "NaN", "inf", "-inf", "1e999", "-1e-999",
    "-0", "0", "-1", "1", "255", "32768", "65536", "2147483648", "4294967296", "9223372036854775808", "9" * 400, "1_000", "0x10", "1,234",
    "1.5.2", "½", "null", "NA", "None", "true", ".", "..", "../../etc/passwd", "2010-13-45", "0000-00-00", "9999-12-31", "10000-01-01",
    "1-1-1", "31/02/1999", "2020-02-30T25:61", "1582-10-10", "Feb 30", "x" * 3000, "a," * 500, '"', "'", '""', "\\", "\\u0000", "%s", "{}",
    "{0.__class__}", "$(id)", "=1+1", "<p>", "</", "<![CDATA[", "-->", "&#x110000;", "&amp;", "[[", "]]", "](", "```", "---", "***", "# ",
    "> ", "((((", "))))", "“", "”", "«", "…", "—", "A/RES/68/262", "S/PV.9999", "the", "said", "not", "Mr.", "U.S.", "Russia", "China",
    "Congo", "Korea", "Georgia", "Taiwan", "NATO", "the EU", "in 1962", "since the 19th century", "by 30%", "USD", "$1.5bn", "three times",
    "GBR", "200", "365", "XKX", "Y", "N",
]  # fmt: skip

_PAIRS = [("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"), ('"', '"'), ("<div>", "</div>"), ("<b>", "</b>"), ("> ", ""), ("a.", ""),
          ("not ", ""), ("he said that ", ""), ("the ", ""), ("-", ""), ("*", "*"), ("[x](", ")"), ("&", ";"), ("If ", ", ")]  # fmt: skip

_piece = st.one_of(st.sampled_from(HOSTILE), st.sampled_from(HOSTILE), st.text(max_size=8))


def _span(draw: Any, length: int, most: int = 1 << 30) -> tuple[int, int]:
    start = draw(st.integers(0, length))
    return start, draw(st.integers(start, min(length, start + most)))


@st.composite
def mutated_text(draw: Any, seeds: Sequence[str], longest: int = 6_000, changes: int = 6) -> str:
    """Return a seed with up to `changes` changes: splices, cuts, repeats, nesting, odd pieces, joined lines."""
    text = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, changes))):
        match draw(st.integers(0, 9)):
            case 0:  # the head of one, the tail of another
                other = draw(st.sampled_from(seeds))
                text = text[: draw(st.integers(0, len(text)))] + other[draw(st.integers(0, len(other))) :]
            case 1:
                start, end = _span(draw, len(text))
                text = text[:start] + text[end:]
            case 2:
                start, end = _span(draw, len(text), 60)
                text = text[:end] + text[start:end] * draw(st.sampled_from([1, 2, 5, 50])) + text[end:]
            case 3:
                before, after = draw(st.sampled_from(_PAIRS))
                start, end = _span(draw, len(text))
                deep = draw(st.sampled_from([1, 2, 10, 100]))
                text = text[:start] + before * deep + text[start:end] + after * deep + text[end:]
            case 4:
                lines = text.split("\n")
                i, j = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
                text = "\n".join(lines)
            case 5:  # one long line
                text = text.replace("\n", draw(st.sampled_from(["", " ", "\r", "\u2028"])))
            case 6:
                words = text.split(" ")
                i = draw(st.integers(0, len(words) - 1))
                words[i] = draw(_piece)
                text = " ".join(words)
            case 7:
                text = draw(st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))(text)
            case _:
                at = draw(st.integers(0, len(text)))
                text = text[:at] + draw(_piece) * draw(st.sampled_from([1, 1, 1, 3, 30])) + text[at:]
        text = text[:longest]
    return text.encode("utf-8", "replace").decode()


@st.composite
def mutated_bytes(draw: Any, seeds: Sequence[bytes], longest: int = 20_000, changes: int = 6) -> bytes:
    """Return a seed with bits turned, pieces cut, repeated, spliced or overwritten."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, changes))):
        match draw(st.integers(0, 5)):
            case 0:
                other = draw(st.sampled_from(seeds))
                data = data[: draw(st.integers(0, len(data)))] + other[draw(st.integers(0, len(other))) :]
            case 1:
                start, end = _span(draw, len(data))
                data = data[:start] + data[end:]
            case 2:
                start, end = _span(draw, len(data), 200)
                data = data[:end] + data[start:end] * draw(st.sampled_from([1, 5, 60])) + data[end:]
            case 3 if data:
                at = draw(st.integers(0, len(data) - 1))
                data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
            case 4:
                at = draw(st.integers(0, len(data)))
                put = draw(st.binary(min_size=1, max_size=8))
                data = data[:at] + put + data[at + len(put) :]
            case _:
                at = draw(st.integers(0, len(data)))
                data = data[:at] + draw(_piece).encode("utf-8", "replace") + data[at:]
        data = data[:longest]
    return data


@st.composite
def a_table(draw: Any, seeds: Sequence[list[list[str]]]) -> list[list[str]]:
    """Return a table (its first row the header) of a seed's cells with cells, rows and columns changed."""
    rows = [list(row) for row in draw(st.sampled_from(seeds))][:40]
    for _ in range(draw(st.integers(0, 7))):
        if not rows:
            return rows
        at = draw(st.integers(0, len(rows) - 1))
        match draw(st.integers(0, 9)):
            case 0:
                rows[at:at] = [list(rows[at])] * draw(st.integers(1, 3))
            case 1:
                del rows[at]
            case 2:  # a column goes, or stands twice
                column = draw(st.integers(0, max(0, len(rows[0]) - 1)))
                twice = draw(st.booleans())
                rows = [r[:column] + r[column : column + 1] * (2 * twice) + r[column + 1 :] for r in rows]
            case 3:  # a ragged row
                rows[at] = (rows[at] * 2)[: draw(st.integers(0, 2 * len(rows[at])))]
            case 4:  # a value of another row or column
                source = draw(st.sampled_from(rows))
                if rows[at] and source:
                    value = draw(st.sampled_from(source))
                    rows[at][draw(st.integers(0, len(rows[at]) - 1))] = value
            case 5:
                other = draw(st.sampled_from(seeds))
                rows += [list(r) for r in other[1 : draw(st.integers(1, 6))]]
            case 6:
                if rows[at]:
                    column = draw(st.integers(0, len(rows[at]) - 1))
                    put = draw(_piece)
                    for row in rows[1:]:
                        if column < len(row):
                            row[column] = put
            case _:
                if rows[at]:
                    rows[at][draw(st.integers(0, len(rows[at]) - 1))] = draw(_piece)
    return rows


def rows_of(data: bytes) -> tuple[list[list[str]], str] | None:
    """Return the rows of a text table and its delimiter; ``None`` where it is none."""
    if b"\0" in data:
        return None
    text = data.decode("utf-8-sig", "replace")
    first = text.split("\n", 1)[0]
    mark = max(",\t;|", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark)), mark
    except csv.Error:
        return None


def as_text(rows: Sequence[Sequence[str]], mark: str, encoding: str = "utf-8") -> bytes:
    """Return rows as a text table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=mark, lineterminator="\n", quoting=csv.QUOTE_MINIMAL, escapechar="\\")
    writer.writerows(rows)
    return out.getvalue().encode(encoding, "replace")


def as_zip(name: str, data: bytes) -> bytes:
    """Return a zip archive of one member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def as_parquet(rows: Sequence[Sequence[str]], kinds: Sequence[int]) -> bytes | None:
    """Return rows as Parquet; `kinds` says of each column: 0 as fits, 1 text, 2 whole, 3 real, 4 dictionary, 5 day, 6 bytes, 7 truth."""
    if not rows or not rows[0]:
        return None
    columns: dict[str, pa.Array] = {}
    for i, name in enumerate(rows[0]):
        cells = [row[i] if i < len(row) and row[i] != "" else None for row in rows[1:]]
        columns[name] = _column(cells, kinds[i % len(kinds)])
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def _column(cells: Sequence[str | None], kind: int) -> pa.Array:
    if kind in (0, 2, 3, 5, 7):
        numbers = [_number(c) for c in cells]
        if kind == 0 and any(c is not None and n is None for c, n in zip(cells, numbers, strict=True)):
            return pa.array(cells, pa.string())
        if kind == 3:
            return pa.array(numbers, pa.float64())
        if kind == 7:
            return pa.array([None if n is None else bool(n) for n in numbers], pa.bool_())
        whole = [int(n) if n is not None and abs(n) < 2**62 else None for n in numbers]
        if kind == 5:
            return pa.array([None if w is None else w % 40_000 for w in whole], pa.int32()).cast(pa.date32())
        exact = all(n is None or n == w for n, w in zip(numbers, whole, strict=True))
        return pa.array(whole, pa.int64()) if kind == 2 or exact else pa.array(numbers, pa.float64())
    if kind == 4:
        return pa.array(cells, pa.string()).dictionary_encode()
    if kind == 6:
        return pa.array([None if c is None else c.encode() for c in cells], pa.binary())
    return pa.array(cells, pa.string())


def _number(cell: str | None) -> float | None:
    try:
        return None if cell is None else float(cell)
    except ValueError:
        return None
