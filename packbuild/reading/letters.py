"""Work out the runs of letters that the patterns of claims need, for every pattern that is asked for in some texts; write them.

Run: python packbuild/reading/letters.py [TEXTS ...]

TEXTS hold a sentence a line; without any, the sentences of the tests are taken. Of the sets that a pattern needs, those are kept
that the fewest of these sentences hold. A pattern that no sentence asks for, or that has changed since, is worked out when it is
first used: a stale table costs time and never a claim.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ahocorasick import Automaton

from bilat.reading import read
from bilat.reading.claims import propositions
from bilat.reading.claims.language import grammar, needed
from bilat.reading.context import Context

ROOT = Path(__file__).parents[2]
OUT = ROOT / "src/bilat/reading/claims/language/letters.json"
TESTS = ROOT / "tests/reading"
#: So many sets of a pattern are kept at most, each of which must rule out this share of what the others let through.
_SETS, _GAIN = 3, 0.2


def main(files: list[Path]) -> None:
    """Read the sentences, keep what was asked for, write."""
    asked: dict[str, list[frozenset[str]]] = {}
    texts: dict[str, None] = {}
    worked_out, runs_in = needed.worked_out, needed.runs_in

    def noted(pattern: str, flags: int) -> list[frozenset[str]]:
        return asked.setdefault(needed.key(pattern, flags), worked_out(pattern, flags))

    def seen(text: str) -> set[str]:
        texts[text] = None
        return runs_in(text)

    needed._kept = dict  # type: ignore[assignment]
    needed.worked_out = noted
    needed.runs_in = vars(grammar)["runs_in"] = seen
    for file in files:
        sentences = [line.split(" => ")[0] for line in file.read_text(encoding="utf-8").splitlines()]
        for sentence in sentences:
            propositions(sentence, Context(on=date(2022, 1, 1), pair=("USA", "CHN"), focus="RUS"))
        for start in range(0, len(sentences), 50):
            read("\n\n".join(["Read in the tests.", *sentences[start : start + 50]]), mode="fast")
    found = _found([*texts], {run for sets in asked.values() for each in sets for run in each})
    kept = {k: ["|".join(sorted(each)) for each in _rarest(sets, found)] for k, sets in sorted(asked.items())}
    OUT.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(kept)} patterns, {OUT.stat().st_size:,} bytes, from {len(texts)} texts")


def _found(texts: list[str], runs: set[str]) -> dict[str, int]:
    """Return for each run the texts that hold it, a bit a text."""
    automaton = Automaton()
    for run in runs:
        automaton.add_word(run, run)
    automaton.make_automaton()
    out = dict.fromkeys(runs, 0)
    for number, text in enumerate(texts):
        for run in {run for _end, run in automaton.iter(needed.plainly(text))}:
            out[run] |= 1 << number
    return out


def _rarest(sets: Iterable[frozenset[str]], found: dict[str, int]) -> list[frozenset[str]]:
    """Return the sets that together let the fewest texts through, the rarest first."""
    through = dict.fromkeys(sets, 0)
    for each in through:
        for run in each:
            through[each] |= found[run]
    out: list[frozenset[str]] = []
    left: int | None = None
    while len(out) < _SETS and len(out) < len(through):
        ranked = [
            ((through[each] if left is None else through[each] & left).bit_count(), number, each)
            for number, each in enumerate(through)
            if each not in out
        ]
        count, _, best = min(ranked)
        if left is not None and count > (1 - _GAIN) * left.bit_count():
            break
        out.append(best)
        left = through[best] if left is None else left & through[best]
    return out


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(TESTS.glob("**/*.txt")))
