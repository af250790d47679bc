"""Figures of the pages: each a specification or a drawing, its rows, its words; nothing is computed here.

A `Figure` is handed finished objects and knows how it looks as SVG, PNG, CSV and Vega-Lite. One theme for all, told
apart by every common kind of colour vision; what is unknown is left blank and shaded, never drawn as zero.
"""

from bilat.report.figures.base import Figure

__all__ = ["Figure"]
