"""Votes, vetoes, and how often two states vote together."""
