"""Processes that die at a chosen moment."""

import os
import signal
from pathlib import Path


def in_child(work):
    """Run `work` in a forked process; return its exit status as `os.wait` gives it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - the child must not come back into pytest
            code = 1
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


def killed_at(step):
    """Return a function that kills its own process at the `step`-th call that touches the disk for good."""
    count = 0

    def tick():
        nonlocal count
        count += 1
        if count == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrap(real, after):
        def call(*args, **kwargs):
            if not after:
                tick()
            result = real(*args, **kwargs)
            if after:
                tick()
            return result

        return call

    def install(after):
        os.fsync = wrap(os.fsync, after)
        Path.rename = wrap(Path.rename, after)
        Path.replace = wrap(Path.replace, after)

    return install
