"""Timings beside the peers, on the machine at hand: ``python -m benchmarks DATA``."""
