"""Disputes, wars, rivalries, sanctions, and what happened between states."""
