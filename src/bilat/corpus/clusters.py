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
from bilat.corpus.part import Settings, work
from bilat.errors import InputError

__all__ = ["spread_on_ray"]

Step = tuple[int, list[Article]]
#: A window is closed at so many parts or bytes of text: it waits in the cluster's memory.
_PARTS = 512
_BYTES = 200_000_000


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
    """Read some parts as one data set; if it fails, what is not whole yet as two halves, one part alone."""
    import ray
    import ray.data

    waiting = dict(parts)
    # Parts travel as bytes of our own making between our own processes.
    rows = [{"number": number, "part": pickle.dumps(part)} for number, part in parts]
    data = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _Reader,
        fn_constructor_args=(str(out.resolve()), settings),
        batch_size=1,
        concurrency=min(actors, len(rows)),
        num_cpus=1,
        ray_remote_args_fn=_restarts,
    )
    try:
        for row in data.iter_rows():
            number = int(row["number"])
            add(number, {key: int(value) for key, value in row.items() if key != "number"})
            waiting.pop(number)
    except (ray.exceptions.RayError, ray.exceptions.RayTaskError):
        # A part that fails again and again ends the whole data set, and nothing says which part it was. What is
        # whole is in the folder; halving finds the part in a few rounds while the cluster reads the others.
        whole = finished()
        for number in [n for n in waiting if n in whole]:
            add(number, whole[number])
            del waiting[number]
        left = list(waiting.items())
        if len(left) == 1:
            add(left[0][0], alone(left[0]))
            return
        middle = (len(left) + 1) // 2
        for half in (left[:middle], left[middle:]):
            if half:
                _read(half, out, settings, actors, add, alone, finished)


def _restarts() -> dict[str, int]:
    """Return how often an actor and its work are tried again: nodes come and go, but a part that kills must end."""
    return {"max_restarts": -1, "max_task_retries": 3}


class _Reader:
    """An actor: the reader is loaded once and kept."""

    def __init__(self, out: str, settings: Settings) -> None:
        from bilat.reading.nlp import pipeline

        pipeline()
        self._out, self._settings = Path(out), settings

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Read the one part of a batch and return what was counted."""
        number = int(batch["number"][0])
        articles = pickle.loads(batch["part"][0])  # noqa: S301  made by the driver above, never from outside
        counted = work(self._out, number, articles, self._settings)
        return {"number": [number], **{key: [value] for key, value in counted.items()}}


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
