"""Work in a process of its own that is killed, held short of room, or doubled."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

#: How a child ends that met an error of bilat's own, and one that met any other.
REFUSED, _BUG = 3, 4


def _child(work: Callable[[], object]) -> int:
    """Fork; in the child run the work and end with 0, `REFUSED` for an error of bilat's own, `_BUG` for others."""
    child = os.fork()
    if child:
        return child
    os.setpgid(0, 0)
    code = _BUG
    try:
        from bilat.errors import BilatError

        try:
            work()
            code = 0
        except BilatError as exc:
            code = REFUSED if exc.message and exc.hint else _BUG
        except BaseException:  # noqa: BLE001  what is looked for
            import traceback

            traceback.print_exc()
    finally:
        os._exit(code)


def forked(work: Callable[[], object], after: float | None = None) -> int:
    """Run the work in a child, killed `after` so many seconds; return how it ended, -9 for the kill."""
    child = _child(work)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    return os.waitstatus_to_exitcode(status)


def together(work: Callable[[], object]) -> list[int]:
    children = [_child(work) for _ in range(2)]
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def count_calls(work: Callable[[], object]) -> int:
    """Return how many calls and returns Python makes during the work, counted in a child."""
    read, write = os.pipe()

    def count() -> None:
        counted = [0]

        def step(_frame: Any, _event: str, _value: Any) -> None:
            counted[0] += 1

        sys.setprofile(step)
        work()
        sys.setprofile(None)
        os.write(write, str(counted[0]).encode())

    code = forked(count)
    os.close(write)
    with os.fdopen(read) as found:
        text = found.read()
    assert code == 0, f"ends with {code}"
    return int(text)


def dying(work: Callable[[], object], at: int) -> None:
    """Do the work and die by SIGKILL at its `at`-th call or return."""
    left = [at]

    def step(_frame: Any, _event: str, _value: Any) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    work()


def limited(work: Callable[[], object], limit: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    work()
