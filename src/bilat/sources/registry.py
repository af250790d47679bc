"""The names of the source modules, one a line: append yours."""

MODULES: tuple[str, ...] = (
    "unga_cow",
    "unga_iso3",
    "unvotes",
    "undl_ga",
    "undl_sc",
    "undl_kaggle",
    "unsc_vetoes",
    "landmark_votes",
    "bsv_matches",
)
