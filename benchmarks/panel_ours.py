"""Our side of the panel benchmark: the whole 1946-2010 directed panel, as one process."""

import bilat

MEASURES = ["obligation", "dispute", "dispute_onset", "cinc", "rivalry"]

if __name__ == "__main__":
    table = bilat.dyads(MEASURES, since=1946, until=2010, directed=True)
    print(f"{len(table)} rows, {len(table.columns)} columns")
