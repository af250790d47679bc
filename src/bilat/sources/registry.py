"""The names of the source modules, one a line: append yours."""

MODULES: tuple[str, ...] = ()
