"""``python -m benchmarks.validation DATA``: does the index mean anything? Writes docs/validation.md.

DATA is a folder with the structure data (contiguity, majors, distance) and the published benchmarks; all else comes
from the bundled pack. ``python -m benchmarks.validation --thin`` prints the section on thin late years alone.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.validation import report
from benchmarks.validation.data import make_panel
from benchmarks.validation.forecasting import (
    BASES,
    CHOOSING,
    MODELS,
    Result,
    forecast,
    interval,
    random_folds,
)
from benchmarks.validation.groups import against_published, known_groups
from benchmarks.validation.network import FORMS
from benchmarks.validation.thin import late_years
from benchmarks.validation.turning import judge_all

_OUT = Path(__file__).resolve().parents[2] / "docs" / "validation.md"
_RIVALS = ("S", "kappa", "ideal-point distance", "dispute history", "z-mean")
_OTHER = ("base alone", "S", "kappa", "ideal-point distance", "z-mean", "alignment index", "index without conflict",
          "positions", "commitment", "three factors", "all inputs")  # fmt: skip


def main() -> None:
    """Run everything and write the page."""
    if sys.argv[1:] == ["--thin"]:
        print(report.thin_years(*late_years()))
        return
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python -m benchmarks.validation DATA")
    begun = time.monotonic()
    panel = make_panel(Path(sys.argv[1]))
    _say(begun, f"{len(panel.year):,} rows")
    found: dict[tuple[str, str, bool, str], Result] = {}
    chosen: dict[tuple[str, bool, str], float] = {}
    for relevant in (True, False):
        for base in BASES:
            for model in (*MODELS, *FORMS):
                if "trees" in model and base != "strong":
                    continue
                found["dispute onset", base, relevant, model] = forecast(
                    panel, "dispute onset", model, base, relevant
                )
                if model in (*FORMS, "z-mean", "alignment index", "three factors"):
                    early = forecast(panel, "dispute onset", model, base, relevant, CHOOSING)
                    chosen[base, relevant, model] = early.average_precision
            _say(begun, f"dispute onset, {base} base, {'relevant' if relevant else 'all'}")
    for outcome in ("alliance formation", "voting apart"):
        for relevant in (True, False):
            for model in _OTHER:
                found[outcome, "plain", relevant, model] = forecast(panel, outcome, model, "plain", relevant)
            _say(begun, f"{outcome}, {'relevant' if relevant else 'all'}")
    leads = {}
    for relevant in (True, False):
        for base in BASES:
            for model in ("alignment index", "index without conflict", "all inputs"):
                for rival in _RIVALS:
                    one = found["dispute onset", base, relevant, model]
                    two = found["dispute onset", base, relevant, rival]
                    for by in ("pair", "year"):
                        leads[base, relevant, model, rival, by] = interval(panel, one, two, by, 60)
    _say(begun, "intervals")
    folds = {
        m: random_folds(panel, "dispute onset", m, "strong", True)
        for m in ("S", "ideal-point distance", "all inputs")
    }
    thin = late_years()
    _say(begun, "thin years")
    page = report.page(
        found, chosen, leads, folds, thin, judge_all(), known_groups(), against_published(panel)
    )
    _OUT.write_text(page, encoding="utf-8")
    _say(begun, f"wrote {_OUT.name}")


def _say(begun: float, what: str) -> None:
    print(f"{time.monotonic() - begun:6.0f} s  {what}", flush=True)


if __name__ == "__main__":
    main()
