"""What a notebook shows of our objects: a table of what they hold, made by the report when it is asked for."""

from __future__ import annotations

__all__ = ["Shown"]


class Shown:
    """Base of objects that a notebook shows as a table instead of a line of Python."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from bilat.report.notebook import as_html

        return as_html(self)
