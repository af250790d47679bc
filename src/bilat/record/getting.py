"""``bilat data get``: the official files, fetched one by one, then taken in together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from bilat.errors import FetchError, InputError
from bilat.record.imports import ImportReport, import_files
from bilat.record.store import Store
from bilat.sources import source, sources
from bilat.sources.fetch import Limits, fetch

__all__ = ["get"]


def get(
    ids: Sequence[str] = (),
    home: Path | None = None,
    progress: Callable[[str], None] | None = None,
    *,
    limits: Limits | None = None,
) -> ImportReport:
    """Fetch sources from their official addresses and take them in.

    Parameters
    ----------
    ids
        Source ids; every source that can be fetched without a person if empty.
    home
        The store.
    progress
        Told of each step.
    limits
        Bounds of each download.

    Returns
    -------
    ImportReport
        ``failed`` also names what could not be fetched, and why; the rest was taken in all the same.

    Raises
    ------
    InputError
        If a source must be got by hand.
    FetchError
        If nothing could be fetched.
    """
    tell = progress or (lambda _message: None)
    wanted = [source(i) for i in dict.fromkeys(ids)] or [s for s in sources().values() if s.downloads]
    by_hand = [s for s in wanted if not s.downloads]
    if by_hand:
        one = by_hand[0]
        raise InputError(
            f"{one.id} cannot be fetched by a program: its publisher wants a person to ask for it.",
            f"Get it from {one.homepage or one.url}, then run `bilat data import FOLDER`.",
        )
    folder = Store(home).home / "downloads"
    files: dict[str, list[Path]] = {}
    failed: dict[str, str] = {}
    for item in wanted:
        tell(f"fetching {item.title}")
        try:
            got = []
            for url in item.downloads:
                name = url.rsplit("/", 1)[-1]
                got.append(
                    fetch(
                        url,
                        folder / item.id,
                        sha256=item.known_hashes.get(name),
                        limits=limits,
                        progress=_steps(tell, name),
                    )
                )
            files[item.id] = got
        except FetchError as exc:
            failed[item.id] = str(exc)
    if not files:
        raise FetchError(
            f"Nothing could be fetched: {'; '.join(failed.values())}",
            "The bundled pack still answers; or get the files by hand and use `bilat data import FOLDER`.",
        )
    report = import_files(files, home, progress)
    report.failed = {**failed, **report.failed}
    return report


def _steps(tell: Callable[[str], None], name: str) -> Callable[[int, int | None], None]:
    """Tell of a download each time another 5 MB or tenth of it has come."""
    last = [0]

    def step(count: int, total: int | None) -> None:
        if count - last[0] >= max(5_000_000, (total or 0) // 10):
            last[0] = count
            tell(f"  {name}: {count / 1e6:.0f} MB" + (f" of {total / 1e6:.0f}" if total else ""))

    return step
