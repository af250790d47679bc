"""The names of the source modules, one a line: append yours."""

MODULES: tuple[str, ...] = (
    "unga_cow",
    "unga_iso3",
    "unvotes",
    "bsv_matches",
)
