"""National material capabilities (COW): six components by state and year."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bilat.errors import SourceError
from bilat.sources._common import cow_codes, expect, version_in, whole_years
from bilat.sources.base import Problem, Reading, Source, conform, first_of
from bilat.sources.loaded import Loaded
from bilat.sources.tables import BROKEN_ZIP, read_table

ID = "nmc"
FIRST, LAST = 1816, 2022
COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
_MAX_INNER = 50_000_000


def _read(paths: Sequence[Path]) -> Reading:
    loaded = _load(paths[-1])
    expect(loaded, "ccode", "year", *COMPONENTS)
    code = cow_codes(loaded, "ccode")
    year = whole_years(loaded, "year", FIRST, 2100)
    columns = {}
    for name in COMPONENTS:
        values = loaded.numbers(name)
        loaded.flag((values < 0) & (values != -9) & ~loaded.bad, f"column {name}: negative")
        columns[name] = np.where(values < 0, np.nan, values)  # -9 is "not known"
    if loaded.has("cinc"):
        values = loaded.numbers("cinc")
        columns["cinc"] = np.where(values < 0, np.nan, values)
    loaded.flag(~loaded.bad & ~first_of(code, year), "the state-year was listed before")
    good = ~loaded.bad
    table = conform(
        "capabilities",
        {"code": code[good], "year": year[good]} | {k: v[good] for k, v in columns.items()},
        dataset=ID,
    )
    extra = [Problem(p.name, None, "older file of this data set; not read") for p in paths[:-1]]
    version = version_in(loaded.name, r"nmc[-_]v?(\d)[-_]?(\d)(?!\d)")
    covers = (FIRST, int(year[good].max())) if good.any() else None
    return Reading(
        {"capabilities": table}, loaded.problems + extra, len(loaded) + loaded.unread, version, covers
    )


def _load(path: Path) -> Loaded:
    """Read the table, also out of the zip within the zip that COW publishes."""
    if path.suffix.lower() != ".zip":
        return read_table(path)
    try:
        with zipfile.ZipFile(path) as outer:
            inner = [
                i
                for i in outer.infolist()
                if i.filename.lower().endswith("abridged.zip") and not i.filename.startswith("__MACOSX")
            ]
            if not inner:
                return read_table(path, member="*abridged.csv")
            if inner[0].file_size > _MAX_INNER:
                raise SourceError(
                    f"{path.name}: {inner[0].filename} is larger than {_MAX_INNER:,} bytes; refused.",
                    "Get the archive again from its publisher.",
                )
            with outer.open(inner[0]) as handle:
                data = handle.read(_MAX_INNER + 1)
    except BROKEN_ZIP as exc:
        raise SourceError(
            f"{path.name} is not a readable zip archive: {exc}.", "Get the file again."
        ) from exc
    if len(data) > _MAX_INNER:
        raise SourceError(
            f"{path.name}: {inner[0].filename} is larger than its header says; refused.",
            "Get the archive again from its publisher.",
        )
    with TemporaryDirectory() as folder:
        target = Path(folder) / Path(inner[0].filename).name
        target.write_bytes(io.BytesIO(data).getbuffer())
        return read_table(target, member="*abridged.csv")


SOURCE = Source(
    id=ID,
    title="National Material Capabilities (COW)",
    url="https://correlatesofwar.org/wp-content/uploads/NMCv7.zip",
    homepage="https://correlatesofwar.org/data-sets/national-material-capabilities/",
    downloads=("https://correlatesofwar.org/wp-content/uploads/NMCv7.zip",),
    files=(
        "NMCv7.zip",
        "NMC-v7-*.zip",
        "NMC*abridged.*",
        "NMC*wsupplementary.csv",
        "NMC_5_0.csv",
        "cow_nmc.parquet",
    ),
    signatures=(frozenset({"ccode", "year", *COMPONENTS}),),
    version="7.0",
    covers=(FIRST, LAST),
    licence="free for research, with citation (Correlates of War terms)",
    citation=(
        "Singer, Bremer & Stuckey 1972, Capability Distribution, Uncertainty, and Major Power War, 1820-1965; "
        "Singer 1987, International Interactions 14: 115-132."
    ),
    reader=_read,
    tables=("capabilities",),
    together=False,
    note="Military spending is missing for 14% of the rows. Hash recorded at first fetch.",
)
