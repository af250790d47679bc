"""A page as PDF, printed by Chromium where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bilat.errors import InputError, StoreError

__all__ = ["browser", "write_pdf"]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_SECONDS = 90


def browser() -> str | None:
    """Return the browser that prints: ``BILAT_CHROMIUM``, or the first of Chromium's names that is installed."""
    own = os.environ.get("BILAT_CHROMIUM")
    return own or next((found for name in _NAMES if (found := shutil.which(name))), None)


def write_pdf(html: str, path: Path) -> None:
    """Print one self-contained page to a PDF file, whole or not at all.

    The page is read from a folder of its own with a profile of its own, and asks no other machine: its content
    policy forbids it.

    Raises
    ------
    InputError
        If there is no Chromium.
    StoreError
        If it did not print, or the file cannot be written.
    """
    program = browser()
    if program is None:
        raise InputError(
            "A PDF is printed by Chromium, which is not installed.",
            "Install it (Debian: apt-get install chromium), set BILAT_CHROMIUM to it, or write --html and print that.",
        )
    with tempfile.TemporaryDirectory(prefix="bilat-pdf-") as folder:
        page, made = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        # Chromium will not run as root inside its own sandbox; what it prints is ours, escaped, without scripts
        unsandboxed = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [
            program,
            "--headless",
            *unsandboxed,
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={made}",
            page.as_uri(),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - a list, no shell
            data = made.read_bytes()
        except (OSError, subprocess.SubprocessError) as exc:
            raise StoreError(
                f"{program} did not print the page: {exc}.", "Write --html and print that from a browser."
            ) from exc
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as exc:
        draft.unlink(missing_ok=True)
        raise StoreError(
            f"Cannot write {path}: {exc.strerror}.", "Check the folder, its permissions and the disk."
        ) from exc
