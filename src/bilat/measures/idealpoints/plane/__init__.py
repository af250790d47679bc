"""Two dimensions: the two-sided walk in the plane, and which directions of it are reported."""

from __future__ import annotations

from bilat.measures.idealpoints.plane.running import sample_plane

__all__ = ["sample_plane"]
