"""The same parts, read on a Ray cluster: one loaded reader an actor, the same files out.

The driver streams the collection and hands over a window of parts at a time as a Ray data set; actors write the
parts to the folder, which every node must see. Nothing else differs from the local run: markers say which parts
are whole, so a node that dies costs what its actors had in hand, and Ray hands that to another.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bilat.corpus.articles import Article
from bilat.corpus.part import Settings, begun, work
from bilat.corpus.tables import TABLES
from bilat.errors import InputError

__all__ = ["spread_on_ray"]

Step = tuple[int, list[Article]]
#: A window is closed at so many parts or bytes of text: it waits in the cluster's memory.
_PARTS = 512
_BYTES = 200_000_000
#: How often a part is begun on the cluster: nodes come and go, but a part that ends its actor each time must not go round for ever.
_TRIES = 4
_COUNTS = (*TABLES, "words")


def spread_on_ray(
    todo: Iterator[Step],
    out: Path,
    settings: Settings,
    count: int | None,
    add: Callable[[int, dict[str, int]], None],
    alone: Callable[[Step], dict[str, int]],
    finished: Callable[[], dict[int, dict[str, int]]],
) -> None:
    """Read parts on the cluster that ``RAY_ADDRESS`` names, or on a local one.

    Parameters
    ----------
    count
        Actors; as many as the cluster has cores by default.
    add
        Called with a part's number and counts when it is whole.
    alone
        Reads a part here, article by article, when it fails on the cluster more often than nodes die.
    finished
        Which parts are whole, from the folder.

    Raises
    ------
    InputError
        If Ray is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError:
        raise InputError(
            "Ray is not installed.", "Install it with: pip install 'ray[data]'; or leave out --engine."
        ) from None
    if not ray.is_initialized():
        ray.init(log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    actors = count or max(1, int(ray.cluster_resources().get("CPU", 1)))
    for window in _windows(todo):
        _read(window, out, settings, actors, add, alone, finished)


def _read(
    parts: list[Step],
    out: Path,
    settings: Settings,
    actors: int,
    add: Callable[[int, dict[str, int]], None],
    alone: Callable[[Step], dict[str, int]],
    finished: Callable[[], dict[int, dict[str, int]]],
) -> None:
    """Read some parts as one data set; those that end their actors again and again are read alone."""
    import ray
    import ray.data

    waiting = dict(parts)
    # Parts travel as bytes of our own making between our own processes.
    rows = [{"number": number, "part": pickle.dumps(part)} for number, part in parts]
    # Ray starts a dead actor again and gives it its part again, without end: the reader itself counts.
    data = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _Reader,
        fn_constructor_args=(str(out.resolve()), settings),
        batch_size=1,
        concurrency=min(actors, len(rows)),
        num_cpus=1,
    )
    try:
        for row in data.iter_rows():
            number = int(row["number"])
            counted = {key: int(value) for key, value in row.items() if key not in ("number", "given_up")}
            part = waiting.pop(number)
            add(number, alone((number, part)) if row["given_up"] else counted)
    except (ray.exceptions.RayError, ray.exceptions.RayTaskError):
        # The cluster ended the data set; what is whole is in the folder.
        whole = finished()
        for number, part in waiting.items():
            add(number, whole.get(number) or alone((number, part)))


class _Reader:
    """An actor: the reader is loaded once and kept."""

    def __init__(self, out: str, settings: Settings) -> None:
        from bilat.reading.parsing.nlp import pipeline

        pipeline()
        self._out, self._settings = Path(out), settings

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Read the one part of a batch and return what was counted."""
        number = int(batch["number"][0])
        if begun(self._out, number) > _TRIES:
            return {"number": [number], "given_up": [True], **{key: [0] for key in _COUNTS}}
        articles = pickle.loads(batch["part"][0])  # noqa: S301  made by the driver above, never from outside
        counted = work(self._out, number, articles, self._settings)
        return {"number": [number], "given_up": [False], **{key: [counted[key]] for key in _COUNTS}}


def _windows(todo: Iterator[Step]) -> Iterator[list[Step]]:
    window: list[Step] = []
    size = 0
    for number, part in todo:
        window.append((number, part))
        size += sum(len(a.data) for a in part if isinstance(a.data, str | bytes))
        if len(window) >= _PARTS or size >= _BYTES:
            yield window
            window, size = [], 0
    if window:
        yield window
