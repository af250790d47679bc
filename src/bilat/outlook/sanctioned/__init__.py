"""Sanctions: who joins them, and what the trade of their target does."""
