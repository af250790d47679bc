"""Run `bilat` inside the test's process, as the script does it: output, errors and exit code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner

from bilat.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def bilat(*args: object, stdin: str | bytes | None = None) -> Done:
    """Run one command line."""
    code = 0
    with CliRunner().isolation(input=stdin) as (out, err, _both):
        try:
            main([str(a) for a in args])
        except SystemExit as exc:
            code = exc.code if isinstance(exc.code, int) else 1
        return Done(code, out.getvalue().decode(), err.getvalue().decode())


def fails(*args: object, stdin: str | bytes | None = None) -> str:
    """Run a command line that must end in a plain error: exit 2, nothing on standard output, two short lines."""
    done = bilat(*args, stdin=stdin)
    assert done.code == 2, (done.code, done.out, done.err)
    assert done.out == ""
    assert done.err.startswith("bilat: "), done.err
    assert "Traceback" not in done.err
    assert "internal error" not in done.err
    first, *rest = done.err.splitlines()
    assert len(first) < 400
    assert rest, "no hint says what to do"
    return done.err
