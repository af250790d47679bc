"""Builders: tidy tables of the record to measure tables."""
