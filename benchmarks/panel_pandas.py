"""The same panel as a good pandas user would write it: a cross join by year, then left merges.

It reads the same measure tables, fills the sparse ones with 0 inside their coverage, and leaves the rest missing.
"""

import pandas as pd

from bilat import states
from bilat.record import Record

SPARSE = {"obligations_year": ["rung"], "disputes_year": ["hostility", "onset"], "rivalry_year": ["rivalry"]}


def main() -> None:
    """Build the panel and say its size."""
    record = Record()
    system = pd.DataFrame(
        [(int(code), year) for year in range(1946, 2011) for code in states.system(year)],
        columns=["code", "year"],
    )
    panel = system.merge(system, on="year", suffixes=("_a", "_b"))
    panel = panel[panel.code_a != panel.code_b]
    for name, columns in SPARSE.items():
        table = record.table(name).to_pandas()
        if "code_a" in table:
            turned = table.rename(columns={"code_a": "code_b", "code_b": "code_a"})
            table = pd.concat([table, turned])
        else:
            table = table.rename(columns={"source": "code_a", "target": "code_b"})
        panel = panel.merge(
            table[["code_a", "code_b", "year", *columns]], how="left", on=["code_a", "code_b", "year"]
        )
        covers = record.coverage(name).provenance
        inside = panel.year.between(covers.covers_from, covers.covers_to)
        panel.loc[inside, columns] = panel.loc[inside, columns].fillna(0)
    cinc = record.table("capabilities_year").to_pandas()
    for side in "ab":
        panel = panel.merge(
            cinc.rename(columns={"code": f"code_{side}", "cinc": f"cinc_{side}"}),
            how="left",
            on=[f"code_{side}", "year"],
        )
    print(f"{len(panel)} rows, {len(panel.columns)} columns")


if __name__ == "__main__":
    main()
