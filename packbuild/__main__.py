"""Build the bundled pack: ``python -m packbuild DIR``.

DIR holds the data sets, as published or as Parquet, in any sub-folders. They are imported into a temporary store
by the same code that users run, and only measures that bilat computes from them are written to the package.

``python -m packbuild DIR --ideal-points`` estimates the ideal points of the bundled pack anew and leaves its other files.
``python -m packbuild DIR --only TABLE`` builds one measure table of the bundled pack anew.
``python -m packbuild --index`` makes the alignment index of the bundled pack anew from its other tables.
"""

import argparse
import ctypes
import os
import shutil
import sys
import tempfile
from pathlib import Path

from bilat.errors import BilatError, StoreError
from bilat.files import held
from bilat.measures.build import add_alignment, build_all, replace_tables
from bilat.record.imports import import_folder
from bilat.record.opening import builder_inputs
from bilat.record.store import Store
from packbuild.idealpoints import add_ideal_points

PACK = Path(__file__).resolve().parents[1] / "src" / "bilat" / "pack"
LIMIT_MB = 20.0
FIRST_YEAR = 1946

#: Tables that the pack leaves out: large, and of use only with the full record at hand.
LEFT_OUT = ("disputes_mid_year",)


def main() -> None:
    """Build, measure, and switch the new pack in."""
    try:
        _main()
    except BilatError as exc:
        sys.exit(f"Error: {exc}")


def _main() -> None:
    parser = argparse.ArgumentParser(prog="packbuild", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="folder of the data sets")
    parser.add_argument("--index", action="store_true", help="only make the alignment index anew")
    parser.add_argument("--ideal-points", action="store_true", help="only estimate the ideal points anew")
    parser.add_argument("--only", action="append", metavar="TABLE", help="only build this table anew")
    parser.add_argument("--home", type=Path, help="keep the temporary store here, to look at it")
    options = parser.parse_args()
    put_back(PACK)
    if options.index:
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "pack"
            shutil.copytree(PACK, out)
            add_alignment(out, _say)
            switch_in(out, PACK)
        return
    if options.data is None:
        parser.error("name the folder of the data sets, or give --index")
    with tempfile.TemporaryDirectory() as scratch:
        home = options.home or Path(scratch) / "home"
        report = import_folder(options.data, home, _say)
        for item in report.imported:
            if item.problems:
                _say(f"{item.source}: {len(item.problems)} problems")
        store = Store(home)
        tidy, meta = builder_inputs(store, store.pointer().current())
        out = Path(scratch) / "pack"
        if options.ideal_points:
            shutil.copytree(PACK, out)
            add_ideal_points(tidy, out, _say)
            switch_in(out, PACK)
            return
        if options.only:
            shutil.copytree(PACK, out)
            replace_tables(tidy, meta, out, tuple(options.only), _say, since=FIRST_YEAR)
            switch_in(out, PACK)
            return
        build_all(tidy, meta, out, _say, since=FIRST_YEAR)
        add_ideal_points(tidy, out, _say)
        size = sum(f.stat().st_size for f in out.iterdir()) / 1e6
        for file in sorted(out.iterdir(), key=lambda f: -f.stat().st_size):
            _say(f"{file.stat().st_size / 1e6:8.3f} MB  {file.name}")
        _say(f"{size:8.3f} MB  in all")
        if size > LIMIT_MB:
            sys.exit(f"The pack is {size:.1f} MB; it must stay under {LIMIT_MB:.0f} MB.")
        switch_in(out, PACK)


def switch_in(made: Path, pack: Path) -> None:
    """Put the folder `made` in the place of `pack`: copied beside it first, then the two change places in one step.

    Where the system cannot exchange two folders it takes two renames: a process killed between them leaves the
    old pack under another name, and `put_back` undoes that.

    Raises
    ------
    StoreError
        If it cannot be written; the old pack stays.
    """
    fresh, aside = _beside(pack)
    try:
        with held(pack.parent, str(pack), wait=60.0):
            _tidy(pack)
            shutil.copytree(made, fresh)
            for path in fresh.iterdir():
                with path.open("rb+") as written:
                    os.fsync(written.fileno())
            if pack.exists() and not _exchanged(fresh, pack):
                pack.rename(aside)
            if not pack.exists():
                fresh.rename(pack)
            for left in (fresh, aside):
                shutil.rmtree(left, ignore_errors=True)
    except OSError as exc:
        raise StoreError(f"Cannot write {pack}: {exc}.", "Check the disk and its permissions.") from exc


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, as Linux can; say whether it was done."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return call is not None and call(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0


def put_back(pack: Path) -> None:
    """Undo what a killed build left: the old pack counts unless the new one is in its place."""
    with held(pack.parent, str(pack), wait=60.0):
        _tidy(pack)


def _tidy(pack: Path) -> None:
    fresh, aside = _beside(pack)
    if aside.exists() and not pack.exists():
        aside.rename(pack)
    for left in (fresh, aside):
        shutil.rmtree(left, ignore_errors=True)


def _beside(pack: Path) -> tuple[Path, Path]:
    return pack.with_name(f".{pack.name}.new"), pack.with_name(f".{pack.name}.old")


def _say(message: str) -> None:
    print(message, flush=True)


if __name__ == "__main__":
    main()
