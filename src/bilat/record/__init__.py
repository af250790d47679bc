"""The record: typed tables, the local store with its vintages, and reading both."""
