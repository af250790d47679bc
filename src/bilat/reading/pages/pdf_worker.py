"""Takes the text layer out of a PDF, in a process of its own that may die without harm.

A PDF is a program of sorts, and pypdf is written in Python: a hostile file can ask for hours or all memory. So this
file is run by itself (`bilat.reading.pages.pdf` starts it), with bounds that the system enforces. It imports nothing of
bilat, reads the PDF on standard input, and prints one JSON object: ``pages`` and ``title``, or ``problem``.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from typing import Any

__all__ = ["extract"]

#: Most address space (bytes) and processor time (seconds) of the process.
_MEMORY = 1_000_000_000
_SECONDS = 20


def extract(data: bytes, most_pages: int, most_characters: int) -> dict[str, Any]:
    """Return the text of each page and the title, or what is wrong.

    Returns
    -------
    dict
        ``{"pages": [...], "title": ...}``, or ``{"problem": word, "count": n}`` with the word one of ``broken``,
        ``locked``, ``pages``, ``characters``.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"problem": "locked"}
        count = len(reader.pages)
        if count > most_pages:
            return {"problem": "pages", "count": count}
        pages, characters = [], 0
        for page in reader.pages:
            text = page.extract_text()
            characters += len(text)
            if characters > most_characters:
                return {"problem": "characters", "count": characters}
            pages.append(text)
        title = None
        with suppress(Exception):  # a title that cannot be read is no title
            title = str(reader.metadata.title) if reader.metadata and reader.metadata.title else None
    except (DependencyError, FileNotDecryptedError):
        return {"problem": "locked"}
    except (
        PyPdfError,
        ArithmeticError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        TypeError,
        ValueError,
    ):
        # pypdf raises nearly anything on files that break the format
        return {"problem": "broken"}
    return {"pages": pages, "title": title}


def _bound() -> None:
    try:
        import resource
    except ModuleNotFoundError:  # not on this system: the caller's clock still counts
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    import logging

    logging.disable(logging.CRITICAL)  # pypdf warns of every oddity
    _bound()
    try:
        found = extract(sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2]))
    except (MemoryError, RecursionError):
        found = {"problem": "large"}
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))
