"""Any finished object as a small table for a notebook: what is unknown is said, everything from outside is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from bilat.report.phrases import covers_words, evidence_value, source_words
from bilat.types import Evidence

__all__ = ["as_html"]

_ROWS, _ITEMS, _LONG = 30, 12, 900


def as_html(made: Any) -> str:
    """Return an object's fields as an HTML table; tables of rows inside it are cut at 30.

    Examples
    --------
    >>> from bilat import resolve
    >>> "RUS" in as_html(resolve("the Kremlin"))
    True
    """
    name = type(made).__name__
    rows = [
        (f.name.replace("_", " "), getattr(made, f.name)) for f in fields(made) if not f.name.startswith("_")
    ]
    drawing = _drawing(made)
    body = Markup("").join(
        Markup(
            '<tr><th style="text-align:left;vertical-align:top">{}</th><td style="text-align:left">{}</td></tr>'
        ).format(key, _cell(value))
        for key, value in rows
        if value not in ((), {}, [], "")
    )
    return str(Markup("<div><strong>{}</strong>{}<table>{}</table></div>").format(name, drawing, body))


def _drawing(made: Any) -> Markup:
    """Return the figure that says most of an object, where it has one."""
    from bilat.report.figures import outlook, worldmap
    from bilat.report.figures.trajectory import trajectory

    match type(made).__name__:
        case "Forecast":
            figure = outlook.forecast(made)
        case "Scores" if made.curve:
            figure = outlook.calibration(made)
        case "Played":
            figure = outlook.endings(made)
        case "PairView" if made.year is not None:
            figure = trajectory(made)
        case "StateProfile" if made.year is not None:
            figure = worldmap.state_map(made)
        case "WorldView":
            figure = worldmap.bloc_map(made)
        case _:
            return Markup("")
    return Markup(f"<div>{figure.svg()}</div>")  # noqa: S704 - names in a drawing are escaped where it is drawn


def _cell(value: Any) -> Markup:
    if isinstance(value, tuple | list) and value and all(is_dataclass(v) for v in value):
        return _evidence(value) if all(isinstance(v, Evidence) for v in value) else _table(value)
    return Markup("{}").format(_words(value))


def _table(rows: tuple[Any, ...] | list[Any]) -> Markup:
    columns = [f.name for f in fields(rows[0])]
    return _rows(
        [c.replace("_", " ") for c in columns],
        [[_words(getattr(r, c, None)) for c in columns] for r in rows[:_ROWS]],
        len(rows),
    )


def _evidence(rows: tuple[Any, ...] | list[Any]) -> Markup:
    """Show rows of evidence in the five columns of the pages."""
    shown = [
        (
            r.text or r.measure,
            "" if r.year is None else r.year,
            Markup("<em>unknown</em>") if r.value is None else evidence_value(r),
            "" if r.rank is None else f"{r.rank} of {r.of}",
            f"{source_words(r.source, r.version)} ({covers_words(r.covers)})",
        )
        for r in rows[:_ROWS]
    ]
    return _rows(("evidence", "year", "value", "rank", "source"), shown, len(rows))


def _rows(head: Sequence[str], body: Sequence[Sequence[Any]], total: int) -> Markup:
    """Return a table of cells, and how many rows were left out."""
    cells = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup('<td style="text-align:left;vertical-align:top">{}</td>').format(c) for c in row
            )
        )
        for row in body
    )
    names = Markup("").join(Markup('<th style="text-align:left">{}</th>').format(name) for name in head)
    more = f"and {total - _ROWS} more" if total > _ROWS else ""
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}").format(names, cells, more)


def _words(value: Any) -> str | Markup:
    """Write a value in short; ``None`` is unknown, never 0."""
    match value:
        case None:
            return Markup("<em>unknown</em>")
        case bool():
            return "yes" if value else "no"
        case float():
            return "unknown" if value != value else f"{value:.4g}"
        case date():
            return value.isoformat()
        case Mapping():
            return _joined(f"{k}: {_plain(v)}" for k, v in list(value.items())[: _ITEMS + 1])
        case tuple() | list() | set() | frozenset():
            return _joined(_plain(v) for v in list(value)[: _ITEMS + 1])
    return _plain(value)


def _plain(value: Any) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        for name in ("name", "text", "label", "source", "sentence", "id"):
            if isinstance(said := getattr(value, name, None), str) and said:
                return said[:_LONG]
    if isinstance(value, float):
        return f"{value:.4g}"
    text = "unknown" if value is None else str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]} …"


def _joined(items: Any) -> str:
    found = [str(i) for i in items]
    return ", ".join(found[:_ITEMS]) + (" …" if len(found) > _ITEMS else "")
