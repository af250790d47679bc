"""``python -m benchmarks.claims [--write]``: bilat on a test set of claims of our own, against the raw data.

The claims and their outcomes are in ``tests/checking/claims300``: outcomes were computed from the research files by a
script that does not use bilat. The record is that of the current store (the bundled pack, or what was imported).
With ``--write`` the tables go into docs/checking.md between their marks; ``--wrong`` lists what came out otherwise.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
CLAIMS = _ROOT / "tests" / "checking" / "claims300" / "claims.jsonl"
_MARKS = ("<!-- claims: begin -->\n", "<!-- claims: end -->")
OUTCOMES = ("supported", "contradicted", "mixed", "unmeasurable", "forecast")
_FIRM = ("supported", "contradicted")


@dataclass(frozen=True)
class Judged:
    """A claim with what is right and what bilat says."""

    id: str
    half: str
    kind: str
    text: str
    expected: str
    found: str
    typed: str

    @property
    def right(self) -> bool:
        """Whether the outcome is the expected one."""
        return self.found == self.expected


def judge_all(step: int = 1, path: Path = CLAIMS) -> tuple[list[Judged], float]:
    """Judge every claim of the file, or one in so many; return them with the seconds taken."""
    import bilat
    from bilat.api import ask_claims
    from bilat.checking.asking import merge

    bilat.ask("Finland is a member of NATO", on="2024-01-01")
    begun = time.perf_counter()
    out = []
    for line in path.read_text(encoding="utf-8").splitlines()[::step]:
        claim = json.loads(line)
        parts = ask_claims(claim["text"], claim["date"])
        typed = "+".join(sorted({p.kind for p in parts})) or "none"
        fields = (claim[k] for k in ("id", "half", "kind", "text", "expected"))
        out.append(Judged(*fields, merge(parts).outcome, typed))
    return out, time.perf_counter() - begun


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({100 * part / whole:.1f}%)" if whole else "none"


def _firm(judged: Sequence[Judged]) -> str:
    firm = [j for j in judged if j.found in _FIRM]
    return _share(sum(j.right for j in firm), len(firm))


def tables(judged: Sequence[Judged]) -> Iterator[str]:
    """Yield the lines of the tables: by half, by kind, and who was taken for what."""
    yield "| claims | right | right when firm |"
    yield "|---|---|---|"
    halves = dict.fromkeys(j.half for j in judged)
    for name, part in [(f"{h} part", [j for j in judged if j.half == h]) for h in halves] + [("all", judged)]:
        yield f"| {name} | {_share(sum(j.right for j in part), len(part))} | {_firm(part)} |"
    yield ""
    yield "| kind | right | right when firm |"
    yield "|---|---|---|"
    for kind in sorted({j.kind for j in judged}):
        part = [j for j in judged if j.kind == kind]
        yield f"| {kind} | {_share(sum(j.right for j in part), len(part))} | {_firm(part)} |"
    yield ""
    yield f"| by the raw data | {' | '.join(OUTCOMES)} |"
    yield f"|---|{'---|' * len(OUTCOMES)}"
    counts = Counter((j.expected, j.found) for j in judged)
    for expected in OUTCOMES:
        if any(e == expected for e, _found in counts):
            yield f"| {expected} | {' | '.join(str(counts[expected, f]) for f in OUTCOMES)} |"


def main(arguments: Sequence[str]) -> None:
    """Print the tables; write them into the documentation where asked."""
    judged, seconds = judge_all()
    if "--wrong" in arguments:
        for j in judged:
            if not j.right:
                print(f"{j.id} {j.kind}: {j.expected}, found {j.found} ({j.typed}): {j.text}")
    lines = list(tables(judged))
    print("\n".join(lines))
    print(f"\n{len(judged)} claims in {seconds:.2f} s, warm: {len(judged) / seconds:.0f} a second.")
    if "--write" in arguments:
        page = _ROOT / "docs" / "checking.md"
        before, rest = page.read_text(encoding="utf-8").split(_MARKS[0])
        after = rest.split(_MARKS[1])[1]
        page.write_text(before + _MARKS[0] + "\n".join(lines) + "\n" + _MARKS[1] + after, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
