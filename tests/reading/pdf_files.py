"""Small PDF files, written by hand: no library that makes PDF is needed."""

from __future__ import annotations

import zlib


def pdf(pages, *, title=None, compress=True, extra=""):
    """Return a PDF of `pages`, each a list of lines (an empty line leaves a gap)."""
    objects = ["", ""]  # 1: catalogue, 2: pages
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects.append(font)
    kids = []
    for lines in pages:
        drawn = "".join(f"({_escape(line)}) Tj 0 -14 Td\n" if line else "0 -14 Td\n" for line in lines)
        content = f"BT /F1 11 Tf 72 720 Td\n{drawn}ET".encode("cp1252")
        body = zlib.compress(content) if compress else content
        packed = "/Filter /FlateDecode " if compress else ""
        objects.append((f"<< {packed}/Length {len(body)} >>\nstream\n", body, "\nendstream"))
        contents = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {contents} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> {extra} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    info = ""
    if title is not None:
        objects.append(f"<< /Title ({_escape(title)}) /CreationDate (D:20990101000000Z) >>")
        info = f"/Info {len(objects)} 0 R "
    return assemble(objects, info)


def assemble(objects, info=""):
    """Put objects (text, or head, bytes, tail) into a file with its table of references."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        head, body, tail = item if isinstance(item, tuple) else (item, b"", "")
        out += f"{number} 0 obj\n{head}".encode("cp1252") + body + f"{tail}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {info}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def stream_page(filters, body):
    """Return a PDF of one page whose content stream is `body`, packed as `filters` says."""
    return assemble(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            (f"<< /Filter {filters} /Length {len(body)} >>\nstream\n", body, "\nendstream"),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R /Resources << >> >>",
        ]
    )


def _escape(text):
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
