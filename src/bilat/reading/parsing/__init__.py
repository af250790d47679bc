"""The parser: spaCy's pipeline, quick on the CPU."""
