"""The claims and the outcomes expected of them.

Run ``python tests/checking/claims300/expected.py DATA`` to write the expected outcomes anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from truth_assembly import Library

HERE = Path(__file__).parent


def load() -> list[dict[str, str]]:
    """Return the claims, with a check that each has every field."""
    claims = [json.loads(line) for line in (HERE / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(set(c) == {"id", "half", "kind", "date", "text", "expected", "how"} for c in claims)
    return claims


def main(data: Path) -> None:
    """Compute every expected outcome anew and write the file."""
    truth = Library(data)
    lines = [json.dumps(claim | {"expected": truth.of(claim["how"])}, ensure_ascii=False) for claim in load()]
    (HERE / "claims.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
