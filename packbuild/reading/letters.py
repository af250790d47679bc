"""Work out the letters that the patterns of claims need, for every pattern that is asked for in some texts; write them.

Run: python packbuild/reading/letters.py [TEXTS ...]

TEXTS hold a sentence a line; without any, the sentences of the tests are taken. A pattern that no sentence asks for, or that has
changed since, is worked out when it is first used: a stale table costs time and never a claim.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from bilat.reading.claims import needed, propositions
from bilat.reading.context import Context

ROOT = Path(__file__).parents[2]
OUT = ROOT / "src/bilat/reading/claims/letters.json"
TESTS = ROOT / "tests/reading"


def main(files: list[Path]) -> None:
    """Read the sentences, keep what was asked for, write."""
    asked: dict[str, list[str]] = {}
    worked_out = needed.worked_out

    def noted(pattern: str, flags: int) -> needed.Needs:
        found = worked_out(pattern, flags)
        asked[needed.key(pattern, flags)] = ["".join(sorted(each)) for each in found]
        return found

    needed._kept = dict  # type: ignore[assignment]
    needed.worked_out = noted
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            propositions(
                line.split(" => ")[0], Context(on=date(2022, 1, 1), pair=("USA", "CHN"), focus="RUS")
            )
    body = json.dumps(dict(sorted(asked.items())), ensure_ascii=False, indent=0)
    OUT.write_text(body + "\n", encoding="utf-8")
    print(f"{len(asked)} patterns, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(TESTS.glob("**/*.txt")))
