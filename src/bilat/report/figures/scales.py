"""Scales of our drawings, as Vega has them: nice domains, ticks at 1, 2 and 5, numbers as axes write them.

The algorithms are those of d3-array and d3-format (Bostock 2010-2024), which Vega uses, so that a chart drawn here and
the same specification drawn by Vega show the same.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

__all__ = ["Linear", "label_of", "nice", "ticks"]

_E10, _E5, _E2 = math.sqrt(50), math.sqrt(10), math.sqrt(2)


def _round(value: float) -> int:
    """Round a half up, as JavaScript does."""
    return math.floor(value + 0.5)


def _step(start: float, stop: float, count: float) -> tuple[int, int, float]:
    """Return first and last multiple and the increment; negative increments divide."""
    step = (stop - start) / max(1e-9, count)
    power = math.floor(math.log10(step))
    error = step / 10**power
    factor = 10 if error >= _E10 else 5 if error >= _E5 else 2 if error >= _E2 else 1
    if power < 0:
        inc = 10**-power / factor
        first, last = _round(start * inc), _round(stop * inc)
        first += first / inc < start
        last -= last / inc > stop
        return first, last, -inc
    inc = 10.0**power * factor
    first, last = _round(start / inc), _round(stop / inc)
    first += first * inc < start
    last -= last * inc > stop
    if last < first and 0.5 <= count < 2:
        return _step(start, stop, 2 * count)
    return first, last, inc


def ticks(start: float, stop: float, count: int) -> list[float]:
    """Return about `count` round values from `start` to `stop`.

    Examples
    --------
    >>> ticks(0, 1, 5)
    [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]
    """
    if start == stop:
        return [start]
    first, last, inc = _step(start, stop, count)
    return [i / -inc if inc < 0 else i * inc for i in range(first, last + 1)]


def nice(start: float, stop: float, count: int = 10) -> tuple[float, float]:
    """Return the domain widened to round values.

    Examples
    --------
    >>> nice(0.13, 0.97)
    (0.1, 1.0)
    """
    before = 0.0
    for _ in range(10):
        if start == stop:
            break
        inc = _step(start, stop, count)[2]
        if inc == before:
            break
        if inc > 0:
            start, stop = math.floor(start / inc) * inc, math.ceil(stop / inc) * inc
        else:
            start, stop = math.ceil(start * inc) / inc, math.floor(stop * inc) / inc
        before = inc
    return start, stop


def label_of(value: float, form: str | None, step: float) -> str:
    """Write a tick's value as d3's format does; `step` between ticks says how many decimals are needed.

    Raises
    ------
    ValueError
        For a format that our figures do not use.

    Examples
    --------
    >>> label_of(0.25, "%", 0.25), label_of(-1500, None, 500), label_of(0.5, ",.2~f", 0.5)
    ('25%', '−1,500', '0.5')
    """
    places = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
    match form:
        case None | "":
            text = f"{value:,.{places}f}"
        case "d":
            text = f"{value:.0f}"
        case "%":
            text = f"{100 * value:.{max(0, places - 2)}f}%"
        case ",.2~f":
            text = f"{value:,.2f}".rstrip("0").rstrip(".")
        case ",.1f":
            text = f"{value:,.1f}"
        case _:
            raise ValueError(f"{form!r} is no format of ours")
    return "0" if text == "-0" else text.replace("-", "−")


class Linear:
    """A linear scale from a domain to pixels."""

    def __init__(self, domain: tuple[float, float], to: tuple[float, float]) -> None:
        self.domain = domain
        self._from = to[0]
        low, high = domain
        self._slope = (to[1] - to[0]) / (high - low) if high != low else 0.0

    def __call__(self, value: float) -> float:
        """Return the pixel of a value."""
        return self._from + (value - self.domain[0]) * self._slope

    def ticks(self, count: int, values: Sequence[float] | None = None) -> list[float]:
        """Return where ticks are: at `values` where they are given."""
        return list(values) if values is not None else ticks(*self.domain, count)
