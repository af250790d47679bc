"""Fuzzing everything that takes in what others wrote: see `benchmarks.fuzz.__main__`."""
