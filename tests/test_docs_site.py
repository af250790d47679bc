"""The documentation site: what is made from the code is complete, and no link of any page is broken."""

import importlib.util
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import click
import pytest

from bilat import api, errors
from bilat.cli import COMMANDS, cli
from bilat.measures.catalogue import MEASURES
from bilat.outlook.families import families
from bilat.propositions import KINDS
from bilat.sources import SOURCES

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docsbuild.pages import generated as make  # noqa: E402

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@cache
def page(name):
    return made()[f"reference/{name}.md"]


@cache
def made():
    return make()


def walk(command, path):
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from walk(command.get_command(click.Context(command), name), f"{path} {name}")


def test_every_command_and_option_is_on_the_page():
    text = page("commands")
    count = 0
    for name in COMMANDS:
        for path, command in walk(cli.get_command(click.Context(cli), name), f"bilat {name}"):
            _before, heading, rest = text.partition(f"# `{path}`\n")
            assert heading, path
            section = re.split(r"\n#+ `", rest)[0]
            for option in command.params:
                if isinstance(option, click.Option) and not option.hidden:
                    assert option.opts[-1] in section, (path, option.opts)
                    count += 1
    assert count > 80


def test_every_measure_source_kind_family_and_function_is_on_its_page():
    for name, known in (("measures", MEASURES), ("sources", SOURCES), ("kinds", KINDS)):
        for item in known:
            assert f"`{item}`" in page(name)
    for family in families():
        assert f"## `{family.id}`" in page("families")
    for name in api.__all__:
        assert re.search(rf"^::: bilat\.api\.\w+\.{name}$", page("functions"), re.MULTILINE)


def test_every_error_is_explained():
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    for name in errors.__all__:
        value = getattr(errors, name)
        if isinstance(value, type):
            (row,) = re.findall(rf"^\| `{name}` \|(.*)\|$", text, re.MULTILINE)
            if issubclass(value, errors.BilatError):
                assert f"| {value.exit_code} |" in row
    # what the code says when something is wrong, read from it
    assert page("messages").count("\n| ") > 150
    assert "| Unknown measure: … |" in page("messages")


def anchors(path):
    """Return the anchors of a page's headings."""
    found = set()
    for line in re.sub(
        r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    ).splitlines():
        if heading := re.match(r"#+ (.*)", line):
            plain = re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "", heading[1]).lower())
            found.add(plain.strip().replace(" ", "-"))
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_link_is_broken(path):
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        place = (path.parent / name).resolve() if name else path
        assert place.exists(), target
        if anchor and place.suffix == ".md":
            assert anchor in anchors(place), target


def test_every_page_is_in_the_navigation_and_every_entry_is_a_page():
    listed = re.findall(
        r"^ +- ([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    docs = {p.relative_to(ROOT / "docs").as_posix() for p in PAGES if p.is_relative_to(ROOT / "docs")}
    moved = {"index.md", "alignment-index.md", "changelog.md", "contributing.md"}
    assert set(listed) == docs | moved | made().keys()
    assert len(listed) == len(set(listed))


@pytest.mark.skipif(
    importlib.util.find_spec("mkdocs") is None or importlib.util.find_spec("mkdocstrings") is None,
    reason="the site's tools are not installed: `make docs` installs them and builds it as strictly",
)
def test_the_site_is_built_without_a_warning(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "bilat outlook ledger" in (tmp_path / "reference" / "commands.html").read_text(encoding="utf-8")
