"""Opening the record: which vintages count on a day, and the measure tables made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bilat.errors import StoreError
from bilat.record.record import PACK, Record, read_manifest
from bilat.record.store import Pointer, Store, Taken

if TYPE_CHECKING:
    import pyarrow as pa

    from bilat.types import Provenance

__all__ = [
    "builder_inputs",
    "builders_revision",
    "choose",
    "derive",
    "derived_key",
    "open_record",
    "store_key",
    "tidy_files",
]

_PACKAGE = Path(__file__).resolve().parent.parent
#: The code that decides what measure tables hold, given the tidy ones.
_BUILDERS = ("measures", "states", "record/schema", "record/rollcalls.py")


@cache
def builders_revision() -> str:
    """Return a short hash of the code that builds measure tables.

    Tables that other code built are built again when the record is next opened: nobody has to remember to raise a
    number when a builder is mended.

    Examples
    --------
    >>> len(builders_revision())
    12
    """
    digest = hashlib.sha256()
    for name in _BUILDERS:
        place = _PACKAGE / name
        files = [place] if place.is_file() else (p for p in place.rglob("*") if p.is_file())
        for path in sorted(p for p in files if "__pycache__" not in p.parts):
            digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def store_key(home: Path | None = None) -> tuple[str, int, int]:
    """Return what changes when the store does, for callers that keep a record open."""
    return Store(home).stamp()


def open_record(home: Path | None = None, as_of: date | None = None) -> Record:
    """Open the record: the imported data where there are any, the bundled pack otherwise.

    Parameters
    ----------
    home
        The store; ``BILAT_HOME`` or the platform's folder by default.
    as_of
        Answer from what was known by this day: of each source the newest vintage taken in by then, or, where
        none was, its earliest vintage, cut to the facts dated by then; ``Record.notes`` says which.

    Raises
    ------
    StoreError
        If the store is there and cannot be read.
    """
    store = Store(home)
    pointer = store.pointer()
    if not pointer.history:
        return Record(PACK, as_of, notes=_pack_notes(as_of))
    chosen, notes = choose(pointer, as_of)
    files = tidy_files(store, chosen)
    key = derived_key(chosen)
    folder = store.derived_folder(key)
    if not (folder / "manifest.json").is_file():
        with store.writing():
            derive(store, chosen)
    behind = PACK if (PACK / "manifest.json").is_file() else None
    if behind is not None and set(read_manifest(PACK)) - set(read_manifest(folder)):
        notes += _pack_notes(as_of)
    return Record(folder, as_of, tidy=files, notes=notes, behind=behind)


def _pack_notes(as_of: date | None) -> tuple[str, ...]:
    if as_of is None:
        return ()
    try:
        made = [c.provenance.retrieved for c in read_manifest(PACK).values()]
    except StoreError:
        return ()
    newest = max((d for d in made if d is not None), default=None)
    if newest is None or newest <= as_of:
        return ()
    return (
        f"The bundled pack was made on {newest.isoformat()}, after {as_of.isoformat()}: it is cut to the years "
        "that had ended by then, but may hold corrections made since.",
    )


def choose(pointer: Pointer, as_of: date | None) -> tuple[dict[str, Taken], tuple[str, ...]]:
    """Return the vintage of each source that counts on a day, and notes where none had been taken in by then."""
    if as_of is None:
        return pointer.current(), ()
    chosen: dict[str, Taken] = {}
    late: list[Taken] = []
    for source in dict.fromkeys(t.source for t in pointer.history):
        mine = [t for t in pointer.history if t.source == source]
        by_then = [t for t in mine if t.day <= as_of]
        if by_then:
            chosen[source] = by_then[-1]
        else:
            chosen[source] = mine[0]
            late.append(mine[0])
    if not late:
        return chosen, ()
    days = sorted({t.day for t in late})
    span = days[0].isoformat() if len(days) == 1 else f"{days[0].isoformat()} to {days[-1].isoformat()}"
    names = ", ".join(sorted(t.source for t in late))
    if len(late) > 5:
        names = "any source" if len(late) == len(chosen) else f"{len(late)} of {len(chosen)} sources"
    return chosen, (
        f"No vintage of {names} had been taken in by {as_of.isoformat()}: the earliest here (taken in {span}) is "
        "used, cut to facts dated by then; it may hold corrections made since.",
    )


def tidy_files(store: Store, chosen: Mapping[str, Taken]) -> dict[str, list[Path]]:
    """Return the Parquet files of each tidy table over the chosen vintages."""
    from bilat.record.schema import TIDY

    found: dict[str, list[Path]] = {}
    for source in sorted(chosen):
        folder = store.folder_of(source, chosen[source].hash)
        if not folder.is_dir():
            raise StoreError(
                f"Vintage {source}/{chosen[source].hash} is missing from {store.home}.",
                "Import the same files again; `bilat data verify` lists what is damaged.",
            )
        for path in sorted(folder.glob("*.parquet")):
            if path.stem in TIDY:
                found.setdefault(path.stem, []).append(path)
    return found


def derived_key(chosen: Mapping[str, Taken]) -> str:
    """Return the name of the measure tables that are made from these vintages."""
    from bilat import __version__

    lines = [__version__, builders_revision(), *(f"{s} {chosen[s].hash}" for s in sorted(chosen))]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:20]


def derive(store: Store, chosen: Mapping[str, Taken], progress: Callable[[str], None] | None = None) -> str:
    """Build the measure tables of the chosen vintages, if they are not there; return their key.

    The caller holds the lock.
    """
    from bilat.measures.build import build_all

    key = derived_key(chosen)
    place = store.derived_folder(key)
    if (place / "manifest.json").is_file():
        return key
    tidy, meta = builder_inputs(store, chosen)
    with store.staging() as folder:
        build_all(tidy, meta, folder, progress)
        store.settle(folder, place)
    return key


def builder_inputs(
    store: Store, chosen: Mapping[str, Taken]
) -> tuple[Mapping[str, pa.Table], dict[str, Provenance]]:
    """Return what the builders of measure tables need: tidy tables, read when asked for, and provenance."""
    from bilat.record.tidy import union
    from bilat.record.vintage import provenance
    from bilat.sources import sources

    files: Mapping[str, Sequence[Path]] = tidy_files(store, chosen)
    known = sources()
    meta = {name: provenance(known[name], taken) for name, taken in chosen.items() if name in known}
    return _Lazy(files, union), meta


class _Lazy(Mapping[str, "pa.Table"]):
    """Tidy tables that are read when a builder asks for them, and not kept."""

    def __init__(
        self, files: Mapping[str, Sequence[Path]], read: Callable[[str, Sequence[Path]], pa.Table]
    ) -> None:
        self._files = files
        self._load = read

    def __getitem__(self, name: str) -> pa.Table:
        return self._load(name, self._files[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
