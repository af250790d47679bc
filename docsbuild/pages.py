"""Reference pages, made from the code itself, so that they cannot fall behind it.

``python -m docsbuild.pages DIR`` writes them as Markdown; `make docs` takes them straight into the site.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import bilat

__all__ = ["generated"]

_PACKAGE = Path(bilat.__file__).parent


def generated() -> dict[str, str]:
    """Return every page that is made from the code: its place on the site, and its Markdown."""
    makers: dict[str, Callable[[], str]] = {
        "reference/commands.md": commands,
        "reference/functions.md": functions,
        "reference/measures.md": measures,
        "reference/sources.md": sources,
        "reference/kinds.md": kinds,
        "reference/families.md": families,
        "reference/messages.md": messages,
    }
    return {name: make() for name, make in makers.items()}


def _cell(text: object) -> str:
    """Return text as it may stand in a table."""
    return re.sub(r"\s+", " ", str(text)).replace("|", "\\|").replace("<", "&lt;").strip()


def _prose(text: str | None) -> str:
    """Return a docstring or help text as Markdown."""
    return inspect.cleandoc(text or "").replace("\b", "").replace("``", "`").replace("<", "&lt;").strip()


def commands() -> str:
    """Every command with its arguments and options, as the command line itself knows them."""
    import click

    from bilat.cli import COMMANDS, cli

    out = [
        "# Every command",
        "Made from the command line itself. Every command also takes `--help`. Exit codes are in [the JSON](../json.md), "
        "completion of commands and options in [shell completion](../completion.md).",
    ]

    def add(command: click.Command, path: str, parent: click.Context, level: int) -> None:
        context = click.Context(command, info_name=path.rsplit(" ", 1)[-1], parent=parent)
        usage = " ".join(command.collect_usage_pieces(context))
        out.extend([f"{'#' * level} `{path}`", _prose(command.help), f"```\n{path} {usage}\n```"])
        rows = [p for p in command.params if isinstance(p, click.Option) and not p.hidden]
        if rows:
            lines = ["| option | what it does |", "|---|---|"]
            for option in rows:
                record = option.get_help_record(context)
                assert record is not None
                lines.append(f"| `{_cell(record[0])}` | {_cell(record[1])} |")
            out.append("\n".join(lines))
        if isinstance(command, click.Group):
            for name in command.list_commands(context):
                found = command.get_command(context, name)
                assert found is not None
                add(found, f"{path} {name}", context, level + 1)

    top = click.Context(cli, info_name="bilat")
    for name in COMMANDS:
        found = cli.get_command(top, name)
        assert found is not None
        add(found, f"bilat {name}", top, 2)
    return "\n\n".join(part for part in out if part) + "\n"


def functions() -> str:
    """Every public function, for mkdocstrings to lay out from its docstring."""
    from bilat import api

    out = [
        "# Every function",
        "What [the list of the Python interface](../api.md) names, in full. All are imported from `bilat`.",
    ]
    out += [f"::: {getattr(api, name).__module__}.{name}" for name in sorted(api.__all__)]
    return "\n\n".join(out) + "\n"


def measures() -> str:
    """Every measure of the catalogue."""
    from bilat.measures.catalogue import DIMENSIONS, MEASURES

    out = ["# Every measure", "What they mean and how they are computed: [the measures](../measures.md)."]
    for dimension in DIMENSIONS:
        lines = [
            f"## {dimension.capitalize()}", "",
            "| measure | what it is | ties | unit | range | no row means | formula | after |",
            "|---|---|---|---|---|---|---|---|",
        ]  # fmt: skip
        for m in MEASURES.values():
            if m.dimension == dimension:
                low, high = ("" if x is None else f"{x:g}" for x in (m.low, m.high))
                bounds = f"{low or '…'} to {high or '…'}" if low or high else "unbounded"
                silence = "unknown" if m.absent is None else f"{m.absent:g}"
                cells = (f"`{m.name}`", m.label, m.tie, m.unit, bounds, silence, m.formula, m.citation)
                lines.append(f"| {' | '.join(_cell(c) for c in cells)} |")
        out.append("\n".join(lines))
    return "\n\n".join(out) + "\n"


def sources() -> str:
    """Every source of the registry."""
    from bilat.sources import sources as known

    out = [
        "# Every source",
        "What is read from each and what to know of it: [sources](../sources/README.md).",
    ]
    for item in known().values():
        address = item.homepage or item.url
        rows = {
            "title": _cell(item.title),
            "version, years": f"{_cell(item.version)}, {item.covers[0]} to {item.covers[1]}",
            "address": f"<{address}>" if address else "",
            "files": ", ".join(f"`{name}`" for name in item.files),
            "fetched by `bilat data get`": "yes"
            if item.downloads
            else "no: by hand, then `bilat data import FOLDER`",
            "tidy tables": ", ".join(f"`{t}`" for t in item.tables),
            "licence": _cell(item.licence),
            "citation": _cell(item.citation),
            "to know": _cell(item.note),
        }
        table = "\n".join(f"| {key} | {value} |" for key, value in rows.items() if value)
        out.append(f"## `{item.id}`\n\n| | |\n|---|---|\n{table}")
    return "\n\n".join(out) + "\n"


def kinds() -> str:
    """Every kind of proposition, with its fields as the JSON has them."""
    from pydantic import BaseModel

    from bilat import propositions

    models = {
        value.model_fields["kind"].default: value
        for value in vars(propositions).values()
        if isinstance(value, type) and issubclass(value, BaseModel) and "kind" in value.model_fields
    }
    out = [
        "# Every kind of proposition",
        "Wordings, and how each is judged: [kinds of proposition](../propositions.md).",
    ]
    for kind in propositions.KINDS:
        lines = ["| field | type | may be left out | meaning |", "|---|---|---|---|"]
        for name, info in models[kind].model_fields.items():
            if name != "kind":
                cells = (
                    _cell(_type(info.annotation)),
                    "no" if info.is_required() else "yes",
                    _cell(info.description or ""),
                )
                lines.append(f"| `{name}` | {' | '.join(cells)} |")
        out.append(f"## `{kind}`\n\n{_prose(models[kind].__doc__)}\n\n" + "\n".join(lines))
    return "\n\n".join(out) + "\n"


def _type(annotation: object) -> str:
    """Return a type as people write it."""
    text = (
        annotation.__name__
        if isinstance(annotation, type) and "[" not in str(annotation)
        else str(annotation)
    )
    return re.sub(r"\b(typing|datetime|bilat\.\w+)\.", "", text).replace("NoneType", "None")


def families() -> str:
    """Every family of questions about the future."""
    from bilat.outlook.families import families as known

    out = ["# Every family of questions", "Their scores: [outlook](../outlook.md)."]
    for family in known():
        rows = {
            "asks": family.asks, "reference class": family.reference_class, "model": family.model,
            "resolved by": family.resolved_by, "for example": " · ".join(family.examples),
        }  # fmt: skip
        table = "\n".join(f"| {key} | {_cell(value)} |" for key, value in rows.items())
        out.append(f"## `{family.id}`: {family.title}\n\n| | |\n|---|---|\n{table}")
    return "\n\n".join(out) + "\n"


def messages() -> str:
    """Every message of an error with what it says to do, read from the code that raises it."""
    from bilat import errors

    names = [n for n in errors.__all__ if isinstance(getattr(errors, n), type) and n != "BilatWarning"]
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in names}
    for path in sorted(_PACKAGE.rglob("*.py")):
        for name, message, hint in _raised(path, names):
            found[name].add((message, hint))
    out = [
        "# Every message",
        "What bilat says when something is wrong, and what it tells to do, read from the code. `…` stands for what differs from "
        "case to case. The classes are in [errors](../errors.md).",
    ]
    for name in names:
        if found[name]:
            lines = [f"## `{name}`", "", "| what was wrong | what to do |", "|---|---|"]
            lines += [f"| {_cell(message)} | {_cell(hint)} |" for message, hint in sorted(found[name])]
            out.append("\n".join(lines))
    return "\n\n".join(out) + "\n"


def _raised(path: Path, names: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the class, message and hint of each error that a module makes."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names):
            continue
        given = {k.arg: k.value for k in node.keywords}
        if node.func.id == "UnknownNameError":
            if len(node.args) < 2:
                continue
            hint = (
                given.get("hint") or given.get("otherwise") or (node.args[3] if len(node.args) > 3 else None)
            )
            yield (
                node.func.id,
                f"Unknown {_words(node.args[0])}: …",
                _words(hint) if hint else "Did you mean …?",
            )
        elif node.args:
            hint = given.get("hint") or (node.args[1] if len(node.args) > 1 else None)
            message = _words(node.args[0])
            if message.strip("… "):  # what is passed on from elsewhere says nothing here
                yield node.func.id, message, _words(hint) if hint else ""


def _words(node: ast.expr) -> str:
    """Return the text of an expression, with `…` for what is only known when it happens."""
    if isinstance(node, ast.Constant):
        return str(node.value) if node.value is not None else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _words(node.left) + _words(node.right)
    return "…"


def main() -> None:
    """Write the pages into a folder."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m docsbuild.pages DIR")
    for name, text in generated().items():
        place = Path(sys.argv[1]) / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
