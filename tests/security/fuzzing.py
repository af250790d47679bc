"""What the fuzz tests share: how many examples, and what a run may do.

``BILAT_FUZZ`` is the number of examples of each test (default 15, for the suite); a longer run sets it higher::

    BILAT_FUZZ=2000 python -m pytest tests/security -k fuzz
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager

from hypothesis import HealthCheck, settings

from bilat.errors import BilatError

EXAMPLES = int(os.environ.get("BILAT_FUZZ", "15"))
#: Longest time of one example, in seconds of processor time: other work on the machine does not count.
SLOWEST = 5.0

fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="BILAT_FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def bounded():
    """Let only the errors that bilat means pass, and no more time than `SLOWEST`."""
    begun = time.process_time()
    try:
        yield
    except BilatError as exc:
        assert exc.message
        # the net of last resort in `Source.read` must not be what caught it
        assert not isinstance(exc.__cause__, ArithmeticError | IndexError | TypeError), exc
    assert time.process_time() - begun < SLOWEST
