"""The table that panels come in: immutable, with its provenance, handed on to whichever library you use."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bilat.errors import InputError
from bilat.files import written_whole

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from bilat.types import Provenance

__all__ = ["Table"]

_SHOWN = 10


@dataclass(frozen=True)
class Table:
    """A table of measures.

    Attributes
    ----------
    data
        The Arrow table; a value that is not known is null.
    provenance
        Column to the source behind it.
    labels
        Column to a label for people.
    """

    data: pa.Table
    provenance: dict[str, Provenance]
    labels: dict[str, str]

    def __len__(self) -> int:
        return int(self.data.num_rows)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self.data.column_names)

    def to_arrow(self) -> pa.Table:
        """Return the Arrow table."""
        return self.data

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas data frame; unknown is NaN or NA."""
        frame: pd.DataFrame = self.data.to_pandas(split_blocks=True)
        return frame

    def to_polars(self) -> pl.DataFrame:
        """Return a polars data frame (``pip install bilat[polars]``)."""
        try:
            import polars
        except ModuleNotFoundError:
            raise InputError("polars is not installed.", "Install it: pip install 'bilat[polars]'.") from None
        frame = polars.from_arrow(self.data)
        assert isinstance(frame, polars.DataFrame)
        return frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the table over by Arrow's C interface: polars, pandas, DuckDB, narwhals and others take it as it is."""
        return self.data.__arrow_c_stream__(requested_schema)

    def to_csv_text(self) -> str:
        """Return the table as CSV; unknown is empty."""
        import pyarrow.csv as pc

        out = io.BytesIO()
        pc.write_csv(self._plain(), out, pc.WriteOptions(quoting_style="needed"))
        return out.getvalue().decode()

    def to_csv(self, path: str | Path) -> None:
        """Write CSV; unknown is empty."""
        import pyarrow.csv as pc

        pc.write_csv(self._plain(), str(path), pc.WriteOptions(quoting_style="needed"))

    def to_parquet(self, path: str | Path) -> None:
        """Write Parquet."""
        import pyarrow.parquet as pq

        pq.write_table(self.data, str(path), compression="zstd")

    def to_stata(self, path: str | Path) -> None:
        """Write a Stata data set (version 14 and later) with labels; unknown is missing."""
        frame = self._plain().to_pandas()
        for name in frame.columns:
            if frame[name].dtype.kind == "f" and frame[name].dtype.itemsize < 8:
                frame[name] = frame[name].astype("float64")
        labels = {name: self.labels.get(name, name)[:80] for name in frame.columns}
        frame.to_stata(path, write_index=False, version=118, variable_labels=labels)

    def write(self, path: str | Path) -> None:
        """Write the table; the ending decides: ``.csv``, ``.parquet``, ``.dta``.

        The file appears whole or not at all.

        Raises
        ------
        InputError
            For another ending.
        StoreError
            If it cannot be written.
        """
        target = Path(path)
        writers = {".csv": self.to_csv, ".parquet": self.to_parquet, ".dta": self.to_stata}
        writer = writers.get(target.suffix.lower())
        if writer is None:
            raise InputError(f"Unknown ending {target.suffix!r} of {target}.", "Use .csv, .parquet or .dta.")
        with written_whole(target) as draft:
            writer(draft)

    def _plain(self) -> pa.Table:
        """Return the table with dictionary columns as plain strings."""
        import pyarrow as pa

        data = self.data
        for i, field in enumerate(data.schema):
            if pa.types.is_dictionary(field.type):
                data = data.set_column(i, field.name, data.column(i).cast(pa.string()))
        return data

    def __repr__(self) -> str:
        head = self.data.slice(0, _SHOWN).to_pandas().to_string(index=False)
        return f"{head}\n[{len(self):,} rows x {len(self.columns)} columns]"

    def _repr_html_(self) -> str:
        head: Any = self.data.slice(0, _SHOWN).to_pandas().to_html(index=False, escape=True, na_rep="unknown")
        sources = "; ".join(dict.fromkeys(f"{p.source} {p.version}" for p in self.provenance.values()))
        return f"{head}<p>{len(self):,} rows, {len(self.columns)} columns. {sources}</p>"
