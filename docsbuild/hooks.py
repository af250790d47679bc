"""What mkdocs calls while it builds: pages made from the code come in, and links of the repository become those of the site.

docs/index.md is the page of the alignment index; a site needs the name for its first page, which is the README.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

#: Files of the repository that are pages, or are shown as they are, under another address on the site.
PAGES = {"README.md": "index.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
SHOWN = ("examples/article.txt", "examples/notebooks", "LICENSE")
_INDEX = "alignment-index.md"


def on_files(files: Files, config: Any) -> Files:
    """Add the pages that are no files of docs/."""
    from docsbuild.pages import generated

    index = files.get_file_from_path("index.md")
    assert index is not None
    text = index.content_string
    files.remove(index)
    files.append(File.generated(config, _INDEX, content=text))
    for name, page in PAGES.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=of_the_site(text, name)))
    for name, text in generated().items():
        files.append(File.generated(config, name, content=text))
    for name in SHOWN:
        place = ROOT / name
        for path in sorted(place.iterdir()) if place.is_dir() else [place]:
            if path.is_file():
                files.append(
                    File.generated(config, path.relative_to(ROOT).as_posix(), abs_src_path=str(path))
                )
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Turn the links of a page of docs/ into those of the site."""
    source = page.file.src_uri
    if source in PAGES.values() or source.startswith("reference/"):
        return markdown
    return of_the_site(markdown, "docs/" + source)


def of_the_site(markdown: str, source: str) -> str:
    """Return text of the file `source` of the repository with its links as they are on the site."""
    folder = Path(source).parent

    def moved(match: re.Match[str]) -> str:
        target, anchor = match[1], match[2] or ""
        if re.match(r"[a-z]+:|#", target):
            return match[0]
        full = _plain(folder / target)
        if (ROOT / full).is_dir() and full.startswith("docs/"):
            full += "/README.md"
        elif full == "examples/notebooks":
            full = "docs/tutorial.md"
        page = PAGES.get(full) or (_INDEX if full == "docs/index.md" else full.removeprefix("docs/"))
        depth = len(folder.parts) - 1 if folder.parts[:1] == ("docs",) else 0
        return f"]({'../' * depth}{page}{anchor})"

    return re.sub(r"\]\(([^)\s#]+)(#[^)\s]*)?\)", moved, markdown)


def _plain(path: Path) -> str:
    """Return a path without `..`."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
