"""What the backtest leaves behind for answers: yearly counts and models as of certain years, as JSON; never by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bilat.errors import StoreError
from bilat.outlook.dyadic.logit import Logit

__all__ = ["FOLDER", "Fitted", "load", "save"]

FOLDER = Path(__file__).parent / "fitted"


@dataclass(frozen=True)
class Fitted:
    """A kind's counts (year, came about, of) and its models by the year from which they may answer."""

    horizon: int
    counts: tuple[tuple[int, int, int], ...]
    models: dict[int, Logit]

    def before(self, year: int) -> list[tuple[int, int, int]]:
        """Return the counts of windows that had closed before a year."""
        return [c for c in self.counts if c[0] + self.horizon <= year]

    def model(self, year: int) -> tuple[int, Logit] | None:
        """Return the latest model that saw nothing from `year` on, with its own year."""
        able = [o for o in self.models if o <= year]
        return (max(able), self.models[max(able)]) if able else None


def save(family: str, kinds: dict[str, Fitted], folder: Path = FOLDER) -> Path:
    """Write a family's file."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {
        name: {
            "horizon": f.horizon,
            "counts": [list(c) for c in f.counts],
            "models": {str(o): m.to_dict() for o, m in f.models.items()},
        }
        for name, f in kinds.items()
    }
    path = folder / f"{family}.json"
    path.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    load.cache_clear()
    return path


@cache
def load(family: str, folder: Path = FOLDER) -> dict[str, Fitted]:
    """Return a family's kinds; empty if no backtest was kept."""
    path = folder / f"{family}.json"
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {
            name: Fitted(
                int(k["horizon"]),
                tuple((int(y), int(a), int(b)) for y, a, b in k["counts"]),
                {int(o): Logit.from_dict(m) for o, m in k["models"].items()},
            )
            for name, k in data.items()
        }
    except (ValueError, KeyError, TypeError) as exc:
        raise StoreError(f"{path} is damaged: {exc}.", "Run `bilat outlook backtest` again.") from exc
