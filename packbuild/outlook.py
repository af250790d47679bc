"""Make what the outlook ships, from the imported record: ``python -m packbuild.outlook``.

Decayed counts of votes by state and wording class, condemnations counted by band of kappa, and the trees fitted on
the last eight years. All are computed; no source's row is copied.
"""

from __future__ import annotations

import pyarrow.parquet as pq

from bilat import ledger
from bilat.outlook.council import drafts
from bilat.outlook.votes import condemnations, tables
from bilat.outlook.votes.backtest import collect
from bilat.outlook.votes.features import PACKED
from bilat.outlook.votes.matrix import ABSENT, from_record
from bilat.outlook.votes.model import FITTED_TO, FOLDER, SPAN, fit, fit_said, save, save_one
from bilat.record import open_record

_FIRST = 1986


def main() -> None:
    """Write the files beside the package."""
    record = open_record()
    matrix = from_record(record)
    FOLDER.mkdir(exist_ok=True)
    pq.write_table(
        tables.pack_rows(matrix, _FIRST, FITTED_TO), tables.FILE, compression="zstd", compression_level=19
    )
    pq.write_table(condemnations.count(matrix, record), condemnations.FILE, compression="zstd")
    council = drafts.count(drafts.collect(record, ledger.load()))
    pq.write_table(council, drafts.FILE, compression="zstd", compression_level=19)
    rows = collect(matrix, FITTED_TO + 1 - SPAN, FITTED_TO, print)
    age = FITTED_TO + 1 - rows.year
    save(fit(rows.x[:, :PACKED], rows.vote, age), "packed")
    save(fit(rows.x, rows.vote, age), "titled")
    heard = (rows.vote != ABSENT) & ~rows.told
    for name, x in (("packed", rows.x[:, :PACKED]), ("titled", rows.x)):
        save_one(fit_said(x[heard], rows.said[heard], rows.vote[heard], age[heard]), f"{name}_said")
    for path in sorted(FOLDER.iterdir()):
        print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
