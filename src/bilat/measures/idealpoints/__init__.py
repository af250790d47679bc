"""Ideal points of states from how they vote: the dynamic ordinal model of Bailey, Strezhnev & Voeten (2017)."""

from __future__ import annotations

from bilat.measures.idealpoints.data import Items, make_items, prepare
from bilat.measures.idealpoints.extending import extend
from bilat.measures.idealpoints.running import IdealPoints, fit, sample
from bilat.measures.idealpoints.table import ideal_points, to_table, write

__all__ = [
    "IdealPoints",
    "Items",
    "extend",
    "fit",
    "ideal_points",
    "make_items",
    "prepare",
    "sample",
    "to_table",
    "write",
]
