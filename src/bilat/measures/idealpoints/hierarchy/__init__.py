"""All issues at once: a state's point on an issue is its general point and a deviation, shrunk by a learnt scale."""

from __future__ import annotations

from bilat.measures.idealpoints.hierarchy.cells import issue_masks
from bilat.measures.idealpoints.hierarchy.running import Hierarchy, fit_hierarchy, sample_hierarchy

__all__ = ["Hierarchy", "fit_hierarchy", "issue_masks", "sample_hierarchy"]
