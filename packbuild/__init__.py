"""Makes what bilat ships from the research data: ``python -m packbuild DIR``."""
