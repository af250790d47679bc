"""No false zeros, in full: ``python -m benchmarks.falsezeros [--home STORE] [--only WORD]``.

For every pair of states that were ever in the system, every year from 1946 to the next and every measure of pairs, one by one
as judges and faces ask: a value is there, or null with a reason, never both and never neither; no value stands outside the
years and states that the source covers, nor for a state that was not in the system. The tests of the suite compare whole
panels with the pack's rows and draw reasons at random; this scans them all, of the pack or of a store of one's own.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np

from bilat import states
from bilat.measures.access import history
from bilat.measures.catalogue import MEASURES, Measure
from bilat.record import open_record
from bilat.record.record import Record

FIRST, LAST = 1946, date.today().year + 1


def main() -> None:
    """Scan, print a line a measure, and end with 1 if anything is wrong."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--home", type=Path)
    asked.add_argument("--only", default="")
    given = asked.parse_args()
    record = open_record(given.home) if given.home else open_record()
    members = {year: frozenset(map(int, states.system(year))) for year in range(FIRST, LAST + 1)}
    every = sorted(frozenset.union(*members.values()))
    print(
        "| measure | pair-years | values | null, with a reason | faults | processor s |\n|---|---|---|---|---|---|"
    )
    sums, wrong = np.zeros(3, np.int64), 0
    for measure in MEASURES.values():
        if measure.tie == "state" or given.only not in measure.name or measure.table not in record.tables:
            continue
        began = time.process_time()
        counted, faults = scan(record, measure, every, members)
        spent = time.process_time() - began
        sums, wrong = sums + counted, wrong + len(faults)
        print(
            f"| {measure.name} | {counted[0]:,} | {counted[1]:,} | {counted[2]:,} | {len(faults)} | {spent:.0f} |",
            flush=True,
        )
        for fault in faults[:5]:
            print(f"  {fault}", flush=True)
    print(f"| all | {sums[0]:,} | {sums[1]:,} | {sums[2]:,} | {wrong} | |")
    sys.exit(1 if wrong or not sums[0] else 0)


def scan(
    record: Record, measure: Measure, every: list[int], members: dict[int, frozenset[int]]
) -> tuple[np.ndarray, list[str]]:
    """Return pair-years, values and nulls of a measure, and what is wrong with it."""
    covers = record.coverage(measure.table)
    first, last = covers.provenance.covers_from, covers.provenance.covers_to
    pairs = list(combinations(every, 2))
    if measure.tie == "directed":
        pairs += [(b, a) for a, b in pairs]
    # of votes a zero is a value like any other: India voted in 1946, the year before it entered the system
    zero_is_none = not measure.table.startswith("votes")
    counted, faults = np.zeros(3, np.int64), []
    for a, b in pairs:
        found = history(record, measure.name, a, b, FIRST, LAST)
        unknown = np.isnan(found.values)
        counted += (len(found.years), int((~unknown).sum()), int(unknown.sum()))
        both = covers.codes is None or (a in covers.codes and b in covers.codes)
        for year, null in zip(found.years.tolist(), unknown.tolist(), strict=True):
            said = found.reasons.get(year)
            if null and not said:
                faults.append(f"{measure.name} {a} {b} {year}: null without a reason")
            elif not null and said:
                faults.append(f"{measure.name} {a} {b} {year}: a value and a reason why there is none")
            elif not null and not (both and first <= year <= last):
                faults.append(f"{measure.name} {a} {b} {year}: a value outside coverage")
            elif (
                zero_is_none and not null and found.values[year - FIRST] == 0 and not {a, b} <= members[year]
            ):
                faults.append(f"{measure.name} {a} {b} {year}: a zero for a state that was not in the system")
    return counted, faults


if __name__ == "__main__":
    main()
