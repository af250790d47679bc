"""The local web app: pages of what the other rooms made, and the same as JSON. It computes nothing itself."""

from __future__ import annotations

from bilat.web.settings import Settings

__all__ = ["Settings"]
